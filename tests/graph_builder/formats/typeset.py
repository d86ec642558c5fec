"""Sets paragraphs on pages as an official document is laid out (GB/T 9704-2012), and writes the pages as PDF and OFD."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 595.0, 842.0, 79.0, 527.0, 120.0, 730.0
FONT = "STSong-Light"


@dataclass
class Sheet:
    """A page: pieces of text at (x, base line, size), and rulings."""

    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    rulings: list[tuple[float, float, float, float]] = field(default_factory=list)


def wide(text: str, size: float) -> float:
    return sum(size / 2 if c.isascii() else size for c in text)


def broken(text: str, size: float, measure: float, first: float = 0.0, *, hanging: bool = False) -> list[str]:
    """Break a paragraph into full lines: words and figures stay whole, and no line begins with a closing mark.

    A mark that does not fit takes the word before it along, or hangs over the edge (`hanging`).
    """
    lines, line, room = [], "", measure - first
    for word in re.findall(r"[“《（〔]*(?:[A-Za-z0-9.%+-]+|.)[，。；：、）〕》”]*", text):
        if line and wide(word if not hanging else word.rstrip("，。；："), size) > room - wide(line, size) + 0.01:
            lines.append(line)
            line, room = "", measure
        line += word
    return [*lines, line]


@dataclass
class Setter:
    """Sets one paragraph below the other and begins a page where one is full."""

    size: float = 16.0
    leading: float = 28.0
    indent: bool = True
    hanging: bool = False
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    y: float = TOP

    def line(self, x: float, text: str, size: float) -> None:
        if self.y > BOTTOM:
            self.page()
        self.sheets[-1].texts.append((x, self.y, size, text))
        self.y += max(self.leading, 1.5 * size)

    def page(self) -> None:
        self.sheets.append(Sheet())
        self.y = TOP

    def body(self, *paragraphs: str) -> None:
        first = 2 * self.size if self.indent else 0.0
        for paragraph in paragraphs:
            for i, text in enumerate(broken(paragraph, self.size, RIGHT - LEFT, first, hanging=self.hanging)):
                self.line(LEFT + (0 if i else first), text, self.size)

    def flush(self, text: str) -> None:
        for part in broken(text, self.size, RIGHT - LEFT):
            self.line(LEFT, part, self.size)

    def centred(self, *lines: str, size: float = 22.0) -> None:
        for text in lines:
            self.line((LEFT + RIGHT - wide(text, size)) / 2, text, size)

    def right(self, *lines: str) -> None:
        for text in lines:
            self.line(RIGHT - 2 * self.size - wide(text, self.size), text, self.size)

    def table(self, rows: list[list[str]], columns: list[float], size: float = 12.0) -> None:
        """Set a ruled table; a row that does not fit begins a page."""
        edges = [LEFT + sum(columns[:i]) for i in range(len(columns) + 1)]
        for row in rows:
            cells = [broken(text, size, width - size) for text, width in zip(row, columns, strict=True)]
            height = max(map(len, cells)) * 1.4 * size + 6
            if self.y + height > BOTTOM + 40:
                self.page()
            top, below = self.y - size, self.y - size + height
            for edge in edges:
                self.sheets[-1].rulings.append((edge, top, edge, below))
            for y in (top, below):
                self.sheets[-1].rulings.append((edges[0], y, edges[-1], y))
            for edge, cell in zip(edges, cells, strict=False):
                for i, text in enumerate(cell):
                    self.sheets[-1].texts.append((edge + size / 2, self.y + 3 + i * 1.4 * size, size, text))
            self.y += height
        self.y += self.leading

    def numbered(self) -> list[Sheet]:
        """Return the pages with their numbers, as — 1 —."""
        for i, sheet in enumerate(self.sheets, 1):
            sheet.texts.append((LEFT if i % 2 == 0 else RIGHT - 60, 780.0, 14.0, f"— {i} —"))
        return self.sheets


def pdf(sheets: list[Sheet], *, rotate: int = 0, mark: str = "", encrypt: StandardEncryption | None = None) -> bytes:
    """Write pages as PDF; `rotate` 90 turns the page upright again, 1 leaves it on its side; `mark` is set across."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(HEIGHT, WIDTH) if rotate else (WIDTH, HEIGHT), invariant=1, encrypt=encrypt)
    for sheet in sheets:
        if rotate == 90:  # set on its side, and turned upright by the page
            canvas.setPageRotation(90)
            canvas.transform(0, 1, -1, 0, HEIGHT, 0)
        elif rotate == 1:  # set on its side, and left so
            canvas.transform(0, 1, -1, 0, HEIGHT, 0)
        for x, y, size, text in sheet.texts:
            for c in text:  # each in its place, as programs write it that spread lines
                canvas.setFont(FONT, size)
                canvas.drawString(x, HEIGHT - y, c)
                x += wide(c, size)
        if mark:
            canvas.saveState()
            canvas.translate(200, 300)
            canvas.rotate(45)
            canvas.setFont(FONT, 60)
            canvas.drawString(0, 0, mark)
            canvas.restoreState()
        for x0, y0, x1, y1 in sheet.rulings:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


MM = 25.4 / 72
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(sheets: list[Sheet], template: str = "") -> bytes:
    pages = {}
    for i, sheet in enumerate(sheets):
        objects = []
        for x, y, size, text in sheet.texts:
            deltas = " ".join(f"{wide(c, size) * MM:.4f}" for c in text[:-1])
            objects.append(
                f'<ofd:TextObject ID="9" Boundary="{x * MM:.4f} {(y - size) * MM:.4f} 200 10" Font="2" Size="{size * MM:.4f}">'
                f'<ofd:TextCode X="0" Y="{size * MM:.4f}" DeltaX={quoteattr(deltas)}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
            )
        for x0, y0, x1, y1 in sheet.rulings:
            a, b, c, d = ((place) * MM for place in (x0, y0, x1, y1))
            objects.append(
                f'<ofd:PathObject ID="9" Boundary="{a:.4f} {b:.4f} {c - a:.4f} {d - b:.4f}" LineWidth="0.3">'
                f"<ofd:AbbreviatedData>M 0 0 L {c - a:.4f} {d - b:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
            )
        pages[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f"<ofd:Page {NS}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>{template}"
            f'<ofd:Content><ofd:Layer ID="3">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return ofd_package(pages)


def ofd_package(pages: dict[str, str], more: dict[str, str] | None = None, templates: str = "") -> bytes:
    """Write an OFD package of pages, by the names of their members."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="{name[6:]}"/>' for i, name in enumerate(pages, 10))
    members = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **pages,
        **(more or {}),
    }
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()
