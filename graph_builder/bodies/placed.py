"""Readings that find the place of a body: by its name in full or in short, by a prefix, by the document's own place."""

from __future__ import annotations

import re
from dataclasses import replace

from .asked import Asked
from .at_place import GOVERNMENT_NAMES, at_place, county_environment, known_at, zone_at
from .body import Body, government, local, plain, state, vertical
from .central import ARMED, state_by_form
from .collective import lower
from .forms import kind_by_form, names_itself
from .names import after_place, company_key, fold, local_body, local_label, party_organ, state_body, unplaced
from .places import LEVELS, Place, by_form, named_short, starts_with_name, starts_with_short
from .systems import BANK, below_branch
from .tiers import ZONE_WORDS, Tier, own_tier, split_tier
from .zones import free_trade_zone, is_zone, named_zone

_TOWN = re.compile(
    r"(?P<town>(?!各|城乡|村镇|城镇|集镇|小城镇|重点镇|中心镇|特色)(?:[^省市县区州盟旗乡镇街、（）]{1,8}|.[州市])(?:镇|民族乡|乡|街道|苏木))"
    r"(?P<rest>(?:(?:人民)?政府|办事处|党委|党工委|人大).{0,16}|.{0,6}(?:卫生院|派出所|司法所|财政所|学校|小学|中学|中心|综合执法队)|)"
)
_TIER_STARTS = ("省", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "街道", "新区")
# Words that have the form of a place and are none.
_EVERYDAY = re.compile(
    r"^(?:城市|社区|园区|辖区|城区|小区|灾区|牧区|矿区|区县|县区|全[省市县区]|本[省市县区]|.{0,4}各.*|.*(?:和|及|与|的).*)$"
)


def league(asked: Asked) -> Body | None:
    """The Youth League committees, which print the place inside the name (团省委)."""
    match = re.fullmatch(r"(?:共青团|团)(省|自治区|市|州|盟|地|县|旗|区|兵团|师|镇)(?:党?委(?:员会)?)", asked.name)
    if match is None or asked.place is None:
        return None
    place = own_tier(Tier("地区" if match[1] == "地" else match[1], "团委"), asked.place)
    found = local_body("团委")
    if found is None:
        return None
    return local(found, place, "Youth League committee") if place else lower(asked, f"团{match[1]}委")


def free_trade(asked: Asked) -> Body | None:
    """A pilot free trade zone or a part of it, whichever way it is printed (自贸试验区厦门片区管委会)."""
    found = free_trade_zone(asked.name, asked.place)
    if found is None:
        return None
    return government(Place(found[1], None, parent=found[0]), "free trade zone")


def named_place(asked: Asked) -> Body | None:
    """A name that begins with a place in full (湖北省教育厅, 中共福建省委宣传部)."""
    of_party = asked.name.startswith(("中共", "中国共产党"))
    name = asked.name.removeprefix("中国共产党").removeprefix("中共")
    own = asked.place
    for above in own.chain() if own is not None else ():
        if above.code is None and not above.nameless and name.startswith(above.name):
            inner = replace(asked, name=name[len(above.name) :], place=above)
            below = formed_place(inner) or town(inner) if inner.name else None
            return below or at_place(above, inner.name, asked, "named with the place of the document")
    found = named_zone(name, own) or starts_with_name(name, own, asked.year)
    if found is None and (match := re.match(r"(.{2,6}?地)委", name)) is not None:
        found = starts_with_name(f"{match[1]}区", own, asked.year)
        found = (found[0], name[len(match[1]) :]) if found is not None else None
    if found is None:
        return None
    place, rest = found
    # 江州镇 in a document of 江州区: a town, though the name of the district begins it.
    if town(asked) is not None and not name.startswith(place.name):
        return None
    if of_party and not rest.startswith(("委", "党", "工委", "纪")):
        return None
    zone = named_zone(rest, place) if not place.zone else None
    if zone is not None and zone[0].parent is not None and zone[0].parent.key[:2] == place.key[:2]:
        place, rest = zone
    inner = replace(asked, name=rest, place=place)
    return (town(inner) if rest else None) or at_place(place, rest, asked, "named with its place")


