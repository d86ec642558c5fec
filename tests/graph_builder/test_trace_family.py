"""The trace held against the judgement of a person: which section of five provinces' plans carries out which of the parent.

`trace-held-out.csv` was made by reading the documents, before and without any program that aligns them. Its rows are
pairs of printed numbers of the lowest sections. `parent` is empty where the plan adds a section of its own; `sure` is
`no` where careful readers may differ, and such a pair counts neither for nor against.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from graph_builder.inputs.source import read_source
from graph_builder.model import Reading
from graph_builder.reading import read
from graph_builder.trace import Trace, trace

TABLE = Path(__file__).with_name("trace-held-out.csv")
PARENT = "028"
WANTED = 0.90

Pair = tuple[str, str]


class Judged(NamedTuple):
    """What a person found in one document."""

    sections: set[str]
    sure: set[Pair]
    arguable: set[Pair]


class Marks(NamedTuple):
    """Pairs found that are right, found that are wrong, and not found."""

    right: set[Pair]
    wrong: set[Pair]
    missed: set[Pair]

    def __str__(self) -> str:
        right = len(self.right)
        return (
            f"precision {_share(right, right + len(self.wrong)):.3f} recall {_share(right, right + len(self.missed)):.3f}"
            f" F1 {self.f1:.3f}; wrong: {_listed(self.wrong)}; missed: {_listed(self.missed)}"
        )

    @property
    def f1(self) -> float:
        right = 2 * len(self.right)
        return _share(right, right + len(self.wrong) + len(self.missed))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _listed(pairs: Iterable[Pair]) -> str:
    return " ".join(f"{child}->{parent}" for child, parent in sorted(pairs)) or "none"


def judgement() -> dict[str, Judged]:
    judged: dict[str, Judged] = {}
    with TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            of = judged.setdefault(row["document"], Judged(set(), set(), set()))
            of.sections.add(row["child"])
            if row["parent"]:
                {"yes": of.sure, "no": of.arguable}[row["sure"]].add((row["child"], row["parent"]))
    return judged


JUDGED = judgement()


def marks(found: set[Pair], judged: Judged) -> Marks:
    return Marks(found & judged.sure, found - judged.sure - judged.arguable, judged.sure - found)


def pair(found: Trace) -> Pair:
    """Return the printed numbers of the section that carries out and of the one that is carried out."""
    return found.child.number or found.child.label or "", found.parent.number or found.parent.label or ""


@cache
def reading(folder: Path, number: str) -> Reading:
    (path,) = (folder / "corpus" / "family").glob(f"{number}_*.txt")
    return read(read_source(path))


def lowest(of: Reading) -> set[str]:
    """Return the numbers of the sections that have no sections of their own."""
    units = of.outline.units
    above = {unit.parent for unit in units}
    return {unit.path or unit.label or "" for index, unit in enumerate(units) if index not in above}


def test_arguable_pairs_count_neither_for_nor_against() -> None:
    judged = Judged({"一", "二"}, {("一", "一"), ("二", "三")}, {("二", "二")})
    found = marks({("一", "一"), ("二", "二"), ("二", "四")}, judged)
    assert found == Marks({("一", "一")}, {("二", "四")}, {("二", "三")})
    assert found.f1 == 0.5
    assert "wrong: 二->四; missed: 二->三" in str(found)
    assert marks(set(), Judged({"一"}, set(), set())).f1 == 1


def test_no_pair_is_judged_twice() -> None:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    judged = [tuple(row.split(",")[:3]) for row in rows]
    assert len(judged) == len(set(judged))
    assert all(len(of.sections) >= 10 and not of.sure & of.arguable for of in JUDGED.values())


@pytest.mark.parametrize("number", JUDGED)
def test_outline_numbers_every_judged_section(shared: Path, number: str) -> None:
    assert lowest(reading(shared, number)) == JUDGED[number].sections
    judged = JUDGED[number].sure | JUDGED[number].arguable
    assert {parent for _, parent in judged} <= lowest(reading(shared, PARENT))


def test_trace_agrees_with_a_reader(shared: Path) -> None:
    parent = reading(shared, PARENT)
    total = Marks(set(), set(), set())
    told = []
    for number, judged in JUDGED.items():
        of = marks({pair(found) for found in trace(parent, reading(shared, number))}, judged)
        told.append(f"{number}: {of}")
        for all_of, some in zip(total, of, strict=True):
            all_of |= {(f"{number} {child}", above) for child, above in some}
    told.append(f"all: {total}")
    assert total.f1 >= WANTED, "\n".join(told)
