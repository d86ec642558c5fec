"""What a file is by its first bytes, whatever its name says: sites serve pages named .doc, and old Word named .docx."""

from __future__ import annotations

import re

from graph_builder.formats.plain import BOMS

__all__ = ["ADVICE", "kind_of"]

# Kinds that are told from others and not read, each with what it is and what to do.
ADVICE = {
    ".doc": "an old binary Office or WPS file (.doc, .wps, .xls); open it and save it as .docx",
    ".rtf": "a file in Rich Text Format; open it and save it as .docx",
    ".xlsx": "an Excel workbook; save the document as .docx or .txt",
    ".pptx": "a presentation; save the document as .docx or .txt",
    ".odt": "an OpenDocument file; open it and save it as .docx",
    ".7z": "an archive in a form that is not read; pack the documents as .zip",
    ".gd": "a scan or page image; its text has to be recognised first",
}
_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"Rar!\x1a\x07", ".7z"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b\x08", ".7z"),
    (b"\x89PNG\r\n", ".gd"),
    (b"\xff\xd8\xff", ".gd"),
    (b"II*\x00", ".gd"),
    (b"MM\x00*", ".gd"),
)
# In a zip file the names of its first members stand near its beginning, those of all at its end.
_PACKAGES = (
    (b"word/", ".docx"),
    (b"OFD.xml", ".ofd"),
    (b"xl/workbook", ".xlsx"),
    (b"ppt/", ".pptx"),
    (b"mimetypeapplication/vnd.oasis", ".odt"),
)
_HEAD = 4_096
_WEB_ARCHIVE = re.compile(
    rb"(?:From: <?Saved by|MIME-Version:|Content-Type: multipart/related|Subject:|Date:)[^\n]{0,400}\n", re.I
)
_RELATED = re.compile(rb"Content-Type:\s{0,8}multipart/related", re.I)
_OPENS = re.compile(
    r"\s{0,400}(?:<\?xml[^>]{0,200}>\s{0,80}|<!--.{0,400}?-->\s{0,80}|<%@.{0,200}?%>\s{0,80}|</?jsp:[^>]{0,200}>\s{0,80}){0,8}"
    r"<(?:!doctype\s{1,8}html|html|head|body|meta|title|link|div|table|tbody|tr|td|p|span|section|article|center|font|h[1-6])\b",
    re.I | re.S,
)
_CLOSES = re.compile(rb"</(?:html|body|div|table|tbody|td|p|span|section|article|center|font|h[1-6])\s{0,8}>", re.I)


def kind_of(data: bytes) -> str | None:
    """Return the suffix of the kind that the content is: of a form that is read, of `ADVICE`, `.zip`, or None.

    None stands for text, and for whatever is not told from it here.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        places = data[:_HEAD] + data[-65_536:]
        return next((kind for mark, kind in _PACKAGES if mark in places), ".zip")
    if b"%PDF-" in data[:1_024]:
        return ".pdf"
    if _WEB_ARCHIVE.match(data) and _RELATED.search(data[:_HEAD]):
        return ".mht"
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = next((data[:_HEAD].decode(code, "ignore") for bom, code in BOMS if data.startswith(bom)), None)
    if _OPENS.match(head if head is not None else data[:_HEAD].decode("latin-1")) and (wide or _CLOSES.search(data)):
        return ".html"
    return None
