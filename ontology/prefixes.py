"""The prefixes of every file and query of the product."""

from __future__ import annotations

BASE = "https://w3id.org/policykg/"

PREFIXES: dict[str, str] = {
    "pol": BASE + "ontology#",
    "shapes": BASE + "shapes#",
    "role": BASE + "role/",
    "relation": BASE + "relation/",
    "doctype": BASE + "doctype/",
    "genre": BASE + "genre/",
    "mineral": BASE + "mineral/",
    "level": BASE + "level/",
    "kind": BASE + "finding/",
    "direction": BASE + "direction/",
    "change": BASE + "change/",
    "figure": BASE + "figure/",
    "sentence": BASE + "sentence/",
    "reason": BASE + "reason/",
    "decision": BASE + "decision/",
    "reform": BASE + "reform/",
    "bodykind": BASE + "bodykind/",
    "measure": BASE + "measure/",
    "rule": BASE + "rule/",
    "cnunit": BASE + "unit/",
    "id": BASE + "id/",
    "graph": BASE + "graph/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "cv": "http://data.europa.eu/m8g/",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix table of every file and query of the product, in the order in which prefixes are printed."""

VOCABULARY_GRAPH = PREFIXES["graph"] + "vocabulary"
"""The named graph of the concept schemes."""
REGISTER_GRAPH = PREFIXES["graph"] + "register"
"""The named graph of the bodies and places that documents name."""
