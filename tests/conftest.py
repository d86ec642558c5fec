"""What all tests share: the folder of real documents and a real browser, where there are any."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; it ends with the file of its tests, as others start processes of their own."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing in CI")
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heard() -> None:
    """Hear what nohup and jobs in the background are deaf to: what a test starts inherits it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
