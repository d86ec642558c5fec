"""The mining domain: mines known by the form of their name, bases, parks, minerals."""

from __future__ import annotations

import pytest

from graph_builder.domains.mining import recognise


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


@pytest.mark.parametrize(
    ("mine", "shown"),
    [
        ("白云铁矿", ["白云铁矿、河台金矿及青山（二期）铅锌矿等为主的北部金属矿产业基地", "白云铁矿已投产"]),
        ("河台金矿", ["河台金矿及青山（二期）铅锌矿等为主的北部金属矿产业基地", "河台金矿正在建设之中"]),
        ("西湖盐湖钾矿", ["西湖盐湖钾矿为主体的盐湖资源开发基地"]),
        ("石门铜矿", []),
    ],
)
def test_status_and_base_are_shown_by_the_words_that_say_them(mine: str, shown: list[str]) -> None:
    (fact,) = (fact for fact in recognise(MINING) if fact.name == mine)
    assert [span.of(MINING) for span in fact.shown] == shown


def test_bases_parks_and_minerals() -> None:
    assert things(MINING, "base") == ["北部金属矿产业基地", "盐湖资源开发基地"]
    assert things(MINING, "park") == ["临江工业园"]
    named = {words.rsplit(" ", 1)[-1] for words in things(MINING, "mineral")}
    assert {"tungsten", "tin", "fluorite", "geothermal", "iron", "copper"} <= named
    assert "aluminium" not in named


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("推进石塘铜矿、柳坪铅锌矿接续勘查。", ["石塘铜矿 copper", "柳坪铅锌矿 lead zinc"]),
        ("甲矿业有限公司黑水沟煤矿改扩建。", ["黑水沟煤矿 coal"]),
        ("关于河西矿区南区双柳泉煤矿的批复", ["双柳泉煤矿 coal"]),
        ("依托个旧锡矿，发展精深加工。", ["个旧锡矿 tin"]),
    ],
)
def test_names_beside_names_behind_owners_and_of_divisions(text: str, wanted: list[str]) -> None:
    assert things(text, "mine") == wanted


@pytest.mark.parametrize(
    "text",
    [
        # the trade
        "为适应煤矿瓦斯防治的形势，要健全煤矿安全责任制，个旧煤矿企业要自查。",
        # kinds of deposit
        "以斑岩型铜矿、沉积型铝土矿为主，兼顾海相沉积型碳酸锰矿。",
        # verbs, adjectives, numbers, provinces
        "推动22处煤矿复产，新建煤矿、改扩建煤矿优先配置资源，淘汰落后小煤矿。",
        "贵州煤矿、山西煤矿产能充足。",
        # a single unknown word gives no proof
        "双柳泉煤矿有待核实。",
    ],
)
def test_trade_kinds_and_verbs_are_no_mines(text: str) -> None:
    assert things(text, "mine") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("依托矿山打造绿色锂产业基地。", ["绿色锂产业基地 lithium"]),
        ("依托矿山建设高端铝加工基地。", ["高端铝加工基地 aluminium"]),
        ("打造贵金属新材料基地，保护矿山。", ["贵金属新材料基地"]),
        ("形成大型矿产资源基地。", []),
        ("新打造一批矿产资源勘查开发基地。", []),
    ],
)
def test_a_base_has_a_place_or_a_mineral(text: str, wanted: list[str]) -> None:
    assert things(text, "base") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("矿山企业入驻绿色工业园区和静脉产业园，做好工业园区监管。", []),
        ("在风陵渡经济开发区布局矿产加工。", ["风陵渡经济开发区"]),
        ("加强临江工业园区矿产加工。", ["临江工业园区"]),
    ],
)
def test_a_park_has_a_place(text: str, wanted: list[str]) -> None:
    assert things(text, "park") == wanted


@pytest.mark.parametrize(
    ("text", "mines", "minerals"),
    [
        # a field of several coal mines is none; an ore with 矿区 behind it is its mine
        ("推进沙窝煤矿区、西岭煤炭矿区开发。", [], ["煤矿 coal"]),
        ("建成西岭铜矿区、东岭铁矿。", ["东岭铁矿 iron", "西岭铜矿 copper"], []),
        # alloys, and the rock that an ore lies in
        ("矿业加工以钨铁、硅锰铁、钼铁为主。", [], []),
        ("优势矿种为钨、铁、锡，矿山众多。", [], ["钨 tungsten", "铁 iron", "锡 tin"]),
        ("勘查砂岩型铀矿、砂岩铀矿。", [], ["铀矿 uranium"]),
    ],
)
def test_fields_alloys_and_rocks(text: str, mines: list[str], minerals: list[str]) -> None:
    assert sorted(things(text, "mine")) == mines
    assert mines or things(text, "mineral") == minerals


def test_text_without_ores_has_no_domain_facts() -> None:
    assert recognise("推进产业园区建设，打造示范基地。") == []
