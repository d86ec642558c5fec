"""Step 6, in part: a place in a text as evidence, with position and quote (Web Annotation)."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from graph_builder.documents import digest
from graph_builder.errors import EvidenceError
from graph_builder.model import Reading, Span
from graph_builder.state import nquads as nq
from ontology.terms import OA, PREFIXES, RDF

__all__ = ["Adder", "state_place", "text_iri"]


class Adder(Protocol):
    """Where quads go."""

    def add(self, subject: str, predicate: str, *values: str) -> None:
        """Add one quad a value; terms are written as in N-Quads."""


def text_iri(reading: Reading) -> str:
    """Return the IRI of the text of a document."""
    return _iri(reading.source.name, reading.source.text)


@lru_cache(maxsize=8)
def _iri(name: str, text: str) -> str:
    # Asked for once a place: hashing the text each time would take time in the square of its length.
    return f"{PREFIXES['id']}text/{digest(name, text, length=16)}"


def state_place(write: Adder, reading: Reading, place: Span) -> str:
    """Describe a place in the source of a reading; return its term.

    Raises:
        EvidenceError: the place is empty or not in the text; nothing is written then.
    """
    if place.end <= place.start:
        raise EvidenceError(f"{reading.source.name}: a fact without a quote at {place.start}")
    if place.start < 0 or place.end > len(reading.source.text):
        where = f"{place.start} to {place.end}"
        raise EvidenceError(f"{reading.source.name}: a fact with a quote outside the text ({where})")
    text = nq.iri(text_iri(reading))
    subject = nq.part(text, f"#char={place.start},{place.end}")
    position, quote = nq.part(subject, ";position"), nq.part(subject, ";quote")
    write.add(subject, RDF.type, nq.iri(OA.SpecificResource))
    write.add(subject, OA.hasSource, text)
    write.add(subject, OA.hasSelector, position, quote)
    write.add(position, RDF.type, nq.iri(OA.TextPositionSelector))
    write.add(position, OA.start, nq.natural(place.start))
    write.add(position, OA.end, nq.natural(place.end))
    write.add(quote, RDF.type, nq.iri(OA.TextQuoteSelector))
    write.add(quote, OA.exact, nq.text(place.of(reading.source.text)))
    return subject
