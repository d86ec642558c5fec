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
    _Lane(("body",), 9, 2, 24, "left", 200),
    _Lane(("task",), 14, 2, 26, "right", 72),
    _Lane(("base", "park"), 9, 2, 26, "right", 44),
    _Lane(("mine",), 10, 1, 24, "right", 50),
    _Lane(("mineral",), 5, 1, 24, "right", 0),
)
_DOCUMENT = _Lane(("document",), 14, 2, 30, "right", 0)
_TOP_ROW = 46


class _Filled:
    """A lane with its nodes; sizes are worked out once."""

    def __init__(self, lane: _Lane, nodes: Sequence[Node]) -> None:
        self.lane = lane
        self.nodes = list(nodes)
        self.lines = {node.id: _lines(lane, node) for node in nodes}
        self.need = {node.id: _need(lane, node, self.lines[node.id]) for node in nodes}
        self.total = sum(self.need.values())
        self.reach = max(map(mark_size, nodes))
        self.wide = _column_width(nodes, self.lines, self.reach)

    def columns(self, height: int) -> int:
        """Columns that the lane breaks into so that each is no taller than the picture."""
        return max(1, -(-self.total // height))

    @property
    def is_outline(self) -> bool:
        """Whether the nodes are read in their order, down the columns."""
        return self.lane.kinds == ("task",)


def lay_out(nodes: Sequence[Node], links: Iterable[Link]) -> dict[str, Place]:
    """Give every node its place; the same nodes and links give the same places."""
    near = _neighbours(nodes, links)
    heads = [node for node in nodes if node.kind == "document" and not node.parent]
    on_top = [node for node in nodes if node.kind == "document" and node.parent]
    lanes = _lanes(nodes, heads)
    height = _height(lanes)
    starts, right = _starts(lanes, height)
    places: dict[str, Place] = {}
    for index in _sweep_order(lanes):
        lane = lanes[index]
        if not lane.is_outline:
            lane.nodes = _by_barycentre(lane.nodes, near, places)
        places.update(_fill(lane, starts[index], height))
    places.update(_top(on_top, near, places, right))
    return places


def _lanes(nodes: Sequence[Node], heads: Sequence[Node]) -> list[_Filled]:
    lanes = []
    for lane in _LANES:
        members = [node for node in nodes if node.kind in lane.kinds]
        if lane.kinds == ("task",):
            members = _outline(heads, members)
        if members:
            lanes.append(_Filled(lane, members))
    return lanes


def _starts(lanes: Sequence[_Filled], height: int) -> tuple[list[int], int]:
    """Left edge of every lane, and the right edge of the last; columns of a lane get some of the room that is left."""
    spare = max(0.0, _ASPECT * height - _width(lanes, height))
    inner = sum((lane.columns(height) - 1) * lane.wide for lane in lanes)
    for lane in lanes:
        lane.wide = round(lane.wide * (1 + min(0.4, 0.7 * spare / inner))) if inner else lane.wide
    x = 0
    starts = []
    for lane, gap in zip(lanes, _gaps(lanes, height), strict=True):
        starts.append(x)
        x += lane.columns(height) * lane.wide + gap
    return starts, x


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


def _sweep_order(lanes: Sequence[_Filled]) -> list[int]:
    """Tasks first, then the lanes to their right, then the bodies: each is ordered by lanes that stand already."""
    middle = next((index for index, lane in enumerate(lanes) if lane.is_outline), 0)
    return [*range(middle, len(lanes)), *range(middle - 1, -1, -1)]


def label_lines(node: Node) -> tuple[str, ...]:
    """Break the label of a node as its lane does."""
    return _lines(next((lane for lane in _LANES if node.kind in lane.kinds), _DOCUMENT), node)


def _lines(lane: _Lane, node: Node) -> tuple[str, ...]:
    if node.kind == "document":
        lane = _DOCUMENT
    lines = wrap(node.label, lane.ems, lane.lines)
    if node.kind == "task" and node.number and len(lines) > 1 and max(map(len, (node.number, node.name))) <= lane.ems:
        return node.number, node.name
    return lines


def _need(lane: _Lane, node: Node, lines: Sequence[str]) -> int:
    """Height of a node's row: at least that of the lane; neither its label nor its mark may touch the next."""
    return max(lane.pitch, LINE_HEIGHT * len(lines) + 5, 2 * mark_size(node) + 4)


def _column_width(nodes: Sequence[Node], lines: dict[str, tuple[str, ...]], reach: int) -> int:
    widest = max(width(line) for node in nodes for line in lines[node.id])
    return round(widest) + _INDENT * max(map(_depth, nodes)) + 2 * reach + 3 * _GAP


def _depth(node: Node) -> int:
    if node.kind != "task":
        return 0
    return 2 if node.parent else 1


def _width(lanes: Sequence[_Filled], height: int) -> int:
    return sum(lane.columns(height) * lane.wide + lane.lane.gap for lane in lanes)


def _height(lanes: Sequence[_Filled]) -> int:
    """The least height at which the picture is no broader than _ASPECT."""
    height = 560
    while _width(lanes, height) > _ASPECT * height and any(lane.columns(height) > 1 for lane in lanes):
        height += 40
    return height


def _gaps(lanes: Sequence[_Filled], height: int) -> list[int]:
    """Gaps grow with the picture, and take what a narrow picture leaves over."""
    spare = max(0.0, _ASPECT * height - _width(lanes, height))
    total = sum(lane.lane.gap for lane in lanes[:-1]) or 1
    factor = 1 + min(spare / total, 1.6)
    return [round(lane.lane.gap * factor) for lane in lanes[:-1]] + [0] * bool(lanes)


def _by_barycentre(members: Sequence[Node], near: dict[str, list[str]], places: dict[str, Place]) -> list[Node]:
    def mean(node: Node) -> float:
        heights = [places[other].y for other in near[node.id] if other in places]
        return sum(heights) / len(heights) if heights else float("inf")

    return sorted(members, key=lambda node: (mean(node), node.id))


def _fill(lane: _Filled, left: int, height: int) -> dict[str, Place]:
    """Places of one lane: down the columns where order is read, else along the rows."""
    columns, count = lane.columns(height), len(lane.nodes)
    rows = -(-count // columns)
    cells = [divmod(index, rows) if lane.is_outline else (index % columns, index // columns) for index in range(count)]
    middles = _middles(lane, [row for _, row in cells], height)
    step = (middles[-1] - middles[0]) / max(1, rows - 1)
    places = {}
    for node, (column, row) in zip(lane.nodes, cells, strict=True):
        edge = left + column * lane.wide
        if lane.lane.side == "left":
            x = edge + lane.wide - lane.reach - _GAP
        else:
            x = edge + lane.reach + _GAP + _INDENT * _depth(node)
        # Columns stand lower one after the other, so that level lines do not run through the next one's labels.
        y = middles[row] + round(step * (column / columns - (columns - 1) / columns / 2))
        places[node.id] = Place(x, y, lane.lane.side, lane.lines[node.id], mark_size(node))
    return places


def _middles(lane: _Filled, rows: Sequence[int], height: int) -> list[int]:
    """Middle of every row: as high as its tallest node needs, and a share of what is left, up to as much again."""
    needs = [0] * (max(rows) + 1)
    for node, row in zip(lane.nodes, rows, strict=True):
        needs[row] = max(needs[row], lane.need[node.id])
    total = sum(needs)
    spare = min(max(0.0, height - total), total) / len(needs)
    y = (height - total - spare * len(needs)) / 2
    middles = []
    for need in needs:
        middles.append(round(y + (need + spare) / 2))
        y += need + spare
    return middles


def _top(
    documents: Sequence[Node], near: dict[str, list[str]], places: dict[str, Place], right: int
) -> dict[str, Place]:
    """Cited documents and notices stand in rows above, over the documents that name them."""
    if not documents:
        return {}
    lines = {node.id: _lines(_DOCUMENT, node) for node in documents}
    wide = _column_width(documents, lines, max(map(mark_size, documents))) + 8 * _GAP
    across = max(1, right // wide)

    def middle(node: Node) -> float:
        columns = [places[other].x for other in near[node.id] if other in places]
        return sum(columns) / len(columns) if columns else 0.0

    top = min((place.y for place in places.values()), default=0)
    ordered = sorted(documents, key=lambda node: (middle(node), node.id))
    result = {}
    for index, node in enumerate(ordered):
        row, column = divmod(index, across)
        in_row = min(across, len(ordered) - row * across)
        centre = sum(middle(other) for other in ordered[row * across : row * across + in_row]) / in_row
        start = min(max(0.0, centre - (in_row - 1) * wide / 2), max(0.0, right - in_row * wide))
        x, y = round(start + column * wide), top - _TOP_ROW * (1 + row)
        side = "left" if x < middle(node) - wide / 4 else "right"  # so that the line does not run through the label
        result[node.id] = Place(x, y, side, lines[node.id], mark_size(node))
    return result
