"""Printed characters with their places, and the lines they stand in: what PDF and OFD files have in common.

All lengths are points (1/72 inch), measured from the upper left corner of the page.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["MISSING", "WIDE_GAP", "Glyph", "Line", "Page", "Ruling", "advance", "lines_of", "repaired", "rows_of"]

MISSING = "〓"
"""Stands for a printed character whose font does not tell what it is."""
WIDE_GAP = "    "
"""Stands between words of a line that are set far apart; `header/signature.py` tells names by it."""
_FARTHEST = 1e6
# CJK Radicals Supplement (U+2E80-2EFF): Unicode gives most of them no decomposition, though the fonts of some printing
# programs name the simplified characters by them.
_RADICALS = dict(zip(
    "⺟⺠⺩⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民王虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟", strict=True))  # fmt: skip
# Blocks whose characters only repeat unified ideographs: Kangxi radicals and compatibility ideographs.
_REPEATS = re.compile("[\u2e9f\u2ef3\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_PRINTED = {0xAD: "-", 0xA0: " ", 0xFFFD: MISSING}
_DROPPED = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]")
_WIDE = re.compile(r"[^\x00-\u02ff]")
# How a numbered or listed paragraph begins; what follows may hang below its first word.
_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[．.、](?!\d)|[①-⑳]"
    r"|附件\s?\d{0,2}[：:](?:\d{1,2}[.．、])?|(?:抄送|主送|分送|注)[：:])\s?"
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: its ends, its base line and its size."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Page:
    """What is printed on a page."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `hang` is where its words begin behind a number, `first` how wide its first word is."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    hang: float
    first: float


def repaired(text: str) -> str:
    """Return what a font calls a character as the character that it prints.

    Kangxi radicals (U+2F00), radicals (U+2E80) and compatibility ideographs (U+F900, U+2F800) become the unified
    ideographs of the same shape; a soft hyphen that is printed is a hyphen.

    >>> repaired("⽂件⻓期\u00ad")
    '文件长期-'
    """
    text = _REPEATS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    text = "".join(_RADICALS.get(c, c) for c in text).translate(_PRINTED)
    return _DROPPED.sub("", text)


def advance(text: str, size: float) -> float:
    """Return how wide a text is that is set in one size, as far as its characters tell."""
    return sum(size if _WIDE.match(c) else size / 2 for c in text)


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters that stand on one base line together, from the top to the bottom of a page."""
    kept = [glyph for glyph in glyphs if _sound(glyph)]
    kept.sort(key=lambda glyph: (glyph.base, glyph.x0))
    rows: list[list[Glyph]] = []
    for glyph in kept:
        # Raised and lowered characters belong to their line.
        if rows and glyph.base - rows[-1][0].base <= 0.4 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def lines_of(glyphs: Iterable[Glyph], gutter: float | None = None) -> list[Line]:
    """Return the lines that characters stand in, from the top to the bottom of a page.

    Args:
        glyphs: the characters.
        gutter: where two columns are parted; a line is cut there if nothing is printed across it.
    """
    rows = rows_of(glyphs)
    return [line for row in rows for part in _parts(row, gutter) if (line := _line(part, row[0].base)) is not None]


def _sound(glyph: Glyph) -> bool:
    places = (glyph.x0, glyph.x1, glyph.base)
    return all(math.isfinite(place) and abs(place) < _FARTHEST for place in places) and 0.5 < glyph.size < 2_000


def _parts(row: list[Glyph], gutter: float | None) -> list[list[Glyph]]:
    """Part a row at the gutter, and where type of another size stands away from the rest, as a remark by a title."""
    row.sort(key=lambda glyph: glyph.x0)
    parts = [row[:1]]
    for before, glyph in pairwise(row):
        large, small = max(before.size, glyph.size), min(before.size, glyph.size)
        gap = glyph.x0 - before.x1
        crosses = gutter is not None and before.x1 <= gutter <= glyph.x0 and gap > 0.8 * small
        if crosses or (large > 1.4 * small and gap > 0.8 * large):
            parts.append([])
        parts[-1].append(glyph)
    return parts


def _line(row: list[Glyph], base: float) -> Line | None:
    printed: list[Glyph] = []
    for glyph in row:
        # Bold type is sometimes made by printing a character twice.
        twice = printed and printed[-1].text == glyph.text and glyph.x0 - printed[-1].x0 < 0.25 * glyph.size
        if not twice and glyph.text:
            printed.append(glyph)
    while printed and not printed[0].text.strip():
        printed.pop(0)
    while printed and not printed[-1].text.strip():
        printed.pop()
    if not printed:
        return None
    sizes = Counter(round(glyph.size * 2) / 2 for glyph in printed)
    size = max(sizes, key=lambda value: (sizes[value], value))
    text, places = _words(printed, size)
    mark = _MARK.match(text)
    end = places[mark.end()] if mark and mark.end() < len(places) else printed[0].x0
    return Line(text, printed[0].x0, printed[-1].x1, base, size, end, _first(text, size))


def _words(row: Sequence[Glyph], size: float) -> tuple[str, list[float]]:
    """Return the text of a line, with blanks where its characters stand apart, and where each character begins."""
    spread = _spread(row)
    text, places = "", []
    end, blank = row[0].x0, False
    for glyph in row:
        if not glyph.text.strip():
            blank = True
            continue
        gap = glyph.x0 - end
        words = ""
        if text and not spread:
            between = text[-1].isascii() and glyph.text[0].isascii()
            if gap > 3 * size:
                words = WIDE_GAP
            elif blank or gap > (0.2 if between else 0.6) * size:
                words = " "
        places += [end] * len(words) + [glyph.x0] * len(glyph.text)
        text += words + glyph.text
        end, blank = max(end, glyph.x1), False
    return text, places


def _spread(row: Sequence[Glyph]) -> bool:
    """Tell whether a line is a name set with wide spaces between all its characters (分散对齐)."""
    letters = [glyph for glyph in row if glyph.text.strip()]
    if len(letters) < 4 or not all(len(glyph.text) == 1 and _WIDE.match(glyph.text) for glyph in letters):
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(letters)]
    return min(gaps) > 0.3 * letters[0].size and max(gaps) < 1.4 * min(gaps) and max(gaps) < 3 * letters[0].size


_OPENING, _CLOSING = "“‘（《〈〔【［(", "，。；：？！、）》〉”’〕】］…—,.;:?!)%％"


def _first(text: str, size: float) -> float:
    """Return the width of what could not be parted from the first word of a line."""
    match = re.match(rf"[{_OPENING}]{{0,3}}(?:[A-Za-z0-9.%+/\-]{{1,40}}|.)[{re.escape(_CLOSING)}]{{0,3}}", text)
    return advance(match.group(), size) if match else size
