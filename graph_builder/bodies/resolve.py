"""Which body a mention in an official document means.

The level and place of the issuing authority, the prefix of the mention and the one shared in its list decide; the files
`data/bodies.csv` and `data/divisions.csv` supply full names, and what they do not hold is read by the form of its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .authority import Authority, place_of
from .body import (
    CENTRAL_COMMITTEE,
    STATE,
    STATE_COUNCIL,
    Body,
    government,
    local,
    party,
    party_by_form,
    plain,
    state,
    vertical,
)
from .forms import has_own_name, is_generic, is_group, is_zone, kind_by_form, member_level, starts_tier_list, tidy_group
from .names import (
    FULL_SUFFIX,
    Kind,
    after_place,
    branch_label,
    clean,
    fold,
    fold_group,
    local_body,
    local_label,
    national_system,
    party_organ,
    state_body,
    unplaced,
)
from .places import Place, starts_with_name, starts_with_short
from .tiers import Tier, own_tier, split_tier


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: the cleaned name, the place of the document (None: the central level) and the year."""

    name: str
    place: Place | None
    year: int | None


def identify(
    mention: str, authority: Authority, *, shared_prefix: str = "", generic: bool = False, year: int | None = None
) -> Body:
    """Return the body that a mention means in a document of this authority.

    `shared_prefix` is the prefix of the list the mention stands in (市 for 财政局 in 市教育局、财政局), `generic` says
    that it names nobody in particular, `year` is the year of the document. Raises ValueError for an empty mention.
    """
    name = clean(mention)
    if not name:
        raise ValueError("identify: the mention is empty")
    asked = _Asked(name, place_of(authority, year), year)
    if generic or is_generic(name):
        body = _collective(asked, "generic")
    elif is_group(name):
        body = _collective(asked, "group")
    else:
        body = _single(_with_prefix(asked, clean(shared_prefix)))
    return replace(body, short=mention)


def _with_prefix(asked: _Asked, prefix: str) -> _Asked:
    """Put the prefix of the list before a name that has neither prefix nor place of its own, inside it or before it."""
    if not prefix or asked.name.startswith(prefix) or split_tier(asked.name) is not None:
        return asked
    if starts_with_name(asked.name, asked.place, asked.year) or asked.name.startswith(
        ("中国", "中央", "国网", "国家", "全国")
    ):
        return asked
    if starts_with_short(asked.name, asked.place, asked.year) and local_body(asked.name, asked.year) is None:
        return asked
    # 人行漯河市中心支行: a branch of a national system prints its own place.
    if _system_branch(asked) is not None:
        return asked
    if prefix.endswith("委") and party_organ(asked.name, asked.year) is None:
        prefix = prefix.removesuffix("委").removesuffix("党")
    return replace(asked, name=prefix + asked.name)


def _single(asked: _Asked) -> Body:
    """Try the readings in turn, the more certain first; the last one always answers."""
    readings: tuple[Callable[[_Asked], Body | None], ...] = (
        _central,
        _system_branch,
        _customs,
        _league,
        _named_place,
        _tiered,
        _unprefixed,
        _short_place,
    )
    for reading in readings:
        body = reading(asked)
        if body is not None:
            return body
    return _by_form(asked)


# Readings. Each returns None when it does not apply.


def _central(asked: _Asked) -> Body | None:
    """A body of the central level: by the document's level, or because the name says so."""
    explicit = asked.name.startswith((STATE, "中央", "中共中央", "全国", "中国", "国务院", "中华", "最高", "党中央"))
    if asked.place is not None and not explicit:
        return None
    row = state_body(asked.name, asked.year)
    if row is not None:
        return state(row, "central level, by the data file")
    if explicit and asked.name.startswith(("国务院", "中央", "中共中央", "党中央", "中国共产党中央")):
        return _state_by_form(asked, "central level, by its prefix")
    return None


def _system_branch(asked: _Asked) -> Body | None:
    """A branch printed as national system, place and kind of branch (人行拉萨中心支行)."""
    system = national_system(asked.name)
    if system is None:
        return None
    row, rest = system
    tier = split_tier(rest)
    place: Place | None = None
    tail = ""
    found = starts_with_name(rest, asked.place, asked.year) or starts_with_short(
        rest, asked.place, asked.year, anywhere=True
    )
    own_name = asked.place.name if asked.place is not None and asked.place.code is None else ""
    if len(own_name) > 1 and rest.startswith(own_name):
        place, tail = asked.place, rest.removeprefix(own_name)
    elif found is not None:
        place, tail = found
    elif tier is not None and asked.place is not None and (own := own_tier(tier, asked.place)) is not None:
        place, tail = own, tier.rest
    if place is None:
        return None
    label, folded = branch_label(row, place, tail)
    return vertical(row, place, label, folded, "branch of a national system, place named")


