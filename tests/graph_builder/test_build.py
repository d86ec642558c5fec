"""The whole build: the same bytes for the same inputs, all at once or not at all, and every quote at its place."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import BuildError, UnreadableError, build, read
from graph_builder.build import reading
from graph_builder.domains import DOMAINS
from graph_builder.model import DomainFact, Reading, Source, Span
from graph_builder.write.folder import check_place, held
from ontology.terms import OA, POL, XSD

FILES = ("graph.nq", "graph.trig", "report.json", "report.md")


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def plain(quad: ox.Quad) -> ox.Quad:
    value = quad.object
    if isinstance(value, ox.Literal) and value.datatype.value == XSD.nonNegativeInteger:
        value = ox.Literal(value.value, datatype=ox.NamedNode(XSD.integer))
    return ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)


def test_every_fact_points_at_its_words(samples: Path, tmp_path: Path) -> None:
    build([samples], tmp_path / "out", "policykg 0")
    store = ox.Store.read_only(str(tmp_path / "out" / "store"))
    rows = store.query(
        f"""SELECT ?text ?start ?end ?quote {{
            ?place <{OA.hasSource}>/<{POL.text}> ?text ; <{OA.hasSelector}> ?position , ?words .
            ?position <{OA.start}> ?start ; <{OA.end}> ?end . ?words <{OA.exact}> ?quote }}""",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, ox.QuerySolutions)
    checked = 0
    for row in rows:
        assert row["text"].value[int(row["start"].value) : int(row["end"].value)] == row["quote"].value
        checked += 1
    assert checked > 100


def test_forms_of_one_graph_are_equal_and_have_no_blank_nodes(samples: Path, tmp_path: Path) -> None:
    build([samples], tmp_path / "out", "policykg 0")
    lines = (tmp_path / "out/graph.nq").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert not any("_:" in line.split('"')[0] for line in lines)
    trig = set(ox.parse(path=str(tmp_path / "out/graph.trig")))
    assert trig == set(ox.parse(path=str(tmp_path / "out/graph.nq")))
    # The engine keeps the values of whole numbers and not the names of their narrower types.
    stored = set(ox.Store.read_only(str(tmp_path / "out/store")))
    assert {plain(quad) for quad in trig} == {q for q in stored if q.graph_name != ox.DefaultGraph()}
    # The default graph of the store is the union: each triple once.
    assert {plain(q).triple for q in trig} == {q.triple for q in stored if q.graph_name == ox.DefaultGraph()}


def test_bad_input_is_reported_and_the_rest_is_done(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    plan = samples / "yunnan-nonferrous-opinion.txt"
    report = build([tmp_path / "empty.txt", plan, tmp_path / "no"], tmp_path / "out", "policykg 0")
    assert [document.source for document in report.documents] == [plan.name]
    assert len(report.failures) == 2
    assert all("\n" not in line for line in report.failures)
    with pytest.raises(UnreadableError, match="empty"):
        build([tmp_path / "empty.txt"], tmp_path / "other", "policykg 0")
    assert not (tmp_path / "other").exists()


def test_document_without_responsibilities_is_a_graph_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "关于悼念的公告\n全县停止娱乐活动。\n某县人民政府\n2020年4月4日\n", encoding="utf-8"
    )
    (document,) = build([tmp_path / "a.txt"], tmp_path / "out", "policykg 0").documents
    assert (document.tasks, document.responsibilities) == (0, 0)
    assert document.issuers == ("某县人民政府",)


def test_interrupted_build_leaves_the_previous_one_whole(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build([samples / "yunnan-nonferrous-opinion.txt"], out, "policykg 0")
    before = contents(out)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("graph_builder.write.files._markdown", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build([samples], out, "policykg 0")
    assert contents(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".out.policykg-cache"}


def test_what_a_killed_build_left_is_cleared_up(samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    source = samples / "yunnan-nonferrous-opinion.txt"
    build([source], out, "policykg 0")
    before = contents(out)
    # Killed between two renames, where the system cannot exchange folders in one step
    (tmp_path / ".out.policykg-building-x").mkdir()
    out.rename(tmp_path / ".out.policykg-building-x/previous")
    build([source], out, "policykg 0")
    assert contents(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".out.policykg-cache"}


def test_two_builds_at_once_do_not_mix(samples: Path, tmp_path: Path) -> None:
    with held(tmp_path / "out"), pytest.raises(BuildError, match="another build"):
        build([samples], tmp_path / "out", "policykg 0")


@pytest.mark.parametrize("name", ["thesis.doc", "store/precious.jpg", "report.md", "report.json"])
def test_folder_with_other_things_is_never_replaced(name: str, samples: Path, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"years of work")
    with pytest.raises(BuildError, match="holds other things"):
        build([samples], tmp_path, "policykg 0")
    assert (tmp_path / name).read_bytes() == b"years of work"
    with pytest.raises(BuildError):
        build([samples], Path("/"), "policykg 0")


def test_a_large_report_is_ours_by_its_beginning(samples: Path, tmp_path: Path) -> None:
    build([samples], tmp_path / "out", "policykg 0")
    os.truncate(tmp_path / "out/report.json", 2**30)
    assert check_place(tmp_path / "out") == tmp_path / "out"
    (tmp_path / "out/report.json").write_text('{"program": "another 1"}', encoding="utf-8")
    with pytest.raises(BuildError, match="holds other things"):
        check_place(tmp_path / "out")


def test_files_of_a_user_in_our_store_are_kept(samples: Path, tmp_path: Path) -> None:
    build([samples], tmp_path / "out", "policykg 0")
    (tmp_path / "out/store/precious.jpg").write_bytes(b"a holiday")
    with pytest.raises(BuildError, match="holds other things"):
        build([samples], tmp_path / "out", "policykg 0")


def test_a_link_to_a_folder_stays_a_link(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    for _ in range(2):
        build([samples], tmp_path / "link", "policykg 0")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there/graph.nq").exists()


def test_one_file_by_two_paths_is_one_document(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(samples)
    report = build(
        ["yunnan-nonferrous-opinion.txt", samples / "yunnan-nonferrous-opinion.txt"], tmp_path / "o", "policykg 0"
    )
    assert [document.source for document in report.documents] == ["yunnan-nonferrous-opinion.txt"]


def test_defect_in_one_document_leaves_the_others(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defective(source: Source) -> Reading:
        if "yunnan" in source.name:
            raise RecursionError("too deep")
        return read(source)

    monkeypatch.setattr(reading, "read", defective)
    report = build([samples], tmp_path / "out", "policykg 0")
    assert len(report.documents) == 2
    assert "defect" in report.failures[0]


def test_name_in_another_encoding_is_written_out(samples: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"a\xff\n.txt")
    shutil.copy(samples / "yunnan-nonferrous-opinion.txt", odd)
    (document,) = build([odd], tmp_path / "out", "policykg 0").documents
    assert document.source == "a\\udcff\n.txt"


def test_a_name_in_another_encoding_is_reported(samples: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"a\xff.txt")
    odd.write_bytes(b"")
    report = build([odd, samples], tmp_path / "out", "policykg 0")
    assert report.failures == (f"{tmp_path}/a\\udcff.txt: the file is empty",)
    assert list(report.failures) == json.loads((tmp_path / "out/report.json").read_text("utf-8"))["failures"]


def test_files_named_alike_are_told_apart(samples: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(samples / "yunnan-nonferrous-opinion.txt", tmp_path / folder / "plan.txt")
    report = build([tmp_path / "a", tmp_path / "b"], tmp_path / "out", "policykg 0")
    assert [document.source for document in report.documents] == ["a/plan.txt", "b/plan.txt"]
    assert any("kept as a copy" in note for note in report.notes)


def test_report_lists_what_was_found(samples: Path, tmp_path: Path) -> None:
    build([samples], tmp_path / "out", "policykg 0")
    report = json.loads((tmp_path / "out/report.json").read_text("utf-8"))
    plan = next(d for d in report["documents"] if d["source"] == "xizang-nonferrous-plan.txt")
    assert (plan["tasks"], plan["responsibilities"], plan["bodies"]) == (12, 42, 22)
    assert plan["things"] == {"base": 4, "mine": 14, "mineral": 11, "park": 1}


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    evil = '关于<script>alert(1)</script>的通知\n各县：\n一、任务\n（一）"}} ; DROP ALL 《a> <b》\\u003c。（财政局\u2028负责）\n'
    (tmp_path / "a.txt").write_text(evil, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", "policykg 0")
    quads = list(ox.parse(path=str(tmp_path / "out/graph.nq")))
    assert any(isinstance(q.object, ox.Literal) and q.object.value == evil for q in quads)
    assert "<script>" not in (tmp_path / "out/report.md").read_text("utf-8")


def test_a_second_domain_does_not_touch_the_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bridge, rule = "https://example.org/Bridge", "mining.base"  # a domain brings rules of its own to the scheme

    def bridges(text: str, start: int) -> list[DomainFact]:
        place = Span(text.index("金沙江大桥", start), text.index("金沙江大桥", start) + 5)
        return [DomainFact("bridge", "金沙江大桥", place, (place,), rule, (bridge,))]

    monkeypatch.setitem(DOMAINS, "bridges", bridges)
    (tmp_path / "a.txt").write_text(
        "关于养护的通知\n各县：\n一、任务\n（一）养护。加固金沙江大桥。（交通局负责）", encoding="utf-8"
    )
    (document,) = build([tmp_path / "a.txt"], tmp_path / "out", "policykg 0").documents
    assert document.things == {"bridge": 1}
    store = ox.Store.read_only(str(tmp_path / "out/store"))
    assert store.query(f"ASK {{ ?task <{POL.concerns}> ?thing . ?thing a <{bridge}> ; <{POL.evidence}> ?place }}")
