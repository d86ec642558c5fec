"""Part of a graph: what some of its documents state, to be looked at by itself."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from queries.backends.base import Graph
from queries.backends.embedded import EmbeddedGraph
from queries.errors import QueryError

__all__ = ["part"]

_CHOSEN = """
PREFIX pol: <https://w3id.org/policykg/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?document WHERE {
  #PARAMETERS
  { ?document dcterms:title|eli:number|pol:issuerText ?words }
  UNION { ?document eli:is_realized_by ?text . ?text pol:fileName ?words }
  FILTER(CONTAINS(STR(?words), ?only))
}
"""


def part(graph: Graph, only: Sequence[str], most: int | None = None) -> Graph:
    """Return what those documents state whose title, number, issuer or file name holds any of these words.

    It lies in memory, with what the register and the vocabularies say of what they name.

    Args:
        graph: what `queries.open_graph` returned for a folder or a file.
        only: words, as they are printed.
        most: how many documents may be chosen, if there is a bound.

    Raises:
        QueryError: no document has them, more have them than may be chosen, or the graph is behind an endpoint.
    """
    if not isinstance(graph, EmbeddedGraph):
        raise QueryError(f"{graph.where}: documents can be chosen from a folder or a file only")
    if not graph.named:
        raise QueryError(f"{graph.where}: has no named graphs, which tell what is of which document; graph.nq has them")
    graphs: set[str] = set()
    for words in only:
        found = graph.graphs_of(_documents(graph, words)) if words else set()
        if not found:
            raise QueryError(f"{graph.where}: no document has {words!r} in its title, number, issuer or file name")
        graphs |= found
        if most is not None and len(graphs) > most:
            raise QueryError(f"{graph.where}: {len(graphs)} documents have {words!r}, and {most} can be shown")
    return graph.part(sorted(graphs))


def _documents(graph: Graph, words: str) -> list[NamedNode]:
    try:
        asked = Literal(words)
    except (ValueError, TypeError):
        return []  # bytes of the command line that are no text, which no document has
    return [row[0] for row in graph.select(_CHOSEN, {"only": asked}).rows if isinstance(row[0], NamedNode)]
