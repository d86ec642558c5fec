"""Step 6, in part: bodies as quads. Which body a printed name means is settled before (`graph_builder.register`)."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.bodies import Body
from graph_builder.register import DocumentBodies, body_iri
from graph_builder.state import nquads as nq
from graph_builder.state.places import Adder
from ontology.terms import BODYKIND, CV, ORG, POL, PREFIXES, RDF, SKOS

__all__ = ["Described", "Parties"]

_ORGANIZATION = tuple(map(nq.iri, (POL.Body, ORG.FormalOrganization, CV.PublicOrganisation)))
_CLASSES = {
    # CPOV: a public organisation is of the public sector; of an enterprise a document does not say that.
    "enterprise": tuple(map(nq.iri, (POL.Body, ORG.FormalOrganization))),
    "group": tuple(map(nq.iri, (POL.Body, POL.OrganizationGroup))),
    "generic": tuple(map(nq.iri, (POL.Body, POL.GenericBody))),
}
_KINDS = {name: nq.iri(iri) for name, iri in vars(BODYKIND).items() if not name.startswith("_")}


class Described:
    """The bodies that one graph describes, each under one full name."""

    def __init__(self, write: Adder, labels: Mapping[str, str]) -> None:
        """Take where to write, and full names by key that are settled elsewhere."""
        self.write = write
        self.labels = dict(labels)
        self.parents: dict[str, str] = {}

    def describe(self, body: Body, name: str, then: str = "") -> str:
        """Describe a body with a name that is printed; return its term.

        Args:
            body: the body.
            name: one of its names, as printed.
            then: the full name that it had then, where its place has changed its name.
        """
        add = self.write.add
        subject = nq.iri(body_iri(body.key))
        add(subject, RDF.type, *_CLASSES.get(body.kind, _ORGANIZATION))
        # Two names read by their form alone may meet in one body: the first is its label.
        label = self.labels.setdefault(body.key, body.label or name)
        add(subject, SKOS.prefLabel, nq.text(label, "zh"))
        for other in {name, body.label, then} - {label, ""}:
            add(subject, SKOS.altLabel, nq.text(other, "zh"))
        if body.kind in _KINDS:
            add(subject, ORG.classification, _KINDS[body.kind])
        if body.level:
            add(subject, POL.level, nq.iri(PREFIXES["level"] + body.level))
        if body.parent and body.parent_label and body.parent != body.key:
            add(subject, ORG.subOrganizationOf, self._parent(body.parent, body.parent_label))
        return subject

    def _parent(self, key: str, label: str) -> str:
        """Return the term of the body that others are parts of; describe it the first time."""
        if key not in self.parents:
            subject = self.parents[key] = nq.iri(body_iri(key))
            self.write.add(subject, RDF.type, *_ORGANIZATION)
            self.write.add(subject, SKOS.prefLabel, nq.text(self.labels.setdefault(key, label), "zh"))
        return self.parents[key]


class Parties:
    """The bodies of one document: describes each that is asked for, once."""

    def __init__(self, write: Adder, bodies: DocumentBodies, labels: Mapping[str, str]) -> None:
        """Take where to write, what each printed name means, and full names by key that are settled elsewhere."""
        self.bodies = bodies
        self.terms: dict[tuple[str, str, bool], str] = {}
        self.described = Described(write, labels)

    def named(self, name: str, prefix: str = "", generic: bool = False) -> str:
        """Return the term of the body that a printed name means, and describe it."""
        asked = name, prefix, generic
        if asked not in self.terms:
            body = self.bodies.body(*asked)
            self.terms[asked] = self.described.describe(body, name, self.bodies.then.get(body.key, ""))
        return self.terms[asked]
