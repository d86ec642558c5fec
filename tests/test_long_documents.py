"""A long text stands in pieces: it is built, checked, asked and drawn like any other, and no line is too long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import build
from graph_builder.model import LONGEST_QUOTE
from graph_builder.state.document import PIECE
from ontology.terms import OA, POL
from queries import CheckReport, check, open_graph
from queries.texts import read_texts
from visualizations import draw
from visualizations.view import read_view

LINE_LIMIT = 16 * 2**20
"""Bytes of the longest line that pyoxigraph reads."""
SIZE = 300

Change = Callable[[ox.Quad], ox.Literal | None]
Check = Callable[[Change], CheckReport]


@pytest.fixture
def cut(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The graph of the samples, whose texts stand in pieces of 300 characters."""
    monkeypatch.setattr("graph_builder.state.document.PIECE", SIZE)
    build([samples], tmp_path / "cut", "policykg 0")
    return tmp_path / "cut"


@pytest.fixture
def checked(cut: Path, tmp_path: Path) -> Check:
    """Check the graph after someone has changed what `change` returns another value for."""

    def run(change: Change) -> CheckReport:
        quads = [
            ox.Quad(q.subject, q.predicate, change(q) or q.object, q.graph_name)
            for q in ox.parse(path=str(cut / "graph.nq"))
        ]
        ox.serialize(quads, str(tmp_path / "changed.nq"), format=ox.RdfFormat.N_QUADS)
        with open_graph(str(tmp_path / "changed.nq")) as graph:
            return check(graph)

    return run


def kinds(report: CheckReport) -> set[str]:
    return {problem.kind for problem in report.problems}


def test_pieces_join_to_the_text_and_quotes_hold_across_them(cut: Path, samples: Path) -> None:
    with open_graph(str(cut)) as graph:
        texts = read_texts(graph)
        report = check(graph)
    assert sorted(texts.values()) == sorted(path.read_text("utf-8") for path in samples.glob("*.txt"))
    assert report.ok
    assert report.texts == 3
    lines = (cut / "graph.nq").read_text("utf-8").splitlines()
    spans = [line.partition("#char=")[2].partition(">")[0].split(",") for line in lines if OA.hasSource in line]
    assert any(int(start) // SIZE != (int(end) - 1) // SIZE for start, end in spans)


def test_named_queries_answer_alike(cut: Path, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from queries import list_queries, run

    monkeypatch.setattr("graph_builder.state.document.PIECE", PIECE)
    build([samples], tmp_path / "whole", "policykg 0")
    with open_graph(str(cut)) as one, open_graph(str(tmp_path / "whole")) as other:
        for query in list_queries():
            needed = {parameter.name: "有色金属" for parameter in query.parameters if not parameter.optional}
            assert run(query, one, needed) == run(query, other, needed), query.name


def test_changed_piece_is_found(checked: Check) -> None:
    def change(quad: ox.Quad) -> ox.Literal | None:
        if quad.predicate.value == POL.text and isinstance(quad.object, ox.Literal):
            return ox.Literal(quad.object.value.replace("负责", "牵头"))
        return None

    assert kinds(checked(change)) == {"text", "quote"}


@pytest.mark.parametrize("value", ["301", "299", "x", "-1", "1" * 400])
def test_piece_at_another_place_is_found(value: str, checked: Check) -> None:
    def change(quad: ox.Quad) -> ox.Literal | None:
        there = quad.predicate.value == POL.start and isinstance(quad.object, ox.Literal) and quad.object.value == "300"
        return ox.Literal(value) if there else None

    assert "text" in kinds(checked(change))


def test_page_of_a_text_in_pieces_carries_the_quotes(cut: Path, tmp_path: Path) -> None:
    with open_graph(str(cut)) as graph:
        view = read_view(graph)
        report = draw(graph, tmp_path / "page.html")
    assert view.texts == ()
    assert view.facts
    assert all(fact.text == -1 for fact in view.facts)
    assert {fact.kind for fact in view.facts if not fact.quote} <= {"gap"}  # what is missing has no words
    assert view.facts[0].quote in report.path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one character", "关于印发甲方案的通知\n" + "甲" * (PIECE + 5)),
        ("one sentence that sounds like a duty", "关于印发甲方案的通知\n一、任务\n由市财政局负责" + "抓好甲" * (PIECE // 3)),
        ("controls", "关于印发甲方案的通知\n" + ("甲" * 1500 + "\x01") * (PIECE // 1500)),
        ("a heading without end", "关于印发甲方案的通知\n一、" + "任务" * (PIECE // 2)),
        ("a repeated passage", "关于印发甲方案的通知\n" + "".join(f"第{n}项工作要抓好落实并且按时完成。" for n in range(40_000)) * 2),
        ("a title without end", "关于" + "甲" * PIECE + "的通知"),
    ],
)  # fmt: skip
def test_no_line_is_too_long(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    report = build([tmp_path / "long.txt"], tmp_path / "out", "policykg 0")
    assert report.failures == ()
    with (tmp_path / "out/graph.nq").open("rb") as file:
        assert max(map(len, file)) < LINE_LIMIT / 2, name
    with open_graph(str(tmp_path / "out")) as graph:
        assert list(read_texts(graph).values()) == [text]
        assert check(graph).ok
        quotes = graph.select(f"SELECT ?quote {{ ?place <{OA.exact}> ?quote }}").values()
        assert all(len(row["quote"]) <= LONGEST_QUOTE for row in quotes)
    if name == "a repeated passage":
        (finding,) = report.documents[0].findings
        assert len(finding.quote) == LONGEST_QUOTE
        assert "只引开头" in finding.message
