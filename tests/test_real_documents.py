"""The real documents: what they state, against what careful readers wrote down; they lie beside the checkout."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import queries
from graph_builder import build, read, read_source
from graph_builder.formats.html import text_of
from tests.graph_builder.formats.sites import SITES

ROOT = Path(__file__).resolve().parent.parent


def score(shared: Path, gold: Path, figures: Path) -> dict[str, float]:
    command = [sys.executable, str(shared / "tools/score"), "--policykg", f"{sys.executable} -m policykg"]
    run = subprocess.run(
        [*command, "--gold", str(gold), "--json", str(figures)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stderr == "", run.stderr
    found: dict[str, float] = json.loads(figures.read_text("utf-8"))
    return found


def test_the_first_notice_is_read_without_a_fault(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    shutil.copy(shared / "gold/seed.json", tmp_path / "gold")
    figures = score(shared, tmp_path / "gold", tmp_path / "figures.json")
    assert figures["gold responsibilities"] == 42
    assert figures["clashes"] == 0
    for name in ("responsibility", "who", "task label", "reference", "header", "mine", "evidence"):
        assert figures[name] == 1.0, name


def test_all_annotated_documents(shared: Path, tmp_path: Path) -> None:
    figures = score(shared, shared / "gold", tmp_path / "figures.json")
    assert figures["documents"] == 10
    assert figures["clashes"] == 0
    assert figures["evidence"] == 1.0
    floor = {"responsibility": 0.99, "who": 0.99, "task label": 0.99, "reference": 0.95, "header": 0.99, "mine": 1.0}
    assert {name: figures[name] for name, least in floor.items() if figures[name] < least} == {}


def test_what_the_first_notice_demands(shared: Path) -> None:
    gold = json.loads((shared / "gold/seed.json").read_text("utf-8"))
    reading = read(read_source(shared / "corpus/seed.txt"))
    assert [(t.number, t.label) for t in reading.tasks] == [(t["number"], t["label"]) for t in gold["tasks"]]
    assert len({r.mention.text for t in reading.tasks for r in t.responsibilities}) == 22
    things = {kind: [f.name for f in reading.domain if f.kind == kind] for kind in ("mine", "base", "park", "mineral")}
    assert {name for name in things["mine"] if name != "多龙铜矿"} == {m["name"] for m in gold["mines"]} - {"多龙"}
    assert len(things["mine"]) == 14
    assert sorted(things["base"]) == sorted(gold["bases"])
    assert things["park"] == gold["parks"]
    assert len(things["mineral"]) == len(gold["minerals"])
    bases = {f.name: next((name for _, _, name in f.parts), None) for f in reading.domain if f.kind == "mine"}
    assert {m["name"]: m["base"] for m in gold["mines"] if m["name"] != "多龙"}.items() <= bases.items()
    figures = [(i.label, float(i.value), i.unit, i.year, i.qualifier) for i in reading.indicators]
    wanted = [(i["label"], i["value"], i["unit"], i.get("year"), i.get("qualifier")) for i in gold["indicators"]]
    assert figures == wanted
    kinds = {finding.kind for finding in reading.findings}
    assert {"repeated-passage", "numbering-gap", "lost-heading"} <= kinds


@pytest.mark.parametrize("folder", ["family", "more", "bulk"])
def test_no_document_is_too_odd(folder: str, shared: Path) -> None:
    for path in sorted((shared / "corpus" / folder).glob("*.txt")):
        reading = read(read_source(path))
        for task in reading.tasks:
            for responsibility in task.responsibilities:
                assert responsibility.mention.span.of(reading.recovered.text) == responsibility.mention.text, path
                assert reading.recovered.in_source(responsibility.clause).of(reading.source.text), path


def test_graph_of_real_documents_is_valid(shared: Path, tmp_path: Path) -> None:
    import queries

    build([shared / "corpus/family", *sorted((shared / "corpus").glob("*.txt"))], tmp_path / "out", "policykg 0")
    report = queries.check(queries.open_graph(str(tmp_path / "out")))
    assert report.problems == ()
    assert report.quotes > 1_000


def test_no_sentence_of_a_document_stands_in_the_project(shared: Path) -> None:
    tool = shared / "tools/borrowed"
    run = subprocess.run([sys.executable, str(tool), str(ROOT)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


PAGES = ("bonded-zones", "consumption-poverty-relief", "sports-events", "zero-waste-city")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a named query without what depends on the file; blanks in a quote are those of its lines."""
    answer = io.StringIO()
    queries.write_results(queries.run(queries.find_query(name), queries.open_graph(str(folder))), "json", answer)
    kept = []
    for row in json.loads(answer.getvalue())["results"]["bindings"]:
        values = {key: "".join(cell["value"].split()) for key, cell in row.items()}
        kept.append({key: value for key, value in values.items() if key not in ("source", "start", "end")})
    return sorted(kept, key=lambda row: sorted(row.items()))


