"""Which body a mention in an official document means.

The level and place of the issuing authority, the prefix of the mention and the one shared in its list decide; the files
`data/bodies.csv`, `data/divisions.csv` and `data/zones.csv` supply full names, and what they do not hold is read by the
form of its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from .asked import Asked
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
from .collective import collective, lower
from .forms import kind_by_form, names_itself
from .groups import is_generic, is_group
from .joint import bracketed, owners, second_name, two_names
from .names import (
    FULL_SUFFIX,
    after_place,
    clean,
    company_key,
    fold,
    local_body,
    local_label,
    party_organ,
    state_body,
    unplaced,
)
from .places import LEVELS, Place, by_form, named_short, starts_with_name, starts_with_short
from .systems import BANK, bank_at, customs, regional, system_branch
from .tiers import ZONE_WORDS, Tier, own_tier, split_tier
from .zones import free_trade_zone, has_own_name, is_committee, is_zone, named_zone, zone_organ

_EXPLICIT = ("国家", "中央", "中共中央", "全国", "中国", "国务院", "中华", "最高", "党中央")
_NO_LIST_PREFIX = ("中国", "中央", "中共", "中华", "国网", "国家", "全国", "最高", "共青团")
_ARMED = ("总参", "总政", "总后", "总装", "军委", "中央军委", "武警", "解放军", "中国人民解放军")
_GOVERNMENT_NAMES = frozenset({"", "政府", "人民政府", "行署", "行政公署", "办事处"})
_TOWN = re.compile(
    r"(?P<town>(?!各)[^省市县区州盟旗乡镇街、（）]{1,8}(?:镇|民族乡|乡|街道|苏木))(?P<rest>(?!局|企业|化|建设|村|振兴|居民).{0,16})"
)
# Words that have the form of a place and are none.
_EVERYDAY = re.compile(
    r"^(?:城市|社区|园区|辖区|城区|小区|灾区|牧区|矿区|区县|县区|全[省市县区]|本[省市县区]|.{0,4}各.*|.*(?:和|及|与|的).*)$"
)
# What only its document tells: 领导小组办公室, 联席会议.
_OF_DOCUMENT = re.compile(
    r"[省市县区州]?(?:本|该|上述|部际|厅际|局际|部门|工作|项目|协调|推进|专项|联合|技术|审查|评审|评价|评定|学术|专家|现场|应急){0,2}"
    r"(?:领导小组|小组|联席会议|指挥部|专班|工作组|委员会|组委会|执委会|评委会|管委会办公室)(?:办公室|办|秘书处)?"
)


def identify(
    mention: str,
    authority: Authority,
    *,
    shared_prefix: str = "",
    generic: bool = False,
    year: int | None = None,
    document: str = "",
) -> Body:
    """Return the body that a mention means in a document of this authority.

    `shared_prefix` is the prefix of the list the mention stands in (市 for 财政局 in 市教育局、财政局), `generic` says
    that it names nobody in particular, `year` is the year of the document. `document` names the document: by it bodies
    that only their document tells (领导小组办公室) stay apart from those of others. Raises ValueError for an empty mention.
    """
    name = clean(mention)
    if not name:
        raise ValueError("identify: the mention is empty")
    asked = Asked(name, place_of(authority), year, document)
    if generic or is_generic(name):
        body = collective(asked, "generic")
    elif is_group(name):
        body = collective(asked, "group")
    else:
        body = _single(_with_prefix(asked, clean(shared_prefix)))
    return replace(body, short=mention)


def _with_prefix(asked: Asked, prefix: str) -> Asked:
    """Put the prefix of the list before a name that has neither prefix nor place of its own, inside it or before it."""
    name, place = asked.name, asked.place
    if not prefix or name.startswith((prefix, *_NO_LIST_PREFIX)) or split_tier(name) is not None:
        return asked
    if starts_with_name(name, place) or named_short(name, place):
        return asked
    if starts_with_short(name, place) and local_body(name, asked.year) is None:
        return asked
    # 人行漯河市中心支行: a branch of a national system prints its own place; 郑商所 has none.
    if system_branch(asked) is not None or _nationwide(asked) is not None:
        return asked
    # 贵安新区管委会 behind 各市（州） in a document of a province: a zone with a name is not one of each city.
    tier = split_tier(f"{prefix}　")
    zone = re.sub(r"(?:管委会|管理委员会)$", "", name)
    below = tier is not None and place is not None and own_tier(tier, place) is None
    if (below and is_zone(zone) and has_own_name(zone)) or named_zone(name, place):
        return asked
    if prefix.endswith("委") and party_organ(name, asked.year) is None:
        prefix = prefix.removesuffix("委").removesuffix("党")
    return replace(asked, name=prefix + name)


def _single(asked: Asked) -> Body:
    """Try the readings in turn, the more certain first; the last one always answers."""
    readings: tuple[Callable[[Asked], Body | None], ...] = (
        _central,
        _second_name,
        system_branch,
        regional,
        customs,
        _league,
        _free_trade,
        _named_place,
        _bare_place,
        _tiered,
        _unprefixed,
        _short_place,
        _town,
        _formed_place,
    )
    body = next((body for reading in readings if (body := reading(asked)) is not None), None) or _by_form(asked)
    return body if body.on_file or body.kind == "group" else _inside(asked) or body


# Readings. Each returns None when it does not apply.


def _central(asked: Asked) -> Body | None:
    """A body of the central level: by the document's level, or because the name says so."""
    explicit = asked.name.startswith(_EXPLICIT)
    if asked.place is not None and not explicit:
        return _nationwide(asked)
    row = state_body(asked.name, asked.year)
    if row is not None:
        return state(row, "central level, by the data file")
    if asked.name in {"国务院", "中共中央", "党中央", CENTRAL_COMMITTEE[1]}:
        return _state_by_form(asked, "central level, by its prefix")
    return None


