"""The IRIs of the graph at the local server: a browser gets a page, a client RDF that says the same."""

from __future__ import annotations

import http.client
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from playwright.sync_api import expect, sync_playwright

from graph_builder import build
from ontology.terms import BASE, OA, POL, RDF
from queries import serve
from queries.endpoint.describing import address, subject_of
from queries.endpoint.lexicon import words
from queries.endpoint.negotiation import TYPES, choose
from queries.endpoint.server import Serving

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = Path("/usr/bin/chromium")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
HOSTILE = """
@prefix pol: <https://w3id.org/policykg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix id: <https://w3id.org/policykg/id/> .
<https://w3id.org/policykg/graph/x> {
  <https://w3id.org/policykg/id/x> a pol:Task ; rdfs:label "</title><script>alert(1)</script>"@zh ;
    rdfs:seeAlso <javascript:alert(1)> , <https://w3id.org/policykg//evil.example/> , <https://evil.example/> ;
    pol:number "<img src=x onerror=alert(1)>\\" onclick=\\"alert(1)" .
  <https://w3id.org/policykg/id/x/'onclick='alert(1)> pol:partOfTask <https://w3id.org/policykg/id/x> .
  <https://w3id.org/policykg/id/long> pol:text "%s" ; rdfs:label "短"@zh .
%s
}
"""


@pytest.fixture(scope="module")
def serving(stored: Path) -> Iterator[Serving]:
    with serve(stored, 0) as running:
        yield running


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    file = tmp_path_factory.mktemp("hostile") / "graph.trig"
    many = "".join(f"id:y{n} pol:partOfTask id:long .\n" for n in range(150))
    file.write_text(HOSTILE % ("铜" * 1_000_001, many), encoding="utf-8")
    with serve(file, 0) as running:
        yield running


def get(
    serving: Serving, path: str, accept: str | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(serving.url).port or 0, timeout=20)
    try:
        connection.request(method, path, headers={} if accept is None else {"Accept": accept})
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (BROWSER, "text/html"),
        ("*/*", "text/turtle"),
        ("", "text/turtle"),
        ("text/*", "text/turtle"),
        ("text/*, text/turtle;q=0", "text/html"),
        ("application/rdf+xml;q=0.9, application/ld+json;q=0.95", "application/ld+json"),
        ("APPLICATION/N-TRIPLES", "application/n-triples"),
        ("text/turtle;q=0.4, text/html; charset=utf-8; q=0.5", "text/html"),
        ("text/turtle;q=nonsense, application/rdf+xml;q=0.1", "application/rdf+xml"),
        ("image/png", None),
        ("*/*;q=0", None),
    ],
)
def test_the_best_form_is_chosen(accept: str, kind: str | None) -> None:
    assert choose(accept) == kind


def test_paths_and_iris_lead_to_each_other() -> None:
    for path in ("/id/doc/2016-42-a/task/3.1", "/role", "/graph/x"):
        iri = subject_of(path)
        assert iri is not None
        assert address(iri) == path
    for path in ("/", "//evil.example", "/a b", "/<x>", '/"', "/a\\b", "/" + "a" * 1001, "/a//b", "/铜"):
        assert subject_of(path) is None
    assert address(BASE + "id/text/1#char=1,2;quote") == "/id/text/1#char=1,2;quote"
    assert address("https://evil.example/") is None


@pytest.mark.parametrize("kind", [kind for kind in TYPES.values() if kind != "text/html"])
def test_a_client_gets_rdf(kind: str, serving: Serving) -> None:
    status, headers, body = get(serving, "/mineral/copper", kind)
    word = next(word for word, one in TYPES.items() if one == kind)
    assert status == 200
    assert headers["Content-Type"].partition(";")[0] == kind
    assert headers["Vary"] == "Accept, Accept-Encoding"
    assert headers["Content-Location"] == f"/mineral/copper?format={word}"
    assert headers["Link"] == f'<{BASE}mineral/copper>; rel="describes"'
    assert "Policykg-Left-Out" not in headers
    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    triples = {quad.triple for quad in ox.parse(body, format=form)}
    copper = ox.NamedNode(f"{BASE}mineral/copper")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert ox.Triple(copper, label, ox.Literal("铜", language="zh")) in triples
    assert any(one.object == copper and one.predicate.value == POL.mineral for one in triples)
    assert get(serving, headers["Content-Location"], "text/html")[2] == body == get(serving, "/mineral/copper", kind)[2]
    head = get(serving, "/mineral/copper", kind, "HEAD")
    assert (head[0], head[1]["Content-Length"], head[2]) == (200, str(len(body)), b"")


def test_every_form_says_the_same(serving: Serving) -> None:
    found = []
    for kind in TYPES.values():
        if kind != "text/html":
            form = ox.RdfFormat.from_media_type(kind)
            found.append({quad.triple for quad in ox.parse(get(serving, "/role/lead", kind)[2], format=form)})
    assert found[0]
    assert all(one == found[0] for one in found)


