"""RDF: N-Quads and N-Triples line by line; Turtle, TriG, RDF/XML and the annotations of RDF 1.2 through Oxigraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from exports.annotations import annotate
from exports.errors import ExportError
from exports.export import Written
from exports.quads import Quads, Statement, parsed
from ontology.terms import PREFIXES

__all__ = ["FILES", "write"]

FILES: tuple[str, ...] = ()
_NO_XML = re.compile(rb"\\(?:\\|u(?:00[01][0-9A-F]|FFF[EF])|[bf])|\xef\xbf[\xbe\xbf]")
_LOCAL_NAME = re.compile(r"[^\W\d][\w.\-]*>$")
_CONTROLS = {b"\\b": "\u2408".encode(), b"\\f": "\u240c".encode()}


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write a graph as RDF."""
    return _WRITERS[format](quads, target)


def _nquads(quads: Quads, target: Path) -> Written:
    return Written({"quads": _lines(quads.lines(), target)})


def _ntriples(quads: Quads, target: Path) -> Written:
    return Written({"triples": _lines(quads.merged(), target)})


def _lines(lines: Iterator[bytes], target: Path) -> int:
    count = 0
    with target.open("wb") as file:
        for line in lines:
            file.write(line)
            count += 1
    return count


def _trig(quads: Quads, target: Path) -> Written:
    with target.open("wb") as file:
        return Written({"quads": _serialized(quads.by_graph(), file, ox.RdfFormat.TRIG)})


def _turtle(quads: Quads, target: Path) -> Written:
    with target.open("wb") as file:
        return Written({"triples": _serialized(quads.by_subject(), file, ox.RdfFormat.TURTLE)})


def _annotated(writer: Callable[[Quads, Path], Written]) -> Callable[[Quads, Path], Written]:
    def write_annotated(quads: Quads, target: Path) -> Written:
        before = quads.size
        quads.add(annotate(quads))
        counts = writer(quads, target).counts
        return Written({**counts, "annotations": quads.size - before})

    return write_annotated


def _rdfxml(quads: Quads, target: Path) -> Written:
    pictures = 0
    fitting: set[bytes] = set()

    def pictured(match: re.Match[bytes]) -> bytes:
        nonlocal pictures
        if match[0] == b"\\\\":
            return match[0]
        pictures += 1
        if match[0].startswith(b"\\u00"):
            return chr(0x2400 + int(match[0][2:], 16)).encode()
        return _CONTROLS.get(match[0], "\ufffd".encode())

    def held() -> Iterator[Statement]:
        for one in quads.by_subject():
            if one.predicate not in fitting:
                if not _LOCAL_NAME.search(one.predicate.decode()):
                    raise ExportError(f"{quads.file}: RDF/XML cannot write the property {one.predicate.decode()}")
                fitting.add(one.predicate)
            yield one._replace(object=_NO_XML.sub(pictured, one.object)) if one.object.startswith(b'"') else one

    with target.open("wb") as file:
        # Oxigraph writes a carriage return as it is, and a parser of XML would read a line feed (XML 1.0, 2.11).
        count = _serialized(held(), cast(IO[bytes], _Returns(file)), ox.RdfFormat.RDF_XML)
        file.write(b"\n")
    return Written({"triples": count}, pictures)


class _Returns:
    """A file that writes carriage returns as references."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        """Write some bytes."""
        self._file.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""


def _serialized(statements: Iterator[Statement], file: IO[bytes], form: ox.RdfFormat) -> int:
    """Write statements through Oxigraph and return how many."""
    count = 0

    def counted() -> Iterator[ox.Quad]:
        nonlocal count
        for quad in parsed(statements):
            count += 1
            yield quad

    ox.serialize(counted(), file, format=form, prefixes=PREFIXES)
    return count


_WRITERS: dict[str, Callable[[Quads, Path], Written]] = {
    "nquads": _nquads,
    "ntriples": _ntriples,
    "rdfxml": _rdfxml,
    "trig": _trig,
    "trig12": _annotated(_trig),
    "turtle": _turtle,
    "turtle12": _annotated(_turtle),
}
