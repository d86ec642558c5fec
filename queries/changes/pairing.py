"""Which task of an older document is which of the newer one: by number and heading, by one of them, by words."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Sequence

from queries.changes.documents import Task

__all__ = ["paired"]

Pair = tuple[Task | None, Task | None]

_LIKE = 0.5
"""Part of the pairs of characters that two tasks have in common (Dice) from which they are one, reworded."""
_SAME_PLACE = 0.25
"""The same where both have one number."""
_MOST = 250_000
"""Pairs that are compared by words; where there are more, the rest has come and gone."""
_WORDS = 400
"""Characters of a task that are compared."""


def paired(old: Sequence[Task], new: Sequence[Task]) -> list[Pair]:
    """Pair the tasks of two documents; a task that has gone stands alone, then one that has come.

    The order of those of the newer document is kept, and what has gone stands at the end.
    """
    found: dict[int, int] = {}
    rules: tuple[Callable[[Task], Hashable], ...] = (
        lambda task: (task.number, task.label, task.words),
        lambda task: (task.number, task.label) if task.number and task.label else None,
        lambda task: task.words or None,
        lambda task: task.label or None,
    )
    for rule in rules:
        _by_key(old, new, rule, found)
    _by_words(old, new, found)
    kept = set(found.values())
    gone: list[Pair] = [(one, None) for n, one in enumerate(old) if n not in kept]
    pairs: list[Pair] = [(old[found[n]] if n in found else None, other) for n, other in enumerate(new)]
    return [*pairs, *gone]


def _by_key(old: Sequence[Task], new: Sequence[Task], rule: Callable[[Task], Hashable], found: dict[int, int]) -> None:
    """Pair tasks of one key, in their order."""
    taken = set(found.values())
    waiting: dict[Hashable, deque[int]] = {}
    for n, task in enumerate(old):
        if n not in taken and (key := rule(task)) is not None:
            waiting.setdefault(key, deque()).append(n)
    for n, task in enumerate(new):
        if n not in found and (places := waiting.get(rule(task))):
            found[n] = places.popleft()


def _by_words(old: Sequence[Task], new: Sequence[Task], found: dict[int, int]) -> None:
    taken = set(found.values())
    ours = [n for n in range(len(old)) if n not in taken]
    theirs = [n for n in range(len(new)) if n not in found]
    if len(ours) * len(theirs) > _MOST:
        return
    grams = {id(task): _grams(task) for task in (*(old[n] for n in ours), *(new[n] for n in theirs))}
    scored = []
    for one in ours:
        for other in theirs:
            before, after = old[one], new[other]
            score = _dice(grams[id(before)], grams[id(after)])
            placed = bool(before.number) and before.number == after.number
            if score >= (_SAME_PLACE if placed else _LIKE):
                scored.append((-score - placed, one, other))
    left = set(ours)
    for _, one, other in sorted(scored):
        if one in left and other not in found:
            left.discard(one)
            found[other] = one


def _grams(task: Task) -> Counter[str]:
    words = "".join((task.words or task.label).split())[:_WORDS]
    return Counter(words[n : n + 2] for n in range(len(words) - 1))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
