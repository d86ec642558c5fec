"""Task tables: rows as tasks, column heads as roles, merged cells, titles, what is no table of tasks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder import read
from graph_builder.documents import Library
from graph_builder.formats.layout import Cell, table_lines
from graph_builder.model import Reading, Source, Task
from graph_builder.recognise.tables.columns import Kind, column
from graph_builder.state.document import state

TITLE = "关于做好防汛工作的实施方案\n\n"


def reading(*lines: str) -> Reading:
    return read(Source("a.txt", TITLE + "\n".join(lines) + "\n", "utf-8"))


def shown(task: Task) -> str:
    bodies = [f"{r.mention.role} {r.mention.text}{'*' if r.mention.generic else ''}" for r in task.responsibilities]
    return f"{task.number} {task.label}: {', '.join(bodies)}"


def tasks(*lines: str) -> list[str]:
    found = reading(*lines)
    for task in found.tasks:
        for r in task.responsibilities:
            assert r.mention.span.of(found.recovered.text) == r.mention.text
            assert r.clause.start <= r.mention.span.start < r.mention.span.end <= r.clause.end
    return [shown(task) for task in found.tasks]


@pytest.mark.parametrize(
    ("head", "kind", "role"),
    [
        ("序号", Kind.ORDINAL, None),
        ("重点任务", Kind.NAME, None),
        ("工 作 事 项", Kind.NAME, None),
        ("具体举措", Kind.TEXT, None),
        ("考核内容", Kind.TEXT, None),
        ("年度目标", Kind.AIM, None),
        ("任务类别", Kind.GROUP, None),
        ("责 任 单 位", Kind.BODY, "responsible"),
        ("市级责任部门", Kind.BODY, "responsible"),
        ("责任单位（排第一位的为牵头单位）", Kind.BODY, "responsible"),
        ("牵头单位", Kind.BODY, "lead"),
        ("主办单位", Kind.BODY, "lead"),
        ("配合单位", Kind.BODY, "support"),
        ("协办", Kind.BODY, "support"),
        ("参与部门", Kind.BODY, "support"),
        ("指导部门", Kind.BODY, "guide"),
        ("督导单位", Kind.BODY, "supervise"),
        ("负责考核部门", Kind.BODY, "supervise"),
        # which of the bodies leads, such a head does not say
        ("牵头及配合单位", Kind.BODY, "responsible"),
        ("责任单位、配合单位", Kind.BODY, "responsible"),
        ("牵头责任单位", Kind.BODY, "lead"),
        ("时限清单", Kind.DEADLINE, None),
        ("完成时限", Kind.DEADLINE, None),
        ("进度安排", Kind.DEADLINE, None),
        ("责任领导", Kind.OTHER, None),
        ("责任人", Kind.OTHER, None),
        ("建设单位", Kind.OTHER, None),
    ],
)
def test_heads(head: str, kind: Kind, role: str | None) -> None:
    found = column(head)
    assert found is not None
    assert found.kind is kind
    assert role is None or found.role == role


@pytest.mark.parametrize("head", ["备注", "面积", "2025年", "启动时间", "分值", "", "市水利局内牵头处室"])
def test_heads_that_say_nothing(head: str) -> None:
    assert column(head) is None


def test_each_row_is_a_task() -> None:
    lines = [
        "附件2",
        "任务分工表",
        "序号\t重点任务\t责任单位\t完成时限\t备注",
        "1\t修建水库\t市水利局、财政局\t2024年12月\t续建",
        "2\t疏浚河道。\t市水利局牵头，各县（市、区）配合\t长期坚持",
        "3\t加强值守\t牵头单位：市应急局；配合单位：市气象局等有关部门\t2024年6月底前完成",
        "4\t储备物资\t/\t",
        "合计\t4",
        "注：所列均为新建。",
    ]
    assert tasks(*lines) == [
        "1 修建水库: responsible 市水利局, responsible 财政局",
        "2 疏浚河道: lead 市水利局, support 各县（市、区）",
        "3 加强值守: lead 市应急局, support 市气象局, support 有关部门*",
        "4 储备物资: ",
    ]
    found = reading(*lines)
    assert [[d.day for d in task.deadlines] for task in found.tasks] == [
        [date(2024, 12, 31)],
        [],
        [date(2024, 6, 30)],
        [],
    ]
    assert [task.key for task in found.tasks] == ["t1.1", "t1.2", "t1.3", "t1.4"]
    first = found.tasks[0]
    assert first.heading.of(found.source.text) == "修建水库"
    assert [r.clause.of(found.source.text) for r in first.responsibilities] == ["市水利局、财政局"] * 2
    assert first.responsibilities[1].mention.prefix == "市"
    assert found.findings == ()


MERGED = [
    [Cell("序号", rows=2), Cell("工作任务", rows=2), Cell("责任分工", columns=2), Cell("完成时限", rows=2)],
    [Cell("牵头单位"), Cell("配合单位")],
    [Cell("一、工程建设", columns=5)],
    [Cell("1"), Cell("修建水库"), Cell("市水利局", rows=2), Cell("市财政局\n市林业局等"), Cell("2024年底前", rows=2)],
    [Cell("2"), Cell("疏浚河道"), Cell("市住建局")],
    [Cell("二、应急", columns=5)],
    [Cell("3"), Cell("加强值守"), Cell("市应急局"), Cell(""), Cell("2025年")],
]


def test_merged_cells_two_heads_and_titles() -> None:
    lines = table_lines(MERGED)
    assert tasks(*lines) == [
        "一1 修建水库: lead 市水利局, support 市财政局, support 市林业局",
        "一2 疏浚河道: lead 市水利局, support 市住建局",
        "二3 加强值守: lead 市应急局",
    ]
    found = reading(*lines)
    shared = {task.responsibilities[0].clause for task in found.tasks[:2]}
    assert [span.of(found.source.text) for span in shared] == ["市水利局"]
    assert [task.deadlines[0].day and task.deadlines[0].day.year for task in found.tasks] == [2024, 2024, 2025]


@pytest.mark.parametrize("merged", ["〃", ""])
def test_a_name_that_rows_share_is_the_task_that_they_are_part_of(merged: str) -> None:
    lines = [
        "序号\t重点任务\t具体措施\t责任单位",
        "1\t修建水库\t加固坝体；完善泄洪设施。\t市水利局",
        f"{merged}\t{merged}\t建设管理房。\t市住建局",
        "2\t疏浚河道\t清除淤泥，修复河岸。\t市水利局",
    ]
    assert tasks(*lines) == [
        "1 修建水库: ",
        "1 加固坝体: responsible 市水利局",
        "1 建设管理房: responsible 市住建局",
        "2 疏浚河道: responsible 市水利局",
    ]
    assert [task.parent for task in reading(*lines).tasks] == [None, "t1.1", "t1.1", None]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        # a row that only names more bodies
        (
            ["序号\t任务\t牵头单位\t配合单位", "1\t修建水库\t市水利局\t市财政局", "\t\t\t市住建局"],
            ["1 修建水库: lead 市水利局, support 市财政局, support 市住建局"],
        ),
        # the head and the number of the page again
        (
            ["序号\t任务\t责任单位", "1\t修建水库\t市水利局", "— 3 —", "序号\t任务\t责任单位", "2\t清淤\t市住建局"],
            ["1 修建水库: responsible 市水利局", "2 清淤: responsible 市住建局"],
        ),
        # the number of the last page
        (["序号\t任务\t责任单位", "1\t修建水库\t市水利局", "12"], ["1 修建水库: responsible 市水利局"]),
        # a sentence that goes on over the page
        (
            ["序号\t任务\t责任单位", "1\t加固坝体，完善\t市水利局", "序号\t任务\t责任单位", "\t泄洪设施。\t", "2\t清淤\t市住建局"],
            ["1 加固坝体，完善: responsible 市水利局", "2 清淤: responsible 市住建局"],
        ),
        # 同上
        (["序号\t任务\t责任单位", "1\t修建水库\t市水利局", "2\t清淤\t同上"], ["1 修建水库: responsible 市水利局", "2 清淤: responsible 市水利局"]),
        # a blank cell of a row with a number of its own is blank
        (["序号\t任务\t责任单位", "1\t修建水库\t市水利局", "2\t清淤\t\t"], ["1 修建水库: responsible 市水利局", "2 清淤: "]),
        # a cell pasted with its line breaks
        (
            ["序号\t任务\t责任单位\t备注", '1\t修建水库\t"市水利局', '市财政局"\t续建', "2\t清淤\t市住建局\t"],
            ["1 修建水库: responsible 市水利局, responsible 市财政局", "2 清淤: responsible 市住建局"],
        ),
        # a name broken within its cell is one body
        (["序号\t任务\t责任单位", "1\t检查市场\t市市场监 管局 市公安局"], ["1 检查市场: responsible 市市场监 管局, responsible 市公安局"]),
        # numbers in the cells of tasks
        (["重点任务\t责任单位", "（一）修建水库\t市水利局", "（二）清淤\t市住建局"], ["（一） 修建水库: responsible 市水利局", "（二） 清淤: responsible 市住建局"]),
        # persons
        (["序号\t任务\t责任领导\t责任单位\t责任人", "1\t清淤\t张三\t市水利局\t李四"], ["1 清淤: responsible 市水利局"]),
        # a person behind a body
        (["序号\t任务\t责任单位", "1\t清淤\t市水利局 张三"], ["1 清淤: responsible 市水利局"]),
        # a new task whose cell is blank, in a row without a number
        (["序号\t任务\t责任单位\t时限", "1\t修建水库\t市水利局", "\t清淤\t\t2024年", "2\t护岸\t市住建局"], ["1 修建水库: responsible 市水利局", "1 清淤: ", "2 护岸: responsible 市住建局"]),
        # duties by body
        (
            ["单位\t工作职责", "市水利局\t修建水库。", "市财政局\t安排资金。", "市住建局\t排除内涝。"],
            ["None 修建水库: responsible 市水利局", "None 安排资金: responsible 市财政局", "None 排除内涝: responsible 市住建局"],
        ),
        (
            ["成员单位\t职责分工", "市水利局\t修建水库。", "市财政局\t安排资金。", "市住建局\t排除内涝。"],
            ["None 修建水库: responsible 市水利局", "None 安排资金: responsible 市财政局", "None 排除内涝: responsible 市住建局"],
        ),
        # the first row is what the others are part of
        (
            ["序号\t重点任务\t具体措施\t责任单位", "1\t修建水库\t\t市水利局", "〃\t〃\t护坡。\t市住建局"],
            ["1 修建水库: responsible 市水利局", "1 护坡: responsible 市住建局"],
        ),
        # a clause in the cell of a task
        (["序号\t任务\t责任单位", "1\t修建水库（市财政局配合）\t市水利局"], ["1 修建水库: responsible 市水利局, support 市财政局"]),
        (
            ["序号\t任务\t完成时限", "1\t修建水库（市水利局牵头）\t2024年", "2\t清淤（市住建局负责）\t2024年"],
            ["1 修建水库: lead 市水利局", "2 清淤: responsible 市住建局"],
        ),
        # a title with a number that names a body is a task as well
        (
            ["序号\t考核项目\t考核部门", "一、\t工程\t", "1\t水库\t市水利局", "二、\t宣传\t市水利局"],
            ["一1 水库: supervise 市水利局", "二 宣传: supervise 市水利局"],
        ),
        # bodies in a column without a head
        (
            ["序号\t考核项目\t\t考核内容", "1\t重点部门\t市水利局\t清淤", "2\t〃\t市财政局\t资金", "3\t〃\t市住建局\t内涝"],
            ["1 清淤: responsible 市水利局", "2 资金: responsible 市财政局", "3 内涝: responsible 市住建局"],
        ),
    ],
)  # fmt: skip
def test_forms(lines: list[str], wanted: list[str]) -> None:
    assert tasks(*lines) == wanted


@pytest.mark.parametrize(
    "lines",
    [
        ["序号\t姓名\t单位\t电话", "1\t张三\t市水利局\t0101", "2\t李四\t市财政局\t0102", "3\t王五\t市住建局\t0103"],
        ["指标\t单位\t2025年", "库容\t万立方米\t120", "1.河长\t公里\t35"],
        ["名称\t地点\t责任单位", "东湖\t甲镇\t市水利局"],
        ["项目名称\t建设单位\t总投资", "水库\t市水利局\t3亿元"],
        ["序号\t水库名称\t管理单位\t面积", "1\t东湖\t市水利局\t12"],
        ["1.\t东湖\t西湖", "2.\t南湖\t北湖", "3.\t大湖\t小湖"],
    ],
)
def test_tables_that_set_no_task(lines: list[str]) -> None:
    assert tasks(*lines) == []


def test_numbered_paragraphs_with_tabs_are_no_table() -> None:
    assert tasks("1.\t修建水库。（市水利局负责）", "2.\t疏浚河道。（市住建局负责）") == [
        "1 修建水库: responsible 市水利局",
        "2 疏浚河道: responsible 市住建局",
    ]


TABLE = ["序号\t事项\t责任部门", "1\t修建水库\t市水利局、市财政局", "2\t清淤\t市住建局"]


def test_a_table_belongs_to_the_task_in_which_it_stands() -> None:
    before = ["一、重点任务", "（一）堤防。管护。（市水利局负责）", "（二）水库"]
    after = ["二、要求", "（一）督查。定期通报。（市政府办负责）"]
    found = reading(*before, *TABLE, *after)
    assert [shown(task) for task in found.tasks] == [
        "一（一） 堤防: responsible 市水利局",
        "一（二） 水库: ",
        "1 修建水库: responsible 市水利局, responsible 市财政局",
        "2 清淤: responsible 市住建局",
        "二（一） 督查: responsible 市政府办",
    ]
    assert [task.parent for task in found.tasks[2:4]] == ["1.2", "1.2"]
    annexed = reading(*before, "附件", "任务分工表", *TABLE)
    assert [task.parent for task in annexed.tasks[2:]] == [None, None]


@pytest.mark.parametrize(
    "lines",
    [
        ["责任单位一栏中，列第一位的为牵头单位。", *TABLE],
        [TABLE[0] + "（列首位者为牵头单位）", *TABLE[1:]],
        [*TABLE, "注：列第一位的单位为牵头单位。"],
    ],
)
def test_the_first_leads_where_the_document_says_so(lines: list[str]) -> None:
    assert tasks(*lines) == ["1 修建水库: lead 市水利局, responsible 市财政局", "2 清淤: lead 市住建局"]


def test_the_first_leads_nobody_where_another_column_says_who_does() -> None:
    lines = ["列第一位的为牵头单位。", "序号\t事项\t牵头单位\t责任单位", "1\t清淤\t市水利局\t市住建局"]
    assert tasks(*lines) == ["1 清淤: lead 市水利局, responsible 市住建局"]


def test_a_standing_duty_holds_for_rows() -> None:
    lines = ["一、堤防。管护。（市水利局负责，以下均需各区政府落实，不再列出）", *TABLE]
    assert tasks(*lines)[1:] == [
        "1 修建水库: responsible 市水利局, responsible 市财政局, responsible 各区政府",
        "2 清淤: responsible 市住建局, responsible 各区政府",
    ]


def test_what_a_table_says_again_is_no_repetition() -> None:
    prose = "健全防汛抗旱指挥体系，完善监测预报预警机制，提高灾害防御能力"
    lines = [
        f"一、{prose}。（市水利局负责）",
        "附件",
        "序号\t任务\t责任单位",
        f"1\t{prose}。\t市水利局、市应急局、市气象局、市住建局、市自然资源局",
        f"2\t{prose}，落实到村。\t市水利局、市应急局、市气象局、市住建局、市自然资源局",
    ]
    found = reading(*lines)
    assert len(found.tasks) == 3
    assert [len(task.responsibilities) for task in found.tasks] == [1, 5, 5]
    assert found.findings == ()


def test_a_table_printed_twice_is_read_once() -> None:
    rows = ["序号\t任务\t责任单位", *(f"{i}\t修建第{i}座水库并完善泄洪设施\t市水利局" for i in range(1, 5))]
    found = reading(*rows, "以上请落实。", *rows)
    assert len(found.tasks) == 4
    assert [finding.kind for finding in found.findings] == ["repeated-passage"]


FLAT = [
    "序号",
    "任务",
    "责任单位",
    "时限",
    "1",
    "修建水库",
    "市水利局",
    "2024年底前",
    "2",
    "清淤",
    "市住建局、各区政府",
    "2025年6月",
]


def test_cells_in_lines_of_their_own() -> None:
    assert tasks(*FLAT) == ["1 修建水库: responsible 市水利局", "2 清淤: responsible 市住建局, responsible 各区政府"]


def test_rows_in_lines_of_their_own_parted_by_blank_lines() -> None:
    lines = ["序号", "事项", "主要内容", "牵头单位", "配合单位", "", "1", "修建水库", "加固坝体。", "市水利局", "市财政局", "",
             "建设管理房。", "市住建局", "/", "", "2", "清淤", "清除淤泥。", "各区政府", "市水利局，市财政局"]  # fmt: skip
    assert tasks(*lines, "", "此件公开发布") == [
        "1 修建水库: ",
        "1 加固坝体: lead 市水利局, support 市财政局",
        "1 建设管理房: lead 市住建局",
        "2 清淤: lead 各区政府, support 市水利局, support 市财政局",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        FLAT[:7] + FLAT[8:],
        [*FLAT[:8], "一段", *FLAT[8:]],
        ["序号\t任务\t责任单位", "1", "修建水库", "市水利局", "2", "清淤", "市住建局"],
    ],
)
def test_rows_that_are_lost_are_reported_and_not_guessed_at(lines: list[str]) -> None:
    found = reading(*lines)
    assert found.tasks == ()
    assert "表格的行列已丢失" in [finding.message for finding in found.findings]


def test_what_is_not_read_in_a_table_is_reported() -> None:
    lines = [
        "序号\t任务\t责任单位\t市水利局内牵头处室",
        "1\t修建水库\t2024年12月\t甲",
        "市水利局\t清淤\t市住建局\t乙",
        "3\t\t市住建局\t丙",
    ]
    assert [finding.message for finding in reading(*lines).findings] == [
        "责任单位一栏未读出单位",
        "表格中的一行与表头不符",
        "表格中的一行没有任务",
        "“市水利局内牵头处室”一栏未读",
    ]


CELLS = st.sampled_from(
    ["", "1", "2", "一、", "（一）", "〃", "同上", "/", "修建水库", "修建水库；清淤。", "市水利局", "市水利局 市财政局", "市水利局牵头，市财政局配合",
     "责任单位：市水利局", "各区政府等", "2024年底前", "合计", "注：", "序号", "任务", "具体措施", "责任单位", "牵头单位", "完成时限", "责任分工",
     "列第一位的为牵头单位", '"', "\u3000", "𠮷", "（市水利局负责）"]
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=12)


def holds(found: Reading) -> None:
    text = found.recovered.text
    keys = [task.key for task in found.tasks]
    assert len(keys) == len(set(keys))
    for task in found.tasks:
        assert task.heading.of(text)
        assert task.parent is None or task.parent in keys
        for responsibility in task.responsibilities:
            assert responsibility.mention.span.of(text) == responsibility.mention.text
        for deadline in task.deadlines:
            assert deadline.span.of(text) == deadline.words
    state(found, "key", Library([found.header]), "policykg 0")


@settings(max_examples=300, deadline=None)
@given(ROWS, st.sampled_from(["\t", "\n"]), st.sampled_from(["\n", "\n\n"]))
def test_no_table_raises_and_offsets_hold(rows: list[list[str]], between: str, rows_between: str) -> None:
    head = between.join(["序号", "任务", "责任单位", "完成时限"])
    holds(reading(rows_between.join([head, *(between.join(row) for row in rows)])))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.builds(Cell, CELLS, st.integers(1, 3), st.integers(1, 3)), max_size=5), max_size=8))
def test_no_printed_table_raises(rows: list[list[Cell]]) -> None:
    head = [
        [Cell("序号"), Cell("任务"), Cell("责任分工", columns=2)],
        [Cell(""), Cell(""), Cell("牵头单位"), Cell("配合单位")],
    ]
    holds(reading(*table_lines([*head, *rows])))
