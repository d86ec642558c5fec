"""Search: names by characters, pinyin, initials and short names, numbers, and sentences by their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.visualizations.waiting import until

Window = Callable[..., Page]


def typed(page: Page, words: str) -> list[str]:
    """Type into the field and read the names that are listed."""
    page.fill("#search", words)
    return page.locator("#results [data-node] .name").all_text_contents()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("财政", "财政厅"),
        ("caizheng", "财政厅"),
        ("CAIZHENGTING", "财政厅"),
        ("cai zheng ting", "财政厅"),
        ("cai'zheng", "财政厅"),
        ("caizhen", "财政厅"),
        ("czt", "财政厅"),
        ("cz", "财政厅"),
        ("cai政t", "财政厅"),
        ("财厅", "财政厅"),
        ("发改委", "发展改革委"),
        ("fgw", "发展改革委"),
        ("工信厅", "工业和信息化厅"),
        ("gxt", "工业和信息化厅"),
        ("人社厅", "人力资源社会保障厅"),
        ("lasahaiguan", "拉萨海关"),
        ("xizangzizhiqu", "发展改革委"),
        ("dianjielv", "三（一） 严控新增电解铝产能"),
        ("dianjielu", "三（一） 严控新增电解铝产能"),
        ("dianjielü", "三（一） 严控新增电解铝产能"),
        ("zangqing", "藏青工业园管委会"),
        ("四(五)", "四（五） 加强金融扶持"),
        ("四（ 五", "四（五） 加强金融扶持"),
    ],
)
def test_names_by_characters_pinyin_initials_and_short_names(window: Window, words: str, first: str) -> None:
    found = typed(window("mining"), words)
    assert (found[0] if found else "") == first


@pytest.mark.parametrize(
    "words", ["藏政办发〔2017〕1号", "藏政办发[2017]1", "藏政办发2017 1", "藏政办发（２０１７）１号", "zzbf2017"]
)
def test_numbers_of_documents_in_any_brackets(window: Window, words: str) -> None:
    page = window("mining")
    page.fill("#search", words)
    hit = page.locator("#results [data-kind=document] [data-node]").first
    expect(hit.locator(".name")).to_have_text("关于促进有色金属工业增效益的实施方案")
    expect(hit.locator(".full")).to_have_text("藏政办发〔2017〕1号")


def test_what_no_name_says_as_typed_finds_what_almost_says_it(window: Window) -> None:
    page = window("samples")
    found = typed(page, "税收支持")
    assert any("财税支持" in name for name in found)
    assert page.locator("#results [data-node] mark").first.text_content() in ("税", "支", "持")
    assert typed(page, "渔船检验") == []


def test_what_was_found_is_marked(window: Window) -> None:
    page = window("mining")
    page.fill("#search", "czt")
    assert page.locator("#results [data-node] mark").first.text_content() == "财政厅"
    page.fill("#search", "发改委")
    hit = page.locator("#results [data-node]").first
    assert hit.locator("mark").all_text_contents() == ["发", "改", "委"]
    page.fill("#search", "copper")
    assert page.locator("#results [data-node] .full mark").first.text_content() == "copper"


def test_groups_say_their_kind_and_how_many(window: Window) -> None:
    page = window("mining")
    page.fill("#search", "矿山")
    groups = page.locator("#results [role=group]")
    assert groups.evaluate_all("all => all.map(one => one.dataset.kind)") == ["task", "sentences"]
    for group in groups.all():
        label = page.locator(f"#{group.get_attribute('aria-labelledby')}")
        assert int((label.text_content() or "").split()[-1].rstrip("+")) >= group.locator("[role=option]").count()
    page.press("#search", "ArrowDown")
    chosen = page.locator("#search").get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    assert page.locator("#results [role=option]").evaluate_all("all => all.every(one => one.id)")


def test_a_sentence_leads_to_the_text(window: Window) -> None:
    page = window("mining")
    page.fill("#search", "基础设施 各单位")
    hit = page.locator("#results [data-kind=sentences] [role=option]")
    expect(hit).to_have_count(0)  # two sentences, not one
    page.fill("#search", "协会一并")
    expect(hit).to_have_count(1)
    assert hit.locator("mark").all_text_contents() == ["协会一并"]
    hit.click()
    expect(page.locator("#tab-text")).to_have_attribute("aria-selected", "true")
    assert page.evaluate("getSelection().toString()") == "各级各有关方面要会同协会一并抓好落实。"
    assert "&at=0:" in page.url.replace("%3A", ":")
    page.reload()
    until(page, "getSelection().toString().includes('协会一并')")


def test_the_input_method_keeps_its_keys(window: Window) -> None:
    page = window("mining")
    page.fill("#search", "cai'zheng")
    expect(page.locator("#results")).to_be_visible()
    for code in ("Enter", "ArrowDown"):
        page.evaluate(
            "key => document.getElementById('search').dispatchEvent(new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true}))",
            code,
        )
    expect(page.locator("#results")).to_be_visible()
    expect(page.locator("#results [aria-selected=true]")).to_have_count(0)
    page.press("#search", "Enter")
    expect(page.locator("#panel h2")).to_have_text("财政厅")


def test_keys_go_round_as_in_any_combobox(window: Window) -> None:
    """By the pattern of WAI-ARIA APG, "Combobox with manual selection": nothing is picked before an arrow key."""
    page = window("mining")
    field, picked = page.locator("#search"), page.locator("#results [aria-selected=true]")
    page.fill("#search", "厅")
    hits = page.locator("#results [role=option]")
    last = hits.count() - 1
    expect(picked).to_have_count(0)
    assert field.get_attribute("aria-activedescendant") is None
    for keys, at in ((1, 0), (1, 1)):
        for _ in range(keys):
            page.press("#search", "ArrowDown")
        expect(picked).to_have_attribute("id", f"result-{at}")
        expect(field).to_have_attribute("aria-activedescendant", f"result-{at}")
    for key, id_ in (("ArrowUp", "result-0"), ("ArrowUp", ""), ("ArrowUp", f"result-{last}"), ("ArrowDown", "")):
        page.press("#search", key)
        expect(picked).to_have_count(1 if id_ else 0)
        assert (field.get_attribute("aria-activedescendant") or "") == id_
    page.press("#search", "ArrowDown")
    first = hits.first.get_attribute("data-node")
    page.press("#search", "Enter")
    assert f"node={first}" in page.url
    page.fill("#search", "厅")
    page.press("#search", "Escape")
    expect(page.locator("#results")).to_be_hidden()
    expect(field).to_have_value("厅")
    page.press("#search", "ArrowDown")
    expect(picked).to_have_attribute("id", "result-0")
    page.press("#search", "Escape")
    page.press("#search", "Escape")
    expect(field).to_have_value("")


def test_a_finger_on_a_phone(window: Window) -> None:
    page = window("mining", width=390, height=844)
    page.fill("#search", "czt")
    box = page.locator("#results").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator("#results [role=option]").first.click()
    expect(page.locator("#panel h2")).to_have_text("财政厅")


def test_a_key_takes_little_time_among_a_thousand_nodes(window: Window) -> None:
    page = window("many")
    took = """() => { const all = []; for (const words of ["t", "tj", "tuijin", "tuijindi", "di 9 lei", "第9类"]) {
      const input = document.getElementById("search"); input.value = words; const start = performance.now();
      input.dispatchEvent(new Event("input")); all.push(performance.now() - start); } return all.sort((a, b) => a - b)[3]; }"""
    assert page.evaluate(took) < 50


def test_hostile_names_and_sentences_are_only_text(window: Window) -> None:
    page = window("hostile")
    for words in ("onerror", "script", "img", "=1+1"):
        page.fill("#search", words)
        assert page.locator("#results img, #results script, #results a").count() == 0
    page.fill("#search", "(((((" * 20 + "(" * 500)
    expect(page.locator("#results")).to_be_visible()


def test_what_was_found_leaves_the_bar_of_the_picture_clear(window: Window) -> None:
    page = window("samples", width=900)
    page.fill("#search", "税收支持")
    page.locator("#results [data-node]").first.click()
    expect(page.locator("#picture-bar .segments")).to_have_count(2)
    boxes = [box for one in page.locator("#picture-bar .segments").all() if (box := one.bounding_box())]
    buttons = page.locator("#picture-buttons").bounding_box()
    assert len(boxes) == 2
    assert buttons
    clear = [box["x"] + box["width"] <= buttons["x"] or box["y"] + box["height"] <= buttons["y"] for box in boxes]
    assert all(clear)
