"""What leads to a class and away from it, and what a property joins, drawn for the page of each."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from docs.diagram import names_of
from docs.drawing import Arrow, Box, Link, Point, picture
from docs.knowledge import Knowledge, Term

__all__ = ["neighbourhood"]

_ROW = 58
_WIDTH = 900
_MIDDLE = _WIDTH / 2


def neighbourhood(knowledge: Knowledge, term: Term, also: Iterable[Term], link: Link) -> Markup | None:
    """Draw what a class or a property stands beside; none where there is nothing.

    Args:
        knowledge: the ontology.
        term: the class or property.
        also: properties that the shapes give to the class, besides those whose domain it is.
        link: where a box or arrow leads.
    """
    if term.kind == "class":
        return _around_class(knowledge, term, also, link)
    return _around_property(knowledge, term, link) if any(knowledge.ends(term)) else None


def _around_class(knowledge: Knowledge, term: Term, also: Iterable[Term], link: Link) -> Markup | None:
    ways = [(one, *knowledge.ends(one)) for one in knowledge.terms if one.kind == "object"]
    given = {one.iri for one in also}
    left = [(start, way) for way, domain, range_ in ways if term.iri in range_ for start in domain if start != term.iri]
    right = [
        (end, way) for way, domain, range_ in ways if term.iri in domain or way.iri in given for end in range_ or ("",)
    ]
    if not left and not right:
        return None
    height = max(len(left), len(right)) * _ROW + 30
    middle = height / 2 + 6
    boxes = [Box(term.iri, term.label.zh, term.name, _MIDDLE, middle, 170, "task", (), 56)]
    arrows: list[Arrow] = []
    for side, found in ((-1, left), (1, right)):
        for at, (iri, way) in enumerate(found):
            y = middle + (at - (len(found) - 1) / 2) * _ROW
            boxes.append(_end(knowledge, iri, _MIDDLE + side * 344, y))
            points = ((_MIDDLE + side * 85, middle), (_MIDDLE + side * 110, y), (_MIDDLE + side * 249, y))
            label = (_MIDDLE + side * 180, y - 21)
            arrows.append(Arrow(way.iri, way.label.zh, way.name, points if side > 0 else points[::-1], label))
    title = f"{term.label.zh}及其相邻的类 / {term.name} and its neighbours"
    return picture("near", boxes, arrows, (_WIDTH, round(height)), title, link)


def _around_property(knowledge: Knowledge, term: Term, link: Link) -> Markup:
    ends = tuple(end or ("",) for end in knowledge.ends(term))
    height = max(map(len, ends)) * _ROW + 30
    middle = height / 2 + 6
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    tips: list[Point] = []
    for side, found in zip((-1, 1), ends, strict=True):
        inner = _MIDDLE + side * 205
        for at, iri in enumerate(found):
            y = middle + (at - (len(found) - 1) / 2) * _ROW
            boxes.append(_end(knowledge, iri, _MIDDLE + side * 300, y))
            if len(found) > 1:
                join: tuple[Point, ...] = ((inner, y), (_MIDDLE + side * 150, middle))
                arrows.append(Arrow(term.iri, "", "", join if side < 0 else join[::-1], (0, 0)))
        tips.append((inner if len(found) == 1 else _MIDDLE + side * 150, middle))
    label = (_MIDDLE, middle - 22)
    arrows.append(Arrow(term.iri, term.label.zh, term.name, tuple(tips), label))
    title = f"{term.label.zh}连接什么 / what {term.name} joins"
    return picture("near", boxes, arrows, (_WIDTH, round(height)), title, link)


def _end(knowledge: Knowledge, iri: str, x: float, y: float) -> Box:
    zh, en = names_of(knowledge, iri)
    hue = "body" if iri in knowledge.by_iri else "fact"
    return Box(iri, zh, en, x, y, 190, hue, (), 48)
