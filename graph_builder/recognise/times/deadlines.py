"""Deadlines: the times by which work is to be done, with the day they name where they name one.

A time that only tells when something was (截至2016年底), that says to whom a measure applies (对2019年底前开工的项目)
or in which a measure runs (2023年1月1日至12月31日) is no deadline. What comes every year (每年12月底前), what nobody
can date (本届政府任期内) keeps its words and has no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from graph_builder.model import Deadline, Span
from graph_builder.structure.dates import DAY, DIGIT, after, dated, month_end, plan_end
from graph_builder.structure.numerals import number

__all__ = ["deadlines", "deadlines_in_cell", "due_of", "first_deadline", "statement"]

_BEFORE = r"(?:之?前|以前)"
_GAP = r"[ \u3000]?"
_YEAR = rf"[{DIGIT}]{{4}}{_GAP}"
_MONTH = rf"[{DIGIT}十]{{1,2}}"
# 6月底, 10月15日
_MONTH_DAY = rf"(?P<@_month>{_MONTH})月(?P<@_day>{_MONTH}日)?(?:底|末|份|中旬|上旬|下旬)?"
_NEAR_DAY, _BARE_DAY = _MONTH_DAY.replace("@", "near"), _MONTH_DAY.replace("@", "bare")
_COUNT = rf"[{DIGIT}十两半]{{1,4}}"
# 到2025年 and not 到2025年3月, 到2025年一季度, which are read whole
_WHOLE_YEAR = rf"(?!{_GAP}{_MONTH}{_GAP}月|第?[一二三四1-4]季度|[上下]半年)"
_DONE = r"(?:基本|全部|全面|初步)?(?:完成|建成|实现|到位|见效|结束|投产|投用|投入使用)"
# What can stand before a year that is named alone: 2020年，全市中小学……
_CLAUSE_START = r"(?:(?<=[。；;，,：:\n\u3000 ])|(?<=力争)|(?<=确保)|(?<=争取))"
_SET_IN = rf"(?:印发|发布|公布|下发|颁布){_GAP}之?日起"
_DEADLINE = re.compile(
    # What one of them begins with, so that the others are tried there alone
    rf"(?=[每次自本文印发公下颁到至截力在“\"明今当年用{DIGIT}十两半])(?:"
    # 每年12月底前, 每季度末前, 每月5日前; 次年1月31日前
    rf"(?P<every>(?P<recurrence>每个?(?:学?年度?|半年|季度|学期|月|周))(?:的)?(?:{_MONTH}月(?:份)?)?(?:{_MONTH}日)?年?(?:底|末|初|中旬|上旬|下旬)?{_BEFORE})"
    rf"|(?P<next>次年{_GAP}(?:{_MONTH}月)?(?:{_MONTH}日)?年?(?:底|末)?{_BEFORE})"
    # 印发之日起30日内, 自本通知印发之日起三个月内
    rf"|(?:自)?(?:本\w{{2,6}}|文件)?{_SET_IN}(?P<after>{_COUNT})个?(?P<unit>工作日|日|天|月|年)(?:之)?内"
    # 2025年12月31日前, 截至2025年12月31日
    rf"|(?P<day>(?:到|至)?{DAY}(?:{_BEFORE}|完成|结束))"
    # 到2025年, 到2020年底, 力争2020年
    rf"|(?:(?:到|至|截至|截止)(?P<to_year>{_YEAR})年{_WHOLE_YEAR}|力争(?P<aim_year>{_YEAR})年(?=[，,年底末前全完建实基各]))(?:年?底|年?末)?{_BEFORE}?"
    # 2020年底前, 2020年末, 2020年前
    rf"|(?P<by_year>{_YEAR})年(?:{_GAP}(?:年?底|年?末){_BEFORE}?|{_BEFORE})"
    # 2020年6月底前; 到2024年10月; 2020年6月底完成
    rf"|(?:到|至|截至)?(?P<by_month_year>{_YEAR})年{_GAP}(?P<by_month>{_MONTH}){_GAP}月(?:底|末|份|中旬|上旬|下旬)?(?:{_BEFORE}|(?={_DONE}))"
    rf"|(?:到|至|截至)(?P<to_month_year>{_YEAR})年{_GAP}(?P<to_month>{_MONTH}){_GAP}月(?!{_GAP}\d{{1,2}}{_GAP}日)(?:底|末|份)?"
    # 2019年上半年, 2023年一季度
    rf"|(?P<part_year>{_YEAR})年(?P<part>上半年|下半年|第?[一二三四1-4]季度)(?:末|底)?{_BEFORE}?"
    # “十三五”期间, “十四五”末
    rf"|(?:到|在|(?<![\u4e00-\u9fff])|(?<=[争保省市县区]))[“\"](?P<plan>十[一二三四五六]?五)[”\"](?:期间|时期|末|期末)(?:{_BEFORE})?"
    # 2020年，……: a year to come that opens a clause
    rf"|{_CLAUSE_START}(?P<in_year>{_YEAR})年(?=[，,]|{_DONE})"
    # 明年6月底前, 今年年底前, 年底前, 6月底前
    rf"|(?P<near>(?:(?P<which>明年|今年|本年|当年){_GAP}(?:年?(?:底|末)|{_NEAR_DAY})"
    rf"|(?<![明去次每今本当\d年])年(?:底|末)|(?<![\d年{DIGIT}十]){_BARE_DAY}){_BEFORE})"
    r"|(?P<within>(?:今年|本年|(?<![\d一二三四五六七八九十两几半多余数去当往近历每今本]))年内(?!新增)|今年(?=完成|建成|底))"
    # 三年内, 用3年左右时间, 本届政府任期内
    rf"|(?P<span>(?:(?<=[。；;，,：:\n（(])|(?<=力争)|(?<=确保)|(?<=争取)|(?<=确保在)|(?<=力争在)|(?<=争取在)|(?<=力争用)|(?<=争取用)|用){_COUNT}(?:[—－-]{_COUNT})?(?:个月|年)(?:左右)?(?:的?时间)?(?:之内|内|左右|时间)(?!不|未|无|免)|本届政府任期内))"
)
# In a clause a bare time is a deadline behind its label or before 完成: 完成时限：2021年12月; 10月底完成; 6月底前
_TIME = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?:(?P<{0}d>\d{{1,2}})日)?年?(?:底|末|份)?"
_LABEL = r"(?:时限|时间|期限|进度)(?:要求)?\s?[:：]\s?"
_IN_CLAUSE = re.compile(
    rf"{_LABEL}{_TIME.format('a')}(?!\d)"
    rf"|(?<!\d){_TIME.format('b')}{_BEFORE}?(?:基本|全部|初步)?(?:完成|取得|见效|到位|落实到位)"
)
# 完成时限：2021年10月, a line of its own; 时间节点：2021年3月至9月 ends with the later one
_AT_LABEL = re.compile(r"[限间求点排]\s?[:：]\s?(?=\d)")
_OF_WORK = re.compile(
    r"(?:(?:完成|办结|整改|落实|办理|推进|达标)(?:时限|时间|期限)(?:要求)?|时限(?:要求)?|时间(?:节点|要求)|进度(?:要求|安排))$"
)
_FROM = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:至|到|—{1,2}|－|-|~|～)(?=\d)")
_LABELLED = re.compile(rf"(?=\d){_TIME.format('c')}(?!\d|[至到起—－~～-])")
# 完成时限：长期坚持 names no day
_LASTING = re.compile(
    rf"(?:完成|办结|整改|办理|落实|推进){_LABEL}(?P<words>(?:立行立改|立即|即知即改|长期|近期|持续|常年|全年|中期|随时)[\u4e00-\u9fff]{{0,10}})"
)
# A cell under 完成时限 is a deadline as it stands: 2024年12月, 6月底, 2024.12, 2024年12月31日前
_BARE = re.compile(
    rf"\s{{0,8}}(?P<words>(?:(?P<iy>20\d\d)[-/.](?P<im>\d{{1,2}})(?:[-/.](?P<id>\d{{1,2}}))?|{_TIME.format('c')})"
    rf"(?:{_BEFORE})?(?:底前?)?)(?:基本|全部)?(?:完成|到位)?[。；;]?\s{{0,8}}"
)
_QUARTER = {"上半年": 6, "下半年": 12, "一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# A window in which a measure runs or holds is no deadline: 2019年1月1日至2019年12月31日, 有效期至2027年, 延长至2024年底
_WINDOW = re.compile(
    r"(?:[日月年季度]起?|有效期限?|执行期限?|实施期限?|期限|延长|延续|延期|缓缴|顺延|暂定|施行|执行|保留)[:：为]?$"
)
# What lasts from one time to another is no work: 从现在到2009年，将是高发期
_SINCE = re.compile(r"[从自][^，,。；;\n]{1,12}$")
_STATE = re.compile(r"[，,]?[^，,。；;\n]{0,12}?(?:将?是|将?为|处于|仍然?|进入)")
# To whom a measure applies, not by when to work: 对2019年底前……, 符合2020年6月底前……
_CONDITION_BEFORE = re.compile(r"(?:对于?|凡|凡是|凡在|对于?在|针对|符合|征收|减免|缴纳|免征|的)$")
# 对按计划复工且在年底前完成工程量的项目: a clause that opens with 对 and goes on with 的
_CONDITION_AROUND = re.compile(
    r"(?:^|[，,。；;：:、\n])[ \u3000]{0,4}(?:对于?|凡|凡是|针对|符合|用好)(?!照|接|标)[^，,。；;：:\n]{1,40}$"
)
_CONDITION_AFTER = re.compile(
    r"(?:[^，,。；;、\n]{1,60}的(?=[，,、）)。；;\n]|$)|(?:已|尚未|未|无法|仍|不能|没有|到期|取得|供应|出生|登记|注册|入库|签订|签约|发放|新?购买?|购置|认购|缴清?|网签|备案|毕业)[^。；;\n，,]{0,40}的)"
)
# What a measure gives in its window: 2025年12月31日前，对购买……给予补贴
_GRANTS = re.compile(
    r"(?:^[^，,]{0,4}|[，,][^，,]{0,12})(?:免征|免收|减征|减按|减半|缓缴|缓征|暂[停免缓按]|不再执行|继续(?:执行|放宽|实施|适用|沿用)|适用|放宽至|延续|享受|鼓励(?:金融|银行|商业))"
    r"|给予|予以(?:补贴|奖励|补助)|购买(?:新建)?(?:商品)?住?房|贷款额度|返还|退税|补贴\d|奖励\d"
    r"|^[^，,]{0,40}(?:[，,][^，,]{0,10})?(?<![许认])可(?!再生|持续|视|信|靠|能|追溯|行|研|燃|复制|推广|学|看|用|比)"
)
# 2025年12月31日前，符合条件的，继续放宽……
_GRANTED_IF = re.compile(
    r"[，,][^，,。；;\n]{1,24}[，,]继续放宽|[，,][^，,。；;\n]{0,16}每(?:半|[一二两三])?[年月季周][^，,。；;\n]{0,8}[一二两三]次|[，,][^，,。；;\n]{1,24}的[，,](?:可|继续|暂|免|减|缓|放宽|延长|延续|给予|予以)"
)
_AIM = re.compile(
    r"[，,]?[^，,。；;\n]{0,30}(?:完成|建成|实现|达到|轮训|轮流|覆盖|全部|基本|建立|形成|培育|培养|打造|改造|消除|解决)"
)
_RECIPIENT = re.compile(r"[，,]?(?:对|凡|购|在[\u4e00-\u9fff]{0,12}购)")
_NEAR = 120
"""Characters on either side of a deadline that show what is due."""
_SENTENCE = re.compile(r"[。；;\n]")
_RIGHT_BEHIND = re.compile(r"(?:等(?:有关|相关)?(?:部门|单位))?(?:要|应当?|须|将|力争|确保)?[在于]?")


def deadlines(text: str, span: Span, signed: date | None, in_clause: bool = False) -> Iterator[Deadline]:
    """Yield the deadlines in `span` of `text`, each with the last day of the period named.

    Args:
        text: the text that the spans refer to.
        span: where to look.
        signed: the day of signing, which 年底前, 明年6月底前 and 印发之日起 refer to; without it they have no day. A
            day before it is no deadline.
        in_clause: whether `span` is a responsibility clause, where a bare time counts behind 时限： and before 完成.
    """
    end = span.start
    latest: Deadline | None = None
    taken: list[Span] = []
    for match in _DEADLINE.finditer(text, span.start, span.end):
        if _in_window(text, match) or _conditional(text, match, span.end):
            continue
        same = latest if latest and not _SENTENCE.search(text, latest.span.end, match.start()) else None
        found = _made(match, signed, same.day if same else None, latest.day if latest else None)
        if found and not (found.day and signed and found.day <= signed):
            yield found
            latest, end = found, match.end()
            taken.append(found.span)
    for match in _labelled(text, span, taken):
        place = Span(match.start(), match.end())
        last = _bare_day(match["cy"], match["cm"], match["cd"], signed)
        if last and not (signed and last <= signed):
            yield Deadline(match.group(), last, place, rule="deadline.clause")
            end = match.end()
    for match in _LASTING.finditer(text, span.start, span.end):
        place = Span(*match.span("words"))
        yield Deadline(match["words"], None, place, rule="deadline.lasting")
        end = match.end()
    if in_clause and end == span.start:
        yield from _in_clause(text, span, signed)


def _labelled(text: str, span: Span, taken: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Yield the bare times behind 完成时限： and the like, but those that were read by their own words."""
    for label in _AT_LABEL.finditer(text, span.start, span.end):
        if not _OF_WORK.search(text, max(span.start, label.start() - 7), label.start() + 1):
            continue
        begun = _FROM.match(text, label.end(), span.end)
        match = _LABELLED.match(text, begun.end() if begun else label.end(), span.end)
        if match and not any(place.start < match.end() and match.start() < place.end for place in taken):
            yield match


