"""Every rule that a fact can name, as the scheme of rules describes it, with a text of ours that it reads."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.rules import rules

__all__ = ["ABOVE", "RULES", "Rule"]

ABOVE = "------\n"
"""Parts the two documents of an example: the one below carries out the one above."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule reads; `example` is a text in which it fires, empty for what a person decides."""

    name: str
    version: int
    zh: str
    en: str
    example: str


def _task(words: str) -> str:
    return f"某市人民政府关于加强校园食堂管理的意见\n一、改造食堂。改造学校食堂。{words}\n"


def _due(words: str) -> str:
    return _task(f"{words}（市教育局负责）\n某市人民政府\n2021年5月6日")


def _valid(words: str) -> str:
    return f"某市食堂管理办法\n第一条 加强食堂管理。\n第二条 {words}\n某市人民政府\n2021年5月6日\n"


_TABLE = (
    "某市校园食堂改造任务分工表\n序号\t工作任务\t牵头单位\t配合单位\t完成时限\n1\t改造学校食堂\t市教育局\t市财政局\t2022年6月\n"
    "2\t开展食品检查\t市市场监管局\t市公安局\t2022年9月\n3\t宣传节约粮食\t市委宣传部\t市广电局\t2022年12月\n"
)
_TITLE = "某市人民政府关于加强校园食堂管理的意见\n"
_ABOVE = (
    "某省人民政府关于加强校园食堂管理的意见\n某政发〔2020〕3号\n"
    "一、改造食堂。改造学校食堂，增加食堂座位，更新灶具和冷藏设备，推进明厨亮灶。（省教育厅负责）\n"
    "二、严格检查。每学期检查食堂卫生，公开检查结果，查处过期食品。（省市场监管局负责）\n某省人民政府\n2020年3月2日\n"
)
_BELOW = (
    "某市人民政府关于加强校园食堂管理的实施意见\n"
    "为贯彻落实《某省人民政府关于加强校园食堂管理的意见》（某政发〔2020〕3号），提出以下意见。\n"
    "一、改造食堂。改造学校食堂，增加食堂座位，更新灶具和冷藏设备，推进明厨亮灶。（市教育局负责）\n"
    "二、宣传引导。宣传节约粮食，评选示范食堂。（市委宣传部负责）\n某市人民政府\n2021年5月6日\n"
)
_EXAMPLES = {
    "task.heading": _task("（市教育局牵头，市财政局配合）"),
    "task.paragraph": f"{_TITLE}一、改造食堂。\n增加食堂座位。各校食堂座位满足就餐需要。（市教育局负责）\n"
    "更新食堂设备。更换老旧灶具和冷藏设备。（市财政局负责）\n",
    "task.clause": f"{_TITLE}改造学校食堂。（市教育局负责）\n",
    "task.row": _TABLE,
    "section.heading": _ABOVE + ABOVE + _BELOW,
    "bracket.verb": _task("（市教育局牵头，市财政局配合）"),
    "bracket.label": _task("（责任单位：市教育局；配合单位：市财政局）"),
    "bracket.bodies": f"{_TITLE}一、改造食堂。改造学校食堂。（市教育局、市财政局）\n"
    "二、严格检查。开展自查。（市市场监管局）\n三、宣传引导。宣传节约粮食。（市委宣传部）\n",
    "line.label": _task("\n牵头单位：市教育局\n配合单位：市财政局"),
    "sentence": _task("由市教育局牵头制定改造方案。"),
    "sentence.asked": _task("市财政局要安排专项资金。"),
    "table.cell": _TABLE,
    "convention.standing": f"{_TITLE}以下任务均需各县区政府落实，不再列出。\n"
    "一、改造食堂。改造学校食堂。（市教育局负责）\n二、严格检查。开展自查。（市市场监管局负责）\n",
    "reference.implements": "为贯彻落实《某省食品安全条例》，现通知如下：\n",
    "reference.basis": "根据《某省食品安全条例》，现通知如下：\n",
    "reference.issues": "某市人民政府办公室关于印发校园食堂改造实施方案的通知\n某政办发〔2021〕7号\n"
    "各县（区）人民政府：\n"
    "《校园食堂改造实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。\n某市人民政府办公室\n2021年5月6日\n"
    "校园食堂改造实施方案\n一、改造食堂。改造学校食堂。（市教育局负责）\n",
    "reference.amends": "某市人民政府决定对《某市食堂管理办法》作如下修改：\n",
    "reference.repeals": "本办法自公布之日起施行，《某市食堂管理暂行办法》同时废止。\n",
    "reference.cites": "各校可以参考《某省食堂建设标准》。\n",
    "deadline.day": _due("2022年6月底前完成。"),
    "deadline.near": _due("年底前完成。"),
    "deadline.after": _due("自本意见印发之日起30日内完成。"),
    "deadline.year": _due("2022年，全部完成食堂改造。"),
    "deadline.words": _due("力争三年内完成。"),
    "deadline.recurring": _due("每年12月底前报送总结。"),
    "deadline.lasting": _task("（责任单位：市教育局；完成时限：长期坚持）"),
    "deadline.cell": _TABLE,
    "deadline.clause": _task("（责任单位：市教育局；完成时限：2022年6月）"),
    "validity.day": _valid("本办法自2021年7月1日起施行，有效期5年。"),
    "validity.event": _valid("本办法自印发之日起施行。"),
    "validity.term": _valid("本办法有效期5年。"),
    "indicator.figure": "到2022年，食堂达标率达到95%。\n",
    "mining.mine": "建成普朗铜矿。\n",
    "mining.base": "建成以白云铁矿等为主的北部金属矿产业基地。\n",
    "mining.park": "在临江工业园发展铜精矿加工贸易。\n",
    "mining.mineral": "优势矿种为钨、锡、萤石。\n",
    "trace.words": _ABOVE + ABOVE + _BELOW,
    "reform.data": "国务院办公厅关于加强校园食堂管理的意见\n"
    "一、改造食堂。改造学校食堂。（卫生部负责）\n国务院办公厅\n2010年5月6日\n",
    "reform.counterpart": "泉州市人民政府关于加强校园食堂管理的意见\n"
    "一、改造食堂。改造学校食堂。（市卫生局负责）\n泉州市人民政府\n2010年5月6日\n",
}  # fmt: skip
"""By the name of the rule; the scheme itself has but the words that count."""

RULES: dict[str, Rule] = {
    name: Rule(name, rule.version, rule.zh, rule.en, _EXAMPLES.get(name, "")) for name, rule in rules().items()
}
"""All rules in their latest versions, by the name that facts have while they are read."""
