"""Names of bodies: the data file, and the looking up of a printed name in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .places import DATA, DataError, Level, Place, data_rows

Kind = Literal[
    "association",
    "coordination",
    "department",
    "enterprise",
    "generic",
    "government",
    "group",
    "institution",
    "office",
    "other",
    "party",
    "vertical",
    "zone",
]

BODIES = DATA / "bodies.csv"
NONE_HERE = "-"
FULL_SUFFIX = {"委": "委员会", "办": "办公室"}

_COLUMNS = ["stem", "short", "suffix", "state", "state_short", "local", "kind", "valid_from", "valid_to", "note"]
_KINDS: dict[str, Kind] = {
    "association": "association",
    "coordination": "coordination",
    "department": "department",
    "enterprise": "enterprise",
    "institution": "institution",
    "office": "office",
    "other": "other",
    "party": "party",
    "vertical": "vertical",
}
_SUFFIXES = ("委员会", "办公室", "总局", "总署", "委", "办", "厅", "局", "部", "署")
_TAILS = frozenset(
    {
        "监管局",
        "监管分局",
        "监管支局",
        "监管组",
        "监管办事处",
        "分局",
        "中心支局",
        "支局",
        "局",
        "税务局",
        "委员会",
        "调查总队",
        "调查队",
        "分署",
        "委",
        "监管办",
        "监管办公室",
        "安全监督管理局",
    }
)
_BRACKETS = str.maketrans(
    {
        "(": "（",
        ")": "）",
        "〔": "（",
        "〕": "）",
        "[": "（",
        "]": "）",
        "［": "（",
        "］": "）",
        "<": "（",
        ">": "）",
        "〈": "（",
        "〉": "）",
        "《": "（",
        "》": "）",
        "{": "（",
        "}": "）",
    }
)
_FOLDS = (
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("监督管理", "监管"),
    # One place has one bureau for each of these, under the longer name or the shorter.
    ("大数据发展管理", "大数据"),
    ("大数据管理", "大数据"),
    ("大数据发展", "大数据"),
    ("数据资源管理", "数据资源"),
    ("审批服务管理", "审批服务"),
    ("综合行政执法", "综合执法"),
    ("人民政府", "政府"),
    ("行政公署", "行署"),
    ("和", ""),
    ("与", ""),
    ("、", ""),
    ("·", ""),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of bodies.csv: a name, and the years in which it was in use (None: open).

    `system` names the central body that leads the bodies of the row, where they are of a national system.
    """

    line: int
    stem: str
    suffixes: tuple[str, str, str]
    state: str
    patterns: tuple[str, str, str]
    kind: Kind
    since: int | None
    until: int | None
    system: str

    def in_use(self, year: int) -> bool:
        """Whether the name was in use in the year; in a year of reform both names count."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)

    def usual_at(self, level: Level | None, suffix: str) -> bool:
        """Whether bodies of this level usually have this suffix."""
        usual = self.suffixes[1] if level == "province" else self.suffixes[2]
        return FULL_SUFFIX.get(suffix, suffix) in usual.split("|")

    def pattern(self, place: Place, name: str) -> str:
        """How the name is made at a place: with {place}, {short} or {party}; empty: place and name.

        A pattern for 办公室 says nothing about a 局: then place and the printed name stand.
        """
        level = place.vertical_level if self.kind == "vertical" else place.level
        pattern = self.patterns[{"province": 0, "prefecture": 1}.get(level or "", 2)]
        fixed = self.suffixes == ("", "", "") or self.kind == "vertical" or not name
        return pattern if fixed or pattern.endswith(name[-1]) else ""

    @property
    def of_party(self) -> bool:
        """Whether its names say that it is the party committee's."""
        return any("{party" in pattern for pattern in self.patterns)

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands before the place in names of the national system (国家税务总局 in 国家税务总局泉州市税务局)."""
        starts = dict.fromkeys(pattern.partition("{")[0] for pattern in self.patterns)
        return tuple(start for start in starts if len(start) > 2)


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in the data file: the row, the full name without place, and the name that was looked up."""

    row: Row
    name: str
    suffix: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class _Names:
    state: dict[str, list[Row]]
    whole: dict[str, list[Row]]
    cores: dict[str, list[Row]]
    abbreviated: dict[str, list[tuple[Row, str]]]
    after_place: dict[str, list[Row]]
    party: dict[str, list[Row]]
    heads: dict[str, Row]


