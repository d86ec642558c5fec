"""The whole way: sources in, a folder with the graph out.

Documents are read one by one by the pure step `read`, in several processes if there are many; then each is stated with
the documents of the whole build at hand; then all is written at once, so that an interrupted build leaves the previous
folder whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from graph_builder.corrections import Correction, apply, by_document, read_corrections
from graph_builder.documents import Library, identities
from graph_builder.errors import UnreadableError
from graph_builder.inputs.collect import collect, names, without_surrogates
from graph_builder.model import Reading
from graph_builder.register import (
    DocumentBodies,
    Identity,
    Known,
    Register,
    document_bodies,
    overrule,
    read_identities,
    stale_rows,
)
from graph_builder.state.document import state
from graph_builder.state.register import state_register
from graph_builder.trace import Comparisons
from graph_builder.workers import readings as read_all
from graph_builder.workers import usual_workers
from graph_builder.write.files import DocumentReport, document_report, write_folder
from graph_builder.write.folder import check_place

__all__ = ["BuildReport", "build"]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    out: Path
    documents: tuple[DocumentReport, ...]
    failures: tuple[str, ...]
    """One line for each input that could not be read or, by a defect of ours, not stated."""
    notes: tuple[str, ...]
    """One line for each thing that was passed over or kept apart."""
    quads: int
    stale: tuple[str, ...] = ()
    """One line for each correction that could not be applied, because the text or its reading has changed."""
    stale_identities: tuple[str, ...] = ()
    """One line for each row on a name that stands nowhere the row says."""
    overruled: int = 0
    """How many names in documents a person gave to another body."""


def build(
    sources: Sequence[str | Path],
    out: Path,
    program: str,
    progress: Progress | None = None,
    corrections: Sequence[Path] = (),
    identities: Sequence[Path] = (),
    workers: int | None = 1,
) -> BuildReport:
    """Read `sources` (files, folders, zip files, `-`) and write the graph of all of them into the folder `out`.

    The same inputs give the same bytes, whatever their order and the number of workers. An input that cannot be read
    or stated is reported; the others are still done.

    Args:
        sources: what to read.
        out: the folder to write; it may exist if it is empty or was written by an earlier build.
        program: name and version that the graph names as the reader.
        progress: called with the number of documents done, their total and the name of the next.
        corrections: tables of what people decided, as `policykg review` writes them.
        identities: tables of which body a name means, with columns of `identities.csv` that an earlier build wrote.
        workers: how many processes read the documents; with 1 this one does, with None `usual_workers` decides. A
            program that asks for more than one calls `build` below `if __name__ == "__main__"`.

    Raises:
        CorrectionError: a correction cannot be meant so, or contradicts another one.
        IdentityError: a row on a name cannot be meant so, or contradicts another one.
        UnreadableError: nothing could be read, or nothing of it stated.
        BuildError: `out` holds other things or cannot be written. Messages are one line.
    """
    check_place(out)
    decided, said = read_corrections(corrections), read_identities(identities)
    files, failures, notes = collect(sources)
    named = names(files)
    readings: list[Reading] = []
    workers = usual_workers(files) if workers is None else workers
    with closing(read_all(files, named, workers)) as outcomes:
        # To the end and not a step less, where processes and zip files are let go of.
        for _, outcome in zip(_announced(files, progress), outcomes, strict=True):
            if isinstance(outcome, str):
                failures.append(outcome)
            else:
                readings.append(outcome)
    readings, stale = _corrected(readings, decided, notes)
    stated = _stated(readings, said, program, failures, {name: str(file) for file, name in named.items()})
    failures = _told(failures)
    quads = write_folder(out, stated.lines, stated.reports, failures, program, stale, stated.register, stated.lost)
    return BuildReport(
        out,
        tuple(stated.reports),
        tuple(failures),
        tuple(sorted(notes + stated.notes)),
        quads,
        tuple(stale),
        tuple(stated.lost),
        stated.overruled,
    )


def _announced(files: Sequence[Path | str], progress: Progress | None) -> Iterator[Path | str]:
    """Yield the documents, and say of each before that it is the next."""
    for done, file in enumerate(files):
        if progress is not None:
            progress(done, len(files), str(file))
        yield file


def _told(failures: Sequence[str]) -> list[str]:
    return sorted(map(without_surrogates, failures))


@dataclass(frozen=True, slots=True)
class _Stated:
    """Documents stated together: the lines of their graphs and of the register, and what is to be told of them."""

    lines: list[str]
    reports: list[DocumentReport]
    register: Register
    lost: list[str]
    overruled: int
    notes: list[str]


def _stated(
    readings: list[Reading], said: Sequence[Identity], program: str, failures: list[str], files: Mapping[str, str]
) -> _Stated:
    """State documents together; one that cannot be stated is added to `failures`, by the file of its name.

    It is left out whole: what others say about it, and the keys, bodies and labels that it gave them, are as if it had
    not been among the sources, so all of them are stated again without it.

    Raises:
        UnreadableError: none is left.
    """
    while readings:
        stated, broken = _state_together(readings, said, program)
        if not broken:
            return stated
        failures += [
            f"{files[name]}: a defect of policykg kept it from being stated ({why})" for name, why in broken.items()
        ]
        readings = [reading for reading in readings if reading.source.name not in broken]
    raise UnreadableError("; ".join(_told(failures)))


def _state_together(readings: list[Reading], said: Sequence[Identity], program: str) -> tuple[_Stated, dict[str, str]]:
    """Return what documents say, and why some of them cannot be stated, by the names of their sources."""
    notes = [
        f"{r.source.name}: no responsibility was found"
        for r in readings
        if not any(t.responsibilities for t in r.tasks)
    ]
    keyed, library = _keyed(readings, notes)
    parties, lost = _parties(keyed, said)
    register = Register()
    for bodies in parties:
        register.add(bodies)
    labels = register.labels()
    compared = Comparisons({key: reading for reading, key in keyed}, library)
    lines: list[str] = []
    reports: list[DocumentReport] = []
    broken: dict[str, str] = {}
    for (reading, key), bodies in zip(keyed, parties, strict=True):
        try:
            stated = state(reading, key, library, program, bodies, labels, compared)
        except Exception as error:
            # As in reading: a defect of ours that one document meets must not take the others with it.
            broken[key] = f"{type(error).__name__}: {error}"
            continue
        lines += stated
        reports.append(document_report(reading, key, len(stated)))
    # What stumbled over a document that it implements, which stumbles itself, may stand without that one.
    alone = {key for key in broken if broken.keys().isdisjoint(compared.parents(key))} or broken.keys()
    if not broken:
        lines += state_register(register.bodies, labels, program)
    overruled = sum(len(one.rulings) for one in parties)
    return (
        _Stated(lines, reports, register, lost, overruled, notes),
        {reading.source.name: broken[key] for reading, key in keyed if key in alone},
    )


def _parties(keyed: Sequence[tuple[Reading, str]], said: Sequence[Identity]) -> tuple[list[DocumentBodies], list[str]]:
    """Return the bodies of each document, as people decided, and a line for each row that found no name."""
    parties = [document_bodies(reading, key) for reading, key in keyed]
    if not said:
        return parties, []
    known = Known(parties, said)
    ruled = [overrule(bodies, known) for bodies in parties]
    return [bodies for bodies, _ in ruled], stale_rows(said, {row for _, used in ruled for row in used})


def _corrected(
    readings: list[Reading], decided: Sequence[Correction], notes: list[str]
) -> tuple[list[Reading], list[str]]:
    """Return the readings as people corrected them, and a line for each correction that is stale."""
    own, absent = by_document(readings, decided)
    outcomes = [apply(reading, corrections) for reading, corrections in zip(readings, own, strict=True)]
    elsewhere = Counter(correction.source for correction in absent)
    notes += [f"{n} corrections are about {name}, which is not among the sources" for name, n in elsewhere.items()]
    notes += [note for outcome in outcomes for note in outcome.notes]
    return [outcome.reading for outcome in outcomes], sorted(line for outcome in outcomes for line in outcome.stale)


def _keyed(readings: list[Reading], notes: list[str]) -> tuple[list[tuple[Reading, str]], Library]:
    """Give each document its key, a second source of one document that of a copy, and make the library of all."""
    ordered = sorted(readings, key=lambda r: (r.source.name, r.source.text))
    found = identities((reading.source, reading.header) for reading in ordered)
    notes += [identity.note for identity in found.values() if identity.note]
    keyed = [(reading, found[reading.source.name].key) for reading in ordered]
    first = [(reading.header, key) for reading, key in keyed if found[reading.source.name].first == key]
    library = Library(
        [header for header, _ in first],
        {n: key for n, (_, key) in enumerate(first)},
        [(reading.header, reading.references) for reading in ordered],
    )
    return keyed, library
