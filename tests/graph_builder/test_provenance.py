"""Every fact has its evidence, its rule and its run in every graph, and none without them leaves the builder."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import queries
from graph_builder import build, read
from graph_builder.documents import Library
from graph_builder.errors import BuildError, EvidenceError, UnreadableError
from graph_builder.model import Reading, Responsibility, Source, Span
from graph_builder.state.document import state
from ontology import rule_iri
from ontology.terms import OA, POL, PREFIXES, PROV, RDF, RDFS

PROGRAM = "policykg 9.8.7"
FACTS = (
    POL.Task, POL.Responsibility, POL.Reference, POL.Deadline, POL.Validity, POL.Indicator, POL.MineralMention,
    POL.PlaceMention, POL.Section, POL.Trace,
)  # fmt: skip
TEXT = (
    "某市人民政府关于加强校园食堂管理的意见\n某政发〔2021〕7号\n为贯彻落实《某省食品安全条例》，提出以下意见。\n"
    "一、改造食堂。2022年6月底前完成改造，达标率达到95%，使用普朗铜矿的铜锅。（市教育局牵头，市财政局配合）\n"
    "某市人民政府\n2021年5月6日\n"
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(Source("a.txt", TEXT, "utf-8"))


def stated(reading: Reading) -> list[str]:
    return state(reading, "key", Library([reading.header]), PROGRAM)


def store_of(folder: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    return store


def objects(store: ox.Store, subject: Any, predicate: str) -> list[Any]:
    """Return each value once, whatever the graphs that state it."""
    found = (quad.object for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None))
    return list(dict.fromkeys(found))


def facts(store: ox.Store) -> dict[Any, str]:
    return {
        quad.subject: kind
        for kind in FACTS
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(kind))
    }


@pytest.mark.parametrize("part", ["samples", "family"])
def test_every_fact_has_evidence_rule_and_run(
    part: str, samples: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder = samples if part == "samples" else request.getfixturevalue("shared") / "corpus" / part
    build(list(folder.glob("*.txt")), tmp_path / "out", PROGRAM)
    store, kinds = store_of(tmp_path / "out"), Counter[str]()
    software = ox.NamedNode(PREFIXES["id"] + "software/policykg-9.8.7")
    for fact, kind in facts(store).items():
        (rule,), (run,) = objects(store, fact, POL.foundBy), objects(store, fact, PROV.wasGeneratedBy)
        assert rule.value.startswith(PREFIXES["rule"])
        assert objects(store, run, PROV.wasAssociatedWith) == [software]
        used, places = objects(store, run, PROV.used), objects(store, fact, POL.evidence)
        assert places
        assert {text for place in places for text in objects(store, place, OA.hasSource)} <= set(used)
        kinds[kind] += 1
    assert len(kinds) > 5
    assert [one.value for one in objects(store, software, RDFS.label)] == [PROGRAM]


def test_a_thing_of_several_documents_is_read_in_each(tmp_path: Path) -> None:
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(f"关于第{n}批矿山的通知\n建成普朗铜矿。\n", encoding="utf-8")
    build([tmp_path / "1.txt", tmp_path / "2.txt"], tmp_path / "out", PROGRAM)
    store = store_of(tmp_path / "out")
    (mine,) = {q.subject for q in store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(POL.Mine))}
    assert isinstance(mine, ox.NamedNode)
    assert not objects(store, mine, POL.foundBy) + objects(store, mine, PROV.wasGeneratedBy)
    places = set(objects(store, mine, POL.evidence))
    mentions = [q.subject for q in store.quads_for_pattern(None, ox.NamedNode(POL.namedPlace), mine)]
    assert len(mentions) == len(places) == 2
    assert {place for one in mentions for place in objects(store, one, POL.evidence)} == places
    runs = {run for one in mentions for run in objects(store, one, PROV.wasGeneratedBy)}
    assert len(runs) == 2


def test_runs_of_two_versions_stay_two(reading: Reading) -> None:
    library = Library([reading.header])
    old, new = (state(reading, "key", library, f"policykg {version}") for version in ("1.0", "2.0"))
    runs = [{line.split(" ")[0] for line in lines if f"<{PROV.used}>" in line} for lines in (old, new)]
    assert len(runs[0] | runs[1]) == 2


@pytest.mark.parametrize(
    ("program", "slug"),
    [
        ("policykg 0.1.0", "policykg-0.1.0"),
        ("policykg 0.1.0+local", "policykg-0.1.0+local"),
        ('my "tool" 1', "my-%22tool%22-1"),
        ("a/b#c?d% <1>\n", "a%2Fb%23c%3Fd%25-%3C1%3E%0A"),
        ("工具 1", "%E5%B7%A5%E5%85%B7-1"),
        ("", ""),
    ],
)
def test_a_program_may_have_any_name(program: str, slug: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", program)
    store = store_of(tmp_path / "out")
    software = ox.NamedNode(f"{PREFIXES['id']}software/{slug}")
    assert [one.value for one in objects(store, software, RDFS.label)] == [program]
    runs = {run for fact in facts(store) for run in objects(store, fact, PROV.wasGeneratedBy)}
    assert {run.value.rpartition("/reading/")[2] for run in runs} == {slug}


def test_what_a_person_decides_is_by_the_decision(tmp_path: Path) -> None:
    text = "关于加强食堂管理的意见\n一、改造食堂。改造学校食堂，2022年6月底前完成。（市教育局牵头）\n各校可以参考《某省食堂标准》。\n二、检查。每月一次。\n三、宣传。要节约。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    table = tmp_path / "c.csv"
    rows = [
        "decision,kind,source,quote,was,role,words,deadline,deadlineWords,by",
        "edit,responsibility,a.txt,（市教育局牵头）,lead 市教育局,responsible,市教育局,,,李四",
        "add,deadline,a.txt,2022年6月底前,,,,2022-06-15,2022年6月底前,王五",
        "add,reference,a.txt,某省食堂标准,,implements,某省食堂标准,,,赵六",
        "edit,task,a.txt,二、检查,检查,,每月一次,,,孙七",
        "reject,task,a.txt,三、宣传,宣传,,,,,周八",
    ]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    report = build([tmp_path / "a.txt"], tmp_path / "out", PROGRAM, corrections=[table])
    store = store_of(tmp_path / "out")
    by: dict[str, list[str]] = {}
    for fact, kind in facts(store).items():
        (rule,), (run,) = objects(store, fact, POL.foundBy), objects(store, fact, PROV.wasGeneratedBy)
        (agent,) = objects(store, run, PROV.wasAssociatedWith)
        (name,) = objects(store, agent, RDFS.label)
        assert (rule.value == rule_iri("person")) == (name.value != PROGRAM)
        by.setdefault(name.value, []).append(kind)
    assert report.stale == ()
    assert by["李四"] == [POL.Responsibility]
    assert by["王五"] == [POL.Deadline]
    assert by["赵六"] == [POL.Reference]
    assert by["孙七"] == [POL.Task]
    # A task whose label a person took away is still as the program read it.
    assert sorted(by[PROGRAM]) == [POL.Reference, POL.Task, POL.Task]
    told = queries.run("provenance", queries.open_graph(str(tmp_path / "out"))).values()
    tasks = [(row["rule"], row["readBy"], row["facts"]) for row in told if row["kind"] == "Task"]
    assert sorted(tasks) == [("person", "孙七", "1"), ("task.heading", PROGRAM, "2")]


WRONG: dict[str, tuple[Callable[[Responsibility], Responsibility], str]] = {
    "an empty clause": (lambda r: replace(r, clause=Span(r.clause.start, r.clause.start)), "without a quote at"),
    "a clause outside the text": (lambda r: replace(r, clause=Span(r.clause.start, 9999)), "outside the text"),
    "a clause before the text": (lambda r: replace(r, clause=Span(-5, -1)), "quote"),
    "no rule": (lambda r: replace(r, rule=""), "a fact without a rule"),
    "an unknown rule": (lambda r: replace(r, rule="bracket.guess"), "no rule 'bracket.guess' in the scheme"),
    "a person without a decision": (lambda r: replace(r, rule="person"), "by no decision"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fact_without_evidence_rule_or_run_is_refused(name: str, reading: Reading) -> None:
    change, message = WRONG[name]
    task = reading.tasks[0]
    wrong = replace(task, responsibilities=(task.responsibilities[0], change(task.responsibilities[1])))
    with pytest.raises(EvidenceError, match=message) as caught:
        stated(replace(reading, tasks=(wrong,)))
    assert "\n" not in str(caught.value)
    assert issubclass(EvidenceError, BuildError)


@pytest.mark.parametrize("field", ["references", "indicators", "domain"])
def test_every_kind_of_fact_is_refused(field: str, reading: Reading) -> None:
    (first, *others) = getattr(reading, field)
    for wrong in (replace(first, span=Span(3, 3)), replace(first, rule="")):
        with pytest.raises(EvidenceError):
            stated(replace(reading, **{field: (wrong, *others)}))  # type: ignore[arg-type]


def test_a_build_of_such_documents_alone_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", PROGRAM)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    shutil.rmtree(tmp_path / ".out.policykg-cache")  # the program with a defect is another one
    monkeypatch.setattr("graph_builder.model.Reading.place", lambda *_: Span(4, 4))
    defect = (
        r"a\.txt: a defect of policykg kept it from being stated \(EvidenceError: a\.txt: a fact without a quote at 4\)"
    )
    with pytest.raises(UnreadableError, match=f"^[^;\n]*{defect}$"):
        build([tmp_path / "a.txt"], tmp_path / "out", PROGRAM)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()} == before


BELOW = (
    "某县人民政府关于落实食堂管理意见的实施方案\n某县政发〔2021〕9号\n"
    "根据《某市人民政府关于加强校园食堂管理的意见》（某政发〔2021〕7号），制定本方案。\n"
    "一、改造食堂。2022年6月底前完成改造，达标率达到95%，使用普朗铜矿的铜锅。（县教育局牵头）\n"
    "某县人民政府\n2021年8月6日\n"
)


@pytest.mark.parametrize("broken", ["a.txt", "b.txt", "c.txt"])
def test_a_document_that_cannot_be_stated_is_left_out_whole(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # b.txt implements a.txt, and c.txt is a copy of it.
    texts = {"a.txt": TEXT, "b.txt": BELOW, "c.txt": TEXT + "\n", "d.txt": BELOW.replace("县", "区")}
    files = [tmp_path / name for name in texts]
    for file in files:
        file.write_text(texts[file.name], encoding="utf-8")
    whole = build(files, tmp_path / "whole", PROGRAM)
    assert b"/trace/" in (tmp_path / "whole/graph.nq").read_bytes()
    assert len(whole.notes) == 1
    others = build([file for file in files if file.name != broken], tmp_path / "others", PROGRAM)
    place = Reading.place

    def misplaced(reading: Reading, span: Span, in_source: bool = False) -> Span:
        return Span(4, 4) if reading.source.name == broken else place(reading, span, in_source)

    monkeypatch.setattr(Reading, "place", misplaced)
    report = build(files, tmp_path / "out", PROGRAM)
    (line,) = report.failures
    assert line.startswith(f"{tmp_path / broken}: a defect of policykg kept it from being stated (EvidenceError: ")
    assert (report.documents, report.notes, report.quads) == (others.documents, others.notes, others.quads)
    for name in ("graph.nq", "graph.trig", "identities.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "others" / name).read_bytes()