def bare_place(asked: Asked) -> Body | None:
    """The short name of a place alone, in a list of governments (广州、深圳市政府)."""
    own = asked.place.chain() if asked.place is not None else ()
    place = next((step for step in own if len(step.brief) > 1 and step.brief == asked.name and not step.zone), None)
    place = place or named_short(asked.name, asked.place, asked.year)
    if place is None or any(local_body(asked.name + suffix) for suffix in ("局", "厅", "委")):
        return None
    return government(place, "short name of a place alone")


def tiered(asked: Asked) -> Body | None:
    """A name with a prefix that stands for a level (省教育厅, 市委编办, 自治区财政厅)."""
    tier = split_tier(asked.name)
    if tier is None or party_organ(asked.name, asked.year):
        return None
    # 市监局 is a name that begins with 市, 市监委 is 监委 with a prefix.
    whole = local_body(asked.name, asked.year)
    if whole is not None and (not whole.suffix or whole.row.usual_at("county", whole.suffix)):
        return None
    corps = asked.place is not None and asked.place.corps
    if tier.word in {"师", "师市"} and not corps:
        return None
    own = own_tier(tier, asked.place) if asked.place is not None else None
    if own is not None:
        return at_place(own, tier.rest, asked, f"prefix {tier.word}")
    if tier.word in ZONE_WORDS:
        reason = "a zone within the place of the document"
        return at_place(asked.place, asked.name, asked, reason) if asked.place is not None else None
    found = local_body(tier.rest, asked.year)
    return lower(asked, f"{tier.word}{found.name}" if found else asked.name, tier.word)


def unprefixed(asked: Asked) -> Body | None:
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
    body = known_at(place, asked.name, asked, "level and place of the document")
    if body is not None:
        return body
    # 移民局, 铁路局 in a local document are the place's own, 教育部 and 证监会 are central.
    own = asked.name.endswith("局") and not asked.name.endswith("总局") and not asked.name.startswith("国")
    if row is None or (own and not unknown):
        return None
    return state(row, "no such local body: the central one")


def short_place(asked: Asked) -> Body | None:
    """A name that begins with the short name of a place (湖北银保监局, 泉州晚报社)."""
    found = _own_short(asked) or starts_with_short(asked.name, asked.place, asked.year) or far_branch(asked)
    if found is None:
        return None
    place, rest = found
    row = after_place(rest, asked.year)
    if row is not None:
        label, folded = local_label(row, "", place), unplaced(row, "", place)
        return vertical(row, place, label, folded, f"bare place name, national system; data file line {row.line}")
    of_county = rest == "生态环境局" and place.level == "county" and place.at("prefecture") is not None
    if of_county and (asked.year is None or asked.year > 2018):
        return county_environment(place, "named with the short name of its place")
    body = known_at(place, rest, asked, "named with the short name of its place") or _of_branch(place, rest, asked)
    if body is not None:
        return body
    kind = kind_by_form(asked.name)
    home = place if asked.place is not None and place in asked.place.chain() else None
    if kind == "enterprise":
        return plain(company_key(asked.name), asked.name, kind, home, "enterprise, as printed")
    if kind == "institution" and rest.endswith(("大学", "学院", "学校", "医院")):
        return plain(company_key(asked.name), asked.name, kind, home, "institution, as printed")
    if (zone := zone_at(place, rest, "named with the short name of its place", asked)) is not None:
        return zone
    body = plain(f"{place.key}|{fold(rest)}", asked.name, kind, place, "own place, as printed")
    # 北京冬奥组委 in a central document is in the city, and not its government's.
    at_home = asked.place is not None and place in asked.place.chain()
    return body if at_home else replace(body, parent=None, parent_label=None)