def _bare_day(year: str | None, month: str | None, day_of_month: str | None, signed: date | None) -> date | None:
    """Return the last day of a time as it is written in a clause or a cell; the year is that of signing if none is."""
    if not (year or (month and signed)):
        return None
    whole = year or str(signed.year if signed else 0)
    return dated(whole, month or "", day_of_month) if day_of_month else month_end(int(whole), int(month or 12))


def deadlines_in_cell(text: str, span: Span, signed: date | None) -> list[Deadline]:
    """Return the deadlines in a cell whose column head says that it holds one; a bare time counts (2024年12月).

    >>> [str(d.day) for d in deadlines_in_cell("2024年6月", Span(0, 7), None)]
    ['2024-06-30']
    """
    found = list(deadlines(text, span, signed, in_clause=True))
    match = None if found else _BARE.fullmatch(text, span.start, span.end)
    if match is None:
        return found
    year, month, day_of_month = (match["i" + part] or match["c" + part] for part in "ymd")
    last = _bare_day(year, month, day_of_month, signed)
    return [Deadline(match["words"], last, Span(*match.span("words")), rule="deadline.cell")] if last else []


def first_deadline(text: str, clause: Span, signed: date | None) -> Deadline | None:
    """Return the deadline of a responsibility clause: the first that names a day, else the first."""
    found = list(deadlines(text, clause, signed, in_clause=True))
    return next((deadline for deadline in found if deadline.day), found[0] if found else None)


