"""The ontology as one file, in the four formats that linked data is asked for in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from docs.knowledge import spaces

__all__ = ["DOWNLOADS", "downloads"]

DOWNLOADS = {
    "ontology.ttl": ("turtle", "text/turtle"),
    "ontology.jsonld": ("json-ld", "application/ld+json"),
    "ontology.rdf": ("xml", "application/rdf+xml"),
    "ontology.nt": ("nt", "application/n-triples"),
}
"""rdflib's name of the format and the media type, by file."""


def downloads(files: Iterable[Path]) -> dict[str, bytes]:
    """Return the statements of all `files` in each format, by the name of the file.

    Blank nodes get the names that RDFC-1.0 gives them, so that the same statements give the same bytes.
    """
    statements = ox.Dataset(quad for file in files for quad in ox.parse(path=file))
    statements.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in statements), key=str)
    return {name: _written(triples, format_) for name, (format_, _) in DOWNLOADS.items()}


def _written(triples: Sequence[ox.Triple], format_: str) -> bytes:
    lines = "".join(f"{triple} .\n" for triple in triples)
    used = {name: space for name, space in spaces().items() if f"<{space}" in lines}
    if format_ == "nt":
        return lines.encode("utf-8")
    if format_ == "xml":
        return ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=used) or b""
    graph = Graph(bind_namespaces="none")
    for name, space in used.items():
        graph.bind(name, space)
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    if format_ == "json-ld":
        told = json.loads(graph.serialize(format=format_, context=used, auto_compact=False))
        return (json.dumps(_sorted(told), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
    return graph.serialize(format=format_).encode("utf-8")


def _term(term: object) -> Node:
    """Return a term of Oxigraph as rdflib's, a blank node under its own name."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)  # noqa: S101  (the ontology has no statements about statements)
    return Literal(term.value, lang=term.language, datatype=None if term.language else URIRef(term.datatype.value))


def _sorted(told: object) -> object:
    """Put the values of each property and the nodes in an order; that of an RDF list counts and stays."""
    if isinstance(told, dict):
        return {key: value if key == "@list" else _sorted(value) for key, value in told.items()}
    if isinstance(told, list):
        return sorted(map(_sorted, told), key=lambda one: json.dumps(one, ensure_ascii=False, sort_keys=True))
    return told
