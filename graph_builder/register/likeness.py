"""When two names of one place can be one body's: pure comparisons of names, each with what it saw.

Chinese bodies are called by short names that take characters out of the full one. A name that only might be short for
another is left alone: what is compared here is tied only where a document has no second candidate (`reconcile.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph_builder.bodies import Body
from graph_builder.bodies.names import Row, local_body
from graph_builder.register.today import place_label

__all__ = ["Face", "bracketed", "face", "is_subsequence", "joint", "other_suffix", "shortened"]

_SUFFIXES = ("委", "办", "厅", "局")
_ALIKE = ({"局", "委", "厅"}, {"局", "办", "厅"})
"""Suffixes that bodies of one field change between; a committee and its office (编委, 编办) are two bodies."""
_NO_FIELD = frozenset({"", "政府", "人大", "政协", "党", "纪", "工", "团"})
_ENDINGS = (
    "中心",
    "公司",
    "集团",
    "部门",
    "小组",
    "会议",
    "局",
    "厅",
    "委",
    "办",
    "馆",
    "院",
    "站",
    "处",
    "室",
    "会",
    "社",
    "所",
)
# What a short name leaves out without a loss: words that say no field. Single characters are those of a word of two
# (住房保障 -> 住保), but not what tells ranks, tiers and quarters apart.
_LEFT_OUT = re.compile(
    "管理|服务|发展|监管|监督|行政|事业|事务|工作|业务|建设|综合|责任|有限|股份|控股|住房(?=公积金)|民航(?=机场)"
    "|[^分支总副省市州盟县区旗乡镇街村级新老东西南北中上下前后内外大小第一二三四五六七八九十高局厅委办]"
)
_PIECE = f"(?:{_LEFT_OUT.pattern})?"
_ZONE = re.compile("[区园港城]$")
_BRACKETED = re.compile(r"(.{2,40})（([^（）]{2,40}[局厅委办室会部中心])）")
_LONGEST = 40
"""Characters of the longest name that is compared."""


@dataclass(frozen=True, slots=True)
class Face:
    """What names are compared by: place, name without it (folded), its field and suffix, its row of the data file."""

    place: str
    name: str
    core: str
    suffix: str
    row: Row | None
    usual: bool
    """Whether the data file has this name as usual at the level of the place."""
    settled: bool
    """Whether the name was in use in the year of the document and no reform of that year brought it."""


@lru_cache(maxsize=4096)
def face(body: Body, year: int | None) -> Face | None:
    """Return what a body is compared by; None for what is never tied by its looks: groups, governments, the party."""
    place, mark, name = body.key.partition("|")
    if not mark or "|" in name or body.kind in {"group", "generic", "government"} or len(name) > _LONGEST:
        return None
    found = local_body(body.label.removeprefix(place_label(body)), year) or local_body(name, year)
    row = found.row if found is not None else None
    usual = bool(found and found.suffix and found.row.usual_at(body.level, found.suffix))
    suffix = next((end for end in _ENDINGS if name.endswith(end) and len(name) > len(end)), "")
    core = name.removesuffix(suffix)
    settled = row is None or (year is not None and row.in_use(year) and year > (row.since or 0))
    return Face(place, name, core, suffix, row, usual, settled)


def other_suffix(one: Face, other: Face) -> bool:
    """Whether two names are of one field and differ in the suffix (市发改局, 市发展改革委)."""
    suffixes = {one.suffix, other.suffix}
    if len(suffixes) == 1 or not any(suffixes <= alike for alike in _ALIKE) or one.place != other.place:
        return False
    if one.row is not None or other.row is not None:
        return one.row is other.row
    return one.core == other.core and one.core not in _NO_FIELD and len(one.core) > 1


def is_subsequence(short: str, long: str) -> bool:
    """Whether all characters of a name stand in another one in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


def shortened(short: Face, long: Face) -> bool:
    """Whether one name is another without words that say no field (市公积金中心, 市住房公积金管理中心).

    A name of the data file has its full name there, and is short for no other.
    """
    if not _comparable(short, long) or short.row is not None or short.core in _NO_FIELD or _ZONE.search(short.core):
        return False
    return re.fullmatch(_PIECE + _PIECE.join(map(re.escape, short.core)) + _PIECE, long.core) is not None


def joint(short: Face, long: Face) -> bool:
    """Whether one name is a field of the data file, the other that field with more of them (市文旅局, 市文旅广电局).

    A place has one bureau for a field; but in the year of a reform the old one and the new one may stand side by side.
    """
    same = short.place == long.place and short.suffix == long.suffix and bool(short.suffix)
    if not same or short.row is None or short.row is long.row:
        return False
    whole = long.row.stem if long.row else long.core
    return short.settled and long.settled and any(short.row.stem in split for split in _fields(whole))


def bracketed(joined: Face, plain: Face) -> bool:
    """Whether one name is the other with a second name in brackets (市市场监管局（市知识产权局）)."""
    match = _BRACKETED.fullmatch(joined.name)
    return match is not None and joined.place == plain.place and match[1] == plain.name


def _comparable(short: Face, long: Face) -> bool:
    same = short.place == long.place and short.suffix == long.suffix and bool(short.suffix)
    return same and 1 < len(short.core) < len(long.core) and is_subsequence(short.core, long.core)


@lru_cache(maxsize=1024)
def _fields(core: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to split a name into two or more fields of the data file, as their stems."""
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in core)]
    for end in range(2, len(core) + 1):
        for start in range(max(0, end - 12), end - 1):
            found = local_body(core[start:end] + "局") if ways[start] else None
            if found is not None:
                ways[end] += [(*way, found.row.stem) for way in ways[start][:8]]
    return tuple(sorted(way for way in ways[len(core)] if len(way) > 1))
