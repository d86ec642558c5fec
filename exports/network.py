"""The graph as a network for programs that know nodes, edges and their values, and nothing of RDF.

Nodes are documents, tasks, bodies, minerals, mines, bases and parks; each kind of edge is a property of the ontology,
and `weight` counts the clauses or references that state it. An edge has the evidence of the first of them: file, place,
quote, rule with its version, and the program or person that read it; and the places of all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from exports.concepts import concept_label
from exports.quads import Quads
from exports.sorting import Sorter
from exports.tables import Row, Tables
from ontology.terms import PREFIXES

__all__ = ["ATTRIBUTES", "COLORS", "EDGES", "EVIDENCE", "KINDS", "Edge", "Network", "Node", "short"]

KINDS = {
    "document": "文件", "task": "任务", "body": "单位", "mineral": "矿种", "mine": "矿山", "base": "产业基地",
    "park": "工业园区", "other": "其他",
}  # fmt: skip
"""Kinds of nodes, with their Chinese names."""

COLORS = {
    "document": (0, 114, 178), "task": (86, 180, 233), "body": (213, 94, 0), "mineral": (0, 158, 115),
    "mine": (204, 121, 167), "base": (230, 159, 0), "park": (240, 228, 66), "other": (153, 153, 153),
}  # fmt: skip
"""Red, green and blue of the kinds, told apart by the colour-blind too (Okabe and Ito)."""

EDGES = {
    "leadBy": "牵头", "responsibleBy": "负责", "supportedBy": "配合", "guidedBy": "指导", "supervisedBy": "监督",
    "statedIn": "见于文件", "partOfTask": "隶属任务", "concerns": "涉及", "mentions": "提及", "passedBy": "发文",
    "isAnnexOf": "印发于", "implements": "贯彻落实", "issues": "印发", "amends": "修订", "repeals": "废止",
    "cites": "引用", "subOrganizationOf": "隶属", "successor": "后继机构", "mineral": "矿种", "partOfBase": "属于基地",
}  # fmt: skip
"""Kinds of edges, with their Chinese names."""

ATTRIBUTES = ("kindLabel", "iri", "number", "date", "level", "source")
"""What nodes have beside kind and label, where it is known: all text."""

EVIDENCE = {
    "file": "来源文件", "start": "起始位置", "end": "结束位置", "quote": "原文", "rule": "识别规则",
    "ruleVersion": "规则版本", "readBy": "读出者", "places": "全部位置",
}  # fmt: skip
"""What edges have that a text states, with Chinese names; `start` and `end` are whole numbers, the others text.

`places` are the offsets of every clause or reference, as 12-20 35-41. The file is not called source, as the source of
an edge is a node: networkx would take the one for the other.
"""

_ROLES = {
    "lead": "leadBy", "responsible": "responsibleBy", "support": "supportedBy", "guide": "guidedBy",
    "supervise": "supervisedBy",
}  # fmt: skip
_TABLES = ("documents", "tasks", "responsibilities", "references", "bodies", "places", "minerals", "concerns")
_UNNAMED = re.compile(rb"[^A-Za-z0-9.\-]")


@dataclass(frozen=True, slots=True)
class Node:
    """A node: address, kind, Chinese name, and values of `ATTRIBUTES`."""

    iri: str
    kind: str
    label: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: addresses of its ends, kind, how many clauses or references state it, and values of `EVIDENCE`."""

    source: str
    target: str
    kind: str
    weight: int
    values: dict[str, str]


def short(iri: str) -> str:
    """Return a name that every format takes as an id (an NMTOKEN of XML), one for each address.

    >>> short("https://w3id.org/policykg/id/doc/2016-42-a086e028/task/3.1")
    'doc:2016-42-a086e028:task:3.1'
    """
    for start in (PREFIXES["id"], PREFIXES["pol"].removesuffix("ontology#")):
        if iri.startswith(start) and iri != start:
            return ":".join(_named(part) for part in iri.removeprefix(start).split("/"))
    return "iri:" + _named(iri)


def _named(part: str) -> str:
    return _UNNAMED.sub(lambda match: b"_%02X" % match[0][0], part.encode()).decode()


