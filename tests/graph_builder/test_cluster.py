"""Building on a Dask cluster with a real scheduler and real workers: the bytes of a local build, whatever befalls them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from graph_builder import BuildError, build
from graph_builder.build.records import program_id
from graph_builder.cluster import Cluster

pytest.importorskip("distributed", reason="the extra dask is not installed")

ROOT = Path(__file__).resolve().parent.parent.parent
NOTICE = "关于做好{0}工作的通知\n各县人民政府：\n一、备足{0}。（市供销社牵头，市财政局配合）\n二、抓紧检查。（市水利局负责）\n甲市人民政府\n2023年5月6日\n"
FILES = ("graph.nq", "graph.trig", "report.json", "report.md", "identities.csv", "together.table")


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "0",
        "DASK_DISTRIBUTED__WORKER__MEMORY__PAUSE": "False",
    }


def started(stack: ExitStack, place: Path, name: str, *words: str) -> subprocess.Popen[bytes]:
    """Start a part of a cluster, which is ended with the stack; what it says goes into a file."""
    log = stack.enter_context((place / f"{name}.log").open("wb"))
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
        stdout=log, stderr=log, cwd=place, env=environment(), start_new_session=True,
    )  # fmt: skip

    def end() -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    stack.callback(end)
    return process


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and three workers, each a process of its own, with folders of their own and no nanny to revive them."""
    place = tmp_path_factory.mktemp("cluster")
    address = f"tcp://127.0.0.1:{free_port()}"
    with ExitStack() as stack:
        words = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
        started(stack, place, "scheduler", "scheduler", *words)
        workers = [
            started(
                stack, place, f"worker-{n}", "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard",
                "--memory-limit", "0", "--local-directory", str(place / f"worker-{n}"),
            )
            for n in range(3)
        ]  # fmt: skip
        with Cluster(address, program_id) as one:
            deadline = time.monotonic() + 30
            while one._count() < 3 and time.monotonic() < deadline:
                one._counted = 0.0
                time.sleep(0.1)
            assert one._count() == 3, "\n".join(log.read_text("utf-8") for log in place.glob("*.log"))
        yield address, workers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred documents, one of them damaged, one by a link that leads nowhere."""
    folder = tmp_path_factory.mktemp("documents")
    for n in range(200):
        (folder / f"{n:03}.txt").write_text(NOTICE.format(f"第{n}批种子"), encoding="utf-8")
    (folder / "011.txt").write_bytes(b"\x00\x01\x02")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    return folder


@pytest.fixture(scope="module")
def local(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build on this machine alone gives."""
    return files(build([folder], tmp_path_factory.mktemp("local") / "out", "policykg 0").out)


