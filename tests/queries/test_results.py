"""Formats: what is written can be read back, and no value becomes markup, a formula or a control sequence."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from rdflib import Graph
from rdflib.query import Result

from queries import FORMATS, QueryError, Rows, run, write_results
from queries.backends import Backend
from queries.backends.rdflib_graph import from_rdflib
from queries.results import display_width
from queries.rows import Term

XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = Rows(
    ("a", "名", "n"),
    (
        (NamedNode("https://w3id.org/policykg/id/org/1"), Literal('自治区，"发改委"', language="zh"), Literal(-12)),
        (
            NamedNode("urn:x"),
            Literal("=1+1|<b>x</b>\n\x1b[31m第二行"),
            Literal("2.50", datatype=NamedNode(XSD + "decimal")),
        ),
        (None, Literal("@me"), None),
        (BlankNode("b0"), Literal(""), Literal(7)),
    ),
)


def written(rows: Rows, name: str, width: int | None = None) -> str:
    stream = io.StringIO(newline="")
    write_results(rows, name, stream, width=width)
    return stream.getvalue()


def test_json_is_sparql_results_json() -> None:
    text = written(ROWS, "json")
    back = parse_query_results(text.encode(), format=QueryResultsFormat.JSON)
    assert isinstance(back, QuerySolutions)
    assert tuple(tuple(row) for row in back) == ROWS.rows
    by_rdflib = Result.parse(io.BytesIO(text.encode()), format="json")
    assert [str(v) for v in by_rdflib.vars or ()] == ["a", "名", "n"]
    assert [from_rdflib(row[1]) for row in by_rdflib] == [row[1] for row in ROWS.rows]  # type: ignore[index]
    first, _, third, _ = json.loads(text)["results"]["bindings"]
    assert first["名"] == {"type": "literal", "value": '自治区，"发改委"', "xml:lang": "zh"}
    assert first["n"] == {"type": "literal", "value": "-12", "datatype": XSD + "integer"}
    assert set(third) == {"名"}


def test_json_without_rows_is_json() -> None:
    assert json.loads(written(Rows(("x",)), "json")) == {"head": {"vars": ["x"]}, "results": {"bindings": []}}


def test_csv_reads_back() -> None:
    text = written(ROWS, "csv")
    assert text.endswith("\r\n")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == ["a", "名", "n"]
    assert lines[1] == ["https://w3id.org/policykg/id/org/1", '自治区，"发改委"', "-12"]
    assert lines[2][1] == "=1+1|<b>x</b>\n\x1b[31m第二行"
    assert lines[3] == ["", "@me", ""]


def test_csv_for_excel_has_a_mark_and_no_formula() -> None:
    text = written(ROWS, "csv-excel")
    assert text.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert lines[1][2] == "-12"
    assert lines[2][1].startswith("'=1+1")
    assert lines[3][1] == "'@me"
    assert "'" not in written(ROWS, "csv")


@pytest.mark.parametrize("first", "=+-@\t\r")
def test_every_start_of_a_formula_is_neutralised(first: str) -> None:
    text = written(Rows(("x",), ((Literal(first + "1"),),)), "csv-excel")
    (cell,) = list(csv.reader(io.StringIO(text[1:], newline="")))[1]
    assert cell == f"'{first}1"


def test_tsv_reads_back() -> None:
    back = parse_query_results(written(ROWS, "tsv").encode(), format=QueryResultsFormat.TSV)
    assert isinstance(back, QuerySolutions)
    assert tuple(tuple(row) for row in back) == ROWS.rows


def test_table_is_aligned_and_harmless() -> None:
    text = written(ROWS, "table")
    lines = text.splitlines()
    assert len(lines) == 2 + len(ROWS)
    assert "\x1b" not in text
    assert "id:org/1" in lines[2]
    assert "=1+1|<b>x</b>⏎\\u001b[31m第二行" in lines[3]
    starts = {
        display_width(line[: line.index(word)]) for line, word in ((lines[0], "名"), (lines[2], "自"), (lines[4], "@"))
    }
    assert len(starts) == 1
    assert lines[2].endswith("-12")
    assert display_width(lines[2]) == display_width(lines[3]) == display_width(lines[1])


def test_a_long_cell_does_not_widen_all_others() -> None:
    long = "办好实事。" * 5_000
    rows = Rows(("a", "b"), tuple((Literal(long if n == 3 else f"第{n}项"), Literal(n)) for n in range(1_000)))
    text = written(rows, "table")
    assert long in text
    assert len(text) < 200_000
    assert len({display_width(line) for line in text.splitlines() if long not in line}) == 1


@pytest.mark.parametrize("width", [20, 30, 40, 60, 100, 150, 200, 260])
def test_table_keeps_to_the_terminal(width: int, embedded: Backend) -> None:
    for rows in (ROWS, run("responsibilities", embedded)):
        text = written(rows, "table", width)
        if text.startswith(rows.columns[0] + " ") and "---" in text:
            assert all(display_width(line) <= width for line in text.splitlines())
        else:
            assert "-----" not in text
    assert "…" in written(Rows(("x", "y"), ((Literal("汉" * 30), Literal("字" * 9)),)), "table", 40)


def test_narrow_terminal_gets_one_value_a_line(embedded: Backend) -> None:
    text = written(run("responsibilities", embedded), "table", 80)
    blocks = text.split("\n\n")
    assert len(blocks) == 8
    assert blocks[0].splitlines()[0].split() == ["source", "opinion.html"]
    assert "deadline " not in blocks[0]


def test_markdown_cells_are_no_markup() -> None:
    text = written(ROWS, "md")
    assert text.splitlines()[1] == "| --- | --- | --- |"
    assert "=1\\+1\\|\\<b\\>x\\</b\\>" in text
    assert len(text.splitlines()) == 2 + len(ROWS)
    assert "\x1b" not in text
    assert "\\u001b\\[31m" in text


def test_triples_have_formats_of_their_own(embedded: Backend) -> None:
    rows = embedded.query("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }")
    assert written(rows, "nt").splitlines()[0].endswith(" .")
    assert "pol:Task" in written(rows, "ttl")
    for name in ("nt", "ttl"):
        with pytest.raises(QueryError, match="CONSTRUCT or DESCRIBE"):
            written(ROWS, name)


@pytest.mark.parametrize(
    ("name", "text"), [("table", "true\n"), ("csv", "true\r\n"), ("md", "true\n"), ("tsv", "true\n")]
)
def test_boolean(name: str, text: str) -> None:
    assert written(Rows((), boolean=True), name) == text
    assert json.loads(written(Rows((), boolean=False), "json")) == {"head": {}, "boolean": False}


def test_unknown_format() -> None:
    with pytest.raises(QueryError, match="no format 'xlsx'; one of table, csv"):
        written(ROWS, "xlsx")


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("nt", "ttl")])
def test_no_rows_is_no_error(name: str) -> None:
    assert written(Rows(("x", "y")), name)
    assert written(ROWS, name) == written(ROWS, name)


CONTROLS = "".join(map(chr, (*range(0x20), 0x7F, *range(0x80, 0xA0))))
EVIL = [
    "\u202e\u2066倒着读\u2069",
    "零\u200b宽\u200d\ufeff\u2060",
    CONTROLS,
    "\x1b[2J\x1b]0;标题\x07",
    "一\r\n二\n三\r四\u2028五\u2029六\x85七\v八\f九",
    *("=cmd()", "+1+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\t=1", "\n=1", "\r=1", "＝1+1", "＋1", "－1", "＠a"),
    *("|", "a|b||", "\\|", "<script>alert(1)</script>", "`x`", "``", "![x](javascript:1)", "*_~", "&lt;", "$x$", "# h"),
    *(
        '"',
        '""',
        "',",
        '",\r\n"',
        "",
        " ",
        "  前后  ",
        "𠮷\U000e0001",
        "\ufffe\uffff",
        '"""',
        "'''\n.",
        "\\u0041",
        "\\",
    ),
]
CELLS = Rows(("一", "cell"), tuple((Literal(str(number)), Literal(text)) for number, text in enumerate(EVIL)))
PLAIN = [[str(number), text] for number, text in enumerate(EVIL)]


