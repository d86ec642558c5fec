"""The mining domain: minerals, mines and deposits, the bases that they form, industrial parks.

Names of minerals come from the concept scheme `mineral` of the ontology. A mine is known by the form of its name: a
place, one or more minerals, and 矿 (驱龙铜矿, 帮浦钼铜矿, 扎布耶盐湖锂矿).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from graph_builder.bodies.places import division_names
from graph_builder.model import DomainFact, Span
from ontology.terms import GEO, POL
from ontology.vocabulary import concepts

__all__ = ["recognise"]

_MINE_TYPES, _BASE_TYPES, _PARK_TYPES = (
    (name, GEO.Feature) for name in (POL.Mine, POL.IndustrialBase, POL.IndustrialPark)
)
_PHASE = r"(?:[（(][一二三四五六七八九十\d]期(?:工程)?[）)])?"
_LONGEST = 40
_DEPOSIT = re.compile(r"(?:[十百千]*万?吨级|超大型|特大型|大型)$")
_BOUNDARY = "、，,。；;：:（(）)《》“”\n 　"
# Between two boundaries; the phase of a mine (二期) is no boundary
_STRETCH = re.compile(rf"(?:[^{_BOUNDARY}]++|[（(][一二三四五六七八九十\d]期(?:工程)?[）)])++")
_LISTED_WORDS = re.compile(rf"[^{_BOUNDARY}和及]+")
# What ends before a name: 以甲矿、乙矿和丙矿为主; right behind 、 the character belongs to the name (、和田铁矿)
_LEFT = re.compile(
    r"以及|建成|探明|发现|包括|支持|鼓励|引导|依托|推进|推动|加快|实施|开展|开发|启动|完成|保障|提升|确保|重点|投产|勘查"
    r"|关于|审查|位于|公司|集团|规划区|矿区(?:[东南西北中][部区])?|井田|煤田|[以和及与为对由了在将把从是有]"
)
# A company or a field before a name: 甲矿业公司乙铁矿, 甲矿区北区乙煤矿
_OWNER = re.compile(r"(?:公司|集团|规划区|矿区(?:[东南西北中][部区])?|井田|煤田)$")
# 以甲矿为主, 包括甲矿, 建成甲矿
_INTRODUCED = re.compile(r"(?:以|包括|建成|依托|新发现|发现)$")
# How the ore lies or is dug, between the place and the ore: 西湖盐湖锂矿, 青山露天煤矿
_LYING = re.compile(r"(?:盐湖|露天|井工|[一二三四五六七八九十\d]{1,2}号)+$")
# No name of a place: a verb, an adjective, a kind, a number, a word of grammar (适应煤矿, 难选铁矿, 22处煤矿)
_NO_NAME = re.compile(
    r"地区|优势|资源|产业|开发|重点|大型|中型|小型|特大|以上|以下|新增|主要|品种|各|国家|国有|民营|全国|全省|全区|全市|战略|进口|国内|国外|省内|省外|境外|勘查|利用|生产|建设"
    r"|推进|发展|加强|非法|违法|地下|现有|共伴生|共生|伴生|品位|难选|规模|绿色|数字|智[慧能]|储量|矿区|矿山|查明|适应|促进|健全|围绕|根据|扩大|中小|抓好|减少|探索|兼并|重组|收购|安置|新建"
    r"|改建|扩建|在建|拟建|续建|开办|依法|核准|分离|维护|宣传|介绍|建立|提取|强化|减轻|防范|权益|投产|释放|推动|淘汰|落后|俗称|明确|工程|纳入|突出|瓦斯|兼顾|堆积|沉积|变质|岩带"
    r"|[砂斑页灰]岩|花岗|碳酸|氧化|硫化|复杂|试点|示范|相关|有关|企业|部门|监管|监督|闭坑|废弃|关闭|退出|整合|所属|下属|骨干|优质|先进|灾害|保供|原有|部分|大多|极少|提高|完善|规范|严格|统筹|解决"
    r"|制定|组织|开采|目前|问题|安全|管理|技术|高[铁铝硅磷硫钙]|低[铁铝硅磷硫钙]|含|类似|[的等被该其此每已未须应需使]|\d|[一二三四五六七八九十百千]+[处个座家]|[a-zA-Z%％\-－—]"
)
_KIND_END = re.compile(
    r"(?:型|式|类|系|性|态|级|小|大|中|老|新|带|岩|质|相|化|层|脉|期|岸|深部|外围|周边|[省市县区州盟旗内外]|高原|边境|海洋|陆域|多金属|有色金属|稀有金属)$"
)
# Behind the ore: the trade and no mine (煤矿瓦斯, 煤矿企业)
_TRADE = re.compile(r"瓦斯|企业|安全|事故|职工|工人|行业|领域|产业|监管|监察|智能化|开办|关闭|退出|整合|类|区块")
# What parts the names of a list: 甲矿、乙矿及丙矿以及丁矿
_PARTED = re.compile(r"等?(?:、|和|及|与|以及)")
_BASE = re.compile(
    r"(?:为(?:主|主体|主导|核心|重点|依托|支撑|龙头|基础)的)(?P<base>[^，,。；;：:\n以]{2,40}?基地)"
    r"|(?:建成|建设|打造|形成|创建|构建)(?:一批|全国|国家|国内|重要的?|若干|\d+个?|[一二三四五六七八九十]+个?)*(?P<built>(?!以)[^，,。；;：:\n、和的以]{4,24}基地)"
)
_OF_MINING = re.compile(r"金属|矿|盐湖|稀土|冶|煤|油气|石油|天然气|地热|铝|铜|锂|钾|磷|硅")
# What a base's name must have beside its kind (大型矿产资源基地 is a kind): 藏西, 绿色锂
_OF_KIND = re.compile(
    r"一批|若干|新的|全国|国家级?|国际|国内|世界级?|重要|重点|大型|特大型|中型|现代化?|综合|战略|储备|矿产|矿业|能源|资源|勘查|勘探|开发|开采|利用|产业|加工|生产|示范|接续|保障|供应|冶炼|先进|特色|高端|绿色|后备|矿山|的|和|、"
)
_METAL = re.compile(r"金属|稀土|盐湖")
# 有色金属, 粉煤灰 name no mineral though a mineral's name stands in them.
_METAL_WORDS = re.compile(
    r"(?:有色|黑色|稀有|稀贵|贵|轻|重|战略性?)*金属|(?:粉煤|煤矸)[灰石]|石油化工|煤化工|资金|基金|金融"
)
# 已建成甲、乙; 甲、乙均已投产; 甲、乙也在建设之中; 在建的甲
_STATUS = re.compile(
    r"(?P<built>(?:已|基本){1,2}(?:建成|投产|达产))|(?P<done>已(?:经|全部|相继)?(?:建成|投产|达产))|(?P<under>在建设之?中)|(?P<building>在建的?)"
)
_PARK = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?(?:工业园区?|产业园区?|经济技术开发区|高新技术产业开发区|经济开发区|工业集中区))"
)
_PARK_END = re.compile(r"工业园|产业园|开发区|工业集中区")
_PARK_WORDS = re.compile(
    r"我国|我省|推动|构建|推进|建设|打造|加快|支持|发展|培育|规划|特色|各类|各|产业$|现代|重点|国家级|省级|引导|鼓励|入驻|进入|示范|专业|若干|一批|境外|跨境|边境|全省|全市|全区|全国|的|等|有色金属$|化工$"
)
# Kinds of park that stand without a place: 绿色工业园区, 静脉产业园
_PARK_KIND = re.compile(
    r"绿色|静脉|生态|循环|[零低]碳|智[慧能]|数字|数据|软件|信息|农业|农产品|农村|食品|物流|科技|创[业新]|文化|光伏|风电|新[能材]|健康|医药|生物|纺织|服装|家具|建材|装备|汽车|环保|化工|石化|煤|电子"
    r"|航空|航天|海洋|旅游|双创|小微|民族|少数|返乡|飞地|标准|高新|综合|集中|中小|制造|加工|服务|人工|材料|再生|资源|冶|金属$"
)
# 加强甲工业园区, 输往乙工业园区: the name begins behind the verb
_PARK_LEFT = re.compile(
    r".*(?:加强|强化|深化|防范|做好|配合|发现|符合|开展|位于|输往|送往|推动|推进|支持|依托|在|以|对|由|于|和|与|及|向|入|为|从|将|到|把)(?=[\u4e00-\u9fff]{2,})"
)
# 甲煤炭矿区: a field of several mines, as it is planned
_FIELD = r"(?:(?<=煤矿)|(?<=煤炭矿))区"
# 钨铁, 硅锰铁 are alloys; 砂岩型铀矿, 砂岩铀矿 lie in sandstone
_NO_MINERAL = re.compile(r"[硅锰铬钒钼镍钨钛铌硼磷]{1,2}铁(?![矿精])|(?:砂岩|花岗岩|页岩|碳酸盐岩)(?=型|铀|铜)")
_MODIFIER = r"(?:盐湖|高温|饮用|天然|中低温|浅层|共伴生|优质|晶质|海滨|砂)*"


@cache
def _minerals() -> dict[str, tuple[str, str]]:
    """Return name -> (IRI, label) for every name of a mineral."""
    return {
        name: (concept.iri, concept.label)
        for concept in concepts("mineral")
        for name in (*concept.alternatives, concept.label)
    }


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns for the ores in the name of a mine, for a mineral of a list, and for one name."""
    names = sorted(_minerals(), key=lambda name: (-len(name), name))
    # 铜精矿 is what a mill makes and no mine.
    in_ground = [name for name in names if not name.endswith("精矿")]
    bare = "|".join(dict.fromkeys(re.escape(name.removesuffix("矿")) for name in in_ground))
    ores = re.compile(
        rf"(?P<ores>(?:{bare})+(?:多金属)?矿)(?!{_FIELD})(?:床|区|山)?(?P<phase>{_PHASE})(?![精业石物种]|产(?!业))"
    )
    token = re.compile(rf"{_MODIFIER}(?P<ores>(?:{'|'.join(map(re.escape, names))})+)(?:多金属)?(?:矿|资源|矿产|矿床)*")
    return ores, token, re.compile("|".join(map(re.escape, names)))


