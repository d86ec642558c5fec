"""The tables of a graph: a row a fact, with its place in the text. Columns are named as in the named queries.

The graph is read document by document, so that memory holds one document; rows that several documents have of one
body or cited document become one row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from exports.assignments import ORDER, assignments
from exports.concepts import concept_label
from exports.concerns import FACT, concerns
from exports.quads import Quads
from exports.sorting import Sorter
from exports.subjects import INVERSE, Subjects
from ontology.rules import rule_of
from ontology.terms import DCTERMS, ELI, ORG, POL, PROV, QUDT, RDFS, SKOS

__all__ = ["TABLES", "Column", "Table", "Tables"]

Row = dict[str, Any]
_NUMBERED = 12
"""Digits to which offsets are filled up, so that they sort as text."""
_BETWEEN = "\x01"
"""Stands in no address, and in no file name once it is JSON."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its values are, and the path of properties from the subject of a row to them.

    `type` is text, texts (several), integer, number (xsd:decimal as text), date, year, boolean, concept (its last
    segment), label (its Chinese name), rule (its name) or version (that of a rule).
    """

    type: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the classes of its subjects, the column of the subject, the other columns, whether rows have a place."""

    classes: tuple[str, ...]
    subject: str
    columns: Mapping[str, Column]
    place: bool = True

    def all_columns(self) -> dict[str, Column]:
        """Return every column, in order."""
        placed = {"source": "text", "start": "integer", "end": "integer", "quote": "text"} if self.place else {}
        return {self.subject: Column("text"), **self.columns, **{name: Column(kind) for name, kind in placed.items()}}


_TASK, _NAMED = INVERSE + POL.hasResponsibility, INVERSE + POL.namedPlace
_READ_BY = {
    "rule": Column("rule", (POL.foundBy,)),
    "ruleVersion": Column("version", (POL.foundBy,)),
    "run": Column("text", (PROV.wasGeneratedBy,)),
    "readBy": Column("text", (PROV.wasGeneratedBy, PROV.wasAssociatedWith, RDFS.label)),
}
"""What read a fact: rule and version, the run or decision, and the program or person."""

