"""The local server: real requests, and what it refuses."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import RDF, Graph, Namespace, URIRef

from queries import QueryError, list_queries, named_query, open_graph, run, serve
from queries.backends import Backend
from queries.endpoint.keeper import _limit
from queries.endpoint.server import Serving
from queries.endpoint.worker import Worker, _free_port

JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SCRIPT = "\nlet 铜 = 1;\n"
SCRIPT_HASH = f"'sha256-{b64encode(sha256(SCRIPT.encode()).digest()).decode()}'"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "explorer.html"
    file.write_text(f"<!DOCTYPE html><title>浏览</title><script>{SCRIPT}</script>", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def serving(stored: Path, page: Path) -> Iterator[Serving]:
    with serve(stored, 0, page) as running:
        yield running


Reply = tuple[int, dict[str, str], str]


def ask(
    serving: Serving, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> Reply:
    """Send one request; a Host among the headers takes the place of the true one."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(serving.url).port or 0, timeout=60)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read().decode("utf-8")
    finally:
        connection.close()


def test_named_queries_answer_like_the_folder(serving: Serving, embedded: Backend) -> None:
    remote = open_graph(serving.endpoint)
    for query in list_queries():
        needed = {parameter.name: parameter.example for parameter in query.parameters if not parameter.optional}
        assert run(query, remote, needed) == run(query, embedded, needed)


def test_triples_count_once(serving: Serving) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?b <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }"
    assert next(open_graph(serving.endpoint).select(text).values()) == {"n": "21"}


def test_get_form_and_direct_post(serving: Serving) -> None:
    text = "ASK { ?s ?p '铜'@zh }"
    answers = [
        ask(serving, "GET", f"/query?query={quote(text)}", headers={"Accept": JSON}),
        ask(serving, "POST", "/query", f"query={quote(text)}".encode(), {"Accept": JSON, "Content-Type": FORM}),
        ask(serving, "POST", "/query", text.encode(), {"Accept": JSON, "Content-Type": "application/sparql-query"}),
    ]
    for status, headers, body in answers:
        assert status == 200
        assert headers["Content-Type"] == JSON
        assert json.loads(body)["boolean"] is True


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "status"),
    [
        ("POST", "/query", "application/sparql-update", "DROP ALL", 403),
        ("POST", "/query", FORM, "update=DROP+ALL", 403),
        ("POST", "/query", FORM, "query=DROP+ALL", 400),
        ("POST", "/query", "application/sparql-query", "INSERT DATA { <urn:a> <urn:b> 1 }", 400),
        ("GET", "/query?update=DROP+ALL", "", "", 403),
        ("POST", "/update", "application/sparql-update", "DROP ALL", 404),
        ("POST", "/store", "application/n-triples", "<urn:a> <urn:b> 1 .", 404),
        ("PUT", "/store?default", "application/n-triples", "<urn:a> <urn:b> 1 .", 405),
        ("DELETE", "/store", "", "", 405),
        ("GET", "/store", "", "", 404),
        ("GET", "/../../etc/passwd", "", "", 404),
        ("GET", "/query?format=csv", "", "", 400),
        ("GET", "/library/none", "", "", 400),
        ("GET", "/library/body?one=x", "", "", 400),
        ("GET", "/query?query=ASK{}&query=ASK{}", "", "", 400),
        ("POST", "/query", "text/plain", "ASK {}", 415),
        ("PATCH", "/query", "", "", 405),
        ("BREW", "/", "", "", 501),
        ("POST", "/query", FORM, "query=", 400),
        ("POST", "/query", FORM, "query=SELECT+*+{SERVICE<http://127.0.0.1:9/>{?s+?p+?o}}", 403),
        ("GET", "/query?query=ASK{SERVICE+SILENT<http://127.0.0.1:9/>{}}", "", "", 403),
        ("GET", "/query?query=ASK+FROM+<http://127.0.0.1:9/>{?s+?p+?o}", "", "", 403),
        ("GET", "/query?query=ASK{?s+?p+?o}&default-graph-uri=http://127.0.0.1:9/", "", "", 403),
        ("GET", "/query?query=ASK{?s+?p+?o}&named-graph-uri=>", "", "", 403),
        ("POST", "/query", "application/sparql-query", "x" * 1_000_001, 413),
    ],
)
def test_nothing_else_is_served(method: str, path: str, kind: str, body: str, status: int, serving: Serving) -> None:
    headers = {"Content-Type": kind} if kind else {}
    before = len(open_graph(serving.endpoint).select("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }"))
    answer = ask(serving, method, path, body.encode() if body else None, headers)
    assert answer[0] == status
    assert answer[1]["Content-Type"] == "text/plain; charset=utf-8"
    assert answer[1]["X-Content-Type-Options"] == "nosniff"
    assert answer[1].get("Allow") == ("GET, HEAD, OPTIONS, POST" if status == 405 else None)
    assert answer[2].count("\n") == 1
    assert len(open_graph(serving.endpoint).select("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }")) == before


