"""How much room a label takes, guessed without a font: Chinese characters are as wide as they are high."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

FONT_SIZE = 13
LINE_HEIGHT = 17
_NARROW = 0.58


@lru_cache(maxsize=65536)
def width(text: str) -> float:
    """Width of one line in pixels at FONT_SIZE.

    >>> width("铜矿"), width("ab")
    (26.0, 15.08)
    """
    return round(FONT_SIZE * sum(_em(character) for character in text), 2)


@lru_cache(maxsize=65536)
def wrap(text: str, ems: float, lines: int) -> tuple[str, ...]:
    """Break a label into at most so many lines of so many ems, about equally long; what is left over is an ellipsis.

    >>> wrap("人力资源社会保障厅", 6, 2)
    ('人力资源社', '会保障厅')
    >>> wrap("人力资源社会保障厅", 5, 1)
    ('人力资源…',)
    """
    rest = " ".join(text.split())
    done: list[str] = []
    while rest and len(done) < lines:
        left = lines - len(done)
        total = sum(map(_em, rest))
        if total > ems and left == 1:
            done.append(rest[: _fitting(rest, ems - 1)].rstrip() + "…")
            break
        share = min(ems, max(ems / 2, total / min(left, -(-total // ems)) + 0.5))
        cut = _fitting(rest, ems if total <= ems else share)
        while 1 < cut < len(rest) and rest[cut] in "、，。；：）〕》":
            cut -= 1
        done.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(done) or ("",)


def _fitting(text: str, ems: float) -> int:
    used = 0.0
    for index, character in enumerate(text):
        used += _em(character)
        if used > ems and index:
            return index
    return len(text)


@lru_cache(maxsize=16384)
def _em(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _NARROW
