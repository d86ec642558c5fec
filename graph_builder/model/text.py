"""Texts and places in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

__all__ = ["LONGEST_QUOTE", "Recovered", "Segment", "Source", "Span"]


LONGEST_QUOTE = 20_000
"""Code points of the longest quote: what a fact says stands in far fewer."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `[start, end)` of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, position: int) -> bool:
        """Tell whether `position` lies inside."""
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read: `text` is what every offset in the graph refers to."""

    name: str
    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the source that the recovered text keeps; `at` is its place in the recovered text."""

    source: Span
    at: int


@dataclass(frozen=True)
class Recovered:
    """The text with repeated passages taken out, and the way back to the source."""

    text: str
    segments: tuple[Segment, ...]
    joins: tuple[int, ...] = ()
    """Places in `text` where a repeated passage was taken out."""
    tails: frozenset[int] = frozenset()
    """The joins after which the text goes on with the repeated passage's own series, not with what stood before."""
    repeats: tuple[Span, ...] = ()
    """The passages taken out, as spans of the source."""

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.at for segment in self.segments]

    def position_in_source(self, position: int) -> int:
        """Return the place in the source of the character at `position`."""
        segment = self.segments[bisect_right(self._starts, position) - 1]
        return segment.source.start + position - segment.at

    def in_source(self, span: Span) -> Span:
        """Return the stretch of the source for `span`; where a passage was cut out of it, up to the cut."""
        start = self.position_in_source(span.start)
        if span.end <= span.start:
            return Span(start, start)
        end = self.position_in_source(span.end - 1) + 1
        if end - start == span.end - span.start:
            return Span(start, end)
        segment = self.segments[bisect_right(self._starts, span.start) - 1]
        return Span(start, min(segment.source.end, start + span.end - span.start))
