"""Step 1: read a file into text.

The text is the decoded content with universal newlines and nothing else changed: every offset in the graph refers to
it, and `policykg text` prints it.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from pathlib import Path

from graph_builder.errors import BuildError, UnreadableError
from graph_builder.formats import FORMS, text_of
from graph_builder.model import Source

__all__ = ["decode", "expand", "read_source"]

SUFFIXES = (".txt", *FORMS)
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
LARGEST = 256_000_000
"""Bytes of the largest file that is read."""
_KANA = re.compile(r"[\u3041-\u30ff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# Characters that no page of official Chinese is without; text in another encoding that is read as GB 18030 has few.
_COMMON = re.compile(
    r"[的一是在不了有和人这中大为上个国以要会工作政府市县区省部局委发展关于年月日通知各理业建设管实施行]"
)


def read_source(path: Path | str) -> Source:
    """Read one file, or standard input for `-`.

    Raises:
        UnreadableError: the file is missing, empty, too large, no text or not Chinese.
    """
    if str(path) == "-":
        if sys.stdin is None:
            raise UnreadableError("-: standard input is closed")
        data, name = sys.stdin.buffer.read(), "-"
    else:
        path = Path(path)
        name = path.name
        if path.suffix.lower() not in SUFFIXES and path.suffix:
            raise UnreadableError(f"{path}: files of the kind {path.suffix} are not read (only {', '.join(SUFFIXES)})")
        try:
            if path.exists() and not path.is_file():
                raise UnreadableError(f"{path}: this is no file")
            data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        except OSError as error:
            raise UnreadableError(f"{path}: {error.strerror or error}") from error
        if not data and path.stat().st_size > LARGEST:
            raise UnreadableError(f"{path}: larger than any document ({path.stat().st_size} bytes; {LARGEST} are read)")
    if len(data) > LARGEST:
        raise UnreadableError(f"{path}: larger than any document ({len(data)} bytes; {LARGEST} are read)")
    suffix = Path(name).suffix.lower()
    if suffix in FORMS:
        return Source(name, _checked(text_of(suffix, data, str(path)), str(path)), suffix[1:])
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
        if encoding != "utf-8" and not _reads_as_chinese(text):
            continue
        return _checked(text, where), encoding
    raise UnreadableError(f"{where}: this is no text (neither UTF-8, UTF-16 nor GB 18030)")


def _reads_as_chinese(text: str) -> bool:
    """Tell whether the commonest characters of official Chinese stand in `text` as often as they do in any."""
    sample = "".join(text[:_SAMPLE].split())
    han = len(_HAN.findall(sample))
    return han > 0.3 * len(sample) and len(_COMMON.findall(sample)) > 0.08 * han and not _PRIVATE.search(sample)


def _checked(text: str, where: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableError(f"{where}: the file is empty")
    if len(_CONTROL.findall(text)) > 0.001 * len(text):
        raise UnreadableError(f"{where}: this is no text (it holds control characters)")
    han = len(_HAN.findall(text))
    if han < max(2, 0.05 * len("".join(text.split()))) or len(_KANA.findall(text)) > 0.1 * han:
        raise UnreadableError(f"{where}: the text is not Chinese")
    return text


def expand(source: str | Path) -> tuple[list[Path | str], list[str], list[str]]:
    """Return the files that a source (file, folder, `-`) stands for, what is passed over, and what cannot be opened.

    Raises:
        BuildError: the source has no name, or a folder holds nothing to read.
    """
    if str(source) == "-":
        return ["-"], [], []
    if not str(source):
        raise BuildError("a source without a name")
    if not Path(source).is_dir():
        return [Path(source)], [], []
    found: list[Path | str] = []
    passed_over: list[str] = []
    unreadable: list[str] = []

    def closed(error: OSError) -> None:
        unreadable.append(f"{error.filename}: {error.strerror or error}")

    for folder, folders, names in os.walk(source, onerror=closed):
        here = Path(folder)
        for name in sorted([name for name in folders if name.startswith(".") or (here / name).is_symlink()]):
            folders.remove(name)
            passed_over.append(f"{here / name}: passed over (a hidden or linked folder)")
        for path in (here / name for name in sorted(names)):
            if (
                path.name.startswith(".")
                or path.suffix.lower() not in SUFFIXES
                or (path.exists() and not path.is_file())
            ):
                passed_over.append(f"{path}: passed over (not a kind of file that is read)")
            else:
                found.append(path)
    if not found and not unreadable:
        raise BuildError(f"{source}: the folder holds nothing to read (no {', '.join(SUFFIXES)} files)")
    return found, passed_over, unreadable
