"""Putting a file in its place all at once: an old one stays until the new one is whole."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

__all__ = ["write_whole"]


def write_whole(out: Path, content: bytes) -> None:
    """Write a file that others may read, where links lead; nothing of it stays if it cannot be finished.

    Raises:
        OSError: it cannot be written.
    """
    place = Path(os.path.realpath(out))
    handle, name = mkstemp(dir=place.parent, prefix=".policykg-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)  # mkstemp keeps its files private; this one is to be passed on
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
