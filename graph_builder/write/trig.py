"""Graphs to read: TriG, one block for each graph, subject by subject, what a subject is first."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby, islice

import pyoxigraph as ox

from ontology.terms import PREFIXES

__all__ = ["trig_block", "trig_head"]

_TOGETHER = 5_000
"""Lines that are parsed at a time."""


@cache
def trig_head() -> bytes:
    """Return what a file begins with: its prefixes, which are written with the first quad."""
    node = ox.NamedNode(PREFIXES["graph"])
    written = _serialized([ox.Quad(node, node, node, node)])
    return b"".join(line for line in written.splitlines(keepends=True) if line.startswith(b"@prefix "))


def trig_block(lines: Iterable[str]) -> bytes:
    """Return the block of one graph, whose lines are sorted N-Quads."""
    return _serialized(_in_reading_order(lines)).removeprefix(trig_head())


def _serialized(quads: Iterable[ox.Quad]) -> bytes:
    buffer = io.BytesIO()
    ox.serialize(quads, buffer, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    return buffer.getvalue()


def _in_reading_order(lines: Iterable[str]) -> Iterator[ox.Quad]:
    subjects = [(subject, list(group)) for subject, group in groupby(lines, key=_subject)]
    ordered = (line for _, group in sorted(subjects) for line in sorted(group, key=_type_first))
    while some := list(islice(ordered, _TOGETHER)):
        yield from ox.parse("".join(some).encode(), format=ox.RdfFormat.N_QUADS)


def _subject(line: str) -> str:
    return line[1 : line.index(">")]


def _type_first(line: str) -> tuple[bool, str]:
    _, predicate, rest = line.split(" ", 2)
    return not predicate.endswith("#type>"), f"{predicate[1:-1]} {rest}"
