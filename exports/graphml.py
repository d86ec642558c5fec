"""GraphML 1.0 (http://graphml.graphdrawing.org/specification.html), written line by line."""

from __future__ import annotations

from pathlib import Path

from exports.export import Written
from exports.hostile import escaped, visible
from exports.network import ATTRIBUTES, EDGES, EVIDENCE, Network, short
from exports.quads import Quads

__all__ = ["FILES", "write"]

FILES: tuple[str, ...] = ()
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write the network of a graph."""
    network = Network(quads, work)
    nodes = edges = pictures = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for name in ("label", "kind", *ATTRIBUTES):
            file.write(f'<key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n')
        kinds = {name: "int" if name in ("start", "end") else "string" for name in EVIDENCE}
        for name, kind in {"relation": "string", "relationLabel": "string", "weight": "int", **kinds}.items():
            file.write(f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n')
        file.write('<graph id="policykg" edgedefault="directed">\n')
        for node in network.nodes():
            data = []
            for name, value in {"label": node.label, "kind": node.kind, **node.values}.items():
                text, changed = visible(value)
                pictures += changed
                data.append(f'<data key="{name}">{escaped(text)}</data>')
            file.write(f'<node id="{short(node.iri)}">{"".join(data)}</node>\n')
            nodes += 1
        for edge in network.edges():
            edges += 1
            data = []
            for name, value in edge.values.items():
                text, changed = visible(value)
                pictures += changed
                data.append(f'<data key="{name}">{escaped(text)}</data>')
            file.write(
                f'<edge id="e{edges}" source="{short(edge.source)}" target="{short(edge.target)}">'
                f'<data key="relation">{edge.kind}</data><data key="relationLabel">{EDGES[edge.kind]}</data>'
                f'<data key="weight">{edge.weight}</data>{"".join(data)}</edge>\n'
            )
        file.write("</graph>\n</graphml>\n")
    return Written({"nodes": nodes, "edges": edges}, pictures)
