"""Step 1: read a file into text.

The text is the decoded content with universal newlines and nothing else changed: every offset in the graph refers to
it, and `policykg text` prints it.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph_builder.errors import BuildError, UnreadableError
from graph_builder.model import Source

__all__ = ["decode", "expand", "read_source"]

SUFFIXES = (".txt",)
# A page of an official document has hundreds of these; a text with almost none is in another language.
_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536


def read_source(path: Path | str) -> Source:
    """Read one file, or standard input for `-`.

    Raises:
        UnreadableError: the file is missing, empty, no text or not Chinese.
    """
    if str(path) == "-":
        data, name = sys.stdin.buffer.read(), "-"
    else:
        path = Path(path)
        name = path.name
        if path.suffix.lower() not in SUFFIXES and path.suffix:
            raise UnreadableError(f"{path}: files of the kind {path.suffix} are not read (only {', '.join(SUFFIXES)})")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableError(f"{path}: {error.strerror or error}") from error
    text, encoding = decode(data, str(path))
    return Source(name, text, encoding)


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Return the text of `data` with universal newlines, and its encoding.

    The order is: byte order mark, UTF-8, UTF-16 where it reads as Chinese, GB 18030 (which holds GBK and GB 2312).

    Raises:
        UnreadableError: `data` is empty, no text in any of them, or not Chinese; `where` begins the message.
    """
    if not data.strip():
        raise UnreadableError(f"{where}: the file is empty")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _checked(data.decode(encoding), where), encoding
            except UnicodeDecodeError as error:
                raise UnreadableError(f"{where}: not {encoding} although it begins so (byte {error.start})") from error
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding.startswith("utf-16") and not _reads_as_chinese(text):
            continue
        return _checked(text, where), encoding
    raise UnreadableError(f"{where}: this is no text (neither UTF-8, UTF-16 nor GB 18030)")


def _reads_as_chinese(text: str) -> bool:
    sample = text[:_SAMPLE]
    common = len(re.findall(r"[的、，。和一不在有人这中大为]|[\u3000-\u303f]", sample))
    return len(_HAN.findall(sample)) > 0.5 * len(sample) and common > 0.02 * len(sample)


def _checked(text: str, where: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > 0.001 * len(sample):
        raise UnreadableError(f"{where}: this is no text (it holds control characters)")
    if not text.strip():
        raise UnreadableError(f"{where}: the file is empty")
    if len(_HAN.findall(sample)) < max(2, 0.1 * len(sample.replace(" ", ""))) and not _HAN.search(text, _SAMPLE):
        raise UnreadableError(f"{where}: the text is not Chinese")
    return text


def expand(sources: Sequence[str | Path]) -> tuple[list[Path | str], list[Path]]:
    """Return the files that `sources` (files, folders, `-`) stand for, and what lies in the folders and is not read.

    Raises:
        BuildError: a folder holds nothing to read; its message names the folder.
    """
    files: dict[str, Path | str] = {}
    passed_over: list[Path] = []
    for source in sources:
        if str(source) == "-":
            files["-"] = "-"
        elif Path(source).is_dir():
            inside = [path for path in _walk(Path(source)) if path.suffix.lower() in SUFFIXES]
            if not inside:
                raise BuildError(f"{source}: the folder holds nothing to read (no {', '.join(SUFFIXES)} files)")
            files.update((str(path), path) for path in inside)
            passed_over += [path for path in _walk(Path(source)) if path.suffix.lower() not in SUFFIXES]
        else:
            files[str(source)] = Path(source)
    return [files[name] for name in sorted(files)], sorted(passed_over)


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
