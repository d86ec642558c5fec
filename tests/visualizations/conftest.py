"""Graphs to draw, their pages, and a window without a network to look at them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize

from graph_builder import build
from queries import Graph, open_graph
from tests.visualizations import notice
from tests.visualizations.plans import build_plans
from tests.visualizations.waiting import LATE, until
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


class Windows:
    """Windows of one browser, used again by the next test: a new one costs three times what the page in it does."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.free: dict[tuple[int, int], list[Page]] = {}
        self.used: list[tuple[tuple[int, int], Page]] = []
        self.trouble: list[str] = []

    def open(self, url: str, size: tuple[int, int], dark: bool) -> Page:
        """A window of that size with the page in it, offline."""
        page = self.free[size].pop() if self.free.get(size) else self._made(size)
        self.used.append((size, page))
        page.emulate_media(media="null", color_scheme="dark" if dark else "light", reduced_motion="null")
        page.goto(url)
        return page

    def give_back(self) -> list[str]:
        """Empty the windows that a test used; what was said on their consoles, and which requests there were."""
        for size, page in self.used:
            if not page.is_closed():
                page.goto("about:blank")  # also ends what the page still does
                page.mouse.move(0, 0)
                self.free.setdefault(size, []).append(page)
        self.used.clear()
        heard, self.trouble[:] = list(self.trouble), []
        return heard

    def _made(self, size: tuple[int, int]) -> Page:
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = self.browser.new_context(viewport=viewport, offline=True, accept_downloads=True)
        self.contexts.append(context)
        if os.environ.get("LATE_PAGES"):
            context.add_init_script(LATE)
        page = context.new_page()
        page.on("console", lambda message: self.trouble.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("request", self._asked)
        return page

    def _asked(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.trouble.append(request.url)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[Windows]:
    """The windows of a file of tests."""
    some = Windows(browser)
    yield some
    for context in some.contexts:
        context.close()


@pytest.fixture
def window(windows: Windows, drawn: Callable[[str], Path]) -> Iterator[Callable[..., Page]]:
    """Opens a page from file://, offline; anything on the console, and any request, fails the test."""

    def opened(name: str, address: str = "", width: int = 1366, height: int = 768, dark: bool = False) -> Page:
        page = windows.open(f"{drawn(name).as_uri()}{address}", (width, height), dark)
        until(page, "window.policykg")
        until(page, "document.getElementById('view-network').hidden || policykg.labels().length")
        return page

    yield opened
    assert windows.give_back() == []
