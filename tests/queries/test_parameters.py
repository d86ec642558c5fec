"""Parameters: whatever a caller writes stays a value."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from queries import QueryError, run
from queries.backends import Backend
from queries.catalogue import read_query
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


@pytest.mark.parametrize("text", HOSTILE)
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
