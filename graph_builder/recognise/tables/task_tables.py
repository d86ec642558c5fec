"""Task tables (任务分工表, 责任清单, 考核细则): each row a task, its column heads the roles of the bodies in it.

A merged cell counts for each row that it covers and is quoted where it is printed. Rows of totals and notes and the
titles within a table are no tasks; a title's number stands before those of its rows (一1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from graph_builder.classes import UnreadReason
from graph_builder.model import Clause, Deadline, Finding, Role, Span
from graph_builder.recognise.duties.clauses import clauses, mentions_in_cell
from graph_builder.recognise.duties.conventions import says_first_leads
from graph_builder.recognise.tables.cells import (
    DEEPEST,
    bodies_only,
    depth,
    is_blank,
    is_ditto,
    is_heading,
    is_number,
    is_ordinal,
    label_of,
    mark_of,
    squeezed,
)
from graph_builder.recognise.tables.columns import Column, Kind
from graph_builder.recognise.tables.flattened import flattened
from graph_builder.recognise.tables.grids import Grid, Row, grids, is_task_head
from graph_builder.recognise.times.deadlines import deadlines, deadlines_in_cell
from graph_builder.structure.lines import DITTO

__all__ = ["TableTask", "TaskTable", "task_tables"]

_TASKS = (Kind.GROUP, Kind.NAME, Kind.TEXT, Kind.AIM)
_TOTAL = re.compile(r"(?:合计|总计|小计|总分|共计|总分值|满分)[:：]?")
_NOTE = re.compile(r"(?:注|备注|说明)\s?[:：0-9]|(?:注|备注|说明)$")
_DUTY = re.compile(r"负责|牵头|(?:责任|配合)(?:单位|部门)")
# 市卫健委内牵头处室, 责任单位及责任人
_OF_BODIES = re.compile(r"(?:责任|牵头|配合|主办|协办|参与).{0,8}(?:单位|部门|处室|科室)(?:[及和、/].{0,8})?$")
# A merged cell counts for many rows, so that it may not be of any length.
_LONGEST = 1_200
_STOPS = "。；;！？.）)"


@dataclass
class TableTask:
    """A row that is a task, or the cell that several of them share; `parent` is its place in the table's list."""

    number: str | None
    label: str | None
    heading: Span
    body: Span
    parent: int | None = None
    clauses: dict[tuple[Span, Role | None], Clause] = field(default_factory=dict)
    deadlines: dict[Span, Deadline] = field(default_factory=dict)


@dataclass(frozen=True)
class TaskTable:
    """A table that was read: its place, its tasks in order, what was not read in it."""

    span: Span
    tasks: tuple[TableTask, ...]
    findings: tuple[Finding, ...] = ()
    has_lead: bool = False
    """Whether a column names who leads, so that the first of those responsible does not."""


def task_tables(text: str, span: Span, signed: date | None = None) -> list[TaskTable]:
    """Return the task tables in `span` of `text`.

    Args:
        text: the text that the spans refer to.
        span: where to look.
        signed: the day of signing, which a deadline such as 年底前 refers to.
    """
    found: list[TaskTable] = []
    for grid in sorted([*grids(text, span), *flattened(text, span)], key=lambda grid: grid.span):
        complete = _with_bodies(text, grid)
        if complete and (not found or complete.span.start >= found[-1].span.end):
            found.append(_Reader(text, complete, signed).table())
    return found


def _with_bodies(text: str, grid: Grid) -> Grid | None:
    """Return the table with its columns of bodies settled; None where it has none, nor clauses in its cells.

    单位 may be a unit of measure, and a column without a head may hold the bodies: their cells decide.
    """
    if not grid.rows:
        return grid
    columns = list(grid.columns)
    printed: dict[int, list[Span]] = {}
    for row in grid.rows:
        for i, cell in enumerate(row.cells if not row.title else ()):
            if not is_blank(cell.of(text)) and not is_ditto(cell.of(text)):
                printed.setdefault(i, []).append(cell)
    for i, known in enumerate(columns):
        if known and known.kind is Kind.BODY and known.weak and not bodies_only(text, printed.get(i, [])):
            columns[i] = None
    if not any(known and known.kind is Kind.BODY for known in columns):
        for i, head in enumerate(grid.heads):
            if not head.of(text) and bodies_only(text, printed.get(i, [])):
                columns[i] = Column(Kind.BODY)
    tasks = [i for i, known in enumerate(columns) if known and known.kind in (Kind.NAME, Kind.TEXT)]
    told = is_task_head(columns) or any(clauses(text, cell) for i in tasks for cell in printed.get(i, ()))
    return replace(grid, columns=tuple(columns)) if told else None


