"""Step 6, in part: bodies as quads. Which body a printed name means is settled before (`graph_builder.register`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from graph_builder.bodies import Body
from graph_builder.register import DocumentBodies, body_iri
from graph_builder.state import nquads as nq
from ontology.terms import BODYKIND, CV, ORG, POL, PREFIXES, RDF, SKOS

__all__ = ["Parties", "describe"]

_CLASSES = {"group": (POL.OrganizationGroup,), "generic": (POL.GenericBody,)}
_KINDS = {name: iri for name, iri in vars(BODYKIND).items() if name.islower()}
_ORGANIZATION = (ORG.FormalOrganization, CV.PublicOrganisation)


class Writer(Protocol):
    """Where quads go."""

    def add(self, subject: str, predicate: str, *values: str) -> None:
        """Add one quad a value; terms are written as in N-Quads."""


class Parties:
    """The bodies of one graph: describes each that is asked for, once."""

    def __init__(self, write: Writer, bodies: DocumentBodies, labels: Mapping[str, str]) -> None:
        """Take where to write, what each printed name means, and full names by key that are settled elsewhere."""
        self.write = write
        self.bodies = bodies
        self.terms: dict[tuple[str, str, bool], str] = {}
        self.labels = dict(labels)

    def named(self, name: str, prefix: str = "", generic: bool = False) -> str:
        """Return the term of the body that a printed name means, and describe it."""
        asked = name, prefix, generic
        if asked not in self.terms:
            body = self.bodies.body(*asked)
            self.terms[asked] = describe(self.write, body, name, self.labels, self.bodies.then.get(body.key, ""))
        return self.terms[asked]


def describe(write: Writer, body: Body, name: str, labels: dict[str, str], then: str = "") -> str:
    """Describe a body with a name that is printed; return its term.

    Args:
        write: where the quads go.
        body: the body.
        name: one of its names, as printed.
        labels: the full names of the bodies described before, by key; the body's is entered.
        then: the full name that it had then, where its place has changed its name.
    """
    subject = nq.iri(body_iri(body.key))
    classes = _CLASSES.get(body.kind, _ORGANIZATION)
    write.add(subject, RDF.type, nq.iri(POL.Body), *(nq.iri(one) for one in classes))
    # Two names read by their form alone may meet in one body: the first is its label.
    label = labels.setdefault(body.key, body.label or name)
    write.add(subject, SKOS.prefLabel, nq.text(label, "zh"))
    for other in {name, body.label, then} - {label, ""}:
        write.add(subject, SKOS.altLabel, nq.text(other, "zh"))
    if body.kind in _KINDS:
        write.add(subject, ORG.classification, nq.iri(_KINDS[body.kind]))
    if body.level:
        write.add(subject, POL.level, nq.iri(PREFIXES["level"] + body.level))
    if body.parent and body.parent_label and body.parent != body.key:
        government = nq.iri(body_iri(body.parent))
        write.add(subject, ORG.subOrganizationOf, government)
        write.add(government, RDF.type, nq.iri(POL.Body), *(nq.iri(one) for one in _ORGANIZATION))
        parent_label = labels.setdefault(body.parent, body.parent_label)
        write.add(government, SKOS.prefLabel, nq.text(parent_label, "zh"))
    return subject
