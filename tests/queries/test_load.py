"""The local server under load: several clients at once, some of whose queries do not end."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_clients_meet_no_error_but_the_time_limit() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "serving.py"), "--clients", "8", "--seconds", "6"]
    done = subprocess.run([*command, "--time-limit", "4"], capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "errors: none but the time limit" in done.stdout
    many = {(kind, how): int(n) for kind, how, n in re.findall(r"^(\w+) +(\w+) +(\d+)$", done.stdout, re.MULTILINE)}
    assert many["named", "200"] > 50
    assert many["page", "200"] > 5
    assert many["endless", "504"] > 0
    first, last = (float(size) for size in re.findall(r"server at most (\d+) MB", done.stdout))
    assert last < first + 60
    busy = re.search(r"busy for ([\d.]+) of the next second", done.stdout)
    assert busy
    assert float(busy[1]) < 0.5
