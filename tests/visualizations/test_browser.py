"""The page in a real Chromium, from file://, offline. The `window` fixture fails on any console message or request."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.visualizations.notice import HOSTILE
from tests.visualizations.test_layout import meet
from tests.visualizations.waiting import painted, until

Window = Callable[..., Page]
DEVELOPMENT = "org/53d15c556539976959d4"  # 发展改革委


def label_boxes(page: Page) -> list[dict[str, Any]]:
    """Where the labels are once what was done before is painted."""
    painted(page)
    boxes: list[dict[str, Any]] = page.evaluate("policykg.labels()")
    return boxes


def box(of: dict[str, Any]) -> tuple[float, float, float, float]:
    return of["left"], of["top"], of["right"], of["bottom"]


def node_at(page: Page, node: str) -> tuple[float, float]:
    """Where a node's mark is on the screen."""
    mark = page.evaluate("id => policykg.marks().find((mark) => mark.id === id)", node)
    canvas = page.locator("#picture").bounding_box()
    assert canvas
    return canvas["x"] + mark["x"], canvas["y"] + mark["y"]


@pytest.mark.parametrize("name", ["mining", "few", "many"])
def test_labels_are_no_mud(window: Window, name: str) -> None:
    page = window(name)
    labels, marks = label_boxes(page), page.evaluate("policykg.marks()")
    for one, other in combinations(labels, 2):
        assert not meet(box(one), box(other)), (one, other)
    for label in labels:
        for mark in marks:
            if mark["id"] != label["id"]:
                near = (mark["x"] - 1, mark["y"] - 1, mark["x"] + 1, mark["y"] + 1)
                assert not meet(box(label), near), (label, mark)
    assert len(labels) >= {"mining": 64, "few": 21, "many": len(marks)}[name]
    assert all(label["bottom"] - label["top"] >= 14 for label in labels)


def test_a_crowded_window_still_has_labels(window: Window) -> None:
    page = window("many", width=820, height=500)
    labels = label_boxes(page)
    assert len(labels) >= 24
    assert not [pair for pair in combinations(labels, 2) if meet(box(pair[0]), box(pair[1]))]


def test_labels_come_back_with_the_tab(window: Window) -> None:
    page = window("mining")
    before = len(label_boxes(page))
    page.click("#tab-matrix")
    until(page, "document.getElementById('view-network').hidden")
    page.click("#tab-network")
    until(page, f"policykg.labels().length === {before}")


def test_labels_are_really_drawn(window: Window) -> None:
    page = window("mining")
    label = next(label for label in label_boxes(page) if label["id"] == DEVELOPMENT)
    dark = page.evaluate(
        """({left, top, right, bottom}) => {
          const canvas = document.querySelector("#picture canvas"), ratio = canvas.width / canvas.clientWidth;
          const cut = [left, top, right - left, bottom - top].map((value) => value * ratio);
          const data = canvas.getContext("2d").getImageData(...cut).data;
          let dark = 0;
          for (let at = 0; at < data.length; at += 4) {
            if (data[at] + data[at + 1] + data[at + 2] < 250 && data[at + 3] > 200) dark++;
          }
          return dark / (data.length / 4);
        }""",
        label,
    )
    assert dark > 0.04


def test_phone_shows_bodies_and_tasks_legibly(window: Window) -> None:
    page = window("mining", width=390, height=844)
    assert len(label_boxes(page)) >= 30
    page.evaluate(f"location.hash = 'node={DEVELOPMENT}'")
    expect(page.locator("#panel h2")).to_have_text("发展改革委")
    until(page, "policykg.labels().length === 8")
    top = page.locator("#panel").bounding_box()
    canvas = page.locator("#picture").bounding_box()
    assert top
    assert canvas
    assert all(label["bottom"] + canvas["y"] <= top["y"] for label in label_boxes(page))
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_search_enter_and_read_the_sentence(window: Window) -> None:
    page = window("mining")
    page.keyboard.press("/")
    page.keyboard.type("交通")
    expect(page.locator("#results [data-node]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("交通运输厅")
    expect(page.locator("#panel .sentence mark")).to_have_text("（交通运输厅牵头）")
    expect(page.locator("#panel blockquote")).to_contain_text("加强矿山基础设施建设。各单位按照")
    expect(page.locator("#panel figcaption span")).to_contain_text("notice.txt · 第 ")
    assert "#node=org/" in page.url


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("西藏自治区能源局", "能源局"),
        ("copper", "铜"),
        ("四（五）", "四（五） 加强金融扶持"),
        ("多金属 结巴", "结巴至桑日铜多金属矿"),
    ],
)
def test_search_finds_other_names(window: Window, words: str, label: str) -> None:
    page = window("mining")
    page.fill("#search", words)
    expect(page.locator("#results [role=option] .name").first).to_have_text(label)


