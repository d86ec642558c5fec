"""Puts nodes into lanes: bodies, tasks, then what tasks are about; documents on top. Plain arithmetic, no chance.

Lanes run from left to right, so that every label has its own side of its mark, and lines cross the gaps. Within a lane
nodes stand where their neighbours are (the barycentre heuristic of Sugiyama, Tagawa and Toda 1981), tasks in the order
of the document. A lane too tall for the picture breaks into columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visualizations.labels import LINE_HEIGHT, width, wrap
from visualizations.model import Link, Node
from visualizations.style import mark_size

_ASPECT = 1.6
_GAP = 6  # between a mark and its label, and around labels
_INDENT = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of a mark is, in pixels at scale 1 (y grows downwards), and its label's lines and side."""

    x: int
    y: int
    side: str
    lines: tuple[str, ...]
    size: int

    @property
    def label_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the label."""
        wide, high = max(map(width, self.lines)), LINE_HEIGHT * len(self.lines)
        left = self.x + self.size + _GAP if self.side == "right" else self.x - self.size - _GAP - wide
        return left, self.y - high / 2, left + wide, self.y + high / 2


@dataclass(frozen=True, slots=True)
class _Lane:
    kinds: tuple[str, ...]
    ems: float
    lines: int
    pitch: int
    side: str
    gap: int  # to the lane on the right


_LANES = (
    _Lane(("body",), 13, 1, 27, "left", 150),
    _Lane(("task",), 13, 2, 42, "right", 76),
    _Lane(("base", "park"), 10, 2, 42, "right", 44),
    _Lane(("mine",), 10, 1, 27, "right", 44),
    _Lane(("mineral",), 5, 1, 27, "right", 0),
)
_DOCUMENT = _Lane(("document",), 15, 2, 46, "right", 0)


def lay_out(nodes: Sequence[Node], links: Iterable[Link]) -> dict[str, Place]:
    """Give every node its place; the same nodes and links give the same places."""
    near = _neighbours(nodes, links)
    heads = [node for node in nodes if node.kind == "document" and not node.parent]
    on_top = [node for node in nodes if node.kind == "document" and node.parent]
    lanes = [(lane, [node for node in nodes if node.kind in lane.kinds]) for lane in _LANES]
    lanes = [(lane, members if lane.kinds != ("task",) else _outline(heads, members)) for lane, members in lanes]
    lanes = [(lane, members) for lane, members in lanes if members]
    height = _height(lanes)
    places: dict[str, Place] = {}
    gaps = _gaps(lanes, height)
    x = 0
    starts = []
    for (lane, members), gap in zip(lanes, gaps, strict=True):
        starts.append(x)
        x += _columns(lane, members, height) * _column_width(lane, members) + gap
    for index in _sweep_order(lanes):
        lane, members = lanes[index]
        if lane.kinds != ("task",):
            members = _by_barycentre(members, near, places)
        places.update(_fill(lane, members, starts[index], height))
    places.update(_top(on_top, near, places, x))
    return places


def _neighbours(nodes: Sequence[Node], links: Iterable[Link]) -> dict[str, list[str]]:
    known = {node.id for node in nodes}
    near: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.source in known and link.target in known:
            near[link.source].append(link.target)
            near[link.target].append(link.source)
    return near


def _outline(heads: Sequence[Node], tasks: Sequence[Node]) -> list[Node]:
    """Every document before its tasks, which are in its order."""
    by_document: dict[str, list[Node]] = defaultdict(list)
    for task in tasks:
        by_document[task.documents[0] if task.documents else ""].append(task)
    listed = [node for head in heads for node in (head, *by_document.pop(head.id, []))]
    return [*listed, *(task for rest in by_document.values() for task in rest)]


def _sweep_order(lanes: Sequence[tuple[_Lane, list[Node]]]) -> list[int]:
    """Tasks first, then the lanes to their right, then the bodies: each is ordered by lanes that stand already."""
    kinds = [lane.kinds for lane, _ in lanes]
    middle = kinds.index(("task",)) if ("task",) in kinds else 0
    return [middle, *range(middle + 1, len(lanes)), *range(middle - 1, -1, -1)]


def _pitch(lane: _Lane, members: Sequence[Node]) -> int:
    """Smallest distance of rows: that of the lane, and no mark may touch the next."""
    return max(lane.pitch, *(2 * mark_size(node) + 4 for node in members))


def _columns(lane: _Lane, members: Sequence[Node], height: int) -> int:
    rows = max(1, height // _pitch(lane, members))
    return -(-len(members) // rows)


def _lines(lane: _Lane, node: Node) -> tuple[str, ...]:
    if node.kind == "document":
        lane = _DOCUMENT
    return wrap(node.label, lane.ems, lane.lines)


def _column_width(lane: _Lane, members: Sequence[Node]) -> int:
    widest = max(width(line) for node in members for line in _lines(lane, node))
    indent = _INDENT * max(_depth(node) for node in members)
    return round(widest) + indent + 2 * max(map(mark_size, members)) + 3 * _GAP


def _depth(node: Node) -> int:
    if node.kind != "task":
        return 0
    return 2 if node.parent else 1


def _width(lanes: Sequence[tuple[_Lane, list[Node]]], height: int) -> int:
    return sum(_columns(lane, members, height) * _column_width(lane, members) + lane.gap for lane, members in lanes)


def _height(lanes: Sequence[tuple[_Lane, list[Node]]]) -> int:
    """The least height at which the picture is no broader than _ASPECT."""
    height = 560
    while _width(lanes, height) > _ASPECT * height and any(_columns(*lane, height) > 1 for lane in lanes):
        height += 40
    return height


def _gaps(lanes: Sequence[tuple[_Lane, list[Node]]], height: int) -> list[int]:
    """Gaps grow with the picture, and take what a narrow picture leaves over."""
    spare = max(0.0, _ASPECT * height - _width(lanes, height))
    total = sum(lane.gap for lane, _ in lanes[:-1]) or 1
    factor = 1 + min(spare / total, 1.6)
    return [round(lane.gap * factor) for lane, _ in lanes[:-1]] + [0] * bool(lanes)


def _by_barycentre(members: Sequence[Node], near: dict[str, list[str]], places: dict[str, Place]) -> list[Node]:
    def mean(node: Node) -> float:
        heights = [places[other].y for other in near[node.id] if other in places]
        return sum(heights) / len(heights) if heights else float("inf")

    return sorted(members, key=lambda node: (mean(node), node.id))


def _fill(lane: _Lane, members: Sequence[Node], left: int, height: int) -> dict[str, Place]:
    """Places of one lane: down the columns for tasks, which are read in order, else along the rows."""
    columns = _columns(lane, members, height)
    wide = _column_width(lane, members)
    rows = -(-len(members) // columns)
    pitch = min(height / rows, 2.0 * _pitch(lane, members))
    top = (height - pitch * (rows - 1)) / 2
    reach = max(map(mark_size, members))
    places = {}
    for index, node in enumerate(members):
        column, row = divmod(index, rows) if lane.kinds == ("task",) else (index % columns, index // columns)
        edge = left + column * wide
        middle = edge + wide - reach - _GAP if lane.side == "left" else edge + reach + _GAP + _INDENT * _depth(node)
        places[node.id] = Place(middle, round(top + row * pitch), lane.side, _lines(lane, node), mark_size(node))
    return places


def _top(
    documents: Sequence[Node], near: dict[str, list[str]], places: dict[str, Place], right: int
) -> dict[str, Place]:
    """Cited documents and notices stand in rows above, over the documents that name them."""
    if not documents:
        return {}
    wide = _column_width(_DOCUMENT, documents) + 2 * _GAP
    across = max(1, right // wide)

    def middle(node: Node) -> float:
        columns = [places[other].x for other in near[node.id] if other in places]
        return sum(columns) / len(columns) if columns else 0.0

    ordered = sorted(documents, key=lambda node: (middle(node), node.id))
    result = {}
    for index, node in enumerate(ordered):
        row, column = divmod(index, across)
        in_row = min(across, len(ordered) - row * across)
        centre = sum(middle(other) for other in ordered[row * across : row * across + in_row]) / in_row
        start = min(max(0.0, centre - (in_row - 1) * wide / 2), max(0.0, right - in_row * wide))
        y = -_DOCUMENT.pitch * (1 + row)
        result[node.id] = Place(round(start + column * wide), y, "right", _lines(_DOCUMENT, node), mark_size(node))
    return result