class Network:
    """The nodes and edges of a graph: nodes by kind and address, edges by their source, each once."""

    def __init__(self, quads: Quads, work: Path) -> None:
        """Read the network; memory holds the addresses of its nodes, and no more of them."""
        self._tables = Tables(quads, work, _TABLES)
        self._edges = Sorter(work)
        self._edges.add(self._stated())
        self._ends: set[str] = set()
        for line in self._edges:
            source, _, target, _ = line.split(b"\t", 3)
            self._ends |= {source.decode(), target.decode()}

    def nodes(self) -> Iterator[Node]:
        """Go through the nodes; what an edge leads to and nothing describes is of the kind `other`."""
        seen: set[str] = set()
        for node in self._described():
            if node.iri not in seen:
                seen.add(node.iri)
                yield node
        minerals = PREFIXES["mineral"]
        for iri in sorted(self._ends - seen):
            kind = "mineral" if iri.startswith(minerals) else "other"
            yield _node(iri, kind, concept_label(iri) if kind == "mineral" else short(iri))

    def edges(self) -> Iterator[Edge]:
        """Go through the edges."""
        for key, lines in groupby(self._edges, key=lambda line: line.split(b"\t", 3)[:3]):
            source, kind, target = (part.decode() for part in key)
            stated = [line.split(b"\t", 3)[3] for line in lines]
            weight = len({one.rpartition(b"\t")[2] for one in stated})
            said = [_evidence(line) for line in stated]
            places = " ".join(f"{one['start']}-{one['end']}" for one in said if "start" in one)
            yield Edge(source, target, kind, weight, said[0] | ({"places": places} if places else {}))

    def _described(self) -> Iterator[Node]:
        for row in self._tables.rows("documents"):
            label = row["title"] or row["label"] or row["number"] or row["source"]
            date = row["signed"] or row["published"]
            yield _node(row["document"], "document", label, number=row["number"], date=date, source=row["source"])
        for row in self._tables.rows("tasks"):
            label = " ".join(one for one in (row["taskNumber"], row["taskLabel"]) if one)
            values = {"number": row["taskNumber"], "date": row["deadline"], "source": row["source"]}
            yield _node(row["task"], "task", label or row["quote"], **values)
        for row in self._tables.rows("bodies"):
            yield _node(row["department"], "body", row["departmentLabel"], level=row["levelLabel"])
        for row in self._tables.rows("places"):
            yield _node(row["place"], row["kind"], row["label"], source=row["source"])

    def _stated(self) -> Iterator[bytes]:
        """Yield a line for each statement of an edge; what states it stands behind, so that all are counted."""
        rows = self._tables.rows
        for row in rows("responsibilities"):
            if row["role"] in _ROLES:
                yield from _lines(row, "task", _ROLES[row["role"]], "department", row["responsibility"])
        for row in rows("references"):
            if row["relation"] in EDGES:
                yield from _lines(row, "document", row["relation"], "target", row["reference"])
        for row in rows("tasks"):
            for kind, column in (("statedIn", "document"), ("partOfTask", "parentTask")):
                yield from _lines(row, "task", kind, column)
        for row in rows("minerals"):
            named = {**row, "mineral": row["mineral"] and PREFIXES["mineral"] + row["mineral"]}
            yield from _lines(named, "document", "mentions", "mineral", row["mention"])
        for row in rows("concerns"):
            yield from _lines(row, "task", "concerns", "thing", row["concern"])
        for row in rows("documents"):
            yield from _lines(row, "document", "passedBy", "issuers")
            yield from _lines(row, "document", "isAnnexOf", "notice")
        for row in rows("bodies"):
            yield from _lines(row, "department", "subOrganizationOf", "parent")
            yield from _lines(row, "department", "successor", "successors")
        for row in rows("places"):
            yield from _lines(row, "place", "mineral", "minerals")
            yield from _lines(row, "place", "partOfBase", "partOf")


def _lines(row: Row, source: str, kind: str, target: str, by: str = "") -> Iterable[bytes]:
    if not row[source]:
        return
    # First the file and the place, so that the first in the order of the texts comes first; JSON holds no tab.
    order = json.dumps(row.get("source") or "", ensure_ascii=False), f"{row.get('start') or 0:012}"
    values = {"file": row.get("source"), **{name: row.get(name) for name in EVIDENCE if name != "file"}}
    known = {name: str(value) for name, value in values.items() if value is not None} if "start" in row else {}
    evidence = "\t".join((*order, json.dumps(known, ensure_ascii=False), by))
    for one in row[target] if isinstance(row[target], list) else [row[target]]:
        if one:
            yield f"{row[source]}\t{kind}\t{one}\t{evidence}\n".encode()


def _evidence(line: bytes) -> dict[str, str]:
    found: dict[str, str] = json.loads(line.split(b"\t", 3)[2])
    return found


def _node(iri: str, kind: str, label: str | None, **values: str | None) -> Node:
    known = {name: value for name, value in values.items() if value}
    return Node(iri, kind, label or short(iri), {"kindLabel": KINDS[kind], "iri": iri, **known})
