"""When things are due: the deadlines of tasks, each with the words that state it.

Whose they are the page works out from the duties that it has anyway, and it knows 'today' only when it is looked at.
"""

from __future__ import annotations

from visualizations.reader import Reader, short_id


def read_deadlines(reader: Reader) -> None:
    """Note every deadline as a fact of its task; one without a day is said in words alone (3年内)."""
    for row in reader.run("deadlines"):
        reader.fact("deadline", row, subject=short_id(row["task"]), role=row["recurrence"], words=row["deadlineText"],
                    deadline=row["deadline"])  # fmt: skip
