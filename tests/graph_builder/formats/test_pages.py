"""Printed pages as text: which lines are one paragraph, what stands on every page, tables over several pages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.formats.glyphs import Glyph, Page, Ruling, lines_of, repaired
from graph_builder.formats.pages import text_of_pages
from graph_builder.formats.rulings import grids
from tests.graph_builder.formats.typeset import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, Setter, Sheet, broken, wide

LONG = "各县（区）要把村镇道路的养护摆上重要位置，落实人员和经费，做到有路必养、养必到位，每年至少检查两次。"
LONGER = LONG + "检查结果在每年12月底前报送市交通运输局，由市交通运输局汇总后向社会公布，接受群众监督。"


def printed(sheets: list[Sheet]) -> list[str]:
    pages = []
    for sheet in sheets:
        glyphs = []
        for x, y, size, text in sheet.texts:
            for c in text:
                glyphs.append(Glyph(c, x, x + wide(c, size), y, size))
                x += wide(c, size)
        pages.append(Page(WIDTH, HEIGHT, glyphs, [Ruling(*ruling) for ruling in sheet.rulings]))
    return text_of_pages(pages).splitlines()


@pytest.mark.parametrize("hanging", [False, True])
@pytest.mark.parametrize("indent", [False, True])
def test_paragraphs_are_lines_over_page_breaks(indent: bool, hanging: bool) -> None:
    paragraphs = ["一、总体要求"] + [
        f"（{n}）{LONG if i % 2 else LONGER}" for i, n in enumerate("一二三四五六七八九十")
    ] * 3
    setter = Setter(indent=indent, hanging=hanging)
    setter.body(*paragraphs)
    sheets = setter.numbered()
    assert len(sheets) > 3
    assert printed(sheets) == paragraphs


def test_a_title_of_several_lines() -> None:
    setter = Setter()
    setter.centred("甲市人民政府办公室关于印发甲市村镇", "道路养护三年行动方案的通知")
    setter.centred("甲政办发〔2024〕3号", size=16)
    setter.flush("各县（区）人民政府，市政府各部门，市属各企业、各高等院校，驻甲市各单位：")
    setter.body(LONG, LONGER)
    setter.right("甲市人民政府办公室", "2024年3月5日")
    setter.body("（此件公开发布）")
    assert printed(setter.numbered()) == [
        "甲市人民政府办公室关于印发甲市村镇道路养护三年行动方案的通知",
        "甲政办发〔2024〕3号",
        "各县（区）人民政府，市政府各部门，市属各企业、各高等院校，驻甲市各单位：",
        LONG,
        LONGER,
        "甲市人民政府办公室",
        "2024年3月5日",
        "（此件公开发布）",
    ]


def test_issuers_stand_alone_and_a_spread_name_is_closed() -> None:
    setter = Setter()
    for y, text in ((100.0, "甲市教育局"), (150.0, "甲市财政局")):
        setter.sheets[0].texts.append((150.0, y, 36.0, text))
    setter.sheets[0].texts.append((420.0, 125.0, 36.0, "文件"))
    for i, c in enumerate("甲市卫生局"):
        setter.sheets[0].texts.append((150.0 + i * 60, 200.0, 36.0, c))
    setter.y = 300
    setter.body(LONG, LONG)
    assert printed(setter.sheets)[:4] == ["甲市教育局", "文件", "甲市财政局", "甲市卫生局"]


def test_a_remark_in_smaller_type_beside_a_title_is_a_line() -> None:
    sheet = Sheet([(100.0, 100.0, 22.0, "甲市道路养护方案"), (350.0, 98.0, 11.0, "在线咨询")])
    assert printed([sheet]) == ["甲市道路养护方案", "在线咨询"]


def test_hanging_paragraphs() -> None:
    setter = Setter()
    setter.body(LONG, LONGER)
    setter.line(LEFT + 32, "附件：1.甲市村镇道路养护三年行动方案的重点任务分工表和", 16)
    setter.line(LEFT + 96, "责任表", 16)
    setter.line(LEFT + 80, "2.联系方式", 16)
    assert printed(setter.sheets)[2:] == ["附件：1.甲市村镇道路养护三年行动方案的重点任务分工表和责任表", "2.联系方式"]


@pytest.mark.parametrize(
    "number", ["— {} —", "-{}-", "－{}－", "第{}页", "第 {} 页 共 9 页", "{}/9", "{}", "Page {} of 9"]
)
def test_page_numbers_are_left_out(number: str) -> None:
    setter = Setter()
    setter.body(*[LONGER] * 12)
    for i, sheet in enumerate(setter.sheets, 3):
        text = number.format(i)
        sheet.texts.append(((WIDTH - wide(text, 14)) / 2, 780.0, 14.0, text))
    assert printed(setter.sheets) == [LONGER] * 12


def test_a_figure_at_the_end_of_a_page_is_no_page_number() -> None:
    setter = Setter()
    setter.body(LONGER, LONG)
    setter.body("35")
    assert printed(setter.numbered())[-1] == "35"


def test_running_heads_are_left_out() -> None:
    setter = Setter()
    setter.body(*[LONGER] * 12)
    for i, sheet in enumerate(setter.sheets, 1):
        sheet.texts.append((LEFT, 60.0, 9.0, "甲市人民政府公报 2024年第3期"))
        sheet.texts.append((LEFT, 800.0, 9.0, f"http://example.org/a.html {i}/4"))
    assert printed(setter.sheets) == [LONGER] * 12


def test_the_same_words_on_two_pages_are_no_running_head() -> None:
    setter = Setter()
    setter.y = 200
    setter.body("（一）修路", LONG)
    setter.page()
    setter.y = 200
    setter.body("（一）修路", LONGER)
    assert printed(setter.sheets) == ["（一）修路", LONG, "（一）修路", LONGER]


def test_contents_are_left_out() -> None:
    setter = Setter()
    setter.centred("目　录")
    for i, text in enumerate(["一、总体要求", "二、重点任务"]):
        setter.line(LEFT, f"{text}……………………………{i + 1}", 16)
    setter.page()
    setter.body("一、总体要求", LONG, LONGER)
    assert printed(setter.numbered()) == ["一、总体要求", LONG, LONGER]


@pytest.mark.parametrize("offset", [0.0, 9.0])
def test_two_columns(offset: float) -> None:
    paragraphs = ["一、总体要求"] + [
        f"（{n}）{LONG if i % 2 else LONGER}" for i, n in enumerate("一二三四五六七八九十")
    ]
    lines = [
        (0 if i else 24, text)
        for words in paragraphs
        for i, text in enumerate(broken(words, 12, 204, 24))
    ]  # fmt: skip
    sheets: list[Sheet] = []
    while lines:
        sheet = Sheet([(200.0, 100.0, 20.0, "甲市人民政府公报")] if not sheets else [])
        for x in (LEFT, LEFT + 244):
            for row in range(20):
                if lines:
                    indent, text = lines.pop(0)
                    sheet.texts.append((x + indent, 160 + 24.0 * row + (offset if x > LEFT else 0), 12.0, text))
        sheet.texts.append((290.0, 780.0, 12.0, f"- {len(sheets) + 1} -"))
        sheets.append(sheet)
    assert printed(sheets) == ["甲市人民政府公报", *paragraphs]


def test_a_list_in_two_columns_is_read_row_by_row() -> None:
    sheet = Sheet()
    for row, (who, what) in enumerate(
        [("组长", "市长"), ("副组长", "副市长"), ("成员", "市教育局局长"), ("成员", "市财政局局长")] * 3
    ):
        sheet.texts += [(LEFT, 160 + 28.0 * row, 16.0, who), (LEFT + 220, 160 + 28.0 * row, 16.0, what)]
    assert printed([sheet])[:3] == ["组长    市长", "副组长    副市长", "成员    市教育局局长"]


HEAD = ["序号", "任务", "责任单位"]
ROWS = [[str(i), f"第{i}段道路的路面修补和排水沟疏通，雨季以前完成", "市交通运输局、市财政局"] for i in range(1, 41)]


def test_a_table_over_several_pages() -> None:
    setter = Setter()
    setter.body("附件")
    setter.table([HEAD, *ROWS[:15]], [60, 200, 188])
    setter.y = 999
    setter.page()
    setter.table([HEAD, *ROWS[15:]], [60, 200, 188])
    setter.body(LONG)
    lines = printed(setter.numbered())
    assert lines == ["附件", "\t".join(HEAD), *["\t".join(row) for row in ROWS], LONG]


def test_a_row_cut_by_the_page() -> None:
    setter = Setter()
    setter.y = 500
    setter.table([HEAD, ["1", "修补", "市交通运输局、"]], [60, 200, 188])
    setter.page()
    setter.table([["", "", "市财政局"], ["2", "疏通", "市水利局"]], [60, 200, 188])
    assert printed(setter.sheets) == ["\t".join(HEAD), "1\t修补\t市交通运输局、市财政局", "2\t疏通\t市水利局"]


def grid(*rulings: tuple[float, float, float, float]) -> list[tuple[int, int, int, int]]:
    found = grids(Ruling(*ruling) for ruling in rulings)
    return list(found[0].cells) if found else []


BOX = [(0, y, 300, y) for y in (0, 50, 100)]
SIDES = [(x, 0, x, 100) for x in (0, 100, 300)]


@pytest.mark.parametrize(
    ("rulings", "cells"),
    [
        ([*BOX, *SIDES], [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # open at the sides
        ([*BOX, SIDES[1]], [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # no line at the top: the row goes on from the page before
        ([*BOX[1:], *SIDES], [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # merged downwards, and across
        ([BOX[0], BOX[2], (100, 50, 300, 50), *SIDES], [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]),
        ([*BOX, SIDES[0], SIDES[2], (100, 50, 100, 100)], [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # in pieces, and not quite straight
        ([(0, 0, 150, 0.5), (151, 0, 300, 0), *BOX[1:], *SIDES], [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # a frame, a red line across the page, a slanting line
        ([(0, 0, 300, 0), (0, 100, 300, 100), (0, 0, 0, 100), (300, 0, 300, 100)], []),
        ([(0, 0, 300, 0)], []),
        ([(0, 0, 300, 300)], []),
        ([(x, 0, x, 10) for x in range(0, 9_000, 5)] * 2, []),
    ],
)  # fmt: skip
def test_cells_by_rulings(
    rulings: list[tuple[float, float, float, float]], cells: list[tuple[int, int, int, int]]
) -> None:
    assert grid(*rulings) == cells


@pytest.mark.parametrize(
    ("text", "whole"),
    [("⽂件", "文件"), ("⻓期⺠生", "长期民生"), ("\uf900\U0002f800", "豈丽"), ("（①〔2024〕％", "（①〔2024〕％"), ("a\u00adb\u200b", "a-b"), ("\ufffd", "〓")],
)  # fmt: skip
def test_what_fonts_call_characters(text: str, whole: str) -> None:
    assert repaired(text) == whole


def test_bold_type_printed_twice_and_raised_characters() -> None:
    glyphs = [Glyph("甲", 100 + d, 116 + d, 100, 16) for d in (0, 0.3)] + [
        Glyph("2", 116, 120, 95, 8),
        Glyph("市", 120, 136, 100, 16),
    ]
    assert [line.text for line in lines_of(glyphs)] == ["甲2市"]


@pytest.mark.parametrize("place", [float("nan"), float("inf"), -1e300, 1e9])
def test_places_that_are_none(place: float) -> None:
    assert (
        lines_of([Glyph("甲", place, 10, 10, 16), Glyph("乙", 0, 10, place, 16), Glyph("丙", 0, 10, 10, place)]) == []
    )


PLACES = st.floats(min_value=-50, max_value=900) | st.sampled_from([float("nan"), 0.0, 79.0, 120.0])
GLYPHS = st.builds(
    lambda text, x, width, y, size: Glyph(text, x, x + width, y, size),
    st.sampled_from(["甲", "1", "一", "、", "（", "）", "—", " ", "a", ""]),
    PLACES,
    st.floats(min_value=0, max_value=40),
    PLACES,
    st.sampled_from([9.0, 12.0, 16.0, 22.0]),
)
RULINGS = st.builds(
    lambda x, y, w, h: Ruling(x, y, x + w, y + h),
    PLACES,
    PLACES,
    st.sampled_from([0.0, 300.0]),
    st.sampled_from([0.0, 200.0]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(Page, st.just(WIDTH), st.just(HEIGHT), st.lists(GLYPHS, max_size=40), st.lists(RULINGS, max_size=12)),
        max_size=4,
    )
)
def test_no_page_raises_and_no_character_is_made_up(pages: list[Page]) -> None:
    text = text_of_pages(pages)
    assert set(text) <= set("甲1一、（）—a〃 \t\n")


def test_time_grows_with_the_pages_only() -> None:
    def seconds(count: int) -> float:
        setter = Setter()
        setter.table([HEAD, *ROWS * count], [60, 200, 188])
        setter.body(*[LONGER] * 40 * count)
        started = time.process_time()
        printed(setter.sheets)
        return time.process_time() - started

    assert seconds(8) < 0.5 + 4 * 2.5 * seconds(2)


def test_the_edges_of_the_page() -> None:
    assert LEFT < RIGHT < WIDTH
    assert BOTTOM < HEIGHT
    assert text_of_pages([]) == text_of_pages([Page(WIDTH, HEIGHT)]) == ""
