"""The lines of one graph while they are collected, subject by subject."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from graph_builder.state import nquads as nq

__all__ = ["Lines"]


class Lines:
    """The N-Quads lines of one graph; what is said twice is kept once."""

    def __init__(self, graph: str) -> None:
        """Begin without a line; `graph` is the term of the graph."""
        self.graph = graph
        self._end = nq.end(graph)
        self._lines: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, subject: str, predicate: str, *values: str) -> None:
        """Add one quad a value; all but `predicate` are terms already, `predicate` is a bare IRI."""
        lines = self._lines[subject]
        for value in values:
            lines.append(f"{subject} <{predicate}> {value}{self._end}")

    def sorted(self) -> list[str]:
        """Return the lines, sorted and without repetition."""
        found: list[str] = []
        # Subject by subject: the same order as that of all lines, and much less to compare.
        for subject in sorted(self._lines):
            found += sorted(self._lines[subject])
        return [line for line, _ in groupby(found)]