def links(page: bytes) -> list[str]:
    """Return where the links of a page lead, and fail where it has a script or an attribute that is one."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in ("script", "img", "iframe", "form")
            assert not [name for name, _ in attrs if name.startswith("on")]
            found.extend(value or "" for name, value in attrs if name in ("href", "src"))

    Reader().feed(page.decode())
    return found


def test_every_iri_of_the_graph_is_reachable_from_link_to_link(serving: Serving, embedded_iris: set[str]) -> None:
    wanted = {address(iri.partition("#")[0]) for iri in embedded_iris if iri.startswith(BASE)}
    for path in sorted(one for one in wanted if one):
        status, headers, body = get(serving, path, BROWSER)
        assert status == 200, path
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert all(one.startswith("/") and not one.startswith("//") for one in links(body))


@pytest.fixture(scope="module")
def embedded_iris(nquads: bytes) -> set[str]:
    return {
        quad.subject.value
        for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
        if isinstance(quad.subject, ox.NamedNode)
    }


def test_the_page_shows_labels_and_quotes_evidence(serving: Serving, nquads: bytes) -> None:
    quads = list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    fact, evidence = next((q.subject, q.object) for q in quads if q.predicate.value == POL.evidence)
    selectors = {q.object for q in quads if q.subject == evidence and q.predicate.value == OA.hasSelector}
    quote = next(q.object.value for q in quads if q.subject in selectors and q.predicate.value == OA.exact)
    page = unescape(get(serving, address(fact.value) or "", BROWSER)[2].decode())
    assert f'<a href="{address(evidence.value)}">{quote}</a>' in page
    assert "原文依据 / evidence" in page
    text = get(serving, (address(evidence.value) or "").partition("#")[0], BROWSER)[2].decode()
    assert f'id="{evidence.value.partition("#")[2]}"' in text


def test_every_property_and_class_has_a_chinese_and_an_english_label(tmp_path: Path) -> None:
    built = build([ROOT / "samples"], tmp_path / "graph", "policykg 0")
    used = set()
    for quad in ox.parse(path=str(built.out / "graph.nq")):
        used.add(quad.predicate.value)
        if quad.predicate.value == RDF.type and isinstance(quad.object, ox.NamedNode):
            used.add(quad.object.value)
    lexicon = words()
    assert [iri for iri in sorted(used) if iri not in lexicon or not (lexicon[iri].zh and lexicon[iri].en)] == []


def test_the_ontology_has_a_page_with_its_terms(serving: Serving) -> None:
    page = get(serving, "/ontology", BROWSER)[2].decode()
    assert '<tr id="Task">' in page
    assert "任务" in page
    body = get(serving, "/ontology", "text/turtle")[2]
    task = ox.NamedNode(POL.Task)
    assert any(quad.subject == task for quad in ox.parse(body, format=ox.RdfFormat.TURTLE))


def test_a_graph_gives_its_triples(serving: Serving, nquads: bytes) -> None:
    quads = list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    name = max({quad.graph_name.value for quad in quads})
    body = get(serving, address(name) or "", "application/n-triples")[2]
    there = {quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
    assert {quad.triple for quad in quads if quad.graph_name.value == name} <= there


@pytest.mark.parametrize(
    "path", ["/id/nothing", "/favicon.ico", "/%3Cscript%3E", "//evil.example/", "/role/", "/a/../b"]
)
def test_what_is_unknown_is_one_line(path: str, serving: Serving) -> None:
    for accept in (BROWSER, "text/turtle"):
        status, headers, body = get(serving, path, accept)
        assert (status, headers["Content-Type"], body.count(b"\n")) == (404, "text/plain; charset=utf-8", 1)
        assert b"script" not in body


def test_what_cannot_be_given_is_refused(serving: Serving) -> None:
    assert get(serving, "/role/lead", "image/png")[0] == 406
    assert get(serving, "/role/lead?format=exe", BROWSER)[0] == 406


def test_words_of_documents_are_never_markup(hostile: Serving) -> None:
    _, headers, page = get(hostile, "/id/x", BROWSER)
    assert b"<script" not in page
    assert b"<img" not in page
    assert "script-src" not in headers["Content-Security-Policy"]
    assert all(one.startswith("/") and not one.startswith("//") for one in links(page))


def test_size_is_bounded_and_what_is_left_out_is_told(hostile: Serving) -> None:
    _, headers, body = get(hostile, "/id/long", "text/turtle")
    assert headers["Policykg-Left-Out"] == str(1 + 50)
    assert len(body) < 20_000
    page = get(hostile, "/id/long", BROWSER)[2].decode()
    assert "100 / 150" in page
    assert "51 more statements are not shown" in page


def test_answers_do_not_depend_on_the_day(stored: Path, serving: Serving) -> None:
    with serve(stored, 0) as other:
        for path in ("/role/lead", "/ontology"):
            for kind in TYPES.values():
                assert get(serving, path, kind)[2] == get(other, path, kind)[2]


def look(url: str) -> list[str]:
    """Follow links in a browser and return what went wrong."""
    trouble: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("request", lambda request: None if request.url.startswith(url) else trouble.append(request.url))
        page.goto(f"{url}mineral/copper")
        expect(page.locator("h1")).to_have_text("铜 / copper")
        assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
        page.click("a[href='/id/mine/000000000001']")
        expect(page.locator("code").first).to_have_text(f"{BASE}id/mine/000000000001")
        page.click("a[href='/ontology#Mine']")
        expect(page.locator("tr:target code")).to_have_text("pol:Mine")
        browser.close()
    return [words for words in trouble if "favicon" not in words and "404" not in words]


def test_pages_lead_to_each_other_in_a_browser(serving: Serving) -> None:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing in CI")
        pytest.skip(f"{CHROMIUM} is not installed")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(look, serving.url).result(60) == []
