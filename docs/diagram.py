"""The diagram for newcomers: the dozen things that a graph is made of, and how they hang together.

Where a box stands is laid by hand. What it says, and whether each arrow is true, comes from the ontology: an arrow
whose property does not exist, or joins other classes, is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from docs.drawing import Arrow, Box, Link, Point, picture
from docs.knowledge import DocsError, Knowledge, short
from ontology import BASE, ELI, OA, POL, SKOS

__all__ = ["SIZE", "big_picture", "names_of", "sentences"]

SIZE = (1220, 548)
_TOP, _MIDDLE, _BOTTOM = 62, 252, 442
_HALF = 39
_LONGEST = 15


@dataclass(frozen=True, slots=True)
class _Place:
    iri: str
    x: float
    y: float
    width: float
    hue: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class _Way:
    start: str
    iri: str
    end: str
    points: tuple[Point, ...]
    at: Point
    anchor: str = "middle"
    derived: bool = False


_PLACES = (
    _Place(POL.Reference, 132, _TOP, 184, "fact"),
    _Place(POL.Indicator, 338, _TOP, 156, "fact"),
    _Place(POL.Deadline, 546, _TOP, 150, "fact"),
    _Place(BASE + "role", 800, _TOP, 190, "scheme"),
    _Place(POL.AdministrativeDivision, 1114, _TOP, 170, "body"),
    _Place(POL.PolicyDocument, 132, _MIDDLE, 184, "document"),
    _Place(POL.Task, 446, _MIDDLE, 200, "task"),
    _Place(POL.Responsibility, 800, _MIDDLE, 200, "duty"),
    _Place(POL.Body, 1114, _MIDDLE, 170, "body"),
    _Place(POL.IndustrialBase, 132, _BOTTOM, 156, "place"),
    _Place(POL.Mine, 344, _BOTTOM, 120, "place"),
    _Place(BASE + "mineral", 546, _BOTTOM, 150, "scheme"),
    _Place(OA.SpecificResource, 800, _BOTTOM, 200, "proof", "第几字到第几字 + 引文"),
    _Place(ELI.LegalExpression, 1114, _BOTTOM, 170, "document", "全文与校验和"),
)
_UP, _DOWN = _MIDDLE - _HALF, _MIDDLE + _HALF
_WAYS = (
    _Way(POL.Task, POL.statedIn, POL.PolicyDocument, ((346, _MIDDLE), (224, _MIDDLE)), (285, _MIDDLE - 26)),
    _Way(POL.Task, POL.partOfTask, POL.Task, ((426, _UP), (426, _UP - 26), (468, _UP - 26), (468, _UP)),
         (447, _UP - 48)),
    _Way(POL.Task, POL.hasResponsibility, POL.Responsibility, ((546, _MIDDLE), (700, _MIDDLE)), (623, _MIDDLE - 26)),
    _Way(POL.Responsibility, POL.responsibleParty, POL.Body, ((900, _MIDDLE), (1029, _MIDDLE)), (964, _MIDDLE - 26)),
    _Way(POL.Task, POL.leadBy, POL.Body,
         ((546, _MIDDLE + 24), (600, _MIDDLE + 24), (626, _MIDDLE + 58), (960, _MIDDLE + 58), (986, _MIDDLE + 24),
          (1029, _MIDDLE + 24)), (690, _MIDDLE + 76), "middle", True),
    _Way(POL.Responsibility, POL.role, BASE + "role", ((800, _UP), (800, _TOP + _HALF)), (808, 150), "start"),
    _Way(POL.Task, POL.hasDeadline, POL.Deadline, ((518, _UP), (518, _TOP + _HALF)), (526, 150), "start"),
    _Way(POL.Indicator, POL.inTask, POL.Task, ((374, _TOP + _HALF), (374, _UP)), (366, 150), "end"),
    _Way(POL.Reference, POL.referringDocument, POL.PolicyDocument, ((70, _TOP + _HALF), (70, _UP)), (78, 150), "start"),
    _Way(POL.Reference, POL.target, POL.PolicyDocument, ((196, _TOP + _HALF), (196, _UP)), (204, 150), "start"),
    _Way(POL.Body, POL.jurisdiction, POL.AdministrativeDivision, ((1114, _UP), (1114, _TOP + _HALF)), (1122, 150),
         "start"),
    _Way(POL.Task, POL.concerns, POL.Mine, ((374, _DOWN), (374, _BOTTOM - _HALF)), (446, 342)),
    _Way(POL.Task, POL.concerns, BASE + "mineral", ((518, _DOWN), (518, _BOTTOM - _HALF)), (446, 342)),
    _Way(POL.Mine, POL.partOfBase, POL.IndustrialBase, ((284, _BOTTOM), (210, _BOTTOM)), (247, _BOTTOM - 26)),
    _Way(POL.Mine, POL.mineral, BASE + "mineral", ((404, _BOTTOM), (471, _BOTTOM)), (437, _BOTTOM - 26)),
    _Way(POL.Responsibility, POL.evidence, OA.SpecificResource, ((800, _DOWN), (800, _BOTTOM - _HALF)), (808, 352),
         "start"),
    _Way(OA.SpecificResource, OA.hasSource, ELI.LegalExpression, ((900, _BOTTOM), (1029, _BOTTOM)),
         (964, _BOTTOM - 26)),
    _Way(POL.PolicyDocument, ELI.is_realized_by, ELI.LegalExpression,
         ((40, _MIDDLE), (18, _MIDDLE), (18, 526), (1114, 526), (1114, _BOTTOM + _HALF)), (680, 504)),
)  # fmt: skip
# What these terms of other vocabularies are here; their publishers name them in English.
_FOREIGN = {
    OA.SpecificResource: ("原文依据", "evidence"),
    ELI.LegalExpression: ("文本", "text"),
    OA.hasSource: ("来源", "oa:hasSource"),
    ELI.is_realized_by: ("有文本", "eli:is_realized_by"),
}


def big_picture(knowledge: Knowledge, link: Link | None = None) -> Markup:
    """Draw the diagram.

    Raises:
        DocsError: the ontology does not say what an arrow says.
    """
    for way in _WAYS:
        _check(knowledge, way)
    boxes = [_box(knowledge, place) for place in _PLACES]
    arrows = [_arrow(knowledge, way) for way in _WAYS]
    title = "政策文件知识图谱的主要类与关系 / the main classes of the policykg ontology and how they are joined"
    return picture("model", boxes, arrows, SIZE, title, link)


def sentences(knowledge: Knowledge) -> tuple[tuple[str, str, str], ...]:
    """Return the arrows as subject, property and object, for those who rather read: IRIs of terms and schemes."""
    for way in _WAYS:
        _check(knowledge, way)
    return tuple((way.start, way.iri, way.end) for way in _WAYS)


def _check(knowledge: Knowledge, way: _Way) -> None:
    """See that the ontology knows both ends and the property, and that the property may join them."""
    schemes = {scheme.iri for scheme in knowledge.schemes}
    for iri in (way.start, way.iri, way.end):
        if iri not in schemes and not knowledge.known(iri):
            raise DocsError(f"the diagram shows {short(iri)}, which the ontology does not have")
    term = knowledge.by_iri.get(way.iri)
    if term is None:
        return
    domain, range_ = knowledge.ends(term)
    for side, iri, allowed in (("domain", way.start, domain), ("range", way.end, range_)):
        kinds = {SKOS.Concept} if iri in schemes else knowledge.supers_of(iri)
        if allowed and not kinds & set(allowed):
            raise DocsError(f"the diagram joins {short(iri)} by {short(way.iri)}, whose {side} is {_list(allowed)}")


def _list(iris: Iterable[str]) -> str:
    return ", ".join(map(short, iris))


def _arrow(knowledge: Knowledge, way: _Way) -> Arrow:
    zh, en = names_of(knowledge, way.iri)
    names = (f"{zh}（推出）", f"{en} (derived)") if way.derived else (zh, en)
    return Arrow(way.iri, *names, way.points, way.at, way.anchor, way.derived)


def _box(knowledge: Knowledge, place: _Place) -> Box:
    zh, en = names_of(knowledge, place.iri)
    says = place.says or _says(knowledge, place.iri)
    return Box(place.iri, zh, en, place.x, place.y, place.width, place.hue, (says,) if says else (), 2 * _HALF)


def names_of(knowledge: Knowledge, iri: str) -> tuple[str, str]:
    """Return what something is called in Chinese and, in code or English, besides; no IRI means anything."""
    if not iri:
        return "不限", "anything"
    if iri in _FOREIGN:
        return _FOREIGN[iri]
    for scheme in knowledge.schemes:
        if scheme.iri == iri:
            return scheme.label.zh, scheme.label.en
    term = knowledge.by_iri.get(iri)
    return (term.label.zh, term.name) if term else (short(iri), knowledge.foreign_label(iri))


def _says(knowledge: Knowledge, iri: str) -> str:
    """Return an example of a class, or the first concepts of a scheme."""
    for scheme in knowledge.schemes:
        if scheme.iri == iri:
            return " ".join(concept.label.zh for concept in scheme.concepts[:5])
    term = knowledge.by_iri.get(iri)
    example = term.examples[0] if term and term.examples else ""
    return example if len(example) <= _LONGEST else example[: _LONGEST - 1] + "…"
