"""Networks: GraphML and GEXF as networkx reads them and as their schema has them, CSV as Neo4j's importer wants it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import networkx
import pytest
from lxml import etree

from exports import export
from exports.hostile import FORMULA
from exports.network import EDGES, EVIDENCE, KINDS, short
from graph_builder import build
from ontology.terms import PREFIXES
from queries import open_graph, run

# What GEXF 1.3 has for a static graph with attributes, colours and kinds of edges, as its primer and schema say;
# written for this test, so no element, attribute or type beyond these passes. Its published RELAX NG takes what passes
# here; its published XML Schema has colours in the wrong namespace and takes none.
SCHEMA = """
<element name="gexf" ns="http://gexf.net/1.3" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <attribute name="version" ns=""><value>1.3</value></attribute>
  <optional><element name="meta">
    <optional><attribute name="lastmodifieddate" ns=""><data type="date"/></attribute></optional>
    <interleave>
      <optional><element name="creator"><text/></element></optional>
      <optional><element name="description"><text/></element></optional>
      <optional><element name="keywords"><text/></element></optional>
    </interleave>
  </element></optional>
  <element name="graph">
    <attribute name="defaultedgetype" ns="">
      <choice><value>directed</value><value>undirected</value><value>mutual</value></choice></attribute>
    <attribute name="mode" ns=""><choice><value>static</value><value>dynamic</value></choice></attribute>
    <zeroOrMore><element name="attributes">
      <attribute name="class" ns=""><choice><value>node</value><value>edge</value></choice></attribute>
      <zeroOrMore><element name="attribute">
        <attribute name="id" ns=""/><attribute name="title" ns=""/>
        <attribute name="type" ns=""><choice>
          <value>integer</value><value>long</value><value>double</value><value>float</value><value>boolean</value>
          <value>string</value><value>anyURI</value></choice></attribute>
      </element></zeroOrMore>
    </element></zeroOrMore>
    <element name="nodes"><zeroOrMore><element name="node">
      <attribute name="id" ns=""/><attribute name="label" ns=""/>
      <interleave>
        <optional><element name="attvalues"><zeroOrMore><element name="attvalue">
          <attribute name="for" ns=""/><attribute name="value" ns=""/></element></zeroOrMore></element></optional>
        <optional><element name="color" ns="http://gexf.net/1.3/viz">
          <attribute name="r" ns=""><data type="unsignedByte"/></attribute>
          <attribute name="g" ns=""><data type="unsignedByte"/></attribute>
          <attribute name="b" ns=""><data type="unsignedByte"/></attribute></element></optional>
      </interleave>
    </element></zeroOrMore></element>
    <element name="edges"><zeroOrMore><element name="edge">
      <attribute name="id" ns=""/><attribute name="source" ns=""/><attribute name="target" ns=""/>
      <optional><attribute name="kind" ns=""/></optional>
      <optional><attribute name="label" ns=""/></optional>
      <optional><attribute name="weight" ns=""><data type="double"/></attribute></optional>
      <optional><element name="attvalues"><zeroOrMore><element name="attvalue">
        <attribute name="for" ns=""/><attribute name="value" ns=""/></element></zeroOrMore></element></optional>
    </element></zeroOrMore></element>
  </element>
