"""What a check found, as lines for a person: what was not read, and how much of each document was."""

from __future__ import annotations

from collections.abc import Iterator

from queries.checking import CheckReport

__all__ = ["finding_lines"]

_LISTED = 20
"""Findings of a kind, and documents, that are listed where not all are asked for."""
_REASONS = ("duty", "body", "date", "figure", "title", "table", "form")
"""Reasons for being unread in the order in which a person should look at them."""


def _urgency(finding: tuple[str, dict[str, str]]) -> int:
    reason = finding[0]
    return _REASONS.index(reason) if reason in _REASONS else len(_REASONS)


def finding_lines(report: CheckReport, everything: bool) -> Iterator[tuple[str, ...]]:
    """Yield the cells of lines on what was not read and on the coverage of each document.

    Without `everything` these are the first lines of each kind, and how many more there are.
    """
    unread = [(row.get("reason") or "unread", row) for row in report.unread_rows.values()]
    others = [(row["kind"], row) for row in report.findings.values() if row.get("kind") not in ("unread", None)]
    for found in (others, sorted(unread, key=_urgency)):
        for kind, row in found if everything else found[:_LISTED]:
            place = f"{row.get('source', '')}:{row.get('start', '')}-{row.get('end', '')}"
            word = f"“{row['word'][:30]}” " if row.get("word") else ""
            yield kind, place, word + " ".join(row.get("quote", "").split())[:120]
        if len(found) > _LISTED and not everything:
            yield (f"... {len(found) - _LISTED} more; --all lists them",)
    documents = report.documents()
    for document in documents if everything else documents[:_LISTED]:
        yield "coverage", document.source, document.line()
    if len(documents) > _LISTED and not everything:
        yield (f"... {len(documents) - _LISTED} more, of which less is unread; --all lists them",)
    if report.unread:
        counts = (f"{count} {reason or 'without a reason'}" for reason, count in report.unread_by_reason().items())
        yield (f"unread by reason: {', '.join(counts)}",)
