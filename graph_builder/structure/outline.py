"""Step 3: outline the body: headings, the text that belongs to each, and where the numbering leaps.

Structure levels follow GB/T 9704-2012, 7.3.3: 一、, （一）, 1., （1）; 章, 节 and 条 of rules and ① are read as well.
Headings are found where line breaks are lost too: after a full stop or a closing bracket, or right behind the heading
above (三、重点任务（一）严控……).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph_builder.model import Outline, Recovered, Span, Unit
from graph_builder.structure.lines import BREAK, STOCK_HEADING, opens_line
from graph_builder.structure.numerals import number

__all__ = ["outline"]

_HAN_NUMBER = "[一二三四五六七八九十百]{1,5}"
_MARK = re.compile(
    rf"(?P<chapter>第{_HAN_NUMBER}章)"
    rf"|(?P<section>第{_HAN_NUMBER}节)"
    rf"|(?P<han>{_HAN_NUMBER})[、．.]"
    rf"|(?P<article>第{_HAN_NUMBER}条)"
    rf"|[（(](?P<bracket>{_HAN_NUMBER})[）)]"
    r"|(?<![\d.])(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?=[ \u3000\xa0])"
    r"|(?P<arabic>\d{1,3})(?:[．、]|\.(?!\d)|\.(?=20\d\d年))"
    r"|[（(](?P<small>\d{1,2})[）)]"
    r"|(?P<circled>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"
)
# Where a mark can begin, told by a character and what has to follow it
_MARK_OPENS = re.compile(
    r"[第（(一二三四五六七八九十百\d①-⑳]"
    rf"(?:(?<=\d)(?=\d{{0,2}}[．、.])|(?<=[一二三四五六七八九十百])(?=[一二三四五六七八九十百]{{0,4}}[、．.])"
    rf"|(?<=[（(])(?=(?:{_HAN_NUMBER}|\d{{1,2}})[）)])|(?<=第)(?={_HAN_NUMBER}[章节条])|(?<=[①-⑳]))"
)
_LEVELS = {
    kind: level
    for level, kind in enumerate(
        ("chapter", "section", "han", "article", "bracket", "arabic", "decimal", "small", "circled"), 1
    )
}
# What may stand before a heading within a line: the end of a sentence or of a clause.
_ENDS = "。！？；：）)〕]】”"
_LABEL_END = re.compile(rf"[。；：;！？]|:(?!\d|//)|{BREAK}")
_CLAUSE_OPEN = re.compile(
    r"[（(〔\[【][^（(〔\[【）)〕\]】\n]{0,400}(?:负责|牵头|落实|配合|(?:责任|牵头|配合|实施|指导)(?:单位|部门))"
)
_LONG_HEADING = 20
_CONTENTS = re.compile(r"(?:^|\n)[ \t\u3000]{0,20}目[ \t\u3000]{0,8}[录次][ \t\u3000]{0,8}\n\s{0,40}")
_RUN_IN = re.compile(r"[^，。；：、\n]{4,20}(?=。)")
# 附件, 附件2 alone in its line (GB/T 9704-2012, 7.3.7)
_ANNEX = re.compile(
    r"\n(?P<annex>[ \t\u3000]{0,4}附[ \u3000]{0,2}件[ \u3000]?\d{0,2}[ \t\u3000]{0,4}[:：]?[ \t\u3000]{0,4})(?=\n)"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    text: str
    value: int
    start: int
    end: int
    line_start: bool


def outline(recovered: Recovered, start: int = 0) -> Outline:
    """Return the units of `recovered.text` from `start` on.

    Args:
        recovered: the text; its joins tell where a heading may have been lost.
        start: where the body begins.
    """
    text = recovered.text
    contents = _contents(text, start)
    marks = [mark for mark in _marks(text, start) if not contents.covers(mark.start)]
    units = _nested(
        [_heading(text, mark, marks[i + 1].start if i + 1 < len(marks) else len(text)) for i, mark in enumerate(marks)],
        [match.start("annex") for match in _ANNEX.finditer(text, start)],
        len(text),
    )
    units, gaps = _lost_units(recovered, units)
    return Outline(tuple(_with_paths(units)), tuple(gaps))


def _contents(text: str, start: int) -> Span:
    """Return the list of contents (目录), whose lines stand again as headings below; empty where there is none."""
    head = _CONTENTS.search(text, start)
    if head is None:
        return Span(start, start)
    first = re.compile(r"[^\n]+").search(text, head.end())
    words = first.group().strip(" \t\u3000").rstrip("0123456789.…· \u3000") if first else ""
    again = text.find("\n" + words, first.end()) if first and len(words) > 3 else -1
    if again < 0:
        again = text.find(words, first.end()) if first and len(words) > 3 else -1
    return Span(head.start(), again) if again > 0 else Span(start, start)


def _marks(text: str, start: int) -> list[_Mark]:
    found: list[_Mark] = []
    latest: dict[str, int] = {}
    for match in _numbers(text, start):
        kind = match.lastgroup or ""
        try:
            value = number(match[kind].strip("第章节条").rpartition(".")[2])
        except ValueError:
            continue
        opens = opens_line(text, match.start(), start)
        mark = _Mark(kind, match.group(), value, match.start(), match.end(), opens)
        if _stands_as_heading(text, mark, found[-1] if found else None, latest.get(kind, 0)):
            found.append(mark)
            latest[kind] = mark.value
    return found


def _numbers(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield what `_MARK.finditer` does, trying it only where a number can begin."""
    opening = _MARK_OPENS.search(text, start)
    while opening:
        match = _MARK.match(text, opening.start())
        if match:
            yield match
        opening = _MARK_OPENS.search(text, match.end() if match else opening.start() + 1)


