"""Two small documents as a graph, in every place where a graph can lie."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

import pytest
from pyoxigraph import RdfFormat, Store

from queries import open_graph
from queries.backends import Backend
from queries.backends.embedded import merge
from queries.endpoint.server import find_oxigraph

ROOT = Path(__file__).resolve().parents[2]
TRIG = Path(__file__).parent / "two-documents.trig"
GAPS = Path(__file__).parent / "gaps.trig"


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No password of this machine, and no proxy, has a part in the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NETRC", raising=False)
    for name in ("POLICYKG_USER", "POLICYKG_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def trig() -> Path:
    """The graph as TriG: a plan with its notice, and an opinion that was read from two files."""
    return TRIG


@pytest.fixture(scope="session")
def nquads(trig: Path) -> bytes:
    """The same graph as sorted N-Quads."""
    store = Store()
    store.load(path=str(trig), format=RdfFormat.TRIG)
    lines = (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(lines))


@pytest.fixture
def built(tmp_path: Path, nquads: bytes) -> Path:
    """A folder as `policykg build` writes it, without a store."""
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "graph.nq").write_bytes(nquads)
    return folder


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory, nquads: bytes) -> Path:
    """A folder with a store that holds the merge of its graphs as well."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "graph.nq").write_bytes(nquads)
    store = Store(str(folder / "store"))
    store.bulk_load(nquads, format=RdfFormat.N_QUADS)
    merge(store)
    store.flush()
    return folder


@pytest.fixture(scope="session")
def unmerged(tmp_path_factory: pytest.TempPathFactory, nquads: bytes) -> Path:
    """A folder with a store that holds the named graphs alone."""
    folder = tmp_path_factory.mktemp("unmerged")
    store = Store(str(folder / "store"))
    store.bulk_load(nquads, format=RdfFormat.N_QUADS)
    store.flush()
    return folder


def free_port() -> int:
    """Find a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(command: list[str], port: int, folder: Path | None = None) -> Iterator[None]:
    """Run a server until its port has answered and the caller is done."""
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(3000):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if child.poll() is not None:
                pytest.fail(f"{command[0]} ended with {child.returncode} before it answered")
            time.sleep(0.02)
        yield
    finally:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(20)


@contextmanager
def oxigraph() -> Iterator[str]:
    """Run an empty Oxigraph server in memory and give its base URL."""
    port = free_port()
    with running([find_oxigraph(), "serve", "--bind", f"127.0.0.1:{port}"], port):
        yield f"http://127.0.0.1:{port}"


def missing(what: str) -> NoReturn:
    """Skip a test for want of a store, which CI must have."""
    reason = f"{what} is missing; `.ci/run` says how to install it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def fuseki(folder: Path, *options: str) -> Iterator[str]:
    """Run Fuseki with an empty TDB2 database and give the URL of its data set."""
    jars = sorted((ROOT / ".stores").glob("jena-fuseki-server-*.jar"))
    if not jars or not shutil.which("java"):
        missing("Apache Jena Fuseki")
    port, database = free_port(), folder / "fuseki"
    database.mkdir()
    kind = ("--mem",) if "--mem" in options else ("--tdb2", "--update", "--loc", str(database), *options)
    java = ["java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", str(jars[-1]), "--localhost", "--port", str(port)]
    with running([*java, *kind, "/ds"], port, folder):
        yield f"http://127.0.0.1:{port}/ds"


_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""
"""Virtuoso as Debian sets it up, with files of its own and little memory."""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso with a new database and give its base URL; its user is dba, with the password dba."""
    if not shutil.which("virtuoso-t"):
        missing("Virtuoso")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http), encoding="utf-8")
    with running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], http, folder):
        yield f"http://127.0.0.1:{http}"


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[str]:
    """Base URL of an Oxigraph that several tests share."""
    with oxigraph() as url:
        yield url


