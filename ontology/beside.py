"""What lies beside the embedded store of a build: the table of bodies that share tasks, and the stamp that ties them.

The builder writes both, the queries read them, and this is what they agree on. The table is the answer to the named
query `together`, worked out once: the same graph gives the same bytes. The stamp lies in the folder of the store, and
says which files the store had when it was written, and the hash of the table; a store that somebody else has changed,
or a table of another graph, is noticed by that.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

__all__ = ["STAMP", "TABLE", "Pairs", "pack", "read_stamped", "write_stamped"]

TABLE = "together.table"
STAMP = "together.stamp"

_HEAD = b"policykg together 1\n"
_ITEM = "I"
_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of bodies that share tasks, in the order of the answer.

    `bodies` has IRI, label and language of the label (empty where there is none) of each body; `figures` has four
    numbers a pair: places of the two in `bodies`, shared tasks, documents with such a task.
    """

    bodies: Sequence[tuple[str, str | None, str]]
    figures: array[int]


def pack(pairs: Pairs) -> bytes:
    """Write a table: a line that names the format, a line of bodies in JSON, and the figures in 32 bits, little-endian.

    Raises:
        OverflowError: this machine has no whole numbers of that size.
    """
    return b"".join(_parts(pairs))


def _parts(pairs: Pairs) -> tuple[bytes | memoryview, ...]:
    """Return the parts of a table; the figures are not copied."""
    bodies = json.dumps(list(map(list, pairs.bodies)), ensure_ascii=False, separators=(",", ":"))
    return _HEAD, bodies.encode(), b"\n", memoryview(_ordered(pairs.figures)).cast("B")


def _unpack(table: bytes) -> Pairs | None:
    """Read a table; of another version it is none."""
    if not table.startswith(_HEAD):
        return None
    end = table.index(b"\n", len(_HEAD))
    figures = array(_ITEM)
    figures.frombytes(table[end + 1 :])
    if figures.itemsize != _FIGURES or len(figures) % _FIGURES:
        return None
    return Pairs([tuple(body) for body in json.loads(table[len(_HEAD) : end])], _ordered(figures))


def _ordered(figures: array[int]) -> array[int]:
    """Turn numbers of this machine into those of the file, and the other way round."""
    if figures.itemsize != _FIGURES:
        raise OverflowError("a number here has another size than in the file")
    if sys.byteorder == "big":
        figures = figures[:]
        figures.byteswap()
    return figures


def write_stamped(folder: Path, pairs: Pairs) -> None:
    """Write the table of a build into its folder and stamp its store, which must be closed."""
    found = sha256()
    with (folder / TABLE).open("wb") as file:
        for part in _parts(pairs):
            found.update(part)
            file.write(part)
    stamp = _stamp(folder / "store", found.hexdigest())
    (folder / "store" / STAMP).write_text(stamp, encoding="utf-8", newline="\n")


def read_stamped(folder: Path) -> Pairs | None:
    """Return the table of a build, or None where there is none that belongs to its store as it is."""
    try:
        table = (folder / TABLE).read_bytes()
        if (folder / "store" / STAMP).read_text(encoding="utf-8") != _stamp(
            folder / "store", sha256(table).hexdigest()
        ):
            return None
        return _unpack(table)
    except (OSError, ValueError, OverflowError):
        return None


def _stamp(store: Path, table: str) -> str:
    """Return the hash of a table, given, and the names and sizes of all files of a store that hold what it knows."""
    files = {
        path.name: path.stat().st_size
        for path in store.iterdir()
        if path.name == "CURRENT" or path.name.startswith("MANIFEST-") or path.suffix in (".sst", ".log", ".blob")
    }
    lines = [table, *(f"{name} {size}" for name, size in sorted(files.items()))]
    return "\n".join(lines) + "\n"