def cells(lines: list[str]) -> list[list[str]]:
    """Split lines of a Markdown table at the bars that are not escaped."""
    return [[cell.strip() for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]] for line in lines]


def test_hostile_cells_come_back_from_csv() -> None:
    text = written(CELLS, "csv")
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == PLAIN
    # RFC 4180: lines end with CRLF, and what has a comma, a quote or a line end stands in quotes.
    outside = re.sub(r'"(?:[^"]|"")*"', "", text)
    assert outside.count("\r\n") == len(EVIL) + 1
    assert not re.search(r'["\r\n]', outside.replace("\r\n", ""))


def test_hostile_cells_are_no_formulas_for_excel() -> None:
    text = written(CELLS, "csv-excel")
    assert text[0] == "\ufeff"
    assert text.endswith("\r\n")
    back = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert back[0] == ["一", "cell"]
    for (_, cell), (_, told) in zip(back[1:], PLAIN, strict=True):
        assert cell.removeprefix("'") == told.removeprefix("'")
        assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)


@pytest.mark.parametrize(("text", "runs"), [("-12", False), ("+.5e-3", False), ("=cmd()", True), ("-1+cmd()", True)])
def test_what_only_calls_itself_a_number_is_no_number(text: str, runs: bool) -> None:
    rows = Rows(("n",), ((Literal(text, datatype=NamedNode(XSD + "decimal")),),))
    assert written(rows, "csv-excel") == "\ufeffn\r\n" + "'" * runs + text + "\r\n"


