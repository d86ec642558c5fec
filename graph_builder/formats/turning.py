"""Pages that lie on their side: text is read in the direction in which most of a page is set."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph_builder.formats.glyphs import Glyph, Page, Ruling

__all__ = ["direction", "turned", "upright"]


def direction(x: float, y: float) -> int | None:
    """Return in which direction a line of text runs: 0 right, 1 up, 2 left, 3 down; nothing for a slanting one.

    Args:
        x: how far it goes to the right.
        y: how far it goes up.
    """
    length = math.hypot(x, y)
    if not length or not math.isfinite(length):
        return None
    for turn, (right, up) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
        if (x * right + y * up) / length > 0.98:
            return turn
    return None


def turned(turn: int, text: str, x: float, y: float, width: float, size: float) -> Glyph:
    """Return a character that begins at a place of the page, as it lies when its direction runs to the right."""
    x, base = _point(x, y, turn)
    return Glyph(text, x, x + width, base, size)


def upright(width: float, height: float, glyphs: Sequence[tuple[int, Glyph]], rulings: Iterable[Ruling]) -> Page:
    """Return a page as most of it is read; text in another direction is a mark across it and left out."""
    turns = Counter(turn for turn, _ in glyphs)
    turn = max(turns, key=lambda key: (turns[key], -key)) if turns else 0
    kept = [glyph for own, glyph in glyphs if own == turn]
    if not turn:
        return Page(width, height, kept, list(rulings))
    right, down = ((0.0, 0.0), (height, 0.0), (width, height), (0.0, width))[turn]
    lying = [(*_point(line.x0, line.y0, turn), *_point(line.x1, line.y1, turn)) for line in rulings]
    return Page(
        *((height, width) if turn in (1, 3) else (width, height)),
        [replace(glyph, x0=glyph.x0 + right, x1=glyph.x1 + right, base=glyph.base + down) for glyph in kept],
        [Ruling(x0 + right, y0 + down, x1 + right, y1 + down) for x0, y0, x1, y1 in lying],
    )


def _point(x: float, y: float, turn: int) -> tuple[float, float]:
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]
