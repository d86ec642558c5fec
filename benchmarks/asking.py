"""What asking through policykg costs beside bare pyoxigraph and rdflib, on graphs of three sizes, and how it grows.

    python benchmarks/asking.py [--sizes 1000,100000,1000000] [--queries NAME,...] [--seconds S] [--no-memory]

Builds the graph of the samples, and from its lines graphs of the sizes by copies: documents, tasks, texts, mines, local
bodies and places get IRIs and names of their own, those of the centre stay, so that bodies and the pairs of them grow
as in builds of real documents. Each is written as `policykg build` does, and asked on disk and in memory: every named
query through `queries.run`, and in turn with it the same bound text straight through pyoxigraph with its solutions
read. Then `together` is asked of rdflib's own engine, up to 100,000 quads, and of the store without its table, and
a query is run from the shell. Times are of the processor, the best of the rounds; quote the ratios.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from graph_builder import build
from graph_builder.write.files import write_lines
from graph_builder.write.store import write_store
from graph_builder.write.together import write_together
from ontology.terms import VOCABULARY_GRAPH
from queries import Graph, NamedQuery, list_queries, named_query, open_graph, run
from queries.backends.embedded import EmbeddedGraph, load_file, merge
from queries.parameters import bind, read_values

ROOT = Path(__file__).resolve().parent.parent
OVERHEAD, GROWTH = 1.2, 15.0
"""What policykg may take beside bare pyoxigraph, and what ten times as many quads may."""
_RDFLIB_MOST = 150_000
_ROUNDS = 2, 40
_OWN = re.compile(r"(/policykg/(?:id/(?:doc|text|mine|base|park)|graph)/)(?!register>)([^/#>\s]+)")
_SHARED = re.compile(r"(/policykg/id/(?:org|division|event)/)([^/#>\s]+)")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


class Asked(NamedTuple):
    """Rows of an answer, and the seconds that it takes here and in pyoxigraph."""

    rows: int
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times as long it takes here."""
        return self.ours / self.bare


def of_size(lines: list[str], size: int) -> list[str]:
    """Return sorted lines of at least `size` quads: those of one document where that is enough, or copies of all."""
    vocabulary = [line for line in lines if line.endswith(f"<{VOCABULARY_GRAPH}> .\n")]
    rest = [line for line in lines if not line.endswith(f"<{VOCABULARY_GRAPH}> .\n")]
    centre = [line for line in rest if "/graph/2016-42-" in line.rsplit(" ", 2)[1]]
    if size <= len(centre):
        return centre
    own = {name for line in centre for _, name in _SHARED.findall(line)}
    copied = _without_changes_above(rest, own)
    found, n = {*vocabulary, *rest}, 1
    while len(found) < size:
        found.update(_copy(copied, n, own))
        n += 1
    return sorted(found)


def _without_changes_above(lines: list[str], kept: set[str]) -> list[str]:
    """Leave out changes of bodies that copies share: they happened once, and would tie all copies to each other."""
    bodies: dict[str, set[str]] = {}
    for line in lines:
        if event := re.match(r"<[^>]*/id/event/([^/#>]+)> ", line):
            bodies.setdefault(event[1], set()).update(name for _, name in _SHARED.findall(line[event.end() :]))
    once = {event for event, named in bodies.items() if not kept.isdisjoint(named)}
    return [
        line
        for line in lines
        if once.isdisjoint(names := {name for _, name in _SHARED.findall(line)})
        and not ("#successor> " in line and not kept.isdisjoint(names))
    ]


