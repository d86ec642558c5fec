"""The core ontology is described, bilingual, modest and consistent."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology import OWL as OWL_NAMES
from ontology.terms import PREFIXES
from tests.ontology.files import (
    ALIGNMENTS,
    IMPORTS,
    MODULES,
    POLICY,
    ROOT,
    SETTING,
    VALID,
    VOCAB,
    example,
    iri,
    own_terms,
    read,
)  # fmt: skip

ONTOLOGY = rdflib.URIRef("https://w3id.org/policykg/ontology")
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
AXIOMS = (
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.equivalentClass,
    OWL.equivalentProperty, OWL.inverseOf, OWL.propertyChainAxiom, OWL.sameAs,
)  # fmt: skip
TERMS = sorted(own_terms().subjects(RDFS.isDefinedBy, ONTOLOGY), key=str)


def test_the_core_is_small() -> None:
    core = read(POLICY)
    assert len(set(core.subjects(RDF.type, OWL.Class))) <= 16
    properties = [p for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in core.subjects(RDF.type, kind)]
    assert len(properties) <= 48


def test_the_readme_says_how_much_it_is() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (classes, properties), every = (_size(graph) for graph in (read(POLICY), own_terms()))
    assert f"the core: {classes} classes, {properties} properties" in text
    assert f"| {classes}, {properties} in the core, {every[0]}, {every[1]} in all |" in text


def _size(graph: rdflib.Graph) -> tuple[int, int]:
    """Return how many classes and properties there are, without those that are given up."""
    kept = set(TERMS) - set(graph.subjects(OWL.deprecated, rdflib.Literal(True)))
    classes = kept & set(graph.subjects(RDF.type, OWL.Class))
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return len(classes), len(kept & {term for kind in kinds for term in graph.subjects(RDF.type, kind)})


def test_the_core_does_without_its_modules() -> None:
    core, defined = read(POLICY), set(read(POLICY).subjects(RDFS.isDefinedBy, ONTOLOGY))
    nodes = {node for triple in core for node in triple if isinstance(node, rdflib.URIRef)}
    own = {node for node in nodes if str(node).startswith(PREFIXES["pol"])}
    assert own == defined


def test_there_is_one_ontology() -> None:
    every = rdflib.Graph()
    for path in ROOT.rglob("*.ttl"):
        every.parse(path)
    assert list(every.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    assert str(rdflib.URIRef(OWL_NAMES.Ontology)) == str(OWL.Ontology)


@pytest.mark.parametrize(
    "name",
    [
        *(f"dcterms:{name}" for name in ("title", "description", "license", "creator", "publisher", "source")),
        *(f"dcterms:{name}" for name in ("bibliographicCitation", "created", "issued", "modified")),
        "owl:versionIRI",
        "owl:versionInfo",
    ],
)
def test_header_says(name: str) -> None:
    assert (ONTOLOGY, iri(name), None) in read(POLICY)


def test_header_names_namespace_and_version() -> None:
    graph = read(POLICY)
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "pol"
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespaceUri)) == PREFIXES["pol"]
    version = str(graph.value(ONTOLOGY, OWL.versionInfo))
    assert str(graph.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term).rpartition("#")[2])
def test_term_is_described_in_both_languages(term: rdflib.URIRef) -> None:
    graph = own_terms()
    for name in ("rdfs:label", "skos:definition"):
        texts = list(graph.objects(term, iri(name)))
        assert sorted(str(getattr(text, "language", "")) for text in texts) == ["en", "zh"], name
    assert (term, SKOS.example, None) in graph
    kinds = set(graph.objects(term, RDF.type))
    assert len(kinds) == 1
    assert kinds <= {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    local = str(term).removeprefix(PREFIXES["pol"])
    assert local[0].isupper() == (kinds == {OWL.Class})
    assert local.isascii()
    assert local.isalnum()


@pytest.mark.parametrize("name", ["rdfs:label", "skos:definition"])
def test_no_two_terms_are_described_alike(name: str) -> None:
    for language in ("en", "zh"):
        every = own_terms().objects(None, iri(name))
        texts = [str(text) for text in every if getattr(text, "language", "") == language]
        assert len(texts) == len(set(texts)) == len(TERMS)


@pytest.mark.parametrize("name", [POLICY, *MODULES, *VOCAB, *ALIGNMENTS, IMPORTS])
def test_no_stray_white_space(name: str) -> None:
    for text in read(name).objects():
        if isinstance(text, rdflib.Literal):
            assert str(text) == " ".join(str(text).split()), text


@pytest.mark.parametrize("name", [POLICY, *MODULES, *ALIGNMENTS])
def test_no_axiom_is_about_a_term_of_others(name: str) -> None:
    for axiom in AXIOMS:
        for subject in read(name).subjects(axiom):
            assert str(subject).startswith(PREFIXES["pol"]), (subject, axiom)


@pytest.mark.parametrize("name", ALIGNMENTS)
def test_an_alignment_is_with_one_vocabulary(name: str) -> None:
    targets = {str(value) for _, axiom, value in read(name) if axiom in AXIOMS}
    prefixes = {str(space): prefix for prefix, space in read(name).namespaces()}
    assert {prefixes[target[: max(target.rfind("/"), target.rfind("#")) + 1]] for target in targets} == {
        {"cpsv": "cv", "geosparql": "geo", "schema-org": "schema"}.get(Path(name).stem, Path(name).stem)
    }


def test_properties_have_at_most_one_domain_and_range() -> None:
    graph = own_terms()
    for term in TERMS:
        assert len(list(graph.objects(term, RDFS.domain))) <= 1
        assert len(list(graph.objects(term, RDFS.range))) <= 1


def test_every_class_is_disjoint_from_the_others_or_under_one_that_is() -> None:
    graph = own_terms()
    groups = [set(graph.items(group)) for group in graph.objects(None, OWL.members)]
    disjoint = max(groups, key=len)
    assert all(group <= disjoint for group in groups)
    (core,) = read(POLICY).objects(None, OWL.members)
    assert set(read(POLICY).items(core)) == disjoint & set(read(POLICY).subjects(RDF.type, OWL.Class))
    for term in graph.subjects(RDF.type, OWL.Class):
        parents = set(graph.objects(term, RDFS.subClassOf))
        assert term in disjoint or parents & disjoint, term


def test_shortcuts_are_sub_properties_of_the_chain() -> None:
    graph = own_terms()
    chain = graph.value(iri("pol:responsibleOrganization"), OWL.propertyChainAxiom)
    assert chain is not None
    assert list(graph.items(chain)) == [iri("pol:hasResponsibility"), iri("pol:responsibleParty")]
    shortcuts = set(graph.subjects(RDFS.subPropertyOf, iri("pol:responsibleOrganization")))
    assert shortcuts == {
        iri(f"pol:{name}") for name in ("leadBy", "responsibleBy", "supportedBy", "guidedBy", "supervisedBy")
    }


def closure(graph: rdflib.Graph) -> rdflib.Graph:
    """Add the core, the extract of reused terms, the alignments, and all that OWL 2 RL concludes."""
    import owlrl  # type: ignore[import-untyped]

    for name in (POLICY, *MODULES, IMPORTS, *ALIGNMENTS):
        graph += read(name)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def contradictions(graph: rdflib.Graph) -> list[str]:
    # owlrl states a contradiction as the message of an error node, and members of owl:Nothing as types.
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    errors = [str(text) for text in graph.objects(None, error)]
    return errors + [str(node) for node in graph.subjects(RDF.type, OWL.Nothing) if node != OWL.Nothing]


def test_examples_are_consistent_and_merge_nothing() -> None:
    graph = rdflib.Graph().parse(SETTING)
    for path in VALID:
        graph.parse(path)
    graph = closure(graph)
    assert contradictions(graph) == []
    same = {(a, b) for a, b in graph.subject_objects(OWL.sameAs) if a != b and isinstance(a, rdflib.URIRef)}
    assert same == set()


def test_built_document_is_consistent_and_states_what_the_chain_concludes(built: dict[str, rdflib.Graph]) -> None:
    graph = min((graph for graph in built.values() if (None, RDF.type, iri("pol:Task")) in graph), key=len)
    stated = set(graph.subject_objects(iri("pol:responsibleOrganization")))
    assert stated
    graph = closure(rdflib.Graph() + graph)
    assert contradictions(graph) == []
    assert set(graph.subject_objects(iri("pol:responsibleOrganization"))) == stated
    assert {(a, b) for a, b in graph.subject_objects(OWL.sameAs) if a != b and isinstance(a, rdflib.URIRef)} == set()


PROV_AXIOMS = """
    @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix prov: <http://www.w3.org/ns/prov#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    prov:Activity owl:disjointWith prov:Entity .
    prov:used rdfs:domain prov:Activity ; rdfs:range prov:Entity .
    prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
    prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
    prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
    prov:wasAssociatedWith rdfs:domain prov:Activity ; rdfs:range prov:Agent .
