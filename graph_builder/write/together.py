"""The table of bodies that share tasks, which the embedded store of a build has beside it.

It says what the named query `together` asks, and is worked out here from the lines of the graph: the join of all tasks
with themselves takes seconds in the store where a graph is large. Tasks go by one after another; memory holds the names
of bodies and documents and four figures a pair, and what is counted is sorted in files.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, groupby, islice
from pathlib import Path

import pyoxigraph as ox

from graph_builder.write.merge import sorted_lines
from ontology.beside import Pairs, write_stamped
from ontology.terms import POL, RDF, SKOS, XSD

__all__ = ["pairs_of", "write_together"]

_TOGETHER = 20_000
"""Lines that are parsed at a time."""
_RUN = 8_000_000
"""Bytes of counts that are sorted at a time; lines as short as these take four times their length."""
_PREDICATES = frozenset(f"<{iri}>".encode() for iri in (POL.responsibleOrganization, POL.statedIn, SKOS.prefLabel))
_TYPE, _GENERIC = f"<{RDF.type}>".encode(), f" <{POL.GenericBody}> ".encode()
_TEXTS = frozenset({XSD.string, RDF.langString})
_MOST = 0xFFFFFFFF
"""Counts are taken from it, so that the most sort first; figures of the table have 32 bits."""

_Label = tuple[str, str, str]
"""Value, datatype and language: what the least label is found by."""


class _OddError(Exception):
    """The graph says something that no build states."""


class _Facts:
    """What the lines of a graph say of bodies; what they say of tasks goes by as counts."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        """The bodies that share a task, in the order in which they were met."""
        self.labels: dict[str, _Label] = {}
        self.generic: set[str] = set()
        self._documents: dict[str, int] = {}

    def counts(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield for each task a line for each pair of its bodies and each of its documents.

        It has numbers of the two bodies, the lesser IRI first, and of the document, and 1 with the first document.

        Raises:
            _OddError: no build states this.
        """
        for subject, quads in groupby(_quads(lines), key=lambda quad: quad.subject):
            if not isinstance(subject, ox.NamedNode):
                raise _OddError
            bodies: set[str] = set()
            documents: set[str] = set()
            for _, predicate, value, _ in quads:
                if predicate.value == SKOS.prefLabel:
                    self._name(subject.value, value)
                elif not isinstance(value, ox.NamedNode):
                    raise _OddError
                elif predicate.value == RDF.type:
                    self.generic.add(subject.value)
                else:
                    (bodies if predicate.value == POL.responsibleOrganization else documents).add(value.value)
            if documents and len(bodies) > 1:
                yield self._shared(sorted(bodies), sorted(documents))

    def _shared(self, bodies: list[str], documents: list[str]) -> bytes:
        numbers = [b"%08x" % self.numbers.setdefault(body, len(self.numbers)) for body in bodies]
        places = [b"%08x" % self._documents.setdefault(one, len(self._documents)) for one in documents]
        return b"".join(
            b"%b%b%b%d\n" % (one, other, place, not n)
            for one, other in combinations(numbers, 2)
            for n, place in enumerate(places)
        )

    def _name(self, subject: str, value: object) -> None:
        if not isinstance(value, ox.Literal) or value.datatype.value not in _TEXTS:
            raise _OddError
        label = (value.value, value.datatype.value, value.language or "")
        self.labels[subject] = min(self.labels.get(subject, label), label)


def _quads(lines: Iterable[bytes]) -> Iterator[ox.Quad]:
    relevant = filter(_is_relevant, lines)
    while some := b"".join(islice(relevant, _TOGETHER)):
        yield from ox.parse(some, format=ox.RdfFormat.N_QUADS)


def _is_relevant(line: bytes) -> bool:
    predicate = line.split(b" ", 2)[1]
    return predicate in _PREDICATES or (predicate == _TYPE and _GENERIC in line)


def pairs_of(lines: Iterable[bytes], runs: Path) -> Pairs | None:
    """Return the pairs of bodies that share tasks, in the order of the query: most tasks first, then by IRI.

    Args:
        lines: N-Quads of a graph, sorted.
        runs: a folder for what is sorted; what is left there can be removed.

    Returns:
        The pairs; None where the graph says something that no build states, such as a body that is a blank node.
    """
    facts = _Facts()
    try:
        counts = chain.from_iterable(sorted_lines(facts.counts(lines), _made(runs / "counts"), _RUN))
        first = next(counts, b"")
    except _OddError:
        return None
    # All lines have gone by when the first count comes back, so that every body is known.
    named = sorted(facts.numbers.keys() - facts.generic)
    rank = array("q", [-1]) * len(facts.numbers)
    for place, body in enumerate(named):
        rank[facts.numbers[body]] = place
    added = _added(chain([first] if first else [], counts), rank)
    figures, used = array("I"), bytearray(len(named))
    for line in chain.from_iterable(sorted_lines(added, _made(runs / "order"), _RUN)):
        left, one, other, documents = (int(line[n : n + 8], 16) for n in range(0, 32, 8))
        used[one] = used[other] = 1
        figures.extend((one, other, _MOST - left, documents))
    return _in_short(facts, named, used, figures)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _added(counts: Iterable[bytes], rank: array[int]) -> Iterator[bytes]:
    """Yield a line for each pair of bodies that are somebody: what is left of the most tasks, the two, documents."""
    for pair, lines in groupby(counts, key=lambda line: line[:16]):
        one, other = rank[int(pair[:8], 16)], rank[int(pair[8:], 16)]
        if one < 0 or other < 0:
            continue
        tasks, documents, last = 0, 0, b""
        for line in lines:
            tasks += line[24] == 0x31
            documents += line[16:24] != last
            last = line[16:24]
        yield b"%08x%08x%08x%08x\n" % (_MOST - tasks, one, other, documents)


def _in_short(facts: _Facts, named: list[str], used: bytearray, figures: array[int]) -> Pairs:
    """Leave out the bodies that share no task."""
    place = array("I", [0]) * len(named)
    bodies: list[tuple[str, str | None, str]] = []
    for old, name in enumerate(named):
        if used[old]:
            place[old] = len(bodies)
            value, _, language = facts.labels.get(name, (None, "", ""))
            bodies.append((name, value, language))
    for column in (0, 1):
        for n in range(column, len(figures), 4):
            figures[n] = place[figures[n]]
    return Pairs(bodies, figures)


def write_together(folder: Path, lines: Iterable[bytes], runs: Path) -> None:
    """Write the table beside the store of a build; without one, or with a stale one, the store itself is asked."""
    pairs = pairs_of(lines, runs)
    if pairs is not None:
        write_stamped(folder, pairs)
