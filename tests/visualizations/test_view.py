"""Rows of a graph become nodes, links and facts; every fact stands where it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from queries import Graph, measure_bodies
from tests.visualizations import notice
from tests.visualizations.conftest import graph_of
from visualizations.reader import short_id
from visualizations.view import read_view


def test_a_notice_has_all_that_it_states(mining: Graph) -> None:
    view = read_view(mining)
    kinds = Counter(node.kind for node in view.nodes)
    assert kinds == {"body": 23, "mine": 14, "task": 12, "mineral": 11, "document": 3, "base": 3, "park": 1}
    facts = Counter(fact.kind for fact in view.facts)
    assert facts == {
        "responsibility": 43, "mine": 14, "task": 12, "mineral": 11, "base": 3, "reference": 2, "park": 1,
        "finding": 1, "indicator": 1,
    }  # fmt: skip
    roles = Counter(fact.role for fact in view.facts if fact.kind == "responsibility")
    assert roles == {"responsible": 29, "support": 7, "lead": 3, "guide": 3, "supervise": 1}
    assert view.title == "关于促进有色金属工业增效益的实施方案"


def test_every_quote_stands_at_its_code_points(mining: Graph) -> None:
    view = read_view(mining)
    assert view.texts[0].content.startswith("𠀋")
    assert len(view.facts) == 88
    for fact in view.facts:
        assert view.texts[fact.text].content[fact.start : fact.end] == fact.quote != ""


def test_nodes_know_their_other_names(mining: Graph) -> None:
    nodes = {node.label: node for node in read_view(mining).nodes}
    assert nodes["发展改革委"].name == "西藏自治区发展改革委"
    assert nodes["铜"].aliases == ("copper",)
    assert ("sort", "GenericBody") in nodes["有关部门"].details
    assert nodes["国发〔2013〕41号"].parent == "stub"
    assert nodes["三（一） 严控新增电解铝产能"].number == "三（一）"


def test_bodies_say_how_much_they_have_to_do_and_in_whose_circle(mining: Graph) -> None:
    nodes = {node.label: node for node in read_view(mining).nodes}
    details = dict(nodes["发展改革委"].details)
    measured = {body.label: body for body in measure_bodies(mining)}["西藏自治区发展改革委"]
    assert details["partners"] == str(measured.partners) != "0"
    assert {key: value for key, value in details.items() if key in dict(measured.roles)} == {
        role: str(tasks) for role, tasks in measured.roles if tasks
    }
    assert details["circle"].partition(" · ")[0] in {node.name for node in nodes.values()}
    assert not {"partners", "circle"} & set(dict(nodes["有关部门"].details))


def test_a_line_that_another_way_shows_is_quiet(mining: Graph) -> None:
    view = read_view(mining)
    names = {node.id: node.label for node in view.nodes}
    lines = {names[link.target]: link.quiet for link in view.links if link.kind == "concerns"}
    assert lines["驱龙铜矿"]  # by way of its base
    assert lines["铜"]  # by way of a mine
    assert not lines["多龙铜矿"]  # no base
    assert not lines["锑"]  # no mine


def test_a_task_that_lost_its_heading_can_be_told_apart(tmp_path: Path) -> None:
    lost = notice.Notice("lost", "方案", "lost.txt")
    lost.task(1, "", "")
    task = read_view(graph_of(tmp_path, "lost", lost.close())).nodes[-1]
    assert task.kind == "task"
    assert task.label.startswith("（标题缺失）")


def test_bodies_of_one_short_name_carry_their_full_names(tmp_path: Path) -> None:
    plan = notice.Notice("plan", "方案", "plan.txt")
    task = plan.task(1, "一", "做好工作")
    span = plan.say("（省教育厅负责）")
    plan.duty(task, 1, "responsible", "省教育厅", span)
    other = plan.task(2, "二", "做好别的工作")
    plan.duty(other, 1, "responsible", "教育厅", span)
    quads = plan.close().replace('"教育厅"', '"省教育厅"').replace("西藏自治区省教育厅", "湖北省教育厅")
    bodies = [node.label for node in read_view(graph_of(tmp_path, "plan", quads)).nodes if node.kind == "body"]
    assert sorted(bodies) == ["湖北省教育厅", "西藏自治区教育厅"]


def test_files_of_one_name_keep_their_own_facts(tmp_path: Path) -> None:
    one, other = (notice.Notice(key, f"方案{key}", "same.txt") for key in ("a", "b"))
    for document, words in ((one, "甲局"), (other, "乙局")):
        task = document.task(1, "一", "做好工作")
        document.duty(task, 1, "lead", words, document.say(f"（{words}牵头）"))
    view = read_view(graph_of(tmp_path, "two", one.close() + other.close()))
    assert view.documents == ("doc/a", "doc/b")
    for fact in view.facts:
        assert view.texts[fact.text].documents == (fact.document,)


def test_facts_stay_when_the_text_is_not_there(tmp_path: Path) -> None:
    quads = "".join(line + "\n" for line in notice.mining_notice().close().splitlines() if "#text>" not in line)
    view = read_view(graph_of(tmp_path, "bare", quads))
    assert view.texts == ()
    assert {fact.text for fact in view.facts} == {-1}
    assert all(fact.quote for fact in view.facts)


def test_ids_are_short_where_they_are_ours() -> None:
    assert short_id("https://w3id.org/policykg/id/org/1a") == "org/1a"
    assert short_id("https://w3id.org/policykg/mineral/copper") == "mineral/copper"
    assert short_id("https://example.org/id/x") == "https://example.org/id/x"


def test_an_empty_graph_is_an_empty_view(tmp_path: Path) -> None:
    view = read_view(graph_of(tmp_path, "empty", ""))
    assert (view.nodes, view.links, view.facts, view.texts, view.title) == ((), (), (), (), "")
