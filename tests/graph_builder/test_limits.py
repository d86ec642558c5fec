"""Time in proportion to length, whatever stands in a text; no text raises; offsets point where they say."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_builder import read
from graph_builder.documents import Library
from graph_builder.model import Reading, Source
from graph_builder.state import state

MADE: dict[str, Callable[[int], str]] = {
    "opening brackets": lambda n: "关于印发的通知\n一、任务\n" + "（" * n,
    "clauses never closed": lambda n: "关于\n一、任务\n" + "（市财政局负责" * n,
    "opening titles": lambda n: "《" * n + "铜矿",
    "headings": lambda n: "".join(f"（一）任务{i}。做好。\n" for i in range(n)),
    "tasks": lambda n: "".join(f"（一）任务{i}。做好{i}的工作。（市财政局负责）\n" for i in range(n)),
    "one list": lambda n: "一、任务（" + "市财政局、" * n + "负责）",
    "digits": lambda n: "1" * n,
    "dates": lambda n: "2017年3月30日" * n,
    "halves of dates": lambda n: "年1月" * n,
    "ores": lambda n: "铜矿和" * n,
    "label lines": lambda n: "牵头部门：市教育局\n" * n,
    "labels": lambda n: "（责任单位：" * n,
    "joint": lambda n: "市财政局会同市教育局" * n,
    "about": lambda n: "关于" * n,
    "numbers": lambda n: "一、" * n,
    "document numbers": lambda n: "国发〔2019〕" * n,
    "tiers": lambda n: "（" + "各市、县、" * n + "人民政府负责）",
    "et cetera": lambda n: "（" + "等部门和" * n + "负责）",
    "bases": lambda n: "为主的" * n + "铜矿基地",
    "blanks": lambda n: "\u3000" * n + "负责",
    "lines": lambda n: "\n" * n + "负责",
    "one word": lambda n: "甲" * n,
}


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        read(Source("a.txt", text, "utf-8"))
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("name", MADE)
def test_time_grows_with_length_only(name: str) -> None:
    small, large = MADE[name](2_000), MADE[name](8_000)
    assert seconds(large) < 0.3 + 2.5 * len(large) / len(small) * seconds(small)


PARTS = st.sampled_from(
    ["一、", "（一）", "1.", "任务", "。", "；", "\n", "（", "）", "〔", "〕", "《", "》", "负责", "牵头", "配合", "会同", "责任单位：",
     "市财政局", "各有关部门", "等", "、", "，", "和", "铜矿", "基地", "为主的", "到2020年", "2017年3月30日", "国发〔2016〕4号", "关于", "通知",
     "印发", "以下均需", "落实，不再列出", "排在第一位的部门为牵头部门，下同", "𠮷", "：", "95%", "第一条", "①", "\u3000", "各市、县人民政府",
     "各地要把粮食安全摆在首位，落实耕地保护制度，守住红线不动摇。"]
)  # fmt: skip


def spans_hold(reading: Reading) -> None:
    text, source = reading.recovered.text, reading.source.text
    for task in reading.tasks:
        for responsibility in task.responsibilities:
            assert responsibility.mention.span.of(text) == responsibility.mention.text
            quote = reading.recovered.in_source(responsibility.clause).of(source)
            assert quote
            assert quote in text or quote in source


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS, max_size=60).map("".join))
def test_no_text_raises_and_offsets_hold(text: str) -> None:
    reading = read(Source("a.txt", text, "utf-8"))
    spans_hold(reading)
    state(reading, "key", Library([reading.header]), "policykg 0")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_unicode_is_read(text: str) -> None:
    text = text.replace("\r", "\n").encode("utf-8", "ignore").decode()
    reading = read(Source("a.txt", text, "utf-8"))
    state(reading, "key", Library([reading.header]), "policykg 0")
