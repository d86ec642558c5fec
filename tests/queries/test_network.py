"""Measures of who works with whom."""

from __future__ import annotations

from queries import measure_bodies, together_graph
from queries.backends import Backend

ORG = "https://w3id.org/policykg/id/org/00000000000"


def test_graph_of_bodies(embedded: Backend) -> None:
    net = together_graph(embedded)
    assert sorted(net.nodes) == [ORG + "2", ORG + "3", ORG + "5"]
    assert net.nodes[ORG + "5"]["label"] == "示例省财政厅"
    assert net.edges[ORG + "3", ORG + "2"] == {"tasks": 2, "documents": 1}


def test_measures(embedded: Backend) -> None:
    first, second, third = measure_bodies(embedded)
    assert first.label == "示例省发展和改革委员会"
    assert (first.tasks, first.partners, first.shared, first.group) == (3, 2, 3, 0)
    assert dict(first.roles) == {"lead": 0, "responsible": 2, "support": 1, "guide": 0, "supervise": 0}
    assert [second.tasks, third.tasks] == [2, 1]
    assert first.betweenness == 0.0
