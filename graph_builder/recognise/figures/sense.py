"""What a figure says besides its value: a bound, a growth, a target or a status; and whose bare measure it is.

不低于 and 以上 make a minimum, 不超过 and 以内 a maximum. 下降18% says by how much, 下降到18% says where it ends. A
target is to be reached (到2025年, 力争), a status has been (截至2016年底, 已建成). Where the words do not settle it,
nothing is said.
"""

from __future__ import annotations

import re

from graph_builder.bodies.places import is_division
from graph_builder.model import Change, Direction, FigureKind

__all__ = ["bound", "change", "is_bare_measure", "is_place", "kind", "subject_before"]

_MINIMUM = re.compile(r"不得?低于|不得?少于|不小于|超过|突破|高于|超|逾|及?以上")
_MAXIMUM = re.compile(r"不得?超过|不得?高于|不大于|不得?多于|低于|控制在|以内|及?以下")
_INCREASE = re.compile(r"(?:增长|提高|增加|提升|上升|增幅|涨幅)$")
_DECREASE = re.compile(r"(?:下降|降低|减少|下浮|降幅|压减)$")
# Cues that hold for a whole sentence, and those that hold for their own clause
_AIM = re.compile(r"到\s?\d{4}年|至\d{4}年|力争|确保|争取|(?<!敏感)(?<!保护)目标|底前|年内|[四五]”?末")
_AIM_HERE = re.compile(
    r"(?<![主重需必首])要(?![求素点件害闻])|将(?!可能|对|其|来|军)|计划(?!单列|生育)|预计|预期|努力|逐步"
)
_HELD = re.compile(r"不低于|不得低于|不少于|不得少于|不超过|不得超过|不高于|控制在|不大于|不小于")
_DONE = re.compile(r"截[至止]|目前|近年来|以来|去年|为止|当前")
_DONE_HERE = re.compile(
    r"已(?!知|扣|建|有)|已建成(?!的)|已有|现有(?!的)|同比|发现|查明|探明|迈上|首次|累计(?=完成|建成|实现)"
)
_CLAUSE = re.compile(r"[，,；;：:]")
# A measure alone says too little: 直径6米, 占地面积1.8公顷
_MEASURE = re.compile(
    r"(?:其中|总|净|全|单|最大|最小|最高|设计|平均|共|年|日|各|预测|有效|建设|线路|管道|主体|永久|临时|沉陷|路径|月均|本次|达产时|投产后|建成后|达产后|首采区)*"
    r"(?:长|长度|宽|宽度|高|高度|厚|厚度|深|深度|埋深|直径|管径|内径|外径|断面|净断面|面积|占地面积|用地面积|建筑面积|规模|生产规模|容量"
    r"|容积|总库容|库容|能力|生产能力|提升能力|输送能力|处理能力|输煤能力|功率|装机|装机容量|回风量|风量|坝高|推进|产煤炭|采高|服务年限"
    r"|数量|数|比例|占比|比重|使用率|产量|年度产量|总量|距离|范围|水位|死水位|增幅|降幅|涨幅|流量|重量|埋藏深度|堆放容积|设计堆放容积|蓄水量|调蓄水量|里程)"
)
_VERB = r"(?:位于|地处|采用|拟采用|设置|属于|起于|拟建|规划|布置|为|包括|全长|总长|正常蓄水位|总投资|拟|共|总)"
# 首采工作面长240米、平均采高6米: in one list the subject stands before the first measure
_OF_LIST = re.compile(
    r"(?:^|[。；;，,：:）)])\s{0,4}(?P<subject>[\u4e00-\u9fffA-Za-z“”]{2,16}?)(?:平均)?(?:长度?|净?宽度?|高度?|直径|净断面)(?:为|约)?\d[^，,。；;：:（）()]*$"
)
# 生活污水处理站（规模……; 原煤仓3座（总容量……
_BEFORE_BRACKET = re.compile(
    r"(?P<subject>[\u4e00-\u9fffA-Za-z]{2,18})(?:\d[\d.,]*[\u4e00-\u9fff]{0,3})?[（(](?:[^（）()。\n]{0,60}[，,；;、])?$"
)
_OF_SENTENCE = re.compile(
    rf"(?:^|[。；;，,：:）)])\s{{0,4}}(?:本次|其中|新建|拟建|建设)?(?P<subject>[\u4e00-\u9fffA-Za-z“”]{{2,14}}?){_VERB}(?=[\u4e00-\u9fff\d约]|$)"
)
_NO_SUBJECT = re.compile(
    r"^(?:长度|建设|新建|包括|利用|主要|其中|以及|工程|项目|本工程|本项目|该项目|同时|并|在|对|由|从|将|按|经|为|与|和|及|其|共|设计|拟|可|不|是)|[的了在为后改时中内前平均]$|以[上下]$|优化后|面积$|面斜$"
)
_LEAD = re.compile(r"^(?:新建|改建|扩建|建设|利用|已建|现有|拟建|包括|依托|及|和|设置|其中)+")


