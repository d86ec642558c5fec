"""The questions about bodies, asked of the sample documents."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder import build
from queries import open_graph, run
from queries.backends import Backend


@pytest.fixture(scope="module")
def built_samples(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    out = tmp_path_factory.mktemp("samples") / "out"
    build([samples], out, "policykg 0")
    with open_graph(str(out)) as graph:
        yield graph


def rows(graph: Backend, query: str, columns: str, /, **parameters: str) -> list[tuple[str | None, ...]]:
    return [tuple(row.get(column) for column in columns.split()) for row in run(query, graph, parameters).values()]


def test_a_body_by_any_of_its_names(built_samples: Backend) -> None:
    short = rows(built_samples, "body", "bodyLabel mention", body="发展改革委")
    assert {label for label, _ in short if label} >= {"西藏自治区发展和改革委员会"}
    full = rows(built_samples, "body", "bodyLabel mention", body="西藏自治区发展和改革委员会")
    assert full
    assert set(full) <= set(short)
    assert rows(built_samples, "body", "mention", body="不存在的委员会") == []


def test_names_and_bodies(built_samples: Backend) -> None:
    found = rows(built_samples, "identities", "mention bodyLabel source", name="发展改革委")
    assert found == sorted(set(found), key=found.index)
    assert all("发展" in str(label) for _, label, _ in found)
    assert len({source for *_, source in found}) > 1


def test_two_documents_compared(built_samples: Backend) -> None:
    columns = "difference labelOne labelOther subject valueOne valueOther"
    one = rows(built_samples, "compare", columns, one="yunnan", other="xizang")
    other = rows(built_samples, "compare", columns, one="xizang", other="yunnan")
    assert one
    turned = {"one": "other", "other": "one"}
    assert {(turned.get(str(kind), kind), b, a, subject, y, x) for kind, a, b, subject, x, y in one} == set(other)


PLANS = {
    "parent.txt": ("国务院", "", "改造厨房", "完善设施"),
    "one.txt": ("泉州市人民政府", "（市教育局、市委编办、团市委、教育部门负责）", "改造厨房", "完善设施"),
    "other.txt": ("福建省人民政府", "（省教育厅、编办、团省委、教育部门、财政厅负责）", "改造厨房", "完善设施"),
}


def test_bodies_for_the_same_are_no_difference_and_tasks_of_one_heading_answer_to_each_other(tmp_path: Path) -> None:
    for name, (issuer, clause, *headings) in PLANS.items():
        tasks = "".join(
            f"{mark}、{heading}。{heading}，改造学校食堂。{clause}\n"
            for mark, heading in zip("一二", headings, strict=True)
        )
        text = f"{issuer}关于加强校园食堂管理的意见\n{tasks}{issuer}\n2021年5月6日\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    build([tmp_path], tmp_path / "out", "policykg 0")
    with open_graph(str(tmp_path / "out")) as graph:
        found = rows(graph, "compare", "difference labelOne labelOther subject", one="one.txt", other="other.txt")
        assert set(found) == {("body", task, task, "财政") for task in ("一改造厨房", "二完善设施")}
        assert not rows(graph, "compare", "difference", one="one.txt", other="one.txt")


def test_real_documents_answer_in_a_second(shared: Path, tmp_path: Path) -> None:
    build([shared / "corpus" / "family"], tmp_path / "out", "policykg 0")
    with open_graph(str(tmp_path / "out")) as graph:
        for name, parameters in (
            ("body", {"body": "教育部"}),
            ("identities", {"name": "教育"}),
            ("compare", {"one": "福建省", "other": "泉州"}),
            ("who-is-responsible", {"heading": "美育"}),
            ("responsibilities", {}),
        ):
            begin = time.perf_counter()
            assert run(name, graph, parameters)
            # Twice as long for a machine with other work to do.
            assert time.perf_counter() - begin < 2, name
