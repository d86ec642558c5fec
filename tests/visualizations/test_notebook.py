"""The page in the frame of a notebook: it works there as in a file, and touches nothing around it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from queries import Graph
from tests.visualizations import notice
from tests.visualizations.conftest import graph_of
from tests.visualizations.waiting import until
from visualizations import show

NOTEBOOK = "<!DOCTYPE html><meta charset='utf-8'><title>Notebook</title><h1>In [1]</h1>{}"


@pytest.fixture
def notebook(browser: Browser) -> Iterator[Page]:
    """A page to put cells into, offline; anything on its console fails the test."""
    trouble: list[str] = []
    context = browser.new_context(offline=True, accept_downloads=True, viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    context.close()
    assert trouble == []


def shown(page: Page, folder: Path, cell: str) -> Frame:
    """Open a notebook with the output of a cell, and wait for the page in it."""
    (folder / "notebook.html").write_text(NOTEBOOK.format(cell), encoding="utf-8")
    page.goto((folder / "notebook.html").as_uri())
    frame = page.frames[1]
    until(frame, "window.policykg && policykg.labels().length")
    return frame


def test_a_result_shows_itself_and_works(notebook: Page, mining: Graph, tmp_path: Path) -> None:
    result = show(mining, height=640)
    assert len(repr(result)) < 200
    frame = shown(notebook, tmp_path, result._repr_html_())
    assert notebook.locator("iframe").bounding_box()["height"] >= 640  # type: ignore[index]
    assert frame.url == "about:srcdoc"
    frame.fill("#search", "czt")
    frame.press("#search", "Enter")
    expect(frame.locator("#panel h2")).to_have_text("财政厅")
    frame.click("#panel .totext >> nth=0")
    expect(frame.locator("#tab-text")).to_have_attribute("aria-selected", "true")
    frame.click("#tab-matrix")
    expect(frame.locator("#view-matrix")).to_be_visible()
    frame.click("#language")
    expect(frame.locator("html")).to_have_attribute("lang", "en")
    with notebook.expect_download() as waiting:
        frame.click("[data-action=csv]")
    assert waiting.value.suggested_filename.endswith(".csv")
    assert notebook.url.endswith("notebook.html")  # the address of the notebook is its own
    assert notebook.evaluate("history.length") <= 2
    assert notebook.title() == "Notebook"


def test_it_answers_sparql_there_as_well(notebook: Page, mining: Graph, tmp_path: Path, sparql_package: Path) -> None:
    frame = shown(notebook, tmp_path, show(mining, sparql=sparql_package)._repr_html_())
    frame.click("#tab-ask")
    frame.click("[data-query=tasks]")
    expect(frame.locator(".answers tbody tr")).to_have_count(12)


def test_hostile_titles_stay_within_the_frame(notebook: Page, tmp_path: Path) -> None:
    hostile = graph_of(tmp_path, "hostile", notice.hostile_notice().close())
    frame = shown(notebook, tmp_path, show(hostile, title="\"><script>window.evil = 1</script>'")._repr_html_())
    assert notebook.locator("script, img").count() == 0
    assert notebook.evaluate("() => window.evil === undefined")
    assert frame.evaluate("() => window.evil === undefined")
    assert frame.locator("h1").text_content() == "\"><script>window.evil = 1</script>'"


def test_the_frame_sees_nothing_of_the_notebook(notebook: Page, mining: Graph, tmp_path: Path) -> None:
    frame = shown(notebook, tmp_path, show(mining)._repr_html_())
    assert frame.evaluate("() => origin") == "null"
    assert frame.evaluate("() => { try { return parent.document.title; } catch (error) { return error.name; } }") == (
        "SecurityError"
    )
