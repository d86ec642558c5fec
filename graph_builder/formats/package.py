"""Zipped XML packages, the form of DOCX (ISO/IEC 29500-2) and OFD (GB/T 33190-2016), read within bounds.

Only the members asked for are unpacked, in memory, and nothing is written: a name cannot lead out of the package. No
document type is accepted, so that no entity is ever expanded.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree import ElementTree

from graph_builder.errors import UnreadableError

__all__ = ["LARGEST_MEMBER", "LARGEST_PACKAGE", "Package"]

LARGEST_MEMBER = 48_000_000
"""Bytes of the largest member that is unpacked."""
LARGEST_PACKAGE = 160_000_000
"""Bytes of all members that are unpacked."""
_DEEPEST = 200
_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError)
_OLE = b"\xd0\xcf\x11\xe0"


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree that has no document type and is not deeper than any document."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError(f"it declares a document type ({name!r}, {pubid!r}, {system!r})"[:200])

    def start(self, tag: str, attrs: dict[str, str], /) -> ElementTree.Element:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError(f"elements nested more than {_DEEPEST} deep")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ElementTree.Element:
        self.depth -= 1
        return super().end(tag)


class Package:
    """A zipped package of XML files whose members are read by name, whatever their case."""

    def __init__(self, data: bytes, where: str) -> None:
        """Open a package.

        Raises:
            UnreadableError: `data` is no zip file, or is encrypted; the line begins with `where`.
        """
        self.where = where
        if data.startswith(_OLE):
            raise UnreadableError(f"{where}: the file is encrypted, or of an older form (.doc); save it anew")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {_normal(info.filename): info for info in self._zip.infolist() if not info.is_dir()}
        except _DAMAGE as error:
            raise UnreadableError(f"{where}: the file is damaged (no zip package: {_line(error)})") from error
        self._left = LARGEST_PACKAGE

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a member of this name."""
        return _normal(name) in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a member; none where there is no such member.

        Raises:
            UnreadableError: the member is damaged, encrypted or larger than any document.
        """
        info = self._names.get(_normal(name))
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise UnreadableError(f"{self.where}: the file is encrypted ({_line(name)})")
        if info.file_size > min(LARGEST_MEMBER, self._left):
            raise UnreadableError(f"{self.where}: unpacked, it is larger than any document ({_line(name)})")
        try:
            data = self._zip.read(info)  # never more than the size that the directory tells
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            MemoryError,
        ) as error:
            raise UnreadableError(f"{self.where}: the file is damaged ({_line(name)}: {_line(error)})") from error
        self._left -= len(data)
        return data

    def xml(self, name: str) -> ElementTree.Element | None:
        """Return the root element of an XML member, or nothing where there is no such member.

        Raises:
            UnreadableError: the member is no XML, has a document type, or is too large.
        """
        data = self.read(name)
        if not data:
            return None
        try:
            parser = ElementTree.XMLParser(target=_Builder())  # noqa: S314 - the builder refuses document types
            parser.feed(data)
            root: ElementTree.Element = parser.close()
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise UnreadableError(f"{self.where}: the file is damaged ({_line(name)}: {_line(error)})") from error
        return root


def _normal(name: str) -> str:
    """Return the name of a member as it is compared: forward strokes, no way up, lower case."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def _line(words: object) -> str:
    return " ".join(str(words).split())[:120]
