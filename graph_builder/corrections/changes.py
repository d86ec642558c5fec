"""The changes that corrections make to a reading, collected and then made at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from graph_builder.corrections.correction import PERSON, Correction, Kind
from graph_builder.corrections.facts import NO_LABEL, Fact, Slot, deadline_of, header_values
from graph_builder.corrections.table import plain_decimal
from graph_builder.corrections.words import has_day, printed, to_recovered
from graph_builder.model import (
    Deadline,
    Decision,
    Header,
    Indicator,
    Mention,
    Reading,
    Reference,
    Relation,
    Responsibility,
    Role,
    Span,
    Task,
    Verdict,
)
from graph_builder.recognise.duties.bodies import is_generic

__all__ = ["Changes"]


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision before it is known where the fact will stand: `live` is the fact, or the task or field it is in."""

    correction: Correction
    former: str
    place: Span | None
    live: object | None


class Changes:
    """What is to change in one reading."""

    def __init__(self, reading: Reading) -> None:
        """Start with no change."""
        self._reading = reading
        self._rejected: set[Slot] = set()
        self._edited: dict[Slot, object] = {}
        self._added: dict[int, list[Responsibility]] = {}
        self._references: list[Reference] = []
        self._indicators: list[Indicator] = []
        self._due: dict[int, tuple[Deadline, ...]] = {}
        self._labels: dict[int, str] = {}
        self._renamed: set[int] = set()
        """Tasks whose label a person edited; one whose label a person took away is still as it was read."""
        self._header: list[tuple[str, str, str]] = []
        self._read: list[Span] = []
        self._decided: list[_Decided] = []

    # -- what is decided

    def reject(self, correction: Correction, fact: Fact) -> None:
        """Take a fact away."""
        kind, i, _ = fact.slot
        live: object | None = None
        if kind is Kind.DOCUMENT:
            field, _, value = fact.was.partition(" ")
            self._header.append((field, value, ""))
            live = Header
        elif kind is Kind.DEADLINE:
            self._due[i], live = (), i
        elif kind is Kind.TASK:
            if self._reading.tasks[i].label is None:
                raise correction.error("a task without a label has nothing to reject; reject its responsibilities")
            self._labels[i], live = "", i
        else:
            self._rejected.add(fact.slot)
        self._decide(correction, fact.was, fact.place, live)

    def edit(self, correction: Correction, fact: Fact) -> bool:
        """Change a fact; return False where it says already what it should."""
        kind, i, n = fact.slot
        if kind is Kind.RESPONSIBILITY:
            return self._edit_responsibility(correction, fact)
        if kind is Kind.TASK or kind is Kind.DEADLINE:
            return self._edit_task(correction, fact)
        if kind is Kind.DOCUMENT:
            return self._edit_header(correction, fact)
        old: Reference | Indicator
        new: Reference | Indicator
        if kind is Kind.REFERENCE:
            old = self._reading.references[n]
            new = self._reference(correction, old.span)
        else:
            old = self._reading.indicators[n]
            new = self._indicator(correction, old.span)
            if plain_decimal(old.value) == new.value:
                new = replace(new, value=old.value)
        if replace(new, rule=old.rule) == old:
            return False
        self._edited[kind, i, n] = new
        self._decide(correction, fact.was, fact.place, new)
        return True

    def add(self, correction: Correction, place: Span | None) -> None:
        """Add a fact that has its words in the text."""
        span = to_recovered(self._reading.recovered, place) if place else None
        live: object
        if correction.kind is Kind.DOCUMENT:
            live = Header
            self._set_header(correction, "")
        elif span is None or place is None:
            raise correction.error("its quote stands in a passage that is a repetition; quote where it stands first")
        elif correction.kind is Kind.RESPONSIBILITY:
            i = self._task(correction, span.start)
            new = self._responsibility(correction, span, place, self._reading.tasks[i])
            if any(_by_person(r) == new for r in self._reading.tasks[i].responsibilities):
                raise correction.error("this responsibility is read already")
            self._added.setdefault(i, []).append(new)
            self._read.append(span)
            live = new
        elif correction.kind is Kind.DEADLINE:
            i = live = self._task(correction, span.start)
            self._due[i] = (self._deadline(correction, place, self._reading.tasks[i]),)
        elif correction.kind is Kind.REFERENCE:
            live = self._reference(correction, span)
            self._references.append(live)
        else:
            live = self._indicator(correction, span)
            self._indicators.append(live)
        self._decide(correction, "", place, live)

    def _decide(self, correction: Correction, former: str, place: Span | None, live: object | None) -> None:
        self._decided.append(_Decided(correction, former, place, live))

    # -- one kind after the other

    def _edit_responsibility(self, correction: Correction, fact: Fact) -> bool:
        _, i, n = fact.slot
        task = self._reading.tasks[i]
        old = task.responsibilities[n]
        assert fact.place is not None  # noqa: S101 - only elements of the header have none
        to = self._moved_to(correction, i)
        new = self._responsibility(correction, old.clause, fact.place, task, old)
        if to == i and replace(new, rule=old.rule) == old:
            return False
        if to == i:
            self._edited[fact.slot] = new
        else:
            self._rejected.add(fact.slot)
            self._added.setdefault(to, []).append(new)
        self._decide(correction, fact.was, fact.place, new)
        return True

    def _responsibility(
        self, correction: Correction, clause: Span, place: Span, task: Task, old: Responsibility | None = None
    ) -> Responsibility:
        words, mention = correction.words, old.mention if old else None
        if mention is None or mention.text != words:
            at = place.start + max(0, place.of(self._reading.source.text).find(words))
            span = to_recovered(self._reading.recovered, Span(at, at + len(words))) or clause
            mention = Mention(words, span, Role(correction.role), is_generic(words))
        due = old.deadline if old else None
        if not correction.deadline:
            due = None
        elif due is None or (due.day, due.words) != (correction.deadline, correction.deadline_words):
            due = self._deadline(correction, place, task)
        mention = replace(mention, role=Role(correction.role))
        return Responsibility(mention, clause, PERSON, due, old.convention if old else False)

    def _deadline(self, correction: Correction, place: Span, task: Task) -> Deadline:
        words, recovered = correction.deadline_words, self._reading.recovered
        at = place.of(self._reading.source.text).find(words)
        if at >= 0:
            span = to_recovered(recovered, Span(place.start + at, place.start + at + len(words)))
        else:
            at = recovered.text.find(words, task.heading.start, max(task.body.end, task.heading.end))
            span = Span(at, at + len(words)) if at >= 0 else None
        if span is None:
            raise correction.error(f"{words[:40]!r} stands neither in the quote nor in the task")
        return Deadline(words, correction.deadline or date.max, span, rule=PERSON)

    def _edit_task(self, correction: Correction, fact: Fact) -> bool:
        kind, i, _ = fact.slot
        task = self._reading.tasks[i]
        if kind is Kind.TASK:
            words = "" if correction.words == NO_LABEL else correction.words
            if words == (task.label or ""):
                return False
            if not printed(self._reading.source.text, words):
                raise correction.error(f"{words[:40]!r} does not stand in the text: give it as it is printed")
            self._labels[i] = words
            self._renamed.add(i)
        else:
            due = deadline_of(task)
            if due and (due.day, due.words) == (correction.deadline, correction.deadline_words):
                return False
            assert fact.place is not None  # noqa: S101 - as above
            self._due[i] = (self._deadline(correction, fact.place, task),)
        self._decide(correction, fact.was, fact.place, i)
        return True

    def _edit_header(self, correction: Correction, fact: Fact) -> bool:
        field, _, value = fact.was.partition(" ")
        if correction.role != field:
            raise correction.error(f"an element of the header stays what it is ({field}); reject it and add another")
        if not self._set_header(correction, value):
            return False
        self._decide(correction, fact.was, fact.place, Header)
        return True

    def _set_header(self, correction: Correction, former: str) -> bool:
        field, words, text = correction.role, correction.words, self._reading.source.text
        if field in ("signed", "published"):
            words = "-".join(part.zfill(2) for part in "".join(c if c.isdigit() else " " for c in words).split()[:3])
            there = has_day(text, date.fromisoformat(words))
        else:
            there = all(printed(text, part) for part in (words.split("、") if field == "issuer" else [words]))
        if words == former:
            return False
        if not there:
            raise correction.error(f"{words[:40]!r} does not stand in the text")
        if not former and field != "addressee" and field in dict(header_values(self._reading.header)):
            raise correction.error(f"the document has a {field} already; edit it")
        self._header.append((field, former, words))
        return True

    def _reference(self, correction: Correction, span: Span) -> Reference:
        title, number = correction.words or None, correction.value or None
        return Reference(title, number, Relation(correction.role), span, PERSON)

    def _indicator(self, correction: Correction, span: Span) -> Indicator:
        year = correction.year
        if year and str(year) not in self._reading.source.text:
            raise correction.error(f"the year {year} does not stand in the text")
        return Indicator(
            correction.words, correction.value, correction.unit, span, year, correction.qualifier or None, rule=PERSON
        )

    # -- which task is meant

    def _task(self, correction: Correction, position: int) -> int:
        """Return the task of an added fact: by its number, by its label, or by where the words stand."""
        if correction.task_number or correction.task_label:
            return self._named_task(correction)
        tasks = self._reading.tasks
        inside = [i for i, t in enumerate(tasks) if t.heading.start <= position < max(t.body.end, t.heading.end)]
        if not inside:
            raise correction.error("its words stand in no task: give taskNumber or taskLabel")
        return max(inside, key=lambda i: tasks[i].heading.start)

    def _named_task(self, correction: Correction) -> int:
        number, label = correction.task_number, correction.task_label
        found = [
            i
            for i, task in enumerate(self._reading.tasks)
            if (not number or task.number == number) and (not label or task.label == label)
        ]
        if len(found) != 1:
            many = f"{len(found)} tasks are" if found else "no task is"
            raise correction.error(f"{many} called {' '.join(filter(None, (number, label)))[:60]!r}")
        return found[0]

    def _moved_to(self, correction: Correction, i: int) -> int:
        """Return the task that an edited responsibility belongs to; its own where the row names no other."""
        task = self._reading.tasks[i]
        same = correction.task_number == (task.number or "") and correction.task_label == (task.label or "")
        return i if same or not (correction.task_number or correction.task_label) else self._named_task(correction)

    # -- all at once

    def done(self) -> Reading:
        """Return the reading with all changes made, and what was decided."""
        reading = self._reading
        tasks = tuple(self._changed(i, task) for i, task in enumerate(reading.tasks))
        references = [
            self._edited.get((Kind.REFERENCE, 0, n), one)
            for n, one in enumerate(reading.references)
            if (Kind.REFERENCE, 0, n) not in self._rejected
        ]
        indicators = [
            self._edited.get((Kind.INDICATOR, 0, n), one)
            for n, one in enumerate(reading.indicators)
            if (Kind.INDICATOR, 0, n) not in self._rejected
        ]
        findings = tuple(
            finding
            for n, finding in enumerate(reading.findings)
            if (Kind.UNREAD, 0, n) not in self._rejected
            and not (finding.kind == Kind.UNREAD and any(_meet(finding.span, span) for span in self._read))
        )
        changed = replace(
            reading,
            header=self._changed_header(),
            tasks=tasks,
            references=(*(r for r in references if isinstance(r, Reference)), *self._references),
            indicators=(*(x for x in indicators if isinstance(x, Indicator)), *self._indicators),
            findings=findings,
        )
        paths = _paths(changed)
        return replace(changed, decisions=tuple(_decision(changed, one, paths) for one in self._decided))

    def _changed(self, i: int, task: Task) -> Task:
        kept = [
            self._edited.get((Kind.RESPONSIBILITY, i, n), one)
            for n, one in enumerate(task.responsibilities)
            if (Kind.RESPONSIBILITY, i, n) not in self._rejected
        ]
        responsibilities = [*(r for r in kept if isinstance(r, Responsibility)), *self._added.get(i, [])]
        return replace(
            task,
            label=(self._labels[i] or None) if i in self._labels else task.label,
            rule=PERSON if i in self._renamed else task.rule,
            deadlines=self._due.get(i, task.deadlines),
            responsibilities=tuple(responsibilities),
        )

    def _changed_header(self) -> Header:
        header = self._reading.header
        for field, former, words in self._header:
            if field == "title":
                # A document is still told from others by the words; they are no title that is printed.
                header = replace(header, title=words or header.title, untitled=not words)
            elif field == "noticeTitle":
                header = replace(header, notice_title=words or None)
            elif field == "number":
                header = replace(header, number=words or None)
            elif field == "issuer":
                header = replace(header, issuers=tuple(filter(None, words.split("、"))))
            elif field == "signed":
                header = replace(header, signed=date.fromisoformat(words) if words else None)
            elif field == "published":
                header = replace(header, published=date.fromisoformat(words) if words else None)
            else:
                names = [words if name == former else name for name in header.addressees]
                header = replace(header, addressees=tuple(filter(None, names if former else [*names, words])))
        return header


def _by_person(one: Responsibility) -> Responsibility:
    """Return what a responsibility would be if a person had stated it."""
    return replace(one, rule=PERSON, deadline=one.deadline and replace(one.deadline, rule=PERSON))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _decision(reading: Reading, one: _Decided, paths: dict[int, str]) -> Decision:
    correction, live = one.correction, one.live
    subject = None
    if live is Header:
        subject = ""
    elif isinstance(live, int):
        subject = f"task/{reading.tasks[live].key}"
    elif live is not None:
        subject = paths[id(live)]
    return Decision(
        Verdict(correction.decision), one.former, subject, one.place, correction.by, correction.day, correction.note,
        correction.kind,
    )  # fmt: skip


def _paths(reading: Reading) -> dict[int, str]:
    """Return the path of each fact in its document, as `state` names it; equal facts are told apart by identity."""
    paths = {id(one): f"reference/{n}" for n, one in enumerate(reading.references, 1)}
    paths |= {id(one): f"indicator/{n}" for n, one in enumerate(reading.indicators, 1)}
    for task in reading.tasks:
        paths |= {id(one): f"task/{task.key}/responsibility/{n}" for n, one in enumerate(task.responsibilities, 1)}
    return paths
