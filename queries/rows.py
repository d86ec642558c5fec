"""What a query answers: columns and rows of RDF terms, the same from every backend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from queries.errors import QueryError

__all__ = ["TRIPLE_COLUMNS", "Row", "Rows", "Term", "needed"]

Term = NamedNode | BlankNode | Literal
Row = tuple[Term | None, ...]

TRIPLE_COLUMNS = ("subject", "predicate", "object")
"""Columns of the answer to CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: `rows` has one tuple a row, as long as `columns`; None is an unbound column.

    The answer to ASK has no columns and `boolean` set; that to CONSTRUCT or DESCRIBE has `TRIPLE_COLUMNS`, sorted.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None

    @classmethod
    def from_triples(cls, triples: tuple[Triple, ...]) -> Rows:
        """Make rows of triples, in their order."""
        return cls(TRIPLE_COLUMNS, tuple((_plain(t.subject), t.predicate, _plain(t.object)) for t in triples))

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Go through the rows as dictionaries of the bound columns."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}

    def values(self) -> Iterator[dict[str, str]]:
        """Go through the rows as dictionaries of the bound columns in plain text."""
        for row in self:
            yield {name: term.value for name, term in row.items()}


def needed(rows: Rows, columns: Iterable[str], where: str) -> Rows:
    """Return the rows of an answer that is sure to have these columns; what lies at an address may answer anything.

    Raises:
        QueryError: a column is missing.
    """
    missing = [f"?{column}" for column in columns if column not in rows.columns]
    if missing:
        raise QueryError(f"{where}: the answer has no column {', '.join(missing)}")
    return rows


def _plain(term: NamedNode | BlankNode | Literal | Triple) -> Term:
    """Return the term, or the text of a triple term of RDF 1.2, which no format here can hold."""
    return Literal(str(term)) if isinstance(term, Triple) else term