def test_search_moves_with_arrows_and_says_when_there_is_nothing(window: Window) -> None:
    page = window("mining")
    page.fill("#search", "铜")
    page.press("#search", "ArrowDown")
    first = page.locator("#results [aria-selected=true]").get_attribute("data-node")
    page.press("#search", "ArrowDown")
    assert page.locator("#results [aria-selected=true]").get_attribute("data-node") != first
    page.fill("#search", "没有这个词")
    expect(page.locator("#results .none")).to_be_visible()
    page.press("#search", "Escape")
    expect(page.locator("#results")).to_be_hidden()


def test_click_on_a_mark_a_label_and_a_line(window: Window) -> None:
    page = window("mining")
    page.mouse.click(*node_at(page, DEVELOPMENT))
    expect(page.locator("#panel h2")).to_have_text("发展改革委")
    expect(page.locator("#panel .card")).to_have_count(7)
    assert page.evaluate("policykg.isLit('org/80fd6e905c40')") is False
    assert len(label_boxes(page)) == 8  # the body and its seven tasks; the others are faded
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("概览")
    until(page, "policykg.labels().length > 60")
    label = next(label for label in label_boxes(page) if label["id"] == "doc/seed/task/2")
    canvas = page.locator("#picture").bounding_box()
    assert canvas
    page.mouse.click(canvas["x"] + label["right"] - 8, canvas["y"] + (label["top"] + label["bottom"]) / 2)
    expect(page.locator("#panel h2")).to_have_text("三（二） 合理规划产业布局")
    page.keyboard.press("Escape")
    (left, high), (right, low) = node_at(page, "org/655980b25385"), node_at(page, "doc/seed/task/11")
    page.mouse.click((left + right) / 2, (high + low) / 2)
    expect(page.locator("#panel h2")).to_have_text("负责")
    expect(page.locator("#panel .sentence mark")).to_have_text("（人力资源社会保障厅、教育厅负责）")


def test_a_task_shows_roles_and_deadline(window: Window) -> None:
    page = window("mining", "#node=doc/seed/task/1")
    cards = page.locator("#panel .card")
    expect(cards).to_have_count(3)
    expect(cards.nth(0)).to_contain_text("牵头发展改革委完成时限 2018-12-31")
    expect(cards.nth(1)).to_contain_text("配合工业和信息化厅国土资源厅环境保护厅")
    expect(cards.nth(2)).to_contain_text("监督藏青工业园管委会")
    expect(page.locator("#panel")).to_contain_text("藏青工业园")


def test_back_and_forward(window: Window) -> None:
    page = window("mining")
    page.evaluate(f"location.hash = 'node={DEVELOPMENT}'")
    expect(page.locator("#panel h2")).to_have_text("发展改革委")
    page.click("#tab-matrix")
    expect(page.locator("#view-matrix")).to_be_visible()
    page.go_back()
    expect(page.locator("#view-network")).to_be_visible()
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("概览")
    page.go_forward()
    expect(page.locator("#panel h2")).to_have_text("发展改革委")


@pytest.mark.parametrize(
    "address", ["#node=none", "#fact=999999", "#edge=-1", "#tab=x&doc=y", "#node=%E0%A4%A", "#fact=x&lang=fr"]
)
def test_a_wrong_address_shows_the_overview(window: Window, address: str) -> None:
    page = window("mining", address)
    expect(page.locator("#panel h2")).to_have_text("概览")


