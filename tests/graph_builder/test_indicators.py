"""Figures for a table of facts and targets: what is counted, how much, in what unit, when, more or less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.recognise.figures.indicators import indicators


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
        # the same at another time
        ("确保水利投资上半年完成3亿元，全年完成8亿元。", ["水利投资 3 亿元 None None", "水利投资 8 亿元 None None"]),
        ("灌溉面积2022年达到10万亩，2025年达到20万亩以上。", ["灌溉面积 10 万亩 2022 None", "灌溉面积 20 万亩 2025 以上"]),
        ("新开工渠道2万米，全年完成8亿元。", ["新开工渠道 2 万米 None None"]),
    ],
)  # fmt: skip
def test_a_name_with_its_amount(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2025年，建成31个节水示范县。", ["建成节水示范县 31 个 2025 None"]),
        ("一是安排节水专项资金5亿元。", ["安排节水专项资金 5 亿元 None None"]),
        (
            "库区面积40平方公里（已扣除禁渔区2平方公里）。",
            ["库区面积 40 平方公里 None None", "禁渔区 2 平方公里 None None"],
        ),
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
        # half a name, and a count of things that have a figure of their own
        "泵站利用既有2座。",
        "下距规划的二级水库约78公里。",
        "本期建设2个1000兆瓦机组。",
        # what orders or dates, or gives no number
        "第3项工作，5年内完成，每年1次，大中型矿山10多个。",
        "收到材料后5个工作日内答复，工期36个月，一般在3天内办结。",
        "每县选定2－3所学校，奖励10%-20%。",
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


def sense(text: str) -> list[str]:
    return [f"{i.label} {i.value} {i.direction} {i.change} {i.kind}" for i in indicators(text, signed_year=2021)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2025年，灌溉用水系数不低于60%。", ["灌溉用水系数 60 minimum None target"]),
        ("用水总量控制在60亿立方米以内。", ["用水总量 60 maximum None None"]),
        ("截至2020年底，建成水库38座。", ["建成水库 38 None None status"]),
        ("力争用水总量下降8%。", ["用水总量下降 8 None decrease target"]),
        ("水产品产量增长4%以上。", ["水产品产量增长 4 minimum increase None"]),
        ("供水率下降到80%。", ["供水率 80 None None None"]),
        ("矿点3000余处。", ["矿点 3000 None None None"]),
        # 主要 is no 要, 敏感目标 no aim
        ("工程主要建设内容明确，新建水闸5座。", ["新建水闸 5 None None None"]),
        ("评价范围有声环境敏感目标43处。", ["评价范围有声环境敏感目标 43 None None None"]),
    ],
)
def test_bounds_changes_targets(text: str, wanted: list[str]) -> None:
    assert sense(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("渠道损耗率控制在10%-20%。", ["渠道损耗率 10 minimum None target", "渠道损耗率 20 maximum None target"]),
        ("培育3—5家节水企业。", ["培育节水企业 3 minimum None None", "培育节水企业 5 maximum None None"]),
    ],
)
def test_a_range_is_a_minimum_and_a_maximum(text: str, wanted: list[str]) -> None:
    assert sense(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("到2025年、2030年，灌溉用水系数分别达到58%、60%。",
         ["灌溉用水系数 58 % 2025 None", "灌溉用水系数 60 % 2030 None"]),
        ("灌溉率和供水率分别达到80%、90%以上。", ["灌溉率 80 % None None", "供水率 90 % None 以上"]),
        ("城镇居民收入和农村居民收入分别增长6%和7.4%。", ["城镇居民收入增长 6 % None None", "农村居民收入增长 7.4 % None None"]),
        # of three names two figures are left over
        ("灌溉率、供水率和达标率分别达到80%、90%。", []),
    ],
)  # fmt: skip
def test_what_is_dealt_out_one_by_one(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("包括生活污水处理站（规模400立方米/天）。", ["生活污水处理站规模 400 立方米/天 None None"]),
        ("产品仓3座（总容量2.4万吨）。", ["产品仓 3 座 None None", "产品仓总容量 2.4 万吨 None None"]),
        ("弃渣场位于水库南侧，占地面积1.8公顷。", ["弃渣场占地面积 1.8 公顷 None None"]),
        ("全线埋设，埋深1.5米。", []),
        ("上海市5处，河南3处。", []),
    ],
)
def test_a_bare_measure_takes_its_subject_or_is_left_out(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@given(st.text("0123456789.%％—-到至、，。（）亿元万立方米渠率分别达年降增不低于座建成", max_size=80))
def test_places_hold_the_value(text: str) -> None:
    for figure in indicators(text):
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.label
