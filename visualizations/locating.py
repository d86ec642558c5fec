"""Where the mines, bases and parks of a graph lie, as far as a table of coordinates and their own names tell.

Nothing is guessed from the text around. A place has a position of its own in the table; or the table knows, or its
name says (某县某某沟煤矿), in which division it lies, and it stands at the seat of that; or it is a base whose mines
are located, and stands amid them. Any other is not located.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from visualizations.model import Link, Node

KINDS = ("mine", "base", "park")
_PROVINCE = re.compile(r"^\w{2,7}?(?:省|自治区)(?=\w{3})")
_GENERIC = re.compile(
    "国家|省级|经济|高新|高技术|工业|产业|循环|综合|保税|出口|新型|现代|生态|稀土|化工|冶金|装备|新材料|农业|矿业"
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a node stands, in degrees of WGS 84; `basis` is the division at whose seat, where it is at one.

    `precision` is mine, county, prefecture or amid.
    """

    node: str
    latitude: float
    longitude: float
    precision: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    name: str
    more: tuple[str, ...]
    code: str
    latitude: float | None
    longitude: float | None
    precision: str
    source: str


def locate(nodes: Iterable[Node], links: Iterable[Link]) -> tuple[Site, ...]:
    """Find a position for every mine, base and park that has one, in the order of the nodes."""
    places = [node for node in nodes if node.kind in KINDS]
    sites = {node.id: site for node in places if (site := _own(node))}
    mines: dict[str, list[Site]] = defaultdict(list)
    for link in links:
        if link.kind == "contains" and link.target in sites:
            mines[link.source].append(sites[link.target])
    for node in places:
        if node.id not in sites and mines[node.id]:
            sites[node.id] = _amid(node, mines[node.id])
    return tuple(sites[node.id] for node in places if node.id in sites)


def _own(node: Node) -> Site | None:
    for name in (node.name, node.label, *node.aliases):
        row = _known(name, node.kind) or _named_after(name, node.kind)
        if row:
            seat = row if row.latitude is not None else _by_code()[row.code]
            if seat.latitude is not None and seat.longitude is not None:
                basis = seat.name if seat.kind == "division" else ""
                return Site(node.id, seat.latitude, seat.longitude, seat.precision, basis, row.source)
    return None


def _known(name: str, kind: str) -> _Row | None:
    """The row of the table that means a mine or a park by this name."""
    for row in _table():
        if kind == "mine" and row.kind == "mine" and name.startswith(row.name) and name.endswith("矿"):
            if any(mineral in name[len(row.name) :] for mineral in row.more):
                return row
        elif kind != "mine" and row.kind == "site" and name == row.name:
            return row
    return None


def _named_after(name: str, kind: str) -> _Row | None:
    """The division that the name begins with; a park may leave out 市 before generic words (唐山高新技术产业开发区).

    A mine may not: 黄山铜矿 need not lie in 黄山市, nor 上海庙经济开发区 in 上海.
    """
    name = _PROVINCE.sub("", name)
    best: _Row | None = None
    for row in _table():
        if row.kind == "division":
            short = kind != "mine" and any(_GENERIC.match(name.removeprefix(words)) for words in row.more)
            if (name.startswith(row.name) and len(name) > len(row.name) + 1) or short:
                best = row if best is None or row.precision == "county" else best
    return best


def _amid(base: Node, mines: Sequence[Site]) -> Site:
    """The middle of the mines of a base that are located."""
    latitude = round(sum(site.latitude for site in mines) / len(mines), 1)
    longitude = round(sum(site.longitude for site in mines) / len(mines), 1)
    return Site(base.id, latitude, longitude, "amid", "", "")


@cache
def _table() -> tuple[_Row, ...]:
    text = files("visualizations").joinpath("coordinates.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(_rows(rows))


def _rows(rows: Iterable[Mapping[str, str]]) -> Iterator[_Row]:
    for row in rows:
        yield _Row(
            row["kind"], row["name"], tuple(filter(None, row["more"].split("|"))), row["code"],
            float(row["latitude"]) if row["latitude"] else None, float(row["longitude"]) if row["longitude"] else None,
            row["precision"], row["source"],
        )  # fmt: skip


@cache
def _by_code() -> dict[str, _Row]:
    return {row.code: row for row in _table() if row.kind == "division"}
