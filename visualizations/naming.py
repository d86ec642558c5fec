"""One short name a body: the one that texts print most, unless somebody else could be meant by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

_UNITS = ("自治区", "省", "市", "县", "区", "州", "旗")
_LONGEST_PLACE = 9
_STATE = ("国家", "中国", "中央", "中华")
_SHORTEST = 2  # characters of a name that can be the end of another's


def short_names(full: Mapping[str, str], printed: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Label of every body by id, from its full name and how often texts print each of its names (0: only known).

    A short name stands for one body alone: no other has it among its names or ends in it (财政厅 beside 省财政厅), and
    where bodies of several cities are there, none is just 市财政局. Of names printed as often the shorter one counts.
    A body with no such name is called by its full name.

    >>> short_names({"a": "国家发展和改革委员会", "b": "西藏自治区发展和改革委员会"},
    ...             {"a": {"发展改革委": 3, "国家发展改革委": 1}, "b": {"发展改革委": 2}})
    {'a': '国家发展改革委', 'b': '西藏自治区发展和改革委员会'}
    """
    called: Counter[str] = Counter()
    for body, name in full.items():
        called.update(set(_endings({name, *printed.get(body, ())})))
    bare = _bare(full.values())
    labels = {}
    for body, name in full.items():
        names = sorted(printed.get(body, {}).items(), key=lambda item: (-item[1], len(item[0]), item[0]))
        vague = () if name.startswith(_STATE) else bare
        fits = (short for short, _ in names if short == name or (called[short] == 1 and not short.startswith(vague)))
        labels[body] = next(fits, name)
    return labels


def _endings(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        for at in range(max(1, len(name) - _SHORTEST + 1)):
            yield name[at:]


def _bare(names: Iterable[str]) -> tuple[str, ...]:
    """Beginnings that say of what kind a place is and not which, where the names have several such places."""
    places: dict[str, set[str]] = {unit: set() for unit in _UNITS}
    for name in names:
        for unit, found in places.items():
            at = name.find(unit, 1, _LONGEST_PLACE)
            if at > 0 and not name.startswith(_STATE):
                found.add(name[:at])
    several = tuple(unit for unit, found in places.items() if len(found) > 1)
    return (*several, "各") if several else ()
