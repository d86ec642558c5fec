"""Measures of who works with whom, with networkx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.asking import run
from queries.backends.base import Graph

if TYPE_CHECKING:
    import networkx

__all__ = ["BodyMeasures", "measure_bodies", "together_graph"]


@dataclass(frozen=True, slots=True)
class BodyMeasures:
    """How much a body has to do, and with how many.

    `tasks` counts its tasks, `roles` those by role; `partners` counts the bodies with which it shares one, `shared` the
    shared tasks over all partners; `betweenness` is the share of shortest paths between others that lead over it
    (Freeman 1977, between 0 and 1); `group` numbers the bodies that are linked at all, from 0 by size.
    """

    department: str
    label: str
    tasks: int
    roles: tuple[tuple[str, int], ...]
    partners: int
    shared: int
    betweenness: float
    group: int


def together_graph(graph: Graph) -> networkx.Graph:
    """Return the bodies that share tasks: nodes are IRIs with `label`, edges have `tasks` and `documents`.

    Bodies that share none are nodes without edges; those that name no one in particular are left out.
    """
    import networkx

    net = networkx.Graph()
    for row in run("bodies", graph).values():
        if row.get("generic") != "true":
            net.add_node(row["department"], label=row.get("departmentLabel", row["department"]))
    for row in run("together", graph).values():
        net.add_edge(row["body"], row["other"], tasks=int(row["tasks"]), documents=int(row["documents"]))
    return net


def measure_bodies(graph: Graph) -> tuple[BodyMeasures, ...]:
    """Measure every body, those with most tasks first."""
    import networkx

    net = together_graph(graph)
    betweenness = networkx.betweenness_centrality(net)
    linked = sorted(networkx.connected_components(net), key=lambda bodies: (-len(bodies), min(bodies)))
    group = {body: number for number, bodies in enumerate(linked) for body in bodies}
    return tuple(
        BodyMeasures(
            department=row["department"],
            label=row.get("departmentLabel", row["department"]),
            tasks=int(row["tasks"]),
            roles=tuple((name.removesuffix("Tasks"), int(n)) for name, n in row.items() if name.endswith("Tasks")),
            partners=net.degree(row["department"]),
            shared=net.degree(row["department"], weight="tasks"),
            betweenness=round(betweenness[row["department"]], 6),
            group=group[row["department"]],
        )
        for row in run("bodies", graph).values()
        if row["department"] in net
    )
