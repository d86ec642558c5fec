"""The SHACL shapes as plain data: what each demands, of which nodes, and what it says when that is not met."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from docs.code import names_used
from docs.knowledge import Words, short, words
from ontology import PREFIXES, ontology_path

__all__ = ["Demand", "Shape", "Shapes"]

_NS = PREFIXES["shapes"]
_TARGETS = {SH.targetClass: "class", SH.targetSubjectsOf: "subjects", SH.targetObjectsOf: "objects",
            SH.targetNode: "node"}  # fmt: skip
_APART = {RDF.type, SH.path, SH.message, SH.severity, SH.property, SH.sparql, *_TARGETS}


@dataclass(frozen=True, slots=True)
class Demand:
    """What a node shape demands of one property, or of the node itself.

    Attributes:
        path: the property in SPARQL's notation, empty where the demand is about the node.
        limits: constraint and value, such as `minCount` and `1`.
        query: the text of a SPARQL constraint.
        names: the IRIs that it speaks of.
    """

    iri: str
    name: str
    path: str
    limits: tuple[tuple[str, str], ...]
    severity: str
    message: Words
    query: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: which nodes it is about and what it demands of them."""

    iri: str
    name: str
    file: str
    targets: tuple[tuple[str, str], ...]
    demands: tuple[Demand, ...]
    valid: tuple[str, ...]
    invalid: tuple[tuple[str, str, str], ...]

    @property
    def names(self) -> frozenset[str]:
        """The IRIs that it speaks of, with those of its targets."""
        return frozenset().union({iri for _, iri in self.targets}, *(demand.names for demand in self.demands))


class Shapes:
    """All node shapes, with the examples that meet and break each of them."""

    def __init__(self, examples: dict[str, Path]) -> None:
        """Read the shapes; `examples` are the files of examples by their names."""
        # Oxigraph takes what is wrong on purpose as it stands; rdflib complains of days that are none.
        self._examples = {name: tuple(ox.parse(path=path)) for name, path in examples.items()}
        folder = ontology_path("policy.ttl").parent
        self._files = {path.name: Graph().parse(path) for path in sorted(folder.glob("shapes/*.ttl"))}

    @cached_property
    def all(self) -> tuple[Shape, ...]:
        """The node shapes, by file and name."""
        return tuple(
            self._shape(file, graph, node)
            for file, graph in self._files.items()
            for node in sorted(one for one in graph.subjects(RDF.type, SH.NodeShape) if isinstance(one, URIRef))
        )

    def _shape(self, file: str, graph: Graph, node: URIRef) -> Shape:
        targets = tuple(
            (kind, value)
            for property_, kind in _TARGETS.items()
            for value in sorted(map(str, graph.objects(node, property_)))
        )
        own = {str(node), *(str(one) for one in graph.objects(node, SH.property) if isinstance(one, URIRef))}
        demands = [_demand(graph, one, node) for one in [node, *graph.objects(node, SH.property)]]
        demands += [_demand(graph, one, node) for one in graph.objects(node, SH.sparql)]
        return Shape(
            iri=str(node),
            name=_local(str(node)),
            file=file,
            targets=targets,
            demands=tuple(demand for demand in demands if demand.limits or demand.query),
            valid=self._valid(targets),
            invalid=self._invalid(own),
        )

    def _valid(self, targets: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        return tuple(
            name
            for name, quads in self._examples.items()
            if name.startswith("valid-") and any(_aims_at(quad, kind, iri) for kind, iri in targets for quad in quads)
        )

    def _invalid(self, own: set[str]) -> tuple[tuple[str, str, str], ...]:
        """Return file, node (without a name if blank) and broken shape of each node that is to break one of `own`."""
        return tuple(
            sorted(
                (name, quad.subject.value if isinstance(quad.subject, ox.NamedNode) else "", _local(quad.object.value))
                for name, quads in self._examples.items()
                for quad in quads
                if quad.predicate.value == _NS + "mustBreak"
                and isinstance(quad.object, ox.NamedNode)
                and quad.object.value in own
            )
        )


def _aims_at(quad: ox.Quad, kind: str, iri: str) -> bool:
    """Tell whether a statement makes one of its nodes a target (SHACL §2.1.3)."""
    node = ox.NamedNode(iri)
    if kind == "class":
        return quad.predicate.value == str(RDF.type) and quad.object == node
    return quad.subject == node if kind == "node" else quad.predicate == node


def _local(iri: str) -> str:
    return iri.removeprefix(_NS)


def _demand(graph: Graph, node: Node, of: URIRef) -> Demand:
    path = graph.value(node, SH.path)
    queries = [str(graph.value(node, one)) for one in (SH.select, SH.ask) if (node, one, None) in graph]
    limits: list[tuple[str, str]] = []
    for property_, value in graph.predicate_objects(node):
        if property_ not in _APART | {SH.select, SH.ask, SH.prefixes, SH.order, SH.name}:
            limits.append((short(str(property_)).rsplit("#")[-1].removeprefix("sh:"), _value(graph, value)))
    shown = " ".join([_path(graph, path) if path else "", *(value for _, value in sorted(limits)), *queries])
    return Demand(
        iri=str(node) if isinstance(node, URIRef) else str(of),
        name=_local(str(node)) if isinstance(node, URIRef) else "",
        path=_path(graph, path) if path else "",
        limits=tuple(sorted(limits)),
        severity=_local_of(graph.value(node, SH.severity) or graph.value(of, SH.severity) or SH.Violation),
        message=_message(graph, node, of),
        query=queries[0] if queries else "",
        names=names_used(shown),
    )


def _message(graph: Graph, node: Node, of: URIRef) -> Words:
    own = words(graph, node, SH.message)
    return own if own != Words() else words(graph, of, SH.message)


def _local_of(node: Node) -> str:
    return str(node).rsplit("#", 1)[-1]


def _path(graph: Graph, node: Node) -> str:
    """Write a SHACL path as SPARQL writes it (SHACL §2.3.1)."""
    if isinstance(node, URIRef):
        return _name(node)
    for property_, sign in ((SH.inversePath, "^{}"), (SH.zeroOrMorePath, "{}*"), (SH.oneOrMorePath, "{}+"),
                            (SH.zeroOrOnePath, "{}?")):  # fmt: skip
        if inner := graph.value(node, property_):
            return sign.format(_path(graph, inner))
    if choice := graph.value(node, SH.alternativePath):
        return "(" + " | ".join(_path(graph, one) for one in Collection(graph, choice)) + ")"
    return " / ".join(_path(graph, one) for one in Collection(graph, node))


def _value(graph: Graph, node: Node) -> str:
    """Write the value of a constraint in Turtle's way, lists and nested shapes in full."""
    if isinstance(node, BNode) and (node, RDF.first, None) in graph:
        return "( " + " ".join(_value(graph, one) for one in Collection(graph, node)) + " )"
    if isinstance(node, BNode):
        said = sorted(
            (_name(property_), _path(graph, value) if property_ == SH.path else _value(graph, value))
            for property_, value in graph.predicate_objects(node)
        )
        return "[ " + " ; ".join(" ".join(one) for one in said) + " ]"
    if isinstance(node, Literal):
        return node.n3() if node.datatype is None or node.language else str(node)
    return _name(node)


def _name(node: Node) -> str:
    """Return an IRI as Turtle writes it."""
    iri = str(node)
    name = short(iri).replace(str(SH), "sh:")
    return f"<{iri}>" if name == iri else name
