"""The JSON-LD context is that of the ontology, and JSON written with it means what the Turtle says."""

from __future__ import annotations

import json
import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic

import ontology
from ontology.context import CONTEXT_FILE, compact, context, context_text
from ontology.terms import PREFIXES
from tests.ontology.files import ROOT

DOCUMENT = {
    "@id": "id:doc/x",
    "@type": ["pol:PolicyDocument", "eli:LegalResource"],
    "dcterms:title": {"zh": "实施方案"},
    "eli:number": "国办发〔2018〕128号",
    "eli:date_document": "2018-12-29",
    "eli:type_document": "doctype:notice",
    "dcterms:type": "genre:plan",
    "pol:stub": True,
}
TURTLE = """
id:doc/x a pol:PolicyDocument , eli:LegalResource ; dcterms:title "实施方案"@zh ; eli:number "国办发〔2018〕128号" ;
    eli:date_document "2018-12-29"^^xsd:date ; eli:type_document doctype:notice ; dcterms:type genre:plan ;
    pol:stub true .
"""


def test_file_is_up_to_date() -> None:
    assert (ROOT / CONTEXT_FILE).read_text("utf-8") == context_text()


def test_json_means_what_the_turtle_says() -> None:
    text = json.dumps({**context(), **DOCUMENT})
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    turtle = prefixes + TURTLE.replace("id:doc/x", f"<{PREFIXES['id']}doc/x>")
    expected = set(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    assert set(ox.parse(text, format=ox.RdfFormat.JSON_LD)) == expected
    with_rdflib = rdflib.Graph().parse(data=text, format="json-ld")
    assert len(to_isomorphic(with_rdflib)) == len(expected)


def test_unknown_iri_stays_whole() -> None:
    assert compact("http://example.org/x") == "http://example.org/x"


def test_exported_names_exist() -> None:
    assert all(hasattr(ontology, name) for name in ontology.__all__)
    assert len(set(ontology.__all__)) == len(ontology.__all__)


def test_import_is_light() -> None:
    code = "import sys, ontology; print(*sorted({'rdflib', 'pyshacl', 'owlrl'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
VALUES = {
    "xsd:string": "文", "xsd:date": "2018-12-29", "xsd:gYear": "2018", "xsd:integer": 5, "xsd:decimal": "19.77",
    "xsd:boolean": True, "rdf:langString": {"zh": "文"},
}  # fmt: skip
"""How somebody writes a value of each datatype by hand; a decimal as text, as JSON makes 19.77 a xsd:double."""


def shaped_values() -> list[tuple[str, str]]:
    """Every property that a shape has a say on, and what its values are: a datatype or `@id`."""
    shapes, found = ontology.load_shapes(), set()
    for shape, path in shapes.subject_objects(SH.path):
        datatype = shapes.value(shape, SH.datatype)
        if not isinstance(path, rdflib.URIRef) or path == rdflib.RDF.type:
            continue
        if datatype is not None:
            found.add((str(path), compact(str(datatype))))
        elif any(shapes.value(shape, kind) is not None for kind in (SH["class"], SH.nodeKind, SH.node, SH["in"])):
            found.add((str(path), "@id"))
    return sorted(found)


@pytest.mark.parametrize(("path", "kind"), shaped_values(), ids=lambda value: compact(str(value)))
def test_values_written_by_hand_are_of_the_kind_that_the_shapes_ask_for(path: str, kind: str) -> None:
    value = VALUES.get(kind, "id:doc/x")
    text = json.dumps({**context(), "@id": "id:x", compact(path): value})
    (quad,) = ox.parse(text, format=ox.RdfFormat.JSON_LD)
    ((_, _, read),) = rdflib.Graph().parse(data=text, format="json-ld")
    if kind == "@id":
        assert quad.object == ox.NamedNode(PREFIXES["id"] + "doc/x")
        assert read == rdflib.URIRef(PREFIXES["id"] + "doc/x")
    else:
        assert isinstance(quad.object, ox.Literal)
        assert compact(quad.object.datatype.value) == kind
        assert isinstance(read, rdflib.Literal)
        language = "rdf:langString" if read.language else "xsd:string"
        assert (compact(str(read.datatype)) if read.datatype else language) == kind
