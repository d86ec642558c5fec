"""Asking a graph: by the name of a query, by a file, or by the text itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from queries.backends.base import Graph
from queries.catalogue import NamedQuery, is_named, named_query, read_query
from queries.errors import QueryError
from queries.parameters import read_values
from queries.rows import Rows, needed

__all__ = ["find_query", "run"]

_TEXT = re.compile(r"[{\n]")


def run(query: str | NamedQuery, graph: Graph, parameters: Mapping[str, str] | None = None) -> Rows:
    """Ask a graph and return the answer.

    Args:
        query: name of the library, path of a `.rq` file, or text of a query.
        graph: what `open_graph` returned.
        parameters: values as the caller wrote them, by name; their types stand in the header of the query.

    Raises:
        QueryError: there is no such query, it is malformed, or the graph does not answer.
    """
    found = query if isinstance(query, NamedQuery) else find_query(query)
    values = read_values(found, parameters or {})
    try:
        answer = graph.query(found.text, values)
        if is_named(found):
            needed(answer, [column.name for column in found.columns], graph.where)
    except QueryError as error:
        raise QueryError(f"{found.name}: {error}") from None
    return answer


def find_query(query: str) -> NamedQuery:
    """Return the query that is meant: what has a brace or several lines is text, and a name goes before a file."""
    if _TEXT.search(query):
        return read_query(query, "query")
    if query.endswith((".rq", ".sparql")) or "/" in query:
        return _from_file(Path(query))
    try:
        return named_query(query)
    except QueryError:
        if query and Path(query).is_file():
            return _from_file(Path(query))
        raise


def _from_file(file: Path) -> NamedQuery:
    """Read a query from a file."""
    try:
        return read_query(file.read_text(encoding="utf-8-sig"), file.name)
    except QueryError:
        raise
    except FileNotFoundError:
        raise QueryError(f"{file}: no such file") from None
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: the query is not in UTF-8 (byte {error.start + 1})") from None
    except (OSError, ValueError) as error:
        raise QueryError(f"{file}: the query cannot be read: {getattr(error, 'strerror', None) or error}") from None
