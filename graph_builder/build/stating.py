"""Stating the documents of a build: each from its reading and its context, and none that was stated so before."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import astuple, dataclass

from graph_builder.build.desk import Desk, Row
from graph_builder.build.reading import bodies_id
from graph_builder.build.records import CONTEXTS, Stated, bodies_of, reading_of
from graph_builder.cache import Cache, content_id, packed
from graph_builder.model import Header, Reference
from graph_builder.state.document import state
from graph_builder.trace import Comparisons
from graph_builder.workers import Hands
from graph_builder.write.reports import document_report, report_parts
from graph_builder.write.trig import trig_block

__all__ = ["part_id", "part_ids", "state_all"]

PARTS = ("lines", "block", "report")
"""What is kept of the graph of a document."""
_TOGETHER = 32
_TOGETHER_BYTES = 400_000
_PLANNED = 256


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be stated, with the records that its graph follows from, packed."""

    reading: bytes
    bodies: bytes
    context: bytes
    parents: tuple[bytes, ...]
    """Readings of the documents that it is compared with."""


class _Answers:
    """What a library has said of the references of one document."""

    def __init__(self, references: Sequence[Reference], targets: Sequence[tuple[str, bool]]) -> None:
        self._keys = {reference: key for reference, (key, _) in zip(references, targets, strict=True)}
        self._held = dict(targets)

    def key(self, reference: Reference, citing: Header | None = None) -> str:  # noqa: ARG002
        return self._keys[reference]

    def holds(self, key: str) -> bool:
        return self._held.get(key, False)


def state_document(job: Job) -> Stated | str:
    """Return what is kept of the graph of a document, or why it cannot be stated."""
    try:
        context = CONTEXTS.loads(job.context)
        reading = reading_of(job.reading, context.name)
        bodies = context.ruled or bodies_of(job.bodies, context.name)
        parents = [
            (key, reading_of(data, name)) for (key, name, _), data in zip(context.parents, job.parents, strict=True)
        ]
        compared = Comparisons(reading, parents, context.compared)
        library = _Answers(reading.references, context.targets)
        lines = state(reading, context.key, library, context.program, bodies, context.labels, compared)
        report = astuple(report_parts(document_report(reading, context.key, len(lines))))
        block = trig_block(lines)
        return Stated(packed("".join(lines).encode()), packed(block), packed(json.dumps(report).encode()), len(lines))
    except Exception as error:
        # As in reading: a defect of ours that one document meets must not take the others with it.
        return f"{type(error).__name__}: {error}"


def state_batch(jobs: Sequence[Job]) -> list[Stated | str]:
    """Return the same for each of some documents."""
    return [state_document(job) for job in jobs]


def _given_up(_job: Job) -> str:
    return "the process that stated it ended twice before it had answered"


def part_id(stated: str, part: str) -> str:
    """Return what a part of what is kept of a graph is found by."""
    return content_id(stated, part)


def part_ids(row: Row) -> tuple[str, ...]:
    """Return what all that is kept of the graph of a document is found by."""
    return tuple(part_id(row.stated, part) for part in (*PARTS, "quads"))


def state_all(desk: Desk, cache: Cache, crew: Hands) -> Generator[tuple[Row, str]]:
    """Yield each document with why it cannot be stated, empty where it can; what is kept of it is in the cache then."""
    plans: list[list[tuple[Row, bool]]] = []

    for made in crew.run(state_batch, _batches(desk, cache, plans), _given_up):
        new = iter(made)
        for row, known in plans.pop(0):
            stated = None if known else next(new)
            if isinstance(stated, str):
                yield row, stated
                continue
            if stated is not None:
                for part in PARTS:
                    cache.put(part_id(row.stated, part), getattr(stated, part))
                cache.put(part_id(row.stated, "quads"), str(stated.quads).encode())
            desk.settle(row.n, quads=int(cache.raw(part_id(row.stated, "quads"))))
            yield row, ""


def _batches(desk: Desk, cache: Cache, plans: list[list[tuple[Row, bool]]]) -> Iterator[list[Job]]:
    plan: list[tuple[Row, bool]] = []
    new: list[Job] = []
    size = 0
    for row in desk.documents():
        known = cache.holds(part_id(row.stated, "quads"))
        plan.append((row, known))
        if not known:
            new.append(_job(row, cache))
            size += len(new[-1].reading)
        if len(plan) >= _PLANNED or len(new) >= _TOGETHER or size >= _TOGETHER_BYTES:
            plans.append(plan)
            yield new
            plan, new, size = [], [], 0
    plans.append(plan)
    yield new


def _job(row: Row, cache: Cache) -> Job:
    parents = tuple(cache.raw(reading) for _, _, reading in json.loads(row.parents))
    return Job(cache.raw(row.reading), cache.raw(bodies_id(row.reading, row.key)), row.context, parents)
