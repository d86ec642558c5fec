"""Whose document a number is: the letters of its code (机关代字) and the places that the text speaks for.

安政办发〔2019〕3号 is a document of 安康 and another one of 安阳; 国办发〔2019〕3号 and 闽政办〔2019〕3号 are one each.
The same question is asked of a document and of a reference to it, so that both get the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from graph_builder.bodies import issuing_authority
from graph_builder.bodies.authority import place_of
from graph_builder.bodies.places import DATA, DataError, Place, data_rows, division

__all__ = ["STATE", "name_of", "owner", "places", "said", "usual"]

STATE = "国家"
"""Owner of the numbers of central bodies."""

_CODES = DATA / "document-codes.csv"
_LEVEL = {
    "省": "province",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    """Return the owners that the letters at the beginning of a code can mean, the usual one first.

    Raises:
        DataError: a row of the data file is empty or says the same twice; the message names file and line.
    """
    rows: dict[str, tuple[str, ...]] = {}
    for line, (letters, whose) in data_rows(_CODES, ["letters", "owner"]):
        if not letters or not whose or whose in rows.get(letters, ()):
            raise DataError(f"{_CODES.name}, line {line}: letters and an owner that they do not have yet are needed")
        if whose.isdecimal() and division(whose) is None:
            raise DataError(f"{_CODES.name}, line {line}: no division has the code {whose}")
        rows[letters] = (*rows.get(letters, ()), whose)
    return rows


def _listed(code: str) -> tuple[str, ...]:
    rows = _rows()
    return next((rows[code[:size]] for size in range(min(len(code), 5), 0, -1) if code[:size] in rows), ())


def name_of(place: Place) -> str:
    """Return what names a place in a key: its code, else its names from above."""
    if place.code is not None:
        return place.code
    return "".join(step.name for step in reversed(list(place.chain())))


@lru_cache(maxsize=4096)
def places(issuers: tuple[str, ...], title: str) -> tuple[Place, ...] | None:
    """Return the place that a document speaks for and those above it; () for central bodies, None where unknown."""
    authority = issuing_authority(issuers, title)
    if authority.level == "state":
        return ()
    place = place_of(authority)
    if place is None or place.nameless:
        return None
    return tuple(place.chain())


def owner(code: str, *chains: Sequence[Place] | None, own: bool = False) -> str | None:
    """Return whose number it is, by the letters of its code: `STATE`, a place (`name_of`), or None where unknown.

    Args:
        code: the code without year and serial, such as 安政办发.
        chains: places from below that the letters can mean: those of the document, or those that the title of a
            reference names and those of the document that refers. The first that fits counts.
        own: whether it is the document's own number: then it belongs to its place, whatever its letters.
    """
    listed = _listed(code)
    if own and chains and chains[0] == ():
        return STATE
    if listed == (STATE,) and not (own and chains and chains[0]):
        return STATE
    for chain in chains:
        for place in chain or ():
            if len(code) > 2 and place.brief[:2] == code[:2]:
                return name_of(place)
        here = [name_of(place) for place in chain or ()]
        for whose in listed:
            if whose in here:
                return whose
        for place in chain or ():
            if place.brief[:1] == code[:1] or place.level == _LEVEL.get(code[:1], ""):
                return name_of(place)
    if own and chains and chains[0]:
        return name_of(chains[0][0])
    return listed[0] if listed else None


def usual(code: str) -> str | None:
    """Return whom the letters of a code mean wherever they stand: what need not be said beside the number.

    >>> usual("国办发"), usual("闽政办"), usual("安政办发")
    ('国家', '350000', None)
    """
    return next(iter(_listed(code)), None)


def said(title: str) -> bool:
    """Tell whether a title says who issues: what stands before 关于, 印发 or 转发 ends like the name of a body."""
    opening = re.split("关于|印发|转发|发布|公布", title, maxsplit=1)[0]
    return re.search(r"(?:[府厅局委办部院]|委员会|办公室|小组)$", opening) is not None