def clean(text: str) -> str:
    """Take out white space and give all brackets one form."""
    return "".join(text.split()).translate(_BRACKETS)


def fold(name: str) -> str:
    """Reduce a name without place to what its spellings share (人力资源社会保障局, 人力资源和社会保障局)."""
    name = clean(name)
    for long, short in _FOLDS:
        name = name.replace(long, short)
    return name


def company_key(name: str) -> str:
    """Return the key of a company, which its legal form does not tell from another (有限公司, 集团有限责任公司)."""
    name = re.sub(r"(?:股份)?有限(?:责任)?公司", "公司", clean(name))
    return f"名|{fold(re.sub(r'集团公司', '集团', name))}"


def fold_group(name: str) -> str:
    """Reduce the name of a group of bodies: brackets and separators do not matter (各县（市、区）, 各县市区)."""
    return re.sub(r"[（）、，,/／]", "", fold(name))


@cache
def _names() -> _Names:
    names = _Names({}, {}, {}, {}, {}, {}, {})
    for line, cells in data_rows(BODIES, _COLUMNS):
        row = _row(line, cells)
        _enter_state(names, row, [part for part in cells[4].split("|") if part], cells[1].split("|"))
        _enter_local(names, row, [part for part in cells[1].split("|") if part])
        for head in row.heads:
            for name in (head, row.state, *cells[4].split("|"), *cells[1].split("|")):
                if name and not name.startswith("~"):
                    names.heads.setdefault(name, row)
            names.heads[head] = row
    return names


def _row(line: int, cells: list[str]) -> Row:
    stem, _short, suffix, state, _state_short, local, kind, since, until, _note = cells
    where = f"{BODIES.name}, line {line}"
    if not stem or kind not in _KINDS:
        raise DataError(f"{where}: a stem and a kind out of {', '.join(_KINDS)} are needed")
    suffixes = suffix.split("/") if suffix else ["", "", ""]
    patterns = local.split("/")
    if len(suffixes) != 3 or len(patterns) not in {1, 3}:
        raise DataError(f"{where}: suffix has three parts, local one or three, separated by /")
    if any(re.search(r"\{(?!place\}|short\}|party\}|party0\})", pattern) for pattern in patterns):
        raise DataError(f"{where}: local may hold {{place}}, {{short}}, {{party}} and {{party0}} only")
    if any(year and not re.fullmatch(r"[12]\d{3}", year) for year in (since, until)):
        raise DataError(f"{where}: valid_from and valid_to are years")
    system, state = (state[1:], "") if state.startswith("^") else ("", state)
    if not state and not system and suffixes[0] not in {"", "-"}:
        state = stem + suffixes[0]
    first, second, third = patterns * 3 if len(patterns) == 1 else patterns
    return Row(
        line,
        stem,
        (suffixes[0], suffixes[1], suffixes[2]),
        state,
        (first, second, third),
        _KINDS[kind],
        int(since) if since else None,
        int(until) if until else None,
        system or state,
    )


def _enter_state(names: _Names, row: Row, short: list[str], cores: list[str]) -> None:
    if not row.state:
        return
    forms = [row.state, *short]
    suffix = row.suffixes[0]
    if suffix not in {"", "-"}:
        endings = {suffix, {value: key for key, value in FULL_SUFFIX.items()}.get(suffix, suffix)}
        bare = [core for core in (row.stem, *cores) if core and not core.startswith("~")]
        forms += [core if _suffix(core) else core + end for core in bare for end in sorted(endings)]
    for form in dict.fromkeys(forms):
        for name in (form, f"国家{form}", f"国务院{form}"):
            rows = names.state.setdefault(name, [])
            if row not in rows:
                rows.append(row)


def _enter_local(names: _Names, row: Row, short: list[str]) -> None:
    table = names.party if row.kind == "party" else names.whole
    if row.suffixes == ("", "", ""):
        forms = short if row.stem == row.state else [row.stem, *short]
        for form in forms:
            table.setdefault(form.removeprefix("~"), []).append(row)
        return
    for form in (row.stem, *short):
        if form.startswith("~"):
            names.after_place.setdefault(form[1:], []).append(row)
        elif form != row.stem and _suffix(form):
            names.abbreviated.setdefault(form, []).append((row, row.stem + FULL_SUFFIX.get(form[-1], form[-1])))
        elif row.suffixes[1:] != ("-", "-"):
            names.cores.setdefault(form, []).append(row)


