"""The verbs of this room."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from visualizations.model import DrawError, View

if TYPE_CHECKING:
    from queries import Graph


@dataclass(frozen=True, slots=True)
class DrawReport:
    """What was drawn: counts, and the size of the page in bytes."""

    path: Path
    documents: int
    nodes: int
    links: int
    facts: int
    size: int


def draw(graph: Graph, out: Path, title: str | None = None) -> DrawReport:
    """Draw a graph, as `queries.open_graph` gives it, as one HTML file; an old file stays until the new one is whole.

    Raises:
        DrawError: the file cannot be written, or the installed pyvis is another one.
    """
    view, page = _page(graph, title)
    content = page.encode("utf-8")
    _write(out, content)
    return DrawReport(out, len(view.documents), len(view.nodes), len(view.links), len(view.facts), len(content))


def draw_page(graph: Graph, title: str | None = None) -> str:
    """Draw a graph and give the page itself, for a server."""
    return _page(graph, title)[1]


def _page(graph: Graph, title: str | None) -> tuple[View, str]:
    from visualizations.page import render
    from visualizations.view import read_view

    view = read_view(graph, title)
    return view, render(view)


def _write(out: Path, content: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise DrawError(f"{out}: the page cannot be written: {error.strerror or error}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)  # mkstemp keeps its files private; a page is to be passed on
        Path(name).replace(out)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise DrawError(f"{out}: the page cannot be written: {error.strerror or error}") from None
