"""Step 6: state what was read as quads, in the graph of its document.

Every fact carries the place in the text that states it, as a Web Annotation resource with position and quote, the rule
that read it and the run in which it did. There are no blank nodes. A shortcut (`pol:leadBy`, `eli:cites`) stands only
beside the node that it is derived from.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import count
from types import MappingProxyType
from typing import Protocol

from graph_builder.documents import digest
from graph_builder.model import (
    DomainFact,
    Header,
    Reading,
    Reference,
    Relation,
    Responsibility,
    Role,
    Span,
    Task,
)
from graph_builder.register import Asked, DocumentBodies, document_bodies
from graph_builder.state import nquads as nq
from graph_builder.state.decisions import provenance, ruled
from graph_builder.state.facts import Runs, state_fact
from graph_builder.state.figures import state_deadlines, state_indicator, state_latest, state_validity
from graph_builder.state.lines import Lines
from graph_builder.state.parties import Parties
from graph_builder.state.places import state_place, text_iri
from graph_builder.state.sections import state_sections
from graph_builder.state.traces import state_traces
from graph_builder.trace import Comparisons, sections
from ontology.terms import DCTERMS, ELI, POL, PREFIXES, PROV, RDF, RDFS, SKOS
from ontology.vocabulary import concepts

__all__ = ["Targets", "state"]

PIECE = 1_000_000
"""Code points of a text that one literal holds: escaped (six bytes at most for one), well below the 16 MiB a line that
parsers read."""
_ID = PREFIXES["id"]
_SHORTCUT = {
    Role.LEAD: POL.leadBy,
    Role.RESPONSIBLE: POL.responsibleBy,
    Role.SUPPORT: POL.supportedBy,
    Role.GUIDE: POL.guidedBy,
    Role.SUPERVISE: POL.supervisedBy,
}
_LINK = {
    Relation.IMPLEMENTS: ELI.ensures_implementation_of,
    Relation.AMENDS: ELI.amends,
    Relation.REPEALS: ELI.repeals,
    Relation.CITES: ELI.cites,
}
_BASIS = "reference.basis"
"""The rule of 根据, 依据, 按照: both relations are called implements, and ELI tells them apart."""


class Targets(Protocol):
    """Which documents references mean, and which of them are in the build: a `Library`, or what one has said."""

    def key(self, reference: Reference, citing: Header | None = None) -> str:
        """Return the key of the document that a reference means."""

    def holds(self, key: str) -> bool:
        """Tell whether the document of that key was read."""


def state(
    reading: Reading,
    key: str,
    library: Targets,
    program: str,
    bodies: DocumentBodies | None = None,
    labels: Mapping[str, str] = MappingProxyType({}),
    compared: Comparisons | None = None,
) -> list[str]:
    """Return the N-Quads lines of one document, sorted and without repetition.

    Args:
        reading: what was read in it.
        key: what names the document in IRIs.
        library: the documents of this build, for references without a number.
        program: name and version of the program, such as `policykg 0.1.0`.
        bodies: which body each name printed in it means; left out, as the document alone says.
        labels: full names of bodies, by key, that documents of the build write in more than one way.
        compared: with which documents of this build it is compared.
    """
    statements = Statements(reading, key, library, bodies or document_bodies(reading, key), labels, program)
    statements.document()
    for n, task in enumerate(reading.tasks, 1):
        statements.task(task, n)
    statements.references()
    statements.indicators()
    statements.validity()
    statements.domain()
    statements.findings()
    statements.coverage()
    statements.decisions()
    if compared and compared.compared:
        statements.comparisons(compared)
    return statements.sorted()


class Statements(Lines):
    """The lines of one document while they are collected."""

    def __init__(
        self,
        reading: Reading,
        key: str,
        library: Targets,
        bodies: DocumentBodies,
        labels: Mapping[str, str],
        program: str,
    ) -> None:
        super().__init__(nq.iri(PREFIXES["graph"] + key))
        self.reading = reading
        self.header = reading.header
        self.library = library
        self.key = key
        self.bodies = bodies
        self.parties = Parties(self, bodies, labels)
        self.duties: defaultdict[Asked, list[str]] = defaultdict(list)
        self.places: dict[Span, str] = {}
        self.base = f"{_ID}doc/{key}"
        self.document_iri = nq.iri(self.base)
        self.text_iri = text_iri(reading)
        self.runs = Runs(reading, self.base, program)
        self.tasks = sorted(reading.tasks, key=lambda task: task.heading)
        self.task_starts = [task.heading.start for task in self.tasks]

    # -- the document and its text

    def document(self) -> None:
        header = self.header
        subject = self.document_iri
        self._work(subject, "" if header.untitled else header.title, header)
        if header.untitled:
            # What is not printed is no title: square brackets hold words supplied, as in a library catalogue.
            self.add(subject, RDFS.label, nq.text(f"[{header.title}]", "zh"))
        self.add(subject, DCTERMS.type, *_concept_named("genre", header.title))
        self.add(subject, POL.addressee, *(nq.text(name, "zh") for name in header.addressees))
        if header.notice_title:
            notice = nq.iri(self.base + "/notice")
            self._work(notice, header.notice_title, header)
            self.add(notice, ELI.has_annex, subject)
            self.add(subject, ELI.is_annex_of, notice)
        # A text realizes one work (ELI 1.5 makes the property functional): the one that carries the tasks.
        self.add(subject, ELI.is_realized_by, nq.iri(self.text_iri))
        self.add(nq.iri(self.text_iri), ELI.realizes, subject)
        self._text()

    def _work(self, subject: str, title: str, header: Header) -> None:
        self.add(subject, RDF.type, nq.iri(POL.PolicyDocument), nq.iri(ELI.LegalResource))
        if title:
            self.add(subject, DCTERMS.title, nq.text(title, "zh"))
        if header.number:
            self.add(subject, ELI.number, nq.text(header.number))
        if header.issuers:
            self.add(subject, POL.issuerText, nq.text("、".join(header.issuers)))
        for name in header.issuers:
            self.add(subject, ELI.passed_by, self.parties.named(name))
        if header.signed:
            self.add(subject, ELI.date_document, nq.day(header.signed))
        if header.published:
            self.add(subject, ELI.date_publication, nq.day(header.published))
        # A plan goes out as the notice that prints it: 通知 is the type of both.
        self.add(subject, ELI.type_document, *_concept_named("doctype", header.notice_title or header.title))

    def _text(self) -> None:
        source, subject = self.reading.source, nq.iri(self.text_iri)
        self.add(subject, RDF.type, nq.iri(ELI.LegalExpression))
        self._content(subject, source.text)
        self.add(subject, POL.sha256, nq.text(hashlib.sha256(source.text.encode()).hexdigest()))
        self.add(subject, POL.fileName, nq.text(source.name))
        self.add(subject, POL.length, nq.integer(len(source.text)))
        self.runs.state(self, self.graph)

    def _content(self, subject: str, text: str) -> None:
        """State a short text in one literal and a long one in pieces."""
        if len(text) <= PIECE:
            self.add(subject, POL.text, nq.text(text))
            return
        for n, start in enumerate(range(0, len(text), PIECE), 1):
            words = text[start : start + PIECE]
            piece = nq.iri(f"{self.text_iri};piece={n}")
            self.add(subject, POL.hasPiece, piece)
            self.add(piece, RDF.type, nq.iri(POL.TextPiece))
            self.add(piece, POL.start, nq.integer(start))
            self.add(piece, POL.length, nq.integer(len(words)))
            self.add(piece, POL.text, nq.text(words))

    def evidence(self, span: Span, in_source: bool = False) -> str:
        """Return the term of the place in the text, and describe it."""
        place = self.reading.place(span, in_source)
        if place not in self.places:
            self.places[place] = state_place(self, self.reading, place)
        return self.places[place]

    def fact(self, subject: str, kind: str, rule: str, span: Span, *paths: str) -> None:
        """State a fact: what it is, where it stands, its rule, and who read it or decided it (`paths`)."""
        state_fact(self, subject, kind, rule, (self.evidence(span),), self.runs.of(rule, *paths))

    # -- tasks and responsibilities

    def task_iri(self, task: Task | str) -> str:
        return nq.iri(f"{self.base}/task/{task if isinstance(task, str) else task.key}")

    def task(self, task: Task, n: int) -> None:
        subject = self.task_iri(task)
        self.fact(subject, POL.Task, task.rule, task.heading, f"task/{task.key}")
        self.add(subject, POL.statedIn, self.document_iri)
        self.add(subject, POL.sequence, nq.integer(n))
        if task.label:
            self.add(subject, RDFS.label, nq.text(task.label, "zh"))
        if task.number:
            self.add(subject, POL.number, nq.text(task.number))
        if task.parent:
            self.add(subject, POL.partOfTask, self.task_iri(task.parent))
        state_latest(self, subject, task.deadlines)
        deadlines = state_deadlines(self, subject, task, self.reading.recovered.text)
        for place, responsibility in enumerate(task.responsibilities, 1):
            self._responsibility(subject, task.key, place, responsibility)
            if responsibility.deadline:
                duty = nq.part(subject, f"/responsibility/{place}")
                state_latest(self, duty, [responsibility.deadline])
                self.add(duty, POL.hasDeadline, deadlines[responsibility.deadline.span])

    def _responsibility(self, task: str, key: str, n: int, responsibility: Responsibility) -> None:
        mention, path = responsibility.mention, f"task/{key}/responsibility/{n}"
        subject = nq.part(task, f"/responsibility/{n}")
        asked = Asked(mention.text, mention.prefix, mention.generic)
        party = self.parties.named(*asked)
        self.duties[asked].append(subject)
        self.add(task, POL.hasResponsibility, subject)
        self.add(task, _SHORTCUT[mention.role], party)
        self.add(task, POL.responsibleOrganization, party)
        self.fact(subject, POL.Responsibility, responsibility.rule, responsibility.clause, path)
        self.add(subject, POL.responsibleParty, party)
        self.add(subject, POL.role, nq.iri(PREFIXES["role"] + mention.role))
        self.add(subject, POL.mention, nq.text(mention.text))
        self.add(subject, POL.sequence, nq.integer(n))
        if mention.generic:
            self.add(subject, POL.generic, nq.boolean(True))
        if responsibility.convention:
            self.add(subject, POL.byConvention, nq.boolean(True))

    # -- references, indicators, domain, findings

    def references(self) -> None:
        for n, reference in enumerate(self.reading.references, 1):
            subject = nq.iri(f"{self.base}/reference/{n}")
            # A notice issues the document that it prints; one that forwards without printing issues another.
            prints = reference.relation is Relation.ISSUES and self.header.notice_title is not None
            target = self.document_iri if prints else self._target(reference)
            owner = nq.iri(self.base + "/notice") if prints else self.document_iri
            self.fact(subject, POL.Reference, reference.rule, reference.span, f"reference/{n}")
            self.add(subject, POL.referringDocument, owner)
            self.add(subject, POL.target, target)
            self.add(subject, POL.relation, nq.iri(PREFIXES["relation"] + reference.relation))
            if reference.title:
                self.add(subject, POL.citedTitle, nq.text(reference.title))
            if reference.number:
                self.add(subject, POL.citedNumber, nq.text(reference.number))
            self._in_task(subject, reference.span)
            if reference.relation in _LINK and target != owner:
                link = ELI.based_on if reference.rule == _BASIS else _LINK[reference.relation]
                self.add(owner, link, target)

    def _target(self, reference: Reference) -> str:
        key = self.library.key(reference, self.header)
        subject = nq.iri(f"{_ID}doc/{key}")
        if key == self.key:
            return subject
        self.add(subject, RDF.type, nq.iri(POL.PolicyDocument), nq.iri(ELI.LegalResource))
        if not self.library.holds(key):
            self.add(subject, POL.stub, nq.boolean(True))
            if reference.title:
                self.add(subject, DCTERMS.title, nq.text(reference.title, "zh"))
            if reference.number:
                self.add(subject, ELI.number, nq.text(reference.number))
        return subject

    def _in_task(self, subject: str, span: Span) -> None:
        task = self._task_at(span.start)
        if task:
            self.add(subject, POL.inTask, self.task_iri(task))

    def _task_at(self, position: int) -> Task | None:
        """Return the task whose text holds `position`, unless a passage was taken out in between.

        What stands behind such a join may go on with the passage and not with the task.
        """
        i = bisect_right(self.task_starts, position) - 1
        task = self.tasks[i] if i >= 0 else None
        if task is None or position >= max(task.body.end, task.heading.end):
            return None
        joins = self.reading.recovered.joins
        return task if bisect_right(joins, task.heading.start) == bisect_right(joins, position) else None

    def indicators(self) -> None:
        for n, indicator in enumerate(self.reading.indicators, 1):
            self._in_task(state_indicator(self, self.document_iri, n, indicator), indicator.span)

    def validity(self) -> None:
        state_validity(self, self.document_iri, self.reading.validity)

    def domain(self) -> None:
        things = {(fact.kind, fact.name): fact for fact in self.reading.domain}
        mentions, places = count(1), count(1)
        for fact in self.reading.domain:
            if fact.mention:
                subject = mention = nq.iri(f"{self.base}/mention/{next(mentions)}")
                self.fact(mention, fact.types[0], fact.rule, fact.span)
            else:
                # Other documents name the thing too: what read it here is said of its mention, not of the thing.
                subject, mention = self._thing(fact), nq.iri(f"{self.base}/place/{next(places)}")
                self.fact(mention, POL.PlaceMention, fact.rule, fact.span)
                self.add(mention, POL.evidence, *map(self.evidence, fact.shown))
                self.add(mention, POL.namedPlace, subject)
                self.add(mention, POL.inDocument, self.document_iri)
                self.add(subject, POL.evidence, self.evidence(fact.span))
                self.add(subject, RDFS.label, nq.text(fact.name, "zh"))
                self.add(subject, SKOS.altLabel, *(nq.text(name, "zh") for name in fact.variants))
            self._in_task(mention, fact.span)
            self.add(subject, RDF.type, *(nq.iri(name) for name in fact.types))
            for predicate, target in fact.links:
                self.add(subject, predicate, nq.iri(target))
            for predicate, kind, name in fact.parts:
                self.add(subject, predicate, self._thing(things[kind, name]))
            for predicate, words in fact.words:
                self.add(subject, predicate, nq.text(words, "zh"))
            self.add(subject, POL.inDocument, self.document_iri)
            topics = [nq.iri(target) for _, target in fact.links] if fact.mention else [subject]
            tasks = filter(None, (self._task_at(span.start) for span in fact.mentions))
            for task in dict.fromkeys(map(self.task_iri, tasks)):
                self.add(task, POL.concerns, *topics)

    def _thing(self, fact: DomainFact) -> str:
        place = (self.bodies.authority.place or self.key) if fact.common else ""
        return nq.iri(f"{_ID}{fact.kind}/{digest(fact.name, place)}")

    def findings(self) -> None:
        for n, finding in enumerate(self.reading.findings, 1):
            subject = nq.iri(f"{self.base}/finding/{n}")
            self.add(subject, RDF.type, nq.iri(POL.Finding))
            self.add(subject, POL.findingKind, nq.iri(PREFIXES["kind"] + finding.kind))
            self.add(subject, RDFS.comment, nq.text(finding.message, "zh"))
            self.add(subject, POL.inDocument, self.document_iri)
            self.add(subject, POL.evidence, self.evidence(finding.span, finding.in_source))
            self.add(subject, PROV.wasGeneratedBy, self.runs.run)
            if finding.reason:
                self.add(subject, POL.unreadReason, nq.iri(PREFIXES["reason"] + finding.reason))
            if finding.word:
                self.add(subject, POL.word, nq.text(finding.word))

    def coverage(self) -> None:
        """State how much of the document is of each class of sentence; no sentence is a node of its own."""
        account = self.reading.account
        for kind, number in account.sentences.items():
            subject = nq.iri(f"{self.base}/coverage/{kind}")
            self.add(subject, RDF.type, nq.iri(POL.Coverage))
            self.add(subject, POL.inDocument, self.document_iri)
            self.add(subject, POL.sentenceClass, nq.iri(PREFIXES["sentence"] + kind))
            self.add(subject, POL.sentenceCount, nq.integer(number))
            self.add(subject, POL.characterCount, nq.integer(account.characters[kind]))
            self.add(subject, POL.share, nq.decimal(account.share(kind)))

    def decisions(self) -> None:
        for subject, predicate, value in provenance(self.reading, self.base, self.evidence):
            self.add(subject, predicate, value)
        for asked, decision, says in ruled(self.bodies.rulings, self.base):
            for subject, predicate, value in says:
                self.add(subject, predicate, value)
            for duty in self.duties.get(asked, ()):
                self.add(duty, POL.correctedBy, decision)
            if asked.name in self.header.issuers:
                self.add(self.document_iri, POL.correctedBy, decision)

    def comparisons(self, compared: Comparisons) -> None:
        tasks = {self.task_iri(task): task for task in self.tasks}
        state_sections(self, self.base, sections(self.reading), tasks)
        for comparison in compared:
            state_traces(self, self.base, comparison, self.runs.run)


@cache
def _names(scheme: str) -> tuple[tuple[str, str], ...]:
    """Return (name, IRI) of a scheme's concepts, the longest names first."""
    pairs = {(name, c.iri) for c in concepts(scheme) for name in (c.label, *c.alternatives)}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _concept_named(scheme: str, title: str) -> Iterable[str]:
    """Yield the concept whose name ends `title`."""
    words = re.sub(r"\s?[（(][^（）()]*[）)]$", "", title).rstrip('》”"')
    for name, iri in _names(scheme):
        if words.endswith(name):
            yield nq.iri(iri)
            return
