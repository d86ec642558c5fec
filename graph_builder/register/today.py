"""Places that have changed their names: a body bears one full name in all documents, that with the name of today.

襄樊市教育局 and 襄阳市教育局 are one body, as 襄樊市 and 襄阳市 are one place; the name of then is another name of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from graph_builder.bodies import Body
from graph_builder.bodies.places import Place, division

__all__ = ["coded", "of_today", "place_label"]

_CODED = re.compile(r"\d{6}(?:-\d{4})?", re.ASCII)
_TIER = re.compile(r"(?<=..)(?:自治区|自治州|自治县|地区|[省市县区州盟旗])$")


@lru_cache(maxsize=8192)
def coded(key: str) -> Place | None:
    """Return the division of the data file with that key, as it is today or was last; None for other places."""
    return division(key) if _CODED.fullmatch(key) else None


def place_label(body: Body) -> str:
    """Return what the place of a body is called today; empty where it has none."""
    place = coded(body.place_key) if body.place else None
    return place.label if place is not None else body.place or ""


def of_today(body: Body) -> Body:
    """Return a body with the name that its place has today in its full name and in that of its parent."""
    old, new = body.place or "", place_label(body)
    if old == new:
        return body
    return replace(
        body, label=_renamed(body.label, old, new), parent_label=_renamed(body.parent_label or "", old, new) or None
    )


def _renamed(name: str, old: str, new: str) -> str:
    """Put one name of a place for another, or its short form where that stands (中国人民银行襄樊中心支行)."""
    if old in name:
        return name.replace(old, new, 1)
    return name.replace(_TIER.sub("", old), _TIER.sub("", new), 1)
