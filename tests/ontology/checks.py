"""A check of the ontology is a SPARQL query for what is wrong, with a fault beside it that it must find."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from tests.ontology.files import ALIGNMENTS, IMPORTS, MODULES, POLICY, ROOT, VOCAB

NAMESPACES = {
    "": "https://w3id.org/policykg/",
    "pol": "https://w3id.org/policykg/ontology#",
    "id": "https://w3id.org/policykg/id/",
    "level": "https://w3id.org/policykg/level/",
    "mineral": "https://w3id.org/policykg/mineral/",
    "role": "https://w3id.org/policykg/role/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "bibo": "http://purl.org/ontology/bibo/",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
}
OWN = 'STRSTARTS(STR(?entity), "https://w3id.org/policykg/")'
"""Condition that an entity is one of ours: what others publish is theirs to mend."""

NAMED = f"?entity ?any ?thing . FILTER(ISIRI(?entity) && {OWN}) FILTER NOT EXISTS {{ ?entity a owl:Ontology }}"
"""Every term, concept or scheme of ours of which anything is said."""

LIVE = "FILTER NOT EXISTS { ?entity owl:deprecated true }"
"""Condition that the entity has not been given up."""


@dataclass(frozen=True, slots=True)
class Check:
    """A query for what is wrong, and a Turtle snippet with that fault.

    Attributes:
        name: Name of the check where it comes from.
        query: The `WHERE` part; `?entity` is what is wrong and `?value`, if bound, what is wrong about it.
        fault: Turtle in which the check must find something.
        found: The entities, as prefixed names, that it must find there, and no others.
    """

    name: str
    query: str
    fault: str
    found: tuple[str, ...]


@cache
def published() -> ox.Store:
    """Return all that the ontology publishes as terms: core, modules, schemes, alignments; with the terms it reuses."""
    store = ox.Store()
    for name in (POLICY, *MODULES, *VOCAB, *ALIGNMENTS, IMPORTS):
        store.load(path=str(ROOT / name))
    return store


def faulty(check: Check) -> ox.Store:
    """Return the graph of the fault of a check."""
    store = ox.Store()
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NAMESPACES.items())
    store.load((prefixes + check.fault).encode(), format=ox.RdfFormat.TURTLE)
    return store


def findings(check: Check, store: ox.Store) -> list[tuple[str, str]]:
    """Return what a check finds: the entities, shortened, each with the value that is wrong or nothing."""
    query = f"SELECT DISTINCT ?entity ?value WHERE {{ {check.query} }}"
    rows = store.query(query, prefixes=NAMESPACES)
    assert isinstance(rows, ox.QuerySolutions)
    return sorted((short(row["entity"]), short(row["value"])) for row in rows)


def short(term: object) -> str:
    """Return an IRI as a prefixed name, a literal as its text, and nothing as an empty string."""
    if isinstance(term, ox.BlankNode):
        return "[]"
    text = term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else ""
    for prefix, namespace in sorted(NAMESPACES.items(), key=lambda item: -len(item[1])):
        if isinstance(term, ox.NamedNode) and text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text
