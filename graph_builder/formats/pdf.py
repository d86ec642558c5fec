"""PDF (ISO 32000) with a text layer: characters and rulings by pdfminer.six, put together as in `pages.py`."""

from __future__ import annotations

import io
import logging
import math
import re
import zlib
from collections.abc import Sequence

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt

from graph_builder.errors import UnreadableError
from graph_builder.formats.glyphs import MISSING, Glyph, Page, Ruling, repaired
from graph_builder.formats.pages import MOST_GLYPHS, MOST_PAGES, text_of_pages
from graph_builder.formats.rulings import rulings_of
from graph_builder.formats.turning import direction, turned, upright

__all__ = ["text_of"]

_MOST_FIGURES, _MOST_RULINGS = 10_000, 20_000
_LARGEST_CONTENT, _ALL_CONTENT = 16_000_000, 64_000_000
_LARGEST_STORED, _ALL_STORED = 128_000_000, 4_000_000_000
_LONGEST_OLD, _CHUNK = 65_536, 65_536
_PACKED = (b"\x78", b"\x68", b"\x58", b"\x48")  # how zlib begins
_OLD = re.compile(rb"/LZW")
_STREAM = re.compile(rb"stream\r?\n")
# Streams that hold no operators: pictures and types.
_STORED = re.compile(rb"/Image\b|/FontFile|/Length1\b|/CIDFontType0C|/Type1C|/OpenType|/ICCBased|/N\s+[134]\b")


# What the library remarks on a faulty file is no concern of the person at the terminal.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class _TooMuchError(ValueError):
    """A file that asks for more work than any document."""


def text_of(data: bytes, where: str) -> str:
    """Return the text of a PDF file, a paragraph or row of a table in each line.

    Raises:
        UnreadableError: the file is damaged, encrypted, too large, or pictures without a text layer; the line begins
            with `where`.
    """
    try:
        _unpack_within_bounds(data)
        pages = _pages(data)
    except PDFEncryptionError as error:
        raise UnreadableError(f"{where}: the file is encrypted; save it without a password") from error
    except _TooMuchError as error:
        raise UnreadableError(f"{where}: {error}") from error
    except Exception as error:  # a damaged file fails anywhere in the library
        name = f"{type(error).__name__} {error}".split("\n")[0][:100].strip()
        raise UnreadableError(f"{where}: the file is damaged (no PDF that can be read: {name})") from error
    glyphs = [glyph for page in pages for glyph in page.glyphs if glyph.text.strip()]
    if not glyphs:
        raise UnreadableError(f"{where}: the file has no text layer (scanned pages must be recognised first, OCR)")
    if sum(1 for glyph in glyphs if glyph.text == MISSING) > 0.1 * len(glyphs):
        raise UnreadableError(f"{where}: the types of the file do not tell which characters they print (use OCR)")
    return text_of_pages(pages)


def _unpack_within_bounds(data: bytes) -> None:
    """Unpack every packed stream once, to see that none is larger than any document; nothing is kept."""
    view, totals = memoryview(data), {True: 0, False: 0}
    for match in _STREAM.finditer(data):
        opened = max(data.rfind(b"obj", max(0, match.start() - 2_000), match.start()), 0)
        stored = _STORED.search(data, opened, match.start()) is not None
        bound = _LARGEST_STORED if stored else _LARGEST_CONTENT
        piece = view[match.end() :]
        for _ in range(3):  # a stream may be packed more than once
            size, unpacked = _unpacked(piece, bound)
            totals[stored] += size
            if size > bound or totals[stored] > (_ALL_STORED if stored else _ALL_CONTENT):
                raise _TooMuchError("unpacked, it is larger than any document")
            piece = memoryview(unpacked)
        # The older packing is slow to undo, and nothing long is packed so any more.
        old = _OLD.search(data, opened, match.start()) and not stored
        if old and data.find(b"endstream", match.end(), match.end() + _LONGEST_OLD) < 0:
            raise _TooMuchError("a long stream in LZW packing; save the file anew")


def _unpacked(piece: memoryview, bound: int) -> tuple[int, bytes]:
    """Return how large a packed stream is, up to `bound` and a little, and what is in it."""
    engine = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    for start in range(0, len(piece) if bytes(piece[:1]) in _PACKED else 0, _CHUNK):
        try:
            parts.append(engine.decompress(piece[start : start + _CHUNK], bound + 1 - size))
        except zlib.error:
            break
        size += len(parts[-1])
        if engine.eof or size > bound:
            break
    return size, b"".join(parts)


def _pages(data: bytes) -> list[Page]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    device = _Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MOST_PAGES:
            raise _TooMuchError(f"more than {MOST_PAGES} pages")
        interpreter.process_page(page)
    return device.pages


class _Device(PDFTextDevice):
    """Takes down characters and rulings as pages are painted, and stops where there are more than in any document."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.pages: list[Page] = []
        self._height = 0.0
        self._turned: list[tuple[int, Glyph]] = []
        self._rulings: list[Ruling] = []
        self._glyphs = self._figures = 0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Open a page."""
        x0, y0, x1, y1 = page.mediabox
        width, height = abs(x1 - x0), abs(y1 - y0)
        if page.rotate in (90, 270):
            width, height = height, width
        self._height = height
        self._turned, self._rulings = [], []
        self.pages.append(Page(width, height))
        self.set_ctm(ctm)

    def end_page(self, page: PDFPage) -> None:  # noqa: ARG002 - the library calls it so
        """Close a page."""
        opened = self.pages[-1]
        self.pages[-1] = upright(opened.width, opened.height, self._turned, self._rulings)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002
        """Count what is painted within what is painted."""
        self._figures += 1
        if self._figures > _MOST_FIGURES:
            raise _TooMuchError("more figures than in any document")

    def end_figure(self, name: str) -> None:
        """Nothing is to be done behind a figure."""

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Pictures are not read."""

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,  # noqa: ARG002
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> float:
        """Take a character down and return how far the next one stands."""
        try:
            text = repaired(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = MISSING
        width = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        turn = direction(a, b)
        if turn is not None and not font.is_vertical():
            size = abs(fontsize) * math.hypot(c, d)
            x, y = e + c * rise, self._height - (f + d * rise)
            self._turned.append((turn, turned(turn, text, x, y, width * math.hypot(a, b), size)))
            self._glyphs += 1
            if self._glyphs > MOST_GLYPHS:
                raise _TooMuchError("more characters than in any document")
        return width

    def paint_path(
        self,
        gstate: PDFGraphicState,  # noqa: ARG002
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Sequence[PathSegment],
    ) -> None:
        """Take down straight lines, the sides of stroked boxes, and filled boxes as thin as lines."""
        if len(self._rulings) > _MOST_RULINGS or not (stroke or fill):
            return
        points: list[tuple[float, float]] = []
        for segment in [*path, ("m", 0.0, 0.0)]:
            operator, *numbers = segment
            place = [float(number) for number in numbers if isinstance(number, (int, float))]
            if operator == "m":
                self._rulings += rulings_of(points, stroke)
                points = []
            if operator in ("m", "l") and len(place) == 2:
                x, y = apply_matrix_pt(self.ctm or (1, 0, 0, 1, 0, 0), (place[0], place[1]))
                points.append((x, self._height - y))
            elif operator == "h" and points:
                points.append(points[0])
            elif operator in ("c", "v", "y"):
                points = []
