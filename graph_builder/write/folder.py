"""Putting a folder of results in its place all at once, and never over what somebody else put there.

The files are made beside the folder and exchanged with it at the end; a lock keeps two builds apart. A folder is
replaced only if it is empty or bears the marks of an earlier build.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph_builder.errors import BuildError
from ontology.beside import STAMP, TABLE

__all__ = ["beside", "check_place", "held", "replaced"]

FILES = ("graph.nq", "graph.trig", "identities.csv", "report.json", "report.md", TABLE)
STORE = "store"
# The files of an Oxigraph store, which is one of RocksDB, and the stamp that a build adds.
_ENGINE_FILE = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(?:\.old\.\d+)?|MANIFEST-\d+|OPTIONS-\d+(?:\.dbtmp)?|\d+\.(?:sst|log|blob)|archive"
    rf"|{re.escape(STAMP)}"
)
_HEAD = re.compile(rb'\{\s*"program":\s*"policykg ')
"""How the report of a build begins."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def beside(place: Path, what: str) -> Path:
    """Return the path of something that belongs to a folder and lies beside it."""
    return place.with_name(f".{place.name}.policykg-{what}")


def check_place(out: Path) -> Path:
    """Return the folder that `out` means, links followed, if a build may write there.

    Raises:
        BuildError: it is no folder, or holds other things than an earlier build.
    """
    place = Path(os.path.realpath(out))
    if not place.name:
        raise BuildError(f"{out}: this folder cannot be replaced; name another one")
    if not place.exists():
        return place
    if not place.is_dir():
        raise BuildError(f"{out}: is a file, not a folder")
    try:
        names = sorted(path.name for path in place.iterdir())
        stranger = next((name for name in names if name not in (*FILES, STORE)), None)
        if not stranger and names and not _is_ours(place):
            stranger = names[0]
    except OSError as error:
        raise BuildError(f"{out}: {error.strerror or error}") from error
    if stranger:
        raise BuildError(f"{out}: the folder holds other things ({stranger}); name a new or an empty one")
    return place


def _is_ours(place: Path) -> bool:
    """Tell whether an earlier build wrote this folder: its report says so, and the store holds the engine's files."""
    try:
        # No more than its beginning: of many documents it is large.
        with (place / "report.json").open("rb") as report:
            head = report.read(1_000)
    except OSError:
        return False
    store = place / STORE
    inside = [path.name for path in store.iterdir()] if store.is_dir() else []
    return bool(_HEAD.match(head)) and all(_ENGINE_FILE.fullmatch(name) for name in inside)


@contextmanager
def held(out: Path) -> Iterator[Path]:
    """Give the folder that `out` means, and keep other builds out of it until the block ends.

    Raises:
        BuildError: the place is not free, another build is at work there, or it cannot be written.
    """
    try:
        place = check_place(out)
        place.parent.mkdir(parents=True, exist_ok=True)
        with _locked(place):
            _clear_up(place)
            yield place
    except OSError as error:
        raise BuildError(f"{out}: cannot be written ({error.strerror or error})") from error


@contextmanager
def replaced(place: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of one that is held when the block ends without an error."""
    prefix = f".{place.name}.policykg-building-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=place.parent, ignore_cleanup_errors=True) as building:
        made = Path(building) / "made"
        made.mkdir()
        yield made
        _exchange(made, place, Path(building) / "previous")


def _clear_up(place: Path) -> None:
    """Remove what killed builds have left; a folder that was on its way out goes back where nothing took its place."""
    for left in place.parent.glob(f".{_escaped(place.name)}.policykg-building-*"):
        previous = left / "previous"
        if previous.is_dir() and not place.exists():
            previous.rename(place)
        shutil.rmtree(left)


def _escaped(name: str) -> str:
    return re.sub(r"([*?\[\]])", r"[\1]", name)


def _exchange(made: Path, place: Path, previous: Path) -> None:
    """Put `made` at `place`; what was there is left to be thrown away with the folder of the build."""
    if not place.exists():
        made.rename(place)
    elif not _exchanged_at_once(made, place):
        place.rename(previous)
        made.rename(place)


def _exchanged_at_once(made: Path, place: Path) -> bool:
    """Exchange two folders in one step where the system can (renameat2 of Linux 3.15 and glibc 2.28)."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(made), _AT_FDCWD, os.fsencode(place), _RENAME_EXCHANGE)
    return done == 0


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Keep other builds of the same folder out; the lock goes with the process that holds it."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock: two builds at once are the caller's to avoid there
        yield
        return
    lock = beside(place, "lock")
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(f"{place}: another build is writing this folder") from None
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)
