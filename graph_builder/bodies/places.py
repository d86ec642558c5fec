"""Administrative divisions: the data file, and places known only by the form of their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .gazetteer import (
    DATA,
    LEVELS,
    DataError,
    Division,
    Level,
    data_rows,
    division_names,
    gazetteer,
    key_of,
    meant,
    named,
    named_short,
    of_code,
    serious,
)

__all__ = [
    "BINGTUAN",
    "DATA",
    "LEVELS",
    "DataError",
    "Level",
    "Place",
    "bingtuan",
    "by_form",
    "data_rows",
    "division",
    "division_names",
    "divisions_above",
    "divisions_under",
    "first_named",
    "is_division",
    "starts_with_name",
    "starts_with_short",
    "successors",
]

BINGTUAN = "新疆生产建设兵团"

_SEPARATE_PLANNING = frozenset({"210200", "330200", "350200", "370200", "440300"})
_LONGEST = 16


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
    def nameless(self) -> bool:
        """Whether only its level is known (省, 市), not which place it is."""
        return len(self.name) < 2 or self.name in {"自治区", "地区", "自治州", "自治县", "自治旗", "街道"}

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
        """The name without 省, 市, 自治区 and so on."""
        return self.short or (re.sub(r"(?<=..)(自治区|自治州|地区|[省市县区州盟旗])$", "", self.name))

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
        if self.level is None or self.name == BINGTUAN:
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
        party = "党" if self.name.endswith(("自治区", "兵团")) else "党工" if self.level is None and self.name else ""
        return f"中共{self.label}{party}委"

    def chain(self) -> Iterator[Place]:
        """The place itself and those above it, from below."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent

    def at(self, level: Level) -> Place | None:
        """The place at this level that it is or lies in."""
        return next((place for place in self.chain() if place.level == level), None)


@cache
def division(code: str, year: int | None = None) -> Place | None:
    """Return the division with this GB/T 2260 code as it was in the year, else as it is or was last, or None."""
    row = of_code(code, year)
    return _place(row, year) if row is not None else None


def _place(row: Division, year: int | None) -> Place:
    """Return the place of a row with what was above it in the year, or in the nearest year of the row."""
    seen = row.until - 1 if year is None or year >= row.until else max(year, row.since)
    return _made(row, division(row.parent, seen) if row.parent else None)


@cache
def _made(row: Division, parent: Place | None) -> Place:
    until = None if row.current else row.until
    return Place(row.name, row.level, row.code, parent, row.short, "", row.since, until, key_of(row))


def successors(place: Place) -> tuple[Place, ...]:
    """Return what took the place of a former division, or itself under its next code or name; nothing for others.

    The places are seen as of the year of the change; of several, the one that got most comes first.
    """
    if place.code is None or place.until is None:
        return ()
    row = of_code(place.code, place.until - 1)
    codes = row.successors if row is not None else ()
    return tuple(found for code in codes if (found := division(code, place.until)) is not None)


def divisions_above(place: Place) -> tuple[Place, ...]:
    """Return the divisions that a place lies in, from the nearest one up, each with its code and level."""
    return tuple(step for step in place.chain() if step is not place and step.code is not None)


@cache
def divisions_under(place: Place | None, level: Level, year: int | None = None) -> tuple[Place, ...]:
    """Return the divisions of a level inside a place, in the order of their codes; None is the whole country.

    They are those in force at the end of `year`, without a year those of today. Taiwan, Hong Kong and Macao are
    divisions at province level without any below them.
    """
    found = []
    for rows in gazetteer().codes.values():
        for row in rows:
            if row.level == level and (row.current if year is None else row.holds(year)):
                inner = _place(row, year)
                if place is None or any(step.key == place.key for step in divisions_above(inner)):
                    found.append(inner)
    return tuple(sorted(found, key=lambda inner: inner.code or ""))


def bingtuan() -> Place:
    """Return the Xinjiang Production and Construction Corps: of provincial rank, without a code of its own."""
    return Place(BINGTUAN, "province", short="兵团")


def is_division(name: str) -> bool:
    """Whether one or more divisions of the data file have this name."""
    return name in gazetteer().names


def _pick(rows: Sequence[Division], near: Place | None, year: int | None) -> Place | None:
    """Choose among places of one name by where the document comes from; None when that leaves a doubt."""
    if near is not None and near.code is not None:
        for width in (6, 4, 2):
            here = [row for row in rows if row.code[:width] == near.code[:width]]
            if here:
                rows = here
                break
    if len(rows) > 1:
        highest = min(LEVELS.index(row.level) for row in rows)
        rows = [row for row in rows if row.level == LEVELS[highest]]
    return _place(rows[0], year) if len(rows) == 1 else None


