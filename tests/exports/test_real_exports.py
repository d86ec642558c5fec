"""The graph of many real documents is the same in every serialisation."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from exports import export
from graph_builder import build


def test_real_documents_in_every_form(shared: Path, tmp_path: Path) -> None:
    build([str(shared / "corpus" / "more")], tmp_path / "out", "policykg 0")
    expected = {named: lines(tmp_path / "out" / "graph.nq", named) for named in (True, False)}
    for name, named in (("x.jsonld", True), ("x.ttl", False), ("x.rdf", False)):
        out = tmp_path / name
        export(tmp_path / "out", out)
        assert lines(out, named) == expected[named], name


def lines(file: Path, named: bool) -> list[bytes]:
    """Return the quads of a file, or its triples, as sorted lines."""
    form = ox.RdfFormat.N_QUADS if named else ox.RdfFormat.N_TRIPLES
    found = ox.parse(path=str(file), format=ox.RdfFormat.from_extension(file.suffix[1:]))
    block = ox.serialize(found if named else (quad.triple for quad in found), format=form) or b""
    return sorted(set(block.splitlines()))
