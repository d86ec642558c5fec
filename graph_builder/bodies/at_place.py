"""The body called by a name at a place: by the data file, as a zone, or by the form of the name."""

from __future__ import annotations

import re
from dataclasses import replace

from .asked import Asked
from .body import Body, government, local, party, party_by_form, plain
from .fields import by_field, field_of
from .forms import kind_by_form, written_out
from .locally import named_locally
from .names import FULL_SUFFIX, fold, local_body, party_organ
from .places import Place, named_short
from .systems import BANK, bank_at
from .zones import has_own_name, is_committee, is_zone, named_zone, zone_organ

_ENVIRONMENT = "生态环境局"
GOVERNMENT_NAMES = frozenset({"", "政府", "人民政府", "行署", "行政公署", "办事处"})
# What only its document tells: 领导小组办公室, 联席会议.
OF_DOCUMENT = re.compile(
    r"[省市县区州]?(?:本|该|上述|部际|厅际|局际|部门|工作|项目|协调|推进|专项|联合|技术|审查|评审|评价|评定|学术|专家|现场|应急){0,2}"
    r"(?:领导小组|小组|联席会议|指挥部|专班|工作组|委员会|组委会|执委会|评委会|管委会办公室)(?:办公室|办|秘书处)?"
)


def at_place(place: Place, rest: str, asked: Asked, reason: str) -> Body:
    """Return the body called `rest` at a place."""
    if not rest or rest in GOVERNMENT_NAMES or (place.zone and is_committee(rest)):
        return government(place, reason)
    rest = re.sub(r"^(?:自治区|省|市|县|区)(?=(?:人民)?政府|府办|党委|委)", "", rest)
    rest = re.sub(r"^府(?=办)", "人民政府", rest)
    bare = rest.lstrip("级")
    if bare != rest and (field_of(bare) or local_body(bare, asked.year) is not None):
        rest = bare
    rest = by_field(named_locally(rest, place), asked.year, place)
    known = known_at(place, rest, asked, reason)
    if known is not None:
        return known
    zone = zone_at(place, rest, reason, asked)
    if zone is not None:
        return zone
    if rest.endswith(_ENVIRONMENT) and place.level == "prefecture":
        county = named_short(rest.removesuffix(_ENVIRONMENT), place)
        if county is not None and place in county.chain() and county != place:
            return county_environment(county, reason)
    tail = re.sub(r"^(?:人民政府|政府|行政公署|行署)", "", rest)
    office = len(tail) < len(rest)
    if office and tail in {"办公厅", "办公室", "办"}:
        tail = "办公厅" if tail == "办" and place.level == "province" else FULL_SUFFIX.get(tail, tail)
    text = f"人民政府{tail}" if office and place.level is not None else rest
    label = f"{place.government}{tail}" if office and place.government else f"{place.label}{written_out(rest)}"
    kind = kind_by_form(rest)
    own = asked.document if asked.document and OF_DOCUMENT.fullmatch(asked.name) else ""
    key = f"{place.key}|{fold(text)}" + (f"|{own}" if own else "")
    body = plain(key, label, kind, place, f"{reason}; name by form")
    return replace(body, reason="only its document tells which") if own else body


def county_environment(county: Place, reason: str) -> Body:
    """Make the environment bureau of a county, since 2019 a branch of the city's (泉州市惠安生态环境局)."""
    city = county.at("prefecture")
    body = plain(f"{county.key}|{_ENVIRONMENT}", f"{county.label}{_ENVIRONMENT}", "department", county, reason)
    if city is None:
        return body
    parent, parent_label = f"{city.key}|{_ENVIRONMENT}", f"{city.label}{_ENVIRONMENT}"
    label = f"{city.label}{county.brief}{_ENVIRONMENT}"
    reason = f"{reason}; environment bureau of a county, a branch of the city's"
    return replace(body, label=label, parent=parent, parent_label=parent_label, reason=reason, on_file=True)


def known_at(place: Place, rest: str, asked: Asked, reason: str) -> Body | None:
    """Return the body that the data file knows by this name without place."""
    rest = named_locally(rest, place)
    committee = re.match(r"(?:党工委|党委|工委|委)(?:员会)?", rest)
    if committee is not None:
        organ = rest[committee.end() :]
        row = party_organ(organ, asked.year) or party_organ(rest, asked.year)
        if row is not None and not row.of_party and organ:
            # 市委编办 says whose it is, 市编办 of before 2018 does not.
            row = party_organ(organ) or row
        if row is not None:
            return party(row, place, reason)
        return party_by_form(place, organ, reason)
    found = local_body(rest, asked.year)
    of_government = False
    if found is None and (tail := re.sub(r"^(?:人民政府|政府)", "", rest)) != rest:
        found, of_government = local_body(tail, asked.year), True
    if found is not None:
        reason = f"{reason}; data file line {found.row.line}"
        if found.row.state == BANK:
            return bank_at(found.row, place, asked.year, reason)
        body = local(found, place, reason)
        # 县政府金融办 keeps 政府 in its full name.
        kept = (
            of_government and found.name.endswith("办公室") and "人民政府" not in body.label and place.level is not None
        )
        return replace(body, label=f"{place.government}{found.name}") if kept else body
    row = party_organ(rest, asked.year)
    return party(row, place, reason) if row is not None else None


def zone_at(place: Place, rest: str, reason: str, asked: Asked) -> Body | None:
    """Return a development zone, for which its committee stands, or an organ of it; None when `rest` names neither."""
    bare = re.sub(r"(?:党工委)?(?:管理委员会|管委会)$", "", rest)
    if is_zone(bare) or (bare != rest and bare and kind_by_form(rest) == "zone"):
        return government(_zone_place(place, bare), reason)
    organ = zone_organ(rest)
    if organ is None or (asked.place is not None and asked.place.zone and place == asked.place and not organ[0]):
        return None
    return at_place(_zone_place(place, organ[0]), organ[1], asked, reason)


def _zone_place(place: Place, name: str) -> Place:
    """Return a zone at a place: 泉州高新区 for a kind of zone, 鹰潭市信江新区 for one with a name of its own."""
    known = named_zone(name, place)
    if known is not None and not known[1]:
        return known[0]
    start = place.label if has_own_name(name) or place.nameless else place.brief
    return Place(f"{start}{name}", None, parent=place)