def test_no_request_prints_anything(serving: Serving, capfd: pytest.CaptureFixture[str]) -> None:
    kind = {"Content-Type": "application/sparql-query"}
    assert ask(serving, "POST", "/query", None, {**kind, "Content-Length": "9" * 5000})[0] == 413
    assert (
        ask(serving, "POST", "/query", b"5\r\nASK{}\r\n0\r\n\r\n", {**kind, "Transfer-Encoding": "chunked"})[0] == 400
    )
    port = urlsplit(serving.url).port or 0
    for words in (b"GET / HTTP/9.9\r\n\r\n", b"\xff\xfe\r\n\r\n", b"GET " + b"/" * 70000 + b" HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), 10) as raw:
            raw.sendall(words)
            assert b"<html" not in raw.recv(65536)
    for words in (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"POST /query HTTP/1.1\r\nHost: localhost\r\n"):
        with socket.create_connection(("127.0.0.1", port), 10) as raw:
            raw.sendall(words)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leaves with a reset
    time.sleep(0.3)
    assert capfd.readouterr() == ("", "")


def test_chunked_query_is_refused_in_words(serving: Serving) -> None:
    chunked = {"Content-Type": "application/sparql-query", "Transfer-Encoding": "chunked"}
    port = urlsplit(serving.url).port or 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/query", iter([b"ASK {", b" " * 200_000, b"}"]), chunked, encode_chunked=True)
    response = connection.getresponse()
    assert (response.status, response.read()) == (411, b"the length of the query is missing\n")
    connection.close()


PRODUCT = "SELECT ?a ?e ?i {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l {more} }}"
ENDLESS = PRODUCT.format(more="") + " ORDER BY ?a ?e ?i"  # sorted at the end, which looks at no clock


@pytest.mark.parametrize("query", [f"SELECT (COUNT(*) AS ?n) {{ {{ {PRODUCT.format(more='')} }} }}", ENDLESS])
def test_time_limit_is_a_status(query: str, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "queries.endpoint.engine._MEMORY", (4 << 30, 4 << 30)
    )  # of which it takes a gigabyte in a second
    with serve(stored, 0, seconds=1) as running:
        status, headers, body = ask(running, "GET", f"/query?query={quote(query)}", headers={"Accept": JSON})
    assert (status, headers["Content-Type"]) == (504, "text/plain; charset=utf-8")
    assert body == "the query took longer than 1 s\n"


def cpu(pid: int) -> int:
    """Return the processor time that a process has taken, in ticks."""
    return sum(int(word) for word in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])


def below(serving: Serving) -> dict[int, int]:
    """Return the processes of oxigraph, which their keepers started, by those."""
    keepers: list[int] = []
    for one in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended
            keepers += map(int, one.read_text().split())
    found = {}
    for keeper in keepers:
        with suppress(OSError):
            if serving.store.encode() in Path(f"/proc/{keeper}/cmdline").read_bytes():
                found[keeper] = int(Path(f"/proc/{keeper}/task/{keeper}/children").read_text() or 0)
    return found


