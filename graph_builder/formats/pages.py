"""Printed pages become text: without page numbers and running heads, tables as lines, paragraphs joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_builder.formats.columns import gutters_of, in_columns, side
from graph_builder.formats.glyphs import Glyph, Line, Page, lines_of
from graph_builder.formats.layout import Cell, table_lines
from graph_builder.formats.paragraphs import Measure, cell_text, measure_of, paragraphs
from graph_builder.formats.rulings import Grid, grids

__all__ = ["MOST_GLYPHS", "MOST_PAGES", "text_of_pages"]

MOST_PAGES, MOST_GLYPHS = 2_000, 1_000_000
"""What no document exceeds; a file with more is not read."""
# — 2 —, - 2 -, ·2·, 第2页, 第 2 页 共 9 页, 2/9
_PAGE_NUMBER = re.compile(
    r"[-—–－―·•~～]{1,3}\s?\d{1,4}\s?[-—–－―·•~～]{1,3}"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/]?\s?[（(]?共\s?\d{1,4}\s?页[）)]?)?|\d{1,4}\s?/\s?\d{1,4}"
    r"|Page \d{1,4}(?: of \d{1,4})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}")
# 一、总体要求……………………3: a line of the table of contents
_CONTENTS = re.compile(r".{1,200}?(?:[.．·•…]\s?){4,200}[-—\s]{0,4}\d{1,4}[-—\s]{0,4}$")
_SERIAL = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.、．]?")
_MARGIN = 0.13  # of the height of a page; GB/T 9704-2012, 5.2.1 leaves 37 of 297 mm above the text
_WINDOW = 400  # rows that a merged cell may cover
_CONTENTS_HEAD = re.compile(r"目\s{0,8}录$")


@dataclass(slots=True)
class _Table:
    """A drawn table with its rows."""

    grid: Grid
    rows: list[list[Cell]]
    page: int


def text_of_pages(pages: Sequence[Page]) -> str:
    """Return the text of printed pages, a paragraph or row of a table in each line; empty where nothing is printed."""
    tables: list[list[_Table]] = []
    outside: list[list[Glyph]] = []
    for number, page in enumerate(pages):
        rest, found = _tables(page, number)
        outside.append(rest)
        tables.append(found)
    gutters = gutters_of(outside)
    lines = [lines_of(rest, gutter) for rest, gutter in zip(outside, gutters, strict=True)]
    _drop_page_numbers(lines, tables, pages)
    _drop_running(lines, pages)
    measures = _measures(lines, pages, gutters)
    printed: list[str] = []
    held: list[tuple[Line, Measure, int]] = []
    open_table: _Table | None = None
    for number, (page_lines, page_tables) in enumerate(zip(lines, tables, strict=True)):
        for item in _in_order(page_lines, page_tables, gutters[number]):
            if isinstance(item, Line):
                if open_table:
                    printed, open_table = printed + table_lines(open_table.rows), None
                place = side(item, gutters[number])
                held.append((item, measures[number][place], 3 * number + place))
            elif open_table and _goes_on(open_table, item):
                _append(open_table, item)
            else:
                printed += paragraphs(held) + (table_lines(open_table.rows) if open_table else [])
                held, open_table = [], item
    printed += (table_lines(open_table.rows) if open_table else []) + paragraphs(held)
    contents = {i for i, line in enumerate(printed) if _CONTENTS.fullmatch(line)}
    contents |= {i for i in range(len(printed)) if i + 1 in contents and _CONTENTS_HEAD.fullmatch(printed[i])}
    kept = [line for i, line in enumerate(printed) if i not in contents and line.strip()]
    return "\n".join(kept) + "\n" if kept else ""


def _in_order(lines: Sequence[Line], tables: Sequence[_Table], gutter: float | None) -> list[Line | _Table]:
    """Return the lines and tables of a page as they are read; a table stands across its columns."""
    ordered: list[Line | _Table] = []
    left = list(lines)
    for table in tables:
        ordered += in_columns([line for line in left if line.base < table.grid.ys[0]], gutter)
        ordered.append(table)
        left = [line for line in left if line.base >= table.grid.ys[0]]
    return ordered + in_columns(left, gutter)


def _tables(page: Page, number: int) -> tuple[list[Glyph], list[_Table]]:
    """Part the characters of a page into those in its tables and the others."""
    rest, found = page.glyphs, []
    for grid in grids(page.rulings):
        within = [glyph for glyph in rest if grid.holds(glyph)]
        rows = grid.rows(within, lambda glyphs, left, right: cell_text(lines_of(glyphs), left, right))
        if sum(1 for row in rows for cell in row if cell.text) < max(2, 0.15 * len(grid.cells)):
            continue  # a drawing, or a frame
        held = set(map(id, within))
        rest = [glyph for glyph in rest if id(glyph) not in held]
        found.append(_Table(grid, rows, number))
    return rest, found


# What stands on every page.


def _drop_page_numbers(lines: list[list[Line]], tables: list[list[_Table]], pages: Sequence[Page]) -> None:
    """Take the numbers of the pages out: in the usual forms, or bare where they count the pages."""
    bare: Counter[int] = Counter()
    for number, page_lines in enumerate(lines):
        edges = _edges(page_lines)
        for line in edges:
            if _PAGE_NUMBER.fullmatch(line.text):
                page_lines.remove(line)
            elif _BARE.fullmatch(line.text):
                bare[int(line.text) - number] += 1
    for number, page_lines in enumerate(lines):
        for line in _edges(page_lines):
            counts = _BARE.fullmatch(line.text) and bare[int(line.text) - number] >= min(2, len(pages))
            if counts and _in_margin(line, pages[number]) and _outside(line, page_lines, tables[number]):
                page_lines.remove(line)


def _edges(lines: list[Line]) -> list[Line]:
    return lines[:1] + lines[1:][-2:]


def _outside(line: Line, lines: list[Line], tables: list[_Table]) -> bool:
    """Tell whether nothing else stands above or below a line."""
    others = [other.base for other in lines if other is not line] + [y for table in tables for y in table.grid.ys]
    return not others or line.base < min(others) or line.base > max(others)


def _in_margin(line: Line, page: Page) -> bool:
    return not _MARGIN * page.height < line.base < (1 - _MARGIN) * page.height


def _drop_running(lines: list[list[Line]], pages: Sequence[Page]) -> None:
    """Take out the lines in the margins of most pages that have the same words, figures apart."""
    for at in (0, -1):
        for _ in range(3):
            seen = Counter(key for own, page in zip(lines, pages, strict=True) if (key := _running(own, page, at)))
            common = {key for key, count in seen.items() if count >= max(2, 0.6 * len(pages))}
            if not common:
                break
            for own, page in zip(lines, pages, strict=True):
                if _running(own, page, at) in common:
                    del own[at]


def _running(lines: Sequence[Line], page: Page, at: int) -> tuple[str, int] | None:
    """Return by what the first or last line of a page is known as a running head; nothing outside the margins."""
    if len(lines) < 2 or not _in_margin(lines[at], page):
        return None
    return re.sub(r"\d+|\s", "", lines[at].text), round(lines[at].base / 4)


def _measures(
    lines: list[list[Line]], pages: Sequence[Page], gutters: Sequence[float | None]
) -> list[tuple[Measure, Measure, Measure]]:
    """Return the measures of each page: of lines across it, and of those in its left and right column.

    Pages of one shape have one measure, left and right pages apart where there are enough.
    """
    groups: dict[tuple[int, int, bool], list[int]] = {}
    for number, page in enumerate(pages):
        groups.setdefault((round(page.width), number % 2, gutters[number] is None), []).append(number)
    whole = measure_of(lines)
    found = [(whole, whole, whole)] * len(pages)
    for (_, _, single), numbers in groups.items():
        if single and sum(len(lines[number]) for number in numbers) < 20:
            continue
        measures = []
        for place in (0, 1, 2):
            own = [[line for line in lines[n] if single or side(line, gutters[n]) == place] for n in numbers]
            measures.append(replace(measure_of(own), indented=whole.indented) if any(own) else whole)
        for number in numbers:
            found[number] = (measures[0], measures[1], measures[2])
    return found


# Tables over several pages.


def _goes_on(above: _Table, below: _Table) -> bool:
    same = len(above.grid.xs) == len(below.grid.xs) and below.page == above.page + 1
    return same and all(abs(a - b) < 8 for a, b in zip(above.grid.xs, below.grid.xs, strict=True))


def _append(above: _Table, below: _Table) -> None:
    """Add the rows of a table's next page: a repeated head is dropped, what the page break cut is mended."""
    rows = [list(row) for row in below.rows]
    head = 0
    while head < min(len(rows), len(above.rows) - 1, 4) and _words(rows[head]) == _words(above.rows[head]):
        head += 1
    rows = rows[head:] if any(any(_words(row)) for row in rows[:head]) else rows
    open_row = above.grid.open_below and below.grid.open_above and len(rows) == len(below.rows)
    if rows and _mend(above.rows, rows[0], len(below.grid.xs) - 1, open_row):
        del rows[0]
    above.rows += rows
    above.grid, above.page = below.grid, below.page


