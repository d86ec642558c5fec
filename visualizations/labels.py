"""How much room a label takes, guessed without a font: Chinese characters are as wide as they are high."""

from __future__ import annotations

import unicodedata

FONT_SIZE = 13
LINE_HEIGHT = 17
_NARROW = 0.58


def width(text: str) -> float:
    """Width of one line in pixels at FONT_SIZE.

    >>> width("铜矿"), width("ab")
    (26.0, 15.08)
    """
    return round(FONT_SIZE * sum(_em(character) for character in text), 2)


def wrap(text: str, ems: float, lines: int) -> tuple[str, ...]:
    """Break a label into at most so many lines of so many ems; what does not fit ends in an ellipsis.

    >>> wrap("人力资源社会保障厅", 6, 2)
    ('人力资源社会', '保障厅')
    >>> wrap("人力资源社会保障厅", 5, 1)
    ('人力资源…',)
    """
    rest, done = " ".join(text.split()), []
    while rest and len(done) < lines:
        cut = _fitting(rest, ems)
        if cut < len(rest) and len(done) == lines - 1:
            done.append(rest[: _fitting(rest, ems - 1)].rstrip() + "…")
            break
        if len(rest) - cut == 1 and cut > 2:
            cut -= 1  # no character stands alone on the last line
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


def _em(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _NARROW
