"""Documents of real shape in any number, made of the frames of our samples with bodies, places, tasks and texts varied.

    python benchmarks/corpus.py FOLDER N [--seed S]

Document n follows from the seed and n alone, so that a corpus of 1,000 is the beginning of one of 10,000. Of 400
documents one is an opinion of the centre, 31 are plans of provinces that implement it, 31 plans of cities that
implement that of their province; the others stand alone: notices of counties, replies to proposals, letters. Lengths
are spread as those of 1,259 real documents of a ministry (median 1,000 characters, mean 2,150), and so is the share of
sentences that state a fact.
"""

from __future__ import annotations

import argparse
import csv
import random
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

DIVISIONS = Path(__file__).resolve().parent.parent / "graph_builder" / "data" / "divisions.csv"
FAMILY, PROVINCES, CITIES = 400, 31, 31
"""Documents of a family; the plans of provinces and of cities among them."""
_LENGTHS = [(0.0, 200), (0.1, 346), (0.25, 509), (0.5, 1000), (0.75, 3078), (0.9, 4998), (0.99, 9276), (1.0, 14000)]
"""Characters of real documents by rank."""
_CODES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新"
_ORDER = "一二三四五六七八九十"


def _words(text: str) -> list[str]:
    return text.split()


FIELDS = {
    "委": "发展改革 卫生健康",
    "厅": "财政 自然资源 生态环境 住房城乡建设 交通运输 水利 农业农村 商务 应急 审计 教育 科技 公安 民政 司法",
    "局": "市场监管 统计 林业和草原 医保 能源 乡村振兴",
}
"""Fields of local bodies by what their body is called; what is 厅 in a province is 局 elsewhere."""
BODIES = [(field, suffix) for suffix, fields in FIELDS.items() for field in fields.split()]
CENTRE = _words(
    "国家发展改革委 工业和信息化部 财政部 自然资源部 生态环境部 住房城乡建设部 交通运输部 水利部 "
    "农业农村部 商务部 文化和旅游部 国家卫生健康委 应急部 人民银行 国资委 税务总局 市场监管总局 "
    "国家统计局 教育部 科技部 公安部 民政部 司法部 人力资源社会保障部 海关总署 国家能源局 银保监会 "
    "证监会"
)
INDUSTRIES = _words(
    "有色金属工业 钢铁工业 建材工业 石化工业 稀土产业 煤炭工业 纺织工业 造纸行业 装备制造业 "
    "电子信息产业 生物医药产业 食品工业 新能源产业 船舶工业 现代物流业 节水农业 冷链物流 乡村旅游 "
    "养老服务业 家政服务业 数字经济 节能环保产业 林下经济 体育产业 会展业 种业 渔业 奶业 茶产业 "
    "中药材产业"
)
AIMS = _words("调结构增效益 转型升级 高质量发展 绿色发展 提质增效 集聚发展 创新发展 健康发展 融合发展 安全发展")
THINGS = _words(
    "落后产能 精深加工 资源储备 国际合作 财税支持 金融扶持 职工安置 人才培养 园区建设 标准体系 "
    "质量监督 清洁生产 节水改造 道路建设 用地保障 技术改造 品牌培育 市场秩序 信息平台 统计监测 "
    "安全生产 应急保障 科研攻关 招商引资 物流通道 污水处理 垃圾分类 防灾减灾 疫病防控 知识产权保护 "
    "信用建设 消费促进"
)
VERBS = _words("推进 加强 完善 优化 规范 强化 做好 落实 加快 提升")
GOODS = _words("铜 铅 锌 锡 钼 钨 水泥 玻璃 尿素 纱线 茶叶 牛奶 药材 木材 风机 电池 芯片 轴承")
ADVERBS = _words("逐步 切实 稳妥 有序 持续 全面 尽快 分批 依法 统筹")
PEOPLE = _words("企业 农户 职工 合作社 社区 学校 园区 乡镇 协会 科研院所")
MINES = _words("玉龙铜矿 驱龙铜矿 雄村铜矿 个旧锡矿 会泽铅锌矿 普朗铜矿 昆阳磷矿 扎西康铅锌矿")

