"""One row of a corrections table: what a person decided about one fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph_builder.errors import BuildError
from graph_builder.model import Verdict

__all__ = ["FIELDS", "PERSON", "Correction", "CorrectionError", "Kind"]

PERSON = "person"
"""The rule of a fact that a person decided."""

FIELDS = ("title", "noticeTitle", "number", "issuer", "signed", "published", "addressee")
"""Elements of a header, as the column `role` names them in rows of the kind `document`."""


class CorrectionError(BuildError):
    """A correction that cannot be meant so; the message is one line and begins with file and line."""


class Kind(StrEnum):
    """What a row is about."""

    DOCUMENT = "document"
    TASK = "task"
    RESPONSIBILITY = "responsibility"
    DEADLINE = "deadline"
    REFERENCE = "reference"
    INDICATOR = "indicator"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Correction:
    """A decided row; text columns that are empty stay empty strings."""

    where: str
    """File, line and (where it differs) row of the table, for messages."""
    decision: Verdict
    kind: Kind
    source: str
    document: str
    quote: str
    start: int | None
    """Where the quote stood in the text when the table was written."""
    was: str
    """The fact as the program read it, in the words of `facts.py`."""
    fact: str
    """Path of the fact in its document, which tells equal ones apart; it may have changed since."""
    role: str = ""
    words: str = ""
    deadline: date | None = None
    deadline_words: str = ""
    value: str = ""
    unit: str = ""
    year: int | None = None
    qualifier: str = ""
    task_number: str = ""
    task_label: str = ""
    by: str = ""
    day: date | None = None
    note: str = ""

    @property
    def target(self) -> tuple[object, ...]:
        """What names the fact: two rows with the same target are about the same fact."""
        added = (self.role, self.words, self.task_number, self.task_label) if self.decision is Verdict.ADD else ()
        return self.source, self.document, self.kind, self.fact, self.was, self.start, self.quote, added

    @property
    def outcome(self) -> tuple[object, ...]:
        """What is to become of it: equal in rows that agree."""
        if self.decision is Verdict.REJECT:
            return (self.decision,)
        return (
            self.decision, self.role, self.words, self.deadline, self.deadline_words, self.value, self.unit, self.year,
            self.qualifier, self.task_number, self.task_label,
        )  # fmt: skip

    def error(self, message: str) -> CorrectionError:
        """Return the error that names this row."""
        return CorrectionError(f"{self.where}: {message}")

    def __str__(self) -> str:
        """Say in one line which decision on what this is."""
        words = " ".join((self.was or self.words).split())
        return f"{self.where}: {self.decision} {self.kind} “{words[:60]}”"
