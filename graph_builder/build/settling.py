"""Settling what no document tells alone: keys, what references mean, full names of bodies, who implements whom.

It looks at summaries, one after another, and leaves of each document a `Context`: all that its graph says because of
others. A graph is stated again only where its context is another one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby

from graph_builder.build.desk import Desk, Row
from graph_builder.build.reading import bodies_id, summary_id
from graph_builder.build.records import CONTEXTS, SUMMARIES, Context, Summary, bodies_of, packed_bodies, reading_of
from graph_builder.cache import Cache, content_id
from graph_builder.documents import Library, apart
from graph_builder.register import DocumentBodies, Identity, Known, Register, overrule, stale_rows
from graph_builder.trace import follows
from graph_builder.workers import Hands

__all__ = ["Settled", "give_keys", "settle"]

_TOGETHER = 32


@dataclass(slots=True)
class Settled:
    """What a build knows beside its documents."""

    register: Register
    labels: dict[str, str]
    lost: list[str] = field(default_factory=list)
    """A line for each row of people that found no name."""
    overruled: int = 0
    """How many names in documents a person gave to another body."""
    notes: list[str] = field(default_factory=list)


def settle(desk: Desk, cache: Cache, crew: Hands, said: Sequence[Identity], program: str) -> Settled:
    """Settle what the documents on the desk mean to each other, and note on it what each graph follows from.

    Raises:
        IdentityError: a row of people is ambiguous, or contradicts another one.
    """
    desk.clear()
    settled = Settled(Register(), {}, notes=give_keys(desk, cache))
    settled.notes += _refer(desk, cache)
    _identify(desk, cache, crew)
    ruling = _Ruling(desk, cache, said)
    for row in desk.documents():
        bodies = ruling.bodies(row)
        settled.register.add(bodies)
        settled.overruled += len(bodies.rulings)
    settled.labels = settled.register.labels()
    settled.lost = ruling.lost()
    for row in desk.documents():
        context = _context(row, desk, ruling, settled.labels, program)
        desk.settle(row.n, stated=content_id("stated", row.reading, context), context=context)
    return settled


def summary_of(cache: Cache, reading: str) -> Summary:
    """Return the summary of a reading."""
    return SUMMARIES.loads(cache.get(summary_id(reading)))


class _Printed:
    """A source whose text is taken from the cache where it is asked for."""

    def __init__(self, row: Row, cache: Cache) -> None:
        self.name = row.name
        self._reading = row.reading
        self._cache = cache

    @cached_property
    def text(self) -> str:
        return reading_of(self._cache.raw(self._reading), self.name).source.text


def give_keys(desk: Desk, cache: Cache) -> list[str]:
    """Give each document its key, a second source of one document that of a copy; return what is to be said of it."""
    notes = []
    for base, group in groupby(desk.documents("base"), key=lambda row: row.base):
        rows = {row.name: row for row in sorted(group, key=lambda row: row.name)}
        if len(rows) == 1:
            (row,) = rows.values()
            desk.settle(row.n, key=base, graph=f"{base}>", copy=False)
            continue
        printed = ((_Printed(one, cache), summary_of(cache, one.reading).header) for one in rows.values())
        for name, identity in apart(base, printed):
            desk.settle(rows[name].n, key=identity.key, graph=f"{identity.key}>", copy=identity.first != identity.key)
            if identity.note:
                notes.append(identity.note)
    return notes


@dataclass(frozen=True, slots=True)
class _Names:
    """A reading whose names are to be identified under a key."""

    found: str
    reading: bytes
    key: str


def _bodies_batch(jobs: Sequence[_Names]) -> list[bytes]:
    return [packed_bodies(reading_of(job.reading, ""), job.key) for job in jobs]


def _identify(desk: Desk, cache: Cache, crew: Hands) -> None:
    """See to it that the bodies of each document under its key are known: those of most were found with the reading."""

    def batches() -> Iterator[list[_Names]]:
        jobs = []
        for row in desk.documents():
            found = bodies_id(row.reading, row.key)
            if not cache.holds(found):
                jobs.append(_Names(found, cache.raw(row.reading), row.key))
            if len(jobs) >= _TOGETHER:
                waiting.append([job.found for job in jobs])
                yield jobs
                jobs = []
        waiting.append([job.found for job in jobs])
        yield jobs

    waiting: list[list[str]] = []
    for made in crew.run(_bodies_batch, batches(), _no_bodies):
        for found, data in zip(waiting.pop(0), made, strict=True):
            cache.put(found, data)


def _no_bodies(job: _Names) -> bytes:
    return packed_bodies(reading_of(job.reading, ""), job.key)


class _Ruling:
    """The bodies of documents, as people decided."""

    def __init__(self, desk: Desk, cache: Cache, said: Sequence[Identity]) -> None:
        self._cache = cache
        self._said = said
        self._known = Known((self._alone(row) for row in desk.documents()), said) if said else None
        self._used: set[Identity] = set()
        self.any = self._known is not None

    def _alone(self, row: Row) -> DocumentBodies:
        return bodies_of(self._cache.raw(bodies_id(row.reading, row.key)), row.name)

    def bodies(self, row: Row) -> DocumentBodies:
        """Return what the names of a document mean."""
        alone = self._alone(row)
        if self._known is None:
            return alone
        ruled, used = overrule(alone, self._known)
        self._used |= used
        return ruled

    def lost(self) -> list[str]:
        """Return a line for each row that found no name."""
        return stale_rows(self._said, self._used)


def _refer(desk: Desk, cache: Cache) -> list[str]:
    """Note what references mean and which documents are compared; return what is to be said of the documents."""
    notes = []
    library = Library(shelves=desk)
    for row in desk.documents():
        summary = summary_of(cache, row.reading)
        if not summary.responsible:
            notes.append(f"{row.name}: no responsibility was found")
        if not row.copy:
            library.take(summary.header, row.key)
    for row in desk.documents():
        summary = summary_of(cache, row.reading)
        library.cite(summary.header, summary.references)

    @lru_cache(maxsize=4096)
    def comparable(reading: str) -> bool:
        return summary_of(cache, reading).comparable

    for row in desk.documents():
        summary = summary_of(cache, row.reading)
        keys = [library.key(reference, summary.header) for reference in summary.references]
        told = [key for key, reference in zip(keys, summary.references, strict=True) if follows(reference)]
        above = dict.fromkeys(key for key in told if key != row.key) if summary.comparable else {}
        found = [(key, *there) for key in above if (there := desk.keyed(key))]
        parents = [parent for parent in found if comparable(parent[2])]
        if parents:
            desk.compare(row.key, *(key for key, _, _ in parents))
        targets = [(key, library.holds(key)) for key in keys]
        desk.settle(row.n, targets=json.dumps(targets), parents=json.dumps(parents, ensure_ascii=False))
    return notes


def _context(row: Row, desk: Desk, ruling: _Ruling, labels: Mapping[str, str], program: str) -> bytes:
    """Return all that the graph of a document says because of something else than its own bytes."""
    bodies = ruling.bodies(row) if labels or ruling.any else None
    # A full name that the document gives by itself needs no saying: that others write it otherwise changes nothing.
    own: dict[str, set[str]] = {}
    for body in bodies.bodies.values() if bodies and labels else ():
        own.setdefault(body.key, set()).add(body.label)
        if body.parent and body.parent_label:
            own.setdefault(body.parent, set()).add(body.parent_label)
    return CONTEXTS.dumps(
        Context(
            program,
            row.name,
            row.key,
            tuple(map(tuple, json.loads(row.targets))),
            {key: labels[key] for key in sorted(own) if key in labels and own[key] != {labels[key]}},
            desk.compared(row.key),
            tuple(map(tuple, json.loads(row.parents))),
            bodies if bodies and bodies.rulings else None,
        )
    )
