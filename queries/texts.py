"""The texts of a graph, whole: a long one stands there in pieces."""

from __future__ import annotations

from collections.abc import Iterable

from ontology.terms import PREFIXES
from queries.backends.base import Graph
from queries.errors import QueryError
from queries.rows import needed

__all__ = ["read_texts", "rows_of"]

_PREFIX = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("pol", "eli"))
_WHOLE = _PREFIX + "SELECT DISTINCT ?text ?words WHERE { ?text a eli:LegalExpression ; pol:text ?words }"
_PIECES = _PREFIX + (
    "SELECT DISTINCT ?text ?start ?words"
    " WHERE { ?text pol:hasPiece ?piece . ?piece pol:text ?words OPTIONAL { ?piece pol:start ?start } }"
)
_BREAK = "\ufffd"


def read_texts(graph: Graph) -> dict[str, str]:
    """Return the texts of a graph by IRI; offsets of evidence are code points into them.

    Pieces are joined in the order of their starts. Where two do not meet, U+FFFD stands between them: the text is then
    not the one that was read, and its SHA-256 tells.

    Raises:
        QueryError: the graph does not answer.
    """
    texts = {row["text"]: row["words"] for row in rows_of(graph, _WHOLE, "text", "words")}
    pieces: dict[str, list[tuple[int, str]]] = {}
    for row in rows_of(graph, _PIECES, "text", "words"):
        start = row.get("start", "")
        place = int(start) if start.isascii() and start.isdigit() and len(start) < 18 else -1
        pieces.setdefault(row["text"], []).append((place, row["words"]))
    for text, found in pieces.items():
        texts.setdefault(text, _joined(sorted(found)))
    return texts


def _joined(pieces: Iterable[tuple[int, str]]) -> str:
    parts: list[str] = []
    end = 0
    for start, words in pieces:
        parts += [words] if start == end else [_BREAK, words]
        end = start + len(words)
    return "".join(parts)


def rows_of(graph: Graph, text: str, *columns: str) -> list[dict[str, str]]:
    """Ask a query whose rows always have these columns.

    Raises:
        QueryError: the graph does not answer, or a row is without one of them.
    """
    rows = list(needed(graph.select(text), columns, graph.where).values())
    for row in rows:
        if missing := [column for column in columns if column not in row]:
            raise QueryError(f"{graph.where}: the answer has a row without ?{missing[0]}")
    return rows
