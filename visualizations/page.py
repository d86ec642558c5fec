"""Turns a View into one HTML file with pyvis: everything in it, nothing fetched, nothing run that a document says.

pyvis holds the nodes, the edges and the options and renders our own template (its own one loads from the network and
puts headings in raw). The browser library is read from pyvis's folder when a page is drawn and must be the one known.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from visualizations.layout import Place, lay_out
from visualizations.model import DrawError, Fact, Link, Node, View
from visualizations.overview import needs_overview, overview
from visualizations.pinyin import readings
from visualizations.style import KIND_STYLES, ROLE_STYLES, mark_size, weight
from visualizations.themes import palette

LIBRARY = ("lib", "vis-9.1.2", "vis-network.min.js")
LIBRARY_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
STYLES = (
    "frame/frame.css",
    "frame/search.css",
    "frame/panels.css",
    "matrix/matrix.css",
    "dossier/dossier.css",
    "reader/reader.css",
    "timeline/timeline.css",
    "gaps/gaps.css",
)
SCRIPTS = (
    "frame/words.js",
    "frame/data.js",
    "frame/elements.js",
    "frame/views.js",
    "frame/passage.js",
    "frame/address.js",
    "frame/saying.js",
    "frame/printing.js",
    "frame/cards.js",
    "frame/panel.js",
    "frame/spelling.js",
    "frame/search.js",
    "network/labels.js",
    "network/picture.js",
    "network/legend.js",
    "network/network.js",
    "matrix/table.js",
    "matrix/grid.js",
    "matrix/taking.js",
    "matrix/matrix.js",
    "dossier/duties.js",
    "dossier/history.js",
    "dossier/list.js",
    "dossier/dossier.js",
    "reader/reader.js",
    "timeline/calendar.js",
    "timeline/timeline.js",
    "gaps/lists.js",
    "gaps/gaps.js",
    "frame/start.js",
)
"""Our own scripts in their order: what all views need, the views as their tabs stand, what starts the page."""
_MANY_LINKS = 500


def render(view: View) -> str:
    """Make the page of a view; the same view gives the same characters.

    Raises:
        DrawError: the installed pyvis does not carry the browser library that this page was made for.
    """
    from markupsafe import Markup
    from pyvis.network import Network

    places = lay_out(view.nodes, view.links)
    position = {node.id: index for index, node in enumerate(view.nodes)}
    net = Network(height="100%", width="100%", directed=True, heading=view.title, cdn_resources="in_line")
    net.nodes = [_node(node, places[node.id]) for node in view.nodes]
    links = [*view.links, *(overview(view)[1] if needs_overview(view) else ())]
    net.edges = [_edge(index, link) for index, link in enumerate(links)]
    net.options = _options(len(links))
    net.set_template_dir(str(files("visualizations") / "template"), "policy_graph.html")
    net.templateEnv.autoescape = True
    net.templateEnv.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False, "sort_keys": True, "separators": (",", ":"),
    }  # fmt: skip
    # Our own files and the library whose digest is known are the only text that is not escaped.
    net.templateEnv.globals.update(
        library=Markup(_library()),  # noqa: S704
        styles=Markup("\n".join((palette(), *map(_own, STYLES)))),  # noqa: S704
        scripts=Markup("\n".join(_own(name) for name in SCRIPTS)),  # noqa: S704
        view=_data(view, position),
    )
    return _with_policy(str(net.generate_html()))


def _with_policy(page: str) -> str:
    """Name the scripts of the page in its policy by their hashes (CSP Level 3 §6.7.3.3), so that no other runs.

    Browsers hash what they have parsed, in which every line ends with LF (HTML §13.2.3.5).
    """
    scripts = re.findall(r"<script>(.*?)</script>", re.sub(r"\r\n?", "\n", page), re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    return page.replace("'our-scripts'", " ".join(f"'sha256-{digest}'" for digest in digests), 1)


def _own(name: str) -> str:
    return files("visualizations").joinpath("template", *name.split("/")).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network as pyvis installs it, in-lined so that the page opens without a network."""
    file = files("pyvis").joinpath(*LIBRARY)
    name = "/".join(("pyvis", *LIBRARY))
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DrawError(f"{name}: the browser library is missing from the installed pyvis: {error}") from None
    digest = hashlib.sha256(content).hexdigest()
    if digest != LIBRARY_SHA256:
        raise DrawError(f"{name}: unknown browser library, SHA-256 {digest[:12]}… and not {LIBRARY_SHA256[:12]}…")
    return content.decode("utf-8")


