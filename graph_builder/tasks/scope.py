"""Step 4, last part: which unit of the outline is a task, and which clause belongs to which.

A clause belongs to the innermost unit whose text it stands in. A paragraph with a heading and clauses of its own under
one number is a task of its own; text behind the last clause of the last unit closes the document and has no heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph_builder.model import Clause, Deadline, Outline, Responsibility, Role, Span, Task, Unit
from graph_builder.recognise.duties.conventions import StandingDuty
from graph_builder.recognise.duties.statements import ASKED
from graph_builder.recognise.times.deadlines import deadlines, due_of
from graph_builder.structure.lines import PARAGRAPH, opens_line
from graph_builder.structure.numerals import path_key

__all__ = ["close_outline", "tasks"]

_OPENING = re.compile(r"[ \t\u3000]*(?P<label>[^。；：;\n]{4,60})[。；：;]")
# Parts of a document that order no work of their own.
_BACKGROUND = re.compile(
    r"指导思想|总体要求|基本原则|总体目标|工作目标|主要目标|发展目标|目标任务$|总体思路|重大意义|重要意义|现状|存在的?问题|形势|背景|总则|附则|适用范围|有关说明|名词解释|实施时间|目标$|意义$|原则$|依据$"
)
_TRAILING = 40
# A document states few duties once for all; where many are joined in one file, the latest hold.
_STANDING = 8


@dataclass
class _Draft:
    unit: Unit
    index: int
    clauses: list[Clause] = field(default_factory=list)
    parent: int | None = None
    rule: str = "task.heading"


def close_outline(outline: Outline, found: Sequence[Clause]) -> Outline:
    """Cut what closes the document off the last unit, where every other unit ends with its clause."""
    formal = [clause for clause in found if not clause.running]
    if not outline.units or not formal:
        return outline
    ends: dict[int, int] = {}
    for clause in formal:
        index = outline.innermost(clause.span.start)
        if index is not None:
            ends[index] = clause.span.end
    last = max(ends, default=None)
    if last is None or any(unit.level <= outline.units[last].level for unit in outline.units[last + 1 :]):
        return outline
    trailing = [i for i, end in ends.items() if i != last and _own_end(outline, i) - end > _TRAILING]
    if len(ends) < 3 or len(trailing) > len(ends) // 4:
        return outline
    cut = ends[last]
    end = outline.units[last].body.end
    if end - cut < _TRAILING or any(unit.heading.start >= cut for unit in outline.units[last + 1 :]):
        return outline
    units = [
        replace(u, body=Span(u.body.start, min(u.body.end, cut))) if u.body.end > cut else u for u in outline.units
    ]
    closing = Unit(0, "", 0, None, Span(cut, cut), Span(cut, end), None, None)
    return Outline((*units, closing), outline.gaps)


def _own_end(outline: Outline, index: int) -> int:
    """Return where the text of a unit itself ends: at its first sub-heading."""
    following = outline.units[index + 1] if index + 1 < len(outline.units) else None
    end = outline.units[index].body.end
    return min(end, following.heading.start) if following else end


def tasks(
    text: str, outline: Outline, found: Sequence[Clause], duties: Sequence[StandingDuty], signed: date | None
) -> tuple[Task, ...]:
    """Return the tasks of a document in its order, each with its responsibilities and deadlines."""
    drafts = [_Draft(unit, i, parent=unit.parent) for i, unit in enumerate(outline.units)]
    stray: list[Clause] = []
    for clause in found:
        index = outline.innermost(clause.span.start)
        if index is None:
            stray.append(clause)
        else:
            drafts[index].clauses.append(clause)
    _lift_shared_clauses(text, drafts)
    chosen = _chosen(drafts)
    split = [part for draft in drafts if draft.index in chosen for part in _paragraphs(text, draft)]
    if stray:
        first = outline.units[0].heading.start if outline.units else len(text)
        split.insert(0, _stray(text, stray, first))
    return tuple(_tasks(text, outline, split, duties, signed))


def _lift_shared_clauses(text: str, drafts: list[_Draft]) -> None:
    """Give a clause in a line of its own behind the last of several numbered items to the unit that holds them all."""
    children: dict[int, list[_Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            children.setdefault(draft.parent, []).append(draft)
    for parent, siblings in children.items():
        *others, last = siblings
        shared = bool(others) and not any(other.clauses for other in others)
        if shared and all(not c.running and opens_line(text, c.span.start) for c in last.clauses):
            drafts[parent].clauses += last.clauses
            last.clauses = []


def _chosen(drafts: list[_Draft]) -> set[int]:
    """Return the units that are tasks: those with a clause, and their siblings that order work as well."""
    chosen = {draft.index for draft in drafts if draft.clauses}
    holders = {draft.parent for draft in drafts}
    # What running text only asks of a body shows no part of the document to be a list of tasks.
    strong = [draft for draft in drafts if any(clause.rule != ASKED for clause in draft.clauses)]
    groups = {(draft.parent, draft.unit.level) for draft in strong if not draft.unit.lost}
    for draft in drafts:
        sibling = (draft.parent, draft.unit.level) in groups
        background = bool(_BACKGROUND.search(draft.unit.label or "")) or (
            draft.parent is not None and bool(_BACKGROUND.search(drafts[draft.parent].unit.label or ""))
        )
        top_holder = draft.parent is None and draft.index in holders
        if sibling and not background and not top_holder and not draft.unit.lost:
            chosen.add(draft.index)
    return chosen


def _paragraphs(text: str, draft: _Draft) -> Iterator[_Draft]:
    """Split a unit into its paragraphs where two or more of them have a heading and a clause of their own."""
    if len(draft.clauses) < 2:
        yield draft
        return
    lines = [Span(m.start(), m.end()) for m in PARAGRAPH.finditer(text, draft.unit.body.start, draft.unit.body.end)]
    starts = [line.start for line in lines]
    inside_of: dict[int, list[Clause]] = {}
    for clause in draft.clauses:
        i = bisect_right(starts, clause.span.start) - 1
        if i >= 0 and clause.span.start < lines[i].end:
            inside_of.setdefault(i, []).append(clause)
    held = [(lines[i], inside) for i, inside in sorted(inside_of.items())]
    parts = [
        (opening, line, inside)
        for line, inside in held
        if (opening := _opening(text, line)) and opening.end <= inside[0].span.start
    ]
    if len(parts) < max(2, len(held)):
        yield draft
        return
    own = Span(draft.unit.body.start, parts[0][0].start)
    yield replace(draft, clauses=[], unit=replace(draft.unit, body=own))
    for opening, line, inside in parts:
        label = opening.of(text)
        unit = Unit(draft.unit.level + 1, "", 0, label, opening, Span(opening.end, line.end), draft.unit.path, None)
        yield _Draft(unit, draft.index, inside, draft.index, "task.paragraph")


def _opening(text: str, line: Span) -> Span | None:
    start = line.start
    while start < line.end and text[start] in "。；：:. \t\u3000":
        start += 1
    match = _OPENING.match(text, start, line.end)
    return Span(match.start("label"), match.end("label")) if match else None


def _stray(text: str, clauses: list[Clause], end: int) -> _Draft:
    start = max((m.end() for m in re.finditer(r"\n", text[: clauses[0].span.start])), default=0)
    unit = Unit(1, "", 0, None, Span(start, start), Span(start, max(end, clauses[-1].span.end)), None, None, lost=True)
    return _Draft(unit, -1, clauses, rule="task.clause")


def _tasks(
    text: str, outline: Outline, drafts: list[_Draft], duties: Sequence[StandingDuty], signed: date | None
) -> Iterator[Task]:
    used: Counter[str] = Counter()
    key_of: dict[int, str] = {}
    for draft in drafts:
        key = _key(draft, used)
        # The paragraphs of a unit come behind it and share its index: the unit is what others are part of.
        key_of.setdefault(draft.index, key)
        parent = key_of.get(draft.parent) if draft.parent is not None else None
        unit = draft.unit
        own = Span(unit.body.start, min(unit.body.end, _own_end(outline, draft.index)) if unit.mark else unit.body.end)
        due = tuple(deadlines(text, Span(unit.heading.start, max(own.end, unit.heading.end)), signed))
        responsibilities = [r for clause in _told_apart(draft.clauses) for r in _responsibilities(text, clause, due)]
        responsibilities += _by_convention(draft, duties)
        yield Task(
            key,
            unit.path,
            unit.label,
            unit.heading if unit.heading.end > unit.heading.start else _words_of(text, draft),
            own,
            parent if parent != key else None,
            tuple(responsibilities),
            due,
            draft.rule,
        )


def _key(draft: _Draft, used: Counter[str]) -> str:
    """Return a key in ASCII: 三（一） is 3.1, a second one 3.1-2, a lost number x."""
    key = path_key(draft.unit.path)
    used[key] += 1
    return key if used[key] == 1 else f"{key}-{used[key]}"


def _told_apart(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Yield the clauses; where one says who answers for the task, what running text asks of others does not."""
    formal = any(not c.running and not all(m.generic for m in c.mentions) for c in clauses)
    for clause in clauses:
        if formal and clause.rule == ASKED:
            left = tuple(mention for mention in clause.mentions if mention.role is not Role.RESPONSIBLE)
            if left:
                yield replace(clause, mentions=left)
        else:
            yield clause


