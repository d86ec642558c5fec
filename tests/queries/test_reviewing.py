"""The table for review: every fact once, with its sentence, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import queries
from queries.reviewing import REVIEW_COLUMNS, _sentence


def test_rows_are_facts_in_the_order_of_the_text(trig: Path) -> None:
    rows = queries.review(queries.open_graph(str(trig)))
    assert {row["kind"] for row in rows} == {
        "document", "task", "deadline", "responsibility", "reference", "indicator", "unread",
    }  # fmt: skip
    places = [(row["source"], row["document"], int(row.get("start", -1))) for row in rows]
    assert places == sorted(places)
    for row in rows:
        assert row["quote"] in row["sentence"] if row["kind"] == "indicator" else row["was"]
        assert not row["fact"].startswith("http")


def test_table_opens_in_a_spreadsheet(trig: Path) -> None:
    rows = queries.review(queries.open_graph(str(trig)))
    out = io.StringIO(newline="")
    queries.write_review(rows, out)
    assert out.getvalue().startswith("\ufeffdecision,by,")
    read = list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline="")))
    assert [tuple(row) for row in read] == [REVIEW_COLUMNS] * len(rows)
    assert {row["decision"] for row in read} == {""}
    cells = [cell for row in read for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert [cell for cell in cells if cell.startswith("'=cmd")]


def test_sentence_around_a_quote() -> None:
    text = "甲。乙丙。（某局负责）丁。"
    at = text.index("（")
    assert _sentence(text, at, at + 6, clause=True).startswith("乙丙。（某局负责）")
    assert _sentence(text, 2, 4, clause=False) == "乙丙。"
