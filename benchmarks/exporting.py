"""How fast a graph is written in each format and how large it becomes, side by side with rdflib and the same graph.

    python benchmarks/exporting.py [FOLDER] [--copies N] [--rounds N]

Reads the text files of FOLDER (otherwise the samples, N times with varied words). First the same readings become quads:
here lines that are stated, then sorted and written to a file; in rdflib terms made of strings at hand, added one by
one and serialised as N-Quads. Then each format is written from that file, and by rdflib from its graph in memory, in
turn, in one process. Quote the ratios, which are medians over the rounds; absolute figures drift with the machine.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

import pyoxigraph as ox
import rdflib

from exports import FORMATS, export
from graph_builder import read, read_source
from graph_builder.documents import Library, document_key
from graph_builder.model import Reading, Source
from graph_builder.state.document import state

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")
RDFLIB = {
    "nquads": "nquads", "trig": "trig", "jsonld": "json-ld", "ntriples": "nt", "turtle": "turtle", "rdfxml": "xml"
}  # fmt: skip
Strings = list[tuple[str, str, str, str, str, str]]


class Measure(NamedTuple):
    """Seconds for one format, here and in rdflib (None where it has no such format), and the size in bytes."""

    seconds: float
    rdflib: float | None
    size: int


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what `work` gives and the seconds of processor time that it takes."""
    started = time.process_time()
    return work(), time.process_time() - started


def varied(source: Source, n: int) -> Source:
    """Return a source whose sentences differ from those of other copies."""
    text = source.text.replace("。", f"（{n}）。").replace("号", f"{n}号")
    return Source(f"{n}-{source.name}", text, source.encoding)


def stated(readings: list[Reading]) -> list[str]:
    """Return the lines of all documents."""
    library = Library(reading.header for reading in readings)
    lines = []
    for n, reading in enumerate(readings):
        key = f"{document_key(reading.header)}-{n}"
        lines += state(reading, key, library, "policykg 0")
    return lines


def written(lines: list[str], file: Path) -> None:
    """Write the lines as a build does: sorted."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(sorted(lines))


def strings(lines: list[str]) -> Strings:
    """Return the quads as plain strings: subject, predicate, value, language, datatype (none of an IRI), graph."""
    found: Strings = []
    for s, p, o, g in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS):
        if isinstance(s, ox.NamedNode) and isinstance(g, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal):
            said = (o.language or "", o.datatype.value) if isinstance(o, ox.Literal) else ("", "")
            found.append((s.value, p.value, o.value, *said, g.value))
    return found


def added(quads: Strings) -> rdflib.Dataset:
    """Make terms and add the quads one by one, as a builder on rdflib would."""
    dataset = rdflib.Dataset(default_union=True)
    for s, p, value, language, kind, g in quads:
        if language:
            term: rdflib.term.Node = rdflib.Literal(value, lang=language)
        else:
            term = rdflib.Literal(value, datatype=rdflib.URIRef(kind)) if kind else rdflib.URIRef(value)
        dataset.graph(rdflib.URIRef(g)).add((rdflib.URIRef(s), rdflib.URIRef(p), term))
    return dataset


def built(quads: Strings, file: Path) -> rdflib.Dataset:
    """Build a graph with rdflib and write it as N-Quads."""
    dataset = added(quads)
    dataset.serialize(file, format="nquads", encoding="utf-8")
    return dataset


def measured(graph: Path, folder: Path, name: str, dataset: rdflib.Dataset) -> Measure:
    """Write one format here and in rdflib."""
    report, seconds = timed(lambda: export(graph, folder / name, name))
    other = None
    if name in RDFLIB:
        _, other = timed(lambda: dataset.serialize(folder / "rdflib", format=RDFLIB[name], encoding="utf-8"))
    return Measure(seconds, other, report.size)


def rows(measures: dict[str, list[Measure]], quads: int, show: Callable[[str], None]) -> None:
    """Print a line a format."""
    show("format       thousand quads/s        MB   times rdflib")
    for name, found in measures.items():
        seconds = median(one.seconds for one in found)
        ratios = [one.rdflib / one.seconds for one in found if one.rdflib]
        ratio = f"{median(ratios):14.1f}" if ratios else f"{'-':>14}"
        show(f"{name:<12} {quads / seconds / 1000:16.0f} {found[0].size / 1e6:9.2f} {ratio}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    words = parser.parse_args()
    sources = [read_source(path) for path in sorted((words.folder or ROOT / "samples").rglob("*.txt"))]
    if words.folder is None:
        sources = [varied(source, n) for n in range(words.copies) for source in sources]
    readings = [read(source) for source in sources]
    quads = strings(sorted(stated(readings)))
    formats = [one for one in FORMATS.values() if not one.library or find_spec(one.library)]
    measures: dict[str, list[Measure]] = {one.name: [] for one in formats}
    building = []
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.nq"
        for _ in range(words.rounds):
            lines, stating = timed(lambda: stated(readings))
            _, writing = timed(lambda: written(lines, graph))  # noqa: B023 - called at once
            dataset, others = timed(lambda: built(quads, Path(folder) / "rdflib"))
            building.append((stating, writing, others))
            for one in formats:
                measures[one.name].append(measured(graph, Path(folder), one.name, dataset))
    count = len(quads)
    stating, writing, others = (median(column) for column in zip(*building, strict=True))
    print(f"{len(sources)} documents, {count} quads")
    print(f"stated    {count / stating / 1000:8.0f} thousand quads/s (from what was read to lines)")
    print(f"written   {count / writing / 1000:8.0f} thousand quads/s (from lines to sorted N-Quads in a file)")
    print(f"rdflib    {count / others / 1000:8.0f} thousand quads/s (from strings at hand to N-Quads in a file)")
    print(f"written over rdflib:            {median(c / b for _, b, c in building):5.1f} times")
    print(f"stated and written over rdflib: {median(c / (a + b) for a, b, c in building):5.1f} times")
    rows(measures, count, print)


if __name__ == "__main__":
    main()
