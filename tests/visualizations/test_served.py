"""The page from the local server: the policy in its header lets the page run, as its own does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from queries import serve
from tests.visualizations import notice
from tests.visualizations.waiting import until


def test_served_page_runs(browser: Browser, drawn: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(notice.mining_notice().close(), encoding="utf-8", newline="\n")
    trouble: list[str] = []
    with serve(tmp_path, 0, drawn("mining")) as running:
        page = browser.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(str(running.explorer))
        until(page, "window.policykg && policykg.labels().length")
        # A script that is not in the page's own policy, or in the header, does not run.
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.evil = 1'}))"
        )
        assert page.evaluate("window.evil === undefined")
        page.close()
    assert len(trouble) >= 1
    assert all("Content Security Policy" in words for words in trouble)