def test_legend_filters_kinds_and_roles(window: Window) -> None:
    page = window("mining")
    chip = page.locator("#legend [data-key=mine]")
    expect(chip).to_have_text("矿山14")
    chip.click()
    expect(page.locator("#legend [data-key=mine]")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("policykg.marks().length") == 53
    page.click("#legend .plain")
    assert page.evaluate("policykg.marks().length") == 67
    expect(page.locator("#legend [data-key='role:lead']")).to_have_text("牵头3")
    (left, high), (right, low) = node_at(page, "org/655980b25385"), node_at(page, "doc/seed/task/11")
    page.click("#legend [data-key='role:responsible']")
    page.click("#legend [data-key='role:guide']")  # its line runs close by
    page.mouse.click((left + right) / 2, (high + low) / 2)
    expect(page.locator("#panel h2")).to_have_text("概览")  # the line is gone


def test_matrix_cell_leads_to_its_sentence(window: Window) -> None:
    page = window("mining", "#tab=matrix")
    expect(page.locator(".matrix tbody tr")).to_have_count(12)
    expect(page.locator(".matrix thead th.body")).to_have_count(23)
    expect(page.locator(".matrix td button")).to_have_count(43)
    expect(page.locator(".matrix tr.nobody")).to_have_count(3)
    page.click("td button[aria-label='三（一） 严控新增电解铝产能, 藏青工业园管委会: 监督']")
    expect(page.locator("#panel .sentence mark")).to_have_text("（藏青工业园管委会监督）")
    expect(page.locator(".matrix td.chosen")).to_have_count(1)


def test_matrix_names_each_document_over_its_tasks(window: Window) -> None:
    page = window("few", "#tab=matrix")
    expect(page.locator(".matrix tr.document")).to_have_text([f"第{number}号工作方案" for number in (1, 2, 3)])
    expect(page.locator(".matrix tbody tr")).to_have_count(15)


def test_matrix_as_csv(window: Window) -> None:
    page = window("mining", "#tab=matrix")
    with page.expect_download() as waiting:
        page.click("[data-action=csv]")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert waiting.value.suggested_filename == "关于促进有色金属工业增效益的实施方案.csv"
    assert rows[0][:5] == ["文件", "序号", "任务", "完成时限", "发展改革委"]
    assert rows[1][1:5] == ["三（一）", "严控新增电解铝产能", "2018-12-31", "牵头"]
    assert sum(cell != "" for row in rows[1:] for cell in row[4:]) == 43


def test_picture_as_png(window: Window) -> None:
    page = window("mining")
    with page.expect_download() as waiting:
        page.click("[data-action=savePicture]")
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 40_000


def test_reader_marks_facts_where_they_stand(window: Window) -> None:
    page = window("mining", f"#node={DEVELOPMENT}")
    page.click("#panel .totext >> nth=1")
    chosen = page.locator(".paper mark.chosen")
    expect(chosen).to_have_text("（各地（市）行署（人民政府）、发展改革委、工业和信息化厅、国资委负责）")
    expect(chosen).to_be_in_viewport()
    assert page.evaluate("document.querySelector('.paper').textContent.startsWith('𠀋本方案')")
    page.click(".paper mark.unread")
    expect(page.locator("#panel .sentence mark")).to_have_text("各级各有关方面要会同协会一并抓好落实。")
    page.locator(".paper mark.task").first.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("严控新增电解铝产能")


def test_coverage_says_how_much_was_read(window: Window) -> None:
    page = window("mining", "#tab=gaps")
    expect(page.locator("[data-kind=coverage] .note")).to_contain_text("90.0%")
    page.click("[data-kind=coverage] summary")
    expect(page.locator("[data-kind=coverage] tr")).to_have_count(3)
    expect(page.locator("[data-class=unread]")).to_have_text("未读1 句10.0%")
    widths = page.evaluate("[...document.querySelectorAll('.coverage span')].map((part) => part.offsetWidth)")
    assert widths[0] > 4 * widths[1] > 4 * widths[2] > 0
    page.click("#language")
    expect(page.locator("[data-kind=coverage] h3")).to_have_text("Coverage")


def test_no_heading_is_cut_off(window: Window) -> None:
    page = window("mining", "#tab=gaps")
    cut = """() => [...document.querySelectorAll("h2, h3")].filter(h => h.offsetParent && h.scrollHeight > h.clientHeight + 2)
        .map(h => h.textContent)"""
    assert page.locator("#panel h3").count() > 0
    assert page.evaluate(cut) == []


def test_english_and_back(window: Window) -> None:
    page = window("mining", f"#node={DEVELOPMENT}")
    page.click("#language")
    expect(page.locator("#tab-matrix")).to_have_text("Division of tasks")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#panel .kind")).to_have_text("Body")
    expect(page.locator("#legend [data-key='role:lead']")).to_have_text("leads3")
    page.click("#language")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("#panel h2")).to_have_text("发展改革委")


