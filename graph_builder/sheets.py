"""Tables that people fill in: CSV as this program writes it and as spreadsheets save it again.

UTF-8 or UTF-16 with or without byte order mark, or GB 18030; commas, semicolons or tabs; any line ends; columns in any
order. A cell that a spreadsheet would run as a formula or take for a number stands behind an apostrophe, which is
taken off again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from graph_builder.errors import BuildError

__all__ = ["day_of", "guarded", "sheet_rows", "unguarded", "write_sheet"]

LARGEST = 64_000_000
"""Bytes of the largest table that is read."""
_UNSAFE = re.compile(r"'*(?:[=+\-@\t\r\n]|[\d.,/:-]+$)")
_GUARDED = re.compile(r"'(?='*(?:[=+\-@\t\r\n]|[\d.,/:-]+$))")
_DAY = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?: 0?0:00(?::00)?)?", re.ASCII)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def write_sheet(
    columns: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO, own: Collection[str] = ()
) -> None:
    """Write a table that a spreadsheet opens: UTF-8 with byte order mark, no cell that runs or is reckoned.

    The stream should not translate line ends. Cells of the columns `own` hold numbers and names of our own.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell if name in own else guarded(cell) for name, cell in zip(columns, row, strict=True)])


def sheet_rows(
    path: Path, columns: Sequence[str], needed: Sequence[str], error: type[BuildError], hint: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield file, line and (where it differs) row of each row of a table, and its cells by column.

    Args:
        path: the file.
        columns: the names of columns that are read; others are passed over.
        needed: those of them that must be there.
        error: what is raised, with one line that begins with the file.
        hint: said where a needed column is missing: which command writes such a table.
    """
    text = _text(path, error)
    lines = text.splitlines()
    first = lines[0] if lines else ""
    # A spreadsheet separates with what its country takes; the first line of ours holds names only.
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=False)
    names: dict[str, int] = {}
    row, line = 0, 1
    try:
        for cells in reader:
            row += 1
            where = f"{path}:{line}" + (f" (row {row})" if row != line else "")
            if not names:
                names, wrong = _header(cells, columns, needed, hint)
                if wrong:
                    raise error(f"{where}: {wrong}")
            elif any(cell.strip() for cell in cells):
                yield where, {name: unguarded(cells[i]) if i < len(cells) else "" for name, i in names.items()}
            line = reader.line_num + 1
    except csv.Error as reason:
        raise error(f"{path}:{line}: this is no table ({reason})") from reason
    if not names:
        raise error(f"{path}: the table is empty")


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run or reckon."""
    return "'" + cell if _UNSAFE.match(cell) else cell


def unguarded(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running or reckoning a cell.

    >>> unguarded("'=1+1"), unguarded("''-"), unguarded("'1.10"), unguarded("'quoted'")
    ('=1+1', "'-", '1.10', "'quoted'")
    """
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return cell[1:] if _GUARDED.match(cell) else cell


def day_of(said: str, column: str, where: str, error: type[BuildError]) -> date | None:
    """Return the day that a cell says, None where it is empty; `error` names `where` and the column."""
    match = _DAY.fullmatch(said)
    if said and match is None:
        raise error(f"{where}: {said[:40]!r} in the column {column} is no day such as 2020-12-31")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        raise error(f"{where}: there is no day {said[:40]!r} (column {column})") from None


def _text(path: Path, error: type[BuildError]) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise error(f"{path}: larger than any table ({path.stat().st_size} bytes; {LARGEST} are read)")
        data = path.read_bytes()
    except OSError as reason:
        raise error(f"{path}: {reason.strerror or reason}") from reason
    known = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    for encoding in (known,) if known else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise error(f"{path}: this is no text (neither UTF-8, UTF-16 nor GB 18030)")


def _header(
    cells: Sequence[str], columns: Sequence[str], needed: Sequence[str], hint: str
) -> tuple[dict[str, int], str]:
    """Return where each column stands, and what is wrong with the heading."""
    names: dict[str, int] = {}
    wrong = ""
    for i, cell in enumerate(cells):
        name = cell.strip()
        if name in columns and name in names:
            wrong = wrong or f"the column {name} stands twice"
        if name in columns:
            names[name] = i
    missing = [name for name in needed if name not in names]
    return names, wrong or (f"the table has no column {', '.join(missing)} ({hint})" if missing else "")
