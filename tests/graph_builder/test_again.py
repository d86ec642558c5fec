"""Building into a folder that is there: only what is new is done, and the bytes are those of a build from nothing."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder import BuildError, BuildReport, build
from graph_builder.build import reading, stating
from graph_builder.cache import Cache

ROOT = Path(__file__).resolve().parent.parent.parent
PARENT = """甲省人民政府关于做好学校食堂工作的意见
甲省政发〔2021〕7号
一、改造食堂。{year}年底前改造农村学校食堂，改善就餐条件。（省教育厅牵头，省财政厅配合）
二、检查食品。每学期检查食堂食品一次，公布检查结果。（省市场监管局负责）
甲省人民政府
2021年5月6日
"""
CHILD = """{place}人民政府关于落实学校食堂工作的实施方案
{place}政发〔2021〕{number}号
根据《甲省人民政府关于做好学校食堂工作的意见》（甲省政发〔2021〕7号），制定本方案。
一、改造食堂。2022年6月底前改造农村学校食堂，改善就餐条件。（{body}牵头）
二、检查食品。每月检查食堂食品一次，公布检查结果。（{place}市场监督管理局负责）
{place}人民政府
2021年8月6日
"""
TITLED = """关于做好{place}节水工作的通知
按照《{place}节水行动实施方案》（{place}政发〔2020〕3号）和《甲省人民政府关于做好学校食堂工作的意见》，做好工作。
一、修理水管。修理老旧水管。（{body}、{place}水利局负责）
{place}节约用水办公室
2022年3月1日
"""
PLAN = """{place}节水行动实施方案
一、宣传。开展宣传。（{body}负责）
2020年3月{day}日
"""
TEXTS = (
    PARENT.format(year=2022),
    PARENT.format(year=2023),
    CHILD.format(place="安溪县", number=9, body="县教育局"),
    CHILD.format(place="安溪县", number=9, body="县教育和体育局"),
    CHILD.format(place="南安市", number=8, body="市教育局"),
    TITLED.format(place="安溪县", body="县住房和城乡建设局"),
    TITLED.format(place="安溪县", body="县住房城乡建设局"),
    PLAN.format(place="安溪县", body="县水利局", day=1),
    PLAN.format(place="安溪县", body="县水利局", day=2),
    "没有什么可读的内容，只是一句话。\n",
    "",
)
NAMES = ("一.txt", "二.txt", "三.txt", "四.txt")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def stored(folder: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(folder / "store")))


def cache_of(out: Path) -> Path:
    return out.with_name(f".{out.name}.policykg-cache")


def written(folder: Path, texts: Sequence[str]) -> Path:
    folder.mkdir()
    for name, text in zip(NAMES, texts, strict=False):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Counted:
    """How often documents are read and stated."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: Counter[str] = Counter()
        self.stated: list[str] = []
        """Names of the documents that were stated."""
        for module, verb in ((reading, "read"), (stating, "state")):
            monkeypatch.setattr(module, verb, self._counted(verb, getattr(module, verb)))

    def _counted(self, verb: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            self.done[verb] += 1
            if verb == "state":
                self.stated.append(given[0].source.name)
            return work(*given)

        return counted

    def since(self) -> tuple[int, int]:
        """Return both, and begin again."""
        found = self.done["read"], self.done["state"]
        self.done.clear()
        return found


def outcome_of(folder: Path, out: Path) -> BuildReport | str:
    try:
        return replace(build([folder], out, "policykg 0"), out=folder)
    except BuildError as error:
        return str(error)


STEP = st.tuples(
    st.sampled_from(["write", "rename", "delete"]), st.sampled_from(NAMES), st.sampled_from(range(len(TEXTS)))
)


@settings(max_examples=8, deadline=None)
@given(st.lists(STEP, min_size=3, max_size=6), st.booleans())
def test_any_change_gives_what_a_build_from_nothing_gives(steps: list[tuple[str, str, int]], half: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, out = written(Path(place, "in"), TEXTS[:1] + TEXTS[2:3] + TEXTS[5:6]), Path(place, "out")
        for n, (step, name, text) in enumerate(steps):
            path = folder / name
            if step == "write":
                path.write_text(TEXTS[text], encoding="utf-8")
            elif path.exists() and step == "rename":
                path.rename(folder / NAMES[text % len(NAMES)])
            elif path.exists() and len(list(folder.iterdir())) > 1:
                path.unlink()
            if half and n % 2:
                continue
            fresh = Path(place, f"fresh{n}")
            outcome = outcome_of(folder, out)
            assert outcome_of(folder, fresh) == outcome
            if isinstance(outcome, BuildReport):
                assert contents(out) == contents(fresh)
                assert stored(out) == stored(fresh)


def test_only_what_has_changed_is_read_and_stated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = written(tmp_path / "in", (TEXTS[0], TEXTS[2], TEXTS[5], TEXTS[9])), tmp_path / "out"
    counted = Counted(monkeypatch)
    build([folder], out, "policykg 0")
    assert counted.since() == (4, 4)
    build([folder], out, "policykg 0")
    assert counted.since() == (0, 0)
    (folder / "四.txt").write_text(TEXTS[9] + "又一句。\n", encoding="utf-8")
    build([folder], out, "policykg 0")
    assert counted.since() == (1, 1)
    # Those that implement it are compared with it.
    (folder / "一.txt").write_text(TEXTS[1], encoding="utf-8")
    build([folder], out, "policykg 0")
    assert counted.since() == (1, 3)
    # What names it calls it a stub now.
    (folder / "一.txt").unlink()
    build([folder], out, "policykg 0")
    assert counted.since() == (0, 2)
    # Another full name of one body goes into each graph that describes it.
    (folder / "一.txt").write_text(TEXTS[6], encoding="utf-8")
    build([folder], out, "policykg 0")
    assert counted.since()[0] == 1
    # Another program reads everything anew.
    monkeypatch.setattr(reading, "program_id", lambda: "another")
    build([folder], out, "policykg 0")
    assert counted.since() == (4, 4)


SCHOOLS = PARENT.format(year=2022)
ANXI = CHILD.format(place="安溪县", number=9, body="县教育局")
NANAN = CHILD.format(place="南安市", number=8, body="市教育局").replace(
    "《甲省人民政府关于做好学校食堂工作的意见》（甲省政发〔2021〕7号）", "实际"
)
HOUSES = """南安市人民政府关于修理房屋的通知
南安市政发〔2022〕3号
一、修理房屋。修理旧房。（市住房和城乡建设局、南安水务有限公司负责）
南安市人民政府
2022年3月1日
"""
PLAIN = "关于晒书的通知\n一、晒书。天晴晒书。（县图书馆负责）\n"
FIRST = {"上级": SCHOOLS, "安溪": ANXI, "南安": NANAN, "房屋": HOUSES, "晒书": PLAIN}


@pytest.mark.parametrize(
    ("change", "read", "stated"),
    [
        ({"新": TITLED.format(place="永春县", body="县教育局")}, 1, {"新"}),
        # What is changed in a text of which nothing else speaks.
        ({"房屋": HOUSES.replace("旧房", "老房")}, 1, {"房屋"}),
        # One that another implements: the two are compared.
        ({"上级": SCHOOLS.replace("2022年", "2024年")}, 1, {"上级", "安溪"}),
        # One that implements another, which says that it is compared as before.
        ({"安溪": ANXI.replace("每月", "每周")}, 1, {"安溪"}),
        # It goes, and is no parent any more; who named it has a stub now.
        ({"上级": None}, 0, {"安溪"}),
        # It goes, and its parent is compared with nobody.
        ({"安溪": None}, 0, {"上级"}),
        ({"房屋": None}, 0, set()),
        # Another writing of the full name of a body: the longer one is its name, here that of the older document,
        ({"新": HOUSES.replace("3号", "4号").replace("住房和城乡", "住房城乡")}, 1, {"新"}),
        # here that of the newer one.
        ({"新": HOUSES.replace("3号", "4号").replace("有限公司", "有限责任公司")}, 1, {"新", "房屋"}),
        # Names of files: the text is not read again, and the graph names the file, as does what points at its text.
        ({"房屋": None, "屋": HOUSES}, 0, {"屋"}),
        ({"上级": None, "省": SCHOOLS}, 0, {"省", "安溪"}),
        # A second file of one document is a copy; the first stays as it is.
        ({"房屋二": HOUSES}, 0, {"房屋二"}),
        ({}, 0, set()),
    ],
)
def test_what_depends_on_a_change_and_nothing_else_is_stated_anew(
    change: dict[str, str | None], read: int, stated: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()

    def put(texts: dict[str, str | None]) -> None:
        for name, text in texts.items():
            path = folder / f"{name}.txt"
            path.unlink() if text is None else path.write_text(text, encoding="utf-8")

    put(dict(FIRST))
    counted = Counted(monkeypatch)
    build([folder], out, "policykg 0")
    assert counted.since() == (5, 5)
    before = contents(out)
    for texts in (change, {name: FIRST.get(name) for name in change}):
        counted.stated.clear()
        put(texts)
        build([folder], out, "policykg 0")
        if texts is change:
            assert {name.removesuffix(".txt") for name in counted.stated} == stated
            assert counted.since() == (read, len(stated))
        build([folder], tmp_path / "fresh", "policykg 0")
        assert contents(out) == contents(tmp_path / "fresh")
        assert stored(out) == stored(tmp_path / "fresh")
        shutil.rmtree(tmp_path / "fresh")
        shutil.rmtree(cache_of(tmp_path / "fresh"))
    assert contents(out) == before


def test_the_cache_holds_no_more_than_the_last_build_used(tmp_path: Path) -> None:
    sizes = []
    for n, texts in enumerate((TEXTS[:4], TEXTS[:1], TEXTS[:1])):
        shutil.rmtree(tmp_path / "in", ignore_errors=True)
        build([written(tmp_path / "in", texts)], tmp_path / "out", "policykg 0")
        cache = Cache(cache_of(tmp_path / "out"))
        sizes.append(cache.count())
        cache.close()
        assert {path.name for path in cache_of(tmp_path / "out").iterdir()} == {"records.sqlite"}, n
    assert sizes[0] > sizes[1] == sizes[2]


def test_a_cache_that_somebody_else_may_write_is_refused(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", TEXTS[:1]), tmp_path / "out"
    cache_of(out).mkdir(mode=0o700)
    cache_of(out).chmod(0o777)
    with pytest.raises(BuildError, match=r"^[^\n]*policykg-cache: somebody else may write there; remove it[^\n]*$"):
        build([folder], out, "policykg 0")
    cache_of(out).rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    cache_of(out).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuildError, match="is no folder"):
        build([folder], out, "policykg 0")


@pytest.mark.parametrize("damage", ["cut", "no database", "changed"])
def test_a_damaged_cache_costs_time_and_nothing_else(damage: str, tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", TEXTS[:4]), tmp_path / "out"
    build([folder], out, "policykg 0")
    before = contents(out)
    file = cache_of(out) / "records.sqlite"
    data = file.read_bytes()
    middle = len(data) // 2
    file.write_bytes({
        "cut": data[: middle],
        "no database": b"something else" * 1_000,
        "changed": data[:middle] + bytes(255 - byte for byte in data[middle:]),
    }[damage])  # fmt: skip
    outcome = outcome_of(folder, out)
    if isinstance(outcome, str):
        assert re.fullmatch(r"[^\n]*policykg-cache: was damaged \([^\n]*\) and is removed; build again", outcome)
        build([folder], out, "policykg 0")
    assert contents(out) == before


SCRIPT = """
import sys
from pathlib import Path
from graph_builder import build

if __name__ == "__main__":
    build([sys.argv[1]], Path(sys.argv[2]), "policykg 0", workers=int(sys.argv[3]))
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_that_is_killed_again_and_again_ends_with_the_same_bytes(workers: int, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(40):
        text = TEXTS[n % 9].replace("食堂", f"食堂{n // 9}").replace("7号", f"7{n // 9}号")
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    out, chance = tmp_path / "out", random.Random(workers)  # noqa: S311 - moments of a test

    def start() -> subprocess.Popen[bytes]:
        words = [sys.executable, str(script), str(folder), str(out), str(workers)]
        return subprocess.Popen(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)

    kills = 0
    for _ in range(8):
        with start() as run:
            try:
                run.wait(chance.uniform(0.2, 1.2))
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                kills += 1
    with start() as run:
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said
    build([folder], tmp_path / "fresh", "policykg 0")
    assert kills
    assert contents(out) == contents(tmp_path / "fresh")
    assert stored(out) == stored(tmp_path / "fresh")
    assert not [path for path in tmp_path.iterdir() if "building" in path.name]