@pytest.fixture(scope="session")
def start_fuseki() -> Callable[..., AbstractContextManager[str]]:
    """Start a Fuseki of one's own."""
    return fuseki


@pytest.fixture(scope="session")
def fuseki_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a data set of Fuseki whose default graph is the union of its graphs."""
    with fuseki(tmp_path_factory.mktemp("fuseki"), "--set", "tdb2:unionDefaultGraph=true") as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of a Virtuoso."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture
def empty_server() -> Iterator[str]:
    """Base URL of an Oxigraph server of this test's own."""
    with oxigraph() as url:
        yield url


def put(url: str, content: bytes, kind: str) -> None:
    """Put a graph into a server."""
    import urllib.request

    request = urllib.request.Request(f"{url}/store", data=content)  # noqa: S310 - our own server
    request.add_header("Content-Type", kind)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30):
        pass


@pytest.fixture(scope="session")
def endpoint(nquads: bytes) -> Iterator[str]:
    """URL of a SPARQL endpoint that holds the graph."""
    with oxigraph() as url:
        put(url, nquads, "application/n-quads")
        yield f"{url}/query"


@pytest.fixture(scope="session", params=["memory", "store", "unmerged", "rdflib", "remote"])
def graph(request: pytest.FixtureRequest, trig: Path) -> Iterator[Backend]:
    """The graph, behind every backend in turn."""
    if request.param == "remote":
        opened = open_graph(request.getfixturevalue("endpoint"))
    elif request.param == "rdflib":
        opened = open_graph(str(trig), "rdflib")
    elif request.param == "memory":
        opened = open_graph(str(trig))
    else:
        opened = open_graph(str(request.getfixturevalue("stored" if request.param == "store" else "unmerged")))
    with opened:
        yield opened


@pytest.fixture(scope="session")
def embedded(trig: Path) -> Backend:
    """The graph in memory: what the others are compared with."""
    return open_graph(str(trig))


@pytest.fixture(scope="session")
def full_trig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph with more in it, so that every named query has an answer."""
    file = tmp_path_factory.mktemp("full") / "full.trig"
    file.write_text(TRIG.read_text("utf-8") + GAPS.read_text("utf-8"), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def full(full_trig: Path) -> Backend:
    """The graph with more in it, in memory."""
    return open_graph(str(full_trig))


@pytest.fixture(scope="session", params=["store", "unmerged", "rdflib", "remote"])
def full_elsewhere(
    request: pytest.FixtureRequest, full_trig: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Backend]:
    """The graph with more in it, behind every other backend in turn."""
    if request.param == "remote":
        with oxigraph() as url:
            put(url, full_trig.read_bytes(), "application/trig")
            yield open_graph(f"{url}/query")
    elif request.param == "rdflib":
        yield open_graph(str(full_trig), "rdflib")
    else:
        folder = tmp_path_factory.mktemp("full-stored")
        store = Store(str(folder / "store"))
        store.bulk_load(path=str(full_trig), format=RdfFormat.TRIG)
        if request.param == "store":
            merge(store)
        store.flush()
        del store
        with open_graph(str(folder)) as opened:
            yield opened


Answer = tuple[int, dict[str, str], bytes]
Seen = list[tuple[str, str, dict[str, str], bytes]]


@pytest.fixture
def stub() -> Iterator[Callable[..., tuple[str, Seen]]]:
    """Make servers that give prepared answers, the last one again and again, and note what they were asked."""
    servers: list[ThreadingHTTPServer] = []

    def make(*answers: Answer, wait: float = 0.0) -> tuple[str, Seen]:
        seen: Seen = []

        class Handler(BaseHTTPRequestHandler):
            def _reply(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                seen.append((self.command, self.path, dict(self.headers), body))
                time.sleep(wait)
                status, headers, content = answers[min(len(seen), len(answers)) - 1]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = _reply  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a client that stopped waiting

        server = Quiet(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/query", seen

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()
