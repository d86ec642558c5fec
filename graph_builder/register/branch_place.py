"""The place of a document that names no issuer, by the branches of national systems that it lists.

A notice that says 市财政局 and 漯河银保监分局 and no other city's branch is Luohe's: branches serve the place whose
government calls on them. In doubt the place stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph_builder.bodies import Body
from graph_builder.bodies.names import clean
from graph_builder.bodies.places import Place, division, divisions_under
from graph_builder.bodies.tiers import split_tier
from graph_builder.register.names import Asked

__all__ = ["place_of_branches"]

_TIERS = frozenset({"省", "自治区", "市", "州", "地区", "盟", "县", "旗", "区"})
_FEWEST = 3
"""Bodies with the prefix, below which it says nothing."""
_SHARE = 0.8
"""Least share of the prefix among all that the document uses."""


def place_of_branches(bodies: Mapping[Asked, Body], text: str, year: int | None) -> tuple[str, Place] | None:
    """Return the prefix that a document uses and the only place with branches that it can stand for.

    Args:
        bodies: what the names of the document mean while its place is not known.
        text: the text of the document; a city that it does not govern alone (浏阳市 beside 长沙市) leaves a doubt.
        year: the year of the document.
    """
    used = Counter(word for asked, body in bodies.items() if (word := _prefix(asked, body)))
    if not used:
        return None
    word, times = min(used.items(), key=lambda item: (-item[1], item[0]))
    if times < _FEWEST or times < _SHARE * used.total():
        return None
    codes = {body.code for body in bodies.values() if body.kind == "vertical" and body.code}
    found = [place for code in sorted(codes) if (place := division(code, year)) is not None and _is(place, word)]
    if len(found) != 1:
        return None
    (place,) = found
    below = divisions_under(place, "county", year) if word == "市" and place.level == "prefecture" else ()
    doubtful = any(inner.name in text for inner in below if inner.name.endswith("市"))
    return None if doubtful else (word, place)


def _prefix(asked: Asked, body: Body) -> str:
    """Return the tier that a single body is named with; empty for those of a place that is named, and for groups."""
    if body.kind in {"group", "generic"} or body.code:
        return ""
    tier = split_tier(clean(asked.prefix)) or split_tier(clean(asked.name))
    word = tier.word if tier is not None else clean(asked.prefix)
    return word if word in _TIERS else ""


def _is(place: Place, word: str) -> bool:
    if word == "区" and place.level != "county":
        return False
    return place.name.endswith(word)
