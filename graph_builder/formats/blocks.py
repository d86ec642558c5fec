"""From the elements of a page to lines: a paragraph a line, a row of a table a line, as a reader of the page sees them.

The rules are those of a browser (HTML Living Standard, 15 Rendering): what is hidden is not read, inline elements join
without a gap, runs of blanks count as one, `<ol>` shows numbers. The characters themselves are kept as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph_builder.formats.labels import record_lines
from graph_builder.formats.layout import Cell, table_lines

__all__ = ["BLOCKS", "SKIPPED", "Line", "data_tables", "is_seen", "lines"]

Element = Any
# No text of the document: programs, forms, frames, and the parts that HTML itself sets apart from an article.
_SKIPPED_NAMES = (
    "audio button canvas datalist dialog embed footer frame frameset head iframe img input link map math menu"
    " meta nav noframes noscript object option rp rt script select style svg template textarea title video"
)
SKIPPED = frozenset(_SKIPPED_NAMES.split())
_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead"
    " tr ul"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split())
_HIDDEN = re.compile(r"display\s{0,8}:\s{0,8}none|visibility\s{0,8}:\s{0,8}hidden|mso-hide\s{0,8}:\s{0,8}all", re.I)
# A line break in the source between wide characters is no blank (CSS Text 3, 4.1.3).
_WIDE = "\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff01-\uff60“”‘’—…"
_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\f\r\n]*(?=[{_WIDE}])")
_RUN = re.compile(r"[ \t\f\r\n]+")
_INVISIBLE = " \t\r\n\f\v\u3000\xa0\u200b\ufeff\u2002\u2003"
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十①-⑳]+[、．.）)]|第[一二三四五六七八九十\d]+[条章]|[①-⑳]")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s{0,8}:[^;]{0,60}?(none|decimal|alpha|roman|cjk|chinese|disc)", re.I)
_SPAN = re.compile(r"\s{0,8}(\d{1,5})")
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a reader sees it; `links` counts its characters that stand in links."""

    text: str
    links: int = 0


def is_seen(element: Element) -> bool:
    """Tell whether an element is shown and can hold text of a document."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return False
    if element.tag in ("html", "body"):
        return True  # a program shows the page once it has loaded
    get = element.get
    if get("hidden") not in (None, "until-found") or get("aria-hidden") == "true":
        return False
    return not _HIDDEN.search(get("style") or "")


def lines(root: Element, until: Element | None = None) -> list[Line]:
    """Return the lines of an element, in time linear in its size; with `until`, those before that element."""
    return _print(root, until, data_tables(root))


def _print(root: Element, until: Element | None, tables: dict[Element, bool]) -> list[Line]:
    printer = _Printer(tables)
    printer.enter(root)
    stack = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            printer.leave(element)
            if stack:
                printer.add(element.tail)
        elif child is until:
            break
        elif printer.enter(child):
            stack.append((child, iter(child)))
        else:
            printer.add(child.tail)
    printer.end_line()
    return printer.done


@dataclass(slots=True)
class _Printer:
    """Makes lines of the elements that it is walked through."""

    tables: dict[Element, bool]
    done: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: int = 0
    in_link: int = 0
    in_pre: int = 0
    number: str = ""
    counts: dict[Element, int] = field(default_factory=dict)

    def enter(self, element: Element) -> bool:
        """Begin an element; tell whether its children are to be walked."""
        tag = element.tag
        if tag == "br":
            self.end_line()
            return False
        if not is_seen(element):
            return False
        if tag == "table" and self.tables.get(element):
            self.end_line()
            self.done += [Line(line) for line in _table(element)]
            return False
        if tag in BLOCKS:
            self.end_line()
        if tag == "li":
            self.number = self._number(element)
        self.in_link += tag == "a"
        self.in_pre += tag == "pre"
        self.add(element.text)
        return True

    def leave(self, element: Element) -> None:
        tag = element.tag
        self.in_link -= tag == "a"
        self.in_pre -= tag == "pre"
        if tag in BLOCKS:
            self.end_line()
        if tag == "li":
            self.number = ""

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.in_pre:
            *whole, text = re.split(r"\r\n|\r|\n", text)
            for line in whole:
                self.parts.append(line)
                self.end_line()
        self.parts.append(text)
        self.links += len(text.strip()) if self.in_link else 0

    def end_line(self) -> None:
        text = _RUN.sub(" ", _BREAK.sub("", "".join(self.parts))).strip(_INVISIBLE)
        if text:
            number = "" if _NUMBERED.match(text) else self.number
            self.done.append(Line(number + text, self.links))
            self.number = ""
        self.parts, self.links = [], 0

    def _number(self, item: Element) -> str:
        """Return the number that a browser shows before an item of an ordered list."""
        above = item.getparent()
        if above is None or above.tag != "ol":
            return ""
        given = _SPAN.match(item.get("value") or "")
        first = _SPAN.match(above.get("start") or "")
        count = self.counts.get(above, int(first[1]) if first else 1)
        count = int(given[1]) if given else count
        self.counts[above] = count + 1
        return _shown(count, item, above)


def _shown(count: int, item: Element, above: Element) -> str:
    style = _LIST_STYLE.search(item.get("style") or "") or _LIST_STYLE.search(above.get("style") or "")
    form = (style[1].lower() if style else "") or {"a": "alpha", "i": "roman"}.get(
        (above.get("type") or "").lower(), ""
    )
    if form in ("none", "disc"):
        return ""
    if form in ("cjk", "chinese") and count < 100:
        return f"{_han(count)}、"
    if form == "alpha" and count <= 26:
        letter = chr(ord("a") + count - 1)
        return f"{letter.upper() if above.get('type') == 'A' else letter}."
    return f"{count}."


def _han(count: int) -> str:
    ten, one = divmod(count, 10)
    digits = "〇一二三四五六七八九"
    return ("十" if ten == 1 else digits[ten] + "十" if ten else "") + (digits[one] if one or not ten else "")


# Tables.


@dataclass(slots=True)
class _Shape:
    """What tells a table of data from one that only lays out a page."""

    size: int = 0
    nested: int = 0
    cell: int = 0
    blocks: int = 0
    filled: int = 0
    largest: tuple[int, int] = (0, 0)
    several: bool = False

    def is_data(self) -> bool:
        """A table of one column, around another table, or around one long text lays out a page."""
        size, blocks = self.largest
        around_text = size > 0.8 * self.size and blocks >= 5
        return self.several and self.nested <= 0.5 * self.size and not around_text


def data_tables(root: Element) -> dict[Element, bool]:
    """Return for each table in `root` whether it holds data."""
    kinds: dict[Element, bool] = {}
    shapes: list[_Shape] = []
    for event, element in _events(root):
        tag = element.tag
        if event == "start":
            if tag == "table":
                shapes.append(_Shape())
            if shapes:
                _begin(shapes[-1], tag)
                _count(shapes[-1], element.text)
            continue
        if shapes:
            _end(shapes[-1], tag)
        if tag == "table":
            shape = shapes.pop()
            kinds[element] = shape.is_data()
            if shapes:
                shapes[-1].size += shape.size
                shapes[-1].nested += shape.size
                shapes[-1].cell += shape.size
        if shapes and element is not root:
            _count(shapes[-1], element.tail)
    return kinds


def _begin(shape: _Shape, tag: object) -> None:
    if tag == "tr":
        shape.filled = 0
    elif tag in ("td", "th"):
        shape.cell = shape.blocks = 0
    elif tag in ("p", "br", "div", "li"):
        shape.blocks += 1


def _end(shape: _Shape, tag: object) -> None:
    if tag in ("td", "th") and shape.cell:
        shape.filled += 1
        shape.several = shape.several or shape.filled > 1
        shape.largest = max(shape.largest, (shape.cell, shape.blocks))


def _count(shape: _Shape, text: str | None) -> None:
    size = len("".join((text or "").split()))
    shape.size += size
    shape.cell += size


def _events(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield the start and end of each element that is seen."""
    stack = [(root, iter(root))]
    yield "start", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        elif is_seen(child):
            stack.append((child, iter(child)))
            yield "start", child


