"""Making the site, and the drawing that the readmes show."""

from __future__ import annotations

from pathlib import Path

from docs.diagram import big_picture
from docs.knowledge import DocsError, Knowledge
from docs.links import dead_links
from docs.samples import read_documents
from docs.writing import write_site

__all__ = ["draw_model", "make_site"]

GAPS = Path(__file__).resolve().parent / "gaps"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def make_site(out: Path, samples: Path = SAMPLES) -> int:
    """Write the site into the folder `out` and return the number of its pages; the same project gives the same bytes.

    Args:
        out: the folder; it may exist if it is empty or holds an earlier site.
        samples: the documents that examples and answers are taken from; what they lack is in `docs/gaps`.

    Raises:
        DocsError: the site would have a dead link, the diagram says what the ontology does not, or `out` holds other
            things.
    """
    from docs.site import Site

    with read_documents(samples) as sampled, read_documents(GAPS) as gaps:
        files = Site(Knowledge(), sampled, gaps).files()
    dead = list(dead_links(files))
    if dead:
        raise DocsError(f"{len(dead)} links lead nowhere, the first: {dead[0]}")
    write_site(files, out)
    return sum(path.endswith(".html") for path in files)


def draw_model() -> str:
    """Return the diagram of the ontology as an SVG file."""
    return str(big_picture(Knowledge()))
