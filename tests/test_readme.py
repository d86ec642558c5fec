"""Everything the README tells a newcomer to type is typed."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.catalogue import group_queries

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder


def free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="module")
def store(checkout: Path) -> Iterator[None]:
    """The store that the README starts, on the port that it names."""
    (line,) = re.findall(r"^oxigraph serve .*$", README, re.MULTILINE)
    port = int(line.rsplit(":", 1)[1])
    assert free(port), f"port {port} of the README's example is taken"
    scripts = Path(sysconfig.get_path("scripts"))
    (checkout / "out").mkdir(exist_ok=True)
    with subprocess.Popen(
        [str(scripts / "oxigraph"), *line.split()[1:]], cwd=checkout, stderr=subprocess.DEVNULL
    ) as run:
        for _ in range(200):
            if not free(port):
                break
            time.sleep(0.05)
        yield
        run.terminate()


@pytest.mark.usefixtures("store")
def test_commands_of_the_readme_run(checkout: Path) -> None:
    path = f"{sysconfig.get_path('scripts')}:/usr/bin:/bin"
    lines = [line for block in BLOCKS for line in block.splitlines() if line and not line.startswith("oxigraph serve")]
    assert len(lines) > 12
    for line in lines:
        run = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], cwd=checkout, env={"PATH": path, "HOME": str(checkout)},
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert run.returncode == 0, f"{line}\n{run.stderr}"
        assert run.stdout.strip(), line


def test_every_command_and_both_languages_are_there() -> None:
    for command in ("build", "review", "explain", "query", "draw", "check", "export", "load", "serve", "mcp", "text"):
        for half in README.split("## 中文"):
            assert f"| `policykg {command} " in half, command
    assert README.count("## 中文") == 1
    assert {"make graph", "make test"} <= set(re.findall(r"make \w+", README))


def test_every_question_stands_in_its_group_in_both_languages() -> None:
    english, chinese = README.split("## 中文")
    for part in (english, chinese):
        for group, queries in group_queries().items():
            (row,) = re.findall(rf"^\| `{group}`.*$", part, re.MULTILINE)
            assert set(re.findall(r"`([a-z-]+)`", row)) == {group, *(query.name for query in queries)}


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