def _stands_as_heading(text: str, mark: _Mark, last: _Mark | None, latest: int) -> bool:
    """Tell whether a number opens a heading; `latest` is the number before it in its own series."""
    following = text[mark.end : mark.end + 1]
    if not following.strip() and mark.kind not in ("article", "chapter", "section"):
        following = text[mark.end : mark.end + 3].strip()[:1]
    if following in "、，。；）)" or (mark.kind == "han" and following in "二三四五六七八九十"):
        return False
    if mark.kind == "article" and following not in " \t\u3000\xa0【（(\n" and mark.value != latest + 1:
        # 第六条市住房城乡建设局……: without a blank only where the numbers go on; 第六条规定 refers to one
        return False
    if mark.line_start:
        return True
    if mark.kind == "decimal":
        return False
    before = text[max(0, mark.start - 40) : mark.start].rstrip(" \t\u3000\xa0")[-1:]
    if last and _LEVELS[last.kind] < _LEVELS[mark.kind] and mark.value in (1, latest + 1):
        # 三、重点任务（一）严控……: right behind the heading above, nothing between but its words
        # 二、建立监管体系，加强行业管理（四）严格准入: a comma may stand in it where the number goes on
        between = text[last.end : min(mark.start, last.end + 61)]
        comma = mark.value > 1 or (last.kind, mark.kind) == ("han", "bracket")
        if 2 <= len(between) <= 60 and not re.search(r"[。；：\n]" if comma else r"[。；：，\n]", between):
            return True
    if not before or before not in _ENDS:
        return False
    if mark.kind in ("bracket", "chapter", "section", "article"):
        return True
    # Within a line 1. is a heading only where it opens a series or goes on with one.
    return mark.value in (1, latest + 1) or mark.kind == "han"


def _heading(text: str, mark: _Mark, limit: int) -> Unit:
    begin = mark.end
    while begin < limit and text[begin] in " \t\u3000\xa0":
        begin += 1
    stop = _LABEL_END.search(text, begin, limit)
    end = stop.start() if stop else limit
    clause = _CLAUSE_OPEN.search(text, begin, end + 1)
    if clause:
        end = min(end, clause.start())
    stock = STOCK_HEADING.match(text, begin, end) if end - begin > _LONG_HEADING else None
    end = stock.end() if stock else end
    label = text[begin:end].strip(" \t\u3000\n")
    heading_end = begin + len(text[begin:end].rstrip())
    return Unit(
        _LEVELS[mark.kind],
        mark.text,
        mark.value,
        label or None,
        Span(mark.start, heading_end),
        Span(heading_end, limit),
        None,
        None,
    )


