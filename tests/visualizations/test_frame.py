"""The frame of the page: addresses, themes, languages, phones, keys, and what a newcomer finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.visualizations.waiting import until
from visualizations.themes import GROUNDS, INKS, ROLE_INKS, palette

Window = Callable[..., Page]
DEVELOPMENT = "org/53d15c556539976959d4"  # 发展改革委
SIZES = [(1366, 768), (1920, 1080), (390, 844)]
SCRIPTS = sorted((Path(str(files("visualizations"))) / "template").rglob("*.js"))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1])
def test_words_stand_out_from_every_ground(theme: int) -> None:
    for name, ink in {**INKS, **ROLE_INKS}.items():
        for ground, colour in GROUNDS.items():
            bright, dim = sorted((luminance(ink[theme]), luminance(colour[theme])), reverse=True)
            assert (bright + 0.05) / (dim + 0.05) >= 4.5, (name, ground)


def test_every_colour_that_is_asked_for_is_given() -> None:
    own = palette()
    for file in (Path(str(files("visualizations"))) / "template").rglob("*.css"):
        text = file.read_text(encoding="utf-8")
        for name in set(re.findall(r"var\(--([\w-]+)\)", text)) - {"role", "head", "lines", "part"}:
            assert f"--{name}:" in own + text, (file.name, name)


def test_both_languages_have_the_same_words(window: Window) -> None:
    page = window("mining")
    words: dict[str, dict[str, Any]] = page.evaluate("policykg.words")
    assert words["zh"].keys() <= words["en"].keys()
    assert len(words["zh"]) > 150
    used = {key for file in SCRIPTS for key in re.findall(r"\b(?:say|sayOne)\(\"([\w-]+)\"", file.read_text("utf-8"))}
    assert used - words["zh"].keys() == set()


@pytest.mark.parametrize("name", ["samples", "plans"])
def test_no_view_lacks_a_word_in_english(window: Window, name: str) -> None:
    page = window(name, "#lang=en")
    tabs: list[str] = page.evaluate("[...document.querySelectorAll('[role=tab]')].map(tab => tab.id.slice(4))")
    for address in [*(f"tab={tab}" for tab in tabs), "fact=0", "fact=9&tab=text", "edge=3", "task=加大财税支持"]:
        page.evaluate("address => location.hash = `${address}&lang=en`", address)
        page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    assert page.evaluate("policykg.unsaid()") == []
    own = page.locator("button:visible, h3:visible, [role=tab]").evaluate_all(
        "all => all.filter(one => !one.closest('#documents') && !one.querySelector('*')).map(one => one.textContent)"
    )
    assert "Gaps" in " ".join(page.locator("[role=tab]").all_text_contents())
    assert len(own) > 3


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("#task=加大财税支持", "四（四） 加大财税支持"),
        ("#task=四（四）", "四（四） 加大财税支持"),
        ("#task=doc/seed/task/9", "四（四） 加大财税支持"),
        (f"#node={DEVELOPMENT}", "发展改革委"),
    ],
)
def test_addresses_call_things_by_name(window: Window, address: str, heading: str) -> None:
    page = window("mining", address)
    expect(page.locator("#panel h2")).to_have_text(heading)


def test_address_names_a_document(window: Window) -> None:
    page = window("few", "#doc=测发〔2020〕2号&tab=matrix")
    expect(page.locator("#documents")).to_have_value("doc/doc1")
    expect(page.locator(".matrix tbody tr")).to_have_count(4)


def test_theme_is_chosen_kept_in_the_address_and_let_go(window: Window) -> None:
    page = window("mining", dark=True)
    ground = "getComputedStyle(document.querySelector('main > section')).backgroundColor"
    dark, light = "rgb(22, 25, 31)", "rgb(255, 255, 255)"
    assert page.evaluate(ground) == dark
    page.click("#theme")
    expect(page.locator("#theme")).to_have_attribute("aria-label", "主题：浅色")
    assert page.evaluate(ground) == light
    assert "theme=light" in page.url
    page.click("#tab-matrix")
    page.reload()
    assert page.evaluate(ground) == light
    page.click("#theme")
    assert page.evaluate(ground) == dark
    page.emulate_media(color_scheme="light")
    assert page.evaluate(ground) == dark
    page.click("#theme")
    assert page.evaluate(ground) == light
    assert "theme" not in page.url
    page.go_back()
    until(page, f"{ground} === '{dark}'")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_flows_over_on_any_screen(window: Window, size: tuple[int, int], dark: bool) -> None:
    page = window("samples", width=size[0], height=size[1], dark=dark)
    tabs: list[str] = page.evaluate("[...document.querySelectorAll('[role=tab]')].map(tab => tab.id.slice(4))")
    for address in [*(f"tab={tab}" for tab in tabs), *(f"tab={tab}&fact=8" for tab in tabs), "body=财政部"]:
        page.evaluate("address => location.hash = address", address)
        page.evaluate("new Promise((done) => requestAnimationFrame(done))")
        assert page.evaluate("document.documentElement.scrollWidth") == size[0], address
        wide = page.evaluate(
            "width => [...document.querySelectorAll('.bar-row > *, .actions > *, .lists > *, #panel > *, .tools > *')]"
            ".filter(one => one.getClientRects().length && one.getBoundingClientRect().right > width + 1)"
            ".map(one => one.className || one.id)",
            size[0],
        )
        assert wide == [], address
    for tab in tabs:
        page.click(f"#tab-{tab}")
        expect(page.locator(f"#tab-{tab}")).to_be_in_viewport()
        expect(page.locator(f"#view-{tab}")).to_be_visible()


def test_keyboard_reaches_all_and_comes_back(window: Window) -> None:
    page = window("mining", "#tab=matrix")
    page.keyboard.press("Tab")
    expect(page.locator("#skip-view")).to_be_focused()
    expect(page.locator("#skip-view")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#view-matrix")).to_be_focused()
    page.focus("#about")
    page.keyboard.press("Enter")
    expect(page.locator("#about-box")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#about")).to_be_focused()
    cell = page.locator("td button[data-fact]").first
    cell.click()
    expect(page.locator("#panel h2")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("任务")
    page.focus("#panel .close")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('#view-matrix, [role=tab]') !== null")


def test_every_stop_of_the_tab_key_is_seen(window: Window) -> None:
    page = window("mining", "#tab=matrix")
    stops = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        stop: dict[str, Any] = page.evaluate(
            """() => { const one = document.activeElement, style = getComputedStyle(one), at = one.getBoundingClientRect();
              return { name: one.id || one.className || one.tagName, seen: one === document.body || (at.width > 2 && style.outlineStyle !== "none") }; }"""
        )
        assert stop["seen"], stop
        stops.add(stop["name"])
    assert {"skip-view", "search", "theme", "language", "about", "tab-matrix"} <= stops


def test_motion_is_reduced_on_request(window: Window) -> None:
    page = window("mining")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.querySelector('summary'), '::before').transitionDuration") == "0s"


@pytest.mark.parametrize(
    ("size", "words"), [(SIZES[0], "财税"), (SIZES[1], "税收"), (SIZES[2], "税收支持"), (SIZES[0], "税收")]
)
def test_a_newcomer_finds_who_and_where_it_says_so(window: Window, size: tuple[int, int], words: str) -> None:
    """Three actions: into the field, the words of the question, Enter; a fourth leads into the text itself."""
    page = window("samples", "#doc=藏政办发〔2017〕1号" if words == "税收" else "", width=size[0], height=size[1])
    start = monotonic()
    page.click("#search")
    page.keyboard.type(words)
    expect(page.locator("#results [role=option]").first).to_contain_text("加大财税支持")
    page.keyboard.press("Enter")
    role = page.locator("#panel .role").first
    expect(role).to_have_text("负责")
    for seen in (role, page.locator("#panel .party", has_text="财政厅"), page.locator("#panel .sentence mark").first):
        expect(seen).to_be_in_viewport(ratio=1)  # without scrolling
    expect(page.locator("#panel .kind")).to_contain_text("西藏自治区有色金属工业转型增效实施方案")
    expect(page.locator("#panel .sentence mark").first).to_contain_text("财政厅")
    page.locator("#panel .totext").first.click()
    expect(page.locator(".paper mark.chosen").first).to_be_in_viewport()
    assert monotonic() - start < 20


def test_the_hint_is_of_the_view_and_the_ways_lead_elsewhere(window: Window) -> None:
    page = window("mining")
    expect(page.locator("#panel .hint")).to_contain_text("点击图中的点或线")
    page.click("#tab-matrix")
    expect(page.locator("#panel .hint")).to_contain_text("格中的角色")
    page.fill("#search", "财政厅")
    page.press("#search", "Enter")
    expect(page.locator("#panel .ways [data-way=network]")).to_have_count(1)
    page.click("#tab-network")
    expect(page.locator("#panel .ways [data-way=network]")).to_have_count(0)
    expect(page.locator("#panel .ways [data-way=matrix]")).to_have_count(1)
    expect(page.locator("#panel dt abbr")).to_have_attribute("title", re.compile("中介中心性"))
