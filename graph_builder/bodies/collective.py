"""Groups of bodies (各县区政府), bodies that are not determined (有关部门), and tiers below the document's own."""

from __future__ import annotations

from dataclasses import replace

from .asked import Asked
from .body import STATE, Body, plain
from .groups import member_level, starts_tier_list, tidy_group
from .names import Kind, fold_group
from .places import Level, starts_with_name
from .tiers import own_tier, split_tier

_LEVEL_OF: dict[str, Level] = {"省": "province", "自治区": "province", "县": "county", "旗": "county", "区": "county"}


def collective(asked: Asked, kind: Kind) -> Body:
    """A group (各县区政府) or bodies that are not determined (有关部门), both within the place of the document."""
    name, place = asked.name.removeprefix("我"), asked.place
    if place is not None:
        for start in dict.fromkeys((place.government, place.label, place.name)):
            if start and name.startswith(start):
                rest = name[len(start) :]
                name = f"人民政府{rest}" if start == place.government and start.endswith("人民政府") else rest
                break
        else:
            tier = split_tier(name)
            if tier is not None and not starts_tier_list(tier.rest) and own_tier(tier, place) == place:
                name = tier.rest
        if name.startswith("政府") and place.level is not None:
            name = f"人民{name}"
        found = starts_with_name(name, place, asked.year)
        if found is not None and found[0].code is not None and found[1]:
            # 天津市、河北省相关部门 in a document of another place.
            return _labelled(asked, kind, name, name)
    if kind == "group":
        name = tidy_group(name)
    return _labelled(asked, kind, name, f"{place.label}{name}" if place is not None else name)


def _labelled(asked: Asked, kind: Kind, name: str, label: str) -> Body:
    place = asked.place
    mark = "组" if kind == "group" else "泛"
    scope = place.key if place is not None else STATE
    body = plain(f"{scope}|{mark}|{fold_group(name)}", label, kind, place, f"{kind} within the scope of the document")
    return replace(body, level=member_level(name, place.level if place is not None else "state"))


def lower(asked: Asked, name: str, word: str = "") -> Body:
    """A tier below the document's own, of which no single body is named: the group of them."""
    group = collective(replace(asked, name=f"各{name}"), "group")
    level = group.level or _LEVEL_OF.get(word)
    return replace(group, level=level, reason="a tier below the document: the group of its bodies")