def _responsibilities(text: str, clause: Clause, found: Sequence[Deadline]) -> Iterator[Responsibility]:
    for mention in clause.mentions:
        due = due_of(text, mention.span, clause.span, found) if clause.running else clause.deadline
        yield Responsibility(mention, clause.span, clause.rule, due)


def _by_convention(draft: _Draft, duties: Sequence[StandingDuty]) -> Iterator[Responsibility]:
    """Yield what a sentence has stated once for all tasks that follow it and have a clause of their own."""
    if all(clause.running for clause in draft.clauses):
        return
    before = bisect_left(duties, draft.unit.body.start, key=lambda duty: duty.span.start)
    for duty in duties[max(0, before - _STANDING) : before]:
        for mention in duty.mentions:
            yield Responsibility(mention, duty.span, "convention.standing", convention=True)


def _words_of(text: str, draft: _Draft) -> Span:
    """Return what stands for a lost heading: the sentence that the first clause closes, else the first words."""
    body = draft.unit.body
    clause = next((clause for clause in draft.clauses if not clause.running), None)
    end = len(text[body.start : clause.span.start].rstrip()) + body.start if clause else 0
    if end > body.start:
        start = max(text.rfind(mark, body.start, end - 1) for mark in "。；\n）〕")
        start = max(start + 1, body.start)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return Span(start, end)
    start = body.start
    while start < body.end and text[start] in " \t\u3000\n":
        start += 1
    stop = re.compile(r"[。；\n]").search(text, start + 1, body.end)
    return Span(start, stop.start() if stop else body.end)
