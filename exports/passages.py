"""The sentence to which a clause about responsibility belongs, as a table of tasks prints it.

A clause in brackets stands behind the measure that it is about, so the passage reaches back to the clause before, at
most to the beginning of the line; in running text it is the sentence. Where the clause has a cell of a table or a line
of its own (责任单位：……), what stands between the heading of the task and it belongs to it, or else the line above.
"""

from __future__ import annotations

import re

__all__ = ["LONGEST", "passage", "passages"]

LONGEST = 600
"""Characters that a passage may have; more than that fits no row of a printed table."""

_BRACKETS = "（([〔【［<〈"
_CLOSING = re.compile(r"[。；;.！!？?）)\]〕】”]{1,3}")
_OWN_LINE = re.compile(r"[（(\[〔【［]|\w{2,12}[：:]")
_SENTENCE_END = re.compile(r"[。！!？?\n]")


def passages(text: str, clauses: list[tuple[int, int]], headings: list[int]) -> dict[tuple[int, int], str]:
    """Return the passage of each clause; clauses are pairs of offsets into the text, headings where tasks begin.

    >>> passages("一、任务（一）修路。修一条路（市交通局负责）。", [(14, 22)], [0, 4])
    {(14, 22): '（一）修路。修一条路（市交通局负责）。'}
    """
    found, before, at, headings = {}, 0, 0, sorted(headings)
    for start, end in sorted(set(clauses)):
        while at < len(headings) and headings[at] < start:
            at += 1
        heading = headings[at - 1] if at else 0
        found[start, end] = passage(text, start, end, max(heading, before if before <= start else 0))
        before = max(before, end)
    return found


def passage(text: str, start: int, end: int, before: int = 0) -> str:
    """Return the passage of one clause, which does not reach back over `before`."""
    furthest = max(0, start - 4 * LONGEST)
    line = max(text.rfind("\n", furthest, start) + 1, furthest)
    begin = max(line, before)
    if text[start : start + 1] in _BRACKETS:
        closing = _CLOSING.match(text, end)
        finish = closing.end() if closing else end
    else:
        stop = _SENTENCE_END.search(text, max(start, end - 1), end + LONGEST)
        finish = stop.end() if stop else min(len(text), end + LONGEST)
        begin = max([begin, *(stop.end() for stop in _SENTENCE_END.finditer(text, max(begin, start - LONGEST), start))])
    if _fills_a_cell(text, start, end) and before > 0 and start - before <= LONGEST:
        begin = before
    elif line == begin > before and not text[line:start].strip() and _OWN_LINE.match(text, start):
        above = len(text[furthest:line].rstrip()) + furthest
        begin = max(before, furthest, text.rfind("\n", furthest, above) + 1)
    lines = (" ".join(line.split()) for line in text[begin:finish].strip("。；;，, \t\r\n　").splitlines())
    return _fitting("\n".join(line for line in lines if line) + _ending(text, finish))


def _fills_a_cell(text: str, start: int, end: int) -> bool:
    """Tell whether a clause is all that a cell of a table, or a line, has; a sentence ends with its mark."""
    outside = text[start - 1 : start].strip() + text[end : end + 1].strip()
    return start > 0 and not outside and text[end - 1 : end] not in "。；"


def _ending(text: str, finish: int) -> str:
    """Return the mark at which a passage ends, which stripping took away."""
    return last if (last := text[finish - 1 : finish]) in ("。", "；") else ""


def _fitting(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST // 2]}……{words[-LONGEST // 2 + 20 :]}"
