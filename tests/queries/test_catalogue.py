"""The library: headers, names, and the columns that callers rely on."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from queries import QueryError, list_queries, named_query
from queries.backends import Backend
from queries.backends.embedded import EmbeddedGraph
from queries.catalogue import NamedQuery, read_query
from queries.parameters import MARKER, read_values

CONTRACT = {
    "documents": "source document title number issuer signed published type",
    "tasks": "source document task taskNumber taskLabel parentTask deadline start end quote",
    "responsibilities": (
        "source document task taskNumber taskLabel department departmentLabel mention role generic deadline"
        " start end quote"
    ),
    "references": "source document relation target targetTitle targetNumber start end quote",
    "mines": "source mine mineLabel mineral mineralLabel base baseLabel start end quote",
    "indicators": "source label value unit year qualifier start end quote",
}

QUERIES = pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_columns_come_first_and_in_order(name: str) -> None:
    promised = CONTRACT[name].split()
    assert [column.name for column in named_query(name).columns][: len(promised)] == promised


@QUERIES
def test_header_says_everything(query: NamedQuery) -> None:
    assert query.title_zh
    assert query.title_en
    assert query.question_zh.endswith("？")
    assert query.question_en.endswith("?")
    assert query.columns
    assert all(column.zh and column.en for column in query.columns)
    assert all(parameter.zh and parameter.en for parameter in query.parameters)
    assert (MARKER in query.text) == bool(query.parameters)


@QUERIES
def test_examples_of_parameters_fit_their_types(query: NamedQuery) -> None:
    read_values(query, {parameter.name: parameter.example for parameter in query.parameters})


@QUERIES
def test_text_is_portable(query: NamedQuery) -> None:
    code = re.sub(r"^\s*#.*$", "", query.text, flags=re.MULTILINE)
    assert "GRAPH" not in code
    assert "NOT EXISTS" not in code
    assert "ORDER BY" in code


@QUERIES
def test_columns_are_those_of_the_answer(query: NamedQuery, embedded: Backend) -> None:
    answer = embedded.query(query.text)
    assert answer.columns == tuple(column.name for column in query.columns)
    assert len(answer) > 0


def test_unknown_name_suggests_near_ones() -> None:
    with pytest.raises(QueryError, match="did you mean responsibilities"):
        named_query("responsibilites")
    with pytest.raises(QueryError, match="did you mean mines or mines-by-mineral"):
        named_query("MINES")
    with pytest.raises(QueryError, match="there are added, "):
        named_query("../../etc/passwd")


def test_parameter_header_is_read() -> None:
    query = read_query(
        "# title zh: 试\n# parameter day: date optional 2020-01-01\n# parameter day en: a: day\n"
        "# parameter n: integer 5\nSELECT * {}\n# title en: too late\n"
    )
    assert query.title_zh == "试"
    assert query.title_en == ""
    day, number = query.parameters
    assert (day.name, day.type, day.optional, day.example, day.en) == ("day", "date", True, "2020-01-01", "a: day")
    assert (number.type, number.optional, number.example) == ("integer", False, "5")


def test_unknown_parameter_type_is_an_error() -> None:
    with pytest.raises(QueryError, match="parameter x has the type 'blob'"):
        read_query("# parameter x: blob 1\nSELECT * {}")


def test_title_that_another_document_prints_is_not_taken(nquads: bytes) -> None:
    """Graphs of two builds in one store: each has its own title for the opinion that the plan cites."""
    store = Store()
    store.load(nquads, format=RdfFormat.N_QUADS)
    cited = Literal("示例国务院矿业发展意见", language="zh")
    subject = NamedNode("https://w3id.org/policykg/id/doc/b2b2b2b2b2b2")
    store.add(Quad(subject, NamedNode("http://purl.org/dc/terms/title"), cited, NamedNode("urn:elsewhere")))
    rows = EmbeddedGraph(store, "memory").query(named_query("documents").text)
    titles = {(row["document"], row["title"]) for row in rows.values()}
    assert (subject.value, "示例国务院关于促进矿业发展的意见") in titles
    assert len(rows) == 3
