"""Sentences: stretches between the marks 。；！？ and the ends of lines, cut besides where a heading ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["characters", "sentences"]

_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]*[”’）)〕\]】》]*|[。；;！？!?]+[”’）)〕\]】》]*")
_REST = re.compile(r"[^\s。，；：:、]")


def sentences(text: str, start: int, end: int, cuts: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Return where the sentences in `text[start:end]` begin and end, in order; all that is no blank lies in just one.

    Args:
        text: the text that the places refer to.
        start: where to begin.
        end: where to end.
        cuts: places in ascending order at which a sentence is cut in two, where words stand on both sides.
    """
    found: list[tuple[int, int]] = []
    cut, last = 0, len(cuts)
    for match in _SENTENCE.finditer(text, start, end):
        words = match.group()
        begin, stop = match.span()
        bare = words.strip()
        if bare != words:
            if not bare:
                continue
            begin += words.index(bare[0])
            stop = begin + len(bare)
        while cut < last and cuts[cut] <= begin:
            cut += 1
        while cut < last and cuts[cut] < stop:
            at = cuts[cut]
            cut += 1
            if _REST.search(text, at, stop):
                found.append((begin, at))
                begin = at + len(text[at:stop]) - len(text[at:stop].lstrip())
        found.append((begin, stop))
    return found


def characters(text: str, start: int, end: int) -> int:
    """Return the number of characters in `text[start:end]` that are no blanks."""
    return sum(map(len, text[start:end].split()))
