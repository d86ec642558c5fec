"""What a document is by its form: its header and its outline."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph_builder.model.text import Span

__all__ = ["Header", "Outline", "Unit"]


@dataclass(frozen=True, slots=True)
class Header:
    """The elements of GB/T 9704-2012 that stand around the body (7.2.5, 7.3.1, 7.3.2, 7.3.5)."""

    title: str = ""
    title_span: Span | None = None
    untitled: bool = False
    """Whether no title is printed; `title` then holds the first words, so that the document can be told from others."""
    notice_title: str | None = None
    """Title of the notice that prints the document, where one does."""
    number: str | None = None
    number_span: Span | None = None
    issuers: tuple[str, ...] = ()
    signed: date | None = None
    published: date | None = None
    addressees: tuple[str, ...] = ()
    printed_title: str | None = None
    """Title of the document as the notice names it."""
    printed_span: Span | None = None
    body_start: int = 0
    """Where the body of the document itself begins."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading and the text up to the next heading of its own or a higher level."""

    level: int
    mark: str
    """The number as printed, such as 三、 or （一）; empty where the heading has none."""
    ordinal: int
    label: str | None
    heading: Span
    body: Span
    path: str | None
    """Path of numbers joined, such as 三（一）; None where it is lost."""
    parent: int | None
    lost: bool = False
    """Whether the heading or its number was lost with a passage."""


@dataclass(frozen=True)
class Outline:
    """The units in document order; `Unit.parent` is an index into `units`."""

    units: tuple[Unit, ...]
    gaps: tuple[tuple[Span, str], ...] = ()
    """Places where the numbering leaps, with what is missing."""

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.heading.start for unit in self.units]

    def innermost(self, position: int) -> int | None:
        """Return the index of the unit whose own text holds `position`."""
        index = bisect_right(self._starts, position) - 1
        while index >= 0:
            unit = self.units[index]
            if position < unit.body.end:
                return index
            index = -1 if unit.parent is None else unit.parent
        return None
