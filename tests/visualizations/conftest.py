"""Graphs to draw, their pages, and a window without a network to look at them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from graph_builder import build
from queries import Graph, open_graph
from tests.visualizations import notice
from tests.visualizations.plans import build_plans
from visualizations import DrawError, draw, find_package


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of two documents with deadlines, targets and gaps, as `policykg build` makes it."""
    return open_graph(str(build_plans(tmp_path_factory.mktemp("plans"))))


@pytest.fixture(scope="session")
def sampled(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of the sample documents."""
    out = tmp_path_factory.mktemp("sampled") / "out"
    build([str(samples)], out, "policykg 0")
    return open_graph(str(out))


@pytest.fixture(scope="session")
def sparql_package() -> Path:
    """The npm package of Oxigraph, which `make assets` brings."""
    try:
        return find_package()
    except DrawError as error:
        if os.environ.get("CI"):
            pytest.fail(f"missing in CI: {error}")
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """Page of a fixture graph by name: mining, hostile, few (3 documents), many (1,000 nodes), wide or plans; drawn once.

    `mining+sparql` answers SPARQL itself; `samples` is the graph of the samples, `wide` has 500 tasks of 300 bodies.
    """
    folder = tmp_path_factory.mktemp("pages")
    graphs = {
        "mining": lambda: notice.mining_notice().close(),
        "hostile": lambda: notice.hostile_notice().close(),
        "few": lambda: notice.many_notices(3, 4, 9),
        "many": lambda: notice.many_notices(25, 32, 175),
        "wide": lambda: notice.many_notices(5, 100, 300),
    }

    def page(name: str) -> Path:
        out = folder / f"{name}.html"
        if not out.exists():
            plain, _, asked = name.partition("+")
            package = request.getfixturevalue("sparql_package") if asked else None
            made = {"plans": "planned", "samples": "sampled"}.get(plain)
            graph = request.getfixturevalue(made) if made else graph_of(folder, plain, graphs[plain]())
            draw(graph, out, sparql=package)
        return out

    return page


def graph_of(folder: Path, name: str, quads: str) -> Graph:
    """Open N-Quads written to a file."""
    file = folder / f"{name}.nq"
    file.write_text(quads, encoding="utf-8", newline="\n")
    return open_graph(str(file))


@pytest.fixture
def mining(tmp_path: Path) -> Graph:
    """The graph of the usual notice."""
    return graph_of(tmp_path, "mining", notice.mining_notice().close())


@pytest.fixture
def window(browser: Browser, drawn: Callable[[str], Path]) -> Iterator[Callable[..., Page]]:
    """Opens a page from file://, offline; anything on the console, and any request, fails the test."""
    trouble: list[str] = []
    contexts: list[BrowserContext] = []

    def heard(message: ConsoleMessage) -> None:
        trouble.append(f"{message.type}: {message.text}")

    def opened(name: str, address: str = "", width: int = 1366, height: int = 768, dark: bool = False) -> Page:
        scheme = "dark" if dark else "light"
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, offline=True, accept_downloads=True)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: trouble.append(request.url) if request.url.startswith("http") else None)
        page.goto(f"{drawn(name).as_uri()}{address}")
        page.wait_for_function("window.policykg")
        page.wait_for_function("document.getElementById('view-network').hidden || policykg.labels().length")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []
