"""Shapes on the use of the terms, made from the ontology: each term exists and stands on a node of its class.

What a class must have is said by hand in `shapes/core.ttl`, and looked for where a node says that it is of that class.
These shapes close the way around it: a node without its type, and a term with a typing error. Write the file anew with
`python -m ontology.usage`.
"""

from __future__ import annotations

from ontology.context import compact
from ontology.terms import OWL, POL, PREFIXES, RDF, RDFS
from ontology.vocabulary import ontology_files, ontology_path

USAGE_FILE = "shapes/terms.ttl"
_HEAD = """# Use of the terms: each term of pol: exists, and each property stands on nodes of the class that it is for.
# Made from the ontology by `python -m ontology.usage`; do not edit.

@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
_PREFIXES = ("pol", "shapes", "eli", "org", "xsd")


def usage_text() -> str:
    """Return the shapes on the use of the terms as the text of their file."""
    types, parents, domains, labels = _axioms()
    terms = sorted(term for term in types if term.startswith(POL.NS))
    uses: dict[str, list[str]] = {}
    for term in terms:
        domain = _domain(term, parents, domains)
        if domain:
            uses.setdefault(domain, []).append(compact(term))
    shapes = [_domain_shape(compact(domain), labels.get(domain), uses[domain]) for domain in sorted(uses)]
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in _PREFIXES)
    return _HEAD + prefixes + "\n" + _known_shape([compact(term) for term in terms]) + "".join(shapes)


def _axioms() -> tuple[set[str], dict[str, str], dict[str, str], dict[str, dict[str, str]]]:
    """Own terms, their super-properties, their domains, and the labels of own classes by language."""
    import pyoxigraph as ox

    types: set[str] = set()
    parents: dict[str, str] = {}
    domains: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    for path in ontology_files():
        for quad in ox.parse(path=str(path)):
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if not isinstance(subject, ox.NamedNode):
                continue
            if isinstance(value, ox.Literal):
                if predicate == RDFS.label:
                    labels.setdefault(subject.value, {})[value.language or ""] = value.value
            elif isinstance(value, ox.NamedNode):
                if predicate == RDF.type and value.value in kinds:
                    types.add(subject.value)
                elif predicate == RDFS.subPropertyOf:
                    parents[subject.value] = value.value
                elif predicate == RDFS.domain:
                    domains[subject.value] = value.value
    return types, parents, domains, labels


def _domain(term: str, parents: dict[str, str], domains: dict[str, str]) -> str | None:
    """The domain of a property, or that of the one above it."""
    while term not in domains and term in parents:
        term = parents[term]
    return domains.get(term)


def _domain_shape(domain: str, label: dict[str, str] | None, properties: list[str]) -> str:
    """A shape: whatever has one of the properties is of the class."""
    zh, en = (label["zh"], label["en"]) if label else (domain, domain)
    targets = " ,\n        ".join(properties)
    name = "Use-" + domain.partition(":")[2]
    return f"""
shapes:{name} a sh:NodeShape ;
    sh:targetSubjectsOf {targets} ;
    sh:class {domain} ;
    sh:severity sh:Violation ;
    sh:message "这些属性只用于声明为{zh}的事物"@zh , "what has one of these properties must be typed as {en}"@en .
"""


def _known_shape(terms: list[str]) -> str:
    """A shape on the whole graph: no property and no class of the namespace but those of the ontology."""
    known = " ,\n                ".join(terms)
    quotes = '"""'
    shapes = PREFIXES["shapes"].rstrip("#")
    return f"""<{shapes}>
    sh:declare [ sh:prefix "pol" ; sh:namespace "{PREFIXES["pol"]}"^^xsd:anyURI ] .

# It has one target, so that it is asked once: SHACL lets a target be a node of which the data say nothing.
shapes:KnownTerms a sh:NodeShape ;
    sh:targetNode <{POL.NS.rstrip("#")}> ;
    sh:severity sh:Violation ;
    sh:sparql [
        a sh:SPARQLConstraint ;
        sh:prefixes <{shapes}> ;
        sh:message "本体没有这个术语"@zh , "the ontology has no such term"@en ;
        sh:select {quotes}SELECT DISTINCT $this ?value WHERE {{
            {{ ?subject ?value ?object }} UNION {{ ?subject a ?value }}
            FILTER ( STRSTARTS(STR(?value), "{POL.NS}") )
            FILTER ( ?value NOT IN (
                {known}
            ) )
        }}{quotes}
    ] .
"""


if __name__ == "__main__":
    (ontology_path("shapes/core.ttl").parent.parent / USAGE_FILE).write_text(
        usage_text(), encoding="utf-8", newline="\n"
    )
