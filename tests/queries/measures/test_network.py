"""Measures of who works with whom."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, parse

from graph_builder import build
from ontology import validate
from ontology.terms import DCTERMS, MEASURE, POL, PREFIXES, PROV, VOCABULARY_GRAPH
from ontology.vocabulary import concepts
from queries import (
    Graph,
    QueryError,
    measure,
    measure_bodies,
    open_graph,
    overlaps,
    run,
    together_graph,
)
from queries.backends import Backend
from queries.measures.measured import MEASURES_GRAPH, body_rows, overlap_rows, state_measures, write_measures
from queries.measures.measuring import BodyMeasures
from queries.measures.network import net_of, read_duties

ORG = "https://w3id.org/policykg/id/org/00000000000"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def samples_quads(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the three sample documents."""
    out = tmp_path_factory.mktemp("samples") / "out"
    build([samples], out, "policykg 0")
    return out / "graph.nq"


@pytest.fixture(scope="module")
def three(samples_quads: Path) -> Iterator[Graph]:
    """The same, open."""
    graph = open_graph(str(samples_quads))
    yield graph
    graph.close()


def test_graph_of_bodies(embedded: Backend) -> None:
    net = together_graph(embedded)
    assert sorted(net.nodes) == [ORG + "2", ORG + "3", ORG + "5"]
    assert net.nodes[ORG + "5"]["label"] == "示例省财政厅"
    assert net.edges[ORG + "3", ORG + "2"] == {"tasks": 2, "documents": 1}


def test_measures(embedded: Backend) -> None:
    first, second, third = measure_bodies(embedded)
    assert first.label == "示例省发展和改革委员会"
    assert (first.tasks, first.partners, first.shared, first.group, first.community) == (3, 2, 3, 0, 0)
    assert dict(first.roles) == {"lead": 0, "responsible": 2, "support": 1, "guide": 0, "supervise": 0}
    assert [second.tasks, third.tasks] == [2, 1]
    # All three have a task together: each link is shorter than the way over the third.
    assert [one.betweenness for one in (first, second, third)] == [0.0, 0.0, 0.0]


def test_the_network_is_that_of_the_named_queries(embedded: Backend, three: Graph) -> None:
    for graph in (embedded, three):
        net = together_graph(graph)
        rows = list(run("together", graph).values())
        assert {(row["body"], row["other"]): int(row["tasks"]) for row in rows} == {
            (min(one, other), max(one, other)): tasks for one, other, tasks in net.edges(data="tasks")
        }
        counted = [row for row in run("bodies", graph).values() if row.get("generic") != "true"]
        shown = list(body_rows(measure(graph)).values())
        for row, one in zip(counted, shown, strict=True):
            assert {name: one[name] for name in row if name in one} == {name: row[name] for name in row if name in one}


def _samples(graph: Graph) -> dict[str, BodyMeasures]:
    return {one.label: one for one in measure_bodies(graph)}


def test_samples_as_counted_by_hand(three: Graph) -> None:
    found = _samples(three)
    # 二（六） with 发展改革委 and 粮食局, 三（八） with 税务总局, 海关总署, 商务部, 三（十） with three others; leads 三（八）.
    one = found["财政部"]
    assert (one.tasks, one.partners, one.shared) == (3, 8, 8)
    assert dict(one.roles) == {"lead": 1, "responsible": 2, "support": 0, "guide": 0, "supervise": 0}
    # 15 bodies are linked: 91 pairs of others. It alone joins the five of 三（一） with the nine that are left: 45.
    one = found["云南省财政厅"]
    assert (one.tasks, one.partners, one.shared, one.betweenness) == (2, 8, 8, round(45 / 91, 6))
    assert dict(one.roles) == {"lead": 1, "responsible": 0, "support": 1, "guide": 0, "supervise": 0}
    # It alone joins those of 二1, with the five behind 财政厅, eight in all, with the other six: 48.
    one = found["云南省发展和改革委员会"]
    assert (one.tasks, one.partners, one.shared, one.betweenness) == (2, 6, 6, round(48 / 91, 6))
    assert dict(one.roles)["support"] == 2


def test_backbone_of_the_samples_by_hand(three: Graph) -> None:
    (link,) = measure(three).backbone
    # The two of 西藏 share six tasks; 工业和信息化厅 has 17 partners and 27 shared tasks: (1 - 6/27)^16.
    assert (link.tasks, link.chance) == (6, round((1 - 6 / 27) ** 16, 6))
    assert len(measure(three, alpha=1).backbone) > len(measure(three, alpha=0.2).backbone) > 1


@pytest.mark.parametrize("alpha", [0, -1, 1.01, float("nan")])
def test_limit_that_is_none_is_one_line(embedded: Backend, alpha: float) -> None:
    with pytest.raises(QueryError, match=r"^alpha is \S+; it must be above 0 and at most 1$"):
        measure(embedded, alpha)