def _nationwide(asked: Asked) -> Body | None:
    """A company, bank or exchange that is one in the whole country."""
    row = state_body(asked.name, asked.year)
    if row is None or row.kind != "enterprise":
        return None
    return state(row, "one in the whole country, by the data file")


def _second_name(asked: Asked) -> Body | None:
    """A name with a second one in brackets or beside it (市教委（市委教育工委）, 市科委、中关村管委会)."""
    parts = bracketed(asked.name)
    if parts is not None:
        body = _single(replace(asked, name=parts[0]))
        if not parts[1]:
            return body
        inner = _single(_with_prefix(replace(asked, name=parts[1]), _prefix_of(asked)))
        if second_name(parts[1], known=inner.on_file):
            return replace(body, reason=f"{body.reason}; a second name of it in brackets")
        key, label = f"{body.key}|{fold(parts[1])}", f"{body.label}（{parts[1]}）"
        inside = replace(body, key=key, label=label, kind=kind_by_form(parts[1]))
        return replace(inside, parent=body.key, parent_label=body.label, reason="an office inside the body")
    two = two_names(asked.name)
    if two is None:
        return None
    first, second = (
        _single(replace(asked, name=two[0])),
        _single(_with_prefix(replace(asked, name=two[1]), _prefix_of(asked))),
    )
    if not first.on_file:
        return None
    key, label = f"{first.key}、{second.key}", f"{first.label}、{second.label}"
    return replace(first, key=key, label=label, reason="two names of one body")


def _prefix_of(asked: Asked) -> str:
    tier = split_tier(asked.name)
    return tier.word if tier is not None else ""


def _inside(asked: Asked) -> Body | None:
    """An organ inside a body that the data file knows (市公安局交管局, 生态环境部卫星环境应用中心)."""
    for owner, rest in owners(asked.name):
        whole = replace(asked, name=owner)
        body = _central(whole) or _named_place(whole) or _tiered(whole) or _unprefixed(whole) or _short_place(whole)
        if body is None or not body.on_file or body.kind == "group":
            continue
        rest = {"办": "办公室"}.get(rest, rest)
        kind = kind_by_form(rest)
        organ = replace(body, key=f"{body.key}|{fold(rest)}", label=f"{body.label}{rest}")
        if body.kind in {"vertical", "party"} or (body.level == "state" and _regional_name(rest)):
            kind = body.kind if body.kind != "department" else "vertical"
        return replace(organ, kind=kind, parent=body.key, parent_label=body.label, reason="an organ inside a body")
    return None


def _regional_name(rest: str) -> bool:
    return (
        rest.startswith("驻")
        or starts_with_short(rest) is not None
        or re.match(r"[华东西中南北]{2}\S", rest) is not None
    )


