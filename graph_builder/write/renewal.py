"""The store of a build made from that of the build before, where little has changed.

Files of sorted tables never change once RocksDB has written them, so the new store begins with links to those of the
old one, and with copies of the few files that do change. Quads that are in one graph.nq only are then removed or added.
The old store stays as it was, whatever happens meanwhile. It is only taken if nobody but a build of this user wrote it:
what it looked like is noted in the cache, which lies beside the folder and is not handed on with it.
"""

from __future__ import annotations

import json
import os
import shutil
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

__all__ = ["Earlier", "Renewal", "marks"]

_MOST = 0.2
"""Part of the lines that may have changed since the store was last loaded whole: what was removed leaves its traces."""
_REMOVED, _ADDED = 20_000, 60_000
"""Lines that are removed and loaded at a time."""
_READ = 100_000
"""Bytes of the graph before that are read at a time."""
_LINKED = (".sst", ".blob")
_COPIED = ("CURRENT", "IDENTITY", "MANIFEST-", "OPTIONS-")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The folder of the build before: what its files looked like, and how its store came about."""

    marks: dict[str, list[int]]
    quads: int
    """Quads in its store."""
    lines: int
    """Lines of the graph when the store was last loaded whole."""
    changed: int
    """Lines that were removed or added since."""

    def dumps(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def of(cls, said: str, folder: Path) -> Earlier | None:
        """Return what was noted of a folder, if its files are still those."""
        try:
            found = cls(**json.loads(said)) if said else None
            return found if found and found.marks == marks(folder) else None
        except (ValueError, TypeError, OSError):
            return None


def marks(folder: Path) -> dict[str, list[int]]:
    """Return size, time and number of the files that a renewal takes from a folder."""
    found = {}
    for path in sorted([folder / "graph.nq", *(folder / "store").iterdir()]):
        if path.suffix in (*_LINKED, ".log", ".nq") or path.name.startswith(_COPIED):
            status = path.stat(follow_symlinks=False)
            found[path.name] = [status.st_size, status.st_mtime_ns, status.st_ino]
    return found


class Renewal:
    """What is different between the graph that is being written and the one before."""

    def __init__(self, place: Path, earlier: Earlier, runs: Path) -> None:
        """Take the folder of the build before, what is known of it, and an empty folder."""
        self.changed = 0
        """Lines that only one of the graphs has, since the store was last loaded whole."""
        self.quads = earlier.quads
        self._place, self._earlier = place, earlier
        self._old: BinaryIO = (place / "graph.nq").open("rb")
        self._sides = _Side(), _Side()
        self._files = [(runs / name).open("w+b") for name in ("removed", "added")]

    @property
    def worth(self) -> bool:
        """Tell whether little has changed."""
        return self._earlier.changed + self.changed <= _MOST * self._earlier.lines

    def add(self, lines: list[bytes]) -> None:
        """Take lines of the new graph, sorted and after those that were taken before."""
        if self.worth:
            self._sides[1].add(lines)
            self._go_on()

    def _go_on(self) -> None:
        """Compare what is at hand of the new graph, as far as no more can come of it, with the old one."""
        old, new = self._sides
        while self.worth:
            bound = min(old.bound, new.bound)
            self._compare(new.take(bound), old.take(bound))
            if bound == new.bound:
                return
            # A piece at a time, however much was removed: the rest of the old graph may be larger than memory.
            lines = self._old.readlines(_READ)
            old.add(lines)
            old.ended = not lines
        self._sides = _Side(), _Side()

    def _compare(self, new: list[bytes], old: list[bytes]) -> None:
        if new == old:
            return
        sides = [set(old), set(new)]
        triples = [set(map(_triple, side)) for side in sides]
        for n, file in enumerate(self._files):
            lines = sides[n] - sides[1 - n]
            union = [triple + b" .\n" for triple in triples[n] - triples[1 - n]]
            self.changed += len(lines)
            self.quads += (1 if n else -1) * (len(lines) + len(union))
            file.writelines(sorted(lines))
            file.writelines(sorted(union))

    def store(self, folder: Path) -> bool:
        """Make the store of the new graph, whose lines have all been taken; tell whether it could be made."""
        self._sides[1].ended = True
        self._go_on()
        if not self.worth:
            return False
        try:
            _linked(self._place / "store", folder)
            if marks(self._place) != self._earlier.marks:
                return False
            store = ox.Store(str(folder))
            if len(store) != self._earlier.quads:
                return False
            for quads in self._pieces(0, _REMOVED):
                for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS):
                    store.remove(quad)
            for quads in self._pieces(1, _ADDED):
                store.bulk_load(quads, ox.RdfFormat.N_QUADS, lenient=True)
            store.flush()
            return len(store) == self.quads
        except (OSError, RuntimeError):
            # Links across devices, a damaged file: it is loaded whole.
            return False

    def _pieces(self, n: int, size: int) -> Iterator[bytes]:
        self._files[n].seek(0)
        while some := b"".join(islice(self._files[n], size)):
            yield some

    def close(self) -> None:
        """Let go of the files."""
        for file in (self._old, *self._files):
            file.close()


class _Side:
    """Sorted lines of a graph that are at hand."""

    def __init__(self) -> None:
        self.ended = False
        self._lines: list[bytes] = []
        self._at = 0

    @property
    def bound(self) -> bytes:
        """What no line that is still to come is less than."""
        # One triple of several graphs stands in lines that follow one another, and those are compared together.
        if self.ended:
            return b"\xff"
        return _triple(self._lines[-1]) + b" " if self._lines else b""

    def add(self, lines: list[bytes]) -> None:
        self._lines, self._at = self._lines[self._at :] + lines, 0

    def take(self, bound: bytes) -> list[bytes]:
        """Return the lines that are less than a bound."""
        start, self._at = self._at, bisect_left(self._lines, bound, self._at)
        return self._lines[start : self._at]


def _triple(line: bytes) -> bytes:
    return line.rsplit(b" ", 2)[0]


def _linked(old: Path, new: Path) -> None:
    """Begin a store with the files of another one."""
    new.mkdir()
    for path in _files(old):
        if path.suffix in _LINKED:
            os.link(path, new / path.name, follow_symlinks=False)
        elif path.suffix == ".log" or path.name.startswith(_COPIED):
            shutil.copyfile(path, new / path.name, follow_symlinks=False)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
