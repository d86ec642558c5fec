"""Development zones: parts of a division with a committee of their own, by data file and by form."""

from __future__ import annotations

import re
from functools import cache

from .places import DATA, DataError, Place, data_rows, division, starts_with_short

ZONES = DATA / "zones.csv"
_COLUMNS = ["name", "other", "within", "whole", "note"]
_LONGEST = 24
_COMMITTEE = re.compile(r"(?:党工委)?(?:管理委员会|管委会)")
_KIND = (
    r"(?:(?:高新技术产业|经济技术|经济|农业高新技术产业)开发区|高新技术产业园区"
    r"|(?:开发|高新|经开|投资|示范|保税|度假|名胜|风景|景|新|实验|试验|合作|自贸|综保|港|片|科技园)区"
    r"|(?:工业|产业|科技|软件|物流)园区?|保税港|空港|科技城|生态城|科学城|新城)"
)
_ZONE = re.compile(rf"{_KIND}$")
_WITH_ORGAN = re.compile(
    rf"(?P<zone>.{{0,10}}?{_KIND})(?P<rest>(?!管).{{2,16}}(?:局|委|办|办公室|法院|检察院|部|政府))"
)
_WORDS = re.compile(
    r"管委会|管理委员会|高新技术|经济技术|经济|产业|工业|综合|综保|保税|开发|旅游|高新|经开|投资|示范|功能|特色|台商|各|[园新港片]?区|园"
    r"|新城|空港|科技城|科学城|生态城|软件|科技|物流|国家级|市级|省级"
)
_SPELLINGS = (
    (re.compile(r"高新技术产业(?:开发|园)区"), "高新区"),
    (re.compile(r"经济(?:技术)?开发区"), "经开区"),
    (re.compile(r"自由贸易试验区|自贸试验区"), "自贸区"),
    (re.compile(r"综合保税区"), "综保区"),
    (re.compile(r"(?:生态)?旅游度假区"), "度假区"),
    (re.compile(r"(?:旅游)?风景名胜区"), "风景区"),
)
_FREE_TRADE = re.compile(
    r"(?:中国（(?P<inside>.{2,4})）|(?P<before>.{0,4}))(?:自由贸易试验区|自贸试验区|自贸区)"
    r"(?P<part>.{2,8}片区)?(?:工作)?(?:管委会|管理委员会)?"
)


@cache
def _zones() -> dict[str, Place]:
    zones: dict[str, Place] = {}
    for line, (name, other, within, whole, _note) in data_rows(ZONES, _COLUMNS):
        parent = division(within)
        if not name or parent is None:
            raise DataError(f"{ZONES.name}, line {line}: a name and the code of a known division are needed")
        for form in (name, *other.split("|")):
            if form:
                zones[form] = Place(name, None, parent=parent, whole=whole == "yes")
    return zones


def fold_zone(name: str) -> str:
    """Reduce the name of a zone to what its spellings share (高新技术产业开发区, 高新区)."""
    for pattern, short in _SPELLINGS:
        name = pattern.sub(short, name)
    return name


def full_zone(place: Place) -> str:
    """Return the name of a zone with its kind written out (泉州高新区: 泉州高新技术产业开发区).

    The 经开区 of cities are 经济技术开发区, those of counties 经济开发区.
    """
    name = re.sub(r"(?<=.)高新区$", "高新技术产业开发区", place.name)
    county = place.parent is not None and place.parent.name.endswith(("县", "旗"))
    name = re.sub(r"(?<=.)经开区$", "经济开发区" if county else "经济技术开发区", name)
    return re.sub(r"(?<=.)综保区$", "综合保税区", name)


def is_zone(name: str) -> bool:
    """Whether the name is that of a development zone or park without an organ."""
    return _ZONE.search(name) is not None


def has_own_name(name: str) -> bool:
    """Whether a zone, with its committee or without, has a name of its own (信江新区) and not only a kind (高新区)."""
    return len(_WORDS.sub("", name)) >= 2


def named_zone(text: str, near: Place | None = None) -> tuple[Place, str] | None:
    """Return the zone of the data file whose name begins the text, and what follows it.

    A short form (航空港区) counts in documents of the same province only.
    """
    zones = _zones()
    home = near.known if near is not None else None
    for size in range(min(_LONGEST, len(text)), 1, -1):
        place = zones.get(text[:size])
        if place is None or place.parent is None:
            continue
        far = home is None or home.key[:2] != place.parent.key[:2]
        if not far or size >= 5 or text[:size] == place.name:
            return place, text[size:]
    return None


def formed_zone(name: str, near: Place | None = None) -> Place | None:
    """Return a zone read by the form of its name, inside the division whose short name it begins with."""
    if not is_zone(name):
        return None
    known = named_zone(name, near)
    if known is not None and not known[1]:
        return known[0]
    found = starts_with_short(name, near, anywhere=True)
    return Place(name, None, parent=found[0] if found is not None else near)


def zone_organ(rest: str) -> tuple[str, str] | None:
    """Split a zone from the organ of it that follows (经开区, 财政局); None when the name has no such form."""
    match = _WITH_ORGAN.fullmatch(rest)
    return (match["zone"], match["rest"]) if match is not None else None


def is_committee(rest: str) -> bool:
    """Whether what follows a zone is its committee."""
    return _COMMITTEE.fullmatch(rest) is not None


def free_trade_zone(name: str, near: Place | None) -> tuple[Place, str] | None:
    """Return province and full name of a free trade zone or a part of it, whichever way it is printed."""
    match = _FREE_TRADE.fullmatch(name)
    if match is None:
        return None
    short = match["inside"] or match["before"]
    province = near.at("province") if near is not None else None
    if short not in {"", "省", "市", "自治区", "区"} and (
        province is None or short not in {province.name, province.brief}
    ):
        found = starts_with_short(f"{short}　")
        if found is None or found[1] != "　" or found[0].level != "province":
            return None
        province = found[0]
    if province is None:
        return None
    return province, f"中国（{province.brief}）自由贸易试验区{match['part'] or ''}"
