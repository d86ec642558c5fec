"""Readings of names: by word, for places as they are called there, and no more in the page than its names need."""

from __future__ import annotations

import pytest
from pypinyin import lazy_pinyin

from visualizations.model import Node
from visualizations.pinyin import readings, spellings


def read(name: str) -> str:
    """Put a name's reading together as the page does."""
    table = readings([Node("n", "body", name, name)])
    usual, odd = table["usual"], table["odd"]
    assert isinstance(usual, dict)
    assert isinstance(odd, dict)
    of_character = {character: reading for reading, characters in usual.items() for character in characters}
    units = name.encode("utf-16-le")
    said = [of_character.get(units[at : at + 2].decode("utf-16-le", "replace"), "") for at in range(0, len(units), 2)]
    for reading, places in odd.items():
        for at in range(0, len(places), 3):
            assert places[at : at + 2] == [0, 0]
            said[places[at + 2]] = reading
    return " ".join(filter(None, said))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("财政部", "cai zheng bu"),
        ("重庆市财政局", "chong qing shi cai zheng ju"),
        ("中国人民银行长沙中心支行", "zhong guo ren min yin hang chang sha zhong xin zhi hang"),
        ("省行政审批局", "sheng xing zheng shen pi ju"),
        ("会计司", "kuai ji si"),
        ("西藏自治区", "xi zang zi zhi qu"),
        ("绿色铝产业", "lv se lv chan ye"),
        ("单县人民政府", "shan xian ren min zheng fu"),
        ("长丰县、长治市", "chang feng xian chang zhi shi"),
        ("𠀋重庆ABC〔2016〕号", "chong qing hao"),
        ("<b>&", ""),
    ],
)
def test_names_are_read_by_word(name: str, said: str) -> None:
    assert read(name) == said


@pytest.mark.parametrize(
    "name",
    ["国家发展和改革委员会", "自治区人力资源和社会保障厅", "调查统计和行业协会处", "关于加强长江经济带生态保护的意见"],
)
def test_words_are_read_as_pypinyin_reads_them(name: str) -> None:
    assert read(name).split() == lazy_pinyin(name, v_to_u=False)


def test_only_what_is_read_otherwise_is_noted_by_place() -> None:
    nodes = [Node("a", "body", "重点局", "重点局"), Node("b", "task", "一 重庆", "重庆", aliases=("渝",))]
    assert readings(nodes) == {
        "usual": {"dian": "点", "ju": "局", "qing": "庆", "yu": "渝", "zhong": "重"},
        "odd": {"chong": [1, 0, 0]},
    }


def test_the_label_of_a_task_is_no_name_of_its_own() -> None:
    assert spellings(Node("t", "task", "三（一） 修路", "修路", "三（一）")) == ("修路", "三（一）")
    assert spellings(Node("b", "body", "发改委", "发展改革委", aliases=("发改委", "市发改委"))) == (
        "发改委", "发展改革委", "市发改委",
    )  # fmt: skip
