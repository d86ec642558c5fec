"""The embedded store of a build, loaded piece by piece from sorted lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

__all__ = ["Loading", "write_store"]

_TOGETHER = 40_000
"""Lines that are loaded at a time. Oxigraph holds about 1,200 bytes for each while it loads them, and is slower at
larger pieces."""


class Loading:
    """A store that is being loaded, in two threads of its own: they leave Python alone meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Make the store in a folder."""
        self._store: ox.Store | None = ox.Store(str(folder))
        self._threads = ThreadPoolExecutor(2)
        self._under_way: deque[Future[None]] = deque()
        self._last = b""
        # Named graphs and their union go into tables of their own, so each is loaded for itself: half as many tables.
        self._named, self._union = _Piece(), _Piece()
        self._pieces = 0
        self.quads = 0
        """Quads that were taken."""

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines, sorted and after those that were taken before.

        Their union is the default graph: Oxigraph 0.5 makes a union of named graphs anew for each question, does not
        count what two graphs share as one (its issue 1919) and is many times slower at it.
        """
        rest = iter(lines)
        while some := list(islice(rest, _TOGETHER - self._named.count)):
            union = []
            for line in some:
                # Sorted lines: one triple of several graphs stands in lines that follow one another.
                triple = line.rsplit(b" ", 2)[0]
                if triple != self._last:
                    union.append(triple + b" .\n")
                    self._last = triple
            for piece, new in ((self._named, some), (self._union, union)):
                piece.take(new)
                self.quads += len(new)
                if piece.count >= _TOGETHER:
                    self._load(piece)

    def close(self) -> None:
        """Load what is left, and let go of the store."""
        try:
            for piece in (self._named, self._union):
                self._load(piece)
            self._wait(0)
            if self._store is not None:
                self._store.flush()
                if self._pieces > 2:
                    # Pieces lie above one another, and each question looks through all of them: at a million quads it
                    # takes three times as long. Merging takes a fifth of what loading took.
                    self._store.optimize()
        finally:
            self.stop()

    def stop(self) -> None:
        """Let go of the store, whatever has been loaded."""
        self._threads.shutdown(wait=True)
        self._store = None

    def _load(self, piece: _Piece) -> None:
        data = piece.empty()
        self._wait(1)
        if data and self._store is not None:
            self._pieces += 1
            load = self._threads.submit(self._store.bulk_load, data, ox.RdfFormat.N_QUADS, lenient=True)
            self._under_way.append(load)

    def _wait(self, most: int) -> None:
        """Wait until no more than so many pieces are being loaded."""
        while len(self._under_way) > most:
            self._under_way.popleft().result()


class _Piece:
    """Lines that wait to be loaded."""

    def __init__(self) -> None:
        self.count = 0
        self._blocks: list[bytes] = []

    def take(self, lines: list[bytes]) -> None:
        self._blocks.append(b"".join(lines))
        self.count += len(lines)

    def empty(self) -> bytes:
        data = b"".join(self._blocks)
        self.count, self._blocks = 0, []
        return data


def write_store(folder: Path, lines: Iterable[bytes]) -> None:
    """Make the store of a graph from its sorted lines."""
    store = Loading(folder)
    store.add(lines)
    store.close()
