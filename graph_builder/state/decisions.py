"""Decisions of people as statements of the graph: who decided what about which fact, and what had been read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph_builder.documents import digest
from graph_builder.model import Reading, Span
from graph_builder.state import nquads as nq
from ontology.terms import DCTERMS, POL, PREFIXES, PROV, RDF, RDFS

__all__ = ["Statement", "provenance"]

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
        name = decision.by or UNNAMED
        person = nq.iri(f"{PREFIXES['id']}person/{digest(name)}")
        yield subject, RDF.type, nq.iri(POL.Correction)
        yield subject, POL.decision, nq.iri(PREFIXES["decision"] + decision.verdict)
        yield subject, POL.inDocument, nq.iri(base)
        yield subject, PROV.wasAssociatedWith, person
        yield person, RDF.type, nq.iri(PROV.Person)
        yield person, RDFS.label, nq.text(name, "zh")
        if decision.former:
            yield subject, POL.formerValue, nq.text(decision.former)
        if decision.place:
            yield subject, POL.evidence, evidence(decision.place, True)
        if decision.note:
            yield subject, RDFS.comment, nq.text(decision.note, "zh")
        if decision.day:
            yield subject, DCTERMS.date, nq.day(decision.day)
        if decision.subject is not None:
            live = nq.iri(f"{base}/{decision.subject}" if decision.subject else base)
            yield live, POL.correctedBy, subject
