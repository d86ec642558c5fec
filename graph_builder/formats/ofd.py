"""OFD (GB/T 33190-2016): characters with their places, put together as in `pages.py`.

A package of XML files: OFD.xml names the documents, these their pages and templates, a page its text and paths
(chapters 7, 8 and 11). Annotations, seals and attachments are not read.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from graph_builder.errors import UnreadableError
from graph_builder.formats.glyphs import Glyph, Page, Ruling, advance, repaired
from graph_builder.formats.package import Package
from graph_builder.formats.pages import MOST_GLYPHS, MOST_PAGES, text_of_pages
from graph_builder.formats.rulings import rulings_of
from graph_builder.formats.turning import direction, turned, upright

__all__ = ["text_of"]

_POINTS = 72 / 25.4  # of a millimetre
_MOST_RULINGS = 20_000
_A4 = [0.0, 0.0, 210.0, 297.0]
_Matrix = tuple[float, float, float, float, float, float]
_Turned = list[tuple[int, Glyph]]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OBJECTS = ("TextObject", "PathObject", "CompositeObject")
_DEEPEST = 4


def text_of(data: bytes, where: str) -> str:
    """Return the text of an OFD file, a paragraph or row of a table in each line; its documents follow each other.

    Raises:
        UnreadableError: the file is damaged, encrypted, too large, or pictures without text; the line begins with
            `where`.
    """
    package = Package(data, where)
    root = package.xml("OFD.xml")
    if root is None:
        raise UnreadableError(f"{where}: the file is damaged (it holds no OFD.xml)")
    texts = [_Document(package, (node.text or "").strip()).text() for node in _all(root, "DocRoot")]
    if not any(texts):
        raise UnreadableError(f"{where}: the file has no text layer (scanned pages must be recognised first, OCR)")
    return "".join(texts)


class _Document:
    """Reads one document of a package."""

    def __init__(self, package: Package, path: str) -> None:
        self._package, self._path = package, path.replace("\\", "/")
        self._templates: dict[str, tuple[_Turned, list[Ruling]]] = {}
        self._resources: list[str] = []
        self._units: dict[str, Element] | None = None
        self._counted = 0

    def text(self) -> str:
        """Return the text of all its pages."""
        where = self._package.where
        root = self._package.xml(self._path)
        if root is None:
            sealed = "Encryptions.xml" in self._package
            raise UnreadableError(
                f"{where}: the file is " + ("encrypted" if sealed else "damaged (a document is missing)")
            )
        box = _box(root) or _A4
        self._resources = [
            (node.text or "").strip() for kind in ("PublicRes", "DocumentRes") for node in _all(root, kind)
        ]
        templates = {node.get("ID", ""): node.get("BaseLoc", "") for node in _all(root, "TemplatePage")}
        listed = [node for pages in _all(root, "Pages") for node in _all(pages, "Page")]
        if len(listed) > MOST_PAGES:
            raise UnreadableError(f"{where}: more than {MOST_PAGES} pages")
        return text_of_pages([self._page(node.get("BaseLoc", ""), templates, box) for node in listed])

    def _page(self, path: str, templates: dict[str, str], box: list[float]) -> Page:
        root = self._package.xml(self._beside(path))
        if root is None:
            raise UnreadableError(f"{self._package.where}: the file is damaged (a page is missing)")
        glyphs: _Turned = []
        rulings: list[Ruling] = []
        for use in _all(root, "Template"):
            key = use.get("TemplateID", "")
            if key in templates and key not in self._templates:
                content = self._package.xml(self._beside(templates[key]))
                self._templates[key] = ([], []) if content is None else self._printed(content)
            printed = self._templates.get(key, ([], []))
            glyphs += printed[0]
            rulings += printed[1]
            self._count(len(printed[0]))
        own = self._printed(root)
        glyphs += own[0]
        rulings += own[1]
        _, _, width, height = _box(root) or box
        return upright(width * _POINTS, height * _POINTS, glyphs, rulings)

    def _count(self, objects: int) -> None:
        self._counted += objects
        if self._counted > MOST_GLYPHS:
            raise UnreadableError(f"{self._package.where}: more characters and lines than in any document")

    def _printed(self, root: Element, outer: _Matrix = _PLAIN, depth: int = 0) -> tuple[_Turned, list[Ruling]]:
        """Return the characters and rulings of the content of a page, a template or a composite object."""
        glyphs: _Turned = []
        rulings: list[Ruling] = []
        for node in root.iter():
            kind = _name(node)
            if kind not in _OBJECTS or node.get("Visible", "").lower() == "false":
                continue
            matrix = _matrix(node, outer)
            self._count(1)
            if matrix is None:
                continue
            if kind == "TextObject":
                before = len(glyphs)
                glyphs += _characters(node, matrix)
                self._count(len(glyphs) - before)
            elif kind == "PathObject":
                rulings += _lines(node, matrix) if len(rulings) < _MOST_RULINGS else []
            elif depth < _DEEPEST and (unit := self._unit(node.get("ResourceID", ""))) is not None:
                inner = self._printed(unit, matrix, depth + 1)
                glyphs += inner[0]
                rulings += inner[1]
        return glyphs, rulings

    def _unit(self, key: str) -> Element | None:
        """Return a composite unit of the resources (chapter 13), which pages use like a stamp."""
        if self._units is None:
            self._units = {}
            for path in self._resources:
                root = self._package.xml(self._beside(path))
                for node in _all(root, "CompositeGraphicUnit") if root is not None else ():
                    self._units[node.get("ID", "")] = node
        return self._units.get(key)

    def _beside(self, path: str) -> str:
        """Return a member that the document names: from the root of the package, or from the document's folder."""
        if path.startswith("/"):
            return path
        return posixpath.join(posixpath.dirname(self._path), path)


