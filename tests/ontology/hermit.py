"""HermiT, the description-logic reasoner, asked about a graph: is it consistent, and which classes can have no member?

owlready2 ships HermiT; here it is given our RDF as it is, not what owlready2 would make of it. HermiT reads OWL 2 DL, so the
graph is said again in the words that it knows (`for_reasoner`):

- `rdfs:Class` becomes `owl:Class`, and an `rdf:Property` of others a property of things or of literals, by what it is used
  with. One that is used with both (`dcterms:source`) becomes an annotation, about which HermiT does not reason; so are all
  that their publishers declare as such (labels and definitions of SKOS, `qudt:numericValue`).
- Datatypes that OWL 2 does not know stand under others that nothing else here has: days under `xsd:dateTime` (midnight),
  years under `xsd:hexBinary` (the bytes of their digits), `rdf:langString` under `rdf:PlainLiteral` with a language. So a
  word where a year should be stays a contradiction, and days keep their order.
- Any other `xsd:` datatype that HermiT does not know is an error of this module, not something left out.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from tests.ontology.files import ALIGNMENTS, IMPORTS, MODULES, POLICY, VOCAB, read

JAVA = ("java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A run is short: without the second compiler it takes half the time."""

SECONDS = 120
LANGUAGE = rdflib.URIRef("https://w3id.org/policykg/test#WithLanguage")
LANGUAGE_DEFINITION = f"""
    @prefix owl: <{OWL}> . @prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> .
    <{LANGUAGE}> a rdfs:Datatype ; owl:equivalentClass [
        a rdfs:Datatype ; owl:onDatatype rdf:PlainLiteral ; owl:withRestrictions ( [ rdf:langRange "*" ] ) ] .
"""
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
STAND_IN = {XSD.date: XSD.dateTime, XSD.gYear: XSD.hexBinary, RDF.langString: LANGUAGE}
KNOWN = {
    *(XSD[name] for name in ("string", "boolean", "integer", "nonNegativeInteger", "decimal", "anyURI")),
    *(XSD[name] for name in ("dateTime", "hexBinary")),
    RDFS.Literal,
    LANGUAGE,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says: whether the graph has a model, and the IRIs of the classes that can have no member."""

    consistent: bool
    unsatisfiable: frozenset[str] = frozenset()


def jar() -> Path:
    """Return the path of HermiT as owlready2 ships it."""
    found = importlib.util.find_spec("owlready2")
    assert found is not None
    assert found.origin is not None, "owlready2 is not installed: pip install -e '.[test]'"
    return Path(found.origin).parent / "hermit" / "HermiT.jar"


def ontology() -> rdflib.Graph:
    """Return core, modules, schemes, alignments and the reused terms as one graph."""
    graph = rdflib.Graph()
    for name in (POLICY, *MODULES, *VOCAB, *ALIGNMENTS, IMPORTS):
        graph += read(name)
    return graph


def ask(graph: rdflib.Graph, folder: Path) -> Verdict:
    """Return what HermiT says of a graph; a file of it is left in the folder. Nothing in the graph may be lost on it."""
    path, said = folder / "graph.nt", for_reasoner(graph)
    assert undeclared(said) == unknown_datatypes(said) == set()
    said.serialize(path, format="nt", encoding="utf-8")
    command = [*JAVA, "-cp", str(jar()), "org.semanticweb.HermiT.cli.CommandLine", "-N", "-k", "-U"]
    done = subprocess.run(
        [*command, path.as_uri()], capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    if "InconsistentOntologyException" in done.stderr or "is not satisfiable" in done.stdout:
        return Verdict(consistent=False)
    assert done.returncode == 0, done.stderr[:2000]
    assert "is satisfiable" in done.stdout, done.stdout
    nothing = {str(OWL.Nothing)}
    return Verdict(
        consistent=True, unsatisfiable=frozenset(re.findall(r"^\t(\S+)$", done.stdout, re.MULTILINE)) - nothing
    )


def for_reasoner(graph: rdflib.Graph) -> rdflib.Graph:
    """Return the same statements in the words of OWL 2 DL."""
    said = rdflib.Graph()
    kinds = property_kinds(graph)
    for subject, predicate, value in graph:
        if predicate == RDF.type and value in (RDF.Property, RDFS.Class):
            continue
        said.add((subject, predicate, _known(value)))
    for subject in graph.subjects(RDF.type, RDFS.Class):
        said.add((subject, RDF.type, OWL.Class))
    for name, kind in kinds.items():
        said.add((name, RDF.type, kind))
    said.parse(data=LANGUAGE_DEFINITION, format="turtle")
    return said


def property_kinds(graph: rdflib.Graph) -> dict[rdflib.URIRef, rdflib.URIRef]:
    """Return what each property that is declared only as `rdf:Property` is in OWL 2, by what it is used with."""
    found: dict[rdflib.URIRef, rdflib.URIRef] = {}
    for name in set(graph.subjects(RDF.type, RDF.Property)):
        assert isinstance(name, rdflib.URIRef)
        if not any((name, RDF.type, kind) in graph for kind in PROPERTY_KINDS):
            literal = {isinstance(value, rdflib.Literal) for value in graph.objects(None, name)}
            literal |= {
                value == RDFS.Literal or str(value).startswith(str(XSD)) for value in graph.objects(name, RDFS.range)
            }
            one = OWL.DatatypeProperty if True in literal else OWL.ObjectProperty
            found[name] = OWL.AnnotationProperty if len(literal) > 1 else one
    return found


def undeclared(graph: rdflib.Graph) -> set[str]:
    """Return the properties about which a graph for the reasoner does not say what they are: HermiT would skip them."""
    built_in = tuple(str(space) for space in (RDF, RDFS, OWL))
    used = {name for name in graph.predicates() if not str(name).startswith(built_in)}
    return {str(name) for name in used if not any((name, RDF.type, kind) in graph for kind in PROPERTY_KINDS)}


def unknown_datatypes(graph: rdflib.Graph) -> set[str]:
    """Return the datatypes of a graph for the reasoner that HermiT does not know."""
    used = {value.datatype for value in graph.objects() if isinstance(value, rdflib.Literal) and value.datatype}
    names = {str(datatype) for datatype in used} | {str(value) for value in graph.objects(None, RDFS.range)}
    return {name for name in names if name.startswith(str(XSD))} - {str(datatype) for datatype in KNOWN}


def _known(value: Node) -> Node:
    """Return a value as HermiT knows it: a datatype or a literal of one that it does not know under its stand-in."""
    if isinstance(value, rdflib.Literal):
        if value.datatype == XSD.date:
            return rdflib.Literal(f"{value}T00:00:00", datatype=XSD.dateTime, normalize=False)
        if value.datatype == XSD.gYear:
            return rdflib.Literal(str(value).encode().hex().upper(), datatype=XSD.hexBinary, normalize=False)
        return value
    return STAND_IN.get(value, value) if isinstance(value, rdflib.URIRef) else value
