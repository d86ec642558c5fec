"""Decisions of people as statements of the graph: who decided what about which fact, and what had been read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from graph_builder.documents import digest
from graph_builder.model import Reading, Span, Verdict
from graph_builder.register.names import BY_PERSON, Asked, Ruling
from graph_builder.state import nquads as nq
from graph_builder.state.facts import rule_term
from ontology.terms import DCTERMS, POL, PREFIXES, PROV, RDF, RDFS

__all__ = ["Statement", "provenance", "ruled"]

Statement = tuple[str, str, str]
UNNAMED = "（未署名）"
"""Who decided where the table names nobody."""


def provenance(reading: Reading, base: str, evidence: Callable[[Span, bool], str]) -> Iterator[Statement]:
    """Yield subject, predicate and object of what people decided about a document.

    Args:
        reading: the reading, with its decisions.
        base: IRI of the document.
        evidence: makes and describes the place of words in the source.
    """
    for n, decision in enumerate(reading.decisions, 1):
        subject = nq.iri(f"{base}/correction/{n}")
        yield from _decided(subject, base, decision.verdict, decision.by, decision.day, decision.note)
        if decision.former:
            yield subject, POL.formerValue, nq.text(decision.former)
        if decision.place:
            yield subject, POL.evidence, evidence(decision.place, True)
        if decision.subject is not None:
            live = nq.iri(f"{base}/{decision.subject}" if decision.subject else base)
            yield live, POL.correctedBy, subject


def ruled(rulings: Iterable[Ruling], base: str) -> Iterator[tuple[Asked, str, list[Statement]]]:
    """Yield, for each name that a person gave to another body, the term of the decision and what it says.

    Args:
        rulings: the decisions of one document.
        base: IRI of the document.
    """
    for n, ruling in enumerate(rulings, 1):
        subject = nq.iri(f"{base}/identity/{n}")
        says = [*_decided(subject, base, Verdict.EDIT, ruling.by, ruling.day, ruling.note)]
        says.append((subject, POL.foundBy, rule_term(BY_PERSON)))
        says.append((subject, POL.formerValue, nq.text(f"{ruling.asked.name} {ruling.former.label}")))
        yield ruling.asked, subject, says


def _decided(subject: str, base: str, verdict: str, by: str, day: date | None, note: str) -> Iterator[Statement]:
    """Yield who decided, when and why."""
    name = by or UNNAMED
    person = nq.iri(f"{PREFIXES['id']}person/{digest(name)}")
    yield subject, RDF.type, nq.iri(POL.Correction)
    yield subject, POL.decision, nq.iri(PREFIXES["decision"] + verdict)
    yield subject, POL.inDocument, nq.iri(base)
    yield subject, PROV.wasAssociatedWith, person
    yield person, RDF.type, nq.iri(PROV.Person)
    yield person, RDFS.label, nq.text(name, "zh")
    if note:
        yield subject, RDFS.comment, nq.text(note, "zh")
    if day:
        yield subject, DCTERMS.date, nq.day(day)
