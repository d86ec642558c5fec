"""What a cell of a table says: nothing, the same as the cell above, a number, a heading, the names of bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph_builder.model import Span
from graph_builder.recognise.duties.bodies import has_body_form
from graph_builder.structure.lines import DITTO

__all__ = [
    "DEEPEST",
    "bodies_only",
    "depth",
    "is_blank",
    "is_ditto",
    "is_heading",
    "is_number",
    "is_ordinal",
    "label_of",
    "mark_of",
    "squeezed",
]

_BLANK = re.compile(r"[\s\u3000]+")
# The same as above: 〃 as the extractors print it, 同上 as people write it
_DITTOES = frozenset((DITTO, "同上", "″", "〞", "〃〃"))
_NOTHING = frozenset(("", "/", "／", "\\", "-", "—", "——", "－", "–", "无", "暂无", "/无"))
_ORDINAL = re.compile(
    r"[（(]?(?:\d{1,4}(?:[.．\-—]\d{1,3}){0,3}|[一二三四五六七八九十百]{1,5}|[①-⑳])[）)]?[、．.]?|第[一二三四五六七八九十百\d]{1,4}[项条类章]"
)
_END_OF_LABEL = re.compile(
    r"[。；：;]|:(?!\d)|[（(〔\[【](?=[^（(〔\[【）)〕\]】\n]{0,400}"
    r"(?:负责|牵头|落实|配合|(?:责任|牵头|配合|实施|指导)(?:单位|部门)))"
)
_MARK = re.compile(
    r"(?P<mark>[一二三四五六七八九十]{1,4}[、．.]|[（(][一二三四五六七八九十\d]{1,4}[）)]|\d{1,3}(?:[、．]|\.(?!\d))|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}(?:部分|类|章|篇))[\s\u3000]{0,4}"
)
_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\xff])[\s\u3000]+(?=[^\x00-\xff])")
_HEADING = 40
# How deep a title within a table lies: 一、 above （一） above the numbers of rows
_DEPTHS = (re.compile(r"第"), re.compile(r"[一二三四五六七八九十]"), re.compile(r"[（(][一二三四五六七八九十]"))
DEEPEST = len(_DEPTHS)
"""Depth of a number that is no title's."""


def squeezed(words: str) -> str:
    """Return the words of a cell without blanks."""
    return _BLANK.sub("", words)


def is_ditto(words: str) -> bool:
    """Tell whether a cell goes on with the one above it."""
    return squeezed(words) in _DITTOES


def is_blank(words: str) -> bool:
    """Tell whether a cell says nothing (/ and 无 included)."""
    return squeezed(words) in _NOTHING


def is_ordinal(words: str) -> bool:
    """Tell whether a cell is a number such as 1, 3.2, 一、 or （二）."""
    return _ORDINAL.fullmatch(squeezed(words)) is not None


def is_number(words: str) -> bool:
    """Tell whether a cell can stand in a column of numbers: of whatever form (A1), no words of another column.

    >>> is_number("3"), is_number("A-1"), is_number("建设")
    (True, True, False)
    """
    words = squeezed(words)
    return is_ordinal(words) or (len(words) <= 8 and re.search(r"[0-9A-Za-z]", words) is not None)


def is_heading(words: str) -> bool:
    """Tell whether a cell is a heading and no prose."""
    words = squeezed(words).rstrip("。；;")
    return len(words) <= _HEADING and not re.search(r"[。；;]", words)


def depth(number: str) -> int:
    """Return how deep a title lies by its number: 一、 above （一） above 1.

    >>> depth("一、"), depth("（二）"), depth("3")
    (1, 2, 3)
    """
    return next((level for level, pattern in enumerate(_DEPTHS) if pattern.match(squeezed(number))), DEEPEST)


def mark_of(words: str) -> str:
    """Return the number that stands before words, or nothing.

    >>> mark_of("（一）修建水库"), mark_of("修建水库")
    ('（一）', '')
    """
    match = _MARK.match(words)
    return match["mark"] if match else ""


def label_of(text: str, cell: Span) -> tuple[Span, str | None, str]:
    """Return the place of the label in a cell of tasks, the label itself, and the number that stands before it.

    The label of a heading is the heading, that of prose its first sentence.
    """
    words = cell.of(text)
    mark = _MARK.match(words)
    begin = mark.end() if mark and mark.end() < len(words) else 0
    stop = _END_OF_LABEL.search(words, begin + 1)
    end = len(words[: stop.start() if stop else len(words)].rstrip())
    label = _BETWEEN_HAN.sub("", words[begin:end].strip()) or None
    return Span(cell.start, cell.start + max(end, 1)), label, mark["mark"] if mark and begin else ""


def bodies_only(text: str, cells: Sequence[Span]) -> bool:
    """Tell whether cells are names of bodies, nearly all of them, and at least three."""
    named = sum(has_body_form(squeezed(cell.of(text))) and cell.end - cell.start <= 20 for cell in cells)
    return named >= 3 and 5 * named >= 4 * len(cells)
