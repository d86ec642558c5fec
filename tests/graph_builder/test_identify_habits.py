"""Habits of official Chinese in naming bodies: fields for departments, zones, branches, names of provinces."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph_builder.bodies import DataError, identify, issuing_authority, locally
from graph_builder.bodies.places import division

# One table for each document: issuer, year; mention, full name, kind, code (- none).
TABLES: dict[tuple[str, int], str] = {
    ("泉州市人民政府办公室", 2024): """
        市医疗保障部门 泉州市医疗保障局 department 350500
        市科技行政主管部门 泉州市科学技术局 department 350500
        市级教育行政部门 泉州市教育局 department 350500
        我市民政部门 泉州市民政局 department 350500
        市公安机关 泉州市公安局 department 350500
        市税务部门 国家税务总局泉州市税务局 vertical 350500
        市交通主管部门 泉州市交通运输局 department 350500
        市宣传部门 中共泉州市委宣传部 party 350500
        市大数据主管部门 泉州市大数据主管部门 department 350500
        我市财政局 泉州市财政局 department 350500
        本市发改委 泉州市发展和改革委员会 department 350500
        全市各部门 泉州市各部门 group 350500
        市级级财政局 泉州市财政局 department 350500
        教育部门 泉州市教育部门 generic 350500
        公安机关 泉州市公安机关 generic 350500
        各部门 泉州市各部门 generic 350500
        各职能部门 泉州市各职能部门 generic 350500
        各赛道牵头部门 泉州市各赛道牵头部门 generic 350500
        属地乡镇 泉州市属地乡镇 generic 350500
        市级行业主管部门 泉州市级行业主管部门 generic 350500
        建设单位 泉州市建设单位 generic 350500
        项目所在地政府 泉州市项目所在地政府 generic 350500
        市直部门 泉州市直部门 group 350500
        各级党委政府 泉州市各级党委政府 group 350500
        中国移动泉州分公司 中国移动泉州分公司 enterprise 350500
        各级财政部门 泉州市各级财政部门 group 350500
        县（区）公安机关 泉州市县（区）公安机关 group 350500
        市高新区管委会 泉州高新技术产业开发区管理委员会 zone 350500
        泉州经开区管委会 泉州经济技术开发区管理委员会 zone 350500
        泉州综保区管委会 泉州综合保税区管理委员会 zone 350500
        市委教科工委 中共泉州市委教科工作委员会 party 350500
        市住房城乡建委 泉州市住房和城乡建设委员会 department 350500
        市督查和绩效办 泉州市督查和绩效办公室 office 350500
        市土石方监管局 泉州市土石方监督管理局 department 350500
        中国铁路南昌局集团 中国铁路南昌局集团有限公司 enterprise -
        人民银行 中国人民银行泉州市分行 vertical 350500
        市政府金融办 泉州市人民政府金融工作办公室 office 350500
        国务院教育行政部门 教育部 department -
    """,
    ("安溪县人民政府", 2023): """
        县民政主管部门 安溪县民政局 department 350524
        我县教育部门 安溪县教育局 department 350524
        安溪经开区管委会 安溪经济开发区管理委员会 zone 350524
        人行安溪县支行 中国人民银行安溪县支行 vertical 350524
    """,
    ("泉州市人民政府", 2023): """
        人民银行 中国人民银行泉州市中心支行 vertical 350500
        人行泉州市分行 中国人民银行泉州市分行 vertical 350500
        河南省银监局 中国银行保险监督管理委员会河南监管局 vertical 410000
    """,
    ("泉州市人民政府", 2016): """
        市编办 泉州市机构编制委员会办公室 party 350500
        市委编办 中共泉州市委机构编制委员会办公室 party 350500
    """,
    ("山东省人民政府", 2024): """
        省电力公司 国网山东省电力公司 enterprise 370000
    """,
    ("江苏省人民政府", 2024): """
        省电力公司 国网江苏省电力有限公司 enterprise 320000
    """,
    ("上海市人民政府", 2024): """
        市教育部门 上海市教育委员会 department 310000
        市民政部门 上海市民政局 department 310000
        市商务部门 上海市商务部门 department 310000
    """,
    ("宁夏回族自治区人民政府", 2024): """
        宁夏电力公司 国网宁夏电力有限公司 enterprise 640000
    """,
    ("云南省人民政府", 2024): """
        省电力公司 云南省电力公司 enterprise 530000
    """,
    ("临汾市人民政府", 2024): """
        市审批服务局 临汾市行政审批服务管理局 department 141000
        市大数据局 临汾市大数据局 department 141000
    """,
    ("桂林市人民政府", 2024): """
        全州县教育局 全州县教育局 department 450324
        全市各县区 桂林市各县、区人民政府 group 450300
    """,
    ("柳州市人民政府", 2024): """
        市大数据局 柳州市大数据发展局 department 450200
    """,
    ("济源产城融合示范区管理委员会", 2023): """
        示范区财政局 济源产城融合示范区财政局 department 419001
        市教育局 济源市教育局 department 419001
        河南银保监局济源监管组 中国银行保险监督管理委员会河南监管局济源监管组 vertical 419001
    """,
    ("保定市白沟新城管理委员会", 2023): """
        财政局 保定市白沟新城财政局 department -
        市财政局 保定市财政局 department 130600
    """,
    ("国务院办公厅", 2013): """
        总参通信部 中国人民解放军总参谋部通信部 other -
        教育部门 教育部门 generic -
        水行政主管部门 水行政主管部门 generic -
    """,
}
ROWS = [(issuer, year, *row.split()) for (issuer, year), table in TABLES.items() for row in table.strip().splitlines()]


@pytest.mark.parametrize(("issuer", "year", "mention", "label", "kind", "code"), ROWS)
def test_body(issuer: str, year: int, mention: str, label: str, kind: str, code: str) -> None:
    authority = issuing_authority([issuer], "")
    body = identify(mention, authority, year=year)
    assert (body.label, body.kind, body.code or "-") == (label, kind, code), body
    if kind not in {"group", "generic"}:
        assert identify(label, authority, year=year).key == body.key


@pytest.mark.parametrize(
    ("mention", "label"),
    [
        ("财政部", "财政部"),
        ("税务总局", "国家税务总局"),
        ("组织部", "中共福建省委组织部"),
        ("统计局", "福建省统计局"),
    ],
)
def test_a_ministry_takes_no_prefix_of_its_list(mention: str, label: str) -> None:
    fujian = issuing_authority(["福建省人民政府"], "")
    assert identify(mention, fujian, shared_prefix="省", year=2024).label == label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("眉山高新区管委会", "眉山高新技术产业开发区管理委员会"),
        ("市高新区管委会", "眉山高新技术产业园区管委会"),
        ("市经开区管委会", "眉山经济技术开发区管理委员会"),
        ("市医疗保障部门", "市医保局"),
        ("市口岸办", "市口岸办公室"),
    ],
)
def test_short_and_full_name_are_one_body(one: str, other: str) -> None:
    meishan = issuing_authority(["眉山市人民政府"], "")
    assert identify(one, meishan, year=2024).key == identify(other, meishan, year=2024).key


def test_rows_of_local_names_are_sorted_and_lie_in_known_divisions() -> None:
    with locally.LOCAL_NAMES.open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(line for line in file if not line.startswith("#"))
    assert heading == locally._COLUMNS
    assert rows == sorted(rows)
    assert all(division(row[0]) and row[4] for row in rows)
    for row in rows:
        # A name that is written out is not written out once more.
        place = division(row[0])
        assert place is not None
        assert locally.named_locally(row[3], place) == row[3]


def test_errors_in_local_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "local-names.csv"
    path.write_text("within,level,printed,full,note\n999999,all,某局,某某局,use\n", encoding="utf-8")
    monkeypatch.setattr(locally, "LOCAL_NAMES", path)
    locally._local_names.cache_clear()
    with pytest.raises(DataError, match=r"local-names\.csv, line 2: the code of a known division"):
        locally._local_names()
    locally._local_names.cache_clear()


@pytest.mark.parametrize("prefix", ["各市", "各县（市、区）", "各地（市）"])
def test_bureaus_behind_the_prefix_of_a_group_are_a_group(prefix: str) -> None:
    tibet = issuing_authority(["西藏自治区人民政府"], "")
    body = identify("民政局", tibet, shared_prefix=prefix, year=2023)
    assert (body.kind, body.label.startswith("西藏自治区各")) == ("group", True)


def test_a_zone_has_a_working_committee_of_the_party() -> None:
    zone = issuing_authority(["济源产城融合示范区管理委员会"], "")
    body = identify("示范区党工委组织部", zone, year=2023)
    assert (body.kind, body.label) == ("party", "中共济源产城融合示范区工作委员会组织部")