def test_betweenness_is_that_of_networkx_and_is_estimated_above_a_size(
    three: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = net_of(read_duties(three))
    for one, other, tasks in net.edges(data="tasks"):
        net.edges[one, other]["length"] = 60 // tasks
    expected: dict[str, float] = {}
    for group in networkx.connected_components(net):
        expected |= networkx.betweenness_centrality(net.subgraph(group), weight="length")
    exact = measure(three)
    assert exact.pivots == 0
    assert {one.department: one.betweenness for one in exact.bodies} == pytest.approx(expected, abs=1e-6)
    monkeypatch.setattr("queries.measures.measuring.PIVOTS", 6)
    estimated = measure(three, exact=1)
    assert estimated.pivots == 6
    assert estimated == measure(three, exact=1)
    assert all(0 <= one.betweenness <= 1 for one in estimated.bodies)


def test_same_figures_from_every_backend(graph: Backend, embedded: Backend) -> None:
    assert measure(graph) == measure(embedded)
    assert overlaps(graph, ORG + "3") == overlaps(embedded, ORG + "3")
    assert overlaps(graph, "省财政厅") == overlaps(embedded, "id:org/000000000005") != ()


def test_same_bytes_whatever_the_hash_seed(samples_quads: Path, tmp_path: Path) -> None:
    seen = set()
    for seed in ("1", "2", "77"):
        out = tmp_path / f"{seed}.nq"
        code = (
            "import sys; from pathlib import Path; from queries import measure, open_graph; from queries.measures.measured import *\n"
            "graph = open_graph(sys.argv[1]); network = measure(graph, 1)\n"
            "print(network)\n"
            "write_measures(state_measures(graph, 'policykg 0', network), Path(sys.argv[2]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(samples_quads), str(out)],
            capture_output=True, encoding="utf-8", cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
        )  # fmt: skip
        seen.add((done.stdout, out.read_bytes()))
    assert len(seen) == 1


def test_overlap_of_two_bodies_by_hand(three: Graph) -> None:
    # 西藏: 发展改革委 has 7 tasks, 工业和信息化厅 6, all of them tasks of the other too.
    (one,) = overlaps(three, "西藏自治区工业和信息化厅", "西藏自治区发展和改革委员会")
    assert (one.body_tasks, one.other_tasks, len(one.tasks)) == (6, 7, 6)
    assert (one.jaccard, one.overlap) == (round(6 / 7, 6), 1.0)
    rows = list(overlap_rows([one], three).values())
    assert len(rows) == 6
    assert all(row["taskNumber"] and row["task"] in one.tasks for row in rows)
    # 财政部 and 商务部 share 三（八） alone, of 3 and 2.
    (one,) = overlaps(three, "财政部", "商务部")
    assert (len(one.tasks), one.jaccard, one.overlap) == (1, 0.25, 0.5)
    # Two that share nothing still are a row.
    (one,) = overlaps(three, "财政部", "工业和信息化部")
    assert (one.tasks, one.jaccard, one.overlap, len(overlap_rows([one], three))) == ((), 0.0, 0.0, 1)


def test_partners_by_likeness(three: Graph) -> None:
    found = overlaps(three, "财政部")
    assert len(found) == _samples(three)["财政部"].partners
    assert [one.jaccard for one in found] == sorted((one.jaccard for one in found), reverse=True)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("不存在的单位", r"no body of that name has a task: 不存在的单位$"),
        ('") } #', r"no body of that name has a task: "),
        ("财政厅", r"财政厅 means 2 bodies \(.*\); give the full name or the IRI$"),
        ("\udcff", r"the name of a body is not in UTF-8: \\xff$"),
    ],
)
def test_name_of_nobody_or_of_several_is_one_line(three: Graph, name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        overlaps(three, name)


def _turtle(duties: list[tuple[int, int]]) -> str:
    lines = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("pol", "id", "role", "skos")]
    for number, (task, body) in enumerate(duties):
        lines.append(
            f"id:t{task} a pol:Task ; pol:statedIn id:d ; pol:hasResponsibility id:r{number} . id:b{body} a pol:Body . "
            f"id:r{number} pol:responsibleParty id:b{body} ; pol:role role:responsible ."
        )
    return "\n".join(lines)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), min_size=1, max_size=30), st.randoms())
