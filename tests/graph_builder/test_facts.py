"""Dates, references, indicators, and the mining domain."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.dates import day, deadlines
from graph_builder.domains.mining import recognise
from graph_builder.model import Header, Span
from graph_builder.numerals import number
from graph_builder.recognise.coverage import unread
from graph_builder.recognise.indicators import indicators
from graph_builder.recognise.references import references


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百", 100),
        ("一百零五", 105),
        ("〇", 0),
        ("⑳", 20),
    ],
)
def test_numerals(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "甲", "二甲", "十甲", "百万"])
def test_no_numeral(words: str) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        number(words)


def test_days() -> None:
    assert day("二○一八年十二月二十九日") == date(2018, 12, 29)
    assert day("2018 年 2 月 30 日") is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("到2020年，建成", [("到2020年", "2020-12-31")]),
        ("2020年底前完成", [("2020年底前", "2020-12-31")]),
        ("2019年6月底前，研究", [("2019年6月底前", "2019-06-30")]),
        ("2019年上半年印发", [("2019年上半年", "2019-06-30")]),
        ("“十三五”期间，加大投入", [("“十三五”期间", "2020-12-31")]),
        ("2024年2月底前", [("2024年2月底前", "2024-02-29")]),
        ("自本办法印发之日起30日内", [("自本办法印发之日起30日内", "2018-03-31")]),
        ("年底前报告", [("年底前", "2018-12-31")]),
        ("2019年1月1日至2019年12月31日执行", []),
        ("2017年我省产量增长", []),
        ("9999年13月底前", []),
    ],
)
def test_deadlines(words: str, wanted: list[tuple[str, str]]) -> None:
    found = deadlines(words, Span(0, len(words)), date(2018, 3, 1))
    assert [(d.words, d.day.isoformat()) for d in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("根据《水法》制定本办法。", ["implements 水法"]),
        (
            "为贯彻落实《国务院关于水利的意见》（国发〔2011〕4号）、《省水利规划》精神，",
            ["implements 国发〔2011〕4号", "implements 省水利规划"],
        ),
        ("按照《甲省关于印发〈水利规划〉的通知》（甲政发[2012]3号）要求，", ["implements 甲政发〔2012〕3号"]),
        ("省水利厅要制定《节水办法》。", ["cites 节水办法"]),
        ("《甲市节水办法》（甲政发〔2001〕9号）同时废止。", ["repeals 甲政发〔2001〕9号"]),
        ("现决定修改《甲市节水办法》。", ["amends 甲市节水办法"]),
        ("《甲市节水办法》作如下修改：", ["amends 甲市节水办法"]),
        ("落实《水利改革方案》相关举措。《水利改革方案》另行公布。", ["implements 水利改革方案"]),
        ("严格执行国办发〔2016〕42号文件。", ["implements 国办发〔2016〕42号"]),
    ],
)
def test_references(text: str, wanted: list[str]) -> None:
    found = references(text, Header())
    assert [f"{r.relation} {r.number or r.title}" for r in found] == wanted
    assert all(r.span.of(text) for r in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2016年，全省规模以上水电实现增加值19.5亿元，占全部规模以上工业增加值的6.3%。",
         ["规模以上水电增加值 19.5 亿元 2016 None", "占全部规模以上工业增加值 6.3 % 2016 None"]),
        ("全区发现矿种（亚矿）103种，查明储量的有49种，矿点3000余处。",
         ["发现矿种 103 种 None None", "查明储量的矿种 49 种 None None", "矿点 3000 处 None 余"]),
        ("到2025年，农田灌溉用水系数不低于0.6%。", ["农田灌溉用水系数 0.6 % 2025 不低于"]),
        ("秸秆综合利用率达到85%以上。", ["秸秆综合利用率 85 % None 以上"]),
        # what orders or dates, or gives no number
        ("第3项工作，5年内完成，每年1次，大中型矿山10多个。", []),
    ],
)  # fmt: skip
def test_indicators(text: str, wanted: list[str]) -> None:
    found = indicators(text)
    assert [f"{i.label} {i.value} {i.unit} {i.year} {i.qualifier}" for i in found] == wanted
    assert all(i.value in i.span.of(text) for i in found)


def things(text: str, kind: str) -> list[str]:
    found = [fact for fact in recognise(text) if fact.kind == kind]
    assert all(fact.span.of(text) for fact in found)
    return [
        " ".join(
            [
                fact.name,
                *(iri.rsplit("/", 1)[-1] for _, iri in fact.links),
                *(name for _, _, name in fact.parts),
                *(words for _, words in fact.words),
            ]
        )
        for fact in found
    ]


MINING = (
    "建成以白云铁矿、河台金矿及青山（二期）铅锌矿等为主的北部金属矿产业基地，以东湖盐湖锂矿和西湖盐湖钾矿为主体的盐湖资源开发基地。"
    "白云铁矿已投产，河台金矿正在建设之中。探明石门千万吨级铜矿资源。在临江工业园发展铜精矿加工贸易，电解铝产能只减不增。"
    "优势矿种为钨、锡、萤石、地热。加快大型铜矿勘查。"
)


def test_mines_with_minerals_base_and_status() -> None:
    assert things(MINING, "mine") == [
        "白云铁矿 iron 北部金属矿产业基地 建成",
        "河台金矿 gold 北部金属矿产业基地 在建",
        "青山铅锌矿 lead zinc 北部金属矿产业基地",
        "东湖盐湖锂矿 lithium 盐湖资源开发基地",
        "西湖盐湖钾矿 potassium 盐湖资源开发基地",
        "石门铜矿 copper",
    ]


def test_bases_parks_and_minerals() -> None:
    assert things(MINING, "base") == ["北部金属矿产业基地", "盐湖资源开发基地"]
    assert things(MINING, "park") == ["临江工业园"]
    named = {words.rsplit(" ", 1)[-1] for words in things(MINING, "mineral")}
    assert {"tungsten", "tin", "fluorite", "geothermal", "iron", "copper"} <= named
    assert "aluminium" not in named


def test_text_without_ores_has_no_domain_facts() -> None:
    assert recognise("推进产业园区建设，打造示范基地。") == []


def test_unread_words_are_listed() -> None:
    text = "水利部门牵头推进。主要负责人要到位。已经读过，由水利部负责。"
    read = Span(text.index("已经"), len(text))
    assert [f.span.of(text) for f in unread(text, 0, [read])] == ["水利部门牵头推进"]