PROSE = [
    "近年来，{industry}成为{place}的{people}增收的重要来源，{thing}与{thing2}多年来并重，{goods}的产量排在前列。",
    "近年来，{place}围绕{thing}做了不少工作，{people}的意识有所增强，但{thing2}仍是短板，{goods}的成本偏高。",
    "坚持问题导向，{adverb}解决{thing}中的难点，把{thing2}摆在更重要的位置。",
    "近年来，{goods}价格有所波动，{people}对{thing}的需求明显上升。",
    "目前，{people}办理{thing}的手续仍然偏多，在{thing2}上得到的支持还不够。",
    "{place}地处交通要道，{goods}和{goods2}的集散已有{number}年历史，{thing}具备一定基础。",
    "坚持以{thing}为主线，让{people}和市场{adverb}发挥作用，把{goods}的优势变成{thing2}的优势。",
    "支持{people}开展{thing}，鼓励{people2}参与{thing2}，形成共建共享的局面。",
    "{adverb}{verb}{thing}，发挥{people}的主体作用，引导{people2}把{goods}做精做细。",
    "坚持区分情况、分类施策，{adverb}解决{thing}的历史遗留问题，不搞一刀切。",
    "目前，{place}{thing}的情况有所改善，{people}反映的{goods}问题有了眉目。",
    "目前，{goods}、{goods2}等产品的{thing}水平在同类地区处于中游，{people}普遍反映{thing2}的服务还不够便捷。",
    "推动{people}的{thing}与{thing2}衔接，健全{people2}参与的机制，{adverb}扩大{goods}的应用。",
    "由于{goods}运距较长，{place}的{people}在{thing}上的投入比平原地区高出不少。",
    "欢迎{people}关心{thing}，{adverb}支持{people2}就{goods}和{thing2}建言献策。",
]  # fmt: skip
FIGURES = [
    "到{due}年，{goods}产能利用率达到{percent}%以上，{thing}覆盖率达到{percent2}%。",
    "{year}年，{industry}增加值{number}.{percent}亿元，占规模以上工业增加值比重{percent2}.3%。",
    "力争到{due}年建成{thing}示范点{number}个，培训{people}{number2}万人次。",
]
CITED = [
    "执行《国务院关于化解产能严重过剩矛盾的指导意见》（国发〔2013〕41号），不再核准新增{goods}产能的项目。",
    "按照《中华人民共和国安全生产法》的规定，{adverb}做好{thing}工作。",
    "加快{mine}、{mine2}接续勘查，合理开发{goods}资源。",
]
DUTIES = [
    "（{bodies}负责）", "（{lead}牵头，{bodies}配合）", "（{lead}牵头，{bodies}配合，{due}年{month}月底前完成）",
    "（责任单位：{bodies}；完成时限：{due}年{month}月）", "\n　　牵头单位：{lead}\n　　配合单位：{bodies}",
    "（{lead}会同{bodies}负责）", "（{bodies}等按职责分工负责）",
]  # fmt: skip
RUNNING = ["{lead}要会同{bodies}{verb}{thing}，{due}年底前完成。", "由{lead}负责{thing}的日常工作。"]


class Division(NamedTuple):
    """A place with its code and that of the place above it."""

    code: str
    name: str
    level: str
    parent: str


@cache
def divisions() -> dict[str, list[Division]]:
    """Return the divisions of today by level, and by the code of the one above."""
    found: dict[str, list[Division]] = {}
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            if not row["valid_to"] and row["code"] < "70":
                one = Division(row["code"], row["name"], row["level"], row["parent"])
                found.setdefault(one.level, []).append(one)
                found.setdefault(one.parent, []).append(one)
    return found