def test_what_holds_of_every_network(tmp_path_factory: pytest.TempPathFactory, duties, random) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.ttl").write_text(_turtle(duties), "utf-8")
    random.shuffle(duties)
    (folder / "b.ttl").write_text(_turtle(duties), "utf-8")
    graph = open_graph(str(folder / "a.ttl"))
    network = measure(graph, 1)
    assert network == measure(open_graph(str(folder / "b.ttl")), 1)
    bodies = {one.department for one in network.bodies}
    assert sum(one.shared for one in network.bodies) % 2 == 0
    assert {one.community for one in network.bodies} == set(range(len({one.community for one in network.bodies})))
    for one in network.bodies:
        assert 0 <= one.betweenness <= 1
        assert one.partners <= one.shared
        assert sum(tasks for _, tasks in one.roles) == one.tasks
    # No community is in two groups.
    assert len({(one.group, one.community) for one in network.bodies}) == len({one.community for one in network.bodies})
    assert all(0 <= link.chance < 1 and link.body < link.other for link in network.backbone)
    for left, right in combinations(sorted(bodies), 2):
        (there,), (back,) = overlaps(graph, left, right), overlaps(graph, right, left)
        assert (there.tasks, there.jaccard, there.overlap) == (back.tasks, back.jaccard, back.overlap)
        assert 0 <= there.jaccard <= there.overlap <= 1
        assert (there.overlap == 0) == (not there.tasks)
    first = min(bodies)
    (same,) = overlaps(graph, first, first)
    assert (same.jaccard, same.overlap) == (1.0, 1.0)


def test_stated_measures_are_right_beside_the_graph_that_was_measured(three: Graph, samples_quads: Path) -> None:
    network = measure(three)
    stated = state_measures(three, "policykg 0", network)
    assert [str(quad) for quad in stated] == sorted({str(quad) for quad in stated})
    assert {quad.graph_name.value for quad in stated} == {MEASURES_GRAPH}  # type: ignore[union-attr]
    measured = list(parse(path=str(samples_quads), format=RdfFormat.N_QUADS))
    assert validate([*measured, *stated]) == ()
    kinds = {quad.object.value for quad in stated if quad.predicate.value == POL.measureKind}  # type: ignore[union-attr]
    pairs = {MEASURE.jaccard, MEASURE.overlap}
    assert kinds == {concept.iri for concept in concepts("measure")} - pairs
    sources = {quad.object.value for quad in stated if quad.predicate.value == PROV.wasDerivedFrom}  # type: ignore[union-attr]
    runs = {quad.subject.value for quad in measured if quad.predicate.value == DCTERMS.conformsTo}
    assert sources == {one for one in runs if not one.endswith("/register")} - {VOCABULARY_GRAPH}
    both = state_measures(three, "policykg 0", overlaps(three, "财政部", "商务部"))
    assert validate([*measured, *stated, *both]) == ()
    assert both == state_measures(three, "policykg 0", overlaps(three, "商务部", "财政部"))


@pytest.mark.parametrize("ending", [".nq", ".trig", ".ttl"])
def test_written_measures_are_read_again(three: Graph, tmp_path: Path, ending: str) -> None:
    stated = state_measures(three, "policykg 0", measure(three))
    out = tmp_path / f"measures{ending}"
    out.write_text("old", "utf-8")
    write_measures(stated, out)
    assert list(tmp_path.iterdir()) == [out]
    store = Store()
    store.load(path=str(out))
    assert {(q.subject, q.predicate, q.object) for q in store} == {(q.subject, q.predicate, q.object) for q in stated}


def test_what_cannot_be_written_or_stated_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"x\.csv: measures are written as \.nq, \.trig, \.ttl; "):
        write_measures([], tmp_path / "x.csv")
    with pytest.raises(QueryError, match="the measures cannot be written: No such file"):
        write_measures([], tmp_path / "none" / "x.nq")
    (tmp_path / "d.nq").mkdir()
    with pytest.raises(QueryError, match="this is no regular file"):
        write_measures([], tmp_path / "d.nq")
    (tmp_path / "a.ttl").write_text(_turtle([(1, 1)]), "utf-8")
    graph = open_graph(str(tmp_path / "a.ttl"))
    with pytest.raises(QueryError, match="no graph of a document says which run made it"):
        state_measures(graph, "policykg 0", measure(graph))


def _command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policykg", "measure", *words],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )


def test_command(samples_quads: Path, tmp_path: Path) -> None:
    graph = ("--graph", str(samples_quads))
    done = _command(*graph, "--format", "csv")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].split(",")[-5:] == ["partners", "shared", "betweenness", "group", "community"]
    done = _command(*graph, "--body", "财政部", "--other", "商务部", "--format", "json")
    assert [row["shared"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]] == ["1"]
    done = _command(*graph, "--out", str(tmp_path / "m.nq"))
    assert (done.returncode, done.stdout.endswith(" triples in graph:measures\n")) == (0, True)
    assert len(_command(*graph, "--backbone", "--format", "csv").stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "words", [("--other", "甲"), ("--body", "甲", "--backbone"), ("--format", "x"), ("--alpha", "2")]
)
def test_wrong_use_is_one_line(trig: Path, words: tuple[str, ...]) -> None:
    done = _command("--graph", str(trig), *words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
