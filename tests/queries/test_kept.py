"""The table beside a store gives what the named query gives, to the row, and is not asked where it does not belong."""

from __future__ import annotations

import random
import shutil
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from graph_builder import build
from graph_builder.write import together
from graph_builder.write.together import pairs_of, write_together
from ontology.beside import STAMP, TABLE, Pairs, pack, read_stamped, write_stamped
from queries import Rows, named_query, open_graph, run
from queries.backends.embedded import EmbeddedGraph, merge
from queries.kept import Kept

POL, SKOS = "https://w3id.org/policykg/ontology#", "http://www.w3.org/2004/02/skos/core#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def line(subject: str, predicate: str, value: str, graph: str = "g") -> str:
    return f"<urn:{subject}> {predicate} {value} <urn:{graph}> .\n"


def task(name: str, documents: Iterable[str], bodies: Iterable[str]) -> list[str]:
    """Return the lines of a task, told in the graph of each of its documents."""
    return [
        text
        for document in documents
        for text in (
            line(name, f"<{POL}statedIn>", f"<urn:{document}>", document),
            *(line(name, f"<{POL}responsibleOrganization>", f"<urn:{body}>", document) for body in bodies),
        )
    ]


HOSTILE = [
    *task("任务", ["d1", "d2"], ["b", "a", "甲", "\U00020000", "ﾀ"]),
    *task("t2", ["d2"], ["a", "b", "generic"]),
    *task("t3", ["d3"], ["generic", "c"]),
    *task("t4", ["d3"], ["alone"]),
    *task("t5", ["d1", "d2", "d3"], ["a", "a", "c"]),
    # In no document: no row.
    line("t6", f"<{POL}responsibleOrganization>", "<urn:x>"),
    line("t6", f"<{POL}responsibleOrganization>", "<urn:y>"),
    line("generic", TYPE, f"<{POL}GenericBody>"),
    line("generic", f"<{SKOS}prefLabel>", '"有关部门"@zh'),
    *(line("a", f"<{SKOS}prefLabel>", name, "d1") for name in ('"乙"@zh', '"甲"@zh', '"A"@en', '"A"', '"甲"@zh-hant')),
    *(line("b", f"<{SKOS}prefLabel>", name, "d2") for name in ('"a \\"quote\\"\\n <urn:x> ."@zh', '"\\u0061"@zh')),
    line("c", f"<{SKOS}prefLabel>", '""@zh'),
    line("甲", f"<{SKOS}prefLabel>", '"同名"@zh'),
    line("\U00020000", f"<{SKOS}prefLabel>", '"同名"@zh'),
    line("c", f"<{SKOS}altLabel>", f'" <{POL}statedIn> "'),
]


def stored(folder: Path, lines: list[str]) -> Path:
    """Write a folder as a build does: the store with its union, and the table."""
    folder.mkdir(parents=True)
    store = Store(str(folder / "store"))
    store.bulk_load("".join(lines).encode(), format=RdfFormat.N_QUADS)
    merge(store)
    store.flush()
    del store
    write_together(folder, in_order(lines), folder.with_name(f"{folder.name}-runs"))
    return folder


def in_order(lines: Iterable[str]) -> list[bytes]:
    return sorted(text.encode() for text in lines)


def asked(folder: Path) -> Rows:
    """Ask the store of a folder itself."""
    with EmbeddedGraph(Store.read_only(str(folder / "store")), str(folder)) as graph:
        return graph.query(named_query("together").text)


def kept(folder: Path) -> Rows | None:
    return Kept(folder).answer(named_query("together").text)


