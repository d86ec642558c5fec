"""What the builder makes of real documents meets every shape, and is checked fast; they lie beside the checkout."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import build
from ontology import load_shapes, validate


def built(sources: list[Path], out: Path) -> list[ox.Quad]:
    build(sources, out, "policykg 0")
    return list(ox.parse(path=str(out / "graph.nq"), format=ox.RdfFormat.N_QUADS))


def test_the_ten_annotated_documents_are_right_and_checked_in_two_seconds(shared: Path, tmp_path: Path) -> None:
    quads = built(sorted((shared / "corpus").glob("*.txt")), tmp_path / "out")
    load_shapes()
    seconds = []
    for _ in range(3):
        start = time.process_time()
        assert validate(quads) == ()
        seconds.append(time.process_time() - start)
    assert min(seconds) < 2


@pytest.mark.parametrize("part", ["html", "pdf", "tables", "bulk"])
def test_a_part_of_the_corpus_is_right(part: str, shared: Path, tmp_path: Path) -> None:
    sources = sorted((shared / "corpus" / part).iterdir())
    assert validate(built(sources[:: max(1, len(sources) // 100)], tmp_path / "out")) == ()