def _matrix(node: Element, outer: _Matrix) -> _Matrix | None:
    """Return how the places of an object become those of the page: by its matrix, its boundary, what holds it (8.5)."""
    boundary = _floats(node.get("Boundary", ""), 4)
    if not boundary:
        return None
    a, b, c, d, e, f = _floats(node.get("CTM", ""), 6) or _PLAIN
    e, f = e + boundary[0], f + boundary[1]
    oa, ob, oc, od, oe, of = outer
    return (
        oa * a + oc * b, ob * a + od * b, oa * c + oc * d, ob * c + od * d,
        oa * e + oc * f + oe, ob * e + od * f + of,
    )  # fmt: skip


def _characters(node: Element, matrix: _Matrix) -> Iterator[tuple[int, Glyph]]:
    """Yield the characters of a TextObject (11.3): each stands where TextCode and its distances put it."""
    a, b, c, d, _, _ = matrix
    sizes, scales = _floats(node.get("Size", ""), 1), _floats(node.get("HScale", ""), 1)
    turn = direction(a, -b)
    if not sizes or turn is None or node.get("ReadDirection", "0") != "0":
        return
    size = sizes[0]
    scale = scales[0] if scales else 1.0
    x = y = 0.0
    for code in _all(node, "TextCode"):
        text = (code.text or "").strip("\r\n")
        x, y = (_floats(code.get("X", ""), 1) or [x])[0], (_floats(code.get("Y", ""), 1) or [y])[0]
        across, down = _distances(code.get("DeltaX", ""), len(text)), _distances(code.get("DeltaY", ""), len(text))
        for i, character in enumerate(text):
            width = advance(character, size) * scale
            step = across[i] if i < len(across) else 0.0 if down else width
            # The next character tells how wide a Latin letter is; behind a Han character there may be a gap.
            printed = step if 0 < step <= max(width, size * scale) else width
            px, py = _moved(x, y, matrix)
            glyph = turned(turn, repaired(character), px, py, printed * math.hypot(a, b) * _POINTS,
                           size * math.hypot(c, d) * _POINTS)  # fmt: skip
            yield turn, glyph
            x, y = x + step, y + (down[i] if i < len(down) else 0.0)


def _distances(text: str, count: int) -> list[float]:
    """Return the distances of DeltaX or DeltaY, where `g 3 5.2` stands for 5.2 three times (11.3)."""
    found: list[float] = []
    parts = iter(text.split()[: 3 * count + 3])
    for part in parts:
        repeat, value = (next(parts, ""), next(parts, "")) if part == "g" else ("1", part)
        number = _floats(value, 1)
        if not number or not re.fullmatch(r"\d{1,6}", repeat):
            break
        found += number * min(int(repeat), count - len(found))
        if len(found) >= count:
            break
    return found


def _lines(node: Element, matrix: _Matrix) -> list[Ruling]:
    """Return the rulings of a PathObject (9.1)."""
    stroke, fill = node.get("Stroke", "true").lower() != "false", node.get("Fill", "false").lower() == "true"
    data = " ".join(part.text or "" for part in _all(node, "AbbreviatedData"))
    rulings: list[Ruling] = []
    if not (stroke or fill):
        return rulings
    points: list[tuple[float, float]] = []
    for operator, numbers in re.findall(r"([A-Z])([^A-Z]{0,400})", data[:400_000]):
        places = _floats(numbers, 2)
        if operator in "SM":
            rulings += rulings_of(points, stroke)
            points = []
        if operator in "SML" and places:
            points.append(_moved(places[0], places[1], matrix))
        elif operator == "C" and points:
            points.append(points[0])
        elif operator in "QBA":
            points = []
    return rulings + rulings_of(points, stroke)


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * _POINTS, (b * x + d * y + f) * _POINTS


def _box(root: Element) -> list[float]:
    """Return the physical box of a page or document: left, top, width, height."""
    return next((box for node in _all(root, "PhysicalBox") if (box := _floats(node.text or "", 4))), [])


def _name(node: Element) -> str:
    """Return the name of an element; its name space differs between programs."""
    return node.tag.rpartition("}")[2]


def _all(root: Element, name: str) -> list[Element]:
    return [node for node in root.iter() if _name(node) == name]


def _floats(text: str, count: int) -> list[float]:
    """Return the first numbers of a list; none where there are fewer, or one of them is none."""
    try:
        numbers = [float(part) for part in text.split()[:count]]
    except ValueError:
        return []
    return numbers if len(numbers) == count and all(abs(number) < 1e6 for number in numbers) else []
