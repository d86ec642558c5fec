"""Zip files of documents: the names in them, and their bytes, within bounds.

Nothing is unpacked to disk, so a name in a zip file is a name and no path. Names that Windows wrote in GBK are shown as
they were meant (APPNOTE.TXT 4.4.4: without flag bit 11 the encoding of a name is not stated).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path

from graph_builder.errors import UnreadableError

__all__ = ["MOST", "Archive", "close_archives", "open_archive"]

MOST = 1_000_000_000
"""Bytes that the members of one zip file may hold together, unpacked."""
_DIRECTORY = 8_000_000
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


class Archive:
    """An open zip file: its members by their names, with / between folders."""

    def __init__(self, path: Path) -> None:
        """Open a zip file.

        Raises:
            UnreadableError: it is damaged, or larger than `MOST` when unpacked; the message is one line.
        """
        self.path = path
        self.twice: list[str] = []
        self.members: dict[str, zipfile.ZipInfo] = {}
        try:
            _check_directory(path)
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
            if isinstance(error, UnreadableError):
                raise
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "this zip file is damaged"
            raise UnreadableError(f"{path}: {reason}") from error
        for info in self._zip.infolist():
            name = _name(info)
            if not name or info.is_dir():
                continue
            if name in self.members:
                self.twice.append(name)
            else:
                self.members[name] = info
        size = sum(info.file_size for info in self.members.values())
        if size > MOST:
            raise UnreadableError(f"{path}: the zip file unpacks to {size} bytes ({MOST} are read)")

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def size(self, name: str) -> int:
        """Return how many bytes a member holds."""
        return self.members[name].file_size

    def read(self, name: str) -> bytes:
        """Return the bytes of a member.

        Raises:
            UnreadableError: it is encrypted or damaged; the message is one line.
        """
        where = f"{self.path}/{name}"
        info = self.members[name]
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError(f"{where}: the zip file is encrypted; unpack it with its password")
        try:
            with self._zip.open(info) as member:
                return member.read(info.file_size)
        except NotImplementedError as error:
            raise UnreadableError(f"{where}: packed in a way that is not read; pack it again as zip") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, struct.error) as error:
            raise UnreadableError(f"{where}: this member of the zip file is damaged") from error


_open: dict[tuple[Path, int, int], Archive] = {}


def open_archive(path: Path) -> Archive:
    """Return the zip file at `path`; the one used last is kept open, as its members are read one after another.

    Raises:
        UnreadableError: it cannot be read; the message is one line.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error
    key = (path, state.st_mtime_ns, state.st_size)
    if key not in _open:
        close_archives()
        _open[key] = Archive(path)
    return _open[key]


def close_archives() -> None:
    """Let go of the zip file that is kept open."""
    for archive in _open.values():
        archive.close()
    _open.clear()


def _check_directory(path: Path) -> None:
    """Refuse a zip file whose list of members alone is larger than that of any folder of documents."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end >= 0 and len(tail) >= end + 16 and int.from_bytes(tail[end + 12 : end + 16], "little") > _DIRECTORY:
        raise UnreadableError(f"{path}: the zip file names more members than any folder of documents holds")


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member as it was meant, without roots and steps upwards."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in re.split(r"[/\\]", name.replace("\0", "")) if part.strip() not in ("", ".", "..")]
    return "/".join(parts)
