"""Figures for a table of facts and targets: what is counted, how much, in what unit, when, more or less."""

from __future__ import annotations

import pytest

from graph_builder.recognise.indicators import indicators


def told(text: str) -> list[str]:
    found = indicators(text)
    assert all(i.value in i.span.of(text).replace(",", "") for i in found)
    return [f"{i.label} {i.value} {i.unit} {i.year} {i.qualifier}" for i in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2016年，全省规模以上水电实现增加值19.5亿元，占全部规模以上工业增加值的6.3%。",
         ["规模以上水电增加值 19.5 亿元 2016 None", "占全部规模以上工业增加值 6.3 % 2016 None"]),
        ("全区发现矿种（亚矿）103种，查明储量的有49种，矿点3000余处。",
         ["发现矿种 103 种 None None", "查明储量的矿种 49 种 None None", "矿点 3000 处 None 余"]),
        ("到2025年，农田灌溉用水系数不低于0.6%。", ["农田灌溉用水系数 0.6 % 2025 不低于"]),
        ("秸秆综合利用率达到85%以上。", ["秸秆综合利用率 85 % None 以上"]),
        ("2.确保新增灌溉面积1,200.5万亩。", ["新增灌溉面积 1200.5 万亩 None None"]),
        ("水产品产量年均增长4%以上。", ["水产品产量年均增长 4 % None 以上"]),
        ("水电站单位能耗不低于20千瓦时/吨。", ["水电站单位能耗 20 千瓦时/吨 None 不低于"]),
        ("新建5G水情站1.5万个，总投资超60亿元。",
         ["新建5G水情站 1.5 万个 None None", "总投资 60 亿元 None 超"]),
        ("供水能力达到3亿吨/年以上。", ["供水能力 3 亿吨/年 None 以上"]),
        ("全年优良水质天数300天。", ["优良水质天数 300 天 None None"]),
        ("高中艺术课程应保证6个学分。", ["高中艺术课程 6 学分 None None"]),
    ],
)  # fmt: skip
def test_a_name_with_its_amount(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2025年，建成31个节水示范县。", ["建成节水示范县 31 个 2025 None"]),
        ("力争培育5家左右省级水利企业。", ["培育省级水利企业 5 家 None 左右"]),
        ("建设12座泵站和30座水闸。", ["建设泵站 12 座 None None", "水闸 30 座 None None"]),
        # the noun of one figure is never that of the next
        ("改造20所敬老院、新增床位400张。", ["改造敬老院 20 所 None None", "新增床位 400 张 None None"]),
    ],
)
def test_the_noun_behind_the_unit(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("渠道渗漏率从10%降为5%。", ["渠道渗漏率 5 % None None"]),
        ("节水灌溉面积占比由30%提高到45%以上。", ["节水灌溉面积占比 45 % None 以上"]),
        ("初中实践课时不低于初中总课时的20%。", ["初中实践课时占初中总课时 20 % None 不低于"]),
        ("实践课时不低于国家规定占总课时9%的下限。", ["实践课时占总课时 9 % None 不低于"]),
    ],
)
def test_from_to_and_share(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        # what orders or dates, or gives no number
        "第3项工作，5年内完成，每年1次，大中型矿山10多个。",
        "收到材料后5个工作日内答复，工期36个月，一般在3天内办结。",
        "每县选定2－3所学校，损耗率10%-20%。",
        # grants, taxes, prices, marks
        "对节水企业给予20%补助。",
        "一次性奖励10万元。",
        "减按2%的税率征收水资源税。",
        "单个项目最高60万元。",
        "按投资额70%给予贴息。",
        "未报送材料的扣10分，按时报送得5分。",
        # conditions and comparisons
        "面积140平方米以上的，另行规定。",
        "对用水量超过3万吨的企业，实行计划管理。",
        "增速高于全国0.8个百分点。",
        # verbs alone
        "全年完成400亿元。",
        "甲厂、乙厂分别增长3%、5%。",
    ],
)
def test_no_facts_and_no_targets(text: str) -> None:
    assert told(text) == []


def test_a_year_that_is_compared_with_is_not_the_year() -> None:
    assert told("到2030年，用水总量比2020年下降8%。") == []
    assert told("2030年用水总量下降8%。") == ["用水总量下降 8 % 2030 None"]


def test_what_parts_two_figures_belongs_to_neither() -> None:
    text = "全县建成泵站38座、产品仓3座。"
    assert [(i.label, i.value, i.span.of(text)[0]) for i in indicators(text)][1:] == [("产品仓", "3", "产")]


def test_full_width_digits_are_numbers() -> None:
    (figure,) = indicators("粮食产量１２．５万吨。")
    assert (figure.label, figure.value, figure.unit) == ("粮食产量", "12.5", "万吨")
