"""Step 4 for tables: their rows as tasks of the document, and the text without them for the steps that read sentences.

What stands in a table is read there alone: numbers that begin a row are no headings, and its cells are no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graph_builder.model import Clause, Outline, Responsibility, Span, Task
from graph_builder.recognise.duties.conventions import StandingDuty, first_leads
from graph_builder.recognise.tables.task_tables import TableTask, TaskTable
from graph_builder.structure.dates import DAY
from graph_builder.structure.lines import is_row

__all__ = ["other_tables", "row_tasks", "without"]

_LINE = re.compile(r"[^\n]+")
# What stands between the last paragraph of a document and its annexes: 附件2, or the day of signing in its own line
_ANNEX = re.compile(rf"^[ \t\u3000\xa0]{{0,80}}(?:附\s?[件表录]|{DAY}[ \t\u3000\xa0]{{0,80}}$)", re.MULTILINE)
_COLUMNS = 3


def without(text: str, spans: Iterable[Span]) -> str:
    r"""Return the text with line breaks in place of every character in `spans`, so that all offsets still hold.

    >>> without("一、任务\\n甲\\t乙", [Span(5, 8)])
    '一、任务\\n\\n\\n\\n'
    """
    kept = []
    at = 0
    for span in spans:
        kept += [text[at : span.start], "\n" * (span.end - span.start)]
        at = span.end
    return "".join([*kept, text[at:]])


def other_tables(text: str, span: Span) -> Iterator[Span]:
    """Yield where tables of any kind stand: two rows or more of three cells or more."""
    if "\t" not in text:
        return
    rows: list[Span] = []
    for match in _LINE.finditer(text, span.start, span.end):
        words = match.group()
        if is_row(words) and words.strip().count("\t") >= _COLUMNS - 1:
            rows.append(Span(*match.span()))
            continue
        if len(rows) > 1:
            yield Span(rows[0].start, rows[-1].end)
        rows = []
    if len(rows) > 1:
        yield Span(rows[0].start, rows[-1].end)


def row_tasks(
    text: str, tables: Sequence[TaskTable], outline: Outline, done: Sequence[Task], duties: Sequence[StandingDuty]
) -> tuple[Task, ...]:
    """Return the tasks of a document with the rows of its tables among them, in its order.

    Args:
        text: the text without its tables, which holds the conventions that govern them.
        tables: the tables, in order.
        outline: the units in which they stand.
        done: the tasks that are units.
        duties: what the text has stated once for all that follows.
    """
    if not tables:
        return tuple(done)
    told = _told(text, tables)
    key_of = {task.heading.start: task.key for task in done}
    found = list(done)
    for n, table in enumerate(tables, 1):
        unit = _unit_of(text, table, outline, key_of)
        for place, row in enumerate(table.tasks, 1):
            responsibilities = [
                Responsibility(mention, clause.span, clause.rule, clause.deadline)
                for clause in row.clauses.values()
                for mention in (told.get(clause, clause) if not table.has_lead else clause).mentions
            ]
            responsibilities += _standing(row, duties)
            parent = unit if row.parent is None else f"t{n}.{row.parent + 1}"
            deadlines = tuple(row.deadlines.values())
            found.append(
                Task(
                    f"t{n}.{place}",
                    row.number,
                    row.label,
                    row.heading,
                    Span(row.heading.end, max(row.heading.end, row.body.end)),
                    parent,
                    tuple(responsibilities),
                    deadlines,
                    "task.row",
                )
            )
    return tuple(sorted(found, key=lambda task: task.heading.start))


def _standing(row: TableTask, duties: Sequence[StandingDuty]) -> Iterator[Responsibility]:
    for duty in duties if row.clauses else ():
        if duty.span.start < row.heading.start:
            for mention in duty.mentions:
                yield Responsibility(mention, duty.span, "convention.standing", convention=True)


def _told(text: str, tables: Sequence[TaskTable]) -> dict[Clause, Clause]:
    """Return for each clause of a table what it is under the conventions that the text around it states."""
    cells = {
        clause: None for table in tables if not table.has_lead for t in table.tasks for clause in t.clauses.values()
    }
    clauses = sorted(cells, key=lambda clause: clause.span)
    return dict(zip(clauses, first_leads(text, clauses, Span(0, len(text))), strict=True))


def _unit_of(text: str, table: TaskTable, outline: Outline, key_of: dict[int, str]) -> str | None:
    """Return the task in whose text a table stands; an annex stands in none, though nothing ends the unit before it."""
    index = outline.innermost(table.span.start)
    while index is not None:
        unit = outline.units[index]
        if _ANNEX.search(text, unit.heading.end, table.span.start):
            return None
        if unit.heading.end > unit.heading.start and unit.heading.start in key_of:
            return key_of[unit.heading.start]
        index = unit.parent
    return None
