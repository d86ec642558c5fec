"""Lists of bodies split as a reader splits them."""

from __future__ import annotations

import pytest

from graph_builder.model import Span
from graph_builder.recognise.duties.bodies import has_body_form, is_generic, split_bodies


def split(words: str) -> list[str]:
    text = f"【{words}】"
    bodies = split_bodies(text, Span(1, len(text) - 1))
    assert all(body.span.of(text) == body.text for body in bodies)
    return [body.text + ("*" if body.generic else "") for body in bodies]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("省教育厅、财政厅", ["省教育厅", "财政厅"]),
        ("文化和旅游部、工业和信息化部", ["文化和旅游部", "工业和信息化部"]),
        ("省水利厅和省林业和草原局", ["省水利厅", "省林业和草原局"]),
        ("市卫生和计划生育局及市残联", ["市卫生和计划生育局", "市残联"]),
        ("各州（市）行署（人民政府），国资委、税务局", ["各州（市）行署（人民政府）", "国资委", "税务局"]),
        ("各市、州、县人民政府，省水利厅", ["各市、州、县人民政府", "省水利厅"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("人民银行等部门", ["人民银行"]),
        ("海关总署、商务部等有关部门", ["海关总署", "商务部", "有关部门*"]),
        ("水利部、林草局等和各省级人民政府", ["水利部", "林草局", "各省级人民政府"]),
        ("住房城乡建设部等国务院相关部门及各地区按职责分工", ["住房城乡建设部", "国务院相关部门*", "各地区*"]),
        ("市水务局；市城管局；各区政府", ["市水务局", "市城管局", "各区政府"]),
        ("由市应急局", ["市应急局"]),
        ("教育、卫生健康、民政部门", ["教育、卫生健康、民政部门*"]),
        ("有关部门和单位", ["有关部门和单位*"]),
        ("国务院相关部门和单位及各地区", ["国务院相关部门和单位*", "各地区*"]),
        ("市科委中关村管委会，中国农业银行", ["市科委中关村管委会", "中国农业银行"]),
        ("中国电信、中国移动、中国联通", ["中国电信", "中国移动", "中国联通"]),
        ("有关州、市人民政府", ["有关州、市人民政府*"]),
        ("中央和国家机关工委、全国妇联", ["中央和国家机关工委", "全国妇联"]),
        ("农业农村局等", ["农业农村局"]),
        ("各地区、各部门", ["各地区*", "各部门*"]),
        ("市州、县市区人民政府，水利厅", ["市州、县市区人民政府", "水利厅"]),
        ("各区、市各相关部门", ["各区", "市各相关部门*"]),
        ("天津市、河北省相关部门", ["天津市、河北省相关部门*"]),
        ("省水利厅 省林业局", ["省水利厅", "省林业局"]),
        (
            "相关市〔州〕人民政府、有关县(市、区)政府、各相关高校",
            ["相关市〔州〕人民政府*", "有关县(市、区)政府*", "各相关高校*"],
        ),
        ("市水务部门、县（区）级教育部门", ["市水务部门", "县（区）级教育部门*"]),
        ("市水利局（以下简称市局）、市林业局", ["市水利局", "市林业局"]),
        ("各产业链牵头单位", ["各产业链牵头单位*"]),
    ],
)
def test_split(words: str, wanted: list[str]) -> None:
    assert split(words) == wanted


@pytest.mark.parametrize(
    "name",
    [
        "各有关部门",
        "有关部门",
        "各地区",
        "各部门",
        "相关单位",
        "有关方面",
        "国务院有关部门",
        "相关市人民政府",
        "各地",
        "教育部门",
    ],
)
def test_generic(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize(
    "name",
    [
        "省教育厅",
        "各区政府",
        "各省级人民政府",
        "各有关省级人民政府",
        "市政府各部门",
        "试点城市政府",
        "国务院办公厅",
        "人民银行",
        "各级政府",
    ],
)
def test_definite(name: str) -> None:
    assert not is_generic(name)


@pytest.mark.parametrize("name", ["推动发展", "全社会", "主要负责同志", "机会", "部"])
def test_no_body_form(name: str) -> None:
    assert not has_body_form(name)