@pytest.fixture(scope="module")
def samples_folder(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("samples") / "out"
    build([samples], out, "policykg 0")
    return out


def test_the_table_of_the_samples_is_the_answer(samples_folder: Path) -> None:
    expected = asked(samples_folder)
    assert len(expected) > 100
    assert kept(samples_folder) == expected
    with open_graph(str(samples_folder)) as graph:
        assert run("together", graph) == expected
        assert graph.first(named_query("together").text, 3).rows == expected.rows[:3]
        assert len(graph.select(named_query("together").text + "LIMIT 3")) == 3


def test_the_table_of_a_hostile_graph_is_the_answer(tmp_path: Path) -> None:
    folder = stored(tmp_path / "hostile", HOSTILE)
    expected = asked(folder)
    assert len(expected) == 11
    assert kept(folder) == expected


def test_the_table_of_any_network_is_the_answer(tmp_path: Path) -> None:
    chance = random.Random(6)  # noqa: S311 - an example, no secret
    lines = [line(f"b{n}", f"<{SKOS}prefLabel>", f'"单位{n % 7}"@zh') for n in range(0, 40, 2)]
    lines += [line(f"b{n}", TYPE, f"<{POL}GenericBody>") for n in range(0, 40, 9)]
    for n in range(120):
        documents = chance.sample([f"d{m}" for m in range(12)], chance.choice([0, 1, 1, 1, 3]))
        lines += task(f"t{n}", documents, [f"b{chance.randrange(40)}" for _ in range(chance.randrange(9))])
    folder = stored(tmp_path / "any", lines)
    expected = asked(folder)
    assert len(expected) > 200
    assert kept(folder) == expected


def test_lines_that_stand_twice_make_no_difference(tmp_path: Path) -> None:
    tables = {pack(pairs) for lines in (HOSTILE, HOSTILE * 2) if (pairs := pairs_of(in_order(lines), tmp_path))}
    assert len(tables) == 1


def test_what_is_counted_is_sorted_in_files_where_it_is_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = pairs_of(in_order(HOSTILE), tmp_path / "at once")
    monkeypatch.setattr(together, "_RUN", 60)
    monkeypatch.setattr(together, "_TOGETHER", 3)
    assert pairs is not None
    assert pairs_of(in_order(HOSTILE), tmp_path / "in files") == pairs


@pytest.mark.parametrize(
    "odd",
    [
        line("t2", f"<{POL}responsibleOrganization>", '"财政厅"'),
        line("t2", f"<{POL}responsibleOrganization>", "_:b"),
        f"_:t <{POL}statedIn> <urn:d1> <urn:g> .\n",
        line("a", f"<{SKOS}prefLabel>", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        line("a", f"<{SKOS}prefLabel>", "<urn:name>"),
    ],
)
def test_what_no_build_states_has_no_table(odd: str, tmp_path: Path) -> None:
    folder = stored(tmp_path / "odd", [*HOSTILE, odd])
    assert not (folder / TABLE).exists()
    assert kept(folder) is None
    with open_graph(str(folder)) as graph:
        assert run("together", graph) == asked(folder)


def test_a_graph_without_pairs_has_an_empty_table(tmp_path: Path) -> None:
    folder = stored(tmp_path / "none", [line("a", f"<{SKOS}altLabel>", '"甲"@zh')])
    assert kept(folder) == asked(folder)


def test_a_table_that_does_not_belong_to_the_store_is_not_asked(samples_folder: Path, tmp_path: Path) -> None:
    hostile = stored(tmp_path / "hostile", HOSTILE)
    expected = asked(hostile)

    (hostile / TABLE).write_bytes((samples_folder / TABLE).read_bytes())
    assert kept(hostile) is None
    with open_graph(str(hostile)) as graph:
        assert run("together", graph) == expected

    (hostile / TABLE).unlink()
    assert kept(hostile) is None

    # The stamp of another store, table and all.
    shutil.copy(samples_folder / TABLE, hostile / TABLE)
    shutil.copy(samples_folder / "store" / STAMP, hostile / "store" / STAMP)
    assert kept(hostile) is None


def test_a_store_that_somebody_wrote_into_is_asked_itself(tmp_path: Path) -> None:
    folder = stored(tmp_path / "hostile", HOSTILE)
    assert len(kept(folder) or ()) == 11
    store = Store(str(folder / "store"))
    more = "".join(line("t9", f"<{POL}{name}>", f"<urn:{value}>") for name, value in (
        ("statedIn", "d1"), ("responsibleOrganization", "new"), ("responsibleOrganization", "newer")))  # fmt: skip
    store.load(more.encode(), format=RdfFormat.N_QUADS)
    merge(store)
    store.flush()
    del store
    assert kept(folder) is None
    with open_graph(str(folder)) as graph:
        assert len(run("together", graph)) == 12


def test_a_table_of_another_version_or_a_broken_one_is_none(tmp_path: Path) -> None:
    folder = stored(tmp_path / "hostile", HOSTILE)
    table = (folder / TABLE).read_bytes()
    for other in (table[:-3], b"", table.replace(b"together 1", b"together 2")):
        (folder / TABLE).write_bytes(other)
        assert read_stamped(folder) is None


def test_only_the_query_to_the_letter_is_answered(samples_folder: Path) -> None:
    text = named_query("together").text
    assert Kept(samples_folder).answer(text.replace("DESC(?tasks)", "?tasks")) is None
    assert Kept(samples_folder).answer(named_query("bodies").text) is None


@pytest.mark.parametrize(
    ("bodies", "figures"),
    [
        ([("no IRI", None, ""), ("urn:b", None, "")], [0, 1, 1, 1]),
        ([("urn:a", "甲", "no tag"), ("urn:b", None, "")], [0, 1, 1, 1]),
        ([("urn:a", None, "")], [0, 1, 1, 1]),
        ([("urn:a",), ("urn:b",)], [0, 1, 1, 1]),
    ],
)
def test_a_table_that_no_build_writes_is_not_believed(bodies: list[Any], figures: list[int], tmp_path: Path) -> None:
    folder = stored(tmp_path / "hostile", HOSTILE)
    write_stamped(folder, Pairs(bodies, array("I", figures)))
    assert kept(folder) is None


def test_table_of_a_build_that_was_replaced_meanwhile_is_not_asked(samples_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(samples_folder, tmp_path / "own")
    kept = Kept(folder)
    assert kept.is_of(folder)
    (folder / "store" / STAMP).write_text("another\n", encoding="utf-8")
    assert not kept.is_of(folder)
