"""The facts of a reading, each with what explains it. Nothing here is kept while reading: it is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import normalize

from graph_builder.bodies import Authority
from graph_builder.corrections.correction import PERSON
from graph_builder.explain.account import Explained, Mark, Part
from graph_builder.explain.roles import role_word
from graph_builder.model import Deadline, Header, Indicator, Reading, Reference, Relation, Responsibility, Span, Task
from graph_builder.recognise.duties.conventions import first_leads_at
from graph_builder.register import Asked, document_bodies
from ontology.vocabulary import concepts

__all__ = ["Teller"]

_RELATION_BEFORE = re.compile(
    r"贯彻(?:落实|执行|实施)?|落实|执行|实施|依据|根据|依照|按照|遵照|参照|对照|按|修订|修改|修正|调整|废止|停止执行"
)
_RELATION_BEHIND = re.compile(r"废止|失效|停止执行|修改|修订|修正")
_NEAR = 400
"""Characters before a fact in which the word that explains it is looked for."""
_PRINTS = re.compile(r"印发|转发|批转|发布|公布|颁布|下发")
_ELEMENTS = {
    "title": ("标题", "GB/T 9704—2012, 7.3.1"),
    "number": ("发文字号", "GB/T 9704—2012, 7.2.5"),
    "issuer": ("发文机关", "GB/T 9704—2012, 7.2.4, 7.3.5"),
    "signed": ("成文日期", "GB/T 9704—2012, 7.3.5"),
    "published": ("发布日期", ""),
    "addressee": ("主送机关", "GB/T 9704—2012, 7.3.2"),
    "noticeTitle": ("印发通知的标题", "GB/T 9704—2012, 7.3.1"),
}

_THINGS = {"mine": "矿山", "base": "产业基地", "park": "工业园区", "mineral": "提到的矿种"}

Says = tuple[tuple[str, str], ...]


class Teller:
    """Tells of one reading what it holds and why."""

    def __init__(self, reading: Reading) -> None:
        """Take a reading; it is not changed."""
        self.reading = reading
        self.text = reading.recovered.text
        self._levels = {c.iri.rpartition("/")[2]: c.label for c in concepts("level")}
        self._roles = {c.iri.rpartition("/")[2]: c.label for c in concepts("role")}
        self._relations = {c.iri.rpartition("/")[2]: c.label for c in concepts("relation")}
        self.bodies = document_bodies(reading, "")
        self.authority: Authority = self.bodies.authority
        self._first_leads = first_leads_at(self.text, Span(reading.header.body_start, len(self.text)))

    def at(self, span: Span) -> Span:
        """Return the place in the text as it was read."""
        return self.reading.recovered.in_source(span)

    def all(self) -> list[Explained]:
        """Return everything, in the order of the text; the header comes first."""
        facts = [*self.tasks(), *self.references(), *self.indicators(), *self.things(), *self.findings()]
        return [*self.header(), *sorted(facts, key=lambda one: (one.span, one.kind != "task"))]

    # -- header

    def header(self) -> Iterator[Explained]:
        """Yield the elements of the header; where they stand, if they are printed so."""
        header = self.reading.header
        for field, value, known in _elements(header):
            name, clause = _ELEMENTS[field]
            place = self._printed(value, known)
            says: Says = (("element", name),)
            says += (("standard", clause),) if clause else ()
            if field == "issuer":
                says += (("speaks for", self._speaks()),)
            marks = (Mark(place, "words"),) if place.end > place.start else ()
            yield Explained("header", "", place, (Part(field, value, place, says),), marks)

    def _printed(self, value: str, known: Span | None) -> Span:
        if known is not None:
            return self.at(known)
        text = self.reading.source.text
        at = text.find(value)
        if at < 0 and (day := re.fullmatch(r"(\d{4})-0?(\d+)-0?(\d+)", value)):
            found = re.search(rf"{day[1]}\s?[年/.-]\s?0?{day[2]}\s?[月/.-]\s?0?{day[3]}", text)
            return Span(found.start(), found.end()) if found else Span(0, 0)
        return Span(at, at + len(value)) if at >= 0 else Span(0, 0)

    def _speaks(self) -> str:
        if self.authority.level == "state":
            return "国家"
        level = self._levels.get(self.authority.level or "", "层级不明")
        return f"{self.authority.place or '地方不明'}（{level}）"

    # -- tasks and responsibilities

    def tasks(self) -> Iterator[Explained]:
        """Yield each task and its clauses."""
        for task in self.reading.tasks:
            place = self.at(task.heading)
            name = f"{task.number or ''} {task.label or '（无标题）'}".strip()
            due = max(task.deadlines, key=lambda d: (d.day, -d.span.start), default=None)
            says: Says = (("key", task.key), ("under", self._path(task.heading.start)))
            yield Explained("task", "", place, (Part("task", name, place, says),), (Mark(place, "clause"),), task.key)
            if due:
                yield self._due(task, due)
            for _, group in groupby(task.responsibilities, key=lambda r: (r.clause, r.rule)):
                yield self._clause(task, list(group))

    def _due(self, task: Task, due: Deadline) -> Explained:
        place = self.at(due.span)
        says: Says = (("deadline", _due(due)),)
        others = "、".join(d.words for d in task.deadlines if d is not due)
        says += (("besides", f"{others}（一项任务取最晚的）"),) if others else ()
        marks = tuple(Mark(self.at(d.span), "words") for d in task.deadlines)
        return Explained("deadline", "", place, (Part("deadline", due.words, place, says),), marks, task.key)

    def _path(self, position: int) -> str:
        """Return the headings above a place, from the top down."""
        units = self.reading.outline.units
        index, names = self.reading.outline.innermost(position), []
        while index is not None:
            unit = units[index]
            names.append(f"{unit.mark}{unit.label or '（无标题）'}")
            index = unit.parent
        return " › ".join(reversed(names)) or "（不在任何标题之下）"

    def _clause(self, task: Task, group: Sequence[Responsibility]) -> Explained:
        first = group[0]
        place = self.at(first.clause)
        marks, parts = [Mark(place, "clause")], []
        for one in group:
            body = self.at(one.mention.span)
            word = role_word(self.text, first.clause, one.mention, one.rule)
            marks.append(Mark(body, "body"))
            if word:
                marks.append(Mark(self.at(word), "role"))
            parts.append(Part("body", one.mention.text, body, self._body(one, word)))
        if first.deadline:
            marks.append(Mark(self.at(first.deadline.span), "words"))
        why = self._why(task, first)
        return Explained("responsibility", first.rule, place, tuple(parts), tuple(marks), task.key, why)

    def _body(self, one: Responsibility, word: Span | None) -> Says:
        mention, role = one.mention, one.mention.role
        because = self._because(one, word)
        says: list[tuple[str, str]] = [("role", f"{self._roles[role]}（{because}）")]
        asked = Asked(mention.text, mention.prefix, mention.generic)
        body = self.bodies.body(*asked)
        level = self._levels.get(body.level or "", "")
        says.append(("is", f"{body.label}{f'（{level}）' if level else ''}"))
        says.append(("identified by", str(self.bodies.reasons.get(asked, body.reason))))
        if body.parent_label:
            says.append(("part of", body.parent_label))
        if mention.prefix:
            says.append(("shares prefix", mention.prefix))
        if mention.generic:
            says.append(("generic", "泛指，未指明是谁"))
        return tuple(says)

    def _because(self, one: Responsibility, word: Span | None) -> str:
        if one.rule == PERSON:
            return "由人决定"
        if word:
            place = self.at(word)
            return f"据“{word.of(self.text)}” [{place.start}–{place.end}]"
        if self._first_leads and one.mention.role == "lead":
            place = self.at(self._first_leads)
            return f"据全文约定“{self._first_leads.of(self.text)}” [{place.start}–{place.end}]"
        if one.rule.startswith("table"):
            return "据所在列的表头"
        if one.convention:
            return "据全文约定"
        return "据句中谓语" if one.rule.startswith("sentence") else "据条款形式"

    def _why(self, task: Task, one: Responsibility) -> Says:
        why: list[tuple[str, str]] = []
        if one.deadline:
            why.append(("deadline", _due(one.deadline)))
        name = f"{task.number or ''} {task.label or '（无标题）'}".strip()
        here = task.heading.start <= one.clause.start < max(task.body.end, task.heading.end)
        if one.convention:
            why.append(("belongs to", f"{name}（全文约定，适用于其后各项任务）"))
        elif here:
            why.append(("belongs to", f"{name}（条款在此标题之下：{self._path(one.clause.start)}）"))
        else:
            why.append(("belongs to", f"{name}（条款单列，其前各项均无条款，归上级标题）"))
        return tuple(why)

    # -- the others

    def references(self) -> Iterator[Explained]:
        """Yield each reference with the word that gives its relation."""
        for one in self.reading.references:
            word = self._relation_word(one)
            because = "没有此类词，只是提到"
            marks = [Mark(self.at(one.span), "clause")]
            if word:
                place = self.at(word)
                marks.append(Mark(place, "role"))
                because = f"据“{word.of(self.text)}” [{place.start}–{place.end}]"
            relation = f"{self._relations[one.relation]}（{'由人决定' if one.rule == PERSON else because}）"
            says: Says = (("relation", relation),)
            says += (("title", one.title),) if one.title else ()
            says += (("number", one.number),) if one.number else ()
            place = self.at(one.span)
            yield Explained(
                "reference",
                one.rule,
                place,
                (Part("reference", one.title or one.number or "", place, says),),
                tuple(marks),
            )

    def _relation_word(self, one: Reference) -> Span | None:
        if one.relation is Relation.CITES:
            return None
        near = max(0, one.span.start - _NEAR)
        start = max(near, *(self.text.rfind(mark, near, one.span.start) + 1 for mark in "。；\n"))
        behind = _RELATION_BEHIND.search(self.text, one.span.end, one.span.end + 60)
        if one.relation in (Relation.REPEALS, Relation.AMENDS) and behind:
            return Span(behind.start(), behind.end())
        pattern = _RELATION_BEFORE
        if one.relation is Relation.ISSUES:
            pattern = _PRINTS
            found = pattern.search(self.text, one.span.end, one.span.end + 120)
            if found:
                return Span(found.start(), found.end())
        matches = list(pattern.finditer(self.text, max(start, one.span.start - 160), one.span.start))
        return Span(matches[-1].start(), matches[-1].end()) if matches else None

    def indicators(self) -> Iterator[Explained]:
        """Yield each figure with what it counts."""
        for one in self.reading.indicators:
            place = self.at(one.span)
            says: Says = (("counts", one.label), ("value", f"{one.value} {one.unit}"))
            says += (("year", self._year(one)),) if one.year else ()
            says += (("qualifier", one.qualifier),) if one.qualifier else ()
            marks = [Mark(place, "clause"), *self._figure(one)]
            yield Explained("indicator", one.rule, place, (Part("indicator", one.label, place, says),), tuple(marks))

    def _figure(self, one: Indicator) -> Iterator[Mark]:
        for match in re.compile(r"[\d０-９][\d０-９,.．]*").finditer(self.text, one.span.start, one.span.end):
            if normalize("NFKC", match.group()).replace(",", "").rstrip(".") == one.value:
                yield Mark(self.at(Span(match.start(), match.end())), "role")
                return

    def _year(self, one: Indicator) -> str:
        at = self.text.rfind(f"{one.year}年", max(0, one.span.end - 2 * _NEAR), one.span.end)
        place = self.at(Span(at, at + 5)) if at >= 0 else None
        return f"{one.year}（据“{one.year}年” [{place.start}–{place.end}]）" if place else str(one.year)

    def things(self) -> Iterator[Explained]:
        """Yield the things of a field (mines, minerals …)."""
        for one in self.reading.domain:
            place = self.at(one.span)
            says: Says = (("kind", _THINGS.get(one.kind, one.kind)),)
            says += (("named", f"{len(one.mentions)} 次"),) if len(one.mentions) > 1 else ()
            says += (("also called", "、".join(one.variants)),) if one.variants else ()
            yield Explained(
                "thing", one.rule, place, (Part(one.kind, one.name, place, says),), (Mark(place, "clause"),)
            )

    def findings(self) -> Iterator[Explained]:
        """Yield what a person should look at, such as a sentence that was not read."""
        for one in self.reading.findings:
            place = one.span if one.in_source else self.at(one.span)
            words = place.of(self.reading.source.text)
            part = Part(one.kind, words, place, (("finding", one.message),))
            yield Explained("finding", "", place, (part,), (Mark(place, "clause"),))


def _due(deadline: Deadline) -> str:
    if deadline.day is None:
        return f"“{deadline.words}”（所指日期不能推定）"
    return f"{deadline.day.isoformat()}（据“{deadline.words}”，取所指时段的最后一日）"


def _elements(header: Header) -> Iterator[tuple[str, str, Span | None]]:
    if header.title and not header.untitled:
        yield "title", header.title, header.title_span
    if header.notice_title:
        yield "noticeTitle", header.notice_title, None
    if header.number:
        yield "number", header.number, header.number_span
    for name in header.issuers:
        yield "issuer", name, None
    if header.signed:
        yield "signed", header.signed.isoformat(), None
    if header.published:
        yield "published", header.published.isoformat(), None
    for name in header.addressees:
        yield "addressee", name, None
