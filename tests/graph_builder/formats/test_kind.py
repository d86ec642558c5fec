"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from graph_builder.errors import UnreadableError
from graph_builder.formats.kind import kind_of
from graph_builder.inputs.source import read_source
from tests.graph_builder.formats.sites import STATE, TEXT, WORD

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def package(*names: str) -> bytes:
    """Return a zip file with members of these names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return packed.getvalue()


MHTML = (
    b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n----x\r\n'
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + WORD.replace("gb2312", "utf-8").encode()
    + b"\r\n----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----x--\r\n"
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TEXT.encode(), None),
        ("<关于甲的通知>，一、<b>负责".encode(), None),
        ("<p>没有结束".encode(), None),
        (b"", None),
        (STATE.encode(), ".html"),
        (STATE.encode("utf-16"), ".html"),
        (b"\xef\xbb\xbf  \n<!-- x --><HTML><BODY></BODY></HTML>", ".html"),
        ('<?xml version="1.0"?><html><p>甲</p></html>'.encode("gb18030"), ".html"),
        (b"<tbody><tr><td>x</td></tr></tbody>", ".html"),
        (b"%PDF-1.7\n", ".pdf"),
        (b"\n\n%PDF-1.4\n", ".pdf"),
        (OLE, ".doc"),
        (b"{\\rtf1\\ansi", ".rtf"),
        (package("[Content_Types].xml", "word/document.xml"), ".docx"),
        (package("OFD.xml", "Doc_0/Document.xml"), ".ofd"),
        (package("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
        (package("mimetype"), ".odt"),
        (package("a.txt"), ".zip"),
        (MHTML, ".mht"),
        (b"\x89PNG\r\n\x1a\n", ".gd"),
        (b"Rar!\x1a\x07\x00", ".7z"),
    ],
)
def test_kinds(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.doc", "a.docx", "a", "-"])
def test_a_page_is_read_whatever_its_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(STATE.encode())
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STATE.encode())))
        found = read_source("-")
    else:
        found = read_source(path.rename(tmp_path / name))
    assert found.text.endswith(TEXT)
    assert (found.name, found.encoding) == (name, "html")


def test_a_web_archive_is_read(tmp_path: Path) -> None:
    for name in ("a.mht", "a.mhtml", "a.doc"):
        (tmp_path / name).write_bytes(MHTML)
        assert read_source(tmp_path / name).text == TEXT
    (tmp_path / "a.mht").write_bytes(MHTML.replace(b"text/html", b"text/css"))
    with pytest.raises(UnreadableError, match="holds no page"):
        read_source(tmp_path / "a.mht")


def test_plain_text_named_as_a_page_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(TEXT, encoding="utf-8")
    assert read_source(tmp_path / "a.html").text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", OLE, "an old binary Office or WPS file (.doc, .wps, .xls); open it and save it as .docx"),
        ("a.docx", OLE, "save it as .docx"),
        ("a.wps", OLE, "save it as .docx"),
        ("a.txt", b"{\\rtf1\\ansi", "a file in Rich Text Format; open it and save it as .docx"),
        ("a.txt", package("xl/workbook.xml"), "an Excel workbook"),
        ("a.txt", package("a.txt"), "this is a zip file; name a document in it"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a scan or page image"),
        ("a.md", TEXT.encode(), "files of the kind .md are not read"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError) as error:
        read_source(tmp_path / name)
    assert str(error.value).startswith(f"{tmp_path / name}: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)
