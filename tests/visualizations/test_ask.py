"""Asking inside the page: the engine in the file, the same rows as `policykg query`, and what leads on from them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from graph_builder import build
from queries import list_queries, open_graph, run, write_results
from tests.visualizations.notice import HOSTILE
from tests.visualizations.waiting import until
from visualizations import DrawError, draw, find_package
from visualizations.sparql import pack

Window = Callable[..., Page]
ANSWERED = "policykg.answer()?.query === new URLSearchParams(location.hash.slice(1)).get('q')"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def answer(page: Page) -> Any:
    """Wait for the answer to the query in the address and give it."""
    until(page, ANSWERED)
    return page.evaluate("policykg.answer()")


def choose(page: Page, name: str) -> None:
    """Click a query and wait until it is there: the address changes first."""
    page.click(f"[data-query={name}]")
    expect(page.locator(f"[data-query={name}]")).to_have_attribute("aria-current", "true")


def ask_own(page: Page, text: str) -> Any:
    """Type a query and run it."""
    if page.locator("[data-query=sparql]").get_attribute("aria-current") != "true":
        choose(page, "sparql")
    page.fill("#ask-text", text)
    page.click("#ask-run")
    return answer(page)


@pytest.fixture(scope="module")
def asked_samples(
    browser: Browser, samples: Path, sparql_package: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, Path]]:
    """The page of the sample documents, opened offline, and their graph."""
    folder = tmp_path_factory.mktemp("asked")
    build([samples], folder / "graph", "policykg 0")
    draw(open_graph(str(folder / "graph")), folder / "samples.html", sparql=sparql_package)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(f"{(folder / 'samples.html').as_uri()}#tab=ask")
    yield page, folder / "graph"
    context.close()


@pytest.mark.parametrize("name", [query.name for query in list_queries()])
def test_the_rows_of_policykg_query_in_their_order(asked_samples: tuple[Page, Path], name: str) -> None:
    page, folder = asked_samples
    query = next(one for one in list_queries() if one.name == name)
    given = {one.name: one.example for one in query.parameters if not one.optional}
    choose(page, name)
    for parameter, example in given.items():
        page.fill(f"#ask-{parameter}", example)
    if given:
        page.click("#ask-run")
    got = json.loads(answer(page)["answer"])
    with open_graph(str(folder)) as graph:
        rows = run(query, graph, given)
    written = io.StringIO()
    write_results(rows, "json", written)
    assert got == json.loads(written.getvalue())


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("responsibilities", {"document": "id:doc/seed"}),
        ("tasks", {"document": "关于促进有色金属工业增效益的实施方案"}),
        ("who-by-mineral", {"mineralName": "铜"}),
        ("who-is-responsible", {"heading": "财税"}),
        ("who-is-responsible", {"heading": '\\u0022 } "\\U00000022 \\\\u005c\'"'}),
    ],
)
def test_values_of_parameters(window: Window, mining: Any, name: str, given: dict[str, str]) -> None:
    query = next(one for one in list_queries() if one.name == name)
    page = window("mining+sparql", f"#tab=ask&q={name}")
    answer(page)
    for parameter, value in given.items():
        page.fill(f"#ask-{parameter}", value)
        page.press(f"#ask-{parameter}", "Enter")
    until(page, ANSWERED)
    got = json.loads(answer(page)["answer"])["results"]["bindings"]
    if name == "tasks":
        given = {"document": "id:doc/seed"}
    rows = run(query, mining, given)
    assert len(got) == len(rows)
    assert bool(got) == ("heading" not in given or given["heading"] == "财税")
    assert [{key: term["value"] for key, term in row.items()} for row in got] == list(rows.values())


def test_days_as_parameters(asked_samples: tuple[Page, Path]) -> None:
    page, folder = asked_samples
    choose(page, "who-by-deadline")
    every = answer(page)["rows"]
    column = answer(page)["columns"].index("deadline")
    days = sorted({row[column]["value"] for row in every})
    page.fill("#ask-before", days[0])
    page.click("#ask-run")
    until(page, f"policykg.answer() && policykg.answer().rows.length < {len(every)}")
    with open_graph(str(folder)) as graph:
        rows = run("who-by-deadline", graph, {"before": days[0]})
    assert len(answer(page)["rows"]) == len(rows) > 0


def test_wrong_and_missing_values_are_told_in_words(window: Window) -> None:
    page = window("mining+sparql", "#tab=ask&q=who-by-deadline")
    answer(page)
    page.fill("#ask-after", "2019-02-30")
    expect(page.locator("#ask-note")).to_have_text("after 应为日期 YYYY-MM-DD，而不是“2019-02-30”。")
    choose(page, "responsibilities")
    answer(page)
    page.fill("#ask-document", "> } DROP <")
    expect(page.locator("#ask-note")).to_contain_text("应为 IRI")
    choose(page, "compare")
    page.click("#ask-run")
    assert page.evaluate("policykg.answer()") is None


def test_an_answer_leads_to_nodes_and_sentences(window: Window) -> None:
    page = window("mining+sparql")
    page.click("#tab-ask")
    expect(page.locator(".query-part .empty")).to_contain_text("不访问网络")
    choose(page, "responsibilities")
    assert len(answer(page)["rows"]) == 43
    expect(page.locator("#ask-status")).to_contain_text("43 行")
    expect(page.locator(".answers thead")).to_contain_text("单位全称")
    page.locator(".answers [data-node^='org/']", has_text="交通运输厅").first.click()
    expect(page.locator("#panel h2")).to_have_text("交通运输厅")
    expect(page.locator(".answers tbody tr")).to_have_count(43)  # the answer stays
    page.locator(".answers .quote", has_text="（交通运输厅牵头）").click()
    expect(page.locator("#tab-text")).to_have_attribute("aria-selected", "true")
    assert page.evaluate("getSelection().toString()") == "（交通运输厅牵头）"
    page.go_back()
    expect(page.locator(".answers tbody tr")).to_have_count(43)


def test_answers_are_saved(window: Window) -> None:
    page = window("mining+sparql", "#tab=ask&q=tasks")
    rows = answer(page)["rows"]
    with page.expect_download() as waiting:
        page.click("[data-action=csv]")
    table = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert waiting.value.suggested_filename == "tasks.csv"
    assert table[0][:4] == ["source", "document", "task", "taskNumber"]
    assert len(table) == len(rows) + 1
    with page.expect_download() as waiting:
        page.click("[data-action=json]")
    assert len(json.loads(Path(waiting.value.path()).read_text("utf-8"))["results"]["bindings"]) == len(rows)


def test_any_query_in_sparql(window: Window) -> None:
    page = window("mining+sparql", "#tab=ask&q=sparql")
    page.click("#ask-run")
    assert {row[3]["value"] for row in answer(page)["rows"]} >= {"西藏自治区工业和信息化厅"}
    assert ask_own(page, "ASK { ?s ?p ?o }")["boolean"] is True
    expect(page.locator("#ask-status")).to_contain_text("是")
    got = ask_own(page, "CONSTRUCT { <urn:a> <urn:b> ?o } WHERE { VALUES ?o { 2 1 } }")
    assert [row[0]["value"].split()[2][:2] for row in got["rows"]] == ['"1', '"2']
    assert ask_own(page, "SELECT ?x WHERE { ?x ?p }")["failure"].startswith("第 1 行第 ")
    expect(page.locator(".answer [role=alert]")).to_be_visible()
    assert "DESCRIBE" in ask_own(page, "DROP ALL")["failure"]  # no update: only forms of queries are expected
    assert "not supported" in ask_own(page, "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }")["failure"]
    page.fill("#ask-text", "ASK { <urn:none> ?p ?o }")
    page.press("#ask-text", "Control+Enter")
    until(page, "policykg.answer()?.boolean === false")


def test_a_query_without_end_is_stopped_and_the_next_one_answered(window: Window) -> None:
    page = window("mining+sparql", "#tab=ask&q=sparql")
    page.fill("#ask-text", ENDLESS)
    page.click("#ask-run")
    expect(page.locator("#ask-stop")).to_be_visible()
    page.click("#language")  # the page stays alive meanwhile
    expect(page.locator("#ask-stop")).to_have_text("Stop")
    page.click("#ask-stop")
    expect(page.locator(".answer .failure")).to_have_text("Stopped.")
    assert ask_own(page, "ASK { ?s ?p ?o }")["boolean"] is True


def test_one_leaves_a_running_query_for_another(window: Window) -> None:
    page = window("mining+sparql", "#tab=ask&q=sparql")
    page.fill("#ask-text", ENDLESS)
    page.click("#ask-run")
    choose(page, "tasks")
    until(page, "policykg.answer()?.rows?.length === 12")
    expect(page.locator(".answers tbody tr")).to_have_count(12)


def test_hostile_answers_are_only_text(window: Window) -> None:
    page = window("hostile+sparql", "#tab=ask&q=responsibilities")
    answer(page)
    assert page.locator("img, .answer a, iframe").count() == 0
    assert page.locator("script:not([type])").count() == 2
    expect(page.locator(".answers").first).to_contain_text(HOSTILE[0])
    with page.expect_download() as waiting:
        page.click("[data-action=csv]")
    table = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert not [cell for row in table for cell in row if cell[:1] in tuple("=+-@")]
    got = ask_own(page, 'SELECT ("</script><img src=x onerror=alert(1)>" AS ?x) {}')
    assert got["rows"][0][0]["value"].startswith("</script>")
    assert page.locator("img").count() == 0


def test_a_page_without_the_engine_has_no_such_tab(window: Window) -> None:
    page = window("mining", "#tab=ask&q=tasks")
    assert page.locator("#tab-ask").count() == 0
    expect(page.locator("#tab-network")).to_have_attribute("aria-selected", "true")
    assert "wasm" not in (page.locator("meta[http-equiv]").get_attribute("content") or "")


def test_the_licence_of_the_engine_is_shown(window: Window) -> None:
    page = window("mining+sparql")
    page.click("#about")
    expect(page.locator("#about-box")).to_contain_text("Oxigraph 0.5.11")
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_on_a_phone_the_questions_come_first(window: Window) -> None:
    page = window("mining+sparql", "#tab=ask", width=390, height=844)
    expect(page.locator(".queries")).to_be_visible()
    choose(page, "tasks")
    expect(page.locator(".answers tbody tr")).to_have_count(12)
    expect(page.locator(".queries")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click(".back")
    expect(page.locator(".queries")).to_be_visible()


def test_another_package_is_refused_in_one_line(mining: Any, tmp_path: Path) -> None:
    for name, content in (("missing.tgz", None), ("none.tgz", b"\x1f\x8bno archive"), ("text.tgz", b"text")):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(DrawError, match=name) as error:
            pack(mining, tmp_path / name)
        assert "\n" not in str(error.value)
    for name in ("web.js", "web_bg.wasm"):
        (tmp_path / name).write_text("fetch('http://localhost/')", encoding="utf-8")
    with pytest.raises(DrawError, match=r"web\.js is not that of oxigraph 0\.5\.11"):
        pack(mining, tmp_path)


def test_a_missing_package_is_told_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("visualizations.sparql.__file__", str(tmp_path / "room" / "sparql.py"))
    with pytest.raises(DrawError, match="`make assets`") as error:
        find_package()
    assert "\n" not in str(error.value)
    (tmp_path / ".assets").mkdir()
    (tmp_path / ".assets" / "oxigraph-0.5.11.tgz").touch()
    assert find_package() == Path(".assets/oxigraph-0.5.11.tgz")
