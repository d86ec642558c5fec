"""The graph of the register: where the bodies of a build belong, who governs there, and what became of them in reforms.

It stands beside the graphs of the documents and says nothing that one of them states: no text, no task, no evidence. It
names the data tables that it is from instead, and each change of bodies its decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from graph_builder.bodies import Body
from graph_builder.bodies.gazetteer import DIVISIONS
from graph_builder.documents import digest
from graph_builder.history import REFORMS, Event, events
from graph_builder.register import Division, body_iri, division_iri, divisions, groups, jurisdiction
from graph_builder.state import nquads as nq
from graph_builder.state.facts import rule_term, state_graph, state_software
from graph_builder.state.lines import Lines
from graph_builder.state.parties import Described
from ontology.terms import DCTERMS, ORG, POL, PREFIXES, PROV, RDF, RDFS, REGISTER_GRAPH

__all__ = ["state_register"]


def state_register(bodies: Mapping[str, Body], labels: Mapping[str, str], program: str) -> list[str]:
    """Return the N-Quads lines of the register of a build, sorted and without repetition.

    Args:
        bodies: the bodies of all documents of the build, by key.
        labels: full names of those that documents write in more than one way, by key.
        program: name and version of the program, such as `policykg 0.1.0`.
    """
    write = _Lines(bodies, labels)
    _origin(write, program)
    members = groups(bodies.values())
    changes = events(body for body in bodies.values() if body.kind not in {"group", "generic"})
    touched = [body for event in changes for body in (*event.originals, *event.results)]
    found = divisions([*bodies.values(), *touched], members)
    for division in found.values():
        _division(write, division)
    for event in changes:
        _event(write, event)
    every = {body.key: body for body in touched} | dict(bodies)
    every |= {one.government.key: one.government for one in found.values() if one.government}
    for body in every.values():
        place = jurisdiction(body)
        if place in found:
            write.add(nq.iri(body_iri(body.key)), POL.jurisdiction, nq.iri(division_iri(place)))
    for group in members:
        subject = nq.iri(body_iri(group.body.key))
        write.add(subject, POL.groupScope, nq.iri(division_iri(group.scope)))
        write.add(subject, POL.groupLevel, *(nq.iri(PREFIXES["level"] + level) for level in group.levels))
    return write.sorted()


class _Lines(Lines):
    """The lines of the register while they are collected, with one name for each body."""

    def __init__(self, bodies: Mapping[str, Body], labels: Mapping[str, str]) -> None:
        super().__init__(nq.iri(REGISTER_GRAPH))
        self.bodies = bodies
        known = {key: body.label for key, body in bodies.items()}
        self.described = Described(self, known | dict(labels))

    def body(self, body: Body) -> str:
        """Return the term of a body; describe it, under the name that the documents give it if they name it."""
        return self.described.describe(self.bodies.get(body.key, body), body.label)


def _origin(write: _Lines, program: str) -> None:
    """State which program made the graph, and from which tables; a change of them makes another one."""
    graph = nq.iri(REGISTER_GRAPH)
    state_graph(write, graph)
    write.add(graph, PROV.wasAttributedTo, state_software(write, program))
    for name, version in _tables():
        table = nq.iri(f"{PREFIXES['id']}table/{name.partition('.')[0]}-{version}")
        write.add(graph, PROV.wasDerivedFrom, table)
        write.add(table, RDF.type, nq.iri(PROV.Entity))
        write.add(table, RDFS.label, nq.text(name))


@cache
def _tables() -> tuple[tuple[str, str], ...]:
    """The data tables of the register: file name, and hash of what is in it."""
    return tuple((path.name, digest(path.read_text(encoding="utf-8"))) for path in (DIVISIONS, REFORMS))


def _division(write: _Lines, division: Division) -> None:
    subject = nq.iri(division_iri(division.key))
    write.add(subject, RDF.type, nq.iri(POL.AdministrativeDivision))
    write.add(subject, RDFS.label, nq.text(division.label, "zh"))
    if division.code:
        write.add(subject, POL.divisionCode, nq.text(division.code))
    if division.level:
        write.add(subject, POL.level, nq.iri(PREFIXES["level"] + division.level))
    if division.above:
        write.add(subject, POL.divisionOf, nq.iri(division_iri(division.above)))
    if division.government:
        write.add(subject, POL.governedBy, write.body(division.government))


def _event(write: _Lines, event: Event) -> None:
    subject = nq.iri(f"{PREFIXES['id']}event/{digest(event.key)}")
    write.add(subject, RDF.type, nq.iri(ORG.ChangeEvent))
    write.add(subject, RDFS.label, nq.text(event.label, "zh"))
    write.add(subject, DCTERMS.date, nq.day(event.day))
    write.add(subject, DCTERMS.source, nq.text(event.source))
    write.add(subject, POL.reformKind, nq.iri(PREFIXES["reform"] + event.kind))
    write.add(subject, POL.foundBy, rule_term(event.rule))
    write.add(subject, ORG.originalOrganization, *_bodies(write, event.originals))
    write.add(subject, ORG.resultingOrganization, *_bodies(write, event.results))
    if event.function:
        write.add(subject, POL.transferredFunction, nq.text(event.function, "zh"))
    for old, new in event.successions:
        write.add(write.body(old), POL.successor, write.body(new))


def _bodies(write: _Lines, bodies: Iterable[Body]) -> list[str]:
    return [write.body(body) for body in bodies]
