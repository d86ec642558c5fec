"""Choosing what to explain: a task, a place, words, or everything."""

from __future__ import annotations

import re

from graph_builder.errors import BuildError
from graph_builder.explain.account import Explained, Mark, Part, sentence_around
from graph_builder.explain.facts import Teller
from graph_builder.model import Reading, Span
from graph_builder.recognise.duties.bodies import has_body_form

__all__ = ["ExplainError", "explain"]

_MANY = 50
_DUTY = re.compile(r"负责|牵头|(?:责任|主办|承办)(?:单位|部门)|会同|配合|指导|督促|监督")
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,20}")


class ExplainError(BuildError):
    """What is asked for is not in the document; the message is one line."""


def explain(reading: Reading, task: str = "", at: int | None = None, words: str = "") -> list[Explained]:
    """Return what was read and why, in the order of the text.

    Args:
        reading: the reading of one document.
        task: number, label or key of a task: that task with all that belongs to it.
        at: a place in the text that `policykg text` prints: what covers it, or else why its sentence gave nothing.
        words: words of the text: what covers any of their places.

    Raises:
        ExplainError: there is no such task, place or wording.
    """
    every = Teller(reading).all()
    if task:
        return _of_task(reading, every, task)
    text = reading.source.text
    if at is not None:
        if not 0 <= at < len(text):
            raise ExplainError(f"{reading.source.name}: there is no place {at}; the text has {len(text)} characters")
        return _over(reading, every, Span(at, at + 1))
    if words:
        places = [Span(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]
        if not places:
            raise ExplainError(f"{reading.source.name}: the text has no {words[:40]!r}")
        found: list[Explained] = []
        for place in places[:_MANY]:
            found += [one for one in _over(reading, every, place) if one not in found]
        return found
    return every


def _of_task(reading: Reading, every: list[Explained], name: str) -> list[Explained]:
    chosen = [t for t in reading.tasks if name in (t.key, t.number)] or [t for t in reading.tasks if name == t.label]
    chosen = chosen or [t for t in reading.tasks if t.label and name in t.label]
    if not chosen:
        known = "、".join(f"{t.number or t.key}" for t in reading.tasks[:12])
        raise ExplainError(f"{reading.source.name}: no task is called {name[:40]!r}; there are {known} …")
    keys = {t.key for t in chosen}
    spans = [Span(t.heading.start, max(t.heading.end, t.body.end)) for t in chosen]
    places = [reading.recovered.in_source(span) for span in spans]
    return [
        one
        for one in every
        if one.task in keys
        or (not one.task and one.kind != "header" and any(place.covers(one.span.start) for place in places))
    ]


def _over(reading: Reading, every: list[Explained], place: Span) -> list[Explained]:
    """Return what covers a place: facts whose words do, else those of its sentence, else why there is none."""
    covering = [one for one in every if _meet(one.span, place) or any(_meet(m.span, place) for m in one.marks)]
    if any(one.kind != "finding" for one in covering):
        return covering
    sentence = sentence_around(reading.source.text, place)
    near = [one for one in every if one.kind not in ("header", "finding") and _meet(one.span, sentence)]
    return [*near, *covering] if near else [*covering, _nothing(reading, sentence)]


def _nothing(reading: Reading, sentence: Span) -> Explained:
    """Say of a sentence that gave nothing what it has and what it lacks."""
    words = sentence.of(reading.source.text)
    duty = _DUTY.search(words)
    names = [name for name in _NAMES.findall(words) if has_body_form(name)]
    says = [("finding", "这句话没有读出事实")]
    if duty is None:
        says.append(("lacks", "没有责任词（负责、牵头、配合、责任单位……）"))
    else:
        says.append(("has", f"有责任词“{duty.group()}”，但没有具名机构与它相接"))
    if not names:
        says.append(("lacks", "没有像机构名称的词（以部、委、局、厅、办……收尾）"))
    if any(r.start <= sentence.start < r.end for r in reading.recovered.repeats):
        says = [("finding", "这段文字重复出现，只读一次")]
    part = Part("sentence", words, sentence, tuple(says))
    return Explained("nothing", "", sentence, (part,), (Mark(sentence, "clause"),))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
