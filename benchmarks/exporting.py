"""How fast a graph is written in each format and how large it becomes, side by side with rdflib and the same graph.

    python benchmarks/exporting.py [FOLDER] [--copies N] [--rounds N] [--formats NAME,...]

Reads the text files of FOLDER (otherwise the samples, N times with varied words) and settles which bodies their names
mean. From there the graph is built and written as N-Quads in three ways in turn, in one process: as `policykg build`
does, by lines that are stated, sorted and written; by rdflib from strings at hand, which become terms, are added one by
one and serialised; and by rdflib under the very code that states the facts. Then each format is written from the file,
and by rdflib from its graph in memory. Quote the ratios: of building, between the best rounds of each way, since what
else the machine does only adds time; of formats, medians over the rounds. Absolute figures drift with the machine.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

import pyoxigraph as ox
import rdflib

from exports import FORMATS, export
from graph_builder import read, read_source
from graph_builder.documents import Library, document_key
from graph_builder.model import Reading, Source
from graph_builder.register import DocumentBodies, document_bodies
from graph_builder.state import nquads
from graph_builder.state.document import state
from graph_builder.state.lines import Lines
from graph_builder.write.files import write_lines
from ontology.terms import XSD

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")
RDFLIB = {
    "nquads": "nquads", "trig": "trig", "jsonld": "json-ld", "ntriples": "nt", "turtle": "turtle", "rdfxml": "xml"
}  # fmt: skip
_PLAIN = "http://www.w3.org/2001/XMLSchema#string"
Strings = list[tuple[str, str, str, str, str, str]]


class Facts(NamedTuple):
    """What is to be stated of a document: what was read in it, what names it, and whom its names mean."""

    reading: Reading
    key: str
    bodies: DocumentBodies


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


def settled(sources: list[Source]) -> list[Facts]:
    """Return what a build has at hand when it begins to state."""
    found = []
    for n, source in enumerate(sources):
        reading = read(source)
        key = f"{document_key(reading.header)}-{n}"
        found.append(Facts(reading, key, document_bodies(reading, key)))
    return found


def stated(facts: list[Facts], library: Library) -> list[str]:
    """Return the lines of all documents."""
    return [line for one in facts for line in state(one.reading, one.key, library, "policykg 0", one.bodies)]


def strings(lines: list[str]) -> Strings:
    """Return the quads as plain strings: subject, predicate, value, language, datatype or `@id` of an IRI, graph."""
    found: Strings = []
    for s, p, o, g in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS):
        if isinstance(s, ox.NamedNode) and isinstance(g, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal):
            kind = o.datatype.value.replace(_PLAIN, "") if isinstance(o, ox.Literal) else "@id"
            language = o.language or "" if isinstance(o, ox.Literal) else ""
            found.append((s.value, p.value, o.value, language, kind, g.value))
    return found


def added(quads: Strings) -> rdflib.Dataset:
    """Make terms and add the quads one by one; terms of vocabularies and graphs are made once."""
    dataset = rdflib.Dataset(default_union=True)
    known, graph = cache(rdflib.URIRef), cache(lambda name: dataset.graph(rdflib.URIRef(name)))
    for s, p, value, language, kind, g in quads:
        if kind == "@id":
            term: rdflib.term.Node = rdflib.URIRef(value)
        elif language:
            term = rdflib.Literal(value, lang=language)
        else:
            term = rdflib.Literal(value, datatype=known(kind)) if kind else rdflib.Literal(value)
        graph(g).add((rdflib.URIRef(s), known(p), term))
    return dataset


@contextmanager
def terms_of_rdflib() -> Iterator[rdflib.Dataset]:
    """Let the code that states facts make terms of rdflib, and add them to this dataset instead of making lines."""
    dataset = rdflib.Dataset(default_union=True)
    known, graph = cache(rdflib.URIRef), cache(dataset.graph)

    def add(lines: Lines, subject: rdflib.URIRef, predicate: str, *values: rdflib.term.Node | str) -> None:
        for value in values:
            # A term that was made and kept before is text still.
            node = value if isinstance(value, rdflib.term.Node) else known(value[1:-1])
            graph(lines.graph).add((subject, known(predicate), node))

    def typed(kind: str) -> Callable[[object], rdflib.Literal]:
        datatype = rdflib.URIRef(kind)
        return lambda value: rdflib.Literal(str(value), datatype=datatype)

    terms: dict[str, Any] = {
        "iri": known,
        "part": lambda term, tail: rdflib.URIRef(term + tail),
        "text": lambda value, language="": rdflib.Literal(value, lang=language or None),
        "integer": typed(XSD.integer),
        "natural": typed(XSD.nonNegativeInteger),
        "decimal": typed(XSD.decimal),
        "day": typed(XSD.date),
        "year": typed(XSD.gYear),
        "boolean": lambda value: rdflib.Literal(value),
    }
    with patch.multiple(nquads, **terms), patch.multiple(Lines, add=add, sorted=lambda _: []):
        yield dataset


class Building(NamedTuple):
    """Seconds of the ways to build the graph and to write it as N-Quads."""

    stating: float
    writing: float
    strings: float
    """rdflib from strings at hand."""
    alike: float
    """rdflib under the code that states facts."""


def building(facts: list[Facts], quads: Strings, graph: Path) -> tuple[Building, rdflib.Dataset]:
    """Build the graph in each way, and return it as rdflib has it too."""
    library = Library(one.reading.header for one in facts)
    lines, stating = timed(lambda: stated(facts, library))
    _, writing = timed(lambda: write_lines(graph, sorted(lines)))
    dataset, at_hand = timed(lambda: serialized(added(quads), graph.parent / "rdflib"))
    with terms_of_rdflib() as same:
        _, alike = timed(lambda: (stated(facts, library), serialized(same, graph.parent / "rdflib")))
    if set(same.quads()) != set(dataset.quads()):
        raise ValueError("rdflib has another graph of the code that states facts than of the lines that it makes")
    return Building(stating, writing, at_hand, alike), dataset


def serialized(dataset: rdflib.Dataset, file: Path) -> rdflib.Dataset:
    """Write a dataset of rdflib as N-Quads."""
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
    parser.add_argument("--formats", default=",".join(FORMATS), help="names of `policykg export`, with commas between")
    words = parser.parse_args()
    sources = [read_source(path) for path in sorted((words.folder or ROOT / "samples").rglob("*.txt"))]
    if words.folder is None:
        sources = [varied(source, n) for n in range(words.copies) for source in sources]
    facts = settled(sources)
    quads = strings(stated(facts, Library(one.reading.header for one in facts)))
    wanted = [FORMATS[name] for name in words.formats.split(",")]
    formats = [one for one in wanted if not one.library or find_spec(one.library)]
    measures: dict[str, list[Measure]] = {one.name: [] for one in formats}
    found = []
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.nq"
        for _ in range(words.rounds):
            times, dataset = building(facts, quads, graph)
            found.append(times)
            for one in formats:
                measures[one.name].append(measured(graph, Path(folder), one.name, dataset))
    print(f"{len(sources)} documents, {len(quads)} quads")
    report(len(quads), Building(*map(min, zip(*found, strict=True))))
    rows(measures, len(quads), print)
    for one in wanted:
        if one not in formats:
            print(f"{one.name:<12} not measured: {one.library} is not installed")


def report(count: int, best: Building) -> None:
    """Print how many quads a second are built and written, and how many times rdflib that is."""
    ours = best.stating + best.writing
    print("building the graph and writing it as N-Quads")
    for name, seconds, words in (
        ("stated", best.stating, "from what was read to lines"),
        ("written", best.writing, "from lines to a sorted file"),
        ("both", ours, "from what was read to a file"),
        ("rdflib", best.strings, "from strings at hand to a file"),
        ("rdflib", best.alike, "from what was read to a file, by the same code"),
    ):
        print(f"{name:<8} {count / seconds / 1000:8.0f} thousand quads/s ({words})")
    print(f"stated and written over rdflib: {best.strings / ours:.1f} times, which has the strings at hand")
    print(f"stated and written over rdflib: {best.alike / ours:.1f} times, which states the same facts")


if __name__ == "__main__":
    main()