def due_of(text: str, mention: Span, sentence: Span, found: Sequence[Deadline]) -> Deadline | None:
    """Return the deadline of a body in running text: one of its own sentence, and of these the one said of it.

    That is the one right behind it (乙局于6月底前……), else the last before it, else the first. What a neighbouring
    sentence sets binds those that it names: 6月底前，甲局建成系统。12月底前，乙局验收。

    Args:
        text: the text that the spans refer to.
        mention: where the body is named.
        sentence: the statement that names it.
        found: the deadlines of the task, in order.
    """
    own = [deadline for deadline in found if sentence.start <= deadline.span.start < sentence.end]
    near = next((d for d in own if _RIGHT_BEHIND.fullmatch(text, mention.end, d.span.start)), None)
    before = [deadline for deadline in own if deadline.span.end <= mention.start]
    return near or (before[-1] if before else own[0] if own else None)


def statement(text: str, place: Span) -> Span:
    """Return the sentence around the words of a deadline, or as much of it as is short enough to be read at once."""
    start = max(place.start - _NEAR, 0)
    before = list(_SENTENCE.finditer(text, start, place.start))
    first = before[-1].end() if before else start
    stop = _SENTENCE.search(text, place.end, place.end + _NEAR)
    words = text[first : stop.start() if stop else min(len(text), place.end + _NEAR)]
    return Span(first + len(words) - len(words.lstrip()), first + len(words.rstrip()))


