"""Step 6, in part: deadlines, validity and figures as quads.

What hangs on a node of its own here (`pol:Deadline`, `pol:Validity`, `pol:Indicator`) keeps its words and its place;
a shortcut on the task or the document says the same in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from graph_builder.model import Deadline, Indicator, Span, Task, Validity
from graph_builder.recognise.figures.units import quantity
from graph_builder.recognise.times.deadlines import statement
from graph_builder.recognise.times.validity import in_force
from graph_builder.state import nquads as nq
from graph_builder.state.facts import DEADLINE
from graph_builder.state.places import Adder
from ontology.terms import ELI, POL, PREFIXES, QUDT, RDF, RDFS

__all__ = ["Writer", "state_deadlines", "state_indicator", "state_latest", "state_validity"]


class Writer(Adder, Protocol):
    """Where quads go, and how a fact gets its evidence."""

    def fact(self, subject: str, kind: str, rule: str, span: Span, *paths: str) -> None:
        """State a fact with the place in the recovered text that states it, its rule and who read or decided it."""


def state_latest(write: Writer, subject: str, deadlines: Iterable[Deadline]) -> None:
    """State the latest day by which a task or duty is due; where none has a day, nothing."""
    dated = [(d.day, -d.span.start, d.words) for d in deadlines if d.day]
    if dated:
        day, _, words = max(dated)
        write.add(subject, POL.deadline, nq.day(day))
        write.add(subject, POL.deadlineText, nq.text(words))


def state_deadlines(write: Writer, subject: str, task: Task, text: str) -> dict[Span, str]:
    """State every deadline of a task, those of its duties included; return the term of each by its place."""
    path = f"task/{task.key}"
    own = {d.span: (d, path + DEADLINE) for d in task.deadlines}
    duties = enumerate(task.responsibilities, 1)
    every = {d.span: (d, f"{path}/responsibility/{n}") for n, duty in duties if (d := duty.deadline)} | own
    nodes: dict[Span, str] = {}
    for n, (span, (deadline, decided)) in enumerate(sorted(every.items()), 1):
        node = nodes[span] = nq.part(subject, f"/deadline/{n}")
        write.add(subject, POL.hasDeadline, node)
        write.fact(node, POL.Deadline, deadline.rule, statement(text, span), decided)
        write.add(node, POL.deadlineText, nq.text(deadline.words))
        if deadline.day:
            write.add(node, POL.deadline, nq.day(deadline.day))
        if deadline.recurrence:
            write.add(node, POL.recurrence, nq.text(deadline.recurrence))
    return nodes


def state_validity(write: Writer, document: str, validity: Sequence[Validity]) -> None:
    """State when a document takes effect and ceases to."""
    for n, said in enumerate(validity, 1):
        _state_validity(write, document, n, said)
    start, end = in_force(validity)
    if start:
        write.add(document, ELI.first_date_entry_in_force, nq.day(start))
    if end:
        write.add(document, ELI.date_no_longer_in_force, nq.day(end))


def _state_validity(write: Writer, document: str, n: int, validity: Validity) -> None:
    subject = nq.part(document, f"/validity/{n}")
    write.fact(subject, POL.Validity, validity.rule, validity.span)
    write.add(subject, POL.inDocument, document)
    write.add(subject, POL.validityText, nq.text(validity.words))
    if validity.start:
        write.add(subject, POL.validFrom, nq.day(validity.start))
    if validity.end:
        write.add(subject, POL.validUntil, nq.day(validity.end))


def state_indicator(write: Writer, document: str, n: int, indicator: Indicator) -> str:
    """State a figure as printed and, where the unit is known, as a number that can be compared; return its term."""
    subject = nq.part(document, f"/indicator/{n}")
    write.fact(subject, POL.Indicator, indicator.rule, indicator.span, f"indicator/{n}")
    write.add(subject, POL.inDocument, document)
    write.add(subject, RDFS.label, nq.text(indicator.label, "zh"))
    write.add(subject, QUDT.numericValue, nq.decimal(indicator.value))
    write.add(subject, POL.unitText, nq.text(indicator.unit))
    known = quantity(indicator.value, indicator.unit)
    if known:
        value = nq.part(subject, "/value")
        write.add(subject, QUDT.quantityValue, value)
        write.add(value, RDF.type, nq.iri(QUDT.QuantityValue))
        write.add(value, QUDT.numericValue, nq.decimal(known.value))
        write.add(value, QUDT.hasUnit, nq.iri(known.unit))
    if indicator.year:
        write.add(subject, POL.year, nq.year(indicator.year))
    if indicator.qualifier:
        write.add(subject, POL.qualifier, nq.text(indicator.qualifier))
    if indicator.direction:
        write.add(subject, POL.direction, nq.iri(PREFIXES["direction"] + indicator.direction))
    if indicator.change:
        write.add(subject, POL.change, nq.iri(PREFIXES["change"] + indicator.change))
    if indicator.kind:
        write.add(subject, POL.figureKind, nq.iri(PREFIXES["figure"] + indicator.kind))
    return subject
