"""Checks a graph against the SHACL shapes of `shapes/` (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ontology.terms import RDF, RDFS, SKOS
from ontology.vocabulary import OntologyError, ontology_path, vocabulary_files

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

SHAPE_FILES = ("shapes/core.ttl", "shapes/extraction.ttl")
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One way in which a graph breaks a shape.

    Attributes:
        shape: IRI of the shape that is broken.
        focus: The node that breaks it.
        path: The property looked at; empty where the shape looks at the node itself.
        value: The value that is wrong; empty where one is missing.
        severity: `Violation`, `Warning` or `Info`.
        message_zh: What is wrong, in Chinese.
        message_en: What is wrong, in English.
    """

    shape: str
    focus: str
    path: str
    value: str
    severity: str
    message_zh: str
    message_en: str


@cache
def load_shapes() -> rdflib.Graph:
    """Return the shapes as one rdflib graph; it is shared, so do not change it."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for name in SHAPE_FILES:
        graph.parse(ontology_path(name), format="turtle")
    return graph


def validate(graph: ox.Store | rdflib.Graph | Iterable[ox.Triple | ox.Quad]) -> tuple[Violation, ...]:
    """Return every way in which the union of the graphs breaks a shape, sorted.

    Args:
        graph: A store, triples or quads of pyoxigraph, or an rdflib graph or dataset. It is not changed.

    Raises:
        OntologyError: The graph holds something that cannot be checked, such as a triple term.
    """
    import pyshacl

    with _quiet("rdflib.term"):
        data = _rdflib_graph(graph)
        for triple in _background():
            data.add(triple)
        # What shapes need of the ontology is in place now; an ont_graph would cost a copy and leave the schemes out.
        _, report, _ = pyshacl.validate(data, shacl_graph=load_shapes(), inplace=True, inference="none")
    return _violations(report)


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep rdflib from printing a traceback for each ill-formed literal: the shapes report them."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@cache
def _background() -> tuple[tuple[Node, Node, Node], ...]:
    """Subclass and scheme statements that shapes with sh:class and sh:hasValue rely on."""
    wanted = {RDFS.subClassOf, SKOS.inScheme}
    paths = (ontology_path("policy.ttl"), ontology_path("imports/terms.ttl"), *vocabulary_files())
    convert = _Converter()
    return tuple(
        (convert(quad.subject), convert(quad.predicate), convert(quad.object))
        for path in paths
        for quad in ox.parse(path=str(path))
        if quad.predicate.value in wanted
    )


class _Converter:
    """Turns terms of pyoxigraph into terms of rdflib, each IRI once: making them is most of the cost of a copy."""

    def __init__(self) -> None:
        import rdflib

        self._rdflib = rdflib
        self._known: dict[str, rdflib.URIRef] = {}

    def __call__(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
        if isinstance(term, ox.NamedNode):
            iri = term.value
            node = self._known.get(iri)
            if node is None:
                node = self._known[iri] = self._rdflib.URIRef(iri)
            return node
        if isinstance(term, ox.Literal):
            if term.language:
                return self._rdflib.Literal(term.value, lang=term.language)
            # normalize=False: a checker must see the literal as it is written, not as it should be.
            return self._rdflib.Literal(term.value, datatype=self(term.datatype), normalize=False)  # type: ignore[arg-type]
        if isinstance(term, ox.BlankNode):
            return self._rdflib.BNode(term.value)
        raise OntologyError("cannot check a graph with triple terms")


def _rdflib_graph(graph: ox.Store | rdflib.Graph | Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    import rdflib

    copy = rdflib.Graph(bind_namespaces="none")
    if isinstance(graph, rdflib.Dataset):
        copy += ((s, p, o) for s, p, o, _ in graph.quads())
    elif isinstance(graph, rdflib.Graph):
        copy += graph
    else:
        convert = _Converter()
        copy.addN((convert(x.subject), convert(x.predicate), convert(x.object), copy) for x in graph)
    return copy


def _violations(report: rdflib.Graph) -> tuple[Violation, ...]:
    from rdflib import URIRef

    def one(node: Node, name: str) -> str:
        value = report.value(node, URIRef(_SH + name))
        return "" if value is None else str(value)

    found = set()
    # Results reached by sh:detail say why a nested shape failed; only those of the report itself are violations.
    for result in report.objects(None, URIRef(_SH + "result")):
        messages: Mapping[str, str] = {
            getattr(text, "language", None) or "": str(text)
            for text in report.objects(result, URIRef(_SH + "resultMessage"))
        }
        found.add(
            Violation(
                shape=one(result, "sourceShape"),
                focus=one(result, "focusNode"),
                path=one(result, "resultPath"),
                value=one(result, "value"),
                severity=one(result, "resultSeverity").removeprefix(_SH),
                message_zh=messages.get("zh", ""),
                message_en=messages.get("en", ""),
            )
        )
    return tuple(sorted(found))
