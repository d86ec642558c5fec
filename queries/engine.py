"""Runs `oxigraph serve-read-only`, and starts another one where a query does not end or took all memory.

Oxigraph looks at its clock only now and then: the sorting of a product of two patterns never ends and only grows. Such
a query can be ended with its process alone. As nothing is written, the others in flight are simply asked again.
"""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from pyoxigraph import Store

from queries import keeper
from queries.errors import QueryError

__all__ = ["Answer", "Engine", "EngineError", "TooLongError", "find_oxigraph"]

_START_SECONDS = 30.0
_LOOPBACK = "127.0.0.1"
_GRACE_SECONDS = 2.0
"""How much later than its limit oxigraph may notice that time is up."""
_MOST_BYTES = 4 << 30
"""Address space of oxigraph beside the files of the store."""
_MOST_TRIES = 3
_HELD_BYTES = 8_000_000
"""How much of an answer is there before anybody is told that there is one: oxigraph finds out late that time is up."""
_SILENT_SECONDS = 1.0
_CANCELLED = b"The SPARQL operation has been cancelled"
"""What oxigraph writes into an answer that it cuts off at the time limit, after a status of 200."""
_KILLED = frozenset({6, 9})
"""Signals by which a process ends that finds no memory (SIGABRT), or takes that of others (SIGKILL)."""


class EngineError(Exception):
    """Oxigraph gave no answer."""


class TooLongError(EngineError):
    """The time limit is over; `runs` tells that oxigraph works on, for nobody."""

    def __init__(self, runs: bool) -> None:
        """Note whether oxigraph works on."""
        super().__init__("the time limit is over")
        self.runs = runs


class Engine:
    """One oxigraph at a time on a port of its own, and `queries.keeper` that ends it with us.

    `seconds` is the time limit of a query and `port` where the present process listens.
    """

    def __init__(self, store: Path, seconds: float, passing: str = "") -> None:
        """Start serving `store`; `passing` is a folder to be removed at the end."""
        self.seconds = seconds
        self._store = store
        self._passing = passing
        self._lock = threading.Lock()
        self._closed = False
        self._union = not bool(Store.read_only(str(store)).query("ASK { ?s ?p ?o }"))
        self._memory = _MOST_BYTES + 2 * sum(file.stat().st_size for file in store.iterdir())
        self.generation = 0
        self._starved: set[int] = set()
        self.child, self.port = self._start()

    def _start(self) -> tuple[subprocess.Popen[bytes], int]:
        """Start oxigraph on a free port; return its keeper and the port once it answers."""
        program = find_oxigraph()
        with socket.socket() as probe:
            probe.bind((_LOOPBACK, 0))
            port: int = probe.getsockname()[1]
        words = [program, "serve-read-only", "--location", str(self._store), "--bind", f"{_LOOPBACK}:{port}"]
        words += ["--timeout-s", str(max(1, round(self.seconds)))]
        words += ["--union-default-graph"] if self._union else []
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", keeper.__file__, self._passing, str(self._memory), *words],
            stdin=subprocess.PIPE,  # closed by our end, whichever way that comes: the keeper then ends oxigraph
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        try:
            deadline = time.monotonic() + _START_SECONDS
            while time.monotonic() < deadline and child.poll() is None:
                with socket.socket() as trial:
                    trial.settimeout(1.0)
                    if trial.connect_ex((_LOOPBACK, port)) == 0:
                        return child, port
                time.sleep(0.02)
        except BaseException:
            _end(child)
            raise
        _end(child)
        raise QueryError(f"oxigraph did not start to serve {self._store}")

    def renew(self, generation: int) -> None:
        """Put a new oxigraph in the place of the one of that generation, unless somebody else already did.

        Raises:
            QueryError: it does not start.
        """
        with self._lock:
            if self._closed or generation != self.generation:
                return
            old = self.child
            self.child, self.port = self._start()
            self.generation += 1
            _end(old, keep_folder=True)

    def lives(self) -> bool:
        """Tell whether oxigraph runs; one that ended for want of memory gets a successor."""
        generation, status = self.generation, self.child.poll()
        if status in _KILLED:
            self._starved.add(generation)
            self.renew(generation)
            return True
        return status is None

    def ask(self, query: str, accept: str) -> Answer:
        """Ask oxigraph a query, again where the process was ended for another one.

        Raises:
            TooLongError: nothing came within the time limit.
            EngineError: nobody answers.
        """
        end, starved = time.monotonic() + self.seconds + _GRACE_SECONDS, 0
        while starved < _MOST_TRIES:
            generation = self.generation
            try:
                return Answer(self, generation, query, accept, end)
            except TooLongError as error:
                if error.runs:
                    with suppress(QueryError):
                        self.renew(generation)
                raise
            except TimeoutError:
                raise TooLongError(runs=False) from None
            except (OSError, HTTPException):
                if not self._is_renewed(generation):
                    raise EngineError("oxigraph does not answer") from None
                starved += generation in self._starved
                if end - time.monotonic() < 2 * _SILENT_SECONDS:  # too late to find out how it goes
                    raise TooLongError(runs=False) from None
        raise EngineError(
            f"oxigraph ended {_MOST_TRIES} times over this query, which may need more memory than there is"
        )

    def _is_renewed(self, generation: int) -> bool:
        """Tell whether another oxigraph is there; the keeper needs a moment to notice that one has ended."""
        with suppress(QueryError):
            for _ in range(50):
                if self.generation != generation:
                    return True
                if not self.lives():
                    break
                time.sleep(0.02)
        return self.generation != generation

    def close(self) -> None:
        """End oxigraph."""
        with self._lock:
            self._closed = True
            _end(self.child)