@pytest.mark.parametrize(("name", "kind"), [("json", QueryResultsFormat.JSON), ("tsv", QueryResultsFormat.TSV)])
def test_hostile_cells_come_back_from(name: str, kind: QueryResultsFormat) -> None:
    text = written(CELLS, name)
    back = parse_query_results(text.encode(), format=kind)
    assert isinstance(back, QuerySolutions)
    assert tuple(tuple(row) for row in back) == CELLS.rows
    if name == "json":
        assert [one["cell"]["value"] for one in json.loads(text)["results"]["bindings"]] == EVIL
    else:
        assert len(text.split("\n")) == len(EVIL) + 2


@pytest.mark.parametrize("width", [None, 60, 12])
def test_hostile_cells_cannot_move_the_cursor(width: int | None) -> None:
    text = written(CELLS, "table", width)
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]", text)
    if width is None:
        lines = text.splitlines()
        assert len(lines) == len(EVIL) + 2
        assert r"\u202e\u2066倒着读\u2069" in lines[2]
        assert r"零\u200b宽\u200d\ufeff\u2060" in lines[3]
        assert r"\u0000" in lines[4]
        assert r"一⏎二⏎三\u000d四\u2028五\u2029六\u0085七\u000b八\u000c九" in lines[6]
        assert r"𠮷\U000e0001" in text
    elif width == 60:
        assert all(display_width(line) <= width for line in text.splitlines())


def test_hostile_cells_are_rows_of_markdown() -> None:
    text = written(CELLS, "md")
    lines = text.removesuffix("\n").split("\n")
    assert all(line.isprintable() for line in lines)
    assert len(lines) == len(EVIL) + 2
    assert {len(row) for row in cells(lines)} == {2}
    for line in lines[2:]:
        assert not re.search(r"(?<!\\)(?:\\\\)*[`<>*_\[\]~&$#]", line)


def test_hostile_triples_come_back() -> None:
    iri = "https://w3id.org/policykg/id/"
    rows = tuple(
        (NamedNode(f"{iri}a.b/-{number}%22中"), NamedNode(iri + "p~q"), literal)
        for number, text in enumerate(EVIL)
        for literal in (Literal(text), Literal(text, language="zh-hans"), Literal(text, datatype=NamedNode(iri + "t")))
    )
    given = Rows(("subject", "predicate", "object"), rows)
    for name, kind in (("nt", RdfFormat.N_TRIPLES), ("ttl", RdfFormat.TURTLE)):
        text = written(given, name)
        back = [quad.triple for quad in parse(text.encode(), format=kind)]
        assert [(one.subject, one.predicate, one.object) for one in back] == list(rows)
        graph = Graph()
        graph.parse(data=text, format=name if name == "nt" else "turtle")
        assert {str(one) for one in graph.objects()} == set(EVIL)


@pytest.mark.parametrize("row", [(Literal("a"), NamedNode("urn:p"), Literal("b")), (NamedNode("urn:s"), None, None)])
@pytest.mark.parametrize("name", ["nt", "ttl"])
def test_rows_that_only_look_like_triples(name: str, row: tuple[Term | None, ...]) -> None:
    with pytest.raises(QueryError, match="a row is no triple"):
        written(Rows(("subject", "predicate", "object"), (row,)), name)
