"""What the ontology says, as plain data for pages: its terms, its schemes with their concepts, its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology import POL, PREFIXES, ontology_files, ontology_path, vocabulary_files

__all__ = ["DocsError", "Entry", "Knowledge", "Saying", "Scheme", "Term", "Words", "short", "spaces", "words"]

VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object",
    OWL.DatatypeProperty: "datatype",
    OWL.AnnotationProperty: "annotation",
}
_SHOWN = {RDF.type, RDFS.label, RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.isDefinedBy,
          SKOS.definition, SKOS.example, SKOS.scopeNote, VS.term_status, OWL.deprecated}  # fmt: skip
_SHOWN_OF_CONCEPT = {RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.notation, SKOS.inScheme,
                     SKOS.topConceptOf}  # fmt: skip


class DocsError(ValueError):
    """Something that cannot be documented as it stands; the message is one line."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Chinese and in English; what is not said is empty."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A further statement about something: its property and its values, each an IRI or text."""

    property: str
    values: tuple[Node, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the namespace `pol`.

    Attributes:
        kind: `class`, `object`, `datatype` or `annotation`.
        domain: classes that its subjects are of; several mean any of them.
        range: classes or datatypes that its values are of; several mean any of them.
        supers: what it is a subclass or subproperty of.
        given_up: whether it is deprecated; what takes its place is among `further`.
        module: name of the file that defines it, without folder and ending.
        further: what else its file states of it.
        aligned: what the files of `alignments/` state of it.
    """

    iri: str
    name: str
    kind: str
    label: Words
    definition: Words
    note: Words
    examples: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    supers: tuple[str, ...]
    module: str
    status: str
    given_up: bool
    further: tuple[Saying, ...]
    aligned: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept of a scheme; `others` are other names that it goes by."""

    iri: str
    name: str
    label: Words
    definition: Words
    others: tuple[str, ...]
    notation: str
    further: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme with its concepts, in the order of its file."""

    iri: str
    name: str
    file: str
    label: Words
    definition: Words
    further: tuple[Saying, ...]
    concepts: tuple[Entry, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The IRIs of its concepts."""
        return tuple(concept.iri for concept in self.concepts)


@cache
def spaces() -> dict[str, str]:
    """Return the prefixes of the product, then those that its files of terms use besides."""
    folder = ontology_path("policy.ttl").parent
    found = dict(PREFIXES)
    for path in (*ontology_files(), *sorted(folder.glob("alignments/*.ttl")), folder / "imports" / "terms.ttl"):
        for name, space in Graph(bind_namespaces="none").parse(path).namespaces():
            if name and str(space) not in found.values():
                found.setdefault(name, str(space))
    return found


def short(iri: str) -> str:
    """Return an IRI as a prefixed name where a prefix fits, else as it is.

    >>> short("https://w3id.org/policykg/ontology#Task")
    'pol:Task'
    """
    fits = [(len(space), name) for name, space in spaces().items() if iri.startswith(space) and iri != space]
    if not fits:
        return iri
    length, name = max(fits)
    return f"{name}:{iri[length:]}"


class Knowledge:
    """Everything that the files of the ontology state."""

    def __init__(self) -> None:
        """Read the core, its modules, the alignments, the schemes and the terms of other vocabularies."""
        self.files = ontology_files()
        self.graph = Graph()
        self._module: dict[str, str] = {}
        for path in self.files:
            part = Graph().parse(path)
            self._module.update((str(node), path.stem) for node in part.subjects(RDF.type) if isinstance(node, URIRef))
            self.graph += part
        folder = ontology_path("policy.ttl").parent
        self.alignments = {path.name: Graph().parse(path) for path in sorted(folder.glob("alignments/*.ttl"))}
        self.imports = Graph().parse(ontology_path("imports/terms.ttl"))
        self.examples: dict[str, Path] = {
            "-".join(path.relative_to(folder / "examples").with_suffix("").parts): path
            for path in sorted(folder.glob("examples/**/*.ttl"))
        }

    @cached_property
    def header(self) -> tuple[Saying, ...]:
        """What the ontology says about itself."""
        (subject,) = self.graph.subjects(RDF.type, OWL.Ontology)
        return _further(self.graph, subject, {RDF.type})

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms: classes first, then properties, each in the order of their names."""
        found = [
            self._term(node, kind)
            for type_, kind in KINDS.items()
            for node in self.graph.subjects(RDF.type, type_)
            if isinstance(node, URIRef) and str(node).startswith(POL.NS)
        ]
        return tuple(sorted(found, key=lambda term: (term.kind != "class", term.name.casefold(), term.name)))

    @cached_property
    def by_iri(self) -> dict[str, Term]:
        """The terms by their IRIs."""
        return {term.iri: term for term in self.terms}

    @cached_property
    def schemes(self) -> tuple[Scheme, ...]:
        """The concept schemes, in the order of their names."""
        return tuple(sorted((scheme for path in vocabulary_files() for scheme in _schemes(path)), key=lambda s: s.name))

    def supers_of(self, iri: str) -> frozenset[str]:
        """Return a class or property with all that it is, over any steps, as this and other vocabularies declare."""
        seen = {URIRef(iri)}
        todo = [URIRef(iri)]
        while todo:
            node = todo.pop()
            for graph in (self.graph, self.imports):
                for above in (RDFS.subClassOf, RDFS.subPropertyOf):
                    fresh = {one for one in graph.objects(node, above) if isinstance(one, URIRef)} - seen
                    seen |= fresh
                    todo.extend(sorted(fresh))
        return frozenset(map(str, seen))

    def ends(self, term: Term) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return domain and range of a property, from what it is a subproperty of where it says nothing itself."""
        domain, range_ = term.domain, term.range
        for iri in term.supers:
            if (above := self.by_iri.get(iri)) and iri != term.iri:
                inherited = self.ends(above)
                domain, range_ = domain or inherited[0], range_ or inherited[1]
        return domain, range_

    def known(self, iri: str) -> bool:
        """Tell whether this ontology or the extract of another one declares an IRI."""
        return any((URIRef(iri), RDF.type, None) in graph for graph in (self.graph, self.imports))

    def foreign_label(self, iri: str) -> str:
        """Return the label that its publisher gives to a term of another vocabulary, or nothing."""
        labels = sorted(
            self.imports.objects(URIRef(iri), RDFS.label), key=lambda label: (_language(label) != "en", label)
        )
        return str(labels[0]) if labels else ""

    def _term(self, node: URIRef, kind: str) -> Term:
        graph, name = self.graph, str(node).removeprefix(POL.NS)
        above = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
        return Term(
            iri=str(node),
            name=name,
            kind=kind,
            label=words(graph, node, RDFS.label),
            definition=words(graph, node, SKOS.definition),
            note=words(graph, node, SKOS.scopeNote),
            examples=tuple(sorted(map(str, graph.objects(node, SKOS.example)))),
            domain=_classes(graph, graph.objects(node, RDFS.domain)),
            range=_classes(graph, graph.objects(node, RDFS.range)),
            supers=_classes(graph, graph.objects(node, above)),
            module=self._module[str(node)],
            status=str(graph.value(node, VS.term_status) or ""),
            given_up=(node, OWL.deprecated, Literal(True)) in graph,
            further=_further(graph, node, _SHOWN),
            aligned=tuple(
                Saying(one.property, one.values, file)
                for file, said in self.alignments.items()
                for one in _further(said, node, set())
            ),
        )


def _schemes(path: Path) -> Iterator[Scheme]:
    """Read the schemes of a file. rdflib keeps the order of statements, so that concepts stand as they are written."""
    graph = Graph().parse(path)
    for node in sorted(map(str, graph.subjects(RDF.type, SKOS.ConceptScheme))):
        subject = URIRef(node)
        members = [one for one in graph.subjects(SKOS.inScheme, subject) if isinstance(one, URIRef)]
        yield Scheme(
            iri=node,
            name=node.rsplit("/", 1)[1],
            file=path.name,
            label=words(graph, subject, SKOS.prefLabel),
            definition=words(graph, subject, SKOS.definition),
            further=_further(graph, subject, {RDF.type, SKOS.prefLabel, SKOS.definition, SKOS.hasTopConcept}),
            concepts=tuple(_entry(graph, one, node) for one in dict.fromkeys(members)),
        )


def _entry(graph: Graph, node: URIRef, scheme: str) -> Entry:
    others = [str(one) for one in graph.objects(node, SKOS.altLabel)]
    return Entry(
        iri=str(node),
        name=str(node).removeprefix(f"{scheme}/"),
        label=words(graph, node, SKOS.prefLabel),
        definition=words(graph, node, SKOS.definition),
        others=tuple(dict.fromkeys(others)),
        notation=str(graph.value(node, SKOS.notation) or ""),
        further=_further(graph, node, _SHOWN_OF_CONCEPT),
    )


def words(graph: Graph, node: Node, property_: Node) -> Words:
    """Return the first text of a node in each language; text without a language is for both."""
    said: dict[str, str] = {}
    for value in sorted(graph.objects(node, property_), key=_order):
        language = _language(value)
        for name in ("zh", "en") if not language else (language.split("-")[0],):
            said.setdefault(name, str(value))
    return Words(said.get("zh", ""), said.get("en", ""))


def _language(value: Node) -> str:
    return (value.language or "") if isinstance(value, Literal) else ""


def _classes(graph: Graph, nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return named classes, and the members of a union in place of the union."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, BNode):
            for union in graph.objects(node, OWL.unionOf):
                found |= {str(one) for one in Collection(graph, union)}
        else:
            found.add(str(node))
    return tuple(sorted(found))


def _further(graph: Graph, subject: Node, shown: set[URIRef]) -> tuple[Saying, ...]:
    """Return what is stated besides, in the order of the properties' names; blank nodes are left to the Turtle."""
    values: dict[str, list[Node]] = {}
    for property_, value in graph.predicate_objects(subject):
        if property_ not in shown and not isinstance(value, BNode):
            values.setdefault(str(property_), []).append(value)
    return tuple(Saying(one, tuple(sorted(values[one], key=_order))) for one in sorted(values, key=short))


def _order(value: Node) -> tuple[str, str]:
    return _language(value), str(value)