def _own_short(asked: Asked) -> tuple[Place, str] | None:
    """The document's own place by its short name, where no data file has it (朝阳公安分局 of one of several 朝阳区)."""
    for place in asked.place.chain() if asked.place is not None else ():
        rest = asked.name.removeprefix(place.brief)
        if place.code is None and len(place.brief) > 1 and not place.nameless and rest != asked.name:
            # 江州区教育局 in a document of 江州市 is of another place, 大河街道 is a subdistrict.
            return (place, rest) if rest and not rest.startswith(_TIER_STARTS) else None
    return None


def far_branch(asked: Asked) -> tuple[Place, str] | None:
    """A place before a national system, where the document's place is not known (铜鼓金融监管支局)."""
    found = starts_with_short(asked.name, asked.place, asked.year, anywhere=True)
    if found is None:
        return None
    system = local_body(found[1], asked.year)
    return found if after_place(found[1], asked.year) or (system and system.row.kind == "vertical") else None


def _of_branch(place: Place, rest: str, asked: Asked) -> Body | None:
    """A branch named after the branch above it (河南银保监局济源监管组)."""
    match = re.match(r"[^局]{2,8}局", rest)
    found = local_body(match[0], asked.year) if match is not None else None
    if match is None or found is None or found.row.kind != "vertical":
        return None
    below = starts_with_name(rest[match.end() :], place) or starts_with_short(rest[match.end() :], place)
    if below is None or not below[1].startswith("监管"):
        return None
    return below_branch(found.row, place, below[0], below[1])


def town(asked: Asked) -> Body | None:
    """A town or subdistrict of the document's own county or city, its government or an organ of it."""
    place = asked.place
    if place is None or place.level not in {"county", "prefecture"}:
        return None
    match = _TOWN.fullmatch(asked.name)
    if match is None:
        return None
    town = Place(match["town"], "township", parent=place)
    return at_place(town, match["rest"], asked, "a town by the form of its name")


def formed_place(asked: Asked) -> Body | None:
    """A place that is in no data file, by the form of its name, with its government or an organ on file."""
    formed = by_form(asked.name)
    if formed is None or asked.place is None or _EVERYDAY.search(formed[0].name) or formed[0].level == "township":
        return None
    if is_zone(formed[0].name):
        return None
    place, rest = formed
    if place.parent is None and place.level is not None:
        above = next((step for step in asked.place.chain() if step.level and _above(step, place)), None)
        place = replace(place, parent=above)
    if rest not in GOVERNMENT_NAMES and known_at(place, rest, asked, "") is None:
        return None
    return at_place(place, rest, asked, "a place by the form of its name")


def _above(step: Place, place: Place) -> bool:
    return step.level is not None and place.level is not None and LEVELS.index(step.level) < LEVELS.index(place.level)


def by_name(asked: Asked) -> Body:
    """The last reading: place of the document and the name as printed."""
    name, place = asked.name, asked.place
    if place is None:
        below = name.endswith("厅") and not name.endswith("办公厅")
        return lower(asked, name, "省") if below else state_by_form(asked, "central level, as printed")
    inside = len(place.brief) > 1 and not place.nameless and place.brief in name
    if name.startswith((*ARMED, "国家", "全国", "中国", "中华", "最高", "中央")):
        body = state_by_form(asked, "central level, by its prefix")
        if inside and body.kind == "enterprise":
            # 中国移动泉州分公司: a branch of a company of the whole country, with its place.
            reason = "branch of a company, its place inside the name"
            return replace(body, level=place.level, place=place.label, code=place.area_code, reason=reason)
        return body
    if names_itself(name):
        kind = kind_by_form(name)
        if kind == "institution" and name.endswith("大学"):
            return plain(company_key(name), name, kind, None, "a name of its own, as printed")
        home = None if place.nameless else place
        key = f"{place.key}|{company_key(name)}"
        return plain(key, name, kind, home, "a name of its own, as printed")
    body = at_place(place, name, asked, "level and place of the document")
    # 昆仑燃气常德分公司 prints its place inside.
    inside = inside and not body.on_file
    return replace(body, label=name, reason="its place inside the name, as printed") if inside else body
