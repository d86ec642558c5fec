"""A place that governs: a division of the data file, or one known only by the name printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .gazetteer import Level

BINGTUAN = "新疆生产建设兵团"

_SEPARATE_PLANNING = frozenset({"210200", "330200", "350200", "370200", "440300"})


@dataclass(frozen=True, slots=True)
class Place:
    """A division, or a place known only by its printed name (then without `code`).

    `name` is the name without those above it (昌平区); `label` has the city before an urban district (北京市昌平区).
    A division of the data file is seen as of one year: `code`, `name` and `parent` are those of then, it is so called
    from the year `since` (0: from before the data begins) to the end of the year before `until` (None: to this day),
    and `identity` stays while it changes its code or its name.
    """

    name: str
    level: Level | None
    code: str | None = None
    parent: Place | None = None
    short: str = ""
    scope: str = ""
    since: int | None = None
    until: int | None = None
    identity: str = ""
    seen: int | None = field(default=None, compare=False)
    whole: bool = False

    @property
    def year(self) -> int | None:
        """The year as of which it is seen: that of the document that names it; None for today."""
        if self.code is not None or self.parent is None or self.seen is not None:
            return self.seen
        return self.parent.year

    @property
    def key(self) -> str:
        """What tells this place from others: the code, else the names down to it, else the document that names it.

        A county that another prefecture got, or that got another name, keeps its key: it is the last code it had. A
        county that became a district is another place, with a key of its own.
        """
        if self.code is not None:
            return self.identity or self.code
        return "/".join(part for part in (self.parent.key if self.parent else "", self.scope, self.name) if part)

    @property
    def area_code(self) -> str | None:
        """Its code, or that of the division which a zone covers as a whole (济源产城融合示范区: that of 济源市)."""
        return self.parent.code if self.whole and self.parent is not None else self.code

    @property
    def nameless(self) -> bool:
        """Whether only its level is known (省, 市), not which place it is."""
        return len(self.name) < 2 or self.name in {"自治区", "地区", "自治州", "自治县", "自治旗", "街道"}

    @property
    def corps(self) -> bool:
        """Whether it is the Corps in Xinjiang or a division of it."""
        return self.name == BINGTUAN or (self.parent is not None and self.parent.name == BINGTUAN)

    @property
    def zone(self) -> bool:
        """Whether it is a development zone and no division."""
        return self.level is None and len(self.name) > 1

    @property
    def label(self) -> str:
        """The name as its government uses it; 省, 市 or 县 where the document tells the level only."""
        if not self.name:
            return {"province": "省", "prefecture": "市", "county": "县", "township": "镇"}.get(self.level or "", "")
        district = self.level == "county" and self.name.endswith("区") and self.parent is not None
        below_city = self.parent is not None and self.parent.name.endswith("市")
        return f"{self.parent.name}{self.name}" if district and below_city and self.parent else self.name

    @property
    def brief(self) -> str:
        """The name without 省, 市, 自治区 and so on; that of a zone is whole."""
        if self.zone:
            return self.name
        return self.short or (re.sub(r"(?<=..)(自治区|自治州|地区|[省市县区州盟旗])$", "", self.name))

    @property
    def known(self) -> Place | None:
        """The division with a code that it is or lies in; for the Corps Xinjiang."""
        if self.corps:
            return _XINJIANG
        return next((place for place in self.chain() if place.code is not None), None)

    @property
    def capital(self) -> bool:
        """Whether it is the capital of a province, by its code."""
        return self.code is not None and self.code.endswith("0100")

    @property
    def vertical_level(self) -> Level | None:
        """Level by which national systems name their branch: five cities are treated like provinces."""
        return "province" if self.code in _SEPARATE_PLANNING else self.level

    @property
    def government(self) -> str:
        """Full name of the people's government, empty when the place is unknown."""
        if self.level is None or self.corps:
            return self.name
        if self.name.endswith(("地区", "盟")):
            return f"{self.name}行政公署"
        if self.name.endswith("街道"):
            return f"{self.name}办事处"
        return f"{self.label}人民政府"

    @property
    def party(self) -> str:
        """Beginning of the names of the party's organs (中共湖北省委, 中共西藏自治区党委)."""
        if self.name.endswith("地区"):
            return f"中共{self.name.removesuffix('区')}委"
        if self.nameless:
            return f"{self.label}委"
        if self.level is None and self.name and not self.corps:
            # A zone has a working committee, sent by the committee of the place above it.
            return f"中共{self.label}工作委员会"
        return f"中共{self.label}{'党' if self.corps or self.name.endswith('自治区') else ''}委"

    def chain(self) -> Iterator[Place]:
        """The place itself and those above it, from below."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent

    def at(self, level: Level) -> Place | None:
        """The place at this level that it is or lies in."""
        return next((place for place in self.chain() if place.level == level), None)


_XINJIANG = Place("新疆维吾尔自治区", "province", "650000", short="新疆")
