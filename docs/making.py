"""Making the site, and the drawing that the readmes show."""

from __future__ import annotations

from pathlib import Path

from docs.diagram import big_picture
from docs.knowledge import DocsError, Knowledge, spaces
from docs.links import dead_links, foreign_links
from docs.samples import read_documents
from docs.writing import check_place, write_site

__all__ = ["draw_model", "make_site"]

GAPS = Path(__file__).resolve().parent / "gaps"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
ELSEWHERE = (
    "https://creativecommons.org/licenses/",
    "https://github.com/RDFLib/pyLODE",
    "https://w3id.org/profile/ontdoc/",
)
"""What pages name besides terms of vocabularies: the licence, the maker of the full text and its profile."""


def make_site(out: Path, samples: Path = SAMPLES) -> int:
    """Write the site into the folder `out` and return the number of its pages; the same project gives the same bytes.

    Args:
        out: the folder; it may exist if it is empty or holds an earlier site and nothing else.
        samples: the documents that examples and answers are taken from; what they lack is in `docs/gaps`.

    Raises:
        DocsError: the site would have a dead link or one to an unknown vocabulary, the diagram says what the ontology
            does not, or `out` holds other things, which is found before the work.
        ExportError: `out` cannot be written.
    """
    from docs.site import Site

    check_place(out)
    with read_documents(samples) as sampled, read_documents(GAPS) as gaps:
        files = Site(Knowledge(), sampled, gaps).files()
    wrong = [*dead_links(files), *foreign_links(files, (*spaces().values(), *ELSEWHERE))]
    if wrong:
        raise DocsError(f"{len(wrong)} links are wrong, the first: {wrong[0]}")
    write_site(files, out)
    return sum(path.endswith(".html") for path in files)


def draw_model() -> str:
    """Return the diagram of the ontology as an SVG file."""
    return str(big_picture(Knowledge()))
