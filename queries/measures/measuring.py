"""Measures of bodies in the network of those that share tasks, with networkx.

The same graph gives the same figures: bodies are numbered in the order of their IRIs, and what is drawn by lot is drawn
with a fixed seed. Figures are rounded to six decimals.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.backends.base import Graph
from queries.errors import QueryError
from queries.measures.network import ROLES, net_of, read_duties

if TYPE_CHECKING:
    import networkx

__all__ = ["ALPHA", "DIGITS", "EXACT", "SEED", "BodyMeasures", "Link", "Network", "measure", "measure_bodies"]

ALPHA = 0.05
"""Limit of the backbone where nobody says another one, as in Serrano and others 2009."""

EXACT = 1_000_000
"""Up to this many steps (bodies times links of each linked group, over all groups) betweenness is exact; above, that of
a group is estimated from so many of its bodies as its share of the steps allows, at least `PIVOTS` (Brandes and Pich
2007)."""

PIVOTS = 32
SEED = 1
DIGITS = 6


@dataclass(frozen=True, slots=True)
class BodyMeasures:
    """How much a body has to do, and with how many.

    `tasks` counts its tasks, `roles` those by role; `partners` counts the bodies with which it shares one, `shared` the
    shared tasks over all partners. `group` numbers the bodies that are linked at all, from 0 by size. `betweenness` is
    the share of shortest paths between the others of its group that lead over it (Freeman 1977, between 0 and 1), where
    a link is as long as one divided by the shared tasks (Newman 2001). `community` numbers, from 0 by size, bodies that
    share more tasks with each other than with others (Louvain method, Blondel and others 2008).
    """

    department: str
    label: str
    tasks: int
    roles: tuple[tuple[str, int], ...]
    partners: int
    shared: int
    betweenness: float
    group: int
    community: int


@dataclass(frozen=True, slots=True)
class Link:
    """Two bodies that share tasks, the lesser IRI first.

    `chance` is how likely one so strong would be if one of the two shared its tasks out over its partners at random:
    the lesser of the two, as in the disparity filter of Serrano, Boguñá and Vespignani (2009, PNAS 106: 6483-6488).
    """

    body: str
    other: str
    tasks: int
    chance: float


@dataclass(frozen=True, slots=True)
class Network:
    """What was measured: bodies, those with most tasks first; links of the backbone, the least likely first.

    `pivots` is the number of bodies from which betweenness was estimated in the larger groups, 0 where it is exact.
    """

    bodies: tuple[BodyMeasures, ...]
    backbone: tuple[Link, ...]
    alpha: float
    pivots: int


def measure(graph: Graph, alpha: float = ALPHA, exact: int = EXACT) -> Network:
    """Measure every body of a graph and find the backbone of their links.

    Args:
        graph: what `open_graph` returned.
        alpha: links are of the backbone whose chance is below it; between 0 and 1.
        exact: steps up to which betweenness is exact.

    Raises:
        QueryError: the graph does not answer, or `alpha` is no such number.
    """
    import networkx

    if not 0 < alpha <= 1:
        raise QueryError(f"alpha is {alpha}; it must be above 0 and at most 1")
    duties = read_duties(graph)
    net = net_of(duties)
    linked = _numbered(networkx.connected_components(net))
    between, pivots = _betweenness(net, exact)
    communities = _numbered(_communities(net))
    bodies = [
        BodyMeasures(
            department=body,
            label=duties.label(body),
            tasks=len(duties.tasks(body)),
            roles=tuple((role, len(by_role.get(role, ()))) for role in ROLES),
            partners=net.degree(body),
            shared=net.degree(body, weight="tasks"),
            betweenness=between[body],
            group=linked[body],
            community=communities[body],
        )
        for body, by_role in duties.bodies.items()
    ]
    return Network(
        tuple(sorted(bodies, key=lambda body: (-body.tasks, body.department))), _backbone(net, alpha), alpha, pivots
    )


def measure_bodies(graph: Graph) -> tuple[BodyMeasures, ...]:
    """Measure every body, those with most tasks first."""
    return measure(graph).bodies


def _numbered(sets: Iterable[Iterable[str]]) -> dict[str, int]:
    """Number sets of bodies from 0, the largest first, and of two alike that with the least IRI."""
    ordered = sorted((sorted(bodies) for bodies in sets), key=lambda bodies: (-len(bodies), bodies[0]))
    return {body: number for number, bodies in enumerate(ordered) for body in bodies}


def _by_number(net: networkx.Graph, bodies: list[str]) -> networkx.Graph:
    """Return the part of the network with these bodies, which become numbers in their order.

    networkx goes through sets of nodes, and only those of numbers have the same order whatever the hash seed. Lengths
    are whole numbers, so that paths as long as each other are found to be so: 1/2 is 3, and 1/3 is 2 (of sixths).
    """
    import networkx

    number = {body: index for index, body in enumerate(bodies)}
    links = sorted(
        (*sorted((number[one], number[other])), tasks) for one, other, tasks in net.edges(bodies, data="tasks")
    )
    unit = math.lcm(*{tasks for *_, tasks in links})
    part = networkx.Graph()
    part.add_nodes_from(range(len(bodies)))
    for one, other, tasks in links:
        part.add_edge(one, other, tasks=tasks, length=unit // tasks)
    return part


def _betweenness(net: networkx.Graph, exact: int) -> tuple[dict[str, float], int]:
    """Return the betweenness of each body in its group, and from how many bodies it was estimated, if it was."""
    import networkx

    found = dict.fromkeys(net, 0.0)
    groups = [sorted(group) for group in networkx.connected_components(net) if len(group) > 2]
    parts = [_by_number(net, bodies) for bodies in groups]
    steps = sum(len(part) * part.size() for part in parts)
    fewest = 0
    for bodies, part in zip(groups, parts, strict=True):
        pivots: int | None = None
        if steps > exact:
            pivots = max(PIVOTS, len(bodies) * exact // steps)
            pivots = None if pivots >= len(bodies) else pivots
            fewest = min(fewest or pivots, pivots) if pivots else fewest
        between = networkx.betweenness_centrality(part, k=pivots, weight="length", seed=SEED)
        found |= {bodies[number]: round(min(value, 1.0), DIGITS) for number, value in between.items()}
    return found, fewest


def _communities(net: networkx.Graph) -> list[list[str]]:
    """Return the communities of the network; a body without links is one of its own."""
    import networkx

    bodies = sorted(net)
    if not net.size():
        return [[body] for body in bodies]
    part = _by_number(net, bodies)
    found = networkx.community.louvain_communities(part, weight="tasks", seed=SEED)
    return [[bodies[number] for number in community] for community in found]


def _backbone(net: networkx.Graph, alpha: float) -> tuple[Link, ...]:
    """Return the links that the disparity filter keeps.

    A body with k partners and s shared tasks has a link with w of them by a chance of (1 - w/s)^(k - 1); a body with
    one partner says nothing about that link. A link stays that is unlikely for one of its ends.
    """
    strength = dict(net.degree(weight="tasks"))
    links = []
    for one, other, tasks in net.edges(data="tasks"):
        ends = ((strength[body], net.degree(body)) for body in (one, other))
        chance = round(min((1 - tasks / shared) ** (partners - 1) for shared, partners in ends), DIGITS)
        if chance < alpha:
            links.append(Link(min(one, other), max(one, other), tasks, chance))
    return tuple(sorted(links, key=lambda link: (link.chance, -link.tasks, link.body, link.other)))
