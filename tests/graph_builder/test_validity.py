"""When a document is in force, by its own words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.model import Header
from graph_builder.recognise.times.validity import in_force, validities

HEADER = Header(title="甲市节水办法", signed=date(2021, 3, 1), published=date(2021, 3, 8))


def told(text: str, header: Header = HEADER) -> list[str]:
    found = validities(text, header)
    assert all("".join(v.span.of(text).split()) == v.words for v in found)
    return [f"{v.words} {v.start} {v.end}" for v in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本办法自2021年1月1日起施行，有效期5年。", "本办法自2021年1月1日起施行，有效期5年 2021-01-01 2025-12-31"),
        ("第九条　本办法自印发之日起施行，有效期至2025年12月31日。",
         "本办法自印发之日起施行，有效期至2025年12月31日 2021-03-01 2025-12-31"),
        ("本规定自公布之日起30日后施行。", "本规定自公布之日起30日后施行 2021-04-07 None"),
        ("本办法自公布之日（2021年4月1日）起执行，试行期两年。",
         "本办法自公布之日（2021年4月1日）起执行，试行期两年 2021-04-01 2023-03-31"),
        ("以上措施由市水利局负责解释，自2021年5月1日起执行。", "以上措施由市水利局负责解释，自2021年5月1日起执行 2021-05-01 None"),
        ("现予公布，自2021年6月1日起施行。", "自2021年6月1日起施行 2021-06-01 None"),
        ("本通知自印发之日起施行，有效期暂定一年。", "本通知自印发之日起施行，有效期暂定一年 2021-03-01 2022-02-28"),
        ("本细则自2021年 7 月\n1 日起施行。", "本细则自2021年7月1日起施行 2021-07-01 None"),
        ("本办法自2021年1月1日起施行，期限至2022年底。", "本办法自2021年1月1日起施行，期限至2022年底 2021-01-01 2022-12-31"),
    ],
)  # fmt: skip
def test_first_and_last_day(text: str, wanted: str) -> None:
    assert told(text) == [wanted]


def test_a_day_that_is_not_printed_is_not_made_up() -> None:
    assert told("本办法自印发之日起施行，有效期3年。", Header()) == ["本办法自印发之日起施行，有效期3年 None None"]


def test_the_term_may_stand_alone() -> None:
    found = validities("本措施自2021年1月1日起施行。本措施有效期2年。", HEADER)
    assert in_force(found) == (date(2021, 1, 1), date(2022, 12, 31))


def test_the_other_document_that_ends() -> None:
    text = "本办法自2021年1月1日起施行，《甲市旧办法》有效期至2021年6月30日。"
    assert told(text) == ["本办法自2021年1月1日起施行 2021-01-01 None"]


@pytest.mark.parametrize(
    "text",
    [
        "按照《乙办法》（自2020年1月1日起施行，有效期3年）执行。",
        "《乙办法》自2020年1月1日起施行。",
        "该项补助自2021年5月1日起执行，有效期一年。",
        "取水许可证有效期5年。",
        "发文之日起至2021年12月31日，对农户给予补助。",
        "水价自2021年5月1日起执行新标准。",
        "政策有效期截止到2022年12月31日。",
    ],
)
def test_what_another_thing_runs_for_is_no_validity(text: str) -> None:
    assert told(text) == []


def test_an_end_before_the_beginning_is_none() -> None:
    found = validities("本办法自2021年1月1日起施行。本办法有效期至2019年12月31日。", HEADER)
    assert in_force(found) == (date(2021, 1, 1), None)


@given(st.text("0123456789年月日本办法自起施行，有效期至。\n（）《》印发之公布试三", max_size=80))
def test_places_are_those_of_the_words(text: str) -> None:
    for found in validities(text, HEADER):
        assert "".join(found.span.of(text).split()) == found.words != ""