def _table(table: Element) -> list[str]:
    """Return a table of data as lines; what stands in it outside its cells comes first."""
    outside: list[str] = [table.text] if table.text and table.text.strip(_INVISIBLE) else []
    rows: list[list[Element]] = []
    row: list[Element] = []
    stack = [iter(table)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        outside += [child.tail] if child.tail and child.tail.strip(_INVISIBLE) else []
        if not is_seen(child):
            continue
        if child.tag in ("td", "th"):
            row.append(child)
            continue
        if child.tag == "caption":
            outside += [line.text for line in _print(child, None, {})]
            continue
        if child.tag == "tr":
            row = []
            rows.append(row)
        outside += [child.text] if child.text and child.text.strip(_INVISIBLE) else []
        stack.append(iter(child))
    if row and not rows:
        rows.append(row)
    return [*(" ".join(text.split()) for text in outside), *_rows(rows)]


def _rows(rows: list[list[Element]]) -> list[str]:
    """Return the lines of the rows; a row that is one cell stays as many lines as it has paragraphs."""
    texts = [[[line.text for line in _print(cell, None, {})] for cell in row] for row in rows]
    record = record_lines([[" ".join(cell) for cell in row] for row in texts])
    if record is not None:
        return record
    spans = _spans(rows)
    done: list[str] = []
    cells: list[list[Cell]] = []
    reach = 0  # rows below that a cell from above still covers
    for row, row_texts in zip(spans, texts, strict=True):
        if len(row) == 1 and reach <= 0 and row[0][0] == 1 and len(row_texts[0]) > 1:
            done += [*_printed(cells), *row_texts[0]]
            cells = []
        else:
            cells.append(
                [Cell(" ".join(text), down, across) for (down, across), text in zip(row, row_texts, strict=True)]
            )
        reach = max([reach, *(down for down, _ in row)]) - 1
    return done + _printed(cells)


def _printed(rows: list[list[Cell]]) -> list[str]:
    return [line for line in table_lines(rows) if line.strip()]


def _spans(rows: list[list[Element]]) -> list[list[tuple[int, int]]]:
    """Return how many rows and columns each cell covers; claims that no table of a document makes count as one."""
    spans = [[_span(cell, len(rows) - i) for cell in row] for i, row in enumerate(rows)]
    width = max((sum(across for _, across in row) for row in spans), default=0)
    places = max(width * len(rows), sum(down * across for row in spans for down, across in row))
    cells = sum(len(row) for row in rows)
    return spans if places <= 10_000 + 50 * cells else [[(1, 1)] * len(row) for row in spans]


def _span(cell: Element, below: int) -> tuple[int, int]:
    down = _SPAN.match(cell.get("rowspan") or "1")
    across = _SPAN.match(cell.get("colspan") or "1")
    rows = int(down[1]) if down else 1
    return min(rows or below, below), max(1, min(int(across[1]) if across else 1, _MOST_COLUMNS))
