"""What is different in a document of two builds, fact by fact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from queries.changes.documents import Deadline, Document, Fact, Party, Place, Reference, Target, Task
from queries.changes.pairing import Pair, paired

__all__ = ["Change", "appeared", "compared"]

F = TypeVar("F", bound=Fact)
_SENTENCE = re.compile(r"[^。；！？;]{1,2000}[。；！？;]{0,4}")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise in the newer build, with what it was and where it stood and stands."""

    kind: str
    """What changed, and how: document, task, body, role, deadline, target, reference; added, removed, changed ..."""
    document: Document
    task: Task | None = None
    body: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    old: Place | None = None
    new: Place | None = None


def appeared(document: Document, how: str) -> Iterator[Change]:
    """Yield what a document brought or took along, which the other build does not have.

    Args:
        document: the document.
        how: added or removed.
    """
    yield _change(how, "document", document, None, f"{_named(document)}: {len(document.tasks)} tasks")
    for task in document.tasks:
        yield _whole(how, document, task)


def compared(old: Document, new: Document) -> Iterator[Change]:
    """Yield what is different in a document that both builds have."""
    if old.text != new.text or _named(old) != _named(new) or old.iri != new.iri:
        # Where only the text is another one, its hashes say so.
        before, after = (_named(old), _named(new)) if _named(old) != _named(new) else (old.text[:16], new.text[:16])
        yield Change("document-changed", new, before=before, after=after)
    for pair in paired(old.tasks, new.tasks):
        yield from _task(pair, old, new)
    for was, now in _paired(old.targets, new.targets, lambda one: (one.label, one.year), lambda one: one.label):
        if _target(was) != _target(now):
            yield _fact("target", new if now else old, None, _target(was), _target(now), was, now)
    names = (lambda one: (one.title, one.number), lambda one: one.title or one, lambda one: one.number or one)
    for one, other in _paired(old.references, new.references, *names):
        if _reference(one) != _reference(other):
            yield _fact("reference", new if other else old, None, _reference(one), _reference(other), one, other)


def _named(document: Document) -> str:
    parts = (document.title, document.number, document.issued, document.source)
    return " ".join(filter(None, parts))


def _change(
    how: str, what: str, document: Document, task: Task | None, said: str, place: Place | None = None
) -> Change:
    """Return a change of what is there in one of the builds only."""
    if how == "added":
        return Change(f"{what}-added", document, task, after=said, new=place)
    return Change(f"{what}-removed", document, task, before=said, old=place)


def _whole(how: str, document: Document, task: Task) -> Change:
    """Return a task that came or went, with those who are responsible for it."""
    bodies = "、".join(f"{party.label or party.mention}（{party.role}）" for party in task.parties)
    return _change(how, "task", document, task, bodies, task.place)


def _task(pair: Pair, old: Document, new: Document) -> Iterator[Change]:
    was, now = pair
    if was is None or now is None:
        if now:
            yield _whole("added", new, now)
        elif was:
            yield _whole("removed", old, was)
        return
    if was.label != now.label or was.words != now.words:
        before, after = _reworded(was.words or was.label, now.words or now.label)
        yield Change("task-reworded", new, now, before=before, after=after, old=was.place, new=now.place)
    if was.number != now.number:
        yield Change("task-renumbered", new, now, before=was.number, after=now.number, old=was.place, new=now.place)
    yield from _parties(was, now, new)
    for one, other in _paired(was.deadlines, now.deadlines, lambda one: (one.day, one.words), lambda _: ""):
        if _deadline(one) != _deadline(other):
            yield _fact("deadline", new, now, _deadline(one), _deadline(other), one, other)


def _reworded(before: str, after: str) -> tuple[str, str]:
    """Return the sentences that stand in one text and not in the other."""
    ours, theirs = (Counter(_SENTENCE.findall(words)) for words in (before, after))
    return "".join((ours - theirs).elements()).strip(), "".join((theirs - ours).elements()).strip()


def _parties(was: Task, now: Task, document: Document) -> Iterator[Change]:
    """Yield who is newly responsible, no longer, in another role, or held for another body though printed the same."""
    before, after = _by_body(was), _by_body(now)
    gone = [party for party in was.parties if party.body not in after]
    come = [party for party in now.parties if party.body not in before]
    for body, parties in after.items():
        roles = [" ".join(sorted({one.role for one in side})) for side in (before.get(body, ()), parties)]
        if body in before and roles[0] != roles[1]:
            yield _party("role-changed", document, now, before[body][0], parties[0], *roles)
    for one, other in _paired(gone, come, lambda party: (party.mention, party.role), lambda party: party.mention):
        if one and other:
            named = [f"{party.label} <{party.body}>" for party in (one, other)]
            yield _party("body-resolved", document, now, one, other, *named)
            if one.role != other.role:
                yield _party("role-changed", document, now, one, other, one.role, other.role)
        elif other:
            yield _party("body-added", document, now, None, other, "", other.role)
        elif one:
            yield _party("body-removed", document, now, one, None, one.role, "")


def _by_body(task: Task) -> dict[str, list[Party]]:
    found: dict[str, list[Party]] = {}
    for party in task.parties:
        found.setdefault(party.body, []).append(party)
    return found


def _party(
    kind: str, document: Document, task: Task, old: Party | None, new: Party | None, before: str, after: str
) -> Change:
    party = new or old
    body, label = (party.body, party.label or party.mention) if party else ("", "")
    return Change(kind, document, task, body, label, before, after, _place(old), _place(new))


def _fact(
    what: str, document: Document, task: Task | None, before: str, after: str, old: F | None, new: F | None
) -> Change:
    how = "changed" if old and new else "added" if new else "removed"
    return Change(f"{what}-{how}", document, task, before=before, after=after, old=_place(old), new=_place(new))


def _place(fact: Fact | None) -> Place | None:
    return fact.place if fact else None


def _deadline(one: Deadline | None) -> str:
    return " ".join(filter(None, (one.day, one.words))) if one else ""


def _target(one: Target | None) -> str:
    return " ".join(filter(None, (one.year, one.label, one.figure))) if one else ""


def _reference(one: Reference | None) -> str:
    return " ".join(filter(None, (one.relation, one.title, one.number, f"<{one.document}>"))) if one else ""


def _paired(old: Sequence[F], new: Sequence[F], *keys: Callable[[F], Hashable]) -> list[tuple[F | None, F | None]]:
    """Pair facts by the first key, what is left by the next; one that has gone or come stands alone."""
    ours, theirs = list(old), list(new)
    pairs: list[tuple[F | None, F | None]] = []
    for key in keys:
        waiting: dict[Hashable, list[F]] = {}
        for one in ours:
            waiting.setdefault(key(one), []).append(one)
        left = []
        for other in theirs:
            found = waiting.get(key(other))
            if found:
                pairs.append((found.pop(0), other))
            else:
                left.append(other)
        ours, theirs = [one for found in waiting.values() for one in found], left
    return [*pairs, *((one, None) for one in ours), *((None, other) for other in theirs)]
