"""The site, made once from the real project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import make_site
from docs.knowledge import Knowledge
from docs.links import Page, read_pages
from docs.samples import Sampled, read_documents


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the site."""
    out = tmp_path_factory.mktemp("docs") / "site"
    make_site(out)
    return out


@pytest.fixture(scope="session")
def made(site: Path) -> dict[str, bytes]:
    """Content of each file of the site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def pages(made: dict[str, bytes]) -> dict[str, Page]:
    """The pages of the site."""
    return read_pages(made)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What the ontology says."""
    return Knowledge()


@pytest.fixture(scope="session")
def sampled(samples: Path) -> Iterator[Sampled]:
    """The graph of the samples."""
    with read_documents(samples) as graph:
        yield graph
