"""The map in a real Chromium: marks where the places are, near ones as one, each leading to its words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.visualizations.test_gaps import saved
from tests.visualizations.waiting import until

Window = Callable[..., Page]


def at(page: Page, name: str) -> tuple[float, float]:
    """Middle of the mark of a place by its name."""
    box = page.locator(".site", has=page.locator("title", has_text=name)).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_marks_stand_as_they_lie(window: Window) -> None:
    page = window("plans", "#tab=map")
    expect(page.locator(".site")).to_have_count(3)
    (yulong, qulong, zabuye) = (at(page, name) for name in ("玉龙", "驱龙", "扎布耶"))
    assert zabuye[0] < qulong[0] < yulong[0]
    assert zabuye[1] < qulong[1]
    assert yulong[1] < qulong[1]
    assert sorted(page.locator(".site-labels text").all_text_contents()) == ["扎布耶盐湖锂矿", "玉龙铜矿", "驱龙铜矿"]
    expect(page.locator(".sketch")).to_have_text("示意图，不作为划界依据")
    expect(page.locator(".inset text")).to_have_text("南海诸岛")


def test_a_mark_and_a_row_lead_to_the_sentence(window: Window) -> None:
    page = window("plans", "#tab=map")
    page.mouse.click(*at(page, "玉龙"))
    expect(page.locator("#panel h2")).to_have_text("玉龙铜矿")
    expect(page.locator("#panel .sentence mark")).to_have_text("玉龙铜矿")
    expect(page.locator(".site-row.chosen")).to_contain_text("玉龙铜矿")
    page.click(".site-row:has-text('扎布耶')")
    expect(page.locator("#panel h2")).to_have_text("扎布耶盐湖锂矿")
    expect(page.locator(".site.chosen title")).to_contain_text("扎布耶")


def test_near_marks_are_one_until_one_comes_nearer(window: Window) -> None:
    page = window("mining", "#tab=map")
    before = page.locator(".cluster").count()
    assert before > 0
    shown = sum(int(words) for words in page.locator(".cluster text").all_text_contents())
    assert shown + page.locator(".site").count() == 13 + 1 + 3  # mines, the park, the bases amid their mines
    page.locator(".cluster").first.click()
    until(page, f"document.querySelectorAll('.cluster').length < {before}")
    for _ in range(6):
        if page.locator(".cluster").count() == 0:
            break
        page.locator(".cluster").first.click()
    page.click(".map-buttons [data-action=wholeCountry]")
    assert page.locator(".cluster").count() > 0
    page.click(".map-buttons [data-action=fit]")
    expect(page.locator(".cluster")).to_have_count(before)


def test_zoom_and_pan_by_wheel_drag_and_keys(window: Window) -> None:
    page = window("plans", "#tab=map")
    x, y = at(page, "驱龙")
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    near = at(page, "驱龙")
    assert abs(near[0] - x) < 3
    assert abs(near[1] - y) < 3
    page.mouse.move(x + 60, y + 60)
    page.mouse.down()
    page.mouse.move(x + 160, y + 110, steps=4)
    page.mouse.up()
    moved = at(page, "驱龙")
    assert abs(moved[0] - x - 100) < 3
    assert abs(moved[1] - y - 50) < 3
    assert "node=" not in page.url
    page.focus(".map")
    page.keyboard.press("ArrowRight")
    assert abs(at(page, "驱龙")[0] - moved[0] + 60) < 3
    page.keyboard.press("0")
    assert abs(at(page, "驱龙")[0] - x) < 3


def test_only_a_mineral(window: Window) -> None:
    page = window("plans", "#tab=map")
    page.select_option("[data-choice=ore]", label="锂")
    expect(page.locator(".site")).to_have_count(1)
    expect(page.locator(".site-row")).to_have_count(1)
    assert "ore=mineral/lithium" in page.url


def test_approximate_places_are_hollow_and_unknown_ones_only_listed(window: Window) -> None:
    page = window("mining", "#tab=map")
    expect(page.locator(".site-row:has-text('帮浦')")).to_contain_text("近似：标在墨竹工卡县驻地")
    assert page.locator(".site.hollow:has-text('藏青工业园')").count() == 1
    expect(page.locator("[data-kind=unlocated] .site-row")).to_contain_text(["结巴至桑日铜多金属矿"])


def test_csv_has_positions_and_where_they_come_from(window: Window) -> None:
    rows = list(csv.DictReader(io.StringIO(saved(window("plans", "#tab=map"), "#view-map [data-action=csv]"))))
    yulong = next(row for row in rows if row["名称"] == "玉龙铜矿")
    assert (yulong["纬度"], yulong["经度"], yulong["坐标来源"]) == ("31.4", "97.7", "USGS SIR 2010-5090-Z")
    assert yulong["矿种"] == "铜"


def test_no_tab_where_no_place_is_located(window: Window) -> None:
    for name in ("few", "hostile"):
        page = window(name, "#tab=map")
        expect(page.locator("#tab-map")).to_have_count(0)
        expect(page.locator("#tab-network")).to_have_attribute("aria-selected", "true")


def test_fits_a_phone_and_speaks_english(window: Window) -> None:
    page = window("plans", "#tab=map&lang=en", width=390, height=844)
    expect(page.locator(".sketch")).to_have_text("A sketch; not a statement on any boundary")
    for name in ("玉龙", "驱龙", "扎布耶"):
        assert 52 < at(page, name)[0] < 385
    assert page.evaluate("document.documentElement.scrollWidth") == 390
