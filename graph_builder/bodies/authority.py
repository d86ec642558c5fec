"""Whose document it is: the level and place of the issuing authority."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .names import clean, fold, national_system, state_body
from .places import (
    BINGTUAN,
    LEVELS,
    Level,
    Place,
    bingtuan,
    by_form,
    division,
    first_named,
    is_division,
    starts_with_name,
    starts_with_short,
)
from .zones import formed_zone, is_zone, named_zone

_STATE = ("国务院", "国家", "中央", "中共中央", "全国", "最高人民", "中华人民共和国")
_TIERS: tuple[tuple[str, Level], ...] = (
    ("自治区", "province"),
    ("省", "province"),
    ("自治州", "prefecture"),
    ("州", "prefecture"),
    ("盟", "prefecture"),
    ("地区", "prefecture"),
    ("市", "prefecture"),
    ("自治县", "county"),
    ("自治旗", "county"),
    ("县", "county"),
    ("旗", "county"),
    ("区", "county"),
    ("镇", "township"),
    ("乡", "township"),
    ("街道", "township"),
)
_TIER_REST = re.compile(r"(?:人民)?政府|党?委|办|直|.{1,24}(?:厅|局|委|委员会|办公室|部|小组|中心)")
_OFFICE = re.compile(r"(?:人民)?政府|行政公署|行署|管委会|管理委员会|办事处|党工委|党?委|党政")
_ORGAN = r"(?:人民政府|政府|行政公署|行署|管理委员会|管委会|党工委|委员会|办公室|办公厅|委办|党政办|厅|局|委|院|中心)"
_OFFICE_OR_NONE = re.compile(rf"{_OFFICE.pattern}|.{{1,24}}(?:局|办|部|委|会议|中心|小组)|$")
_DISTRICT = re.compile(r"(?P<name>[^省市县区州盟旗]{1,12}(?:自治县|自治旗|新区|县|市|区|旗|镇|乡|街道))")
# A zone whose committee issues (高新技术产业开发区管理委员会, 白沟新城管委会).
_ZONE_ISSUES = re.compile(r"(?P<name>[^省市县区州盟旗]{2,14}(?:区|新城|园|港|城))(?:党工委|管理委员会|管委会)")
_OPENING_END = re.compile(r"关于|联合|印发|转发|发布")
_NOT_NAME = re.compile(
    r"[\d_第批各全促进关于级为对]|解除|撤销|设立|同意|批准|颁发|公布|核准|受理|部分|有关|城市|功能|支持|推动|推进|加强|加快|优化|提升|深化|完善|落实|实施|开展|鼓励|保障|规范|建设|发展|城$"
)
# 新市民, 城市管理, 市场, 市级: the word goes on behind 市
_WORD_GOES_ON = ("级", "场", "民", "政", "容", "值", "情", "内", "外", "域")
_TITLE_PLACE = re.compile(r"(?:关于|印发|公布|发布)+《?(?P<name>[^省市县区州盟旗关于印发]{1,6}(?:县|区|旗|镇|乡|街道))")


@dataclass(frozen=True, slots=True)
class Authority:
    """Who issued a document: level, place (None for the central bodies), GB/T 2260 code, full name of the government.

    `scope` stands in for the place where none is known, so that bodies of two such documents stay apart.
    """

    level: Level | None
    place: str | None
    code: str | None
    government: str
    scope: str = ""


def issuing_authority(issuer_names: Sequence[str], title: str, year: int | None = None) -> Authority:
    """Return the level and place for which a document speaks, from its issuers and, where they say none, its title.

    `year` is the year of the document: the place is the one that had the name in that year.
    """
    hint: Level | None = None
    cleaned = re.sub(r"^[《“]*(?:\d{4}年)?", "", clean(title))
    names = [name for raw in issuer_names for name in re.split(r"[、，,;；\s]+", raw.strip()) if name]
    for name in map(clean, names):
        place = _place_of_issuer(name, year)
        if isinstance(place, Place):
            return authority_of(place, cleaned)
        if place == "state":
            return Authority("state", None, None, "国务院")
        hint = hint or place
    opening = _OPENING_END.split(cleaned, maxsplit=1)[0]
    if not hint and not names and opening and _place_of_issuer(opening, year) == "state":
        return Authority("state", None, None, "国务院")
    place = _place_of_title(cleaned, hint, year)
    if place is not None:
        return authority_of(place, cleaned)
    scope = fold("、".join(names) if names and hint is None else cleaned)
    return Authority(hint, None, None, "", scope)


def authority_of(place: Place, title: str = "") -> Authority:
    """Return the authority that governs a place; a place known by form only is named with those above it.

    A town, or a name that several counties have, is not known without the place above it: the title keeps it apart.
    """
    label = place.label if place.code is not None else "".join(step.name for step in reversed(list(place.chain())))
    doubtful = place.code is None and place.parent is None and (place.level == "township" or is_division(place.name))
    return Authority(place.level, label, place.code, place.government, fold(title) if doubtful else "")


@lru_cache(maxsize=256)
def place_of(authority: Authority, year: int | None = None) -> Place | None:
    """Return the place of an authority as it was in the year of its document, None for the central bodies."""
    if authority.level == "state":
        return None
    if authority.code is not None:
        place = division(authority.code, year)
        if place is not None:
            return place
    name = authority.place or ""
    scope = f"？{authority.scope}" if authority.scope else ""
    known = starts_with_name(name, None, year)
    if known is not None and not known[1]:
        return replace(known[0], seen=year)
    if authority.level is None and name:
        zone = formed_zone(known[1] if known is not None else name, known[0] if known is not None else None)
        if zone is not None:
            return replace(zone, seen=year)
    formed = by_form(known[1], known[0]) if known is not None else by_form(name)
    if formed is not None and not formed[1]:
        return replace(formed[0], level=authority.level, scope=scope, seen=year)
    return Place(name, authority.level, scope=scope, seen=year)


def _place_of_issuer(name: str, year: int | None) -> Place | Level | None:
    """Return the place an issuer belongs to, "state", or the level alone (省人民政府办公厅)."""
    name = name.removeprefix("中国共产党").removeprefix("中共") if "中共中央" not in name else name
    bare = re.sub(r"等.{0,4}(?:部门|单位)$", "", name)
    if state_body(name) or state_body(bare):
        return "state"
    system = national_system(name)
    if system is not None:
        found = starts_with_name(system[1], None, year) or starts_with_short(system[1], None, year)
        if found is not None:
            return found[0]
    if name.startswith(_STATE):
        return "state"
    zone = named_zone(name)
    if zone is not None and _OFFICE_OR_NONE.match(zone[1]):
        return zone[0]
    found = starts_with_name(name, None, year)
    if found is not None:
        return _deeper(*found)
    for word, level in _TIERS:
        if name.startswith(word) and _TIER_REST.match(name[len(word) :]):
            return level
    formed = _formed(name)
    if formed is not None:
        return formed
    short = starts_with_short(name, None, year)
    return short[0] if short is not None and re.search(rf"{_ORGAN}$|海关$|支行$|分行$", name) else None


def _deeper(place: Place, rest: str) -> Place:
    """Go down to a place that is not in the data (赣江新区, 茂林镇) when an organ of its own or nothing follows."""
    issues = _ZONE_ISSUES.match(rest)
    if issues is not None and is_zone(issues["name"]) and issues["name"] not in {place.name, place.brief}:
        known = named_zone(issues["name"], place) or named_zone(f"{place.name}{issues['name']}", place)
        return known[0] if known is not None and not known[1] else Place(issues["name"], None, parent=place)
    match = _DISTRICT.match(rest)
    if match is None or match["name"].startswith(("市场", "市政", "城市", "乡村")):
        return place
    name, after = match["name"], rest[match.end() :]
    if name == place.name:
        return place
    zone = named_zone(name, place)
    if zone is not None and not zone[1]:
        return zone[0]
    organ = _OFFICE.match(after)
    if organ is None and after:
        return place
    if is_zone(name) or (organ is not None and organ[0].startswith("管")):
        return Place(name, None, parent=place)
    return Place(name, "township" if name.endswith(("镇", "乡", "街道")) else "county", parent=place)


def _formed(name: str) -> Place | None:
    formed = by_form(name)
    if formed is None or not re.match(rf"\S*?{_ORGAN}", formed[1]):
        return None
    place = formed[0]
    if is_zone(place.name):
        return formed_zone(place.name) or Place(place.name, None, parent=place.parent)
    return place


def _place_of_title(title: str, hint: Level | None, year: int | None) -> Place | None:
    opening = _OPENING_END.split(title, maxsplit=1)[0]
    place = _place_of_issuer(opening, year) if opening and hint is None else None
    if isinstance(place, Place):
        return place
    start = re.sub(r"^(?:关于)?(?:印发|转发|公布|发布|做好|调整)?《?", "", title)
    if start.startswith(BINGTUAN):
        return bingtuan()
    if start.startswith(("国务院", "国家")):
        return None
    found = starts_with_name(start, None, year)
    named = found[0] if found is not None else None
    if named is None or (hint is not None and named.level != hint):
        named = _named_with_hint(title, hint, year)
    if named is None and hint is None:
        formed = by_form(start)
        if formed is not None and len(formed[0].name) <= 6 and not formed[1].startswith(_WORD_GOES_ON):
            named = formed[0] if not _NOT_NAME.search(start.removesuffix(formed[1])) else None
    return named or (_short_names(opening, year) if hint is None else None)


def _short_names(opening: str, year: int | None) -> Place | None:
    """Return the place of a title that opens with short names from the province down (河南漯河)."""
    found = starts_with_short(f"{opening}　", None, year)
    if found is None or found[0].level != "province":
        return None
    place, rest = found
    while (below := starts_with_name(rest, place, year) or starts_with_short(rest, place, year)) is not None:
        if place not in below[0].chain() or place == below[0]:
            break
        place, rest = below
    return place


def _named_with_hint(title: str, hint: Level | None, year: int | None) -> Place | None:
    """Return the first place of the level named in the title; a city may stand for a county-level one."""
    if hint is None:
        return None
    place = first_named(title, hint, year)
    if place is None and hint == "prefecture":
        place = first_named(title, "county", year)
        return place if place is not None and place.name.endswith("市") else None
    if place is None and hint in LEVELS[3:]:
        match = _TITLE_PLACE.search(title)
        return Place(match["name"], hint) if match is not None else None
    return place
