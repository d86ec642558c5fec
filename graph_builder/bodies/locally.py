"""Names of departments that a province or a place writes out in its own way (审批服务局 in Shanxi)."""

from __future__ import annotations

from functools import cache

from .places import DATA, DataError, Place, data_rows, division

LOCAL_NAMES = DATA / "local-names.csv"
_COLUMNS = ["within", "level", "printed", "full", "note"]
_LEVELS = {
    "all": frozenset({"province", "prefecture", "county"}),
    "province": frozenset({"province"}),
    "prefecture": frozenset({"prefecture"}),
    "county": frozenset({"county"}),
    "local": frozenset({"prefecture", "county"}),
}


@cache
def _local_names() -> dict[str, list[tuple[str, frozenset[str], str]]]:
    """Return code, levels and full name by printed name; of several the nearest place comes first."""
    found: dict[str, list[tuple[str, frozenset[str], str]]] = {}
    for line, (within, level, printed, full, _note) in data_rows(LOCAL_NAMES, _COLUMNS):
        if division(within) is None or level not in _LEVELS or not printed or not full:
            words = f"the code of a known division, a level out of {', '.join(_LEVELS)} and two names are needed"
            raise DataError(f"{LOCAL_NAMES.name}, line {line}: {words}")
        for name in printed.split("|"):
            found.setdefault(name, []).append((within, _LEVELS[level], full))
    for rows in found.values():
        rows.sort(key=lambda row: (row[0].endswith("0000"), row[0].endswith("00"), row[0]))
    return found


def named_locally(name: str, place: Place) -> str:
    """Return the full name that a name without place stands for at a place, else the name itself."""
    rows = _local_names().get(name)
    if rows is None or place.code is None:
        return name
    above = {step.code for step in place.chain() if step.code is not None}
    return next((full for within, levels, full in rows if within in above and place.level in levels), name)
