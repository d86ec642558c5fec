"""The facts of a reading as rows name them: kind, place in the text as it was read, and what they say.

What a fact says (`was`) is one line; `queries.reviewing` writes the same line from the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph_builder.corrections.correction import Kind
from graph_builder.corrections.table import plain_decimal
from graph_builder.model import Deadline, Header, Indicator, Reading, Reference, Responsibility, Span, Task

__all__ = ["Fact", "Slot", "deadline_of", "facts", "header_values", "indicator_line", "reference_line"]

NO_LABEL = "（无标题）"
"""What a task without a label says."""

Slot = tuple[Kind, int, int]
"""Kind of a fact and where it stands in the reading: task or list, and place in it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a row can be about; `place` lies in the source and is None for elements of the header."""

    slot: Slot
    path: str
    was: str
    place: Span | None

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.slot[0]

    @property
    def task(self) -> str:
        """Path of its task, or nothing."""
        return "/".join(self.path.split("/")[:2]) if self.path.startswith("task/") else ""


def facts(reading: Reading) -> Iterator[Fact]:
    """Yield all facts of a reading that a person may correct."""
    at = reading.place
    for n, (field, value) in enumerate(header_values(reading.header)):
        yield Fact((Kind.DOCUMENT, n, 0), field, f"{field} {value}", None)
    for i, task in enumerate(reading.tasks):
        path, heading = f"task/{task.key}", at(task.heading)
        yield Fact((Kind.TASK, i, 0), path, task.label or NO_LABEL, heading)
        due = deadline_of(task)
        if due:
            yield Fact((Kind.DEADLINE, i, 0), f"{path}/deadline", _due(due), heading)
        for n, one in enumerate(task.responsibilities):
            place = at(one.clause)
            yield Fact((Kind.RESPONSIBILITY, i, n), f"{path}/responsibility/{n + 1}", responsibility_line(one), place)
    for n, reference in enumerate(reading.references):
        line, place = reference_line(reference), at(reference.span)
        yield Fact((Kind.REFERENCE, 0, n), f"reference/{n + 1}", line, place)
    for n, indicator in enumerate(reading.indicators):
        line, place = indicator_line(indicator), at(indicator.span)
        yield Fact((Kind.INDICATOR, 0, n), f"indicator/{n + 1}", line, place)
    for n, finding in enumerate(reading.findings):
        if finding.kind == Kind.UNREAD:
            place = at(finding.span, finding.in_source)
            yield Fact((Kind.UNREAD, 0, n), f"finding/{n + 1}", finding.message, place)


def deadline_of(task: Task) -> Deadline | None:
    """Return the deadline of a task: the latest of those that its text names."""
    return max(task.deadlines, key=lambda d: (d.day, -d.span.start), default=None)


def header_values(header: Header) -> list[tuple[str, str]]:
    """Return the elements of a header that are printed, as field and value."""
    values = [
        ("title", "" if header.untitled else header.title),
        ("noticeTitle", header.notice_title or ""),
        ("number", header.number or ""),
        ("issuer", "、".join(header.issuers)),
        ("signed", header.signed.isoformat() if header.signed else ""),
        ("published", header.published.isoformat() if header.published else ""),
        *(("addressee", name) for name in header.addressees),
    ]
    return [(field, value) for field, value in values if value]


def responsibility_line(responsibility: Responsibility) -> str:
    """Return role and body, with the deadline of the clause."""
    due = f" {_due(responsibility.deadline)}" if responsibility.deadline else ""
    return f"{responsibility.mention.role} {responsibility.mention.text}{due}"


def reference_line(reference: Reference) -> str:
    """Return relation, title and number."""
    return " ".join(filter(None, (str(reference.relation), reference.title, reference.number)))


def indicator_line(indicator: Indicator) -> str:
    """Return label, value, unit, year and qualifier."""
    year = str(indicator.year) if indicator.year else ""
    parts = (indicator.label, plain_decimal(indicator.value), indicator.unit, year, indicator.qualifier)
    return " ".join(filter(None, parts))


def _due(deadline: Deadline) -> str:
    return f"{deadline.day.isoformat()} {deadline.words}" if deadline.day else deadline.words