def _copy(lines: list[str], n: int, kept: set[str]) -> Iterator[str]:
    """Yield the lines of a copy: two copies share their local bodies and places, all share those of the centre."""
    place = n // 2
    stem, branch, more = _STEMS[place % 10], _BRANCHES[place // 10 % 12], str(place // 120 or "")

    def shared(found: re.Match[str]) -> str:
        return found[0] if found[2] in kept else f"{found[0]}-{place}"

    for line in lines:
        varied = _SHARED.sub(shared, _OWN.sub(rf"\1\2-{n}", line))
        yield (
            varied.replace("西藏", f"{stem}{branch}{more}")
            .replace("云南", f"{branch}{stem}{more}")
            .replace("号", f"{n}号")
        )


def written(lines: list[str], folder: Path) -> Path:
    """Write a graph as a build does: its quads, the store and the table beside it."""
    folder.mkdir()
    write_lines(folder / "graph.nq", lines)
    write_store(folder / "store", (line.encode() for line in lines))
    with tempfile.TemporaryDirectory() as runs:
        write_together(folder, (line.encode() for line in lines), Path(runs))
    return folder


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that `work` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def best(works: tuple[Callable[[], object], ...], seconds: float) -> tuple[float, ...]:
    """Return the best time of each, asked in turn until each round has had its `seconds`."""
    found: list[tuple[float, ...]] = []
    fewest, most = _ROUNDS
    while len(found) < fewest or (sum(map(sum, found)) < seconds * len(works) and len(found) < most):
        found.append(tuple(timed(work) for work in works))
    return tuple(min(times) for times in zip(*found, strict=True))


def solutions(store: ox.Store, text: str) -> int:
    """Ask pyoxigraph, read the values of the solutions and count them."""
    found = store.query(text)
    return sum(1 for one in found if tuple(one)) if isinstance(found, ox.QuerySolutions) else 0


def asked(query: NamedQuery, graph: Graph, store: ox.Store, seconds: float) -> Asked:
    """Ask a named query here and of pyoxigraph."""
    given = {one.name: one.example for one in query.parameters if not one.optional}
    text = bind(query.text, read_values(query, given))
    answer = run(query.name, graph, given)
    if solutions(store, text) != len(answer):
        raise ValueError(f"{query.name} has other rows here than in pyoxigraph")
    return Asked(len(answer), *best((lambda: run(query.name, graph, given), lambda: solutions(store, text)), seconds))


def shell(folder: Path) -> float:
    """Return the seconds of processor time of `policykg query documents`, start-up included."""
    words = [sys.executable, str(ROOT / "policykg.py"), "query", "documents", "--graph", str(folder)]
    found = []
    for _ in range(5):
        before = os.times()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        found.append(sum(after[2:4]) - sum(before[2:4]))
    return min(found)


def all_pairs(folder: Path, quads: int, seconds: float) -> None:
    """Print how long `together` takes with its table, in the store, in memory and in rdflib."""
    text = named_query("together").text
    with open_graph(str(folder)) as graph:
        store = ox.Store.read_only(str(folder / "store"))
        ours, plain = best((lambda: run("together", graph), lambda: solutions(store, text)), seconds)
    print(
        f"together, {quads} quads: {ours * 1000:.1f} ms with its table, {plain * 1000:.1f} ms in the store without it"
    )
    if quads <= _RDFLIB_MOST:
        with open_graph(str(folder), "rdflib") as graph:
            run("documents", graph)
            slow = timed(lambda: run("together", graph))
        print(
            f"  rdflib {slow * 1000:.0f} ms: {slow / ours:.0f} times as long, {slow / plain:.0f} times the store alone"
        )


def measured(folder: Path, queries: list[NamedQuery], seconds: float, memory: bool) -> Iterator[tuple[str, str, Asked]]:
    """Yield place and name of each query with what it takes."""
    with open_graph(str(folder)) as graph:
        store = ox.Store.read_only(str(folder / "store"))
        for query in queries:
            yield "disk", query.name, asked(query, graph, store, seconds)
    if memory:
        store = ox.Store()
        load_file(store, folder / "graph.nq")
        merge(store)
        with EmbeddedGraph(store, str(folder)) as graph:
            for query in queries:
                yield "memory", query.name, asked(query, graph, store, seconds)


def report(found: dict[int, dict[tuple[str, str], Asked]]) -> None:
    """Print a line a query, and what is beyond the limits."""
    sizes = sorted(found)
    print(
        "place  query                   " + "".join(f"{size:>10} rows       ms  ratio" for size in sizes) + "  growth"
    )
    for key in found[sizes[0]]:
        cells = [found[size].get(key) for size in sizes]
        text = "".join(f"{one.rows:15} {one.ours * 1000:8.1f} {one.ratio:6.2f}" if one else " " * 31 for one in cells)
        print(f"{key[0]:6} {key[1]:24}{text}  {_grown(sizes, cells):6.1f}")
    for size in sizes:
        ratios = sorted(one.ratio for one in found[size].values())
        total = sum(one.ours for one in found[size].values()) / sum(one.bare for one in found[size].values())
        print(f"{size} quads: all together {total:.2f} times pyoxigraph, median {ratios[len(ratios) // 2]:.2f}, "
              f"at most {ratios[-1]:.2f}")  # fmt: skip
    over = [f"{name} ({place}, {size}): {one.ratio:.2f}"
            for size in sizes for (place, name), one in found[size].items() if one.ratio > OVERHEAD]  # fmt: skip
    steep = [f"{name} ({place})" for place, name in found[sizes[0]]
             if _grown(sizes, [found[size].get((place, name)) for size in sizes]) > GROWTH]  # fmt: skip
    print(f"over {OVERHEAD} times pyoxigraph:", ", ".join(over) or "none")
    print(f"more than {GROWTH:.0f} times as long for ten times the quads:", ", ".join(steep) or "none")


def _grown(sizes: list[int], cells: list[Asked | None]) -> float:
    """Return how many times as long ten times the quads take, by the power that the two largest graphs show.

    What takes less than a millisecond is fixed cost, and says nothing.
    """
    if len(sizes) < 2 or not (cells[-2] and cells[-1]):
        return 0.0
    return float((cells[-1].bare / max(cells[-2].bare, 0.001)) ** (1 / math.log10(sizes[-1] / sizes[-2])))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--queries", help="names, with commas between; otherwise all")
    parser.add_argument("--seconds", type=float, default=0.5, help="for each query and side, at least two rounds")
    parser.add_argument("--no-memory", action="store_true", help="on disk alone: a million quads take 2 GB in memory")
    words = parser.parse_args()
    names = words.queries.split(",") if words.queries else [query.name for query in list_queries()]
    found: dict[int, dict[tuple[str, str], Asked]] = {}
    with tempfile.TemporaryDirectory() as name:
        built = build([ROOT / "samples"], Path(name) / "samples", "policykg 0").out
        samples = (built / "graph.nq").read_text("utf-8").splitlines(keepends=True)
        for size in map(int, words.sizes.split(",")):
            lines = of_size(samples, size)
            folder = written(lines, Path(name) / str(size))
            found[len(lines)] = {
                (place, query): one
                for place, query, one in measured(
                    folder, list(map(named_query, names)), words.seconds, not words.no_memory
                )
            }
            all_pairs(folder, len(lines), words.seconds)
            print(f"policykg query documents from the shell: {shell(folder):.2f} s", flush=True)
    report(found)


if __name__ == "__main__":
    main()
