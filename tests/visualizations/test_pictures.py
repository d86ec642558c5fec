"""Pictures that are not drawn node for node: groups of an overview, who leads whom, what documents rest on; and names."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tests.visualizations import notice
from tests.visualizations.conftest import graph_of
from tests.visualizations.test_layout import collisions, meet
from visualizations.model import Fact, Link, Node, View
from visualizations.naming import short_names
from visualizations.overview import Group, needs_overview, overview
from visualizations.scenes import Scene, body_scenes, descent_scenes
from visualizations.view import read_view


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> View:
    """A view of 40 documents and 400 bodies, most of them municipal."""
    quads = notice.many_notices(40, 30, 400)
    return read_view(graph_of(tmp_path_factory.mktemp("large"), "large", quads))


def body(number: int, *details: tuple[str, str]) -> Node:
    return Node(f"org/{number}", "body", f"第{number}局", f"第{number}局", details=details)


def paper(id_: str, level: str = "", parent: str = "") -> Node:
    details = (("level", level),) if level else ()
    return Node(id_, "document", id_, id_, documents=(id_,), details=details, parent=parent)


def duty(task: str, who: int, role: str, document: str = "doc/a") -> Fact:
    return Fact("responsibility", -1, 0, 1, "", document, task, f"org/{who}", role)


def view_of(nodes: list[Node], facts: list[Fact], links: tuple[Link, ...] = ()) -> View:
    read = tuple(node.id for node in nodes if node.kind == "document" and not node.parent)
    return View("", read, tuple(nodes), links, tuple(facts), ())


def test_an_overview_is_small_and_has_everybody(large: View) -> None:
    assert needs_overview(large)
    groups, scenes = overview(large)
    first = scenes["tasks:"]
    assert len(first.places) <= 46 + 22
    members = {group.id: group.members for group in groups}
    for kind in ("body", "document"):
        shown = [id_ for mark in first.places for id_ in members.get(mark, (mark,))]
        wanted = [node.id for node in large.nodes if node.kind == kind]
        assert sorted(id_ for id_ in shown if id_ in set(wanted)) == sorted(wanted)
    shared = {(fact.subject, fact.object) for fact in large.facts if fact.kind == "responsibility"}
    assert sum(line.weight for line in first.lines) == len(shared)
    assert collisions(first.places) == []


def test_every_group_opens_to_its_members(large: View) -> None:
    groups, scenes = overview(large)
    by_id = {group.id: group for group in groups}
    for group in groups:
        scene = scenes[f"tasks:{group.id}"]
        own = [mark for mark in scene.places if mark in group.members or mark.startswith(f"{group.id}.")]
        assert sorted(id_ for mark in own for id_ in (by_id[mark].members if mark in by_id else (mark,))) == sorted(
            group.members
        )
        assert len(own) <= 46
        assert collisions(scene.places) == []


def test_busy_bodies_keep_their_names_and_the_rest_is_grouped_by_level_and_place() -> None:
    places = ["甲市人民政府", "乙市人民政府"]
    bodies = [body(n, ("level", "prefecture"), ("parent", places[n % 2])) for n in range(120)]
    bodies += [body(200, ("level", "state")), body(201, ("sort", "GenericBody"))]
    facts = [duty(f"t{n}", n, "lead") for n in range(120)]
    facts += [duty("t1", 200, "support", doc) for doc in ("doc/a", "doc/b")] + [
        duty(f"t{n}", 201, "lead") for n in range(9)
    ]
    groups, scenes = overview(view_of([*bodies, paper("doc/a"), paper("doc/b")], facts))
    assert "org/200" in scenes["tasks:"].places
    assert "org/201" in scenes["tasks:"].places or any("org/201" in group.members for group in groups)
    level = next(group for group in groups if group.key == "level-prefecture")
    inside = [group for group in groups if group.id.startswith(f"{level.id}.")]
    assert {group.words for group in inside} <= {"甲市", "乙市", "其余"}
    assert len(inside) >= 2


def test_who_leads_whom_counts_tasks_and_leaves_out_those_who_name_nobody() -> None:
    nodes = [body(1), body(2), body(3, ("sort", "GenericBody")), paper("doc/a")]
    facts = [duty("t1", 1, "lead"), duty("t1", 2, "support"), duty("t2", 1, "lead"), duty("t2", 2, "responsible"),
             duty("t2", 3, "support"), duty("t3", 2, "lead"), duty("t3", 1, "responsible")]  # fmt: skip
    scenes = body_scenes(view_of(nodes, facts))
    assert [(line.source, line.target, line.weight) for line in scenes["lead:"].lines] == [
        ("org/1", "org/2", 2),
        ("org/2", "org/1", 1),
    ]
    assert [(line.source, line.target, line.weight) for line in scenes["together:"].lines] == [("org/1", "org/2", 3)]
    assert scenes["lead:"].places.keys() == {"org/1", "org/2"}
    assert scenes["lead:"].places["org/1"].side == "left"


def test_labels_of_a_full_ring_do_not_meet() -> None:
    nodes = [body(n) for n in range(70)]
    facts = [duty(f"t{n}-{m}", who, "lead" if who == n else "support") for n in range(70) for m in range(n % 5 + 1)
             for who in {n, (n * 3 + m + 1) % 70}]  # fmt: skip
    for scene in body_scenes(view_of(nodes, facts)).values():
        assert 30 < len(scene.places) <= 56
        boxes = [place.label_box for place in scene.places.values()]
        assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


def test_documents_descend_from_the_state_to_the_county() -> None:
    papers = [
        paper("state", parent="stub"),
        paper("province", "province"),
        paper("city", "prefecture"),
        paper("old", "prefecture"),
        paper("town", "township"),
    ]
    said = ["implements", "implements", "repeals", "cites", "implements"]
    pairs = [("province", "state"), ("city", "province"), ("city", "old"), ("city", "state"), ("town", "city")]
    facts = [
        Fact("reference", -1, 0, 1, "", source, source, target, role)
        for role, (source, target) in zip(said, pairs, strict=True)
    ]
    links = tuple(Link(source, target, "cites", (index,)) for index, (source, target) in enumerate(pairs))
    scenes = descent_scenes(view_of(papers, facts, links))
    scene = scenes["descent:"]
    across = [scene.places[id_].x for id_ in ("state", "province", "city", "town")]
    assert across == sorted(set(across))
    assert scene.places["old"].x == scene.places["city"].x
    assert sorted((line.kind, line.source, line.target) for line in scene.lines) == [
        ("implements", "city", "province"), ("implements", "province", "state"), ("implements", "town", "city"), ("repeals", "city", "old"),
    ]  # fmt: skip
    assert {"descent:city", "descent:town"} <= scenes.keys()


@pytest.mark.parametrize("make", [body_scenes, descent_scenes, lambda view: overview(view)[1]])
def test_same_pictures_every_time(make: object, large: View) -> None:
    assert callable(make)
    scenes: dict[str, Scene] = make(large)
    assert make(large) == scenes


def test_groups_know_their_kind(large: View) -> None:
    groups, _ = overview(large)
    kinds = {node.id: node.kind for node in large.nodes}
    assert all(isinstance(group, Group) and {kinds[id_] for id_ in group.members} == {group.kind} for group in groups)


@pytest.mark.parametrize(
    ("full", "printed", "labels"),
    [
        ({"a": "国家发展和改革委员会"}, {"a": {"发展改革委": 3, "国家发展改革委": 1}}, ["发展改革委"]),
        (
            {"a": "国家发展和改革委员会", "b": "甲省发展和改革委员会"},
            {"a": {"发展改革委": 3, "国家发展改革委": 1}, "b": {"发展改革委": 2}},
            ["国家发展改革委", "甲省发展和改革委员会"],
        ),
        ({"a": "甲省财政厅", "b": "乙省财政厅"}, {"a": {"财政厅": 4, "省财政厅": 1}, "b": {"省财政厅": 1}}, ["甲省财政厅", "乙省财政厅"]),
        ({"a": "甲州市规划和自然资源委员会", "b": "乙州市水务局"}, {"a": {"市规划自然资源委": 4}, "b": {}}, ["甲州市规划和自然资源委员会", "乙州市水务局"]),
        ({"a": "国家市场监督管理总局", "b": "甲州市水务局", "c": "乙州市水务局"}, {"a": {"市场监管总局": 1}}, ["市场监管总局", "甲州市水务局", "乙州市水务局"]),
        ({"a": "生态环境部", "b": "原生态环境部"}, {"a": {"生态环境部": 5, "环境主管部门": 1}}, ["生态环境部", "原生态环境部"]),
        ({"a": ""}, {}, [""]),
    ],
)  # fmt: skip
def test_a_short_name_means_one_body(
    full: dict[str, str], printed: dict[str, dict[str, int]], labels: list[str]
) -> None:
    assert list(short_names(full, printed).values()) == labels


def test_a_name_that_only_another_body_has_in_its_picture_is_full(tmp_path: Path) -> None:
    view = read_view(graph_of(tmp_path, "few", notice.many_notices(3, 4, 9)))
    labels = [node.label for node in view.nodes if node.kind == "body"]
    assert len(labels) == len(set(labels)) == 9
