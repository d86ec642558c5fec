"""How a table becomes lines of text, alike for every form of file.

A row is a line, its cells are parted by tabs. A cell that goes on with the one above it (merged cells) holds the ditto
mark 〃; a cell that spans several columns is followed by empty ones. Paragraphs in a cell are joined by one space, so
that a row stays a line. `recognise/tables/` reads these lines, whichever file they came from.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from graph_builder.structure.lines import DITTO

__all__ = ["Cell", "table_lines"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the number of rows and columns that it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    r"""Return the lines of a table whose rows name each cell once, where it begins (as in HTML).

    >>> table_lines([[Cell("一"), Cell("市教育局", rows=2)], [Cell("二")]])
    ['一\t市教育局', '二\t〃']
    """
    lines = []
    below: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for row in rows:
        cells: list[str] = []
        covered: dict[int, int] = {}
        waiting = deque(row)
        column, last = 0, max(below, default=-1)
        while waiting or column <= last:
            if below.get(column):
                cells.append(DITTO)
                if below[column] > 1:
                    covered[column] = below[column] - 1
                column += 1
            elif waiting:
                cell = waiting.popleft()
                width = max(1, cell.columns)
                cells += [" ".join(cell.text.split()), *[""] * (width - 1)]
                if cell.rows > 1:
                    covered.update(dict.fromkeys(range(column, column + width), cell.rows - 1))
                column += width
            else:
                cells.append("")
                column += 1
        below = covered
        lines.append("\t".join(cells).rstrip("\t"))
    return lines
