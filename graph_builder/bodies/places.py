"""Which place a text names: by the data file of divisions and by the form of the name; what lies above and under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from .gazetteer import (
    DATA,
    LEVELS,
    DataError,
    Division,
    Level,
    called,
    called_short,
    data_rows,
    division_names,
    full_name,
    gazetteer,
    key_of,
    meant,
    of_code,
    serious,
    sizes,
)
from .place import BINGTUAN, Place

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
    "named_short",
    "starts_with_name",
    "starts_with_short",
    "successors",
]

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


@lru_cache(maxsize=16_384)
def division(code: str, year: int | None = None) -> Place | None:
    """Return the division with this GB/T 2260 code as it was in the year, else as it is or was last, or None.

    The `key` of a place is understood too (500110-2011 is 万盛区, whose code went to 綦江区 in 2011).
    """
    number, dash, ended = code.partition("-")
    year = int(ended) - 1 if dash and ended.isdecimal() else year
    row = of_code(number, year)
    return _place(row, year) if row is not None else None


@lru_cache(maxsize=16_384)
def _place(row: Division, year: int | None) -> Place:
    """Return the place of a row with what was above it in the year, or in the nearest year of the row."""
    last = None if row.current else row.until - 1
    then = last if year is None else max(year, row.since) if last is None else min(max(year, row.since), last)
    above = division(row.parent, then) if row.parent else None
    until = None if row.current else row.until
    return Place(row.name, row.level, row.code, above, row.short, "", row.since, until, key_of(row), year)


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


def _lies_in(inner: Place, place: Place) -> bool:
    return inner.key != place.key and any(step.key == place.key for step in inner.chain())


@lru_cache(maxsize=64)
def _by_place(level: Level, year: int | None) -> dict[str | None, list[Place]]:
    """Return the divisions of a level in a year, by the key of each place that they lie in; all of them by None."""
    found: defaultdict[str | None, list[Place]] = defaultdict(list)
    for row in sorted(chain.from_iterable(gazetteer().codes.values())):
        if row.level == level and (row.current if year is None else row.holds(year)):
            inner = _place(row, year)
            for key in {None, *(step.key for step in inner.chain())} - {inner.key}:
                found[key].append(inner)
    return dict(found)


def divisions_under(place: Place | None, level: Level, year: int | None = None) -> tuple[Place, ...]:
    """Return the divisions of a level inside a place, in the order of their codes; None is the whole country.

    They are those in force at the end of `year`, without a year those of today. Taiwan, Hong Kong and Macao are
    divisions at province level without any below them.
    """
    return tuple(_by_place(level, year).get(place.key if place is not None else None, ()))


def bingtuan() -> Place:
    """Return the Xinjiang Production and Construction Corps: of provincial rank, without a code of its own."""
    return Place(BINGTUAN, "province", short="兵团")


def _corps(text: str, near: Place | None) -> tuple[Place, str] | None:
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
    return name in gazetteer().names


def _pick(rows: Sequence[Division], near: Place | None, year: int | None) -> Place | None:
    """Choose among places of one name by where the document comes from; None when that leaves a doubt."""
    near = near.known if near is not None else None
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


def _year(near: Place | None, year: int | None) -> int | None:
    return near.year if year is None and near is not None else year


def starts_with_name(text: str, near: Place | None = None, year: int | None = None) -> tuple[Place, str] | None:
    """Return the place whose full name begins the text, down to the lowest named, and what follows it.

    `near` is the place of the document, which decides between places of one name; `year` is the year of the document,
    by default that of `near`: the place is the one that had the name in that year, else that has it or had it last.
    """
    year = _year(near, year)
    corps = _corps(text, near)
    if corps is not None:
        return corps
    found: tuple[Place, str] | None = None
    for size in sizes(text):
        rows = called(text[:size], year)
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


def _same_province(place: Place, near: Place | None) -> bool:
    """Whether a county name may mean this county here: names of counties are everyday words elsewhere."""
    home = near.known if near is not None else None
    if home is None or home.code is None or place.code is None:
        return near is None or near.level is None
    return place.code[:2] == home.code[:2]


def _short_province(text: str, year: int | None) -> tuple[Place, str] | None:
    for size in (3, 2):
        for row in called_short(text[:size], year):
            if row.level == "province":
                return _child(_place(row, year), text[size:], year)
    return None


def _child(place: Place, text: str, year: int | None) -> tuple[Place, str] | None:
    """Return the place inside `place` whose full name begins the text, and the rest."""
    if place.code is None:
        return None
    for size in sizes(text):
        name = text[:size]
        # The place above is printed: first what lies in it, then what had the name in the year.
        inside = [row for row in full_name(name) if _lies_in(_place(row, year), place)]
        chosen = serious(name, meant(inside, year), year) if inside else []
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
    year = _year(near, year)
    if text.startswith(BINGTUAN):
        return bingtuan(), text.removeprefix(BINGTUAN)
    for size in range(min(8, len(text) - 1), 1, -1):
        rows = called_short(text[:size], year)
        if not rows:
            continue
        place = _pick(rows, near, year)
        # 宜阳新区 of an unknown place is not that of the one 宜阳县 that there is.
        home = near.known if near is not None else None
        far = place is not None and place.level == "county" and (home is None or not _same_province(place, home))
        if place is None or (far and not anywhere):
            continue
        return place, text.removeprefix(place.name) if text.startswith(place.name) else text[size:]
    return None


def named_short(text: str, near: Place | None = None, year: int | None = None) -> Place | None:
    """Return the place whose short name is the whole text (广州), None for other words."""
    found = starts_with_short(f"{text}　", near, year) if len(text) <= 8 else None
    return found[0] if found is not None and found[1] == "　" else None


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
