"""What a page takes along to be asked without us: all quads of a graph, and the library with its prefixes."""

from __future__ import annotations

import re
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, serialize

from ontology.terms import PREFIXES
from queries.backends.base import Graph
from queries.catalogue import GROUPS, NamedQuery, group_queries

__all__ = ["packed_graph", "packed_library"]

_NAMED = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_HEADER = re.compile(r"(?:#[^\n]*\n|[ \t]*\n)*")


def packed_graph(graph: Graph) -> bytes:
    """Write all quads of a graph as TriG, sorted; what stands in no named graph as well, in the default graph.

    Raises:
        QueryError: the graph does not answer.
    """
    named = graph.select(_NAMED).rows
    quads: list[Quad] = [Quad(s, p, o, g) for g, s, p, o in named]  # type: ignore[arg-type]
    there = {row[1:] for row in named}
    if int(getattr(graph.select(_COUNT).rows[0][0], "value", "0")) != len(there):
        rest = (row for row in graph.select(_ALL).rows if row not in there)
        quads += [Quad(s, p, o, DefaultGraph()) for s, p, o in rest]  # type: ignore[arg-type]
    quads.sort(key=_place)
    return serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""


def _place(quad: Quad) -> tuple[str, str, str, str]:
    """Order quads by graph, so that TriG names each graph once."""
    name = quad.graph_name
    return name.value if isinstance(name, NamedNode) else "", str(quad.subject), str(quad.predicate), str(quad.object)


def packed_library() -> dict[str, Any]:
    """Describe the named queries by groups, with their texts, and the prefixes, as plain data for JSON."""
    return {
        "groups": [
            {"name": name, "zh": GROUPS[name][0], "en": GROUPS[name][1], "queries": [_packed(one) for one in queries]}
            for name, queries in group_queries().items()
            if queries
        ],
        "prefixes": dict(sorted(PREFIXES.items())),
    }


def _packed(query: NamedQuery) -> dict[str, Any]:
    """Describe one query; its text comes without the header, which is there in pieces."""
    return {
        "name": query.name,
        "title": {"zh": query.title_zh, "en": query.title_en},
        "question": {"zh": query.question_zh, "en": query.question_en},
        "columns": {column.name: {"zh": column.zh, "en": column.en} for column in query.columns},
        "parameters": [
            {"name": one.name, "type": one.type, "optional": one.optional, "example": one.example, "zh": one.zh,
             "en": one.en}
            for one in query.parameters
        ],
        "text": _HEADER.sub("", query.text, count=1),
    }  # fmt: skip
