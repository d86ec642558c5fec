"""What one picture is made of: marks with places, lines with weights; and the bodies on a ring, documents in layers.

A picture of a document, or of all where they are few, has the lines of the graph itself. The others have lines of their
own, which stand for several facts: who leads whom, who works with whom, what documents rest on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visualizations.labels import LINE_HEIGHT, width, wrap
from visualizations.layout import Place
from visualizations.model import Fact, Node, View
from visualizations.style import mark_size

MOST_ON_RING = 48
_PITCH = 25
_BROAD = 0.62  # half the breadth of the ring to its height


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a picture that stands for `weight` tasks or statements."""

    source: str
    target: str
    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Places of marks by node or group, and the lines, where they are not those of the graph."""

    places: dict[str, Place]
    lines: tuple[Line, ...] = ()


def body_scenes(view: View) -> dict[str, Scene]:
    """Who leads whom (`lead:`) and who works with whom (`together:`), in all documents and in each with such bodies."""
    names = {node.id: node for node in view.nodes if node.kind == "body"}
    vague = {id_ for id_, node in names.items() if ("sort", "GenericBody") in node.details}
    by_document: dict[str, list[Fact]] = defaultdict(list)
    duties = [fact for fact in view.facts if fact.kind == "responsibility" and fact.object not in vague]
    for fact in duties:
        by_document[fact.document].append(fact)
    scenes = {}
    for kind, lines_of in (("lead", _leading), ("together", _together)):
        for scope, facts in (("", duties), *((document, by_document.get(document, [])) for document in view.documents)):
            lines = _strongest(lines_of(facts))
            if lines and not (scope and len(view.documents) == 1):
                scenes[f"{kind}:{scope}"] = Scene(_ring(names, lines, by_sides=kind == "lead"), tuple(lines))
    return scenes


def _by_task(facts: Iterable[Fact]) -> dict[str, dict[str, set[str]]]:
    """Roles of every body in every task."""
    tasks: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        tasks[fact.subject][fact.object].add(fact.role)
    return tasks


def _leading(facts: Iterable[Fact]) -> list[Line]:
    pairs: Counter[tuple[str, str]] = Counter()
    for bodies in _by_task(facts).values():
        leads = [body for body, roles in bodies.items() if "lead" in roles]
        pairs.update((lead, other) for lead in leads for other, roles in bodies.items()
                     if other != lead and roles - {"lead"})  # fmt: skip
    return [Line(lead, other, "leading", tasks) for (lead, other), tasks in pairs.items()]


def _together(facts: Iterable[Fact]) -> list[Line]:
    pairs: Counter[tuple[str, str]] = Counter()
    for bodies in _by_task(facts).values():
        ordered = sorted(bodies)
        pairs.update((one, other) for index, one in enumerate(ordered) for other in ordered[index + 1 :])
    return [Line(one, other, "together", tasks) for (one, other), tasks in pairs.items()]


def _strongest(lines: Iterable[Line]) -> list[Line]:
    """The strongest lines, as many as the ring has room for their bodies."""
    kept: list[Line] = []
    on_ring: set[str] = set()
    for line in sorted(lines, key=lambda line: (-line.weight, line.source, line.target)):
        more = on_ring | {line.source, line.target}
        if len(more) <= MOST_ON_RING:
            on_ring = more
            kept.append(line)
    # Where nearly everybody works with everybody, the weak lines say nothing and hide the strong ones.
    return kept[: 6 * len(on_ring)]


def _ring(names: dict[str, Node], lines: Sequence[Line], *, by_sides: bool) -> dict[str, Place]:
    """Bodies on a ring, in rows of equal height, labels outside; leads on the left where there are sides."""
    left, right = _sides(lines, by_sides=by_sides)
    places = {}
    rows = max(len(left), len(right))
    high = max(rows * _PITCH, 12 * _PITCH)
    for side, bodies in (("left", left), ("right", right)):
        step = high / len(bodies) if bodies else 0
        for row, body in enumerate(bodies):
            y = (row + 0.5) * step - high / 2
            x = _BROAD * high * (1 - (2 * y / high) ** 2 * 0.72) ** 0.5
            node = names[body]
            places[body] = Place(
                round(-x if side == "left" else x), round(y), side, wrap(node.label, 12, 1), mark_size(node)
            )
    return places


def _sides(lines: Sequence[Line], *, by_sides: bool) -> tuple[list[str], list[str]]:
    """Who stands on which side, from top to bottom: near to those with whom there are strong lines."""
    near: dict[str, dict[str, int]] = defaultdict(dict)
    leads: Counter[str] = Counter()
    for line in lines:
        near[line.source][line.target] = near[line.source].get(line.target, 0) + line.weight
        near[line.target][line.source] = near[line.target].get(line.source, 0) + line.weight
        leads[line.source] += line.weight
        leads[line.target] -= line.weight
    order = _chain(near)
    if by_sides:
        return [body for body in order if leads[body] > 0], [body for body in order if leads[body] <= 0]
    half = (len(order) + 1) // 2
    return order[:half], order[half:][::-1]


def _chain(near: dict[str, dict[str, int]]) -> list[str]:
    """Bodies in a row, each next to the one most bound to those that stand already."""
    rest = set(near)
    order: list[str] = []
    pull: Counter[str] = Counter()
    while rest:
        body = min(rest, key=lambda one: (-pull[one], -sum(near[one].values()), one))
        rest.remove(body)
        order.append(body)
        for one in pull:
            pull[one] //= 2  # who stood first pulls less
        for other, weight in near[body].items():
            pull[other] += 16 * weight
    return order


_LAYERS = ("state", "province", "prefecture", "county")
_BEGINS = (
    ("state", re.compile("国务院|中共中央|中华人民共和国|全国|国发|国办[发函]|国函|中发|中办发|国家")),
    ("province", re.compile("[一-鿿]{2,7}(?:省|自治区)|(?:北京|天津|上海|重庆)市(?!.{1,4}[区县])")),
    ("county", re.compile("(?:[一-鿿]{2,7}市)?[一-鿿]{1,6}[县区旗](?!域)")),
    ("prefecture", re.compile("[一-鿿]{2,6}[市州盟]")),
)
_MOST_LAYERED = 64
_LAYER_GAP = 165
_EMS = 14


def descent_scenes(view: View) -> dict[str, Scene]:
    """What documents carry out, print, amend and repeal, from the state down: `descent:`, and of each document."""
    papers = {node.id: node for node in view.nodes if node.kind == "document"}
    lines = _relations(view, papers)
    cited: dict[str, list[Line]] = defaultdict(list)
    citing: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        cited[line.target].append(line)
        citing[line.source].append(line)
    scenes = {}
    whole: list[Line] = []
    shown: set[str] = set()
    for target in sorted(cited, key=lambda id_: (-len(cited[id_]), id_)):
        ends = shown | {target, *(line.source for line in cited[target])}
        if len(ends) <= _MOST_LAYERED:
            shown, whole = ends, whole + cited[target]
    if whole:
        scenes["descent:"] = _layered(papers, whole)
    for document in view.documents if len(view.documents) > 1 else ():
        own = [*citing[document], *cited[document]]
        family = [line for mine in citing[document] for line in cited[mine.target][:12]]
        up = [line for mine in citing[document] for line in citing[mine.target][:6]]
        if own:
            scenes[f"descent:{document}"] = _layered(papers, list(dict.fromkeys([*own, *family, *up]))[:_MOST_LAYERED])
    return scenes


def _relations(view: View, papers: dict[str, Node]) -> list[Line]:
    """One line a pair of documents; of several relations the one that binds most. Mere mentions are left out."""
    strength = ("repeals", "amends", "issues", "implements")
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for link in view.links:
        if link.kind == "cites" and link.source in papers and link.target in papers:
            said = [view.facts[fact].role for fact in link.facts] or ["issues"]
            found[link.source, link.target].update(role for role in said if role in strength)
    lines = []
    for (source, target), roles in sorted(found.items()):
        kind = next((role for role in strength if roles[role]), "")
        if kind and not (kind == "issues" and papers[source].parent == "notice" and papers[target].parent == "stub"):
            lines.append(Line(source, target, kind, roles[kind]))
    return lines


def _layered(papers: dict[str, Node], lines: Sequence[Line]) -> Scene:
    """Documents in columns by level, from the left, each near to what it rests on."""
    levels = _levels(papers, lines)
    columns: dict[int, list[str]] = defaultdict(list)
    for id_, level in sorted(levels.items()):
        columns[level].append(id_)
    above: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        above[line.source].append(line.target)
        above[line.target].append(line.source)
    places: dict[str, Place] = {}
    x = 0
    tallest = max(map(len, columns.values()))
    for level in sorted(columns):
        members = columns[level]
        order = sorted(members, key=lambda id_: (_mean(above[id_], places), -len(above[id_]), id_))
        rows = -(-len(order) // _breaks(len(order), tallest))
        wide = max(width(text) for id_ in order for text in _label(papers[id_]))
        for index, id_ in enumerate(order):
            column, row = divmod(index, rows)
            pitch = 2 * LINE_HEIGHT + 8
            y = round((row - (rows - 1) / 2) * pitch * max(1, min(2.4, 26 / rows)) + column * pitch / 2)
            node = papers[id_]
            places[id_] = Place(x + column * round(wide + _LAYER_GAP), y, "right", _label(node), mark_size(node))
        x += round(wide + _LAYER_GAP) * -(-len(order) // rows)
    return Scene(places, tuple(lines))


def _breaks(count: int, tallest: int) -> int:
    return max(1, -(-count // 26)) if tallest > 26 else 1


def _label(node: Node) -> tuple[str, ...]:
    return wrap(node.label, _EMS, 2)


def _mean(others: Sequence[str], places: dict[str, Place]) -> float:
    heights = [places[other].y for other in others if other in places]
    return sum(heights) / len(heights) if heights else float("inf")


def _levels(papers: dict[str, Node], lines: Sequence[Line]) -> dict[str, int]:
    """Level of every document: its issuer's; else one above what rests on it, or one below what it rests on."""
    ends = dict.fromkeys(end for line in lines for end in (line.target, line.source))
    levels = {id_: level for id_ in ends if (level := _level(papers[id_])) is not None}
    for _ in range(len(_LAYERS)):
        for line in lines:
            source, target = levels.get(line.source), levels.get(line.target)
            if target is None and source is not None:
                levels[line.target] = max(0, source - 1)
            elif source is None and target is not None:
                levels[line.source] = min(len(_LAYERS) - 1, target + 1)
    return {id_: levels.get(id_, _LAYERS.index("province")) for id_ in ends}


def _level(paper: Node) -> int | None:
    """Level of who issued a document; where the graph does not know, what its title or number begins with."""
    level = next((value for key, value in paper.details if key == "level"), "")
    if not level:
        level = next((level for level, begins in _BEGINS if begins.match(paper.name) or begins.match(paper.number)), "")
    if level == "township":
        return len(_LAYERS) - 1
    return _LAYERS.index(level) if level in _LAYERS else None
