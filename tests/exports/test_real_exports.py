"""The graph of real documents is the same in every serialisation, for Oxigraph and for rdflib."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from exports import export
from graph_builder import build
from ontology.terms import RDF, XSD

NAMED = {"nquads": "x.nq", "trig": "x.trig", "jsonld": "x.jsonld"}
MERGED = {"ntriples": "x.nt", "turtle": "x.ttl", "rdfxml": "x.rdf"}
ANNOTATED = {"trig12": "12.trig", "turtle12": "12.ttl"}
RDFLIB = {"x.nq": "nquads", "x.trig": "trig", "x.jsonld": "json-ld", "x.nt": "nt", "x.ttl": "turtle", "x.rdf": "xml"}
FEW = ("seed.txt", "zero-waste-city.txt", "html/sports-events.html", "family/028*.txt", "family/039*.txt")


def made(documents: list[str], folder: Path, forms: dict[str, str]) -> Path:
    """Build documents and write their graph in these forms; return the folder of both."""
    build(documents, folder / "out", "policykg 0")
    for form, name in forms.items():
        assert export(folder / "out", folder / name, form).replaced == 0
    return folder


@pytest.fixture(scope="module")
def many(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    documents = [str(path) for path in sorted((shared / "corpus" / "more").glob("*.txt"))[::3]]
    return made(documents, folder, {"jsonld": "x.jsonld", "turtle": "x.ttl", "rdfxml": "x.rdf"})


@pytest.fixture(scope="module")
def few(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = [str(path) for name in FEW for path in sorted((shared / "corpus").glob(name))]
    assert len(documents) == 5
    return made(documents, tmp_path_factory.mktemp("few"), {**NAMED, **MERGED, **ANNOTATED})


def parsed(file: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(file), format=ox.RdfFormat.from_extension(file.suffix[1:])))


def lines(quads: list[ox.Quad], named: bool) -> list[bytes]:
    """Return quads, or their triples, as sorted lines."""
    form = ox.RdfFormat.N_QUADS if named else ox.RdfFormat.N_TRIPLES
    block = ox.serialize(quads if named else (quad.triple for quad in quads), format=form) or b""
    return sorted(set(block.splitlines()))


def canonical(quads: list[ox.Quad], named: bool) -> str:
    """Return the sum of a graph in its canonical form (RDF Dataset Canonicalization 1.0)."""
    dataset = ox.Dataset(quads if named else [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads])
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    block = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    return hashlib.sha256(b"\n".join(sorted(block.splitlines()))).hexdigest()


@pytest.mark.parametrize("name", ["x.jsonld", "x.ttl", "x.rdf"])
def test_many_documents(name: str, many: Path) -> None:
    named = name in NAMED.values()
    assert lines(parsed(many / name), named) == lines(parsed(many / "out" / "graph.nq"), named)


@pytest.mark.parametrize("forms", [NAMED, MERGED])
def test_every_form_has_one_canonical_form(forms: dict[str, str], few: Path) -> None:
    named = forms is NAMED
    expected = canonical(parsed(few / "out" / "graph.nq"), named)
    assert {name: canonical(parsed(few / name), named) for name in forms.values()} == dict.fromkeys(
        forms.values(), expected
    )


@pytest.mark.parametrize("form", ANNOTATED)
def test_annotations_are_all_that_rdf_12_adds(form: str, few: Path) -> None:
    quads = parsed(few / ANNOTATED[form])
    annotations = [quad for quad in quads if isinstance(quad.object, ox.Triple)]
    assert {quad.predicate.value for quad in annotations} == {RDF.NS + "reifies"}
    rest = [quad for quad in quads if not isinstance(quad.object, ox.Triple)]
    named = form == "trig12"
    assert lines(rest, named) == lines(parsed(few / "out" / "graph.nq"), named)
    # What is annotated is stated, in the same graph.
    stated = {(quad.graph_name, quad.triple) for quad in rest}
    assert {(quad.graph_name, quad.object) for quad in annotations} <= stated
    assert len(annotations) > 100


@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_reads_what_oxigraph_does(name: str, few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    dataset.parse(few / name, format=RDFLIB[name])
    named = name in NAMED.values()
    found = {(str(graph) if named else "", str(s), str(p), *value(o)) for s, p, o, graph in dataset.quads()}
    expected = {
        (quad.graph_name.value if named else "", quad.subject.value, quad.predicate.value, *value(quad.object))
        for quad in parsed(few / "out" / "graph.nq")
        if isinstance(quad.graph_name, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode)
    }
    assert found == expected


def value(term: object) -> tuple[str, str | None, str | None]:
    """Return a term of either library as text, datatype and language."""
    if isinstance(term, ox.Literal):
        return term.value, None if term.language else term.datatype.value, term.language
    if isinstance(term, rdflib.Literal):
        plain = None if term.language else XSD.string
        return str(term), str(term.datatype) if term.datatype else plain, term.language
    assert isinstance(term, (ox.NamedNode, rdflib.URIRef)), term
    return term.value if isinstance(term, ox.NamedNode) else str(term), None, None
