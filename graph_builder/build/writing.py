"""Writing what documents state: the parts that are kept of each, put together as streams."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from graph_builder.build.desk import Desk
from graph_builder.build.settling import Settled
from graph_builder.build.stating import part_id
from graph_builder.cache import Cache, packed, unpacked
from graph_builder.state.register import state_register
from graph_builder.write.files import (
    Reports,
    vocabulary_lines,
    write_graph,
    write_identities,
    write_reports,
    write_trig,
)
from graph_builder.write.folder import replaced
from graph_builder.write.renewal import Earlier
from graph_builder.write.reports import ReportParts
from graph_builder.write.trig import trig_block
from ontology.terms import PREFIXES, REGISTER_GRAPH, VOCABULARY_GRAPH

__all__ = ["write_folder"]

_PIECE = 20_000
"""Lines of the register that are handed on at a time."""


def write_folder(
    out: Path,
    place: Path,
    desk: Desk,
    cache: Cache,
    settled: Settled,
    failures: Sequence[str],
    program: str,
    stale: Sequence[str],
) -> tuple[Reports, int]:
    """Write all files of a build and put them in their place at the end; return the reports and the number of quads.

    Args:
        out: the folder as it was named.
        place: the folder that it means, which is held.
        desk: the documents, all of them stated.
        cache: what is kept of them.
        settled: what is known beside them.
        failures: a line for each input that could not be read or stated.
        program: name and version of the program.
        stale: a line for each correction that could not be applied.
    """
    others = {
        REGISTER_GRAPH: _packed(state_register(settled.register.bodies, settled.labels, program)),
        VOCABULARY_GRAPH: _packed(vocabulary_lines()),
    }

    def chunks() -> Iterator[bytes]:
        for row in desk.documents():
            yield cache.get(part_id(row.stated, "lines"))
        for pieces, _ in others.values():
            yield from map(unpacked, pieces)

    def parts() -> Iterator[ReportParts]:
        for row in desk.documents():
            yield ReportParts(*json.loads(cache.get(part_id(row.stated, "report"))))

    with replaced(place) as made:
        write_identities(made, settled.register)
        write_trig(made, _blocks(desk, cache, others))
        runs = made.parent / "runs"
        runs.mkdir()
        quads, kept = write_graph(made, chunks(), runs, place, Earlier.of(cache.fact("store"), place))
        said = {"stale_corrections": list(stale), "stale_identities": list(settled.lost)}
        places = write_reports(made, parts, program, quads, failures, said)
    cache.note("store", kept.dumps())
    return Reports(out / "report.json", places), quads


def _packed(lines: Sequence[str]) -> tuple[list[bytes], bytes]:
    """Return the lines of a graph, in pieces, and its block of TriG, packed: a tenth of what they take in memory."""
    pieces = [lines[at : at + _PIECE] for at in range(0, len(lines), _PIECE)]
    return [packed("".join(piece).encode()) for piece in pieces], packed(trig_block(lines))


def _blocks(desk: Desk, cache: Cache, others: dict[str, tuple[list[bytes], bytes]]) -> Iterator[bytes]:
    """Yield the blocks of all graphs in the order of their names."""
    documents = (
        (f"{PREFIXES['graph']}{row.graph}", cache.raw(part_id(row.stated, "block"))) for row in desk.documents("graph")
    )
    rest = sorted((f"{graph}>", block) for graph, (_, block) in others.items())
    for _, block in heapq.merge(documents, rest, key=itemgetter(0)):
        yield unpacked(block)
