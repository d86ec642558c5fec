"""The text with its facts: from fact to fact, what was not read, long texts, and the way back to what a fact became."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.visualizations.notice import Notice

Window = Callable[..., Page]


def test_keys_go_from_fact_to_fact(window: Window) -> None:
    page = window("mining", "#tab=text")
    expect(page.locator("[data-at-fact]")).to_have_text("59 处")
    page.focus(".paper")
    page.keyboard.press("n")
    expect(page.locator("[data-at-fact]")).to_have_text("1/59")
    expect(page.locator(".paper mark.chosen")).to_have_class("reference chosen")
    page.keyboard.press("n")
    expect(page.locator("[data-at-fact]")).to_have_text("2/59")
    page.keyboard.press("p")
    expect(page.locator("[data-at-fact]")).to_have_text("1/59")
    page.keyboard.press("p")
    expect(page.locator("[data-at-fact]")).to_have_text("59/59")
    expect(page.locator(".paper mark.chosen").first).to_be_in_viewport()
    page.click("[data-action=next]")
    expect(page.locator("[data-at-fact]")).to_have_text("1/59")


def test_tasks_stand_beside_the_text(window: Window) -> None:
    page = window("mining", "#tab=text")
    entries = page.locator(".contents li")
    expect(entries).to_have_count(12)
    expect(page.locator(".contents .nobody")).to_have_count(3)
    entries.nth(8).locator("button").click()
    expect(page.locator(".paper mark.chosen")).to_have_text("四（四）加大财税支持。")
    expect(page.locator(".paper mark.chosen")).to_be_in_viewport()
    expect(page.locator("#panel")).to_contain_text("拉萨海关")
    page.locator(".paper mark.duty", has_text="拉萨海关").first.click()
    expect(page.locator(".contents [aria-current=true]")).to_have_text("四（四）加大财税支持")


def test_what_was_not_read_is_shown_apart(window: Window) -> None:
    page = window("mining", "#tab=text")
    toggle = page.locator("[data-action=unread]")
    expect(toggle).to_have_text("未读出 1")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".paper mark.unread")).to_be_in_viewport()
    ground = "name => getComputedStyle(document.querySelector(`.paper mark.${name}`)).backgroundColor"
    assert page.evaluate(ground, "duty") == "rgba(0, 0, 0, 0)"
    assert page.evaluate(ground, "unread") != "rgba(0, 0, 0, 0)"
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(ground, "duty") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("network", "#view-network #picture"),
        ("matrix", ".matrix td.chosen"),
        ("dossier", "#view-dossier tr.chosen"),
    ],
)
def test_a_sentence_leads_back_to_what_it_became(window: Window, way: str, found: str) -> None:
    page = window("mining", "#tab=text")
    page.locator(".paper mark.duty", has_text="国税局").first.click()
    page.click(f"#panel [data-way={way}]")
    expect(page.locator(found)).to_be_in_viewport()
    expect(page.locator("#panel .sentence mark")).to_contain_text("国税局")


def test_a_long_text_opens_quickly(browser: object, tmp_path: Path) -> None:
    from playwright.sync_api import Browser

    from tests.visualizations.conftest import graph_of
    from visualizations import draw

    assert isinstance(browser, Browser)
    notice = Notice("long", "长文件工作方案", "long.txt", "测发〔2020〕1号")
    for sequence in range(1, 401):
        task = notice.task(sequence, f"（{sequence}）", f"推进第{sequence}项工作")
        notice.say("各单位按照本条要求抓好落实，确保各项措施见到实效。" * 40)
        notice.duty(task, 1, "lead", f"第{sequence % 50}主管局", notice.say(f"（第{sequence % 50}主管局牵头）\n"))
    assert len(notice.text) > 400_000
    file = tmp_path / "long.html"
    draw(graph_of(tmp_path, "long", notice.close()), file)
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{file.as_uri()}#tab=matrix")
    took = page.evaluate(
        """async () => {
          const start = performance.now();
          document.getElementById("tab-text").click();
          await new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done))));
          return performance.now() - start;
        }"""
    )
    expect(page.locator(".contents li")).to_have_count(400)
    assert took < 3000  # about 300 ms on a machine of its own
    page.locator(".contents button").last.click()
    expect(page.locator(".paper mark.chosen")).to_have_text("（400）推进第400项工作。")
    expect(page.locator(".paper mark.chosen")).to_be_in_viewport()
    page.close()
