"""Where the files of the ontology are, and what they say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rdflib

from ontology import PREFIXES, ontology_path

ROOT = ontology_path("policy.ttl").parent
POLICY = "policy.ttl"
MODULES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("modules/*.ttl")))
VOCAB = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("vocab/*.ttl")))
SHAPES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("shapes/*.ttl")))
ALIGNMENTS = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("alignments/*.ttl")))
IMPORTS = "imports/terms.ttl"
VALID = tuple(sorted(ROOT.glob("examples/valid/*.ttl")))
INVALID = tuple(sorted(ROOT.glob("examples/invalid/*.ttl")))
SETTING = ROOT / "examples" / "setting.ttl"


def iri(name: str) -> rdflib.URIRef:
    """Return the IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return rdflib.URIRef(PREFIXES[prefix] + local)


@cache
def read(name: str) -> rdflib.Graph:
    """Return a file of the ontology as a graph."""
    return rdflib.Graph().parse(ROOT / name)


@cache
def own_terms() -> rdflib.Graph:
    """Return the core and its modules as one graph."""
    graph = rdflib.Graph()
    for name in (POLICY, *MODULES):
        graph.parse(ROOT / name)
    return graph


def given_up() -> set[str]:
    """Return the IRIs of own terms that are deprecated: they stay, and nothing uses them."""
    return {str(term) for term in own_terms().subjects(rdflib.OWL.deprecated, rdflib.Literal(True))}


def example(path: Path) -> rdflib.Graph:
    """Return an example together with what all examples share."""
    return rdflib.Graph().parse(SETTING).parse(path)
