"""Checking: a sound graph passes, and every kind of tampering is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from queries import QueryError, check, open_graph
from queries.checking import CheckReport, Problem

OA = "http://www.w3.org/ns/oa#"
POL = "https://w3id.org/policykg/ontology#"
ID = "https://w3id.org/policykg/id/"
TASK = NamedNode(f"{ID}doc/a1a1a1a1a1a1/task/1.1")

Tamper = Callable[[Store], None]


def swap(store: Store, predicate: str, old: str, new: str) -> None:
    """Give every triple of a predicate with one value another value."""
    for quad in list(store.quads_for_pattern(None, NamedNode(predicate), None, None)):
        if isinstance(quad.object, Literal) and old in quad.object.value:
            value = Literal(quad.object.value.replace(old, new), datatype=quad.object.datatype)
            store.remove(quad)
            store.add(Quad(quad.subject, quad.predicate, value, quad.graph_name))


def drop(store: Store, predicate: str, subject: NamedNode | None = None) -> None:
    """Remove the triples of a predicate."""
    for quad in list(store.quads_for_pattern(subject, NamedNode(predicate), None, None)):
        store.remove(quad)


@pytest.fixture
def checked(nquads: bytes, tmp_path: Path) -> Callable[[Tamper], CheckReport]:
    """Check the graph after someone has tampered with it."""

    def run(tamper: Tamper) -> CheckReport:
        store = Store()
        store.load(nquads, format=RdfFormat.N_QUADS)
        tamper(store)
        (tmp_path / "graph.nq").write_bytes(store.dump(format=RdfFormat.N_QUADS) or b"")
        with open_graph(str(tmp_path)) as graph:
            return check(graph)

    return run


def kinds(report: CheckReport) -> set[str]:
    return {problem.kind for problem in report.problems}


def test_sound_graph_passes_and_reports_what_was_not_read(trig: Path) -> None:
    with open_graph(str(trig)) as graph:
        report = check(graph)
    assert report.problems == ()
    assert report.ok
    assert report.unread == 1
    assert len(report.findings) == 2
    assert report.texts == 3
    assert report.quotes > 20


def test_same_verdict_from_file_store_and_endpoint(built: Path, stored: Path, endpoint: str) -> None:
    reports = []
    for where in (str(built), str(stored), endpoint):
        with open_graph(where) as graph:
            reports.append(check(graph))
    assert reports[0] == reports[1] == reports[2]


def test_tampered_quote(checked: Callable[[Tamper], CheckReport]) -> None:
    report = checked(lambda store: swap(store, OA + "exact", "省财政厅负责", "省教育厅负责"))
    (problem,) = report.problems
    assert problem.kind == "quote"
    assert "省财政厅负责" in problem.message
    assert "省教育厅负责" in problem.message
    assert problem.where.startswith(ID + "text/a1a1a1a1a1a1#char=")
    assert not report.ok


def test_tampered_offset(checked: Callable[[Tamper], CheckReport]) -> None:
    report = checked(lambda store: swap(store, OA + "end", "289", "99999"))
    assert "quote" in kinds(report)


@pytest.mark.parametrize("value", ["x1031", "", "9" * 5000, "１０", "1.5"])
def test_offset_that_is_no_number(value: str, checked: Callable[[Tamper], CheckReport]) -> None:
    def tamper(store: Store) -> None:
        (quad,) = [
            q for q in store.quads_for_pattern(None, NamedNode(OA + "end"), None, None) if "289" in str(q.object)
        ]
        store.remove(quad)
        store.add(Quad(quad.subject, quad.predicate, Literal(value), quad.graph_name))

    report = checked(tamper)
    assert any(p.kind == "quote" and "is no pair of numbers" in p.message for p in report.problems)
    assert not report.ok


@pytest.mark.parametrize("column", ["x", "text"])
def test_endpoint_that_answers_something_else(column: str, stub: Callable[..., tuple[str, object]]) -> None:
    answer = f'{{"head":{{"vars":["{column}"]}},"results":{{"bindings":[{{}}]}}}}'.encode()
    url, _ = stub((200, {"Content-Type": "application/sparql-results+json"}, answer))
    with pytest.raises(QueryError, match=r"^http.*: the answer has (no column|a row without) \?"):
        check(open_graph(url))


def test_tampered_text(checked: Callable[[Tamper], CheckReport]) -> None:
    report = checked(lambda store: swap(store, POL + "text", "市场决定", "政府决定"))
    assert kinds(report) == {"text"}


def test_text_without_hash(checked: Callable[[Tamper], CheckReport]) -> None:
    assert "text" in kinds(checked(lambda store: drop(store, POL + "sha256")))


def test_missing_evidence(checked: Callable[[Tamper], CheckReport]) -> None:
    report = checked(lambda store: drop(store, POL + "evidence", TASK))
    assert Problem("evidence", TASK.value, "no evidence for this Task") in report.problems


def test_evidence_that_points_nowhere(checked: Callable[[Tamper], CheckReport]) -> None:
    text = NamedNode(f"{ID}text/a1a1a1a1a1a1")
    report = checked(lambda store: drop(store, POL + "text", text))
    assert any("text that is not there" in problem.message for problem in report.problems)
    report = checked(lambda store: drop(store, OA + "hasSelector"))
    assert any("no position or no quote" in problem.message for problem in report.problems)


def test_broken_shape(checked: Callable[[Tamper], CheckReport]) -> None:
    role = NamedNode(POL + "role")
    report = checked(lambda store: drop(store, role.value, NamedNode(TASK.value + "/responsibility/1")))
    assert "shape" in kinds(report)
    assert all("\n" not in problem.message for problem in report.problems)
