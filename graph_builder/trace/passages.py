"""The sections of a document: the headed units of its outline, each with its own text and the clauses in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.model import Outline, Reading, Span, Unit
from graph_builder.structure.lines import PARAGRAPH
from graph_builder.structure.numerals import path_key

__all__ = ["Passage", "Section", "passages", "sections"]

_CLAUSE = re.compile(r"[^。；;！？!?\n，,：:、\t]{2,}")
_SENTENCE = re.compile(r"[^。；;！？!?\n \t\u3000\xa0][^。；;！？!?\n]*")
_RUN = re.compile(r"[0-9A-Za-z\u3400-\u9fff]{2,}")
# 完善培训制度。以提高……: the short sentence that opens a paragraph says what it is about
_OPENING = re.compile(r"[ \t\u3000\xa0]{0,8}[^。；;！？!?\n]{4,24}[。：:]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Rules whose words say who answers and not what is to be done
_WHO = ("bracket.", "line.", "table.")
# Characters of text from which a unit is more than a heading, and one with units below it more than their beginning
_LEAST = 6
_LEAST_ABOVE = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A headed unit of a document."""

    key: str
    """Unique in its document and ASCII, such as 3.1."""
    number: str | None
    """Path of its numbers as printed, such as 三（一）; None where it is lost."""
    label: str | None
    heading: Span
    own: Span
    """Heading and text up to the first heading below it, in the recovered text."""
    parent: str | None
    """Key of the section that it is part of."""
    leaf: bool
    """Whether it has text of its own and no section below it: what is compared."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of a section with its words: the pairs of neighbouring characters in it."""

    sentence: Span
    words: tuple[str, ...]
    """Each once, in the order of the text: sums over them are the same whatever the hash seed."""
    heading: bool
    """Whether it stands in the heading of the section or in that of a paragraph."""
    paragraph: int = 0
    """Which paragraph of the section it stands in; its heading belongs to the first."""


def sections(reading: Reading) -> tuple[Section, ...]:
    """Return the sections of a document in its order."""
    text, units = reading.recovered.text, reading.outline.units
    above = {unit.parent for unit in units}
    used: Counter[str] = Counter()
    keys: dict[int, str] = {}
    found: list[Section] = []
    for i, unit in enumerate(units):
        own = _own(reading.outline, i)
        # What closes the document has no heading of its own (level 0).
        if not unit.level or own.end <= own.start:
            continue
        key = path_key(unit.path)
        used[key] += 1
        keys[i] = key if used[key] == 1 else f"{key}-{used[key]}"
        parent = None if unit.parent is None else keys.get(unit.parent)
        leaf = _has_text(text, unit, own, _LEAST if i not in above else _LEAST_ABOVE)
        heading = unit.heading if unit.heading.end > unit.heading.start else _first_words(text, own)
        found.append(Section(keys[i], unit.path, unit.label, heading, own, parent, leaf))
    return tuple(found)


def _own(outline: Outline, index: int) -> Span:
    unit = outline.units[index]
    following = outline.units[index + 1] if index + 1 < len(outline.units) else None
    end = min(unit.body.end, following.heading.start) if following else unit.body.end
    return Span(unit.heading.start, max(end, unit.heading.end))


def _has_text(text: str, unit: Unit, own: Span, least: int) -> bool:
    """Tell whether a unit says more than its heading; that of an article is its text: 第四条 本办法由市水利局解释。"""
    if len(_HAN.findall(text, unit.heading.end, own.end)) >= least:
        return True
    closed = least == _LEAST and text[unit.heading.end : unit.heading.end + 1] in tuple("。；;！")
    return closed and len(_HAN.findall(unit.label or "")) >= _LEAST


def _first_words(text: str, own: Span) -> Span:
    """Return what stands for a lost heading: the first sentence with words in it."""
    match = _RUN.search(text, own.start, own.end)
    sentence = _SENTENCE.match(text, match.start(), own.end) if match else None
    return Span(*sentence.span()) if sentence else own


def passages(reading: Reading, section: Section, who: Sequence[Span]) -> tuple[Passage, ...]:
    """Return the clauses of a section, but for those in `who`, which say who answers for it."""
    text, body = reading.recovered.text, section.heading.end
    paragraphs = [line for line in PARAGRAPH.finditer(text, body, section.own.end) if _RUN.search(line.group())]
    starts = [line.start() for line in paragraphs]
    openings = [_OPENING.match(text, *line.span()) for line in paragraphs] if len(paragraphs) > 1 else []
    titles = [opening.end() if opening else 0 for opening in openings] or [0]
    found: list[Passage] = []
    for piece in _without(section.own, who):
        for sentence in _SENTENCE.finditer(text, piece.start, piece.end):
            span = Span(*sentence.span())
            for clause in _CLAUSE.finditer(text, span.start, span.end):
                words = _words(clause.group())
                n = max(0, bisect_right(starts, clause.start()) - 1)
                heading = clause.start() < body or clause.start() < titles[min(n, len(titles) - 1)]
                if words:
                    found.append(Passage(span, words, heading, n))
    return tuple(found)


def _words(clause: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(run[k : k + 2] for run in _RUN.findall(clause) for k in range(len(run) - 1)))


def who_clauses(reading: Reading) -> list[Span]:
    """Return the places of the clauses that only say who answers for a task, in their order."""
    return sorted({r.clause for task in reading.tasks for r in task.responsibilities if r.rule.startswith(_WHO)})


def _without(own: Span, who: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of `own` without the places in `who`, which are in order."""
    start = own.start
    for span in who[max(0, bisect_left(who, Span(own.start, own.start)) - 1) :]:
        if span.start >= own.end:
            break
        if span.end > start:
            yield Span(start, max(start, span.start))
            start = span.end
    if start < own.end:
        yield Span(start, own.end)
