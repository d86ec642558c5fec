"""What the graph says of one of its IRIs: the statements it stands in, with labels of its neighbours, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from ontology.terms import BASE, DCTERMS, OA, POL, PREFIXES, RDFS, SKOS
from queries.endpoint.engine import EngineError
from queries.endpoint.lexicon import ontology_quads

__all__ = ["ONTOLOGY", "Description", "address", "describe", "ontology_triples", "serialized", "subject_of"]

ONTOLOGY = BASE + "ontology"
_MOST_OUT = 2000
_MOST_IN = 100
_MOST_EVIDENCE = 2000
_MOST_OF_A_GRAPH = 20_000
_MOST_CHARACTERS = 1_000_000
"""Longest literal that a description has; the text of a document may be longer."""

_PATH = re.compile(r"[A-Za-z0-9._~%!$&'()*+,;=:@-]{1,200}(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]{1,200}){0,12}")
_LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title, POL.mention)
_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_JSON = "application/sparql-results+json"
_Row = tuple[object, ...]


class Asked(Protocol):
    """An answer: its status, and its bytes as they come."""

    @property
    def status(self) -> int:
        """Return the status of HTTP."""

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes."""


class Asking(Protocol):
    """Whoever answers queries."""

    def ask(self, query: str, accept: str) -> Asked:
        """Ask a query."""


@dataclass(slots=True)
class Description:
    """What is said of an IRI.

    Attributes:
        iri: the IRI.
        out: predicates and values of its statements.
        into: by predicate, the subjects of statements about it, and how many of them there are.
        around: labels of its neighbours and the quotes of its evidence.
        graph: how many triples the graph of that name has.
        documents: the documents that graph describes.
        content: the triples of that graph, where they were asked for.
        left_out: how many statements there are beyond these.
    """

    iri: str
    out: list[tuple[NamedNode, object]] = field(default_factory=list)
    into: dict[NamedNode, tuple[list[NamedNode], int]] = field(default_factory=dict)
    around: list[Triple] = field(default_factory=list)
    graph: int = 0
    documents: list[NamedNode] = field(default_factory=list)
    content: list[Triple] = field(default_factory=list)
    left_out: int = 0

    def triples(self) -> set[Triple]:
        """Return all of it as triples."""
        node = NamedNode(self.iri)
        found = {Triple(node, predicate, value) for predicate, value in self.out}  # type: ignore[arg-type]
        found |= {Triple(one, predicate, node) for predicate, (ones, _) in self.into.items() for one in ones}
        return found | set(self.around) | set(self.content)


def subject_of(path: str) -> str | None:
    """Return the IRI that a path of this server stands for, or none for what can be none.

    >>> subject_of("/role/lead"), subject_of("//x"), subject_of("/a/../<b>")
    ('https://w3id.org/policykg/role/lead', None, None)
    """
    local = path.removeprefix("/")
    if len(path) > 1000 or not _PATH.fullmatch(local):
        return None
    try:
        return NamedNode(BASE + local).value
    except ValueError:
        return None


def address(iri: str) -> str | None:
    """Return the address at this server of an IRI of the graph, or none for others.

    >>> address("https://w3id.org/policykg/ontology#Task"), address("https://w3id.org/policykg//evil.example")
    ('/ontology#Task', None)
    """
    local = iri.removeprefix(BASE)
    return f"/{local}" if local != iri and local and subject_of(f"/{local.partition('#')[0]}") else None


