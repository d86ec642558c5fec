"""How much two sections have in common, by the words of the two documents alone.

A word is a pair of neighbouring characters; it weighs the more the fewer sections hold it (inverse document frequency
over the sections of the pair, the more frequent of the two sides). Two things are measured:

- what each section takes up of the other: clause by clause, the share of the clause's weight that one clause of the
  other has as well, where each of the two is about the nearest that the other document has;
- the cosine of their weighted words, headings counted more.

The score is their mean, tempered: the fewer words there are to share, the less they prove.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph_builder.model import Span
from graph_builder.trace.passages import Passage

__all__ = ["Likeness", "likenesses"]

Clauses = Sequence[Sequence[Passage]]
"""The clauses of each section of a document."""
Weights = Mapping[str, float]
Place = tuple[int, int]
"""Index of a section and of a clause in it."""

_HEADING_CLAUSES = 2.0
"""What a clause of a heading counts among those of its section."""
_HEADING_WORDS = 3
"""How often a word of a heading counts."""
_LEAST_SHARE = 0.3
"""Share of a clause that another one must have for the two to be about the same."""
_MARGIN = 0.75
"""How near to the best of its clauses another one must come to be meant as well."""
_OFTEN = 64
"""A word in more clauses of a document than this says nothing about any: it bounds the work."""
_TEMPER = 12.0
"""Words of full weight that are added to what two sections might share."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a section of the parent and one of the child, by their indices, have in common; numbers from 0 to 1."""

    parent: int
    child: int
    score: float
    taken: float
    """Share of the parent's section that the child's takes up."""
    parent_place: Span
    """The sentence of the parent of which most is taken up."""
    child_place: Span
    """The sentence of the child that takes up most."""


def likenesses(parent: Clauses, child: Clauses, least: float = 0.0) -> list[Likeness]:
    """Return the likeness of every two sections that score `least`, in the order of the parent's sections.

    Time is linear in the length of the two documents: no word is followed into more than a fixed number of clauses.
    """
    weights = _weights(parent, child)
    full = max(weights.values(), default=0.0)
    temper = _TEMPER * full**2
    taken, drawn = _Side(parent, weights, _TEMPER * full), _Side(child, weights, _TEMPER * full)
    for (i, p), (j, c), weight in _shared(parent, child, weights):
        taken.credit(i, p, j, weight)
        drawn.credit(j, c, i, weight)
    above = _vectors(parent, weights)
    scores = {
        (i, j): (cosine + max(taken.share(i, j, tempered=True), drawn.share(j, i, tempered=True))) / 2
        for (i, j), cosine in _cosines(above, _vectors(child, weights), temper).items()
    }
    # A long section may carry out a passage in one of its paragraphs.
    parts = _paragraphs(child)
    below = _vectors([child[j][clauses.start : clauses.stop] for j, clauses in parts], weights)
    split = _cosines(above, below, temper)
    for (i, n), cosine in split.items():
        j, clauses = parts[n]
        scores[i, j] = max(scores[i, j], (cosine + drawn.share(j, i, clauses, tempered=True)) / 2)
    return [
        Likeness(i, j, score, taken.share(i, j), taken.place(i, j), drawn.place(j, i))
        for (i, j), score in sorted(scores.items())
        if score >= least
    ]


def _paragraphs(document: Clauses) -> list[tuple[int, range]]:
    """Return the paragraphs of the sections that have several: the section, and which of its clauses are in it."""
    found = []
    for j, section in enumerate(document):
        sizes = [len(list(group)) for _, group in groupby(section, key=lambda clause: clause.paragraph)]
        ends = [sum(sizes[: n + 1]) for n in range(len(sizes))] if len(sizes) > 1 else []
        found += [(j, range(end - size, end)) for size, end in zip(sizes, ends, strict=False)]
    return found


def _weights(parent: Clauses, child: Clauses) -> Weights:
    """Return the weight of every word; one that stands nearly everywhere has none."""
    counts = []
    for document in (parent, child):
        within = Counter(w for section in document for w in {w: 0 for clause in section for w in clause.words})
        clauses = Counter(word for section in document for clause in section for word in clause.words)
        counts.append((within, clauses, max(1, len(document))))
    (above, above_often, a), (below, below_often, b) = counts
    n = max(a, b)
    return {
        word: math.log((1 + n) / max(1, above[word], below[word]))
        for word in {**above, **below}
        if above_often[word] <= _OFTEN and below_often[word] <= _OFTEN
    }


