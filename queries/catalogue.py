"""The query library: one `.rq` file a named query, described in a header that people and programs read.

A header line is `# KEY: VALUE`, before the first line that is no comment:

    # group: who                                       (one of `GROUPS`)
    # title zh: 谁负责
    # title en: Who is responsible
    # question zh: 某项任务由谁负责？
    # question en: Who is responsible for a task?
    # parameter heading: text optional 矿产            (type, whether optional, an example)
    # parameter heading zh: 任务标题中的文字
    # parameter heading en: words contained in the heading of the task
    # column source zh: 来源文件
    # column source en: name of the file that the row was read from

The line `#PARAMETERS` in the query is where the values of the parameters go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from queries.errors import QueryError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "GROUPS",
    "PARAMETER_TYPES",
    "Column",
    "NamedQuery",
    "Parameter",
    "group_queries",
    "is_named",
    "list_queries",
    "named_query",
    "nearest",
    "read_named",
    "read_query",
]

PARAMETER_TYPES = ("iri", "text", "integer", "date")

GROUPS = {
    "who": ("谁负责什么", "who does what"),
    "together": ("谁同谁协作", "who works with whom"),
    "gaps": ("责任缺口", "gaps"),
    "time": ("时间", "time"),
    "documents": ("文件", "documents"),
    "domain": ("矿业", "mining"),
    "quality": ("读得怎样", "how well it was read"),
}
"""The groups of the library in the order in which they are shown, with their names in Chinese and English."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_HEADER = re.compile(r"#\s*(group|title|question|parameter|column)(?:\s+([A-Za-z]\w*))??(?:\s+(zh|en))?\s*:\s*(.*)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer, with its meaning."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the caller may give, bound to the variable of the same name.

    `type` is one of `PARAMETER_TYPES`; `example` is a value as a caller would write it.
    """

    name: str
    type: str
    optional: bool
    example: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library, or one read from elsewhere with the same kind of header.

    `group` is one of `GROUPS`, or empty for a query from elsewhere that names none of them.
    """

    name: str
    group: str
    title_zh: str
    title_en: str
    question_zh: str
    question_en: str
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    text: str


def read_query(text: str, name: str = "query") -> NamedQuery:
    """Read the header of a query; what the header leaves out is empty.

    In a query without the line `#PARAMETERS`, which takes no values, a note with no type that there is is a comment.

    Raises:
        QueryError: the header names a type of parameter that there is not; the message has the line.
    """
    said: dict[tuple[str, str, str], str] = {}
    names: dict[str, dict[str, int]] = {"parameter": {}, "column": {}}
    for number, key, subject, language, value in _header(text):
        if subject:
            names.setdefault(key, {}).setdefault(subject, number)
        said[key, subject, language] = value
    group = said.get(("group", "", ""), "")
    return NamedQuery(
        name=name,
        group=group if group in GROUPS else "",
        title_zh=said.get(("title", "", "zh"), ""),
        title_en=said.get(("title", "", "en"), ""),
        question_zh=said.get(("question", "", "zh"), ""),
        question_en=said.get(("question", "", "en"), ""),
        columns=tuple(
            Column(column, said.get(("column", column, "zh"), ""), said.get(("column", column, "en"), ""))
            for column in names["column"]
        ),
        parameters=tuple(_parameters(f"{name}, line ", names["parameter"], said, "#PARAMETERS" in text)),
        text=text,
    )


def read_named(text: str, name: str) -> NamedQuery:
    """Read a query of the library, whose header says to which group it belongs.

    Raises:
        QueryError: the header names no group or one that there is not, or what `read_query` raises.
    """
    query = read_query(text, name)
    if not query.group:
        for _, key, _, _, value in _header(text):
            if key == "group" and value:
                raise QueryError(f"{name}: there is no group {value!r}; one of {', '.join(GROUPS)} is needed")
        raise QueryError(f"{name}: the header names no group; one of {', '.join(GROUPS)} is needed")
    return query


def _header(text: str) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield the number, key, subject, language and value of the header lines."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            return
        if match := _HEADER.fullmatch(line.rstrip()):
            yield number, match[1], match[2] or "", match[3] or "", match[4]


def _parameters(
    where: str, lines: Mapping[str, int], said: Mapping[tuple[str, str, str], str], takes: bool
) -> Iterator[Parameter]:
    """Yield the parameters of a header, whose lines are `lines`; `takes` tells whether the query takes values."""
    for name, line in lines.items():
        kind, _, rest = said.get(("parameter", name, ""), "").partition(" ")
        if kind in PARAMETER_TYPES:
            yield _parameter(name, kind, rest.lstrip(), said)
        elif takes:
            allowed = ", ".join(PARAMETER_TYPES)
            raise QueryError(
                f"{where}{line}: parameter {name} has the type {kind or 'none'!r}; one of {allowed} is needed"
            )


def _parameter(name: str, kind: str, rest: str, said: Mapping[tuple[str, str, str], str]) -> Parameter:
    """Make a parameter of its header lines."""
    first, _, example = rest.partition(" ")
    optional = first == "optional"
    return Parameter(
        name=name,
        type=kind,
        optional=optional,
        example=example if optional else rest,
        zh=said.get(("parameter", name, "zh"), ""),
        en=said.get(("parameter", name, "en"), ""),
    )


@cache
def list_queries() -> tuple[NamedQuery, ...]:
    """Return the named queries, by name.

    >>> [query.name for query in list_queries()][:2]
    ['added', 'bases']
    """
    names = sorted(file.name.removesuffix(".rq") for file in _library().iterdir() if file.name.endswith(".rq"))
    return tuple(query for query in map(_from_library, names) if query)


@cache
def _library() -> Traversable:
    """Return the folder of the named queries; to find it takes longer than to read one."""
    return resources.files("queries") / "library"


@lru_cache(maxsize=256)
def _from_library(name: str) -> NamedQuery | None:
    """Read the query of that name once, if there is one."""
    file = _library() / f"{name}.rq"
    if not _NAME.fullmatch(name) or not file.is_file():
        return None
    return read_named(file.read_text(encoding="utf-8"), name)


def is_named(query: NamedQuery) -> bool:
    """Tell whether a query is that of the library, and not another of the same name.

    >>> is_named(named_query("bases")), is_named(read_query("SELECT * { ?s ?p ?o }", "bases"))
    (True, False)
    """
    known = _from_library(query.name)
    return known is query or known == query


def group_queries() -> dict[str, tuple[NamedQuery, ...]]:
    """Return the named queries of each group, the groups in their order and the queries by name.

    >>> [query.name for query in group_queries()["quality"]][:2]
    ['corrections', 'coverage']
    """
    return {group: tuple(query for query in list_queries() if query.group == group) for group in GROUPS}


def named_query(name: str) -> NamedQuery:
    """Return the query of that name.

    >>> named_query("documents").title_zh
    '文件'

    Raises:
        QueryError: there is none; the message names those that are spelt alike.
    """
    if query := _from_library(name):
        return query
    names = [query.name for query in list_queries()]
    near = nearest(name, names)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(names)}"
    raise QueryError(f"no query is called {name!r}; {hint}")


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """Return those of the known names that have `name` in them, or else up to three that are spelt alike.

    >>> nearest("GAP", list(GROUPS)), nearest("tiem", list(GROUPS))
    (['gaps'], ['time'])
    """
    from difflib import get_close_matches

    part = name.lower()
    return [one for one in known if part and part in one] or get_close_matches(part, known, n=3, cutoff=0.5)
