"""The index page of the local server in a real browser: its policy lets its own script run, and its buttons answer."""

from __future__ import annotations

import re
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
    expect(page.locator("section h3")).to_have_text([f"{zh} / {en}" for zh, en in GROUPS.values()])
    expect(page.locator("h3:has-text('gaps') + ul [data-query]")).to_have_count(len(group_queries()["gaps"]))
    page.click("[data-query=responsibilities]")
    expect(page.locator("#state")).to_have_text("8 行 / rows")
    first = named_query("responsibilities").columns[0]
    names = [column.name for column in named_query("responsibilities").columns]
    expect(page.locator("th")).to_contain_text(names)
    expect(page.locator("th small").first).to_have_text(f"{first.zh} / {first.en}")
    page.click("[data-query=findings]")
    expect(page.locator("#state")).to_have_text("2 行 / rows")
    expect(page.locator("td", has_text="<b>此句未读</b>")).to_have_count(1)
    expect(page.locator("#text")).to_be_hidden()
    page.click("#sparql summary")
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


def fill_in(browser: Browser, url: str) -> None:
    """Give values for the parameters of named queries in their fields."""
    page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
    page.goto(url)
    page.click("[data-query=body-responsibilities]")
    expect(page.locator("#state")).to_contain_text("行 / rows")
    every = page.inner_text("#state")
    field = page.get_by_label(named_query("body-responsibilities").parameters[0].zh)
    expect(field).to_have_attribute("placeholder", "例 / e.g. 发展改革")
    field.fill('自然资源厅" } #')
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_text("0 行 / rows")
    expect(page.locator("#text")).to_have_value(re.compile(r'\\" \} #'))
    field.fill("")
    page.click("#ask")
    expect(page.locator("#state")).to_have_text(every)
    page.click("[data-query=who-by-place]")
    needed = page.locator("#fields input[required]")
    expect(needed).to_have_value("示例省")
    expect(page.locator("#fields input:not([required])").first).to_have_value("")
    page.click("[data-query=timeline]")
    page.locator("#fields input").first.fill("昨天")
    page.click("#ask")
    expect(page.locator("#state")).to_contain_text("a day as YYYY-MM-DD is needed")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_parameters_are_fields(browser: Browser, stored: Path) -> None:
    with serve(stored, 0) as running:
        fill_in(browser, running.url)


def test_buttons_answer_in_a_browser(browser: Browser, stored: Path) -> None:
    with serve(stored, 0) as running:
        assert look(browser, running.url) == []


def complete(browser: Browser, url: str) -> list[str]:
    """Write a query with the keyboard and return what went wrong."""
    trouble: list[str] = []
    page = browser.new_context().new_page()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(url)
    page.context.set_offline(True)  # completion asks nobody
    text, words = page.locator("#text"), page.locator("#words li")
    text.focus()
    page.keyboard.type("SELECT ?mine WHERE { ?mine a pol:Min")
    expect(words.first).to_have_text("pol:Mine 矿山 / mine (class)")
    expect(words.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(words).to_have_count(0)
    expect(text).to_be_focused()
    page.keyboard.type(" ; pol:牵头")
    expect(words.first).to_contain_text("pol:leadBy")
    page.keyboard.press("Escape")
    expect(page.locator("#words")).to_be_hidden()
    for _ in "牵头":
        page.keyboard.press("Backspace")
    page.keyboard.type("mineral")
    expect(words.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(words.nth(1)).to_have_attribute("aria-selected", "true")
    expect(text).to_have_attribute("aria-activedescendant", "word-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type(" mineral:铜")
    page.keyboard.press("Enter")
    page.keyboard.type(" } # pol:")
    expect(page.locator("#words")).to_be_hidden()
    space = "https://w3id.org/policykg/"
    expect(text).to_have_value(
        f"PREFIX mineral: <{space}mineral/>\nPREFIX pol: <{space}ontology#>\n"
        "SELECT ?mine WHERE { ?mine a pol:Mine ; pol:mineral mineral:copper } # pol:"
    )
    for quiet in ('ASK { ?s ?p "pol:', "ASK { <http://x/pol:", "ASK { ?pol"):
        page.fill("#text", "")
        page.keyboard.type(quiet)
        expect(page.locator("#words")).to_be_hidden()
    page.fill("#text", "")
    page.keyboard.type("ASK { ?s a Tas")
    page.keyboard.press("Control+Space")
    page.click("#words li:has-text('pol:Task ')")
    expect(text).to_have_value(f"PREFIX pol: <{space}ontology#>\nASK {{ ?s a pol:Task")
    page.keyboard.type(" }")
    page.context.set_offline(False)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#state")).to_have_text("true")
    page.fill("#text", "SELECT ?mine { ?mine a <https://w3id.org/policykg/ontology#Mine> }")
    page.keyboard.press("Control+Enter")
    page.click("td a >> nth=0")
    page.wait_for_url(f"{url}id/mine/*")
    return [one for one in trouble if "404" not in one]


def test_terms_are_completed_in_a_browser(browser: Browser, stored: Path) -> None:
    with serve(stored, 0) as running:
        assert complete(browser, running.url) == []