TABLES: Mapping[str, Table] = {
    "documents": Table(
        (POL.PolicyDocument,), "document",
        {
            "title": Column("text", (DCTERMS.title,)), "label": Column("text", (RDFS.label,)),
            "number": Column("text", (ELI.number,)), "issuer": Column("text", (POL.issuerText,)),
            "issuers": Column("texts", (ELI.passed_by,)), "signed": Column("date", (ELI.date_document,)),
            "published": Column("date", (ELI.date_publication,)), "type": Column("concept", (ELI.type_document,)),
            "typeLabel": Column("label", (ELI.type_document,)), "genre": Column("concept", (DCTERMS.type,)),
            "genreLabel": Column("label", (DCTERMS.type,)), "addressees": Column("texts", (POL.addressee,)),
            "notice": Column("text", (ELI.is_annex_of,)),
            "noticeTitle": Column("text", (ELI.is_annex_of, DCTERMS.title)),
            "validFrom": Column("date", (ELI.first_date_entry_in_force,)),
            "validUntil": Column("date", (ELI.date_no_longer_in_force,)),
            "text": Column("text", (ELI.is_realized_by,)), "source": Column("text", (ELI.is_realized_by, POL.fileName)),
        },
        place=False,
    ),
    "texts": Table(
        (ELI.LegalExpression,), "text",
        {
            "document": Column("text", (ELI.realizes,)), "source": Column("text", (POL.fileName,)),
            "sha256": Column("text", (POL.sha256,)), "length": Column("integer", (POL.length,)),
            "content": Column("text"),
        },
        place=False,
    ),
    "tasks": Table(
        (POL.Task,), "task",
        {
            "document": Column("text", (POL.statedIn,)), "taskNumber": Column("text", (POL.number,)),
            "taskLabel": Column("text", (RDFS.label,)), "parentTask": Column("text", (POL.partOfTask,)),
            "sequence": Column("integer", (POL.sequence,)), "deadline": Column("date", (POL.deadline,)),
            "deadlineText": Column("text", (POL.deadlineText,)), "concerns": Column("texts", (POL.concerns,)),
            **_READ_BY,
        },
    ),
    "responsibilities": Table(
        (POL.Responsibility,), "responsibility",
        {
            "document": Column("text", (_TASK, POL.statedIn)), "task": Column("text", (_TASK,)),
            "taskNumber": Column("text", (_TASK, POL.number)), "taskLabel": Column("text", (_TASK, RDFS.label)),
            "department": Column("text", (POL.responsibleParty,)),
            "departmentLabel": Column("text", (POL.responsibleParty, SKOS.prefLabel)),
            "mention": Column("text", (POL.mention,)), "role": Column("concept", (POL.role,)),
            "roleLabel": Column("label", (POL.role,)), "generic": Column("boolean", (POL.generic,)),
            "convention": Column("boolean", (POL.byConvention,)), "sequence": Column("integer", (POL.sequence,)),
            "deadline": Column("date", (POL.deadline,)), "deadlineText": Column("text", (POL.deadlineText,)),
            **_READ_BY,
            "decidedBy": Column("text", (POL.correctedBy, PROV.wasAssociatedWith, RDFS.label)),
            "passage": Column("text"),
        },
    ),
    "assignments": Table(
        (), "assignment",
        {
            "document": Column("text"), "title": Column("text"), "number": Column("text"), "signed": Column("date"),
            "issuer": Column("text"), "task": Column("text"), "taskNumber": Column("text"), "taskLabel": Column("text"),
            "section": Column("text"), "sectionNumber": Column("text"), "lead": Column("texts"),
            "responsible": Column("texts"), "support": Column("texts"), "guide": Column("texts"),
            "supervise": Column("texts"), "convention": Column("texts"), "rule": Column("text"),
            "ruleVersion": Column("text"), "run": Column("text"), "readBy": Column("text"),
            "deadline": Column("date"), "deadlineText": Column("text"), "passage": Column("text"),
        },
    ),
    "concerns": Table(
        (), "concern",
        {
            "document": Column("text"), "task": Column("text"), "thing": Column("text"), "thingLabel": Column("text"),
            **_READ_BY,
        },
    ),
    "deadlines": Table(
        (POL.Deadline,), "stated",
        {
            "document": Column("text", (INVERSE + POL.hasDeadline, POL.statedIn)),
            "task": Column("text", (INVERSE + POL.hasDeadline,)), "deadline": Column("date", (POL.deadline,)),
            "deadlineText": Column("text", (POL.deadlineText,)), "recurrence": Column("text", (POL.recurrence,)),
            **_READ_BY,
        },
    ),
    "references": Table(
        (POL.Reference,), "reference",
        {
            "document": Column("text", (POL.referringDocument,)), "relation": Column("concept", (POL.relation,)),
            "relationLabel": Column("label", (POL.relation,)), "target": Column("text", (POL.target,)),
            "targetTitle": Column("text", (POL.citedTitle,)), "targetNumber": Column("text", (POL.citedNumber,)),
            "task": Column("text", (POL.inTask,)), **_READ_BY,
        },
    ),
    "indicators": Table(
        (POL.Indicator,), "indicator",
        {
            "document": Column("text", (POL.inDocument,)), "task": Column("text", (POL.inTask,)),
            "label": Column("text", (RDFS.label,)), "value": Column("number", (QUDT.numericValue,)),
            "unit": Column("text", (POL.unitText,)), "year": Column("year", (POL.year,)),
            "qualifier": Column("text", (POL.qualifier,)), "direction": Column("concept", (POL.direction,)),
            "change": Column("concept", (POL.change,)), "kind": Column("concept", (POL.figureKind,)),
            **_READ_BY,
        },
    ),
    "validities": Table(
        (POL.Validity,), "validity",
        {
            "document": Column("text", (POL.inDocument,)), "validFrom": Column("date", (POL.validFrom,)),
            "validUntil": Column("date", (POL.validUntil,)), "validityText": Column("text", (POL.validityText,)),
            **_READ_BY,
        },
    ),
    "traces": Table(
        (POL.Trace,), "trace",
        {
            "document": Column("text", (POL.inDocument,)), "section": Column("text", (POL.implementingSection,)),
            "sectionNumber": Column("text", (POL.implementingSection, POL.number)),
            "sectionLabel": Column("text", (POL.implementingSection, RDFS.label)),
            "parentSection": Column("text", (POL.implementedSection,)), "score": Column("number", (POL.score,)),
            "takenUp": Column("number", (POL.takenUp,)), **_READ_BY,
        },
    ),
    "bodies": Table(
        (POL.Body,), "department",
        {
            "departmentLabel": Column("text", (SKOS.prefLabel,)), "names": Column("texts", (SKOS.altLabel,)),
            "kind": Column("text"), "level": Column("concept", (POL.level,)),
            "levelLabel": Column("label", (POL.level,)), "parent": Column("text", (ORG.subOrganizationOf,)),
            "jurisdiction": Column("text", (POL.jurisdiction, RDFS.label)),
            "successors": Column("texts", (POL.successor,)),
        },
        place=False,
    ),
    "places": Table(
        (POL.Mine, POL.IndustrialBase, POL.IndustrialPark), "place",
        {
            "kind": Column("text"), "label": Column("text", (RDFS.label,)), "names": Column("texts", (SKOS.altLabel,)),
            "minerals": Column("texts", (POL.mineral,)), "partOf": Column("text", (POL.partOfBase,)),
            "status": Column("text", (POL.status,)), "documents": Column("texts", (POL.inDocument,)),
            **{name: Column(one.type, (_NAMED, *one.path)) for name, one in _READ_BY.items()},
        },
    ),
    "minerals": Table(
        (POL.MineralMention,), "mention",
        {
            "document": Column("text", (POL.inDocument,)), "task": Column("text", (POL.inTask,)),
            "mineral": Column("concept", (POL.mineral,)), "mineralLabel": Column("label", (POL.mineral,)),
            **_READ_BY,
        },
    ),
    "findings": Table(
        (POL.Finding,), "finding",
        {
            "document": Column("text", (POL.inDocument,)), "kind": Column("concept", (POL.findingKind,)),
            "comment": Column("text", (RDFS.comment,)), "reason": Column("concept", (POL.unreadReason,)),
            "word": Column("text", (POL.word,)), "run": _READ_BY["run"], "readBy": _READ_BY["readBy"],
        },
    ),
}  # fmt: skip
"""The tables by name."""

