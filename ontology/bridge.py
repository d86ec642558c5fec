"""Copies graphs between pyoxigraph, which holds and queries them, and rdflib, which pyshacl reads."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ontology.vocabulary import OntologyError

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

AnyGraph: TypeAlias = "ox.Store | rdflib.Graph | Iterable[ox.Triple | ox.Quad]"
"""A store, triples or quads of pyoxigraph, or an rdflib graph or dataset; what counts is the union of its graphs."""


class ToRdflib:
    """Turns terms of pyoxigraph into terms of rdflib, each IRI once: making them is most of the cost of a copy."""

    def __init__(self) -> None:
        """Import rdflib, which is slow, no earlier than it is needed."""
        import rdflib

        self._rdflib = rdflib
        self._known: dict[str, rdflib.URIRef] = {}

    def __call__(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
        """Return the rdflib term.

        Raises:
            OntologyError: The term is a triple term, which rdflib does not have.
        """
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal):
            if term.language:
                return self._rdflib.Literal(term.value, lang=term.language)
            # normalize=False: a checker must see the literal as it is written, not as it should be.
            return self._rdflib.Literal(term.value, datatype=self._iri(term.datatype.value), normalize=False)
        if isinstance(term, ox.BlankNode):
            return self._rdflib.BNode(term.value)
        raise OntologyError("cannot check a graph with triple terms")

    def _iri(self, iri: str) -> rdflib.URIRef:
        node = self._known.get(iri)
        if node is None:
            node = self._known[iri] = self._rdflib.URIRef(iri)
        return node


def both(graph: AnyGraph) -> tuple[ox.Store, rdflib.Graph]:
    """Return the union of the graphs as a store, only to be queried, and as an rdflib graph that may be changed."""
    import rdflib

    copy = rdflib.Graph(bind_namespaces="none")
    if isinstance(graph, rdflib.Graph):
        with _quiet("rdflib.term"):
            triples = ((s, p, o) for s, p, o, _ in graph.quads()) if isinstance(graph, rdflib.Dataset) else graph
            copy.addN((s, p, o, copy) for s, p, o in triples)
        store = ox.Store()
        store.bulk_load(input=copy.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
        return store, copy
    if not isinstance(graph, ox.Store):
        graph = list(graph)
    convert = ToRdflib()
    with _quiet("rdflib.term"):
        copy.addN((convert(x.subject), convert(x.predicate), convert(x.object), copy) for x in graph)
    if isinstance(graph, ox.Store):
        return graph, copy
    store = ox.Store()
    store.bulk_extend(ox.Quad(x.subject, x.predicate, x.object) for x in graph)
    return store, copy


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
