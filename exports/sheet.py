"""A sheet to print: cells of text with borders, merged cells, and rows high enough for their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from itertools import groupby
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from exports.hostile import FORMULA, visible
from queries.results import display_width

__all__ = ["Sheet", "Style"]

_LONGEST = 32_000
"""Characters of a cell; Excel holds 32,767 (specifications and limits)."""
_HIGHEST = 400.0
"""Points of a row; Excel holds 409."""
_LINE = 14.0
_MARGIN = 4.0
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_CENTRED = 3
"""Columns of fewer characters are centred: 序号."""


class Style:
    """Makes cells, and counts the characters that had to be changed."""

    def __init__(self) -> None:
        """Make the styles."""
        side = Side(style="thin")
        self.border = Border(left=side, right=side, top=side, bottom=side)
        self.text, self.bold = Font(name="宋体", size=10), Font(name="黑体", size=10)
        self.wrapped = Alignment(wrap_text=True, vertical="center")
        self.centred = Alignment(wrap_text=True, vertical="center", horizontal="center")
        self.shade = PatternFill("solid", fgColor="FFEDEDED")
        self.changed = 0
        self._looks: dict[tuple[Font, bool, bool, bool], Any] = {}

    def plain(self, text: str) -> str:
        """Return text as a cell can hold it: LF as line end, no control characters, `_x0041_` as it is."""
        text, pictures = visible(_LINE_END.sub("\n", text))
        self.changed += pictures
        if len(text) > _LONGEST:
            self.changed += len(text) - _LONGEST
            text = f"{text[:_LONGEST]}……（共{len(text)}字）"
        # Excel reads _x0041_ in a string as A (ECMA-376-1, 22.9.2.19); the underscore itself is _x005F_.
        return _CODE.sub("_x005F_", text)

    def cell(self, sheet: Any, value: Any, font: Font | None = None, centred: bool = False) -> WriteOnlyCell:
        """Return a cell with a border; text is never a formula."""
        cell = WriteOnlyCell(sheet)
        text = isinstance(value, str)
        if text:
            cell._value, cell.data_type = self.plain(value), "s"
        elif value is not None:
            cell.value = value
        formula = text and bool(FORMULA.match(value))
        look = (font or self.text, centred or not text, formula, isinstance(value, date))
        if look not in self._looks:
            self._looks[look] = self._styled(cell, *look)
        cell._style = self._looks[look]
        return cell

    def _styled(self, cell: Any, font: Font, centred: bool, formula: bool, day: bool) -> Any:
        """Return the style of a cell as openpyxl numbers it; making it anew for each cell takes most of the time."""
        cell.font, cell.border = font, self.border
        cell.alignment = self.centred if centred else self.wrapped
        # The mark that Excel sets for an apostrophe typed in front: it stays text when somebody edits it.
        cell.quotePrefix = formula
        if day:
            cell.number_format = "yyyy-mm-dd"
        return cell._style


class Sheet:
    """A sheet that is written row by row."""

    def __init__(self, book: Workbook, name: str, style: Style) -> None:
        """Add a sheet to a workbook."""
        self.sheet: Any = book.create_sheet(name)
        self.style = style
        self.at = 0
        self.widths: list[int] = []

    def set_up(self, columns: Mapping[str, int], head: int, foot: str) -> None:
        """Set the widths of the columns, the page, and the row of the head, which stays in view and on every page."""
        sheet = self.sheet
        self.widths = list(columns.values())
        for n, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(n)].width = width
        sheet.freeze_panes = f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top = margins.bottom = 0.6
        sheet.HeaderFooter.oddFooter.left.text = foot
        sheet.HeaderFooter.oddFooter.center.text = "第 &P 页，共 &N 页"

    def banner(self, text: str, columns: int, size: int) -> None:
        """Write a line over all columns."""
        room = sum(self.widths) * 10 / size
        lines = max(1, ceil(display_width(text) / room))
        cell = self.style.cell(self.sheet, text, Font(name="宋体", size=size, bold=size > 10), centred=True)
        cell._style = copy(cell._style)
        cell.border = Border()
        self._append([cell], lines * size * 1.6 + _MARGIN)
        self._merge(1, columns, self.at, self.at)

    def head(self, names: Sequence[str]) -> None:
        """Write the head of the table."""
        cells = [self.style.cell(self.sheet, name, self.style.bold, centred=True) for name in names]
        for cell in cells:
            cell._style = copy(cell._style)
            cell.fill = self.style.shade
        self._append(cells, 2 * _LINE)

    def row(self, values: Sequence[Any]) -> None:
        """Write one row; what needs more than the highest row is there, and to be seen in its cell."""
        self._append(self._cells(values), min(_HIGHEST, self._height(values)))

    def block(self, rows: Sequence[Sequence[Any]], merged: Mapping[int, Sequence[Any]]) -> None:
        """Write rows; columns of `merged` become one cell where their keys follow one another.

        A row that needs more than Excel has for one goes over several, merged in every column.
        """
        tops: list[int] = []
        for values, height in zip(rows, self._heights(rows, merged), strict=True):
            tops.append(self.at + 1)
            parts = ceil(height / _HIGHEST)
            for part in range(parts):
                self._append(self._cells(values if part == 0 else [None] * len(values)), height / parts)
        ends = [top - 1 for top in tops[1:]] + [self.at]
        for column in range(len(self.widths)):
            keys = merged.get(column, range(len(rows)))
            for _, group in groupby(range(len(rows)), key=keys.__getitem__):
                members = list(group)
                self._merge(column + 1, column + 1, tops[members[0]], ends[members[-1]])

    def filtered(self, columns: int, head: int) -> None:
        """Let people filter the rows below the head."""
        self.sheet.auto_filter.ref = f"A{head}:{get_column_letter(columns)}{max(self.at, head)}"

    def _heights(self, rows: Sequence[Sequence[Any]], merged: Mapping[int, Sequence[Any]]) -> list[float]:
        heights = [self._height([None if i in merged else v for i, v in enumerate(values)]) for values in rows]
        for column, keys in merged.items():
            for _, group in groupby(range(len(rows)), key=keys.__getitem__):
                members = list(group)
                missing = self._needed(rows[members[0]][column], self.widths[column]) - sum(heights[i] for i in members)
                heights[members[-1]] += max(0.0, missing)
        return heights

    def _height(self, values: Sequence[Any]) -> float:
        return max([_LINE + _MARGIN, *(self._needed(v, w) for v, w in zip(values, self.widths, strict=True))])

    def _needed(self, value: Any, width: int) -> float:
        """Return the points that wrapped words need; Excel itself measures no merged cells."""
        if not isinstance(value, str):
            return 0.0
        # A Han character does not stand half in a line, and its widths are those of the screen's.
        lines = sum(max(1, ceil(display_width(line) * 1.03 / max(2, width - 2))) for line in value.split("\n"))
        return lines * _LINE + _MARGIN

    def _cells(self, values: Sequence[Any]) -> list[WriteOnlyCell]:
        return [self.style.cell(self.sheet, value) for value in values]

    def _append(self, cells: Sequence[WriteOnlyCell], height: float) -> None:
        self.at += 1
        self.sheet.row_dimensions[self.at].height = round(height, 1)
        self.sheet.append(cells)

    def _merge(self, left: int, right: int, top: int, bottom: int) -> None:
        if (left, top) != (right, bottom):
            first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
            self.sheet.merged_cells.add(f"{first}:{last}")
