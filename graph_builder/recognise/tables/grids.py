"""Task tables in a text: the head, the columns and the rows of cells, each with its place.

A row is a line with tabs (`formats/layout.py` prints every table so, and what is pasted from a word processor or a
spreadsheet has them too). A table begins with a head that names tasks and bodies, on one line or two (责任分工 over
牵头单位 and 配合单位), and goes on while rows follow; a line between two rows is a title within the table. A cell
pasted with its line breaks goes on in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.model import Span
from graph_builder.recognise.tables.cells import is_ditto, is_ordinal, squeezed
from graph_builder.recognise.tables.columns import Column, Kind, column
from graph_builder.structure.lines import is_row

__all__ = ["Grid", "Row", "cells_of", "grids", "is_task_head"]

_LINE = re.compile(r"[^\n]+")
# 一、重点任务; （一）…; 第一部分
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,4}[、．.]|[（(][一二三四五六七八九十]{1,4}[）)]|\d{1,3}[、．.]|第[一二三四五六七八九十]{1,3}(?:部分|类|章|篇))"
)
_PAGE = re.compile(r"[-—–－\s]{0,4}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/共]\s?\d{1,4}\s?页?)?[-—–－\s]{0,4}")
_CAPTION = re.compile(r"(?:附\s?[件表]|表)\s?[\d一二三四五六七八九十]{0,3}(?:$|[\s\u3000:：.、])")
_NUMBER = re.compile(r"\d{1,3}")
_LONGEST_HEAD = 24
_COLUMNS = 40
_TITLES = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its place and its cells in the order of the columns; a title within the table has but one."""

    span: Span
    cells: tuple[Span, ...]
    title: bool = False
    resumes: bool = False
    """Whether a new page begins with it: what it leaves blank may go on from the page before."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A task table: what its columns hold (None: nothing of ours), the words of their heads, the rows below."""

    span: Span
    columns: tuple[Column | None, ...]
    heads: tuple[Span, ...]
    rows: tuple[Row, ...]


def is_task_head(columns: Sequence[Column | None]) -> bool:
    """Tell whether columns are those of a task table: they name tasks and bodies, and not only weakly."""
    tasks = [c for c in columns if c and c.kind in (Kind.NAME, Kind.TEXT)]
    bodies = [c for c in columns if c and c.kind is Kind.BODY]
    strong = any(not c.weak for c in tasks) or any(not c.weak for c in bodies)
    return bool(tasks) and bool(bodies) and strong


def cells_of(text: str, line: Span) -> list[Span]:
    """Return the cells of a row, without the blanks and quotation marks around them."""
    cells = []
    start = line.start
    for words in line.of(text).split("\t"):
        cells.append(_trimmed(text, Span(start, start + len(words))))
        start += len(words) + 1
    return cells


def _trimmed(text: str, cell: Span) -> Span:
    words = cell.of(text)
    start = cell.start + len(words) - len(words.lstrip())
    return Span(start, max(start, cell.start + len(words.rstrip())))


def grids(text: str, span: Span) -> Iterator[Grid]:
    """Yield the task tables in `span` of `text`, in order."""
    if "\t" not in text:
        return
    lines = [Span(*match.span()) for match in _LINE.finditer(text, span.start, span.end) if match.group().strip()]
    rows = [is_row(line.of(text)) for line in lines]
    i = 0
    while i < len(lines):
        head = _head(text, lines, rows, i) if rows[i] else None
        if head is None:
            i += 1
            continue
        grid, i = _grid(text, lines, rows, i, head)
        if grid:
            yield grid


@dataclass(frozen=True, slots=True)
class _Head:
    columns: tuple[Column | None, ...]
    heads: tuple[Span, ...]
    lines: tuple[str, ...]


def _head(text: str, lines: list[Span], rows: list[bool], i: int) -> _Head | None:
    """Return the head that begins at line `i`, of two lines where the second one parts heads of the first."""
    above = _head_cells(text, lines[i])
    if above is None:
        return None
    below = _head_cells(text, lines[i + 1]) if i + 1 < len(lines) and rows[i + 1] else None
    for second in (below, None) if below is not None and _parts(text, above, below) else (None,):
        heads = _joined(text, above, second or [])
        columns = _by_body([column(head.of(text)) for head in heads], [head.of(text) for head in heads])
        if is_task_head(columns) or _may_have_bodies(columns):
            used = lines[i : i + (2 if second else 1)]
            return _Head(columns, tuple(heads), tuple(squeezed(line.of(text)) for line in used))
    return None


def _head_cells(text: str, line: Span) -> list[Span] | None:
    """Return the cells of a line that can be a head: all of them short, at least one that says what a column holds."""
    if line.end - line.start > _COLUMNS * _LONGEST_HEAD:
        return None
    cells = cells_of(text, line)
    words = [squeezed(cell.of(text)) for cell in cells]
    if len(cells) > _COLUMNS or any(len(w) > 2 * _LONGEST_HEAD for w in words) or is_ordinal(words[0]):
        return None
    return cells if any(column(w) for w in words) else None


def _parts(text: str, above: list[Span], below: list[Span]) -> bool:
    """Tell whether the second line of a head stands under the heads of the first that span several columns."""
    known = 0
    for i, cell in enumerate(below):
        words = cell.of(text)
        if is_ditto(words) or not words:
            continue
        spans = i >= len(above) or not above[i].of(text) or (i + 1 < len(above) and not above[i + 1].of(text))
        if not spans and i != len(above) - 1:
            return False
        known += column(words) is not None
    return known > 0


