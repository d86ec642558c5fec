"""The table of identities that a build writes, and the tables in which people overrule it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder import build
from graph_builder.build import BuildReport
from graph_builder.register import IdentityError, read_identities
from graph_builder.sheets import guarded, unguarded
from ontology import rule_iri
from ontology.terms import POL, PROV, RDFS, SKOS

PLAN = """泉州市人民政府关于加强校园食堂管理的意见
一、改造食堂。改造学校食堂。（市教育局牵头，市住保中心、市发改局配合）
二、严格检查。开展自查。（市住房保障中心、教育局负责，各有关部门配合）
三、总结经验。总结改造经验。（省教育厅指导）
泉州市人民政府
2021年5月6日
"""
OTHER = """南平市人民政府关于加强校园食堂管理的意见
一、改造食堂。改造学校食堂。（市教育局牵头，市住保中心配合）
南平市人民政府
2021年5月7日
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "quanzhou.txt").write_text(PLAN, encoding="utf-8")
    (folder / "nanping.txt").write_text(OTHER, encoding="utf-8")
    return folder


def table(out: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the rows by decision, name and place."""
    rows = csv.DictReader(io.StringIO((out / "identities.csv").read_text("utf-8-sig")))
    return {(row["decision"], row["name"], row["place"]): row for row in rows}


def decide(folder: Path, words: str, name: str = "mine.csv") -> Path:
    path = folder.parent / name
    path.write_text(words, encoding="utf-8")
    return path


def run(sources: Path, *tables: Path, out: str = "out") -> tuple[BuildReport, Path]:
    place = sources.parent / out
    return build([sources], place, "policykg 0", identities=tables), place


def parties(out: Path) -> set[tuple[str, str, str]]:
    """Return source, printed name and full name of the body of every responsibility."""
    store = ox.Store.read_only(str(out / "store"))
    rows = store.query(
        f"""SELECT DISTINCT ?source ?name ?label {{ ?task <{POL.statedIn}>/<http://data.europa.eu/eli/ontology#is_realized_by>/<{POL.fileName}> ?source ;
        <{POL.hasResponsibility}> ?duty . ?duty <{POL.mention}> ?name ; <{POL.responsibleParty}>/<{SKOS.prefLabel}> ?label }}"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    return {tuple(str(row[name].value) for name in ("source", "name", "label")) for row in rows}  # type: ignore[misc]


def test_every_merge_and_split_is_a_row_with_its_reason(sources: Path) -> None:
    _, out = run(sources)
    rows = table(out)
    merge = rows["merge", "市发改局", "泉州市"]
    assert merge["body"] == "泉州市发展和改革局"
    assert (merge["level"], merge["code"], merge["documents"], merge["source"]) == (
        "prefecture",
        "350500",
        "1",
        "quanzhou.txt",
    )
    assert merge["reason"].startswith("identity.name: ")
    assert rows["merge", "市住保中心", "泉州市"]["body"] == "泉州市住房保障中心"
    assert rows["merge", "市住保中心", "泉州市"]["reason"].startswith("identity.short: ")
    assert rows["merge", "教育局", "泉州市"]["iri"] == rows["merge", "市教育局", "泉州市"]["iri"]
    for place in ("泉州市", "南平市"):
        assert rows["split", "市教育局", place]["reason"].startswith("identity.place: ")
    assert rows["merge", "省教育厅", "福建省"]["documents"] == "1"
    assert not [row for row in rows if "有关部门" in row[1]]


def test_the_table_is_the_same_bytes_for_any_order(sources: Path, tmp_path: Path) -> None:
    files = sorted(sources.iterdir())
    for name, order in (("a", files), ("b", files[::-1])):
        build(order, tmp_path / name, "policykg 0")
    assert (tmp_path / "a" / "identities.csv").read_bytes() == (tmp_path / "b" / "identities.csv").read_bytes()
    assert (tmp_path / "a" / "graph.nq").read_bytes() == (tmp_path / "b" / "graph.nq").read_bytes()


def test_a_person_splits_a_name_off(sources: Path) -> None:
    mine = decide(
        sources, "name,place,body,by,date,note\n市住保中心,泉州市,泉州市住房服务中心,张三,2024-01-02,见三定规定\n"
    )
    report, out = run(sources, mine)
    assert (report.overruled, report.stale_identities) == (1, ())
    assert {row[1:] for row in parties(out) if "住" in row[1]} == {
        ("市住保中心", "泉州市住房服务中心"),
        ("市住保中心", "南平市住保中心"),
        ("市住房保障中心", "泉州市住房保障中心"),
    }
    row = table(out)["overruled", "市住保中心", "泉州市"]
    assert row["body"] == "泉州市住房服务中心"
    assert (
        row["reason"]
        == "identity.person: decided by a person 张三 on 2024-01-02, before 泉州市住房保障中心: 见三定规定"
    )
    store = ox.Store.read_only(str(out / "store"))
    asked = store.query(
        f"""ASK {{ ?duty <{POL.correctedBy}> ?decision ; <{POL.mention}> "市住保中心" . ?decision <{POL.foundBy}> <{rule_iri("identity.person")}> ;
        <{PROV.wasAssociatedWith}>/<{RDFS.label}> "张三"@zh ; <{RDFS.comment}> "见三定规定"@zh ;
        <{POL.formerValue}> "市住保中心 泉州市住房保障中心" }}"""
    )
    assert bool(asked)


def test_a_person_merges_two_names(sources: Path) -> None:
    _, before = run(sources, out="before")
    mine = decide(sources, "name,source,body\n市发改局,quanzhou.txt,泉州市教育局\n")
    _, out = run(sources, mine)
    rows = table(out)
    assert rows["overruled", "市发改局", "泉州市"]["iri"] == table(before)["merge", "市教育局", "泉州市"]["iri"]
    assert ("quanzhou.txt", "市发改局", "泉州市教育局") in parties(out)


@pytest.mark.parametrize("place", ["泉州市", "350500"])
@pytest.mark.parametrize("body", ["市住保中心", "泉州市住保中心", "住房一科"])
def test_a_name_can_be_split_from_the_longer_one_that_it_was_tied_to(sources: Path, place: str, body: str) -> None:
    _, out = run(sources, decide(sources, f"name,place,body\n市住保中心,{place},{body}\n"))
    found = {name: label for source, name, label in parties(out) if source == "quanzhou.txt"}
    assert found["市住保中心"] == body
    assert found["市住房保障中心"] == "泉州市住房保障中心"


def test_the_table_of_the_build_is_a_table_for_the_next_one(sources: Path) -> None:
    mine = decide(sources, "name,place,body\n市住保中心,泉州市,泉州市住房服务中心\n")
    _, plain = run(sources, out="plain")
    again, kept = run(sources, plain / "identities.csv", out="kept")
    assert (again.overruled, again.stale_identities) == (0, ())
    assert (kept / "graph.nq").read_bytes() == (plain / "graph.nq").read_bytes()
    _, out = run(sources, mine)
    report, last = run(sources, out / "identities.csv", out="last")
    assert report.stale_identities == ()
    assert parties(last) == parties(out)


def test_a_changed_row_of_the_table_is_about_its_name_and_body_alone(sources: Path) -> None:
    _, plain = run(sources, out="plain")
    rows = (plain / "identities.csv").read_text("utf-8-sig").splitlines()
    changed = [
        line.replace("泉州市教育局", "泉州市教育体育局") if line.startswith("merge,市教育局,泉州市") else line
        for line in rows
    ]
    _, out = run(sources, decide(sources, "\n".join([rows[0], *(line for line in changed if line not in rows)])))
    found = parties(out)
    assert ("quanzhou.txt", "市教育局", "泉州市教育体育局") in found
    assert ("quanzhou.txt", "教育局", "泉州市教育局") in found
    assert ("nanping.txt", "市教育局", "南平市教育局") in found


def test_a_row_of_one_document_goes_before_one_of_a_place(sources: Path) -> None:
    words = "name,place,source,body\n市住保中心,泉州市,,甲局\n市住保中心,,quanzhou.txt,乙局\n"
    _, out = run(sources, decide(sources, words))
    assert ("quanzhou.txt", "市住保中心", "乙局") in parties(out)


def test_a_row_that_finds_no_name_is_reported(sources: Path) -> None:
    mine = decide(sources, "name,place,body\n市住保中心,漳州市,甲局\n各有关部门,泉州市,甲局\n")
    report, _ = run(sources, mine)
    assert report.overruled == 0
    assert report.stale_identities == (
        f"{mine}:2: “市住保中心” at 漳州市 is “甲局”: no such name is read there",
        f"{mine}:3: “各有关部门” at 泉州市 is “甲局”: no such name is read there",
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "the table is empty"),
        ("name,place\n市住保中心,泉州市\n", "1: the table has no column body"),
        ("name,name,body\n", "1: the column name stands twice"),
        ("name,place,body\n,泉州市,甲局\n", "2: the column name is empty"),
        ("name,place,body\n市住保中心,泉州市,\n", "2: the column body is empty"),
        ("name,place,body\n市住保中心,,甲局\n", "2: neither place nor source says"),
        ("name,place,body\n市住保中心,泉州市,甲局\n市住保中心,泉州市,乙局\n", "3: contradicts "),
        ("name,place,body,date\n市住保中心,泉州市,甲局,昨天\n", "2: '昨天' in the column date is no day"),
    ],
)
def test_what_cannot_be_meant_ends_with_file_and_row(tmp_path: Path, words: str, message: str) -> None:
    path = decide(tmp_path / "in", words)
    with pytest.raises(IdentityError) as caught:
        read_identities([path])
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_notations_of_one_place_that_contradict_each_other(sources: Path) -> None:
    mine = decide(sources, "name,place,body\n市住保中心,泉州市,甲局\n市住保中心,350500,乙局\n")
    with pytest.raises(IdentityError, match=r"mine\.csv:\d: contradicts .*mine\.csv:\d"):
        run(sources, mine)
    assert not (sources.parent / "out").exists()


def test_a_name_over_two_lines_of_a_cell_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text('name,place,body\n市教育局,泉州市,"泉州市\n教育体育局"\n', encoding="utf-8")
    (row,) = read_identities([file])
    assert row.body == "泉州市 教育体育局"


def test_names_that_a_spreadsheet_would_run_are_guarded(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "=1+1.txt").write_text(PLAN, encoding="utf-8")
    _, out = run(folder)
    for row in table(out).values():
        assert row["source"] == "'=1+1.txt"
        assert row["documents"] == "1"
    report, _ = run(folder, out / "identities.csv", out="again")
    assert report.stale_identities == ()


@given(st.text(max_size=12))
def test_a_guarded_cell_is_what_it_was(cell: str) -> None:
    bare = cell.replace("\r\n", "\n").replace("\r", "\n")
    assert unguarded(guarded(bare)) == bare
    assert not guarded(bare).startswith(("=", "+", "-", "@", "\t"))
