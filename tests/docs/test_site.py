"""The site that `make docs` makes: whole, the same each time, in both languages, without a dead link."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from docs import DocsError, make_site
from docs.addresses import Addresses, anchor
from docs.downloads import DOWNLOADS
from docs.knowledge import Knowledge, spaces
from docs.links import Page, dead_links, foreign_links
from docs.shapes import Shapes
from docs.writing import check_place, write_site
from ontology import PREFIXES
from queries import list_queries
from tests.ontology.files import given_up

ROOT = Path(__file__).resolve().parents[2]
MARK = b'<meta name="generator" content="policykg-docs">'


def test_the_same_project_gives_the_same_bytes(made: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "again"
    subprocess.run(
        [sys.executable, "-m", "docs", "--out", str(out)], cwd=ROOT, check=True, capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Urumqi", "LC_ALL": "C"},
    )  # fmt: skip
    again = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert again.keys() == made.keys()
    assert [path for path in made if made[path] != again[path]] == []


def test_every_link_leads_somewhere(made: dict[str, bytes]) -> None:
    assert list(dead_links(made)) == []


def test_dead_links_are_found() -> None:
    page = b"""<!DOCTYPE html><p id=a>x<p id=a>y<a href="b.html">b</a><a href="#c">c</a><a href="d/e.html#f">f</a>
        <img src="https://example.org/x.png"><link rel=stylesheet href="x.css">"""
    found = list(dead_links({"index.html": page, "d/e.html": b"<p id=g><a href='../index.html#a'>up</a></p>"}))
    assert [line.split(": ", 1)[1] for line in found] == [
        "two places are called a", "fetches https://example.org/x.png", "fetches x.css", "#c leads to no place in index.html",
        "b.html leads to no file", "d/e.html#f leads to no place in d/e.html",
    ]  # fmt: skip


def test_links_to_others_are_iris(pages: dict[str, Page]) -> None:
    out = {to for page in pages.values() for to in page.links if urlsplit(to).scheme}
    assert len(out) > 50
    assert all(ox.NamedNode(iri).value == iri for iri in out)


def test_links_to_what_nobody_knows_are_found() -> None:
    page = b"""<a href="https://example.org/v#a">a</a><a href="//example.org/x">b</a><a href="javascript:x">c</a>
        <a href="https://w3id.org/policykg/ontology#Task">d</a><a href="https://known.example/v#e">e</a>
        <a href="https://known.example/v">f</a><a href="g.html">g</a>"""
    assert list(foreign_links({"index.html": page}, ["https://known.example/v#"])) == [
        "index.html: //example.org/x leads to no known vocabulary",
        "index.html: https://example.org/v#a leads to no known vocabulary",
        "index.html: https://w3id.org/policykg/ontology#Task is our own and leads out of the site",
        "index.html: javascript:x leads to no known vocabulary",
    ]


def test_a_link_to_an_unknown_vocabulary_stops_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Linking:
        def __init__(self, *_: object) -> None:
            pass

        def files(self) -> dict[str, bytes]:
            return {"index.html": b"<a href='https://example.org/v#a'>a</a>"}

    monkeypatch.setattr("docs.site.Site", Linking)
    monkeypatch.setattr("docs.making.read_documents", nullcontext)
    with pytest.raises(
        DocsError, match=r"^1 links are wrong, the first: index.html: https://example.org/v#a leads to no"
    ):
        make_site(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_no_page_fetches_anything_and_each_has_a_strict_policy(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert page.fetched == (), path
        (policy,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; style-src 'sha256-"), path
        assert "unsafe" not in policy
        assert page.tree.xpath("//@style | //base | //iframe | //object | //form | //meta[@http-equiv='refresh']") == []


def test_every_term_concept_query_and_shape_has_its_page(pages: dict[str, Page], knowledge: Knowledge) -> None:
    shapes = Shapes(knowledge.examples).all
    book = Addresses(knowledge, shapes)
    assert len(knowledge.terms) > 90
    things = [term.iri for term in knowledge.terms] + [one.iri for one in knowledge.schemes]
    for iri in [*things, *(shape.iri for shape in shapes)]:
        assert iri in pages[book.page(iri)].content.decode("utf-8")
    for scheme in knowledge.schemes:
        assert scheme.concepts
        for concept in scheme.concepts:
            assert anchor(concept.name) in pages[book.page(scheme.iri)].anchors
    for term in knowledge.terms:
        assert term.name in pages["ontology.html"].anchors
        assert f"../ontology.html#{term.name}" in pages[book.page(term.iri)].links
    for query in list_queries():
        assert query.question_zh in pages[f"queries/{query.name}.html"].tree.text_content()
    for name in knowledge.examples:
        assert f"examples/{name}.html" in pages


def test_the_index_leads_to_every_page(pages: dict[str, Page]) -> None:
    reached, todo = {"index.html"}, ["index.html"]
    while todo:
        here = todo.pop()
        folder = Path(here).parent
        for to in pages[here].links:
            target = os.path.normpath(folder / urlsplit(to).path).replace(os.sep, "/")
            if not urlsplit(to).scheme and target in pages and target not in reached:
                reached.add(target)
                todo.append(target)
    assert reached == set(pages)


def test_every_page_speaks_both_languages(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for language in ("zh", "en"):
            said = [one.text_content().strip() for one in page.tree.xpath(f"//main//*[@lang='{language}']")]
            assert any(said), f"{path} says nothing in {language}"
            if not path.startswith(("ontology", "examples/")):
                # a pair of languages is never half empty
                assert all(said), f"{path} has an empty place in {language}"


def test_every_term_has_data_of_its_own(pages: dict[str, Page], knowledge: Knowledge) -> None:
    book = Addresses(knowledge, ())
    for term in (term for term in knowledge.terms if term.iri not in given_up()):
        data = " ".join(pages[book.page(term.iri)].tree.xpath("//section[h2/span='真实数据']//pre//text()"))
        assert term.given_up or f"pol:{term.name}" in data.replace(" ", ""), (
            f"no data with {term.name}: neither samples nor examples"
        )


def test_every_query_has_an_answer(pages: dict[str, Page]) -> None:
    empty = [
        query.name
        for query in list_queries()
        if not pages[f"queries/{query.name}.html"].tree.xpath("//table[@class='answer']//td")
    ]
    # nobody has corrected the samples, and each of their sections has somebody
    assert empty == ["corrections", "parents-without-body"]


def test_the_turtle_on_the_pages_can_be_read(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        if path.startswith(("terms/", "examples/")):
            for block in page.tree.xpath("//section/pre/code"):
                assert list(ox.parse(block.text_content(), format=ox.RdfFormat.TURTLE)), path


def test_downloads_say_the_same(made: dict[str, bytes], knowledge: Knowledge) -> None:
    formats = {"ttl": "TURTLE", "jsonld": "JSON_LD", "rdf": "RDF_XML", "nt": "N_TRIPLES"}
    told = []
    for name in DOWNLOADS:
        kind = getattr(ox.RdfFormat, formats[name.rsplit(".", 1)[1]])
        statements = ox.Dataset(ox.parse(made[name], format=kind))
        statements.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        told.append(statements)
    assert len(told[0]) == len(knowledge.graph)
    assert all(one == told[0] for one in told)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(DocsError, match="holds something else"):
        write_site({"index.html": b"x"}, out)
    assert (out / "thesis.txt").exists()


@pytest.mark.parametrize("name", ["mine.txt", "terms/mine.html", "terms/ontology.ttl", "terms/link.html"])
def test_a_file_of_others_in_an_earlier_site_is_left_alone(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_site({"index.html": MARK, "terms/Task.html": MARK}, out)
    if name.endswith("link.html"):
        (out / name).symlink_to("Task.html")
    else:
        (out / name).write_bytes(b"mine")
    with pytest.raises(DocsError, match=rf"out holds something else than a site made before \({name}\)"):
        write_site({"index.html": MARK}, out)
    assert (out / name).exists()


def test_the_place_is_looked_at_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docs.making.read_documents", None)
    (tmp_path / "file").write_bytes(b"x")
    for out, words in (("file", "is a file, not a folder"), ("file/out", "cannot be written"), ("", "holds something")):
        with pytest.raises(DocsError, match=words):
            make_site(tmp_path / out)
    with pytest.raises(DocsError, match=r"^/"):
        make_site(Path("/"))


def test_every_file_of_a_site_is_known_again(site: Path) -> None:
    assert check_place(site) == site


def test_an_earlier_site_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_site({"index.html": MARK, "terms/Gone.html": MARK, "ontology.ttl": b"x"}, out)
    write_site({"index.html": MARK}, out)
    assert [path.name for path in out.rglob("*")] == ["index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("there", [True, False])
def test_a_link_to_a_folder_is_followed(there: bool, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("out")
    if there:
        (tmp_path / "out").mkdir()
    write_site({"index.html": MARK}, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out" / "index.html").read_bytes() == MARK


def test_an_earlier_site_stays_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write_site({"index.html": MARK, "terms/Task.html": MARK}, out)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if (self / "index.html").exists() and not (self / "terms").exists():
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr("exports.place._exchanged_at_once", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ValueError, match=r"out: cannot be written \(Permission denied\)$"):
        write_site({"index.html": MARK}, out)
    assert (out / "terms" / "Task.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_names_that_differ_in_capitals_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocsError, match="one file on some disks"):
        write_site({"terms/Deadline.html": b"", "terms/deadline.html": b""}, tmp_path / "out")


def test_prefixes_are_those_of_the_product() -> None:
    assert spaces().items() >= PREFIXES.items()
    assert re.fullmatch(r"https?://\S+[#/]", spaces()["p-plan"])


def test_pages_tell_from_which_scheme_values_are_taken(pages: dict[str, Page]) -> None:
    for term, scheme in (("role", "role"), ("level", "level"), ("mineral", "mineral"), ("relation", "relation")):
        row = pages[f"terms/{term}.html"].tree.xpath("//dt[span='取自概念表']/following-sibling::dd[1]//a/@href")
        assert row == [f"../schemes/{scheme}.html"]
        assert f"../terms/{term}.html" in pages[f"schemes/{scheme}.html"].links


@pytest.mark.parametrize(
    ("term", "other", "way"),
    [("Task", "Responsibility", "hasResponsibility"), ("Body", "Task", "leadBy"), ("Indicator", "Task", "inTask")],
)
def test_pages_of_classes_draw_their_neighbours(pages: dict[str, Page], term: str, other: str, way: str) -> None:
    (drawing,) = pages[f"terms/{term}.html"].tree.xpath("//*[local-name()='svg']")
    links = drawing.xpath(".//@href")
    assert f"../terms/{other}.html" in links
    assert f"../terms/{way}.html" in links
