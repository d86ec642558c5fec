"""What the scripts of the page read: nodes, edges, facts, texts and pictures as short rows. Most of a page is this.

What most nodes do not have is left out, ids are positions, and what follows from facts is not said again;
`template/frame/data.js` is the other half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from visualizations.layout import label_lines, lay_out
from visualizations.locating import locate
from visualizations.model import Fact, Link, Node, View
from visualizations.overview import Group, needs_overview, overview
from visualizations.pinyin import readings
from visualizations.scenes import Scene, body_scenes, descent_scenes
from visualizations.style import KIND_STYLES, ROLE_STYLES, mark_size, weight

Position = Mapping[str, int]
_LINES = sorted(ROLE_STYLES)  # as they stand in the page


def positions(view: View) -> dict[str, int]:
    """Position of every node by its id."""
    return {node.id: index for index, node in enumerate(view.nodes)}


def pack_nodes(view: View) -> list[dict[str, object]]:
    """Nodes as pyvis holds them; what vis-network does not know is for our own scripts.

    No `title`: pyvis looks for links in titles and then has them parsed as HTML.
    """
    at = positions(view)
    return [_node(node, {**at}, label_lines(node)) for node in view.nodes]


def _node(node: Node, at: Mapping[str, int | str], lines: tuple[str, ...]) -> dict[str, object]:
    packed: dict[str, object] = {
        "id": node.id, "label": node.label, "group": node.kind, "size": mark_size(node), "weight": weight(node),
    }  # fmt: skip
    more = {
        "name": node.name if node.name != node.label else "", "number": node.number, "aliases": node.aliases,
        "documents": [at.get(id_, id_) for id_ in node.documents], "details": node.details,
        "parent": node.parent, "lines": lines if lines != (node.label,) else (),
    }  # fmt: skip
    return packed | {key: value for key, value in more.items() if value}


def pack_edges(view: View) -> list[dict[str, object]]:
    """Edges as pyvis holds them; documents only where no fact has them."""
    at = positions(view)
    return [_edge(link, at) for link in view.links]


def _edge(link: Link, at: Mapping[str, int | str]) -> dict[str, object]:
    packed: dict[str, object] = {"from": at[link.source], "to": at[link.target], "kind": link.kind}
    if link.facts:
        packed["facts"] = link.facts
    elif link.documents:
        packed["documents"] = [at.get(id_, id_) for id_ in link.documents]
    if link.quiet:
        packed["quiet"] = 1
    return packed


def pack_view(view: View) -> dict[str, Any]:
    """What the page knows besides nodes, edges, texts and pictures."""
    at = positions(view)
    return {
        "title": view.title,
        "documents": view.documents,
        "facts": [_fact(fact, at) for fact in view.facts],
        "texts": [{"name": text.name, "documents": text.documents} for text in view.texts],
        "coverage": [[at.get(one.document, -1), one.kind, one.sentences, one.characters] for one in view.coverage],
        "changes": [
            [one.date, one.kind, one.originals, one.results, one.source, one.function, int(one.derived)]
            for one in view.histories.changes
        ],
        "histories": dict(view.histories.bodies),
        "unresolved": [[at[body], missing] for body, missing in view.unresolved if body in at],
        "sites": [
            [at[site.node], site.latitude, site.longitude, site.precision, site.basis, site.source]
            for site in locate(view.nodes, view.links)
        ],
        "kinds": KIND_STYLES,
        "roles": ROLE_STYLES,
        "readings": readings(view.nodes),
        "overview": needs_overview(view),
    }


def _fact(fact: Fact, at: Position) -> list[object]:
    """A fact as a row: thousands of them are most of the page. A quote is cut from the text there, if it is there."""
    return [
        fact.kind, fact.text, fact.start, fact.end, at.get(fact.document, -1), at.get(fact.subject, -1),
        at.get(fact.object, -1), fact.role, fact.words, fact.deadline, int(fact.generic),
        fact.quote if fact.text < 0 else "", *filter(None, [fact.by]),
    ]  # fmt: skip


def pack_texts(view: View) -> list[str]:
    """Texts, apart from the rest: nobody reads them before the first picture stands."""
    return [text.content for text in view.texts]


def pack_pictures(view: View) -> dict[str, Any]:
    """Every picture by what it shows and of what: `tasks:` of all, `tasks:doc/…` of a document, `lead:` and so on."""
    at = positions(view)
    scenes, groups = _task_scenes(view)
    scenes |= body_scenes(view) | descent_scenes(view)
    refs = {**at, **{group.id: -1 - index for index, group in enumerate(groups)}}
    return {
        "groups": [[one.id, one.kind, one.key, one.words, [at[id_] for id_ in one.members]] for one in groups],
        "scenes": {key: _scene(scene, refs) for key, scene in scenes.items()},
    }


def _scene(scene: Scene, refs: Position) -> list[list[int]]:
    """Marks and lines in a row each: node or group, x, y, label on the left; ends, kind and weight."""
    order = {id_: index for index, id_ in enumerate(scene.places)}
    marks = [n for id_, place in scene.places.items() for n in (refs[id_], place.x, place.y, int(place.side == "left"))]
    lines = [
        number
        for line in scene.lines
        for number in (order[line.source], order[line.target], _LINES.index(line.kind), line.weight)
    ]
    return [marks, lines] if lines else [marks]


def _task_scenes(view: View) -> tuple[dict[str, Scene], Sequence[Group]]:
    scenes: dict[str, Scene] = {}
    groups: Sequence[Group] = ()
    if needs_overview(view):
        groups, scenes = overview(view)
    scenes["tasks:*" if scenes else "tasks:"] = Scene(lay_out(view.nodes, view.links))
    if len(view.documents) > 1 or groups:
        nodes: dict[str, list[Node]] = {document: [] for document in view.documents}
        links: dict[str, list[Link]] = {document: [] for document in view.documents}
        for node in view.nodes:
            for document in nodes.keys() & set(node.documents):
                nodes[document].append(node)
        for link in view.links:
            for document in links.keys() & set(link.documents):
                links[document].append(link)
        for document in view.documents:
            scenes[f"tasks:{document}"] = Scene(lay_out(nodes[document], links[document]))
    return scenes, groups
