"""Where a graph lies: in an embedded Oxigraph store, in rdflib, or behind a SPARQL endpoint.

A query does not know which of them answers it. `open_graph` imports a backend's library only when that one is wanted.
"""

from __future__ import annotations

from typing import Literal as Choice

from queries.backends.base import Backend, Graph
from queries.backends.place import is_url, local_path
from queries.errors import QueryError

__all__ = ["Backend", "Graph", "open_graph"]


def open_graph(where: str, backend: Choice["embedded", "rdflib"] = "embedded") -> Backend:
    """Open a graph to ask it.

    Args:
        where: folder that `policykg build` wrote, RDF file (.nq .trig .ttl .nt .jsonld .rdf), or http(s) URL of a
            SPARQL 1.1 endpoint.
        backend: what answers for a folder or file; a URL is always asked over HTTP.

    Raises:
        QueryError: nothing is there, it is no graph, or it is malformed.
    """
    if is_url(where):
        from queries.backends.remote import RemoteGraph

        return RemoteGraph(where)
    if backend == "rdflib":
        from queries.backends.rdflib_graph import RdflibGraph

        return RdflibGraph.from_path(local_path(where))
    if backend == "embedded":
        from queries.backends.embedded import EmbeddedGraph

        return EmbeddedGraph.from_path(local_path(where))
    raise QueryError(f"there is no backend {backend!r}; one of embedded, rdflib is needed")
