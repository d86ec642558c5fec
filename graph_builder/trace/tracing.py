"""Which section of a document carries out which section of the document that it implements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph_builder.model import Reading, Span
from graph_builder.trace.likeness import Likeness, likenesses
from graph_builder.trace.passages import Section, passages, sections, who_clauses

__all__ = ["Trace", "trace"]

_ENOUGH = 0.1
"""Score from which one section carries out another."""
_BEST = 0.055
"""Score from which the best of all does so, where nothing comes near it."""
_AHEAD = 1.2
"""How many times the second best the best has to be."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A section of the child that carries out a section of the parent."""

    parent: Section
    child: Section
    score: float
    """How much the two have in common, 0 to 1."""
    taken: float
    """Share of the parent's section that the child's takes up, by weight of its words, 0 to 1."""
    parent_place: Span
    """Sentence of the parent that shows it most, in its recovered text."""
    child_place: Span
    """The same in the child."""


def trace(parent: Reading, child: Reading) -> tuple[Trace, ...]:
    """Return what `child` carries out of `parent`, in the order of the child's sections; pure and linear in length.

    A section of the child may carry out several of the parent, and the other way round; what is in no pair is added
    by the child or left out by it. Nothing but the words of the two documents decides.
    """
    sides = []
    for reading in (parent, child):
        leaves = [section for section in sections(reading) if section.leaf]
        who = who_clauses(reading)
        sides.append((leaves, [passages(reading, section, who) for section in leaves]))
    (above, above_clauses), (below, below_clauses) = sides
    found = _chosen(likenesses(above_clauses, below_clauses, _BEST / _AHEAD))
    return tuple(
        Trace(above[like.parent], below[like.child], like.score, like.taken, like.parent_place, like.child_place)
        for like in sorted(found, key=lambda like: (like.child, like.parent))
    )


def _chosen(found: list[Likeness]) -> list[Likeness]:
    """Return what is alike enough, and for a section without such a pair the one that stands out."""
    by_child: defaultdict[int, list[Likeness]] = defaultdict(list)
    for like in found:
        by_child[like.child].append(like)
    chosen: list[Likeness] = []
    for alike in by_child.values():
        enough = [like for like in alike if like.score >= _ENOUGH]
        best, *others = sorted(alike, key=lambda like: (-like.score, like.parent))
        second = others[0].score if others else 0.0
        if not enough and best.score >= max(_BEST, _AHEAD * second):
            enough = [best]
        chosen += enough
    return chosen
