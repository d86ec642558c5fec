"""What is kept of a document between the steps of a build, and what each record follows from."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import graph_builder
import ontology
from graph_builder.cache import Codec, content_id, packed, unpacked
from graph_builder.documents import document_key
from graph_builder.model import Header, Reading, Reference
from graph_builder.register import DocumentBodies, document_bodies
from graph_builder.trace import comparable

__all__ = ["Context", "Digest", "Stated", "Summary", "digested", "program_id"]

_LIBRARIES = ("lxml", "pdfminer.six", "pyoxigraph")
"""What a reading or a graph depends on beside our own code."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What other documents are to know of one."""

    header: Header
    references: tuple[Reference, ...]
    comparable: bool
    """Whether it has sections to be compared."""
    responsible: bool
    """Whether a responsibility was found in it."""


@dataclass(frozen=True, slots=True)
class Context:
    """All that the graph of a document says because of something else than its own bytes."""

    program: str
    name: str
    key: str
    targets: tuple[tuple[str, bool], ...]
    """What each reference means, and whether that was read."""
    labels: dict[str, str]
    """Full names of its bodies that documents write in more than one way."""
    compared: bool
    parents: tuple[tuple[str, str, str], ...]
    """Key, name and reading of the documents that it is compared with as it implements them; the name tells the IRI of
    the text that traces point at."""
    ruled: DocumentBodies | None = None
    """Its bodies, where people decided about some of them."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is kept of a reading: each part packed, to be handed on as it is."""

    reading: bytes
    summary: bytes
    key: str
    """Its key, as far as itself tells."""
    bodies: bytes
    """What its names mean under that key."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What is kept of a graph, packed: its lines, its block of TriG, and what is reported of it."""

    lines: bytes
    block: bytes
    report: bytes
    quads: int


READINGS = Codec(Reading)
SUMMARIES = Codec(Summary)
BODIES = Codec(DocumentBodies)
CONTEXTS = Codec(Context)


@cache
def program_id() -> str:
    """Return what names the program with its rules and its data: any change of them makes another one."""
    found = hashlib.blake2b(digest_size=16)
    for room in (graph_builder, ontology):
        folder = Path(room.__file__ or "").parent
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".csv", ".ttl", ".jsonld"}:
                found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return content_id(found.digest(), platform.python_version(), *map(_version, _LIBRARIES))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def digested(reading: Reading, name: str) -> Digest:
    """Return what is kept of a reading; the name of its source is not, so that another name makes no other reading."""
    nameless = replace(reading, source=replace(reading.source, name=""))
    header = reading.header
    summary = Summary(
        header,
        reading.references,
        comparable(reading),
        any(task.responsibilities for task in reading.tasks),
    )
    key = document_key(header, name)
    return Digest(
        packed(READINGS.dumps(nameless)),
        packed(SUMMARIES.dumps(summary)),
        key,
        packed_bodies(reading, key),
    )


def packed_bodies(reading: Reading, key: str) -> bytes:
    """Return what the names of a reading mean, where its document has a key."""
    return packed(BODIES.dumps(replace(document_bodies(reading, key), source="")))


def reading_of(data: bytes, name: str) -> Reading:
    """Return the reading of a record, under the name of its source."""
    reading = READINGS.loads(unpacked(data))
    return replace(reading, source=replace(reading.source, name=name))


def bodies_of(data: bytes, name: str) -> DocumentBodies:
    """Return the bodies of a record, under the name of their source."""
    return replace(BODIES.loads(unpacked(data)), source=name)
