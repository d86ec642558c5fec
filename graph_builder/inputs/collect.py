"""Which documents the sources of a build stand for: files, folders, zip files and standard input.

A document in a zip file has the path of a file in a folder of the zip file's name, as 文件.zip/附件/甲.docx.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from graph_builder.errors import BuildError, UnreadableError
from graph_builder.inputs.archive import open_archive
from graph_builder.inputs.source import SUFFIXES

__all__ = ["collect", "expand", "names", "without_surrogates"]

_OLD = {".doc": "old Word", ".wps": "WPS", ".rtf": "Rich Text", ".odt": "OpenDocument"}


def collect(sources: Sequence[str | Path]) -> tuple[list[Path | str], list[str], list[str]]:
    """Return the documents to read, a line for each source that gives none, and a line for each file passed over."""
    files: dict[str, Path | str] = {}
    failures, notes = [], []
    for source in sources:
        try:
            inside, passed_over, unreadable = expand(source)
        except BuildError as error:
            failures.append(str(error))
            continue
        failures += unreadable
        notes += passed_over
        for file in inside:
            # One file by two paths is one document.
            place = "-" if file == "-" else os.path.realpath(file)
            files[place] = min(files.get(place, file), file, key=str)
    return sorted(files.values(), key=str), failures, notes


def names(files: Sequence[Path | str]) -> dict[Path | str, str]:
    """Return the name of each document, with its folders where two are named alike."""
    alike: dict[str, list[Path]] = {}
    for file in files:
        if isinstance(file, Path):
            alike.setdefault(file.name, []).append(file)
    found: dict[Path | str, str] = {"-": "-"}
    for name, group in alike.items():
        places = [os.path.realpath(file.parent) for file in group]
        shared = os.path.commonpath(places) if len(group) > 1 else places[0]
        for file, place in zip(group, places, strict=True):
            whole = Path(os.path.relpath(place, shared), name).as_posix() if len(group) > 1 else name
            found[file] = as_utf8(whole)
    return found


def as_utf8(name: str) -> str:
    """Return the name of a file as its bytes are in UTF-8, under whatever locale; odd bytes are written out."""
    try:
        return without_surrogates(os.fsencode(name).decode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return without_surrogates(name)


def without_surrogates(words: str) -> str:
    """Return words that name a file, such as an error of the system, as a file in UTF-8 can hold them."""
    with suppress(UnicodeEncodeError):
        words = words.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    return words.encode("utf-8", "backslashreplace").decode()


def expand(source: str | Path) -> tuple[list[Path | str], list[str], list[str]]:
    """Return the documents that a source stands for, what is passed over, and what cannot be opened.

    Raises:
        BuildError: the source has no name, or holds nothing to read.
    """
    if str(source) == "-":
        return ["-"], [], []
    if not str(source):
        raise BuildError("a source without a name")
    path = Path(source)
    if path.is_dir():
        found, passed_over, unreadable = _folder(path)
        kind = "folder"
    elif path.suffix.lower() == ".zip" and path.is_file():
        found, passed_over = _members(path)
        unreadable = []
        kind = "zip file"
    else:
        return [path], [], []
    if not found and not unreadable:
        raise BuildError(f"{source}: the {kind} holds nothing to read (no {', '.join(SUFFIXES)} files)")
    return found, passed_over, unreadable


def _folder(source: Path) -> tuple[list[Path | str], list[str], list[str]]:
    found: list[Path | str] = []
    passed_over: list[str] = []
    unreadable: list[str] = []

    def closed(error: OSError) -> None:
        unreadable.append(f"{error.filename}: {error.strerror or error}")

    for folder, folders, files in os.walk(source, onerror=closed):
        here = Path(folder)
        for name in sorted([name for name in folders if name.startswith(".") or (here / name).is_symlink()]):
            folders.remove(name)
            passed_over.append(f"{here / name}: passed over (a hidden or linked folder)")
        for path in (here / name for name in sorted(files)):
            if path.suffix.lower() == ".zip" and path.is_file() and not path.name.startswith("."):
                try:
                    inside, outside = _members(path)
                except UnreadableError as error:
                    unreadable.append(str(error))
                    continue
                found += inside
                passed_over += outside
            elif reason := _passed_over(path.name) or ("" if not path.exists() or path.is_file() else _OTHER):
                passed_over.append(f"{path}: passed over ({reason})")
            else:
                found.append(path)
    return found, passed_over, unreadable


def _members(path: Path) -> tuple[list[Path | str], list[str]]:
    """Return the documents in a zip file, and what is passed over in it.

    Raises:
        UnreadableError: the zip file cannot be read.
    """
    archive = open_archive(path)
    found: list[Path | str] = []
    passed_over = [f"{path / name}: passed over (the zip file has two of this name)" for name in archive.twice]
    for name in sorted(archive.members):
        hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
        reason = "a hidden file" if hidden else _passed_over(name)
        if reason:
            passed_over.append(f"{path / name}: passed over ({reason})")
        else:
            found.append(path / name)
    return found, passed_over


_OTHER = "not a kind of file that is read"


def _passed_over(name: str) -> str:
    """Return why a file of this name is passed over; empty where it is read."""
    suffix = Path(name).suffix.lower()
    if suffix in _OLD:
        return f"{_OLD[suffix]}; save it as .docx"
    if suffix == ".zip":
        return "a zip file within one; unpack it"
    return "" if suffix in SUFFIXES and not Path(name).name.startswith(".") else _OTHER
