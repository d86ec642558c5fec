"""The place of a document that names no issuer, by the branches of national systems that it lists, or by its text.

A notice that says 市财政局 and 漯河银保监分局 and no other city's branch is Luohe's: branches serve the place whose
government calls on them. A notice that says 县财政局 and names one county again and again is of that county; not so
with 市, as county-level cities name the city above them too. In doubt the place stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph_builder.bodies import Body
from graph_builder.bodies.names import clean
from graph_builder.bodies.places import Place, division, divisions_under, starts_with_name
from graph_builder.bodies.tiers import split_tier
from graph_builder.register.names import Asked

__all__ = ["place_of_branches", "place_of_text"]

_TIERS = frozenset({"省", "自治区", "市", "州", "地区", "盟", "县", "旗", "区"})
_FEWEST = 3
"""Bodies with the prefix, below which it says nothing."""
_MOST_READ = 20_000
"""Characters of a text in which places are counted."""
_LONGEST = 40
_SHARE = 0.8
"""Least share of the prefix among all that the document uses."""


def place_of_branches(bodies: Mapping[Asked, Body], text: str, year: int | None) -> tuple[str, Place] | None:
    """Return the prefix that a document uses and the only place with branches that it can stand for.

    Args:
        bodies: what the names of the document mean while its place is not known.
        text: the text of the document; where it names a city below the place as often, a doubt is left.
        year: the year of the document.
    """
    word = _used(bodies)
    if not word:
        return None
    codes = {body.code for body in bodies.values() if body.kind == "vertical" and body.code}
    found = [place for code in sorted(codes) if (place := division(code, year)) is not None and _is(place, word)]
    if len(found) != 1:
        return None
    (place,) = found
    below = divisions_under(place, "county", year) if word == "市" and place.level == "prefecture" else ()
    below = tuple(inner for inner in below if inner.name.endswith("市"))
    own = text.count(place.name)
    doubtful = any(inner.name in text and text.count(inner.name) >= own for inner in below)
    return None if doubtful else (word, place)


def place_of_text(bodies: Mapping[Asked, Body], text: str, year: int | None) -> tuple[str, Place] | None:
    """Return the prefix that a document uses and the place of that tier that it names far more often than others."""
    word = _used(bodies)
    if word not in {"省", "县", "旗", "区"}:
        return None
    named: Counter[str] = Counter()
    at, end = 0, min(len(text), _MOST_READ)
    while at < end:
        piece = text[at : at + _LONGEST]
        found = starts_with_name(piece, None, year)
        if found is not None and found[0].code is not None and _is(found[0], word):
            named[found[0].code] += 1
        at += max(1, len(piece) - len(found[1])) if found is not None else 1
    first, second = [*named.most_common(2), ("", 0), ("", 0)][:2]
    place = division(first[0], year) if first[1] >= _FEWEST and first[1] >= 2 * second[1] else None
    return (word, place) if place is not None else None


def _used(bodies: Mapping[Asked, Body]) -> str:
    """Return the prefix that nearly all bodies with a prefix have; empty where there is none."""
    used = Counter(word for asked, body in bodies.items() if (word := _prefix(asked, body)))
    word, times = min(used.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return word if times >= _FEWEST and times >= _SHARE * used.total() else ""


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
