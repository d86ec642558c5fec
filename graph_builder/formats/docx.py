"""DOCX (ISO/IEC 29500-1): paragraphs with their automatic numbers, tables and text boxes in reading order.

Read as it prints: insertions stand, deletions and hidden text do not, a field shows its result. Headers, footers, a
generated table of contents and marks of comments are left out; notes stand at the end.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from graph_builder.errors import UnreadableError
from graph_builder.formats.layout import Cell, table_lines
from graph_builder.formats.numbering import Numbering, W
from graph_builder.formats.package import Package

__all__ = ["text_of"]

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# What only holds other paragraphs or runs.
_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple",
                          "bdo", "dir", "ruby", "rubyBase")
)  # fmt: skip
_GONE = frozenset(W + name for name in ("del", "moveFrom", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr"))
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": "    ", W + "ptab": "    ", W + "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
# Ornaments that forms use; any other sign of a symbol font is printed as 〓, the mark for a missing type.
_SYMBOLS = {"F06C": "●", "F06E": "■", "F06F": "□", "F0A8": "□", "F0A7": "▪", "F0B7": "•", "F0D8": "➢", "F0FC": "√",
            "F0FE": "☑", "F052": "☑", "F0A3": "□", "F0E0": "→", "F06D": "○"}  # fmt: skip
_WIDEST = 63  # columns of a table in Word
_NESTED = 20
_LONGEST = 12_000_000  # characters; deep nesting could print a text many times


def text_of(data: bytes, where: str) -> str:
    """Return the text of a DOCX file, a paragraph or row of a table in each line.

    Raises:
        UnreadableError: the file is damaged, encrypted, too large or without text; the line begins with `where`.
    """
    package = Package(data, where)
    main = _target(package, "", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    if root is None:
        raise UnreadableError(f"{where}: the file is damaged (it holds no document)")
    body = _transitional(root).find(f"{W}body")
    reader = _Reader(package, main)
    lines = [*reader.lines(body if body is not None else root), *reader.notes()]
    if not lines:
        raise UnreadableError(f"{where}: the document holds no text (pictures of text must be recognised first)")
    return "\n".join(lines) + "\n"


def _transitional(root: Element) -> Element:
    """Give a document of the strict form the names of the usual one."""
    if root.tag.startswith(_STRICT):
        for element in root.iter():
            element.tag = element.tag.replace(_STRICT, W)
            for key in [key for key in element.keys() if key.startswith(_STRICT)]:  # noqa: SIM118 - no dictionary
                element.set(key.replace(_STRICT, W), element.get(key, ""))
    return root


def _target(package: Package, part: str, kind: str) -> str:
    """Return the part that `part` refers to as its `kind`, by the relationships beside it."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    for node in root if root is not None else ():
        if node.get("Type", "").rpartition("/")[2] == kind and node.get("TargetMode") != "External":
            return posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/")
    return ""


