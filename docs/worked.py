"""One sentence and the nodes that it becomes: read by the program itself, so that it is true."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from docs.code import names_used
from docs.diagram import names_of
from docs.drawing import Arrow, Box, Link, picture
from docs.knowledge import DocsError, Knowledge
from docs.samples import Sampled, read_documents
from ontology import POL, concepts
from queries import Rows

__all__ = ["Worked", "work_example"]

# Written for this page, by nobody's authority.
_DOCUMENT = """\
云南省人民政府办公厅关于加快建设绿色矿山的通知
云政办发〔2024〕7号
各州、市人民政府，省直各委、办、厅、局：
为加快建设绿色矿山，经省人民政府同意，现通知如下：
一、推进绿色矿山建设。2025年底前，全省大中型铜矿山达到绿色矿山标准。（省自然资源厅牵头，省财政厅配合）
云南省人民政府办公厅
2024年3月1日
"""
_CLAUSE = "一、推进绿色矿山建设。2025年底前，全省大中型铜矿山达到绿色矿山标准。（省自然资源厅牵头，省财政厅配合）"
_ASK = f"""
PREFIX pol: <{POL.NS}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?label ?mention ?name ?role ?day ?words (xsd:integer(?from) AS ?start) (xsd:integer(?to) AS ?end) WHERE {{
  ?task a pol:Task ; rdfs:label ?label ; pol:hasResponsibility ?duty ; pol:deadline ?day ; pol:deadlineText ?words .
  ?duty pol:responsibleParty ?body ; pol:role ?role ; pol:mention ?mention ; pol:sequence ?place ; pol:evidence ?proof .
  ?proof oa:hasSelector ?position . ?position oa:start ?from ; oa:end ?to .
  ?body skos:prefLabel ?name .
}} ORDER BY ?place
"""


_SHOWN = (POL.Task, POL.Deadline, POL.Responsibility, POL.Body, POL.hasDeadline, POL.hasResponsibility,
          POL.responsibleParty)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worked:
    """A sentence in stretches, each with the term that it was read for (or none), the nodes drawn, and their Turtle."""

    stretches: tuple[tuple[str, str], ...]
    drawing: Markup
    turtle: str


def work_example(knowledge: Knowledge, link: Link) -> Worked:
    """Read the sentence and draw what it becomes.

    Raises:
        DocsError: the program reads something else than the page says.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "example.txt"
        file.write_text(_DOCUMENT, encoding="utf-8", newline="\n")
        with read_documents(file) as sampled:
            rows = sampled.ask(_ASK)
            turtle = _turtle(sampled)
    said = list(rows.values())
    if [row["role"].rsplit("/", 1)[1] for row in said] != ["lead", "support"]:
        raise DocsError("the worked example is no longer read as a lead and a support")
    return Worked(_stretches(rows), _drawn(knowledge, said, link), turtle)


def _turtle(sampled: Sampled) -> str:
    turtle = sampled.statements.about_class(POL.Responsibility)
    if POL.responsibleParty not in names_used(turtle):
        raise DocsError("the worked example has no responsibility")
    return turtle


def _stretches(rows: Rows) -> tuple[tuple[str, str], ...]:
    """Cut the sentence where something was read from it."""
    marks = {row["words"]: POL.Deadline for row in rows.values()}
    marks |= {row["label"]: POL.Task for row in rows.values()}
    marks |= {row["mention"]: POL.Body for row in rows.values()}
    labels = {concept.iri: concept.label for concept in concepts("role")}
    marks |= {labels[row["role"]]: row["role"] for row in rows.values()}
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(_CLAUSE):
        words = next((words for words in sorted(marks, key=len, reverse=True) if _CLAUSE.startswith(words, at)), "")
        if words:
            found.append((words, marks[words]))
        elif found and not found[-1][1]:
            found[-1] = (found[-1][0] + _CLAUSE[at], "")
        else:
            found.append((_CLAUSE[at], ""))
        at += len(words) or 1
    return tuple(found)


def _drawn(knowledge: Knowledge, rows: list[dict[str, str]], link: Link) -> Markup:
    """Draw the task, its deadline, and a row a duty."""
    labels = {concept.iri: concept for concept in concepts("role")}
    first = rows[0]
    named = {iri: names_of(knowledge, iri) for iri in _SHOWN}
    task = Box(POL.Task, *named[POL.Task], 120, 70, 200, "task", (first["label"],))
    words = (f"{first['words']} → {first['day']}",)
    deadline = Box(POL.Deadline, *named[POL.Deadline], 120, 200, 200, "fact", words)
    way = ((120, 109), (120, 161))
    arrows = [Arrow(POL.hasDeadline, *named[POL.hasDeadline], way, (128, 133), "start")]
    boxes = [task, deadline]
    for at, row in enumerate(rows):
        y, role = 70 + 130 * at, labels[row["role"]]
        lines = (f"{role.label} role:{role.english} · 第{row['start']}–{row['end']}字",)
        duty, body = named[POL.Responsibility], named[POL.Body]
        boxes.append(Box(POL.Responsibility, *duty, 480, y, 240, "duty", lines))
        boxes.append(Box(POL.Body, *body, 860, y, 220, "body", (f"{row['mention']} = {row['name']}",)))
        start = ((220, 70), (360, 70)) if not at else ((220, 84), (290, 84), (290, y), (360, y))
        for iri, points, x in ((POL.hasResponsibility, start, 290), (POL.responsibleParty, ((600, y), (750, y)), 675)):
            arrows.append(Arrow(iri, *(("", "") if at else named[iri]), points, (x, y - 26)))
    return picture("worked", boxes, arrows, (980, 252), "例句变成的节点 / the nodes that the sentence becomes", link)
