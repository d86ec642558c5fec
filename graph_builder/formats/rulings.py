"""Tables drawn with lines: which rulings cross, and which cells they part (PDF and OFD).

Unit cells between neighbouring rulings that no wall parts are one merged cell.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph_builder.formats.glyphs import Glyph, Ruling
from graph_builder.formats.layout import Cell

__all__ = ["Grid", "grids", "rulings_of"]

_SNAP = 2.5
_THIN = 3.0
_SHORTEST = 3.0
_MOST_COLUMNS, _MOST_ROWS, _MOST_RULINGS = 64, 400, 1_500


@dataclass(frozen=True, slots=True)
class _Wall:
    """A ruling after joining: its place across, and from where to where it runs."""

    place: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table.

    Attributes:
        xs: where its columns are parted, from the left.
        ys: where its rows are parted, from the top.
        cells: row, column, number of rows and of columns of each cell.
        open_above: whether no line closes the first row, which goes on from the page before.
        open_below: whether no line closes the last row, which goes on over the page.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]
    open_above: bool
    open_below: bool

    def holds(self, glyph: Glyph) -> bool:
        """Tell whether a character is printed within the table."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.35 * glyph.size
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def rows(self, glyphs: Iterable[Glyph], written: Callable[[list[Glyph], float, float], str]) -> list[list[Cell]]:
        """Return the rows with the text of each cell.

        Args:
            glyphs: the characters within the table.
            written: makes text of the characters of a cell, given where the cell begins and ends.
        """
        owner = {
            (row + i, column + j): k
            for k, (row, column, rows, columns) in enumerate(self.cells)
            for i in range(rows)
            for j in range(columns)
        }
        inside: list[list[Glyph]] = [[] for _ in self.cells]
        for glyph in glyphs:
            column = _slot(self.xs, (glyph.x0 + glyph.x1) / 2)
            row = _slot(self.ys, glyph.base - 0.35 * glyph.size)
            inside[owner[row, column]].append(glyph)
        rows: list[list[Cell]] = [[] for _ in range(len(self.ys) - 1)]
        for (row, column, height, width), held in zip(self.cells, inside, strict=True):
            rows[row].append(Cell(written(held, self.xs[column], self.xs[column + width]), height, width))
        return rows


def _slot(places: tuple[float, ...], value: float) -> int:
    return max(0, min(sum(place <= value for place in places) - 1, len(places) - 2))


def rulings_of(points: Sequence[tuple[float, float]], stroke: bool) -> list[Ruling]:
    """Return the rulings that a painted path of straight lines draws: its lines, or itself where it is thin as a line.

    Args:
        points: the corners of the path.
        stroke: whether its lines are drawn; otherwise it is filled.
    """
    if len(points) < 2 or not all(math.isfinite(place) for point in points for place in point):
        return []
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if x1 - x0 < _THIN or y1 - y0 < _THIN:
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return [Ruling(x0, y, x1, y) if x1 - x0 >= y1 - y0 else Ruling(x, y0, x, y1)]
    sides = pairwise(points) if stroke else ()
    return [Ruling(ax, ay, bx, by) for (ax, ay), (bx, by) in sides if abs(ax - bx) < 1 or abs(ay - by) < 1]


