"""Shapes and ontology agree both ways, and nothing that the builder writes is outside of them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from graph_builder import build
from ontology import load_shapes, ontology_path
from ontology.context import compact
from ontology.terms import VOCABULARY_GRAPH
from ontology.usage import USAGE_FILE, usage_text
from ontology.validate import background
from tests.ontology.files import IMPORTS, SHAPES, given_up, own_terms, read

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
KINDS = (SH.datatype, SH["class"], SH.nodeKind, SH.node, SH["in"], SH["or"])
"""What says of which kind the values of a property are."""
PROPERTIES = sorted(
    {
        p
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for p in own_terms().subjects(RDF.type, kind)
        if str(p) not in given_up()
    },
    key=str,
)
BUILT_IN = (str(RDF), str(RDFS), str(OWL))
CLASSES = sorted(own_terms().subjects(RDF.type, OWL.Class), key=str)


def local(term: object) -> str:
    return str(term).rpartition("#")[2]


def ancestors(term: rdflib.term.Node) -> set[rdflib.term.Node | None]:
    """Return a class with all those above it."""
    graph = rdflib.Graph()
    for triple in background():
        graph.add(triple)
    return set(graph.transitive_objects(term, RDFS.subClassOf))


def test_file_is_up_to_date() -> None:
    assert ontology_path(USAGE_FILE).read_text("utf-8") == usage_text()


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_shapes_say_of_which_kind_the_values_of_a_property_are(term: rdflib.URIRef) -> None:
    shapes = load_shapes()
    found = [shape for shape in shapes.subjects(SH.path, term) if isinstance(shape, rdflib.URIRef)]
    assert any(shapes.value(shape, kind) is not None for shape in found for kind in KINDS)
    range_ = own_terms().value(term, RDFS.range)
    for shape in found:
        datatype, class_ = shapes.value(shape, SH.datatype), shapes.value(shape, SH["class"])
        assert datatype is None or range_ == datatype, shape
        assert class_ is None or range_ in (None, class_), shape
        values = shapes.value(shape, SH["in"])
        if values is not None:
            assert all(isinstance(value, rdflib.URIRef) for value in shapes.items(values))
            assert (term, RDF.type, OWL.ObjectProperty) in own_terms()


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_property_is_held_to_its_domain(term: rdflib.URIRef) -> None:
    graph, shapes = own_terms(), load_shapes()
    above = [term, *graph.objects(term, RDFS.subPropertyOf)]
    domains = {domain for property_ in above for domain in graph.objects(property_, RDFS.domain)}
    holders = {
        shapes.value(shape, SH["class"])
        for shape in shapes.subjects(SH.targetSubjectsOf, term)
        if local(shape).startswith("Use-")
    }
    assert holders == domains


@pytest.mark.parametrize("term", CLASSES, ids=local)
def test_class_has_a_shape(term: rdflib.URIRef) -> None:
    shapes = load_shapes()
    assert any(
        (shape, RDF.type, SH.NodeShape) in shapes
        for c in ancestors(term)
        for shape in shapes.subjects(SH.targetClass, c)
    )


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_use_known_terms(name: str) -> None:
    known = set(own_terms().subjects(RDFS.isDefinedBy)) | set(read(IMPORTS).subjects(RDFS.isDefinedBy))
    shapes = read(name)
    used = {
        node
        for predicate in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.path, SH["class"], SH.lessThan,
                          SH.lessThanOrEquals, SH.inversePath)
        for node in shapes.objects(None, predicate)
        if isinstance(node, rdflib.URIRef)
    }  # fmt: skip
    lists = (node for items in shapes.objects(None, SH.path) for node in shapes.items(items))
    used |= {node for node in lists if isinstance(node, rdflib.URIRef)}
    assert {node for node in used - known if not str(node).startswith(BUILT_IN)} == set()


# What the builder writes.


@pytest.fixture(scope="module")
def quads(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """A build of the samples: two documents that carry out a third."""
    out = tmp_path_factory.mktemp("built") / "out"
    build([samples], out, "policykg 0")
    return list(ox.parse(path=str(out / "graph.nq"), format=ox.RdfFormat.N_QUADS))


def test_every_term_of_a_build_is_known(quads: list[ox.Quad]) -> None:
    known = {str(term) for graph in (own_terms(), read(IMPORTS)) for term in graph.subjects(RDFS.isDefinedBy)}
    used = {quad.predicate.value for quad in quads}
    used |= {q.object.value for q in quads if q.predicate.value == str(RDF.type) and isinstance(q.object, ox.NamedNode)}
    assert {term for term in used - known if not term.startswith(BUILT_IN)} == set()


def test_every_property_of_every_class_of_a_build_has_a_shape(quads: list[ox.Quad]) -> None:
    shaped, on_subjects, on_objects = _reach()
    above = {node: {str(c) for c in ancestors(rdflib.URIRef(node))} for node in _types(quads)}
    types: dict[str, set[str]] = {}
    uses: dict[str, set[str]] = {}
    object_of: dict[str, set[str]] = {}
    vocabulary = ox.NamedNode(VOCABULARY_GRAPH)  # concepts are tested where they are written
    for quad in quads:
        if quad.graph_name == vocabulary or not isinstance(quad.subject, ox.NamedNode):
            continue
        predicate, value = quad.predicate.value, quad.object
        if isinstance(value, ox.NamedNode):
            object_of.setdefault(value.value, set()).add(predicate)
            if predicate == str(RDF.type):
                types.setdefault(quad.subject.value, set()).update(above[value.value])
                continue
        uses.setdefault(quad.subject.value, set()).add(predicate)
    missing = {
        (compact(min(types.get(node, {"?"}))), compact(predicate))
        for node, predicates in uses.items()
        for predicate in predicates
        if not any((kind, predicate) in shaped for kind in types.get(node, ()))
        and not any((other, predicate) in on_subjects for other in predicates)
        and not any((other, predicate) in on_objects for other in object_of.get(node, ()))
    }
    assert missing == set()


def _types(quads: list[ox.Quad]) -> set[str]:
    return {q.object.value for q in quads if q.predicate.value == str(RDF.type) and isinstance(q.object, ox.NamedNode)}


def _reach() -> tuple[set[tuple[str, str]], set[tuple[str, str]], set[tuple[str, str]]]:
    """Pairs of what a shape with a say on a property is aimed at, and the property."""
    shapes = load_shapes()
    found: list[set[tuple[str, str]]] = [set(), set(), set()]
    for node, shape in shapes.subject_objects(SH.property):
        path = shapes.value(shape, SH.path)
        if isinstance(path, rdflib.URIRef):
            for pairs, target in zip(found, (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf), strict=True):
                pairs |= {(str(aim), str(path)) for aim in shapes.objects(node, target)}
    return found[0], found[1], found[2]
