"""Numerals, dates, and what was not read."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.dates import day, deadlines
from graph_builder.model import Span
from graph_builder.numerals import number


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


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("到2020年，建成", [("到2020年", "2020-12-31")]),
        ("2020年底前完成", [("2020年底前", "2020-12-31")]),
        ("2019年6月底前，研究", [("2019年6月底前", "2019-06-30")]),
        ("2019年上半年印发", [("2019年上半年", "2019-06-30")]),
        ("“十三五”期间，加大投入", [("“十三五”期间", "2020-12-31")]),
        ("2024年2月底前", [("2024年2月底前", "2024-02-29")]),
        ("自本办法印发之日起30日内", [("自本办法印发之日起30日内", "2018-03-31")]),
        ("年底前报告", [("年底前", "2018-12-31")]),
        ("2019年1月1日至2019年12月31日执行", []),
        ("2017年我省产量增长", []),
        ("9999年13月底前", []),
    ],
)
def test_deadlines(words: str, wanted: list[tuple[str, str]]) -> None:
    found = deadlines(words, Span(0, len(words)), date(2018, 3, 1))
    assert [(d.words, d.day.isoformat()) for d in found] == wanted
