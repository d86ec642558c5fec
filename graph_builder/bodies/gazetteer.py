"""The data file of divisions: its rows, and which of them a name or a code meant in a year."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Level = Literal["state", "province", "prefecture", "county", "township"]

LEVELS: tuple[Level, ...] = ("state", "province", "prefecture", "county", "township")
DATA = Path(__file__).resolve().parent.parent / "data"
DIVISIONS = DATA / "divisions.csv"

_COLUMNS = ["code", "name", "short", "level", "parent", "valid_from", "valid_to", "successor"]
_NEVER = 9999
_SUBURB = "市郊区"


class DataError(ValueError):
    """A row of a data file that cannot be used; the message names file and line."""


class Division(NamedTuple):
    """A period of a division: from the year `since` to the end of the year before `until` (9999: still in force)."""

    code: str
    name: str
    short: str
    level: Level
    parent: str
    since: int
    until: int
    successor: str

    @property
    def current(self) -> bool:
        """Whether it is still in force."""
        return self.until == _NEVER

    @property
    def goes_on(self) -> bool:
        """Whether the same division goes on under another code or name."""
        return self.successor.startswith("=")

    @property
    def successors(self) -> list[str]:
        """The codes of what took its place, or of itself under another code or name."""
        return self.successor.removeprefix("=").split("|") if self.successor else []

    def holds(self, year: int) -> bool:
        """Whether it is in force at the end of the year."""
        return self.since <= year < self.until


class Gazetteer(NamedTuple):
    """The rows of the data file by code (in the order of time), by full name and by short name."""

    codes: dict[str, list[Division]]
    names: dict[str, list[Division]]
    shorts: dict[str, list[Division]]


@cache
def gazetteer() -> Gazetteer:
    """Read the data file of divisions, once. Raises `DataError`, naming file and line."""
    codes: dict[str, list[Division]] = {}
    names: dict[str, list[Division]] = {}
    shorts: dict[str, list[Division]] = {}
    levels: dict[str, Level] = {level: level for level in LEVELS}
    years = {str(year): year for year in range(1949, 2100)}
    starts, ends = {"": 0} | years, {"": _NEVER} | years
    for line, (code, name, short, level, parent, valid_from, valid_to, successor) in data_rows(DIVISIONS, _COLUMNS):
        try:
            since, until, known = starts[valid_from], ends[valid_to], levels[level]
        except KeyError:
            raise DataError(f"{DIVISIONS.name}, line {line}: a known level and years are needed") from None
        # 楚雄彝族自治州 has 楚雄州|楚雄: the last is the bare name, of which other names are made.
        row = Division(code, name, short.rpartition("|")[2], known, parent, since, until, successor)
        periods = codes.setdefault(code, [])
        if not name or len(code) != 6 or since >= until or (periods and periods[-1].until > since):
            raise DataError(
                f"{DIVISIONS.name}, line {line}: a new six-digit code or a later period of one, and a name, are needed"
            )
        periods.append(row)
        names.setdefault(name, []).append(row)
        if short:
            for form in short.split("|"):
                shorts.setdefault(form, []).append(row)
    return Gazetteer(codes, names, shorts)


def division_names(*levels: Level) -> frozenset[str]:
    """Return the full names of the divisions of some levels, former ones too, and the short names of those in force."""
    read = gazetteer()
    names = {name for name, rows in read.names.items() if any(row.level in levels for row in rows)}
    shorts = {name for name, rows in read.shorts.items() if any(row.current and row.level in levels for row in rows)}
    return frozenset(names | shorts)


def data_rows(path: Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each row of a data file; lines that begin with # are comments.

    Raises `DataError`, naming file and line, for a wrong heading or a row with another number of cells.
    """
    text = path.read_text(encoding="utf-8")
    quoted, width, heading = '"' in text, len(columns), False
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#":
            continue
        row = next(csv.reader([line])) if quoted and '"' in line else line.split(",")
        if heading and len(row) == width:
            yield number, row
        elif heading:
            raise DataError(f"{path.name}, line {number}: {len(row)} cells where {width} are needed")
        elif row != columns:
            raise DataError(f"{path.name}, line {number}: the columns must be {','.join(columns)}")
        heading = True


def called(name: str, year: int | None = None) -> list[Division]:
    """Return the divisions with this full name that a document of the year can mean."""
    rows = full_name(name)
    return serious(name, meant(rows, year), year) if rows else []


def full_name(name: str) -> list[Division]:
    """Return the divisions that ever had this full name, or one used for it: 楚雄州 and 石柱县 are autonomous."""
    read = gazetteer()
    rows = read.names.get(name, [])
    used = read.shorts.get(name) if _is_full(name) else None
    return rows + used if used else rows


def _is_full(short: str) -> bool:
    """Whether a short name is used as a full one."""
    return short[-1] in "州县旗" and len(short) > 2


@cache
def _sizes() -> dict[str, list[int]]:
    """Return the lengths of full names by their first two characters, the longest first."""
    read = gazetteer()
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name in (*read.names, *filter(_is_full, read.shorts)):
        found[name[:2]].add(len(name))
    return {head: sorted(sizes, reverse=True) for head, sizes in found.items()}


def sizes(text: str) -> list[int]:
    """Return the lengths, the longest first, that a full name at the beginning of the text can have."""
    return [size for size in _sizes().get(text[:2], ()) if size <= len(text)]


def serious(name: str, rows: list[Division], year: int | None) -> list[Division]:
    """Leave out former districts whose name is an everyday word, such as 郊区 or 东区, but in their years."""
    if (len(name) > 2 and name != _SUBURB) or not name.endswith("区"):
        return rows
    return [row for row in rows if row.current or (year is not None and row.since <= year <= row.until)]


def called_short(name: str, year: int | None = None) -> list[Division]:
    """Return the divisions with this short name that a document of the year can mean.

    Short names of counties are everyday words: those of former ones count in their years only.
    """
    rows = gazetteer().shorts.get(name)
    if not rows:
        return []
    return [
        row
        for row in meant(rows, year)
        if row.current or row.level != "county" or (year is not None and row.since <= year <= row.until)
    ]


def meant(rows: Sequence[Division], year: int | None) -> list[Division]:
    """Choose among rows by time: in force in the year, else ended in it; else the current ones, else the latest."""
    if not rows:
        return []
    if year is not None:
        found = [row for row in rows if row.holds(year)] or [row for row in rows if row.until == year]
        if found:
            return found
    latest = max(row.until for row in rows)
    return [row for row in rows if row.until == latest]


def of_code(code: str, year: int | None = None) -> Division | None:
    """Return the row of a code in a year: in force then, else the current or latest one; None for an unknown code."""
    rows = meant(gazetteer().codes.get(code, ()), year)
    return rows[-1] if rows else None


def key_of(row: Division) -> str:
    """Return what stays while a division changes its code or name: the last code it had.

    A code that was given to another division afterwards has the year in which it was given up behind it. Raises
    `DataError` for a successor that the file does not hold.
    """
    while row.goes_on:
        follower = of_code(row.successors[0], row.until)
        if follower is None or follower.since != row.until:
            raise DataError(f"{DIVISIONS.name}: {row.code} {row.name} goes on as {row.successor[1:]}, which is missing")
        row = follower
    return row.code if gazetteer().codes[row.code][-1] is row else f"{row.code}-{row.until}"