def _league(asked: Asked) -> Body | None:
    """The Youth League committees, which print the place inside the name (团省委)."""
    match = re.fullmatch(r"(?:共青团|团)(省|自治区|市|州|盟|地|县|旗|区|兵团|师|镇)(?:党?委(?:员会)?)", asked.name)
    if match is None or asked.place is None:
        return None
    place = own_tier(Tier("地区" if match[1] == "地" else match[1], "团委"), asked.place)
    found = local_body("团委")
    if found is None:
        return None
    return local(found, place, "Youth League committee") if place else lower(asked, f"团{match[1]}委")


def _free_trade(asked: Asked) -> Body | None:
    """A pilot free trade zone or a part of it, whichever way it is printed (自贸试验区厦门片区管委会)."""
    found = free_trade_zone(asked.name, asked.place)
    if found is None:
        return None
    return government(Place(found[1], None, parent=found[0]), "free trade zone")


def _named_place(asked: Asked) -> Body | None:
    """A name that begins with a place in full (湖北省教育厅, 中共福建省委宣传部)."""
    of_party = asked.name.startswith(("中共", "中国共产党"))
    name = asked.name.removeprefix("中国共产党").removeprefix("中共")
    own = asked.place
    for above in own.chain() if own is not None else ():
        if above.code is None and not above.nameless and name.startswith(above.name):
            return _at(above, name[len(above.name) :], asked, "named with the place of the document")
    found = named_zone(name, own) or starts_with_name(name, own)
    if found is None and (match := re.match(r"(.{2,6}?地)委", name)) is not None:
        found = starts_with_name(f"{match[1]}区", own)
        found = (found[0], name[len(match[1]) :]) if found is not None else None
    if found is None:
        return None
    place, rest = found
    if of_party and not rest.startswith(("委", "党", "工委", "纪")):
        return None
    zone = named_zone(rest, place) if not place.zone else None
    if zone is not None and zone[0].parent is not None and zone[0].parent.key[:2] == place.key[:2]:
        place, rest = zone
    return _at(place, rest, asked, "named with its place")


def _bare_place(asked: Asked) -> Body | None:
    """The short name of a place alone, in a list of governments (广州、深圳市政府)."""
    place = named_short(asked.name, asked.place)
    if place is None or any(local_body(asked.name + suffix) for suffix in ("局", "厅", "委")):
        return None
    return government(place, "short name of a place alone")


def _tiered(asked: Asked) -> Body | None:
    """A name with a prefix that stands for a level (省教育厅, 市委编办, 自治区财政厅)."""
    tier = split_tier(asked.name)
    if tier is None or local_body(asked.name, asked.year) or party_organ(asked.name, asked.year):
        return None
    corps = asked.place is not None and asked.place.corps
    if tier.word in {"师", "师市"} and not corps:
        return None
    own = own_tier(tier, asked.place) if asked.place is not None else None
    if own is not None:
        return _at(own, tier.rest, asked, f"prefix {tier.word}")
    if tier.word in ZONE_WORDS:
        return _at(asked.place, asked.name, asked, "a zone within the place of the document") if asked.place else None
    found = local_body(tier.rest, asked.year)
    return lower(asked, f"{tier.word}{found.name if found else tier.rest}", tier.word)


def _unprefixed(asked: Asked) -> Body | None:
    """A bare name in a local document: the body of the document's own place, else the central one."""
    place = asked.place
    if place is None:
        return None
    row = state_body(asked.name, asked.year)
    unknown = place.level is None and not place.name
    if unknown and row is not None and row.state == BANK:
        return state(row, "place unknown: the central body")
    if asked.name.endswith("厅") and not asked.name.endswith("办公厅") and place.level not in {None, "province"}:
        place = place.at("province") or place
    body = _known(place, asked.name, asked, "level and place of the document")
    if body is not None:
        return body
    # 移民局, 铁路局 in a local document are the place's own, 教育部 and 证监会 are central.
    if row is None or (asked.name.endswith("局") and not unknown and not asked.name.startswith("国")):
        return None
    return state(row, "no such local body: the central one")


