"""Dates as official documents write them, and the calendar behind them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from graph_builder.structure.numerals import number

__all__ = ["DAY", "DIGIT", "after", "dated", "day", "month_end", "plan_end"]

DIGIT = "0-9０-９〇○OＯ零一二三四五六七八九"
"""The digits of a year, for a class of characters."""

# 2017年3月30日, 二〇一七年三月三十日, 2017 年 3 月 30 日
_GAP = r"[ \u3000]?"
DAY = rf"(?P<y>[{DIGIT}]{{4}}){_GAP}年{_GAP}(?P<m>[{DIGIT}十]{{1,3}}){_GAP}月{_GAP}(?P<d>[{DIGIT}十]{{1,3}}){_GAP}日"
_ISO_DAY = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_DAY = re.compile(DAY)
# First years of the five-year plans: the "十三五" runs from 2016 to 2020.
_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}


def day(text: str) -> date | None:
    """Return the first day written in `text`, or None.

    >>> day("二〇一七年三月三十日"), day("发布日期:2017-04-12"), day("无")
    (datetime.date(2017, 3, 30), datetime.date(2017, 4, 12), None)
    """
    match = _DAY.search(text) or _ISO_DAY.search(text)
    return dated(match["y"], match["m"], match["d"]) if match else None


def dated(year: str, month: str, day_of_month: str) -> date | None:
    """Return the day that numerals of any kind name, or None where there is none such.

    >>> dated("二〇一七", "三", "30"), dated("2017", "2", "30")
    (datetime.date(2017, 3, 30), None)
    """
    try:
        return date(number(year), number(month), number(day_of_month))
    except ValueError:
        return None


def month_end(year: int, month: int) -> date | None:
    """Return the last day of a month, or None where there is no such month.

    >>> month_end(2024, 2), month_end(2024, 13)
    (datetime.date(2024, 2, 29), None)
    """
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and 1 <= year <= 9999 else None


def plan_end(name: str) -> date | None:
    """Return the last day of a five-year plan.

    >>> plan_end("十三五")
    datetime.date(2020, 12, 31)
    """
    first = _PLANS.get(name)
    return date(first + 4, 12, 31) if first else None


def after(start: date, count: str, unit: str) -> date | None:
    """Return the day a number of days, working days, months or years behind `start`.

    >>> after(date(2018, 3, 1), "30", "日"), after(date(2020, 2, 29), "一", "年"), after(date(2018, 3, 1), "半", "年")
    (datetime.date(2018, 3, 31), datetime.date(2021, 2, 28), datetime.date(2018, 9, 1))
    """
    try:
        if count in ("半", "两"):
            n, unit = (6, "月") if count == "半" else (2, unit)
        else:
            n = number(count)
        if unit in ("日", "天"):
            return start + timedelta(days=n)
        if unit == "工作日":
            return start + timedelta(days=n + 2 * ((start.weekday() + n) // 5))
        months = start.month - 1 + n * (12 if unit == "年" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None
