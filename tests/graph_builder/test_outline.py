"""Headings, the paths of their numbers, and where the numbering leaps."""

from __future__ import annotations

import pytest

from graph_builder.structure.outline import outline
from graph_builder.structure.recover import recover


def paths(text: str) -> list[tuple[str | None, str | None]]:
    return [(unit.path, unit.label) for unit in outline(recover(text)).units]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "一、主要任务\n（一）治水。疏浚河道。\n1.清淤。做好。\n2．护岸。做好。\n（二）治土。\n二、保障\n（一）资金。",
            [("一", "主要任务"), ("一（一）", "治水"), ("一（一）1", "清淤"), ("一（一）2", "护岸"), ("一（二）", "治土"),
             ("二", "保障"), ("二（一）", "资金")],
        ),
        # line breaks lost: a heading runs into the next and into its text
        ("一、主要任务（一）治水。疏浚河道。（二）治土。改良。二、保障措施（三）资金。落实。",
         [("一", "主要任务"), ("一（一）", "治水"), ("一（二）", "治土"), ("二", "保障措施"), ("二（三）", "资金")]),
        # numbers that are none: a list of prizes, an item cited, a decimal
        ("一、奖励办法。设一、二、三等奖，依照第五条第（二）项，投资3.5亿元。", [("一", "奖励办法")]),
        ("（一）没有标题的段落，做好春灌工作；其余照旧。", [("（一）", "没有标题的段落，做好春灌工作")]),
        ("（一）加强领导（市水利局负责）\n（二）加强投入：安排资金。", [("（一）", "加强领导"), ("（二）", "加强投入")]),
        ("第一章 总则\n第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全市。",
         [("第一章", "总则"), ("第一章第一条", "为了规范管理，制定本办法"), ("第一章第二条", "本办法适用于全市")]),
        # line breaks lost, the blanks that open a paragraph kept
        ("有关事项通知如下：　　一、总体要求　　（一）目标。水质改善。　　（二）原则。分类施策。",
         [("一", "总体要求"), ("一（一）", "目标"), ("一（二）", "原则")]),
        ("一、健全监管体系（一）严格准入。做好。二、完善保障机制，加大支持力度（二）财税支持。做好。",
         [("一", "健全监管体系"), ("一（一）", "严格准入"), ("二", "完善保障机制，加大支持力度"), ("二（二）", "财税支持")]),
        ("16.支持改造。\n17.2025年起实行新办法。\n", [("16", "支持改造"), ("17", "2025年起实行新办法")]),
        ("第五条 县级负责。\n第六条水利局按照第五条规定执行。\n第九条的规定除外。",
         [("第五条", "县级负责"), ("第六条", "水利局按照第五条规定执行")]),
        ("一、把稳定增长和改革结合起来，提高政策的精准性（一）研究办法。做好。（二）落实。做好。",
         [("一", "把稳定增长和改革结合起来，提高政策的精准性"), ("一（一）", "研究办法"), ("一（二）", "落实")]),
        # an annex begins an outline of its own; half-width marks end a label; a usual heading ends by itself
        ("四、保障\n做好。\n附件\n\n民生实事\n1.修路。做好。\n", [("四", "保障"), ("1", "修路")]),
        ("1.支持修路;每公里补贴。\n2.支持造林:每亩补贴。\n", [("1", "支持修路"), ("2", "支持造林")]),
        ("二、工作要求水利部要牵头做好协调，加强督促检查和总结评估。", [("二", "工作要求")]),
        # a list of contents
        ("目　录\n1　总则\n1.1　编制目的\n1.2　适用范围\n\n1　总则\n1.1　编制目的\n规范。\n1.2　适用范围\n全县。",
         [("1.1", "编制目的"), ("1.2", "适用范围")]),
        ("1　总则\n1.1　编制目的\n规范。\n1.2　适用范围\n全县。", [("1.1", "编制目的"), ("1.2", "适用范围")]),
    ],
)  # fmt: skip
def test_headings(text: str, wanted: list[tuple[str, str]]) -> None:
    assert paths(text) == wanted


PASSAGE = "要牢牢守住耕地保护红线，严格用途管制，坚决遏制耕地非农化倾向。"


def test_heading_lost_with_a_passage_gives_a_unit_of_its_own() -> None:
    text = f"一、甲。{PASSAGE}二、任务（一）治水。疏浚河道。{PASSAGE}改良土壤。（农业农村局负责）（三）治林。造林。"
    found = outline(recover(text))
    assert [(u.path, u.label) for u in found.units][2:] == [
        ("二（一）", "治水"),
        (None, "改良土壤"),
        ("二（三）", "治林"),
    ]
    assert found.gaps[0][1] == "（一）之后是（三），其间的标题缺失"


def test_number_below_a_lost_parent_stands_alone() -> None:
    text = f"一、甲。{PASSAGE}二、任务（一）治水。疏浚。（二）治土。改良。{PASSAGE}其他工作照常开展，不得中断。（二）筹资。安排。（三）督查。开展。"
    assert [(u.path, u.label) for u in outline(recover(text)).units][-3:] == [
        (None, None),
        ("（二）", "筹资"),
        ("（三）", "督查"),
    ]


def test_restart_without_a_lost_passage_loses_nothing() -> None:
    units = outline(recover("一、专项甲\n（一）甲。做。\n（二）乙。做。\n（一）丙。做。\n（二）丁。做。")).units
    assert [u.label for u in units] == ["专项甲", "甲", "乙", "丙", "丁"]
    assert not any(u.lost for u in units)