def _words(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _mend(above: list[list[Cell]], first: list[Cell], columns: int, open_row: bool) -> bool:
    """Join the first row of a page with the cells above it; tell whether the whole row went into them.

    The row goes on with the last one where no line parts them, or where the number of the last one is not repeated. Of
    other rows, the empty cells go on with merged ones.
    """
    owners = _owners(above, columns)
    places = [owners[sum(before.columns for before in first[:i])] for i in range(len(first))]
    origins = [above[place[0]][place[1]] if place else Cell("") for place in places]
    unnumbered = any(
        _SERIAL.fullmatch(origin.text) and origin.rows == 1 and not cell.text and cell.rows == 1
        for origin, cell in zip(origins, first, strict=True)
    )
    cut = (open_row or (unnumbered and any(_words(first)))) and all(places)
    kept = []
    for cell, place, origin in zip(first, places, origins, strict=True):
        merged = not cell.text and (cell.rows > 1 or origin.rows > 1) and any(_words(first))
        if place and (cut or merged):
            height = origin.rows + cell.rows - (1 if cut else 0)
            above[place[0]][place[1]] = Cell(origin.text + cell.text, height, origin.columns)
        else:
            kept.append(cell)
    first[:] = kept
    return cut


def _owners(rows: list[list[Cell]], columns: int) -> list[tuple[int, int] | None]:
    """Return the row and place of the cell that covers each column of the last row."""
    owners: list[tuple[int, int] | None] = [None] * columns
    left = [0] * columns
    for index in range(max(0, len(rows) - _WINDOW), len(rows)):
        column = place = 0
        while column < columns:
            if left[column] or place == len(rows[index]):
                left[column] = max(0, left[column] - 1)
                column += 1
                continue
            cell = rows[index][place]
            for covered in range(column, min(columns, column + cell.columns)):
                owners[covered], left[covered] = (index, place), cell.rows - 1
            place, column = place + 1, column + cell.columns
    return owners
