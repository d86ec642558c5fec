"""The table of corrections: what spreadsheets make of it, and what each wrong row says."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.corrections import COLUMNS, Correction, CorrectionError, Kind, read_corrections
from graph_builder.corrections.table import plain_decimal
from graph_builder.model import Verdict
from graph_builder.sheets import unguarded
from queries.reviewing import REVIEW_COLUMNS, write_review

GOOD = {
    "decision": "edit", "kind": "responsibility", "role": "support", "words": "市财政局", "source": "a.txt", "start": "10",
    "quote": "（市教育局牵头，市财政局配合）", "was": "lead 市财政局", "fact": "task/1/responsibility/2",
}  # fmt: skip


def table(path: Path, *rows: dict[str, str], encoding: str = "utf-8-sig", mark: str = ",", ends: str = "\r\n") -> Path:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=mark, lineterminator=ends, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def one(path: Path) -> Correction:
    (correction,) = read_corrections([path])
    return correction


def test_both_rooms_name_the_same_columns() -> None:
    assert REVIEW_COLUMNS == COLUMNS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_any_way_a_spreadsheet_saves_it(tmp_path: Path, encoding: str, mark: str, ends: str) -> None:
    found = one(table(tmp_path / "t.csv", GOOD, encoding=encoding, mark=mark, ends=ends))
    assert (found.decision, found.kind, found.role, found.words) == (
        Verdict.EDIT,
        Kind.RESPONSIBILITY,
        "support",
        "市财政局",
    )
    assert (found.start, found.quote) == (10, GOOD["quote"])


def test_columns_in_any_order_and_empty_ones_behind(tmp_path: Path) -> None:
    names = list(reversed(GOOD))
    text = ",".join([*names, "", ""]) + "\n" + ",".join([*(GOOD[name] for name in names), "", ""]) + "\n,,,\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert one(tmp_path / "t.csv").words == "市财政局"


def test_rows_without_a_decision_are_passed_over_whatever_they_hold(tmp_path: Path) -> None:
    assert read_corrections([table(tmp_path / "t.csv", GOOD | {"decision": "", "kind": "?", "start": "?"})]) == ()


@pytest.mark.parametrize(("said", "verdict"), [("REJECT", "reject"), ("驳回", "reject"), (" 修改 ", "edit")])
def test_decisions_in_chinese(tmp_path: Path, said: str, verdict: str) -> None:
    assert one(table(tmp_path / "t.csv", GOOD | {"decision": said})).decision == verdict


def test_roles_in_chinese(tmp_path: Path) -> None:
    assert one(table(tmp_path / "t.csv", GOOD | {"role": "牵头"})).role == "lead"


@pytest.mark.parametrize("said", ["2020/12/31", "2020-12-31", "2020年12月31日", "2020/12/31 0:00"])
def test_days_as_spreadsheets_write_them(tmp_path: Path, said: str) -> None:
    row = GOOD | {"deadline": said, "deadlineWords": "2020年底前", "date": said, "start": "10.0"}
    found = one(table(tmp_path / "t.csv", row))
    assert found.deadline == found.day == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"decision": "delete"}, "no decision 'delete'; there are reject, edit, add"),
        ({"kind": "duty"}, "no kind 'duty'"),
        ({"role": "boss"}, "no role 'boss'"),
        ({"start": "ten"}, "the start 'ten' is no number"),
        ({"date": "yesterday"}, "in the column date is no day"),
        ({"deadline": "2020-02-31", "deadlineWords": "年底"}, "there is no day '2020-02-31'"),
        ({"deadline": "2020-12-31"}, "a deadline has a day"),
        ({"words": ""}, "the column words is empty"),
        ({"words": "市民政局"}, "does not stand in the quote"),
        ({"quote": ""}, "there is no quote"),
        ({"kind": "task", "decision": "add"}, "a task cannot be added"),
        ({"kind": "unread"}, "what was not read cannot be edited"),
        ({"kind": "reference", "role": "cites", "words": "", "value": ""}, "a reference has a title"),
        ({"kind": "reference", "role": "cites", "words": "甲办法"}, "does not stand in the quote"),
        ({"kind": "indicator", "value": "many", "unit": "座"}, "is no number"),
        ({"kind": "indicator", "value": "5", "unit": "座"}, "does not stand in the quote"),
        ({"kind": "indicator", "value": "5", "year": "20"}, "the year '20'"),
        ({"kind": "document", "role": "colour"}, "no role 'colour'"),
        ({"kind": "document", "role": "signed", "words": "某日"}, "is no day"),
    ],
)
def test_wrong_row_is_one_line_with_file_and_line(tmp_path: Path, change: dict[str, str], words: str) -> None:
    path = table(tmp_path / "t.csv", GOOD | {"quote": "甲\n乙", "decision": ""}, GOOD | change)
    with pytest.raises(CorrectionError) as caught:
        read_corrections([path])
    assert str(caught.value).startswith(f"{path}:4 (row 3): ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the table is empty"),
        (b"a,b\n1,2\n", "no column decision, kind, source, quote"),
        (b"decision,decision,kind,source,quote\n", "stands twice"),
        (b"\xff\xff\xff\xff\x80", "this is no text"),
    ],
)
def test_wrong_file_is_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(CorrectionError, match=words):
        read_corrections([tmp_path / "t.csv"])
    with pytest.raises(CorrectionError, match=r"none\.csv: No such file"):
        read_corrections([tmp_path / "none.csv"])


def test_huge_cell_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match=r"t\.csv:2: this is no table"):
        read_corrections([table(tmp_path / "t.csv", GOOD | {"note": "长" * 200_000})])


def test_contradiction_names_both_lines(tmp_path: Path) -> None:
    first, second = table(tmp_path / "1.csv", GOOD, GOOD), table(tmp_path / "2.csv", GOOD | {"decision": "reject"})
    assert len(read_corrections([first])) == 1
    with pytest.raises(CorrectionError, match=r"2\.csv:2: contradicts .*1\.csv:2"):
        read_corrections([first, second])


@given(st.text(alphabet=st.sampled_from("'=+-@\t\n甲1.10,/: x"), max_size=12))
def test_guarding_is_exact_and_leaves_nothing_to_run(words: str) -> None:
    out = io.StringIO(newline="")
    write_review([{"words": words, "value": "80", "start": "3"}], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""))
    assert unguarded(row["words"]) == words
    assert row["words"][:1] not in ("=", "+", "-", "@", "\t")
    assert (row["value"], row["start"]) == ("80", "3")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_numbers_are_the_same_however_they_are_written(value: object) -> None:
    assert plain_decimal(f"{value:,f}") == plain_decimal(f"{value}") == plain_decimal(plain_decimal(f"{value}"))
