"""Administrative divisions: the data file, and places known only by the form of their name."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Level = Literal["state", "province", "prefecture", "county", "township"]

LEVELS: tuple[Level, ...] = ("state", "province", "prefecture", "county", "township")
DATA = Path(__file__).resolve().parent.parent / "data"
DIVISIONS = DATA / "divisions.csv"
BINGTUAN = "新疆生产建设兵团"

_SEPARATE_PLANNING = frozenset({"210200", "330200", "350200", "370200", "440300"})
_LONGEST = 16
_CORPS_DIVISION = re.compile(r"第?(十[一二三四]|[一二三四五六七八九十])师")
# A division of the Corps and the city that it governs have one administration.
_CORPS_CITIES = {
    "一": "阿拉尔市",
    "二": "铁门关市",
    "三": "图木舒克市",
    "四": "可克达拉市",
    "五": "双河市",
    "六": "五家渠市",
    "七": "胡杨河市",
    "八": "石河子市",
    "九": "白杨市",
    "十": "北屯市",
    "十三": "新星市",
    "十四": "昆玉市",
}
_COLUMNS = ["code", "name", "short", "level", "parent", "status"]


class DataError(ValueError):
    """A row of a data file that cannot be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A division, or a place known only by its printed name (then without `code`).

    `name` is the name without those above it (昌平区); `label` has the city before an urban district (北京市昌平区).
    """

    name: str
    level: Level | None
    code: str | None = None
    parent: Place | None = None
    short: str = ""
    scope: str = ""

    @property
    def key(self) -> str:
        """What tells this place from others: the code, else the names down to it, else the document that names it."""
        if self.code is not None:
            return self.code
        return "/".join(part for part in (self.parent.key if self.parent else "", self.scope, self.name) if part)

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
        """The name without 省, 市, 自治区 and so on."""
        if self.zone:
            return self.name
        return self.short or (re.sub(r"(?<=..)(自治区|自治州|地区|[省市县区州盟旗])$", "", self.name))

    @property
    def known(self) -> Place | None:
        """The division with a code that it is or lies in; for the Corps Xinjiang."""
        if self.corps:
            return division("650000")
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
        party = (
            "党" if self.corps or self.name.endswith("自治区") else "党工" if self.level is None and self.name else ""
        )
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


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    rows: dict[str, tuple[str, str, Level, str]]
    names: dict[str, list[str]]
    shorts: dict[str, list[str]]


@cache
def _gazetteer() -> _Gazetteer:
    rows: dict[str, tuple[str, str, Level, str]] = {}
    names: dict[str, list[str]] = {}
    shorts: dict[str, list[str]] = {}
    levels = {level: level for level in LEVELS}
    for line, (code, name, short, level, parent, _status) in data_rows(DIVISIONS, _COLUMNS):
        if level not in levels or not name or len(code) != 6 or code in rows:
            raise DataError(f"{DIVISIONS.name}, line {line}: a new six-digit code, a name and a known level are needed")
        # 楚雄彝族自治州 has 楚雄州|楚雄: the last is the bare name, of which other names are made.
        rows[code] = (name, short.rpartition("|")[2], levels[level], parent)
        names.setdefault(name, []).append(code)
        if short:
            for other in short.split("|"):
                shorts.setdefault(other, []).append(code)
    return _Gazetteer(rows, names, shorts)


def data_rows(path: Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each row of a data file; lines that begin with # are comments.

    Raises `DataError`, naming file and line, for a wrong heading or a row with another number of cells.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    heading = False
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        row = next(csv.reader([line])) if '"' in line else line.split(",")
        if not heading:
            heading = True
            if row != columns:
                raise DataError(f"{path.name}, line {number}: the columns must be {','.join(columns)}")
        elif len(row) != len(columns):
            raise DataError(f"{path.name}, line {number}: {len(row)} cells where {len(columns)} are needed")
        else:
            yield number, row


@cache
def division(code: str) -> Place | None:
    """Return the division with this GB/T 2260 code, or None."""
    row = _gazetteer().rows.get(code)
    if row is None:
        return None
    name, short, level, parent = row
    return Place(name, level, code, division(parent) if parent else None, short)


def bingtuan() -> Place:
    """Return the Xinjiang Production and Construction Corps: of provincial rank, without a code of its own."""
    return Place(BINGTUAN, "province", short="兵团")


def _corps(text: str, near: Place | None = None) -> tuple[Place, str] | None:
    """Return the Corps, or the division of it that is named (第八师, 第八师石河子市), and what follows."""
    rest = text.removeprefix(BINGTUAN).removeprefix("兵团")
    match = _CORPS_DIVISION.match(rest)
    if match is None or (rest == text and not text.startswith("第") and (near is None or not near.corps)):
        return (bingtuan(), rest) if rest != text else None
    number = match[1]
    city = _CORPS_CITIES.get(number, "")
    after = rest[match.end() :]
    return Place(f"第{number}师{city}", "prefecture", parent=bingtuan()), after.removeprefix(city) if city else after


def is_division(name: str) -> bool:
    """Whether one or more divisions of the data file have this name."""
    return name in _gazetteer().names


def _pick(codes: list[str], near: Place | None) -> Place | None:
    """Choose among places of one name by where the document comes from; None when that leaves a doubt."""
    places = [place for code in codes if (place := division(code)) is not None]
    near = near.known if near is not None else None
    if near is not None and near.code is not None:
        for width in (6, 4, 2):
            here = [p for p in places if p.code is not None and p.code[:width] == near.code[:width]]
            if here:
                highest = min(LEVELS.index(p.level) for p in here if p.level)
                here = [p for p in here if p.level == LEVELS[highest]]
                return here[0] if len(here) == 1 else None
    if len(places) > 1:
        highest = min(LEVELS.index(p.level) for p in places if p.level)
        places = [p for p in places if p.level == LEVELS[highest]]
    return places[0] if len(places) == 1 else None


def starts_with_name(text: str, near: Place | None = None) -> tuple[Place, str] | None:
    """Return the place whose full name begins the text, down to the lowest named, and what follows it."""
    corps = _corps(text, near)
    if corps is not None:
        return corps
    found: tuple[Place, str] | None = None
    gazetteer = _gazetteer()
    for size in range(min(_LONGEST, len(text)), 1, -1):
        codes = gazetteer.names.get(text[:size]) or [
            code for code in gazetteer.shorts.get(text[:size], ()) if size > 2 and text[size - 1] == "州"
        ]
        place = _pick(codes, near) if codes else None
        if place is None or (place.level == "county" and not _same_province(place, near)):
            continue
        found = place, text[size:]
        break
    if found is None:
        found = _short_province(text)
    while found is not None and found[1]:
        below = _child(found[0], found[1])
        if below is None:
            break
        found = below
    return found


def _same_province(place: Place, near: Place | None) -> bool:
    """Whether a county name may mean this county here: names of counties are everyday words elsewhere."""
    home = near.known if near is not None else None
    if home is None or home.code is None or place.code is None:
        return near is None or near.level is None
    return place.code[:2] == home.code[:2]


def _short_province(text: str) -> tuple[Place, str] | None:
    for size in (3, 2):
        for code in _gazetteer().shorts.get(text[:size], ()):
            place = division(code)
            if place is not None and place.level == "province":
                return _child(place, text[size:])
    return None


def _child(place: Place, text: str) -> tuple[Place, str] | None:
    """Return the place inside `place` whose full name begins the text, and the rest."""
    if place.code is None:
        return None
    gazetteer = _gazetteer()
    for size in range(min(_LONGEST, len(text)), 1, -1):
        state = text[size - 1] == "州" and size > 2  # 楚雄州 is what 楚雄彝族自治州 is called
        codes = gazetteer.names.get(text[:size], [])
        if not codes and state:
            codes = gazetteer.shorts.get(text[:size], [])
        for code in codes:
            inner = division(code)
            if inner is not None and inner.code != place.code and place in inner.chain():
                return inner, text[size:]
    return None


def starts_with_short(text: str, near: Place | None = None, *, anywhere: bool = False) -> tuple[Place, str] | None:
    """Return the place whose short name (泉州, 内蒙古) begins the text, and the rest.

    Short names of counties are everyday words (公安, 和平), so they count only inside the province of `near`, or
    `anywhere` when what stands before the text shows that a place follows.
    """
    if text.startswith(BINGTUAN):
        return bingtuan(), text.removeprefix(BINGTUAN)
    gazetteer = _gazetteer()
    for size in range(min(8, len(text) - 1), 1, -1):
        codes = gazetteer.shorts.get(text[:size])
        if not codes:
            continue
        place = _pick(codes, near)
        home = near.known if near is not None else None
        far = place is not None and place.level == "county" and (home is None or not _same_province(place, home))
        if place is None or (far and not anywhere):
            continue
        return place, text.removeprefix(place.name) if text.startswith(place.name) else text[size:]
    return None


def named_short(text: str, near: Place | None = None) -> Place | None:
    """Return the place whose short name is the whole text (广州), None for other words."""
    found = starts_with_short(f"{text}　", near) if len(text) <= 8 else None
    return found[0] if found is not None and found[1] == "　" else None


def first_named(text: str, level: Level | None = None) -> Place | None:
    """Return the first place named in full anywhere in the text, or the first of a level."""
    position = 0
    while position < len(text):
        found = starts_with_name(text[position : position + 3 * _LONGEST])
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
