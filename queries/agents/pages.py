"""Rows as JSON for an agent: a page of them, in plain values, with a note where something was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal

from ontology.terms import PREFIXES
from queries.rows import Rows, Term

__all__ = ["MOST_CHARACTERS", "Answer", "page", "plain"]

MOST_CHARACTERS = 100_000
"""Characters of values that one answer may have."""

_LONGEST = 2_000
_IN_QUERY = "ORDER BY with OFFSET in the query"
_XSD = PREFIXES["xsd"]
_WHOLE = {_XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool answers: one line for people, and the same as JSON."""

    line: str
    data: Mapping[str, Any]


def page(rows: Rows, limit: int, offset: int = 0, whole: bool = True, paged: bool = True) -> dict[str, Any]:
    """Return a page of an answer as JSON.

    Args:
        rows: the answer.
        limit: rows that the page may have.
        offset: rows to pass over.
        whole: whether `rows` is the whole answer; otherwise there is more than it holds.
        paged: whether the tool that answers takes an offset.
    """
    if rows.boolean is not None:
        return {"columns": [], "rows": [], "boolean": rows.boolean, "cut": False}
    given: list[dict[str, Any]] = []
    room, clipped = MOST_CHARACTERS, 0
    for row in rows.rows[offset : offset + limit]:
        cells = {name: plain(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        clipped += sum(isinstance(cell, str) and len(cell) > _LONGEST for cell in cells.values())
        cells = {name: _clip(cell) for name, cell in cells.items()}
        room -= sum(len(str(cell)) for cell in cells.values())
        if room < 0 and given:
            break
        given.append(cells)
    end = offset + len(given)
    found: dict[str, Any] = {"columns": list(rows.columns), "rows": given, "cut": end < len(rows) or bool(clipped)}
    if whole:
        found["total"] = len(rows)
    if note := _note(offset, end, len(rows) if whole else None, end < len(rows), clipped, paged):
        found["note"] = note
    return found


def plain(term: Term) -> str | int | bool:
    """Return a term as a JSON value: IRIs in full, whole numbers and truth values as such, the rest as its text."""
    if isinstance(term, BlankNode):
        return str(term)
    if isinstance(term, Literal):
        kind = term.datatype.value
        if kind in _WHOLE and len(term.value) < 16 and term.value.removeprefix("-").isdecimal():
            return int(term.value)
        if kind == _XSD + "boolean":
            return term.value in ("true", "1")
    return term.value


def _clip(cell: str | int | bool) -> str | int | bool:
    return cell[: _LONGEST - 1] + "…" if isinstance(cell, str) and len(cell) > _LONGEST else cell


def _note(offset: int, end: int, found: int | None, more: bool, clipped: int, paged: bool) -> str:
    """Say what the page does not hold, and how to get it."""
    parts = []
    if more:
        there = f"of {found}" if found is not None else "are given, and there are more"
        parts.append(f"CUT: rows {offset + 1} to {end} {there}; {f'offset={end}' if paged else _IN_QUERY} goes on")
    elif offset and end == offset:
        parts.append(f"there are {found} rows, and none after offset={offset}")
    if clipped:
        parts.append(f"{clipped} values longer than {_LONGEST} characters are cut and end with …; SUBSTR reads on")
    return "; ".join(parts)
