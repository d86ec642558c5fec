"""The words of the ontology for people: each term and concept by its prefixed name, with its labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, parse

from ontology.terms import OWL, PREFIXES, RDF, RDFS, SKOS
from ontology.vocabulary import SCHEMES, concepts, ontology_files, ontology_path

__all__ = ["Word", "ontology_quads", "shorten", "words"]

_KINDS = {
    OWL.Class: "class",
    PREFIXES["rdfs"] + "Class": "class",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property",
    OWL.AnnotationProperty: "property",
    PREFIXES["rdf"] + "Property": "property",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A class, property or concept.

    Attributes:
        name: its prefixed name, `pol:leadBy`.
        iri: its IRI.
        kind: `class`, `property` or `concept`.
        zh: its Chinese label; that of terms of other vocabularies is ours (`labels.csv`).
        en: its English label.
        says_zh: its definition in Chinese, of own terms.
        says_en: the same in English.
    """

    name: str
    iri: str
    kind: str
    zh: str
    en: str
    says_zh: str = ""
    says_en: str = ""


def shorten(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI where no prefix serves.

    >>> shorten("https://w3id.org/policykg/role/lead"), shorten("urn:x")
    ('role:lead', 'urn:x')
    """
    for prefix, space in PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and local and all(one.isalnum() or one in "-_." for one in local) and local[-1] != ".":
            return f"{prefix}:{local}"
    return iri


@cache
def ontology_quads() -> tuple[Quad, ...]:
    """Return what the files that define our terms state; nodes without a name get the same one each time."""
    stated = Dataset(quad for path in ontology_files() for quad in parse(path=str(path)))
    stated.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(stated, key=str))


@cache
def words() -> dict[str, Word]:
    """Return the terms and then the concepts, by IRI; our own terms come first, and properties have small letters."""
    kinds: dict[str, str] = {}
    said: dict[tuple[str, str, str], str] = {}
    for quad in (*ontology_quads(), *parse(path=str(ontology_path("imports/terms.ttl")))):
        if not isinstance(quad.subject, NamedNode):
            continue
        iri, predicate, value = quad.subject.value, quad.predicate.value, quad.object
        if isinstance(value, Literal):
            said.setdefault((iri, predicate, value.language or "en"), value.value)
        elif predicate == RDF.type and isinstance(value, NamedNode) and value.value in _KINDS:
            kinds[iri] = _KINDS[value.value]
    foreign = _foreign()
    kinds |= {
        iri: "class" if shorten(iri).partition(":")[2][0].isupper() else "property"
        for iri in foreign
        if iri not in kinds
    }
    found = {
        iri: Word(
            shorten(iri), iri, kind,
            said.get((iri, RDFS.label, "zh"), foreign.get(iri, "")),
            said.get((iri, RDFS.label, "en"), shorten(iri).partition(":")[2]),
            said.get((iri, SKOS.definition, "zh"), ""), said.get((iri, SKOS.definition, "en"), ""),
        )
        for iri, kind in kinds.items()
        if shorten(iri) != iri
    }  # fmt: skip
    for scheme in SCHEMES:
        for concept in concepts(scheme):
            found[concept.iri] = Word(shorten(concept.iri), concept.iri, "concept", concept.label, concept.english)
    return found


def _foreign() -> dict[str, str]:
    """Return our Chinese labels of terms of other vocabularies, by IRI."""
    text = (resources.files("queries.endpoint") / "labels.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in text.splitlines()[1:])
    return {PREFIXES[term.partition(":")[0]] + term.partition(":")[2]: zh for term, zh in rows}
