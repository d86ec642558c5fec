"""Where a sentence begins and ends in running text, lines broken in mid-sentence included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from graph_builder.model import Span

__all__ = ["SENTENCE_END", "Lines", "sentence_around"]

SENTENCE_END = re.compile(r"[。；;！？\n]")
# Lines of pages that were typed line by line are about this long; a sentence runs over a few of them.
_FULL_LINE = 18
_MOST_LINES = 12
_FEW_LINES = 20
_MARK_ALONE = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十百]{1,4}[条章]"
)


@dataclass(frozen=True, slots=True)
class Lines:
    """How the lines of a stretch of text end."""

    breaks: tuple[int, ...]
    """The places where `SENTENCE_END` matches, ascending."""
    typed: bool
    """Whether the text was typed line by line, so that most lines end in mid-sentence."""

    @classmethod
    def of(cls, text: str, span: Span) -> Lines:
        """Look at `span` of `text`."""
        breaks = tuple(match.start() for match in SENTENCE_END.finditer(text, span.start, span.end))
        ends = [text[at - 1] for at in breaks if at > span.start and text[at] == "\n" and text[at - 1] != "\n"]
        return cls(breaks, len(ends) > _FEW_LINES and 2 * sum(map(_is_open, ends)) > len(ends))


def sentence_around(text: str, position: int, span: Span, lines: Lines, taken: Sequence[Span]) -> Span:
    """Return the sentence around `position`; the clauses before and behind it are not part of it.

    Args:
        text: the text that the spans refer to.
        position: a place in the sentence.
        span: where the sentence may lie.
        lines: how the lines in `span` end.
        taken: the clauses, ascending.
    """
    start = _start(text, position, span.start, lines)
    end = _end(text, position, span.end, lines.typed)
    i = bisect_left(taken, Span(position, position))
    if i and start < taken[i - 1].end <= position:
        start = taken[i - 1].end
    if i < len(taken) and taken[i].start < end:
        end = max(position, taken[i].start)
    while start < position and text[start] in " \t\u3000":
        start += 1
    while end > position and text[end - 1] in " \t\u3000":
        end -= 1
    return Span(start, end)


def _start(text: str, position: int, limit: int, lines: Lines) -> int:
    breaks = lines.breaks
    for _ in range(_MOST_LINES):
        behind = bisect_left(breaks, position)
        start = breaks[behind - 1] + 1 if behind else limit
        if start <= limit or text[start - 1] != "\n" or not _wrapped(text, start, lines.typed):
            return start
        position = start - 1
    return start


def _end(text: str, position: int, limit: int, typed: bool) -> int:
    end = limit
    for _ in range(_MOST_LINES):
        match = SENTENCE_END.search(text, position, limit)
        end = match.start() if match else limit
        if match is None or match.group() != "\n" or not _wrapped(text, match.end(), typed):
            return end
        position = match.end()
    return end


def _is_open(end: str) -> bool:
    """Tell whether a line that ends with the character `end` ends in mid-sentence."""
    return "\u4e00" <= end <= "\u9fff" or end in "，、"


def _wrapped(text: str, start: int, typed: bool) -> bool:
    """Tell whether the line that begins at `start` goes on with the one above, which ends in mid-sentence."""
    begin = max(text.rfind("\n", max(0, start - 200), start - 1) + 1, start - 200)
    above = text[begin : start - 1].strip(" \t\u3000")
    goes_on = len(above) >= _FULL_LINE and _is_open(above[-1])
    # A numbered line without a full stop is a heading, but not among lines that all end so.
    goes_on = goes_on and (typed or "。" in above or not _MARK_ALONE.match(above))
    return goes_on and "\u4e00" <= text[start : start + 1] <= "\u9fff" and not _MARK_ALONE.match(text, start)
