"""Step 7: the files of a build, each written as a stream.

graph.nq (sorted lines), graph.trig (the same to read), identities.csv (which names were held for one body, and which
were not), report.json and report.md (what was found and what was not read), store/ (the embedded store, an engine's own
files) and together.table (the answer to its dearest question).
"""

from __future__ import annotations

import io
import json
import shutil
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import overload

import pyoxigraph as ox

from graph_builder.errors import BuildError
from graph_builder.register import Register
from graph_builder.write.merge import sorted_lines
from graph_builder.write.renewal import Earlier, Renewal, marks
from graph_builder.write.reports import DocumentReport, ReportParts, cell, report_from
from graph_builder.write.store import Loading
from graph_builder.write.together import write_together
from graph_builder.write.trig import trig_head
from ontology.terms import VOCABULARY_GRAPH
from ontology.vocabulary import vocabulary_files

__all__ = [
    "Reports",
    "vocabulary_lines",
    "write_graph",
    "write_identities",
    "write_lines",
    "write_reports",
    "write_trig",
]

_READ = 1_000_000
"""Bytes that are read at a time."""
_WRITTEN_TOGETHER = 500
"""Lines that are written at a time: as many as stay in the cache of a processor."""


def write_graph(
    folder: Path, chunks: Iterable[bytes], runs: Path, place: Path | None = None, earlier: Earlier | None = None
) -> tuple[int, Earlier]:
    """Write graph.nq, the store and the table beside it; return the number of quads, and what the next build may use.

    Args:
        folder: where to write.
        chunks: the lines of all graphs, in any order.
        runs: an empty folder for what is sorted.
        place: the folder of the build before.
        earlier: what is known of it, if its store may be used.
    """
    if place is None or earlier is None:
        count, quads = _loaded(folder, _written(folder, sorted_lines(chunks, runs)))
        kept = Earlier({}, quads, count, 0)
    else:
        count, kept = _renewed(folder, sorted_lines(chunks, runs), Renewal(place, earlier, runs), earlier)
    with (folder / "graph.nq").open("rb") as stored:
        write_together(folder, stored, runs)
    return count, replace(kept, marks=marks(folder))