def starts_with_name(text: str, near: Place | None = None, year: int | None = None) -> tuple[Place, str] | None:
    """Return the place whose full name begins the text, down to the lowest named, and what follows it.

    `near` is the place of the document, which decides between places of one name; `year` is the year of the document:
    the place is then the one that had the name in that year, else the one that has it or had it last.
    """
    if text.startswith((BINGTUAN, "兵团")):
        return bingtuan(), text.removeprefix(BINGTUAN).removeprefix("兵团")
    found: tuple[Place, str] | None = None
    for size in range(min(_LONGEST, len(text)), 1, -1):
        rows = _called(text[:size], year)
        place = _pick(rows, near, year) if rows else None
        if place is None or (place.level == "county" and not _same_province(place, near)):
            continue
        found = place, text[size:]
        break
    if found is None:
        found = _short_province(text, year)
    while found is not None and found[1]:
        below = _child(found[0], found[1], year)
        if below is None:
            break
        found = below
    return found


def _called(name: str, year: int | None) -> list[Division]:
    """Return the divisions of this full name, or of the one used for an autonomous prefecture (楚雄州)."""
    if name in gazetteer().names:
        return named(name, year)
    return named_short(name, year) if len(name) > 2 and name.endswith("州") else []


def _same_province(place: Place, near: Place | None) -> bool:
    """Whether a county name may mean this county here: names of counties are everyday words elsewhere."""
    if near is None or near.code is None or place.code is None:
        return near is None or near.level is None
    return place.code[:2] == near.code[:2]


def _short_province(text: str, year: int | None) -> tuple[Place, str] | None:
    for size in (3, 2):
        for row in named_short(text[:size], year):
            if row.level == "province":
                return _child(_place(row, year), text[size:], year)
    return None


def _child(place: Place, text: str, year: int | None) -> tuple[Place, str] | None:
    """Return the place inside `place` whose full name begins the text, and the rest."""
    if place.code is None:
        return None
    known = gazetteer()
    for size in range(min(_LONGEST, len(text)), 1, -1):
        name = text[:size]
        rows = known.names.get(name) or (known.shorts.get(name) if size > 2 and name.endswith("州") else None) or []
        # The place above is printed: first what lies in it, then what had the name in the year.
        inside = [row for row in rows if any(step.key == place.key for step in divisions_above(_place(row, year)))]
        chosen = serious(name, meant(inside, year), year)
        if chosen:
            return _place(chosen[0], year), text[size:]
    return None


def starts_with_short(
    text: str, near: Place | None = None, year: int | None = None, *, anywhere: bool = False
) -> tuple[Place, str] | None:
    """Return the place whose short name (泉州, 内蒙古) begins the text, and the rest.

    Short names of counties are everyday words (公安, 和平), so they count only inside the province of `near`, or
    `anywhere` when what stands before the text shows that a place follows. `near` and `year` decide as for full names.
    """
    if text.startswith(BINGTUAN):
        return bingtuan(), text.removeprefix(BINGTUAN)
    for size in range(min(8, len(text) - 1), 1, -1):
        rows = named_short(text[:size], year)
        if not rows:
            continue
        place = _pick(rows, near, year)
        far = place is not None and place.level == "county" and (near is None or not _same_province(place, near))
        if place is None or (far and not anywhere):
            continue
        return place, text[size:]
    return None


def first_named(text: str, level: Level | None = None, year: int | None = None) -> Place | None:
    """Return the first place named in full anywhere in the text, or the first of a level."""
    position = 0
    while position < len(text):
        found = starts_with_name(text[position : position + 3 * _LONGEST], year=year)
        if found is None:
            position += 1
            continue
        place, rest = found
        if level is None or (place.at(level) or place).level == level:
            return place if level is None else place.at(level)
        position += max(1, min(len(text) - position, 3 * _LONGEST) - len(rest))
    return None


_FORM = re.compile(
    r"(?P<province>[^省市县区州盟旗]{2,8}(?:省|自治区|特别行政区))?"
    r"(?P<prefecture>[^省市县区州盟旗]{1,12}(?:州?市|自治州|州(?![市县区])|地区|盟))?"
    r"(?P<county>[^省市县区州盟旗]{1,12}(?:自治县|自治旗|新区|州?县|州?市|州?区|旗))?"
    r"(?P<township>[^省市县区州盟旗乡镇]{1,8}(?:镇|乡|街道))?"
)


def by_form(text: str, inside: Place | None = None) -> tuple[Place, str] | None:
    """Return a place read from the form of its name alone (X省Y市Z县), below a known one if given, and the rest."""
    match = _FORM.match(text)
    if match is None or not match.end():
        return None
    place = inside
    for level in LEVELS[1:]:
        name = match.group(level)
        if not name:
            continue
        if place is not None and place.level is not None and LEVELS.index(place.level) >= LEVELS.index(level):
            # 福建省泉州市 read as prefecture, then 石狮市: a city below a city is a county.
            continue
        real: Level = "county" if level == "prefecture" and _below_city(place) else level
        place = Place(name, real, parent=place)
    if place is None or place is inside:
        return None
    return place, text[match.end() :]


def _below_city(place: Place | None) -> bool:
    return place is not None and place.level == "prefecture"
