"""Pages in two columns, as gazettes (公报) are set: where the gutter stands, and in which order lines are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph_builder.formats.glyphs import Glyph, Line, rows_of

__all__ = ["gutters_of", "in_columns", "side"]

_FEWEST = 8  # lines that a column has


def gutters_of(pages: Sequence[Sequence[Glyph]]) -> list[float | None]:
    """Return where the gutter of each page stands, or nothing for a page in one column.

    A page with few lines has the gutter that most other pages have, unless they are printed across it.
    """
    rows = [[piece for row in rows_of(glyphs) for piece in _pieces(row)] for glyphs in pages]
    found = [_gutter(pieces) for pieces in rows]
    sure = sorted(gutter for gutter in found if gutter is not None)
    if not sure or len(sure) < 0.5 * len(pages):
        return found
    usual = sure[len(sure) // 2]
    across = [sum(1 for piece in pieces if piece[0] < usual < piece[1]) for pieces in rows]
    return [
        usual if gutter is None and crossing <= 0.3 * len(pieces) else gutter
        for gutter, crossing, pieces in zip(found, across, rows, strict=True)
    ]


def _gutter(pieces: Sequence[tuple[float, float, float]]) -> float | None:
    """Return the gutter of a page by the pieces of its lines.

    Lines on its left end close to it, for they are full; those on its right begin flush; few are printed across. The
    columns of a list are not full.
    """
    if len(pieces) < 2 * _FEWEST:
        return None
    left, right = min(piece[0] for piece in pieces), max(piece[1] for piece in pieces)
    size = sorted(piece[2] for piece in pieces)[len(pieces) // 2]
    middle = [round(piece[0]) for piece in pieces if 0.4 < (piece[0] - left) / (right - left) < 0.6]
    if right - left < 10 * size or len(middle) < _FEWEST:
        return None
    counts = Counter(middle)
    start = max(counts, key=lambda place: (counts[place], -place)) - 1.0
    behind = [piece[0] for piece in pieces if piece[0] >= start]
    before = sorted(piece[1] for piece in pieces if piece[1] <= start)
    if min(len(before), len(behind)) < _FEWEST or len(before) + len(behind) < 0.7 * len(pieces):
        return None
    end = before[int(0.9 * (len(before) - 1))]
    full = sum(1 for place in before if abs(place - end) < 1.3 * size)
    flush = sum(1 for place in behind if place - start < 0.5 * size)
    columns = full > 0.5 * len(before) and flush > 0.5 * len(behind) and start - end > 0.8 * size
    return (end + start) / 2 if columns else None


def _pieces(row: Sequence[Glyph]) -> list[tuple[float, float, float]]:
    """Return where the pieces of a row begin and end that wide gaps part, and the size of their type."""
    pieces: list[tuple[float, float, float]] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if not glyph.text.strip():
            continue
        if pieces and glyph.x0 - pieces[-1][1] < glyph.size:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], glyph.x1), glyph.size)
        else:
            pieces.append((glyph.x0, glyph.x1, glyph.size))
    return pieces


def side(line: Line, gutter: float | None) -> int:
    """Return 1 for a line left of the gutter, 2 for one right of it, 0 for one across it."""
    if gutter is None or line.x0 < gutter < line.x1:
        return 0
    return 1 if line.x1 <= gutter else 2


def in_columns(lines: Sequence[Line], gutter: float | None) -> list[Line]:
    """Return the lines of a page in the order in which they are read: the left column down, then the right one.

    What stands across both columns parts what is above it from what is below.
    """
    ordered: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        place = side(line, gutter)
        if place:
            columns[place - 1].append(line)
        else:
            ordered += [*columns[0], *columns[1], line]
            columns = ([], [])
    return [*ordered, *columns[0], *columns[1]]