def bound(qualifier: str | None) -> Direction | None:
    """Return whether a qualifier makes a value the least or the most that is meant.

    >>> bound("不低于"), bound("以内"), bound("左右")
    (<Direction.MINIMUM: 'minimum'>, <Direction.MAXIMUM: 'maximum'>, None)
    """
    if not qualifier:
        return None
    if _MAXIMUM.fullmatch(qualifier):
        return Direction.MAXIMUM
    return Direction.MINIMUM if _MINIMUM.fullmatch(qualifier) else None


def change(label: str) -> Change | None:
    """Return whether what a label names is a growth or a decline.

    >>> change("用水总量下降"), change("灌溉面积")
    (<Change.DECREASE: 'decrease'>, None)
    """
    if _INCREASE.search(label):
        return Change.INCREASE
    return Change.DECREASE if _DECREASE.search(label) else None


def kind(before: str, qualifier: str | None, year: int | None, signed_year: int | None) -> FigureKind | None:
    """Return whether a figure is a target or a status, as the words before it in its sentence and its year tell.

    Args:
        before: the words of the sentence up to the figure.
        qualifier: the qualifier of the figure.
        year: the year that it stands for.
        signed_year: the year in which the document was signed.
    """
    marks = [match.end() for match in _CLAUSE.finditer(before)]
    here = before[marks[-1] :] if marks else before
    done = bool(_DONE.search(before) or _DONE_HERE.search(here))
    aim = bool(_AIM.search(before) or _AIM_HERE.search(here))
    if year and signed_year and year != signed_year:
        return FigureKind.STATUS if year < signed_year else FigureKind.TARGET
    if done != aim:
        return FigureKind.STATUS if done else FigureKind.TARGET
    return FigureKind.TARGET if qualifier and _HELD.fullmatch(qualifier) else None


def is_bare_measure(label: str) -> bool:
    """Tell whether a label is a measure without what it measures: 直径, 占地面积."""
    return bool(_MEASURE.fullmatch(label))


def is_place(label: str) -> bool:
    """Tell whether a label is the name of a place alone, whose figure says nothing by itself: 上海市5名."""
    return any(is_division(label + tail) for tail in ("", "省", "市", "自治区", "县", "区")) or label in _REGIONS


_REGIONS = frozenset({"广西", "宁夏", "新疆", "兵团", "内蒙古", "西藏", "香港", "澳门", "台湾", "新疆生产建设兵团"})


def subject_before(before: str) -> str | None:
    """Return what a bare measure measures: the noun before its bracket, or the subject of its sentence.

    >>> subject_before("包括生活污水处理站（"), subject_before("矸石周转场位于工业场地南侧，")
    ('生活污水处理站', '矸石周转场')
    """
    before = before[-120:]
    opened = before.count("（") + before.count("(") > before.count("）") + before.count(")")
    match = _BEFORE_BRACKET.search(before) if opened else None
    if opened and match is None:
        return None
    if match is None:
        every = list(_OF_SENTENCE.finditer(before))
        match = _OF_LIST.search(before) or (every[-1] if every else None)
    if match is None:
        return None
    cut = before[match.start("subject") - 1 : match.start("subject")] if match.start("subject") else ""
    if re.match(r"[\u4e00-\u9fff]", cut):
        return None  # longer than a name
    subject = re.split(r"[和及与]|布置有?|设置有?|新建|建设|包括|采用|通过|建成", match["subject"])[-1]
    subject = _LEAD.sub("", re.sub(r"^[台座条个套口处艘辆根]", "", subject) if cut.isdigit() else subject)
    return subject if len(subject) > 1 and not _NO_SUBJECT.search(subject) else None
