"""What the words for units mean: the number without 万 and 亿, in a unit of QUDT or of the scheme of units.

The words are in `data/units.csv`. Words for counting (家, 座, 人次) are one unit, a number of things: what is counted
is in the label and in the words, and 3万家 and 30000家 are equal. Words whose size depends on who says them have none:
月 and 课时 have no fixed length, 倍 needs what it is compared with, 度 is heat, an angle or a kilowatt-hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graph_builder.bodies.places import DATA, DataError, data_rows
from ontology.terms import CNUNIT, PREFIXES, UNIT

__all__ = ["Quantity", "quantity", "words"]

_UNITS = DATA / "units.csv"
# The empty one first: 千克 is a unit, not a thousand of 克.
_SCALES = {
    "": 0,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "万亿": 12,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in ASCII digits, and the IRI of its unit."""

    value: str
    unit: str


@cache
def words() -> dict[str, str]:
    """Return the IRI of the unit that each word means.

    Raises:
        DataError: a row names no unit, or a word stands twice; the message names file and line.
    """
    known = {iri for group in (UNIT, CNUNIT) for iri in vars(group).values()}
    found: dict[str, str] = {}
    for line, (word, name) in data_rows(_UNITS, ["word", "unit"]):
        prefix, _, local = name.partition(":")
        iri = PREFIXES.get(prefix, "") + local
        if not word or word in found or iri not in known:
            raise DataError(f"{_UNITS.name}, line {line}: a word of its own and a known unit are needed")
        found[word] = iri
    return found


def quantity(value: str, unit: str) -> Quantity | None:
    """Return the number and unit that a figure as printed amounts to, None where the unit is not known for certain.

    >>> quantity("13.5", "万吨")
    Quantity(value='135000', unit='http://qudt.org/vocab/unit/TONNE')

    Args:
        value: a number in ASCII digits without commas.
        unit: its unit as printed, with 万 or 亿 in front.
    """
    known = words()
    for scale, places in _SCALES.items():
        if unit.startswith(scale) and unit[len(scale) :] in known:
            return Quantity(_moved(value, places), known[unit[len(scale) :]])
    return None


def _moved(number: str, places: int) -> str:
    """Move the decimal point, exactly: a product of decimals is rounded to 28 digits."""
    sign, digits, exponent = Decimal(number).as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - a number in digits is neither infinite nor none
    text = f"{Decimal((sign, digits, exponent + places)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
