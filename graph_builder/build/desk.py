"""The tables of one build, on disk: what is known of each document, and the shelves of its library.

They are made anew by each build and thrown away with it; memory holds a few pages of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Desk", "Row"]

_TABLES = """
CREATE TABLE documents (
    n INTEGER PRIMARY KEY, name TEXT NOT NULL, reading TEXT NOT NULL, base TEXT NOT NULL,
    key TEXT NOT NULL DEFAULT '',
    graph TEXT NOT NULL DEFAULT '', copy INTEGER NOT NULL DEFAULT 0, parents TEXT NOT NULL DEFAULT '[]',
    targets TEXT NOT NULL DEFAULT '[]',
    context BLOB NOT NULL DEFAULT x'', stated TEXT NOT NULL DEFAULT '', quads INTEGER NOT NULL DEFAULT 0);
CREATE INDEX names ON documents (name, n);
CREATE INDEX bases ON documents (base, n);
CREATE INDEX keys ON documents (key, n);
CREATE INDEX graphs ON documents (graph, n);
CREATE TABLE compared (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE shelves (shelf TEXT NOT NULL, word TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX words ON shelves (word, shelf);
"""
_PAGE = 256
"""Rows that are fetched at a time, so that the tables can be changed while they are gone through."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a document."""

    n: int
    name: str
    reading: str
    base: str
    key: str
    graph: str
    """The key as it stands in the term of its graph, with the mark that ends it: what graphs are ordered by."""
    copy: bool
    parents: str
    targets: str
    context: bytes
    stated: str
    quads: int

    @property
    def above(self) -> list[str]:
        """Keys of the documents that it is compared with as it implements them."""
        return [key for key, _, _ in json.loads(self.parents)]


# Names of columns are our own; all values are given apart.
_ASK = f"SELECT {', '.join(Row.__dataclass_fields__)} FROM documents"  # noqa: S608


class Desk:
    """Tables in a file that is removed at the end."""

    def __init__(self, path: Path) -> None:
        """Make the tables; what a killed build left there is removed."""
        path.unlink(missing_ok=True)
        self._path = path
        self._base = sqlite3.connect(path, isolation_level=None)
        for word in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -16000"):
            self._base.execute(f"PRAGMA {word}")
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")

    def close(self) -> None:
        """Remove the tables."""
        self._base.close()
        self._path.unlink(missing_ok=True)

    def enter(self, n: int, name: str, reading: str, base: str) -> None:
        """Enter a document, by its place among the sources; a second time, another reading of it."""
        self._base.execute(
            "INSERT OR REPLACE INTO documents (n, name, reading, base) VALUES (?, ?, ?, ?)", (n, name, reading, base)
        )

    def leave_out(self, n: int) -> None:
        """Leave a document out."""
        self._base.execute("DELETE FROM documents WHERE n = ?", (n,))

    def clear(self) -> None:
        """Forget what was settled."""
        self._base.execute("DELETE FROM compared")
        self._base.execute("DELETE FROM shelves")

    def settle(self, n: int, **values: object) -> None:
        """Note what was settled of a document."""
        names = ", ".join(f"{name} = ?" for name in values)
        self._base.execute(f"UPDATE documents SET {names} WHERE n = ?", (*values.values(), n))  # noqa: S608

    def document(self, n: int) -> Row:
        """Return a document by its place."""
        return Row(*self._base.execute(f"{_ASK} WHERE n = ?", (n,)).fetchone())

    def documents(self, by: str = "name") -> Iterator[Row]:
        """Yield the documents in the order of a column: of their names, their places (n), bases or keys.

        They may be changed meanwhile, but for that column.
        """
        rows = self._base.execute(f"{_ASK} ORDER BY {by}, n LIMIT {_PAGE}").fetchall()
        while rows:
            found = [Row(*row) for row in rows]
            yield from found
            last = found[-1]
            rows = self._base.execute(
                f"{_ASK} WHERE ({by}, n) > (?, ?) ORDER BY {by}, n LIMIT {_PAGE}",
                (getattr(last, by), last.n),
            ).fetchall()

    def count(self) -> int:
        """Return how many documents there are."""
        (found,) = self._base.execute("SELECT COUNT(*) FROM documents").fetchone()
        return int(found)

    def quads(self) -> int:
        """Return how many quads the documents state."""
        (found,) = self._base.execute("SELECT COALESCE(SUM(quads), 0) FROM documents").fetchone()
        return int(found)

    def keyed(self, key: str) -> tuple[str, str] | None:
        """Return name and reading of the document with a key; None where there is none."""
        row = self._base.execute("SELECT name, reading FROM documents WHERE key = ?", (key,)).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def compare(self, *keys: str) -> None:
        """Note that documents are compared with one another."""
        self._base.executemany("INSERT OR IGNORE INTO compared VALUES (?)", ((key,) for key in keys))

    def compared(self, key: str) -> bool:
        """Tell whether a document is compared with any."""
        return self._base.execute("SELECT 1 FROM compared WHERE key = ?", (key,)).fetchone() is not None

    def put(self, shelf: str, word: str, value: str) -> None:
        """Put a value on a shelf of the library."""
        self._base.execute("INSERT INTO shelves VALUES (?, ?, ?)", (shelf, word, value))

    def get(self, shelf: str, word: str) -> list[str]:
        """Return the values of a word on a shelf of the library."""
        found = self._base.execute("SELECT value FROM shelves WHERE word = ? AND shelf = ?", (word, shelf))
        return [value for (value,) in found]
