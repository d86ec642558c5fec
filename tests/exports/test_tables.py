"""Tables: Parquet as DuckDB and pyarrow read it, the same facts as the named queries, and the passages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from exports import ExportError, export
from exports.passages import LONGEST, passages
from exports.tables import TABLES
from graph_builder import build
from ontology.terms import POL, PREFIXES, QUDT
from queries import open_graph, run


@pytest.fixture(scope="module")
def folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("parquet") / "tables"
    export(built, out, "parquet")
    return out


def asked(folder: Path, words: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        connection.execute("SET temp_directory = ''")
        return connection.execute(words.replace("FOLDER", str(folder))).fetchall()


SAME = {
    "documents": ("documents", ("document", "title", "number", "issuer", "signed", "source", "type", "genre", "noticeTitle")),
    "tasks": ("tasks", ("source", "document", "task", "taskNumber", "taskLabel", "parentTask", "deadline", "deadlineText", "start", "end", "quote")),
    "responsibilities": ("responsibilities", (
        "source", "document", "task", "taskNumber", "taskLabel", "department", "departmentLabel", "mention", "role",
        "generic", "deadline", "start", "end", "quote", "convention", "rule", "sequence", "responsibility",
    )),
    "references": ("references", ("source", "document", "relation", "target", "targetTitle", "targetNumber", "start", "end", "quote", "task")),
    "indicators": ("indicators", ("source", "indicator", "document", "task", "label", "value", "unit", "year", "qualifier", "direction", "change", "kind", "start", "end", "quote")),
    "findings": ("findings", ("source", "document", "kind", "comment", "start", "end", "quote", "finding")),
}  # fmt: skip


@pytest.mark.parametrize("table", SAME)
def test_tables_say_what_the_queries_say(table: str, folder: Path, built: Path) -> None:
    query, columns = SAME[table]
    answered = [
        tuple(row.get(name) for name in columns) for row in run(query, open_graph(str(built))).values()
    ]  # fmt: skip
    rows = pq.read_table(folder / f"{table}.parquet").to_pylist()
    if table == "documents":
        rows = [row for row in rows if row["source"]]
    found = [tuple(plain(row[name]) for name in columns) for row in rows]
    assert sorted(map(str, found)) == sorted(map(str, answered))
    assert len(found) > 0


def plain(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def test_duckdb_reads_types_and_joins(folder: Path) -> None:
    rows = asked(folder, "SELECT max(deadline), sum(\"end\" - start) FROM 'FOLDER/tasks.parquet'")
    assert isinstance(rows[0][0], date)
    (count,) = asked(
        folder,
        "SELECT count(*) FROM 'FOLDER/responsibilities.parquet' r JOIN 'FOLDER/texts.parquet' t USING (document) "
        'WHERE substr(t.content, r.start + 1, r."end" - r.start) = r.quote',
    )
    assert count == asked(folder, "SELECT count(*) FROM 'FOLDER/responsibilities.parquet'")[0]
    (value,) = asked(folder, "SELECT max(value) FROM 'FOLDER/indicators.parquet'")
    assert isinstance(value[0], Decimal)


@pytest.mark.parametrize("table", [name for name, table in TABLES.items() if table.place])
def test_every_row_carries_its_evidence(table: str, folder: Path) -> None:
    placed = f"FROM 'FOLDER/{table}.parquet'"
    (counted,) = asked(
        folder,
        f"SELECT count(*), count(*) FILTER (EXISTS (SELECT 1 FROM 'FOLDER/texts.parquet' t WHERE t.source = f.source "  # noqa: S608
        f'AND substr(t.content, f.start + 1, f."end" - f.start) = f.quote)) {placed} f',
    )
    assert counted[0] == counted[1]
    if table != "validities":  # no sample says how long it holds
        assert int(str(counted[0])) > 0


def test_traces_are_those_of_the_query(folder: Path, built: Path) -> None:
    answered = [row for row in run("trace", open_graph(str(built))).values() if not row.get("via")]
    names = ("source", "section", "parentSection", "score", "takenUp", "start", "end", "quote")
    rows = pq.read_table(folder / "traces.parquet").to_pylist()
    assert sorted(tuple(plain(row[name]) or "" for name in names) for row in rows) == sorted(
        tuple(row.get(name) or "" for name in names) for row in answered
    )


def test_terms_of_validity_are_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "关于印发某某办法的通知\n各县：\n第一条 为了做好工作，制定本办法。\n"
        "第二条 本办法自2023年5月1日起施行，有效期至2028年4月30日。\n",
        "utf-8",
    )
    build([tmp_path / "a.txt"], tmp_path / "out", "policykg 0")
    export(tmp_path / "out", tmp_path / "x", "parquet")
    rows = pq.read_table(tmp_path / "x" / "validities.parquet").to_pylist()
    assert {(row["validFrom"], row["validUntil"]) for row in rows} >= {(date(2023, 5, 1), date(2028, 4, 30))}
    assert all(row["quote"] and row["rule"] and row["source"] == "a.txt" for row in rows)


def test_what_a_task_is_about_has_the_words_that_name_it(folder: Path) -> None:
    rows = asked(
        folder,
        "SELECT thingLabel, c.quote, c.rule FROM 'FOLDER/concerns.parquet' c JOIN 'FOLDER/tasks.parquet' t USING (task) "
        "WHERE t.source LIKE 'yunnan%' AND c.start > t.start",
    )
    assert ("昆阳磷矿", "昆阳磷矿", "mining.mine") in rows
    assert ("磷", "磷矿", "mining.mineral") in rows
    about = asked(folder, "SELECT task, unnest(concerns) FROM 'FOLDER/tasks.parquet'")
    assert sorted(about) == sorted(asked(folder, "SELECT task, thing FROM 'FOLDER/concerns.parquet'"))


def test_every_table_has_its_columns(folder: Path) -> None:
    assert {path.stem for path in folder.iterdir()} == set(TABLES)
    for name, table in TABLES.items():
        assert pq.read_schema(folder / f"{name}.parquet").names == list(table.all_columns())


def test_assignments_gather_the_bodies_of_a_clause(folder: Path) -> None:
    rows = pq.read_table(folder / "assignments.parquet").to_pylist()
    (row,) = [row for row in rows if row["taskLabel"] == "严控新增产能"]
    assert row["lead"] == ["国家发展改革委", "工业和信息化部"]
    assert row["support"] == ["国土资源部", "环境保护部"]
    assert row["passage"].startswith("（三）严控新增产能")
    assert row["passage"].endswith("下同）。") or row["passage"].endswith("下同）")


def test_hostile_text_stays_text(hostile: Path, tmp_path: Path) -> None:
    export(hostile, tmp_path / "x", "parquet")
    labels = {row["taskLabel"] for row in pq.read_table(tmp_path / "x" / "tasks.parquet").to_pylist()}
    assert {"=1+1", "a\x01b\x1f\x0c\x08", "行一\r\n行二\r行三", "_x0041_", "\ufffe\uffff"} <= labels


def test_a_value_of_another_type_is_said(tmp_path: Path) -> None:
    file = tmp_path / "x.nt"
    fact = f"{PREFIXES['id']}doc/x/indicator/1"
    file.write_text(
        f'<{fact}> <{PREFIXES["rdf"]}type> <{POL.Indicator}> .\n<{fact}> <{QUDT.numericValue}> "many" .\n', "utf-8"
    )
    with pytest.raises(ExportError, match=r"indicators\.value: a value is no number"):
        export(file, tmp_path / "x", "parquet")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("text", "clauses", "headings", "words"),
    [
        (
            "（一）修路。修一条路。（市交通局负责）",
            ["（市交通局负责）"],
            ["（一）"],
            ["（一）修路。修一条路。（市交通局负责）"],
        ),
        (
            "甲事。（甲局负责）乙事。（乙局负责）",
            ["（甲局负责）", "（乙局负责）"],
            [],
            ["甲事。（甲局负责）", "乙事。（乙局负责）"],
        ),
        ("（一）修路。\n责任单位：市交通局", ["责任单位：市交通局"], [], ["（一）修路。\n责任单位：市交通局"]),
        ("（一）修路\n市交通局负责修路。其他不变。", ["市交通局负责修路"], [], ["市交通局负责修路。"]),
        (
            "一、总则。二、市交通局负责修路，市财政局配合。",
            ["市交通局负责修路"],
            ["二、"],
            ["二、市交通局负责修路，市财政局配合。"],
        ),
        ("修路\t市交通局\t年底前", ["市交通局"], [], ["修路 市交通局 年底前"]),
        ("序号\n1\t修路\n修一条路\n市交通局\n2", ["市交通局"], ["修路"], ["修路\n修一条路\n市交通局"]),
    ],
)
def test_passages(text: str, clauses: list[str], headings: list[str], words: list[str]) -> None:
    places = [(text.index(one), text.index(one) + len(one)) for one in clauses]
    found = passages(text, places, [text.index(one) for one in headings])
    assert [found[place] for place in places] == words


def test_passages_of_a_long_line_are_short_and_quickly_found() -> None:
    text = "修路" * 500_000 + "（市交通局负责）" + "（甲局负责）" * 2_000
    places = [(start, start + 6) for start in range(1_000_008, len(text), 6)]
    found = passages(text, [(1_000_000, 1_000_008), *places], [])
    assert all(0 < len(words) <= LONGEST for words in found.values())
