"""The table of bodies that share tasks, which the embedded store of a build has beside it.

It says what the named query `together` asks, and is worked out here from the lines of the graph: the join of all tasks
with themselves takes seconds in the store where a graph is large.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import combinations, islice
from pathlib import Path

import pyoxigraph as ox

from ontology.beside import Pairs, write_stamped
from ontology.terms import POL, RDF, SKOS, XSD

__all__ = ["pairs_of", "write_together"]

_TOGETHER = 50_000
"""Lines that are parsed at a time."""
_PREDICATES = frozenset(f"<{iri}>" for iri in (POL.responsibleOrganization, POL.statedIn, SKOS.prefLabel))
_TYPE, _GENERIC = f"<{RDF.type}>", f" <{POL.GenericBody}> "
_TEXTS = frozenset({XSD.string, RDF.langString})

_Label = tuple[str, str, str]
"""Value, datatype and language: what the least label is found by."""


class _Facts:
    """What the lines of a graph say of tasks, their bodies and documents, and of names."""

    def __init__(self) -> None:
        self.bodies: dict[str, set[str]] = {}
        self.documents: dict[str, set[str]] = {}
        self.labels: dict[str, _Label] = {}
        self.generic: set[str] = set()

    def add(self, quad: ox.Quad) -> bool:
        """Take in a quad; tell whether it is such as a build states."""
        subject, predicate, value, _ = quad
        if not isinstance(subject, ox.NamedNode):
            return False
        if predicate.value == SKOS.prefLabel:
            return self._name(subject.value, value)
        if not isinstance(value, ox.NamedNode):
            return False
        if predicate.value == RDF.type:
            self.generic.add(subject.value)
        else:
            found = self.bodies if predicate.value == POL.responsibleOrganization else self.documents
            found.setdefault(subject.value, set()).add(value.value)
        return True

    def _name(self, subject: str, value: object) -> bool:
        if not isinstance(value, ox.Literal) or value.datatype.value not in _TEXTS:
            return False
        label = (value.value, value.datatype.value, value.language or "")
        self.labels[subject] = min(self.labels.get(subject, label), label)
        return True


def pairs_of(lines: Iterable[str]) -> Pairs | None:
    """Return the pairs of bodies that share tasks, in the order of the query: most tasks first, then by IRI.

    Args:
        lines: N-Quads of a graph, in any order.

    Returns:
        The pairs; None where the graph says something that no build states, such as a body that is a blank node.
    """
    facts = _Facts()
    relevant = filter(_is_relevant, lines)
    while some := "".join(islice(relevant, _TOGETHER)):
        if not all(map(facts.add, ox.parse(some.encode(), format=ox.RdfFormat.N_QUADS))):
            return None
    return _counted(facts)


def _is_relevant(line: str) -> bool:
    predicate = line.split(" ", 2)[1]
    return predicate in _PREDICATES or (predicate == _TYPE and _GENERIC in line)


def _counted(facts: _Facts) -> Pairs:
    """Count the tasks and documents of each pair; a body is a number in the order of the IRIs."""
    named = sorted({body for bodies in facts.bodies.values() for body in bodies} - facts.generic)
    number = {body: place for place, body in enumerate(named)}
    inside: dict[str, list[str]] = {}
    for task, documents in facts.documents.items():
        for document in documents:
            inside.setdefault(document, []).append(task)
    tasks: Counter[int] = Counter()
    documents_of: Counter[int] = Counter()
    seen: set[str] = set()
    for parts in inside.values():
        here: set[int] = set()
        for task in parts:
            places = sorted(number[body] for body in facts.bodies.get(task, ()) if body in number)
            pairs = [one * len(named) + other for one, other in combinations(places, 2)]
            here.update(pairs)
            if task not in seen:
                tasks.update(pairs)
                seen.add(task)
        documents_of.update(here)
    ordered = sorted(tasks, key=lambda pair: (-tasks[pair], pair))
    return _in_short(facts, named, [(*divmod(pair, len(named)), tasks[pair], documents_of[pair]) for pair in ordered])


def _in_short(facts: _Facts, named: list[str], rows: list[tuple[int, int, int, int]]) -> Pairs:
    """Leave out the bodies that share no task."""
    used = sorted({place for row in rows for place in row[:2]})
    place = {old: new for new, old in enumerate(used)}
    bodies = []
    for old in used:
        value, _, language = facts.labels.get(named[old], (None, "", ""))
        bodies.append((named[old], value, language))
    figures = array("I", (n for one, other, *counts in rows for n in (place[one], place[other], *counts)))
    return Pairs(bodies, figures)


def write_together(folder: Path, lines: Iterable[str]) -> None:
    """Write the table beside the store of a build; without one, or with a stale one, the store itself is asked."""
    pairs = pairs_of(lines)
    if pairs is not None:
        write_stamped(folder, pairs)
