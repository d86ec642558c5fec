"""The library: headers, names, and the columns that callers rely on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from queries import QueryError, find_query, list_queries, named_query, run
from queries.backends import Backend
from queries.backends.embedded import EmbeddedGraph
from queries.catalogue import GROUPS, NamedQuery, group_queries, read_named, read_query
from queries.listing import listing
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


def test_groups_hold_every_query_once() -> None:
    grouped = group_queries()
    assert list(grouped) == list(GROUPS)
    assert all(grouped.values())
    assert sorted(query.name for queries in grouped.values() for query in queries) == [
        query.name for query in list_queries()
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# title en: x\nSELECT * {}", "^one: the header names no group; one of who, together, "),
        ("# group: whom\nSELECT * {}", "^one: there is no group 'whom'; one of who, "),
        ("# group:\nSELECT * {}", "names no group"),
        ("SELECT * {}\n# group: who", "names no group"),
    ],
)
def test_group_of_the_library_is_known(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        read_named(text, "one")
    assert "\n" not in str(caught.value)


def test_query_of_a_user_needs_no_group(embedded: Backend, tmp_path: Path) -> None:
    assert read_query("SELECT * {}").group == ""
    assert read_query("# group: time\nSELECT * {}").group == "time"
    assert read_query("# group: my own notes\nSELECT * {}").group == ""
    file = tmp_path / "mine.rq"
    file.write_text("# group: my own notes\nSELECT * {}", encoding="utf-8")
    assert len(run(str(file), embedded)) == 1


def test_listing_tells_all_by_group() -> None:
    lines = list(listing())
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == [f"{group}: {en} {zh}" for group, (zh, en) in GROUPS.items()]
    for query in list_queries():
        (line,) = (line for line in lines if line.split()[0] == query.name)
        assert line == f"  {query.name:<24}{query.question_en} {query.question_zh}"
    assert lines[lines.index(heads[-1]) + 2].strip() == "-p document=id:doc/0123456789ab  (iri)"
    quality = list(listing("quality"))
    assert quality == lines[lines.index(quality[0]) :]


def test_listing_tells_all_about_one() -> None:
    title, question, *rest = listing("compare")
    assert title == "compare: Two documents or places compared 比较 (documents: documents 文件)"
    assert question.endswith("哪些不同？")
    assert rest[0].startswith("  -p one=振兴方案  (text, needed)  ")
    assert [line.split()[0] for line in rest[2:]] == [column.name for column in named_query("compare").columns]
    group, _, *both = listing("together")
    assert group.startswith("together: who works")
    assert any(line.startswith("together: Bodies that work together 协同单位 (") for line in both)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("gap", "did you mean gaps"), ("tiem", "did you mean time"), ("comparr", "did you mean compare"), ("???", "The")],
)
def test_listing_of_nothing_names_groups_and_what_is_near(name: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        list(listing(name))
    said = str(caught.value)
    assert said.startswith(f"no group or query is called '{name}'; {hint}")
    assert said.endswith("The groups are " + ", ".join(GROUPS))


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
def test_columns_are_those_of_the_answer(query: NamedQuery, full: Backend) -> None:
    answer = full.query(query.text)
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


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("x: blob 1", "blob"),
        ("x: 整数 5", "整数"),
        ("x: the body that is meant", "the"),
        ("x zh: 单位", "none"),
        ("x:", "none"),
    ],
)
def test_unknown_parameter_type_is_an_error_with_file_and_line(note: str, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(f"# title zh: 我的\n# parameter {note}\nSELECT * {{\n#PARAMETERS\n}}", encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        find_query(str(file))
    allowed = "one of iri, text, integer, date is needed"
    assert str(caught.value) == f"mine.rq, line 2: parameter x has the type {kind!r}; {allowed}"


def test_note_in_a_query_that_takes_no_values_is_a_comment() -> None:
    assert read_query("# parameter x: blob 1\n# parameter y: text a\nSELECT * {}").parameters[0].name == "y"


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
