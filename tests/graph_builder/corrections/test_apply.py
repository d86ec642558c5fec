"""Corrections applied: exactly what was decided, with its provenance, and nothing in silence."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queries
from graph_builder import build, read
from graph_builder.corrections import Correction, CorrectionError, apply, read_corrections
from graph_builder.corrections.facts import facts
from graph_builder.model import Finding, Reading, Source, Span
from queries.reviewing import REVIEW_COLUMNS

TEXT = """某市人民政府办公室关于加强校园食堂管理的通知
某政办发〔2021〕7号
各县（区）人民政府：
为落实《某省食品安全条例》，现就有关工作通知如下：
一、改造食堂。2022年底前，食堂达标率达到95%。（市教育局牵头，市财政局、市住建局配合，2022年6月底前完成）
二、严格检查。各学校每学期自查两次。（市市场监管局负责）
三、加强宣传。引导学生节约粮食。市融媒体中心做好报道工作，由其会同有关方面负责落实到位。
某市人民政府办公室
2021年5月6日
"""
FILES = ("graph.nq", "graph.trig", "report.json", "report.md")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(Source("canteens.txt", TEXT, "utf-8"))


class Desk:
    """A person with a document, its table and a pen."""

    def __init__(self, folder: Path, text: str = TEXT) -> None:
        self.folder = folder
        self.source = folder / "canteens.txt"
        self.source.write_text(text, encoding="utf-8")
        build([self.source], folder / "plain", "policykg 0")
        self.rows = queries.review(queries.open_graph(str(folder / "plain")))

    def row(self, kind: str, **wanted: str) -> dict[str, str]:
        (row,) = (r for r in self.rows if r["kind"] == kind and wanted.items() <= r.items())
        return dict(row)

    def save(self, *rows: dict[str, str]) -> Path:
        path = self.folder / "table.csv"
        out = io.StringIO(newline="")
        queries.write_review(rows, out)
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        return path

    def build(self, *rows: dict[str, str]) -> tuple[list[dict[str, str]], tuple[str, ...], tuple[str, ...]]:
        """Build with these rows decided; return the table of the new graph, what is stale, and the notes."""
        out = self.folder / "corrected"
        report = build([self.source], out, "policykg 0", corrections=[self.save(*rows)])
        return queries.review(queries.open_graph(str(out))), report.stale, report.notes

    def ask(self, name: str) -> list[dict[str, str]]:
        return list(queries.run(name, queries.open_graph(str(self.folder / "corrected"))).values())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def said(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["kind"], row.get("taskNumber", ""), row["was"]) for row in rows]


def test_table_and_reading_name_the_same_facts(desk: Desk, reading: Reading) -> None:
    assert sorted((row["kind"], row["fact"], row["was"]) for row in desk.rows) == sorted(
        (fact.kind, fact.path, fact.was) for fact in facts(reading)
    )
    assert {row["kind"] for row in desk.rows} >= {
        "document", "task", "deadline", "responsibility", "reference", "indicator",
    }  # fmt: skip


def test_untouched_table_changes_no_byte(samples: Path, tmp_path: Path) -> None:
    build([samples], tmp_path / "a", "policykg 0")
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        queries.write_review(queries.review(queries.open_graph(str(tmp_path / "a"))), file)
    build([samples], tmp_path / "b", "policykg 0", corrections=[tmp_path / "t.csv"])
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_rejecting_takes_away_exactly_that(data: st.DataObject, samples: Path, tmp_path: Path) -> None:
    name = data.draw(st.sampled_from(sorted(path.name for path in samples.glob("*.txt"))))
    whole = read(Source(name, (samples / name).read_text("utf-8"), "utf-8"))
    known = [fact for fact in facts(whole) if fact.kind != "task"]
    fact = data.draw(st.sampled_from(known))
    place = fact.place
    row = {
        "decision": "reject", "kind": fact.kind, "source": name, "was": fact.was, "fact": fact.path,
        "quote": place.of(whole.source.text) if place else "", "start": str(place.start) if place else "",
    }  # fmt: skip
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        queries.write_review([row], file)
    outcome = apply(whole, read_corrections([path]))
    before, after = (
        [(f.kind, f.was) for f in known],
        [(f.kind, f.was) for f in facts(outcome.reading) if f.kind != "task"],
    )
    before.remove((fact.kind, fact.was))
    assert sorted(before) == sorted(after)
    assert (outcome.applied, outcome.stale, outcome.notes) == (1, (), ())
    assert [d.former for d in outcome.reading.decisions] == [fact.was]


def test_rejected_fact_is_told_and_no_fact(desk: Desk) -> None:
    row = desk.row("responsibility", words="市住建局") | {"decision": "reject", "by": "张三", "note": "另有分工"}
    row["date"] = "2026/11/20"
    rows, stale, _ = desk.build(row)
    assert set(said(desk.rows)) - set(said(rows)) == {("responsibility", "一", row["was"])}
    assert set(said(rows)) <= set(said(desk.rows))
    assert stale == ()
    (told,) = desk.ask("corrections")
    assert "fact" not in told
    wanted = {
        "decision": "reject", "former": row["was"], "by": "张三", "note": "另有分工", "date": "2026-11-20",
        "quote": row["quote"], "source": "canteens.txt",
    }  # fmt: skip
    assert wanted.items() <= told.items()
    report = queries.check(queries.open_graph(str(desk.folder / "corrected")))
    assert report.problems == ()


def test_edited_responsibility_follows_everywhere(desk: Desk) -> None:
    row = desk.row("responsibility", words="市财政局") | {"decision": "edit", "role": "牵头", "by": "李四"}
    rows, _, _ = desk.build(row)
    assert "lead 市财政局 2022-06-30 2022年6月底前" in [r["was"] for r in rows]
    (edited,) = (r for r in desk.ask("responsibilities") if r["mention"] == "市财政局")
    assert (edited["role"], edited["rule"], edited["decidedBy"]) == ("lead", "person", "李四")
    assert [r.get("decidedBy") for r in desk.ask("responsibilities")].count(None) == len(rows_of(rows)) - 1
    assert queries.check(queries.open_graph(str(desk.folder / "corrected"))).problems == ()


def rows_of(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["kind"] == "responsibility"]


def test_responsibility_moves_to_another_task(desk: Desk) -> None:
    row = desk.row("responsibility", words="市住建局") | {"decision": "edit", "taskNumber": "二", "taskLabel": ""}
    rows, _, _ = desk.build(row)
    assert ("responsibility", "二", row["was"]) in said(rows)
    assert ("responsibility", "一", row["was"]) not in said(rows)


@pytest.fixture
def doubtful(reading: Reading) -> tuple[Reading, dict[str, str]]:
    """A reading with a sentence that was not read, and its row of the table."""
    words = "市融媒体中心做好报道工作"
    at = reading.recovered.text.index(words)
    finding = Finding("unread", "未读出责任", Span(at, at + len(words)))
    tasks = tuple(replace(t, responsibilities=()) if t.key == "3" else t for t in reading.tasks)
    row = {"kind": "unread", "source": "canteens.txt", "quote": words, "start": str(TEXT.index(words))}
    row |= {"was": "未读出责任", "fact": "finding/1"}
    return replace(reading, tasks=tasks, findings=(finding,)), row


def decided(folder: Path, row: dict[str, str]) -> tuple[Correction, ...]:
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        queries.write_review([row], file)
    return read_corrections([folder / "t.csv"])


def test_unread_sentence_becomes_a_responsibility(doubtful: tuple[Reading, dict[str, str]], tmp_path: Path) -> None:
    whole, row = doubtful
    row |= {"decision": "add", "role": "responsible", "words": "市融媒体中心"}
    done = apply(whole, decided(tmp_path, row)).reading
    (task,) = (t for t in done.tasks if t.key == "3")
    assert [(r.mention.text, r.mention.role, r.rule) for r in task.responsibilities] == [
        ("市融媒体中心", "responsible", "person")
    ]
    assert done.findings == ()
    assert [d.subject for d in done.decisions] == ["task/3/responsibility/1"]


def test_unread_sentence_is_no_duty(doubtful: tuple[Reading, dict[str, str]], tmp_path: Path) -> None:
    whole, row = doubtful
    outcome = apply(whole, decided(tmp_path, row | {"decision": "reject"}))
    assert (outcome.reading.findings, outcome.applied, outcome.stale) == ((), 1, ())


def test_nobody_signed(desk: Desk) -> None:
    desk.build(desk.row("responsibility", words="市住建局") | {"decision": "reject"})
    (told,) = desk.ask("corrections")
    assert told["by"] == "（未署名）"


@pytest.mark.parametrize(
    ("kind", "wanted", "change", "was"),
    [
        ("task", {"words": "严格检查"}, {"words": "各学校每学期自查两次"}, "各学校每学期自查两次"),
        ("deadline", {}, {"deadline": "2022/6/30", "deadlineWords": "2022年6月底前"}, "2022-06-30 2022年6月底前"),
        ("reference", {}, {"role": "cites"}, "cites 某省食品安全条例"),
        ("indicator", {}, {"words": "食堂达标率", "qualifier": "约"}, "食堂达标率 95 % 2022 约"),
        ("document", {"role": "signed"}, {"decision": "reject"}, None),
        ("document", {"role": "issuer"}, {"words": "某市人民政府"}, "issuer 某市人民政府"),
        ("document", {"role": "title"}, {"words": "关于加强校园食堂管理的通知"}, "title 关于加强校园食堂管理的通知"),
        ("document", {"role": "addressee"}, {"decision": "reject"}, None),
        ("document", {"role": "title"}, {"decision": "reject"}, None),
    ],
)
def test_other_kinds(desk: Desk, kind: str, wanted: dict[str, str], change: dict[str, str], was: str | None) -> None:
    row = desk.row(kind, **wanted)
    rows, stale, _ = desk.build({**row, "decision": "edit", **change})
    assert stale == ()
    assert row["was"] not in [r["was"] for r in rows]
    assert was is None or was in [r["was"] for r in rows]
    (told,) = desk.ask("corrections")
    assert told["former"] == row["was"]
    assert queries.check(queries.open_graph(str(desk.folder / "corrected"))).problems == ()


def test_added_reference_indicator_deadline_and_header(desk: Desk) -> None:
    base = {"decision": "add", "source": "canteens.txt"}
    adds: list[dict[str, str]] = [
        {"kind": "indicator", "quote": "自查两次。（市市场监管局负责）", "words": "自查", "value": "7", "unit": "次"},
        {"kind": "deadline", "quote": "各学校每学期", "deadline": "2021-05-06", "deadlineWords": "2021年5月6日"},
        {"kind": "document", "role": "published", "quote": "", "words": "2021-05-07"},
    ]
    for row, words in zip(adds, ("does not stand", "stands neither", "does not stand in the text"), strict=True):
        with pytest.raises(CorrectionError, match=words):
            desk.build({**base, **row})
    rows, _, _ = desk.build(
        base | {"kind": "reference", "quote": "节约粮食", "role": "cites", "words": "粮食"},
        base | {"kind": "document", "role": "published", "words": "2021-05-06"},
    )
    assert {"cites 粮食", "published 2021-05-06"} <= {row["was"] for row in rows}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"taskNumber": "九"}, "no task is called '九'"),
        ({"taskLabel": "加强宣传", "taskNumber": "一"}, "no task is called"),
        ({"words": "市教育局", "role": "lead", "quote": "市教育局牵头"}, None),
    ],
)
def test_additions_find_their_task(desk: Desk, change: dict[str, str], words: str | None) -> None:
    base = {"decision": "add", "kind": "responsibility", "source": "canteens.txt", "quote": "市融媒体中心做好报道工作"}
    row = {**base, "role": "responsible", "words": "市融媒体中心", **change}
    if words:
        with pytest.raises(CorrectionError, match=words):
            desk.build(row)
        assert not (desk.folder / "corrected").exists()
    else:
        assert ("responsibility", "一", "lead 市教育局") in said(desk.build(row)[0])


def test_shifted_text_is_followed_with_a_note(desk: Desk) -> None:
    row = desk.row("responsibility", words="市住建局") | {"decision": "reject"}
    desk.source.write_text("\n\n\n" + TEXT, encoding="utf-8")
    rows, stale, notes = desk.build(row)
    assert "市住建局" not in [r.get("words") for r in rows]
    assert stale == ()
    assert "the text has shifted" in notes[0]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("市住建局配合", "市水务局配合", "no longer stands in the text"),
        ("\n二、", "（市教育局牵头，市财政局、市住建局配合，2022年6月底前完成）\n二、", None),
        ("一、改造食堂。", "一、改造食堂。说明如下：", None),
    ],
)
def test_changed_text_makes_a_correction_stale(desk: Desk, before: str, after: str, reason: str | None) -> None:
    row = desk.row("responsibility", words="市住建局") | {"decision": "reject"}
    desk.source.write_text(TEXT.replace(before, after, 1), encoding="utf-8")
    _, stale, _ = desk.build(row)
    if reason is None:
        return
    assert reason in stale[0]
    assert stale[0].startswith(f"{desk.folder / 'table.csv'}:2: reject responsibility")
    (finding,) = (f for f in desk.ask("findings") if f["kind"] == "stale-correction")
    assert "更正未能应用" in finding["comment"]
    assert queries.check(queries.open_graph(str(desk.folder / "corrected"))).problems == ()
    assert "stale-correction" in (desk.folder / "corrected" / "report.md").read_text("utf-8")


def test_ambiguous_quote_is_stale(desk: Desk) -> None:
    row = desk.row("responsibility", words="市市场监管局") | {"decision": "reject", "start": "3"}
    desk.source.write_text(TEXT.replace("节约粮食。", "节约粮食。（市市场监管局负责）"), encoding="utf-8")
    _, stale, _ = desk.build(row)
    assert "stands at 2 places" in stale[0]


def test_document_that_is_not_there_is_told(desk: Desk) -> None:
    row = desk.row("responsibility", words="市住建局") | {"decision": "reject", "source": "other.txt", "document": "x"}
    _, stale, notes = desk.build(row)
    assert stale == ()
    assert notes == ("1 corrections are about other.txt, which is not among the sources",)


def test_renamed_file_is_known_by_its_document(desk: Desk) -> None:
    row = desk.row("responsibility", words="市住建局") | {"decision": "reject", "source": "old-name.txt"}
    rows, stale, notes = desk.build(row)
    assert "市住建局" not in [r.get("words") for r in rows]
    assert (stale, notes) == ((), ())


def test_rows_that_mean_one_fact_and_contradict(desk: Desk) -> None:
    row = desk.row("responsibility", words="市住建局")
    with pytest.raises(CorrectionError, match=r"table\.csv:3: contradicts .*table\.csv:2: the same fact"):
        desk.build(row | {"decision": "reject"}, row | {"decision": "edit", "role": "lead", "fact": "elsewhere"})


def test_edit_that_changes_nothing_is_told(desk: Desk) -> None:
    rows, _, notes = desk.build(desk.row("responsibility", words="市住建局") | {"decision": "edit"})
    assert said(rows) == said(desk.rows)
    assert "nothing was edited" in notes[0]


def test_hostile_words_stay_words(desk: Desk) -> None:
    hostile = '=HYPERLINK("x")"> . <urn:x> <urn:y> <urn:z> .\n<script>'
    row = desk.row("responsibility", words="市住建局") | {"decision": "reject", "by": hostile, "note": hostile}
    desk.build(row)
    (told,) = desk.ask("corrections")
    assert (told["by"], told["note"]) == (hostile, hostile)
    assert queries.check(queries.open_graph(str(desk.folder / "corrected"))).problems == ()


def test_every_fact_of_real_documents_can_be_named(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.txt")):
        whole = read(Source(path.name, path.read_text("utf-8"), "utf-8"))
        rows = [
            dict.fromkeys(REVIEW_COLUMNS, "") | {"fact": fact.path, "was": fact.was, "kind": fact.kind}
            for fact in facts(whole)
        ]
        assert len({(row["kind"], row["fact"], row["was"]) for row in rows}) == len(rows)
        assert apply(whole, []).reading is whole
        assert replace(whole, decisions=()) == whole
