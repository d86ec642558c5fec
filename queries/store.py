"""Loading a built graph into a triple store and proving what arrived.

One PUT for each named graph over the SPARQL 1.1 Graph Store HTTP Protocol replaces that graph and no other. Then the
store is asked graph by graph: how many triples SPARQL counts there, and whether what it hands back is what was sent.
"""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Literal, NamedNode, RdfFormat, Store

from ontology.terms import PREFIXES
from queries.backends.embedded import load_file
from queries.backends.place import graph_file, local_path
from queries.backends.remote import RemoteGraph
from queries.errors import QueryError
from queries.rows import Rows, needed
from queries.web import USER_AGENT, Service, authorise, send

__all__ = ["GraphReport", "LoadReport", "load"]

_TIMEOUT = 120.0
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {} {{ ?s ?p ?o }} }}"
_OURS = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{PREFIXES["graph"]}")) }}'
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What became of one named graph: triples sent, triples counted there, and whether the content is the same."""

    graph: str
    sent: int
    found: int
    same: bool


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What arrived in the store, graph by graph.

    `error` says in one line why loading stopped before its end; `graphs` then has the graphs that were looked at until
    then, out of `expected`. `strangers` are graphs of ours (`…/policykg/graph/…`) in the store that this build does not
    have: they answer queries as well, and are left as they are.
    """

    url: str
    graphs: tuple[GraphReport, ...]
    expected: int
    strangers: tuple[str, ...] = ()
    error: str | None = None

    @property
    def ok(self) -> bool:
        """True when every graph arrived whole."""
        whole = all(graph.same and graph.found == graph.sent for graph in self.graphs)
        return whole and self.error is None and len(self.graphs) == self.expected

    def to_rows(self) -> Rows:
        """Return the report as rows, to be written like an answer."""
        lines = ((NamedNode(g.graph), Literal(g.sent), Literal(g.found), Literal(g.same)) for g in self.graphs)
        return Rows(("graph", "sent", "found", "same"), tuple(lines))


def load(graph_dir: Path | str, url: str) -> LoadReport:
    """Load the graph of a folder into a running store, and read it back.

    Args:
        graph_dir: folder that `policykg build` wrote, or a file of N-Quads or TriG.
        url: base URL of the store, or its address for queries (`…/query`) or graphs (`…/store`). Credentials come from
            POLICYKG_USER and POLICYKG_PASSWORD, or from netrc.

    Raises:
        QueryError: nothing to load, or the store does not answer or refuses from the start. What goes wrong after the
            first graph stands in the report.
    """
    service = Service.from_url(url)
    store = Store()
    load_file(store, graph_file(local_path(graph_dir)))
    names = sorted((name for name in store.named_graphs()), key=str)
    if any(not isinstance(name, NamedNode) for name in names) or store.query("ASK { ?s ?p ?o }"):
        raise QueryError(f"{graph_dir}: triples outside a graph with a name cannot be loaded without touching others")
    if not names:
        raise QueryError(f"{graph_dir}: the graph is empty")
    asked = RemoteGraph(service.query, timeout=_TIMEOUT)
    done: list[GraphReport] = []
    strangers: tuple[str, ...] = ()
    trouble = None
    try:
        for name in names:
            done.append(_load_one(store, NamedNode(name.value), service, asked))
        strangers = _strangers(asked, {name.value for name in names})
    except QueryError as error:
        if not done:
            raise
        trouble = f"{len(done)} of {len(names)} graphs had arrived: {error}"
    return LoadReport(url, tuple(done), len(names), strangers, trouble)


def _strangers(asked: RemoteGraph, ours: Iterable[str]) -> tuple[str, ...]:
    """Find graphs under our own address that this build does not have."""
    there = needed(asked.select(_OURS), ["g"], asked.where).values()
    return tuple(sorted({row["g"] for row in there if "g" in row} - set(ours)))


def _load_one(store: Store, name: NamedNode, service: Service, asked: RemoteGraph) -> GraphReport:
    """Send one graph and compare it with what the store then has."""
    address = f"{service.store}?graph={quote(name.value, safe='')}"
    body = store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
    # Content type with a charset: RFC 3023-minded servers read N-Triples as ASCII otherwise.
    put = urllib.request.Request(address, data=body, method="PUT")  # noqa: S310 - Service allows http(s) alone
    put.add_header("Content-Type", "application/n-triples; charset=utf-8")
    _exchange(put)
    get = urllib.request.Request(address, method="GET")  # noqa: S310
    get.add_header("Accept", "application/n-triples, text/turtle;q=0.5")
    back, kind = _exchange(get)
    found = _counted(asked, name)
    sent, sent_hash = _fingerprint(body, RdfFormat.N_TRIPLES)
    found_format = RdfFormat.from_media_type(kind) or RdfFormat.N_TRIPLES
    try:
        _, found_hash = _fingerprint(back, found_format)
    except (SyntaxError, ValueError):
        found_hash = ""
    return GraphReport(name.value, sent, found, sent_hash == found_hash)


def _counted(asked: RemoteGraph, name: NamedNode) -> int:
    """Ask the store how many triples a graph has."""
    rows = list(needed(asked.select(_COUNT.format(name)), ["n"], asked.where).values())
    number = rows[0].get("n", "") if len(rows) == 1 else ""
    if not _NUMBER.fullmatch(number):
        raise QueryError(f"{asked.where}: the store does not say how many triples {name} has")
    return int(number)


def _exchange(request: urllib.request.Request) -> tuple[bytes, str]:
    """Send a request and return the body of the answer and its type."""
    request.add_header("User-Agent", USER_AGENT)
    authorise(request)
    with send(request, _TIMEOUT) as response:
        body: bytes = response.read()
        return body, response.headers.get("Content-Type", "")


def _fingerprint(body: bytes, kind: RdfFormat) -> tuple[int, str]:
    """Count the triples of a graph and hash their sorted lines.

    Both sides go through Oxigraph, which writes numbers in one way: `0120` and `120` are the same number. Blank nodes
    get canonical names (RDFC-1.0).
    """
    store = Store()
    store.load(body, format=kind, to_graph=DefaultGraph())
    lines = (store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b"").splitlines()
    if any(line.startswith(b"_:") or b" _:" in line for line in lines):
        dataset = Dataset(store)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        lines = str(dataset).encode().splitlines()
    return len(lines), sha256(b"\n".join(sorted(lines))).hexdigest()
