"""Graphs as bytes: the triples of each named graph, and a fingerprint that two stores share when they hold the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, RdfFormat, Store, parse

from queries.backends.embedded import reading
from queries.errors import QueryError

__all__ = ["Fingerprint", "fingerprint", "graphs_of"]

_LANGUAGE = re.compile(rb'(?<=")@[A-Za-z0-9-]+(?= \.$)')


def graphs_of(file: Path) -> dict[str, bytes]:
    """Return the triples of every named graph of an RDF file as N-Triples, by the IRI of the graph.

    Numbers and days keep the form that the file gives them.

    Raises:
        QueryError: the file is malformed or empty, or has triples outside a graph with a name.
    """
    bodies: dict[str, BytesIO] = {}
    with reading(file) as kind:
        for quad in parse(path=str(file), format=kind):
            if not isinstance(quad.graph_name, NamedNode):
                raise QueryError(
                    f"{file}: triples outside a graph with a name cannot be loaded without touching others"
                )
            bodies.setdefault(quad.graph_name.value, BytesIO()).write(f"{quad.triple} .\n".encode())
    if not bodies:
        raise QueryError(f"{file}: the graph is empty")
    return {name: body.getvalue() for name, body in bodies.items()}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many triples a graph has, and the SHA-256 of their canonical lines."""

    triples: int
    hash: str


def fingerprint(body: bytes, kind: str = "application/n-triples") -> Fingerprint:
    """Count the triples of a graph and hash their sorted lines.

    Both sides go through Oxigraph, which writes numbers in one way: `0120` and `120` are the same number. Tags of
    languages are the same in capitals (RDF 1.1 Concepts §3.3), and blank nodes get canonical names (RDFC-1.0).

    Raises:
        ValueError: the body is malformed (or SyntaxError).
    """
    store = Store()
    store.load(body, format=RdfFormat.from_media_type(kind) or RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
    lines = (store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b"").splitlines()
    if any(line.startswith(b"_:") or b" _:" in line for line in lines):
        dataset = Dataset(store)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        lines = str(dataset).encode().splitlines()
    written = sorted(_LANGUAGE.sub(lambda tag: tag[0].lower(), line) for line in lines)
    return Fingerprint(len(written), sha256(b"\n".join(written)).hexdigest())
