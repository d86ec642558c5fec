"""Indicators: figures with what they count, their unit, their year and whether more or less is meant.

A figure is kept where it would stand in a table of facts and targets: a noun with its amount (绿色矿山60座,
入学率达到95%), or a verb with a counted thing (建成60座绿色矿山). What grants (给予20%补助), rates (减按1%), orders in
time (5个工作日内), marks (扣2分) or makes a condition (面积90平方米以上的) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import normalize

from graph_builder.model import Direction, Indicator, Span
from graph_builder.recognise.figures.sense import bound, change, is_bare_measure, is_place, kind, subject_before
from graph_builder.recognise.figures.words import ADVERBS, UNIT, VERBS

__all__ = ["indicators"]

# 3000余处, 1,200.5万亩以上, 100千瓦时/千克
_FIGURE = re.compile(
    rf"(?<![\d.．,])(?P<value>\d{{1,3}}(?:,\d{{3}})++(?:[.．]\d++)?|\d++(?:[.．]\d++)?)(?P<rough>余|多)?(?P<unit>{UNIT})"
    r"(?P<per>/(?:千克|公斤|平方米|平方公里|公里|[人年月日天吨亩户米]))?(?P<after>以上|以下|以内|左右|及以上|及以下|余|上下)?"
)
_LONGEST = 120
"""Words before a figure that are read at most; longer ones are no label."""
# The comma in 1,200 parts no clauses.
_CLAUSE = re.compile(r"(?:[^，,。；;：:！？\n（()）]++|(?<=\d),(?=\d{3}))++")
_SENTENCE_BREAK = re.compile(r"[。；;\n]")
# A digit with a unit behind it: what a sentence or clause without one says is no figure.
_COUNTED = re.compile(rf"\d[余多]?(?:{UNIT})")
# 到2025年; not the year that is compared with (比2020年增长) nor the year of a number (2024年第16号)
_YEAR = re.compile(r"(?<![比较])(?P<year>(?:19|20)\d{2})年(?!第\d)")
_TIME = re.compile(
    r"^(?:截至|截止|到|至|在|自|从|力争|确保|比|预计|计划|累计|共计|总计)*(?:“?[一二三四五六七八九十]{1,3}五”?(?:期间|时期|末)"
    r"|\d{4}年(?:\d{1,2}月)?(?:底|末|初|前|以前|上半年)?|目前|近年来|年内|年底|当年|当前|其中|全年|上半年|年底前|[一二三四]季度|五年来|一年来|每年(?=新增))+"
)
_PLACE = re.compile(r"^(?:我国|全国|全省|全区|全市|全县|全州|我省|我区|我市|我县|我州|本市)")
_NUMBERING = re.compile(
    r"^\s*(?:\d{1,3}\s?[.．、]|[一二三四五六七八九十]{1,3}、|[①-⑳]|——|[一二三四五六七八九十]是(?=[\u4e00-\u9fff]{2}))\s*"
)
# The verb between what is counted and the figure
_REACH = re.compile(
    r"(?:达标)?(?:实现|达到|达|为|有|约为|约|共有|共|已有|超过|突破|不低于|不少于|不高于|不超过|不得低于|不得高于|不得少于|不得超过|不大于|不小于"
    r"|控制在|占到|保持(?:在)?|稳定在|维持在|提高到|提高至|提升到|提升至|增长到|增加到|增加至|增至|扩大到|拓展到|扩展到|降低到|降低至|降低为|降到|降至|降为|下降到|下降至|下降为"
    r"|下调至|下调为|调整为|调整至|上调至|压缩至|压缩到|压减至|下降|降低|提高|提升|增长|增加|减少|低于|高于|大于|小于|多于|少于|超|近|逾|将|要|应|可)+$"
)
_QUALIFIERS = re.compile(
    r"不得低于|不得少于|不得超过|不得高于|不低于|不少于|不高于|不超过|不大于|不小于|超过|突破|低于|高于|约|控制在|超|近|逾"
)
# 增加值年均增长7%以上: the direction belongs to what is measured, 以上 to the figure
_DIRECTION = re.compile(r"(?:下降|降低|减少|增长|提高|提升|增加)(?![到至为])")
# 初中课时不低于总课时的20%: the measure stands inside what is counted
_INSIDE = re.compile(
    r"^(?P<what>.{2,30}?)(?P<verb>不得低于|不得少于|不得超过|不得高于|不低于|不少于|不高于|不超过|达到)(?P<of>[\u4e00-\u9fff]{2,24})$"
)
# 由10%降为5%, 从3万元提高到5万元: the second figure is meant
_FROM = re.compile(r"(?:由|从)(?:原来?|现行|目前|之前)?(?:的|不低于|不高于|不超过|不大于)?$")
_TURN = re.compile(
    r"^(?:的?基础上)?(?:左右)?(?:再|逐步|统一|相应)?(?:调整|下调|上调|降低|下降|提高|提升|增加|增长|扩大|减少|压缩|压减|缩减|缩短|降|升|增|减)(?:[到至为]|不低于|不高于)"
)
# A range is a minimum and a maximum: 2－3所, 10%至20%
_RANGE_BEFORE = re.compile(
    r"(?P<low>(?<![\d.,])\d[\d.,]{0,9})(?P<unit>[%％‰万亿元个]{0,2})\s?(?:[-－~～—–―]{1,2}|至|到)\s?$"
)
_RANGE_MARKS = "-－~～—–―至到"
_RANGE_AFTER = re.compile(r"^\s?(?:[-－~～—–―]|[至到]\d)")
# 甲率和乙率分别达到80%、90%; 2025年、2030年甲率分别为80%和90%
_EACH = re.compile(
    r"^(?P<left>.{2,80}?)(?:年均|同比|累计)?分别(?:约)?(?P<verb>达到|提高到|提升到|增长到|增加到|下降到|降低到|降至|达|为|增长|提高|下降|降低|增加|减少|控制在|不低于|不少于|不超过|超过)(?:约)?(?=\d)"
)
# What a name of a measured thing ends with
_MEASURED = re.compile(
    r"(?:率|量|值|收入|面积|比例|占比|比重|系数|水平|总额|投资|规模|能力|强度|人数|里程|指数|效率|消费)$"
)
# Nothing is counted behind the figure: 占总课时9%的下限
_ENDED = re.compile(r"\s*(?:的(?:下限|上限|底线|目标|水平|要求|规模))?(?:$|[、和及与并])")
_ORDINAL = re.compile(r"[第每前满/]$")
# What the figure before counts: 20所[养老院、]新增床位
_OTHERS = re.compile(r"^[^、和及与并]*[、和及与并]+")
# A period: 36个月, 5个工作日, 2个学期
_PERIOD = re.compile(r"^(?:多|余)?(?:工作日|自然日|日历天|月|季度|学期|小时|年度?|周|交易日|课时|学时|学分)")
# Grants, taxes, prices and marks of a rule: no fact and no target
_RULE_SENTENCE = re.compile(
    r"给予|减按|减征|征收|税率|首付|缴纳|缴存|缴交|公积金|保证金|贷款利率|罚款|计分|扣分|得分|加分|按比例|可申请|发放标准|购房|预缴|计征|容积率|面积计算|补缴|比例支付|报销|凡"
)
_RULE_CLAUSE = re.compile(
    r"^(?:对|凡)|补贴|奖励|补助|资助|奖补|贴息|最高|最长|最低(?!生活)|一次性(?:给|奖|补|发|缴|组织)|扣\d|得\d|每(?:[人户套个次家项台辆月日班校生]|\d)|单[个户家]|按[\u4e00-\u9fff]{0,12}(?:比例|标准)|元/[人户月]|以上的|以下的|限额|上限|起点|分别|适用|原则上|一般应"
)
# 建成31个……, 力争培育5家……
_BARE_VERB = re.compile(rf"(?:{ADVERBS})*(?P<verb>(?:{VERBS})(?:{VERBS})?)(?:了|约|近|超过|不少于|不低于|{ADVERBS})*")
_ONLY_VERBS = re.compile(
    rf"(?:{VERBS}|{ADVERBS}|调整|执行|使用|使|上浮|下浮|下调|上调|增至|占到|占|比|达|约|均|年均|平均|总|其|各|市|县|省|区|乡|镇|第三方)*"
)
_THING = re.compile(r"[\u4e00-\u9fffA-Za-z“”·]{2,24}")
_WEAK_LABEL = re.compile(
    r"^(?:共?有|设)(?:单位|项目|企业|人员|个人)|不得|不宜|限值|标准值|低于地面|^[一二三四特]等奖$|^含|^已[\u4e00-\u9fff]{2}$|^[\u4e00-\u9fff]{1,3}类$|为.{2,12}的?$|^[上下]距|^(?:长度|面积)?(?:共计|合计|总计)$|应超过"
)
_NO_THING = re.compile(
    r"^(?:方面|环节|阶段|步骤|层次|等级|类别|以内|之内|内|期|地|标准|且|及|并|或|[的以之为是在])|的$|时间$|给予|的.{9}"
)
_MONEY_THING = re.compile(r"(?:投资|产值|收入|贷款|消费|增加值|利润|销售额|交易额|融资|授信|产能|装机|储能)$")
# What opens a condition, a comparison or a manner and no name: 对……, 凡……, 按……, 高于全国
_NO_LABEL = re.compile(
    r"^(?:号|本期|对|针对|凡|如|若|当(?!地)|经(?!济|营)|按|将|把|由|从|可(?!再生)|允许|在|给|因|向|以(?!上)|于|并|且|或|与|该|此|未|不|超|满|须|需|比|较|高于|低于|快于|优于|累计高|直接|至少|最|单|距|相当于|合计|第|每(?![百千万]|十万)|前|近|连续|工期|字号|电话|附件|表|图)"
    r"|(?:按|按照|给予|减按|最高|最低|补助|奖励|补贴|资助|贷款额|以|由|从|在|至|的|等|各|要|应|(?<!占)比|第|每|满|前|和|与|及|且|起|需|可按|单套|超出|首付|租金|基准|享受|方面|收费标准|上浮|下浮|幅度)$|^(?:面积|建筑面积|户型面积|投影面积|金额|总额|年龄|人数)$|[=*×÷+]|每年|连续|比(?:上|去|前|一|二|三|四|同|全|计划)[^重]*$|^(?:压缩|缩短|延长)|[高低]于全[国省区市]|多$|各承担|有条件$|布置$|占$|既$|稳步$|[厚高深宽]度$|间距$|等于$|一般$|额度$|首期|首批安排"
    r"|的[^的]{0,20}(?:企业|项目|人员|单位|家庭|个人)$|不(?:足|满|计|再)|鼓励|允许|\d(?![A-Z])"
)
_RESIDUE = re.compile(
    r"(?:至少|上半年完成|全年完成|年底前完成|(?<![人年户亩日月生平])均|分别|平均|年均|同比|环比|累计|预计|力争|逐步|稳步|首次|持续|翻番|每年|全年|上半年|当年|总量力争|平均值|基准|比例由|比上年|比去年|较上年|到\d{4}年(?:底|末)?|(?<![较比的自从与])\d{4}年(?:底|末)?)+$"
)
_SECURE = re.compile(
    r"(?:要|应|应当|须|必须)?(?:力争|确保|保证(?!率|金|书)|做到|保障(?!性|房|金|卡|水平|能力|对象|人员))|^(?:努力|推动|促进|使|实现|达到|保持)(?=.{3})"
)
# A share of what is not said: 退休人员为0.12%
_WHO = re.compile(r"(?:人员|职工|员工|家庭|企业|单位|居民|学生|教师|综合体|机构)$")
# The days and hours that are a result: 优良天数320天, 平均用时4天
_LASTING = re.compile(r"(?:天数|时间|用时|时长|寿命|年龄|周期|时数|学时|课时)$")
# 水利投资上半年完成3亿元，全年完成8亿元: the second is of the same, at another time
_AGAIN = re.compile(
    r"[ \u3000]{0,4}(?:力争|确保|争取)?[到至]?(?:全年|下半年|前三季度|年底前?|\d{4}年(?:年?底前?|末)?|“十[四五六]五”末)"
    r"(?:力争|确保|要|再)?(?P<verb>完成|达到|达|实现|增至|增加到|提高到|提升至|提高至|降至|降到|超过|突破|不低于|不少于)"
)
_HELD_TO = re.compile(r"不超过|不得超过|不高于|不大于|不得高于|小于|少于")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch between two marks, the sentence that it stands in, and the year said before it."""

    text: str
    span: Span
    sentence: Span
    year: int | None
    signed_year: int | None = None


