"""Who does what, as a task-division table (任务分工表) has it: a row a task and clause, with bodies by role.

Bodies stand as the document prints them. One that a convention of the whole document adds (以下均需……落实，不再列出)
has no row of its own but stands in those of the task, and is named once more in `convention`. A task that no clause is
about has a row if it is no heading of others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from exports.subjects import Place, Subjects
from ontology.rules import rule_of
from ontology.terms import DCTERMS, ELI, POL, PREFIXES, PROV, RDFS

__all__ = ["ORDER", "ROLES", "assignments", "heading"]

ORDER = "_order"
"""Entry of a row by which rows of a document sort before their place, and which is no column."""

ROLES = ("lead", "responsible", "support", "guide", "supervise")


def assignments(subjects: Subjects) -> Iterator[dict[str, Any]]:
    """Yield the rows of one graph."""
    tasks = subjects.of(POL.Task)
    headings = {parent for task in tasks for parent in subjects.values(task, POL.partOfTask)}
    for task in tasks:
        clauses: defaultdict[Place | None, list[str]] = defaultdict(list)
        agreed: list[str] = []
        for one in sorted(subjects.values(task, POL.hasResponsibility), key=lambda one: _sequence(subjects, one)):
            standing = subjects.value(one, POL.byConvention) == "true"
            (agreed if standing else clauses[subjects.place(one)]).append(one)
        if agreed and not clauses:
            clauses[subjects.place(agreed[0])] = []
        if not clauses and task not in headings:
            clauses[None] = []
        for place, duties in clauses.items():
            yield {**_task(subjects, task), **_clause(subjects, task, place, [*duties, *agreed])}


def _task(subjects: Subjects, task: str) -> dict[str, Any]:
    document = subjects.value(task, POL.statedIn) or ""
    notice = subjects.value(document, ELI.is_annex_of) or document
    section = _section(subjects, task)
    return {
        "document": document,
        "title": subjects.value(document, DCTERMS.title) or subjects.value(document, RDFS.label),
        "number": subjects.value(document, ELI.number) or subjects.value(notice, ELI.number),
        "signed": subjects.value(document, ELI.date_document),
        "issuer": subjects.value(document, POL.issuerText),
        "task": task,
        "taskNumber": subjects.value(task, POL.number),
        "taskLabel": subjects.value(task, RDFS.label),
        "section": _name(subjects, section) if section != task else None,
        "sectionNumber": subjects.value(section, POL.number) if section != task else None,
        ORDER: (subjects.value(task, POL.sequence) or "").zfill(8),
    }


def _sequence(subjects: Subjects, responsibility: str) -> tuple[int, str]:
    number = subjects.value(responsibility, POL.sequence) or ""
    return int(number) if number.isdecimal() else 0, responsibility


def _section(subjects: Subjects, task: str) -> str:
    """Return the task at the top of which this one is a part."""
    seen = {task}
    while (parent := subjects.value(task, POL.partOfTask)) and parent not in seen:
        seen.add(parent)
        task = parent
    return task


def _name(subjects: Subjects, task: str) -> str:
    return heading(subjects.value(task, POL.number), subjects.value(task, RDFS.label))


def heading(number: str | None, label: str | None) -> str:
    """Return number and label as a heading has them.

    >>> heading("三（一）", "修路"), heading("一1", "修路")
    ('三（一）修路', '一1 修路')
    """
    between = " " if number and label and number[-1].isascii() and number[-1].isalnum() else ""
    return f"{number or ''}{between}{label or ''}"


def _read_by(subjects: Subjects, facts: list[str]) -> dict[str, str | None]:
    """Return what read the facts of a row: the same for all, unless a person edited or added one of them."""
    rules = {rule_of(how) for one in facts if (how := subjects.value(one, POL.foundBy))}
    runs = sorted({run for one in facts if (run := subjects.value(one, PROV.wasGeneratedBy))})
    readers = {name for run in runs if (name := subjects.value(run, PROV.wasAssociatedWith, RDFS.label))}
    values = {
        "rule": [name for name, _ in sorted(rules)],
        "ruleVersion": [version for _, version in sorted(rules)],
        "run": runs,
        "readBy": sorted(readers),
    }
    return {name: "；".join(found) or None for name, found in values.items()}


def _clause(subjects: Subjects, task: str, place: Place | None, duties: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {role: [] for role in (*ROLES, "convention")}
    texts: dict[str, None] = {}
    days = set()
    for one in duties:
        role = (subjects.value(one, POL.role) or "").removeprefix(PREFIXES["role"])
        name = subjects.value(one, POL.mention) or ""
        if role in found and name not in found[role]:
            found[role].append(name)
            if subjects.value(one, POL.byConvention) == "true":
                found["convention"].append(name)
        own = {name: subjects.value(one, POL.NS + name) for name in ("deadline", "deadlineText")}
        due = own if any(own.values()) else subjects.task_deadline(one)
        texts |= {text: None for text in [due.get("deadlineText")] if text}
        days |= {day for day in [due.get("deadline")] if day}
    if all(subjects.value(one, POL.byConvention) == "true" for one in duties):
        texts = dict.fromkeys(subjects.values(task, POL.deadlineText))
        days = set(subjects.values(task, POL.deadline))
        place = place or subjects.place(task)
    start, end, quote, _, source = place or (None,) * 5
    words = subjects.passages().get(duties[0]) if duties else quote
    return {
        "assignment": f"{task}#{start}" if duties else task,
        **found,
        **_read_by(subjects, duties or [task]),
        "deadline": max(days) if days else None,
        "deadlineText": "；".join(texts) or None,
        "passage": words,
        "source": source,
        "start": start,
        "end": end,
        "quote": quote,
    }
