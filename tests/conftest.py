"""What all tests share: the folder of real documents, where there is one."""

from __future__ import annotations

import os
import signal
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


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heard() -> None:
    """Hear what nohup and jobs in the background are deaf to: what a test starts inherits it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