def test_a_page_states_what_its_text_states(shared: Path, tmp_path: Path) -> None:
    for form, folder in (("html", "corpus/html"), ("txt", "corpus")):
        build([shared / folder / f"{name}.{form}" for name in PAGES], tmp_path / form, "policykg 0")
    for query, least in (
        ("documents", 4),
        ("tasks", 80),
        ("responsibilities", 370),
        ("references", 4),
        ("indicators", 1),
    ):
        found = rows(tmp_path / "html", query)
        assert found == rows(tmp_path / "txt", query), query
        assert len(found) >= least, query


@pytest.mark.parametrize("number", ["081", "089", "096", "130", "134", "138", "139"])
def test_a_page_is_read_whole_and_alone(shared: Path, number: str) -> None:
    [page] = [*shared.glob(f"corpus/html/{number}_*"), *shared.glob(f"corpus/tables/{number}_*")]
    [text] = shared.glob(f"corpus/more/{number}_*")
    wanted = "".join(text.read_text("utf-8").replace("&nbsp;", "").split())
    found = "".join(read_source(page).text.replace("〃", "").split())
    assert found.endswith(wanted)
    # What stands before is the record of the document on its page.
    assert len(found) - len(wanted) < 150


@pytest.mark.parametrize("site", SITES)
def test_a_document_comes_out_of_any_site_whole_and_alone(shared: Path, site: str) -> None:
    files = [*sorted(shared.glob("corpus/*.txt")), *sorted(shared.glob("corpus/bulk/*.txt"))[::100]]
    assert len(files) > 15
    for file in files:
        wanted = [line.strip() for line in re.sub(" +", " ", read_source(file).text).splitlines()]
        wanted = [line for line in wanted if line]
        for form in ("".join(f"<p>{html.escape(line)}</p>" for line in wanted), "<br>".join(map(html.escape, wanted))):
            found = text_of(SITES[site].format(form).encode(), "a.html")
            assert found.splitlines() == wanted, file.name


@pytest.mark.parametrize(
    ("pattern", "rows_read", "bodies", "roles"),
    [
        ("tables/138*.html", 26, 32, {"supervise"}),
        ("tables/139*.html", 41, 36, {"responsible"}),
        # the same table, with its cells merged and with each of them in a line of its own
        ("html/130*.html", 47, 95, {"lead", "support"}),
        ("more/130*.txt", 47, 95, {"lead", "support"}),
    ],
)
def test_task_tables(pattern: str, rows_read: int, bodies: int, roles: set[str], shared: Path) -> None:
    (path,) = (shared / "corpus").glob(pattern)
    found = [task for task in read(read_source(path)).tasks if task.key.startswith("t")]
    responsibilities = [responsibility for task in found for responsibility in task.responsibilities]
    assert len(found) == rows_read
    assert len(responsibilities) == bodies
    assert {str(responsibility.mention.role) for responsibility in responsibilities} == roles