def indicators(text: str, start: int = 0, signed_year: int | None = None) -> list[Indicator]:
    """Return the figures in `text` from `start` on that say what they count.

    A figure that only orders or dates (第3项, 5年内, 每年1次) is none, nor is a count with 多 that gives no number
    to compare (10多个). A range (3%—5%) is a minimum and a maximum. `signed_year` tells targets from what has been.
    """
    found: list[Indicator] = []
    for sentence in _counting_sentences(text, start):
        if _RULE_SENTENCE.search(text, sentence.start, sentence.end):
            continue
        year: int | None = None
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
            words = match.group()
            if _COUNTED.search(words):
                clause = _Clause(text, Span(match.start(), match.end()), sentence, year, signed_year)
                if "分别" in words:
                    found.extend(_distributed(clause, words))
                elif not _RULE_CLAUSE.search(words):
                    found.extend(_in_clause(clause, found))
            years = _YEAR.findall(words) if "年" in words else ()
            year = int(years[-1]) if years else year
    return found


def _counting_sentences(text: str, start: int) -> Iterator[Span]:
    """Yield the sentences in which a digit has a unit behind it."""
    for match in _COUNTED.finditer(text, start):
        if match.start() < start:
            continue
        first = max(text.rfind(mark, start, match.start()) for mark in "。；;\n") + 1
        stop = _SENTENCE_BREAK.search(text, match.end())
        end = stop.start() if stop else len(text)
        yield Span(max(first, start), end)
        start = end