def _written(folder: Path, blocks: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """Write graph.nq, and hand on its lines."""
    with (folder / "graph.nq").open("wb") as file:
        for lines in blocks:
            file.write(b"".join(lines))
            yield lines


def _loaded(folder: Path, blocks: Iterable[list[bytes]]) -> tuple[int, int]:
    """Load the store; return the number of lines and of quads in it."""
    count = 0
    store = Loading(folder / "store")
    try:
        for lines in blocks:
            store.add(lines)
            count += len(lines)
        store.close()
    except BaseException:
        store.stop()
        raise
    return count, store.quads


def _renewed(folder: Path, blocks: Iterable[list[bytes]], renewal: Renewal, earlier: Earlier) -> tuple[int, Earlier]:
    """Make the store from that of the build before, or load it where that is not possible or not worth while."""
    count = 0
    try:
        for lines in _written(folder, blocks):
            renewal.add(lines)
            count += len(lines)
        if renewal.store(folder / "store"):
            return count, replace(earlier, quads=renewal.quads, changed=earlier.changed + renewal.changed)
    finally:
        renewal.close()
    shutil.rmtree(folder / "store", ignore_errors=True)
    with (folder / "graph.nq").open("rb") as file:
        _, quads = _loaded(folder, iter(lambda: file.readlines(_READ), []))
    return count, Earlier({}, quads, count, 0)


def write_trig(folder: Path, blocks: Iterable[bytes]) -> None:
    """Write graph.trig: the blocks of all graphs, in the order of their names."""
    with (folder / "graph.trig").open("wb") as file:
        file.write(trig_head())
        for block in blocks:
            file.write(block)


def write_identities(folder: Path, register: Register) -> None:
    """Write identities.csv."""
    with (folder / "identities.csv").open("w", encoding="utf-8", newline="") as table:
        register.write(table)


def write_reports(
    folder: Path,
    parts: Callable[[], Iterable[ReportParts]],
    program: str,
    quads: int,
    failures: Sequence[str],
    stale: dict[str, list[str]],
) -> array[int]:
    """Write report.json and report.md; return where in report.json the reports of documents begin, and the last ends.

    Args:
        folder: where to write.
        parts: gives what is reported of each document, each time that it is asked.
        program: name and version of the program.
        quads: how many quads the graph has.
        failures: a line for each input that could not be read or stated.
        stale: lines by what they are about, for report.json.
    """
    places = array("Q")
    head = json.dumps({"program": program, "quads": quads}, ensure_ascii=False, indent=1).removesuffix("\n}")
    rest = json.dumps({"failures": list(failures), **stale}, ensure_ascii=False, indent=1).removeprefix("{")
    with (folder / "report.json").open("wb") as file:
        place = file.write(f'{head},\n "documents": [\n'.encode())
        for n, one in enumerate(parts()):
            place += file.write(b",\n" if n else b"")
            places.append(place)
            place += file.write(one.json.encode())
        places.append(place)
        file.write(f"\n ],{rest}\n".encode())
    with (folder / "report.md").open("w", encoding="utf-8", newline="\n") as file:
        for words in _markdown(parts, failures):
            file.write(words + "\n")
    return places


def _markdown(parts: Callable[[], Iterable[ReportParts]], failures: Sequence[str]) -> Iterator[str]:
    yield "# What was read · 读到了什么\n"
    yield "| source | title | tasks | responsibilities | bodies | references | findings | accounted for |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for one in parts():
        yield one.row
    for one in parts():
        yield one.section
    if failures:
        yield "\n## Not read · 未能读取\n"
        for failure in failures:
            yield f"- {cell(failure)}"


class Reports(Sequence[DocumentReport]):
    """What was found in each document of a build, by the name of its source; read from report.json when asked for."""

    def __init__(self, file: Path, places: array[int]) -> None:
        """Take report.json, and where in it each report begins."""
        self._file = file
        self._places = places

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self._places) - 1

    @overload
    def __getitem__(self, index: int) -> DocumentReport: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[DocumentReport]: ...
    def __getitem__(self, index: int | slice) -> DocumentReport | Sequence[DocumentReport]:
        """Return the report of a document.

        Raises:
            BuildError: the file is gone, or another one.
        """
        if isinstance(index, slice):
            return tuple(self[n] for n in range(*index.indices(len(self))))
        n = range(len(self))[index]
        return next(self._from(n))

    def __iter__(self) -> Iterator[DocumentReport]:
        """Yield the reports in their order."""
        return self._from(0)

    def _from(self, start: int) -> Iterator[DocumentReport]:
        try:
            with self._file.open("rb") as file:
                file.seek(self._places[start])
                for begin, end in pairwise(self._places[start:]):
                    yield report_from(file.read(end - begin).decode().rstrip(",\n"))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise BuildError(f"{self._file}: no longer what the build has written") from error

    def __eq__(self, other: object) -> bool:
        """Tell whether the same is reported of the same documents."""
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    def __hash__(self) -> int:
        """Return the same for equal reports."""
        return hash(len(self))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to a file, many at a time: one by one takes a fifth more time."""
    rest = iter(lines)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while some := "".join(islice(rest, _WRITTEN_TOGETHER)):
            file.write(some)


def vocabulary_lines() -> list[str]:
    """Return the concept schemes as sorted lines in a graph, so that roles and minerals have names in any store."""
    graph = ox.NamedNode(VOCABULARY_GRAPH)
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for path in vocabulary_files()
        for quad in ox.parse(path=str(path))
    ]
    buffer = io.BytesIO()
    ox.serialize(quads, buffer, format=ox.RdfFormat.N_QUADS)
    return sorted({line + "\n" for line in buffer.getvalue().decode().splitlines() if line})
