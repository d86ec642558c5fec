"""GEXF 1.3 (https://gexf.net/1.3/), the format of Gephi, written line by line."""

from __future__ import annotations

from pathlib import Path

from exports.export import Written
from exports.hostile import escaped, visible
from exports.network import ATTRIBUTES, COLORS, EDGES, EVIDENCE, Network, short
from exports.quads import Quads

__all__ = ["FILES", "write"]

FILES: tuple[str, ...] = ()
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta>
<creator>policykg</creator>
<description>公文任务分工网络 who is responsible for what</description>
</meta>
<graph defaultedgetype="directed" mode="static">
"""
_TITLES = {
    "kind": "kind", "kindLabel": "类别", "iri": "IRI", "number": "编号", "date": "日期",
    "level": "层级", "source": "来源文件",
}  # fmt: skip


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write the network of a graph."""
    network = Network(quads, work)
    nodes = edges = pictures = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD + '<attributes class="node">\n')
        for name in ("kind", *ATTRIBUTES):
            file.write(f'<attribute id="{name}" title="{_TITLES[name]}" type="string"/>\n')
        file.write('</attributes>\n<attributes class="edge">\n')
        file.write('<attribute id="relation" title="relation" type="string"/>\n')
        for name, title in EVIDENCE.items():
            kind = "integer" if name in ("start", "end") else "string"
            file.write(f'<attribute id="{name}" title="{title}" type="{kind}"/>\n')
        file.write("</attributes>\n<nodes>\n")
        for node in network.nodes():
            label, changed = visible(node.label)
            values = [f'<attvalue for="kind" value="{node.kind}"/>']
            for name, value in node.values.items():
                text, more = visible(value)
                changed += more
                values.append(f'<attvalue for="{name}" value="{escaped(text)}"/>')
            red, green, blue = COLORS[node.kind]
            file.write(
                f'<node id="{short(node.iri)}" label="{escaped(label)}"><attvalues>{"".join(values)}</attvalues>'
                f'<viz:color r="{red}" g="{green}" b="{blue}"/></node>\n'
            )
            nodes, pictures = nodes + 1, pictures + changed
        file.write("</nodes>\n<edges>\n")
        for edge in network.edges():
            values = [f'<attvalue for="relation" value="{edge.kind}"/>']
            for name, value in edge.values.items():
                text, changed = visible(value)
                pictures += changed
                values.append(f'<attvalue for="{name}" value="{escaped(text)}"/>')
            edges += 1
            file.write(
                f'<edge id="e{edges}" source="{short(edge.source)}" target="{short(edge.target)}" kind="{edge.kind}" '
                f'label="{EDGES[edge.kind]}" weight="{edge.weight}">'
                f"<attvalues>{''.join(values)}</attvalues></edge>\n"
            )
        file.write("</edges>\n</graph>\n</gexf>\n")
    return Written({"nodes": nodes, "edges": edges}, pictures)
