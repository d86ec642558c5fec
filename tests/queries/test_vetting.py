"""What is refused before anybody is asked: no text, no question, updates, and questions that would go elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from queries import QueryError, list_queries, open_graph, run
from queries.backends import Backend
from queries.parameters import bind
from queries.vetting import asks_elsewhere, graphs_of, names_graphs

Stub = Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]]

FEDERATED = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE<URL>{ ?s ?p ?o } }",
    "select * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE # why\n <URL> # not\r{ ?s ?p ?o } }",
    "SELECT * { # \r SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?v { <URL> } SERVICE ?v { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICEe:{ ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICESILENTe:a·b{ ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { ?s e:it\\'s ?o SERVICE <URL> { ?s ?p ?o } FILTER('a' = 'a') }",
    "PREFIX e: <URL> SELECT * { ?s e:\\#a ?o SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s <urn:\\u0041#x> ?o SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s <urn:it's> ?o SERVICE <URL> { ?s ?p ?o } FILTER('a' = 'a') }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<'>')SERVICE<URL>{ ?s ?p ?o }FILTER('a'='a') }",
    "PREFIX e: <URL> SELECT * { BIND(1 AS ?a) FILTER(?a<e:#>'''\n)SERVICE<URL>{ ?s ?p ?o } #'''\n}",
    "SELECT * { VALUES ?x {'''a' } SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE SILENT <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT <URL> { ?s ?p ?o } } } } }",
]
HARMLESS = [
    "SELECT ?service ?x { ?service a ?x } # SERVICE <urn:x> { }",
    "SELECT * { ?s ?p 'SERVICE <urn:x> {}', \"SERVICE ?x {\", '''it's SERVICE <urn:x> {''' }",
    "PREFIX service: <urn:service#> SELECT * { ?s service:service ?o ; <urn:service> ?service }",
    "SELECT * { ?s ?p ?service FILTER(?service < 3 && 2 > 1) }",
    "SELECT * { ?s ?p 'x'@zh . FILTER(CONTAINS(STR(?s), 'service')) ?s <http://example.org/a#service> ?o }",
]


@pytest.mark.parametrize("text", FEDERATED)
@pytest.mark.parametrize("backend", ["embedded", "rdflib"])
def test_nobody_else_is_asked(text: str, backend: str, stub: Stub, trig: Path) -> None:
    url, seen = stub((200, {"Content-Type": "application/sparql-results+json"}, b"{}"))
    with open_graph(str(trig), backend) as graph, pytest.raises(QueryError) as caught:  # type: ignore[arg-type]
        graph.query(text.replace("URL", url))
    assert seen == []
    # rdflib does not take all that Oxigraph's parser takes.
    unknown = backend == "rdflib" and "malformed" in str(caught.value)
    assert unknown or str(caught.value).startswith("SERVICE is refused")


@pytest.mark.parametrize("text", FEDERATED)
def test_the_cases_are_real(text: str) -> None:
    # Oxigraph parses all of them: without us, it would go out. Port 9 is one that it never talks to.
    with suppress(OSError, RuntimeError):
        list(Store().query(text.replace("URL", "http://127.0.0.1:9/")))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HARMLESS)
def test_the_word_alone_is_no_federation(text: str, embedded: Backend) -> None:
    assert not asks_elsewhere(text)
    embedded.query(text)


def test_no_named_query_goes_elsewhere() -> None:
    assert not any(asks_elsewhere(query.text + "# service") for query in list_queries())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "select * from <urn:g> { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:g> { ?s ?p ?o }",
        "SELECT * { GRAPH# which\n?g { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.GRAPH<urn:g>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it'GRAPH ?g { ?s ?p ?o } } # it's",
        "PREFIX e: <urn:e#> SELECT * { ?s e:it\\'s ?o GRAPH ?g { ?s ?p 'a' } }",
        "SELECT * { FILTER(?a < 3) GRAPH ?g { ?s ?p ?o } FILTER(?a > 3) }",
    ],
)
def test_graphs_that_are_named(text: str) -> None:
    assert names_graphs(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?s ?p ?x } # read from it",
        "SELECT ?x { ?s ?p ?x # GRAPH ?g\r}",
        "SELECT ?x { ?s ?p ?x FILTER(CONTAINS(STR(?x), 'a graph of it')) }",
        'SELECT * { VALUES ?x { "Knowledge graph of mines" "a \\"graph <x" } ?s ?p ?x }',
        """SELECT * { ?s ?p '''it's\nfrom <urn:x>''', 'the "graph ?x'@zh }""",
        "SELECT ?from ?x·graph { ?x·graph ?p $graph }",
        "PREFIX e: <urn:x?from> SELECT * { ?s e:graph ?x ; e:a.from ?y ; e:it\\'s-from ?z ; <urn:graph> _:graph }",
    ],
)
def test_a_word_alone_names_no_graph(text: str, embedded: Backend) -> None:
    assert not names_graphs(text)
    embedded.query(text)


@given(st.text(st.sampled_from(" graph from<?\"'\\#\n>"), max_size=40))
def test_no_value_names_a_graph(value: str) -> None:
    text = "SELECT * {\n#PARAMETERS\n?s ?p ?x "
    assert not names_graphs(bind(text + "}", {"x": Literal(value + " graph ?g")}))
    assert names_graphs(bind(text + "GRAPH ?g {} }", {"x": Literal(value)}))


def test_fuseki_is_asked_for_all_graphs_whatever_the_words(stub: Stub) -> None:
    head = {"Content-Type": "application/sparql-results+json", "Fuseki-Request-Id": "1"}
    none = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
    row = none.replace(b"[]", b'[{"x":{"type":"uri","value":"urn:x"}}]')
    url, seen = stub((200, head, none), (200, head, b'{"head":{},"boolean":false}'), (200, head, row))
    assert len(open_graph(url).query("SELECT ?x { ?s ?p ?x } # read from it")) == 1
    assert b"UnionGraph" in seen[2][3]


@pytest.mark.parametrize(
    "unit",
    ["service", "service:", "'a", "<a", "# service ", '"""', "service <a", ":::", "?service'", ":..", "\\\"''\\n"],
)
def test_long_texts_are_looked_through_quickly(unit: str) -> None:
    started = time.perf_counter()
    asks_elsewhere("service " + unit * (400_000 // len(unit)))
    names_graphs("graph" + unit * (400_000 // len(unit)))
    assert time.perf_counter() - started < 5


def test_remote_store_may_ask_whom_it_likes(stub: Stub) -> None:
    url, seen = stub((200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{},"boolean":true}'))
    assert open_graph(url).ask("ASK { SERVICE <http://localhost/> { ?s ?p ?o } }")
    assert b"SERVICE" in seen[0][3]


@pytest.mark.parametrize("text", ["", " \n\t", "# nothing\n  # at all", "PREFIX a: <urn:a#>\nBASE <urn:b>"])
def test_empty_query_is_called_empty(text: str, graph: Backend) -> None:
    with pytest.raises(QueryError, match=r"^the query is empty$"):
        graph.query(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT"),
        ("# a note\nPREFIX a: <urn:a#> # and\nprefix b: <urn:b>\ndelete where { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://localhost/>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("drop silent all", "DROP"),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
    ],
)
def test_updates_are_told_that_graphs_are_read_only(text: str, word: str, graph: Backend) -> None:
    with pytest.raises(QueryError, match=rf"^graphs are only read here, and the query is an update \({word}\)$"):
        graph.query(text)


def test_text_in_another_encoding_is_the_query_s_trouble(graph: Backend) -> None:
    with pytest.raises(QueryError, match=r"^the query is not in UTF-8: line 2 has \\xff$"):
        graph.query("ASK {\n ?s ?p '\udcff' }")


def test_value_in_another_encoding(embedded: Backend) -> None:
    with pytest.raises(QueryError, match=r"parameter heading cannot be '\\xff': it is not in UTF-8$"):
        run("who-is-responsible", embedded, {"heading": "\udcff"})


def test_query_file_in_another_encoding(tmp_path: Path, embedded: Backend) -> None:
    file = tmp_path / "a.rq"
    file.write_bytes(b"ASK { ?s ?p '\xff' }")
    with pytest.raises(QueryError, match=r"a\.rq: the query is not in UTF-8 \(byte 14\)$"):
        run(str(file), embedded)


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <https://example.org/图/a-1>",
        "BASE <https://example.org/b/> FROM <../图/a-1>",
        "BASE <https://example.org/x> BASE <图/> FROM NAMED <a-1>",
        "BASE <https://example.org/> PREFIX g: <图/> FROM g:a-1",
        "PREFIX : <https://example.org/图/> FROM :a\\-1",
        "PREFIX g:<https://example.org/>FROM g:图\\/a\\-1",
        "FROM <https://example.org/\\u56FE/a-1>",
        "FROM <https://example.org/\\U000056FE/a-1>",
        "PREFIX base: <https://example.org/图/> # BASE <urn:x>\nFROM base:a-1",
    ],
)
def test_graphs_are_read_as_the_store_reads_them(clause: str) -> None:
    name = NamedNode("https://example.org/图/a-1")
    prologue, _, rest = clause.rpartition("FROM")
    text = f"{prologue} SELECT ?s FROM{rest} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    store = Store()
    store.add(Quad(name, name, name, name))
    assert [str(row[0]) for row in store.query(text)] == [str(name)]  # type: ignore[union-attr]
    assert graphs_of(text) == [name.value]


@pytest.mark.parametrize("iri", ["\\uD800", "http://[", "\\UFFFFFFFF"])
def test_graph_names_that_are_none_are_read_all_the_same(iri: str) -> None:
    (name,) = graphs_of("BASE <http://[> SELECT * FROM <IRI> { ?s ?p ?o }".replace("IRI", iri))
    assert name.encode("utf-8")
