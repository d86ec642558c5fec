"""What must hold for bodies whatever the names are."""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.bodies import Authority, identify, issuing_authority

PLACES = [
    "国务院办公厅",
    "福建省人民政府",
    "泉州市人民政府",
    "厦门市人民政府",
    "晋江市人民政府",
    "北京市人民政府",
    "大河市人民政府",
]
STEMS = ["教育局", "发展改革委", "财政局", "市场监管局", "妇联", "编办", "国资委", "总工会", "有关部门", "某某中心"]


def authority(issuer: str, title: str = "") -> Authority:
    return issuing_authority([issuer] if issuer else [], title)


@pytest.mark.parametrize("stem", STEMS)
def test_another_level_or_place_is_another_body(stem: str) -> None:
    keys = {identify(stem, authority(place), year=2019).key for place in PLACES}
    assert len(keys) == len(PLACES)


def test_same_body_from_documents_of_different_levels() -> None:
    issuers = ("福建省人民政府", "泉州市人民政府", "晋江市人民政府")
    keys = {identify("省教育厅", authority(issuer)).key for issuer in issuers}
    assert keys == {identify("福建省教育厅", authority("国务院办公厅")).key}


def test_districts_of_one_name_stay_apart() -> None:
    nanjing, xuzhou = authority("南京市鼓楼区人民政府"), authority("徐州市鼓楼区人民政府")
    assert identify("教育局", nanjing).key != identify("教育局", xuzhou).key
    first, second = authority("鼓楼区人民政府", "甲办法"), authority("鼓楼区人民政府", "乙办法")
    assert identify("教育局", first).key != identify("教育局", second).key


def test_documents_of_unknown_issuers_share_no_local_body() -> None:
    first, second = authority("", "甲办法"), authority("", "乙办法")
    assert identify("财政局", first).key != identify("财政局", second).key
    assert identify("县财政局", first).key != identify("市财政局", first).key
    assert identify("财政部", first).key == identify("财政部", second).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("教育局", "教育厅"),
        ("发改委", "发改局"),
        ("外事办公室", "外事局"),
        ("公安局", "公安局交管局"),
        ("市委外办", "市外办"),
        ("市委金融办", "市金融办"),
        ("国土资源局", "自然资源局"),
        ("环保局", "生态环境局"),
        ("国税局", "税务局"),
        ("银监分局", "银保监分局"),
        ("卫生局", "卫健委"),
        ("文化局", "文旅局"),
        ("市教育局", "省教育厅"),
        ("民族宗教局", "宗教局"),
        ("体育局", "教体局"),
    ],
)
def test_different_bodies_stay_apart(one: str, other: str) -> None:
    quanzhou = authority("泉州市人民政府")
    assert identify(one, quanzhou, year=2018).key != identify(other, quanzhou, year=2018).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("各县（市、区）人民政府", "各县(市、区)政府"),
        ("市 教 育 局", "市教育局"),
        ("市某办（甲）", "市某办(甲)"),
        ("市某某监督管理局", "市某某监管局"),
        ("市重大办", "市重大办公室"),
        ("市农林和水务局", "市农林水务局"),
    ],
)
def test_spelling_does_not_matter(one: str, other: str) -> None:
    quanzhou = authority("泉州市人民政府")
    assert identify(one, quanzhou).key == identify(other, quanzhou).key


def test_generic_bodies_are_scoped_by_place() -> None:
    one, other = authority("泉州市人民政府"), authority("厦门市人民政府")
    assert identify("教育部门", one, generic=True).key != identify("教育部门", other, generic=True).key
    assert identify("教育局", one, generic=True).key != identify("教育局", one).key
    assert identify("教育部门", one, generic=True).kind == "generic"


LETTERS = "省市县区州国家中央各有关人民政府教育财政海关委局厅办公室泉州福建（）、()和 <>\"'\\|"
NAMES = st.text(alphabet=LETTERS, min_size=1, max_size=24)


@given(name=NAMES, issuer=st.sampled_from(PLACES), prefix=st.sampled_from(["", "市", "省", "省委"]))
@settings(max_examples=300, deadline=None)
def test_any_name_is_answered_the_same_way_twice(name: str, issuer: str, prefix: str) -> None:
    who = authority(issuer)
    if not name.split():
        return
    body = identify(name, who, shared_prefix=prefix)
    assert body == identify(name, who, shared_prefix=prefix)
    assert body.key
    assert body.label
    assert body.reason
    assert not re.search(r"\s", body.key + body.label)


def test_long_names_take_linear_time() -> None:
    who = authority("泉州市人民政府")
    started = time.process_time()
    for piece in ("市", "各县（", "市、", "有关", "省市", "国家税务总局"):
        identify(piece * 20_000, who)
        issuing_authority([piece * 20_000], piece * 20_000)
    assert time.process_time() - started < 10


def test_gold_one_surface_name_is_one_body(shared: Path) -> None:
    """In one document a name means one body, each body has one full name, and full names mean the same body."""
    files = sorted((shared / "gold").glob("*.json"))
    assert files
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        document = gold["document"]
        issuers = [document["issuer"]] if isinstance(document["issuer"], str) else document["issuer"]
        who = issuing_authority(issuers, document["title"])
        assert who.level is not None, file.name
        year = int((document["signed"] or "2017")[:4])
        labels: dict[str, set[str]] = defaultdict(set)
        for task in gold["tasks"]:
            for row in task["responsibilities"]:
                generic = bool(row.get("generic"))
                body = identify(row["mention"], who, generic=generic, year=year)
                labels[body.key].add(body.label)
                assert identify(body.label, who, generic=generic, year=year).key == body.key, row["mention"]
                assert (body.kind == "generic") == generic, row["mention"]
        assert all(len(names) == 1 for names in labels.values()), file.name


def test_gold_short_and_long_names_of_one_document_meet(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "quanzhou-arts-education.json").read_text(encoding="utf-8"))
    who = issuing_authority(gold["document"]["issuer"], gold["document"]["title"])
    mentions = {row["mention"] for task in gold["tasks"] for row in task["responsibilities"]}
    for short, long in (("文广新局", "市文广新局"), ("财政局", "市财政局"), ("人社局", "市人社局"), ("文联", "市文联")):
        assert {short, long} <= mentions
        assert identify(short, who).key == identify(long, who).key
