"""By when work is to be done: the words, the day they name, and what is no deadline."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.model import Span
from graph_builder.recognise.times.deadlines import deadlines, due_of, first_deadline, statement

SIGNED = date(2018, 3, 1)


def told(text: str, signed: date | None = SIGNED) -> list[str]:
    found = list(deadlines(text, Span(0, len(text)), signed))
    assert all(d.span.of(text) == d.words for d in found)
    return [f"{d.words} {d.day}" for d in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2020年，建成水网。", ["到2020年 2020-12-31"]),
        ("2020年底前完成。", ["2020年底前 2020-12-31"]),
        ("2019年6月底前，研究。", ["2019年6月底前 2019-06-30"]),
        ("2019年上半年印发。", ["2019年上半年 2019-06-30"]),
        ("2019年第三季度前办结。", ["2019年第三季度前 2019-09-30"]),
        ("“十三五”期间，加大投入。", ["“十三五”期间 2020-12-31"]),
        ("2024年2月底前。", ["2024年2月底前 2024-02-29"]),
        ("自本办法印发之日起30日内报送。", ["自本办法印发之日起30日内 2018-03-31"]),
        ("自公布之日起三个月内修订。", ["自公布之日起三个月内 2018-06-01"]),
        ("年底前报告。", ["年底前 2018-12-31"]),
        ("今年年底前报告。", ["今年年底前 2018-12-31"]),
        ("明年6月底前建成。", ["明年6月底前 2019-06-30"]),
        ("9月底前建成水厂。", ["9月底前 2018-09-30"]),
        ("10月15日前复工。", ["10月15日前 2018-10-15"]),
        # the year of the deadline just before
        ("2019年6月底前定规划，12月底前开工。", ["2019年6月底前 2019-06-30", "12月底前 2019-12-31"]),
        ("力争年内完成。", ["年内 2018-12-31"]),
        ("二〇二〇年底以前完成。", ["二〇二〇年底以前 2020-12-31"]),
        ("2017年底前打井；2020年，全县通水。", ["2020年 2020-12-31"]),
        ("2020年 6月底前通水。", ["2020年 6月底前 2020-06-30"]),
        # behind a label
        ("完成时限：2019年10月", ["2019年10月 2019-10-31"]),
        ("办结时限：2019年6月30日", ["2019年6月30日 2019-06-30"]),
        ("完成时间：9月底。", ["9月底 2018-09-30"]),
        ("时间节点：2019年3月至2019年11月", ["2019年11月 2019-11-30"]),
        ("完成时限：2019年12月底前", ["2019年12月底前 2019-12-31"]),
        ("会议时间：2019年10月8日。办理时限：5个工作日。完成时限：2017年6月", []),
    ],
)
def test_the_last_day_of_the_period_named(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("每年12月底前上报。", ["每年12月底前 None"]),
        ("每季度末前通报。", ["每季度末前 None"]),
        ("于次年1月31日前公开。", ["次年1月31日前 None"]),
        ("力争3年内轮训一遍。", ["3年内 None"]),
        ("用5年时间培养水利人才。", ["用5年时间 None"]),
        ("本届政府任期内办成。", ["本届政府任期内 None"]),
        # of March, signed in November: which year is meant cannot be told
        ("3月底前排查。", ["3月底前 None"]),
        ("完成时限：长期坚持", ["长期坚持 None"]),
        ("办结时限：立即整改", ["立即整改 None"]),
    ],
)
def test_words_that_name_no_day_keep_their_words(text: str, wanted: list[str]) -> None:
    assert told(text, date(2018, 11, 5)) == wanted


def test_what_comes_every_year_says_so() -> None:
    (found,) = deadlines("每年3月底前检查水库。", Span(0, 11), SIGNED)
    assert (found.recurrence, found.day, found.rule) == ("每年", None, "deadline.recurring")


@pytest.mark.parametrize(
    "text",
    [
        # windows
        "2019年1月1日至2019年12月31日执行。",
        "有效期至2027年12月31日前。",
        "2019年四季度至2020年一季度开展。",
        # the past
        "截至2016年底，已建水库三座。",
        "2017年我省产量增长。",
        # to whom a measure applies
        "对2019年底前开工的项目优先安排。",
        "对“十三五”期间建成的泵站落实管护。",
        "在2019年6月30日前缴清水费的，免收滞纳金。",
        "对按期复工且在年底前完成工程量的水厂优先支持。",
        "统筹年底前无法完成的项目资金。",
        # the window in which something is given
        "2019年12月31日前，对购置滴灌设备的农户，给予补助。",
        "2019年底前可申请延期。",
        "2019年12月31日前，取水量小的，继续放宽至两年。",
        "2019年一季度暂按原水价执行。",
        "2019年12月31日前，取水条件，继续放宽至两年。",
        "2019年以前，协调组每半年开一次例会。",
        "2019年12月底前适用原水价。",
        # what begins then, and what lasts till then
        "从2019年第一季度开始，按月通报。",
        "从现在到2025年，将是枯水期。",
        # no later than the day of signing
        "2018年2月28日前已供水的村庄。",
        # no days and no months
        "9999年13月底前。",
        "5年内不得转让。",
        "建成水库的，五年内用途不变。",
        "自签约之日起，三年内付清。",
    ],
)
def test_no_deadlines(text: str) -> None:
    assert told(text) == []


def test_a_clause_prefers_a_day() -> None:
    text = "责任单位：市水利局；完成时限：2018年10月"
    found = first_deadline(text, Span(0, len(text)), SIGNED)
    assert found is not None
    assert found.day == date(2018, 10, 31)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("甲局", "2019-03-31"),
        ("乙局", "2019-06-30"),
        ("丙局", "None"),
        ("丁局", "2019-09-30"),
        ("戊局", "2019-10-31"),
    ],
)
def test_running_text_binds_within_its_sentence(body: str, wanted: str) -> None:
    text = "2019年3月底前，甲局建成渠首。2019年6月底前，乙局验收。丙局加强指导。丁局于2019年9月底前通水，戊局在2019年10月底前收费。"
    at = text.index(body)
    sentence = Span(text.rfind("。", 0, at) + 1, text.index("。", at))
    found = list(deadlines(text, Span(0, len(text)), SIGNED))
    due = due_of(text, Span(at, at + 2), sentence, found)
    assert str(due and due.day) == wanted


def test_a_bare_month_takes_its_year_from_the_date_before_without_a_day_of_signing() -> None:
    text = "2023年6月底前定方案，12月底前开工；明年6月底前通水。"
    assert told(text, None) == ["2023年6月底前 2023-06-30", "12月底前 2023-12-31", "明年6月底前 None"]


def test_the_statement_is_the_sentence() -> None:
    text = "一、供水。2019年底前，全县通水；明年再议。"
    (found,) = deadlines(text, Span(0, 17), SIGNED)
    assert statement(text, found.span).of(text) == "2019年底前，全县通水"


@given(st.text("0123456789年月日底前到至每起内“”十四五期间，。\n明次自印发之为个", max_size=80))
def test_places_are_those_of_the_words(text: str) -> None:
    for found in deadlines(text, Span(0, len(text)), SIGNED, in_clause=True):
        assert found.span.of(text) == found.words
        around = statement(text, found.span)
        assert around.start <= found.span.start < found.span.end <= around.end
