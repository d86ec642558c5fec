"""Time in proportion to length, whatever stands in a text; no text raises; offsets point where they say."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_builder import read
from graph_builder.documents import Library
from graph_builder.model import Reading, Source, Span
from graph_builder.state.document import state

HEAD = "关于印发甲方案的通知\n一、任务\n"
PASSAGE = "各地要把粮食安全摆在首位，落实耕地保护制度，守住红线不动摇。"
HAN = "一二三四五六七八九十"

# A text of about n characters for each n. The sizes in the test are those at which a square shows and a line does not.
TABLE = "关于印发的通知\n序号\t任务\t措施\t责任单位\t时限\n"
MADE: dict[str, Callable[[int], str]] = {
    # brackets and titles that never close
    "opening brackets": lambda n: HEAD + "（" * n,
    "nested brackets": lambda n: HEAD + "（" * (n // 2) + "）" * (n // 2),
    "clauses never closed": lambda n: HEAD + "（市财政局负责" * (n // 7),
    "clauses half closed": lambda n: HEAD + "（市财政局负贵）（市财政局负责" * (n // 15),
    "opening titles": lambda n: "《" * n + "铜矿",
    "titles half closed": lambda n: HEAD + "《甲" * (n // 2),
    "quotes": lambda n: HEAD + "“" * n,
    # headings
    "headings": lambda n: "".join(f"（一）任务{i}。做好。\n" for i in range(n // 12)),
    "nested headings": lambda n: HEAD
    + "".join(f"{('一、', '（一）', '1.', '（1）')[i % 4]}任务\n" for i in range(n // 6)),
    "headings that are none": lambda n: HEAD + "甲，乙：丙" + "（一）甲" * (n // 4),
    "gaps": lambda n: HEAD + "".join(f"（{HAN[i * 3 % 10]}）任务。做好。\n" for i in range(n // 11)),
    "annexes": lambda n: HEAD + "附件\n一、甲\n" * (n // 7),
    "articles": lambda n: "甲办法\n" + "".join(f"第{HAN[i % 10]}条甲" for i in range(n // 4)),
    "numbers": lambda n: "一、" * (n // 2),
    "han numbers": lambda n: HEAD + HAN * (n // 10),
    "small numbers": lambda n: HEAD + "（1）" * (n // 3),
    # clauses and bodies
    "tasks": lambda n: "".join(f"（一）任务{i}。做好{i}的工作。（市财政局负责）\n" for i in range(n // 30)),
    "one list": lambda n: "一、任务（" + "市财政局、" * (n // 5) + "负责）",
    "tiers": lambda n: "（" + "各市、县、" * (n // 5) + "人民政府负责）",
    "et cetera": lambda n: "（" + "等部门和" * (n // 4) + "负责）",
    "label lines": lambda n: HEAD + "责任单位：\n" * (n // 6),
    "label lines of bodies": lambda n: HEAD + "责任单位：市教育局\n" * (n // 10),
    "labels in one line": lambda n: HEAD + "责任单位：市教育局；" * (n // 10),
    "labels in brackets": lambda n: HEAD + "（责任单位：" * (n // 6),
    "joint": lambda n: HEAD + "市财政局会同市教育局" * (n // 10),
    "sentences": lambda n: HEAD + "".join(f"市财政局负责做好第{i}项工作。" for i in range(n // 16)),
    "sentence without end": lambda n: HEAD + "由市财政局负责抓好" * (n // 9),
    "standing duties": lambda n: HEAD
    + "".join(f"（一）任务。以下均需市政府落实，不再列出。做好。（市财政局负责{i}）\n" for i in range(n // 38)),
    "sounds like a duty": lambda n: HEAD + "主要负责人，" * (n // 6),
    # what other readers look for
    "digits": lambda n: "1" * n,
    "grouped digits": lambda n: HEAD + "1,234" * (n // 5),
    "dates": lambda n: "2017年3月30日" * (n // 10),
    "halves of dates": lambda n: "年1月" * (n // 3),
    "signatures": lambda n: HEAD + "甲省人民政府\n2017年3月30日\n" * (n // 18),
    "figures": lambda n: HEAD + "建成绿色矿山60座，" * (n // 10),
    "mines": lambda n: HEAD + "建成甲山铜矿、乙山铁矿，" * (n // 12),
    "ores": lambda n: "铜矿和" * (n // 3),
    "bases": lambda n: HEAD + "为主的" * (n // 3) + "铜矿基地",
    "document numbers": lambda n: "国发〔2019〕" * (n // 8),
    "references": lambda n: HEAD + "".join(f"落实《甲{i}办法》（国发〔2019〕1号）。" for i in range(n // 24)),
    "about": lambda n: "关于" * (n // 2),
    "addressees": lambda n: "关于印发甲的通知\n" + "各市：" * (n // 3),
    # nothing at all, and much of it
    "blanks": lambda n: "\u3000" * n + "负责",
    "spaces": lambda n: HEAD + " " * n + "负责",
    "lines": lambda n: "\n" * n + "负责",
    "table rows": lambda n: HEAD + "1\t推进甲工作\t市财政局负责\t2020年底前\n" * (n // 25),
    "commas": lambda n: HEAD + "、" * n,
    "rows": lambda n: TABLE + "".join(f"{i}\t修路\t\t市财政局\n" for i in range(n // 12)),
    "rows of one task": lambda n: TABLE + "1\t修路\t加固\t市财政局\t2024年\n" + "〃\t〃\t〃\t市教育局\t\n" * (n // 11),
    "one long cell for all rows": lambda n: (
        TABLE + "1\t修\t建\t" + "市财政局、" * (n // 16) + "\t2024年\n" + "〃\t〃\t护坡\t〃\t〃\n" * (n // 16)
    ),
    "cells": lambda n: TABLE + "1" + "\t市财政局" * (n // 5),
    "cells of a head": lambda n: "序号\t任务\t责任单位" + "\t任务" * (n // 3) + "\n1\t修路\t市财政局\n",
    "heads": lambda n: TABLE * (n // 22),
    "broken rows": lambda n: TABLE + "1\t修路\n" + "加固\n护坡\t甲\n" * (n // 9),
    "titles in a table": lambda n: TABLE + "1\t修\t建\t市财政局\n" + "一、重点\n" * (n // 5) + "2\t修\t建\t市财政局\n",
    "tabs": lambda n: "\t" * n + "负责",
    "flattened": lambda n: "序号\n任务\n责任单位\n" + "".join(f"{i}\n修路\n市财政局\n" for i in range(1, n // 12)),
    "flattened heads": lambda n: "序号\n任务\n责任单位\n1\n" * (n // 14),
    "one word": lambda n: "甲" * n,
    "no mark": lambda n: HEAD + "甲乙丙丁戊己庚辛" * (n // 8),
    "repeated passages": lambda n: HEAD + PASSAGE * (n // len(PASSAGE)),
    "passages repeated later": lambda n: HEAD
    + "".join(f"第{i % (n // 80)}项：{PASSAGE}" for i in range(n // 40)),
}  # fmt: skip
SIZE = 12_000
# Twice the text takes twice the time, and a little for what grows with it (sorting, memory); a square would take four.
FACTOR = 2.5
LEAST = 0.02
"""Seconds below which a clock says nothing of how time grows."""


def seconds(text: str) -> float:
    """Return the processor time that reading and stating a text takes."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        reading = read(Source("a.txt", text, "utf-8"))
        state(reading, "key", Library([reading.header]), "policykg 0")
        return time.process_time() - started
    finally:
        gc.enable()


