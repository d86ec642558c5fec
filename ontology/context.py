"""The JSON-LD context of the data, made from the ontology (https://www.w3.org/TR/json-ld11/).

Names in JSON are the prefixed names of the Turtle files: `role` alone is the prefix of the roles, so the property is
`pol:role`. Write the file anew with `python -m ontology.context`.
"""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from ontology import terms
from ontology.terms import DCTERMS, OA, OWL, PREFIXES, QUDT, RDF, RDFS, SKOS, XSD
from ontology.vocabulary import ontology_files, ontology_path

CONTEXT_FILE = "context.jsonld"
_LANGUAGE = {DCTERMS.title, RDFS.comment, RDFS.label, SKOS.altLabel, SKOS.definition, SKOS.example, SKOS.prefLabel}
# What their publishers leave open and our data always has.
_RESOURCES = {DCTERMS.conformsTo, DCTERMS.type, OA.hasSource}
_DATATYPES = {QUDT.numericValue: XSD.decimal, DCTERMS.date: XSD.date}
_IN_DATA = (
    terms.POL, terms.ELI, terms.ORG, terms.PROV, terms.OA, terms.SKOS, terms.DCTERMS, terms.CV, terms.QUDT, terms.GEO,
    terms.RDFS,
)  # fmt: skip


def names(group: type) -> tuple[str, ...]:
    """Return the IRIs that a class of `ontology.terms` names, in its order."""
    return tuple(
        iri for name, iri in vars(group).items() if name != "NS" and not name.startswith("__") and isinstance(iri, str)
    )


def context() -> dict[str, Any]:
    """Return the JSON-LD context: every prefix, and how the values of every property of the data are written."""
    types: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    for path in (*ontology_files(), ontology_path("imports/terms.ttl")):
        for quad in ox.parse(path=str(path)):
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
                if predicate == RDF.type:
                    types.setdefault(subject.value, set()).add(value.value)
                elif predicate == RDFS.range:
                    ranges[subject.value] = value.value
    entries: dict[str, Any] = {"@version": 1.1, **PREFIXES}
    for iri in (iri for group in _IN_DATA for iri in names(group)):
        value = _value(iri, types.get(iri, set()), ranges.get(iri))
        if value is not None:
            entries[compact(iri)] = {"@id": compact(iri), **value}
    return {"@context": entries}


def _value(iri: str, types: set[str], range_: str | None) -> dict[str, str] | None:
    """How values of a property are written, or None where nothing need be said."""
    if iri in _LANGUAGE or range_ == RDF.langString:
        return {"@container": "@language"}
    if iri in _RESOURCES or OWL.ObjectProperty in types:
        return {"@type": "@id"}
    range_ = _DATATYPES.get(iri, range_)
    if range_ is None or range_ == XSD.string or OWL.Class in types:
        return None
    return {"@type": compact(range_) if range_.startswith(PREFIXES["xsd"]) else "@id"}


def compact(iri: str) -> str:
    """Return an IRI as a prefixed name, or as it is where no prefix fits.

    >>> compact("https://w3id.org/policykg/ontology#Task")
    'pol:Task'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def context_text() -> str:
    """Return the context as the text of its file."""
    return json.dumps(context(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    ontology_path(CONTEXT_FILE).write_text(context_text(), encoding="utf-8", newline="\n")
