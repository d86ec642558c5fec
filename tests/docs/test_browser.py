"""The site in a real Chromium, from file://, offline: nothing on the console, no request, and the search works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

Window = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, site: Path) -> Iterator[Window]:
    """Opens a page of the site; anything on the console, and any request but for pages of the site, fails the test."""
    trouble: list[str] = []
    contexts: list[BrowserContext] = []

    def opened(path: str, width: int = 1366, height: int = 768, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"{path}: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"{path}: {error}"))
        page.on("request", lambda request: trouble.append(request.url) if not _own(request.url, site) else None)
        page.goto(f"{site.as_uri()}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []


def _own(url: str, site: Path) -> bool:
    return url.startswith(f"{site.as_uri()}/") and url.split("#")[0].endswith(".html")


WIDE = ("index.html", "terms/Task.html", "queries/who-is-responsible.html", "ontology.html")
NARROW = ("index.html", "terms/deadline-property.html", "queries/trace.html", "schemes/mineral.html", "ontology.html",
          "shapes/Responsibility.html", "examples/invalid-task.html")  # fmt: skip


@pytest.mark.parametrize(("width", "paths"), [(1366, WIDE), (390, NARROW)])
def test_pages_open_in_their_own_style(window: Window, width: int, paths: tuple[str, ...]) -> None:
    dark = width == 390
    for path in paths:
        page = window(path, width=width, dark=dark)
        # Without its style a page is in the browser's own type and colours; with it nothing sticks out to the side.
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "sticky"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        paper = page.evaluate("getComputedStyle(document.querySelector('section')).backgroundColor")
        assert paper == ("rgb(22, 25, 31)" if dark else "rgb(255, 255, 255)")


def test_the_search_shows_what_it_finds_alone(window: Window) -> None:
    page = window("index.html")
    concepts = page.locator("[data-concepts]")
    expect(concepts).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("牵头")
    expect(page.locator("#model")).to_be_hidden()
    expect(page.locator(".cards a:visible", has_text="leadBy").first).to_be_visible()
    expect(page.locator(".cards a[href='terms/Mine.html']")).to_be_hidden()
    expect(concepts).to_be_visible()
    assert page.locator("#found").text_content() == f"{page.locator('[data-find]:visible').count()} 项"
    page.keyboard.press("Escape")
    expect(page.locator("#model")).to_be_visible()
    page.fill("#find", "no such thing")
    expect(page.locator("#terms")).to_be_hidden()
    page.fill("#find", "PART task")  # capitals and the order of words do not count
    expect(page.locator(".cards a[href='terms/partOfTask.html']")).to_be_visible()


def test_boxes_and_arrows_of_the_diagram_lead_to_their_pages(window: Window) -> None:
    page = window("index.html")
    page.locator("#model .box", has_text="Responsibility").click()
    expect(page).to_have_title("责任分工 Responsibility · policykg")
    page.locator("svg .arrow", has_text="responsibleParty").locator("text").first.click()
    expect(page).to_have_title("责任方 responsibleParty · policykg")
    page.locator(".chips a").click()
    assert page.url.endswith("ontology.html#responsibleParty")
    page.locator("#responsibleParty a.own").click()
    expect(page).to_have_title("责任方 responsibleParty · policykg")


def test_labels_of_the_diagram_do_not_run_into_boxes_or_each_other(window: Window) -> None:
    page = window("index.html")
    crossing = page.evaluate(
        """() => {
          const boxes = [...document.querySelectorAll("#model .box .edge")].map((one) => one.getBoundingClientRect());
          const texts = [...document.querySelectorAll("#model .arrow text")].filter((one) => one.textContent.trim());
          const names = [...document.querySelectorAll("#model .box text")];
          const rect = (one) => one.getBoundingClientRect();
          const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
          const found = [];
          for (const text of texts) {
            if (boxes.some((box) => meet(rect(text), box))) found.push(text.textContent);
            for (const other of texts) {
              if (other !== text && other.textContent !== text.textContent && meet(rect(text), rect(other)))
                found.push(text.textContent + " / " + other.textContent);
            }
          }
          for (const name of names) {
            const box = rect(name.closest(".box").querySelector(".edge"));
            if (rect(name).left < box.left || rect(name).right > box.right) found.push(name.textContent);
          }
          return found;
        }"""
    )
    assert crossing == []


def test_pages_print_on_paper(window: Window) -> None:
    page = window("terms/Task.html", dark=True)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('section')).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".top nav").is_visible()
    assert page.pdf()[:5] == b"%PDF-"
