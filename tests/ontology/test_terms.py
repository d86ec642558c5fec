"""The names in code, the Turtle files and the vocabularies of others agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, XSD

import ontology
from ontology import schemes, terms
from ontology.context import names
from ontology.vocabulary import SCHEMES
from tests.ontology.files import (
    ALIGNMENTS,
    IMPORTS,
    INVALID,
    MODULES,
    POLICY,
    ROOT,
    SETTING,
    SHAPES,
    VALID,
    VOCAB,
    given_up,
    iri,
    own_terms,
    read,
)  # fmt: skip

BUILT_IN = {str(namespace._NS): namespace for namespace in (OWL, RDF, RDFS, XSD)}
GROUPS = tuple(group for group in vars(terms).values() if isinstance(group, type))
SCHEME_CLASSES = tuple(group for group in vars(schemes).values() if isinstance(group, type))
QUERIES = sorted((Path(ontology.__file__).parent.parent / "queries").rglob("*.rq"))


def vocabularies() -> dict[str, str]:
    """Namespace of each vocabulary of others, by prefix, as the extract of their terms declares them."""
    own = {prefix for prefix, namespace in terms.PREFIXES.items() if namespace.startswith(terms.BASE)}
    return {
        prefix: str(namespace)
        for prefix, namespace in read(IMPORTS).namespaces()
        if prefix not in own and str(namespace) not in BUILT_IN and f"{prefix}:" in (ROOT / IMPORTS).read_text("utf-8")
    }


def known_terms() -> set[str]:
    return {str(term) for term in read(IMPORTS).subjects(RDFS.isDefinedBy)}


def used_terms() -> set[str]:
    files = [*(ROOT / name for name in (POLICY, *MODULES, *VOCAB, *SHAPES, *ALIGNMENTS)), SETTING, *VALID, *INVALID]
    used = {str(node) for path in files for triple in rdflib.Graph().parse(path) for node in triple}
    used |= {name for group in GROUPS for name in names(group)}
    namespaces = tuple(vocabularies().values())
    ontologies = {str(node) for node in read(IMPORTS).subjects(OWL.versionInfo)} | set(namespaces)
    return {node for node in used if node.startswith(namespaces) and node not in ontologies}


def defined() -> set[str]:
    """Own terms that the core and its modules define and have not given up."""
    return {str(term) for term in own_terms().subjects(RDFS.isDefinedBy)} - given_up()


def test_code_and_ontology_name_the_same_terms() -> None:
    assert set(names(terms.POL)) == defined()


@pytest.mark.parametrize("group", SCHEME_CLASSES, ids=lambda group: str(group.__name__))
def test_code_and_scheme_name_the_same_concepts(group: type) -> None:
    namespace = str(vars(group)["NS"])
    graph = read(f"vocab/{SCHEMES[namespace.removeprefix(terms.BASE).rstrip('/')]}")
    assert {str(node) for node in graph.subjects(RDF.type, iri("skos:Concept"))} == set(names(group))


def test_code_names_are_the_local_names() -> None:
    for group in GROUPS:
        namespace = vars(group)["NS"]
        for name, value in vars(group).items():
            if name != "NS" and not name.startswith("__"):
                assert value == namespace + name.replace("_", "-") or value == namespace + name


def test_every_term_of_others_is_known_and_every_known_term_is_used() -> None:
    known, used = known_terms(), used_terms()
    assert used - known == set()
    needed = {
        str(node) for name in (RDFS.subClassOf, RDFS.range, RDF.type) for node in read(IMPORTS).objects(None, name)
    }
    assert known - used - needed == {str(iri("eli:implements"))}


def test_no_deprecated_term_is_used() -> None:
    deprecated = {str(node) for node in read(IMPORTS).subjects(OWL.deprecated, rdflib.Literal(True))}
    assert str(iri("eli:implements")) in deprecated
    assert used_terms() & deprecated == set()


def test_terms_of_the_rdf_languages_exist() -> None:
    files = [
        *(ROOT / name for name in (POLICY, *MODULES, *VOCAB, *SHAPES, *ALIGNMENTS, IMPORTS)),
        SETTING,
        *VALID,
        *INVALID,
    ]
    nodes = {str(node) for path in files for triple in rdflib.Graph().parse(path) for node in triple}
    nodes |= {
        datatype for path in files for node in rdflib.Graph().parse(path).objects() for datatype in _datatype(node)
    }
    nodes |= {name for group in GROUPS for name in names(group)}
    for namespace, closed in BUILT_IN.items():
        for node in nodes:
            if node.startswith(namespace):
                assert rdflib.URIRef(node) in closed, node


def _datatype(node: object) -> list[str]:
    return [str(node.datatype)] if isinstance(node, rdflib.Literal) and node.datatype is not None else []


def test_every_vocabulary_states_source_and_version() -> None:
    graph = read(IMPORTS)
    for vocabulary in set(graph.objects(None, RDFS.isDefinedBy)):
        for name in ("dcterms:title", "dcterms:source", "owl:versionInfo"):
            assert (vocabulary, iri(name), None) in graph, (vocabulary, name)


def test_prefixes_are_those_of_the_files() -> None:
    text = "\n".join(path.read_text("utf-8") for path in ROOT.rglob("*.ttl"))
    for prefix, namespace in re.findall(r"^@prefix ([\w-]+):\s+<([^>]+)>", text, flags=re.MULTILINE):
        assert terms.PREFIXES.get(prefix, namespace) == namespace, prefix


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.name))
def test_queries_use_known_terms(path: Path) -> None:
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"|<[^>\s]*>|#[^\n]*', " ", path.read_text("utf-8"))
    known = known_terms() | defined()
    prefixes = {**vocabularies(), "pol": terms.PREFIXES["pol"]}
    for prefix, local in re.findall(r"(?<![\w?$-])([A-Za-z][\w-]*):(\w[\w-]*)", text):
        if prefix in prefixes:
            assert prefixes[prefix] + local in known, f"{prefix}:{local}"


def test_glossary_lists_every_term() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    rows = set(re.findall(r"^\| ([^|]+) \| `(\w+)\.\w+` \| `([\w:]+)` \|$", text, flags=re.MULTILINE))
    labels = {
        (str(label), "POL", f"pol:{str(term).removeprefix(terms.PREFIXES['pol'])}")
        for term, label in own_terms().subject_objects(RDFS.label)
        if isinstance(label, rdflib.Literal) and label.language == "zh" and str(term) not in given_up()
    }
    assert {row for row in rows if row[1] == "POL"} == labels


def test_every_question_is_asked_by_named_queries_and_every_one_of_them_asks_one() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    questions = re.findall(
        r"^\d+\. .*(?:\n   .*)*", text.partition("## Questions")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert len(questions) >= 12
    asked = [re.findall(r"`([a-z-]+)`", question.partition("→")[2]) for question in questions]
    assert all(asked)
    assert {name for names in asked for name in names} == {
        path.stem for path in QUERIES if path.parent.name == "library"
    }
