"""The network of bodies that share tasks, as a graph of networkx: who is linked with whom, and what each has to do.

Everything is read in one pass over the responsibilities, and put in the order of the IRIs, so that measures of the
network come out the same whatever the order of the graph and the hash seed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from ontology.terms import PREFIXES
from queries.backends.base import Graph
from queries.rows import needed

if TYPE_CHECKING:
    import networkx

__all__ = ["ROLES", "Duties", "net_of", "read_duties", "together_graph"]

ROLES = ("lead", "responsible", "support", "guide", "supervise")
"""Roles of bodies in tasks, in the order in which they are shown."""

_POL = f"PREFIX pol: <{PREFIXES['pol']}>\n"
_SKOS = f"PREFIX skos: <{PREFIXES['skos']}>\n"
_DUTIES = f"""{_POL}
SELECT DISTINCT ?task ?document ?body ?role WHERE {{
  ?task pol:statedIn ?document ; pol:hasResponsibility ?duty .
  ?duty pol:responsibleParty ?body ; pol:role ?role .
}}"""
_GENERIC = f"{_POL}SELECT DISTINCT ?body WHERE {{ ?body a pol:GenericBody }}"
_LABELS = f"""{_POL}{_SKOS}
SELECT ?body (MIN(?name) AS ?label) WHERE {{
  {{ SELECT DISTINCT ?body WHERE {{ ?duty pol:responsibleParty ?body }} }}
  ?body skos:prefLabel ?name
}} GROUP BY ?body"""


@dataclass(frozen=True, slots=True)
class Duties:
    """Who has a part in what: `bodies` in the order of their IRIs, each with its tasks by role, and its full name.

    `documents` has the documents of each task. Bodies that name no one in particular (有关部门) are left out.
    """

    bodies: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    documents: dict[str, set[str]] = field(default_factory=dict)

    def tasks(self, body: str) -> set[str]:
        """Return the tasks in which a body has a part."""
        return set().union(*self.bodies[body].values())

    def label(self, body: str) -> str:
        """Return the full name of a body, or its IRI where it has none."""
        return self.labels.get(body, body)


def read_duties(graph: Graph) -> Duties:
    """Read who has a part in what.

    Raises:
        QueryError: the graph does not answer.
    """
    generic = {row["body"] for row in needed(graph.select(_GENERIC), ("body",), graph.where).values()}
    bodies: dict[str, dict[str, set[str]]] = {}
    documents: dict[str, set[str]] = {}
    for row in needed(graph.select(_DUTIES), ("task", "document", "body", "role"), graph.where).values():
        if row["body"] not in generic:
            role = row["role"].removeprefix(PREFIXES["role"])
            bodies.setdefault(row["body"], {}).setdefault(role, set()).add(row["task"])
            documents.setdefault(row["task"], set()).add(row["document"])
    named = needed(graph.select(_LABELS), ("body", "label"), graph.where).values()
    return Duties(
        {body: bodies[body] for body in sorted(bodies)}, {row["body"]: row["label"] for row in named}, documents
    )


def net_of(duties: Duties) -> networkx.Graph:
    """Return the bodies that share tasks: nodes are IRIs with `label`, edges have `tasks` and `documents`.

    Bodies that share none are nodes without edges. Nodes and edges are in the order of the IRIs.
    """
    import networkx

    parts: dict[str, list[str]] = {}
    for body in duties.bodies:
        for task in duties.tasks(body):
            parts.setdefault(task, []).append(body)
    tasks: Counter[tuple[str, str]] = Counter()
    documents: dict[tuple[str, str], set[str]] = {}
    for task, together in parts.items():
        for pair in combinations(together, 2):
            tasks[pair] += 1
            documents.setdefault(pair, set()).update(duties.documents[task])
    net = networkx.Graph()
    for body in duties.bodies:
        net.add_node(body, label=duties.label(body))
    for pair in sorted(tasks):
        net.add_edge(*pair, tasks=tasks[pair], documents=len(documents[pair]))
    return net


def together_graph(graph: Graph) -> networkx.Graph:
    """Return the bodies of a graph that share tasks: nodes are IRIs with `label`, edges have `tasks` and `documents`.

    Bodies that share none are nodes without edges; those that name no one in particular are left out.
    """
    return net_of(read_duties(graph))
