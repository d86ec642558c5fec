"""RDF: every serialisation holds the same graph, read by Oxigraph and by rdflib."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from exports import ExportError, export
from exports.hostile import visible
from exports.quads import Term, is_canonical, split, term
from ontology.terms import POL, PREFIXES, RDF

NAMED = ("nquads", "trig", "jsonld")
MERGED = ("ntriples", "turtle", "rdfxml")
ENDING = {"nquads": "nq", "trig": "trig", "jsonld": "jsonld", "ntriples": "nt", "turtle": "ttl", "rdfxml": "rdf"}
RDFLIB = {
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "ntriples": "nt",
    "turtle": "turtle",
    "rdfxml": "xml",
}


def quads(file: Path) -> set[ox.Quad]:
    form = ox.RdfFormat.from_extension(file.suffix[1:].removesuffix("12"))
    return set(ox.parse(path=str(file), format=form))


def triples(file: Path) -> set[ox.Triple]:
    return {quad.triple for quad in quads(file)}


def rdflib_graph(file: Path, form: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    dataset = rdflib.Dataset()
    dataset.parse(file, format=RDFLIB[form])
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
    return graph


@pytest.mark.parametrize("form", [*NAMED, *MERGED])
def test_every_form_holds_the_graph(form: str, built: Path, tmp_path: Path) -> None:
    out = tmp_path / f"x.{ENDING[form]}"
    report = export(built, out)
    source = built / "graph.nq"
    assert (report.format, report.replaced, report.size) == (form, 0, out.stat().st_size)
    if form in NAMED:
        assert quads(out) == quads(source)
        assert report.counts == {"quads": len(quads(source))}
    else:
        assert triples(out) == triples(source)
        assert report.counts == {"triples": len(triples(source))}


@pytest.mark.parametrize("form", [*NAMED, *MERGED])
def test_every_form_is_the_same_graph_for_rdflib(form: str, built: Path, tmp_path: Path) -> None:
    store = ox.Store()
    store.load(path=str(built / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    # One document and the vocabulary: rdflib is slow.
    some = [*sorted(store.named_graphs(), key=str)[:1], ox.NamedNode(PREFIXES["graph"] + "vocabulary")]
    file, out = tmp_path / "some.nq", tmp_path / f"x.{ENDING[form]}"
    ox.serialize((q for g in some for q in store.quads_for_pattern(None, None, None, g)), str(file))
    export(file, out)
    assert isomorphic(rdflib_graph(out, form), rdflib_graph(file, "nquads"))


@pytest.mark.parametrize("form", [*NAMED, *MERGED])
def test_hostile_text_comes_back(form: str, hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / f"x.{ENDING[form]}"
    report = export(hostile, out)
    expected = triples(hostile)
    if form == "rdfxml":
        expected = {
            ox.Triple(t.subject, t.predicate, ox.Literal(visible(o.value)[0], language=o.language, datatype=o.datatype if o.language is None else None))
            if isinstance(o := t.object, ox.Literal) else t
            for t in expected
        }  # fmt: skip
        assert report.replaced > 0
        assert "a␁b␟␌␈" in out.read_text("utf-8")
    else:
        assert report.replaced == 0
    assert triples(out) == expected
    assert {str(o) for o in rdflib_graph(out, form).objects()} == {
        t.object.value for t in expected if not isinstance(t.object, ox.Triple)
    }


@pytest.mark.parametrize("form", ["ttl", "trig", "jsonld", "nt", "rdf"])
def test_the_serialisation_that_is_read_makes_no_difference(form: str, built: Path, tmp_path: Path) -> None:
    first, again, direct = tmp_path / f"first.{form}", tmp_path / "again.nt", tmp_path / "direct.nt"
    export(built, first)
    export(first, again)
    export(built, direct)
    assert again.read_bytes() == direct.read_bytes()


def test_order_of_the_lines_makes_no_difference(built: Path, tmp_path: Path) -> None:
    lines = (built / "graph.nq").read_bytes().splitlines(keepends=True)
    shuffled = tmp_path / "shuffled.nq"
    shuffled.write_bytes(b"".join(sorted(lines, key=lambda line: line[::-1]) + lines[:50]))
    for ending in ("nq", "trig", "jsonld"):
        one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
        export(built, one)
        export(shuffled, other)
        assert one.read_bytes() == other.read_bytes()
    assert (tmp_path / "one.nq").read_bytes() == (built / "graph.nq").read_bytes()


@pytest.mark.parametrize("form", ["trig12", "turtle12"])
def test_shortcuts_are_annotated_with_their_nodes(form: str, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "x"
    report = export(built, out, form)
    kind = ox.RdfFormat.TRIG if form == "trig12" else ox.RdfFormat.TURTLE
    store = ox.Store()
    store.load(path=str(out), format=kind)
    annotated = {q.object for q in store.quads_for_pattern(None, ox.NamedNode(RDF.NS + "reifies"), None, None)}
    stated = {
        q.triple
        for name in ("leadBy", "responsibleBy", "supportedBy", "guidedBy", "supervisedBy", "responsibleOrganization")
        for q in store.quads_for_pattern(None, ox.NamedNode(POL.NS + name), None, None)
    }
    assert stated <= annotated
    assert report.counts["annotations"] > len(stated)
    asked = """PREFIX pol: <https://w3id.org/policykg/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT (COUNT(*) AS ?n) WHERE { <<( ?task pol:leadBy ?body )>> ^rdf:reifies ?node . ?node pol:evidence ?place ; pol:responsibleParty ?body }"""
    rows = store.query(asked, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    count = next(iter(rows))["n"]
    assert isinstance(count, ox.Literal)
    assert int(count.value) > 0


def test_json_ld_reads_well(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonld"
    export(built, out)
    text = out.read_text("utf-8")
    assert '"rdfs:label": {"zh": "严控新增产能"}' in text
    assert '"pol:sequence": 1,' in text
    # The context says less of these than the graph: of a length that it is an integer, of a day and a source nothing.
    text = text.split('"@graph"', 1)[1]
    spelt = {line.split('"')[1] for line in text.splitlines() if '"@value"' in line}
    assert spelt <= {"pol:length", "dcterms:source", "dcterms:date"}


def test_json_ld_writes_out_what_does_not_fit_the_context(tmp_path: Path) -> None:
    file, out = tmp_path / "odd.nt", tmp_path / "odd.jsonld"
    label, sequence = "<http://www.w3.org/2000/01/rdf-schema#label>", f"<{POL.sequence}>"
    file.write_text(
        f'<urn:a> {label} "plain", .\n'.replace(", .", " .")
        + f'<urn:a> {label} <urn:b> .\n<urn:a> {label} "7"^^<http://www.w3.org/2001/XMLSchema#byte> .\n'
        + f'<urn:a> {sequence} "007"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<urn:a> {sequence} "x" .\n'
        + f'<urn:a> {sequence} <urn:c> .\n<urn:a> <{POL.statedIn}> "text"@en .\n<urn:a> <{RDF.type}> "no class" .\n'
        + f'<urn:a> <{POL.generic}> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n'
        + f"<urn:a> <urn:p> <{PREFIXES['id']}> .\n<urn:a> <urn:p> <{PREFIXES['id']}//x> .\n",
        "utf-8",
    )
    export(file, out)
    assert quads(out) == quads(file)


@pytest.mark.parametrize(
    ("line", "ending", "words"),
    [
        ("_:b <urn:p> <urn:o> .", "ttl", "blank nodes"),
        ("<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> .", "nq", "triple terms"),
        ("<urn:s> <http://a/1> <urn:o> .", "rdf", "cannot write the property"),
        ("<urn:s> <http://a/p> <geo:1,2> .", "jsonld", "prefix of the context"),
        ("<urn:s> <urn:p> .", "nt", "line 1: the file is malformed"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(line: str, ending: str, words: str, tmp_path: Path) -> None:
    file, out = tmp_path / "x.nq", tmp_path / f"out.{ending}"
    file.write_text(line + "\n", "utf-8")
    with pytest.raises(ExportError, match=words) as caught:
        export(file, out)
    assert "\n" not in str(caught.value)
    assert not out.exists()


@given(st.data())
def test_lines_taken_as_they_are_are_those_that_oxigraph_writes(data: st.DataObject) -> None:
    name = st.from_regex(r"\A<https?://[a-z0-9.\-]{1,5}/[A-Za-z0-9._~/?@!$&'()*+,;=:#%\-\[\]]{0,8}>\Z")
    literal = st.text().map(lambda text: str(ox.Literal(text))) | st.from_regex(
        r'\A"([a-z\\"]|\\[a-zU"])*"(@[a-zA-Z]{1,9})?\Z'
    )
    line = data.draw(st.tuples(name, name, name | literal, name).map(lambda terms: " ".join(terms) + " .\n"))
    block = line.encode("utf-8", errors="replace")
    try:
        written = ox.serialize(ox.parse(block, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    except SyntaxError:
        written = None
    assert not is_canonical(block) or written == block


def test_what_a_build_writes_is_taken_as_it_is(built: Path) -> None:
    assert is_canonical((built / "graph.nq").read_bytes())


def test_terms_are_taken_apart() -> None:
    assert split(b'<s:> <p:> "a <b> ." .\n') == (b"", b"<s:>", b"<p:>", b'"a <b> ."')
    assert split(b'<s:> <p:> "a "^^<x:> .\n') == (b"", b"<s:>", b"<p:>", b'"a "^^<x:>')
    assert split(b"<s:> <p:> <o:> .\n") == (b"", b"<s:>", b"<p:>", b"<o:>")
    assert split(b"<s:> <p:> <o:> <g:> .\n") == (b"<g:>", b"<s:>", b"<p:>", b"<o:>")
    assert term(rb'"\\u0041 \u0001\""').value == '\\u0041 \x01"'
    assert term(b"<urn:x>") == Term("urn:x")
