"""The task-division table: what openpyxl reads cell by cell, what prints, and what no spreadsheet may run."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exports import export, workbook
from exports.workbook import sheet_name
from graph_builder import build

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def book(graph: Path, out: Path) -> Any:
    export(graph, out)
    return openpyxl.load_workbook(out)


@pytest.fixture(scope="module")
def samples_book(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return book(built, tmp_path_factory.mktemp("excel") / "x.xlsx")


@pytest.fixture(scope="module")
def one(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("one")
    build([str(samples / "xizang-nonferrous-plan.txt")], folder / "out", "policykg 0")
    return book(folder / "out", folder / "one.xlsx")


def test_a_sheet_to_filter_and_one_a_document_to_print(samples_book: Any) -> None:
    names = samples_book.sheetnames
    assert names[0] == "任务分工总表"
    assert len(names) == 5
    assert names[-1] == "出处"
    sheet = samples_book.worksheets[0]
    assert sheet.auto_filter.ref == f"A1:M{sheet.max_row}"
    assert not sheet.merged_cells.ranges
    head = [cell.value for cell in sheet[1]]
    assert head[:3] == ["序号", "来源文件", "文件标题"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    days = [row[head.index("截止日期")] for row in rows]
    assert datetime(2018, 12, 31) in days


def test_one_document_is_one_sheet_and_its_evidence(one: Any) -> None:
    sheet, _ = one.worksheets
    head = [cell.value for cell in sheet[3]]
    assert head[0] == "序号"
    assert head[-1] == "原文语句"
    assert {"任务", "牵头单位", "责任单位", "配合单位", "完成时限"} <= set(head)
    assert sheet["A1"].value.endswith("任务分工表")
    assert "来源文件：xizang-nonferrous-plan.txt" in sheet["A2"].value
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]
    bodies = "、".join(row[name] or "" for row in rows for name in ("牵头单位", "责任单位", "配合单位"))
    assert "财政厅" in bodies
    assert all(row["原文语句"] for row in rows if row["序号"])


def test_a_task_is_named_as_a_clerk_would() -> None:
    row = {"section": "二（一）治河", "sectionNumber": "二（一）", "taskNumber": "二（一）", "taskLabel": "清理垃圾"}
    assert workbook._task(row) == "清理垃圾"
    assert workbook._task({**row, "taskNumber": "二（一）1"}) == "二（一）1 清理垃圾"
    assert workbook._task({**row, "taskLabel": None}) == "（原文无标题）"


def test_the_page_is_set_up_to_print(one: Any, samples_book: Any) -> None:
    for sheet in [*one.worksheets, *samples_book.worksheets]:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(sheet.page_setup.fitToWidth), int(sheet.page_setup.fitToHeight)) == (1, 0)
        assert sheet.oddFooter.left.text == "依据原文自动提取，以原文为准"
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        head = 1 if sheet.title in ("任务分工总表", "出处") else 3
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.freeze_panes == f"A{head + 1}"
        for row in sheet.iter_rows(min_row=head + 1):
            assert 10 < sheet.row_dimensions[row[0].row].height <= 409
            assert all(cell.alignment.wrap_text for cell in row if cell.value is not None)
            assert all(cell.border.left.style == "thin" for cell in row)
        assert all(sheet.column_dimensions[cell.column_letter].width > 4 for cell in sheet[head])


def test_cells_of_a_task_are_merged(samples_book: Any) -> None:
    merged = 0
    for sheet in samples_book.worksheets[1:-1]:
        ranges = [r for r in sheet.merged_cells.ranges if r.min_row > 3]
        cells = [
            (row, column)
            for r in ranges
            for row in range(r.min_row, r.max_row + 1)
            for column in range(r.min_col, r.max_col + 1)
        ]
        assert len(cells) == len(set(cells))
        merged += len(ranges)
        for r in ranges:
            rest = [sheet.cell(row, r.min_col).value for row in range(r.min_row + 1, r.max_row + 1)]
            assert set(rest) <= {None}
    assert merged > 0


def test_a_row_too_high_for_excel_goes_over_several(tmp_path: Path, samples: Path) -> None:
    text = (samples / "yunnan-nonferrous-opinion.txt").read_text("utf-8")
    many = "、".join(f"{a}{b}县人民政府" for a in "东南西北中上下" for b in "山河湖海平安林田")
    source = tmp_path / "many.txt"
    source.write_text(re.sub(r"（[^（）]*厅[^（）]*）", f"（{many}负责）", text, count=1), "utf-8")
    build([str(source)], tmp_path / "out", "policykg 0")
    sheet = book(tmp_path / "out", tmp_path / "x.xlsx").worksheets[0]
    assert all(sheet.row_dimensions[n].height <= 409 for n in range(1, sheet.max_row + 1))
    tall = [r for r in sheet.merged_cells.ranges if r.min_col == r.max_col == 1 and r.max_row > r.min_row > 3]
    assert tall
    numbers = [cell.value for cell in sheet["A"][3:] if cell.value is not None]
    assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_hostile_is_run(hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    report = export(hostile, out)
    assert report.replaced > 0
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
            assert not root.findall(".//m:f", NS), "a formula"
            assert not root.findall(".//m:hyperlink", NS)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    for cell in cells:
        assert bool(cell.quotePrefix) == bool(re.match(r"[=+\-@\t\r\n]", cell.value)), cell.value
    values = [cell.value for cell in cells]
    assert any("a␁b␟␌␈" in value for value in values)
    # What Excel reads as _x0041_.
    assert any("_x005F_x0041_" in value for value in values)
    assert any("行一\n行二\n行三" in value for value in values)
    assert max(map(len, values)) < 32_767
    assert any(value.endswith("……（共80001字）") for value in values)


def test_a_graph_without_tasks_is_an_empty_table(tmp_path: Path) -> None:
    file = tmp_path / "x.nt"
    file.write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    assert export(file, tmp_path / "x.xlsx").counts == {"documents": 0, "rows": 0}
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert sheet.max_row == 1


def test_a_full_sheet_is_followed_by_another(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = book(built, tmp_path / "whole.xlsx").worksheets[0]
    monkeypatch.setattr(workbook, "_MOST_ROWS", (whole.max_row - 1) // 2)
    parts = book(built, tmp_path / "parts.xlsx")
    sheets = [sheet for sheet in parts.worksheets if sheet.title.startswith("任务分工总表")]
    assert [sheet.title for sheet in sheets][:2] == ["任务分工总表", "任务分工总表2"]
    rows = [row for sheet in sheets for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == list(whole.iter_rows(min_row=2, values_only=True))


def test_the_file_has_no_clock(built: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert not re.search(r"\d{4}-\d{2}", core)
        assert archive.namelist()[0] == "[Content_Types].xml"


@given(st.text(), st.sampled_from(["", "1 ", "60 "]))
def test_sheet_names_are_names_for_excel(title: str, number: str) -> None:
    name = sheet_name(number, title)
    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
    assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
    assert not name.startswith("'")
    assert not name.endswith("'")


def test_a_real_document(shared: Path, tmp_path: Path) -> None:
    build(
        [str(shared / "corpus" / name) for name in ("seed.txt", "zero-waste-city.txt")], tmp_path / "out", "policykg 0"
    )
    sheet = book(tmp_path / "out", tmp_path / "x.xlsx").worksheets[2]
    head = [cell.value for cell in sheet[3]]
    assert {"重点任务", "指导、监督单位"} <= set(head)
    first = dict(zip(head, [cell.value for cell in sheet[4]], strict=True))
    assert first["牵头单位"] == "生态环境部"
    assert first["配合单位"].split("、")[-1] == "国家统计局"
    assert first["完成时限"] == "2019年6月底前"
    assert any(r.min_col == 2 and r.max_row - r.min_row >= 3 for r in sheet.merged_cells.ranges)