def _short_place(asked: Asked) -> Body | None:
    """A name that begins with the short name of a place (湖北银保监局, 泉州晚报社)."""
    found = starts_with_short(asked.name, asked.place)
    if found is None:
        # 铜鼓金融监管支局 where the document's place is not known: the system says that a place stands before it.
        found = starts_with_short(asked.name, asked.place, anywhere=True)
        system = local_body(found[1], asked.year) if found is not None else None
        if found is None or not (after_place(found[1], asked.year) or (system and system.row.kind == "vertical")):
            return None
    place, rest = found
    row = after_place(rest, asked.year)
    if row is not None:
        label, folded = local_label(row, "", place), unplaced(row, "", place)
        return vertical(row, place, label, folded, f"bare place name, national system; data file line {row.line}")
    body = _known(place, rest, asked, "named with the short name of its place") or _of_branch(place, rest, asked)
    if body is not None:
        return body
    kind = kind_by_form(asked.name)
    home = place if asked.place is not None and place in asked.place.chain() else None
    if kind == "enterprise":
        return plain(company_key(asked.name), asked.name, kind, home, "enterprise, as printed")
    if kind == "institution" and rest.endswith(("大学", "学院", "学校", "医院")):
        return plain(f"名|{fold(asked.name)}", asked.name, kind, home, "institution, as printed")
    if (zone := _zone(place, rest, "named with the short name of its place", asked)) is not None:
        return zone
    body = plain(f"{place.key}|{fold(rest)}", asked.name, kind, place, "own place, as printed")
    # 北京冬奥组委 in a central document is in the city, and not its government's.
    at_home = asked.place is not None and place in asked.place.chain()
    return body if at_home else replace(body, parent=None, parent_label=None)


def _of_branch(place: Place, rest: str, asked: Asked) -> Body | None:
    """A branch named after the branch above it (河南银保监局济源监管组)."""
    match = re.match(r"[^局]{2,8}局", rest)
    found = local_body(match[0], asked.year) if match is not None else None
    if match is None or found is None or found.row.kind != "vertical":
        return None
    below = starts_with_name(rest[match.end() :], place) or starts_with_short(rest[match.end() :], place)
    if below is None or not below[1].startswith("监管"):
        return None
    label, folded = local_label(found.row, "", below[0]), unplaced(found.row, "", below[0])
    return vertical(found.row, below[0], label, folded, "branch of a national system, place named")


def _town(asked: Asked) -> Body | None:
    """A town or subdistrict of the document's own county or city, its government or an organ of it."""
    place = asked.place
    if place is None or place.level not in {"county", "prefecture"}:
        return None
    match = _TOWN.fullmatch(asked.name)
    if match is None:
        return None
    town = Place(match["town"], "township", parent=place)
    return _at(town, match["rest"], asked, "a town by the form of its name")


def _formed_place(asked: Asked) -> Body | None:
    """A place that is in no data file, by the form of its name, with its government or an organ that the data file knows."""
    formed = by_form(asked.name)
    if formed is None or asked.place is None or _EVERYDAY.search(formed[0].name) or formed[0].level == "township":
        return None
    place, rest = formed
    if place.parent is None and place.level is not None:
        above = next((step for step in asked.place.chain() if step.level and _above(step, place)), None)
        place = replace(place, parent=above)
    if rest not in _GOVERNMENT_NAMES and _known(place, rest, asked, "") is None:
        return None
    return _at(place, rest, asked, "a place by the form of its name")


def _above(step: Place, place: Place) -> bool:
    return step.level is not None and place.level is not None and LEVELS.index(step.level) < LEVELS.index(place.level)


def _by_form(asked: Asked) -> Body:
    """The last reading: place of the document and the name as printed."""
    name, place = asked.name, asked.place
    if place is None:
        below = name.endswith("厅") and not name.endswith("办公厅")
        return lower(asked, name, "省") if below else _state_by_form(asked, "central level, as printed")
    if name.startswith(_ARMED) or name.startswith((STATE, "全国", "中国", "中华", "最高", "中央")):
        return _state_by_form(asked, "central level, by its prefix")
    if names_itself(name):
        if kind_by_form(name) == "enterprise":
            home = place if not place.nameless else None
            return plain(company_key(name), name, "enterprise", home, "a name of its own, as printed")
        return plain(f"名|{fold(name)}", name, kind_by_form(name), place, "a name of its own, as printed")
    body = _at(place, name, asked, "level and place of the document")
    # 昆仑燃气常德分公司 prints its place inside.
    inside = len(place.brief) >= 2 and place.brief in name and body.kind in {"enterprise", "institution"}
    return replace(body, label=name, reason="its place inside the name, as printed") if inside else body