def _in_clause(clause: _Clause, before: list[Indicator]) -> Iterator[Indicator]:
    text = clause.text
    figures = list(_FIGURE.finditer(text, clause.span.start, clause.span.end))
    begin = clause.span.start
    listed = False
    for i, figure in enumerate(figures):
        low = None
        mark = text[figure.start() - 1 : figure.start()]
        if mark in _RANGE_MARKS or mark.isspace():
            low = _RANGE_BEFORE.search(text, max(clause.span.start, figure.start() - 16), figure.start())
        words = Span(begin, low.start() if low else figure.start())
        rest = Span(figure.end(), figures[i + 1].start() if i + 1 < len(figures) else clause.span.end)
        after = rest.of(text)
        if _RANGE_AFTER.match(after):
            continue  # the lower end of a range: its words are those of the upper end
        begin = figure.end()
        if words.end - words.start > _LONGEST or words.end < words.start:
            continue
        if i + 1 < len(figures) and _TURN.match(after) and _FROM.search(text[words.start : words.end]):
            # The label stands before 由, the figure behind it.
            begin = words.start
            continue
        if figure["rough"] == "多" or _no_figure(text, figure, rest):
            continue
        indicator = _noun_first(clause, words, figure, rest, before) or _verb_first(clause, words, figure, rest, listed)
        listed = indicator is not None
        if indicator:
            yield from _range(indicator, low) if low else [indicator]


