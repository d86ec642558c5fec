"""Answers queries with a few processes of oxigraph: short queries at once, long ones behind them, and none for ever.

Oxigraph looks at its clock only now and then: the sorting of a product of two patterns never ends and only grows. Such
a query can be ended with its process alone, so each query has a process to itself while it runs; another one starts
within 40 ms. No more begin at once than there are processors. A query that has worked for half a second is a long one:
it makes room for the next and goes on, with less of the processor the more it has had (`nice`). There are few places
for long ones; where all are taken and others wait, it is ended and asked again once a place is free. So neither
queries that do not end nor many at once keep short ones waiting, and nothing is refused that can be answered.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Store

from queries.endpoint.worker import Graphs, Reply, Worker
from queries.errors import QueryError

__all__ = ["BusyError", "ClosedError", "Engine", "EngineError", "GoneError", "Lease", "TooLongError"]

_T = TypeVar("_T")

_SHORT_SECONDS = 0.5
"""How long a query may keep its place among the short ones."""
_LOWER = ((4.0, 8), (1.0, 3), (0.0, 0))
"""Seconds of work from which on the priority of a long query is lowered by so much."""
_LOWEST = 15
"""By how much it is lowered once the query had its fair share."""
_FAIR_SHARE = 0.5
_PATIENCE = 30
"""The part of its time that a query must have had the processor, or else it has so many times as long."""
_LONG_PLACES = 8
_MOST_WAITING = 512
_LOOK_SECONDS = 0.05
_MOST_IDLE_BYTES = 256 << 20
"""A process that has more after a query is ended: oxigraph does not give back what a large answer took."""
_MEMORY = (512 << 20, 2 << 30)
"""Least and most bytes that a query may take, beside the files of the store."""


class EngineError(Exception):
    """Oxigraph gave no answer."""


class TooLongError(EngineError):
    """The query did not end within its time, or within the memory it may have."""


class BusyError(EngineError):
    """Too many wait already."""


class GoneError(EngineError):
    """Nobody wants the answer any more."""


class ClosedError(EngineError):
    """No query is answered any more."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("the server is being closed")


class _PutBackError(Exception):
    """The query is to be asked again, among the long ones."""


class _DiedError(Exception):
    """Oxigraph ended, and the query is not to blame."""


class Lease:
    """One process of oxigraph, lent for one query, or several that belong together and count as one."""

    def __init__(self, worker: Worker, long: bool, gone: Callable[[], bool]) -> None:
        """Note when it begins; `long` tells that it has a place for long queries."""
        self.worker = worker
        self.long = long
        self.gone = gone
        self.why: Exception | None = None
        self._began = time.monotonic()
        self._before = worker.spent()

    def ask(self, query: str, accept: str, graphs: Graphs = ()) -> Answer:
        """Ask a query; see `Worker.ask`.

        Raises:
            EngineError: there is no answer.
        """
        with self._reasons():
            return Answer(self, self.worker.ask(query, accept, graphs))

    @contextmanager
    def _reasons(self) -> Iterator[None]:
        """Say why oxigraph does not answer: most often because it was ended."""
        try:
            yield
        except (OSError, HTTPException):
            if self.why is None and self.worker.starved():
                raise TooLongError("the query needed more memory than it may have; ask for less") from None
            raise self.why or _DiedError from None

    def spent(self) -> tuple[float, float]:
        """Return the seconds since it began, and of the processor in them, as far as the system tells."""
        passed, now = time.monotonic() - self._began, self.worker.spent()
        return passed, passed if now is None or self._before is None else now - self._before

    def stop(self, why: Exception) -> None:
        """End the process; whoever waits for its answer is told why."""
        if self.why is None:
            self.why = why
            self.worker.stop()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: iterate for its bytes, as they come."""

    _lease: Lease
    _reply: Reply

    @property
    def status(self) -> int:
        """Return the status of HTTP."""
        return self._reply.status

    @property
    def kind(self) -> str:
        """Return the media type."""
        return self._reply.kind

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes.

        Raises:
            EngineError: the answer does not come to its end.
        """
        with self._lease._reasons():
            yield from self._reply


