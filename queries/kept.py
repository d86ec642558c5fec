"""Answers that a build has worked out already: the table of bodies that share tasks, beside its store.

In the store the named query `together` joins all tasks with themselves, which takes seconds where a graph is large. The
table gives the same rows in the same order; where there is none that belongs to the store, the store is asked.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ontology.beside import STAMP, Pairs, read_stamped
from queries.catalogue import named_query
from queries.rows import Rows

__all__ = ["Kept"]

_NAME = "together"


class Kept:
    """The table beside a store, read before the store is opened: a later build has another one (`is_of`)."""

    def __init__(self, folder: Path) -> None:
        """Read the table of the build in a folder, if there is one that belongs to its store."""
        self._stamp = _stamp(folder)
        self._pairs = read_stamped(folder)

    def is_of(self, folder: Path) -> bool:
        """Tell whether the build in a folder is still the one that we read, now that its store is open."""
        return self._stamp == _stamp(folder)

    def answer(self, text: str) -> Rows | None:
        """Return the rows for a text that is the named query to the letter; None for any other."""
        if self._pairs is None or text != named_query(_NAME).text:
            return None
        try:
            return _rows(self._pairs)
        except (ValueError, IndexError, TypeError):
            return None  # a build writes no such table


def _stamp(folder: Path) -> bytes:
    """Read what tells one build from another."""
    with suppress(OSError):
        return (folder / "store" / STAMP).read_bytes()
    return b""


def _rows(pairs: Pairs) -> Rows:
    """Make the rows; every term is made once."""
    bodies = [NamedNode(iri) for iri, _, _ in pairs.bodies]
    labels = [None if label is None else Literal(label, language=tag or None) for _, label, tag in pairs.bodies]
    figures = iter(pairs.figures)
    number = {n: Literal(n) for n in {*pairs.figures[2::4], *pairs.figures[3::4]}}
    columns = tuple(column.name for column in named_query(_NAME).columns)
    return Rows(
        columns,
        tuple(
            (bodies[one], labels[one], bodies[other], labels[other], number[tasks], number[documents])
            for one, other, tasks, documents in zip(figures, figures, figures, figures, strict=True)
        ),
    )
