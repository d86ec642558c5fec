"""What leads to a class and away from it, and what a property joins, drawn for the page of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from docs.diagram import names_of
from docs.drawing import Arrow, Box, Link, Point, picture
from docs.knowledge import Knowledge, Term

__all__ = ["neighbourhood"]

_ROW = 58
_MIDDLE = 500
_NARROW = 660


Ends = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""What the subjects and the values of each property are, by its IRI."""


def neighbourhood(knowledge: Knowledge, ends: Ends, term: Term, also: Iterable[Term], link: Link) -> Markup | None:
    """Draw what a class or a property stands beside; none where there is nothing.

    Args:
        knowledge: the ontology.
        ends: what each property joins.
        term: the class or property.
        also: properties that the shapes give to the class, besides those whose domain it is.
        link: where a box or arrow leads.
    """
    if term.kind == "class":
        return _around_class(knowledge, ends, term, also, link)
    return _around_property(knowledge, ends, term, link) if any(ends[term.iri]) else None


def _around_class(knowledge: Knowledge, ends: Ends, term: Term, also: Iterable[Term], link: Link) -> Markup | None:
    ways = [(one, *ends[one.iri]) for one in knowledge.terms if one.kind == "object"]
    given = {one.iri for one in also}
    sides: tuple[dict[str, list[Term]], dict[str, list[Term]]] = ({}, {})
    for way, domain, range_ in ways:
        for start in domain if term.iri in range_ else ():
            if start != term.iri:
                sides[0].setdefault(start, []).append(way)
        for end in (range_ or ("",)) if term.iri in domain or way.iri in given else ():
            sides[1].setdefault(end, []).append(way)
    if not any(sides):
        return None
    height = max(sum(map(_row, side.values())) for side in sides) + 20
    centre = _MIDDLE if sides[0] else 110
    boxes = [Box(term.iri, term.label.zh, term.name, centre, height / 2, 170, "task", (), 56)]
    arrows: list[Arrow] = []
    for sign, side in zip((-1, 1), sides, strict=True):
        top = (height - sum(map(_row, side.values()))) / 2
        for iri, found in side.items():
            y = top + _row(found) - 29
            top += _row(found)
            boxes.append(_end(knowledge, iri, centre + sign * 395, y))
            points = ((centre + sign * 85, height / 2), (centre + sign * 110, y), (centre + sign * 300, y))
            arrows.append(Arrow(found[-1].iri, "", "", points[::sign], (0, 0)))
            arrows += [
                Arrow(way.iri, way.label.zh, way.name, (), (centre + sign * 205, y - 7 - 17 * above), inline=True)
                for above, way in enumerate(reversed(found))
            ]
    width = centre + (500 if sides[1] else 100)
    title = f"{term.label.zh}及其相邻的类 / {term.name} and its neighbours"
    return picture("near", boxes, arrows, (round(width), round(height)), title, link)


def _row(ways: list[Term]) -> int:
    """Return the height of an arrow with the names of all properties that join the same two."""
    return max(_ROW, 17 * len(ways) + 40)


def _around_property(knowledge: Knowledge, ends: Ends, term: Term, link: Link) -> Markup:
    both = tuple(end or ("",) for end in ends[term.iri])
    height = max(map(len, both)) * _ROW + 30
    middle = height / 2 + 6
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    tips: list[Point] = []
    for side, found in zip((-1, 1), both, strict=True):
        inner = _NARROW / 2 + side * 130
        for at, iri in enumerate(found):
            y = middle + (at - (len(found) - 1) / 2) * _ROW
            boxes.append(_end(knowledge, iri, _NARROW / 2 + side * 225, y))
            if len(found) > 1:
                join: tuple[Point, ...] = ((inner, y), (_NARROW / 2 + side * 75, middle))
                arrows.append(Arrow(term.iri, "", "", join if side < 0 else join[::-1], (0, 0)))
        tips.append((inner if len(found) == 1 else _NARROW / 2 + side * 75, middle))
    label = (_NARROW / 2, middle - 22)
    arrows.append(Arrow(term.iri, term.label.zh, term.name, tuple(tips), label))
    title = f"{term.label.zh}连接什么 / what {term.name} joins"
    return picture("near", boxes, arrows, (_NARROW, round(height)), title, link)


def _end(knowledge: Knowledge, iri: str, x: float, y: float) -> Box:
    zh, en = names_of(knowledge, iri)
    schemes = {scheme.iri for scheme in knowledge.schemes}
    hue = "body" if iri in knowledge.by_iri else "scheme" if iri in schemes else "fact"
    return Box(iri, zh, en, x, y, 190, hue, (), 48)