def grids(rulings: Iterable[Ruling]) -> list[Grid]:
    """Return the tables that rulings draw, from the top; a frame of one cell or one column is none."""
    level, upright = [], []
    for ruling in rulings:
        x0, x1 = sorted((ruling.x0, ruling.x1))
        y0, y1 = sorted((ruling.y0, ruling.y1))
        if x1 - x0 >= _SHORTEST and y1 - y0 < _SNAP:
            level.append(_Wall((y0 + y1) / 2, x0, x1))
        elif y1 - y0 >= _SHORTEST and x1 - x0 < _SNAP:
            upright.append(_Wall((x0 + x1) / 2, y0, y1))
    level, upright = _joined(level), _joined(upright)
    if len(level) > _MOST_RULINGS or len(upright) > _MOST_RULINGS:
        return []  # a drawing
    found = [grid for walls in _crossing(level, upright) if (grid := _grid(*walls)) is not None]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(walls: list[_Wall]) -> list[_Wall]:
    """Join the pieces of one ruling: those at the same place that touch."""
    joined: list[_Wall] = []
    for places in _clusters(walls):
        place = sum(wall.place for wall in places) / len(places)
        open_wall: _Wall | None = None
        for wall in sorted(places, key=lambda wall: wall.start):
            if open_wall and wall.start <= open_wall.end + _SNAP:
                open_wall = _Wall(place, open_wall.start, max(open_wall.end, wall.end))
                joined[-1] = open_wall
            else:
                open_wall = _Wall(place, wall.start, wall.end)
                joined.append(open_wall)
    return joined


def _clusters(walls: list[_Wall]) -> list[list[_Wall]]:
    clusters: list[list[_Wall]] = []
    for wall in sorted(walls, key=lambda wall: wall.place):
        if clusters and wall.place - clusters[-1][0].place < _SNAP:
            clusters[-1].append(wall)
        else:
            clusters.append([wall])
    return clusters


def _crossing(level: list[_Wall], upright: list[_Wall]) -> list[tuple[list[_Wall], list[_Wall]]]:
    """Part rulings into those that hang together."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            within = across.start - _SNAP <= down.place <= across.end + _SNAP
            if within and down.start - _SNAP <= across.place <= down.end + _SNAP:
                parent[root(j)] = root(i)
    together: dict[int, tuple[list[_Wall], list[_Wall]]] = {}
    for i, across in enumerate(level):
        together.setdefault(root(i), ([], []))[0].append(across)
    for j, down in enumerate(upright, len(level)):
        together.setdefault(root(j), ([], []))[1].append(down)
    return list(together.values())


def _grid(level: list[_Wall], upright: list[_Wall]) -> Grid | None:
    if not level or not upright:
        return None
    # The sides of a table are often left open, and a row that goes on over a page has no line there.
    xs = _places([wall.place for wall in upright], [min(w.start for w in level), max(w.end for w in level)])
    ys = _places([wall.place for wall in level], [min(w.start for w in upright), max(w.end for w in upright)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if not (2 <= columns <= _MOST_COLUMNS and 1 <= rows <= _MOST_ROWS):
        return None

    def wall(walls: list[_Wall], place: float, middle: float) -> bool:
        return any(abs(w.place - place) < _SNAP and w.start - _SNAP <= middle <= w.end + _SNAP for w in walls)

    by_x = {x: [w for w in upright if abs(w.place - x) < _SNAP] for x in xs}
    by_y = {y: [w for w in level if abs(w.place - y) < _SNAP] for y in ys}
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            middle_y = (ys[row] + ys[row + 1]) / 2
            right = column + 1
            while right < columns and (row, right) not in taken and not wall(by_x[xs[right]], xs[right], middle_y):
                right += 1
            below = row + 1
            while below < rows and not any(
                wall(by_y[ys[below]], ys[below], (xs[c] + xs[c + 1]) / 2) or (below, c) in taken
                for c in range(column, right)
            ):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, right))
            cells.append((row, column, below - row, right - column))
    if not any(column for _, column, _, _ in cells):
        return None
    ends = [wall.place for wall in level]
    return Grid(tuple(xs), tuple(ys), tuple(cells), ys[0] < min(ends) - _SNAP, ys[-1] > max(ends) + _SNAP)


def _places(places: list[float], ends: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] >= _SNAP:
            found.append(place)
    found = ([ends[0]] if ends[0] < found[0] - 4 * _SNAP else []) + found
    return found + ([ends[1]] if ends[1] > found[-1] + 4 * _SNAP else [])
