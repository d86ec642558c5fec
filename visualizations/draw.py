"""The verbs of this room."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visualizations.model import DrawError, TooManyError, View

if TYPE_CHECKING:
    from queries import Graph

MOST_DOCUMENTS = 5_000
"""Documents that a page shows at most; it has some 12 KB of each."""
_COUNT = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT (COUNT(DISTINCT ?text) AS ?count) WHERE { ?document eli:is_realized_by ?text }
"""


@dataclass(frozen=True, slots=True)
class DrawReport:
    """What was drawn: counts, and the size of the page in bytes."""

    path: Path
    documents: int
    nodes: int
    links: int
    facts: int
    size: int


def draw(graph: Graph, out: Path, title: str | None = None, *, sparql: Path | None = None) -> DrawReport:
    """Draw a graph, as `queries.open_graph` gives it, as one HTML file; an old file stays until the new one is whole.

    Args:
        graph: what `queries.open_graph` returned.
        out: file to write.
        title: title of the page; without it, that of the document.
        sparql: npm package of Oxigraph (file or folder), for a page that answers SPARQL itself.

    Raises:
        DrawError: the file cannot be written, the graph is none of ours, the installed pyvis is another one, or there
            is no such package.
        TooManyError: it has more documents than a page can show; `queries.part` gives some of them.
    """
    target = _target(out)
    view, page = page_of(graph, title, sparql)
    content = page.encode("utf-8")
    _write(target, content)
    return DrawReport(out, len(view.documents), len(view.nodes), len(view.links), len(view.facts), len(content))


def draw_page(graph: Graph, title: str | None = None) -> str:
    """Draw a graph and give the page itself, for a server; see `draw`."""
    return page_of(graph, title)[1]


def page_of(graph: Graph, title: str | None, sparql: Path | None = None) -> tuple[View, str]:
    """Read a graph and make its page."""
    from queries.errors import QueryError
    from visualizations.page import render
    from visualizations.sparql import pack
    from visualizations.view import read_view

    if (count := _documents(graph)) > MOST_DOCUMENTS:
        raise TooManyError(
            f"{graph.where}: {count} documents, and a page shows {MOST_DOCUMENTS} at most; choose some by words of "
            "their title, number, issuer or file name (--only TEXT)"
        )
    try:
        view = read_view(graph, title)
    except QueryError:
        raise
    except KeyError as error:
        raise DrawError(f"{graph.where}: the page cannot be drawn: an answer has no or an unknown {error}") from error
    except ValueError as error:
        raise DrawError(f"{graph.where}: the page cannot be drawn: {error}") from error
    return view, render(view, pack(graph, sparql) if sparql else None)


def _documents(graph: Graph) -> int:
    """Count the texts that were read."""
    rows = graph.select(_COUNT).rows
    return int(getattr(rows[0][0], "value", 0)) if rows else 0


def _target(out: Path) -> Path:
    """Return the file that is to be replaced: where links lead, unless that is something else than a file."""
    target = Path(os.path.realpath(out))
    try:
        mode = out.stat().st_mode
    except FileNotFoundError:
        return target
    except OSError as error:
        raise DrawError(f"{out}: the page cannot be written: {error.strerror or error}") from None
    if stat.S_ISDIR(mode):
        raise DrawError(f"{out}: the page cannot be written: this is a folder; the name of a file is needed")
    if not stat.S_ISREG(mode):
        raise DrawError(f"{out}: the page cannot be written: this is no regular file, and is left as it is")
    return target


def _write(out: Path, content: bytes) -> None:
    from queries.placing import write_whole

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, content)
    except OSError as error:
        raise DrawError(f"{out}: the page cannot be written: {error.strerror or error}") from None
