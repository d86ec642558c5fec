"""The page as a value of a notebook: it shows itself below the cell, in a frame of its own."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from queries import Graph


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """The page of a graph, as `draw` writes it to a file; `height` is that of its frame in pixels."""

    title: str
    content: str = field(repr=False)
    height: int = 720

    def _repr_html_(self) -> str:
        """Show the page in a frame that shares neither styles nor scripts with the notebook, and asks no network.

        The frame has no origin: what runs in it sees nothing of the notebook (HTML §7.1.5, sandboxing).
        """
        return (
            f'<iframe title="{html.escape(self.title)}" srcdoc="{html.escape(self.content)}" '
            'sandbox="allow-scripts allow-downloads allow-modals" allow="clipboard-write" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #8884; border-radius: 6px"></iframe>'
        )


def show(graph: Graph, title: str | None = None, *, height: int = 720, sparql: Path | None = None) -> PolicyPage:
    """Draw a graph, as `queries.open_graph` gives it, to see it in a notebook: the last value of a cell is shown.

    Args:
        graph: what `queries.open_graph` returned.
        title: title of the page; without it, that of the document.
        height: height of the frame in pixels.
        sparql: npm package of Oxigraph (file or folder), for a page that answers SPARQL itself.

    Raises:
        DrawError: the graph is none of ours, the installed pyvis is another one, or there is no such package.
    """
    from visualizations.draw import page_of

    view, content = page_of(graph, title, sparql)
    return PolicyPage(view.title, content, height)
