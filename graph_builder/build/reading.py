"""Reading the documents of a build: each by its bytes, and none that was read before."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from graph_builder.build.desk import Row
from graph_builder.build.records import SUMMARIES, Digest, digested, program_id
from graph_builder.cache import Cache, content_id
from graph_builder.documents import document_key
from graph_builder.errors import UnreadableError
from graph_builder.inputs.archive import close_archives
from graph_builder.inputs.source import read_bytes, size_of, source_of
from graph_builder.reading import read
from graph_builder.workers import Hands

__all__ = ["Outcome", "bodies_id", "kept", "read_all", "read_batch", "record_ids", "summary_id"]

_TOGETHER = 16
_TOGETHER_BYTES = 500_000
"""What a process is given at a time; a large document goes alone."""
_PLANNED = 256
"""Documents that are looked at before those among them that are new are read."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read: its path and its name in the graph; its bytes, where no other process can read them."""

    file: Path | str
    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document that was read: what its records are found by, and its key as far as itself tells."""

    name: str
    reading: str
    base: str


def summary_id(reading: str) -> str:
    """Return what the summary of a reading is found by."""
    return content_id("summary", reading)


def bodies_id(reading: str, key: str) -> str:
    """Return what the bodies of a reading under a key are found by."""
    return content_id("bodies", reading, key)


def base_id(reading: str, name: str) -> str:
    """Return what the key that a document has by itself is found by."""
    return content_id("base", reading, name)


def record_ids(row: Row) -> tuple[str, ...]:
    """Return what the records of a document are found by."""
    ids = summary_id(row.reading), bodies_id(row.reading, row.key), bodies_id(row.reading, row.base)
    return (row.reading, base_id(row.reading, row.name), *ids)


def reading_id(file: Path | str, data: bytes) -> str:
    """Return what a reading is found by: the bytes of the document, what its name ends in, and who reads."""
    return content_id(program_id(), PurePath(file).suffix.lower(), data)


def read_document(job: Job) -> tuple[str, Digest] | str:
    """Return what a reading is found by and what is kept of it, or a line that says why it cannot be read."""
    try:
        data = read_bytes(job.file) if job.data is None else job.data
        reading = read(replace(source_of(job.file, data), name=job.name))
        return reading_id(job.file, data), digested(reading, job.name)
    except UnreadableError as error:
        return str(error)
    except Exception as error:
        # A defect of ours that one document meets must not take the others with it.
        return f"{job.file}: a defect of policykg kept it from being read ({type(error).__name__}: {error})"


def read_batch(jobs: Sequence[Job]) -> list[tuple[str, Digest] | str]:
    """Return the same for each of some documents."""
    return [read_document(job) for job in jobs]


def _given_up(job: Job) -> str:
    return f"{job.file}: the process that read it ended twice before it had answered"


def read_all(
    files: Sequence[Path | str], names: Mapping[Path | str, str], cache: Cache, crew: Hands
) -> Generator[Outcome | str]:
    """Yield what became of each document, in order: what it is found by in the cache, or why it cannot be read.

    Raises:
        BuildError: no process can be started.
    """
    plans: deque[list[Outcome | Job | str]] = deque()
    try:
        for made in crew.run(read_batch, _batches(files, names, cache, plans, crew.shares_files), _given_up):
            new = iter(made)
            for planned in plans.popleft():
                yield _kept(planned, next(new), cache) if isinstance(planned, Job) else planned
    finally:
        close_archives()


def _kept(job: Job, made: tuple[str, Digest] | str, cache: Cache) -> Outcome | str:
    return made if isinstance(made, str) else kept(job.name, *made, cache)


def kept(name: str, reading: str, digest: Digest, cache: Cache) -> Outcome:
    """Put what was read into the cache; a record of it says that those before it are there."""
    cache.put(reading, digest.reading)
    cache.put(summary_id(reading), digest.summary)
    cache.put(bodies_id(reading, digest.key), digest.bodies)
    cache.put(base_id(reading, name), digest.key.encode())
    return Outcome(name, reading, digest.key)


def _batches(
    files: Sequence[Path | str],
    names: Mapping[Path | str, str],
    cache: Cache,
    plans: deque[list[Outcome | Job | str]],
    shared: bool,
) -> Iterator[list[Job]]:
    """Yield the documents that are new, some together, and leave in `plans` what all are or why they are none."""
    plan: list[Outcome | Job | str] = []
    new: list[Job] = []
    size, empty = 0, cache.empty()
    for file in files:
        planned = _planned(file, names[file], cache, empty, shared)
        plan.append(planned)
        if isinstance(planned, Job):
            new.append(planned)
            size += len(planned.data) if planned.data is not None else size_of(file)
        if len(plan) >= _PLANNED or len(new) >= _TOGETHER or size >= _TOGETHER_BYTES:
            plans.append(plan)
            yield new
            plan, new, size = [], [], 0
    plans.append(plan)
    yield new


def _planned(file: Path | str, name: str, cache: Cache, empty: bool, shared: bool) -> Outcome | Job | str:
    """Return what is known of a document by its bytes, that it is to be read, or why it cannot be.

    Where its file is not `shared` by those who read, its bytes are handed over.
    """
    if empty and file != "-" and shared:
        return Job(file, name)
    try:
        data = read_bytes(file)
    except UnreadableError as error:
        # What is wrong with it is said by whoever reads it.
        return Job(file, name) if shared else str(error)
    found = reading_id(file, data)
    base = base_id(found, name)
    if cache.holds(base):
        return Outcome(name, found, cache.raw(base).decode())
    if cache.holds(summary_id(found)):
        # It was read under another name, from which it has its key at most; its bodies are found under a new key later.
        key = document_key(SUMMARIES.loads(cache.get(summary_id(found))).header, name)
        cache.put(base, key.encode())
        return Outcome(name, found, key)
    return Job(file, name, data if file == "-" or not shared else None)
