"""Where places are put on the map, and that nothing is guessed."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from visualizations.locating import locate
from visualizations.model import Link, Node


def place(kind: str, name: str, id_: str = "x", aliases: tuple[str, ...] = ()) -> Node:
    return Node(id_, kind, name, name, aliases=aliases)


@pytest.mark.parametrize(
    ("kind", "name", "precision", "basis"),
    [
        ("mine", "玉龙铜矿", "mine", ""),
        ("mine", "甲玛铜多金属矿", "mine", ""),
        ("mine", "扎布耶盐湖锂矿", "mine", ""),
        ("mine", "帮浦钼铜矿", "county", "墨竹工卡县"),
        ("mine", "旬邑县某某沟煤矿", "county", "旬邑县"),
        ("mine", "陕西省旬邑县某某沟煤矿", "county", "旬邑县"),
        ("mine", "安顺市某乡某煤矿", "prefecture", "安顺市"),
        ("park", "藏青工业园", "county", "格尔木市"),
        ("park", "唐山市高新技术产业开发区", "prefecture", "唐山市"),
        ("park", "唐山高新技术产业开发区", "prefecture", "唐山市"),
        ("base", "包头稀土新材料基地", "prefecture", "包头市"),
    ],
)
def test_a_place_stands_where_the_table_or_its_name_says(kind: str, name: str, precision: str, basis: str) -> None:
    (site,) = locate([place(kind, name)], [])
    assert (site.precision, site.basis) == (precision, basis)
    assert 3 < site.latitude < 54
    assert 73 < site.longitude < 136


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("mine", "玉龙煤矿"),  # of that name, of another mineral
        ("mine", "黄山铜镍矿"),  # not in 黄山市
        ("mine", "无名岭金矿"),
        ("mine", "陕西省无名沟煤矿"),  # a province is no place to stand
        ("park", "上海庙经济技术开发区"),  # not in 上海
        ("base", "有色金属深加工基地"),
        ("mine", "安顺市"),
        ("body", "唐山市教育局"),
    ],
)
def test_any_other_is_not_located(kind: str, name: str) -> None:
    assert locate([place(kind, name)], []) == ()


def test_another_name_of_a_mine_locates_it() -> None:
    (site,) = locate([place("mine", "西藏某矿", aliases=("驱龙铜矿",))], [])
    assert site.precision == "mine"


def test_a_base_stands_amid_its_mines() -> None:
    nodes = [place("base", "某资源基地", "b"), place("mine", "驱龙铜矿", "q"), place("mine", "雄村铜矿", "s")]
    sites = locate(nodes, [Link("b", "q", "contains"), Link("b", "s", "contains")])
    assert [site.node for site in sites] == ["b", "q", "s"]
    assert (sites[0].latitude, sites[0].longitude, sites[0].precision) == (29.5, 90.0, "amid")


def test_the_table_is_sound() -> None:
    text = files("visualizations").joinpath("coordinates.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    codes = {row["code"] for row in rows if row["kind"] == "division"}
    assert len(codes) == sum(row["kind"] == "division" for row in rows) > 440
    for row in rows:
        assert row["source"]
        assert row["precision"] in {"mine", "county", "prefecture"}
        if row["latitude"]:
            assert 3 < float(row["latitude"]) < 54, row
            assert 73 < float(row["longitude"]) < 136, row
            assert len(row["latitude"].split(".")[1]) == 1
        else:
            assert row["code"] in codes, row
    names = [
        name for row in rows if row["kind"] == "division" for name in (row["name"], *row["more"].split("|")) if name
    ]
    assert len(set(names)) == len(names)
