"""Other ways of running a build's functions over lists: what the README shows for Ray and Spark, and any other."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from graph_builder import build

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = {
    re.findall(r"out/(\w+)", block)[0]: block
    for block in re.findall(
        r"```python\n(.*?)```", (ROOT / "graph_builder" / "README.md").read_text("utf-8"), re.DOTALL
    )
    if "scheduler=" in block
}


@pytest.fixture(scope="module")
def graph(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (build([samples], tmp_path_factory.mktemp("graph") / "out", "policykg").out / "graph.nq").read_bytes()


class Threads:
    """Runs batches in threads, with nothing but what can be sent to other machines."""

    shares_files = False

    def run(
        self,
        work: Callable[[Sequence[Any]], list[Any]],
        batches: Iterable[Sequence[Any]],
        given_up: Callable[[Any], Any],
    ) -> Generator[list[Any]]:
        assert callable(given_up)
        sent = pickle.dumps(work)
        with ThreadPoolExecutor(3) as pool:
            yield from pool.map(lambda batch: pickle.loads(sent)(batch), map(list, batches))  # noqa: S301 - our own


def test_whatever_runs_functions_over_lists_builds_the_same(samples: Path, graph: bytes, tmp_path: Path) -> None:
    report = build([samples], tmp_path / "out", "policykg", scheduler=Threads())
    assert (report.out / "graph.nq").read_bytes() == graph


def test_the_examples_are_ten_lines() -> None:
    assert set(EXAMPLES) == {"ray", "spark"}
    for block in EXAMPLES.values():
        (body,) = re.findall(r"^class .*?(?=^build)", block, re.DOTALL | re.MULTILINE)
        assert len([line for line in body.splitlines() if line.strip()]) <= 10


@pytest.mark.parametrize(("name", "package"), [("ray", "ray"), ("spark", "pyspark")])
@pytest.mark.filterwarnings("ignore")
def test_the_example_of_the_readme_builds_the_same(
    name: str, package: str, graph: bytes, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    shutil.copytree(samples, tmp_path / "samples")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    try:
        exec(EXAMPLES[name], {"__name__": "example"})  # noqa: S102 - our own documentation
    finally:
        if name == "ray":
            import ray

            ray.shutdown()
        else:
            from pyspark import SparkContext

            SparkContext.getOrCreate().stop()
    assert (tmp_path / "out" / name / "graph.nq").read_bytes() == graph
