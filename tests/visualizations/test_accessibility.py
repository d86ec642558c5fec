"""axe-core (MPL-2.0, from PyPI and for tests alone) looks at every view, in both themes, on a laptop and a phone."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Window = Callable[..., Page]


@pytest.fixture(scope="module")
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


SERIOUS = """(rules) => axe.run(document, { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) })
  .then(({ violations }) => violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => [one.id, node.html.slice(0, 120)])))"""


@pytest.mark.parametrize(
    ("theme", "size", "rules"),
    [
        ("light", (1366, 768), None),
        ("dark", (390, 844), None),
        ("dark", (1366, 768), ["color-contrast"]),  # what a theme changes
        ("light", (390, 844), ["color-contrast", "target-size", "scrollable-region-focusable"]),
    ],
)
def test_axe_finds_no_serious_fault(
    window: Window, axe: str, theme: str, size: tuple[int, int], rules: list[str] | None
) -> None:
    page = window("mining", width=size[0], height=size[1])
    page.evaluate(axe)
    tabs: list[str] = page.evaluate("[...document.querySelectorAll('[role=tab]')].map(tab => tab.id.slice(4))")
    more = ["tab=text&unread=1&fact=5", "tab=matrix&sort=-load&fact=8", "body=财政厅&fact=30", "task=加大财税支持"]
    faults = []
    for address in [*(f"tab={tab}" for tab in tabs), *more]:
        page.evaluate("address => location.hash = address", f"{address}&theme={theme}")
        page.evaluate("new Promise((done) => requestAnimationFrame(done))")
        page.evaluate("document.querySelectorAll('main section details').forEach((one) => { one.open = true; })")
        found: list[Any] = page.evaluate(SERIOUS, rules)
        faults += [(address, *fault) for fault in found]
    assert faults == []


@pytest.mark.parametrize(("dark", "rules"), [(False, None), (True, ["color-contrast"])])
def test_axe_finds_no_serious_fault_in_a_dialog_and_in_a_search(
    window: Window, axe: str, dark: bool, rules: list[str] | None
) -> None:
    page = window("mining", dark=dark)
    page.evaluate(axe)
    page.fill("#search", "财税")
    page.press("#search", "ArrowDown")
    assert page.evaluate(SERIOUS, rules) == []
    page.fill("#search", "没有的词")
    assert page.evaluate(SERIOUS, rules) == []
    page.press("#search", "Escape")
    page.click("#about")
    assert page.evaluate(SERIOUS, rules) == []


@pytest.mark.parametrize(
    ("dark", "width", "rules"), [(False, 1366, None), (True, 390, ["color-contrast", "target-size"])]
)
def test_axe_finds_no_serious_fault_where_questions_are_asked(
    window: Window, axe: str, dark: bool, width: int, rules: list[str] | None
) -> None:
    page = window("mining+sparql", "#tab=ask", width=width, dark=dark)
    page.evaluate(axe)
    assert page.evaluate(SERIOUS, rules) == []
    page.click("[data-query=responsibilities]")
    expect(page.locator(".answers tbody tr").first).to_be_visible()
    page.evaluate("document.querySelectorAll('#view-ask details').forEach((one) => { one.open = true; })")
    assert page.evaluate(SERIOUS, rules) == []
    page.fill("#ask-text", "SELECT nonsense")
    page.click("#view-ask .go")
    expect(page.locator("#view-ask .failure:not(:empty)")).to_be_visible()
    assert page.evaluate(SERIOUS, rules) == []