def files(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def test_a_cluster_gives_the_bytes_of_a_local_build_though_a_worker_is_killed(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    address, workers = cluster
    killed: list[tuple[str, int]] = []

    def kill(step: str, done: int, _total: int, _name: str) -> None:
        if done == 90 and not any(step == one for one, _ in killed):
            victim = workers[len(killed)]
            os.killpg(victim.pid, signal.SIGKILL)
            victim.wait()
            killed.append((step, victim.pid))

    report = build([folder], tmp_path / "out", "policykg 0", kill, scheduler=address)
    assert [step for step, _ in killed] == ["reading", "stating"]
    assert files(report.out) == local
    assert len(report.failures) == 2
    assert [one.partition(": ")[0][-8:] for one in report.failures] == ["/011.txt", "gone.txt"]


def test_workers_see_no_file_of_this_machine(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Relative paths mean nothing where the workers are; only documents as bytes get there.
    monkeypatch.chdir(folder)
    sent: list[Any] = []
    submit = Cluster._sent

    def noted(one: Cluster, work: Any, batch: Sequence[Any]) -> Any:
        sent.extend(batch)
        return submit(one, work, batch)

    monkeypatch.setattr(Cluster, "_sent", noted)
    report = build(["000.txt", "001.txt"], tmp_path / "out", "policykg 0", scheduler=cluster[0])
    assert len(report.documents) == 2
    assert all(job.data for job in sent if hasattr(job, "file"))
    assert not report.failures


def test_the_command_builds_on_a_cluster(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    words = ["build", str(folder), "--out", "out", "--scheduler", cluster[0]]
    run = subprocess.run(
        [sys.executable, "-m", "policykg", *words],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 3, run.stderr
    assert "199 documents" in run.stdout + run.stderr
    assert (tmp_path / "out" / "graph.nq").read_bytes().count(b"\n") == local["graph.nq"].count(b"\n")


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("127.0.0.1:8786", r"127\.0\.0\.1:8786: no address of a Dask scheduler; it begins with tcp://, [^\n]*"),
        ("file:///etc/passwd", r"file:///etc/passwd: no address of a Dask scheduler[^\n]*"),
        ("tcp://127.0.0.1:9", r"tcp://127\.0\.0\.1:9: no Dask scheduler answers there \([^\n]*\)"),
    ],
)
def test_what_is_no_scheduler_is_said_in_one_line(scheduler: str, said: str, folder: Path, tmp_path: Path) -> None:
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(BuildError) as told:
        build([folder], tmp_path / "out", "policykg 0", scheduler=scheduler)
    assert re.fullmatch(said, str(told.value))
    assert not (tmp_path / "out").exists()


def other_version() -> str:
    return str(os.getpid())


def test_a_worker_with_another_version_is_refused(cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    with (
        Cluster(cluster[0], other_version) as one,
        pytest.raises(BuildError, match=r"^tcp://\S+: a worker has another version of policykg, of Python [^\n]*$"),
    ):
        list(one.run(list, [[1]], str))


def test_a_part_that_loses_all_its_workers_is_given_up_and_the_others_are_done(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed.scheduler import KilledWorker

    waited, batches = Cluster._waited, {}
    submit = Cluster._sent

    def noted(one: Cluster, work: Any, batch: Sequence[Any]) -> Any:
        sent = submit(one, work, batch)
        batches[id(sent)] = batch
        return sent

    def lost(one: Cluster, sent: Any) -> Any:
        if 13 in batches[id(sent)]:
            nobody: Any = None
            raise KilledWorker("batch", nobody, 3)
        return waited(one, sent)

    monkeypatch.setattr(Cluster, "_sent", noted)
    monkeypatch.setattr(Cluster, "_waited", lost)
    with Cluster(cluster[0], program_id) as one:
        assert list(one.run(list, [[1, 2], [12, 13, 14], [], [3]], str)) == [[1, 2], [12, "13", 14], [], [3]]


def test_what_a_worker_cannot_hand_over_is_done_here(cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    with Cluster(cluster[0], program_id) as one:
        assert list(one.run(here_alone, [[1], [2]], str)) == [[f"1 in {os.getpid()}"], [f"2 in {os.getpid()}"]]


def here_alone(batch: Sequence[int]) -> list[str]:
    if "distributed.worker" in sys.argv[0] or "dask_worker" in sys.argv[0]:
        raise RuntimeError("not on a worker")
    return [f"{one} in {os.getpid()}" for one in batch]


def test_a_cluster_without_workers_or_scheduler_is_not_waited_for(tmp_path: Path) -> None:
    import dask

    address = f"tcp://127.0.0.1:{free_port()}"
    with ExitStack() as stack:
        words = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
        scheduler = started(stack, tmp_path, "scheduler", "scheduler", *words)
        stack.enter_context(dask.config.set({"distributed.comm.timeouts.connect": "5s"}))
        one = stack.enter_context(Cluster(address, program_id, patience=0.0))
        assert list(one.run(list, [[]], str)) == [[]]
        with pytest.raises(BuildError, match=r"^tcp://\S+: the cluster has had no worker for 0 seconds; [^\n]*$"):
            list(one.run(list, [[1]], str))
        some = one.run(list, [[], [2]], str)
        assert next(some) == []
        scheduler.kill()
        scheduler.wait()
        with pytest.raises(BuildError, match=r"^tcp://\S+: no Dask scheduler answers there [^\n]*$"):
            next(some)
