"""What the endpoint says of itself, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from ontology.terms import RDF

__all__ = ["service_triples"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "N-Quads", "TriG", "N3", "RDF_XML", "JSON-LD")


def service_triples(endpoint: str) -> Iterator[Triple]:
    """Describe a read-only endpoint whose default graph is the merge of its named graphs.

    Args:
        endpoint: its address.
    """
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")
    said: list[tuple[BlankNode, str, BlankNode | NamedNode]] = [
        (service, "endpoint", NamedNode(endpoint)),
        (service, "supportedLanguage", NamedNode(f"{_SD}SPARQL11Query")),
        (service, "feature", NamedNode(f"{_SD}UnionDefaultGraph")),
        (service, "defaultEntailmentRegime", NamedNode("http://www.w3.org/ns/entailment/Simple")),
        (service, "defaultDataset", dataset),
        (dataset, "defaultGraph", graph),
        *((service, "resultFormat", NamedNode(_FORMATS + one)) for one in _RESULTS + _GRAPHS),
    ]
    for node, name, value in said:
        yield Triple(node, NamedNode(_SD + name), value)
    for node, name in ((service, "Service"), (dataset, "Dataset"), (graph, "Graph")):
        yield Triple(node, NamedNode(RDF.type), NamedNode(_SD + name))
