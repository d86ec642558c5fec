"""Indicators: figures with what they count, their unit, their year and whether more or less is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_builder.model import Indicator, Span

__all__ = ["indicators"]

_UNITS = (
    "万亿元|亿元|万元|千元|元|万亿|个百分点|%|％|‰|亿吨|万吨|千吨|吨|公斤|千克|克拉|万立方米|亿立方米|立方米|平方公里|平方米|公顷|万亩|亩|公里|千米|米|毫米|万千瓦时|亿千瓦时|千瓦时|万千瓦|千瓦|兆瓦"
    "|万人次|万人|人次|人|万户|户|万个|个|项|家|种|处|座|所|台|辆|架|艘|套|件|条|次|场|天|小时|学时|课时|学分|岁|名|只|头|万头|株|宗|批|支|类|门|册|张|间|床|县|村|镇|市|分|倍|级"
)
_FIGURE = re.compile(
    rf"(?<![\d.,])(?P<value>\d{{1,3}}(?:,\d{{3}})++(?:\.\d++)?|\d++(?:\.\d++)?)(?P<rough>余|多)?(?P<unit>{_UNITS})(?P<after>以上|以下|以内|左右|及以上|及以下|余|上下)?"
)
_CLAUSE = re.compile(r"[^，,。；;：:！？\n（()）]+")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年")
_TIME = re.compile(
    r"^(?:截至|截止|到|至|在|自|从|力争|确保)*(?:\d{4}年(?:\d{1,2}月)?(?:底|末|初|前|以前)?|目前|近年来|年内|当前|其中)+(?:，|,)?"
)
_PLACE = re.compile(r"^(?:我国|全国|全省|全区|全市|全县|全州|我省|我区|我市|我县|我州)")
# The verb between what is counted and the figure, and words of direction that are kept as the qualifier
_REACH = re.compile(
    r"(?:总量|总数)?(?P<verb>实现|达到|达|为|有|约为|约|共有|共|已有|超过|突破|不低于|不少于|不高于|不超过|不得低于|不得少于|不得超过|控制在|保持在|稳定在|提高到|提高至|提升到|提升至|增长到|增加到|增至|降低到|降至|下降到|下降|降低|提高|增长|增加|减少|压缩至|压缩到|低于|高于|大于|小于|多于|少于)+$"
)
_QUALIFIERS = (
    "不低于|不少于|不高于|不超过|不得低于|不得少于|不得超过|超过|突破|低于|高于|约|下降|降低|减少|增长|提高|控制在|力争"
)
_COUNTED = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_NO_LABEL = re.compile(r"^(?:第|每|前|近|满|未满|年满|工期|字号|电话|附件|表|图|连续)|(?:第|每|满|前)$")


def indicators(text: str, start: int = 0) -> list[Indicator]:
    """Return the figures in `text` from `start` on that say what they count.

    A figure that only orders or dates (第3项, 5年内, 每年1次) is none, nor is a count with 多 that gives no number
    to compare (10多个).
    """
    found: list[Indicator] = []
    sentence_year: int | None = None
    last_end = start
    for match in _CLAUSE.finditer(text, start):
        if "。" in text[last_end : match.start()] or "\n" in text[last_end : match.start()]:
            sentence_year = None
        year = _YEAR.search(match.group())
        if year:
            sentence_year = int(year["year"])
        for indicator in _in_clause(text, match, sentence_year, found):
            found.append(indicator)
        last_end = match.end()
    return found


def _in_clause(text: str, clause: re.Match[str], year: int | None, before: list[Indicator]) -> Iterator[Indicator]:
    at = clause.start()
    for figure in _FIGURE.finditer(text, clause.start(), clause.end()):
        words = Span(at, figure.start())
        at = figure.end()
        if figure["rough"] == "多" or text[figure.start() - 1 : figure.start()] in "第每前近满./-~～—":
            continue
        label, verb = _label(text, words, clause.start())
        if label.endswith("的"):
            label = _completed(label, figure["unit"], before)
        if len(label) < 2 or len(label) > 40 or not _COUNTED.search(label) or _NO_LABEL.search(label):
            continue
        qualifier = figure["rough"] or figure["after"] or next(iter(re.findall(_QUALIFIERS, verb)), None)
        start = words.start if words.start != clause.start() else clause.start()
        yield Indicator(
            label,
            figure["value"].replace(",", ""),
            figure["unit"].replace("％", "%"),
            Span(start, figure.end()),
            year,
            qualifier,
        )


def _label(text: str, words: Span, clause_start: int) -> tuple[str, str]:
    """Return what is counted and the verb before the figure."""
    label = words.of(text).strip(" \t\u3000、和及与")
    if not label and words.start == clause_start:
        # 矿种（亚矿）103种: the name stands before the bracket
        before = re.search(
            r"([^，,。；;：:！？\n（()）]{2,40})[（(][^（）()]{1,12}[）)]$",
            text[max(0, words.start - 60) : words.start],
        )
        label = before.group(1) if before else ""
    label = _TIME.sub("", label)
    label = _PLACE.sub("", label)
    verb = ""
    reach = _REACH.search(label)
    if reach:
        verb, label = reach.group(), label[: reach.start()]
    label = label.rstrip("的") if not verb or verb != "有" else label
    # 规模以上有色金属工业实现增加值: the verb stands inside the name
    label = re.sub(
        r"^(?P<a>.{4,}?)(?:实现|完成)(?P<b>(?:总)?(?:增加值|产值|收入|利润|投资|营业收入|销售收入).*)$",
        r"\g<a>\g<b>",
        label,
    )
    return label.strip("将的 " if not label.endswith("的") else " "), verb


def _completed(label: str, unit: str, before: list[Indicator]) -> str:
    """Complete 查明矿产资源储量的(有49种) by the noun that the figure before counts in the same unit."""
    for indicator in reversed(before[-3:]):
        if indicator.unit == unit:
            return label + indicator.label[-2:]
    return label[:-1]
