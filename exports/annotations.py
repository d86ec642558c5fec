"""RDF 1.2: shortcuts annotated with the node that states them (RDF 1.2 Concepts, reification).

The node itself is the reifier: `<…/responsibility/1> rdf:reifies <<( <task> pol:leadBy <body> )>>`. So the role, the
deadline, the rule and the evidence of the node are those of the shortcut, and nothing is stated twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from exports.quads import Quads, Statement
from ontology.terms import ELI, POL, RDF, RELATION, ROLE

__all__ = ["annotate"]


def _iri(value: str) -> bytes:
    return f"<{value}>".encode()


_REIFIES = _iri(RDF.NS + "reifies")
_SHORTCUTS = {
    _iri(ROLE.lead): _iri(POL.leadBy),
    _iri(ROLE.responsible): _iri(POL.responsibleBy),
    _iri(ROLE.support): _iri(POL.supportedBy),
    _iri(ROLE.guide): _iri(POL.guidedBy),
    _iri(ROLE.supervise): _iri(POL.supervisedBy),
    _iri(RELATION.implements): _iri(ELI.ensures_implementation_of),
    _iri(RELATION.amends): _iri(ELI.amends),
    _iri(RELATION.repeals): _iri(ELI.repeals),
    _iri(RELATION.cites): _iri(ELI.cites),
}
_BASIS = b"/reference.basis-"
"""In the IRI of a rule: the document named is a ground, and its shortcut another one than that of its relation."""
_PART = _iri(POL.hasResponsibility)
_ANY = _iri(POL.responsibleOrganization)
_WANTED = {
    _iri(one): one
    for one in (POL.responsibleParty, POL.role, POL.referringDocument, POL.target, POL.relation, POL.foundBy)
}  # fmt: skip


def annotate(quads: Quads) -> Iterator[bytes]:
    """Yield a line of N-Quads 1.2 for each shortcut that stands in the graph and each node that it is derived from."""
    for graph, inside in groupby(quads.by_graph(), key=lambda one: one.graph):
        yield from _of_graph(graph, inside)


def _of_graph(graph: bytes, statements: Iterator[Statement]) -> Iterator[bytes]:
    nodes: defaultdict[bytes, dict[str, bytes]] = defaultdict(dict)
    tasks: dict[bytes, bytes] = {}
    stated: set[tuple[bytes, bytes, bytes]] = set()
    shortcuts = {*_SHORTCUTS.values(), _iri(ELI.based_on), _ANY}
    for _, subject, predicate, value in statements:
        if predicate in _WANTED:
            nodes[subject][_WANTED[predicate]] = value
        elif predicate == _PART:
            tasks[value] = subject
        elif predicate in shortcuts:
            stated.add((subject, predicate, value))
    for node, said in nodes.items():
        found = tasks.get(node) or said.get(POL.referringDocument)
        other = said.get(POL.responsibleParty) or said.get(POL.target)
        kind = _SHORTCUTS.get(said.get(POL.role) or said.get(POL.relation) or b"")
        if _BASIS in said.get(POL.foundBy, b""):
            kind = _iri(ELI.based_on)
        for shortcut in (kind, _ANY):
            if found and other and shortcut and (found, shortcut, other) in stated:
                triple = b"<<( %s %s %s )>>" % (found, shortcut, other)
                yield b"%s %s %s %s.\n" % (node, _REIFIES, triple, graph and graph + b" ")
