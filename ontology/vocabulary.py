"""The files of the ontology, and the concepts of its schemes as plain data for code that recognises their names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox

from ontology.terms import RDF, SKOS

MODULES = ("disjoint", "measures", "reading", "register", "trace")
"""Names of the files beside the core that define terms of the same namespace."""

SCHEMES: dict[str, str] = {
    "change": "changes.ttl",
    "decision": "decisions.ttl",
    "direction": "directions.ttl",
    "doctype": "document-types.ttl",
    "figure": "figures.ttl",
    "finding": "findings.ttl",
    "genre": "genres.ttl",
    "level": "levels.ttl",
    "measure": "measures.ttl",
    "mineral": "minerals.ttl",
    "reason": "unread-reasons.ttl",
    "reform": "reforms.ttl",
    "bodykind": "body-kinds.ttl",
    "relation": "relations.ttl",
    "role": "roles.ttl",
    "rule": "rules.ttl",
    "sentence": "sentences.ttl",
    "unit": "units.ttl",
}
"""File of each concept scheme, by the last segment of the scheme's IRI."""


Values = dict[tuple[str, str], list[str]]
"""Values of a concept by property and language."""


class OntologyError(ValueError):
    """A scheme, file or graph that the ontology cannot work with; the message is one line."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme.

    Attributes:
        iri: The concept's IRI.
        label: Its preferred Chinese name.
        english: Its preferred English name.
        alternatives: Other Chinese names, in the order of the file.
        notation: Symbol of an element, otherwise none.
    """

    iri: str
    label: str
    english: str
    alternatives: tuple[str, ...] = ()
    notation: str | None = None


def ontology_path(name: str) -> Path:
    """Return the path of a file of this package, such as `policy.ttl` or `shapes/core.ttl`."""
    with as_file(files("ontology").joinpath(name)) as path:
        if not path.is_file():
            raise OntologyError(f"the ontology has no file {name!r}")
        return path


def ontology_files() -> tuple[Path, ...]:
    """Return the Turtle files that define the terms: the core, then its modules in the order of their names."""
    return (ontology_path("policy.ttl"), *(ontology_path(f"modules/{name}.ttl") for name in MODULES))


def vocabulary_files() -> tuple[Path, ...]:
    """Return the Turtle files of all concept schemes, in the order of their names."""
    return tuple(ontology_path(f"vocab/{name}") for name in sorted(SCHEMES.values()))


@cache
def concepts(scheme: str) -> tuple[Concept, ...]:
    """Return the concepts of a scheme, in the order of its file.

    Args:
        scheme: A key of `SCHEMES`.

    Raises:
        OntologyError: No scheme has that name.

    >>> [concept.label for concept in concepts("role")]
    ['牵头', '负责', '配合', '指导', '监督']
    """
    return tuple(_concept(iri, said) for iri, said in members(scheme).items())


def members(scheme: str) -> dict[str, Values]:
    """Return the literals of each concept of a scheme by property and language, in the order of its file.

    Raises:
        OntologyError: No scheme has that name.
    """
    if scheme not in SCHEMES:
        raise OntologyError(f"no concept scheme {scheme!r}; there are {', '.join(SCHEMES)}")
    values: dict[str, Values] = {}
    found: list[str] = []
    for quad in ox.parse(path=str(ontology_path(f"vocab/{SCHEMES[scheme]}"))):
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, ox.NamedNode):
            continue
        if isinstance(value, ox.Literal):
            values.setdefault(subject.value, {}).setdefault((predicate, value.language or ""), []).append(value.value)
        elif predicate == RDF.type and value == ox.NamedNode(SKOS.Concept):
            found.append(subject.value)
    return {iri: values[iri] for iri in found}


def _concept(iri: str, values: Values) -> Concept:
    notation = values.get((SKOS.notation, ""))
    return Concept(
        iri=iri,
        label=values[SKOS.prefLabel, "zh"][0],
        english=values[SKOS.prefLabel, "en"][0],
        alternatives=tuple(values.get((SKOS.altLabel, "zh"), ())),
        notation=notation[0] if notation else None,
    )
