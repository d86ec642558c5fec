"""The local server: real requests, and what it refuses."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from queries import QueryError, list_queries, named_query, open_graph, run, serve
from queries.backends import Backend
from queries.server import Serving

JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
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
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(serving.url).port or 0, timeout=20)
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
        ("GET", "/query", "", "", 400),
        ("GET", "/query?query=ASK{}&query=ASK{}", "", "", 400),
        ("POST", "/query", "text/plain", "ASK {}", 415),
        ("PATCH", "/query", "", "", 405),
        ("OPTIONS", "/query", "", "", 405),
        ("BREW", "/", "", "", 501),
        ("POST", "/query", FORM, "query=", 400),
        ("POST", "/query", FORM, "query=SELECT+*+{SERVICE<http://127.0.0.1:9/>{?s+?p+?o}}", 403),
        ("GET", "/query?query=ASK{SERVICE+SILENT<http://127.0.0.1:9/>{}}", "", "", 403),
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
    assert answer[1].get("Allow") == ("GET, HEAD, POST" if status == 405 else None)
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
def test_time_limit_is_a_status(query: str, stored: Path) -> None:
    with serve(stored, 0, seconds=1) as running:
        status, headers, body = ask(running, "GET", f"/query?query={quote(query)}", headers={"Accept": JSON})
    assert (status, headers["Content-Type"]) == (504, "text/plain; charset=utf-8")
    assert body == "the query took longer than 1 s\n"


def cpu(pid: int) -> int:
    """Return the processor time that a process has taken, in ticks."""
    return sum(int(word) for word in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])


def kept(serving: Serving) -> int:
    """Return the process of oxigraph, which its keeper started."""
    assert serving._engine is not None
    keeper = serving._engine.child.pid
    return int(Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()[0])


def test_a_query_that_does_not_end_is_ended_and_others_are_asked_again(built: Path, embedded: Backend) -> None:
    with serve(built, 0, seconds=1) as running, ThreadPoolExecutor(4) as pool:
        first = kept(running)
        endless = [pool.submit(ask, running, "GET", f"/query?query={quote(ENDLESS)}") for _ in range(2)]
        remote = open_graph(running.endpoint)
        while not all(one.done() for one in endless):
            assert run("bodies", remote) == run("bodies", embedded)
        assert [one.result()[0] for one in endless] == [504, 504]
        second = kept(running)
        assert second != first
        assert not Path(f"/proc/{first}").exists()
        assert run("bodies", remote) == run("bodies", embedded)
        spent = cpu(second)
        time.sleep(0.5)
        assert cpu(second) - spent <= 5  # nothing goes on behind our back


def test_want_of_memory_ends_the_query_alone(
    built: Path, embedded: Backend, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("queries.engine._MOST_BYTES", 700 << 20)
    with serve(built, 0, seconds=30) as running:
        status, _, words = ask(running, "GET", f"/query?query={quote(ENDLESS)}")
        assert (status, words[:25]) == (502, "oxigraph ended 3 times ov")
        assert run("bodies", open_graph(running.endpoint)) == run("bodies", embedded)
    assert capfd.readouterr() == ("", "")


def test_large_answer_arrives_whole(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.engine._HELD_BYTES", 1000)
    text = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
    status, headers, body = ask(serving, "GET", f"/query?query={quote(text)}", headers={"Accept": JSON})
    assert status == 200
    assert "Content-Length" not in headers
    assert len(json.loads(body)["results"]["bindings"]) == len(open_graph(serving.endpoint).select(text)) > 100


def test_large_answer_that_breaks_has_no_end(stored: Path) -> None:
    with serve(stored, 0, seconds=1) as running:
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            ask(running, "GET", f"/query?query={quote(PRODUCT.format(more=''))}", headers={"Accept": JSON})
        with socket.create_connection(("127.0.0.1", urlsplit(running.url).port or 0), 20) as old:
            request = f"GET /query?query={quote(PRODUCT.format(more=''))} HTTP/1.0\r\nHost: localhost\r\n\r\n"
            old.sendall(request.encode())
            with pytest.raises(ConnectionResetError):
                list(iter(lambda: old.recv(1 << 20), b""))


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
        assert running._folder is not None
        folder = Path(running._folder.name)
        assert folder.is_dir()
        assert running._engine is not None
        child = running._engine.child
    assert not folder.exists()
    assert child.poll() is not None
    assert sorted(path.name for path in built.iterdir()) == ["graph.nq"]
    with pytest.raises(QueryError, match="no connection"):
        open_graph(running.endpoint).ask("ASK {}")


def test_store_of_named_graphs_alone(unmerged: Path, embedded: Backend) -> None:
    with serve(unmerged, 0) as running:
        assert run("bodies", open_graph(running.endpoint)) == run("bodies", embedded)


def test_what_cannot_be_served(tmp_path: Path, built: Path, serving: Serving) -> None:
    with pytest.raises(QueryError, match=r"graph\.nq is missing"):
        serve(tmp_path, 0)
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
            told = f"{{running._engine.port}} {{running._engine.child.pid}} {{running._folder.name}}"
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


def test_end_of_oxigraph_is_told(built: Path) -> None:
    with serve(built, 0) as running:
        assert running._engine is not None
        os.kill(running._engine.child.pid, signal.SIGTERM)  # the keeper hands it on
        with pytest.raises(QueryError, match="oxigraph ended by itself"):
            running.wait()
