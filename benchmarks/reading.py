"""How fast text becomes facts, side by side with the part-of-speech tags of jieba, and whether memory stays flat.

    python benchmarks/reading.py [FOLDER] [--copies N] [--rounds N]

Reads the text files of FOLDER (otherwise the samples, N times with varied words) on one core. First every document is
read and stated once, and the peak of memory is noted at each third of the way. Then a few documents at a time are read,
stated and tagged in turn, so that whatever else the machine does slows down all of them alike. Quote the ratios, which
are medians over the rounds; absolute figures drift with the machine.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TypeVar

from graph_builder import UnreadableError, read, read_source
from graph_builder.documents import Library
from graph_builder.model import Reading, Source
from graph_builder.state.document import state

ROOT = Path(__file__).resolve().parent.parent
S = TypeVar("S")
T = TypeVar("T")
Tagger = Callable[[list[str]], int]
_TOGETHER = 60_000
"""Characters of the documents that are timed together."""


def sources(folder: Path | None, copies: int) -> Iterator[Source]:
    """Yield the documents one by one, so that memory holds no more than one of them."""
    for path in sorted((folder or ROOT / "samples").rglob("*.txt")):
        try:
            source = read_source(path)
        except UnreadableError:
            continue
        for n in range(copies if folder is None else 1):
            varied = source.text.replace("。", f"（{n}）。") if n else source.text
            yield Source(source.name, varied, source.encoding)


def batches(folder: Path | None, copies: int) -> Iterator[list[Source]]:
    """Yield the documents some together: asking the clock for each would cost more than reading a short one."""
    batch: list[Source] = []
    size = 0
    for source in sources(folder, copies):
        batch.append(source)
        size += len(source.text)
        if size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read_all(batch: list[Source]) -> list[Reading]:
    """Return the facts of some documents."""
    return [read(source) for source in batch]


def state_all(readings: list[Reading]) -> int:
    """State what was read and return the number of quads."""
    return sum(len(state(one, "key", Library([one.header]), "policykg 0")) for one in readings)


def timed(work: Callable[[list[S]], T], items: list[S]) -> tuple[T, float]:
    """Return what `work` gives and the seconds of processor time that it takes."""
    started = time.process_time()
    return work(items), time.process_time() - started


def tagger() -> Tagger | None:
    """Return the tagger of jieba, which only this measurement needs, or None where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks pkg_resources, which setuptools calls old
        try:
            import jieba
            import jieba.posseg
        except ImportError:
            return None
    jieba.setLogLevel(logging.WARNING)
    return lambda texts: sum(1 for text in texts for _ in jieba.posseg.cut(text))


def thirds(folder: Path | None, copies: int) -> tuple[int, float, list[float]]:
    """Read everything once; return documents, MB of text, and the peak of memory in MB after each third of them."""
    total = sum(1 for _ in sources(folder, copies))
    size, peaks = 0, []
    for n, source in enumerate(sources(folder, copies), 1):
        size += len(source.text.encode())
        state_all(read_all([source]))
        if n * 3 // total > (n - 1) * 3 // total:
            unit = 1 if sys.platform == "darwin" else 1024
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)
    return total, size / 1e6, peaks


def turn(folder: Path | None, copies: int, tag: Tagger | None) -> tuple[float, float, float]:
    """Return the seconds for reading, stating and tagging all documents, a few of them in turn."""
    reading = stating = tagging = 0.0
    for batch in batches(folder, copies):
        readings, took = timed(read_all, batch)
        reading += took
        stating += timed(state_all, readings)[1]
        if tag:
            tagging += timed(tag, [source.text for source in batch])[1]
    return reading, stating, tagging


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--copies", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    words = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for source in sources(words.folder, 1):  # what is compiled and read from data files on first use
        state_all(read_all([source]))
        break
    total, size, peaks = thirds(words.folder, words.copies)
    print(f"{total} documents, {size:.2f} MB of text")
    print(f"memory    {', '.join(f'{peak:.0f}' for peak in peaks)} MB at most after each third")
    tag = tagger()
    if tag:
        tag(["说明"])  # reads its dictionary
    turns = [turn(words.folder, words.copies, tag) for _ in range(words.rounds)]
    reading, stating, tagging = (median(column) for column in zip(*turns, strict=True))
    print(f"read      {size / reading:8.2f} MB/s (text to facts)")
    print(f"state     {size / stating:8.2f} MB/s (facts to quads)")
    if tag is None:
        print("jieba is not installed; `pip install -e '.[bench]'` brings it")
        return
    print(f"jieba     {size / tagging:8.2f} MB/s (jieba.posseg)")
    print(f"read over jieba.posseg:           {median(c / a for a, _, c in turns):5.1f} times")
    print(f"read and state over jieba.posseg: {median(c / (a + b) for a, b, c in turns):5.1f} times")


if __name__ == "__main__":
    main()
