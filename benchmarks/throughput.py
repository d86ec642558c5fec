"""How fast documents are read, their bodies settled and their quads written, side by side with rdflib's Turtle.

    python benchmarks/throughput.py [FOLDER] [--copies N]

Reads the text files of FOLDER (otherwise the samples, N times with varied words, so that nothing repeats), in one
process and one run; prints MB of UTF-8 a second for reading and for settling which bodies the names mean, quads a
second for stating and for writing, and the ratio to rdflib's `Graph.add` and Turtle. Absolute figures drift with the
machine; quote the ratios.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import rdflib

from graph_builder import read, read_source
from graph_builder.documents import Library, document_key
from graph_builder.model import Source
from graph_builder.register import document_bodies
from graph_builder.state.document import state

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what `work` gives and the seconds of processor time that it takes."""
    started = time.process_time()
    return work(), time.process_time() - started


def varied(source: Source, n: int) -> Source:
    """Return a source whose sentences differ from those of other copies."""
    return Source(
        f"{n}-{source.name}", source.text.replace("。", f"（{n}）。").replace("号", f"{n}号"), source.encoding
    )


def rdflib_terms(lines: list[str]) -> list[tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]]:
    """Return the triples of the lines as terms of rdflib."""
    quads = [(q.subject, q.predicate, q.object) for q in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)]
    return [
        (
            rdflib.URIRef(s.value),
            rdflib.URIRef(p.value),
            rdflib.URIRef(o.value)
            if isinstance(o, ox.NamedNode)
            else rdflib.Literal(
                o.value, lang=o.language, datatype=None if o.language else rdflib.URIRef(o.datatype.value)
            ),
        )
        for s, p, o in quads
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal)
    ]


def added(terms: list[tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]]) -> rdflib.Graph:
    """Add the triples one by one, as a builder on rdflib would."""
    graph = rdflib.Graph()
    for triple in terms:
        graph.add(triple)
    return graph


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--copies", type=int, default=40)
    words = parser.parse_args()
    sources = [read_source(path) for path in sorted((words.folder or ROOT / "samples").rglob("*.txt"))]
    if words.folder is None:
        sources = [varied(source, n) for n in range(words.copies) for source in sources]
    size = sum(len(source.text.encode()) for source in sources) / 1e6
    read(sources[0])
    readings, reading = timed(lambda: [read(source) for source in sources])
    library = Library(r.header for r in readings)
    keys = [f"{document_key(r.header)}-{n}" for n, r in enumerate(readings)]
    bodies, settling = timed(lambda: list(map(document_bodies, readings, keys)))
    lines, stating = timed(
        lambda: [
            line
            for reading, key, known in zip(readings, keys, bodies, strict=True)
            for line in state(reading, key, library, "policykg 0", known)
        ]
    )
    _, writing = timed(lambda: io.BytesIO("".join(sorted(lines)).encode()))
    terms = rdflib_terms(lines)
    graph, adding = timed(lambda: added(terms))
    _, turtle = timed(lambda: graph.serialize(format="turtle"))
    print(
        f"{len(sources)} documents, {size:.2f} MB, {len(lines)} quads, {size / len(sources) * 1000:.1f} KB a document"
    )
    print(f"read      {size / reading:8.2f} MB/s   {len(sources) / reading:8.0f} documents/s")
    print(f"settle    {size / settling:8.2f} MB/s   {len(sources) / settling:8.0f} documents/s")
    print(f"state     {len(lines) / stating / 1000:8.0f} thousand quads/s")
    print(f"write     {len(lines) / writing / 1000:8.0f} thousand quads/s (sorted N-Quads)")
    print(
        f"rdflib    {len(lines) / adding / 1000:8.0f} thousand triples/s added, "
        f"{len(lines) / turtle / 1000:.0f} as Turtle"
    )
    print(f"state and write over rdflib add and Turtle: {(adding + turtle) / (stating + writing):.1f} times")


if __name__ == "__main__":
    main()
