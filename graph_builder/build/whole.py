"""A build from its sources to its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path

from graph_builder.build.correcting import correct
from graph_builder.build.desk import Desk, Row
from graph_builder.build.reading import Outcome, read_all, record_ids
from graph_builder.build.records import program_id
from graph_builder.build.settling import Settled, settle
from graph_builder.build.stating import part_ids, state_all
from graph_builder.build.writing import write_folder
from graph_builder.cache import Cache, opened
from graph_builder.cluster import Cluster
from graph_builder.corrections import read_corrections
from graph_builder.errors import UnreadableError
from graph_builder.inputs.collect import collect, names, without_surrogates
from graph_builder.register import Identity, read_identities
from graph_builder.workers import Crew, Hands, usual_workers
from graph_builder.write.folder import beside, check_place, held
from graph_builder.write.reports import DocumentReport
from graph_builder.write.shards import open_place, write_shards

__all__ = ["BuildReport", "build"]

Progress = Callable[[str, int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    out: Path
    documents: Sequence[DocumentReport]
    """What was found in each document; read from report.json when it is asked for."""
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
    scheduler: str | Hands = "",
    shards: str = "",
) -> BuildReport:
    """Read `sources` (files, folders, zip files, `-`) and write the graph of all of them into the folder `out`.

    The same inputs give the same bytes, whatever their order, the number of workers and what an earlier build has left.
    An input that cannot be read or stated is reported; the others are still done.

    Args:
        sources: what to read.
        out: the folder to write; it may exist if it is empty or was written by an earlier build.
        program: name and version that the graph names as the reader.
        progress: called with the step (reading, stating), the number of documents done, their total and the name of
            the next.
        corrections: tables of what people decided, as `policykg review` writes them.
        identities: tables of which body a name means, with columns of `identities.csv` that an earlier build wrote.
        workers: how many processes read and state the documents; with 1 this one does, with None `usual_workers`
            decides. A program that asks for more than one calls `build` below `if __name__ == "__main__"`.
        scheduler: address of a Dask cluster that reads and states the documents in place of `workers`, or anything else
            that runs functions over lists. Use only a cluster that you trust: whoever reaches it runs what he likes.
        shards: a URL that fsspec knows, where graph.nq is written once more, in packed shards with a manifest.

    Raises:
        CorrectionError: a correction cannot be meant so, or contradicts another one.
        IdentityError: a row on a name cannot be meant so, or contradicts another one.
        UnreadableError: nothing could be read, or nothing of it stated.
        BuildError: `out` holds other things or cannot be written. Messages are one line.
    """
    check_place(out)
    shared = open_place(shards) if shards else None
    decided, said = read_corrections(corrections), read_identities(identities)
    files, failures, notes = collect(sources)
    named = names(files)
    workers = usual_workers(files) if workers is None else min(workers, len(files))
    with ExitStack() as stack:
        place = stack.enter_context(held(out))
        cache = stack.enter_context(opened(beside(place, "cache")))
        desk = stack.enter_context(closing(Desk(cache.folder / "desk.sqlite")))
        crew = stack.enter_context(_hands(workers, scheduler))
        with closing(read_all(files, named, cache, crew)) as outcomes:
            # To the end and not a step less, where zip files are let go of.
            for (n, _), outcome in zip(_announced("reading", files, progress), outcomes, strict=True):
                if isinstance(outcome, Outcome):
                    desk.enter(n, outcome.name, outcome.reading, outcome.base)
                else:
                    failures.append(outcome)
        stale = correct(desk, cache, decided, notes)
        settled = _state(desk, cache, crew, said, program, failures, files, progress)
        failures = _told(failures)
        reports, quads = write_folder(out, place, desk, cache, settled, failures, program, stale)
        _keep(desk, cache)
        if shared is not None:
            write_shards(place / "graph.nq", shared, program)
    return BuildReport(
        out,
        reports,
        tuple(failures),
        tuple(sorted(notes + settled.notes)),
        quads,
        tuple(stale),
        tuple(settled.lost),
        settled.overruled,
    )


def _hands(workers: int, scheduler: str | Hands) -> AbstractContextManager[Hands]:
    """Return who reads and states, for the time of the build."""
    if not isinstance(scheduler, str):
        return nullcontext(scheduler)
    return Cluster(scheduler, program_id) if scheduler else Crew(workers)


def _announced(step: str, files: Sequence[Path | str], progress: Progress | None) -> Iterator[tuple[int, Path | str]]:
    """Yield the documents with their places, and say of each before that it is the next."""
    for n, file in enumerate(files):
        if progress is not None:
            progress(step, n, len(files), str(file))
        yield n, file


def _told(failures: Sequence[str]) -> list[str]:
    return sorted(map(without_surrogates, failures))


def _state(
    desk: Desk,
    cache: Cache,
    crew: Hands,
    said: Sequence[Identity],
    program: str,
    failures: list[str],
    files: Sequence[Path | str],
    progress: Progress | None,
) -> Settled:
    """State documents together; one that cannot be stated is added to `failures`.

    It is left out whole: what others say about it, and the keys, bodies and labels that it gave them, are as if it had
    not been among the sources, so all of them are settled again without it.

    Raises:
        UnreadableError: none is left.
    """
    while count := desk.count():
        settled = settle(desk, cache, crew, said, program)
        broken: dict[str, tuple[Row, str]] = {}
        with closing(state_all(desk, cache, crew)) as outcomes:
            for done, (row, why) in enumerate(outcomes):
                if progress is not None:
                    progress("stating", done, count, row.name)
                if why:
                    broken[row.key] = row, why
        if not broken:
            return settled
        # What stumbled over a document that it implements, which stumbles itself, may stand without that one.
        alone = {key for key, (row, _) in broken.items() if broken.keys().isdisjoint(row.above)} or broken.keys()
        for row, why in (broken[key] for key in sorted(alone)):
            failures.append(f"{files[row.n]}: a defect of policykg kept it from being stated ({why})")
            desk.leave_out(row.n)
    raise UnreadableError("; ".join(_told(failures)))


def _keep(desk: Desk, cache: Cache) -> None:
    """Keep what this build has used, and nothing else."""
    for row in desk.documents():
        cache.use(*record_ids(row), *part_ids(row))
    cache.prune()
