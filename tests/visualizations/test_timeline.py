"""The timeline in a real Chromium: marks and rows lead to the words, `today` is the reader's, calendars are RFC 5545."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from queries import Graph, run
from tests.visualizations.test_gaps import saved
from visualizations import draw

Window = Callable[..., Page]
SOME_DAY = "#tab=timeline&today=2019-01-01"


def test_deadlines_targets_and_documents_stand_in_their_lanes(window: Window, planned: Graph) -> None:
    page = window("plans", SOME_DAY)
    assert page.locator(".lane-names div").all_text_contents() == ["任务时限", "目标与数据", "文件成文"]
    assert page.locator(".chart .entry.due[data-date]").count() == 3
    rows = run("deadlines", planned)
    stated = {str(row[0]) for row in rows.rows if row[0]}
    assert len(stated) == 3
    assert page.locator(".chart .entry.figure[data-date='2020']").count() == 1
    assert page.locator(".chart .entry.issued[data-date]").count() == 2


def test_a_mark_leads_to_its_sentence(window: Window) -> None:
    page = window("plans", SOME_DAY)
    page.click(".entry[data-date='2019-06-30']")
    expect(page.locator("#panel .sentence mark")).to_have_text(
        "2019年6月底前，完成玉龙铜矿、驱龙铜矿和扎布耶盐湖锂矿周边治理"
    )
    expect(page.locator("#panel .kind")).to_have_text("完成时限")
    page.click("#panel .totext")
    expect(page.locator(".paper mark.chosen").first).to_contain_text("2019年6月底前")


def test_overdue_is_told_by_the_day_of_the_reader(window: Window) -> None:
    page = window("plans", SOME_DAY)
    expect(page.locator(".today text")).to_have_text("今天 2019-01-01")
    due = page.locator("[data-kind=due] tbody tr")
    assert due.locator("th .when").all_text_contents() == ["还有 180 天", "还有 2556 天", "已到期 1 天"]
    expect(page.locator("[data-kind=due] tr.over")).to_have_count(1)
    expect(page.locator(".chart .entry.due.over")).to_have_count(1)
    later = window("plans", "#tab=timeline&today=2030-05-05")
    expect(later.locator(".chart .entry.due.over")).to_have_count(3)
    expect(later.locator(".chart .entry.figure.over")).to_have_count(1)


def test_today_is_not_in_the_file(planned: Graph, tmp_path: Path, window: Window) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    draw(planned, one)
    draw(planned, other)
    assert one.read_bytes() == other.read_bytes()
    page = window("plans", "#tab=timeline")
    today = page.evaluate("new Date().getFullYear()")
    expect(page.locator(".today text")).to_contain_text(f"今天 {today}-")


def test_scale_and_period_narrow_the_list(window: Window) -> None:
    page = window("plans", SOME_DAY)
    page.click("[data-scale=quarter]")
    page.click("[data-period='2019-Q2']", position={"x": 3, "y": 3})
    assert "span=2019-Q2" in page.url
    expect(page.locator(".entries tbody tr")).to_have_count(2)  # with what comes again
    expect(page.locator(".strip.chosen")).to_be_in_viewport()
    page.click("[data-action=all]")
    expect(page.locator("[data-kind=due] tbody tr")).to_have_count(3)
    page.click("[data-scale=month]")
    expect(page.locator("[data-period='2018-12']")).to_have_count(1)


def test_only_what_a_body_has_in_a_role(window: Window) -> None:
    page = window("plans", SOME_DAY)
    page.select_option("[data-choice=by]", label="财政厅 (1)")
    expect(page.locator(".entries tbody tr")).to_have_count(1)
    expect(page.locator("[data-kind=due] td .who").first).to_contain_text("自然资源厅")
    page.select_option("[data-choice=as]", "lead")
    expect(page.locator("#view-timeline .empty")).to_have_text("没有可列的时限、目标或日期。")
    page.select_option("[data-choice=by]", "")
    expect(page.locator(".entries tbody tr")).to_have_count(2)


def test_what_comes_again_stands_apart(window: Window) -> None:
    page = window("plans", SOME_DAY)
    expect(page.locator("[data-kind=again] tbody tr")).to_have_count(1)
    expect(page.locator("[data-kind=again] .when").first).to_have_text("周期 每年")
    page.click("[data-kind=again] td button")
    expect(page.locator("#panel .sentence mark")).to_have_text("每年3月底前，对重点矿山开展一次检查")


def test_csv_holds_every_entry(window: Window) -> None:
    rows = list(csv.DictReader(io.StringIO(saved(window("plans", SOME_DAY), "#view-timeline [data-action=csv]"))))
    assert len(rows) == 7
    due = next(row for row in rows if row["完成时限"] == "2019-06-30")
    assert due["责任单位"] == "自然资源厅（牵头）、财政厅（配合）、生态环境厅（配合）"
    assert due["状态"] == "还有 180 天"


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_calendar_is_folded_escaped_and_the_same_every_time(window: Window) -> None:
    page = window("plans", SOME_DAY)
    with page.expect_download() as download:
        page.click("[data-action=ics]")
    text = download.value.path().read_bytes().decode("utf-8")
    lines = unfolded(text)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20190630" in lines
    assert "DTEND;VALUE=DATE:20190701" in lines
    assert "SUMMARY:二（一） 加强矿山生态修复" in lines
    assert any(line.startswith("DESCRIPTION:自然资源厅（牵头）") and "\\n完成时限" in line for line in lines)
    assert len({line for line in lines if line.startswith("UID:")}) == 4
    assert download.value.suggested_filename.endswith(".ics")
    again = lines.index("RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1")  # 每年3月底前, first after the plan was signed
    assert lines[again - 2 : again] == ["DTSTART;VALUE=DATE:20180331", "DTEND;VALUE=DATE:20180401"]
    assert "X-WR-CALDESC:日历含 3 项时限、1 项周期性任务。" in lines
    expect(page.locator("#said")).to_have_text("日历含 3 项时限、1 项周期性任务。")


def test_what_comes_again_has_a_rule_only_where_its_words_name_the_day(window: Window) -> None:
    page = window("plans", SOME_DAY)
    rules = {
        "每年3月底前": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1",
        "每年二月底前": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        "每年 12 月 15 日前": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
        "每年十一月二十五日之前": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25",
        "每年年底前": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
        "每年度末前": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
        "每季度末前": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
        "每半年底前": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
        "每月10日前": "FREQ=MONTHLY;BYMONTHDAY=10",
        "每个月底前": "FREQ=MONTHLY;BYMONTHDAY=-1",
        # which day, or which month, nobody says; a 30th, or a 29 February, does not always come
        "每年3月前": None,
        "每年前": None,
        "每年3月上旬前": None,
        "每季度10日前": None,
        "每月30日前": None,
        "每年2月29日前": None,
        "每年13月1日前": None,
        "每周末前": None,
        "每学期末前": None,
        "每学年底前": None,
        "次年1月31日前": None,
    }
    assert page.evaluate("all => Object.fromEntries(all.map(one => [one, policykg.turn(one)]))", list(rules)) == rules


def test_hostile_deadlines_are_only_text(window: Window) -> None:
    page = window("hostile", "#tab=timeline&today=2020-02-29")
    expect(page.locator("[data-kind=due] tbody tr")).to_have_count(2)
    expect(page.locator("[data-kind=due] th .when").first).to_have_text("今天到期")
    expect(page.locator("[data-kind=due] td").first).to_contain_text("BEGIN:VALARM")
    assert page.locator("#view-timeline img, #view-timeline a").count() == 0
    with page.expect_download() as download:
        page.click("[data-action=ics]")
    lines = unfolded(download.value.path().read_bytes().decode("utf-8"))
    assert lines.count("END:VEVENT") == lines.count("BEGIN:VEVENT") == 2
    assert not [line for line in lines if line.startswith("BEGIN:VALARM")]
    assert any("\\nEND:VEVENT\\nBEGIN:VALARM\\;\\,\\\\<img" in line for line in lines)
    assert "DTEND;VALUE=DATE:20200301" in lines
    cells = [cell for row in csv.reader(io.StringIO(saved(page, "#view-timeline [data-action=csv]"))) for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@")]