@pytest.mark.parametrize("name", MADE)
def test_time_grows_with_length_only(name: str) -> None:
    size = SIZE
    once = seconds(MADE[name](size))
    while once < LEAST and size < 16 * SIZE:
        size *= 4
        once = seconds(MADE[name](size))
    twice = seconds(MADE[name](2 * size))
    # Other work on the machine slows down now one run, now another: the best of a few of each is compared.
    for _ in range(6):
        if twice <= FACTOR * once:
            return
        once, twice = min(once, seconds(MADE[name](size))), min(twice, seconds(MADE[name](2 * size)))
    assert twice <= FACTOR * once or twice < LEAST, f"{size} characters: {once:.3f} s, {2 * size}: {twice:.3f} s"


FRAGMENTS = st.sampled_from(
    ["一、", "（一）", "1.", "第一条", "①", "任务", "。", "；", "\n", "（", "）", "〔", "〕", "《", "》", "：", "，", "、", "“", "”", "\t", "\u3000",
     "负责", "牵头", "配合", "会同", "责任单位：", "牵头部门：", "市财政局", "市教育局、", "各有关部门", "等", "等部门", "和", "由", "要", "省发展改革委",
     "各市、县人民政府", "铜矿", "驱龙铜矿", "基地", "为主的", "工业园区", "到2020年", "2017年3月30日", "国发〔2016〕4号", "关于", "通知", "印发",
     "关于印发甲方案的通知\n", "以下均需市政府落实，不再列出", "排在第一位的部门为牵头部门，下同", "95%", "建成60座", "达到1,200.5万亩以上", "附件",
     "落实《甲办法》", "甲省人民政府\n2017年3月30日\n", "完成时限：2021年12月", "（市财政局牵头，市教育局、各区政府配合）", "&nbsp;", PASSAGE]
)  # fmt: skip
# Beyond the basic plane, from right to left, combining, without width, controls, other blanks; \r ends lines before.
ODD = st.sampled_from([*"𠮷😀שالف\u0301\u20dd\u200b\u200f\u202e\ufeff\x00\x01\x0b\x0c\x1c\x7f\x85\xa0\u2028٣３"])
TEXTS = st.lists(
    st.one_of(FRAGMENTS, FRAGMENTS, FRAGMENTS, ODD, st.characters(exclude_categories=["Cs"], exclude_characters="\r")),
    max_size=60,
).map("".join)


