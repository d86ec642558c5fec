"""Checks a graph against the SHACL shapes of `shapes/` (https://www.w3.org/TR/shacl/).

The shapes are ordinary SHACL and any processor gives the same verdicts. Two steps make it fast here. Property shapes
get the targets of their node shape, so that pyshacl looks at all nodes of a property shape at once and not at one after
the other. SPARQL constraints, which rdflib would run once a document, are run by Oxigraph once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ontology.bridge import AnyGraph, ToRdflib, both
from ontology.terms import RDFS, SKOS
from ontology.vocabulary import ontology_files, ontology_path, vocabulary_files

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

SHAPE_FILES = ("shapes/core.ttl", "shapes/extraction.ttl", "shapes/terms.ttl")
_SH = "http://www.w3.org/ns/shacl#"
_TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One way in which a graph breaks a shape.

    Attributes:
        shape: IRI of the shape that is broken.
        focus: The node that breaks it.
        path: The property looked at; empty where the shape looks at the node itself or along several properties.
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


def validate(graph: AnyGraph) -> tuple[Violation, ...]:
    """Return every way in which the union of the graphs breaks a shape, sorted.

    Args:
        graph: A store, triples or quads of pyoxigraph, or an rdflib graph or dataset. It is not changed.

    Raises:
        OntologyError: The graph holds something that cannot be checked, such as a triple term.
    """
    import pyshacl

    store, data = both(graph)
    for triple in background():
        data.add(triple)
    # What shapes need of the ontology is in place now; an ont_graph would cost a copy and leave the schemes out.
    _, report, _ = pyshacl.validate(data, shacl_graph=_flat_shapes(), inplace=True, inference="none")
    return tuple(sorted({*violations(report), *_answers(store)}))


@cache
def background() -> tuple[tuple[Node, Node, Node], ...]:
    """Return the subclass and scheme statements that shapes with sh:class and sh:hasValue rely on."""
    wanted = {RDFS.subClassOf, SKOS.inScheme}
    paths = (*ontology_files(), ontology_path("imports/terms.ttl"), *vocabulary_files())
    convert = ToRdflib()
    return tuple(
        (convert(quad.subject), convert(quad.predicate), convert(quad.object))
        for path in paths
        for quad in ox.parse(path=str(path))
        if quad.predicate.value in wanted
    )


def violations(report: rdflib.Graph) -> Iterator[Violation]:
    """Yield the results of a SHACL validation report."""
    # Results reached by sh:detail say why a nested shape failed; only those of the report itself are violations.
    for result in report.objects(None, _sh("result")):
        path = report.value(result, _sh("resultPath"))
        yield Violation(
            shape=str(report.value(result, _sh("sourceShape"))),
            focus=str(report.value(result, _sh("focusNode"))),
            path=str(path) if _is_iri(path) else "",
            value=str(report.value(result, _sh("value")) or ""),
            severity=str(report.value(result, _sh("resultSeverity"))).removeprefix(_SH),
            message_zh=_message(report, result, "resultMessage", "zh"),
            message_en=_message(report, result, "resultMessage", "en"),
        )


@cache
def _flat_shapes() -> rdflib.Graph:
    """The shapes that pyshacl runs: without SPARQL constraints, and every property shape with targets of its own."""
    import rdflib

    shapes, flat = load_shapes(), rdflib.Graph(bind_namespaces="none")
    for shape, predicate, value in shapes:
        targets = [
            (_sh(target), node) for target in _TARGETS for node in shapes.objects(shape, _sh(target))
        ]  # a shape without targets is used by others and stays as it is
        if predicate == _sh("property") and targets:
            for target, node in targets:
                flat.add((value, target, node))
        elif predicate != _sh("sparql"):
            flat.add((shape, predicate, value))
    return flat


@dataclass(frozen=True, slots=True)
class _Question:
    """A SPARQL constraint on one node or on the subjects of a property; with $this open it finds all that break it."""

    shape: str
    node: str
    subjects_of: str
    severity: str
    message_zh: str
    message_en: str
    query: str


@cache
def _questions() -> tuple[_Question, ...]:
    shapes, found = load_shapes(), []
    for shape, constraint in shapes.subject_objects(_sh("sparql")):
        prefixes = {
            str(shapes.value(declared, _sh("prefix"))): str(shapes.value(declared, _sh("namespace")))
            for owner in shapes.objects(constraint, _sh("prefixes"))
            for declared in shapes.objects(owner, _sh("declare"))
        }
        found.append(
            _Question(
                shape=str(shape),
                node=str(shapes.value(shape, _sh("targetNode")) or ""),
                subjects_of=str(shapes.value(shape, _sh("targetSubjectsOf")) or ""),
                severity=str(shapes.value(shape, _sh("severity"))).removeprefix(_SH),
                message_zh=_message(shapes, constraint, "message", "zh"),
                message_en=_message(shapes, constraint, "message", "en"),
                query="".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(prefixes.items()))
                + str(shapes.value(constraint, _sh("select"))),
            )
        )
    return tuple(sorted(found, key=lambda question: question.shape))


def _answers(store: ox.Store) -> Iterator[Violation]:
    for question in _questions():
        targets: set[str] = {question.node}
        if question.subjects_of:
            property_ = ox.NamedNode(question.subjects_of)
            targets = {_text(quad.subject) for quad in store.quads_for_pattern(None, property_, None)}
        solutions = store.query(question.query, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - tells mypy that a SELECT has solutions
        for solution in solutions:
            focus = _text(solution["this"]) or question.node
            if focus not in targets:
                continue
            yield Violation(
                shape=question.shape,
                focus=focus,
                path="",
                value=_text(solution["value"]),
                severity=question.severity,
                message_zh=question.message_zh,
                message_en=question.message_en,
            )


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal) else ""


def _message(graph: rdflib.Graph, node: Node, name: str, language: str) -> str:
    texts = (text for text in graph.objects(node, _sh(name)) if getattr(text, "language", None) == language)
    return str(next(texts, ""))


def _is_iri(node: Node | None) -> bool:
    from rdflib import URIRef

    return isinstance(node, URIRef)


@cache
def _sh(name: str) -> rdflib.URIRef:
    from rdflib import URIRef

    return URIRef(_SH + name)