def _nested(units: list[Unit], annexes: list[int], end: int) -> list[Unit]:
    """Give each unit its parent and let its text reach to the next heading of its own or a higher level.

    An annex begins an outline of its own: what stands above it ends there.
    """
    ends = [end] * len(units)
    parents: list[int | None] = []
    stack: list[int] = []
    for i, unit in enumerate(units):
        begun = bisect_left(annexes, unit.heading.start)
        if stack and begun and annexes[begun - 1] > units[i - 1].heading.start:
            for j in stack:
                ends[j] = annexes[begun - 1]
            stack = []
        while stack and units[stack[-1]].level >= unit.level:
            ends[stack.pop()] = unit.heading.start
        parents.append(stack[-1] if stack else None)
        stack.append(i)
    return [
        Unit(u.level, u.mark, u.ordinal, u.label, u.heading, Span(u.body.start, stop), None, parent)
        for u, stop, parent in zip(units, ends, parents, strict=True)
    ]


def _lost_units(recovered: Recovered, units: list[Unit]) -> tuple[list[Unit], list[tuple[Span, str]]]:
    """Cut a unit at a join where the numbering after it leaps: there a heading was lost with a passage.

    The text behind the join is nobody's but its own: if it opens with a short sentence that does not go on with the
    passage taken out, that is its heading; otherwise its heading is lost.
    """
    gaps: list[tuple[Span, str]] = []
    result: list[Unit] = []
    moved_to: dict[int, int] = {}
    followers = _followers(units)
    for i, unit in enumerate(units):
        follower = followers[i]
        leap = _leap(unit, follower)
        parent = None if unit.parent is None else moved_to[unit.parent]
        moved_to[i] = len(result)
        if not leap or follower is None:
            result.append(unit if parent == unit.parent else replace(unit, parent=parent))
            continue
        gaps.append((Span(unit.heading.start, follower.heading.end), leap))
        joined = bisect_left(recovered.joins, unit.body.end) - 1
        if joined < 0 or recovered.joins[joined] <= unit.body.start:
            result.append(replace(unit, parent=parent))
            continue
        cut = recovered.joins[joined]
        result.append(replace(unit, parent=parent, body=Span(unit.body.start, cut)))
        result.append(_lost_unit(recovered, unit, parent, cut))
    return result, gaps


def _followers(units: list[Unit]) -> list[Unit | None]:
    """Return for each unit the next one of its own or a higher level."""
    followers: list[Unit | None] = [None] * len(units)
    open_units: list[int] = []
    for i, unit in enumerate(units):
        while open_units and units[open_units[-1]].level >= unit.level:
            followers[open_units.pop()] = unit
        open_units.append(i)
    return followers


def _lost_unit(recovered: Recovered, unit: Unit, parent: int | None, cut: int) -> Unit:
    opening = _RUN_IN.match(recovered.text, cut, unit.body.end)
    known = opening is not None and cut not in recovered.tails
    label = opening.group() if opening and known else None
    heading = Span(cut, opening.end()) if opening and known else Span(cut, cut)
    return Unit(unit.level, "", 0, label, heading, Span(heading.end, unit.body.end), None, parent, lost=True)


def _leap(unit: Unit, follower: Unit | None) -> str:
    """Say what is missing between two neighbours of one level, or nothing."""
    if follower is None or follower.level != unit.level or not unit.ordinal:
        return ""
    if follower.ordinal == unit.ordinal + 1 or follower.ordinal == 1:
        return ""
    if follower.ordinal > unit.ordinal + 1:
        return f"{unit.mark}之后是{follower.mark}，其间的标题缺失"
    return f"{unit.mark}之后是{follower.mark}，上级标题缺失"


def _with_paths(units: list[Unit]) -> list[Unit]:
    """Join the numbers from the top down; a parent that was lost leaves the number alone."""
    result: list[Unit] = []
    latest: dict[tuple[int, int | None], tuple[int, bool]] = {}
    for unit in units:
        if unit.lost:
            result.append(unit)
            continue
        ordinal, orphaned = latest.get((unit.level, unit.parent), (0, False))
        # （三） after （六）: the heading above it was lost, and so it is for those that follow.
        orphaned = unit.ordinal != 1 and (orphaned or unit.ordinal <= ordinal)
        latest[(unit.level, unit.parent)] = unit.ordinal, orphaned
        words = unit.mark.rstrip("、．.")
        if unit.parent is not None and not orphaned:
            words = (result[unit.parent].path or "") + words
        u = unit
        result.append(Unit(u.level, u.mark, u.ordinal, u.label, u.heading, u.body, words, u.parent))
    return result