def _customs(asked: _Asked) -> Body | None:
    """A customs house: led by the General Administration, named after its place."""
    if not asked.name.endswith("海关") or asked.name == "海关":
        return None
    stem = asked.name.removesuffix("海关")
    tier = split_tier(asked.name)
    if tier is not None and tier.rest == "海关" and asked.place is not None:
        own = own_tier(tier, asked.place)
        stem = own.brief if own is not None else stem
    found = starts_with_name(stem, asked.place, asked.year) or starts_with_short(f"{stem}　", asked.place, asked.year)
    place = found[0] if found is not None else None
    stem = place.brief if place is not None and found is not None and not found[1].strip() else stem
    return Body(
        f"海关|{fold(stem)}",
        f"{stem}海关",
        asked.name,
        "vertical",
        None,
        place.label if place else None,
        place.code if place else None,
        f"{STATE}|{fold('海关总署')}",
        "海关总署",
        "customs house, led by its system",
    )


def _league(asked: _Asked) -> Body | None:
    """The Youth League committees, which print the place inside the name (团省委)."""
    match = re.fullmatch(r"(?:共青团|团)(省|自治区|市|州|盟|地|县|旗|区|兵团)(?:党?委(?:员会)?)", asked.name)
    if match is None or asked.place is None:
        return None
    place = own_tier(Tier("地区" if match[1] == "地" else match[1], "团委"), asked.place)
    found = local_body("团委")
    if found is None:
        return None
    return local(found, place, "Youth League committee") if place else _lower(asked, f"团{match[1]}委")


def _named_place(asked: _Asked) -> Body | None:
    """A name that begins with a place in full (湖北省教育厅, 中共福建省委宣传部)."""
    of_party = asked.name.startswith(("中共", "中国共产党"))
    name = asked.name.removeprefix("中国共产党").removeprefix("中共")
    own = asked.place
    for above in own.chain() if own is not None else ():
        if above.code is None and above.name and name.startswith(above.name):
            return _at(above, name[len(above.name) :], asked, "named with the place of the document")
    found = starts_with_name(name, own, asked.year)
    if found is None and (match := re.match(r"(.{2,6}?地)委", name)) is not None:
        found = starts_with_name(f"{match[1]}区", own, asked.year)
        found = (found[0], name[len(match[1]) :]) if found is not None else None
    if found is None:
        return None
    place, rest = found
    if of_party and not rest.startswith(("委", "党", "工委", "纪")):
        return None
    return _at(place, rest, asked, "named with its place")


def _tiered(asked: _Asked) -> Body | None:
    """A name with a prefix that stands for a level (省教育厅, 市委编办, 自治区财政厅)."""
    tier = split_tier(asked.name)
    if tier is None or asked.place is None:
        return None
    if local_body(asked.name, asked.year) is not None or party_organ(asked.name, asked.year) is not None:
        return None
    place = own_tier(tier, asked.place)
    found = local_body(tier.rest, asked.year) if place is None else None
    if place is None and tier.word in {"示范区", "开发区", "新区"}:
        name = f"{tier.word}{found.name if found else tier.rest}"
        return _at(asked.place, name, asked, "a zone within the place of the document")
    if place is None:
        return _lower(asked, f"{tier.word}{found.name if found else tier.rest}")
    return _at(place, tier.rest, asked, f"prefix {tier.word}")


def _unprefixed(asked: _Asked) -> Body | None:
    """A bare name in a local document: the body of the document's own place, else the central one."""
    place = asked.place
    if place is None:
        return None
    if asked.name.endswith("厅") and not asked.name.endswith("办公厅") and place.level not in {None, "province"}:
        place = place.at("province") or place
    body = _known(place, asked.name, asked, "level and place of the document")
    if body is not None:
        return body
    row = state_body(asked.name, asked.year)
    return state(row, "no such local body: the central one") if row is not None else None


def _short_place(asked: _Asked) -> Body | None:
    """A name that begins with the short name of a place (湖北银保监局, 泉州晚报社)."""
    found = starts_with_short(asked.name, asked.place, asked.year)
    if found is None:
        return None
    place, rest = found
    row = after_place(rest, asked.year)
    if row is not None:
        label, folded = local_label(row, "", place), unplaced(row, "", place)
        return vertical(row, place, label, folded, "bare place name, national system")
    body = _known(place, rest, asked, "named with the short name of its place")
    if body is not None:
        return body
    kind = kind_by_form(asked.name)
    if kind == "enterprise" or rest.endswith(("大学", "学院", "学校", "医院")):
        home = place if asked.place is not None and place in asked.place.chain() else None
        return plain(f"名|{fold(asked.name)}", asked.name, kind, home, "enterprise or institution, as printed")
    zone = _zone(place, rest, asked.name)
    if zone is not None:
        return zone
    body = plain(f"{place.key}|{fold(rest)}", asked.name, kind, place, "own place, as printed")
    # 北京冬奥组委 in a central document is in the city, and not its government's.
    at_home = asked.place is not None and place in asked.place.chain()
    return body if at_home else replace(body, parent=None, parent_label=None)


