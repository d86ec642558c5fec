"""Putting a file or folder in its place all at once: what was there stays until the new one is whole."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from exports.errors import ExportError

__all__ = ["check_place", "replaced"]

_LOCK, _PREVIOUS = "lock", "previous"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def check_place(out: Path, graph: Path, folder: Collection[str] | None) -> Path:
    """Return the place that `out` means, links followed, if it may be written.

    Args:
        out: file or folder to write.
        graph: folder of the build or file that is exported.
        folder: names that a folder of this format may hold; None where the format is a file.

    Raises:
        ExportError: it is the wrong kind of thing, part of the graph itself, or holds something else.
    """
    place, source = Path(os.path.realpath(out)), Path(os.path.realpath(graph))
    if not place.name:
        raise ExportError(f"{out}: this place cannot be replaced; name another one")
    if source == place or place in source.parents or (source.is_dir() and source in place.parents):
        raise ExportError(f"{out}: lies in or over the graph that is exported ({graph}); name another place")
    try:
        if folder is None:
            if place.exists() and not place.is_file():
                raise ExportError(f"{out}: is no file; the name of a file is needed")
        elif place.exists():
            if not place.is_dir():
                raise ExportError(f"{out}: is a file, not a folder")
            stranger = next((path.name for path in sorted(place.iterdir()) if path.name not in folder), None)
            if stranger:
                raise ExportError(f"{out}: the folder holds other things ({stranger}); name a new or an empty one")
    except OSError as error:
        raise ExportError(f"{out}: {error.strerror or error}") from None
    return place


@contextmanager
def replaced(place: Path) -> Iterator[tuple[Path, Path]]:
    """Give a path to write to and a folder to work in; the first takes the place when the block ends without an error.

    Raises:
        ExportError: it cannot be written.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # A name may be as long as the system allows, so its digest stands for it.
        prefix = f".policykg-exporting-{sha256(os.fsencode(place.name)).hexdigest()[:16]}-"
        _clear_up(place, prefix)
        with (
            tempfile.TemporaryDirectory(prefix=prefix, dir=place.parent, ignore_cleanup_errors=True) as work,
            (Path(work) / _LOCK).open("w") as lock,
        ):
            _locked(lock)
            made = Path(work) / "made"
            yield made, Path(work)
            _exchange(made, place, Path(work) / _PREVIOUS)
    except OSError as error:
        raise ExportError(f"{place}: cannot be written ({error.strerror or error})") from error


def _clear_up(place: Path, prefix: str) -> None:
    """Remove what killed exports have left; a folder that was on its way out goes back where nothing took its place."""
    for left in sorted(place.parent.glob(f"{prefix}*")):
        try:
            with (left / _LOCK).open("r+") as lock:
                if not _locked(lock):
                    continue
                previous = left / _PREVIOUS
                if previous.is_dir() and not place.exists():
                    previous.rename(place)
        except FileNotFoundError:  # one that has just begun, or just ended
            continue
        shutil.rmtree(left, ignore_errors=True)


def _locked(file: IO[str]) -> bool:
    """Lock a file until it is closed; False where another export holds it, or the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _exchange(made: Path, place: Path, previous: Path) -> None:
    """Put `made` at `place`; a folder that was there is thrown away with the folder of the work."""
    if not made.is_dir() or not place.exists():
        made.replace(place)
    elif not _exchanged_at_once(made, place):
        place.rename(previous)
        try:
            made.rename(place)
        except OSError:
            previous.rename(place)
            raise


def _exchanged_at_once(made: Path, place: Path) -> bool:
    """Exchange two folders in one step where the system can (renameat2 of Linux 3.15 and glibc 2.28)."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform.startswith("linux") else None
    return rename is not None and rename(
        _AT_FDCWD, os.fsencode(made), _AT_FDCWD, os.fsencode(place), _RENAME_EXCHANGE
    ) == 0  # fmt: skip