def test_queries_that_do_not_end_are_ended_alone_and_starve_nobody(built: Path, embedded: Backend) -> None:
    with serve(built, 0, seconds=2) as running, ThreadPoolExecutor(8) as pool:
        paths = [f"/query?query={quote(f'{ENDLESS} # {number}')}" for number in range(4)]
        endless = [pool.submit(ask, running, "GET", path) for path in paths]
        remote, turn = open_graph(running.endpoint), 0
        while not any(one.done() for one in endless):
            turn += 1  # words of its own, so that no kept answer helps
            assert remote.select(f"{named_query('bodies').text} # {turn}") == run("bodies", embedded)
        assert turn > 1
        assert {one.result()[0] for one in endless} == {504}
        assert run("bodies", remote) == run("bodies", embedded)
        time.sleep(0.5)
        left = below(running)
        assert len(left) <= 2
        spent = [cpu(pid) for pid in left.values()]
        time.sleep(0.5)
        assert sum(map(cpu, left.values())) - sum(spent) <= 5  # nothing goes on behind our back
    assert below(running) == {}


def test_nothing_goes_on_for_a_client_that_has_left(built: Path) -> None:
    with serve(built, 0, seconds=60) as running:
        with socket.create_connection(("127.0.0.1", urlsplit(running.url).port or 0), 20) as client:
            client.sendall(f"GET /query?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            until(lambda: any(cpu(pid) > 5 for pid in below(running).values()))
            (busy,) = below(running).values()
        until(lambda: busy not in below(running).values())
        assert ask(running, "GET", "/query?query=ASK{}")[0] == 200


def until(happened: Callable[[], bool]) -> None:
    """Wait for something."""
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_want_of_memory_ends_the_query_alone(
    built: Path, embedded: Backend, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("queries.endpoint.engine._MEMORY", (200 << 20, 200 << 20))
    with serve(built, 0, seconds=30) as running:
        status, _, words = ask(running, "GET", f"/query?query={quote(ENDLESS)}")
        assert (status, words) == (504, "the query needed more memory than it may have; ask for less\n")
        assert run("bodies", open_graph(running.endpoint)) == run("bodies", embedded)
    assert capfd.readouterr() == ("", "")


EVERYTHING = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def test_large_answer_arrives_whole(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(stored, 0) as running:
        rows = len(open_graph(running.endpoint).select(EVERYTHING))
        monkeypatch.setattr("queries.endpoint.held._MOST_IN_MEMORY", 1000)  # the rest lies in a file
        for accept in (JSON, "text/tab-separated-values"):
            status, headers, body = ask(running, "GET", f"/query?query={quote(EVERYTHING)}", headers={"Accept": accept})
            assert status == 200
            assert int(headers["Content-Length"]) == len(body.encode())
            assert rows > 100
            assert len(json.loads(body)["results"]["bindings"] if accept == JSON else body.splitlines()[1:]) == rows


def test_what_never_ends_is_never_half_an_answer(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/query?query={quote(PRODUCT.format(more=''))}"
    with serve(stored, 0, seconds=1) as running:
        assert ask(running, "GET", path, headers={"Accept": JSON})[::2] == (504, "the query took longer than 1 s\n")
    monkeypatch.setattr("queries.endpoint.held._MOST_PACKED", 100_000)
    with serve(stored, 0, seconds=60) as running:
        status, _, words = ask(running, "GET", path, headers={"Accept": JSON})
    assert (status, words) == (504, "the answer is too large; ask for less, or with LIMIT\n")


def test_too_many_are_told_when_to_come_again(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.endpoint.engine._MOST_WAITING", 0)
    with serve(stored, 0) as running:
        status, headers, words = ask(running, "GET", "/query?query=ASK{}")
    assert (status, headers["Retry-After"], words) == (503, "5", "too many queries wait already; ask again later\n")


def test_who_waits_at_the_end_is_told_and_nothing_starts_again(
    stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = shutil.copytree(stored, tmp_path / "own")
    started: list[int] = []
    begin = Worker._begin

    def counted(worker: Worker) -> int:
        started.append(0)
        return begin(worker)

    monkeypatch.setattr(Worker, "_begin", counted)
    with ThreadPoolExecutor(2) as pool:
        with serve(own, 0) as running:
            query = f"/query?query={quote(ENDLESS)}"
            waiting = [pool.submit(ask, running, "GET", query) for _ in range(2)]
            assert running._gateway is not None
            flights = running._gateway.answers._flights
            until(lambda: sum(len(one.gone) for one in list(flights.values())) == 2)
            assert running._engine is not None
            until(lambda engine=running._engine: bool(engine._running))  # type: ignore[misc]
            before = len(started)
        answers = [one.result(20) for one in waiting]
        assert {(status, body) for status, _, body in answers} == {(502, "the server is being closed\n")}
    assert len(started) == before
    until(lambda: not below(running))


def test_answers_that_are_kept_do_not_keep_long_queries(serving: Serving) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    assert ask(serving, "POST", "/query", b"ASK {} #" + b"x" * 900_000, direct)[0] == 200
    assert serving._gateway is not None
    assert len(repr(list(serving._gateway.answers._kept))) < 100_000


@pytest.mark.parametrize(
    ("query", "kept"),
    [("SELECT(COUNT(DISTINCTRAND())AS?n){?s?p?o}", 0), ("SELECT (now () AS ?n) {}", 0), ("SELECT ?now {}", 1)],
)
def test_what_is_another_each_time_is_not_kept(query: str, kept: int, stored: Path) -> None:
    with serve(stored, 0) as running:
        assert ask(running, "GET", f"/query?query={quote(query)}")[0] == 200
        assert running._gateway is not None
        assert len(running._gateway.answers._kept) == kept


def test_port_that_another_took_meanwhile_is_left_to_it(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ports = iter([other.getsockname()[1], _free_port()])
        monkeypatch.setattr("queries.endpoint.worker._free_port", lambda: next(ports))
        worker = Worker(stored / "store", False, 1 << 30, "")
        try:
            assert worker.port != other.getsockname()[1]
            assert b"true" in b"".join(worker.ask("ASK {}", "application/sparql-results+json"))
        finally:
            worker.end()


def test_no_room_for_an_answer_is_told(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with serve(stored, 0) as running:
        monkeypatch.setattr("queries.endpoint.held.SpooledTemporaryFile.write", full)
        status, _, body = ask(running, "GET", "/query?query=ASK{}")
    assert (status, body) == (502, "the answer cannot be taken in: No space left on device\n")


def test_oxigraph_that_cannot_be_started_is_told(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(24, "Too many open files")

    with serve(stored, 0) as running:
        assert running._engine is not None
        running._engine._idle.pop().end()
        monkeypatch.setattr("queries.endpoint.engine.Worker", full)
        status, _, body = ask(running, "GET", "/query?query=ASK{}")
    assert (status, body) == (502, "oxigraph cannot be started: Too many open files\n")


def test_address_that_is_none_is_told(serving: Serving) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(serving.url).port or 0), 20) as client:
        client.sendall(b"GET http://[/query HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with client.makefile("rb") as file:
            answer = file.read()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.endswith(b"\r\n\r\nthe address is malformed\n")


def test_system_that_bounds_no_memory_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")

    def refuse(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")  # macOS

    monkeypatch.setattr(resource, "setrlimit", refuse)
    _limit(1 << 30)


def test_two_may_end_a_process_at_once() -> None:
    class Closed:
        closed = False  # when it was looked at

        def write(self, _: bytes) -> None:
            raise ValueError("write to closed file")

        def close(self) -> None:
            self.closed = True

    worker = Worker.__new__(Worker)
    worker.keeper = SimpleNamespace(stdin=Closed())  # type: ignore[assignment]
    worker.stop()


def test_packed_where_wanted_and_known_by_a_tag(serving: Serving) -> None:
    path = f"/query?query={quote(EVERYTHING)}"
    port = urlsplit(serving.url).port or 0
    plain = ask(serving, "GET", path, headers={"Accept": JSON})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept": JSON, "Accept-Encoding": "br, gzip;q=0.5"})
    response = connection.getresponse()
    packed = response.read()
    connection.close()
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == plain[1]["Vary"] == "Accept, Accept-Encoding"
    assert gzip.decompress(packed).decode() == plain[2]
    assert response.headers["ETag"] != plain[1]["ETag"]
    for tag in (plain[1]["ETag"], f'W/{plain[1]["ETag"]}, "x"', "*"):
        status, headers, body = ask(serving, "GET", path, headers={"Accept": JSON, "If-None-Match": tag})
        assert (status, body, headers["ETag"]) == (304, "", plain[1]["ETag"])
    assert ask(serving, "GET", path, headers={"Accept": "text/csv", "If-None-Match": plain[1]["ETag"]})[0] == 200
    assert "Content-Encoding" not in ask(serving, "GET", "/query?query=ASK{}", headers={"Accept-Encoding": "gzip"})[1]


def test_the_same_question_is_answered_once(serving: Serving) -> None:
    with ThreadPoolExecutor(8) as pool:
        same = quote(f"SELECT (COUNT(*) AS ?n) {{ {'?a ?b ?c . ?d ?e ?f'} }}")
        texts = {one[2] for one in pool.map(lambda _: ask(serving, "GET", f"/query?query={same}"), range(8))}
        assert len(texts) == 1
        new = quote("SELECT (STRUUID() AS ?n) {}")
        assert len({one[2] for one in pool.map(lambda _: ask(serving, "GET", f"/query?query={new}"), range(8))}) == 8


def test_whoever_leaves_disturbs_nobody_who_asks_the_same(built: Path) -> None:
    with serve(built, 0, seconds=2) as running, ThreadPoolExecutor(2) as pool:
        path = f"/query?query={quote(ENDLESS)}"
        first = pool.submit(ask, running, "GET", path)
        for _ in range(2):
            with socket.create_connection(("127.0.0.1", urlsplit(running.url).port or 0), 20) as client:
                client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                time.sleep(0.4)
        assert first.result()[0] == 504
        assert (
            ask(running, "GET", f"/query?query={quote(ENDLESS + ' #')}")[0] == 504
        )  # somebody still looks at the clock


def test_a_graph_that_is_built_anew_is_asked_anew(stored: Path, tmp_path: Path) -> None:
    place = tmp_path / "graph"
    shutil.copytree(stored, place)
    text = quote("ASK { <urn:a> <urn:b> 1 }")
    with serve(place, 0) as running:
        assert "false" in ask(running, "GET", f"/query?query={text}")[2]
        shutil.rmtree(place / "store")
        store = Store(str(place / "store"))
        store.bulk_load(b"<urn:a> <urn:b> 1 .", format=RdfFormat.TURTLE)
        store.flush()
        del store
        assert "true" in ask(running, "GET", f"/query?query={text}")[2]


def test_graphs_can_be_named_beside_the_query_and_in_it(serving: Serving) -> None:
    remote = open_graph(serving.endpoint)
    graph = remote.select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g LIMIT 1").rows[0][0]
    assert graph is not None
    many = len(remote.select(f"SELECT DISTINCT * WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))
    iri = str(graph)[1:-1]
    for more in (f"+FROM+<{iri}>", ""):
        beside = "" if more else f"&default-graph-uri={quote(iri)}"
        path = f"/query?query=SELECT+*{more}+{{?s+?p+?o}}{beside}"
        assert (
            len(ask(serving, "GET", path, headers={"Accept": "text/tab-separated-values"})[2].splitlines()) == many + 1
        )


def test_the_endpoint_describes_itself(serving: Serving) -> None:
    for accept, kind in (("text/turtle", "text/turtle; charset=utf-8"), ("application/rdf+xml", "application/rdf+xml")):
        status, headers, body = ask(serving, "GET", "/query", headers={"Accept": accept})
        assert (status, headers["Content-Type"]) == (200, kind)
        graph = Graph().parse(data=body, format="xml" if "xml" in kind else "turtle")
        (service,) = graph.subjects(RDF.type, SD.Service)
        assert graph.value(service, SD.endpoint) == URIRef(serving.endpoint)
        assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
        assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    status, headers, _ = ask(serving, "GET", "/query", headers={"Accept": "text/html,*/*;q=0.1"})
    assert (status, headers["Location"]) == (303, "/")
    assert ask(serving, "GET", "/query", headers={"Accept": "image/png"})[0] == 406


def test_options_tell_the_methods(serving: Serving) -> None:
    status, headers, body = ask(serving, "OPTIONS", "/query")
    assert (status, headers["Allow"], body) == (204, "GET, HEAD, OPTIONS, POST", "")
    assert "Access-Control-Allow-Origin" not in headers


def test_parameters_are_bound_for_the_page(serving: Serving) -> None:
    value = quote('铜" } DROP')
    status, headers, text = ask(serving, "GET", f"/library/body?body={value}&place=")
    assert (status, headers["Content-Type"]) == (200, "application/sparql-query; charset=utf-8")
    assert r'VALUES ?body { "铜\" } DROP" }' in text
    assert "VALUES ?place" not in text
    assert ask(serving, "GET", "/library/partners?body=")[0] == 400


def test_head_has_the_length_and_no_body(serving: Serving) -> None:
    status, headers, body = ask(serving, "HEAD", "/query?query=ASK{}", headers={"Accept": JSON})
    assert (status, headers["Content-Length"], body) == (200, "26", "")


def test_query_without_length_or_in_another_encoding(serving: Serving) -> None:
    assert ask(serving, "POST", "/query", None, {"Content-Type": FORM})[0] == 411
    latin = {"Content-Type": "application/sparql-query"}
    assert ask(serving, "POST", "/query", b"ASK { ?s ?p '\xff' }", latin)[0] == 400


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost.evil:1"])
def test_other_hosts_are_refused(host: str, serving: Serving) -> None:
    for path in ("/", "/explorer", "/query?query=ASK{}"):
        status, _, body = ask(serving, "GET", path, headers={"Host": host})
        assert status == 421
        assert "policykg" not in body


def test_this_machine_by_any_name(serving: Serving) -> None:
    for host in ("localhost", "LOCALHOST:1234", "127.0.0.1"):
        assert ask(serving, "GET", "/query?query=ASK{}", headers={"Host": host})[0] == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_other_sites_may_not_ask(headers: dict[str, str], serving: Serving) -> None:
    assert ask(serving, "GET", "/query?query=ASK{}", headers=headers)[0] == 403
    form = {**headers, "Content-Type": FORM}
    assert ask(serving, "POST", "/query", b"query=ASK{}", form)[0] == 403


def test_own_page_may_ask(serving: Serving) -> None:
    own = {"Origin": serving.url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert ask(serving, "GET", "/query?query=ASK{}", headers=own)[0] == 200


def test_index_is_self_contained_and_lists_every_query(serving: Serving) -> None:
    status, headers, body = ask(serving, "GET", "/")
    assert status == 200
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert 'href="/explorer"' in body
    for query in list_queries():
        assert f'data-query="{query.name}"' in body
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", body)
    data = json.loads(re.search(r'type="application/json">(.*?)</script>', body, re.DOTALL)[1])  # type: ignore[index]
    assert [entry["name"] for entry in data] == [query.name for query in list_queries()]
    for entry in data:
        status, _, answer = ask(serving, "GET", f"/query?query={quote(entry['text'])}", headers={"Accept": JSON})
        assert status == 200, answer
        columns = [column.name for column in named_query(entry["name"]).columns]
        assert json.loads(answer)["head"]["vars"] == columns


def test_explorer_is_the_page(serving: Serving, page: Path) -> None:
    status, headers, body = ask(serving, "GET", "/explorer")
    assert (status, body) == (200, page.read_text(encoding="utf-8"))
    policy = headers["Content-Security-Policy"]
    assert policy.startswith(
        f"default-src 'none'; script-src {SCRIPT_HASH}; style-src 'unsafe-inline'; img-src data:; "
    )
    assert "connect-src" not in policy
    assert ask(serving, "HEAD", "/explorer")[2] == ""


def test_error_of_a_query_is_one_line(serving: Serving) -> None:
    status, headers, body = ask(serving, "GET", "/query?query=SELECT")
    assert status == 400
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert body.startswith("error at 1:")
    assert body.count("\n") == 1


def test_folder_without_store_gets_a_passing_one(built: Path, embedded: Backend) -> None:
    with serve(built, 0) as running:
        assert running.explorer is None
        assert run("bodies", open_graph(running.endpoint)) == run("bodies", embedded)
        assert ask(running, "GET", "/explorer")[0] == 404
        folder = Path(running.store)
        assert folder.is_dir()
        assert below(running)
    assert not folder.exists()
    assert below(running) == {}
    assert sorted(path.name for path in built.iterdir()) == ["graph.nq"]
    with pytest.raises(QueryError, match="no connection"):
        open_graph(running.endpoint).ask("ASK {}")


def test_store_of_named_graphs_alone(unmerged: Path, embedded: Backend) -> None:
    with serve(unmerged, 0) as running:
        assert run("bodies", open_graph(running.endpoint)) == run("bodies", embedded)


def test_what_cannot_be_served(tmp_path: Path, built: Path, serving: Serving) -> None:
    with pytest.raises(QueryError, match=r"graph\.nq is missing"):
        serve(tmp_path, 0)
    (tmp_path / "broken" / "store").mkdir(parents=True)
    (tmp_path / "broken" / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(QueryError, match=r"store: the store cannot be opened"):
        serve(tmp_path / "broken", 0)
    with pytest.raises(QueryError, match="no such page"):
        serve(built, 0, tmp_path / "none.html")
    with pytest.raises(QueryError, match="the page cannot be read: Is a directory"):
        serve(built, 0, tmp_path)
    for url in ("http://127.0.0.1:9/query", Path("http://127.0.0.1:9/query")):
        with pytest.raises(QueryError, match="a folder or file is needed here"):
            serve(url, 0)
    port = urlsplit(serving.url).port or 0
    with pytest.raises(QueryError, match=f"port {port} of 127.0.0.1 cannot be opened"):
        serve(built, port)


def test_page_can_be_given_as_it_is(stored: Path) -> None:
    with serve(stored, 0, "<p>铜</p>".encode()) as running:
        assert running.explorer == f"{running.url}explorer"
        status, headers, body = ask(running, "GET", "/explorer")
    assert (status, body) == (200, "<p>铜</p>")
    assert "script-src 'none'" in headers["Content-Security-Policy"]


def is_open(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def gone(folder: Path, port: int) -> bool:
    """Wait until nothing is left of a server."""
    for _ in range(100):
        if not folder.exists() and not is_open(port):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_signal_ends_everything(how: signal.Signals, built: Path) -> None:
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from threading import Timer
        from queries import serve
        with serve(Path({str(built)!r}), 0) as running:
            worker = running._engine._idle[0]
            told = f"{{worker.port}} {{worker.pid}} {{running.store}}"
            Timer(0.3, print, [told], {{"flush": True}}).start()
            running.wait()
        print("done", flush=True)
        """
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        behind, pid, folder = child.stdout.readline().split()
        assert is_open(int(behind))
        child.send_signal(how)
        if how == signal.SIGHUP:
            child.send_signal(how)  # a closing terminal may say it twice
        killed = how == signal.SIGKILL
        assert child.stdout.read() == ("" if killed else "done\n")
        assert child.wait(10) == (-how if killed else 0)
    if not killed:
        assert not Path(folder).exists()
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)
    assert gone(Path(folder), int(behind))


def test_nohup_is_respected(built: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with serve(built, 0) as running:
            os.kill(os.getpid(), signal.SIGHUP)
            assert open_graph(running.endpoint).ask("ASK {}")
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_another_oxigraph_takes_the_place_of_one_that_ended(how: signal.Signals, built: Path) -> None:
    with serve(built, 0) as running:
        # The system's list of children leaves some out while others end.
        until(lambda: len(below(running)) == 1)
        for keeper, pid in below(running).items():
            os.kill(pid, how)
            until(lambda keeper=keeper: keeper not in below(running))  # type: ignore[misc]
        assert open_graph(running.endpoint).ask("ASK {}")
        until(lambda: len(below(running)) == 1)
