"""What there is to ask, in lines for a terminal: the library by groups, or one query with all that its header says."""

from __future__ import annotations

from collections.abc import Iterator

from queries.catalogue import GROUPS, NamedQuery, Parameter, group_queries, list_queries, named_query, nearest
from queries.errors import QueryError

__all__ = ["listing"]

_WIDTH = 24
"""Columns for the name of a query; the longest has two fewer."""


def listing(name: str | None = None) -> Iterator[str]:
    """Yield lines about the named queries.

    Args:
        name: a group of `GROUPS`, for its queries alone, or a query, for all that its header says; both where both
            are called so. Without it, all groups.

    Raises:
        QueryError: there is no such group or query; the message names the groups, and what is spelt alike.
    """
    names = [query.name for query in list_queries()]
    if name is not None and name not in GROUPS and name not in names:
        near = nearest(name, [*GROUPS, *names])
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise QueryError(f"no group or query is called {name!r}; {hint}The groups are {', '.join(GROUPS)}")
    for group, queries in group_queries().items():
        if name in (None, group):
            zh, en = GROUPS[group]
            yield f"{group}: {en} {zh}"
            for query in queries:
                yield from _brief(query)
    if name in names:
        yield from _whole(named_query(name))


def _brief(query: NamedQuery) -> Iterator[str]:
    """Yield what a query asks, and its parameters with an example each."""
    yield f"  {query.name:<{_WIDTH}}{query.question_en} {query.question_zh}"
    for parameter in query.parameters:
        yield f"  {'':<{_WIDTH}}  {_example(parameter)}"


def _whole(query: NamedQuery) -> Iterator[str]:
    """Yield titles, questions, parameters and columns of a query in both languages."""
    group_zh, group_en = GROUPS[query.group]
    yield f"{query.name}: {query.title_en} {query.title_zh} ({query.group}: {group_en} {group_zh})"
    yield f"{query.question_en} {query.question_zh}"
    for parameter in query.parameters:
        yield f"  {_example(parameter)}  {parameter.en} {parameter.zh}"
    for column in query.columns:
        yield f"  {column.name:<{_WIDTH}}{column.en} {column.zh}"


def _example(parameter: Parameter) -> str:
    """Write a parameter as a caller would, with its type."""
    need = "" if parameter.optional else ", needed"
    return f"-p {parameter.name}={parameter.example}  ({parameter.type}{need})"