def _range(high: Indicator, low: re.Match[str]) -> Iterator[Indicator]:
    """Yield both ends of 3%—5%; where the lower one has another unit (8000—1万), neither."""
    if low["unit"] in ("", high.unit.replace("％", "%"), high.unit[: len(low["unit"])]) and high.qualifier in (
        None,
        "控制在",
        "约",
    ):
        value = normalize("NFKC", low["low"]).replace(",", "").rstrip(".")
        if re.fullmatch(r"\d+(?:\.\d+)?", value) and float(value) < float(high.value):
            yield replace(high, value=value, qualifier=None, direction=Direction.MINIMUM)
            yield replace(high, qualifier=None, direction=Direction.MAXIMUM)


def _distributed(clause: _Clause, words: str) -> Iterator[Indicator]:
    """Yield what 分别 deals out: one value a label, or one a year."""
    match = _EACH.match(words)
    if match is None:
        return
    start = clause.span.start + match.end()
    figures = list(_FIGURE.finditer(clause.text, start, clause.span.end))
    between = [clause.text[a.end() : b.start()] for a, b in pairwise(figures)]
    if not 2 <= len(figures) <= 6 or figures[0].start() != start or any(gap not in "、和及" for gap in between):
        return
    years = _YEAR.findall(clause.text, max(clause.sentence.start, clause.span.start - 30), start)
    names = re.split(r"[、和与及]", re.sub(r"(?:\d{4}年[、和与及，,]?)+", "", match["left"]))
    label = _cleaned(_opened("".join(names)), match["verb"])[0] if len(names) == 1 else ""
    for i, figure in enumerate(figures):
        if len(names) == len(figures):
            label = _cleaned(_opened(names[i]), match["verb"])[0]
        elif not (len(names) == 1 and len(years) == len(figures)):
            return
        bare = re.sub(r"(?:增长|提高|下降|降低|增加|减少)$", "", label)
        if not _MEASURED.search(bare) or not _is_label(label, figure["unit"]):
            return
        year = int(years[i]) if len(years) == len(figures) else None
        made = _made(clause, label, figure, _qualifier(figure, match["verb"]), clause.span)
        if made:
            yield replace(made, year=year or made.year)


