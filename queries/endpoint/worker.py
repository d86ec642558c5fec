"""One `oxigraph serve-read-only` for one query at a time, behind a keeper that ends it when we end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import urlencode

from queries.endpoint import keeper
from queries.errors import QueryError

__all__ = ["Graphs", "Reply", "Worker", "find_oxigraph"]

_START_SECONDS = 30.0
_LOOPBACK = "127.0.0.1"
_KILLED = frozenset({6, 9})
"""Signals by which a process ends that finds no memory (SIGABRT), or takes that of others (SIGKILL)."""
_PIECE = 1 << 16
_TRIES = 3
_AT_REST = 512 << 20
"""Bytes of address space, for each processor, beyond which oxigraph has none before it is asked anything."""

Graphs = Sequence[tuple[str, str]]


class Reply:
    """What oxigraph answers: `status`, `kind` and the bytes as they come."""

    def __init__(self, connection: HTTPConnection) -> None:
        """Read the head."""
        response = connection.getresponse()
        self._connection = connection  # closed with the answer
        self.status = response.status
        self.kind = response.headers.get("Content-Type", "application/octet-stream")
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes.

        Raises:
            OSError, http.client.HTTPException: the answer stops before its end.
        """
        try:
            while piece := self._response.read1(_PIECE):
                yield piece
            if self._response.length:
                raise IncompleteRead(b"", self._response.length)
        finally:
            self._response.close()
            self._connection.close()


class Worker:
    """A process of oxigraph, its keeper, and the port where it answers."""

    def __init__(self, store: Path, union: bool, memory: int, passing: str) -> None:
        """Start it; returns once it answers.

        Args:
            store: folder of the store.
            union: whether the default graph is the union of the named ones.
            memory: bytes of address space that it may have beyond those that it has at rest.
            passing: folder that the keeper removes if we are killed, or nothing.

        Raises:
            QueryError: it does not start.
        """
        self.lowered = 0
        self.stamp = (0, 0)
        for _ in range(_TRIES):
            self.port = _free_port()
            self.keeper = self._keeper(store, union, memory, passing)
            try:
                self.pid = self._begin()
            except BaseException:
                self.end()
                raise
            if self.pid:
                _bound(self.pid, memory)
                return
            self.end()  # most often: another program has taken the port meanwhile
        raise QueryError(f"oxigraph did not start to serve {store}")

    def _keeper(self, store: Path, union: bool, memory: int, passing: str) -> subprocess.Popen[bytes]:
        """Start the keeper, which starts oxigraph."""
        words = [find_oxigraph(), "serve-read-only", "--location", str(store), "--bind", f"{_LOOPBACK}:{self.port}"]
        words += ["--union-default-graph"] if union else []
        most = memory + _AT_REST * max(2, os.cpu_count() or 1)  # until it can be told, as `_bound` does
        # Ctrl-C is ours to handle, so the keeper has a group of its own; in a session of its own, Linux would not
        # weigh its priority against ours (sched(7), autogroup).
        return subprocess.Popen(
            [sys.executable, "-I", "-S", keeper.__file__, passing, str(most), *words],
            stdin=subprocess.PIPE,  # closed by our end, whichever way that comes: the keeper then ends oxigraph
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=None if sys.platform == "win32" else 0,
        )

    def _begin(self) -> int:
        """Wait until oxigraph answers and return its process, or 0."""
        if self.keeper.stdout is None:
            raise AssertionError
        with self.keeper.stdout as told:
            pid = int(told.readline() or b"0")
        deadline = time.monotonic() + _START_SECONDS
        while pid and time.monotonic() < deadline and self.keeper.poll() is None:
            with socket.socket() as trial:
                trial.settimeout(1.0)
                if trial.connect_ex((_LOOPBACK, self.port)) == 0 and _listens(pid, self.port):
                    return pid
            time.sleep(0.005)
        return 0

    def ask(self, query: str, accept: str, graphs: Graphs = ()) -> Reply:
        """Ask a query; returns with the head of the answer.

        Args:
            query: its text.
            accept: media types that are wanted.
            graphs: `default-graph-uri` and `named-graph-uri` with their values (SPARQL 1.1 Protocol §2.1.4).

        Raises:
            OSError, http.client.HTTPException: no answer comes.
        """
        connection = HTTPConnection(_LOOPBACK, self.port)
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
        try:
            connection.request("POST", "/query", urlencode([("query", query), *graphs]), headers)
            return Reply(connection)
        except BaseException:
            connection.close()
            raise

    def spent(self) -> float | None:
        """Return the seconds of processor time that oxigraph has taken, where the system tells (Linux)."""
        with suppress(OSError, ValueError, IndexError, AttributeError):
            words = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
        return None

    def resident(self) -> int:
        """Return the bytes of memory that oxigraph has, or 0 where the system does not tell."""
        with suppress(OSError, ValueError, IndexError, AttributeError):
            pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="utf-8").split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
        return 0

    def lower(self, priority: int) -> None:
        """Give oxigraph the processor only where others leave it (`nice`); only the administrator could undo it."""
        self.lowered = priority
        if sys.platform != "win32":
            with suppress(OSError):
                os.setpriority(os.PRIO_PGRP, self.pid, os.getpriority(os.PRIO_PROCESS, 0) + priority)

    def lives(self) -> bool:
        """Tell whether it runs."""
        return self.keeper.poll() is None

    def starved(self) -> bool:
        """Tell whether it ended for want of memory; waits a moment for its end."""
        with suppress(subprocess.TimeoutExpired):
            return self.keeper.wait(2) in _KILLED
        return False

    def stop(self) -> None:
        """Have the keeper end it, and do not wait."""
        if self.keeper.stdin is not None and not self.keeper.stdin.closed:
            with suppress(OSError, ValueError):  # another thread may have closed it by now
                self.keeper.stdin.write(b"k")  # we live, and see to the folder
                self.keeper.stdin.flush()
            with suppress(OSError):
                self.keeper.stdin.close()

    def end(self) -> None:
        """End it; a second call does nothing."""
        self.stop()
        try:
            self.keeper.wait(6)
        except subprocess.TimeoutExpired:
            self.keeper.kill()
            self.keeper.wait()


def _free_port() -> int:
    """Return a port that nobody has now; oxigraph cannot be told to look for one itself."""
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(pid: int, port: int) -> bool:
    """Tell whether it is that process that listens on a port, and no other that was faster (where Linux tells)."""
    try:
        lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text(encoding="utf-8").splitlines()[1:]]
        sockets = {f"socket:[{one[9]}]" for one in lines if one[3] == "0A" and one[1].endswith(f":{port:04X}")}
        return any(one.readlink().name in sockets for one in Path(f"/proc/{pid}/fd").iterdir())
    except (OSError, IndexError):
        return not Path("/proc/self/net/tcp").exists()


def _bound(pid: int, memory: int) -> None:
    """Bound the address space of a process to what it has and so much more (on Linux; elsewhere its keeper did)."""
    with suppress(ImportError, AttributeError, ValueError, OSError, IndexError):
        import resource

        has = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        _, most = resource.prlimit(pid, resource.RLIMIT_AS)
        bound = has + memory if most == resource.RLIM_INFINITY else min(has + memory, most)
        resource.prlimit(pid, resource.RLIMIT_AS, (bound, most))


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