def spans(reading: Reading) -> Iterator[tuple[Span, bool]]:
    """Yield every place that a reading points to, and whether it lies in the source already."""
    for task in reading.tasks:
        yield task.heading, False
        yield from ((responsibility.clause, False) for responsibility in task.responsibilities)
        yield from ((responsibility.mention.span, False) for responsibility in task.responsibilities)
    yield from ((reference.span, False) for reference in reading.references)
    yield from ((indicator.span, False) for indicator in reading.indicators)
    yield from ((fact.span, False) for fact in reading.domain)
    yield from ((span, False) for fact in reading.domain for span in fact.mentions)
    yield from ((finding.span, finding.in_source) for finding in reading.findings)


def holds(reading: Reading) -> None:
    """Assert that every place has words, the same in the source as in the text without repeated passages."""
    text, source = reading.recovered.text, reading.source.text
    for span, in_source in spans(reading):
        assert 0 <= span.start < span.end <= len(source if in_source else text)
        place = reading.place(span, in_source)
        assert 0 <= place.start < place.end <= len(source)
        if not in_source:
            # Where a passage was cut out of it, the quote ends at the cut.
            assert span.of(text).startswith(place.of(source))
    for task in reading.tasks:
        for responsibility in task.responsibilities:
            assert responsibility.mention.span.of(text) == responsibility.mention.text
            assert responsibility.clause.start <= responsibility.clause.end


@pytest.mark.parametrize(
    "words", ["（" + "等" * 1_190 + "负责）", "责任单位：" + "等" * 1_100, "（" + "等和" * 590 + "负责）"]
)
def test_long_lists_of_nothing_are_read(words: str) -> None:
    holds(read(Source("a.txt", HEAD + words, "utf-8")))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_no_text_raises_and_offsets_hold(text: str) -> None:
    source = Source("a.txt", text, "utf-8")
    reading = read(source)
    holds(reading)
    lines = state(reading, "key", Library([reading.header]), "policykg 0")
    again = read(source)
    assert again == reading
    assert state(again, "key", Library([again.header]), "policykg 0") == lines
    assert all(line.count("\n") == 1 and line.endswith(" .\n") for line in lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, TEXTS)
def test_offsets_hold_around_a_repeated_passage(before: str, passage: str, after: str) -> None:
    passage = f"{passage}{PASSAGE}{passage}"
    reading = read(Source("a.txt", f"{before}\n{passage}\n{after}\n{passage}\n{before}", "utf-8"))
    holds(reading)
    state(reading, "key", Library([reading.header]), "policykg 0")
