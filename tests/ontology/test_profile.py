"""The axioms of core, modules and alignments are within the profile OWL 2 RL.

The grammar is that of the W3C recommendation "OWL 2 Web Ontology Language Profiles", section 4.2; of its forms the ones that
the ontology uses are admitted here, and the characteristics of properties that RL allows. What is beyond fails, be it in RL
or not: whoever needs it adds it with the section that admits it.
"""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from tests.ontology.checks import NAMESPACES
from tests.ontology.files import ALIGNMENTS, IMPORTS, own_terms, read

PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NAMESPACES.items())
KINDS = {
    OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.AllDisjointClasses,
    OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty,
    OWL.TransitiveProperty, OWL.IrreflexiveProperty,
}  # fmt: skip
ANNOTATIONS = {
    RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.deprecated, OWL.versionIRI, OWL.versionInfo,
    OWL.priorVersion, OWL.backwardCompatibleWith, OWL.incompatibleWith,
}  # fmt: skip
BETWEEN_NAMES = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.disjointWith}
LISTS = {OWL.members, OWL.propertyChainAxiom}
LANGUAGE = (str(RDF), str(RDFS), str(OWL))
DATATYPES = {
    RDF.XMLLiteral, RDFS.Literal, XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.nonPositiveInteger,
    XSD.positiveInteger, XSD.negativeInteger, XSD.long, XSD.int, XSD.short, XSD.byte, XSD.unsignedLong, XSD.unsignedInt,
    XSD.unsignedShort, XSD.unsignedByte, XSD.string, XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName,
    XSD.NMTOKEN, XSD.boolean, XSD.hexBinary, XSD.base64Binary, XSD.anyURI, XSD.dateTime, XSD.dateTimeStamp,
}  # fmt: skip
BEYOND = {str(XSD.date), str(XSD.gYear), str(RDF.langString)}
"""Datatypes of the ontology that OWL 2 does not have; RDF 1.1 does."""

FAULTS = {
    "something of a class": "pol:Task rdfs:subClassOf [ owl:onProperty pol:role ; owl:someValuesFrom pol:Role ] .",
    "one of several": "pol:Task owl:equivalentClass [ owl:unionOf ( pol:A pol:B ) ] .",
    "all things": "pol:Task rdfs:subClassOf owl:Thing .",
    "individuals": "pol:Role owl:oneOf ( pol:a pol:b ) .",
    "exactly one": "[] a owl:Restriction ; owl:onProperty pol:role ; owl:cardinality 1 .",
    "disjoint parts": "pol:Body owl:disjointUnionOf ( pol:A pol:B ) .",
    "every thing to itself": "pol:near a owl:ReflexiveProperty .",
    "a chain of what is no name": "pol:a owl:propertyChainAxiom ( [ owl:inverseOf pol:b ] pol:c ) .",
    "a range that is a list": "pol:a rdfs:range [ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ] .",
    "keys": "pol:Task owl:hasKey ( pol:number ) .",
}


def axioms() -> rdflib.Graph:
    graph = rdflib.Graph()
    graph += own_terms()
    for name in ALIGNMENTS:
        graph += read(name)
    return graph


def beyond_rl(graph: rdflib.Graph) -> list[str]:
    """Return the statements of OWL and RDFS in a graph that are none of the admitted forms of OWL 2 RL."""
    inside = {
        node
        for name in LISTS
        for value in graph.objects(None, name)
        for node in graph.transitive_objects(value, RDF.rest)
    }
    return sorted(
        f"{subject} {predicate} {value}"
        for subject, predicate, value in graph
        if str(predicate).startswith(LANGUAGE)
        and subject not in inside
        and not _admitted(graph, subject, predicate, value)
    )


def _admitted(graph: rdflib.Graph, subject: Node, predicate: Node, value: Node) -> bool:
    if predicate in ANNOTATIONS:
        return True
    if predicate == RDF.type:
        return value in KINDS or not str(value).startswith(LANGUAGE)
    if predicate in BETWEEN_NAMES:
        return _named(subject) and _named(value) and value != OWL.Thing
    if predicate in LISTS:
        return all(_named(item) for item in graph.items(value)) and (_named(subject) or predicate == OWL.members)
    return False


def _named(node: Node) -> bool:
    return isinstance(node, rdflib.URIRef)


def test_axioms_are_of_the_forms_of_owl_rl() -> None:
    assert beyond_rl(axioms()) == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_other_forms_are_found(fault: str) -> None:
    assert beyond_rl(rdflib.Graph().parse(data=PREFIXES + fault, format="turtle")) != []


def test_datatypes_are_those_of_owl_but_for_three_of_rdf() -> None:
    graph = axioms()
    ranges = {
        value for term in graph.subjects(RDF.type, OWL.DatatypeProperty) for value in graph.objects(term, RDFS.range)
    }
    assert {str(datatype) for datatype in ranges - DATATYPES} == BEYOND


def test_range_is_of_the_kind_of_the_property() -> None:
    graph = axioms() + read(IMPORTS)
    for kind, names in ((OWL.DatatypeProperty, True), (OWL.ObjectProperty, False)):
        for term in axioms().subjects(RDF.type, kind):
            for value in graph.objects(term, RDFS.range):
                datatype = value in DATATYPES or str(value) in BEYOND
                assert datatype == names, (term, value)
