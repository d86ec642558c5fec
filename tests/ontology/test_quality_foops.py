"""The checks of FOOPS! (how fair an ontology is) that can be decided offline, each beside a header that fails it.

The list is that of `oeg-upm/fair_ontologies`, read on 2026-11-23: 24 checks. What needs the web is not met as long as nothing
answers at w3id.org; the README says so.
"""

from __future__ import annotations

import pytest

from tests.ontology.checks import NAMED, Check, faulty, findings, published
from tests.ontology.files import ROOT

NEEDS_THE_WEB = {
    "CN1": "content negotiation",
    "DOC1": "documentation at the IRI",
    "RDF1": "Turtle at the IRI",
    "URI1": "the IRI resolves",
    "URI2": "the ontology loaded from its IRI says that it is the one",
    "VER2": "the version IRI resolves",
    "FIND2": "the prefix is in prefix.cc or LOV",
    "FIND3": "the ontology is in LOV",
    "FIND_3_BIS": "metadata stays in a registry when the ontology is gone",
    "OM4.2": "the licence resolves: not asked here, as Creative Commons is no part of the project",
}
NOT_MET_OF_OM3 = ("DOI", "logo")


def missing(*names: str) -> str:
    """Return a query for an ontology of which one of some properties is not stated."""
    return f"?entity a owl:Ontology . VALUES ?value {{ {' '.join(names)} }} FILTER NOT EXISTS {{ ?entity ?value ?any }}"


CHECKS = (
    Check(
        "VER1",
        "?entity a owl:Ontology . OPTIONAL { ?entity owl:versionIRI ?iri } FILTER(!BOUND(?iri) || ?iri = ?entity)",
        ":ontology a owl:Ontology ; owl:versionIRI :ontology .",
        (":ontology",),
    ),
    Check(
        "PURL1",
        '?entity a owl:Ontology . FILTER(!REGEX(STR(?entity), "^https?://(w3id|purl|doi)[.]org/"))',
        "eli:x a owl:Ontology . :ontology a owl:Ontology .",
        ("eli:x",),
    ),
    Check(
        "HTTP1",
        '?entity a owl:Ontology . FILTER(!REGEX(STR(?entity), "^https?://"))',
        "<urn:x> a owl:Ontology .",
        ("urn:x",),
    ),
    Check(
        "FIND1",
        missing("vann:preferredNamespacePrefix"),
        ":ontology a owl:Ontology ; vann:preferredNamespaceUri <x:> .",
        (":ontology",),
    ),
    Check(
        "OM1",
        missing(
            "dcterms:title",
            "dcterms:description",
            "dcterms:license",
            "owl:versionIRI",
            "dcterms:creator",
            "vann:preferredNamespaceUri",
        ),
        ':ontology a owl:Ontology ; dcterms:title "x" ; dcterms:description "x" ; dcterms:license "x" ; '
        'owl:versionIRI :v ; dcterms:creator "x" .',
        (":ontology",),
    ),
    Check(
        "OM2",
        missing("vann:preferredNamespacePrefix", "owl:versionInfo", "dcterms:created", "dcterms:bibliographicCitation"),
        ':ontology a owl:Ontology ; vann:preferredNamespacePrefix "pol" ; owl:versionInfo "1" ; dcterms:created "x" .',
        (":ontology",),
    ),
    Check(
        # What it asks beside these, a DOI and a logo, the ontology has not got. test_releases.py asks for the compatibility.
        "OM3",
        missing(
            "dcterms:publisher",
            "bibo:status",
            "dcterms:source",
            "dcterms:issued",
            "owl:priorVersion",
            "dcterms:modified",
        ),
        ':ontology a owl:Ontology ; dcterms:publisher "x" ; bibo:status :x ; dcterms:source "x" ; dcterms:issued "x" ; '
        "owl:priorVersion :v .",
        (":ontology",),
    ),
    Check(
        "OM4.1",
        "?entity a owl:Ontology . FILTER NOT EXISTS { ?entity dcterms:license ?iri FILTER(ISIRI(?iri)) }",
        ':ontology a owl:Ontology ; dcterms:license "CC BY" .',
        (":ontology",),
    ),
    Check(
        "OM5.1",
        missing("dcterms:creator", "dcterms:created"),
        ':ontology a owl:Ontology ; dcterms:creator "x" .',
        (":ontology",),
    ),
    Check(
        "OM5.2",
        missing("dcterms:issued", "dcterms:publisher"),
        ':ontology a owl:Ontology ; dcterms:issued "x" .',
        (":ontology",),
    ),
    Check(
        "VOC1",
        "?entity a owl:Ontology . FILTER NOT EXISTS { ?entity ?property ?value . "
        "FILTER(STRSTARTS(STR(?property), STR(dcterms:)) || STRSTARTS(STR(?property), STR(vann:))) }",
        ':ontology a owl:Ontology ; pol:title "x" .',
        (":ontology",),
    ),
    Check(
        # A class or property of ours stands under one of others.
        "VOC2",
        "?entity a owl:Ontology . FILTER NOT EXISTS { ?term rdfs:isDefinedBy ?entity ; "
        "rdfs:subClassOf|rdfs:subPropertyOf ?other . FILTER(!STRSTARTS(STR(?other), STR(pol:))) }",
        ":ontology a owl:Ontology . pol:Group rdfs:isDefinedBy :ontology ; rdfs:subClassOf pol:Body .",
        (":ontology",),
    ),
    Check(
        "VOC3",
        f"{NAMED} FILTER NOT EXISTS {{ ?entity rdfs:label|skos:prefLabel ?label }}",
        'pol:Task skos:definition "A task."@en . pol:Body rdfs:label "body"@en .',
        ("pol:Task",),
    ),
    Check(
        "VOC4",
        f"{NAMED} FILTER NOT EXISTS {{ ?entity skos:definition|rdfs:comment ?text }} "
        'FILTER(!STRSTARTS(STR(?entity), "https://w3id.org/policykg/mineral/"))',
        'pol:Task rdfs:label "task"@en . pol:Body skos:definition "A body."@en .',
        ("pol:Task",),
    ),
)


def test_every_check_of_foops_is_here_once() -> None:
    assert len({*(check.name for check in CHECKS), *NEEDS_THE_WEB}) == len(CHECKS) + len(NEEDS_THE_WEB) == 24


def test_readme_says_what_is_not_met() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in (*NEEDS_THE_WEB, *NOT_MET_OF_OM3):
        assert name in text, name


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_ontology_passes(check: Check) -> None:
    assert findings(check, published()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check_finds_the_fault(check: Check) -> None:
    assert {entity for entity, _ in findings(check, faulty(check))} == set(check.found)
