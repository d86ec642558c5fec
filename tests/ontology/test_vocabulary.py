"""The concept schemes are whole, and code reads them."""

from __future__ import annotations

import doctest
from collections import Counter

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

import ontology.context
import ontology.vocabulary
from ontology import Concept, OntologyError, concepts, ontology_files, vocabulary_files
from ontology.terms import BASE, PREFIXES
from ontology.vocabulary import SCHEMES
from tests.ontology.files import MODULES, POLICY, ROOT, VOCAB, iri, read

PREFIX_OF = {"finding": "kind", "unit": "cnunit"}


def test_every_module_is_listed() -> None:
    assert tuple(path.relative_to(ROOT).as_posix() for path in ontology_files()) == (POLICY, *MODULES)


def test_every_file_is_a_scheme() -> None:
    assert tuple(f"vocab/{name}" for name in sorted(SCHEMES.values())) == VOCAB
    assert [path.name for path in vocabulary_files()] == sorted(SCHEMES.values())


@pytest.mark.parametrize("name", VOCAB)
def test_no_blank_nodes(name: str) -> None:
    assert not [node for triple in read(name) for node in triple if isinstance(node, rdflib.BNode)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_concepts_belong_to_the_scheme(scheme: str) -> None:
    graph = read(f"vocab/{SCHEMES[scheme]}")
    node = rdflib.URIRef(BASE + scheme)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [node]
    members = set(graph.subjects(RDF.type, SKOS.Concept))
    assert members == set(graph.subjects(SKOS.inScheme, node)) == set(graph.subjects(SKOS.topConceptOf, node))
    namespace = PREFIXES[PREFIX_OF.get(scheme, scheme)]
    for member in members:
        local = str(member).removeprefix(namespace)
        assert local.replace("-", "").replace(".", "").isalnum(), member
        assert local.isascii(), member
        assert local == local.lower(), member


@pytest.mark.parametrize("name", VOCAB)
def test_labels_are_in_both_languages(name: str) -> None:
    graph = read(name)
    for node in set(graph.subjects(RDF.type)):
        languages = sorted(str(getattr(label, "language", "")) for label in graph.objects(node, SKOS.prefLabel))
        assert languages == ["en", "zh"], node


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_name_means_two_things(scheme: str) -> None:
    every = Counter(name for concept in concepts(scheme) for name in (concept.label, *concept.alternatives))
    assert [name for name, count in every.items() if count > 1] == []
    english = Counter(concept.english for concept in concepts(scheme))
    assert max(english.values()) == 1


@pytest.mark.parametrize("scheme", sorted(set(SCHEMES) - {"mineral"}))
def test_concepts_are_defined(scheme: str) -> None:
    graph = read(f"vocab/{SCHEMES[scheme]}")
    for concept in concepts(scheme):
        texts = graph.objects(rdflib.URIRef(concept.iri), SKOS.definition)
        assert sorted(str(getattr(text, "language", "")) for text in texts) == ["en", "zh"], concept


def test_each_mineral_is_in_one_group() -> None:
    graph = read("vocab/minerals.ttl")
    groups = Counter(str(member) for member in graph.objects(None, SKOS.member))
    assert groups == Counter(concept.iri for concept in concepts("mineral"))


def test_concepts_are_plain_data() -> None:
    copper = next(concept for concept in concepts("mineral") if concept.label == "铜")
    assert copper == Concept(PREFIXES["mineral"] + "copper", "铜", "copper", copper.alternatives, "Cu")
    assert "铜矿" in copper.alternatives
    assert concepts("mineral") is concepts("mineral")


@pytest.mark.parametrize(
    ("name", "label"),
    [("铬铁矿", "铬"), ("铬铁", "铬"), ("铜多金属矿", "铜"), ("天然矿泉水", "矿泉水"), ("黄金", "金"), ("煤炭", "煤")],
)
def test_names_in_use_lead_to_the_bare_material(name: str, label: str) -> None:
    assert [concept.label for concept in concepts("mineral") if name in concept.alternatives] == [label]


def test_there_are_fifteen_types_of_official_document() -> None:
    labels = " ".join(concept.label for concept in concepts("doctype"))
    assert labels == "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"


def test_symbols_of_elements_are_distinct() -> None:
    symbols = [concept.notation for concept in concepts("mineral") if concept.notation]
    assert len(symbols) == len(set(symbols))
    assert all(len(symbol) <= 2 and symbol.isalpha() and symbol.istitle() for symbol in symbols)


def test_unknown_scheme_is_one_line() -> None:
    with pytest.raises(OntologyError, match=r"^no concept scheme 'minerals'; there are [a-z, ]+$"):
        concepts("minerals")


def test_unknown_file_is_one_line() -> None:
    with pytest.raises(OntologyError, match=r"^the ontology has no file 'vocab/none.ttl'$"):
        ontology.vocabulary.ontology_path("vocab/none.ttl")


@pytest.mark.parametrize("module", [ontology.vocabulary, ontology.context])
def test_docstrings_are_true(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0


def test_mineral_scheme_is_the_one_the_shapes_ask_for() -> None:
    assert (None, SKOS.inScheme, rdflib.URIRef(BASE + "mineral")) in read("vocab/minerals.ttl")
    assert (None, iri("rdf:type"), SKOS.Collection) in read("vocab/minerals.ttl")
