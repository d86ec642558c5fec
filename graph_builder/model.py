"""The nouns that the steps hand on: frozen, each with the place where it stands.

A `Span` is a half-open range of code points. Up to and including the outline and the recognisers, spans lie in the
recovered text; `Recovered.in_source` leads back to the text as it was read, which is what the graph quotes.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from graph_builder.classes import Account, UnreadReason

__all__ = [
    "LONGEST_QUOTE",
    "Change",
    "Clause",
    "Deadline",
    "Decision",
    "Direction",
    "DomainFact",
    "FigureKind",
    "Finding",
    "Header",
    "Indicator",
    "Mention",
    "Outline",
    "Reading",
    "Recovered",
    "Reference",
    "Relation",
    "Responsibility",
    "Role",
    "Segment",
    "Source",
    "Span",
    "Task",
    "Unit",
    "Validity",
    "Verdict",
]


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


class Role(StrEnum):
    """What a clause makes a body do."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    GUIDE = "guide"
    SUPERVISE = "supervise"


class Relation(StrEnum):
    """How a document stands to another that it names."""

    IMPLEMENTS = "implements"
    ISSUES = "issues"
    AMENDS = "amends"
    REPEALS = "repeals"
    CITES = "cites"


class Verdict(StrEnum):
    """What a person decides about a fact."""

    REJECT = "reject"
    EDIT = "edit"
    ADD = "add"


class Direction(StrEnum):
    """Whether a figure is the least or the most that is meant."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"


class Change(StrEnum):
    """Whether a figure says how much something grows or shrinks."""

    INCREASE = "increase"
    DECREASE = "decrease"


class FigureKind(StrEnum):
    """Whether a figure is to be reached or has been reached."""

    TARGET = "target"
    STATUS = "status"


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


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which something is to be done."""

    words: str
    day: date | None
    """The last day of the period named; None where the words name none that can be dated."""
    span: Span
    recurrence: str | None = None
    """What makes it come again: 每年 in 每年12月底前."""
    rule: str = "deadline.day"


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as printed in a clause, with its role."""

    text: str
    span: Span
    role: Role
    generic: bool = False
    prefix: str = ""
    """The prefix that a body earlier in the list shares with it, such as 市; it is not restored in `text`."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text that says which bodies answer for what stands before it."""

    span: Span
    mentions: tuple[Mention, ...]
    rule: str
    deadline: Deadline | None = None
    running: bool = False
    """Whether it is a statement in running text and no clause of its own."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A body and its role in a task, with the clause that says so."""

    mention: Mention
    clause: Span
    rule: str
    deadline: Deadline | None = None
    convention: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A unit of the outline that orders work."""

    key: str
    """Unique in its document and ASCII, such as 3.1."""
    number: str | None
    label: str | None
    heading: Span
    body: Span
    parent: str | None
    responsibilities: tuple[Responsibility, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    rule: str = "task.heading"

    @property
    def due(self) -> Deadline | None:
        """The deadline by which the task is done as a whole: the latest one, the first of two for one day."""
        dated = [(deadline.day, -deadline.span.start, deadline) for deadline in self.deadlines if deadline.day]
        return max(dated, key=lambda row: row[:2])[2] if dated else None


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document that the text names."""

    title: str | None
    number: str | None
    relation: Relation
    span: Span
    rule: str
    issuer: str | None = None
    """Who issued it, where that stands before the title: 国务院办公厅 in 国务院办公厅《关于水利的意见》."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure: what is counted, how much, in what unit and for which year."""

    label: str
    value: str
    unit: str
    span: Span
    year: int | None = None
    qualifier: str | None = None
    direction: Direction | None = None
    change: Change | None = None
    kind: FigureKind | None = None
    rule: str = "indicator.figure"


@dataclass(frozen=True, slots=True)
class Validity:
    """What a document says of when it is in force: the first and the last day, as far as they can be told."""

    words: str
    span: Span
    start: date | None = None
    end: date | None = None
    rule: str = "validity.day"


@dataclass(frozen=True, slots=True)
class DomainFact:
    """A thing of a domain with what the text says of it, in the terms of the ontology."""

    kind: str
    """Short name of what it is, such as mine; it stands in its IRI."""
    name: str
    span: Span
    mentions: tuple[Span, ...]
    """Every place where it is named, `span` the first."""
    rule: str
    types: tuple[str, ...]
    """IRIs of its classes."""
    variants: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """IRI of a property and of the concept that it leads to."""
    parts: tuple[tuple[str, str, str], ...] = ()
    """IRI of a property, kind and name of another thing of the document that it leads to."""
    words: tuple[tuple[str, str], ...] = ()
    """IRI of a property and its text."""
    common: bool = False
    """Whether its name is a common one, meant within the place of the document."""
    mention: bool = False
    """Whether it is no thing of its own but the naming of what its links lead to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at: text that was not read, a gap, a repetition."""

    kind: str
    message: str
    span: Span
    in_source: bool = False
    """Whether `span` lies in the source and not in the recovered text."""
    reason: UnreadReason | None = None
    """Why it is unread, where it is."""
    word: str = ""
    """The word that promises a fact, as printed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a fact of a reading; it is applied already."""

    verdict: Verdict
    former: str
    """The fact as the program had read it; empty where it was added."""
    subject: str | None
    """Path of the live fact in its document (empty: the document itself); None where nothing is left of it."""
    place: Span | None
    """Where its words stand, in the source."""
    by: str
    day: date | None
    note: str
    kind: str = ""
    """What of the subject it is about, where there is more than one thing: its deadline or its label."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one document."""

    source: Source
    recovered: Recovered
    header: Header
    outline: Outline
    tasks: tuple[Task, ...]
    references: tuple[Reference, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    validity: tuple[Validity, ...] = ()
    domain: tuple[DomainFact, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    account: Account = field(default_factory=Account)
    decisions: tuple[Decision, ...] = ()

    def place(self, span: Span, in_source: bool = False) -> Span:
        """Return where in the source a span stands; of one longer than `LONGEST_QUOTE`, its beginning.

        A finding may be about megabytes: what the graph quotes of it is enough to find it by.
        """
        place = span if in_source else self.recovered.in_source(span)
        return place if place.end - place.start <= LONGEST_QUOTE else Span(place.start, place.start + LONGEST_QUOTE)
