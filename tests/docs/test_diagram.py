"""The diagram for newcomers: true to the ontology, readable, and the committed picture up to date."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import lxml.etree
import pytest

from docs import DocsError, diagram, draw_model
from docs.code import coloured
from docs.knowledge import Knowledge
from docs.worked import work_example
from ontology import POL, ROLE

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def no_link(iri: str) -> str:  # noqa: ARG001
    return ""


def test_the_committed_picture_is_up_to_date() -> None:
    committed = (ROOT / "docs" / "model.svg").read_text("utf-8")
    assert committed == draw_model(), "run: python -m docs --model docs/model.svg"


def test_the_readme_shows_it_before_the_long_one() -> None:
    text = (ROOT / "ontology" / "README.md").read_text("utf-8")
    assert 0 < text.index("../docs/model.svg") < text.index("```mermaid")


def test_the_picture_is_one_of_its_own() -> None:
    root = lxml.etree.fromstring(draw_model().encode("utf-8"))
    assert root.tag == f"{SVG}svg"
    assert not root.xpath("//@href | //*[local-name()='script'] | //@*[starts-with(name(), 'on')]")
    assert "url(http" not in draw_model()
    assert {"任务", "责任分工", "责任主体", "时限", "指标", "原文依据", "行政区划"} <= set(root.itertext())


def test_boxes_do_not_overlap_and_stay_inside() -> None:
    boxes = [
        (place.x - place.width / 2, place.y - 39, place.x + place.width / 2, place.y + 39) for place in diagram._PLACES
    ]
    assert 10 <= len(boxes) <= 15
    for one, other in combinations(boxes, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1], (one, other)
    width, height = diagram.SIZE
    assert all(left > 0 and top > 0 and right < width and bottom < height for left, top, right, bottom in boxes)


def test_arrows_begin_and_end_at_their_boxes() -> None:
    places = {place.iri: place for place in diagram._PLACES}
    for way in diagram._WAYS:
        for iri, (x, y) in ((way.start, way.points[0]), (way.end, way.points[-1])):
            place = places[iri]
            beside = abs(x - place.x) == pytest.approx(place.width / 2) and abs(y - place.y) <= 39
            above = abs(y - place.y) == pytest.approx(39) and abs(x - place.x) <= place.width / 2
            assert beside or above, f"{way.iri} does not touch {iri}"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"iri": POL.NS + "hasDuty"}, "shows pol:hasDuty, which the ontology does not have"),
        ({"iri": POL.statedIn}, "pol:statedIn, whose range is pol:PolicyDocument"),
        ({"start": POL.Body}, "pol:hasResponsibility, whose domain is pol:Task"),
        ({"end": POL.NS + "Duty"}, "shows pol:Duty"),
    ],
)
def test_an_arrow_that_is_not_true_is_refused(
    change: dict[str, Any], message: str, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = {"start": POL.Task, "iri": POL.hasResponsibility, "end": POL.Responsibility} | change
    monkeypatch.setattr(diagram, "_WAYS", (diagram._Way(**way, points=((0, 0), (1, 1)), at=(0, 0)),))
    with pytest.raises(DocsError, match=re.escape(message)):
        diagram.big_picture(knowledge)


def test_the_worked_sentence_is_read_as_the_page_says(knowledge: Knowledge) -> None:
    worked = work_example(knowledge, no_link)
    marked = {words: iri for words, iri in worked.stretches if iri}
    assert marked == {
        "推进绿色矿山建设": POL.Task, "2025年底前": POL.Deadline, "省自然资源厅": POL.Body, "牵头": ROLE.lead,
        "省财政厅": POL.Body, "配合": ROLE.support,
    }  # fmt: skip
    assert "云南省自然资源厅" in worked.drawing
    assert "2025年底前 → 2025-12-31" in worked.drawing


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("?t a pol:Task .", ["pol:Task"]),
        ('# pol:Task\n?t rdfs:label "pol:Task" .', []),
        ('"""a "quoted" pol:Task""" pol:role', ["pol:role"]),
        ("<https://w3id.org/policykg/ontology#Task>", ["<https://w3id.org/policykg/ontology#Task>"]),
        ("?n < 3 && ?m > 4 ; pol:year 5", ["pol:year"]),
    ],
)
def test_code_links_the_names_that_it_uses(text: str, links: list[str]) -> None:
    shown = lxml.etree.fromstring(f"<p>{coloured(text, lambda iri: 'x' if 'ontology#' in iri else '')}</p>")
    assert "".join(shown.itertext()) == text
    assert ["".join(link.itertext()) for link in shown.iter("a")] == links
