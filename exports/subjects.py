"""One graph of a document as plain values: what a subject has, and where the text states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from exports.passages import passages
from exports.quads import Statement, Term, term
from ontology.rules import rule_of
from ontology.terms import OA, POL, RDF

__all__ = ["INVERSE", "Place", "Subjects"]

INVERSE = "^"
_INVERTED = frozenset({POL.hasResponsibility, POL.hasDeadline, POL.namedPlace})


class Place(NamedTuple):
    """A stretch of a text: first code point, the one after the last, the words, and IRI and file name of the text."""

    start: int
    end: int
    quote: str
    text: str
    source: str | None


_iri = lru_cache(maxsize=50_000)(term)


class Subjects:
    """The statements of one graph, subject by subject; a document's graph has all that the document states."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Read the statements."""
        self._said: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._inverse: dict[tuple[str, str], str] = {}
        self._classes: defaultdict[str, list[str]] = defaultdict(list)
        self._places: dict[str, Place | None] = {}
        self._passages: dict[str, str] | None = None
        for _, subject, predicate, value in statements:
            about, kind = _iri(subject).value, _iri(predicate).value
            found = _iri(value) if value.startswith(b"<") else term(value)
            self._said[about][kind].append(found)
            if kind == RDF.type:
                self._classes[found.value].append(about)
            elif kind in _INVERTED:
                # The task of a deadline is the shortest of the addresses that have it.
                self._inverse[kind, found.value] = min(about, self._inverse.get((kind, found.value), about))

    def of(self, kind: str) -> list[str]:
        """Return the subjects of a class, in the order of their addresses."""
        return self._classes.get(kind, [])

    def values(self, subject: str, *path: str) -> list[str]:
        """Return the values at the end of a path of properties, sorted; `^` before a property turns it round."""
        return sorted({one.value for one in self._terms(subject, *path)})

    def value(self, subject: str, *path: str) -> str | None:
        """Return the first value at the end of a path, if there is one."""
        found = self.values(subject, *path)
        return found[0] if found else None

    def _terms(self, subject: str, *path: str) -> list[Term]:
        at: list[Term] = [Term(subject)]
        for step in path:
            if step.startswith(INVERSE):
                at = [Term(self._inverse[key]) for one in at if (key := (step[1:], one.value)) in self._inverse]
            else:
                at = [found for one in at if not one.datatype for found in self._of(one.value).get(step, ())]
        return at

    def _of(self, subject: str) -> Mapping[str, list[Term]]:
        return self._said.get(subject, {})

    def place(self, subject: str) -> Place | None:
        """Return the first place in a text that states a fact."""
        places = self.places(subject)
        return places[0] if places else None

    def places(self, subject: str) -> list[Place]:
        """Return the places that state a fact, in order; those in a text of this graph, where there are any."""
        places = [found for one in self.values(subject, POL.evidence) if (found := self._place(one))]
        # What two documents state together (which section carries out which) has its words in both.
        own = [place for place in places if place.source is not None]
        return sorted(own or places, key=lambda place: place[:4])

    def _place(self, evidence: str) -> Place | None:
        if evidence not in self._places:
            start = self.value(evidence, OA.hasSelector, OA.start)
            end = self.value(evidence, OA.hasSelector, OA.end)
            text = self.value(evidence, OA.hasSource)
            whole = start is not None and start.isdecimal() and end is not None and end.isdecimal() and text is not None
            self._places[evidence] = (
                Place(
                    int(start or 0), int(end or 0), self.value(evidence, OA.hasSelector, OA.exact) or "",
                    text or "", self.value(text or "", POL.fileName),
                ) if whole else None
            )  # fmt: skip
        return self._places[evidence]

    def text(self, subject: str) -> str:
        """Return the words of a text, which a long one has in pieces."""
        whole = self.value(subject, POL.text)
        if whole is not None:
            return whole
        pieces = self.values(subject, POL.hasPiece)
        starts = {one: int(self.value(one, POL.start) or 0) for one in pieces}
        return "".join(self.value(one, POL.text) or "" for one in sorted(pieces, key=lambda one: starts[one]))

    def passages(self) -> dict[str, str]:
        """Return the passage of each responsibility."""
        if self._passages is None:
            places = {one: place for one in self.of(POL.Responsibility) if (place := self.place(one))}
            self._passages = {}
            for text in sorted({place.text for place in places.values()}):
                clauses = {one: (place.start, place.end) for one, place in places.items() if place.text == text}
                tasks = (self.place(one) for one in self.of(POL.Task))
                headings = [place.start for place in tasks if place and place.text == text]
                words = passages(self.text(text), list(clauses.values()), headings)
                self._passages |= {one: words[clause] for one, clause in clauses.items()}
        return self._passages

    def task_deadline(self, responsibility: str) -> dict[str, str | None]:
        """Return the deadline that a responsibility has from its task.

        A clause has that of its task; in running text a body has the deadline of its own sentence alone.
        """
        if rule_of(self.value(responsibility, POL.foundBy) or "")[0].startswith("sentence"):
            return {}
        task = INVERSE + POL.hasResponsibility
        return {name: self.value(responsibility, task, POL.NS + name) for name in ("deadline", "deadlineText")}
