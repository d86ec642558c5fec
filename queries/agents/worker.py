"""A process that answers, so that a question can be ended: no store stops a query in every place.

It is started afresh (`spawn`), is asked over a pipe, and is killed where time is up or nobody wants the answer any
more; the next question starts another. Where whoever asked has died the kernel ends it too, at once on Linux and by
SIGALRM elsewhere, and its memory is bounded.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import anyio

from queries.agents.pages import Answer
from queries.errors import QueryError

__all__ = ["Worker"]

_START_SECONDS = 600.0
"""How long a graph may take to be opened: a large file is read into memory."""

_MOST_MEMORY = 2 << 30
"""Bytes that questions may need beside the graph itself."""

_GRACE = 2
"""Seconds that the kernel waits longer than whoever asked, and whoever asked for the end of the process."""

_SLEEPS = (0.001, 0.02)
_ON_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG


class Worker:
    """Answers questions about a graph, one at a time, each in no more than `seconds`."""

    def __init__(self, where: str, seconds: int) -> None:
        """Know what to ask; `start` opens it."""
        self._where = where
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lock = anyio.Lock()

    async def start(self) -> None:
        """Start the process and wait until the graph is open.

        Raises:
            QueryError: it cannot be opened.
        """
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._where, self._seconds), daemon=True)
        self._process.start()
        theirs.close()
        await self._reply(_START_SECONDS, f"{self._where}: the graph could not be opened")

    async def ask(self, tool: str, arguments: Mapping[str, Any]) -> Answer:
        """Have a question answered.

        Raises:
            QueryError: it cannot be answered, or not in time.
        """
        async with self._lock:
            if self._pipe is None:
                await self.start()
            if self._pipe is None:
                raise AssertionError
            with suppress(OSError):  # a process that has died is noticed at its answer
                self._pipe.send((tool, dict(arguments)))
            return await self._reply(self._seconds, "the question needed too much memory, or ended the store")

    async def _reply(self, seconds: float, died: str) -> Answer:
        """Wait for what the process says; whatever goes wrong, and where nobody waits any more, it is ended."""
        kept = False
        try:
            with anyio.fail_after(seconds):
                said = await self._message()
            if isinstance(said, Exception):
                raise said
            kept = True
            return said
        except QueryError:
            kept = self._process is not None and self._process.is_alive()
            raise
        except TimeoutError:
            raise QueryError(f"the question took longer than {self._seconds} s; ask for less") from None
        except (EOFError, OSError):
            raise QueryError(died) from None
        finally:
            if not kept:
                self.end()

    async def _message(self) -> Answer | Exception:
        """Wait for a message; pipes cannot be waited for in the same way on every system, so it is looked for."""
        sleep, longest = _SLEEPS
        while self._pipe is not None and not self._pipe.poll():
            await anyio.sleep(sleep)
            sleep = min(sleep * 1.5, longest)
        if self._pipe is None:
            raise EOFError
        message: Answer | Exception = self._pipe.recv()
        return message

    def end(self) -> None:
        """End the process; a second call does nothing."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.join(_GRACE)
            self._process = None


def _work(pipe: Connection, where: str, seconds: int) -> None:
    """Open the graph and answer until nobody asks any more; this is what the process does."""
    from queries.agents.answers import answer
    from queries.backends import open_graph

    _leave_the_streams()
    _end_with_the_parent()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            graph = open_graph(where)
        except QueryError as error:
            pipe.send(QueryError(str(error)))
            return
        _bound_memory()
        pipe.send(Answer("open", {}))
        while True:
            tool, arguments = pipe.recv()
            _alarm(seconds + _GRACE)
            said: Answer | QueryError
            try:
                said = answer(graph, tool, arguments)
            except QueryError as error:
                said = QueryError(str(error))
            except MemoryError:
                said = QueryError("the question needed too much memory; ask for less")
            _alarm(0)
            pipe.send(said)


def _leave_the_streams() -> None:
    """Keep off standard input and output, which are the protocol's, and let the terminal's Ctrl-C end us silently."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _end_with_the_parent() -> None:
    """Have the kernel end this process with the one that started it, where it can (Linux, prctl)."""
    if sys.platform != "linux":
        return
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_ON_DEATH_OF_PARENT, ctypes.c_ulong(signal.SIGKILL))
    parent = parent_process()
    if parent is not None and parent.pid != os.getppid():
        sys.exit()  # it had died before the kernel knew


def _alarm(seconds: int) -> None:
    """Have the kernel end this process in so many seconds; 0 calls it off."""
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)


def _bound_memory() -> None:
    """Allow this process no more than so much memory beside what it has now, where the system can tell."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    wanted = pages * resource.getpagesize() + _MOST_MEMORY
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
