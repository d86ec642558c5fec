"""The gaps in a real Chromium: the page's own sums are those of the named queries, and every row leads to its words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from queries import Graph, run
from tests.visualizations.notice import HOSTILE

Window = Callable[..., Page]
BY_TASK = (
    "tasks-without-body", "parents-without-body", "only-generic-bodies", "several-leads", "tasks-without-lead",
    "tasks-without-deadline", "deadline-before-issue",
)  # fmt: skip


def count(page: Page, key: str) -> str:
    return page.locator(f"[data-kind={key}] b").first.text_content() or ""


@pytest.mark.parametrize("key", BY_TASK)
def test_tasks_are_counted_as_the_named_query_does(window: Window, planned: Graph, key: str) -> None:
    rows = run(key, planned)
    tasks = {row[rows.columns.index("task")] for row in rows.rows}
    assert count(window("plans", "#tab=gaps"), key) == str(len(tasks))


@pytest.mark.parametrize(
    ("key", "query"), [("never-picked-up", "never-picked-up"), ("never-responsible-issuer", "never-responsible")]
)
def test_documents_and_bodies_come_from_the_named_query(window: Window, planned: Graph, key: str, query: str) -> None:
    assert count(window("plans", "#tab=gaps"), key) == str(len(run(query, planned).rows)) != "0"


def test_summary_first_and_lists_filled_when_opened(window: Window) -> None:
    page = window("plans", "#tab=gaps")
    assert page.locator(".gap-row").count() == 0
    page.click("[data-kind=tasks-without-body] summary")
    expect(page.locator(".gap-row")).to_have_count(2)
    assert "gap=tasks-without-body" in page.url
    page.click("[data-kind=several-leads] summary")
    expect(page.locator("[data-kind=several-leads] .gap-more")).to_contain_text("交通运输厅（牵头）、能源局（牵头）")
    page.click("[data-kind=several-leads] .gap-row")
    expect(page.locator("#panel .sentence mark").first).to_have_text("（交通运输厅牵头，能源局牵头）")
    expect(page.locator("[data-kind=tasks-without-body] .gap-row")).to_have_count(2)
    page.click("[data-kind=tasks-without-body] summary")
    expect(page.locator(".gap-row:visible")).to_have_count(1)


def test_a_list_opened_by_its_address(window: Window) -> None:
    page = window("plans", "#tab=gaps&gap=never-picked-up,only-generic-bodies")
    expect(page.locator("details.gap[open]")).to_have_count(2)
    page.click("[data-kind=never-picked-up] .gap-row >> nth=1")
    expect(page.locator("#panel .sentence mark")).to_have_text("（三）培育市场主体")
    page.click("#panel .totext")
    expect(page.locator(".paper mark.chosen").first).to_contain_text("（三）培育市场主体")


def test_issuer_is_shown_where_the_document_prints_it(window: Window) -> None:
    page = window("plans", "#tab=gaps&gap=never-responsible-issuer")
    page.click("[data-kind=never-responsible-issuer] .gap-row >> nth=0")
    expect(page.locator("#panel .sentence mark")).to_have_text("国务院办公厅")
    expect(page.locator("#panel blockquote")).to_contain_text("2016年6月12日")


def test_what_is_over_depends_on_the_day_of_the_reader(window: Window) -> None:
    for day, over in (("2017-01-01", 0), ("2019-01-01", 1), ("2019-07-01", 2), ("2026-01-01", 3)):
        assert count(window("plans", f"#tab=gaps&today={day}"), "overdue") == str(over)


def test_filter_narrows_every_list_and_keeps_the_cursor(window: Window) -> None:
    page = window("plans", "#tab=gaps&gap=tasks-without-deadline")
    page.click(".filter")
    page.keyboard.type("人才", delay=10)
    expect(page.locator("[data-kind=tasks-without-deadline] summary b")).to_have_text("1 / 5")
    expect(page.locator("[data-kind=tasks-without-deadline] .gap-row")).to_have_count(1)
    page.keyboard.type("队伍")
    expect(page.locator("[data-kind=tasks-without-deadline] b")).to_have_text("0 / 5")
    assert page.evaluate("document.activeElement.className") == "filter"


def saved(page: Page, selector: str) -> str:
    with page.expect_download() as download:
        page.click(selector)
    return download.value.path().read_text(encoding="utf-8-sig")


def test_csv_of_one_list_and_of_all(window: Window) -> None:
    page = window("plans", "#tab=gaps&gap=several-leads&today=2019-01-01")
    rows = list(csv.DictReader(io.StringIO(saved(page, "[data-action='csv:several-leads']"))))
    assert [(row["任务"], row["责任单位"]) for row in rows] == [("完善基础设施", "交通运输厅（牵头）、能源局（牵头）")]
    assert rows[0]["来源"] == "plan.txt"
    every = list(csv.DictReader(io.StringIO(saved(page, ".actions [data-action=csv]"))))
    assert {row["类别"] for row in every} >= {"没有责任单位的任务", "已到期的时限", "没有写明时限的任务"}


def test_badge_counts_what_waits_and_not_what_is_only_worth_knowing(window: Window) -> None:
    page = window("mining", "#tab=gaps&gap=unread,tasks-without-body")
    expect(page.locator("#tab-gaps .badge")).to_have_text("4")
    expect(page.locator("[data-kind=tasks-without-body] .gap-row")).to_have_count(3)
    expect(page.locator("[data-kind=unread] .gap-quote")).to_have_text("各级各有关方面要会同协会一并抓好落实。")
    expect(page.locator("[data-kind=only-generic-bodies] b")).to_have_text("0")
    expect(page.locator("[data-kind=generic-clauses] summary b")).to_have_text("1")
    page.click("#language")
    expect(page.locator("[data-kind=tasks-without-body] summary span")).to_have_text("Tasks that name nobody")


def test_hostile_names_in_the_lists_are_only_text(window: Window) -> None:
    page = window("hostile", "#tab=gaps&gap=unread,several-leads,tasks-without-deadline,unresolved-bodies")
    expect(page.locator("[data-kind=unread] .gap-row")).to_contain_text(HOSTILE[0])
    assert page.locator("#view-gaps img, #view-gaps a").count() == 0
    cells = [cell for row in csv.reader(io.StringIO(saved(page, ".actions [data-action=csv]"))) for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")]
