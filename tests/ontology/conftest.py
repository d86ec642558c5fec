"""A graph as the builder makes it, for the tests that reason about one."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph_builder import build


@pytest.fixture(scope="session")
def built(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, rdflib.Graph]:
    """The named graphs of the sample documents as they are built, by the IRI of each."""
    out = tmp_path_factory.mktemp("built") / "out"
    build([samples], out, "policykg test")
    triples: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(path=str(out / "graph.nq")):
        assert isinstance(quad.graph_name, ox.NamedNode)
        triples.setdefault(quad.graph_name.value, []).append(quad.triple)
    return {name: rdflib.Graph().parse(data=_text(graph), format="nt") for name, graph in triples.items()}


def _text(triples: list[ox.Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)
