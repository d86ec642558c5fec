"""What all tests share: the folder of real documents, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the real documents and their gold annotations; it lies beside the checkout."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder of real documents is missing in CI")
        pytest.skip("the folder of real documents does not lie beside this checkout")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """Folder of the sample documents written for the project."""
    return ROOT / "samples"