@dataclass(slots=True)
class _Style:
    """What a style says of numbering and visibility."""

    above: str = ""
    list_key: str | None = None
    level: int | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class _Inline:
    """The words of a paragraph while its runs are read, and the text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


class _Reader:
    """Reads the parts of one document; lists and fields go on from paragraph to paragraph."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main, self._where = package, main, package.where
        self._styles: dict[str, _Style] = {}
        self._default = ""
        listed = self._read_styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), listed)
        self._fields: list[list[str]] = []  # of each open field: where in it we are, and its instruction
        self._notes: list[tuple[str, str]] = []
        self._held = ""  # the words of a paragraph whose mark is deleted
        self._length = 0

    def _part(self, kind: str) -> Element | None:
        name = _target(self._package, self._main, kind)
        root = self._package.xml(name) if name else None
        return None if root is None else _transitional(root)

    def _read_styles(self, root: Element | None) -> dict[str, str]:
        listed: dict[str, str] = {}
        for node in root.findall(f"{W}style") if root is not None else ():
            key, style = node.get(f"{W}styleId", ""), _Style(_value(node.find(f"{W}basedOn")))
            number = node.find(f"{W}pPr/{W}numPr")
            if number is not None:
                style.list_key, style.level = _number(number)
            style.hidden = _switch(node.find(f"{W}rPr/{W}vanish"))
            self._styles[key] = style
            if node.get(f"{W}type") == "numbering" and style.list_key:
                listed[key] = style.list_key
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on"):
                self._default = key
        return listed

    def _chain(self, key: str) -> Iterator[tuple[str, _Style]]:
        """Go through a style and those it is based on; a circle ends."""
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield key, self._styles[key]
            key = self._styles[key].above

    # Blocks.

    def lines(self, parent: Element, depth: int = 0) -> list[str]:
        """Return the lines of all paragraphs and tables within an element."""
        if depth > _NESTED:
            raise UnreadableError(f"{self._where}: tables or boxes nested more than {_NESTED} deep")
        lines: list[str] = []
        for block in _blocks(parent):
            if block.tag == f"{W}tbl":
                lines += self._table(block, depth)
            else:
                lines += self._paragraph(block, depth)
        return lines

    def _paragraph(self, paragraph: Element, depth: int) -> list[str]:
        properties = paragraph.find(f"{W}pPr")
        style = (_value(properties.find(f"{W}pStyle")) if properties is not None else "") or self._default
        inline = _Inline()
        self._inline(paragraph, inline, self._hidden_by(style), depth)
        words = self._held + "".join(inline.words)
        self._held = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._held = words  # its mark is deleted: the next paragraph goes on with it
            return inline.boxes
        number = self._number_of(properties, style, bool(words.strip()))
        self._length += len(words)
        if self._length > _LONGEST:
            raise UnreadableError(f"{self._where}: the text is longer than any document")
        return inline.boxes + [line for part in (number + words).split("\n") if (line := _tidy(part))]

    def _number_of(self, properties: Element | None, style: str, printed: bool) -> str:
        own = properties.find(f"{W}numPr") if properties is not None else None
        key, level = _number(own) if own is not None else (None, None)
        for name, inherited in self._chain(style) if key is None or level is None else ():
            if key is None and inherited.list_key is not None:
                key = inherited.list_key
                level = self._numbering.level_of_style(key, name) if level is None else level
            if level is None and inherited.list_key == key:
                level = inherited.level
        if key is None or key == "0":
            return ""
        number = self._numbering.next(key, level or 0)
        return number if printed else ""

    def _table(self, table: Element, depth: int) -> list[str]:
        rows = [row for row in _within(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_within(row, f"{W}tc")) for row in rows]
        if all(len(row) <= 1 for row in cells):
            # One column is a frame around paragraphs and no table.
            return [line for row in cells for cell in row for line in self.lines(cell, depth + 1)]
        return table_lines(self._grid(rows, cells, depth))

    def _grid(self, rows: list[Element], cells: list[list[Element]], depth: int) -> list[list[Cell]]:
        grid: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that a merged one goes on
        for index, (row, row_cells) in enumerate(zip(rows, cells, strict=True)):
            skipped = min(_integer(_value(row.find(f"{W}trPr/{W}gridBefore"))), _WIDEST)
            printed = [Cell("") for _ in range(skipped)]
            still: dict[int, tuple[int, int]] = {}
            column = skipped
            for cell in row_cells:
                width = max(1, min(_integer(_value(cell.find(f"{W}tcPr/{W}gridSpan"))), _WIDEST))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                text = "\n".join(self.lines(cell, depth + 1))
                if merge is not None and _value(merge) != "restart" and column in open_cells:
                    above, place = open_cells[column]
                    origin = grid[above][place]
                    grid[above][place] = Cell(origin.text, origin.rows + 1, origin.columns)
                    still[column] = open_cells[column]
                else:
                    if merge is not None:
                        still[column] = (index, len(printed))
                    printed.append(Cell(text, 1, width))
                column += width
            open_cells = still
            grid.append(printed)
        return grid

    # Runs.

    def _hidden_by(self, style: str) -> bool:
        return next((found.hidden for _, found in self._chain(style) if found.hidden is not None), False)

    def _inline(self, parent: Element, into: _Inline, hidden: bool, depth: int) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, into, hidden, depth)
            elif child.tag == f"{_MC}AlternateContent":
                self._inline(_choice(child), into, hidden, depth)
            elif child.tag in _WRAPPERS:
                self._inline(child, into, hidden, depth)
            elif child.tag not in _GONE:
                # formulas; paragraphs do not stand here
                into.words += [node.text or "" for node in child.iter(_MATH_TEXT) if not hidden]

    def _run(self, run: Element, into: _Inline, hidden: bool, depth: int) -> None:
        own = _switch(run.find(f"{W}rPr/{W}vanish"))
        if own is None:
            style = _value(run.find(f"{W}rPr/{W}rStyle"))
            own = next((found.hidden for _, found in self._chain(style) if found.hidden is not None), None)
        hidden = hidden if own is None else own
        for child in run:
            self._field(child)
            shown = not hidden and not any(place == "instruction" or _contents(code) for place, code in self._fields)
            if child.tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent"):
                into.boxes += self._boxes(child, depth)
            elif child.tag in _WRAPPERS:
                self._inline(child, into, hidden, depth)
            elif not shown:
                continue
            elif child.tag == f"{W}t":
                into.words.append(child.text or "")
            elif child.tag in _BREAKS:
                into.words.append(_BREAKS[child.tag])
            elif child.tag == f"{W}sym":
                into.words.append(_symbol(child))
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnotes" if child.tag.endswith("footnoteReference") else "endnotes"
                self._notes.append((kind, child.get(f"{W}id", "")))

    def _field(self, child: Element) -> None:
        """Follow the fields: the words of an instruction are not printed, those of its result are."""
        if child.tag == f"{W}fldChar":
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                self._fields.append(["instruction", ""])
            elif kind == "separate" and self._fields:
                self._fields[-1][0] = "result"
            elif kind == "end" and self._fields:
                self._fields.pop()
        elif child.tag == f"{W}instrText" and self._fields:
            self._fields[-1][1] += (child.text or "")[:200]

    def _boxes(self, element: Element, depth: int) -> list[str]:
        """Return the lines of the text boxes in a drawing; of two forms of the same one only the first is read."""
        lines: list[str] = []
        waiting = [element]
        while waiting:
            node = waiting.pop()
            if node.tag == f"{W}txbxContent":
                held, self._held = self._held, ""
                lines += self.lines(node, depth + 1)
                self._held = held
            elif node.tag == f"{_MC}AlternateContent":
                waiting.append(_choice(node))
            else:
                waiting += list(node)[::-1]
        return lines

    def notes(self) -> list[str]:
        """Return the lines of the footnotes and endnotes that the text refers to, and of a last open paragraph."""
        lines = [_tidy(self._held)] if self._held.strip() else []
        for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            wanted = [key for of, key in self._notes if of == kind]
            root = self._part(kind) if wanted else None
            found = {node.get(f"{W}id", ""): node for node in root.findall(W + name)} if root is not None else {}
            for key in dict.fromkeys(wanted):
                if key in found:
                    lines += self.lines(found[key])
        return lines