class Answer:
    """The answer of oxigraph to one query: its status, its type, and its bytes as they come."""

    def __init__(self, engine: Engine, generation: int, query: str, accept: str, end: float) -> None:
        """Ask; returns once all of the answer is there (`whole`), or much of it. Both are in `start`."""
        self._engine, self._generation, self._end = engine, generation, end
        self._connection = http.client.HTTPConnection(_LOOPBACK, engine.port, timeout=self._left())
        self._heard = time.monotonic()
        try:
            self._response = self._open(query, accept)
            self.status = self._response.status
            self.kind = self._response.headers.get("Content-Type", "application/octet-stream")
            self._pieces = self._read()
            pieces, size = [], 0
            while size < _HELD_BYTES and (piece := next(self._pieces, b"")):
                pieces.append(piece)
                size += len(piece)
            self.start, self.whole = b"".join(pieces), size < _HELD_BYTES
        except TimeoutError:
            self.close()
            raise self._too_long() from None
        except BaseException:
            self.close()
            raise

    def _open(self, query: str, accept: str) -> HTTPResponse:
        """Send the query and return the head of the answer."""
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", "/query", urlencode({"query": query}), headers)
        self._socket = self._connection.sock  # the library forgets it with the head of the answer
        return self._connection.getresponse()

    def _read(self) -> Iterator[bytes]:
        """Give the bytes as they come; the end is kept back until it is known not to be that of a cancelled query."""
        kept = b""
        while True:
            self._socket.settimeout(self._left())
            piece = self._response.read1(65536)
            if not piece:
                break
            self._heard = time.monotonic()
            kept += piece
            if len(kept) > len(_CANCELLED):
                yield kept[: -len(_CANCELLED)]
                kept = kept[-len(_CANCELLED) :]
        if self._response.length:
            raise IncompleteRead(kept, self._response.length)
        if kept == _CANCELLED:
            raise TooLongError(runs=False)
        yield kept

    def rest(self) -> Iterator[bytes]:
        """Give what comes after `start`.

        Raises:
            EngineError: the answer does not come to its end.
        """
        try:
            yield from self._pieces
        except TimeoutError:
            error = self._too_long()
            self.close()
            if error.runs:
                with suppress(QueryError):
                    self._engine.renew(self._generation)
            raise error from None
        except (OSError, HTTPException):
            raise EngineError("oxigraph stopped in the middle of an answer") from None

    def _left(self) -> float:
        """Return the seconds that are left.

        Raises:
            TimeoutError: none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _too_long(self) -> TooLongError:
        """Say that time is up: what still sent something ends as soon as nobody listens; the rest may go on."""
        return TooLongError(runs=time.monotonic() - self._heard > _SILENT_SECONDS)

    def close(self) -> None:
        """Let go of the connection."""
        if hasattr(self, "_response"):
            self._response.close()
        self._connection.close()

    def __enter__(self) -> Self:
        """Use the answer as a context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the connection."""
        self.close()


def _end(child: subprocess.Popen[bytes], keep_folder: bool = False) -> None:
    """End a keeper and what it keeps; the passing folder stays where a successor needs it."""
    if child.stdin is not None:
        with suppress(OSError):
            if keep_folder:
                child.stdin.write(b"k")
            child.stdin.close()
    try:
        child.wait(6)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def find_oxigraph() -> str:
    """Return the path of the `oxigraph` program, which the package of that name on PyPI installs.

    Raises:
        QueryError: it is not there.
    """
    name = "oxigraph.exe" if sys.platform == "win32" else "oxigraph"
    for folder in (Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))):
        if (folder / name).is_file():
            return str(folder / name)
    if found := shutil.which(name):
        return found
    raise QueryError("the program oxigraph is missing; `pip install oxigraph` brings it")
