"""The graph in rdflib: slower, but a second opinion, and at home in a Python session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple
from pyparsing.exceptions import ParseBaseException
from rdflib.plugins import sparql
from rdflib.plugins.sparql.evaluate import evalAggregateJoin, evalPart
from rdflib.plugins.sparql.parserutils import CompValue, value
from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext

from queries.backends.base import Backend
from queries.backends.embedded import load_file
from queries.backends.place import graph_file
from queries.errors import QueryError
from queries.rows import Rows, Term
from queries.vetting import ELSEWHERE, names_graphs

__all__ = ["RdflibGraph", "from_rdflib", "to_rdflib"]

# FROM <http://…> in a query must not fetch anything.
sparql.SPARQL_LOAD_GRAPHS = False


def _grouped(ctx: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
    """Evaluate GROUP BY so that nothing makes no group.

    rdflib 7 gives one empty row instead (rdflib issue 3382); NotImplementedError hands the rest back to rdflib.
    """
    if part.name != "AggregateJoin" or part.p.expr is None:
        raise NotImplementedError
    groups = list(evalAggregateJoin(ctx, part))
    if len(groups) == 1 and not groups[0] and next(iter(evalPart(ctx, part.p)), None) is None:
        groups = []
    return iter(groups)


def _ordered(ctx: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
    """Evaluate ORDER BY so that a key that is an error, such as STR of nothing, comes first (SPARQL 1.1 §15.1).

    rdflib 7 cannot compare such a key; NotImplementedError hands the rest back to rdflib.
    """
    if part.name != "OrderBy":
        raise NotImplementedError
    rows = list(evalPart(ctx, part.p))
    for one in reversed(part.expr):
        ranks = [_rank(value(row, one.expr, variables=True)) for row in rows]
        order = sorted(range(len(rows)), key=ranks.__getitem__, reverse=one.order == "DESC")
        rows = [rows[place] for place in order]
    return iter(rows)


def _rank(term: object) -> tuple[int, Any]:
    """Return the key of a term: what is unbound, then blank nodes, IRIs and literals."""
    for rank, kind in enumerate((rdflib.BNode, rdflib.URIRef, rdflib.Literal), start=1):
        if isinstance(term, kind):
            return rank, term
    return 0, ""


sparql.CUSTOM_EVALS["policykg"] = _grouped
sparql.CUSTOM_EVALS["policykg-order"] = _ordered


class RdflibGraph(Backend):
    """Quads in rdflib's memory.

    What names no graph is asked of a plain merge of all graphs: rdflib's Dataset takes several times as long.
    """

    def __init__(self, quads: Store, where: str) -> None:
        """Take the quads of a store."""
        super().__init__(where)
        self._quads: Store | None = quads
        self._merged: rdflib.Graph | None = None
        self._dataset: rdflib.Dataset | None = None

    @classmethod
    def from_path(cls, path: Path) -> RdflibGraph:
        """Read DIR/graph.nq or an RDF file."""
        store = Store()
        load_file(store, graph_file(path))
        return cls(store, str(path))

    @property
    def merged(self) -> rdflib.Graph:
        """The merge of all graphs, as an rdflib graph."""
        if self._merged is None:
            self._merged = rdflib.Graph()
            for quad in self._all():
                self._merged.add(_triple(quad))
        return self._merged

    @property
    def dataset(self) -> rdflib.Dataset:
        """All graphs, as an rdflib dataset whose default graph is their union."""
        if self._dataset is None:
            self._dataset = rdflib.Dataset(default_union=True)
            for quad in self._all():
                named = not isinstance(quad.graph_name, DefaultGraph)
                target = self._dataset.graph(to_rdflib(quad.graph_name)) if named else self._dataset.default_graph
                target.add(_triple(quad))
        return self._dataset

    def _all(self) -> Store:
        if self._quads is None:
            raise QueryError(f"{self.where}: the graph is closed")
        return self._quads

    def _answer(self, text: str) -> Rows | bool | tuple[Triple, ...]:
        graph = self.dataset if names_graphs(text) else self.merged
        try:
            query = sparql.prepareQuery(text)
            if _has_service(query.algebra):
                raise QueryError(ELSEWHERE)
            result = graph.query(query)
            if result.type == "ASK":
                return bool(result.askAnswer)
            if result.type in ("CONSTRUCT", "DESCRIBE"):
                return tuple(_from_triple(triple) for triple in result.graph or ())
            columns = result.vars or []
            rows = tuple(tuple(from_rdflib(row.get(column)) for column in columns) for row in result.bindings)
            return Rows(tuple(map(str, columns)), rows)
        except QueryError:
            raise
        except ParseBaseException as error:
            raise QueryError(f"the query is malformed: line {error.lineno}, column {error.col}: {error.msg}") from None
        except Exception as error:  # rdflib raises bare Exception, among others, for what it cannot answer
            raise QueryError(f"{self.where}: the query failed: {error}") from None

    def close(self) -> None:
        """Let go of the quads."""
        self._quads = self._merged = self._dataset = None


def _has_service(part: object) -> bool:
    """Tell whether a SERVICE stands anywhere in an algebra, which rdflib would send over the network."""
    if isinstance(part, CompValue):
        return part.name == "ServiceGraphPattern" or any(map(_has_service, part.values()))
    return isinstance(part, list | tuple | set) and any(map(_has_service, part))


def to_rdflib(term: object) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    """Turn a term of pyoxigraph into one of rdflib."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))
    raise QueryError(f"rdflib cannot hold {term}")


def from_rdflib(term: object) -> Term | None:
    """Turn a term of rdflib into one of pyoxigraph; None stays None."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)
    return None


def _triple(quad: Quad) -> tuple[rdflib.term.IdentifiedNode, rdflib.URIRef, rdflib.term.Node]:
    """Turn a quad into a triple of rdflib."""
    subject = to_rdflib(quad.subject)
    if isinstance(subject, rdflib.Literal):
        raise QueryError(f"rdflib cannot hold {quad.subject} as a subject")
    return subject, rdflib.URIRef(quad.predicate.value), to_rdflib(quad.object)


def _from_triple(triple: tuple[object, object, object]) -> Triple:
    """Turn a triple of rdflib into one of pyoxigraph."""
    subject, predicate, value = (from_rdflib(term) for term in triple)
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(predicate, NamedNode) or value is None:
        raise QueryError(f"{triple!r} is no triple")
    return Triple(subject, predicate, value)
