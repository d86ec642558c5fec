"""What a document states, each fact with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph_builder.model.kinds import Change, Direction, FigureKind, Relation, Role
from graph_builder.model.text import Span

__all__ = [
    "Clause",
    "Deadline",
    "DomainFact",
    "Indicator",
    "Mention",
    "Reference",
    "Responsibility",
    "Task",
    "Validity",
]


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
    shown: tuple[Span, ...] = ()
    """Where its parts and words were read, beside `span`."""
    common: bool = False
    """Whether its name is a common one, meant within the place of the document."""
    mention: bool = False
    """Whether it is no thing of its own but the naming of what its links lead to."""
