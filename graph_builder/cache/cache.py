"""Records by the hash of what they follow from, in one SQLite file in a folder of the user's own.

A record that was put is there after a kill once it was committed, whole or not at all: that is SQLite's business. A
file that is damaged is thrown away: it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph_builder.errors import BuildError

__all__ = ["Cache", "content_id", "opened", "packed", "unpacked"]

_FILE = "records.sqlite"
_COMMIT_BYTES = 4_000_000
"""So much is put before it is committed: some seconds of reading."""
_SPARE = 0.5
"""Part of the file that may lie idle before it is written anew."""
_TABLES = """
CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, sum INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TEMP TABLE used (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def content_id(*parts: str | bytes) -> str:
    """Return what names a record that follows from these parts and from nothing else."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def packed(data: bytes) -> bytes:
    """Return the form in which a record is kept: packed by zlib, whose checksum tells damage."""
    return zlib.compress(data, 1)


def unpacked(data: bytes) -> bytes:
    """Return the record that was packed.

    Raises:
        zlib.error: it is damaged.
    """
    return zlib.decompress(data)


class Cache:
    """The records of one folder's builds; what a build does not use is pruned at its end."""

    def __init__(self, folder: Path) -> None:
        """Open the cache in a folder, which is made if it is not there.

        Raises:
            BuildError: the folder belongs to somebody else, or others may write into it.
        """
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            _check_owner(folder)
            try:
                self._base = _connected(folder / _FILE)
            except sqlite3.DatabaseError:
                _remove(folder)
                self._base = _connected(folder / _FILE)
        except (OSError, sqlite3.Error) as error:
            raise BuildError(f"{folder}: cannot be written ({getattr(error, 'strerror', None) or error})") from error
        self._waiting = 0

    def get(self, record: str) -> bytes:
        """Return a record that there is."""
        return unpacked(self.raw(record))

    def raw(self, record: str) -> bytes:
        """Return a record that there is as it is kept, to be handed on to a process."""
        row = self._base.execute("SELECT data, sum FROM records WHERE id = ?", (record,)).fetchone()
        if row is None or zlib.crc32(row[0]) != row[1]:
            raise sqlite3.DatabaseError("a record is lost or has changed")
        return bytes(row[0])

    def holds(self, record: str) -> bool:
        """Tell whether there is such a record."""
        return self._base.execute("SELECT 1 FROM records WHERE id = ?", (record,)).fetchone() is not None

    def put(self, record: str, data: bytes) -> None:
        """Keep a record, which is packed already; within some seconds it is there for good."""
        self._begin()
        self._base.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", (record, zlib.crc32(data), data))
        self._waiting += len(data)
        if self._waiting >= _COMMIT_BYTES:
            self.commit()

    def use(self, *records: str) -> None:
        """Note that records belong to this build."""
        self._begin()
        self._base.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((one,) for one in records))

    def fact(self, name: str) -> str:
        """Return a value that a build noted; empty where there is none."""
        row = self._base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, name: str, value: str) -> None:
        """Note a value for the next build."""
        self._begin()
        self._base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _begin(self) -> None:
        if not self._base.in_transaction:
            self._base.execute("BEGIN")

    def commit(self) -> None:
        """Make what was put last."""
        if self._base.in_transaction:
            self._base.execute("COMMIT")
        self._waiting = 0

    def prune(self) -> None:
        """Remove the records that this build has not used, and the room that they took."""
        self._begin()
        self._base.execute("DELETE FROM records WHERE id NOT IN (SELECT id FROM used)")
        self.commit()
        pages, spare = (self._base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
        if spare > _SPARE * pages:
            self._base.execute("VACUUM")

    def count(self) -> int:
        """Return how many records there are."""
        return int(self._base.execute("SELECT COUNT(*) FROM records").fetchone()[0])

    def empty(self) -> bool:
        """Tell whether there is no record."""
        return self._base.execute("SELECT 1 FROM records LIMIT 1").fetchone() is None

    def close(self) -> None:
        """Commit, let go of the file, and remove the folder if there is nothing in it."""
        self.commit()
        empty = self.empty()
        self._base.close()
        if empty:
            shutil.rmtree(self.folder, ignore_errors=True)

    def leave(self) -> None:
        """Let go of the file as it is."""
        self._base.close()

    def throw_away(self) -> None:
        """Let go of the file and remove the folder."""
        self.leave()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def opened(folder: Path) -> Iterator[Cache]:
    """Give the cache in a folder.

    Raises:
        BuildError: it cannot be used, or turned out to be damaged; then it is removed.
    """
    cache = Cache(folder)
    try:
        yield cache
        cache.close()
    except sqlite3.OperationalError as error:
        # A full disk: what was committed is as good as before.
        cache.leave()
        raise BuildError(f"{folder}: cannot be written ({error})") from error
    except sqlite3.DatabaseError as error:
        cache.throw_away()
        raise BuildError(f"{folder}: was damaged ({error}) and is removed; build again") from error
    except BaseException:
        cache.close()
        raise


def _connected(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_TABLES)
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _check_owner(folder: Path) -> None:
    """Refuse a folder that somebody else made or may write into: what lies in it becomes part of the graph."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise BuildError(f"{folder}: is no folder; a build keeps there what it has read")
    if hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & 0o022):
        raise BuildError(f"{folder}: somebody else may write there; remove it, and the build reads everything anew")


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