def _joined(text: str, above: list[Span], below: list[Span]) -> list[Span]:
    heads = list(above)
    for i, cell in enumerate(below):
        if i >= len(heads):
            heads.append(cell)
        elif cell.of(text) and not is_ditto(cell.of(text)):
            heads[i] = cell
    return heads


def _by_body(columns: list[Column | None], heads: list[str]) -> tuple[Column | None, ...]:
    """Return the columns; under 单位 and 职责分工 alone, the second holds what the first is to do."""
    if any(c and c.kind in (Kind.NAME, Kind.TEXT) for c in columns) or not any(c and c.weak for c in columns):
        return tuple(columns)
    shares = [squeezed(head).endswith("分工") for head in heads]
    return tuple(Column(Kind.TEXT) if share else known for known, share in zip(columns, shares, strict=True))


def _may_have_bodies(columns: Sequence[Column | None]) -> bool:
    """Tell whether a head names tasks with their numbers or times, so that the cells may name the bodies."""
    tasks = [c for c in columns if c and c.kind in (Kind.NAME, Kind.TEXT)]
    others = any(c and c.kind in (Kind.ORDINAL, Kind.DEADLINE) for c in columns)
    return others and any(not c.weak for c in tasks)


def _grid(text: str, lines: list[Span], rows: list[bool], i: int, head: _Head) -> tuple[Grid | None, int]:
    """Return the table whose head begins at line `i`, and the line behind it."""
    first = lines[i]
    i += len(head.lines)
    found: list[Row] = []
    titles: list[Row] = []
    end = first.end
    turned = False
    while i < len(lines):
        line = lines[i]
        words = line.of(text)
        if not rows[i] and "\t" not in words.rstrip():
            if not _goes_on(text, lines, rows, i, head) or len(titles) >= _TITLES:
                break
            titles.append(Row(line, (_trimmed(text, line),), title=True))
        elif squeezed(words) in head.lines:
            titles, turned = [], True
        elif rows[i] and _head(text, lines, rows, i):
            break
        else:
            cells = cells_of(text, line)
            whole = _continued(text, found[-1], cells, line, head) if found else None
            if whole:
                found[-1] = whole
            else:
                kept = [title for title in titles if not _PAGE.fullmatch(title.cells[0].of(text))]
                found += kept
                found.append(Row(line, tuple(cells[:_COLUMNS]), resumes=turned or len(kept) < len(titles)))
            titles, turned = [], False
            end = line.end
        i += 1
    i -= len(titles)
    numbered = any(_NUMBER.fullmatch(row.cells[0].of(text)) for row in found)
    if not numbered and any(_NUMBER.fullmatch(line.of(text).strip()) for line in lines[i : i + 2]):
        # The number of a row alone in its line: the rows have lost their tabs.
        return Grid(Span(first.start, first.end), head.columns, head.heads, ()), i
    return (Grid(Span(first.start, end), head.columns, head.heads, tuple(found)) if found else None), i


def _goes_on(text: str, lines: list[Span], rows: list[bool], i: int, head: _Head) -> bool:
    """Tell whether a line without tabs stands within the table: as a title, a page number or part of a cell."""
    words = squeezed(lines[i].of(text))
    if _CAPTION.match(lines[i].of(text).strip()):
        return False
    following = next((j for j in range(i + 1, min(len(lines), i + 1 + _TITLES)) if rows[j]), None)
    if following is None:
        return False
    if _broken(text, cells_of(text, lines[following]), head):
        return True
    title = len(words) <= 60 and (_SECTION.match(words) is not None or words[-1] not in "。；：:;，,")
    near = all(len(lines[j].of(text)) <= 80 for j in range(i, following)) and following - i <= 4
    return (title and near) or _PAGE.fullmatch(words) is not None


def _broken(text: str, cells: list[Span], head: _Head) -> bool:
    """Tell whether a line goes on with the row above: where its number should stand there are other words."""
    if not head.columns or head.columns[0] is None or head.columns[0].kind is not Kind.ORDINAL:
        return False
    words = cells[0].of(text)
    return bool(words) and not is_ditto(words) and not is_ordinal(words) and not _total(words) and len(cells) > 1


def _total(words: str) -> bool:
    return squeezed(words) in ("合计", "总计", "小计", "总分", "共计", "注", "备注", "说明") or words.startswith("注：")


def _continued(text: str, above: Row, cells: list[Span], line: Span, head: _Head) -> Row | None:
    """Return the row above together with this line, where a cell pasted with its line break goes on in it."""
    if above.title or not _broken(text, cells, head) or len(above.cells) + len(cells) - 1 > len(head.columns):
        return None
    joined = Span(above.cells[-1].start, max(cells[0].end, above.cells[-1].end))
    return Row(Span(above.span.start, line.end), (*above.cells[:-1], _unquoted(text, joined), *cells[1:]))


def _unquoted(text: str, cell: Span) -> Span:
    """Take off the quotation marks that a spreadsheet puts around a cell with line breaks."""
    words = cell.of(text)
    if len(words) > 1 and words[0] == words[-1] == '"':
        return _trimmed(text, Span(cell.start + 1, cell.end - 1))
    return cell
