"""What is said about one stretch of text: the characters that count, and what became of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph_builder.model import Span

__all__ = ["Explained", "Mark", "Part", "sentence_around"]

_ENDS = re.compile(r"[。；;！？\n]")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that count, and as what: `clause`, `body`, `role` or `words`."""

    span: Span
    what: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was read: `text` as printed, and what it became as pairs of (name, words)."""

    what: str
    text: str
    span: Span | None = None
    says: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A fact, or a sentence that gave none; all spans lie in the text that `policykg text` prints."""

    kind: str
    rule: str
    """Name of the rule, a key of `RULES`; empty where none fired."""
    span: Span
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...] = ()
    task: str = ""
    """Key of the task that it belongs to."""
    why: tuple[tuple[str, str], ...] = ()
    """What else decided, as pairs of (name, words)."""


def sentence_around(text: str, span: Span) -> Span:
    """Return the sentence that `span` stands in; a clause of its own comes with the sentence before it.

    >>> text = "甲。改造食堂。（市教育局负责）乙。"
    >>> sentence_around(text, Span(7, 15)).of(text)
    '改造食堂。（市教育局负责）'
    """
    before = text[max(0, span.start - _LONGEST) : span.start]
    alone = text[span.start : span.start + 1] in "（(〔[【"
    whole = before.rstrip("。；;！？ \u3000") if alone else before
    breaks = [match.end() for match in _ENDS.finditer(whole)]
    start = span.start - len(before) + (breaks[-1] if breaks else 0)
    start = _behind_clause(text, start, span.start)
    while start < span.start and text[start] in " \t\u3000":
        start += 1
    closed = text[span.end - 1 : span.end] in ("。", "；", "\n", "）", "〕", ")", "】") or alone
    stop = None if closed else _ENDS.search(text, span.end, span.end + _LONGEST)
    end = span.end if closed else (stop.start() + (stop.group() != "\n") if stop else min(len(text), span.end))
    return Span(start, max(end, span.end))


def _behind_clause(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind the clause in brackets that closes the one before it."""
    while start < end and text[start] in "（(〔[【":
        depth, i = 0, start
        while i < end:
            depth += (text[i] in "（(〔[【") - (text[i] in "）)〕]】")
            i += 1
            if not depth:
                break
        # （二）加强…… opens the sentence itself
        if depth or i - start < 6:
            break
        start = i
    return start
