"""The first sight of a graph too large for one picture: documents, and the bodies that they give tasks."""

from __future__ import annotations

from collections import defaultdict

from visualizations.model import ROLES, Link, Node, View

_LARGE = 300  # nodes; more than this is a picture of lines
_HUGE = 3_000  # nodes of a single document; more than this takes a browser seconds to draw


def needs_overview(view: View) -> bool:
    """Whether the page opens with documents and bodies alone; a single document is shown whole unless it is huge."""
    return len(view.nodes) > (_LARGE if len(view.documents) > 1 else _HUGE)


def overview(view: View) -> tuple[list[Node], list[Link]]:
    """Bodies and the documents that were read, and one link for all that a document gives a body, with all the facts.

    Documents stand where tasks stand otherwise: a body's tasks are theirs.
    """
    facts: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)
    kinds = {node.id: node.kind for node in view.nodes}
    for link in view.links:
        if link.kind in ROLES and kinds[link.source] == "body":
            for fact in link.facts:
                facts[link.source, view.facts[fact].document][fact] = None
    shown = [node for node in view.nodes if node.kind == "body" or (node.kind == "document" and not node.parent)]
    links = [
        Link(body, document, "tasks", tuple(backing), (document,))
        for (body, document), backing in sorted(facts.items())
        if document in kinds
    ]
    return shown, links