"""
"""What PROV-O (2013-04-30) says of the terms used, which the extract of reused terms leaves out."""


def test_examples_are_consistent_with_prov() -> None:
    graph = rdflib.Graph().parse(SETTING).parse(data=PROV_AXIOMS, format="turtle")
    for path in VALID:
        graph.parse(path)
    assert contradictions(closure(graph)) == []


def test_reasoner_concludes_the_shortcut() -> None:
    graph = example(ROOT / "examples" / "valid" / "task.ttl")
    task = next(graph.subjects(iri("pol:leadBy")))
    expected = set(graph.objects(task, iri("pol:responsibleOrganization")))
    assert expected
    graph.remove((task, iri("pol:responsibleOrganization"), None))
    for name in ("leadBy", "responsibleBy", "supportedBy", "guidedBy", "supervisedBy"):
        graph.remove((task, iri(f"pol:{name}"), None))
    assert set(closure(graph).objects(task, iri("pol:responsibleOrganization"))) == expected


def test_reasoner_finds_a_contradiction() -> None:
    graph = rdflib.Graph()
    thing = iri("id:thing")
    graph.add((thing, RDF.type, iri("pol:Task")))
    graph.add((thing, RDF.type, iri("pol:Mine")))
    assert contradictions(closure(graph)) != []
