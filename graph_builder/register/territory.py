"""The divisions that the bodies of a build belong to, those above them, and those of the members of its groups.

A group of governments (各县、市、区人民政府) means those of all divisions of a level under a place. Its members are not
listed one by one: they are the governments of the divisions stated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph_builder.bodies import Body
from graph_builder.bodies.body import STATE, STATE_COUNCIL, government
from graph_builder.bodies.names import clean
from graph_builder.bodies.places import Level, Place, divisions_under
from graph_builder.documents import digest
from graph_builder.register.today import coded, place_label
from ontology.terms import PREFIXES

__all__ = ["COUNTRY_LABEL", "Division", "Group", "division_iri", "divisions", "groups", "jurisdiction"]

COUNTRY_LABEL = "中华人民共和国"
_CITIES = frozenset({"110000", "120000", "310000", "500000"})
"""Codes of the cities of provincial rank: their districts have no prefecture above them."""
_WITHOUT = frozenset({"710000", "810000", "820000"})
"""Taiwan, Hong Kong and Macao: no group of people's governments means theirs."""
_GROUP = re.compile(
    r"(?P<tiers>(?:各?(?:地级以上|地级|县级|设区的?|省辖)?(?:自治区|直辖市|自治州|自治县|自治旗|地区|特区|[省市州盟县旗区镇乡]|街道)"
    r"[、，（）和及]?){1,12})级?(?:人民)?(?:政府|行署|办事处)[（）]?"
)
_ORDER: tuple[Level, ...] = ("state", "province", "prefecture", "county", "township")


@dataclass(frozen=True, slots=True)
class Division:
    """A division to be stated: what it lies in and who governs it, where that is known."""

    key: str
    label: str
    code: str | None
    level: Level | None
    above: str | None
    government: Body | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of governments: those of the divisions of these levels under a place."""

    body: Body
    scope: str
    levels: tuple[Level, ...]


def division_iri(key: str) -> str:
    """Return the IRI of the division with that key: its code where it has one."""
    named = key if re.fullmatch(r"\d{6}(?:-\d{4})?", key, re.ASCII) else "CN" if key == STATE else digest(key)
    return f"{PREFIXES['id']}division/{named}"


def jurisdiction(body: Body) -> str | None:
    """Return the key of the division that a body belongs to; None where it has none or its name tells no place."""
    if body.kind in {"group", "generic"}:
        return None
    return _scope(body)


def _scope(body: Body) -> str | None:
    key = body.place_key
    if key == STATE:
        return STATE
    if body.place is None or Place(body.place, body.level).nameless:
        return None
    place = coded(key)
    if place is not None:
        return key
    return key if key.endswith(body.place) or body.code is None else None


def groups(bodies: Iterable[Body]) -> list[Group]:
    """Return the groups of governments among the bodies whose members can be told."""
    found = []
    for body in bodies:
        scope = _scope(body) if body.kind == "group" else None
        if scope is not None:
            levels = _levels(body, scope)
            if levels:
                found.append(Group(body, scope, levels))
    return sorted(found, key=lambda group: group.body.key)


def divisions(bodies: Iterable[Body], members: Iterable[Group]) -> dict[str, Division]:
    """Return the divisions of bodies and of the members of groups with all above them, by key.

    Counties of the whole country are not told one by one.
    """
    found: dict[str, Division] = {STATE: _country()}
    for body in bodies:
        key = _scope(body)
        if key is None or key in found:
            continue
        place = coded(key)
        if place is not None:
            _enter(found, place)
        else:
            found[key] = Division(key, body.place or "", None, body.level, _above(key, found), None)
    for group in members:
        scope = None if group.scope == STATE else coded(group.scope)
        for level in group.levels:
            if level in {"province", "prefecture", "county"} and (scope is not None or level != "county"):
                for place in divisions_under(scope, level) if scope or group.scope == STATE else ():
                    _enter(found, place)
    return dict(sorted(found.items()))


def _country() -> Division:
    body = Body(STATE_COUNCIL, "国务院", "国务院", "government", "state", None, None, None, None, "the country's")
    return Division(STATE, COUNTRY_LABEL, None, "state", None, body)


def _enter(found: dict[str, Division], place: Place) -> None:
    """Enter a division of the data file and those above it."""
    steps = list(place.chain())
    for step, above in zip(steps, [*steps[1:], None], strict=True):
        if step.key not in found:
            governed = step.until is None and step.level is not None and step.code not in _WITHOUT
            body = government(step, "government of a division") if governed else None
            parent = above.key if above else STATE
            found[step.key] = Division(step.key, step.label, step.code, step.level, parent, body)


def _above(key: str, found: dict[str, Division]) -> str | None:
    """Return the division that a place known by its form lies in, as its key tells; None where it tells none."""
    place = coded(key.partition("/")[0]) if "/" in key else None
    if place is not None:
        _enter(found, place)
    return place.key if place else None


def _levels(body: Body, scope: str) -> tuple[Level, ...]:
    """Return the levels of a group's members; none where its name tells other bodies than governments of tiers."""
    name = clean(body.label.removeprefix(place_label(body)))
    match = _GROUP.fullmatch(name)
    place = coded(scope)
    if match is None or (place is None and scope != STATE):
        return ()
    own = place.level if place is not None else "state"
    tiers = re.sub(r"[各、，（）和及]|设区的?", "", match["tiers"])
    levels: set[Level] = set()
    if own == "state" and ("省" in tiers or "自治区" in tiers):
        levels.add("province")
        tiers = re.sub(r"自治区|直辖市|省", "", tiers)
        tiers = "" if set(tiers) <= {"区", "市"} else tiers
    below = re.search(r"县|旗|区(?!域)", re.sub(r"自治区|地区", "", tiers))
    if own in {"state", "province"} and scope not in _CITIES:
        first = tiers.find("市")
        if re.search(r"州|盟|地区|地级|省辖", tiers) or (first >= 0 and (below is None or first < below.start())):
            levels.add("prefecture")
    if own in {"state", "province", "prefecture"} and (below or (own == "prefecture" and "市" in tiers)):
        levels.add("county")
    if re.search(r"[镇乡]|街道", tiers):
        levels.add("township")
    return tuple(level for level in _ORDER if level in levels and _ORDER.index(level) > _ORDER.index(own or "county"))
