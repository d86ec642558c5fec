"""Every format has the evidence of the facts in it: place and quote, the rule with its version, and who read it."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx
import openpyxl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib

from exports import FORMATS, export
from exports.network import EVIDENCE
from exports.tables import TABLES
from ontology.terms import OA, OWL, POL, PREFIXES, PROV, RDFS, SKOS
from queries import open_graph, run

Evidence = tuple[str, int, int, str, str, str, str]
"""File, start, end, quote, rule, its version, and who read it."""
PROGRAM = "policykg 0"
NETWORK = ("graphml", "gexf", "neo4j")


@pytest.fixture(scope="module")
def duties(built: Path) -> set[Evidence]:
    """The evidence of the responsibilities, as the queries tell it."""
    rows = run("responsibilities", open_graph(str(built))).values()
    version = "1"
    return {
        (row["source"], int(row["start"]), int(row["end"]), row["quote"], row["rule"], version, PROGRAM) for row in rows
    }


@pytest.fixture(scope="module")
def exported(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("every")
    paths = {name: folder / (name + (one.endings[0] if one.endings else "")) for name, one in FORMATS.items()}
    for name, path in paths.items():
        export(built, path, name)
    return paths


def of_statements(quads: Iterator[Any]) -> set[Evidence]:
    """Follow the properties of the ontology from each responsibility to its evidence."""
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in quads:
        said[str(subject)][str(predicate)].append(str(value))

    def one(node: str, *path: str) -> str:
        found = [node]
        for step in path:
            found = [value for at in found for value in said[at][step]]
        (value,) = set(found)
        return value

    return {
        (
            one(duty, POL.evidence, OA.hasSource, POL.fileName),
            int(one(duty, POL.evidence, OA.hasSelector, OA.start)),
            int(one(duty, POL.evidence, OA.hasSelector, OA.end)),
            one(duty, POL.evidence, OA.hasSelector, OA.exact),
            one(duty, POL.foundBy, SKOS.notation),
            one(duty, POL.foundBy, OWL.versionInfo),
            one(duty, PROV.wasGeneratedBy, PROV.wasAssociatedWith, RDFS.label),
        )
        for duty in list(said)
        if POL.responsibleParty in said[duty]
    }


RDF = [name for name, one in FORMATS.items() if one.module in ("rdf", "jsonld")]


@pytest.mark.parametrize("name", RDF)
def test_rdf_has_the_evidence(name: str, exported: dict[str, Path], duties: set[Evidence]) -> None:
    if name == "rdfxml":
        assert of_statements(iter(rdflib.Graph().parse(exported[name], format="xml"))) == duties
        return
    formats = {"turtle12": ox.RdfFormat.TURTLE, "trig12": ox.RdfFormat.TRIG}
    quads = list(ox.parse(path=str(exported[name]), format=formats.get(name)))
    plain = ((q.subject.value, q.predicate.value, q.object.value) for q in quads if not isinstance(q.object, ox.Triple))
    assert of_statements(iter(plain)) == duties
    if name in formats:
        shortcuts = {q.subject.value for q in quads if isinstance(q.object, ox.Triple)}
        evidenced = {q.subject.value for q in quads if q.predicate.value == POL.evidence}
        assert shortcuts
        assert shortcuts <= evidenced


def edges(name: str, path: Path) -> Iterator[dict[str, str]]:
    """Yield the relation and the evidence of each edge, as text."""
    if name == "graphml":
        for _, _, data in networkx.read_graphml(path).edges(data=True):
            yield {key: str(value) for key, value in data.items()}
    elif name == "gexf":
        for edge in ET.parse(path).getroot().iter("{http://gexf.net/1.3}edge"):  # noqa: S314
            yield {str(one.get("for")): str(one.get("value")) for one in edge.iter("{http://gexf.net/1.3}attvalue")}
    else:
        with (path / "relationships.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                kind = row[":TYPE"].lower().split("_")
                relation = kind[0] + "".join(part.capitalize() for part in kind[1:])
                yield {"relation": relation, **{name.partition(":")[0]: value for name, value in row.items() if value}}


@pytest.mark.parametrize("name", NETWORK)
def test_networks_have_the_evidence(name: str, exported: dict[str, Path], duties: set[Evidence]) -> None:
    stated = {"leadBy", "responsibleBy", "supportedBy", "guidedBy", "supervisedBy"}
    found = list(edges(name, exported[name]))
    evidence = {
        (row["file"], int(row["start"]), int(row["end"]), row["quote"], row["rule"], row["ruleVersion"], row["readBy"])
        for row in found
        if row["relation"] in stated
    }
    assert evidence
    assert evidence <= duties
    facts = stated | {"statedIn", "partOfTask", "concerns", "mentions", "implements", "issues", "cites", "partOfBase"}
    for row in found:
        assert set(row) >= set(EVIDENCE) or row["relation"] not in facts, row
    assert {row["relation"] for row in found} & {"mentions", "statedIn", "implements"}


def test_parquet_has_the_evidence(exported: dict[str, Path], duties: set[Evidence]) -> None:
    for name, table in TABLES.items():
        if not table.place:
            continue
        rows = pq.read_table(exported["parquet"] / f"{name}.parquet").to_pylist()
        # No sample says how long it holds; tests/exports/test_tables.py has a document that does.
        assert rows or name in ("findings", "validities"), name
        for row in rows:
            wanted = {"source", "start", "end", "quote", "run", "readBy", "rule", "ruleVersion"}
            wanted -= {"rule", "ruleVersion"} if name == "findings" else set()
            assert all(row[column] is not None for column in wanted), (name, row)
            assert row["readBy"] == PROGRAM
            assert row["run"].startswith(PREFIXES["id"])
        if name == "responsibilities":
            columns = ("source", "start", "end", "quote", "rule", "ruleVersion", "readBy")
            assert {tuple(row[column] for column in columns) for row in rows} == duties


def test_the_workbook_has_the_evidence(exported: dict[str, Path], duties: set[Evidence]) -> None:
    sheet = openpyxl.load_workbook(exported["excel"])["出处"]
    head, *rows = sheet.iter_rows(values_only=True)
    columns = [
        head.index(name) for name in ("来源文件", "起始位置", "结束位置", "依据原文", "识别规则", "规则版本", "读出者")
    ]
    found = {tuple(row[column] for column in columns) for row in rows}
    assert {row for row in duties if row[4] != "convention.standing"} <= found
    assert all(None not in row for row in found)


def test_json_ld_names_rule_and_run_in_its_context(exported: dict[str, Path]) -> None:
    context = json.loads(exported["jsonld"].read_text("utf-8"))["@context"]
    assert context["pol:foundBy"] == {"@id": "pol:foundBy", "@type": "@id"}
    assert context["prov:wasGeneratedBy"] == {"@id": "prov:wasGeneratedBy", "@type": "@id"}
