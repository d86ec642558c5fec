"""How long the SHACL shapes take over the graph of a build.

    python benchmarks/checking.py [SOURCE]... [--rounds N]

Builds the graph of the sources (files and folders as `policykg build` takes them, otherwise the samples), checks it in
memory and prints seconds of processor time: the median over the rounds, and apart from it the first round, which loads
the shapes too.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

import pyoxigraph as ox

from graph_builder import build
from ontology.validate import validate

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        built = build(words.sources or [ROOT / "samples"], Path(folder) / "graph", "policykg 0")
        # The named graphs are checked; the store of a build holds their union beside them.
        store = ox.Store()
        store.bulk_load(path=str(built.out / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    seconds = []
    for _ in range(words.rounds + 1):
        started = time.process_time()
        found = validate(store)
        seconds.append(time.process_time() - started)
    print(f"{len(built.documents)} documents, {built.quads} quads, {len(found)} results")
    print(f"first     {seconds[0]:8.2f} s (shapes loaded)")
    print(f"validate  {median(seconds[1:]):8.2f} s, {built.quads / median(seconds[1:]) / 1000:.0f} thousand quads/s")


if __name__ == "__main__":
    main()
