"""Dates and deadlines as official documents write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from graph_builder.model import Deadline, Span
from graph_builder.numerals import number

__all__ = ["DAY", "day", "deadlines", "deadlines_in_cell"]

_DIGIT = "0-9０-９〇○零一二三四五六七八九"
# 2017年3月30日, 二〇一七年三月三十日, 2017 年 3 月 30 日
_GAP = r"[ \u3000]?"
DAY = rf"(?P<y>[{_DIGIT}]{{4}}){_GAP}年{_GAP}(?P<m>[{_DIGIT}十]{{1,3}}){_GAP}月{_GAP}(?P<d>[{_DIGIT}十]{{1,3}}){_GAP}日"
_ISO_DAY = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_DAY = re.compile(DAY)

# First years of the five-year plans: the "十三五" runs from 2016 to 2020.
_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_BEFORE = r"(?:之?前|以前)"
# 到2025年 and not 到2025年3月, 到2025年一季度, which are read whole
_WHOLE_YEAR = r"(?!\s?\d{1,2}月|第?[一二三四1-4]季度|[上下]半年)"
_DEADLINE = re.compile(
    # 2025年12月31日前, 截至2025年12月31日
    rf"(?P<day>{DAY}(?:{_BEFORE}|止|完成|结束))"
    # 到2025年, 到2020年底, 力争2020年
    rf"|(?:到|至|力争|截至|截止)(?P<to_year>\d{{4}})年{_WHOLE_YEAR}(?:年?底|末)?{_BEFORE}?"
    # 2020年底前, 2020年末, 2020年前
    rf"|(?P<by_year>\d{{4}})年(?:(?:年?底|末){_BEFORE}?|{_BEFORE})"
    # 2020年6月底前; 到2024年10月
    rf"|(?:到|至|截至)?(?P<by_month_year>\d{{4}})年(?P<by_month>\d{{1,2}})月(?:底|末|份)?{_BEFORE}"
    r"|(?:到|至|截至)(?P<to_month_year>\d{4})年(?P<to_month>\d{1,2})月(?!\d{1,2}日)(?:底|末|份)?"
    # 2019年上半年, 2023年一季度
    r"|(?P<part_year>\d{4})年(?P<part>上半年|下半年|第?[一二三四1-4]季度)"
    # “十三五”期间, “十四五”末
    r"|(?:到|在)?[“\"](?P<plan>十[一二三四五六]?五)[”\"](?:期间|时期|末|期末)"
    # 年底前, 今年年底前, 本年底前
    rf"|(?P<own>(?<!\d{{4}})(?<![明去次每])(?:今年|本年|当)?年底{_BEFORE})"
    # 印发之日起30日内, 自本通知印发之日起三个月内
    rf"|(?:自)?(?:本\w{{2,6}})?(?:印发|发布|公布|下发)之?日起(?P<after>[{_DIGIT}十]{{1,4}})个?(?P<unit>工作日|日|天|月|年)内"
)
# In a clause a bare time is a deadline behind its label or before 完成: 完成时限：2021年12月; 10月底完成; 6月底前
_TIME = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?:(?P<{0}d>\d{{1,2}})日)?年?(?:底|末|份)?"
_IN_CLAUSE = re.compile(
    rf"(?:时限|时间|期限|进度)(?:要求)?\s?[:：]\s?{_TIME.format('a')}(?!\d)"
    rf"|(?<!\d){_TIME.format('b')}{_BEFORE}?(?:基本|全部|初步)?(?:完成|取得|见效|到位|落实到位)"
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


def day(text: str) -> date | None:
    """Return the first day written in `text`, or None.

    >>> day("二〇一七年三月三十日"), day("发布日期:2017-04-12"), day("无")
    (datetime.date(2017, 3, 30), datetime.date(2017, 4, 12), None)
    """
    match = _DAY.search(text) or _ISO_DAY.search(text)
    return _date(match["y"], match["m"], match["d"]) if match else None


def _date(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(number(year), number(month), number(day_of_month))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and 1 <= year <= 9999 else None


def deadlines(text: str, span: Span, signed: date | None, in_clause: bool = False) -> Iterator[Deadline]:
    """Yield the deadlines in `span` of `text`: the last day of the period named.

    Args:
        text: the text that the spans refer to.
        span: where to look.
        signed: the day of signing, which 年底前, 10月底 and 印发之日起 refer to; without it they are passed over.
        in_clause: whether `span` is a responsibility clause, where a bare time counts behind 时限： and before 完成.
    """
    end = span.start
    for match in _DEADLINE.finditer(text, span.start, span.end):
        last = None if _in_window(text, match) else _last_day(match, signed)
        if last is not None:
            yield Deadline(match.group(), last, Span(match.start(), match.end()))
            end = match.end()
    if in_clause and end == span.start:
        yield from _in_clause(text, span, signed)


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
    if not (year or (month and signed)):
        return []
    whole = year or str(signed.year if signed else 0)
    last = _date(whole, month, day_of_month) if day_of_month else _month_end(int(whole), int(month or 12))
    return [Deadline(match["words"], last, Span(*match.span("words")))] if last else []


def _in_window(text: str, match: re.Match[str]) -> bool:
    """Tell whether a time opens or closes a window: 有效期至2027年, 2023年四季度至2024年一季度."""
    start = match.start() + (match.group()[0] in "至到")
    before = text[max(0, start - 7) : start]
    closes = before.endswith(("至", "到")) and _WINDOW.search(before[:-1])
    return bool(closes) or text.startswith(("至", "—", "－"), match.end())


def _in_clause(text: str, span: Span, signed: date | None) -> Iterator[Deadline]:
    for match in _IN_CLAUSE.finditer(text, span.start, span.end):
        group = "a" if match["ay"] or match["am"] else "b"
        year, month, day_of_month = (match[group + part] for part in "ymd")
        if not (year or (month and signed)):
            continue
        whole = year or str(signed.year if signed else 0)
        last = _date(whole, month, day_of_month) if day_of_month else _month_end(int(whole), int(month or 12))
        if last is not None:
            first = min(match.start(group + part) for part in "ymd" if match[group + part])
            yield Deadline(text[first : match.end()], last, Span(first, match.end()))


def _last_day(match: re.Match[str], signed: date | None) -> date | None:
    if match["day"]:
        return _date(match["y"], match["m"], match["d"])
    if year := match["to_year"] or match["by_year"]:
        return _month_end(int(year), 12)
    if year := match["by_month_year"] or match["to_month_year"]:
        return _month_end(int(year), int(match["by_month"] or match["to_month"]))
    if match["part_year"]:
        part = match["part"].removeprefix("第").removesuffix("季度")
        return _month_end(int(match["part_year"]), _QUARTER[part])
    if match["plan"]:
        first = _PLANS.get(match["plan"])
        return date(first + 4, 12, 31) if first else None
    if signed is None:
        return None
    return date(signed.year, 12, 31) if match["own"] else _after(signed, match["after"], match["unit"])


def _after(signed: date, count: str, unit: str) -> date | None:
    try:
        n = number(count)
        if unit in ("日", "天"):
            return signed + timedelta(days=n)
        if unit == "工作日":
            return signed + timedelta(days=n + 2 * ((signed.weekday() + n) // 5))
        months = signed.month - 1 + n * (12 if unit == "年" else 1)
        year, month = signed.year + months // 12, months % 12 + 1
        return date(year, month, min(signed.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None