class Writer:
    """Writes one document: all that it draws by lot follows from the seed and its number."""

    def __init__(self, seed: int, n: int) -> None:
        """Take the seed of the corpus and the number of the document."""
        self.lot = random.Random(f"{seed}-{n}")  # noqa: S311
        self.n = n
        self.family, self.rank = divmod(n, FAMILY)
        shared = random.Random(f"{seed}-family-{self.family}")  # noqa: S311
        self.industry, self.aim = shared.choice(INDUSTRIES), shared.choice(AIMS)
        self.topics = shared.sample([f"{verb}{thing}" for verb in VERBS for thing in THINGS], 24)
        self.year = 2013 + self.family % 9
        self.length = self._length()
        self.place: Division | None = None
        # A document has a subject and a manner of its own.
        self.prose = self.lot.sample(PROSE, 7)
        self.things = self.lot.sample(THINGS, 9)

    def _length(self) -> int:
        rank = self.lot.random()
        at = bisect_right([part for part, _ in _LENGTHS], rank)
        (low, least), (high, most) = _LENGTHS[at - 1], _LENGTHS[at]
        return round(least + (most - least) * (rank - low) / (high - low))

    def text(self) -> str:
        """Return the whole document."""
        provinces = divisions()["province"]
        if self.rank == 0:
            return self._plan(None)
        if self.rank <= PROVINCES:
            return self._plan(provinces[self.rank - 1], self.cited(None))
        if self.rank <= PROVINCES + CITIES:
            above = provinces[self.rank % PROVINCES]
            if cities := [one for one in divisions().get(above.code, []) if one.name.endswith("市")]:
                return self._plan(cities[self.rank // PROVINCES % len(cities)], self.cited(above))
        self.year = 2013 + self.n % 10
        self.industry, self.aim = self.lot.choice(INDUSTRIES), self.lot.choice(AIMS)
        self.topics = self.lot.sample(self.topics, len(self.topics))
        return self._notice() if self.rank % 3 else self._reply()

    def title(self, place: Division | None) -> str:
        """Return the title of the plan that a place makes in this family."""
        kind = "指导意见" if place is None else "实施方案" if place.level == "province" else "工作方案"
        return f"{issuer(place)}关于促进{self.industry}{self.aim}的{kind}"

    def number(self, place: Division | None) -> str:
        """Return the number of a document of a place."""
        if place is None:
            return f"国办发〔{self.year}〕{self.family // 9 + 1}号"
        if place.level == "province":
            code = _CODES[divisions()["province"].index(place)]
            return f"{code}政办发〔{self.year}〕{self.family // 9 + 1}号"
        return f"{place.name[0]}政办〔{self.year}〕{self.n % 997 + 1}号"

    def cited(self, place: Division | None) -> str:
        """Return how a plan names the one that it implements."""
        return f"《{self.title(place)}》（{self.number(place)}）"

    def _plan(self, place: Division | None, above: str = "") -> str:
        """Return an opinion of the centre, or a plan that implements another one."""
        self.place = place
        head = [self.title(place), self.number(place), "", "各有关单位：", ""]
        cited = f"按照{above}要求，" if above else ""
        head.append(f"　　{self.fill(self.prose)}为推动{self.industry}{self.aim}，{cited}制定本方案。")
        return "\n".join([*head, *self._sections("".join(head)), "", issuer(place), self._day(), ""])

    def _notice(self) -> str:
        self.place = self.lot.choice(divisions()["county"])
        title = f"{issuer(self.place)}关于做好{self.industry}{self.topics[0]}工作的通知"
        number = [self.number(self.place)] if self.n % 4 else []
        head = [title, *number, "", "各乡镇人民政府，各有关部门：", "", f"　　{self.fill(self.prose)}"]
        return "\n".join([*head, *self._sections(title), "", issuer(self.place), self._day(), ""])

    def _reply(self) -> str:
        self.place = self.lot.choice([one for one in divisions()["prefecture"] if one.name.endswith("市")])
        body = self._body()
        title = f"关于市第十{_ORDER[self.n % 7]}届人民代表大会第{_ORDER[self.n % 5]}次会议第{self.n}号建议的答复"
        said = f"您提出的关于{self.topics[0]}的建议收悉，经研究，答复如下："
        parts = [title, "", "代表：", "", f"　　{said}"]
        size = len(title)
        while size + 60 < self.length:
            parts.append("　　" + "".join(self.fill(self.prose) for _ in range(3)) + self._fact(0.06))
            size += len(parts[-1])
        return "\n".join([*parts, "", self.place.name + body[1:], self._day(), ""])

    def _sections(self, head: str) -> Iterator[str]:
        """Yield sections of numbered measures until the document is as long as it is to be."""
        size, section, item = len(head), 0, 0
        heads = ["总体要求", "重点任务", "保障措施", "政策支持", "组织实施", "监督管理", "进度安排"]
        while size + 120 < self.length or section < 2:
            if item % 5 == 0 and section < len(heads):
                section += 1
                item = 0
                yield f"　　{_ORDER[section - 1]}、{heads[section - 1]}"
            topic = self.topics[(section * 5 + item) % len(self.topics)]
            prose = "".join(self.fill(self.prose) for _ in range(self.lot.randint(4, 9)))
            paragraph = f"　　（{_ORDER[item % 10]}）{topic}。{prose}{self._fact(0.12 if section > 1 else 0.03)}"
            size += len(paragraph)
            item += 1
            yield paragraph

    def _fact(self, often: float) -> str:
        """Return a sentence that states something, as often as is said; otherwise nothing."""
        if self.lot.random() > often:
            return ""
        found = "".join(self.fill(frames) for frames in (FIGURES, CITED) if self.lot.random() < 0.2)
        return found + self.fill(RUNNING if self.lot.random() < 0.1 else DUTIES)

    def fill(self, frames: list[str]) -> str:
        """Return one of the frames with words in its slots."""
        pick, number = self.lot.choice, self.lot.randint
        place = self.place.name if self.place else "各地"
        return pick(frames).format(
            industry=self.industry, aim=self.aim, place=place, thing=pick(self.things), thing2=pick(self.things),
            people=pick(PEOPLE), people2=pick(PEOPLE), goods=pick(GOODS), goods2=pick(GOODS), adverb=pick(ADVERBS),
            verb=pick(VERBS), mine=pick(MINES), mine2=pick(MINES), year=self.year - number(1, 5),
            due=self.year + number(1, 4), month=number(1, 12), number=number(2, 400), number2=number(3, 90),
            percent=number(30, 99), percent2=number(20, 98), lead=self._body(), bodies=self._bodies(),
        )  # fmt: skip

    def _bodies(self) -> str:
        return "、".join(dict.fromkeys(self._body() for _ in range(self.lot.randint(1, 4))))

    def _body(self) -> str:
        if self.place is None:
            return self.lot.choice(CENTRE)
        field, suffix = self.lot.choice(BODIES)
        name, province = self.place.name, self.place.level == "province" and self.place.name[-1] != "市"
        tier = "自治区" if name.endswith("自治区") else name[-1] if name[-1] in "省市县区" else "县"
        return f"{tier}{field}{suffix if suffix != '厅' or province else '局'}"

    def _day(self) -> str:
        return f"{self.year}年{self.lot.randint(1, 12)}月{self.lot.randint(1, 28)}日"


def issuer(place: Division | None) -> str:
    """Return the body that issues the documents of a place; None is the centre."""
    if place is None:
        return "国务院办公厅"
    return f"{place.name}人民政府办公{'厅' if place.level == 'province' else '室'}"


def write_corpus(folder: Path, n: int, seed: int = 8) -> Path:
    """Write n documents into a folder, a thousand in each of its folders; return the folder."""
    for one in range(n):
        path = folder / f"{one // 1000:04}" / f"{one:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Writer(seed, one).text(), encoding="utf-8", newline="\n")
    return folder


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=int)
    parser.add_argument("--seed", type=int, default=8)
    words = parser.parse_args()
    write_corpus(words.folder, words.documents, words.seed)


if __name__ == "__main__":
    main()
