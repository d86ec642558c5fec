"""The embedded store of a build, loaded piece by piece from sorted lines."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

__all__ = ["Loading", "write_store"]

_TOGETHER = 60_000
"""Lines that are loaded at a time. Oxigraph holds about 1,500 bytes for each while it loads them; loading takes a fifth
longer than all at once."""


class Loading:
    """A store that is being loaded, in a thread of its own: it leaves Python alone meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Make the store in a folder."""
        self._store: ox.Store | None = ox.Store(str(folder))
        self._thread = ThreadPoolExecutor(1)
        self._under_way: Future[None] | None = None
        self._waiting: list[bytes] = []
        self._last = b""
        self._pieces = 0
        self.quads = 0
        """Quads that were loaded."""

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines, sorted and after those that were taken before.

        Their union is the default graph: Oxigraph 0.5 makes a union of named graphs anew for each question, does not
        count what two graphs share as one (its issue 1919) and is many times slower at it.
        """
        rest = iter(lines)
        while some := list(islice(rest, _TOGETHER - len(self._waiting))):
            self._waiting += some
            if len(self._waiting) >= _TOGETHER:
                self._load()

    def close(self) -> None:
        """Load what is left, and let go of the store."""
        try:
            self._load()
            self._wait()
            if self._store is not None:
                self._store.flush()
                if self._pieces > 1:
                    # Pieces lie above one another, and each question looks through all of them: at a million quads it
                    # takes three times as long. Merging takes a seventh of what loading took.
                    self._store.optimize()
        finally:
            self.stop()

    def stop(self) -> None:
        """Let go of the store, whatever has been loaded."""
        self._thread.shutdown(wait=True)
        self._store = None

    def _load(self) -> None:
        lines, self._waiting = self._waiting, []
        union = []
        for line in lines:
            # Sorted lines: one triple of several graphs stands in lines that follow one another.
            triple = line.rsplit(b" ", 2)[0]
            if triple != self._last:
                union.append(triple + b" .\n")
                self._last = triple
        data = b"".join([*lines, *union])
        self.quads += len(lines) + len(union)
        self._pieces += bool(data)
        self._wait()
        if self._store is not None:
            self._under_way = self._thread.submit(self._store.bulk_load, data, ox.RdfFormat.N_QUADS, lenient=True)

    def _wait(self) -> None:
        if self._under_way is not None:
            self._under_way.result()


def write_store(folder: Path, lines: Iterable[bytes]) -> None:
    """Make the store of a graph from its sorted lines."""
    store = Loading(folder)
    store.add(lines)
    store.close()