def _weight(clause: Passage, weights: Weights) -> float:
    return sum(weights.get(word, 0.0) for word in clause.words)


def _shared(parent: Clauses, child: Clauses, weights: Weights) -> list[tuple[Place, Place, float]]:
    """Return the clauses of both sides that are about the same, with the weight of what they share."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for j, section in enumerate(child):
        for c, clause in enumerate(section):
            for word in clause.words:
                if weights.get(word):
                    places[word].append((j, c))
    shared: dict[tuple[Place, Place], float] = {}
    for i, section in enumerate(parent):
        for p, clause in enumerate(section):
            common: defaultdict[Place, float] = defaultdict(float)
            for word in clause.words:
                weight = weights.get(word, 0.0)
                for place in places.get(word, ()) if weight else ():
                    common[place] += weight
            least = _LEAST_SHARE * _weight(clause, weights)
            shared |= {((i, p), place): weight for place, weight in common.items() if weight >= least}
    best: defaultdict[tuple[str, Place], float] = defaultdict(float)
    for (above, below), weight in shared.items():
        best["above", above] = max(best["above", above], weight)
        best["below", below] = max(best["below", below], weight)
    return [
        (above, below, weight)
        for (above, below), weight in sorted(shared.items())
        if weight >= _MARGIN * max(best["above", above], best["below", below])
    ]


class _Side:
    """What is found again of the sections of one document in those of the other."""

    def __init__(self, document: Clauses, weights: Weights, temper: float) -> None:
        self.document = document
        self.temper = temper
        self.whole = [
            [_weight(clause, weights) * (_HEADING_CLAUSES if clause.heading else 1.0) for clause in section]
            for section in document
        ]
        self.found: defaultdict[tuple[int, int], dict[int, float]] = defaultdict(dict)

    def credit(self, section: int, clause: int, other: int, weight: float) -> None:
        """Note that `weight` of a clause stands in a clause of the other document's section."""
        counted = weight * (_HEADING_CLAUSES if self.document[section][clause].heading else 1.0)
        found = self.found[section, other]
        found[clause] = max(found.get(clause, 0.0), counted)

    def share(self, section: int, other: int, clauses: range | None = None, *, tempered: bool = False) -> float:
        """Return the share of a section, or of some clauses of it, that stands in a section of the other document."""
        found = self.found.get((section, other))
        if not found:
            return 0.0
        among = range(len(self.document[section])) if clauses is None else clauses
        whole = sum(self.whole[section][among.start : among.stop]) + (self.temper if tempered else 0.0)
        return sum(weight for clause, weight in found.items() if clause in among) / whole

    def place(self, section: int, other: int) -> Span:
        """Return the sentence of which most is found; the first of two that are even, or of all."""
        sums: defaultdict[Span, float] = defaultdict(float)
        for clause, weight in self.found.get((section, other), {}).items():
            sums[self.document[section][clause].sentence] += weight
        return max(sums, key=lambda s: (sums[s], -s.start), default=self.document[section][0].sentence)


Vector = tuple[dict[str, float], float]
"""The weighted words of a section, and the sum of their squares."""


def _vectors(document: Clauses, weights: Weights) -> list[Vector]:
    """Return the weighted words of each section; a word that comes often counts more, but not as often."""
    vectors: list[Vector] = []
    for section in document:
        counts: defaultdict[str, int] = defaultdict(int)
        for clause in section:
            times = _HEADING_WORDS if clause.heading else 1
            for word in clause.words:
                counts[word] += times
        vector = {word: (1 + math.log(count)) * weights[word] for word, count in counts.items() if word in weights}
        vectors.append((vector, sum(value * value for value in vector.values())))
    return vectors


def _cosines(above: Sequence[Vector], below: Sequence[Vector], temper: float) -> dict[tuple[int, int], float]:
    """Return the cosine of every two sections that share a word, `temper` added to what there is to share."""
    lengths = [[math.sqrt(square + temper) for _, square in side] for side in (above, below)]
    places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, (vector, _) in enumerate(below):
        for word, value in vector.items():
            places[word].append((j, value))
    products: defaultdict[tuple[int, int], float] = defaultdict(float)
    for i, (vector, _) in enumerate(above):
        for word in vector:
            for j, other in places.get(word, ()):
                products[i, j] += vector[word] * other
    return {(i, j): product / (lengths[0][i] * lengths[1][j]) for (i, j), product in products.items()}
