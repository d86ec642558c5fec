"""The signature where line breaks are lost: a name right behind the list of annexes and right before the day.

附件：1.任务清单2.联系表生态环境部办公厅2023年2月4日（此件公开发布）: no mark tells where the name begins, so it has
to be one that is known, a central body or one of a place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph_builder.bodies.names import local_body, national_system, state_body
from graph_builder.bodies.places import starts_with_name

__all__ = ["central_parts", "glued_issuers"]

# What follows the day of a signature and hardly another day: a note, a copy list, the end, who prints it
_BEHIND = re.compile(
    r"\s{0,8}(?:[（(]此件|抄\s?送|字号|$|[\u4e00-\u9fff]{2,20}\d{4}年\d{1,2}月\d{1,2}日印发|[\u4e00-\u9fff]{0,4}联系(?:人|电话))"
)
_OFFICE = re.compile(r"办公厅|办公室|秘书局|[\u4e00-\u9fff]{2,8}司")
_GOVERNMENT = re.compile(r"人民政府(?:办公厅|办公室)?")
_LONGEST, _SHORTEST = 30, 3
_MOST = 12
_BACK = 1_500


def glued_issuers(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return who signs before the day from `start` to `end`, where their names follow a list of annexes at once.

    >>> text = "附件：1.任务清单2.联系表财政部办公厅教育部2023年2月4日（此件公开发布）"
    >>> glued_issuers(text, 24, 33)
    ('财政部办公厅', '教育部')
    """
    line = text.rfind("\n", max(0, start - _BACK), start) + 1 or max(0, start - _BACK)
    if not _BEHIND.match(text, end) or "附件" not in text[line:start]:
        return ()
    year = int(text[start : start + 4]) if text[start : start + 4].isdecimal() else None
    names: list[str] = []
    before = text[line:start].rstrip(" \u3000")
    while len(names) < _MOST:
        name = _last_name(before, year)
        if not name:
            break
        names.insert(0, name)
        before = before[: -len(name)].rstrip(" \u3000")
    return tuple(names)


@lru_cache(maxsize=1024)
def central_parts(name: str) -> tuple[str, ...]:
    """Part central bodies whose names follow each other without a blank; the name itself where they do not.

    >>> central_parts("国家发展改革委财政部"), central_parts("公安部消防局")
    (('国家发展改革委', '财政部'), ('公安部消防局',))
    """
    parts: list[str] = []
    rest = name
    while rest:
        last = next((rest[i:] for i in range(len(rest) - 1) if _central(rest[i:])), "")
        if not last:
            return (name,)
        parts.insert(0, last)
        rest = rest[: -len(last)]
    return tuple(parts)


def _last_name(words: str, year: int | None) -> str:
    """Return the longest known name of a body that ends `words`; empty where there is none."""
    for length in range(min(_LONGEST, len(words)), _SHORTEST - 1, -1):
        name = words[-length:]
        if _known(name, year):
            return name
    return ""


def _central(name: str, year: int | None = None) -> bool:
    """Tell whether a name is that of a central body or of an office of one."""
    if state_body(name, year):
        return True
    return name[-1] in "厅室局司" and any(
        _OFFICE.fullmatch(name, i) and state_body(name[:i], year) for i in range(2, len(name) - 2)
    )


@lru_cache(maxsize=4096)
def _known(name: str, year: int | None) -> bool:
    if not all("\u4e00" <= c <= "\u9fff" for c in name):
        return False
    if _central(name, year):
        return True
    system = national_system(name)
    if system and system[1]:
        # 国家税务总局甲省税务局 is one
        return bool(starts_with_name(system[1], None, year)) and name.endswith(("局", "行", "队"))
    place = starts_with_name(name, None, year)
    return bool(place and (_GOVERNMENT.fullmatch(place[1]) or local_body(place[1], year)))