</element>
"""


@pytest.fixture(scope="module")
def expected(built: Path) -> Counter[str]:
    """How many responsibilities of each role the queries find."""
    return Counter(row["role"] for row in run("responsibilities", open_graph(str(built))).values())


def weights(edges: list[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for kind, weight in edges:
        found[kind] += weight
    return found


ROLE = {
    "lead": "leadBy",
    "responsible": "responsibleBy",
    "support": "supportedBy",
    "guide": "guidedBy",
    "supervise": "supervisedBy",
}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_the_network(form: str, built: Path, tmp_path: Path, expected: Counter[str]) -> None:
    out = tmp_path / f"x.{form}"
    report = export(built, out)
    read = networkx.read_graphml if form == "graphml" else networkx.read_gexf
    network = read(out)
    assert network.is_directed()
    assert (network.number_of_nodes(), network.number_of_edges()) == (report.counts["nodes"], report.counts["edges"])
    key = "relation"
    found = weights([(data[key], int(data["weight"])) for _, _, data in network.edges(data=True)])
    assert {role: found[ROLE[role]] for role in expected} == expected
    nodes = dict(network.nodes(data=True))
    task = nodes["doc:2016-42-a086e028:task:2.3"]
    number = task["number" if form == "graphml" else "编号"]
    assert (task["label"], task["kind"], number) == ("二（三） 严控新增产能", "task", "二（三）")
    assert {data["kind"] for data in nodes.values()} <= set(KINDS)
    assert "other" not in {data["kind"] for data in nodes.values()}
    assert {"国家发展和改革委员会", "铜"} <= {data["label"] for data in nodes.values()}


def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(SCHEMA))


def test_gexf_follows_its_schema(built: Path, hostile: Path, tmp_path: Path) -> None:
    for name, graph in (("built", built), ("hostile", hostile)):
        out = tmp_path / f"{name}.gexf"
        export(graph, out)
        schema().assertValid(etree.parse(out))
    for wrong in (("<nodes>", "<nodes><knot/>"), ('weight="1"', 'weight="x"'), ("viz:color r", "viz:color red")):
        broken = (tmp_path / "built.gexf").read_text("utf-8").replace(*wrong, 1)
        assert not schema().validate(etree.fromstring(broken.encode()))


def test_graphml_ids_are_names_of_xml(built: Path, hostile: Path, tmp_path: Path) -> None:
    for graph in (built, hostile):
        out = tmp_path / "x.graphml"
        export(graph, out)
        for element in etree.parse(out).iter("{*}node", "{*}edge", "{*}key"):
            assert re.fullmatch(r"[\w.\-:]+", element.get("id", ""), re.ASCII)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_hostile_text_is_text(form: str, hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / f"x.{form}"
    report = export(hostile, out)
    assert report.replaced > 0
    network = (networkx.read_graphml if form == "graphml" else networkx.read_gexf)(out)
    labels = [data["label"] for _, data in network.nodes(data=True)]
    assert any("a␁b␟␌␈" in label for label in labels)
    assert any("行一\r\n行二\r行三" in label for label in labels)
    assert any("<b>&\"'</b>" in label for label in labels)


def test_bodies_are_linked_to_those_that_took_over(built: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "x.graphml")
    network = networkx.read_graphml(tmp_path / "x.graphml")
    names = networkx.get_node_attributes(network, "label")
    pairs = {(names[a], names[b]) for a, b, data in network.edges(data=True) if data["relation"] == "successor"}
    assert ("国土资源部", "自然资源部") in pairs


def test_short_names_are_one_for_each_address() -> None:
    odd = [PREFIXES["id"] + end for end in ("a/b", "a:b", "a_3Ab", "a%b", "a b", "字", "a//b")] + [
        "urn:x",
        PREFIXES["id"],
    ]
    names = [short(iri) for iri in odd]
    assert len(set(names)) == len(odd)
    assert all(re.fullmatch(r"[A-Za-z0-9.:_\-]+", name) for name in names)


UNSTATED = {"passedBy", "isAnnexOf", "subOrganizationOf", "successor"}
"""What the head of a document says as a whole, or tables of bodies know: nothing in a text to point at."""


def assert_evidenced(edges: list[dict[str, Any]], samples: Path) -> None:
    """Check the words of edges against the texts; that they are those of the queries is in test_evidence.py."""
    for edge in edges:
        assert ("quote" in edge) == (edge["relation"] not in UNSTATED), edge
        if "quote" in edge:
            text = (samples / edge["file"]).read_text("utf-8")
            assert text[edge["start"] : edge["end"]] == edge["quote"]
            assert edge["places"].split()[0] == f"{edge['start']}-{edge['end']}"
            assert len(edge["places"].split()) == edge["weight"]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_edges_carry_their_evidence(form: str, built: Path, samples: Path, tmp_path: Path) -> None:
    export(built, tmp_path / f"x.{form}")
    network = (networkx.read_graphml if form == "graphml" else networkx.read_gexf)(tmp_path / f"x.{form}")
    names = {title: name for name, title in EVIDENCE.items()} if form == "gexf" else {}
    edges = [{names.get(name, name): value for name, value in data.items()} for _, _, data in network.edges(data=True)]
    assert_evidenced([{**edge, "weight": int(edge["weight"])} for edge in edges], samples)


def test_no_value_of_an_edge_takes_the_place_of_its_ends(built: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "x.graphml")
    network = networkx.read_graphml(tmp_path / "x.graphml")
    again = networkx.node_link_graph(networkx.node_link_data(network, edges="edges"), edges="edges")
    assert list(again.edges(data=True)) == list(network.edges(data=True))
    keys = [element.get("id") for element in etree.parse(tmp_path / "x.graphml").iter("{*}key")]
    assert len(keys) == len(set(keys))


def test_relationships_carry_their_evidence(built: Path, samples: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "neo4j", "neo4j")
    whole = {"weight:int": "weight", "start:int": "start", "end:int": "end"}
    types = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).upper(): kind for kind in EDGES}
    assert_evidenced(
        [
            {"relation": types[row[":TYPE"]]}
            | {whole.get(name, name): int(value) if name in whole else value for name, value in row.items() if value}
            for row in rows(tmp_path / "neo4j" / "relationships.csv")
        ],
        samples,
    )


def test_what_several_clauses_state_is_one_edge_with_the_places_of_all(tmp_path: Path) -> None:
    text = "关于养护的通知\n各县：\n一、养护道路\n修好道路。（市交通局负责）管好道路。（市交通局负责）\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", "policykg 0")
    export(tmp_path / "out", tmp_path / "x.graphml")
    edges = networkx.read_graphml(tmp_path / "x.graphml").edges(data=True)
    (edge,) = [data for _, _, data in edges if data["relation"] == "responsibleBy"]
    first, second = (match.span() for match in re.finditer("（市交通局负责）", text))
    assert (edge["weight"], edge["start"], edge["end"]) == (2, *first)
    assert edge["places"] == f"{first[0]}-{first[1]} {second[0]}-{second[1]}"


# Neo4j Operations Manual, import: CSV header format. A field is a property with a type, or one of these.
_PROPERTY = re.compile(r"\w+(:(int|long|float|double|boolean|byte|short|char|string|date))?")
_HEADS = {"nodes": {"iri:ID", ":LABEL"}, "relationships": {":START_ID", ":END_ID", ":TYPE"}}


def test_neo4j_headers_are_those_of_its_importer(built: Path, hostile: Path, tmp_path: Path) -> None:
    for name, graph in (("built", built), ("hostile", hostile)):
        export(graph, tmp_path / name, "neo4j")
        for file in (tmp_path / name).iterdir():
            text = file.read_text("utf-8")
            assert not text.startswith("\ufeff")
            head, *body = csv.reader(text.splitlines(), strict=True)
            needed = _HEADS[file.stem.partition("-")[0]]
            assert needed <= set(head)
            assert all(_PROPERTY.fullmatch(field) for field in set(head) - needed)
            assert len({field.partition(":")[0] or field for field in head}) == len(head)
            for row in body:
                values = dict(zip(head, row, strict=True))
                assert all(values[field] for field in needed)
                assert all(int(values[field]) >= 0 for field in head if field.endswith(":int") and values[field])


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_neo4j_files_fit_together(built: Path, tmp_path: Path, expected: Counter[str]) -> None:
    out = tmp_path / "neo4j"
    report = export(built, out, "neo4j")
    nodes = [row for file in sorted(out.glob("nodes-*.csv")) for row in rows(file)]
    links = rows(out / "relationships.csv")
    names = [row["iri:ID"] for row in nodes]
    assert len(names) == len(set(names)) == report.counts["nodes"]
    assert {end for row in links for end in (row[":START_ID"], row[":END_ID"])} <= set(names)
    assert len(links) == report.counts["relationships"]
    found = weights([(row[":TYPE"], int(row["weight:int"])) for row in links])
    assert found["LEAD_BY"] == expected["lead"]
    assert found["SUPPORTED_BY"] == expected["support"]
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", row[":TYPE"]) for row in links)
    assert {row[":LABEL"] for row in nodes} <= {kind.capitalize() for kind in KINDS}
    assert {row["name"] for row in links} <= set(EDGES.values())


def test_no_cell_for_neo4j_is_a_formula_or_has_several_lines(hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "neo4j"
    report = export(hostile, out, "neo4j")
    assert report.replaced > 0
    for file in out.iterdir():
        text = file.read_bytes().decode("utf-8")
        assert len(text.splitlines()) == text.count("\n")
        for row in rows(file):
            assert not [cell for cell in row.values() if FORMULA.match(cell)]
    tasks = rows(out / "nodes-task.csv")
    assert {"'=1+1", "'+1", "'@SUM(A1)"} <= {row["number"] for row in tasks}
    assert "行一↵行二↵行三" in {row["number"] for row in tasks}


def test_what_nothing_describes_is_a_node_too(tmp_path: Path) -> None:
    file = tmp_path / "x.nt"
    task = "https://w3id.org/policykg/id/doc/x/task/1"
    file.write_text(
        f"<{task}> <{PREFIXES['rdf']}type> <{PREFIXES['pol']}Task> .\n"
        f"<{task}> <{PREFIXES['pol']}statedIn> <https://w3id.org/policykg/id/doc/x> .\n"
        f"<{task}> <{PREFIXES['pol']}concerns> <{PREFIXES['mineral']}copper> .\n",
        "utf-8",
    )
    out = tmp_path / "x.graphml"
    assert export(file, out).counts == {"nodes": 3, "edges": 2}
    kinds = {data["label"]: data["kind"] for _, data in networkx.read_graphml(out).nodes(data=True)}
    assert kinds == {"doc:x:task:1": "task", "铜": "mineral", "doc:x": "other"}
