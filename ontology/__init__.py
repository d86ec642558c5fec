"""The ontology room: what the graph may say.

Terms (`policy.ttl`), concept schemes (`vocab/`), SHACL shapes (`shapes/`) and the names by which code speaks of them.
It knows nothing of the other rooms.
"""

from ontology.terms import (
    BASE,
    CHANGE,
    CV,
    DCTERMS,
    DIRECTION,
    ELI,
    FIGURE,
    GEO,
    KIND,
    LEVEL,
    OA,
    ORG,
    OWL,
    POL,
    PREFIXES,
    PROV,
    QUDT,
    RDF,
    RDFS,
    RELATION,
    ROLE,
    SKOS,
    VOCABULARY_GRAPH,
    XSD,
)
from ontology.validate import Violation, load_shapes, validate
from ontology.vocabulary import Concept, OntologyError, concepts, ontology_path, vocabulary_files

__all__ = [
    "BASE",
    "CHANGE",
    "CV",
    "DCTERMS",
    "DIRECTION",
    "ELI",
    "FIGURE",
    "GEO",
    "KIND",
    "LEVEL",
    "OA",
    "ORG",
    "OWL",
    "POL",
    "PREFIXES",
    "PROV",
    "QUDT",
    "RDF",
    "RDFS",
    "RELATION",
    "ROLE",
    "SKOS",
    "VOCABULARY_GRAPH",
    "XSD",
    "Concept",
    "OntologyError",
    "Violation",
    "concepts",
    "load_shapes",
    "ontology_path",
    "validate",
    "vocabulary_files",
]
