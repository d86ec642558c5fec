"""Branches of national systems: customs, the People's Bank, tax, supervision; led by their system, not by the place."""

from __future__ import annotations

import re
from dataclasses import replace

from .asked import Asked
from .body import STATE, Body, vertical
from .names import Row, branch_label, fold, local_label, national_system, state_body, unplaced
from .places import Place, division, starts_with_name, starts_with_short
from .tiers import own_tier, split_tier

BANK = "中国人民银行"
# The branches of 1998 to 2023 that served several provinces, by the province that they are in.
_GREAT_BRANCHES = {"120000", "210000", "320000", "370000", "420000", "440000", "510000", "610000"}
_REGION = r"(?:华北|华东|华南|华中|西北|西南|东北|南方|北方|东部|西部)"
_GRID_HEAD = "国家电网有限公司"
_GRID = re.compile(r"(?P<grid>国网|国家电网)?(?P<place>.{0,10}?)(?P<kind>供电|电力)(?:有限|有限责任|总)?(?:公司|集团)")
# Provinces served by the Southern Grid or by a grid company of their own.
_OTHER_GRIDS = frozenset({"15", "44", "45", "46", "52", "53"})
# Companies of provinces that are 公司 and not 有限公司, as those of the municipalities are.
_UNLIMITED = frozenset({"14", "37", "41", "51", "62", "63"})
# Branches named after a region or a river: what is printed, and the central body that leads them.
_REGIONAL: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_REGION}督察局"), "生态环境部"),
    (re.compile(rf"{_REGION}核与辐射安全监督站"), "生态环境部"),
    (re.compile(r"(?:长江|黄河|淮河|海河|珠江|松辽|太湖)流域(?:.{2}海域)?生态环境监督管理局"), "生态环境部"),
    (re.compile(rf"{_REGION}能源监管局"), "国家能源局"),
    (re.compile(rf"民航{_REGION}地区管理局"), "中国民用航空局"),
    (re.compile(r"(?:长江|黄河|淮河|海河|珠江|松辽)水利委员会|太湖流域管理局"), "水利部"),
    (re.compile(r"(?:长江|珠江)航务管理局|长江海事局"), "交通运输部"),
)
_REGIONAL_SHORT = {
    "长航局": "长江航务管理局",
    "长江委": "长江水利委员会",
    "黄委": "黄河水利委员会",
    "黄委会": "黄河水利委员会",
    "淮委": "淮河水利委员会",
    "海委": "海河水利委员会",
    "珠江委": "珠江水利委员会",
    "松辽委": "松辽水利委员会",
    "太湖局": "太湖流域管理局",
}


def system_branch(asked: Asked) -> Body | None:
    """A branch printed as national system, place and kind of branch (人行拉萨中心支行)."""
    name = asked.name
    tier = split_tier(name)
    if tier is not None and national_system(tier.rest) is not None and tier.rest.startswith(("国家", "中国")):
        name = tier.rest
    system = national_system(name)
    if system is None:
        return None
    row, rest = system
    place, tail = _place_in(rest, asked)
    if place is None and row.state == BANK and rest in {"营业管理部", "营管部"}:
        place, tail = division("110000", asked.year), rest
    if place is None:
        return None
    reason = "branch of a national system, place named"
    if row.state == BANK:
        return _bank(row, place, tail, asked.year, reason)
    lower = re.fullmatch(r"监管分?局(?P<below>.{2,12})", tail)
    if lower is not None:
        below = starts_with_name(lower["below"], place) or starts_with_short(lower["below"], place)
        if below is not None and below[1].startswith("监管"):
            return below_branch(row, place, below[0], below[1])
    label, folded = branch_label(row, place, tail)
    return vertical(row, place, label, folded, reason)


def below_branch(row: Row, above: Place, place: Place, tail: str) -> Body:
    """Make a branch named after the branch above it (中国银行保险监督管理委员会河南监管局济源监管组)."""
    label = f"{local_label(row, '', above)}{place.brief}{tail}"
    return vertical(row, place, label, unplaced(row, "", place), "branch of a national system, below another one")


def _place_in(rest: str, asked: Asked) -> tuple[Place | None, str]:
    """Return the place that a branch prints behind the name of its system, and what follows."""
    own_name = asked.place.name if asked.place is not None and asked.place.code is None else ""
    if len(own_name) > 1 and rest.startswith(own_name):
        return asked.place, rest.removeprefix(own_name)
    if asked.place is not None and len(own_name) > 2 and rest.startswith(asked.place.brief):
        return asked.place, rest.removeprefix(asked.place.brief)
    found = starts_with_name(rest, asked.place, asked.year) or starts_with_short(
        rest, asked.place, asked.year, anywhere=True
    )
    if found is not None:
        return found
    tier = split_tier(rest)
    if tier is not None and asked.place is not None and (own := own_tier(tier, asked.place)) is not None:
        return own, tier.rest
    return None, ""


