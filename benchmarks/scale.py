"""What builds of many documents take: time, memory, disk, loading, queries, one changed document; how all of it grows.

    python benchmarks/scale.py [--sizes 1000,10000] [--workers 1,2] [--folder DIR] [--keep] [--limit SECONDS]
                               [--queries NAME,...]

Makes a corpus of each size (`benchmarks/corpus.py`) and builds it from nothing with each number of workers, read to
store, each build in a process of its own. Beside it, in the same run, loading of the store is compared with bare
`pyoxigraph` bulk loading of the same quads. Then one document is changed and the corpus built again, and every named
query is asked of the largest graph. A document takes up to 450 KB of disk while it is built: 100,000 need 45 GB.
Times are wall time and, of all processes together, processor time; memory is resident memory of the process that
builds, and of all processes at their common peak.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import Writer, write_corpus  # noqa: E402
from graph_builder import build  # noqa: E402
from graph_builder.write.store import Loading  # noqa: E402
from queries import list_queries, named_query, open_graph, run  # noqa: E402

MEMORY, GROWTH, LOADING = 1024.0, 1.3, 0.8
"""MiB of the process that builds; time a document beside the smallest corpus; loading beside bare pyoxigraph."""
_LOADED = 1_000_000
"""Quads that are loaded in the comparison: bare pyoxigraph holds 1,200 bytes of each at a time."""
_FILES = ("graph.nq", "graph.trig", "report.json", "report.md", "identities.csv", "together.table", "store")


def family() -> list[int]:
    """Return the processes that this one has started, and theirs; none where the system does not tell (no /proc)."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [os.getpid()]
    for one in found:
        found += parents.get(one, [])
    return found


def resident(process: int) -> float:
    """Return the MiB that a process has in memory; 0 where it has ended."""
    try:
        pages = int((Path("/proc") / str(process) / "statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 2**20


def measured(work: Callable[[], Any]) -> dict[str, Any]:
    """Return what `work` gives, its seconds, those of processor, and the peak of memory alone and with its workers."""
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            peak[0] = max(peak[0], sum(map(resident, family())))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    started, used = time.perf_counter(), sum(os.times()[:4])
    value = work()
    wall, processor = time.perf_counter() - started, sum(os.times()[:4]) - used
    done.set()
    watcher.join()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"value": value, "wall": wall, "processor": processor, "memory": own, "all": max(own, peak[0])}


def built(corpus: Path, out: Path, workers: int) -> int:
    """Build a corpus on as many processors as it has workers, where the system can hold it to them; count the quads."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:workers])
    return build([corpus], out, "policykg 0", workers=workers).quads


def lines_of(path: Path, most: int | None = None) -> Iterator[list[bytes]]:
    """Yield the lines of a file, or the first of them, some at a time."""
    with path.open("rb") as file:
        rest = islice(file, most)
        while some := list(islice(rest, 10_000)):
            yield some


def loaded(graph: Path, place: Path) -> int:
    """Load quads as a build does, the union of all graphs with them; return how many the store has."""
    store = Loading(place)
    for some in lines_of(graph):
        store.add(some)
    store.close()
    return len(ox.Store.read_only(str(place)))


def loaded_bare(data: Path, place: Path) -> int:
    """Load a file by pyoxigraph alone; return how many quads the store has."""
    store = ox.Store(str(place))
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    return len(store)


def asked(out: Path, name: str) -> int:
    """Ask a named query with the examples of its parameters; return the number of rows."""
    query = named_query(name)
    with open_graph(str(out)) as graph:
        return len(run(name, graph, {one.name: one.example for one in query.parameters if not one.optional}))


_WORKS: dict[str, Callable[..., Any]] = {
    "build": lambda corpus, out, workers: built(Path(corpus), Path(out), int(workers)),
    "load": lambda graph, place: loaded(Path(graph), Path(place)),
    "bare": lambda data, place: loaded_bare(Path(data), Path(place)),
    "ask": lambda out, name: asked(Path(out), name),
}


def apart(work: str, *words: object, limit: float | None = None) -> dict[str, Any] | None:
    """Measure work in a process of its own; None where it does not end in time."""
    command = [sys.executable, __file__, "--do", work, *map(str, words)]
    try:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def size(path: Path) -> float:
    """Return the megabytes of a file or folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file()) / 1e6


def beginning(graph: Path, folder: Path) -> tuple[Path, Path]:
    """Write the first quads of a graph, and what a store holds of them: the triples once more, for their union."""
    lines, whole = folder / "lines.nq", folder / "whole.nq"
    last = b""
    with lines.open("wb") as plain, whole.open("wb") as file:
        for some in lines_of(graph, _LOADED):
            plain.writelines(some)
            file.writelines(some)
            for line in some:
                triple = line.rsplit(b" ", 2)[0]
                if triple != last:
                    file.write(triple + b" .\n")
                last = triple
    return lines, whole


