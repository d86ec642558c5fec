"""The table of reforms `data/reforms.csv`: which bodies became which, when, at which tier, and by what decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from graph_builder.bodies.names import fold, state_body
from graph_builder.bodies.places import DATA, DataError, data_rows, division

ChangeKind = Literal["renamed", "reorganized", "merged", "split", "absorbed", "transferred"]

REFORMS = DATA / "reforms.csv"
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
STATE_TIER = "state"
LOCAL_TIERS = ("province", "municipality", "city", "county")
BRANCH_TIERS = ("branch-province", "branch-city", "branch-capital", "branch-county")

_COLUMNS = ["tier", "date", "kind", "originals", "results", "function", "source", "note"]
_MARK = re.compile(r"\{(?:place|short)\}")
# How many originals and results a central row of each kind has, at the least and at the most.
_COUNTS: dict[ChangeKind, tuple[tuple[int, int], tuple[int, int]]] = {
    "renamed": ((1, 1), (1, 1)),
    "reorganized": ((1, 1), (1, 1)),
    "merged": ((2, 99), (1, 1)),
    "split": ((1, 1), (1, 99)),
    "absorbed": ((1, 99), (1, 1)),
    "transferred": ((1, 99), (1, 99)),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the table: full at the state tier, without place or with {place} or {short} below.

    `stem` is what the keys of bodies of that name have behind the place. A name that is not `certain` stands for a
    body only where a document names it.
    """

    text: str
    stem: str
    certain: bool

    @property
    def ending(self) -> str:
        """The last character, which tells an office of one kind from another (厅, 局, 会)."""
        return self.text[-1]


Slot = tuple[Name, ...]
"""One body of an event, under the names that it may have at a place."""


@dataclass(frozen=True, slots=True, eq=False)
class Reform:
    """One row: at these tiers `originals` became `results` or a `function` moved, by the `day` at the latest."""

    line: int
    tiers: tuple[str, ...]
    day: date
    kind: ChangeKind
    originals: tuple[Slot, ...]
    results: tuple[Slot, ...]
    function: str
    source: str
    old_stems: frozenset[str]
    new_stems: frozenset[str]

    @property
    def central(self) -> bool:
        """Whether the row is about central bodies."""
        return self.tiers == (STATE_TIER,)

    def holds_at(self, tiers: frozenset[str | None]) -> bool:
        """Whether the row is about a place of these tiers, one of which is its code."""
        return not tiers.isdisjoint(self.tiers) and not any(f"-{tier}" in self.tiers for tier in tiers)


@cache
def reforms() -> tuple[Reform, ...]:
    """Return the rows of the product's own table."""
    return read_reforms(REFORMS)


def read_reforms(path: Path) -> tuple[Reform, ...]:
    """Return the rows of a table by day, rows of one day in the order of the file.

    Raises `DataError`, naming file and line, for a row that cannot be used.
    """
    rows = [_reform(f"{path.name}, line {line}", line, cells) for line, cells in data_rows(path, _COLUMNS)]
    return tuple(sorted(rows, key=lambda row: row.day))


def _reform(where: str, line: int, cells: list[str]) -> Reform:
    tier, day, kind, originals, results, function, source, _note = cells
    tiers = _tiers(where, tier)
    found = next((known for known in KINDS if known == kind), None)
    if found is None:
        raise DataError(f"{where}: kind is one of {', '.join(KINDS)}")
    if bool(function) != (found == "transferred"):
        raise DataError(f"{where}: function says what was transferred, and stands in rows of that kind only")
    if not source:
        raise DataError(f"{where}: a source is needed")
    old, new = _slots(where, originals), _slots(where, results)
    row = Reform(line, tiers, _day(where, day), found, old, new, function, source, _stems(old), _stems(new))
    _check(where, row)
    return row


def _tiers(where: str, text: str) -> tuple[str, ...]:
    tiers = tuple(text.split("|"))
    for tier in tiers:
        name, at, code = tier.removeprefix("-").rpartition("@")
        place = division(code) is not None and (name in {*LOCAL_TIERS, *BRANCH_TIERS} if at else True)
        if not place and tier not in {*LOCAL_TIERS, *BRANCH_TIERS} and tiers != (STATE_TIER,):
            raise DataError(f"{where}: tier is state, or tiers of places and codes of divisions.csv, separated by |")
    return tiers


def _day(where: str, text: str) -> date:
    try:
        if re.fullmatch(r"[12]\d{3}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise DataError(f"{where}: date is a day such as 2018-03-17")


def _slots(where: str, text: str) -> tuple[Slot, ...]:
    slots = tuple(tuple(_name(part) for part in slot.split("/")) for slot in text.split("|"))
    if any(not name.text or re.search(r"[{}?\s]", _MARK.sub("", name.text)) for slot in slots for name in slot):
        raise DataError(
            f"{where}: names are separated by | or /, with ? before them and {{place}} or {{short}} in them"
        )
    return slots


def _stems(slots: tuple[Slot, ...]) -> frozenset[str]:
    return frozenset(name.stem for slot in slots for name in slot)


def _name(text: str) -> Name:
    name = text.removeprefix("?")
    return Name(name, fold(_MARK.sub("", name)), name == text)


def _check(where: str, row: Reform) -> None:
    """Hold a central row to full names that bodies.csv has in use, and every row to numbers that its kind allows."""
    for slots, (least, most) in zip((row.originals, row.results), _COUNTS[row.kind], strict=True):
        if row.central and not least <= len(slots) <= most:
            raise DataError(f"{where}: {row.kind} with {len(slots)} names where {least} to {most} are needed")
    if row.old_stems & row.new_stems:
        raise DataError(f"{where}: one body is original and result")
    if not row.central:
        return
    for slot in (*row.originals, *row.results):
        known = state_body(slot[0].text, row.day.year)
        if len(slot) > 1 or not slot[0].certain or known is None or known.state != slot[0].text:
            raise DataError(f"{where}: bodies.csv has no central body with the full name {slot[0].text}")
        if not known.in_use(row.day.year):
            raise DataError(
                f"{where}: bodies.csv, line {known.line} says that {known.state} was not there in that year"
            )
