"""Task tables that lost their tabs: each cell in a line of its own, below the heads in lines of their own.

They are read only where the cells cannot be mistaken: the heads begin with 序号 and end before the number 1, the
numbers count on, and each row has a cell for each head (rows parted by blank lines may leave out the cells that they
share with the row above). Anything else is a table whose rows were lost: it is reported, not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.model import Span
from graph_builder.recognise.duties.bodies import has_body_form, is_generic, split_bodies
from graph_builder.recognise.tables.cells import is_blank, squeezed
from graph_builder.recognise.tables.columns import Column, Kind, column
from graph_builder.recognise.tables.grids import Grid, Row, is_task_head

__all__ = ["flattened"]

_LINE = re.compile(r"[^\n]+")
# The number of the first row, without which there is no table
_FIRST = re.compile(r"\n[ \t\u3000\xa0]*+1[ \t\u3000\xa0]*+(?:\n|$)")
_HEADS = 12
_LONGEST_HEAD = 24


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    words: str
    opens: bool
    """Whether a blank line stands before it."""


def flattened(text: str, span: Span) -> Iterator[Grid]:
    """Yield the tables in `span` of `text` whose cells are lines of their own; without rows where they are lost."""
    if not _FIRST.search(text, span.start, span.end):
        return
    lines = _lines(text, span)
    i = 0
    while i < len(lines):
        n = _heads(lines, i)
        if not n:
            i += 1
            continue
        columns = tuple(column(line.words) for line in lines[i : i + n])
        heads = tuple(line.span for line in lines[i : i + n])
        rows, end = _rows(text, lines, i + n, columns)
        last = lines[end - 1].span.end if rows else heads[-1].end
        yield Grid(Span(heads[0].start, last), columns, heads, tuple(rows))
        i = max(end, i + n)


def _lines(text: str, span: Span) -> list[_Line]:
    found: list[_Line] = []
    blank = True
    at = span.start
    for match in _LINE.finditer(text, span.start, span.end):
        blank = blank or match.start() > at + 1
        at = match.end()
        words = match.group().strip(" \t\u3000\xa0")
        if words:
            start = match.start() + match.group().index(words[0])
            found.append(_Line(Span(start, start + len(words)), words, blank))
        blank = not words
    return found


def _heads(lines: Sequence[_Line], i: int) -> int:
    """Return how many heads begin at line `i`: from 序号 to the line before the number 1; 0 where none do."""
    first = column(lines[i].words)
    if first is None or first.kind is not Kind.ORDINAL:
        return 0
    for n in range(3, min(_HEADS, len(lines) - i - 1) + 1):
        if lines[i + n].words == "1":
            heads = [line.words for line in lines[i : i + n]]
            return n if is_task_head([column(words) for words in heads]) and _short(heads) else 0
    return 0


def _short(heads: Sequence[str]) -> bool:
    return all(len(squeezed(words)) <= _LONGEST_HEAD and "\t" not in words for words in heads)


def _rows(text: str, lines: Sequence[_Line], i: int, columns: Sequence[Column | None]) -> tuple[list[Row], int]:
    """Return the rows from line `i` on and the line behind them; no rows where they are not certain."""
    rows: list[Row] = []
    parted = lines[i].opens
    number = 0
    while i < len(lines):
        stop = _block_end(lines, i, len(columns)) if parted else min(i + len(columns), len(lines))
        block = lines[i:stop]
        if block[0].words == str(number + 1) and len(block) == len(columns):
            row = _row(text, block, columns)
            number += 1
        else:
            row = _row(text, block, columns) if parted and rows and block[0].words != str(number + 1) else None
        if row is None:
            break
        rows.append(row)
        i = stop
    more = any(line.words == str(number + 1) for line in lines[i : i + 3 * len(columns)])
    return ([], i) if more or number < 2 else (rows, i)


def _block_end(lines: Sequence[_Line], i: int, columns: int) -> int:
    stop = i + 1
    while stop < len(lines) and not lines[stop].opens and stop - i <= columns:
        stop += 1
    return stop


def _row(text: str, block: Sequence[_Line], columns: Sequence[Column | None]) -> Row | None:
    """Return the row of a block of lines, if each of its cells fits its column."""
    missing = len(columns) - len(block)
    leading = next((i for i, c in enumerate(columns) if c and c.kind in (Kind.TEXT, Kind.BODY)), 0)
    if missing < 0 or (missing and missing != leading):
        return None
    if missing and any(c is None or c.kind not in (Kind.ORDINAL, Kind.GROUP, Kind.NAME) for c in columns[:missing]):
        return None
    start = block[0].span.start
    cells = [Span(start, start)] * missing + [line.span for line in block]
    for cell, known in zip(cells, columns, strict=True):
        if known and known.kind is Kind.BODY and not _are_bodies(text, cell):
            return None
    return Row(Span(start, block[-1].span.end), tuple(cells))


def _are_bodies(text: str, cell: Span) -> bool:
    if is_blank(cell.of(text)):
        return True
    if cell.end - cell.start > 200:
        return False
    return all(has_body_form(b.text) or is_generic(b.text) for b in split_bodies(text, cell) if b.text)