def recognise(text: str, start: int = 0) -> list[DomainFact]:
    """Return the minerals, mines, bases and parks that `text` names from `start` on."""
    if "矿" not in text[start:]:
        return []
    bases = _bases(text, start)
    mines = _mines(text, start, [span for fact in bases for span in fact.mentions])
    return [*bases, *_placed(text, mines, bases), *_parks(text, start), *_named_minerals(text, start)]


def _bases(text: str, start: int) -> list[DomainFact]:
    found: dict[str, list[Span]] = {}
    for match in _BASE.finditer(text, start):
        group = "base" if match["base"] else "built"
        found.setdefault(match[group], []).append(Span(match.start(group), match.end(group)))
    return [
        DomainFact(
            "base", name, spans[0], tuple(spans), "mining.base", _BASE_TYPES, links=_bears(_borne(name)), common=True
        )
        for name, spans in found.items()
        if _OF_MINING.search(name) and (_borne(name) or _METAL.search(name) or _OF_KIND.sub("", name) != "基地")
    ]


def _borne(name: str) -> tuple[str, ...]:
    """Return the IRIs of the minerals in a base's name: 铅锌矿产业基地; 绿色锂产业基地, 高端铝加工基地 without 矿."""
    spoken = _METAL_WORDS.sub("", name)
    iris = [_minerals()[match.group()][0] for match in _patterns()[2].finditer(spoken)]
    return _ores(name) or tuple(dict.fromkeys(iris))


