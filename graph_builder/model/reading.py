"""All that was read in a document, what a person should look at and what people decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph_builder.classes import Account, UnreadReason
from graph_builder.model.facts import DomainFact, Indicator, Reference, Task, Validity
from graph_builder.model.kinds import Verdict
from graph_builder.model.structure import Header, Outline
from graph_builder.model.text import LONGEST_QUOTE, Recovered, Source, Span

__all__ = ["Decision", "Finding", "Reading"]


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