def _no_figure(text: str, figure: re.Match[str], rest: Span) -> bool:
    """Tell whether a figure only orders, dates, or is one end of a range."""
    lead = text[max(0, figure.start() - 6) : figure.start()]
    after = rest.of(text)
    # 新建2个1000兆瓦机组: the figure behind belongs to the thing that this one counts
    if figure["unit"].endswith("个") and not after and text[figure.end() : figure.end() + 1].isdigit():
        return True
    return bool(
        _ORDINAL.search(lead) or _RANGE_AFTER.match(after) or (figure["unit"].endswith("个") and _PERIOD.match(after))
    )


def _noun_first(
    clause: _Clause, words: Span, figure: re.Match[str], rest: Span, before: list[Indicator]
) -> Indicator | None:
    """Return 绿色矿山60座, 入学率达到95%以上: a name, a verb of reaching or none, and the figure at the end."""
    text = clause.text
    if not _ENDED.match(rest.of(text)):
        return None
    label, verb = _label(clause, words)
    again = _AGAIN.fullmatch(words.of(text))
    if again and before and before[-1].unit == figure["unit"] and clause.span.start - before[-1].span.end in (0, 1):
        label, verb = before[-1].label, again["verb"]
    if label.endswith("的"):
        label = _completed(label, figure["unit"], before)
    if not _is_label(label, figure["unit"]):
        return None
    qualifier = _qualifier(figure, verb)
    if qualifier and _HELD_TO.fullmatch(qualifier) and not _year(clause, figure):
        return None
    return _made(clause, label, figure, qualifier, Span(words.start, figure.end()))


def _verb_first(clause: _Clause, words: Span, figure: re.Match[str], rest: Span, listed: bool) -> Indicator | None:
    """Return 建成60座绿色矿山, 30座水闸: a bare verb (or none in a list), the figure, and the thing counted."""
    text = clause.text
    lead = _opened(words.of(text))
    if words.start != clause.span.start:
        # 建设12座泵站和30座水闸: the noun of the figure before stands in front
        lead = _opened(_OTHERS.sub("", lead))
    bare = _BARE_VERB.fullmatch(lead)
    if not bare and (lead or not listed):
        return None
    thing = rest.of(text)
    if rest.end < clause.span.end:
        cut = re.match(r"^([^、和及与并]+)[、和及与并]", thing)
        thing = cut.group(1) if cut else ""
    if (
        thing.count("“") != thing.count("”")
        or not _THING.fullmatch(thing)
        or _NO_THING.search(thing)
        or "%" in figure["unit"]
        or "％" in figure["unit"]
    ):
        return None
    if figure["unit"].endswith("元") and not _MONEY_THING.search(thing):
        return None
    verb = bare["verb"] if bare else ""
    end = rest.start + len(thing)
    return _made(clause, verb + thing, figure, _qualifier(figure, lead), Span(words.start, end))


def _made(clause: _Clause, label: str, figure: re.Match[str], qualifier: str | None, span: Span) -> Indicator | None:
    unit = figure["unit"].replace("％", "%").replace("个学分", "学分") + (figure["per"] or "")
    value = normalize("NFKC", figure["value"]).replace(",", "")  # １２．５ is 12.5
    # Behind another figure the words begin with what parts the two (甲3座、乙3座) or with its noun (20所学校、床位4张)
    words = Span(span.start, figure.start()).of(clause.text)
    others = _OTHERS.match(words) if span.start != clause.span.start else None
    start = span.start + (others.end() if others else len(words) - len(words.lstrip("、 \t\u3000")))
    label = label.lstrip("、")
    before = clause.text[max(clause.sentence.start, figure.start() - _LONGEST) : figure.start()]
    if is_bare_measure(label):
        whose = subject_before(clause.text[max(clause.sentence.start, start - _LONGEST) : start])
        if whose is None:
            return None
        label = whose + label
    if (
        is_place(label)
        or _WEAK_LABEL.search(label)
        or (label[0] == "建" and clause.text[start - 1 : start] in ("）", ")"))
    ):
        return None  # 上海市5名 says nothing; 改（扩）建道路38公里 is cut by its bracket
    year = _year(clause, figure)
    return Indicator(
        label, value, unit, Span(start, span.end), year, qualifier,
        bound(qualifier), change(label), kind(before, qualifier, year, clause.signed_year),
    )  # fmt: skip