@dataclass
class _State:
    """What a row has from those above: for each column the cell that counts there, and the numbers of titles."""

    cells: dict[int, Span] = field(default_factory=dict)
    titles: dict[int, tuple[str, int | None]] = field(default_factory=dict)


class _Reader:
    """Reads one table row by row."""

    def __init__(self, text: str, grid: Grid, signed: date | None) -> None:
        self.text, self.grid, self.signed = text, grid, signed
        self.columns = grid.columns
        self.dittoed = any(cell.of(text) == DITTO for row in grid.rows for cell in row.cells)
        self.ordinal = next((i for i, c in enumerate(self.columns) if c and c.kind is Kind.ORDINAL), None)
        self.tasks: list[TableTask] = []
        self.findings: list[Finding] = []
        self.state = _State()
        self.current: TableTask | None = None
        self.shared: dict[Span, int] = {}
        self.read: dict[tuple[Span, Role], Clause | None] = {}
        self.rows = [row for row in grid.rows if self._counts(row)]
        self.headings = {i: self._holds_headings(i) for i in self._columns(*_TASKS)}
        self.leading = min(self.headings) if self.ordinal is None else self.ordinal
        numbers = (self._printed(row, self.ordinal) for row in self.rows) if self.ordinal is not None else ()
        self.arabic = any(re.match(r"\d", self._words(cell)) for cell in numbers if cell)
        self.has_lead = any(c and c.kind is Kind.BODY and c.role is Role.LEAD for c in self.columns)

    def table(self) -> TaskTable:
        for n, row in enumerate(self.rows):
            if not self._title(row):
                self._row(row, self.rows[n + 1] if n + 1 < len(self.rows) else None)
        words = self.text[self.grid.span.start : self.grid.span.end + 120]
        notes = [squeezed(head.of(self.text)) for head in self.grid.heads]
        notes += [line for line in words.split("\n") if _NOTE.match(line.strip())]
        if not self.has_lead and any(says_first_leads(note) for note in notes):
            for task in self.tasks:
                task.clauses = {key: _led_by_first(clause) for key, clause in task.clauses.items()}
        self._unread_columns()
        if not self.tasks:
            self.findings.append(_unread("表格的行列已丢失", self.grid.span))
        return TaskTable(self.grid.span, tuple(self.tasks), tuple(self.findings), self.has_lead)

    # -- what a row is

    def _columns(self, *kinds: Kind) -> list[int]:
        return [i for kind in kinds for i, c in enumerate(self.columns) if c and c.kind is kind]

    def _words(self, cell: Span) -> str:
        return cell.of(self.text)

    def _counts(self, row: Row) -> bool:
        words = [squeezed(self._words(cell)) for cell in row.cells]
        first = next((w for w in words if w and not is_ditto(w)), "")
        return bool(first) and not _TOTAL.fullmatch(first) and not _NOTE.match(first)

    def _printed(self, row: Row | None, i: int) -> Span | None:
        """Return the cell that stands in column `i` of the row itself."""
        if row is None or row.title or i >= len(row.cells):
            return None
        cell = row.cells[i]
        return None if is_blank(self._words(cell)) or is_ditto(self._words(cell)) else cell

    def _has_ditto(self, row: Row, i: int) -> bool:
        return i < len(row.cells) and is_ditto(self._words(row.cells[i]))

    def _holds_headings(self, i: int) -> bool:
        """Tell whether the cells of a column are headings and no prose."""
        cells = [cell for row in self.rows if (cell := self._printed(row, i))]
        short = sum(is_heading(self._words(cell)) for cell in cells)
        return 2 * short > len(cells)

    def _title(self, row: Row) -> bool:
        """Read a row that is a title within the table: it names no body, and stands alone or has a number 一、."""
        printed = [i for i in range(len(row.cells)) if row.title or self._printed(row, i)]
        if not printed:
            return True
        words = self._words(row.cells[printed[0]])
        mark = mark_of(words)
        han = printed[0] == self.ordinal and self._is_han(words)
        bodies = self._columns(Kind.BODY)
        named = any(i in printed or self._has_ditto(row, i) for i in bodies)
        if named and not row.title:
            return False
        if not han and not (row.title or self._stands_alone(row, printed, bool(mark))):
            return False
        if len(printed) == 1 and is_ordinal(words):
            return True
        self.state = _State(titles=self.state.titles)
        self.shared, self.current = {}, None
        self._enter(squeezed(words) if han else mark, None)
        if _DUTY.search(words):
            self.findings.append(_unread("表格中的标题含有责任，但未读出", row.cells[printed[0]]))
        return True

    def _stands_alone(self, row: Row, printed: list[int], marked: bool) -> bool:
        """Tell whether the one cell of a row is a title: where the row begins, or with a number of its own."""
        if len(printed) > 1 or any(is_ditto(self._words(cell)) for cell in row.cells):
            return False
        names = sorted(self._columns(Kind.GROUP, Kind.NAME))
        return printed[0] == 0 or (printed[0] in names and (marked or printed[0] == names[0]))

    def _is_han(self, words: str) -> bool:
        """Tell whether a number is one of a title above arabic ones."""
        return is_ordinal(words) and depth(words) < DEEPEST and self.arabic

    def _enter(self, number: str, task: int | None) -> None:
        """Note the title that the rows below stand under; a title without a number ends what stood above it."""
        level = depth(number) if number else 0
        self.state.titles = {d: t for d, t in self.state.titles.items() if d < level}
        if number:
            self.state.titles[level] = (number.rstrip("、．."), task)

    # -- one row

    def _row(self, row: Row, below: Row | None) -> None:
        own = self._own(row)
        if self.ordinal in own and not is_number(self._words(own[self.ordinal])):
            self.findings.append(_unread("表格中的一行与表头不符", row.span))
            self.state.cells, self.current = {}, None
            return
        ditto = {i for i, cell in enumerate(row.cells) if is_ditto(self._words(cell))}
        named = sorted(i for i in own if i in self.headings)
        begins = self.leading in own
        if self.current and self._is_rest(row):
            self.state.cells.update(own)
            self._add_to(self.current, row)
            return
        self.state.cells = {**self._carried(begins, own, ditto), **own}
        if not named:
            if self.current and not begins:
                self._add_to(self.current, row)
                return
            self.current = None
            if any(i in own for i in self._columns(Kind.BODY)):
                self.findings.append(_unread("表格中的一行没有任务", row.span))
            return
        column, cell = self._label_cell({i: own[i] for i in named if not self._shares(i, below)} or own)
        heading, label, mark = label_of(self.text, cell)
        number = self._number(mark)
        han = self._words(own[self.ordinal]) if self.ordinal in own and self.ordinal is not None else ""
        if self._is_han(han):
            self._enter(squeezed(han), None)
            number = self._path("")
        parent = self._parent(row, column, number if self._goes_on_below(below) else None)
        self.current = TableTask(number, label, heading, row.span, parent)
        self.tasks.append(self.current)
        self.shared[cell] = len(self.tasks) - 1
        if self._is_han(han):
            self._enter(squeezed(han), len(self.tasks) - 1)
        self._add_to(self.current, row)

    def _own(self, row: Row) -> dict[int, Span]:
        return {i: cell for i in range(len(self.columns)) if (cell := self._printed(row, i))}

    def _is_rest(self, row: Row) -> bool:
        """Tell whether a row opens a page in the midst of a sentence of the row last read."""
        own = self._own(row)
        if not row.resumes or self.leading in own or self._has_ditto(row, self.leading):
            return False
        above = [self.state.cells[i] for i in own if i in self.headings and i in self.state.cells]
        return any(self._words(cell)[-1:] not in _STOPS for cell in above)

    def _carried(self, begins: bool, own: dict[int, Span], ditto: set[int]) -> dict[int, Span]:
        """Return the cells from above that count here: those marked so, else the blank ones of a row that goes on."""
        above = self.state.cells
        if self.dittoed:
            return {i: cell for i, cell in above.items() if i in ditto}
        first = min((i for i in own if i in self.headings), default=len(self.columns))
        kept = [i for i in self.headings if i < first]
        if not begins:
            kept += self._columns(Kind.ORDINAL)
            if not any(i in own for i in self._columns(Kind.BODY, Kind.NAME)):
                kept += self._columns(Kind.BODY, Kind.DEADLINE)
        return {i: above[i] for i in {*kept, *ditto} if i in above}

    def _shares(self, i: int, below: Row | None) -> bool:
        """Tell whether the cell of column `i` covers the next row too, which has a task of its own."""
        named = [j for j in self.headings if self._printed(below, j)]
        if below is None or not named or i in named or self._is_rest(below):
            return False
        if self._has_ditto(below, i):
            return True
        return not self.dittoed and i < min(named) and any(j in self._columns(Kind.TEXT, Kind.NAME) for j in named)

    def _goes_on_below(self, below: Row | None) -> bool:
        """Tell whether the number of a row counts for the next one too."""
        return self.ordinal is None or (
            below is not None and not below.title and not self._printed(below, self.ordinal)
        )

    def _label_cell(self, cells: dict[int, Span]) -> tuple[int, Span]:
        """Return the cell that names the task: the last heading, else the text itself, else what is aimed at."""
        for kind, headings in ((Kind.NAME, True), (Kind.NAME, False), (Kind.TEXT, False)):
            fitting = [i for i in self._columns(kind) if i in cells and (self.headings[i] or not headings)]
            if fitting:
                i = fitting[0] if kind is Kind.TEXT else fitting[-1]
                return i, cells[i]
        i = next(i for i in self._columns(Kind.AIM, Kind.GROUP) if i in cells)
        return i, cells[i]

    def _number(self, mark: str) -> str | None:
        """Return the number of a row with those of the titles above: as its own column has it, else its task."""
        if self.ordinal is None:
            return self._path(mark.rstrip("、．.")) if mark else None
        cell = self.state.cells.get(self.ordinal)
        words = squeezed(self._words(cell)).rstrip("、．.") if cell else ""
        return self._path(words) if is_ordinal(words) else None

    def _path(self, number: str) -> str:
        return "".join(title for _, (title, _) in sorted(self.state.titles.items())) + number

    def _parent(self, row: Row, column: int, number: str | None) -> int | None:
        """Return the task that a row is part of: the name that it shares with others, else the title above it."""
        titles = sorted(self.state.titles.items(), reverse=True)
        parent = next((task for _, (_, task) in titles if task is not None), None)
        for i in sorted(self._columns(Kind.NAME)):
            cell, known = self.state.cells.get(i), self.columns[i]
            if cell is None or i >= column or known is None or known.weak:
                continue
            if cell not in self.shared:
                heading, label, _ = label_of(self.text, cell)
                self.shared[cell] = len(self.tasks)
                self.tasks.append(TableTask(number, label, heading, row.span, parent))
            parent = self.shared[cell]
            self.tasks[parent].body = Span(self.tasks[parent].body.start, row.span.end)
        return parent

    # -- who and when

    def _add_to(self, task: TableTask, row: Row) -> None:
        task.body = Span(task.body.start, row.span.end)
        for i in self._columns(Kind.BODY):
            cell, known = self.state.cells.get(i), self.columns[i]
            clause = self._clause(cell, known.role) if cell and known else None
            if clause:
                task.clauses.setdefault((clause.span, known.role if known else None), clause)
        own = [cell for i in sorted(self.headings) if (cell := self._printed(row, i))]
        for cell in own:
            owner = self.tasks[self.shared[cell]] if cell in self.shared else task
            for clause in clauses(self.text, cell, self.signed):
                owner.clauses[clause.span, None] = clause
        due = [self.state.cells[i] for i in self._columns(Kind.DEADLINE) if i in self.state.cells]
        found = [d for cell in due if _is_sound(cell) for d in deadlines_in_cell(self.text, cell, self.signed)]
        found = found or [d for cell in own for d in deadlines(self.text, cell, self.signed)]
        task.deadlines.update((d.span, d) for d in found)

    def _clause(self, cell: Span, role: Role) -> Clause | None:
        if (cell, role) not in self.read:
            mentions = mentions_in_cell(self.text, cell, role) if _is_sound(cell) else []
            self.read[cell, role] = Clause(cell, tuple(mentions), "table.cell") if mentions else None
            if not mentions:
                self.findings.append(_unread("责任单位一栏未读出单位", cell))
        return self.read[cell, role]

    def _unread_columns(self) -> None:
        """Report the columns whose head speaks of bodies and is not understood: 市卫健委内牵头处室."""
        for i, head in enumerate(self.grid.heads):
            words = squeezed(self._words(head))
            known = self.columns[i]
            if (known is None or known.kind is Kind.OTHER) and _OF_BODIES.search(words):
                self.findings.append(_unread(f"“{words}”一栏未读", head))


def _unread(message: str, span: Span) -> Finding:
    return Finding("unread", message, span, reason=UnreadReason.TABLE)


def _is_sound(cell: Span) -> bool:
    return cell.end - cell.start <= _LONGEST


def _led_by_first(clause: Clause) -> Clause:
    first, *rest = clause.mentions
    return replace(clause, mentions=(replace(first, role=Role.LEAD), *rest))
