"""The table of reforms: what it says holds together, and a row that cannot be meant is one line."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest

from graph_builder.bodies import Authority, DataError, identify
from graph_builder.bodies.authority import authority_of
from graph_builder.bodies.names import state_body
from graph_builder.bodies.places import Place, division
from graph_builder.history.reforms import Name, Reform, read_reforms, reforms
from ontology.terms import REFORM

HEADING = "tier,date,kind,originals,results,function,source,note\n"
CENTRAL = [row for row in reforms() if row.central]
LOCAL = [row for row in reforms() if not row.central]
# A place of each tier, to try the names of the table at.
SAMPLES = {
    "province": "350000",
    "municipality": "110000",
    "city": "350500",
    "county": "350581",
    "branch-province": "350200",
    "branch-city": "350500",
    "branch-capital": "350100",
    "branch-county": "350581",
}


def place(tier: str) -> Place:
    name, _, code = tier.rpartition("@")
    tail = {"city": "0200", "county": "0202", "branch-city": "0200", "branch-capital": "0100", "branch-county": "0202"}
    found = division(f"{code[:2]}{tail[name]}" if name else SAMPLES.get(tier, tier))
    assert found is not None
    return found


def names(row: Reform) -> list[Name]:
    return [name for slot in (*row.originals, *row.results) for name in slot]


def full(slots: tuple[tuple[Name, ...], ...]) -> list[str]:
    return [slot[0].text for slot in slots]


def test_the_great_reforms_are_there() -> None:
    years = {row.day.year for row in CENTRAL}
    assert {2003, 2008, 2013, 2018, 2023} <= years
    assert len(CENTRAL) > 100
    assert {tier for row in LOCAL for tier in row.tiers} >= set(SAMPLES)


@pytest.mark.parametrize("row", CENTRAL, ids=lambda row: f"line-{row.line}")
def test_valid_years_of_bodies_agree_with_the_day(row: Reform) -> None:
    for name in full(row.originals):
        known = state_body(name)
        assert known is not None
        assert known.state == name
        if row.kind in {"renamed", "reorganized", "merged", "absorbed"} and known.until is not None:
            assert known.until == row.day.year, name
    for name in full(row.results):
        known = state_body(name)
        assert known is not None
        assert known.state == name
        if row.kind in {"renamed", "reorganized", "merged", "split"} and known.since is not None:
            assert known.since == row.day.year, name


@pytest.mark.parametrize("row", CENTRAL, ids=lambda row: f"line-{row.line}")
def test_central_names_are_read_as_they_stand(row: Reform) -> None:
    for name in names(row):
        assert identify(name.text, Authority("state", None, None, "国务院")).key == f"国家|{name.stem}"


@pytest.mark.parametrize("row", LOCAL, ids=lambda row: f"line-{row.line}")
def test_local_names_are_read_as_they_stand(row: Reform) -> None:
    for tier in row.tiers:
        if tier.startswith("-"):
            continue
        here = place(tier)
        for name in names(row):
            text = name.text.replace("{place}", here.label).replace("{short}", here.brief)
            assert identify(text, authority_of(here)).key == f"{here.key}|{name.stem}", text


def test_no_body_comes_of_itself() -> None:
    for tiers in [
        {"state"},
        {"province"},
        {"municipality"},
        {"city"},
        {"county"},
        {"branch-province"},
        {"branch-city"},
    ]:
        graph: networkx.DiGraph[str] = networkx.DiGraph()
        for row in reforms():
            if row.kind != "transferred" and tiers & set(row.tiers):
                old = [name.stem for slot in row.originals for name in slot]
                new = [name.stem for slot in row.results for name in slot]
                graph.add_edges_from((one, other) for one in old for other in new)
        assert graph.size() > 0
        assert list(networkx.simple_cycles(graph)) == []


def test_every_row_has_a_source_and_a_kind_of_the_ontology() -> None:
    assert all(row.source for row in reforms())
    kinds = {name for name in vars(REFORM) if not name.startswith("__")} - {"NS"}
    assert {row.kind for row in reforms()} == kinds


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("state,2018-03-17,merged,国土资源部|国家海洋局,自然资源部,,依据", "reforms.csv, line 2: 7 cells where 8 are needed"),
        ("village,2018-03-17,renamed,国土资源部,自然资源部,,依据,", "reforms.csv, line 2: tier is state"),
        ("state|city,2018-03-17,renamed,国土资源部,自然资源部,,依据,", "reforms.csv, line 2: tier is state"),
        ("999999,2018-03-17,renamed,国土资源局,自然资源局,,依据,", "reforms.csv, line 2: tier is state"),
        ("village@330000,2018-03-17,renamed,国土资源局,自然资源局,,依据,", "reforms.csv, line 2: tier is state"),
        ("state,2018-3-17,renamed,国土资源部,自然资源部,,依据,", "reforms.csv, line 2: date is a day such as 2018-03-17"),
        ("state,2018-02-30,renamed,国土资源部,自然资源部,,依据,", "reforms.csv, line 2: date is a day such as 2018-03-17"),
        ("state,2018-03-17,moved,国土资源部,自然资源部,,依据,", "reforms.csv, line 2: kind is one of renamed, "),
        ("state,2018-03-17,renamed,国土资源部,自然资源部,规划,依据,", "reforms.csv, line 2: function says what"),
        ("state,2018-03-17,transferred,国土资源部,自然资源部,,依据,", "reforms.csv, line 2: function says what"),
        ("state,2018-03-17,renamed,国土资源部,自然资源部,,,", "reforms.csv, line 2: a source is needed"),
        ("state,2018-03-17,merged,国土资源部,自然资源部,,依据,", "reforms.csv, line 2: merged with 1 names where 2 to 99"),
        ("state,2018-03-17,renamed,国土资源部,国土资源部,,依据,", "reforms.csv, line 2: one body is original and result"),
        ("state,2018-03-17,renamed,国土部,自然资源部,,依据,", "reforms.csv, line 2: bodies.csv has no central body with"),
        ("state,2017-03-17,renamed,国土资源部,自然资源部,,依据,", r"reforms.csv, line 2: bodies.csv, line \d+ says that 自然资源部 was"),
        ("city,2018-03-17,renamed,国土资源局||规划局,自然资源局,,依据,", "reforms.csv, line 2: names are separated by"),
        ("city,2018-03-17,renamed,{city}国土资源局,自然资源局,,依据,", "reforms.csv, line 2: names are separated by"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_meant_is_one_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "reforms.csv"
    path.write_text(HEADING + row + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"^{message}") as error:
        read_reforms(path)
    assert "\n" not in str(error.value)


def test_rows_are_taken_by_day(tmp_path: Path) -> None:
    path = tmp_path / "reforms.csv"
    later, first = "city,2019-03-31,renamed,甲局,乙局,,依据,", "city,2018-03-31,renamed,丙局,甲局,,依据,"
    path.write_text(HEADING + f"{later}\n# 说明\n{first}\n", encoding="utf-8")
    assert [row.day.year for row in read_reforms(path)] == [2018, 2019]