def _zone(place: Place, rest: str, reason: str, asked: Asked) -> Body | None:
    """A development zone, its committee, or an organ of it: it stands for its committee as a district for its government."""
    bare = re.sub(r"(?:党工委)?(?:管理委员会|管委会)$", "", rest)
    if is_zone(bare) or (bare != rest and bare and kind_by_form(rest) == "zone"):
        return government(_zone_place(place, bare), reason)
    organ = zone_organ(rest)
    if organ is None or (asked.place is not None and asked.place.zone and place == asked.place and not organ[0]):
        return None
    return _at(_zone_place(place, organ[0]), organ[1], asked, reason)


def _zone_place(place: Place, name: str) -> Place:
    """Return a zone at a place: 泉州高新区 for a kind of zone, 鹰潭市信江新区 for one with a name of its own."""
    known = named_zone(name, place)
    if known is not None and not known[1]:
        return known[0]
    start = place.label if has_own_name(name) or place.nameless else place.brief
    return Place(f"{start}{name}", None, parent=place)


# What stands behind a place.


def _at(place: Place, rest: str, asked: Asked, reason: str) -> Body:
    """Return the body called `rest` at a place."""
    if not rest or rest in _GOVERNMENT_NAMES or (place.zone and is_committee(rest)):
        return government(place, reason)
    rest = re.sub(r"^(?:自治区|省|市|县|区)(?=(?:人民)?政府|府办|党委|委)", "", rest)
    rest = re.sub(r"^府(?=办)", "人民政府", rest)
    known = _known(place, rest, asked, reason)
    if known is not None:
        return known
    zone = _zone(place, rest, reason, asked)
    if zone is not None:
        return zone
    tail = re.sub(r"^(?:人民政府|政府|行政公署|行署)", "", rest)
    office = len(tail) < len(rest)
    if office and tail in {"办公厅", "办公室", "办"}:
        tail = "办公厅" if tail == "办" and place.level == "province" else FULL_SUFFIX.get(tail, tail)
    text = f"人民政府{tail}" if office and place.level is not None else rest
    label = f"{place.government}{tail}" if office and place.government else f"{place.label}{rest}"
    kind = kind_by_form(rest)
    own = asked.document if asked.document and _OF_DOCUMENT.fullmatch(asked.name) else ""
    key = f"{place.key}|{fold(text)}" + (f"|{own}" if own else "")
    body = plain(key, label, kind, place, f"{reason}; name by form")
    return replace(body, reason="only its document tells which") if own else body


def _known(place: Place, rest: str, asked: Asked, reason: str) -> Body | None:
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
        reason = f"{reason}; data file line {found.row.line}"
        if found.row.state == BANK:
            return bank_at(found.row, place, asked.year, reason)
        return local(found, place, reason)
    row = party_organ(rest, asked.year)
    return party(row, place, reason) if row is not None else None


def _state_by_form(asked: Asked, reason: str) -> Body:
    name = asked.name
    kind = kind_by_form(name)
    parent: tuple[str | None, str | None] = (None, None)
    if name == "国务院":
        return Body(STATE_COUNCIL, "国务院", name, "government", "state", None, None, None, None, reason)
    if name in {"中共中央", "党中央", CENTRAL_COMMITTEE[1]}:
        return Body(*CENTRAL_COMMITTEE, name, "party", "state", None, None, None, None, reason)
    if name.startswith(_ARMED):
        kind = "other"
        name = re.sub(r"^军委", "中央军委", name)
    elif name.startswith(("中央", "中共中央")):
        kind, parent = "party", CENTRAL_COMMITTEE
    elif kind in {"department", "office", "coordination"}:
        parent = STATE_COUNCIL, "国务院"
    found = starts_with_name(name) or starts_with_short(name)
    place = found[0] if found is not None else None
    own = f"|{asked.document}" if asked.document and _OF_DOCUMENT.fullmatch(name) else ""
    key = company_key(name) if kind == "enterprise" else f"{STATE}|{fold(name)}{own}"
    return Body(
        key,
        name,
        asked.name,
        kind,
        "state",
        place.label if place else None,
        place.code if place else None,
        *parent,
        "only its document tells which" if own else reason,
    )
