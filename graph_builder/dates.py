"""Dates and deadlines as official documents write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from graph_builder.model import Deadline, Span
from graph_builder.numerals import number

__all__ = ["DAY", "day", "deadlines"]

_DIGIT = "0-9０-９〇○零一二三四五六七八九"
# 2017年3月30日, 二〇一七年三月三十日, 2017 年 3 月 30 日
_GAP = r"[ \u3000]?"
DAY = rf"(?P<y>[{_DIGIT}]{{4}}){_GAP}年{_GAP}(?P<m>[{_DIGIT}十]{{1,3}}){_GAP}月{_GAP}(?P<d>[{_DIGIT}十]{{1,3}}){_GAP}日"
_ISO_DAY = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_DAY = re.compile(DAY)

# First years of the five-year plans: the "十三五" runs from 2016 to 2020.
_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_BEFORE = r"(?:之?前|以前|止|完成|结束)"
_DEADLINE = re.compile(
    # 2025年12月31日前
    rf"(?P<day>{DAY}{_BEFORE})"
    # 2020年底前, 到2020年底, 2020年末, 到2025年
    r"|(?P<year>(?:(?:到|至|力争|截至|截止)(?P<ya>\d{4})年(?:底|末|年底)?(?:之?前|以前)?)|(?P<yb>\d{4})年(?:(?:底|末|年底)(?:之?前|以前)?|(?:之?前|以前)))"
    # 2020年6月底前, 2021年3月底, 到2024年10月
    r"|(?P<month>(?:到|至|截至)?(?P<my>\d{4})年(?P<mm>\d{1,2})月(?:底|末|份)?(?:之?前|以前))"
    r"|(?P<month2>(?:到|至|截至)(?P<ny>\d{4})年(?P<nm>\d{1,2})月(?:底|末|份)?)"
    # 2019年上半年
    r"|(?P<half>(?P<hy>\d{4})年(?P<hh>上半年|下半年|第?[一二三四1-4]季度))"
    # “十三五”期间, “十四五”末
    r"|(?P<plan>(?:到|在)?[“\"](?P<p>十[一二三四五六]?五)[”\"](?:期间|时期|末|期末))"
    # 年底前, 今年年底前, 本年底
    r"|(?P<own>(?<!\d{4})(?<![明去次每])(?:今年|本年|当)?年底(?:之?前|以前))"
    # 印发之日起30日内, 自本通知印发之日起三个月内
    rf"|(?P<after>(?:自)?(?:本\w{{2,6}})?(?:印发|发布|公布|下发)之?日起(?P<n>[{_DIGIT}十]{{1,4}})个?(?P<unit>工作日|日|天|月|年)内)"
)
_QUARTER = {"上半年": 6, "下半年": 12, "一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# A window in which a measure runs is no deadline: 2019年1月1日至2019年12月31日
_WINDOW = re.compile(r"(?:日|月|年)(?:起)?$")


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


def deadlines(text: str, span: Span, signed: date | None) -> Iterator[Deadline]:
    """Yield the deadlines in `span` of `text`: the last day of the period named.

    Args:
        text: the text that the spans refer to.
        span: where to look.
        signed: the day of signing, which 年底前 and 印发之日起 refer to; without it they are passed over.
    """
    for match in _DEADLINE.finditer(text, span.start, span.end):
        if (
            match["year"]
            and match["year"][0] in "至到"
            and _WINDOW.search(text, max(0, match.start() - 2), match.start())
        ):
            continue
        end = _last_day(match, signed)
        if end is not None:
            yield Deadline(match.group(), end, Span(match.start(), match.end()))


def _last_day(match: re.Match[str], signed: date | None) -> date | None:
    if match["day"]:
        return _date(match["y"], match["m"], match["d"])
    if match["year"]:
        return _month_end(int(match["ya"] or match["yb"]), 12)
    if match["month"]:
        return _month_end(int(match["my"]), int(match["mm"]))
    if match["month2"]:
        return _month_end(int(match["ny"]), int(match["nm"]))
    if match["half"]:
        half = match["hh"].removeprefix("第").removesuffix("季度")
        return _month_end(int(match["hy"]), _QUARTER[half])
    if match["plan"]:
        first = _PLANS.get(match["p"])
        return date(first + 4, 12, 31) if first else None
    if signed is None:
        return None
    return date(signed.year, 12, 31) if match["own"] else _after(signed, match["n"], match["unit"])


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
