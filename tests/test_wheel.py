"""The wheel ships everything that the rooms need, and works away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.test_rooms import ROOMS

ROOT = Path(__file__).resolve().parent.parent


def test_wheel_holds_every_file_of_the_rooms_and_works(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(clone)],
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    committed = subprocess.run(["git", "ls-files", *ROOMS], cwd=clone, capture_output=True, text=True, check=True)
    assert set(committed.stdout.splitlines()) <= names
    assert "policykg.py" in names
    run = subprocess.run(
        [sys.executable, "-c", "import policykg; policykg.main()", "build", str(ROOT / "samples"), "--out", "out"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "3 documents" in run.stdout
