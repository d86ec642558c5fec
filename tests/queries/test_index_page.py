"""The index page of the local server in a real browser: its policy lets its own script run, and its buttons answer."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from queries import named_query, serve
from queries.catalogue import GROUPS, group_queries


def look(browser: Browser, url: str) -> list[str]:
    """Press buttons of the page and return what went wrong: console messages, and requests to anywhere else."""
    trouble: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(url) else trouble.append(request.url))
    page.goto(url)
    expect(page.locator("h3")).to_have_text([f"{zh} / {en}" for zh, en in GROUPS.values()])
    expect(page.locator("h3:has-text('gaps') + ul [data-query]")).to_have_count(len(group_queries()["gaps"]))
    page.click("[data-query=responsibilities]")
    expect(page.locator("#state")).to_have_text("8 行 / rows")
    names = [column.name for column in named_query("responsibilities").columns]
    expect(page.locator("th")).to_have_text(names)
    page.click("[data-query=findings]")
    expect(page.locator("#state")).to_have_text("2 行 / rows")
    expect(page.locator("td", has_text="<b>此句未读</b>")).to_have_count(1)
    page.fill("#text", "ASK { ?s ?p '铜'@zh }")
    page.click("#run")
    expect(page.locator("#state")).to_have_text("true")
    page.fill("#text", "CONSTRUCT WHERE { ?s a <https://w3id.org/policykg/ontology#Mine> }")
    page.click("#run")
    expect(page.locator("pre")).to_contain_text("id/mine/000000000001")
    assert trouble == []
    page.fill("#text", "DROP ALL")
    page.click("#run")
    expect(page.locator("#state")).to_contain_text("the query is an update (DROP)")
    return [words for words in trouble if "400 (Bad Request)" not in words]


def test_buttons_answer_in_a_browser(browser: Browser, stored: Path) -> None:
    with serve(stored, 0) as running:
        assert look(browser, running.url) == []
