"""The dossier of a body, and what bodies grew out of: the rows put together, and the page in Chromium."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from queries import Graph
from visualizations.histories import read_histories
from visualizations.model import Change
from visualizations.view import read_view

Window = Callable[..., Page]
DEVELOPMENT = "org/53d15c556539976959d4"  # 发展改革委
ID = "https://w3id.org/policykg/id/"


def row(body: str, event: str, date: str, kind: str, original: str, result: str, **more: str) -> dict[str, str]:
    return {
        "body": ID + body, "event": ID + event, "date": date, "kind": kind, "original": ID + original,
        "originalLabel": original.upper(), "result": ID + result, "resultLabel": result.upper(), "source": "决定",
        "function": "", "rule": "reform.data", **more,
    }  # fmt: skip


def test_rows_become_changes_once_and_by_body() -> None:
    rows = [
        row("org/c", "e2", "2018-03-17", "merged", "org/a", "org/c"),
        row("org/c", "e2", "2018-03-17", "merged", "org/b", "org/c"),
        row("org/a", "e2", "2018-03-17", "merged", "org/a", "org/c"),
        row("org/a", "e1", "1998-01-01", "transferred", "org/x", "org/a", function="规划", rule="reform.counterpart"),
        row("org/unseen", "e3", "1990-01-01", "split", "org/unseen", "org/y"),
    ]
    histories = read_histories(rows, ["org/a", "org/c"])
    assert histories.changes == (
        Change("1998-01-01", "transferred", (("org/x", "ORG/X"),), (("org/a", "ORG/A"),), "决定", "规划", True),
        Change(
            "2018-03-17", "merged", (("org/a", "ORG/A"), ("org/b", "ORG/B")), (("org/c", "ORG/C"),), "决定"
        ),
    )  # fmt: skip
    assert histories.bodies == (("org/a", (0, 1)), ("org/c", (1,)))


def test_samples_know_what_their_bodies_became(sampled: Graph) -> None:
    view = read_view(sampled)
    own = {view_id: [view.histories.changes[index] for index in of] for view_id, of in view.histories.bodies}
    names = {node.id: node.name for node in view.nodes}
    became = {names[id_]: {name for one in of for _, name in one.results} for id_, of in own.items()}
    assert "工业和信息化部" in became
    assert {one.kind for of in own.values() for one in of} >= {"merged", "reorganized", "transferred"}
    assert [one.date for one in view.histories.changes] == sorted(one.date for one in view.histories.changes)


@pytest.mark.parametrize("body", [DEVELOPMENT, "发展改革委", "西藏自治区发展改革委"])
def test_address_opens_a_dossier_by_id_and_by_name(window: Window, body: str) -> None:
    page = window("mining", f"#body={body}")
    expect(page.locator("#tab-dossier")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#view-dossier h2")).to_have_text("发展改革委")
    facts = page.locator("#view-dossier header dl")
    expect(facts).to_contain_text("西藏自治区发展改革委")
    expect(facts).to_contain_text("省级")
    expect(facts).to_contain_text("7 项（牵头 1，负责 5，指导 1）")
    expect(facts).to_contain_text("2018-12-31 – 2020-12-31")


def test_duties_stand_by_role_with_deadline_and_partners(window: Window) -> None:
    page = window("mining", f"#body={DEVELOPMENT}")
    roles = page.locator("#view-dossier section[data-role]")
    assert roles.evaluate_all("all => all.map(one => one.dataset.role)") == ["lead", "responsible", "guide"]
    lead = roles.first.locator("tr[data-task]")
    expect(lead).to_have_count(1)
    expect(lead).to_contain_text("三（一）")
    expect(lead).to_contain_text("2018-12-31")
    expect(lead).to_contain_text("配合 工业和信息化厅、国土资源厅、环境保护厅")
    expect(lead).to_contain_text("监督 藏青工业园管委会")
    partners = page.locator(".partners > ol li")
    expect(partners.first).to_have_text("工业和信息化厅6")


def test_the_sentence_is_one_click_away_and_so_is_the_partner(window: Window) -> None:
    page = window("mining", f"#body={DEVELOPMENT}")
    page.locator("[data-role=lead] .totext").click()
    expect(page.locator("#panel .sentence mark")).to_have_text("（发展改革委牵头）")
    expect(page.locator("#view-dossier h2")).to_have_text("发展改革委")
    expect(page.locator("tr.chosen")).to_have_count(1)
    page.locator("#panel .totext").click()
    expect(page.locator(".paper mark.chosen")).to_have_text("（发展改革委牵头）")
    page.go_back()
    page.locator(".partners .link", has_text="财政厅").click()
    expect(page.locator("#view-dossier h2")).to_have_text("财政厅")
    expect(page.locator("#panel")).to_be_hidden()
    page.go_back()
    expect(page.locator("#view-dossier h2")).to_have_text("发展改革委")


def test_history_of_a_body_with_links_to_others(window: Window) -> None:
    page = window("samples", "#body=工业和信息化部")
    expect(page.locator("[data-line=predecessors]")).to_contain_text("信息产业部")
    merged = page.locator(".changes li", has_text="2008-03-15").filter(has_text="合并")
    expect(merged).to_contain_text("国防科学技术工业委员会")
    expect(merged).to_contain_text("依据：")
    page.goto(page.url.split("#")[0] + "#body=国土资源厅")
    expect(page.locator("[data-line=successors]")).to_contain_text("自然资源厅")


def test_all_bodies_to_choose_from(window: Window) -> None:
    page = window("mining", "#tab=dossier")
    rows = page.locator(".bodies tbody tr")
    expect(rows).to_have_count(23)
    expect(rows.first).to_have_text("发展改革委西藏自治区发展改革委省级1517")
    page.fill("[data-filter=find]", "财政")
    expect(rows).to_have_count(1)
    expect(page.locator("#view-dossier .shown")).to_have_text("1/23 个单位")
    page.press("[data-filter=find]", "Enter")
    expect(page.locator("#view-dossier h2")).to_have_text("财政厅")
    page.click("[data-action=all-bodies]")
    expect(rows).to_have_count(1)
    page.fill("[data-filter=find]", "没有这个单位")
    expect(page.locator("#view-dossier .empty")).to_have_text("没有这个单位。")


def test_a_long_list_says_what_it_keeps_back(window: Window) -> None:
    page = window("wide", "#tab=dossier")
    rows = page.locator(".bodies tbody tr")
    expect(rows).to_have_count(200)
    page.click("text=再显示 100 个")
    expect(rows).to_have_count(300)


def test_dossier_as_csv(window: Window) -> None:
    page = window("mining", f"#body={DEVELOPMENT}")
    with page.expect_download() as waiting:
        page.click("#view-dossier [data-action=csv]")
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert waiting.value.suggested_filename == "西藏自治区发展改革委.csv"
    assert rows[0] == [
        "单位",
        "角色",
        "序号",
        "任务",
        "完成时限",
        "文件",
        "文号",
        "其他单位",
        "原句",
        "来源",
        "起",
        "止",
    ]
    assert len(rows) == 8
    assert rows[1][1:5] == ["牵头", "三（一）", "严控新增电解铝产能", "2018-12-31"]
    assert rows[1][8] == "（发展改革委牵头）"


def test_network_and_dossier_lead_to_each_other(window: Window) -> None:
    page = window("mining", f"#node={DEVELOPMENT}")
    page.click("#panel [data-way=dossier]")
    expect(page.locator("#view-dossier h2")).to_have_text("发展改革委")
    page.click("#tab-network")
    expect(page.locator("#panel h2")).to_have_text("发展改革委")
    page.click("#tab-dossier")
    expect(page.locator("#view-dossier h2")).to_have_text("发展改革委")


def test_an_unknown_body_gives_the_list(window: Window) -> None:
    page = window("mining", "#tab=dossier&body=没有这个单位")
    expect(page.locator(".bodies tbody tr")).to_have_count(23)


def test_paper_has_the_dossier_alone(window: Window) -> None:
    page = window("mining", f"#body={DEVELOPMENT}", dark=True)
    page.emulate_media(media="print")
    for hidden in (".tools", "#tabs", "#panel", "#view-dossier .bar-row"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#view-dossier h2")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#view-dossier h2')).color") == "rgb(0, 0, 0)"


def test_hostile_bodies_stay_words(window: Window) -> None:
    page = window("hostile", "#tab=dossier")
    page.locator(".bodies tbody .link").first.click()
    expect(page.locator("#view-dossier h2")).to_be_visible()
    assert page.locator("#view-dossier img, #view-dossier script, #view-dossier a").count() == 0
    assert page.title().startswith("<img src=x")
