"""Parameters: whatever a caller writes stays a value."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from queries import QueryError, Rows, open_graph, run
from queries.backends import Backend
from queries.catalogue import NamedQuery, read_query
from queries.parameters import bind, read_values
from tests.queries.hostile import HOSTILE

ECHO = "SELECT ?text (STRLEN(?text) AS ?length) WHERE {\n  #PARAMETERS\n}"
TYPED = read_query(
    "# parameter i: iri x\n# parameter n: integer optional 1\n# parameter d: date optional x\nSELECT * {}"
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_unchanged(text: str, graph: Backend) -> None:
    answer = graph.select(ECHO, {"text": Literal(text)})
    assert [(row["text"].value, int(row["length"].value)) for row in answer] == [(text, len(text))]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_hostile_text_finds_nothing_and_breaks_nothing(text: str, graph: Backend) -> None:
    found = run("who-is-responsible", graph, {"heading": text, "number": text})
    assert len(found) == 0
    assert len(graph.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")) == 1


@given(st.text())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_arrives_unchanged(text: str) -> None:
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        return
    rows = list(Store().query(bind(ECHO, {"text": Literal(text)})))  # type: ignore[arg-type]
    assert [row["text"].value for row in rows] == [text]


def test_lines_keep_their_numbers() -> None:
    bound = bind(ECHO, {"text": Literal("a\nb"), "other": NamedNode("urn:x")})
    assert bound.count("\n") == ECHO.count("\n")


@pytest.mark.parametrize(
    ("given_values", "message"),
    [
        ({}, "needs the parameter i"),
        ({"i": "urn:x", "z": "1"}, "no parameter 'z'; it takes i, n, d"),
        ({"i": "no iri"}, "parameter i cannot be 'no iri'"),
        ({"i": "urn:x> } #"}, "parameter i cannot be"),
        ({"i": "<urn:x"}, "parameter i cannot be"),
        ({"i": "urn:x", "n": "1.5"}, "a whole number is needed"),
        ({"i": "urn:x", "n": "１"}, "a whole number is needed"),
        ({"i": "urn:x", "d": "2020-13-01"}, "parameter d cannot be"),
        ({"i": "urn:x", "d": "20200101"}, "YYYY-MM-DD"),
        ({"i": ""}, "needs a value for the parameter i, for example x$"),
    ],
)
def test_values_must_fit(given_values: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        read_values(TYPED, given_values)


def test_lone_surrogate_is_an_error(embedded: Backend) -> None:
    with pytest.raises(QueryError, match="parameter heading cannot be"):
        run("who-is-responsible", embedded, {"heading": "\ud800"})


def test_values_are_typed() -> None:
    values = read_values(TYPED, {"i": "id:org/1", "n": "-7", "d": "2020-02-29"})
    assert values["i"] == NamedNode("https://w3id.org/policykg/id/org/1")
    assert values["n"] == Literal(-7)
    assert str(values["d"]) == '"2020-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert read_values(TYPED, {"i": "<http://a/b>"})["i"] == NamedNode("http://a/b")


def test_query_without_marker_takes_no_parameters(embedded: Backend) -> None:
    with pytest.raises(QueryError, match="no line #PARAMETERS"):
        embedded.select("SELECT * { ?s ?p ?o }", {"s": NamedNode("urn:x")})
    with pytest.raises(QueryError, match="no name of a parameter"):
        embedded.select(ECHO, {"x } #": NamedNode("urn:x")})


def test_an_empty_value_is_none_everywhere(graph: Backend, embedded: Backend) -> None:
    for name, empty in (
        ("mines-by-mineral", {"mineralName": "", "baseName": "", "statusName": ""}),
        ("who-is-responsible", {"heading": "", "number": ""}),
        ("timeline", {"after": "", "before": "", "document": ""}),
    ):
        whole = run(name, embedded)
        assert len(whole) > 0
        assert run(name, graph, empty) == whole
    with pytest.raises(QueryError, match=r"^partners needs a value for the parameter body, for example \S+$"):
        run("partners", graph, {"body": ""})


FACTS = """@prefix e: <urn:e:> .
e:a e:text "自治区财政厅", "a\\"b" ; e:number 1, 2 ; e:day "2020-02-29"^^<http://www.w3.org/2001/XMLSchema#date> .
e:b e:text "\\\\", "x } #" ; e:number -7 ; e:day "2021-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
TEXTS = ("自治区财政厅", 'a"b', "\\", "x } #")
ASKED = {
    "text": "?s <urn:e:text> ?o FILTER(CONTAINS(?o, ?value))",
    "iri": "?s <urn:e:text> ?o FILTER(?s = ?value)",
    "integer": "?s <urn:e:number> ?o FILTER(?o >= ?value)",
    "date": "?s <urn:e:day> ?o FILTER(?o >= ?value)",
}
BITS = ["urn:e:a", "<urn:e:b>", "-7", "2", "2020-02-29", "9999-12-31", "财政", "}", "#", "UNION { ?s ?p ?o }", *HOSTILE]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> list[Backend]:
    file = tmp_path_factory.mktemp("facts") / "facts.ttl"
    file.write_text(FACTS, encoding="utf-8")
    return [open_graph(str(file), "embedded"), open_graph(str(file), "rdflib")]


def by_hand(kind: str, value: str) -> int:
    """Count the facts that a value fits, without SPARQL; what is no value of its kind fits none."""
    if kind == "text":
        return sum(value in text for text in TEXTS)
    if kind == "iri":
        return 2 * (value.removeprefix("<").removesuffix(">") in ("urn:e:a", "urn:e:b"))
    if kind == "integer":
        return sum(number >= int(value) for number in (1, 2, -7)) if re.fullmatch("[+-]?[0-9]{1,18}", value) else 0
    return (
        sum(day >= value for day in ("2020-02-29", "2021-01-01"))
        if re.fullmatch("[0-9]{4}(-[0-9]{2}){2}", value)
        else 0
    )


def answered(query: NamedQuery, graph: Backend, value: str) -> Rows | str:
    try:
        return run(query, graph, {"value": value})
    except QueryError as error:
        return str(error)


@given(kind=st.sampled_from(sorted(ASKED)), bits=st.lists(st.sampled_from(BITS) | st.text(max_size=4), max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_finds_more_than_it_fits(kind: str, bits: list[str], opened: list[Backend]) -> None:
    value = "".join(bits)
    query = read_query(
        f"# parameter value: {kind} x\nSELECT ?s ?o WHERE {{\n#PARAMETERS\n{ASKED[kind]} }} ORDER BY ?s ?o"
    )
    found = [answered(query, graph, value) for graph in opened]
    assert found[0] == found[1]
    if isinstance(found[0], str):
        assert found[0].isprintable()
        assert re.match("query: parameter value cannot be '|query needs a value for the parameter value", found[0])
        assert kind != "text" or not value or any("\ud800" <= character <= "\udfff" for character in value)
    else:
        assert len(found[0]) == by_hand(kind, value)
