"""Prefixes that stand for a level of the document's own place (省, 市, 自治区)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .names import local_body, party_organ
from .places import BINGTUAN, Level, Place, division
from .zones import fold_zone

_WORDS = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "示范区",
    "开发区",
    "合作区",
    "实验区",
    "高新区",
    "经开区",
    "兵团",
    "师市",
    "林区",
    "特区",
    "地区",
    "新区",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "旗",
    "区",
    "镇",
    "乡",
    "街道",
    "园区",
    "师",
    "地",
)
# Names that begin with the same character as a prefix and have none.
_NO_PREFIX = re.compile(
    r"市场|市政(?!府|协|法|务|研|数)|市容|市民(?:中心|服务|之家|热线|卡)|区块链|师范|师资|师生|区域|地方|地质|地震|地税|地名|地理|地铁|地矿|县域|乡村|乡镇|州际|镇村|街道办|省际|新区域"
)
# Kinds of zones that stand before a name as tiers do; 新区 and 特区 may be divisions too.
ZONE_WORDS = frozenset({"示范区", "开发区", "新区", "合作区", "实验区", "高新区", "经开区", "园区"})
_LEVELS: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "兵团": "province",
    "市": "prefecture",
    "州": "prefecture",
    "自治州": "prefecture",
    "盟": "prefecture",
    "地区": "prefecture",
    "地": "prefecture",
    "县": "county",
    "自治县": "county",
    "旗": "county",
    "自治旗": "county",
    "区": "county",
    "林区": "county",
    "特区": "county",
    "师市": "prefecture",
    "师": "prefecture",
    "镇": "township",
    "乡": "township",
    "街道": "township",
}


@dataclass(frozen=True, slots=True)
class Tier:
    """A prefix and what follows it."""

    word: str
    rest: str


def split_tier(name: str) -> Tier | None:
    """Split a prefix from a name (市教育局: 市, 教育局); None when the name has none."""
    if _NO_PREFIX.match(name):
        return None
    for word in _WORDS:
        if not name.startswith(word):
            continue
        rest = name[len(word) :]
        if word != "市" or rest.startswith("级机关"):
            rest = rest.lstrip("级") if rest.startswith("级") else rest
        rest = rest.removeprefix("直属")
        if word == "地" and not rest.startswith(("委", "直")):
            continue
        if word in ZONE_WORDS and re.match(r"(?:党工委)?管(?:理委员|委)会$", rest):
            return Tier(word, rest)
        return Tier("地区" if word == "地" else word, rest) if rest else None
    return None


def own_tier(tier: Tier, place: Place) -> Place | None:
    """Return the place the prefix stands for in a document of `place`; None for a tier below it."""
    if tier.word in {"师", "师市"} and not place.corps:
        return None
    if not place.name:
        # A place that only its level tells: the prefix of that level is the place itself.
        level = _LEVELS.get(tier.word)
        if level is not None and level == place.level:
            return place
        if place.level is None:
            return Place(tier.word, level, scope=place.scope)
    if tier.word == "兵团" and (place.name == BINGTUAN or place.at("province") is None):
        return place
    if tier.word == "自治区" and place.corps:
        return division("650000")
    for step in place.chain():
        if _is(step, tier.word):
            return step
    if tier.word == "区":
        region = place.at("province")
        if region is not None and region.name.endswith("自治区") and _of_region(tier.rest, place):
            return region
    level = _LEVELS.get(tier.word)
    if level is not None and level != "township" and _unknown_above(place, level):
        return Place(tier.word, level, scope=f"？{place.key}")
    return None


def _is(place: Place, word: str) -> bool:
    if word == "区" and place.name.endswith(("自治区", "地区")):
        return False
    if word == "州":
        return place.name.endswith("州") and place.level == "prefecture"
    if word in ZONE_WORDS:
        return place.name.endswith(word) or (place.zone and fold_zone(place.name).endswith(word))
    if word in {"师", "师市"}:
        return place.corps and place.name != BINGTUAN
    if word == "兵团":
        return place.name == BINGTUAN
    if word == "县" and place.name.endswith("自治县"):
        return True
    return place.name.endswith(word)


def _of_region(rest: str, place: Place) -> bool:
    """Whether 区 means the autonomous region: 区党委, 区财政厅, or a bureau that is usual at that level."""
    if rest.startswith(("党委", "直")) or rest.endswith("厅"):
        return True
    if place.level != "province":
        return False
    found = local_body(rest)
    if found is not None and (not found.suffix or found.row.usual_at("province", found.suffix)):
        return True
    return rest in {"政府", "人民政府"} or party_organ(rest) is not None


def _unknown_above(place: Place, level: Level) -> bool:
    """Whether the prefix means a place above this one that its name does not tell."""
    order: list[Level | None] = ["province", "prefecture", "county", "township", None]
    return place.at(level) is None and order.index(place.level) > order.index(level) and place.code is None
