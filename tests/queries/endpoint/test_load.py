"""The local server under load: many clients at once, some of whose queries do not end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="memory and processes are read from /proc")
def test_clients_meet_no_error_but_the_time_limit(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "serving.py"), "--fresh"]
    command += ["--clients", "32", "--seconds", "5", "--time-limit", "2"]
    space = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, env=space)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "errors: none but the time limit" in done.stdout
    many = {(kind, how): int(n) for kind, how, n in re.findall(r"^(\w+) +(\w+) +(\d+)$", done.stdout, re.MULTILINE)}
    assert {how for kind, how in many if kind == "endless"} == {"504"}
    assert {how for kind, how in many if kind != "endless"} == {"200"}
    assert many["named", "200"] > 5
    memory = re.search(r"^  server +([\d ]+) MB$", done.stdout, re.MULTILINE)
    assert memory
    tenths = list(map(float, memory[1].split()))
    assert len(tenths) > 2
    assert max(tenths) < min(tenths) + 25  # of three answers of 8 MB, on their way at once; it has some 50 itself
    assert max(tenths) < 120
    left = re.search(r"(\d+) processes, (\d+) open files, busy for ([\d.]+) of the next second", done.stdout)
    assert left
    assert int(left[1]) <= 1 + 2 * max(2, os.cpu_count() or 1)  # itself, and each oxigraph with its keeper
    assert int(left[2]) < 40
    assert float(left[3]) < 0.5
    assert list(tmp_path.iterdir()) == []  # no folder stays behind