_BODY_KINDS = {POL.OrganizationGroup: "group", POL.GenericBody: "generic"}
_PLACE_KINDS = {POL.Mine: "mine", POL.IndustrialBase: "base", POL.IndustrialPark: "park"}


class Tables:
    """Tables of a graph, read in one go."""

    def __init__(self, quads: Quads, work: Path, names: Iterable[str] = tuple(TABLES)) -> None:
        """Read the tables of these names."""
        self._rows = {name: Sorter(work) for name in names}
        for _, statements in groupby(quads.by_graph(), key=lambda one: one.graph):
            subjects = Subjects(statements)
            for name, sorter in self._rows.items():
                sorter.add(_line(row, TABLES[name]) for row in _rows(subjects, TABLES[name]))

    def rows(self, name: str) -> Iterator[Row]:
        """Go through the rows of a table: those of a document in the order of its text."""
        for _, lines in groupby(self._rows[name], key=lambda line: line.partition(b"\t")[0]):
            found = [json.loads(line.partition(b"\t")[2]) for line in lines]
            yield found[0] if len(found) == 1 else _one(found)


def _line(row: Row, table: Table) -> bytes:
    """Write a row as a line that sorts where it belongs: by file, document and place in the text."""
    place = row.get("start")
    order = [
        json.dumps(row.get("source") or "", ensure_ascii=False), row.get("document") or "", row.pop(ORDER, ""),
        f"{place:0{_NUMBERED}}" if place is not None else "", row[table.subject],
    ]  # fmt: skip
    return f"{_BETWEEN.join(order)}\t{json.dumps(row, ensure_ascii=False)}\n".encode()


def _one(rows: list[Row]) -> Row:
    """Make one row of several about the same: the first value, and all where there can be several."""
    merged: Row = {}
    for name in rows[0]:
        values = [row[name] for row in rows if row[name] is not None]
        if values and isinstance(values[0], list):
            merged[name] = sorted({one for several in values for one in several})
        else:
            merged[name] = values[0] if values else None
    return merged


def _rows(subjects: Subjects, table: Table) -> Iterator[Row]:
    if table.subject == "assignment":
        yield from assignments(subjects)
        return
    if table.subject == "concern":
        for said in concerns(subjects):
            fact = said.pop(FACT)
            yield said | {name: _READ[one.type](subjects.values(fact, *one.path)) for name, one in _READ_BY.items()}
        return
    passage = subjects.passages() if "passage" in table.columns else {}
    for subject in dict.fromkeys(one for kind in table.classes for one in subjects.of(kind)):
        row: Row = {table.subject: subject}
        for name, column in table.columns.items():
            row[name] = _READ[column.type](subjects.values(subject, *column.path)) if column.path else None
        if table.place:
            found = subjects.place(subject)
            start, end, quote, _, source = found or (None,) * 5
            row |= {"source": source, "start": start, "end": end, "quote": quote}
        _complete(row, subject, table, subjects)
        if "passage" in row:
            row["passage"] = passage.get(subject)
        yield row


def _complete(row: Row, subject: str, table: Table, subjects: Subjects) -> None:
    """Fill in what no path leads to."""
    if table.subject == "text":
        row["content"] = subjects.text(subject)
    elif table.subject == "department":
        row["kind"] = next((name for kind, name in _BODY_KINDS.items() if subject in subjects.of(kind)), "organization")
    elif table.subject == "place":
        row["kind"] = next(name for kind, name in _PLACE_KINDS.items() if subject in subjects.of(kind))
    elif table.subject == "responsibility" and row["deadline"] is None and row["deadlineText"] is None:
        row |= subjects.task_deadline(subject)


def _first(values: list[str]) -> str | None:
    return values[0] if values else None


def _integer(values: list[str]) -> int | None:
    return int(values[0]) if values and values[0].removeprefix("-").isdecimal() and len(values[0]) < 19 else None


def _segment(values: list[str]) -> str | None:
    return values[0].rpartition("/")[2] if values else None


_READ: dict[str, Callable[[list[str]], Any]] = {
    "text": _first,
    "texts": list,
    "integer": _integer,
    "number": _first,
    "date": _first,
    "year": _integer,
    "boolean": lambda values: values[0] in ("true", "1") if values else None,
    "concept": _segment,
    "label": lambda values: concept_label(values[0]) if values else None,
    "rule": lambda values: rule_of(values[0])[0] if values else None,
    "version": lambda values: rule_of(values[0])[1] or None if values else None,
}
