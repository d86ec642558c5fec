"""Loading a built graph into a triple store and proving what arrived.

One PUT for each named graph over the SPARQL 1.1 Graph Store HTTP Protocol replaces that graph and no other. A graph
that is there already, whole, is not sent again: a second run goes on where a first one broke off. Then the store is
asked graph by graph how many triples SPARQL counts there, what it hands back is compared with what was sent, and every
named query must be answered as the build itself answers it.
"""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from time import sleep
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Store, Triple

from ontology.terms import PREFIXES
from queries.asking import run
from queries.backends.embedded import EmbeddedGraph, load_file, merge
from queries.backends.place import graph_file, local_path
from queries.backends.remote import RemoteGraph
from queries.catalogue import list_queries
from queries.errors import QueryError
from queries.prints import Fingerprint, fingerprint, graphs_of
from queries.rows import Rows, needed
from queries.sending.access import Digest, authorise, credentials
from queries.sending.web import USER_AGENT, BrokenError, RefusedError, Service, receive

__all__ = ["AnswerReport", "GraphReport", "LoadReport", "load"]

_TIMEOUT = 120.0
_TRIES = 3
_PAUSE = 0.5
_MOST_PIECES = 1_000
"""Requests to read one graph back; Virtuoso as it is set up needs so many for nine million triples."""
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {} {{ ?s ?p ?o }} }}"
_OURS = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{PREFIXES["graph"]}")) }}'
_TURTLE = b"@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
"""First line for Virtuoso, which goes by the first 65,535 bytes of what it is sent, and not by the type in the header:
where they have no end of a line, it takes N-Triples for plain text."""
_DECIMAL = re.compile(
    rb'"([+-]?)0*(\d+)(?:\.(\d*?)0*)?"(?=\^\^<http://www\.w3\.org/2001/XMLSchema#decimal> \.$)', re.MULTILINE
)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What became of one named graph: triples of the build, triples counted there, and whether the content is the same.

    `hash` is the SHA-256 of the canonical triples read back; `was_there` says that nothing had to be sent.
    """

    graph: str
    sent: int
    found: int
    same: bool
    hash: str
    was_there: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Whether the store answers a named query as the build does; `rows` are the build's, `why` says what differs."""

    query: str
    rows: int
    why: str | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What arrived in the store, graph by graph, and how it answers.

    `error` says in one line why loading stopped before its end; `graphs` then has the graphs that were looked at until
    then, out of `expected`. `strangers` are graphs of ours (`…/policykg/graph/…`) in the store that this build does not
    have: they answer queries as well, so that the answers are not compared, and are left as they are.
    """

    url: str
    graphs: tuple[GraphReport, ...]
    expected: int
    strangers: tuple[str, ...] = ()
    error: str | None = None
    answers: tuple[AnswerReport, ...] = ()

    @property
    def arrived(self) -> bool:
        """True when every graph arrived whole."""
        whole = all(graph.same and graph.found == graph.sent for graph in self.graphs)
        return whole and len(self.graphs) == self.expected

    @property
    def ok(self) -> bool:
        """True when every graph arrived whole, and no query was answered in another way."""
        return self.arrived and self.error is None and all(answer.why is None for answer in self.answers)

    def to_rows(self) -> Rows:
        """Return the report as rows, to be written like an answer."""
        lines = (
            (NamedNode(g.graph), Literal(g.sent), Literal(g.found), Literal(g.same), Literal(g.hash))
            for g in self.graphs
        )
        return Rows(("graph", "sent", "found", "same", "hash"), tuple(lines))


def load(graph_dir: Path | str, url: str, queries: bool = True) -> LoadReport:
    """Load the graph of a folder into a running store, and read it back.

    Args:
        graph_dir: folder that `policykg build` wrote, or a file of N-Quads or TriG.
        url: base URL of the store, or its address for queries (`…/query`, `…/sparql`) or graphs (`…/store`, `…/data`,
            `…/sparql-graph-crud-auth`). Credentials come from POLICYKG_USER and POLICYKG_PASSWORD, or from netrc.
        queries: whether every named query is asked as well, of the store and of the build.

    Raises:
        QueryError: nothing to load, or the store does not answer or refuses from the start. What goes wrong after the
            first graph stands in the report.
    """
    target = _Target(Service.from_url(url))
    file = graph_file(local_path(graph_dir))
    bodies = graphs_of(file)
    done: list[GraphReport] = []
    strangers: tuple[str, ...] = ()
    trouble = None
    answers: tuple[AnswerReport, ...] = ()
    try:
        for name, body in sorted(bodies.items()):
            done.append(target.load(name, body))
        strangers = _strangers(target.graph, bodies)
        if queries and not strangers:
            answers = _answers(file, target.graph)
    except QueryError as error:
        if not done:
            raise
        trouble = f"{len(done)} of {len(bodies)} graphs had arrived: {error}"
    return LoadReport(url, tuple(done), len(bodies), strangers, trouble, answers)


def _strangers(asked: RemoteGraph, ours: Iterable[str]) -> tuple[str, ...]:
    """Find graphs under our own address that this build does not have."""
    there = needed(asked.select(_OURS), ["g"], asked.where).values()
    return tuple(sorted({row["g"] for row in there if "g" in row} - set(ours)))


def _answers(file: Path, asked: RemoteGraph) -> tuple[AnswerReport, ...]:
    """Ask every named query of both, with the examples of its header where it needs a value."""
    store = Store()
    load_file(store, file)
    merge(store)
    reports = []
    with EmbeddedGraph(store, str(file)) as own:
        for query in list_queries():
            values = {parameter.name: parameter.example for parameter in query.parameters if not parameter.optional}
            why = None
            try:
                expected = run(query, own, values)
            except QueryError as error:
                reports.append(AnswerReport(query.name, 0, f"the build itself does not answer: {error}"))
                continue
            try:
                answer = run(query, asked, values)
                if answer != expected:
                    why = _difference(expected, answer)
            except QueryError as error:
                why = str(error)
            reports.append(AnswerReport(query.name, len(expected), why))
    return tuple(reports)


def _difference(expected: Rows, answer: Rows) -> str:
    """Say in a few words how an answer differs."""
    if len(answer) != len(expected):
        return f"{len(answer)} rows instead of {len(expected)}"
    if set(answer.rows) == set(expected.rows):
        return "the rows are in another order"
    for number, (ours, theirs) in enumerate(zip(expected.rows, answer.rows, strict=True), start=1):
        for column, one, other in zip(expected.columns, ours, theirs, strict=False):
            if one != other:
                return f"row {number} has {other or 'nothing'} as {column} instead of {one or 'nothing'}"
    return "the columns are others"


def _canonical(match: re.Match[bytes]) -> bytes:
    """Write a decimal in its canonical form (XML Schema 1.0 Part 2, §3.2.3.2), which always has a point.

    Jena's TDB2 (5.6) writes every decimal so when it reads one, and then cannot delete what was sent in another form:
    it would outlive its graph.
    """
    return b'"%s%s.%s"' % (match[1].replace(b"+", b""), match[2], match[3] or b"0")


class _Target:
    """A store to load into."""

    def __init__(self, service: Service) -> None:
        """Know its addresses as far as its URL tells them."""
        self._service = service
        self._digest = Digest()
        self.graph = RemoteGraph(service.query, timeout=_TIMEOUT)

    def load(self, name: str, body: bytes) -> GraphReport:
        """Send one graph, unless it is there already, and compare it with what the store then has."""
        wanted = fingerprint(body)
        there, found = self._look(name, wanted)
        if was_there := there == wanted and found == wanted.triples:
            return GraphReport(name, wanted.triples, found, same=True, hash=there.hash, was_there=was_there)
        self._exchange("PUT", name, body)
        there, found = self._look(name, wanted)
        return GraphReport(name, wanted.triples, found, same=there == wanted, hash=there.hash)

    def _look(self, name: str, wanted: Fingerprint) -> tuple[Fingerprint, int]:
        """Return what the store hands back as a graph, and how many triples SPARQL counts in it."""
        there = self._read(name)
        if there is None:
            return fingerprint(b""), 0
        found = self._counted(NamedNode(name))
        if 0 < there.triples < found == wanted.triples:
            there = self._paged(name, -(-there.triples * 9 // 10), found)
        return there, found

    def _read(self, name: str) -> Fingerprint | None:
        """Read a graph back; None is none, and what cannot be read has no triples.

        An answer that cannot be read is asked for again: Fuseki ends it by closing the connection, so that one cut
        short looks whole.
        """
        for _ in range(_TRIES):
            try:
                body, kind = self._exchange("GET", name)
                return fingerprint(body, kind)
            except RefusedError as error:
                if error.status != HTTPStatus.NOT_FOUND:
                    raise
                there = self._service.of(error.headers, signed=credentials(self._service.store) is not None)
                if there == self._service:
                    return None
                self._service = there
                self.graph = RemoteGraph(there.query, timeout=_TIMEOUT)
            except QueryError:
                raise
            except (SyntaxError, ValueError):
                continue
        return fingerprint(b"")

    def _paged(self, name: str, page: int, found: int) -> Fingerprint:
        """Read a graph back piece by piece; Virtuoso hands out 10,000 triples at once and says nothing of the rest.

        A piece is smaller than what came at once, so that it is whole.

        Raises:
            QueryError: the pieces are so small that there would be no end of them.
        """
        if found > page * _MOST_PIECES:
            raise QueryError(
                f"{self._service.store}: too little comes at once to read {name} back: about {page} of {found} triples"
            )
        text = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {} {{ ?s ?p ?o }} }} LIMIT {} OFFSET {}"
        triples: set[Triple] = set()
        for start in range(0, found, page):
            triples.update(self.graph.construct(text.format(NamedNode(name), page, start)))
        return fingerprint("".join(f"{triple} .\n" for triple in triples).encode())

    def _exchange(self, method: str, name: str, body: bytes | None = None) -> tuple[bytes, str]:
        """Send a request for a graph and return the body of the answer and its type; a broken one is sent again."""
        for tries in range(_TRIES):
            try:
                return self._send(method, name, body)
            except BrokenError:
                if tries == _TRIES - 1:
                    raise
                sleep(_PAUSE * 2**tries)
        raise AssertionError

    def _send(self, method: str, name: str, body: bytes | None) -> tuple[bytes, str]:
        """Send a request for a graph, once."""
        if body is not None:
            body = (_TURTLE if self._service.virtuoso else b"") + _DECIMAL.sub(_canonical, body)
        address = f"{self._service.store}?graph={quote(name, safe='')}"
        request = urllib.request.Request(address, data=body, method=method)  # noqa: S310 - Service allows http(s) alone
        if body is not None:
            # With a charset: RFC 3023-minded servers read N-Triples as ASCII otherwise.
            kind = "text/turtle" if body.startswith(b"@prefix") else "application/n-triples"
            request.add_header("Content-Type", f"{kind}; charset=utf-8")
        # A PUT is answered in any words: Virtuoso has HTML alone, and says 406 where that is not asked for.
        request.add_header("Accept", "*/*" if body is not None else "application/n-triples, text/turtle;q=0.5")
        request.add_header("User-Agent", USER_AGENT)
        authorise(request)
        answer, headers = receive(request, _TIMEOUT, self._digest)
        return answer, headers.get("Content-Type", "")

    def _counted(self, name: NamedNode) -> int:
        """Ask the store how many triples a graph has."""
        rows = list(needed(self.graph.select(_COUNT.format(name)), ["n"], self.graph.where).values())
        number = rows[0].get("n", "") if len(rows) == 1 else ""
        if not _NUMBER.fullmatch(number):
            raise QueryError(f"{self.graph.where}: the store does not say how many triples {name} has")
        return int(number)
