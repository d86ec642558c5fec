"""The room that asks: a library of named queries, the same answers from every backend, and what builds on them.

Bring a graph with `open_graph`, or `part` of it, ask it with `run`, write the answer with `write_results`; `check` a
graph, `load` it into a triple store, `serve` it on this machine. Everything raises `QueryError` with one line.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from queries.asking import find_query, run
from queries.backends import Graph, open_graph
from queries.catalogue import NamedQuery, list_queries, named_query
from queries.errors import QueryError
from queries.hints import why_empty
from queries.results import FORMATS, write_results
from queries.rows import Rows

if TYPE_CHECKING:
    from queries.checking import CheckReport, check
    from queries.choosing import part
    from queries.endpoint.server import Serving, serve
    from queries.measures.measuring import measure, measure_bodies
    from queries.measures.network import together_graph
    from queries.measures.overlap import overlaps
    from queries.reviewing import review, write_review
    from queries.store import LoadReport, load

__all__ = [
    "FORMATS",
    "CheckReport",
    "Graph",
    "LoadReport",
    "NamedQuery",
    "QueryError",
    "Rows",
    "Serving",
    "check",
    "find_query",
    "list_queries",
    "load",
    "measure",
    "measure_bodies",
    "named_query",
    "open_graph",
    "overlaps",
    "part",
    "review",
    "run",
    "serve",
    "together_graph",
    "why_empty",
    "write_results",
    "write_review",
]

_LATER = {
    "CheckReport": "checking",
    "LoadReport": "store",
    "Serving": "endpoint.server",
    "check": "checking",
    "load": "store",
    "measure": "measures.measuring",
    "measure_bodies": "measures.measuring",
    "overlaps": "measures.overlap",
    "part": "choosing",
    "review": "reviewing",
    "serve": "endpoint.server",
    "together_graph": "measures.network",
    "write_review": "reviewing",
}


def __getattr__(name: str) -> Any:
    """Import what a name needs when it is first wanted."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"queries.{_LATER[name]}"), name)
    return value
