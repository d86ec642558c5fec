"""An Excel workbook with the task-division table (任务分工表), as an office prints it (ECMA-376, through openpyxl).

A sheet of all rows to filter, and one a document to print: A4 landscape, one page wide, the head on every page. The
last sheet has the evidence of each row: its quote and place, the rule and its version, who read it. Each cell is text,
marked so that a spreadsheet will not run it even when somebody edits it.
"""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from exports.assignments import ROLES, heading
from exports.export import Written
from exports.quads import Quads
from exports.sheet import Sheet, Style
from exports.tables import Row, Tables

__all__ = ["FILES", "write"]

FILES: tuple[str, ...] = ()
_MOST_SHEETS = 60
"""Documents that have a sheet of their own; with more of them there is the sheet of all rows alone."""
_MOST_ROWS = 1_048_000
"""Rows of a sheet below the head; Excel holds 1,048,576."""
_MOST_UNITS = 31
"""UTF-16 units in the name of a sheet."""
_ALL = "任务分工总表"
_ORIGIN = "出处"
_UNNAMED = "（原文无标题）"
_FOOT = "依据原文自动提取，以原文为准"
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_CLOCK = re.compile(rb"<dcterms:(?:created|modified)[^<>]*>[^<>]*</dcterms:(?:created|modified)>")
_DATE = (1980, 1, 1, 0, 0, 0)
_COLUMNS = {
    "序号": 5, "重点任务": 14, "任务": 21, "牵头单位": 16, "责任单位": 20, "配合单位": 17, "指导、监督单位": 14,
    "完成时限": 12, "原文语句": 48,
}  # fmt: skip
_ALL_COLUMNS = {
    "序号": 6, "来源文件": 24, "文件标题": 28, "重点任务": 16, "任务": 24, "牵头单位": 18, "责任单位": 24,
    "配合单位": 18, "指导、监督单位": 16, "完成时限": 14, "截止日期": 12, "原文语句": 56, "发文字号": 18,
}  # fmt: skip
_ORIGIN_COLUMNS = {
    "序号": 6, "来源文件": 24, "任务": 24, "依据原文": 56, "起始位置": 9, "结束位置": 9, "识别规则": 18, "规则版本": 8,
    "读出者": 16,
}  # fmt: skip


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write the workbook of a graph."""
    tables = Tables(quads, work, ["assignments"])
    documents = sum(1 for _ in _by_document(tables))
    book = Workbook(write_only=True)
    style = Style()
    rows = 0
    if documents != 1:
        rows = _write_all(book, style, tables.rows("assignments"), _ALL, _ALL_COLUMNS)
    if documents <= _MOST_SHEETS:
        for n, (_, inside) in enumerate(_by_document(tables), 1):
            found = list(inside)
            name = sheet_name(f"{n} " if documents > 1 else "", found[0]["title"] or found[0]["source"] or "")
            _write_document(Sheet(book, name, style), found)
            rows = rows if documents > 1 else len(found)
    _write_all(book, style, tables.rows("assignments"), _ORIGIN, _ORIGIN_COLUMNS)
    written = work / "written.xlsx"
    book.properties.creator = "policykg"
    book.properties.title = "任务分工表"
    book.save(written)
    _without_clock(written, target)
    return Written({"documents": documents, "rows": rows}, style.changed)


def _by_document(tables: Tables) -> Iterator[tuple[Any, Iterator[Row]]]:
    return groupby(tables.rows("assignments"), key=lambda row: (row["source"], row["document"]))


def sheet_name(number: str, title: str) -> str:
    r"""Return a name that Excel takes for a sheet: at most 31 UTF-16 units, without `[]:*?/\\` and outer apostrophes.

    >>> sheet_name("2 ", "关于a/b的[意见]'")
    '2 关于a b的 意见'
    """
    name = " ".join(_NO_NAME.sub(" ", title).split()).strip("'") or "任务分工表"
    units = (number + name).encode("utf-16-le")[: 2 * _MOST_UNITS]
    return units.decode("utf-16-le", errors="ignore").strip(" '") or "任务分工表"


def _cells(row: Row, number: int) -> dict[str, Any]:
    """Return what a row of the table has in each column."""
    agreed = {name: f"{name}（依全文约定）" for name in row["convention"]}
    bodies = {role: [agreed.get(name, name) for name in row[role]] for role in ROLES}
    others = [_joined(bodies["guide"], "（指导）"), _joined(bodies["supervise"], "（监督）")]
    day = row["deadline"]
    return {
        "序号": number,
        "来源文件": row["source"],
        "文件标题": row["title"],
        "发文字号": row["number"],
        "重点任务": row["section"],
        "任务": _task(row),
        "牵头单位": "、".join(bodies["lead"]),
        "责任单位": "、".join(bodies["responsible"]),
        "配合单位": "、".join(bodies["support"]),
        "指导、监督单位": "；".join(one for one in others if one),
        "完成时限": row["deadlineText"] or (_printed(day) if day else None),
        "截止日期": _day(day),
        "原文语句": row["passage"],
        "依据原文": row["quote"],
        "起始位置": row["start"],
        "结束位置": row["end"],
        "识别规则": row["rule"],
        "规则版本": row["ruleVersion"],
        "读出者": row["readBy"],
    }


def _task(row: Row) -> str:
    """Return the heading of a task; the number of its section is not said twice."""
    number = None if row["section"] and row["taskNumber"] == row["sectionNumber"] else row["taskNumber"]
    return heading(number, row["taskLabel"] or _UNNAMED)


def _joined(names: list[str], role: str) -> str:
    return "、".join(names) + role if names else ""


def _day(text: str | None) -> date | str | None:
    """Return a day as Excel can hold it: its calendar begins in 1900."""
    try:
        return found if text and (found := date.fromisoformat(text)) >= date(1900, 3, 1) else text
    except ValueError:
        return text


def _printed(day: str) -> str:
    return "{}年{}月{}日".format(*(part.lstrip("0") for part in day.split("-"))) if day.count("-") == 2 else day


def _write_all(book: Workbook, style: Style, rows: Iterator[Row], name: str, columns: dict[str, int]) -> int:
    """Write some columns of every row, for people who filter; a sheet that is full is followed by another."""
    count = 0
    for n in itertools.count(1):
        some = itertools.islice(rows, _MOST_ROWS)
        first = next(some, None)
        if first is None and n > 1:
            return count
        sheet = Sheet(book, name if n == 1 else f"{name}{n}", style)
        sheet.set_up(columns, head=1, foot=_FOOT)
        sheet.head(list(columns))
        for row in itertools.chain([first] if first else [], some):
            count += 1
            cells = _cells(row, count)
            sheet.row([cells[column] for column in columns])
        sheet.filtered(len(columns), 1)
    return count


def _write_document(sheet: Sheet, rows: list[Row]) -> None:
    """Write the table of one document, for print."""
    table = [_cells(row, n) for n, row in enumerate(rows, 1)]
    optional = {"重点任务", "指导、监督单位"}
    names = [name for name in _COLUMNS if name not in optional or any(row[name] for row in table)]
    sheet.set_up({name: _COLUMNS[name] for name in names}, head=3, foot=_FOOT)
    first = rows[0]
    sheet.banner(_title(first), len(names), 16)
    about = [first["number"], first["issuer"], first["signed"] and _printed(first["signed"])]
    source = f"来源文件：{first['source']}" if first["source"] else ""
    sheet.banner("　".join([one for one in about if one] + [source]).strip("　"), len(names), 10)
    sheet.head(names)
    merges = ["重点任务", "任务"]
    keys = [(row["section"] or row["task"], row["task"]) for row in rows]
    sheet.block(
        [[row[name] for name in names] for row in table],
        {names.index(name): [key[: i + 1] for key in keys] for i, name in enumerate(merges) if name in names},
    )


def _title(row: Row) -> str:
    title = row["title"] or ""
    return f"{title}任务分工表" if title.startswith(("《", "[")) or not title else f"《{title}》任务分工表"


def _without_clock(written: Path, target: Path) -> None:
    """Copy a workbook with one date for all, and no time at which it was made."""
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            if name == "docProps/core.xml":
                new.writestr(info, _CLOCK.sub(b"", old.read(name)))
                continue
            with old.open(name) as source, new.open(info, "w") as copy:
                while some := source.read(1 << 20):
                    copy.write(some)
