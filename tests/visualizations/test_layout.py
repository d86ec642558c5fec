"""Marks and labels have room, and stand in the same places every time."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from queries import Graph
from tests.visualizations import notice
from tests.visualizations.conftest import graph_of
from visualizations.labels import LINE_HEIGHT, width, wrap
from visualizations.layout import Place, lay_out
from visualizations.model import Link, Node
from visualizations.view import read_view

Box = tuple[float, float, float, float]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes cover any of the same ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def mark_box(place: Place) -> Box:
    return place.x - place.size, place.y - place.size, place.x + place.size, place.y + place.size


def collisions(places: dict[str, Place]) -> list[tuple[str, str, str]]:
    """Pairs of marks, of labels, and of labels with the marks of others that are in each other's way."""
    found = []
    for (one, a), (other, b) in combinations(places.items(), 2):
        pairs = (
            ("marks", mark_box(a), mark_box(b)),
            ("labels", a.label_box, b.label_box),
            ("label on mark", a.label_box, mark_box(b)),
            ("mark under label", mark_box(a), b.label_box),
        )
        found += [(what, one, other) for what, left, right in pairs if meet(left, right)]
    return found


def test_meet_sees_an_overlap() -> None:
    place = Place(0, 0, "right", ("铜矿",), 6)
    assert collisions({"a": place, "b": Place(3, 3, "right", ("铜矿",), 6)})
    assert not collisions({"a": place, "b": Place(0, 60, "right", ("铜矿",), 6)})


def test_nothing_overlaps_in_a_notice(mining: Graph) -> None:
    view = read_view(mining)
    places = lay_out(view.nodes, view.links)
    assert places.keys() == {node.id for node in view.nodes}
    assert len(places) == 67
    assert collisions(places) == []


@pytest.mark.parametrize(("documents", "tasks", "bodies"), [(1, 2, 2), (1, 90, 70), (3, 20, 40), (8, 30, 60)])
def test_nothing_overlaps_in_other_sizes(documents: int, tasks: int, bodies: int, tmp_path: Path) -> None:
    view = read_view(graph_of(tmp_path, "some", notice.many_notices(documents, tasks, bodies)))
    places = lay_out(view.nodes, view.links)
    assert len(places) == len(view.nodes) > documents + tasks
    assert collisions(places) == []


def test_same_places_every_time_and_tasks_in_order(mining: Graph) -> None:
    view = read_view(mining)
    places = lay_out(view.nodes, view.links)
    assert lay_out(list(view.nodes), list(reversed(view.links))) == places
    tasks = [places[node.id].y for node in view.nodes if node.kind == "task"]
    assert tasks == sorted(tasks)


def test_picture_is_about_as_broad_as_a_window(mining: Graph) -> None:
    view = read_view(mining)
    boxes = [place.label_box for place in lay_out(view.nodes, view.links).values()]
    broad = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    high = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    assert 1.2 < broad / high < 2.2


def test_no_nodes_no_places() -> None:
    assert lay_out([], []) == {}


def test_lone_kinds_have_places_too() -> None:
    mine, mineral = Node("m", "mine", "驱龙铜矿", "驱龙铜矿"), Node("c", "mineral", "铜", "铜")
    places = lay_out([mine, mineral], [Link("m", "c", "mineral")])
    assert places["m"].x < places["c"].x


@pytest.mark.parametrize(
    "text", ["", "铜", "人力资源社会保障厅", "a b  c", "《关于》、，。；：）" * 9, "x" * 200, "𠀋" * 40]
)
@pytest.mark.parametrize(("ems", "lines"), [(5, 1), (9, 2), (14, 2)])
def test_wrapped_lines_fit(text: str, ems: int, lines: int) -> None:
    got = wrap(text, ems, lines)
    assert 1 <= len(got) <= lines
    assert all(width(line) <= (ems + 1) * 13 for line in got)
    whole = "".join(got).replace(" ", "")
    assert whole == "".join(text.split()) or got[-1].endswith("…")


def test_line_height_holds_a_line() -> None:
    assert width("铜") < LINE_HEIGHT
