"""Running a pure function over batches of work, here or in several processes: the same outcomes in the same order.

A function gets a batch and returns an outcome for each part of it; it needs nothing but what it is given, so any other
way of running a function over a list can take the place of this module (`cluster.py` does): `Hands` is all that a build
knows of it. Processes are started afresh (`spawn`), as that works on every system and beside threads; they end with the
one that started them, however that ends.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Generic, Protocol, TypeVar

from graph_builder.errors import BuildError
from graph_builder.inputs.source import size_of

__all__ = ["Crew", "Hands", "usual_workers"]

_USUAL = 8
"""More processes than this wait for the one that takes in what they made."""
_WORTH = 1_000
_WORTH_BYTES = 10_000_000
"""Fewer documents, which are smaller too, are read within some seconds, and processes take a second to start."""
_AHEAD = 3
"""Batches a process that are under way at a time."""

Part = TypeVar("Part")
Made = TypeVar("Made")


def usual_workers(files: Sequence[Path | str]) -> int:
    """Return how many processes to work on these documents with: one for few, else as many as there are processors."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    many = len(files) >= _WORTH or sum(map(size_of, files)) >= _WORTH_BYTES
    return min(processors, _USUAL, len(files)) if many and _working_folder() else 1


class Hands(Protocol):
    """Who runs functions over batches; a build does not know more of it."""

    @property
    def shares_files(self) -> bool:
        """Whether they read the files that this program reads; otherwise documents are handed over as bytes."""

    def run(
        self,
        work: Callable[[Sequence[Part]], list[Made]],
        batches: Iterable[Sequence[Part]],
        given_up: Callable[[Part], Made],
    ) -> Generator[list[Made]]:
        """Yield what `work` makes of each batch, in order; what cannot be done is `given_up`."""


class Crew:
    """The processes of one build: started when there is work for them, ended with the block.

    A process that is killed loses nothing: what was under way is done again, each part alone, and a part that kills its
    process a second time is given up.
    """

    shares_files = True

    def __init__(self, workers: int) -> None:
        """Take how many processes there are to be; with one, no other than this."""
        self.workers = workers
        self._pool: _Pool | None = None

    def __enter__(self) -> Crew:
        """Begin; no process is started yet."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """End the processes, at once where the block ended with an error."""
        self._stop(at_once=kind is not None)

    def run(
        self,
        work: Callable[[Sequence[Part]], list[Made]],
        batches: Iterable[Sequence[Part]],
        given_up: Callable[[Part], Made],
    ) -> Generator[list[Made]]:
        """Yield what `work` makes of each batch, in order.

        Args:
            work: a function of a module; it returns an outcome for each part and raises nothing.
            batches: lists of parts; they are asked for some steps ahead.
            given_up: what becomes of a part that ended its process twice.

        Raises:
            BuildError: no process can be started.
        """
        if self.workers < 2:
            for batch in batches:
                yield work(batch) if batch else []
            return
        rest, task = iter(batches), _Task(work, given_up)
        under_way: deque[tuple[Sequence[Part], Future[list[Made]] | None]] = deque()
        try:
            while True:
                for batch in islice(rest, self.workers * _AHEAD - len(under_way)):
                    under_way.append((batch, self._sent(task, batch)))
                if not under_way:
                    return
                try:
                    made = task.outcome(*under_way[0])
                except BrokenProcessPool:
                    # Those that were under way are done one by one, so that the one that did it is known.
                    self._stop(at_once=True)
                    for batch, _ in under_way:
                        yield list(self._one_by_one(task, batch))
                    under_way.clear()
                    continue
                under_way.popleft()
                yield made
        except GeneratorExit:
            self._stop(at_once=True)
            raise

    def _sent(self, task: _Task[Part, Made], batch: Sequence[Part]) -> Future[list[Made]] | None:
        if not batch:
            return None
        if self._pool is None:
            self._pool = _Pool(self.workers)
        try:
            return self._pool.send(task.work, batch)
        except BrokenProcessPool as error:
            broken: Future[list[Made]] = Future()
            broken.set_exception(error)
            return broken

    def _one_by_one(self, task: _Task[Part, Made], parts: Sequence[Part]) -> Iterator[Made]:
        """Do parts one of which killed a process, or met one that was killed, each alone in a process."""
        done = 0
        while done < len(parts):
            pool = _Pool(1)
            try:
                pool.prove()
                for part in parts[done:]:
                    (made,) = task.outcome([part], pool.send(task.work, [part]))
                    yield made
                    done += 1
                pool.stop(at_once=False)
            except BrokenProcessPool:
                pool.stop(at_once=True)
                yield task.given_up(parts[done])
                done += 1
            except BaseException:
                pool.stop(at_once=True)
                raise

    def _stop(self, *, at_once: bool) -> None:
        if self._pool is not None:
            self._pool.stop(at_once=at_once)
            self._pool = None


class _Task(Generic[Part, Made]):
    """What is to be done with batches."""

    def __init__(self, work: Callable[[Sequence[Part]], list[Made]], given_up: Callable[[Part], Made]) -> None:
        self.work = work
        self.given_up = given_up

    def outcome(self, batch: Sequence[Part], sent: Future[list[Made]] | None) -> list[Made]:
        if sent is None:
            return []
        try:
            return sent.result()
        except BrokenProcessPool:
            raise
        except Exception:
            # What a process could do and not hand over is done here.
            return self.work(batch)


class _Pool:
    """Processes that end with this one."""

    def __init__(self, workers: int) -> None:
        folder = _working_folder()
        if not folder:
            raise BuildError(
                "the working folder is gone: processes start in one that is there, and one worker needs none"
            )
        context = get_context("spawn")
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(workers, context, _begin, (self._theirs, folder))

    def send(self, work: Callable[[Sequence[Part]], list[Made]], batch: Sequence[Part]) -> Future[list[Made]]:
        with _deaf():
            return self._pool.submit(work, batch)

    def prove(self) -> None:
        """Start a process.

        Raises:
            BuildError: none can be started.
        """
        try:
            with _deaf():
                started = self._pool.submit(os.getpid)
            started.result()
        except BrokenProcessPool:
            raise BuildError(
                "no process can be started to read in (in a program of your own, call build below "
                "if __name__ == '__main__'); one worker needs none"
            ) from None

    def stop(self, *, at_once: bool) -> None:
        if at_once:
            self._ours.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._ours.close()
        self._theirs.close()


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
