"""Numerals, dates, and what was not read."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.structure.dates import after, day, month_end, plan_end
from graph_builder.structure.numerals import number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百", 100),
        ("一百零五", 105),
        ("〇", 0),
        ("⑳", 20),
    ],
)
def test_numerals(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "甲", "二甲", "十甲", "百万"])
def test_no_numeral(words: str) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        number(words)


def test_days() -> None:
    assert day("二○一八年十二月二十九日") == date(2018, 12, 29)
    assert day("2018 年 2 月 30 日") is None


def test_months_and_plans_end() -> None:
    assert (month_end(2024, 2), month_end(2023, 0)) == (date(2024, 2, 29), None)
    assert (plan_end("十四五"), plan_end("十")) == (date(2025, 12, 31), None)


@pytest.mark.parametrize(
    ("count", "unit", "wanted"),
    [("30", "日", "2018-03-31"), ("三", "月", "2018-06-01"), ("半", "年", "2018-09-01"), ("两", "年", "2020-03-01"),
     ("5", "工作日", "2018-03-08"), ("9999", "年", None)],
)  # fmt: skip
def test_days_behind_a_day(count: str, unit: str, wanted: str | None) -> None:
    found = after(date(2018, 3, 1), count, unit)
    assert (found.isoformat() if found else None) == wanted
