"""Sorting any number of lines with bounded memory: sorted runs on disk, merged at the end (external merge sort)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from tempfile import mkdtemp

__all__ = ["Sorter"]

_TOGETHER = 10_000


class Sorter:
    """Lines of bytes, each with its line feed at the end; they come out sorted by their bytes and each once.

    `held` is the number of bytes that stay in memory (without what Python adds to each line); what is more goes to
    files below `work`, which whoever made that folder removes. Adding after reading is allowed.
    """

    def __init__(self, work: Path, held: int = 64_000_000) -> None:
        """Begin with no lines."""
        self._work = work
        self._most = held
        self._held: list[bytes] = []
        self._size = 0
        self._runs: list[Path] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines in any order."""
        lines = iter(lines)
        while some := list(islice(lines, _TOGETHER)):
            self._held += some
            self._size += sum(map(len, some))
            if self._size > self._most:
                self._spill()

    def _spill(self) -> None:
        if not self._runs:
            self._work = Path(mkdtemp(prefix="runs-", dir=self._work))
        run = self._work / str(len(self._runs))
        with run.open("wb") as file:
            file.writelines(self._sorted())
        self._runs.append(run)
        self._held, self._size = [], 0

    def _sorted(self) -> list[bytes]:
        self._held.sort()
        self._held = [line for line, _ in groupby(self._held)]
        return self._held

    def __iter__(self) -> Iterator[bytes]:
        """Go through the lines in order; this can be done several times."""
        if not self._runs:
            return iter(self._sorted())
        return self._merged()

    def _merged(self) -> Iterator[bytes]:
        files = [run.open("rb") for run in self._runs]
        try:
            for line, _ in groupby(merge(*files, self._sorted())):
                yield line
        finally:
            for file in files:
                file.close()
