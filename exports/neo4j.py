"""CSV files for `neo4j-admin database import`, with its headers (Neo4j Operations Manual, CSV header format).

A file a kind of node and one for the relationships. A cell that a spreadsheet would run begins with an apostrophe, and
a line end within a cell is written as ↵, as the importer refuses cells of several lines unless told otherwise.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from exports.export import Written
from exports.hostile import FORMULA, visible
from exports.network import EDGES, EVIDENCE, KINDS, Edge, Network, Node
from exports.quads import Quads

__all__ = ["FILES", "write"]

_FILE = "nodes-{}.csv"
_RELATIONSHIPS = "relationships.csv"
FILES: tuple[str, ...] = (*(_FILE.format(kind) for kind in KINDS), _RELATIONSHIPS)
_COLUMNS = ("label", "kindLabel", "number", "date", "level", "source")
_NODES = ("iri:ID", "name", "kind", "number", "date", "level", "source", ":LABEL")
_EVIDENCE = tuple(f"{name}:int" if name in ("start", "end") else name for name in EVIDENCE)
_LINKS = (":START_ID", ":END_ID", "name", "weight:int", *_EVIDENCE, ":TYPE")
_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write the network of a graph as a folder of CSV files."""
    network = Network(quads, work)
    nodes = edges = 0
    cells = _Cells()
    target.mkdir()
    with ExitStack() as stack:
        writers: dict[str, Any] = {}

        def opened(name: str, header: tuple[str, ...]) -> Any:
            if name not in writers:
                file = stack.enter_context((target / name).open("w", encoding="utf-8", newline=""))
                writers[name] = csv.writer(file, lineterminator="\n")
                writers[name].writerow(header)
            return writers[name]

        for node in network.nodes():
            opened(_FILE.format(node.kind), _NODES).writerow([node.iri, *cells.of(node), node.kind.capitalize()])
            nodes += 1
        links = opened(_RELATIONSHIPS, _LINKS)
        for edge in network.edges():
            kind = _CAPITAL.sub("_", edge.kind).upper()
            links.writerow([edge.source, edge.target, EDGES[edge.kind], edge.weight, *cells.about(edge), kind])
            edges += 1
    return Written({"nodes": nodes, "relationships": edges}, cells.changed)


class _Cells:
    """Writes values as cells and counts the characters that had to be changed."""

    def __init__(self) -> None:
        self.changed = 0

    def of(self, node: Node) -> Iterator[str]:
        values = {**node.values, "label": node.label}
        for name in _COLUMNS:
            yield self._cell(values.get(name, ""))

    def about(self, edge: Edge) -> Iterator[str]:
        for name in EVIDENCE:
            yield self._cell(edge.values.get(name, ""))

    def _cell(self, text: str) -> str:
        if FORMULA.match(text):
            text = "'" + text
            self.changed += 1
        text, pictures = visible(text)
        text, ends = _LINE_END.subn("↵", text)
        self.changed += pictures + ends
        return text
