"""Where the facts of a document stand: a sentence that one of them touches gave a fact."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain

from graph_builder.classes import UnreadReason
from graph_builder.model import Reading, Span
from graph_builder.recognise.coverage.words import Word
from graph_builder.structure.dates import DAY, day

__all__ = ["Facts"]

_DAY = re.compile(DAY)
_IGNORED = str.maketrans("", "", '《》〈〉“”"（）()')
# A heading is words that name what follows; a numbered sentence is a sentence.
_LONGEST_HEADING, _SHORT_HEADING = 40, 24
_HEADER_ZONE, _CLOSING_ZONE = 3_000, 1_500
_SHORTEST_TITLE = 8


class _Spans:
    """Spans to ask in ascending order of what is asked for."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted((span.start, span.end) for span in spans if span.end > span.start):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether one of the spans has a character in common with the stretch from `start` to `end`."""
        i = bisect_right(self.ends, start)
        return i < len(self.starts) and self.starts[i] < end


class Facts:
    """The places of what was read in a document."""

    def __init__(self, reading: Reading, tables: Iterable[Span] = ()) -> None:
        """Collect the places of all facts of `reading`, with the tables that were read row by row."""
        duties = [*(r.clause for task in reading.tasks for r in task.responsibilities), *tables]
        names = list(_names(reading))
        figures = [indicator.span for indicator in reading.indicators]
        due = [deadline.span for task in reading.tasks for deadline in task.deadlines]
        headings = list(_headings(reading))
        self._short_headings = _Spans(span for span in headings if span.end - span.start <= _SHORT_HEADING)
        self.cuts = sorted({span.end for span in headings})
        self._all = _Spans(
            iter([*duties, *names, *figures, *due, *headings, *_signature(reading), *(f.span for f in reading.domain)])
        )
        self._of = {
            UnreadReason.DUTY: _Spans(iter([*duties, *names])),
            UnreadReason.DATE: _Spans(iter([*duties, *due, *figures])),
            UnreadReason.TITLE: _Spans(iter(names)),
            UnreadReason.FIGURE: _Spans(iter([*figures, *names])),
        }
        titles = [reference.title or "" for reference in reading.references]
        header = reading.header
        titles += [header.title, header.notice_title or "", header.printed_title or ""]
        self._titles = {_bare(title) for title in titles} - {""}

    def touch(self, start: int, end: int) -> bool:
        """Tell whether a fact stands in a sentence."""
        return self._all.touch(start, end)

    def hold(self, word: Word) -> bool:
        """Tell whether a word lies in a fact of the kind that it promises, or in the name of a document."""
        return self._of[word.reason].touch(word.span.start, word.span.end)

    def head(self, word: Word) -> bool:
        """Tell whether a word of responsibility stands in a short heading: 强化督促落实 names a topic."""
        return word.reason is UnreadReason.DUTY and self._short_headings.touch(word.span.start, word.span.end)

    def names(self, word: Word) -> bool:
        """Tell whether a word is the title of a document that was read elsewhere in the text."""
        return word.reason is UnreadReason.TITLE and _bare(word.words) in self._titles


def _bare(title: str) -> str:
    return "".join(title.translate(_IGNORED).split())


def _names(reading: Reading) -> Iterator[Span]:
    """Yield where titles and numbers of documents stand."""
    header = reading.header
    yield from filter(None, (header.title_span, header.number_span, header.printed_span))
    yield from (reference.span for reference in reading.references)
    # A page repeats the title of its document above and below it; a long one is broken over several lines.
    for title in filter(None, (header.title, header.notice_title)):
        if len(title) >= _SHORTEST_TITLE:
            yield from _occurrences(reading.recovered.text, title)


def _occurrences(text: str, title: str) -> Iterator[Span]:
    """Yield where a title stands, blanks within it left out of account."""
    opening = title[:4]
    at = text.find(opening)
    while at >= 0:
        end, k = at, 0
        while k < len(title) and end < len(text) and (text[end] == title[k] or text[end] in " \n\u3000"):
            k += text[end] == title[k]
            end += 1
        if k == len(title):
            yield Span(at, end)
        at = text.find(opening, max(end if k == len(title) else 0, at + 1))


def _headings(reading: Reading) -> Iterator[Span]:
    """Yield the headings of tasks, which the graph states, and those of other units that only name what follows."""
    yield from (task.heading for task in reading.tasks)
    for unit in reading.outline.units:
        if unit.heading.end - unit.heading.start <= _LONGEST_HEADING:
            yield unit.heading


def _signature(reading: Reading) -> Iterator[Span]:
    """Yield the addressees, the names that sign and the day of signing."""
    header, text = reading.header, reading.recovered.text
    behind = header.title_span.end if header.title_span and header.title_span.end < header.body_start else 0
    if header.addressees:
        start = text.find(header.addressees[0], behind, _HEADER_ZONE)
        end = text.find(header.addressees[-1], start, _HEADER_ZONE) if start >= 0 else -1
        if end >= 0:
            yield Span(start, end + len(header.addressees[-1]))
    opening = min(max(header.body_start, 400), len(text))
    for match in chain(_DAY.finditer(text, 0, opening), _DAY.finditer(text, max(opening, len(text) - _CLOSING_ZONE))):
        if header.signed is None or day(match.group()) != header.signed:
            continue
        line = max(text.rfind("\n", 0, match.start()), text.rfind("。", 0, match.start()))
        if text[match.end() : match.end() + 4].strip()[:2] != "印发" and match.start() - line < 60:
            yield Span(match.start(), match.end())
            for name in header.issuers:
                at = text.rfind(name, max(0, match.start() - 400), match.start())
                if at >= 0 and len(text[at + len(name) : match.start()].strip()) < 60:
                    yield Span(at, at + len(name))
