"""Sorting more lines than memory holds: sorted runs in files, merged as they are read again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

__all__ = ["sorted_lines"]

_RUN = 48_000_000
"""Bytes that are sorted at a time."""
_BUFFER = 100_000
"""Bytes of each run that are read at a time."""
_MOST = 128
"""Runs that are merged at a time."""


def sorted_lines(chunks: Iterable[bytes], folder: Path, size: int = _RUN) -> Iterator[list[bytes]]:
    """Yield all lines in the order of their code points, some at a time.

    Args:
        chunks: whole lines in UTF-8, the order of whose bytes is that of their code points.
        folder: where runs are kept while they are merged.
        size: bytes that are sorted at a time.
    """
    runs: list[Path] = []
    lines: list[bytes] = []
    held = 0
    for chunk in chunks:
        lines += chunk.splitlines(keepends=True)
        held += len(chunk)
        if held >= size:
            runs.append(_run(folder, len(runs), sorted(lines)))
            lines, held = [], 0
    lines.sort()
    if not runs:
        yield lines
        return
    runs.append(_run(folder, len(runs), lines))
    del lines
    made = len(runs)
    while len(runs) > _MOST:
        some, runs = runs[:_MOST], runs[_MOST:]
        runs.append(_written(folder / f"run-{made}", _merged(some)))
        made += 1
    yield from _merged(runs)


def _run(folder: Path, n: int, lines: list[bytes]) -> Path:
    return _written(folder / f"run-{n}", [lines])


def _written(path: Path, blocks: Iterable[list[bytes]]) -> Path:
    with path.open("wb") as file:
        for block in blocks:
            file.write(b"".join(block))
    return path


def _merged(runs: Sequence[Path]) -> Iterator[list[bytes]]:
    """Yield the lines of sorted files in their order; the files are removed."""
    with ExitStack() as stack:
        readers = [_Reader(stack.enter_context(path.open("rb"))) for path in runs]
        while readers := [reader for reader in readers if reader.fill()]:
            # What is not greater than the end of every buffer can be given out: no file has less than that to come.
            bound = min(reader.lines[-1] for reader in readers)
            block: list[bytes] = []
            for reader in readers:
                block += reader.take(bound)
            block.sort()
            yield block
    for path in runs:
        path.unlink()


class _Reader:
    """A sorted file with the lines of it that are at hand."""

    def __init__(self, file: BinaryIO) -> None:
        """Take a file."""
        self._file = file
        self._at = 0
        self.lines: list[bytes] = []

    def fill(self) -> bool:
        """See to it that lines are at hand; tell whether there are any."""
        if self._at == len(self.lines):
            self.lines, self._at = self._file.readlines(_BUFFER), 0
        return bool(self.lines)

    def take(self, bound: bytes) -> list[bytes]:
        """Return the lines that are not greater than a bound."""
        start, self._at = self._at, bisect_right(self.lines, bound, self._at)
        return self.lines[start : self._at]
