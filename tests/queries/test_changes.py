"""What changed between two builds: one edit of a document is told as that edit and as nothing else."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph_builder import build
from queries import QueryError, write_results
from queries.changes import Change, change_rows, changes
from queries.changes.blocks import Trig, side_by_side
from queries.changes.documents import Task
from queries.changes.pairing import paired

ROOT = Path(__file__).resolve().parents[2]
PLAN = """安溪县人民政府关于做好供水工作的意见
安溪县政发〔2021〕9号
根据《甲省人民政府关于加强节水工作的意见》（甲省政发〔2020〕7号），提出如下意见。
一、修理水管。修理老旧水管，减少漏水。2023年底前完成。（县水利局牵头，县财政局配合）
二、检查水质。每季度检查水质，公布检查结果。（县卫生健康局负责）
三、节约用水。到2025年，再生水利用率达到30%以上。（县住房和城乡建设局负责）
安溪县人民政府
2021年5月6日
"""
OTHER = """安溪县人民政府关于做好植树工作的通知
安溪县政发〔2021〕3号
一、种树。在河边种树。（县林业局负责）
安溪县人民政府
2021年3月6日
"""


def built(folder: Path, **texts: str) -> str:
    (folder / "in").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    build([folder / "in"], folder / "out", "policykg 0")
    return str(folder / "out")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> str:
    return built(tmp_path_factory.mktemp("plan"), plan=PLAN, other=OTHER)


def told(found: list[Change]) -> list[tuple[str, str, str, str, str]]:
    """Return the changes but that of the document, in short."""
    return [
        (one.kind, one.task.number if one.task else "", one.label, one.before, one.after)
        for one in found
        if one.kind != "document-changed"
    ]


EDITS: tuple[tuple[Callable[[str], str], list[tuple[str, str, str, str, str]]], ...] = (
    (lambda text: text.replace("\n二、", "\n\n二、"), []),
    (
        lambda text: text.replace("（县水利局牵头，县财政局配合）", "（县水利局、县财政局牵头）"),
        [("role-changed", "一", "安溪县财政局", "support", "lead")],
    ),
    (
        lambda text: text.replace("县卫生健康局负责", "县卫生健康局、县生态环境局负责"),
        [("body-added", "二", "安溪县生态环境局", "", "responsible")],
    ),
    (
        lambda text: text.replace("，县财政局配合", ""),
        [("body-removed", "一", "安溪县财政局", "support", "")],
    ),
    (
        lambda text: text.replace("2023年底前完成", "2024年6月底前完成"),
        [
            ("task-reworded", "一", "", "2023年底前完成。", "2024年6月底前完成。"),
            ("deadline-changed", "一", "", "2023-12-31 2023年底前", "2024-06-30 2024年6月底前"),
        ],
    ),
    (
        lambda text: text.replace("2023年底前完成。", ""),
        [
            ("task-reworded", "一", "", "2023年底前完成。", ""),
            ("deadline-removed", "一", "", "2023-12-31 2023年底前", ""),
        ],
    ),
    (
        lambda text: text.replace("达到30%", "达到35%"),
        [
            ("task-reworded", "三", "", "到2025年，再生水利用率达到30%以上。", "到2025年，再生水利用率达到35%以上。"),
            ("target-changed", "", "", "2025 再生水利用率 以上30%", "2025 再生水利用率 以上35%"),
        ],
    ),
    (
        lambda text: text.replace("二、检查水质。", "二、检验水质。"),
        [("task-reworded", "二", "", "检查水质。", "检验水质。")],
    ),
    (
        lambda text: text.replace("三、节约用水", "三、宣传节水。开展宣传。（县教育局负责）\n四、节约用水"),
        [
            ("task-added", "三", "", "", "安溪县教育局（responsible）"),
            ("task-renumbered", "四", "", "三", "四"),
        ],
    ),
    (
        lambda text: "".join(line for line in text.splitlines(keepends=True) if not line.startswith("二、")),
        [("task-removed", "二", "", "安溪县卫生健康局（responsible）", "")],
    ),
)


@pytest.mark.parametrize("n", range(len(EDITS)))
def test_an_edit_is_told_as_it_is(n: int, plan: str, tmp_path: Path) -> None:
    edit, expected = EDITS[n]
    assert edit(PLAN) != PLAN
    new = built(tmp_path, plan=edit(PLAN), other=OTHER)
    found = list(changes(plan, new))
    assert told(found) == expected
    assert Counter(one.kind for one in found)["document-changed"] == 1
    assert {one.document.source for one in found} == {"plan.txt"}
    # Every fact has its place, in the text of the build that it is from.
    for place, text in ((place, text) for one in found for place, text in ((one.old, PLAN), (one.new, edit(PLAN)))):
        assert place is None or text[place.start : place.end] == place.quote
    assert all(one.old or one.new for one in found if one.kind != "document-changed")
    # The other way round everything is the other way round.
    back = told(list(changes(new, plan)))
    assert sorted((before, after) for *_, after, before in back) == sorted((a, b) for *_, a, b in expected)


def test_references_are_compared(plan: str, tmp_path: Path) -> None:
    new = built(
        tmp_path, other=OTHER, plan=PLAN.replace("根据《甲省", "根据国务院的部署和《甲省").replace("〕7号", "〕8号")
    )
    (change,) = [one for one in changes(plan, new) if one.kind.startswith("reference")]
    assert change.kind == "reference-changed"
    assert "甲省政发〔2020〕7号" in change.before
    assert "甲省政发〔2020〕8号" in change.after


def test_documents_come_and_go(plan: str, tmp_path: Path) -> None:
    new = built(tmp_path, plan=PLAN)
    assert told(list(changes(plan, new))) == [
        ("document-removed", "", "", "安溪县人民政府关于做好植树工作的通知 安溪县政发〔2021〕3号 2021-03-06 other.txt: 1 tasks", ""),
        ("task-removed", "一", "", "安溪县林业局（responsible）", ""),
    ]  # fmt: skip
    assert [one.kind for one in changes(new, plan)] == ["document-added", "task-added"]


def test_a_file_of_another_name_and_a_document_of_another_number_are_the_same_document(
    plan: str, tmp_path: Path
) -> None:
    (change,) = changes(plan, built(tmp_path / "name", plan=PLAN, tree=OTHER))
    assert (change.kind, change.before[-9:], change.after[-8:]) == ("document-changed", "other.txt", "tree.txt")
    (change,) = changes(plan, built(tmp_path / "number", plan=PLAN.replace("〔2021〕9号", "〔2021〕19号"), other=OTHER))
    assert change.kind == "document-changed"
    assert "〔2021〕9号" in change.before
    assert "〔2021〕19号" in change.after


def test_what_is_the_same_is_not_parsed(plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    quads = Trig.quads
    monkeypatch.setattr(Trig, "quads", lambda trig, block: parsed.append(block.graph) or quads(trig, block))  # type: ignore[func-returns-value]
    assert list(changes(plan, plan)) == []
    assert parsed == []
    assert list(changes(plan, built(tmp_path, plan=PLAN, other=OTHER.replace("河边", "路边"))))
    assert len(set(parsed) - {"https://w3id.org/policykg/graph/register"}) == 1


def test_the_blocks_are_the_whole_file(plan: str) -> None:
    trig = Trig(plan)
    blocks = list(trig.blocks())
    data = (Path(plan) / "graph.trig").read_bytes()
    assert all(data[one.start : one.start + len(one.data)] == one.data for one in blocks)
    assert data.endswith(b"".join(one.data for one in blocks))
    assert sum(len(trig.quads(one)) for one in blocks) == len((Path(plan) / "graph.nq").read_bytes().splitlines())
    assert all({str(quad.graph_name) for quad in trig.quads(one)} == {f"<{one.graph}>"} for one in blocks)
    assert list(side_by_side(trig, trig)) == []


def test_many_tasks_are_paired_in_time_and_each_once() -> None:
    def task(n: int, label: str) -> Task:
        return Task(f"urn:{n}", str(n), label, n, None)

    old = [task(n, f"第{n % 50}项工作") for n in range(4_000)]
    new = [task(n, f"第{n % 60}项任务") for n in range(4_000)]
    pairs = paired(old, new)
    assert [one.iri for _, one in pairs if one] == [one.iri for one in new]
    assert sorted(one.iri for one, _ in pairs if one) == sorted(one.iri for one in old)
    assert paired(old, old) == [(one, one) for one in old]


def test_text_of_documents_is_neutral_in_every_form(plan: str, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> | `_乙_`"
    new = built(tmp_path, other=OTHER, plan=PLAN.replace("二、检查水质。", f"二、=检查水质。{hostile}。"))
    rows = change_rows(changes(plan, new))
    for form, unseen in (("table", "\n="), ("md", "<script>"), ("csv-excel", ",=")):
        written = io.StringIO()
        write_results(rows, form, written)
        assert unseen not in written.getvalue()
        assert "alert" in written.getvalue()


@pytest.mark.parametrize(
    "trig",
    ["", "graph:x {\n", "graph:x {\n\tid:a id:b id:c .\n}\n", "<urn:b> {\n}\n<urn:a> {\n}\n", "id:a id:b id:c .\n"],
)
def test_what_is_no_build_is_said_in_one_line(trig: str, plan: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="is no folder of a build"):
        list(changes(str(tmp_path), plan))
    (tmp_path / "graph.trig").write_text(trig, encoding="utf-8")
    if trig:
        with pytest.raises(QueryError, match=r"^[^\n]*graph\.trig: is not as policykg build writes it[^\n]*$"):
            list(changes(plan, str(tmp_path)))
    else:
        assert {one.kind for one in changes(plan, str(tmp_path))} == {"document-removed", "task-removed"}


def test_the_command_ends_with_one_only_where_it_is_asked_to(plan: str, tmp_path: Path) -> None:
    new = built(tmp_path, plan=PLAN)

    def diff(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "policykg", "diff", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    run = diff(plan, new, "--format", "csv")
    assert (run.returncode, run.stderr) == (0, "2 changes in 1 documents\n")
    assert run.stdout.startswith("change,source,document,title,task,")
    assert diff(plan, new, "--exit-code").returncode == 1
    assert diff(plan, plan, "--exit-code").returncode == 0
    assert diff(plan, str(tmp_path)).returncode == 2
    assert diff(plan, new, "--format", "no").returncode == 2
