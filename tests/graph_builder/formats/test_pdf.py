"""PDF: text layers of several programs' habits; files that cannot be read; bounds."""

from __future__ import annotations

import importlib
import sys
import time
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from graph_builder import UnreadableError, read, read_source
from graph_builder.formats import FORMS, text_of
from tests.graph_builder.formats.typeset import Setter, pdf

TEXT = "各县（区）要把村镇道路的养护摆上重要位置，落实人员和经费，做到有路必养、养必到位，每年至少检查两次。"
HEAD = ["序号", "任务", "责任单位"]


def setter() -> Setter:
    made = Setter()
    made.centred("甲市村镇道路养护方案")
    made.body("一、总体要求", *[TEXT * 2] * 8)
    made.table([HEAD, *([str(i), "修补路面", "市交通运输局"] for i in range(1, 30))], [60, 200, 188])
    return made


LINES = [
    "甲市村镇道路养护方案", "一、总体要求", *[TEXT * 2] * 8, "\t".join(HEAD), *(f"{i}\t修补路面\t市交通运输局" for i in range(1, 30)),
]  # fmt: skip


@pytest.mark.parametrize("rotate", [0, 90, 1])
def test_pages_upright_and_on_their_side(rotate: int) -> None:
    data = pdf(setter().numbered(), rotate=rotate)
    assert text_of(".pdf", data, "a.pdf").splitlines() == LINES


def test_a_slanting_mark_across_the_page_is_left_out() -> None:
    data = pdf(setter().numbered(), mark="内部资料")
    assert text_of(".pdf", data, "a.pdf").splitlines() == LINES


def raw(*objects: str, streams: tuple[bytes, ...] = ()) -> bytes:
    """Write a PDF of these objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    bodies = [body.encode() for body in objects]
    bodies += [b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(s), s) for s in streams]
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(out))
    )  # fmt: skip


def page(contents: str = "", resources: str = "<<>>") -> str:
    return f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources {resources}{contents}>>"


CATALOGUE, TREE = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 1/LastChar 2/Widths[500 500]>>>>>>"


def squares() -> bytes:
    """Each form paints the next one twenty times: 20 to the power of 8 figures."""
    forms = [
        f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n + 1} 0 R>>>>/Length 120>>stream\n{'/X Do ' * 20}\nendstream"
        for n in range(4, 12)
    ]
    return raw(
        CATALOGUE,
        TREE,
        page("/Contents 12 0 R", "<</XObject<</X 4 0 R>>>>"),
        *forms,
        streams=(zlib.compress(b"/X Do"),),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (b"%PDF-1.4\nand no more", "damaged"),
        (pdf(setter().sheets)[:3_000], "damaged|no text layer"),
        (pdf(setter().sheets, encrypt=StandardEncryption("secret")), "encrypted"),
        (raw(CATALOGUE, TREE, page()), "no text layer"),
        (raw(CATALOGUE, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 10000>>"), "no text layer|damaged"),
        (raw(CATALOGUE, f"<</Type/Pages/Kids[{'3 0 R ' * 9}]/Count 9>>", page()), "no text layer"),
        (raw(CATALOGUE, f"<</Type/Pages/Kids[{' '.join(f'{n} 0 R' for n in range(3, 2_200))}]/Count 9>>", *[page()] * 2_200), "more than 2000 pages"),
        (raw(CATALOGUE, TREE, page("/Contents 4 0 R"), streams=(zlib.compress(b"q Q " * 5_000_000),)), "larger than any document"),
        (raw(CATALOGUE, TREE, page("/Contents 4 0 R"), streams=(zlib.compress(zlib.compress(b" " * 30_000_000)),)), "larger than any document"),
        (squares(), "more figures"),
        (raw(CATALOGUE, TREE, page("/Contents 4 0 R", FONT), streams=(zlib.compress(b"BT /F 12 Tf 9 9 Td <010201020102> Tj ET"),)), "do not tell which characters"),
        (raw(CATALOGUE, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R]>>"), "no text layer|damaged"),
        (raw("<</Type/Catalog>>"), "damaged|no text layer"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_line(data: bytes, message: str) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableError, match=message) as caught:
        text_of(".pdf", data, "a.pdf")
    assert str(caught.value).startswith("a.pdf: ")
    assert "\n" not in str(caught.value)
    assert time.process_time() - started < 30


@pytest.mark.parametrize("numbers", ["9" * 400, "nan inf", "1e400 -1e400", "0 0 0 0 0 0"])
def test_places_that_are_none(numbers: str) -> None:
    content = (
        f"BT /F 12 Tf {numbers} Td (a) Tj {numbers} Tm (b) Tj ET {numbers} m {numbers} l S {numbers} re f".encode()
    )
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    data = raw(CATALOGUE, TREE, page("/Contents 4 0 R", font), streams=(zlib.compress(content),))
    with suppress(UnreadableError):
        assert set(text_of(".pdf", data, "a.pdf")) <= set("ab \n")


def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FORMS[".pdf"].extra == "pdf"
    for name in [name for name in sys.modules if name.partition(".")[0] == "pdfminer"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "pdfminer", None)
    monkeypatch.delitem(sys.modules, "graph_builder.formats.pdf")
    try:
        with pytest.raises(UnreadableError, match=r"^a\.pdf: to read \.pdf files, install policykg\[pdf\] \(pdfminer"):
            text_of(".pdf", b"%PDF-1.4", "a.pdf")
    finally:
        monkeypatch.undo()
        importlib.import_module("graph_builder.formats.pdf")


def test_real_documents_read_as_a_person_reads_them(shared: Path) -> None:
    folder = shared / "corpus"
    for prefix in ("124", "147"):
        (plain,), (scanned,) = (folder / "more").glob(f"{prefix}_*.txt"), (folder / "pdf").glob(f"{prefix}_*.pdf")
        text, printed = read(read_source(plain)), read(read_source(scanned))
        for name in ("title", "number", "issuers", "signed", "addressees"):
            assert getattr(text.header, name) == getattr(printed.header, name), (prefix, name)
        assert [(r.title, r.number, r.relation) for r in text.references] == [
            (r.title, r.number, r.relation) for r in printed.references
        ]
    lines = read_source(next((folder / "pdf").glob("125_*.pdf"))).text.splitlines()
    table = [line.split("\t") for line in lines if line.count("\t") >= 3]
    assert len(table) == 21  # a head and twenty rows over three pages
    assert all(len(row) == 4 for row in table)
    assert [row[0] for row in table if row[0] != "〃"] == ["序号", "1", "2", "3", "4", "5"]
