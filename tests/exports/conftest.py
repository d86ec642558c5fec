"""Graphs that every format has to hold: the samples, and one with all that is hostile in it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import build
from ontology.terms import DCTERMS, ELI, OA, POL, PREFIXES, RDF, RDFS, ROLE, SKOS

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=2", "\r=3", "a\x01b\x1f\x0c\x08", "行一\r\n行二\r行三", ' <b>&"\'</b> ', "]]>",
    "_x0041_", "\ufffe\uffff", "\x7f\x85\u2028", "𠮷\U0001f600", "\\u0001 \\n", "{{x}}", "a;b,c|d", "--\n", "x" * 40_000,
)  # fmt: skip
"""Text that is markup, a formula, no XML, or too long for somebody."""


@pytest.fixture(scope="session")
def built(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a folder of a build."""
    out = tmp_path_factory.mktemp("built") / "out"
    build([str(samples)], out, "policykg 0")
    return out


def hostile_quads() -> list[ox.Quad]:
    """A document whose every word is hostile."""
    n = ox.NamedNode
    document, text = n(PREFIXES["id"] + "doc/x"), n(PREFIXES["id"] + "text/x")
    body, place = n(PREFIXES["id"] + "org/x"), n(f"{PREFIXES['id']}text/x#char=0,4")
    quads: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (document, RDF.type, n(POL.PolicyDocument)),
        (document, DCTERMS.title, ox.Literal("[]:*?/\\" + HOSTILE[0], language="zh")),
        (document, ELI.is_realized_by, text),
        (text, POL.fileName, ox.Literal("=cmd|' /C calc'!A0.txt")),
        (text, POL.text, ox.Literal("\n".join(HOSTILE))),
        (body, RDF.type, n(POL.Body)),
        (body, SKOS.prefLabel, ox.Literal("=HYPERLINK(1)", language="zh")),
        (place, OA.hasSource, text),
        (place, OA.hasSelector, n(place.value + ";position")),
        (place, OA.hasSelector, n(place.value + ";quote")),
        (n(place.value + ";position"), OA.start, ox.Literal(0)),
        (n(place.value + ";position"), OA.end, ox.Literal(4)),
        (n(place.value + ";quote"), OA.exact, ox.Literal("=1+1")),
    ]
    for i, words in enumerate(HOSTILE):
        task, duty = n(f"{document.value}/task/{i}"), n(f"{document.value}/task/{i}/responsibility/1")
        quads += [
            (task, RDF.type, n(POL.Task)), (task, POL.statedIn, document), (task, POL.sequence, ox.Literal(i)),
            (task, RDFS.label, ox.Literal(words, language="zh")), (task, POL.number, ox.Literal(words)),
            (task, POL.evidence, place), (task, POL.hasResponsibility, duty), (task, POL.leadBy, body),
            (duty, RDF.type, n(POL.Responsibility)), (duty, POL.responsibleParty, body), (duty, POL.role, n(ROLE.lead)),
            (duty, POL.mention, ox.Literal(words)), (duty, POL.evidence, place), (duty, POL.sequence, ox.Literal(1)),
            (body, SKOS.altLabel, ox.Literal(words, language="zh")),
        ]  # fmt: skip
    return [ox.Quad(s, n(p), o, n(PREFIXES["graph"] + "x")) for s, p, o in quads]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file whose every word is hostile."""
    file = tmp_path_factory.mktemp("hostile") / "hostile.nq"
    ox.serialize(hostile_quads(), str(file), format=ox.RdfFormat.N_QUADS)
    return file
