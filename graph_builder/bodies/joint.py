"""Names made of two: a second name in brackets, two names of one body, and an organ inside a body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .forms import kind_by_form
from .zones import has_own_name, is_zone

_BRACKETED = re.compile(r"(?P<first>[^（）]{2,30})（(?P<second>[^（）]{2,30})）")
_ASIDE = re.compile(r"以下|简称|原|含|不含|下称|暂|代|牵头|负责|常设|筹")
_SECOND = re.compile(r"(?:局|委|厅|署|部|委员会|工委|管委会|院|会|中心)$")
_TWO = re.compile(r"(?P<first>[^、]{2,24}?(?:委员会|委|局|厅|部|办))(?P<mark>、?)(?P<second>[^、]{3,24})")
_BOTH = re.compile(r"(?P<first>.{0,20}?委(?:员会)?)(?:、|和)?(?P<second>[^、]{0,20}?(?:人民)?政府)")
# Both with a prefix: 市委社会工委市民政局.
_TIERED = re.compile(
    r"(?P<first>[省市区县州].{2,20}?(?:工委|委|局))(?P<mark>、?)"
    r"(?P<second>(?:省|市|区|县|州)(?!场|政|容).{2,20}?(?:局|委|办))"
)
_INSIDE = re.compile(
    r"(?:办公厅|办公室|办|秘书处|机关党委"
    r"|.{2,4}局|.{0,14}(?:司|处|科|室|总队|支队|大队|中队|分局|中心|督察局|监督站|监管局|监管办公室|管理局|税务局|执法局|交管局"
    r"|特派办|专员办|办事处|管理部|研究院|研究所|服务局|学院|党校|监测站|总站|站|所|馆|队|分院)"
    r"|驻.{1,20})"
)
_OWNER_ENDS = ("部", "委", "局", "厅", "署", "会", "办", "院", "总社", "中心", "室")


def bracketed(name: str) -> tuple[str, str] | None:
    """Split a name from the one in brackets behind it; None when the brackets hold no name of a body."""
    match = _BRACKETED.fullmatch(name)
    if match is None:
        return None
    first, second = match["first"], match["second"]
    if _ASIDE.match(second):
        return first, ""
    return (first, second) if kind_by_form(second) != "other" and len(second) >= 3 else None


def second_name(second: str, *, known: bool) -> bool:
    """Whether the name in brackets is another name of the whole body; an unknown office is one inside it."""
    return known or _SECOND.search(second) is not None


def committee_and_government(name: str) -> tuple[str, str] | None:
    """Split the party committee of a place from its government (市委、市政府, 党委政府)."""
    match = _BOTH.fullmatch(name)
    return (match["first"], match["second"]) if match is not None else None


def two_names(name: str) -> tuple[str, str] | None:
    """Split two names of one body that are printed in a row (市科委、中关村管委会)."""
    match = _TIERED.fullmatch(name) or _TWO.fullmatch(name)
    if match is None or kind_by_form(match["second"]) == "other":
        return None
    second = match["second"]
    zone = second.removesuffix("管理委员会").removesuffix("管委会")
    if match["mark"] or match.re is _TIERED or (zone != second and has_own_name(zone) and not is_zone(match["first"])):
        return match["first"], second
    return None


def owners(name: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a name as that of a body and an organ inside it, the longer body first."""
    for end in range(min(len(name) - 1, 30), 2, -1):
        cut = name[:end].endswith(("委", "办")) and name[end:].startswith(("员会", "公室", "公厅"))
        if not cut and name[:end].endswith(_OWNER_ENDS) and _INSIDE.fullmatch(name[end:]):
            yield name[:end], name[end:]