def _bears(minerals: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((POL.mineral, iri) for iri in minerals)


@dataclass(frozen=True, slots=True)
class _Ore:
    """Words that may name a mine, where they stand, and whether the text shows that they do."""

    name: str
    ores: str
    variant: str
    span: Span
    sure: bool


def _mines(text: str, start: int, taken: list[Span]) -> list[DomainFact]:
    found: dict[str, list[_Ore]] = {}
    for ore in _listed(text, _candidates(text, start, taken)):
        found.setdefault(ore.name, []).append(ore)
    facts = []
    for name, ores in found.items():
        if not any(ore.sure for ore in ores):
            continue
        variants = tuple(sorted({ore.variant for ore in ores} - {name}))
        spans = tuple(ore.span for ore in ores)
        bears = _bears(_ores(ores[0].ores))
        facts.append(DomainFact("mine", name, spans[0], spans, "mining.mine", _MINE_TYPES, variants, bears))
    return facts


def _candidates(text: str, start: int, taken: list[Span]) -> list[_Ore]:
    """Return the ores that stand behind the form of a name."""
    found = []
    for place, match in _named_ores(text, start, taken):
        if place.end - place.start > _LONGEST:
            continue
        words = re.sub(_PHASE, "", place.of(text))
        printed = Span(place.start, match.end())
        deposit = _DEPOSIT.search(words)
        if deposit:
            # 多龙千万吨级铜矿资源: the name, without the size
            words, printed = words[: deposit.start()], Span(place.start, match.end("ores"))
        if not _is_name(words) or _TRADE.match(text, match.end()):
            continue
        name = words + match["ores"]
        before = text[max(0, place.start - 6) : place.start]
        sure = bool(
            deposit
            or "期" in printed.of(text)
            or _in_division(words)
            or _OWNER.search(before)
            or (_INTRODUCED.search(before) and _LYING.sub("", words))
        )
        found.append(_Ore(name, match["ores"], name if deposit else printed.of(text), printed, sure))
    return found


def _listed(text: str, ores: list[_Ore]) -> list[_Ore]:
    """Make sure of names that stand beside other names: 甲矿、乙矿和丙矿."""
    beside = {
        i + step
        for i, (one, other) in enumerate(pairwise(ores))
        if one.name != other.name and _PARTED.fullmatch(text, one.span.end, max(one.span.end, other.span.start))
        for step in (0, 1)
    }
    return [replace(ore, sure=ore.sure or i in beside) for i, ore in enumerate(ores)]


@cache
def _divisions() -> frozenset[str]:
    """Return the names of prefectures and counties, long and short; 贵州煤矿 are the mines of a province."""
    return frozenset(name for name in division_names("prefecture", "county") if len(name) > 1)


def _in_division(words: str) -> bool:
    return any(words[:size] in _divisions() for size in range(2, min(len(words), 12) + 1))


def _named_ores(text: str, start: int, taken: list[Span]) -> Iterator[tuple[Span, re.Match[str]]]:
    """Yield the place before each ore, with the ore."""
    taken = sorted(taken)
    for stretch in _STRETCH.finditer(text, start):
        last = stretch.start()
        if text.find("矿", last, stretch.end()) < 0:
            continue
        for match in _patterns()[0].finditer(text, stretch.start(), stretch.end()):
            # The ores of a base's own name (铅锌矿产业基地) are no mine, and a name begins behind it.
            i = bisect_right(taken, match.start(), key=lambda span: span.start) - 1
            last = max(last, taken[i].end) if i >= 0 else last
            if last > match.start():
                continue
            words = text[last : match.start()]
            listed = text[last - 1 : last] == "、"
            cuts = [cut.end() for cut in _LEFT.finditer(words) if cut.start() or len(cut.group()) > 1 or not listed]
            yield Span(last + (cuts[-1] if cuts else 0), match.start()), match
            last = match.end()


def _is_name(place: str) -> bool:
    """Tell whether what stands before the minerals has the form of a place's name, and is no mineral or kind."""
    words = _LYING.sub("", place)
    if not 2 <= len(words) <= (12 if _in_division(words) else 8):
        return False
    return not (_NO_NAME.search(words) or _KIND_END.search(words) or _patterns()[1].fullmatch(words))


def _ores(words: str) -> tuple[str, ...]:
    """Return the IRIs of the minerals in the ores of a name, in the order of the name."""
    iris: list[str] = []
    for match in (name for ore in _patterns()[0].finditer(words) for name in _patterns()[2].finditer(ore["ores"])):
        iri = _minerals()[match.group()][0]
        if iri not in iris:
            iris.append(iri)
    return tuple(iris)


def _placed(text: str, mines: list[DomainFact], bases: list[DomainFact]) -> list[DomainFact]:
    """Give each mine its base and its status: 以甲、乙为主的某基地; 已建成甲、乙; 甲、乙也在建设之中."""
    named = sorted((place, base.name) for base in bases for place in base.mentions)
    built = _statuses(text)
    placed = []
    for mine in mines:
        based = next((found for span in mine.mentions if (found := _base_of(text, span, named))), None)
        status = next((found for span in mine.mentions if (found := _status_at(span.start, built))), None)
        parts = ((POL.partOfBase, "base", based.name),) if based else ()
        words = ((POL.status, status.name),) if status else ()
        shown = tuple(sorted({found.shown for found in (based, status) if found}))
        placed.append(replace(mine, parts=parts, words=words, shown=shown))
    return placed


@dataclass(frozen=True, slots=True, order=True)
class _Told:
    """What is said of the mines within `span`, and the words that say it with those mines among them."""

    span: Span
    name: str
    shown: Span


def _statuses(text: str) -> list[_Told]:
    """Return the stretches whose mines are built or being built, in order."""
    found = []
    for match in _STATUS.finditer(text):
        before = max((text.rfind(c, max(0, match.start() - 160), match.start()) for c in "。；;，\n"), default=-1) + 1
        after = re.compile(r"[^。；;，\n]{0,160}").match(text, match.end())
        follows = after.group() if after else ""
        status = "在建" if match["under"] or match["building"] else "建成"
        if "矿" in follows and not match["under"]:
            end = match.end() + len(follows)
            found.append(_Told(Span(match.end(), end), status, Span(match.start(), end)))
        elif before < match.start():
            found.append(_Told(Span(before, match.start()), status, Span(before, match.end())))
    return sorted(found)


def _status_at(position: int, built: list[_Told]) -> _Told | None:
    i = bisect_right(built, position, key=lambda told: told.span.start) - 1
    return built[i] if i >= 0 and built[i].span.covers(position) else None


def _base_of(text: str, span: Span, named: list[tuple[Span, str]]) -> _Told | None:
    """Return the base whose list a mine stands in: the next one named in the sentence, with a list up to it."""
    i = bisect_right(named, span.end, key=lambda pair: pair[0].start)
    if i == len(named) or named[i][0].start - span.end > 400:
        return None
    between = text[span.end : named[i][0].start]
    listed = re.search(r"为(?:主|主体|主导|核心|重点|依托|支撑|龙头|基础)的$", between)
    if not listed or re.search(r"[。；;\n]|基地", between):
        return None
    return _Told(span, named[i][1], Span(span.start, named[i][0].end))


def _parks(text: str, start: int) -> list[DomainFact]:
    found: dict[str, list[Span]] = {}
    if not _PARK_END.search(text, start):
        return []
    for match in _PARK.finditer(text, start):
        name, begin = match["name"], match.start("name")
        left = _PARK_LEFT.match(name)
        if left:
            begin += left.end()
            name = name[left.end() :]
        place = re.sub(r"(?:工业园区?|产业园区?|经济技术开发区|高新技术产业开发区|经济开发区|工业集中区)$", "", name)
        if len(place) < 2 or len(place) > 6 or _PARK_WORDS.search(place):
            continue
        if _PARK_KIND.search(place) and not _in_division(place):
            continue
        found.setdefault(name, []).append(Span(begin, match.end("name")))
    return [
        DomainFact("park", name, spans[0], tuple(spans), "mining.park", _PARK_TYPES) for name, spans in found.items()
    ]


def _named_minerals(text: str, start: int) -> list[DomainFact]:
    """Return the minerals that stand in a list (铜、铬、铅) or with 矿 behind them, each once."""
    token, name = _patterns()[1], _patterns()[2]
    found: dict[str, list[Span]] = {}
    for stretch in _LISTED_WORDS.finditer(text, start):
        begin, end = stretch.span()
        if not name.search(text, begin, end):
            continue
        words = stretch.group().rstrip("等")
        lead = re.match(r"^.*(?:为|是|有|以|包括|如)(?=.)", words)
        spot = begin + (lead.end() if lead else 0)
        listed = text[begin - 1 : begin] == "、" or text[end : end + 1] == "、"
        whole = token.fullmatch(text, spot, begin + len(words))
        if whole and (listed or "矿" in words):
            spans = [Span(m.start(), m.end()) for m in name.finditer(text, spot, begin + len(words))]
        else:
            spans = [
                Span(m.start(), m.end())
                for m in name.finditer(text, begin, end)
                if text[m.end() : m.end() + 1] == "矿" or text[m.start() : m.end()].endswith("矿")
            ]
        others = [Span(*m.span()) for m in _NO_MINERAL.finditer(text, begin, end)]
        for span in spans:
            if any(other.covers(span.start) for other in others):
                continue
            found.setdefault(_minerals()[span.of(text)][0], []).append(span)
    return [
        DomainFact(
            "mineral",
            spans[0].of(text),
            spans[0],
            tuple(spans),
            "mining.mineral",
            (POL.MineralMention,),
            links=_bears((iri,)),
            mention=True,
        )
        for iri, spans in found.items()
    ]
