"""Reading the documents of a build, here or in several processes: the same readings in the same order either way.

A document is read from its path alone by the pure step `read`, so a process needs nothing but paths, and any other way
of running a function over a list (a cluster, a queue) could take the place of this module. Processes are started afresh
(`spawn`), as that works on every system and beside threads; they end with the one that started them, however that ends.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from graph_builder.errors import BuildError, UnreadableError
from graph_builder.inputs.archive import close_archives
from graph_builder.inputs.source import read_source, size_of
from graph_builder.model import Reading
from graph_builder.reading import read

__all__ = ["read_document", "readings", "usual_workers"]

_USUAL = 8
"""More processes than this wait for the one that takes in what they read."""
_WORTH = 1_000
_WORTH_BYTES = 10_000_000
"""Fewer documents, which are smaller too, are read within some seconds, and processes take a second to start."""
_AHEAD = 4
"""Documents a process that are under way at a time."""


def usual_workers(files: Sequence[Path | str]) -> int:
    """Return how many processes to read these documents with: one for few, else as many as there are processors."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    many = len(files) >= _WORTH or sum(map(size_of, files)) >= _WORTH_BYTES
    return min(processors, _USUAL, len(files)) if many and _working_folder() else 1


def readings(
    files: Sequence[Path | str], names: Mapping[Path | str, str], workers: int = 1
) -> Generator[Reading | str]:
    """Yield what each document says, in order; for one that cannot be read, a line that says why.

    Args:
        files: paths, also of documents in a zip file, and `-`, which is always read here.
        names: the name of each document in the graph.
        workers: how many processes read; with one, no other than this.

    Raises:
        BuildError: no process can be started.
    """
    documents = [(file, names[file]) for file in files]
    workers = min(workers, len(documents))
    try:
        if workers > 1:
            yield from _read_in_processes(documents, workers)
        else:
            for file, name in documents:
                yield read_document(file, name)
    finally:
        close_archives()


def read_document(file: Path | str, name: str) -> Reading | str:
    """Return what one document says, or a line that says why it cannot be read."""
    try:
        return read(replace(read_source(file), name=name))
    except UnreadableError as error:
        return str(error)
    except Exception as error:
        # A defect of ours that one document meets must not take the others with it.
        return f"{file}: a defect of policykg kept it from being read ({type(error).__name__}: {error})"


_Document = tuple[Path | str, str]


def _read_in_processes(documents: Sequence[_Document], workers: int) -> Iterator[Reading | str]:
    """Read in processes; where one is killed, the documents under way are read again, each alone."""
    done = 0
    while done < len(documents):
        try:
            with _processes(workers) as pool:
                for outcome in _outcomes(pool, documents[done:], workers * _AHEAD):
                    yield outcome
                    done += 1
        except BrokenProcessPool:
            suspects = documents[done : done + workers * _AHEAD]
            for outcome in _one_by_one(suspects):
                yield outcome
                done += 1


def _outcomes(pool: ProcessPoolExecutor, documents: Sequence[_Document], ahead: int) -> Iterator[Reading | str]:
    """Yield what the documents say, in order, with a bounded number of them under way."""
    under_way: deque[tuple[_Document, Future[Reading | str] | None]] = deque()
    for document in documents:
        under_way.append((document, _sent(pool, document)))
        if len(under_way) == ahead:
            yield _outcome(*under_way.popleft())
    while under_way:
        yield _outcome(*under_way.popleft())


def _sent(pool: ProcessPoolExecutor, document: _Document) -> Future[Reading | str] | None:
    """Give a document to a process; not standard input, which belongs to this one."""
    if document[0] == "-":
        return None
    with _deaf():
        return pool.submit(read_document, *document)


def _outcome(document: _Document, sent: Future[Reading | str] | None) -> Reading | str:
    if sent is None:
        return read_document(*document)
    try:
        return sent.result()
    except BrokenProcessPool:
        raise
    except Exception:
        # What a process could read and not hand over is read here.
        return read_document(*document)


def _one_by_one(documents: Sequence[_Document]) -> Iterator[Reading | str]:
    """Read documents one of which killed a process, or met one that was killed, each alone in a process."""
    done = 0
    while done < len(documents):
        try:
            with _processes(1) as pool:
                _prove(pool)
                for document in documents[done:]:
                    yield _outcome(document, _sent(pool, document))
                    done += 1
        except BrokenProcessPool:
            yield f"{documents[done][0]}: the process that read it ended twice before it had answered"
            done += 1


def _prove(pool: ProcessPoolExecutor) -> None:
    try:
        with _deaf():
            started = pool.submit(os.getpid)
        started.result()
    except BrokenProcessPool:
        raise BuildError(
            "no process can be started to read in (in a program of your own, call build below "
            "if __name__ == '__main__'); one worker needs none"
        ) from None


@contextmanager
def _processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes to read in; when the block ends with an error, they end at once."""
    folder = _working_folder()
    if not folder:
        raise BuildError("the working folder is gone: processes start in one that is there, and one worker needs none")
    context = get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, context, _begin, (theirs, folder))
    try:
        yield pool
    except BaseException:
        ours.close()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        ours.close()
        theirs.close()


def _working_folder() -> str:
    """Return the folder that relative paths mean; empty where it is gone, so that no process can start in it."""
    try:
        return str(Path.cwd())
    except OSError:
        return ""


def _begin(parent: Connection, folder: str) -> None:
    """Set up a process: the folder that relative paths mean, and an end together with the one that started it."""
    os.chdir(folder)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Connection) -> None:
    with suppress(EOFError, OSError):
        parent.recv_bytes()
    os._exit(1)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C, which a terminal sends to all: the one that started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
