"""Two builds side by side: the documents that differ, and what is different in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from queries.changes.blocks import Block, Trig, side_by_side
from queries.changes.comparing import Change, appeared, compared
from queries.changes.documents import Document, document_of
from queries.rows import Row, Rows, Term

__all__ = ["change_rows", "changes"]

COLUMNS = (
    "change", "source", "document", "title", "task", "taskNumber", "taskLabel", "body", "bodyLabel", "before", "after",
    "oldStart", "oldEnd", "oldQuote", "start", "end", "quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Left:
    """A document that one build has under its key and the other has not: what it may be found by, and its place."""

    source: str
    text: str
    graph: str
    start: int
    length: int


def changes(old: str, new: str) -> Iterator[Change]:
    """Yield what is different between the graphs of two builds.

    What a graph says because of the program (rules, classes of sentences, findings, traces) is not compared, nor where
    in a text something stands. A document whose key is another one, as its number was, is known by its text or, where
    that is another one too, by the name of its file.

    Args:
        old: folder of the older build.
        new: folder of the newer one.

    Raises:
        QueryError: one of them is no folder of a build.
    """
    before, after = Trig(old), Trig(new)
    gone: list[_Left] = []
    come: list[_Left] = []
    for one, other in side_by_side(before, after):
        was, now = _document(before, one), _document(after, other)
        if was and now:
            yield from compared(was, now)
        elif was and one:
            gone.append(_left(was, one))
        elif now and other:
            come.append(_left(now, other))
    for left, right in _met(gone, come):
        was, now = _again(before, left), _again(after, right)
        if was and now:
            yield from compared(was, now)
        elif was:
            yield from appeared(was, "removed")
        elif now:
            yield from appeared(now, "added")


def _document(trig: Trig, block: Block | None) -> Document | None:
    return document_of(block.graph, trig.quads(block)) if block else None


def _left(document: Document, block: Block) -> _Left:
    return _Left(document.source, document.text, block.graph, block.start, len(block.data))


def _again(trig: Trig, left: _Left | None) -> Document | None:
    return _document(trig, trig.at(left.graph, left.start, left.length)) if left else None


def _met(gone: list[_Left], come: list[_Left]) -> Iterator[tuple[_Left | None, _Left | None]]:
    """Pair documents that are there under another key: by their texts, then by the names of their files."""
    pairs: dict[str, _Left] = {}
    left = list(gone)
    for key in ("text", "source"):
        waiting: dict[str, list[_Left]] = {}
        for one in left:
            waiting.setdefault(getattr(one, key), []).append(one)
        for other in come:
            if other.graph not in pairs and (found := waiting.get(getattr(other, key))):
                pairs[other.graph] = found.pop(0)
        left = [one for found in waiting.values() for one in found]
    for other in come:
        yield pairs.get(other.graph), other
    for one in left:
        yield one, None


def change_rows(found: Iterable[Change]) -> Rows:
    """Return changes as a table; `start`, `end`, `quote` are where it stands in the newer build."""
    return Rows(COLUMNS, tuple(map(_row, found)))


def _row(change: Change) -> Row:
    document, task, old, new = change.document, change.task, change.old, change.new
    places = [
        term
        for place in (old, new)
        for term in (
            Literal(place.start) if place else None,
            Literal(place.end) if place else None,
            _words(place.quote if place else ""),
        )
    ]
    return (
        Literal(change.kind),
        _words(document.source),
        NamedNode(document.iri),
        _words(document.title),
        NamedNode(task.iri) if task else None,
        _words(task.number if task else ""),
        _words(task.label if task else ""),
        NamedNode(change.body) if change.body else None,
        *map(_words, (change.label, change.before, change.after)),
        *places,
    )


def _words(words: str) -> Term | None:
    return Literal(words) if words else None
