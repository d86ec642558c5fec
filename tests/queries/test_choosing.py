"""Part of a graph: what some documents state, as whole as in the build, and nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, parse, serialize

from graph_builder import build
from queries import Graph, QueryError, open_graph, part, run
from queries.backends import Backend


@pytest.fixture(scope="module")
def samples_folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("samples") / "out"
    build([samples], out, "policykg 0")
    return out


@pytest.fixture(scope="module")
def whole(samples_folder: Path) -> Iterator[Backend]:
    with open_graph(str(samples_folder)) as graph:
        yield graph


def sources(graph: Graph) -> set[str]:
    return {str(row[0].value) for row in run("documents", graph).rows if isinstance(row[0], Literal)}


@pytest.mark.parametrize(
    ("only", "files"),
    [
        (["云南省人民政府"], {"yunnan-nonferrous-opinion.txt"}),
        (["xizang-nonferrous-plan.txt"], {"xizang-nonferrous-plan.txt"}),
        (["云南省人民政府", "xizang"], {"yunnan-nonferrous-opinion.txt", "xizang-nonferrous-plan.txt"}),
    ],
)
@pytest.mark.parametrize("name", ["responsibilities", "tasks", "bodies", "references", "who-is-responsible", "mines"])
def test_what_chosen_documents_state_is_whole(only: list[str], files: set[str], name: str, whole: Backend) -> None:
    chosen = part(whole, only)
    assert sources(chosen) == files
    answer, all_rows = run(name, chosen), run(name, whole)
    if "source" in answer.columns:
        at = answer.columns.index("source")
        assert answer.rows == tuple(row for row in all_rows.rows if getattr(row[at], "value", "") in files)
    else:
        assert set(answer.rows) <= set(all_rows.rows)
    assert answer.rows or name == "mines"


def test_a_document_that_was_only_cited_is_none_to_choose(whole: Backend) -> None:
    cited = next(str(row[0].value) for row in whole.query(
        "SELECT ?title WHERE { ?reference <https://w3id.org/policykg/ontology#citedTitle> ?title ."
        " MINUS { ?document <http://purl.org/dc/terms/title> ?title ;"
        " <http://data.europa.eu/eli/ontology#is_realized_by> ?text } } ORDER BY ?title"
    ).rows if isinstance(row[0], Literal))  # fmt: skip
    with pytest.raises(QueryError, match="no document has"):
        part(whole, [cited])


@pytest.mark.parametrize("words", ["没有这样的文件", '") } UNION { ?document ?any ?words }#', "\\", "\n", "", "\udcff"])
def test_words_that_no_document_has_are_said(words: str, whole: Backend) -> None:
    with pytest.raises(QueryError, match=r"^.*: no document has .* in its title, number, issuer or file name$"):
        part(whole, ["云南", words])


def test_a_graph_without_names_is_refused(samples_folder: Path, tmp_path: Path) -> None:
    plain = parse(path=str(samples_folder / "graph.nq"), format=RdfFormat.N_QUADS)
    file = tmp_path / "graph.nt"
    serialize((quad.triple for quad in plain), str(file), format=RdfFormat.N_TRIPLES)
    with pytest.raises(QueryError, match="has no named graphs"):
        part(open_graph(str(file)), ["云南"])


def test_an_endpoint_is_refused() -> None:
    with pytest.raises(QueryError, match="a folder or a file only"):
        part(open_graph("http://127.0.0.1:9/query"), ["云南"])


def test_more_than_can_be_shown_are_not_taken(whole: Backend) -> None:
    assert len(sources(part(whole, ["人民政府"], 2))) == 2
    with pytest.raises(QueryError, match="documents have '人民政府', and 1 can be shown"):
        part(whole, ["人民政府"], 1)
