"""Recovering the order of a scrape: repeated passages go, nothing is invented, offsets hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.model import Span
from graph_builder.structure.recover import recover

FIRST = "各地要把粮食安全摆在首位，落实耕地保护制度，守住红线不动摇。"
SECOND = "水利部门加强灌区改造，完善管护机制，确保灌溉用水不中断。"
THIRD = "农机购置补贴向丘陵山区倾斜，重点支持小型机具推广应用。"


def test_sound_text_stays_as_it_is() -> None:
    text = FIRST + "\n" + SECOND
    assert recover(text).text == text
    assert recover(text).repeats == ()


def test_repeated_passage_goes_and_the_text_around_it_joins() -> None:
    text = FIRST + SECOND + "（一）推广农机。" + FIRST + THIRD
    recovered = recover(text)
    assert recovered.text == FIRST + SECOND + "（一）推广农机。" + THIRD
    assert [span.of(text) for span in recovered.repeats] == [FIRST]
    assert recovered.text[recovered.joins[0] :] == THIRD


def test_clauses_and_label_lines_may_stand_many_times() -> None:
    text = "".join(
        f"（{n}）任务。做法各不相同第{n}种。\n（省农业农村厅、省财政厅、省水利厅、省自然资源厅、省发展改革委负责）\n责任单位：省农业农村厅、省财政厅、省水利厅、省自然资源厅\n"
        for n in "一二三"
    )
    assert recover(text).text == text


@pytest.mark.parametrize(
    "clause",
    [
        "（市财政局、各县（市、区）人民政府负责）",
        "（责任单位：市财政局、各市〔州〕人民政府）",
        "〔牵头单位:市自然资源局,责任单位:市住建局、各区人民政府(管委会)〕",
        "责任单位：市财政局",
        "(市政务局牵头，各区政府、市政府各部门负责落实，完成时限：2022年10月)",
        "（6月底完成，牵头考核单位：市政府办公室、市公安局）",
    ],
)
def test_clause_behind_a_stock_phrase_counts_for_each_task(clause: str) -> None:
    text = "".join(
        f"（{n}）任务{n}。办法{n}各有不同。所需资金由市财政专项资金统筹安排予以列支。\n{clause}\n" for n in "一二三"
    )
    assert recover(text).text.count(clause) == 3


def test_passage_with_its_heading_goes_with_its_clause() -> None:
    text = (
        f"（一）甲。{FIRST}\n（财政局负责）\n（二）乙。{SECOND}\n（一）甲。{FIRST}\n（财政局负责）\n（三）丙。{THIRD}"
    )
    assert recover(text).text.count("（财政局负责）") == 1


def test_bare_heading_out_of_turn_goes_back_to_its_repeated_text() -> None:
    text = f"甲。{FIRST}乙乙乙。（一）保障灌溉。{SECOND}（五）主要目标。{FIRST}{THIRD}"
    assert recover(text).text == f"甲。（五）主要目标。{FIRST}乙乙乙。（一）保障灌溉。{SECOND}{THIRD}"


def test_headings_that_share_a_sentence_both_stay() -> None:
    text = f"（一）任务甲。{FIRST}（二）任务乙。{FIRST}"
    assert "（二）任务乙。" in recover(text).text
    assert recover(text).text.index("（二）任务乙。") > recover(text).text.index("（一）任务甲。")


def test_series_of_the_repeated_passage_is_known_to_go_on() -> None:
    series = f"坚持节约优先。{FIRST}坚持质量优先。{SECOND}"
    text = f"{series}（一）扩大贸易。出口稳步增长。坚持质量优先。{SECOND}坚持开放合作。{THIRD}"
    recovered = recover(text)
    assert len(recovered.tails) == 1
    assert recovered.text[min(recovered.tails) :].startswith("坚持开放合作。")


PIECES = st.lists(
    st.sampled_from([FIRST, SECOND, THIRD, "（一）甲。", "乙\n", "𠮷。", "（财政局负责）", "　"]), max_size=24
)


@given(PIECES)
def test_every_kept_character_knows_its_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    recovered = recover(text)
    places = [recovered.position_in_source(i) for i in range(len(recovered.text))]
    assert [text[i] for i in places] == list(recovered.text)
    assert len(set(places)) == len(places)
    gone = {i for span in recovered.repeats for i in range(span.start, span.end)}
    assert gone | set(places) == set(range(len(text)))
    assert not gone & set(places)


@given(PIECES, st.integers(0, 300), st.integers(1, 60))
def test_spans_lead_back_to_their_own_words(pieces: list[str], start: int, length: int) -> None:
    recovered = recover("".join(pieces))
    if start >= len(recovered.text):
        return
    span = Span(start, min(start + length, len(recovered.text)))
    back = recovered.in_source(span).of("".join(pieces))
    assert back
    assert span.of(recovered.text).startswith(back) or back == span.of(recovered.text)
