"""Reading in several processes: the same as in one, and no process is lost, left over or waited for in vain."""

from __future__ import annotations

import io
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from graph_builder import build, workers
from graph_builder.build.reading import read_all
from graph_builder.cache import Cache
from graph_builder.errors import BuildError
from graph_builder.inputs import archive
from graph_builder.inputs.collect import collect, names
from graph_builder.workers import Crew, usual_workers

ROOT = Path(__file__).resolve().parent.parent.parent
NOTICE = "关于做好{}工作的通知\n各县人民政府：\n一、备足种子。（市供销社负责）\n甲市人民政府\n2023年5月6日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine documents, one of them damaged and three of them in a zip file."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(NOTICE.format(f"春耕{n}"), encoding="utf-8")
    (folder / "3a.txt").write_bytes(b"\x00\x01\x02")
    with zipfile.ZipFile(folder / "文件.zip", "w") as file:
        for name in ("甲.txt", "乙/丙.txt", "乙/丁.docx"):
            file.writestr(name, NOTICE.format(name) if name.endswith("txt") else "")
    return folder


def bodies(out: Path) -> bytes:
    return (out / "graph.nq").read_bytes() + (out / "report.json").read_bytes() + (out / "graph.trig").read_bytes()


class Steps(list[tuple[str, int, int, str]]):
    """What a build says of how far it has come."""

    def __call__(self, step: str, done: int, total: int, name: str) -> None:
        self.append((step, done, total, name))


def outcomes(folder: Path, place: Path, n: int) -> dict[str, str]:
    """Read the documents of a folder; return why they could not be read, by their names, empty where they could."""
    files, _, _ = collect([folder])
    cache = Cache(place)
    try:
        with Crew(n) as crew:
            found = list(read_all(files, names(files), cache, crew))
    finally:
        cache.close()
    return {Path(file).name: one if isinstance(one, str) else "" for file, one in zip(files, found, strict=True)}


def test_several_processes_read_what_one_does(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = []
    for n in (1, 2, 3):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(NOTICE.format("防汛").encode())))
        shown = Steps()
        # A path that means something in this folder alone, one that is nowhere, and standard input.
        sources = [".", "-", "nowhere.txt"]
        report = build(sources, tmp_path / str(n), "policykg 0", shown, workers=n)
        assert [one[:3] for one in shown if one[0] == "reading"] == [("reading", i, 11) for i in range(11)]
        assert [one[:3] for one in shown if one[0] == "stating"] == [("stating", i, 8) for i in range(8)]
        assert "-" in [document.source for document in report.documents]
        found.append((bodies(tmp_path / str(n)), report.failures, report.notes, shown))
    assert found[0] == found[1] == found[2]
    assert len(found[0][1]) == 3
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("n", [1, 2])
def test_a_build_lets_go_of_what_it_read_with(n: int, folder: Path, tmp_path: Path) -> None:
    started: set[Any] = set()

    def look(*_: object) -> None:
        started.update(multiprocessing.active_children())

    build([folder / "文件.zip"], tmp_path / "out", "policykg 0", look, workers=n)
    assert not archive._open
    # Only those that are left to an error end with 1.
    assert {process.exitcode for process in started} == ({0} if n > 1 else set())