def _node(node: Node, place: Place) -> dict[str, object]:
    """One node as vis-network takes it; what it does not know is for our own script.

    No `title`: pyvis looks for links in titles and then has them parsed as HTML.
    """
    return {
        "id": node.id, "label": node.label, "group": node.kind, "shape": KIND_STYLES[node.kind]["shape"],
        "x": place.x, "y": place.y, "size": mark_size(node), "side": place.side, "lines": place.lines,
        "weight": weight(node), "name": node.name, "number": node.number, "aliases": node.aliases,
        "documents": node.documents, "details": node.details, "parent": node.parent,
    }  # fmt: skip


def _edge(index: int, link: Link) -> dict[str, object]:
    style = ROLE_STYLES[link.kind]
    return {
        "id": index, "from": link.source, "to": link.target, "kind": link.kind, "width": style["width"],
        "dashes": style["dashes"] or False, "facts": link.facts, "documents": link.documents, "quiet": link.quiet,
    }  # fmt: skip


def _options(links: int) -> dict[str, object]:
    """Thrifty options: the layout is given. Labels are drawn by labels.js, where there is room for them."""
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"borderWidth": 1.5, "chosen": False},
        "edges": {"smooth": False, "chosen": False, "arrowStrikethrough": False},
        "interaction": {
            "hover": True, "selectable": False, "dragNodes": False, "hideEdgesOnDrag": links > _MANY_LINKS,
            "hideEdgesOnZoom": links > 4 * _MANY_LINKS, "keyboard": {"enabled": True, "bindToWindow": False},
            "zoomSpeed": 0.6,
        },
    }  # fmt: skip


def _data(view: View, position: dict[str, int]) -> dict[str, Any]:
    """What the page knows besides nodes and edges."""
    several = len(view.documents) > 1 or needs_overview(view)
    return {
        "title": view.title,
        "documents": view.documents,
        "facts": [_fact(fact, position) for fact in view.facts],
        "texts": [{"name": text.name, "documents": text.documents, "content": text.content} for text in view.texts],
        "coverage": [
            [position.get(one.document, -1), one.kind, one.sentences, one.characters] for one in view.coverage
        ],
        "changes": [
            [one.date, one.kind, one.originals, one.results, one.source, one.function, int(one.derived)]
            for one in view.histories.changes
        ],
        "histories": dict(view.histories.bodies),
        "unresolved": [[position[body], missing] for body, missing in view.unresolved if body in position],
        "kinds": KIND_STYLES,
        "roles": ROLE_STYLES,
        "places": dict(_places_by_scope(view, position)) if several else {},
        "readings": readings(view.nodes),
        "overview": needs_overview(view),
        "many": len(view.links) > _MANY_LINKS,
    }


def _fact(fact: Fact, position: dict[str, int]) -> list[object]:
    """A fact as a row: thousands of them are most of the page. A quote is cut from the text there, if it is there."""
    return [
        fact.kind, fact.text, fact.start, fact.end, position.get(fact.document, -1), position.get(fact.subject, -1),
        position.get(fact.object, -1), fact.role, fact.words, fact.deadline, int(fact.generic),
        fact.quote if fact.text < 0 else "", *filter(None, [fact.by]),
    ]  # fmt: skip


def _places_by_scope(view: View, position: dict[str, int]) -> Iterable[tuple[str, list[int]]]:
    """The layout of every document alone, and of the overview: position of node, x, y, one after the other."""
    nodes: dict[str, list[Node]] = {document: [] for document in view.documents}
    links: dict[str, list[Link]] = {document: [] for document in view.documents}
    for node in view.nodes:
        for document in nodes.keys() & set(node.documents):
            nodes[document].append(node)
    for link in view.links:
        for document in links.keys() & set(link.documents):
            links[document].append(link)
    for document in view.documents:
        yield document, _flat(lay_out(nodes[document], links[document]), nodes[document], position)
    if needs_overview(view):
        shown, shares = overview(view)
        yield "", _flat(lay_out(shown, shares), shown, position)


def _flat(places: dict[str, Place], nodes: Sequence[Node], position: dict[str, int]) -> list[int]:
    return [number for node in nodes for number in (position[node.id], places[node.id].x, places[node.id].y)]