def _year(clause: _Clause, figure: re.Match[str]) -> int | None:
    years = _YEAR.findall(clause.text, max(clause.span.start, figure.start() - _LONGEST), figure.start())
    return int(years[-1]) if years else clause.year


def _qualifier(figure: re.Match[str], verb: str) -> str | None:
    said = _QUALIFIERS.search(verb)
    return figure["rough"] or figure["after"] or (said.group() if said else None)


def _opened(words: str) -> str:
    """Return words without a number of the outline, a time and a place in front of them."""
    return _PLACE.sub("", _TIME.sub("", _NUMBERING.sub("", words.strip(" \t\u3000")))).strip(" \t\u3000")


def _label(clause: _Clause, words: Span) -> tuple[str, str]:
    """Return what is counted and the verb before the figure."""
    text = clause.text
    label = words.of(text).strip(" \t\u3000")
    if words.start != clause.span.start:
        # What stands before 、 is counted by the figure before: 20所养老院、新增床位4000张
        label = _OTHERS.sub("", label) if _OTHERS.match(label) else ""
    elif not label:
        # 矿种（亚矿）103种: the name stands before the bracket
        before = re.search(
            r"([^，,。；;：:！？\n（()）]{2,40})[（(][^（）()]{1,12}[）)]$",
            text[max(0, words.start - 60) : words.start],
        )
        label = before.group(1) if before else ""
    turn = re.match(r"^(?P<what>.{2,40}?)(?:由|从)[^由从]{0,12}\d[^由从]{0,16}$", label)
    label = _opened(turn["what"] if turn else label)
    verb = ""
    reach = _REACH.search(label)
    if reach:
        verb, label = reach.group(), label[: reach.start()]
    return _cleaned(label, verb)


def _cleaned(label: str, verb: str) -> tuple[str, str]:
    inside = _INSIDE.match(label)
    if inside:
        of = re.sub(r"^.*(?=占)", "", inside["of"]).rstrip("的")
        label, verb = inside["what"] + (of if of.startswith("占") else "占" + of), inside["verb"]
    label = _opened(re.sub(r"^.{2,40}(?:完毕|到位|建成|完成)、", "", label))
    label = re.sub(r"^.{0,24}?(?:内容)?(?:主要)?包括(?=.{2})", "", label)
    label = re.sub(
        r"^(?:但|其中|仅|包括|另有|含有|已?扣除|共(?=安排|起诉|查处|检查|出让|发放|下达|完成|投入))(?=.{2})",
        "",
        _SECURE.sub("", label, count=1),
    )
    residue = _RESIDUE.search(label)
    label = label[: residue.start()] if residue else label
    direction = _DIRECTION.search(verb)
    if direction and len(label) > 1:
        label += ("年均" if residue and "年均" in residue.group() else "") + direction.group()
    label = label.rstrip("的") if not verb or verb != "有" else label
    label = re.sub(r"应(?=占)", "", label)
    # 规模以上有色金属工业实现增加值: the verb stands inside the name
    label = re.sub(
        r"^(?P<a>.{2,}?)(?:实现|完成)(?P<b>(?:总)?(?:增加值|产值|收入|利润|投资|营业收入|销售收入).*)$",
        r"\g<a>\g<b>",
        label,
    )
    return label.strip("将的 " if not label.endswith("的") else " "), verb


def _is_label(label: str, unit: str) -> bool:
    whole = label.count("“") == label.count("”") and 2 <= len(label) <= 36
    if not whole or not re.search(r"[\u4e00-\u9fffA-Za-z]{2}", label):
        return False
    if (
        _WEAK_LABEL.search(label)
        or _NO_LABEL.search(label)
        or _ONLY_VERBS.fullmatch(label)
        or (unit in "%％‰" and _WHO.search(label))
    ):
        return False
    return not re.search(r"天|小时|岁", unit) or bool(_LASTING.search(label))


def _completed(label: str, unit: str, before: list[Indicator]) -> str:
    """Complete 查明矿产资源储量的(有49种) by the noun that the figure before counts in the same unit."""
    for indicator in reversed(before[-3:]):
        if indicator.unit == unit:
            return label + indicator.label[-2:]
    return label[:-1]
