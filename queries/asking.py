"""Asking a graph: by the name of a query, by a file, or by the text itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from queries.backends.base import Graph
from queries.catalogue import NamedQuery, named_query, read_query
from queries.errors import QueryError
from queries.parameters import read_values
from queries.rows import Rows

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
        return graph.query(found.text, values)
    except QueryError as error:
        raise QueryError(f"{found.name}: {error}") from None


def find_query(query: str) -> NamedQuery:
    """Return the query that is meant: what has a brace or several lines is text, what exists is a file."""
    if _TEXT.search(query):
        return read_query(query, "query")
    if query.endswith((".rq", ".sparql")) or "/" in query:
        file = Path(query)
        try:
            return read_query(file.read_text(encoding="utf-8-sig"), file.name)
        except FileNotFoundError:
            raise QueryError(f"{file}: no such file") from None
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{file}: the query cannot be read: {error}") from None
    return named_query(query)