def _in_window(text: str, match: re.Match[str]) -> bool:
    """Tell whether a time opens or closes a window: 有效期至2027年, 2023年四季度至2024年一季度."""
    start = match.start() + (match.group()[0] in "至到")
    before = text[max(0, start - 7) : start]
    closes = before.endswith(("至", "到")) and _WINDOW.search(before[:-1])
    begins = text.startswith("开始", match.end()) and text[max(0, match.start() - 1) : match.start()] in "从自"
    state = match.group()[0] in "至到" and _SINCE.search(text, max(0, match.start() - 16), match.start())
    lasts = bool(state) and _STATE.match(text, match.end()) is not None
    return bool(closes) or begins or lasts or text.startswith(("至", "—", "－", "-", "起"), match.end())


def _conditional(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether a time belongs to what a measure applies to, or is the window in which it gives something."""
    if _CONDITION_BEFORE.search(text, max(0, match.start() - 4), match.start()):
        return True
    before = text[max(0, match.start() - 44) : match.start()]
    if _CONDITION_AROUND.search(before) and re.compile(r"[^，,。；;\n]{0,40}的").match(text, match.end(), end):
        return True
    if match["plan"] or match["every"]:
        return False
    if match["span"] and not _is_aim(text, match, end):
        return True
    stop = _SENTENCE.search(text, match.end(), end)
    rest = text[match.end() : min(stop.start() if stop else end, match.end() + 120)]
    # A grant counts in the clause of the time itself, or behind those to whom it goes: 对购买新车的个人，给予……
    scope = rest if _RECIPIENT.match(rest) else rest[: _comma(rest, 1)]
    return bool(_CONDITION_AFTER.match(rest) or _GRANTS.search(scope) or _GRANTED_IF.match(rest))


def _is_aim(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether 三年内 is for something to be done: not 自签约之日起，三年内 and not 五年内用途不变."""
    if re.search(r"(?:起|的)[，,]?$", text[max(0, match.start() - 2) : match.start()]):
        return False
    aimed = re.search(r"(?:力争|确保|争取|用)在?$", text[max(0, match.start() - 4) : match.start()])
    return bool(aimed or match.group()[0] in "用本" or _AIM.match(text, match.end(), end))


def _comma(words: str, start: int) -> int:
    at = [place for place in (words.find("，", start), words.find(",", start)) if place >= 0]
    return min(at, default=len(words))


def _made(match: re.Match[str], signed: date | None, near: date | None, before: date | None) -> Deadline | None:
    """Return the deadline: `near` is the day named before in its sentence, `before` that in its task."""
    words, span = match.group(), Span(match.start(), match.end())
    if match["every"]:
        return Deadline(words, None, span, match["recurrence"], "deadline.recurring")
    if match["next"] or match["span"]:
        return Deadline(words, None, span, rule="deadline.words")
    if match["near"] or match["within"]:
        last = _near(match, signed, near)
        return Deadline(words, last, span, rule="deadline.near")
    if match["after"]:
        last = after(signed, match["after"], match["unit"]) if signed else None
        return Deadline(words, last, span, rule="deadline.after")
    if match["in_year"]:
        year = _number(match["in_year"])
        ahead = (signed and year > signed.year) or (before and year > before.year)
        last = month_end(year, 12) if ahead else None
        return Deadline(words, last, span, rule="deadline.year") if last else None
    last = _last_day(match)
    return Deadline(words, last, span, rule="deadline.day") if last else None


def _last_day(match: re.Match[str]) -> date | None:
    if match["day"]:
        return dated(match["y"], match["m"], match["d"])
    if year := match["to_year"] or match["aim_year"] or match["by_year"]:
        return month_end(_number(year), 12)
    if match["by_month_year"] or match["to_month_year"]:
        month = _number(match["by_month"] or match["to_month"])
        return month_end(_number(match["by_month_year"] or match["to_month_year"]), month)
    if match["part_year"]:
        part = match["part"].removeprefix("第").removesuffix("季度")
        return month_end(_number(match["part_year"]), _QUARTER[part])
    return plan_end(match["plan"])


def _near(match: re.Match[str], signed: date | None, near: date | None) -> date | None:
    """Return the day of 明年6月底前 and 6月底前: the year is that of signing, or that of the deadline just before."""
    if signed is None and (near is None or match["which"]):
        return None
    year = (signed or near or date.min).year + (match["which"] == "明年")
    named = match["near_month"] or match["bare_month"]
    if named is None:
        return month_end(year, 12)
    month = _number(named)
    if match["which"] is None and near:
        year = near.year
    elif match["which"] is None and signed and month < signed.month:
        return None  # 3月底前 of a document of November: whether last or next year's cannot be told
    if in_month := match["near_day"] or match["bare_day"]:
        return dated(str(year), str(month), in_month.removesuffix("日"))
    return month_end(year, month)


def _number(words: str) -> int:
    try:
        return number(words.strip())
    except ValueError:
        return 0


def _in_clause(text: str, span: Span, signed: date | None) -> Iterator[Deadline]:
    for match in _IN_CLAUSE.finditer(text, span.start, span.end):
        group = "a" if match["ay"] or match["am"] else "b"
        last = _bare_day(match[group + "y"], match[group + "m"], match[group + "d"], signed)
        if last is not None:
            first = min(match.start(group + part) for part in "ymd" if match[group + part])
            yield Deadline(text[first : match.end()], last, Span(first, match.end()), rule="deadline.clause")