def _suffix(name: str) -> str:
    return next((suffix for suffix in _SUFFIXES if name.endswith(suffix) and len(name) > len(suffix)), "")


def _best(rows: Iterable[Row], year: int | None) -> Row | None:
    """Choose by year among names that share a short form: the one in use, else the newest."""
    ordered = sorted(rows, key=lambda row: (row.until or 9999, row.since or 0, -row.line))
    if not ordered:
        return None
    fitting = [row for row in ordered if year is None or row.in_use(year)]
    return (fitting or ordered)[-1]


def state_body(name: str, year: int | None = None) -> Row | None:
    """Return the body of the central level with this printed name."""
    return _best(_names().state.get(name.removeprefix("中华人民共和国"), ()), year)


def local_body(name: str, year: int | None = None) -> Found | None:
    """Return what a name without place means at a local level, by the data file."""
    names = _names()
    row = _best(names.whole.get(name, ()), year)
    if row is not None:
        return Found(row, row.stem, printed=name)
    pairs = names.abbreviated.get(name, [])
    row = _best((row for row, _full in pairs), year)
    if row is not None:
        return Found(row, next(full for pair, full in pairs if pair is row), _suffix(name), name)
    suffix = _suffix(name)
    row = _best(names.cores.get(name[: len(name) - len(suffix)], ()), year) if suffix else None
    if row is None or suffix in {"部", "总局", "总署", "署"}:
        return None
    return Found(row, row.stem + FULL_SUFFIX.get(suffix, suffix), suffix, name)


def party_organ(name: str, year: int | None = None) -> Row | None:
    """Return the organ of a party committee with this name (宣传部, 编办)."""
    return _best(_names().party.get(name, ()), year)


def after_place(name: str, year: int | None = None) -> Row | None:
    """Return the national system that a name means only after a bare place name (湖北 + 金融监管局)."""
    return _best(_names().after_place.get(name, ()), year)


def national_system(text: str) -> tuple[Row, str] | None:
    """Return the national system whose name begins the text (国家税务总局, 人行), and the rest."""
    heads = _names().heads
    for size in range(min(16, len(text) - 1), 1, -1):
        row = heads.get(text[:size])
        if row is not None:
            return row, text[size:]
    return None


def local_label(row: Row, name: str, place: Place, printed: str = "") -> str:
    """Return the full name that a row's body has at a place; `name` is the name without place.

    Where the document tells its level only, a branch of a national system keeps the name `printed`.
    """
    pattern = _ranked(row.pattern(place, name), printed)
    if place.nameless and row.kind in {"vertical", "enterprise"}:
        return f"{place.label}{printed or name or row.stem}"
    if not pattern:
        return f"{place.label}{name}"
    return (
        pattern.replace("{place}", place.label)
        .replace("{short}", place.label if place.nameless else place.brief)
        .replace("{party}", place.party)
        .replace("{party0}", place.party.removesuffix("委").removesuffix("党"))
    )


def _ranked(pattern: str, printed: str) -> str:
    """Keep the rank that is printed: the detachments of Beijing's districts are 支队, elsewhere 大队 are usual."""
    ranks = ("总队", "支队", "大队")
    return pattern[:-2] + printed[-2:] if pattern.endswith(ranks) and printed.endswith(ranks) else pattern


def unplaced(row: Row, name: str, place: Place, printed: str = "") -> str:
    """Return the folded name without place, by which bodies of one place are told apart."""
    pattern = _ranked(row.pattern(place, name), printed)
    return fold(re.sub(r"\{\w+\}", "", pattern)) if pattern else fold(name)


def branch_label(row: Row, place: Place, tail: str) -> tuple[str, str]:
    """Return full name and folded name of a branch printed as system, place and tail (国开行 + 广东省 + 分行)."""
    # The branches of the exchange administration were renamed in 2023: what is printed stands.
    if tail in _TAILS and row.kind in {"vertical", "other"} and row.stem != "外汇管理":
        return local_label(row, "", place), unplaced(row, "", place)
    head = row.heads[0]
    bare = "{short}" in row.pattern(place, "") or tail.startswith("监管")
    return f"{head}{place.brief if bare else place.label}{tail}", fold(head + tail)
