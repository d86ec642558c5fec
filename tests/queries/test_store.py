"""Loading into a real triple store, and into servers that will not have it."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from queries import QueryError, Rows, load, open_graph, run
from queries import store as store_module
from queries.backends import Backend
from queries.catalogue import NamedQuery
from queries.sending.web import Service

OTHER = "urn:other"
GRAPHS = [
    f"https://w3id.org/policykg/graph/{key}" for key in ("a1a1a1a1a1a1", "b2b2b2b2b2b2", "register", "vocabulary")
]


def put(server: str, graph: str, body: bytes) -> None:
    """Put a graph of N-Triples into a server."""
    url = f"{server}/store?graph={quote(graph, safe='')}"
    request = urllib.request.Request(url, data=body, method="PUT", headers={"Content-Type": "application/n-triples"})  # noqa: S310
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10):
        pass


def count(server: str, graph: str) -> str:
    """Count the triples of one graph of a server."""
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return next(open_graph(server).select(text).values())["n"]


def test_load_proves_what_arrived_and_leaves_other_graphs_alone(empty_server: str, built: Path) -> None:
    put(empty_server, OTHER, b"<urn:a> <urn:b> <urn:c> .\n")
    first = load(built, empty_server)
    assert first.ok
    assert [graph.graph for graph in first.graphs] == GRAPHS
    assert all(graph.sent == graph.found > 0 and graph.same for graph in first.graphs)
    assert sum(graph.sent for graph in first.graphs) == len((built / "graph.nq").read_bytes().splitlines())
    for url in ("query", "store", "update", ""):
        assert load(built, f"{empty_server}/{url}").graphs == first.graphs
    assert first.strangers == ()
    assert count(empty_server, OTHER) == "1"
    assert [row["graph"] for row in first.to_rows().values()] == GRAPHS
    assert not any(graph.was_there for graph in first.graphs)
    assert all(graph.was_there for graph in load(built, empty_server).graphs)


def test_loaded_graph_answers_like_the_folder(empty_server: str, built: Path) -> None:
    load(built, empty_server)
    with open_graph(str(built)) as local:
        for name in ("responsibilities", "together", "documents"):
            assert run(name, open_graph(empty_server)) == run(name, local)


def test_load_replaces_what_was_there(empty_server: str, built: Path) -> None:
    put(empty_server, GRAPHS[0], b"<urn:old> <urn:b> <urn:c> .\n")
    assert load(built, empty_server).ok
    assert not open_graph(empty_server).ask(f"ASK {{ GRAPH <{GRAPHS[0]}> {{ <urn:old> ?p ?o }} }}")


def test_store_that_loses_or_changes_triples_is_found_out(stub: Callable[..., tuple[str, object]], built: Path) -> None:
    results = {"Content-Type": "application/sparql-results+json"}
    three = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"3"}}]}}'
    triples = (200, {"Content-Type": "application/n-triples"}, b"<urn:a> <urn:b> <urn:c> .\n")
    broken = (200, {"Content-Type": "application/n-triples"}, b"<urn:a> <urn:b")
    nothing: dict[str, str] = {}
    absent, put, count = (404, nothing, b""), (204, nothing, b""), (200, results, three)
    none = (200, results, b'{"head":{"vars":["g"]},"results":{"bindings":[]}}')
    url, _ = stub(absent, put, triples, count, absent, put, broken, broken, broken, count, none)
    text = (built / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    (built / "graph.nq").write_text(
        "".join(line for line in text if GRAPHS[2] not in line and GRAPHS[3] not in line), encoding="utf-8"
    )
    report = load(built, url)
    assert not report.ok
    assert [(graph.found, graph.same) for graph in report.graphs] == [(3, False), (3, False)]
    assert report.error is None


RESULTS = {"Content-Type": "application/sparql-results+json"}


@pytest.mark.parametrize(
    "answer",
    [
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"3"}}]}}',
        b'{"head":{"vars":["n"]},"results":{"bindings":[]}}',
        b'{"head":{"vars":["n"]},"results":{"bindings":[{}]}}',
        b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"many"}}]}}',
        b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"' + b"9" * 5000 + b'"}}]}}',
    ],
)
def test_store_that_cannot_count(answer: bytes, stub: Callable[..., tuple[str, object]], built: Path) -> None:
    triples = (200, {"Content-Type": "application/n-triples"}, b"<urn:a> <urn:b> <urn:c> .\n")
    url, _ = stub((404, {}, b""), (204, {}, b""), triples, (200, RESULTS, answer))
    with pytest.raises(QueryError, match=r"^http.*/query: the (answer has no column \?n|store does not say how many)"):
        load(built, url)


def test_store_that_breaks_down_half_way(stub: Callable[..., tuple[str, object]], built: Path) -> None:
    triples = (200, {"Content-Type": "application/n-triples"}, b"<urn:a> <urn:b> <urn:c> .\n")
    three = (200, RESULTS, b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"3"}}]}}')
    url, _ = stub((404, {}, b""), (204, {}, b""), triples, three, (507, {"Content-Type": "text/plain"}, b"full"))
    report = load(built, url)
    assert not report.ok
    assert [graph.graph for graph in report.graphs] == GRAPHS[:1]
    assert len(report.to_rows()) == 1
    assert report.error is not None
    assert report.error.startswith("1 of 4 graphs had arrived: http://")
    assert report.error.endswith("/store: HTTP 507 Insufficient Storage: full")


def test_store_that_hands_out_next_to_nothing_is_not_asked_for_ever(
    stub: Callable[..., tuple[str, list[object]]], tmp_path: Path
) -> None:
    lines = (f"<urn:s:{number}> <urn:p> <urn:o> <urn:g> .\n" for number in range(2_000))
    (tmp_path / "graph.nq").write_text("".join(lines), encoding="utf-8")
    one = (200, {"Content-Type": "application/n-triples"}, b"<urn:s:1> <urn:p> <urn:o> .\n")
    count = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"2000"}}]}}'
    url, seen = stub(one, (200, RESULTS, count), one)
    with pytest.raises(
        QueryError, match=r"/store: too little comes at once to read urn:g back: about 1 of 2000 triples$"
    ):
        load(tmp_path, url)
    assert len(seen) == 2


def test_build_that_does_not_answer_is_told_as_such(
    empty_server: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(query: NamedQuery, graph: Backend, values: dict[str, str]) -> Rows:
        if query.name == "mines" and not graph.where.startswith("http"):
            raise QueryError("mines: out of order")
        return run(query, graph, values)

    monkeypatch.setattr(store_module, "run", fail)
    report = load(built, empty_server)
    assert report.arrived
    assert report.error is None
    assert not report.ok
    wrong = [answer for answer in report.answers if answer.why is not None]
    assert [(answer.query, answer.why) for answer in wrong] == [
        ("mines", "the build itself does not answer: mines: out of order")
    ]


def test_graphs_of_other_builds_are_told_and_left_alone(empty_server: str, built: Path) -> None:
    old = "https://w3id.org/policykg/graph/0123456789ab"
    for name in (old, OTHER):
        put(empty_server, name, b"<urn:a> <urn:b> <urn:c> .\n")
    report = load(built, empty_server)
    assert report.ok
    assert report.strangers == (old,)
    assert count(empty_server, old) == "1"


@pytest.mark.parametrize("graph", ["http://127.0.0.1:9/", Path("https://example.org/query"), ""])
def test_what_is_loaded_lies_here(graph: Path | str) -> None:
    with pytest.raises(QueryError, match=r"a folder or file is needed here|the name of the graph is empty"):
        load(graph, "http://127.0.0.1:9")


@pytest.mark.parametrize(("status", "words"), [(401, "who are you"), (405, "read-only"), (507, "full")])
def test_refusal_is_one_line(status: int, words: str, stub: Callable[..., tuple[str, object]], built: Path) -> None:
    url, _ = stub((status, {"Content-Type": "text/plain"}, f"{words}\n".encode()))
    with pytest.raises(QueryError, match=rf"/store: HTTP {status} .*: {words}$"):
        load(built, url)


def test_nobody_there(built: Path) -> None:
    with pytest.raises(QueryError, match=r"http://127\.0\.0\.1:9/store: no connection"):
        load(built, "http://127.0.0.1:9")


def test_credentials_are_sent_and_not_shown(
    stub: Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]],
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POLICYKG_USER", "me")
    monkeypatch.setenv("POLICYKG_PASSWORD", "hidden")
    url, seen = stub((403, {}, b"no"))
    with pytest.raises(QueryError) as caught:
        load(built, url)
    assert seen[0][0] == "GET"
    assert seen[0][1].startswith("/store?graph=https%3A%2F%2Fw3id.org")
    assert seen[0][2]["Authorization"] == "Basic bWU6aGlkZGVu"
    assert "hidden" not in str(caught.value)


def test_nothing_that_would_touch_the_default_graph(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    with pytest.raises(QueryError, match="without touching others"):
        load(file, "http://127.0.0.1:9")
    (tmp_path / "graph.nq").write_text("", encoding="utf-8")
    with pytest.raises(QueryError, match="the graph is empty"):
        load(tmp_path, "http://127.0.0.1:9")


def test_blank_nodes_are_compared_by_shape(empty_server: str, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(
        '_:x <urn:p> "铜"@zh <urn:g> .\n_:y <urn:p> _:x <urn:g> .\n<urn:s> <urn:n> "007"^^'
        "<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> <urn:g> .\n",
        encoding="utf-8",
    )
    (graph,) = load(tmp_path, empty_server).graphs
    assert (graph.sent, graph.found, graph.same) == (3, 3, True)


@pytest.mark.parametrize(
    ("url", "query", "store"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/store"),
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/store"),
        ("http://h/x/query", "http://h/x/query", "http://h/x/store"),
        ("http://h/x/store", "http://h/x/query", "http://h/x/store"),
        ("https://h/x", "https://h/x/query", "https://h/x/store"),
        ("https://h/x/sparql", "https://h/x/sparql", "https://h/x/store"),
        ("https://h/x/data", "https://h/x/query", "https://h/x/data"),
    ],
)
def test_addresses_are_worked_out(url: str, query: str, store: str) -> None:
    assert Service.from_url(url) == Service(query, store)


def test_address_for_queries_is_kept_where_it_is_one() -> None:
    for url in ("https://dbpedia.org/sparql", "https://h/repositories/x", "http://h/query?x=1"):
        assert Service.for_query(url) == url
    assert Service.for_query("http://h") == "http://h/query"
