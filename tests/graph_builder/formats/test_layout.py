"""Tables as lines: one row a line, merged cells marked."""

from __future__ import annotations

import pytest

from graph_builder.formats.layout import Cell, table_lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([], []),
        ([[Cell("任务"), Cell("责任单位")]], ["任务\t责任单位"]),
        ([[Cell("修路", rows=2), Cell("甲局")], [Cell("乙局")]], ["修路\t甲局", "〃\t乙局"]),
        (
            [[Cell("修路"), Cell("甲局", rows=3)], [Cell("架桥")], [Cell("挖井")]],
            ["修路\t甲局", "架桥\t〃", "挖井\t〃"],
        ),
        (
            [[Cell("一、重点任务", columns=3)], [Cell("1"), Cell("修路"), Cell("甲局")]],
            ["一、重点任务", "1\t修路\t甲局"],
        ),
        ([[Cell("总", rows=2, columns=2), Cell("甲局")], [Cell("乙局")]], ["总\t\t甲局", "〃\t〃\t乙局"]),
        ([[Cell("甲\n局\t 乙局")]], ["甲 局 乙局"]),
        # a cell that claims more rows than there are
        ([[Cell("修路", rows=9), Cell("甲局")]], ["修路\t甲局"]),
    ],
)
def test_rows_are_lines(rows: list[list[Cell]], lines: list[str]) -> None:
    assert table_lines(rows) == lines