def describe(iri: str, engine: Asking, whole: bool) -> Description | None:
    """Ask what is said of an IRI that came from `subject_of`; none where nothing is.

    Args:
        iri: the IRI.
        engine: whoever answers queries.
        whole: whether the triples of a named graph are wanted too.

    Raises:
        EngineError: no answer.
    """
    node = str(NamedNode(iri))
    found = Description(iri)
    fits = f"FILTER(!isLiteral(?o) || STRLEN(STR(?o)) <= {_MOST_CHARACTERS})"
    rows = list(_select(engine, f"SELECT DISTINCT ?p ?o {{ {node} ?p ?o {fits} }} LIMIT {_MOST_OUT}"))
    found.out = sorted(
        ((p, o) for p, o in rows if isinstance(p, NamedNode)), key=lambda row: (row[0].value, str(row[1]))
    )
    found.left_out = _count(engine, f"{node} ?p ?o", "DISTINCT *") - len(rows)
    _look_in(found, engine, node)
    found.graph = _count(engine, f"GRAPH {node} {{ ?s ?p ?o }}", "*")
    if found.graph:
        pattern = f"GRAPH {node} {{ ?s a <{POL.PolicyDocument}> }}"
        found.documents = [
            s for (s,) in _select(engine, f"SELECT ?s {{ {pattern} }} LIMIT {_MOST_IN}") if isinstance(s, NamedNode)
        ]
    if found.graph and whole:
        query = f"SELECT ?s ?p ?o {{ GRAPH {node} {{ ?s ?p ?o {fits} }} }} LIMIT {_MOST_OF_A_GRAPH}"
        found.content = [Triple(s, p, o) for s, p, o in _select(engine, query)]  # type: ignore[arg-type]
        found.left_out += found.graph - len(found.content)
    if not found.out and not found.into and not found.graph:
        return None
    found.around = list(_around(found, engine))
    return found


def _look_in(found: Description, engine: Asking, node: str) -> None:
    """Look for statements about the IRI: how many there are by predicate, and some of each."""
    counts = f"SELECT ?p (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p {node} }} GROUP BY ?p"
    many = {p: int(n.value) for p, n in _select(engine, counts) if isinstance(p, NamedNode) and isinstance(n, Literal)}
    for predicate in sorted(many, key=lambda one: one.value):
        most = _MOST_EVIDENCE if predicate.value == OA.hasSource else _MOST_IN
        rows = _select(engine, f"SELECT DISTINCT ?s {{ ?s {predicate} {node} }} LIMIT {most}")
        ones = sorted((s for (s,) in rows if isinstance(s, NamedNode)), key=lambda one: one.value)
        found.into[predicate] = ones, many[predicate]
        found.left_out += many[predicate] - len(ones)


def _around(found: Description, engine: Asking) -> Iterator[Triple]:
    """Find labels of what is named in a description, and the words that evidence quotes."""
    ones = [value for _, value in found.out if isinstance(value, NamedNode)]
    ones += [one for some, _ in found.into.values() for one in some] + found.documents
    near = sorted({one.value for one in ones if one.value.startswith(BASE)} - {found.iri})
    for begin in range(0, len(near), 500):
        values = " ".join(f"<{iri}>" for iri in near[begin : begin + 500])
        for label in _LABELS:
            query = f"SELECT DISTINCT ?s ?l {{ VALUES ?s {{ {values} }} ?s <{label}> ?l }}"
            for s, text in _select(engine, query):
                yield Triple(s, NamedNode(label), text)  # type: ignore[arg-type]
        query = f"SELECT DISTINCT ?s ?q ?l {{ VALUES ?s {{ {values} }} ?s <{OA.hasSelector}> ?q . ?q <{OA.exact}> ?l }}"
        for s, selector, text in _select(engine, query):
            yield Triple(s, NamedNode(OA.hasSelector), selector)  # type: ignore[arg-type]
            yield Triple(selector, NamedNode(OA.exact), text)  # type: ignore[arg-type]


def _count(engine: Asking, pattern: str, what: str) -> int:
    """Count the solutions of a pattern."""
    for (n,) in _select(engine, f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}"):
        if isinstance(n, Literal):
            return int(n.value)
    return 0


def _select(engine: Asking, query: str) -> Iterator[_Row]:
    """Ask a SELECT and give its rows."""
    answer = engine.ask(query, _JSON)
    content = b"".join(answer)
    if answer.status != 200:
        raise EngineError(f"oxigraph answered {answer.status}")
    rows = parse_query_results(content, QueryResultsFormat.JSON)
    if isinstance(rows, QuerySolutions):
        yield from (tuple(row) for row in rows)


def serialized(triples: Iterable[Triple], kind: str) -> bytes:
    """Write triples in one of the RDF types, in the order of their N-Triples, so that the same gives the same bytes."""
    ordered = sorted(set(triples), key=str)
    written = serialize(ordered, format=_FORMATS[kind], prefixes=PREFIXES if kind != "application/n-triples" else None)
    return written or b""


def ontology_triples() -> list[Triple]:
    """Return what the ontology states."""
    return [quad.triple for quad in ontology_quads()]