def test_documents_in_a_zip_file_count(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for n in range(3):
            file.writestr(f"甲/{n}.txt", NOTICE + " " * 4_000_000)
    files, _, _ = collect([tmp_path / "x.zip"])
    assert usual_workers(files) == min(len(os.sched_getaffinity(0)), 3)
    # What is not there, or no longer, is told when it is read.
    assert usual_workers([*files[:2], tmp_path / "x.zip/乙.txt", tmp_path / "y.zip/甲.txt", "-"]) == 1
    archive.close_archives()


def test_without_a_working_folder_one_process_reads(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    files, _, _ = collect([folder])
    assert usual_workers(files * 200) == 1
    assert len(build([folder], tmp_path / "out", "policykg 0", workers=1).documents) == 7
    with pytest.raises(BuildError, match=r"^the working folder is gone: [^\n]*one worker needs none$"):
        build([folder], tmp_path / "more", "policykg 0", workers=2)


def test_few_documents_are_read_here(folder: Path, tmp_path: Path) -> None:
    few, _, _ = collect([folder])
    assert usual_workers(few) == 1
    processors = len(os.sched_getaffinity(0))
    assert usual_workers(few * 200) == min(processors, 8)
    (tmp_path / "large.txt").write_bytes(b" " * 11_000_000)
    assert usual_workers([*few, tmp_path / "large.txt"]) == min(processors, 8)
    assert usual_workers([tmp_path / "large.txt"]) == 1


@pytest.mark.parametrize("killed_in", ["reading", "stating"])
def test_a_process_that_is_killed_loses_no_document(killed_in: str, folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "whole", "policykg 0")
    killed = []

    def kill(step: str, done: int, _total: int, _name: str) -> None:
        if (step, done) == (killed_in, 3):
            for process in multiprocessing.active_children()[:1]:
                process.kill()
                process.join()
                killed.append(process.pid)

    build([folder], tmp_path / "out", "policykg 0", kill, workers=2)
    assert killed
    assert bodies(tmp_path / "out") == bodies(tmp_path / "whole")
    assert not multiprocessing.active_children()


def test_a_document_that_kills_its_process_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = workers._Pool.send

    def sent(pool: workers._Pool, work: Any, batch: Any) -> Future[Any]:
        return pool._pool.submit(os._exit, 9) if any(job.name == "2.txt" for job in batch) else send(pool, work, batch)

    monkeypatch.setattr(workers._Pool, "send", sent)
    lines = {name: line for name, line in outcomes(folder, tmp_path / "cache", 2).items() if line}
    assert list(lines) == ["2.txt", "3a.txt", "丁.docx"]
    assert re.fullmatch(r".*2\.txt: the process that read it ended twice before it had answered", lines["2.txt"])


def test_what_a_process_cannot_hand_over_is_read_here(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = outcomes(folder, tmp_path / "one", 1)
    # A lock cannot be pickled, so that the answer of a process is an error.
    monkeypatch.setattr(workers._Pool, "send", lambda pool, *_: pool._pool.submit(threading.Lock))
    assert outcomes(folder, tmp_path / "two", 2) == expected


def test_processes_that_cannot_start_are_said_in_one_line(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "careless.py"
    script.write_text(
        "import sys\nfrom graph_builder import build\nprint('once')\nbuild(sys.argv[1:2], sys.argv[2], 'x 0', workers=2)\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, str(script), str(folder), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    # Python itself may add a line on what the processes have left.
    assert sum("BuildError: no process can be started" in line for line in run.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_leaving_early_ends_the_processes() -> None:
    with Crew(2) as crew:
        some = crew.run(list, [[1], [2]] * 20, str)
        assert next(some) == [1]
        assert multiprocessing.active_children()
        some.close()
        assert not multiprocessing.active_children()


@pytest.mark.parametrize(("signal_", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9), (signal.SIGTERM, -15)])
def test_processes_end_with_the_program(signal_: signal.Signals, status: int, tmp_path: Path) -> None:
    text = "".join(f"（一）第{n}项任务。做好。（水利局负责）\n" for n in range(3_000))
    (tmp_path / "in").mkdir()
    for n in range(12):
        (tmp_path / "in" / f"{n}.txt").write_text(f"某县关于{n}的通知\n一、任务\n{text}", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "policykg", "build", "in", "--out", "out", "--workers", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as run:  # fmt: skip
        deadline = time.monotonic() + 30
        while len(processes(run.pid)) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.3)
        # As a terminal does, Ctrl-C goes to all; the others to the program alone.
        (os.killpg if signal_ == signal.SIGINT else os.kill)(run.pid, signal_)
        out, err = run.communicate(timeout=30)
    assert (run.returncode, out) == (status, b"")
    if signal_ == signal.SIGINT:
        assert err.strip() == b""
    deadline = time.monotonic() + 20
    while (left := processes(run.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left
    # What was read stays for the next run; a lock without a process holds nobody up.
    assert {path.name for path in tmp_path.iterdir()} <= {"in", ".out.policykg-cache", ".out.policykg-lock"}


def processes(session: int) -> list[int]:
    """Return the processes of a session that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found
