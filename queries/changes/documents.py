"""What one graph says of its document: tasks, who is responsible for them, deadlines, targets, references."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ontology.terms import DCTERMS, ELI, OA, POL, PREFIXES, QUDT, RDF, RDFS, SKOS

__all__ = ["Deadline", "Document", "Fact", "Party", "Place", "Reference", "Target", "Task", "document_of"]

_LABELLED = (SKOS.prefLabel, RDFS.label)
_BRACKETS = "（([〔【"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: code points of the text, the end exclusive, and what is printed there."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """A body that is responsible."""

    body: str
    role: str
    mention: str
    label: str
    place: Place | None


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """By when a task is to be done."""

    day: str
    words: str
    place: Place | None


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A figure that is to be reached."""

    label: str
    year: str
    figure: str
    place: Place | None


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A document that another one names."""

    title: str
    number: str
    relation: str
    document: str
    place: Place | None


Fact = Party | Deadline | Target | Reference


@dataclass(slots=True)
class Task:
    """A task with what is said of it."""

    iri: str
    number: str
    label: str
    sequence: int
    place: Place | None
    words: str = ""
    """Its heading and the text below it, without the brackets that name bodies."""
    parties: list[Party] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """What a graph says of its document."""

    iri: str
    source: str
    title: str
    number: str
    issued: str
    text: str
    """Hash of the text."""
    tasks: list[Task]
    targets: list[Target]
    references: list[Reference]


class _Said:
    """The quads of a graph by subject and predicate."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        self.of_type: dict[str, list[str]] = {}
        for subject, predicate, value, _ in quads:
            if isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
                if predicate.value == RDF.type:
                    self.of_type.setdefault(value.value, []).append(subject.value)
                else:
                    self._values.setdefault((subject.value, predicate.value), []).append(value.value)
        for values in (*self._values.values(), *self.of_type.values()):
            values.sort()

    def all(self, subject: str, predicate: str) -> list[str]:
        return self._values.get((subject, predicate), [])

    def one(self, subject: str, *predicates: str) -> str:
        """Return the least value, of the first predicate that has one."""
        return next((found[0] for predicate in predicates if (found := self.all(subject, predicate))), "")

    def number(self, subject: str, predicate: str) -> int:
        words = self.one(subject, predicate)
        return int(words) if re.fullmatch(r"\d{1,9}", words, re.ASCII) else 0

    def place(self, subject: str) -> Place | None:
        """Return where something stands."""
        for evidence in self.all(subject, POL.evidence):
            found: dict[str, str] = {}
            for selector in self.all(evidence, OA.hasSelector):
                for name, predicate in (("start", OA.start), ("end", OA.end), ("quote", OA.exact)):
                    if words := self.one(selector, predicate):
                        found[name] = words
            if re.fullmatch(r"\d{1,9} \d{1,9}", f"{found.get('start')} {found.get('end')}", re.ASCII):
                return Place(int(found["start"]), int(found["end"]), found.get("quote", ""))
        return None

    def text(self, text: str) -> str:
        """Return a text, whose pieces follow one another."""
        pieces = sorted((self.number(piece, POL.start), piece) for piece in self.all(text, POL.hasPiece))
        return self.one(text, POL.text) or "".join(self.one(piece, POL.text) for _, piece in pieces)


def document_of(graph: str, quads: Iterable[ox.Quad]) -> Document | None:
    """Return what a graph says of its document; None where it is none of a document."""
    said = _Said(quads)
    iri = f"{PREFIXES['id']}doc/{graph.removeprefix(PREFIXES['graph'])}"
    text = said.one(iri, ELI.is_realized_by)
    if not text:
        return None
    return Document(
        iri,
        said.one(text, POL.fileName),
        said.one(iri, DCTERMS.title),
        said.one(iri, ELI.number),
        said.one(iri, ELI.date_document),
        said.one(text, POL.sha256),
        _tasks(said, said.text(text)),
        sorted(_targets(said), key=_order),
        sorted(_references(said), key=_order),
    )


def _tasks(said: _Said, text: str) -> list[Task]:
    tasks = []
    for iri in said.of_type.get(POL.Task, ()):
        one = Task(
            iri, said.one(iri, POL.number), said.one(iri, RDFS.label), said.number(iri, POL.sequence), said.place(iri)
        )
        for told in said.all(iri, POL.hasResponsibility):
            body = said.one(told, POL.responsibleParty)
            role = _last(said.one(told, POL.role))
            label = said.one(body, *_LABELLED)
            one.parties.append(Party(body, role, said.one(told, POL.mention), label, said.place(told)))
        for told in said.all(iri, POL.hasDeadline):
            day, words = said.one(told, POL.deadline), said.one(told, POL.deadlineText)
            one.deadlines.append(Deadline(day, words, said.place(told)))
        one.parties.sort(key=_order)
        one.deadlines.sort(key=_order)
        tasks.append(one)
    tasks.sort(key=lambda task: (task.sequence, task.iri))
    sections = [place.start for iri in said.of_type.get(POL.Section, ()) if (place := said.place(iri))]
    starts = sorted({*sections, *(task.place.start for task in tasks if task.place)})
    for one in tasks:
        if one.place:
            # Without the number of its heading, which is compared apart.
            start = one.place.start + max(0, one.place.quote.find(one.label))
            after = bisect_right(starts, one.place.start)
            end = starts[after] if after < len(starts) else _end_of_last(one, text)
            one.words = _without_brackets(text, start, max(end, one.place.end), one.parties)
    return tasks


def _end_of_last(task: Task, text: str) -> int:
    """Return where the last task of a text ends: with the line of what is last said of it, before who signed."""
    places = (task.place, *(one.place for one in task.parties), *(one.place for one in task.deadlines))
    end = text.find("\n", max(place.end for place in places if place))
    return end if end >= 0 else len(text)


def _order(fact: Fact) -> tuple[int, Fact]:
    """Return the place of a fact in the text; what has none comes first."""
    return (fact.place.start if fact.place else -1), fact


def _without_brackets(text: str, start: int, end: int, parties: Iterable[Party]) -> str:
    """Return a stretch of the text without the brackets in which bodies are named: what they say is compared apart."""
    words, at = [], start
    for place in sorted({party.place for party in parties if party.place and party.place.quote[:1] in _BRACKETS}):
        if at <= place.start and place.end <= end:
            words.append(text[at : place.start])
            at = place.end
    return " ".join("".join((*words, text[at:end])).split())


def _targets(said: _Said) -> Iterable[Target]:
    for iri in said.of_type.get(POL.Indicator, ()):
        if _last(said.one(iri, POL.figureKind)) == "target":
            figure = [said.one(iri, name) for name in (POL.qualifier, QUDT.numericValue, POL.unitText)]
            yield Target(said.one(iri, RDFS.label), said.one(iri, POL.year), "".join(figure), said.place(iri))


def _references(said: _Said) -> Iterable[Reference]:
    for iri in said.of_type.get(POL.Reference, ()):
        title, number = said.one(iri, POL.citedTitle), said.one(iri, POL.citedNumber)
        yield Reference(title, number, _last(said.one(iri, POL.relation)), said.one(iri, POL.target), said.place(iri))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
