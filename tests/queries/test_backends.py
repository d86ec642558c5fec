"""The same rows from every backend, and one line where there are none."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode

from queries import QueryError, Rows, list_queries, named_query, open_graph, run
from queries.backends import Backend
from queries.backends import remote as remote_backend
from queries.catalogue import NamedQuery
from tests.queries.asked import ASKED, ASKED_OF_MORE

POL = "PREFIX pol: <https://w3id.org/policykg/ontology#> "
JSON = {"Content-Type": "application/sparql-results+json"}
NONE = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_every_backend_gives_the_same_rows(query: NamedQuery, full_elsewhere: Backend, full: Backend) -> None:
    needed = {parameter.name: parameter.example for parameter in query.parameters if not parameter.optional}
    expected = run(query, full, needed)
    assert len(expected) > 0
    assert len(set(expected.rows)) == len(expected)
    assert run(query, full_elsewhere, needed) == expected


@pytest.mark.parametrize(("name", "parameters", "count"), ASKED)
def test_parameters_narrow_the_answer_everywhere(
    name: str, parameters: dict[str, str], count: int, graph: Backend, embedded: Backend
) -> None:
    answer = run(name, graph, parameters)
    assert len(answer) == count
    assert answer == run(name, embedded, parameters)


@pytest.mark.parametrize(("name", "parameters", "count"), ASKED_OF_MORE)
def test_parameters_narrow_the_answer_to_more_everywhere(
    name: str, parameters: dict[str, str], count: int, full_elsewhere: Backend, full: Backend
) -> None:
    answer = run(name, full, parameters)
    assert len(answer) == count
    assert run(name, full_elsewhere, parameters) == answer


def test_every_parameter_is_tried() -> None:
    tried = {(name, parameter) for name, parameters, _ in (*ASKED, *ASKED_OF_MORE) for parameter in parameters}
    takes = {(query.name, parameter.name) for query in list_queries() for parameter in query.parameters}
    assert takes - tried == set()


def test_every_form_of_query(graph: Backend) -> None:
    role = NamedNode("https://w3id.org/policykg/role/lead")
    assert graph.ask(POL + "ASK {\n#PARAMETERS\n?r pol:role ?role }", {"role": role}) is True
    assert graph.query("ASK { ?s ?p 'no such thing' }") == Rows((), boolean=False)
    triples = graph.construct(POL + "CONSTRUCT { ?t a ?r } WHERE {\n#PARAMETERS\n?t pol:role ?r }", {"r": role})
    assert [triple.object for triple in triples] == [role]
    graphs = graph.select("SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert [row["n"].value for row in graphs] == ["4"]


def test_form_of_query_must_fit(graph: Backend) -> None:
    with pytest.raises(QueryError, match="SELECT query is needed"):
        graph.select("ASK {}")
    with pytest.raises(QueryError, match="ASK query is needed"):
        graph.ask("SELECT * {}")
    with pytest.raises(QueryError, match="CONSTRUCT or DESCRIBE query is needed"):
        graph.construct("ASK {}")


@pytest.mark.parametrize("text", ["SELECT ?x WHERE {\n ?x <urn:p> ", "DROP ALL", "INSERT DATA { <urn:a> <urn:b> 1 }"])
def test_malformed_query_and_update_are_one_line(text: str, graph: Backend) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query(text)
    assert "\n" not in str(caught.value)
    assert len(graph.select("SELECT ?s WHERE { ?s ?p ?o }")) > 0


@pytest.mark.parametrize("backend", ["embedded", "rdflib"])
def test_malformed_query_names_line_and_column(backend: str, trig: Path) -> None:
    with (
        open_graph(str(trig), backend) as graph,  # type: ignore[arg-type]
        pytest.raises(QueryError, match=r"line 2, column \d+: "),
    ):
        graph.query("SELECT ?x WHERE {\n ?x ?p FILTER }")


def test_built_folder_with_and_without_store(built: Path, stored: Path, embedded: Backend) -> None:
    expected = run("responsibilities", embedded)
    for folder in (built, stored):
        with open_graph(str(folder)) as graph:
            assert run("responsibilities", graph) == expected
        with open_graph(str(folder), "rdflib") as graph:
            assert run("responsibilities", graph) == expected


def test_triples_in_several_graphs_count_once_where_the_store_is_merged(built: Path, stored: Path) -> None:
    count = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT (COUNT(*) AS ?n) WHERE { ?b skos:prefLabel ?l }"
    for where in (built, stored):
        with open_graph(str(where)) as graph:
            assert [row["n"].value for row in graph.select(count)] == ["21"]


@pytest.mark.parametrize("collecting", [True, False])
def test_rows_leave_the_collection_of_garbage_as_it_was(collecting: bool, trig: Path) -> None:
    if not collecting:
        gc.disable()
    try:
        with open_graph(str(trig)) as graph:
            assert len(graph.select("SELECT * { ?s ?p ?o }")) > 10
            assert gc.isenabled() is collecting
    finally:
        gc.enable()


def test_closed_graph_says_so(trig: Path) -> None:
    for backend in ("embedded", "rdflib"):
        graph = open_graph(str(trig), backend)
        graph.close()
        with pytest.raises(QueryError, match="closed"):
            graph.ask("ASK {}")


def test_turtle_without_named_graphs(tmp_path: Path) -> None:
    file = tmp_path / "图.ttl"
    file.write_text('@prefix e: <urn:e:> . e:a e:b "铜"@zh, 12 .', encoding="utf-8")
    expected = (Literal("铜", language="zh"),)
    for backend in ("embedded", "rdflib"):
        with open_graph(str(file), backend) as graph:
            answer = graph.select("SELECT ?o WHERE { ?s ?p ?o FILTER(ISLITERAL(?o) && LANG(?o) = 'zh') }")
            assert answer.rows == (expected,)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.nq", None, "no such file or folder"),
        ("a.docx", b"x", "not known as an RDF file"),
        ("a.nq", b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b\n", r"a\.nq, line 2: the file is malformed"),
        ("a.ttl", b'@prefix a: <urn:a:> .\na:b a:c "x\n', r"a\.ttl, line 2: the file is malformed"),
        ("a.jsonld", b'{"@id": }', r"line 1: the file is malformed"),
        ("a.nt", b"\xff\xfe", "malformed|cannot be read"),
    ],
)
def test_bad_file_is_one_line(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    for backend in ("embedded", "rdflib"):
        with pytest.raises(QueryError, match=message):
            open_graph(str(file), backend)


def test_folder_without_graph(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"graph\.nq is missing"):
        open_graph(str(tmp_path))
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(QueryError, match="the store cannot be opened"):
        open_graph(str(tmp_path))


def test_unknown_backend() -> None:
    with pytest.raises(QueryError, match="no backend 'jena'"):
        open_graph("x", "jena")  # type: ignore[arg-type]


# What follows is about endpoints.


def test_base_url_of_a_server_will_do(endpoint: str, embedded: Backend) -> None:
    base = endpoint.removesuffix("query")
    assert run("bodies", open_graph(base)) == run("bodies", embedded)
    assert run("bodies", open_graph(base + "store")) == run("bodies", embedded)


def test_endpoint_that_refuses(endpoint: str) -> None:
    with pytest.raises(QueryError, match=r"http://127\.0\.0\.1:9/query: no connection"):
        open_graph("http://127.0.0.1:9/query").ask("ASK {}")
    with pytest.raises(QueryError, match=r"HTTP 400 Bad Request: error at 1:\d+: expected"):
        open_graph(endpoint).query("SELECT")


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://host:99999999/"])
def test_bad_url(url: str) -> None:
    with pytest.raises(QueryError, match="URL"):
        open_graph(url).ask("ASK {}")


def test_password_in_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(QueryError) as caught:
        open_graph("https://me:secret@example.org/query")
    assert "secret" not in str(caught.value)


def test_request_is_a_post_with_conneg(
    stub: Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]],
) -> None:
    url, seen = stub((200, JSON, NONE))
    assert open_graph(url).query("# 问\nSELECT ?x WHERE { ?x ?y '铜' }") == Rows(("x",))
    ((method, path, headers, body),) = seen
    assert (method, path) == ("POST", "/query")
    assert headers["Accept"].startswith("application/sparql-results+json, application/sparql-results+xml")
    assert headers["User-Agent"].startswith("policykg")
    assert "Authorization" not in headers
    assert b"query=" in body
    assert b"format=" not in body
    assert b"union-default-graph=true" in body


def test_update_is_not_sent_and_nothing_goes_as_one(
    stub: Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]],
) -> None:
    url, seen = stub((400, {}, b"no"))
    with pytest.raises(QueryError, match="graphs are only read here"):
        open_graph(url).query("DROP ALL")
    assert seen == []
    with pytest.raises(QueryError, match="HTTP 400"):
        open_graph(url).query("PREFIX a: <urn:a> (DROP ALL)")
    assert b"update=" not in seen[0][3]


@pytest.mark.parametrize(
    ("written", "path"),
    [("/中/query", "/%E4%B8%AD/query"), ("/a b/sparql", "/a%20b/sparql"), ("/\udcff%41", "/%FF%41")],
)
def test_address_in_chinese_is_encoded(
    written: str, path: str, stub: Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]]
) -> None:
    url, seen = stub((200, JSON, NONE))
    open_graph(url.removesuffix("/query") + written).query("SELECT ?x {}")
    assert seen[0][1] == path


@pytest.mark.parametrize("url", ["http://例子.invalid/", "http://\udcff/", "http://" + "例" * 99 + ".invalid/"])
def test_host_in_chinese_is_encoded_or_one_line(url: str) -> None:
    with pytest.raises(QueryError, match=r"xn--fsqu00a\.invalid/query: no connection|not a URL"):
        open_graph(url).ask("ASK {}")


def test_name_of_nothing_and_name_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="the name of the graph is empty"):
        open_graph("")
    with pytest.raises(QueryError, match=r"\\xff: no such file or folder$"):
        open_graph(f"{tmp_path}/\udcff")


@pytest.mark.parametrize("name", ["tasks", "findings", "documents"])
def test_endpoint_that_answers_something_else(name: str, stub: Callable[..., tuple[str, object]]) -> None:
    url, _ = stub((200, JSON, b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:x"}}]}}'))
    with pytest.raises(QueryError, match=rf"^{name}: http.*: the answer has no column \?"):
        run(name, open_graph(url))


def test_xml_answer_is_read(stub: Callable[..., tuple[str, object]]) -> None:
    body = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results><result>'
        '<binding name="x"><literal xml:lang="zh">铜</literal></binding></result></results></sparql>'
    )
    url, _ = stub((200, {"Content-Type": "application/sparql-results+xml"}, body.encode()))
    assert open_graph(url).query("SELECT ?x {}").rows == ((Literal("铜", language="zh"),),)


def test_busy_server_is_asked_again(
    stub: Callable[..., tuple[str, list[object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("queries.sending.web.sleep", pauses.append)
    url, seen = stub((503, {}, b"later"), (429, {"Retry-After": "7"}, b"later"), (200, JSON, NONE))
    assert len(open_graph(url).query("SELECT ?x {}")) == 0
    assert len(seen) == 3
    assert pauses == [0.5, 7.0]


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "86400"}, 30.0),
        ({"Retry-After": "9" * 400}, 30.0),
        ({"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}, 30.0),
        ({"Retry-After": f"Fri, 31 Dec {'9' * 20} 23:59:59 GMT"}, 0.5),
        ({"Retry-After": f"Fri, 31 Dec 2020 23:59:59 +{'9' * 20}"}, 0.5),
        ({"Retry-After": "-5"}, 0.5),
        ({"Retry-After": "１"}, 0.5),
        ({"Retry-After": "soon"}, 0.5),
        ({}, 0.5),
    ],
)
def test_pause_that_a_server_asks_for(
    headers: dict[str, str],
    pause: float,
    stub: Callable[..., tuple[str, list[object]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("queries.sending.web.sleep", pauses.append)
    encoded = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    url, _ = stub((429, encoded, b"later"), (200, JSON, NONE))
    open_graph(url).query("SELECT ?x {}")
    assert pauses == [pause]


def test_answer_that_breaks_off_is_asked_for_again(
    stub: Callable[..., tuple[str, list[object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("queries.backends.remote.sleep", pauses.append)
    short = {**JSON, "Transfer-Encoding": "chunked"}
    url, seen = stub((200, short, b"40\r\n{"), (200, short, b"40\r\n{"), (200, JSON, NONE))
    assert open_graph(url).query("SELECT ?x {}") == Rows(("x",))
    assert (len(seen), pauses) == (3, [0.2, 0.4])
    url, seen = stub((200, short, b"40\r\n{"))
    with pytest.raises(QueryError, match="the connection broke"):
        open_graph(url).query("SELECT ?x {}")
    assert len(seen) == 3


def test_long_question_in_chinese_arrives_whole(
    stub: Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]], graph: Backend
) -> None:
    words = "责任单位" * 30_000
    url, seen = stub((200, JSON, NONE))
    open_graph(url).query(f"SELECT ?x {{ ?x ?y '{words}' }}")
    assert len(seen[0][3]) > 65_536
    assert words in parse_qs(seen[0][3].decode())["query"][0]
    assert graph.ask(f"ASK {{ FILTER(STRLEN('{words}') = 120000) }}") is True


def test_server_that_stays_busy(stub: Callable[..., tuple[str, list[object]]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.sending.web.sleep", lambda _: None)
    url, seen = stub((503, {"Content-Type": "text/plain; charset=gb18030"}, "正在维护\n请稍候".encode("gb18030")))
    with pytest.raises(QueryError, match="HTTP 503 Service Unavailable: 正在维护 请稍候"):
        open_graph(url).query("SELECT ?x {}")
    assert len(seen) == 4


def test_words_of_a_server_are_text(stub: Callable[..., tuple[str, object]]) -> None:
    page = b"<html><style>x{}</style><h1>Not\x1b[31m &lt;here&gt;</h1></html>"
    url, _ = stub((404, {"Content-Type": "text/html"}, page))
    with pytest.raises(QueryError) as caught:
        open_graph(url).query("SELECT ?x {}")
    assert str(caught.value).endswith("HTTP 404 Not Found: Not[31m <here>")


def test_redirect_is_not_followed(stub: Callable[..., tuple[str, list[object]]]) -> None:
    url, seen = stub((302, {"Location": "https://example.org/query"}, b""))
    with pytest.raises(QueryError, match=r"redirects to https://example\.org/query"):
        open_graph(url).query("SELECT ?x {}")
    assert len(seen) == 1


def test_answer_that_is_no_result(stub: Callable[..., tuple[str, object]]) -> None:
    url, _ = stub((200, {"Content-Type": "text/html"}, b"<html>welcome"))
    with pytest.raises(QueryError, match="no SPARQL result but text/html"):
        open_graph(url).query("SELECT ?x {}")
    url, _ = stub((200, JSON, b'{"head":{"vars":["x"]},"results":'))
    with pytest.raises(QueryError, match="the answer is malformed"):
        open_graph(url).query("SELECT ?x {}")


def test_silent_server_times_out(stub: Callable[..., tuple[str, object]]) -> None:
    url, _ = stub((200, JSON, NONE), wait=1.0)
    graph = remote_backend.RemoteGraph(url, timeout=0.1)
    with pytest.raises(QueryError, match=r"no answer within 0\.1 s"):
        graph.query("SELECT ?x {}")


def test_credentials_come_from_the_environment(
    stub: Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYKG_USER", "库")
    monkeypatch.setenv("POLICYKG_PASSWORD", "pa:ss")
    url, seen = stub((401, {}, b"who are you?"))
    with pytest.raises(QueryError) as caught:
        open_graph(url).query("SELECT ?x {}")
    assert "pa:ss" not in str(caught.value)
    assert seen[0][2]["Authorization"] == "Basic 5bqTOnBhOnNz"


def test_credentials_come_from_netrc(
    stub: Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]], tmp_path: Path
) -> None:
    file = tmp_path / ".netrc"
    file.write_text("machine 127.0.0.1 login a password b\n", encoding="utf-8")
    file.chmod(0o600)
    url, seen = stub((200, JSON, NONE))
    open_graph(url).query("SELECT ?x {}")
    assert seen[0][2]["Authorization"] == "Basic YTpi"


def test_named_query_is_found_by_name_file_and_text(embedded: Backend, tmp_path: Path) -> None:
    expected = run("mines", embedded)
    file = tmp_path / "mine.rq"
    file.write_text("\ufeff" + named_query("mines").text, encoding="utf-8")
    assert run(str(file), embedded) == expected
    assert run(named_query("mines").text, embedded) == expected
    with pytest.raises(QueryError, match="no such file"):
        run(str(tmp_path / "none.rq"), embedded)
    with pytest.raises(QueryError, match="Is a directory"):
        run(f"{tmp_path}/", embedded)
    with pytest.raises(QueryError, match=r"mine\.rq has no parameter 'x'"):
        run(str(file), embedded, {"x": "1"})


def test_file_without_a_suffix_is_read_unless_a_query_has_that_name(
    embedded: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("noext", "mines"):
        (tmp_path / name).write_text("ASK {}", encoding="utf-8")
    assert run("noext", embedded).boolean is True
    assert run("mines", embedded).boolean is None
    with pytest.raises(QueryError, match="no query is called 'minez'; did you mean mines"):
        run("minez", embedded)


def test_the_first_rows_alone(graph: Backend) -> None:
    whole = graph.select("SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o")
    assert graph.first("SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o", 3).rows == whole.rows[:3]
    assert len(graph.first("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", 3)) == 3
    assert graph.first("ASK { ?s ?p ?o }", 3).boolean is True
    with pytest.raises(QueryError, match="only read"):
        graph.first("CLEAR ALL", 3)