def bank_at(row: Row, place: Place, year: int | None, reason: str) -> Body:
    """Make the branch of the People's Bank at a place whose kind of branch is not printed (市人民银行)."""
    return _bank(row, place, "", year, reason)


def _bank(row: Row, place: Place, tail: str, year: int | None, reason: str) -> Body:
    """Make a branch of the People's Bank; since 2023 there is one a province and city, before it sub-branches."""
    tail = tail.replace("中支", "中心支行").replace("营管部", "营业管理部")
    if place.nameless:
        label = f"{place.label}人民银行"
        return vertical(row, place, label, fold(f"{BANK}分支机构"), reason)
    if not tail:
        place, tail = _usual_branch(place, year)
    short = tail in {"总部", "营业管理部"} or (place.capital and tail.endswith(("行", "部")))
    label = f"{BANK}{place.brief if short else place.label}{tail}"
    if place.code == "110000" and tail == "营业管理部":
        # Until 2023 the branch in Beijing had no place in its name.
        label = f"{BANK}{tail}"
    return vertical(row, place, label, fold(BANK + tail), reason)


def _usual_branch(place: Place, year: int | None) -> tuple[Place, str]:
    """Return the place and kind of the branch that serves a place in a year; 分支机构 where that is not certain."""
    if year is None or place.code is None or (year > 2023 and place.level == "county"):
        return place, "分支机构"
    if place.code == "310000":
        return place, "总部"
    # The branches were renamed on 18 August 2023: most documents of that year print the old names.
    if year > 2023:
        return place, "分行"
    if place.code in {"110000", "500000"}:
        return place, "营业管理部"
    if place.level == "county":
        return place, "支行"
    great = place.code[:2] + "0000" in _GREAT_BRANCHES
    if place.level == "province":
        capital = _capital(place)
        return capital, "分行" if great else "中心支行"
    return place, "分行" if great and place.capital else "中心支行"


def _capital(province: Place) -> Place:
    city = division(f"{(province.code or '')[:2]}0100", province.year)
    return city if city is not None and city.level == "prefecture" else province


def customs(asked: Asked) -> Body | None:
    """A customs house: led by the General Administration, named after its place."""
    if not asked.name.endswith("海关"):
        return None
    stem = asked.name.removesuffix("海关")
    tier = split_tier(asked.name)
    own = own_tier(tier, asked.place) if tier is not None and asked.place is not None else None
    if not stem:
        own = asked.place
    elif tier is not None and tier.rest != "海关":
        # 市新生圩海关: the customs house has a name of its own.
        stem = tier.rest.removesuffix("海关") if not starts_with_name(asked.name, asked.place, asked.year) else stem
        own = None
    if own is not None and not own.nameless:
        stem = own.brief
    if not stem:
        return None
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


def regional(asked: Asked) -> Body | None:
    """A branch named after a region or a river (华北督察局), with or without the central body that leads it."""
    for pattern, head in _REGIONAL:
        bare = asked.name.removeprefix(head)
        bare = _REGIONAL_SHORT.get(bare, bare)
        if pattern.fullmatch(bare) is None:
            continue
        row = state_body(head, asked.year) or state_body(head)
        parent = row.state if row is not None else head
        label = bare if bare.startswith(("民航", "长江航", "珠江航")) else f"{head}{bare}"
        key = f"{STATE}|{fold(head + bare)}"
        body = Body(key, label, asked.name, "vertical", "state", None, None, f"{STATE}|{fold(parent)}", parent, "")
        return replace(body, reason="branch of a national system, named after a region")
    return None


def state_grid(asked: Asked) -> Body | None:
    """A company of the State Grid, which prints its place inside or is known by its place alone (市供电公司)."""
    match = _GRID.fullmatch(asked.name)
    if match is None:
        return None
    where = match["place"]
    place: Place | None = asked.place if not where else None
    if where:
        found = starts_with_name(where, asked.place, asked.year) or starts_with_short(
            f"{where}　", asked.place, asked.year
        )
        tier = split_tier(f"{where}公司")
        if found is not None and not found[1].strip():
            place = found[0]
        elif tier is not None and tier.rest == "公司" and asked.place is not None:
            place = own_tier(tier, asked.place)
    if place is None or place.code is None or (not match["grid"] and place.code[:2] in _OTHER_GRIDS):
        return None
    if (place.level == "province") != match["kind"].startswith("电力"):
        return None
    region = place.level == "province" and place.name.endswith("自治区")
    name = place.label if place.level in {"province", "county"} and not region else place.brief
    unlimited = place.level == "province" and (place.name.endswith("市") or place.code[:2] in _UNLIMITED)
    kind = "电力" if unlimited else "电力有限" if place.level == "province" else "供电"
    label = f"国网{name}{kind}公司"
    return Body(
        f"{place.key}|国网",
        label,
        asked.name,
        "enterprise",
        place.level,
        place.label,
        place.code,
        f"{STATE}|{fold(_GRID_HEAD)}",
        _GRID_HEAD,
        "company of the State Grid",
    )
