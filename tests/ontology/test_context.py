"""The JSON-LD context is that of the ontology, and JSON written with it means what the Turtle says."""

from __future__ import annotations

import json
import subprocess
import sys

import pyoxigraph as ox
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
