"""Loading into real triple stores of several makers, and asking them."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from graph_builder import build
from queries import QueryError, list_queries, load, open_graph, run
from queries.backends import Backend
from queries.catalogue import NamedQuery
from queries.sending.access import Digest, authorise
from queries.sending.web import RefusedError, send
from tests.queries.asked import ASKED, ASKED_OF_MORE
from tests.queries.hostile import HOSTILE

OTHER = "urn:other"
XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = [
    '"𠀀😀"', '""', '"x"@zh-Hans', '"x"@en', f'"2020"^^<{XSD}gYear>', f'"2020-02-29"^^<{XSD}date>',
    f'"007"^^<{XSD}nonNegativeInteger>', f'"0.50"^^<{XSD}decimal>', f'"true"^^<{XSD}boolean>',
    f'"false"^^<{XSD}boolean>', r'"铜\n矿\t\"x\\u0041 \\"@zh', "<http://例子.invalid/法>", "_:b",
]  # fmt: skip


@dataclass(frozen=True)
class Real:
    """A running store: its kind, the address to give to `load`, and where its graphs are read and written."""

    kind: str
    url: str
    graphs: str

    def graph(self, method: str, name: str, body: bytes | None = None) -> None:
        """Write or delete a graph."""
        address = f"{self.graphs}?graph={quote(name, safe='')}"
        digest = Digest()
        for verb, content in (("GET", None), (method, body)):
            request = urllib.request.Request(address, data=content, method=verb)  # noqa: S310 - our own server
            if content is not None:
                request.add_header("Content-Type", "text/turtle")
            authorise(request)
            with contextlib.suppress(RefusedError), send(request, 30, digest):
                pass

    def count(self, name: str) -> str:
        """Count the triples of a graph."""
        text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        return next(open_graph(self.url).select(text).values())["n"]


KINDS = ("oxigraph", "fuseki", "virtuoso")
HOLDING: set[str] = set()
"""Addresses of stores that hold the two documents and more, and nothing else of ours."""


@pytest.fixture(scope="session", params=KINDS)
def server(request: pytest.FixtureRequest) -> Real:
    kind: str = request.param
    url: str = request.getfixturevalue(f"{kind}_server")
    return Real(kind, url, url + {"oxigraph": "/store", "fuseki": "/data", "virtuoso": "/sparql-graph-crud-auth"}[kind])


@pytest.fixture
def store(server: Real, monkeypatch: pytest.MonkeyPatch) -> Real:
    """A store that holds no graph of ours, with what it takes to write into it."""
    HOLDING.discard(server.url)
    if server.kind == "virtuoso":
        monkeypatch.setenv("POLICYKG_USER", "dba")
        monkeypatch.setenv("POLICYKG_PASSWORD", "dba")
    graphs = 'SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(REGEX(STR(?g), "^(urn:|https://w3id.org/policykg)")) }'
    for row in open_graph(server.url).select(graphs).values():
        server.graph("DELETE", row["g"])
    return server


def test_load_proves_what_arrived(store: Real, built: Path) -> None:
    store.graph("PUT", OTHER, b"<urn:a> <urn:b> <urn:c> .\n")
    first = load(built, store.url, queries=False)
    assert first.ok, first
    assert sum(graph.sent for graph in first.graphs) == len((built / "graph.nq").read_bytes().splitlines())
    assert all(graph.sent == graph.found > 0 and graph.same and not graph.was_there for graph in first.graphs)
    second = load(built, store.graphs, queries=False)
    assert second.graphs == first.graphs
    assert all(graph.was_there for graph in second.graphs)
    name = first.graphs[0].graph
    store.graph("PUT", name, b"<urn:old> <urn:b> <urn:c> .\n")
    third = load(built, store.url, queries=False)
    assert third.graphs == first.graphs
    assert [graph.was_there for graph in third.graphs] == [False, True, True, True]
    assert store.count(OTHER) == "1"


def test_what_is_sent_arrives(store: Real, tmp_path: Path) -> None:
    """Every kind of value, text in Chinese and of four bytes, tags of languages, blank nodes, and one very long line."""
    lines = [f"<urn:s> <urn:p> {value} <urn:g:1> .\n" for value in VALUES]
    lines += ["<http://例子.invalid/法> <urn:p> _:b <urn:g:1> .\n", '_:b <urn:p> "环节" <urn:g:1> .\n']
    lines += [f'<urn:s> <urn:p> "{"长文" * 20_000}"@zh <urn:g:2> .\n']
    (tmp_path / "graph.nq").write_text("".join(lines), encoding="utf-8")
    report = load(tmp_path, store.url, queries=False)
    assert report.error is None
    assert [(graph.sent, graph.found, graph.same) for graph in report.graphs] == [(15, 15, True), (1, 1, True)]


def test_more_triples_than_a_store_hands_out_at_once(store: Real, tmp_path: Path) -> None:
    lines = (f'<urn:s:{number}> <urn:p> "第{number}号" <urn:g:1> .\n' for number in range(12_345))
    (tmp_path / "graph.nq").write_text("".join(lines), encoding="utf-8")
    (graph,) = load(tmp_path, store.url, queries=False).graphs
    assert (graph.sent, graph.found, graph.same) == (12_345, 12_345, True)
    ask = "SELECT ?s ?o WHERE { ?s <urn:p> ?o }"
    if store.kind == "virtuoso":
        with pytest.raises(
            QueryError, match=r"/sparql: the store gives no more than 10000 rows; raise ResultSetMaxRows"
        ):
            open_graph(store.url).select(ask)
    else:
        assert len(open_graph(store.url).select(ask)) == 12_345


def test_nothing_outlives_the_graph_that_it_was_sent_in(store: Real, tmp_path: Path) -> None:
    numbers = ["12", "-3", "0.50", "007.010", "+1.", "0", "29307600000", "666.666666666666667"]
    first = "".join(f'<urn:s> <urn:p> "{number}"^^<{XSD}decimal> <urn:g:1> .\n' for number in numbers)
    for text, count in ((first, 8), ('<urn:s> <urn:p> "12^^<urn:x>" <urn:g:1> .\n', 1)):
        (tmp_path / "graph.nq").write_text(text, encoding="utf-8")
        (graph,) = load(tmp_path, store.url, queries=False).graphs
        assert (graph.sent, graph.found, graph.same) == (count, count, True)


@pytest.fixture
def loaded(server: Real, full_trig: Path) -> Backend:
    """A store that holds the two documents and more; it is filled again only after a test that wrote into it."""
    if server.url not in HOLDING:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("POLICYKG_USER", "dba")
            patch.setenv("POLICYKG_PASSWORD", "dba")
            assert load(full_trig, server.url, queries=False).arrived
        HOLDING.add(server.url)
    return open_graph(server.url)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_every_named_query_is_answered_alike(query: NamedQuery, loaded: Backend, full: Backend) -> None:
    values = {parameter.name: parameter.example for parameter in query.parameters if not parameter.optional}
    expected = run(query, full, values)
    assert len(expected) > 0
    assert run(query, loaded, values) == expected


@pytest.mark.parametrize(("name", "parameters"), [asked[:2] for asked in (*ASKED, *ASKED_OF_MORE)])
def test_parameters_narrow_the_answer_as_elsewhere(
    name: str, parameters: dict[str, str], loaded: Backend, full: Backend
) -> None:
    assert run(name, loaded, parameters) == run(name, full, parameters)


TEXTS = [(query, one.name) for query in list_queries() for one in query.parameters if one.type == "text"]


@pytest.mark.parametrize("place", range(len(TEXTS)), ids=lambda place: f"{TEXTS[place][0].name}-{TEXTS[place][1]}")
def test_hostile_values_are_only_values(place: int, loaded: Backend, full: Backend) -> None:
    """What would end a string or the query finds nothing else than elsewhere, and is no error."""
    query, name = TEXTS[place]
    values = {other.name: other.example for other in query.parameters if not other.optional}
    # Without the empty text, in which Virtuoso 7.2.5 finds nothing where SPARQL 1.1 §17.4.3.8 finds everything.
    values[name] = [one for one in HOSTILE if one][place % (len(HOSTILE) - 1)]
    assert run(query, loaded, values) == run(query, full, values)


def test_every_form_of_query(loaded: Backend) -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    assert loaded.ask(f"ASK {{ ?task {label} ?any }}") is True
    assert loaded.ask("ASK { ?s ?p 'no such thing' }") is False
    triples = loaded.construct(f"CONSTRUCT {{ ?s {label} ?o }} WHERE {{ ?s {label} ?o FILTER(STR(?o) = '完善政策') }}")
    assert {str(triple.object) for triple in triples} == {'"完善政策"@zh'}
    assert loaded.construct(f"DESCRIBE {triples[0].subject}")


def test_errors_are_in_the_words_of_the_store(server: Real, loaded: Backend) -> None:
    words = {"oxigraph": "error at 1:", "fuseki": "Parse error: Encountered", "virtuoso": "Virtuoso 37000 Error SP030"}
    with pytest.raises(QueryError, match=words[server.kind]) as caught:
        loaded.query("SELECT ?甲 WHERE { ?s ?p }")
    assert "\n" not in str(caught.value)
    assert "HTTP 400 Bad Request: " in str(caught.value)


def test_password_that_is_wrong_is_not_shown(
    virtuoso_server: str, built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    HOLDING.discard(virtuoso_server)
    url = f"{virtuoso_server}/sparql"
    (built / "graph.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g:3> .\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"/sparql-graph-crud: HTTP 403 Forbidden: .*Permission denied"):
        load(built, url)
    monkeypatch.setenv("POLICYKG_USER", "dba")
    monkeypatch.setenv("POLICYKG_PASSWORD", "秘密hidden")
    with pytest.raises(QueryError, match=r"/sparql-graph-crud-auth: HTTP 401 Unauthorized") as caught:
        load(built, url)
    assert "hidden" not in str(caught.value)
    monkeypatch.delenv("POLICYKG_USER")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login dba password dba\n", encoding="utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    assert load(built, url, queries=False).arrived


@pytest.mark.parametrize("options", [(), ("--mem",)])
def test_fuseki_that_keeps_its_default_graph_apart(
    options: tuple[str, ...],
    start_fuseki: Callable[..., contextlib.AbstractContextManager[str]],
    built: Path,
    tmp_path: Path,
    embedded: Backend,
) -> None:
    with start_fuseki(tmp_path, *options) as url:
        report = load(built, url)
        assert report.ok, [str(one)[:250] for one in report.graphs]
        assert len(report.answers) == len(list_queries())
        assert run("mines", open_graph(f"{url}/sparql")) == run("mines", embedded)
        for text in ("ASK { ?s ?p ?o } # read from it", "ASK { ?s ?p ?o FILTER(STR(?o) != 'a graph of it') }"):
            assert open_graph(url).ask(text)


class Cut:
    """A way to a server that breaks off once so many bytes have gone in one direction, the first time or always."""

    def __init__(self, url: str, after: int, upwards: bool, times: int) -> None:
        parts = urlsplit(url)
        self._there = (parts.hostname or "", parts.port or 80)
        self._after, self._upwards, self._left = after, upwards, times
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = parts._replace(netloc=f"127.0.0.1:{self._door.getsockname()[1]}").geturl()
        self._gone = {True: 0, False: 0}
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(self._there)
                for source, target, upwards in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._pump, args=(source, target, upwards), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, upwards: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(4096):
                self._gone[upwards] += len(data)
                if upwards == self._upwards and self._left and self._gone[upwards] > self._after:
                    self._left -= 1
                    break
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._door.close()


@contextlib.contextmanager
def cut(url: str, after: int, upwards: bool, times: int) -> Iterator[str]:
    way = Cut(url, after, upwards, times)
    yield way.url
    way.close()


PLACES = [(0, True), (5_000, True), (40_000, True), (100, False), (20_000, False), (90_000, False)]


@pytest.mark.parametrize(("after", "upwards"), PLACES)
def test_second_run_goes_on_where_the_connection_broke(
    after: int, upwards: bool, store: Real, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queries.store._PAUSE", 0.01)
    with cut(store.url, after, upwards, 1_000_000) as url:
        try:
            report = load(built, url, queries=False)
            trouble, whole = report.error or "", len(report.graphs)
        except QueryError as error:
            trouble, whole = str(error), 0
    assert "the connection broke" in trouble
    assert ("of 4 graphs had arrived: http://127.0.0.1" in trouble) == (whole > 0)
    again = load(built, store.url, queries=False)
    assert again.ok
    assert [graph.was_there for graph in again.graphs][:whole] == [True] * whole


@pytest.mark.parametrize(("after", "upwards"), [(40_000, True), (20_000, False)])
def test_connection_that_breaks_once_is_made_again(after: int, upwards: bool, store: Real, built: Path) -> None:
    with cut(store.url, after, upwards, 1) as url:
        report = load(built, url, queries=False)
    assert report.ok, [str(one)[:250] for one in report.graphs]


def test_command_says_what_it_proved(store: Real, built: Path) -> None:
    words = [sys.executable, "-m", "policykg", "load", "--graph", str(built), "--to", store.url, "--no-queries"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith("in 4 graphs: every graph arrived whole; 0 were there")
    assert "dba" not in done.stdout + done.stderr


def test_samples_arrive_and_are_answered_alike(store: Real, samples: Path, tmp_path: Path) -> None:
    build([samples], tmp_path / "out", "policykg 0")
    report = load(tmp_path / "out", store.url)
    assert report.ok, [report.error, *(answer for answer in report.answers if answer.why)]
    assert len(report.answers) == len(list_queries())
