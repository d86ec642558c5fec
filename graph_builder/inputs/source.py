"""Step 1: read a document into text, whatever its form.

Its form is what its content says; its name only has to be one of a document. Every offset in the graph refers to the
text that comes out, and `policykg text` prints it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph_builder.errors import UnreadableError
from graph_builder.formats import FORMS, text_of
from graph_builder.formats.kind import ADVICE, kind_of
from graph_builder.formats.plain import LARGEST, checked, decode
from graph_builder.inputs.archive import open_archive
from graph_builder.model import Source

__all__ = ["LARGEST_FILE", "SUFFIXES", "read_bytes", "read_source", "size_of", "source_of"]

SUFFIXES = (".txt", *FORMS)
LARGEST_FILE = 256_000_000
"""Bytes of the largest file that is opened; pictures make files of a form larger than their text."""


def read_source(path: Path | str) -> Source:
    """Read one file, one document in a zip file (文件.zip/甲.docx), or standard input for `-`.

    Raises:
        UnreadableError: it is missing, empty, too large, no text or not Chinese; one line that begins with `path`.
    """
    return source_of(path, read_bytes(path))


def read_bytes(path: Path | str) -> bytes:
    """Return the bytes of one file, of one document in a zip file, or of standard input for `-`.

    Raises:
        UnreadableError: it is missing or too large; one line that begins with `path`.
    """
    return _standard_input() if str(path) == "-" else _bytes(Path(path))


def source_of(path: Path | str, data: bytes) -> Source:
    """Return the text that the bytes of a document hold; nothing else about it is asked but the end of its name.

    Raises:
        UnreadableError: they are no text, or not Chinese; one line that begins with `path`.
    """
    where = str(path)
    name = "-" if where == "-" else Path(path).name
    suffix = Path(name).suffix.lower()
    kind = kind_of(data)
    if kind in ADVICE:
        raise UnreadableError(f"{where}: this is {ADVICE[kind]}")
    if kind == ".zip":
        hint = "name the file itself" if name == "-" else f"name a document in it, as {where}/甲.txt, or build it whole"
        raise UnreadableError(f"{where}: this is a zip file; {hint}")
    if kind is None and name != "-" and suffix and suffix not in SUFFIXES:
        raise UnreadableError(f"{where}: files of the kind {suffix} are not read (only {', '.join(SUFFIXES)})")
    form = kind or (suffix if suffix in FORMS and (FORMS[suffix].module != "html" or b"<" in data) else None)
    if form:
        text = checked(text_of(form, data, where), where)
        _bounded(len(text.encode("utf-8", "replace")), LARGEST, where)
        return Source(name, text, form[1:])
    _bounded(len(data), LARGEST, where)
    text, encoding = decode(data, where)
    return Source(name, text, encoding)


def size_of(path: Path | str) -> int:
    """Return how many bytes a document has, unpacked if it is in a zip file; 0 where that cannot be told."""
    if not isinstance(path, Path):
        return 0
    try:
        inside = _archive(path)
        return open_archive(inside).size(path.relative_to(inside).as_posix()) if inside else path.stat().st_size
    except (OSError, UnreadableError, KeyError):
        # What is wrong with it is said when it is read.
        return 0


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UnreadableError("-: standard input is closed")
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    _bounded(len(data), LARGEST_FILE, "-")
    return data


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file or of a document in a zip file."""
    try:
        inside = _archive(path)
        if inside is not None:
            return _member(inside, path.relative_to(inside).as_posix(), str(path))
        if path.exists() and not path.is_file():
            raise UnreadableError(f"{path}: this is no file")
        _bounded(path.stat().st_size, LARGEST_FILE, str(path))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error


def _archive(path: Path) -> Path | None:
    """Return the zip file that a path leads into; None for a path of its own."""
    if path.exists():
        return None
    return next((above for above in path.parents if above.suffix.lower() == ".zip" and above.is_file()), None)


def _member(path: Path, name: str, where: str) -> bytes:
    archive = open_archive(path)
    if name not in archive.members:
        raise UnreadableError(f"{where}: the zip file holds no such document")
    _bounded(archive.size(name), LARGEST_FILE, where)
    return archive.read(name)


def _bounded(size: int, most: int, where: str) -> None:
    if size > most:
        raise UnreadableError(f"{where}: larger than any document ({size} bytes; {most} are read)")