def test_tabs_with_the_keyboard(window: Window) -> None:
    page = window("mining")
    page.focus("#tab-network")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-matrix")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#tab-network")).to_be_focused()
    page.locator("#panel summary").nth(2).press("Enter")
    page.locator("#panel details[open] .link").first.press("Enter")
    expect(page.locator("#panel .kind")).to_have_text("单位")


def test_about_box_names_the_library(window: Window) -> None:
    page = window("mining")
    page.click("#about")
    expect(page.locator("#about-box")).to_be_visible()
    expect(page.locator("#about-box")).to_contain_text("vis-network 9.1.2")
    page.click("#about-close")
    expect(page.locator("#about-box")).to_be_hidden()


def test_dark_screens_get_a_dark_page(window: Window) -> None:
    page = window("mining", dark=True)
    assert (
        page.evaluate("getComputedStyle(document.querySelector('main > section')).backgroundColor") == "rgb(22, 25, 31)"
    )
    page.emulate_media(color_scheme="light")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('main > section')).backgroundColor")
        == "rgb(255, 255, 255)"
    )


def test_print_is_the_table_alone(window: Window) -> None:
    page = window("mining", "#tab=matrix")
    page.emulate_media(media="print")
    expect(page.locator("#printed .sheet")).to_have_count(2)
    for hidden in ("#panel", ".tools", "#tabs", ".actions"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_document_picker(window: Window) -> None:
    page = window("few")
    picker = page.locator("#documents")
    expect(picker.locator("option")).to_have_count(4)
    every = page.evaluate("policykg.marks().length")
    picker.select_option("doc/doc1")
    until(page, f"policykg.marks().length < {every}")
    expect(page.locator("#legend [data-key=task]")).to_have_text("任务4")
    page.click("#tab-matrix")
    expect(page.locator(".matrix tbody tr")).to_have_count(4)
    page.click("#tab-text")
    expect(page.locator(".paper")).to_contain_text("第2号工作方案")


def test_large_graph_opens_with_an_overview(window: Window) -> None:
    page = window("many")
    assert page.evaluate("policykg.marks().length") < 80
    assert int(page.evaluate("document.documentElement.dataset.drawn")) < 8000
    page.fill("#search", "推进第4项第9类")
    page.press("#search", "Enter")
    expect(page.locator("#documents")).to_have_value("doc/doc3")
    expect(page.locator("#panel h2")).to_have_text("9. 推进第4项第9类工作")
    page.select_option("#documents", "*")
    until(page, "policykg.marks().length === 1000")


@pytest.mark.parametrize(
    "address", ["", "#tab=matrix", "#tab=text", "#tab=gaps", "#node=doc/hostile/task/1", "#fact=0", "#edge=0"]
)
def test_hostile_text_is_only_text(window: Window, address: str) -> None:
    page = window("hostile", address)
    assert page.title().startswith("<img src=x")
    assert page.locator("img, #view-text a, #panel a, iframe").count() == 0
    assert page.locator("script").count() == 8
    if address == "#node=doc/hostile/task/1":
        expect(page.locator("#panel")).to_contain_text(HOSTILE[0])
        expect(page.locator("#panel")).to_contain_text("href=javascript:")
        expect(page.locator("#panel .person")).to_have_text(f"人工更正： {HOSTILE[0]}{HOSTILE[4]}")
    page.fill("#search", "onerror")
    expect(page.locator("#results [role=option]").first).to_contain_text("<img src=x")


def test_hostile_names_hovered_and_exported(window: Window) -> None:
    page = window("hostile")
    mark = page.evaluate("policykg.marks().find((mark) => mark.id.startsWith('mine/') || mark.id.startsWith('org/'))")
    page.mouse.move(*node_at(page, mark["id"]))
    expect(page.locator("#tip")).to_be_visible()
    rows = list(csv.reader(io.StringIO(page.evaluate("policykg.csv()").lstrip("\ufeff"))))
    cells = [cell for row in rows for cell in row]
    assert any("=1+1" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")]
