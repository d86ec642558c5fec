"""The whole way: sources in, a folder with the graph out.

Documents are read one by one by the pure step `read`; then each is stated with the documents of the whole build at
hand; then all is written at once, so that an interrupted build leaves the previous folder whole.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph_builder.documents import Library, document_key
from graph_builder.errors import BuildError, UnreadableError
from graph_builder.folder import check_place
from graph_builder.model import Reading
from graph_builder.reading import read
from graph_builder.source import expand, read_source
from graph_builder.state import state
from graph_builder.write import DocumentReport, document_report, write_folder

__all__ = ["BuildReport", "build"]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    out: Path
    documents: tuple[DocumentReport, ...]
    failures: tuple[str, ...]
    """One line for each input that could not be read."""
    notes: tuple[str, ...]
    """One line for each thing that was passed over or kept apart."""
    quads: int


def build(sources: Sequence[str | Path], out: Path, program: str, progress: Progress | None = None) -> BuildReport:
    """Read `sources` (files, folders, `-`) and write the graph of all of them into the folder `out`.

    The same inputs give the same bytes, whatever their order. An input that cannot be read is reported; the others
    are still done.

    Args:
        sources: what to read.
        out: the folder to write; it may exist if it is empty or was written by an earlier build.
        program: name and version that the graph names as the reader.
        progress: called with the number of documents done, their total and the name of the next.

    Raises:
        UnreadableError: nothing could be read.
        BuildError: `out` holds other things or cannot be written. Messages are one line.
    """
    check_place(out)
    files, failures, notes = _files(sources)
    names = _names(files)
    readings: list[Reading] = []
    for done, file in enumerate(files):
        if progress:
            progress(done, len(files), str(file))
        try:
            readings.append(read(replace(read_source(file), name=names[file])))
        except UnreadableError as error:
            failures.append(str(error))
        except Exception as error:
            # A defect of ours that one document meets must not take the others with it.
            failures.append(f"{file}: a defect of policykg kept it from being read ({type(error).__name__}: {error})")
    if not readings:
        raise UnreadableError("; ".join(failures))
    notes += [
        f"{r.source.name}: no responsibility was found"
        for r in readings
        if not any(t.responsibilities for t in r.tasks)
    ]
    library = Library(reading.header for reading in readings)
    lines: list[str] = []
    reports: list[DocumentReport] = []
    for reading, key in _keyed(readings, notes):
        stated = state(reading, key, library, program)
        lines += stated
        reports.append(document_report(reading, key, len(stated)))
    quads = write_folder(out, lines, reports, sorted(failures), program)
    return BuildReport(out, tuple(reports), tuple(sorted(failures)), tuple(sorted(notes)), quads)


def _files(sources: Sequence[str | Path]) -> tuple[list[Path | str], list[str], list[str]]:
    """Return the files to read, a line for each source that gives none, and a line for each file passed over."""
    files: dict[str, Path | str] = {}
    failures, notes = [], []
    for source in sources:
        try:
            inside, passed_over, unreadable = expand(source)
        except BuildError as error:
            failures.append(str(error))
            continue
        failures += unreadable
        notes += passed_over
        for file in inside:
            # One file by two paths is one document.
            place = "-" if file == "-" else os.path.realpath(file)
            files[place] = min(files.get(place, file), file, key=str)
    return sorted(files.values(), key=str), failures, notes


def _names(files: Sequence[Path | str]) -> dict[Path | str, str]:
    """Return the name of each file, with its folders where two files are named alike."""
    alike: dict[str, list[Path]] = {}
    for file in files:
        if isinstance(file, Path):
            alike.setdefault(file.name, []).append(file)
    names: dict[Path | str, str] = {"-": "-"}
    for name, group in alike.items():
        places = [os.path.realpath(file.parent) for file in group]
        shared = os.path.commonpath(places) if len(group) > 1 else places[0]
        for file, place in zip(group, places, strict=True):
            whole = Path(os.path.relpath(place, shared), name).as_posix() if len(group) > 1 else name
            # A name in another encoding than UTF-8 stands in the graph with its odd bytes written out.
            names[file] = whole.encode("utf-8", "backslashreplace").decode()
    return names


def _keyed(readings: list[Reading], notes: list[str]) -> list[tuple[Reading, str]]:
    """Give each document its key; a second source of one document is kept apart as a copy."""
    seen: Counter[str] = Counter()
    keyed = []
    for reading in sorted(readings, key=lambda r: (r.source.name, r.source.text)):
        header = reading.header
        key = document_key(header.number, header.title or reading.source.name, header.issuers)
        seen[key] += 1
        if seen[key] > 1:
            notes.append(
                f"{reading.source.name}: a document of this build has the same number or title; kept as a copy"
            )
            key = f"{key}-copy{seen[key]}"
        keyed.append((reading, key))
    return keyed