def compare_loading(out: Path, folder: Path, turns: int = 3) -> float:
    """Print how fast a store is loaded here and by pyoxigraph alone, in turn; return the ratio of processor time."""
    lines, whole = beginning(out / "graph.nq", folder)
    runs: dict[str, list[dict[str, Any]]] = {"load": [], "bare": []}
    for turn in range(turns):
        for work, source in (("load", lines), ("bare", whole))[:: 1 if turn % 2 else -1]:
            found = apart(work, source, folder / "stored")
            shutil.rmtree(folder / "stored")
            if found is not None:
                runs[work].append(found)
    lines.unlink()
    whole.unlink()
    ours, bare = (
        {clock: min(found[clock] for found in runs[work]) for clock in ("processor", "wall")} for work in runs
    )
    quads = runs["load"][-1]["value"]
    words = ", ".join(f"{clock} {bare[clock] / ours[clock]:.2f} times (limit {LOADING})" for clock in ours)
    speed, bare_speed = (quads / one["processor"] / 1000 for one in (ours, bare))
    memory, bare_memory = (runs[work][-1]["memory"] for work in runs)
    print(
        f"loading {quads} quads: {speed:.0f} thousand a second of processor, bare "
        f"pyoxigraph {bare_speed:.0f}: {words}; {memory:.0f} MiB, bare {bare_memory:.0f}",
        flush=True,
    )
    return float(bare["processor"] / ours["processor"])


def change_one(corpus: Path, n: int) -> None:
    """Give one document of a corpus other words, as long as before."""
    path = corpus / f"{n // 1000:04}" / f"{n:07}.txt"
    path.write_text(Writer(9, n).text(), encoding="utf-8", newline="\n")


def line(kind: str, documents: int, found: dict[str, Any], first: float) -> str:
    """Return what a build took, in one line."""
    grown = found["processor"] / documents / first
    return (
        f"{kind:12} {found['wall']:9.1f} s {found['processor']:9.1f} s of processor {documents / found['wall']:8.1f} "
        f"documents/s {found['memory']:7.0f} MiB {found['all']:7.0f} with workers  {grown:6.3f} times"
    )


def ask_all(out: Path, names: list[str], limit: float) -> None:
    """Print rows and time of named queries."""
    print(f"\n{'query':24} {'rows':>9} {'processor s':>12} {'MiB':>7}")
    for name in names:
        found = apart("ask", out, name, limit=limit)
        cells = (
            f"{found['value']:9} {found['processor']:12.2f} {found['memory']:7.0f}" if found else "     over the limit"
        )
        print(f"{name:24} {cells}", flush=True)


def measure(documents: int, workers: list[int], folder: Path, first: dict[int, float]) -> Path:
    """Build a corpus of a size with each number of workers; print what it takes, and return the folder of the graph."""
    corpus = write_corpus(folder / f"corpus-{documents}", documents)
    out = folder / f"built-{documents}"
    print(f"\n{documents} documents, {size(corpus):.0f} MB", flush=True)
    for n in workers:
        if out.exists():
            shutil.rmtree(out)
            shutil.rmtree(folder / f".{out.name}.policykg-cache", ignore_errors=True)
        found = apart("build", corpus, out, n)
        if found is not None:
            first.setdefault(n, found["processor"] / documents)
            print(line(f"{n} workers", documents, found, first[n]), flush=True)
            quads = found["value"]
    sizes = {name: size(out / name) for name in _FILES if (out / name).exists()}
    sizes["cache"] = size(folder / f".{out.name}.policykg-cache")
    print(f"{quads} quads, {quads / documents:.0f} a document;", end=" ")
    print("MB: " + ", ".join(f"{name} {one:.0f}" for name, one in sizes.items()), flush=True)
    change_one(corpus, documents // 2)
    found = apart("build", corpus, out, 1)
    if found is not None:
        print(line("one changed", documents, found, first[workers[0]]), flush=True)
    shutil.rmtree(corpus)
    return out


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--do"]:
        work, *given = sys.argv[2:]
        print(json.dumps(measured(lambda: _WORKS[work](*given))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of documents, with commas between")
    parser.add_argument("--workers", default="1,2", help="numbers of processes, with commas between")
    parser.add_argument("--folder", type=Path, help="where to work; otherwise a temporary folder")
    parser.add_argument("--keep", action="store_true", help="keep the graphs")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds that a query may take")
    parser.add_argument("--turns", type=int, default=3, help="how often the store is loaded here and by pyoxigraph")
    parser.add_argument("--queries", help="names, with commas between; otherwise all, and with an empty word none")
    parser.add_argument("--ask", type=Path, metavar="GRAPH", help="ask the queries of a graph that is there, no more")
    words = parser.parse_args()
    every = [query.name for query in list_queries()]
    names = every if words.queries is None else [name for name in words.queries.split(",") if name]
    if words.ask:
        ask_all(words.ask, names, words.limit)
        return
    folder = words.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    first: dict[int, float] = {}
    sizes = sorted(map(int, words.sizes.split(",")))
    print(f"limits: {MEMORY:.0f} MiB, {GROWTH} times the processor time a document of {sizes[0]} documents")
    for documents in sizes:
        out = measure(documents, list(map(int, words.workers.split(","))), folder, first)
        compare_loading(out, folder, words.turns)
        if documents == sizes[-1]:
            ask_all(out, names, words.limit)
        if not words.keep:
            shutil.rmtree(out)
            shutil.rmtree(folder / f".{out.name}.policykg-cache", ignore_errors=True)
    if words.folder is None:
        shutil.rmtree(folder, ignore_errors=words.keep)


if __name__ == "__main__":
    main()
