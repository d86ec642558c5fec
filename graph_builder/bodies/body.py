"""What is said of a body, and how one is made for each kind of reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .names import FULL_SUFFIX, NONE_HERE, Found, Kind, Row, fold, local_label, unplaced
from .places import Level, Place
from .zones import fold_zone, full_zone

STATE = "国家"
STATE_COUNCIL = f"{STATE}|国务院"
CENTRAL_COMMITTEE = f"{STATE}|中共中央", "中国共产党中央委员会"


_OF_GOVERNMENT = frozenset({"coordination", "department", "office", "zone"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body as a document means it.

    `key` is the same for all names of one body and differs between bodies; `label` is the full name, `short` the name
    as printed. `place` and `code` (GB/T 2260) say where it belongs, `parent` is the key of the government, committee
    or national system it is part of. `reason` says in English which rule decided, `on_file` whether a data file holds
    the name or its form alone was read.
    """

    key: str
    label: str
    short: str
    kind: Kind
    level: Level | None
    place: str | None
    code: str | None
    parent: str | None
    parent_label: str | None
    reason: str
    on_file: bool = False

    @property
    def place_key(self) -> str:
        """The part of the key that tells the place: a GB/T 2260 code, 国家, or what stands in for an unknown place."""
        return self.key.partition("|")[0]

    @property
    def stem(self) -> str:
        """The part of the key that tells the body from others of its place: the name without place, folded."""
        return self.key.partition("|")[2]


def state(row: Row, reason: str) -> Body:
    """Make a body of the central level."""
    parent: tuple[str | None, str | None] = (None, None)
    if row.kind in {"department", "office", "vertical"}:
        parent = STATE_COUNCIL, "国务院"
    if row.kind == "party":
        parent = CENTRAL_COMMITTEE
    return Body(
        f"{STATE}|{fold(row.state)}", row.state, row.state, row.kind, "state", None, None, *parent, reason, True
    )


def vertical(row: Row, place: Place, label: str, folded: str, reason: str) -> Body:
    """Make a branch of a national system: it belongs to the system, not to the government of its place."""
    body = replace(plain(f"{place.key}|{folded}", label, row.kind, place, reason), on_file=True)
    if row.kind not in {"vertical", "enterprise"} or not row.system:
        return replace(body, parent=None, parent_label=None)
    return replace(body, parent=f"{STATE}|{fold(row.system)}", parent_label=row.system)


def local(found: Found, place: Place, reason: str) -> Body:
    """Make a body at a place whose name the data file holds."""
    if found.row.pattern(place, found.name) == NONE_HERE:
        place = place.at("province") or place
    label = local_label(found.row, found.name, place, found.printed)
    folded = unplaced(found.row, found.name, place, found.printed)
    if found.row.kind == "vertical":
        return vertical(found.row, place, label, folded, reason)
    return replace(plain(f"{place.key}|{folded}", label, found.row.kind, place, reason), on_file=True)


def party(row: Row, place: Place, reason: str) -> Body:
    """Make an organ of the party committee of a place."""
    key = f"{place.key}|党|{unplaced(row, row.stem, place)}"
    body = plain(key, local_label(row, row.stem, place), "party", place, f"{reason}; data file line {row.line}")
    return replace(body, parent=_committee_key(place), parent_label=_committee(place), on_file=True)


def party_by_form(place: Place, organ: str, reason: str) -> Body:
    """Make a party organ that the data file does not hold, or the committee itself when no organ is named."""
    if not organ:
        return plain(_committee_key(place), _committee(place), "party", place, f"{reason}; party committee")
    organ = re.sub(r"工委$", "工作委员会", organ)
    label = f"{place.party}{FULL_SUFFIX.get(organ, re.sub(r'(?<=..)办$', '办公室', organ))}"
    body = plain(f"{place.key}|党|{fold(organ)}", label, "party", place, f"{reason}; party organ by form")
    return replace(body, parent=_committee_key(place), parent_label=_committee(place))


def _committee_key(place: Place) -> str:
    return f"{place.key}|党|委"


def _committee(place: Place) -> str:
    if place.nameless:
        return place.party
    return f"中共{place.label}{'工作' if place.level is None and place.name else ''}委员会"


def government(place: Place, reason: str) -> Body:
    """Make the government of a place; that of a development zone is its committee."""
    if place.zone:
        key, label = _zone_committee(place)
        return plain(key, label, "zone", place.parent, f"{reason}; the zone stands for its committee")
    label = place.government or place.label
    return plain(f"{place.key}|政府", label, "government", place, f"{reason}; the place stands for its government")


def _zone_committee(place: Place) -> tuple[str, str]:
    above = f"{place.parent.key}|" if place.parent is not None else ""
    return f"{above}{fold(fold_zone(place.name))}管委会", f"{full_zone(place)}管理委员会"


def plain(key: str, label: str, kind: Kind, place: Place | None, reason: str) -> Body:
    """Make a body at a place; departments, offices, zones and leading groups are part of its government."""
    parent: tuple[str | None, str | None] = (None, None)
    if place is not None and kind in _OF_GOVERNMENT and place.government:
        parent = _zone_committee(place) if place.zone else (f"{place.key}|政府", place.government)
    return Body(
        key,
        label,
        label,
        kind,
        place.level if place else None,
        place.label if place and place.name else None,
        place.area_code if place else None,
        *parent,
        reason,
    )