def _by_form(asked: _Asked) -> Body:
    """The last reading: place of the document and the name as printed."""
    if asked.place is None:
        lower = asked.name.endswith("厅") and not asked.name.endswith("办公厅")
        return _lower(asked, asked.name) if lower else _state_by_form(asked, "central level, as printed")
    if asked.name.startswith((STATE, "全国", "中国", "中华", "最高", "中央")):
        return _state_by_form(asked, "central level, by its prefix")
    body = _at(asked.place, asked.name, asked, "level and place of the document")
    # 中关村管委会 and 北京市中关村管委会 are one body and bear one label, with the place.
    alone = has_own_name(asked.name) and not asked.name.endswith(("管委会", "管理委员会"))
    return replace(body, label=asked.name, reason="a name of its own, as printed") if alone else body


def _zone(place: Place, rest: str, label: str) -> Body | None:
    """A development zone: its name stands for its management committee, as a district's for its government."""
    if not is_zone(rest):
        return None
    key = f"{place.key}|{fold(rest)}管委会"
    return plain(key, f"{label}管委会", "office", place, "the zone stands for its committee")


# What stands behind a place.


def _at(place: Place, rest: str, asked: _Asked, reason: str) -> Body:
    """Return the body called `rest` at a place."""
    if not rest or rest in {"政府", "人民政府", "行署", "行政公署", "办事处"}:
        return government(place, reason)
    rest = re.sub(r"^(?:自治区|省|市|县|区)(?=(?:人民)?政府|党委|委)", "", rest)
    known = _known(place, rest, asked, reason)
    if known is not None:
        return known
    zone = _zone(place, rest, f"{place.label}{rest}")
    if zone is not None:
        return zone
    tail = re.sub(r"^(?:人民政府|政府|行政公署|行署)", "", rest)
    office = len(tail) < len(rest)
    if office and tail in {"办公厅", "办公室", "办"}:
        tail = "办公厅" if tail == "办" and place.level == "province" else FULL_SUFFIX.get(tail, tail)
    text = f"人民政府{tail}" if office and place.level is not None else rest
    label = f"{place.government}{tail}" if office and place.government else f"{place.label}{rest}"
    kind = kind_by_form(rest)
    return plain(f"{place.key}|{fold(text)}", label, kind, place, f"{reason}; name by form")


def _known(place: Place, rest: str, asked: _Asked, reason: str) -> Body | None:
    """Return the body that the data file knows by this name without place."""
    committee = re.match(r"(?:党工委|党委|工委|委)(?:员会)?", rest)
    if committee is not None:
        organ = rest[committee.end() :]
        row = party_organ(organ, asked.year) or party_organ(rest, asked.year)
        if row is not None:
            return party(row, place, reason)
        return party_by_form(place, organ, reason)
    found = local_body(rest, asked.year)
    if found is None and (tail := re.sub(r"^(?:人民政府|政府)", "", rest)) != rest:
        found = local_body(tail, asked.year)
    if found is not None:
        return local(found, place, f"{reason}; data file line {found.row.line}")
    row = party_organ(rest, asked.year)
    return party(row, place, reason) if row is not None else None


def _state_by_form(asked: _Asked, reason: str) -> Body:
    kind = kind_by_form(asked.name)
    parent: tuple[str | None, str | None] = (None, None)
    if asked.name == "国务院":
        return Body(STATE_COUNCIL, "国务院", asked.name, "government", "state", None, None, None, None, reason)
    if asked.name in {"中共中央", "党中央", CENTRAL_COMMITTEE[1]}:
        return Body(*CENTRAL_COMMITTEE, asked.name, "party", "state", None, None, None, None, reason)
    if asked.name.startswith(("中央", "中共中央")):
        kind, parent = "party", CENTRAL_COMMITTEE
    elif kind in {"department", "office"}:
        parent = STATE_COUNCIL, "国务院"
    found = starts_with_name(asked.name, None, asked.year) or starts_with_short(asked.name, None, asked.year)
    place = found[0] if found is not None else None
    return Body(
        f"{STATE}|{fold(asked.name)}",
        asked.name,
        asked.name,
        kind,
        "state",
        place.label if place else None,
        place.code if place else None,
        *parent,
        reason,
    )


def _collective(asked: _Asked, kind: Kind) -> Body:
    """A group (各县区政府) or bodies that are not determined (有关部门), both within the place of the document."""
    name, place = asked.name, asked.place
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
    if kind == "group":
        name = tidy_group(name)
    label = f"{place.label}{name}" if place is not None else name
    mark = "组" if kind == "group" else "泛"
    scope = place.key if place is not None else STATE
    body = plain(f"{scope}|{mark}|{fold_group(name)}", label, kind, place, f"{kind} within the scope of the document")
    return replace(body, level=member_level(name, place.level if place is not None else "state"))


def _lower(asked: _Asked, name: str) -> Body:
    """A tier below the document's own, of which no single body is named: the group of them."""
    group = _collective(replace(asked, name=f"各{name}"), "group")
    return replace(group, reason="a tier below the document: the group of its bodies")
