"""Where a sentence begins and ends in running text, lines broken in mid-sentence included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from graph_builder.model import Span

__all__ = ["SENTENCE_END", "sentence_around"]

SENTENCE_END = re.compile(r"[。；;！？\n]")
# Lines of pages that were typed line by line are about this long; a sentence runs over a few of them.
_FULL_LINE = 18
_MOST_LINES = 12
_MARK_ALONE = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十百]{1,4}[条章]"
)


def sentence_around(text: str, position: int, span: Span, breaks: Sequence[int], taken: Sequence[Span]) -> Span:
    """Return the sentence around `position`; the clauses before and behind it are not part of it.

    Args:
        text: the text that the spans refer to.
        position: a place in the sentence.
        span: where the sentence may lie.
        breaks: the places in `span` where `SENTENCE_END` matches, ascending.
        taken: the clauses, ascending.
    """
    start = _start(text, position, span.start, breaks)
    end = _end(text, position, span.end)
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


def _start(text: str, position: int, limit: int, breaks: Sequence[int]) -> int:
    for _ in range(_MOST_LINES):
        behind = bisect_left(breaks, position)
        start = breaks[behind - 1] + 1 if behind else limit
        if start <= limit or text[start - 1] != "\n" or not _wrapped(text, start):
            return start
        position = start - 1
    return start


def _end(text: str, position: int, limit: int) -> int:
    end = limit
    for _ in range(_MOST_LINES):
        match = SENTENCE_END.search(text, position, limit)
        end = match.start() if match else limit
        if match is None or match.group() != "\n" or not _wrapped(text, match.end()):
            return end
        position = match.end()
    return end


def _wrapped(text: str, start: int) -> bool:
    """Tell whether the line that begins at `start` goes on with the one above, which ends in mid-sentence."""
    begin = max(text.rfind("\n", max(0, start - 200), start - 1) + 1, start - 200)
    above = text[begin : start - 1].strip(" \t\u3000")
    goes_on = len(above) >= _FULL_LINE and "\u4e00" <= above[-1] <= "\u9fff" and not _MARK_ALONE.match(above)
    return goes_on and "\u4e00" <= text[start : start + 1] <= "\u9fff" and not _MARK_ALONE.match(text, start)
