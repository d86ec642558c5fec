"""The measurements run; what they measure is for people to read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus
from exports import FORMATS
from graph_builder import read, read_source
from queries import list_queries
from tests.test_rooms import ROOMS

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("name", "words"), [("reading", ["--copies", "2", "--rounds", "1"]), ("throughput", ["--copies", "2"])]
)
def test_measurement_prints_its_figures(name: str, words: list[str]) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py"), *words]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "6 documents" in run.stdout
    assert "read      " in run.stdout


def test_measurement_of_exports_prints_every_format() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "exporting.py"), "--copies", "1", "--rounds", "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "stated and written over rdflib: " in run.stdout
    assert set(FORMATS) <= {line.split()[0] for line in run.stdout.splitlines()}


def test_stating_and_writing_is_many_times_as_fast_as_rdflib() -> None:
    # 10 to 11 times where nothing else runs; less where documents are few, as rdflib is fastest on small graphs.
    words = ["--copies", "4", "--rounds", "3", "--formats", "nquads"]
    command = [sys.executable, str(ROOT / "benchmarks" / "exporting.py"), *words]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ratios = [
        float(ratio) for ratio in re.findall(r"^stated and written over rdflib: ([\d.]+) times", run.stdout, re.M)
    ]
    assert len(ratios) == 2
    assert min(ratios) > 5, run.stdout


def test_measurement_of_checks_prints_its_figures() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "checking.py"), "--rounds", "1"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "3 documents" in run.stdout
    assert "validate  " in run.stdout


def test_measurement_of_questions_prints_every_query_and_what_is_over() -> None:
    words = ["--sizes", "1000,10000", "--queries", "together,documents,responsibilities", "--seconds", "0.05"]
    command = [sys.executable, str(ROOT / "benchmarks" / "asking.py"), *words]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    asked = re.findall(r"^(disk|memory) +([\w-]+)", run.stdout, re.M)
    assert len(set(asked)) == 6
    assert "from the shell" in run.stdout
    assert "over 1.2 times pyoxigraph:" in run.stdout


def test_no_question_grows_with_the_square() -> None:
    words = ["--sizes", "3000,30000", "--seconds", "0.01", "--no-memory"]
    command = [sys.executable, str(ROOT / "benchmarks" / "asking.py"), *words]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    grown = dict(re.findall(r"^disk +([\w-]+).* ([\d.]+)$", run.stdout, re.M))
    assert len(grown) == len(list_queries())
    # For ten times the quads 10 to 16 as a rule, a hundred with the square; between them stands what a busy machine adds.
    assert {name: by for name, by in grown.items() if float(by) > 40} == {}


def test_asking_for_all_pairs_is_many_times_as_fast_as_rdflib() -> None:
    words = ["--sizes", "10000", "--queries", "together", "--seconds", "0.1"]
    command = [sys.executable, str(ROOT / "benchmarks" / "asking.py"), *words]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (ratio,) = re.findall(r"rdflib \d+ ms: (\d+) times as long", run.stdout)
    # Some thousand times at 100,000 quads; 20 are asked for there.
    assert int(ratio) > 100, run.stdout


def test_measurement_of_scale_prints_how_a_build_grows() -> None:
    words = ["--sizes", "4,12", "--workers", "1", "--turns", "1", "--queries", "documents"]
    command = [sys.executable, str(ROOT / "benchmarks" / "scale.py"), *words]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.findall(r"^(\d+) documents, ", run.stdout, re.M) == ["4", "12"]
    assert len(re.findall(r"^1 workers .* MiB .* times$", run.stdout, re.M)) == 2
    assert len(re.findall(r"^one changed ", run.stdout, re.M)) == 2
    assert (
        len(re.findall(r"^loading \d+ quads: .* processor [\d.]+ times .*, wall [\d.]+ times ", run.stdout, re.M)) == 2
    )
    assert re.search(r"^documents +12 ", run.stdout, re.M)


def test_a_corpus_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    few, more = write_corpus(tmp_path / "few", 3), write_corpus(tmp_path / "more", 40)
    for path in few.rglob("*.txt"):
        assert path.read_bytes() == (more / path.relative_to(few)).read_bytes()
    texts = {path.read_text("utf-8") for path in more.rglob("*.txt")}
    assert len(texts) == 40
    first = read(read_source(more / "0000" / "0000000.txt"))
    second = read(read_source(more / "0000" / "0000001.txt"))
    assert first.header.number in {reference.number for reference in second.references}


def test_jieba_is_for_measuring_only() -> None:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            names = [
                n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Import | ast.ImportFrom)
            ]
            assert "jieba" not in " ".join(ast.unparse(name) for name in names)