class Engine:
    """The processes, and who may use them; `seconds` is the time limit of a query."""

    def __init__(self, store: Path, seconds: float, passing: str = "") -> None:
        """Serve `store`; `passing` is a folder to be removed if we are killed.

        Raises:
            QueryError: oxigraph is not there, or does not start, or the store cannot be opened.
        """
        self.seconds = seconds
        try:
            self.union = not bool(Store.read_only(str(store)).query("ASK { ?s ?p ?o }"))
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"{store}: the store cannot be opened: {error}") from None
        self._store, self._passing = store, passing
        self._places = min(max(2, os.cpu_count() or 1), 8)
        files = 2 * sum(one.stat().st_size for one in store.iterdir())
        self._memory = files + _bound(self._places + _LONG_PLACES)
        self._state = threading.Condition()
        self._closed = False
        self._idle: list[Worker] = []
        self._running: set[Lease] = set()
        self._starting = {False: 0, True: 0}
        self._waiting: dict[bool, deque[threading.Event]] = {False: deque(), True: deque()}
        self._idle.append(self._start())
        threading.Thread(target=self._watch, daemon=True).start()

    def _start(self) -> Worker:
        """Start a process."""
        stamp = self.stamp()
        worker = Worker(self._store, self.union, self._memory, self._passing)
        worker.stamp = stamp
        return worker

    def stamp(self) -> tuple[int, int]:
        """Return what is another one when the graph is built anew in the same place."""
        with suppress(OSError):
            known = (self._store / "CURRENT").stat()
            return known.st_ino, known.st_mtime_ns
        return 0, 0

    def run(self, job: Callable[[Lease], _T], gone: Callable[[], bool] = lambda: False) -> _T:
        """Do what asks queries, again where its process was wanted by others or ended by itself.

        Args:
            job: what is done with a process; it may be called several times.
            gone: tells whether nobody wants the result any more.

        Raises:
            TooLongError: it takes longer than it may.
            BusyError: too many wait.
            GoneError: nobody wants it any more.
            ClosedError: the engine is closed.
            EngineError: oxigraph does not answer.
        """
        long, died = False, 0
        while died < 3:
            with self._lease(long, gone) as lease:
                try:
                    return job(lease)
                except _PutBackError:
                    long = True
                except _DiedError:
                    died += 1
                except OSError as error:  # most often: no room on the disk for a large answer
                    raise EngineError(f"the answer cannot be taken in: {error.strerror or error}") from None
        raise EngineError("oxigraph does not answer")

    @contextmanager
    def _lease(self, long: bool, gone: Callable[[], bool]) -> Iterator[Lease]:
        """Wait for a place and lend a process."""
        self._wait(long, gone)
        lease = None
        try:
            lease = Lease(self._worker(), long, gone)
        except QueryError as error:
            raise EngineError(str(error)) from None
        except OSError as error:
            raise EngineError(f"oxigraph cannot be started: {error.strerror or error}") from None
        finally:
            with self._state:
                self._starting[long] -= 1
                if lease is not None:
                    self._running.add(lease)
                    if self._closed:
                        lease.stop(ClosedError())
                self._admit()
                self._state.notify_all()
        if long:
            lease.worker.lower(_LOWER[1][1])
        try:
            yield lease
        except BaseException:
            lease.stop(GoneError())  # it may work on
            raise
        finally:
            self._give_back(lease)

    def _worker(self) -> Worker:
        """Take a process that waits for work, unless it died or knows another graph than there is now, or start one."""
        with self._state:
            worker = self._idle.pop() if self._idle else None
        if worker is None:
            return self._start()
        if worker.lives() and worker.stamp == self.stamp():
            return worker
        worker.end()
        return self._worker()

    def _wait(self, long: bool, gone: Callable[[], bool]) -> None:
        """Wait for our turn and for a place, which is ours at the return."""
        turn, line = threading.Event(), self._waiting[long]
        with self._state:
            if self._closed:
                raise ClosedError
            if len(line) >= _MOST_WAITING:
                raise BusyError("too many queries wait already; ask again later")
            line.append(turn)
            self._admit()
        while not turn.wait(0.25):
            if self._closed or gone():
                with self._state:
                    if turn.is_set():
                        self._starting[long] -= 1
                        self._admit()
                    else:
                        line.remove(turn)
                raise ClosedError if self._closed else GoneError

    def _admit(self) -> None:
        """Let those begin whose turn it is, as long as there are places."""
        for long, line in self._waiting.items():
            while line and self._is_room(long):
                self._starting[long] += 1
                line.popleft().set()

    def _is_room(self, long: bool) -> bool:
        """Tell whether there is a free place of a kind."""
        taken = self._starting[long] + sum(one.long == long for one in self._running)
        return taken < (_LONG_PLACES if long else self._places)

    def _give_back(self, lease: Lease) -> None:
        """Take a process back, or end it where it is not as good as new."""
        worker = lease.worker
        spoilt = lease.why is not None or worker.lowered or worker.resident() > _MOST_IDLE_BYTES or not worker.lives()
        with self._state:
            self._running.discard(lease)
            spoilt = spoilt or lease.why is not None or self._closed or len(self._idle) >= self._places
            if not spoilt:
                self._idle.append(worker)
            self._admit()
            self._state.notify_all()
        if spoilt:
            worker.end()

    def _watch(self) -> None:
        """Look after what runs, until the end."""
        while not self._closed:
            with self._state:
                self._state.wait_for(lambda: self._running or self._closed)
                for lease in self._running:
                    self._look_at(lease)
            time.sleep(_LOOK_SECONDS)

    def _look_at(self, lease: Lease) -> None:
        """End what nobody wants or what takes too long, and let long queries make room.

        The limit is one of time that passes, for queries that had their fair share of the processor in it; where the
        machine was too busy for that, they have longer.
        """
        passed, worked = lease.spent()
        if passed < _LOOK_SECONDS:
            return
        fair = worked >= _FAIR_SHARE * self.seconds
        if lease.gone():
            lease.stop(GoneError())
        elif passed >= self.seconds and (fair or passed >= _PATIENCE * self.seconds):
            lease.stop(TooLongError(f"the query took longer than {self.seconds:g} s"))
        elif not lease.long and passed >= _SHORT_SECONDS:
            if self._is_room(long=True):
                lease.long = True
                self._admit()
            elif self._waiting[False] and worked >= _SHORT_SECONDS:
                lease.stop(_PutBackError())
        if lease.long:
            level = _LOWEST if fair else next((level for least, level in _LOWER if worked >= least), 0)
            if level > lease.worker.lowered:
                lease.worker.lower(level)

    def close(self) -> None:
        """End all processes."""
        with self._state:
            self._closed = True
            for lease in self._running:
                lease.stop(ClosedError())
            idle, self._idle = self._idle, []
            self._state.notify_all()
            self._state.wait_for(lambda: not self._running, timeout=10)
        for worker in idle:
            worker.end()


def _bound(processes: int) -> int:
    """Return how much memory one of so many processes may have, so that all of them have no more than half of it."""
    least, most = _MEMORY
    with suppress(AttributeError, ValueError, OSError):
        there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return max(least, min(most, there // 2 // processes))
    return most