def _blocks(parent: Element) -> Iterator[Element]:
    """Go through the paragraphs and tables of an element in order, whatever wraps them."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _blocks(_choice(child))
        elif child.tag in _WRAPPERS and not _is_contents(child):
            yield from _blocks(child)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Go through the rows of a table or the cells of a row, whatever wraps them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _choice(alternate: Element) -> Element:
    """Return the first of the forms in which a thing is stored; one that holds nothing gives way to the next."""
    return next((node for node in alternate if len(node)), Element("nothing"))


def _is_contents(node: Element) -> bool:
    gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return _value(gallery) == "Table of Contents"


def _contents(instruction: str) -> bool:
    return instruction.split()[:1] == ["TOC"]


def _number(node: Element) -> tuple[str | None, int | None]:
    key, level = node.find(f"{W}numId"), node.find(f"{W}ilvl")
    return (None if key is None else _value(key)), (None if level is None else _integer(_value(level)))


def _switch(node: Element | None) -> bool | None:
    return None if node is None else _value(node) not in _OFF


def _symbol(node: Element) -> str:
    code = node.get(f"{W}char", "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    value = int(code, 16) if re.fullmatch(r"[0-9A-F]{2,5}", code) else 0
    return chr(value) if 0xA0 < value < 0xD800 else "〓"


def _value(node: Element | None) -> str:
    return "" if node is None else node.get(f"{W}val", "")


def _integer(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else 0


def _tidy(line: str) -> str:
    """Return a line without the blanks around it, no-break blanks as plain ones, nothing without width."""
    return line.replace("\xa0", " ").translate(dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))).strip()
