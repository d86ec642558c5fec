"""The chains of bodies through the reforms, at the centre and at their places."""

from __future__ import annotations

import random
import time

import networkx
import pytest

from graph_builder.bodies import Body, identify, issuing_authority
from graph_builder.bodies.authority import authority_of
from graph_builder.bodies.places import DATA, division
from graph_builder.history import RULE_COUNTERPART, RULE_DATA, Event, events

STATE, FUJIAN, QUANZHOU, SHISHI = "国务院", "福建省人民政府", "泉州市人民政府", "石狮市人民政府"


def body(issuer: str, name: str) -> Body:
    return identify(name, issuing_authority([issuer], ""))


def successions(found: list[Event]) -> set[tuple[str, str]]:
    return {(old.label, new.label) for event in found for old, new in event.successions}


# Where the document is from, what it names, and the whole chain: predecessor > successor.
CHAINS = [
    (STATE, "国土资源部", "国土资源部>自然资源部 国家海洋局>自然资源部 国家测绘地理信息局>自然资源部"),
    (
        STATE,
        "自然资源部",
        "国土资源部>自然资源部 国家海洋局>自然资源部 国家测绘地理信息局>自然资源部 国家测绘局>国家测绘地理信息局",
    ),
    (
        STATE,
        "银监会",
        "中国银行业监督管理委员会>中国银行保险监督管理委员会 中国保险监督管理委员会>中国银行保险监督管理委员会 "
        "中国银行保险监督管理委员会>国家金融监督管理总局",
    ),
    (
        STATE,
        "金融监管总局",
        "中国银行业监督管理委员会>中国银行保险监督管理委员会 中国保险监督管理委员会>中国银行保险监督管理委员会 "
        "中国银行保险监督管理委员会>国家金融监督管理总局",
    ),
    (STATE, "国家林业局", "国家林业局>国家林业和草原局"),
    (
        STATE,
        "卫生部",
        "卫生部>国家卫生和计划生育委员会 国家人口和计划生育委员会>国家卫生和计划生育委员会 "
        "国家卫生和计划生育委员会>国家卫生健康委员会",
    ),
    (STATE, "环境保护部", "国家环境保护总局>环境保护部 环境保护部>生态环境部"),
    (STATE, "安全监管总局", "国家安全生产监督管理总局>应急管理部"),
    (STATE, "国务院法制办", "国务院法制办公室>司法部"),
    (
        STATE,
        "国务院扶贫办",
        "国务院扶贫开发领导小组办公室>国家乡村振兴局 国家乡村振兴局>农业农村部",
    ),
    (STATE, "铁道部", "铁道部>国家铁路局 铁道部>中国铁路总公司 中国铁路总公司>中国国家铁路集团有限公司"),
    (STATE, "国家煤监局", "国家煤矿安全监察局>国家矿山安全监察局"),
    (FUJIAN, "国土资源厅", "福建省国土资源厅>福建省自然资源厅"),
    (FUJIAN, "生态环境厅", "福建省环境保护厅>福建省生态环境厅"),
    (FUJIAN, "林业厅", "福建省林业厅>福建省林业局"),
    ("云南省人民政府", "林草局", "云南省林业厅>云南省林业和草原局"),
    (FUJIAN, "安监局", "福建省安全生产监督管理局>福建省应急管理厅"),
    (
        FUJIAN,
        "卫计委",
        "福建省卫生厅>福建省卫生和计划生育委员会 福建省人口和计划生育委员会>福建省卫生和计划生育委员会 "
        "福建省卫生和计划生育委员会>福建省卫生健康委员会",
    ),
    (
        FUJIAN,
        "国家税务局",
        "福建省国家税务局>国家税务总局福建省税务局 福建省地方税务局>国家税务总局福建省税务局",
    ),
    (
        FUJIAN,
        "福建银监局",
        "中国银行业监督管理委员会福建监管局>中国银行保险监督管理委员会福建监管局 中国保险监督管理委员会福建监管局>中国银行保险监督管理委员会福建监管局 "
        "中国银行保险监督管理委员会福建监管局>国家金融监督管理总局福建监管局",
    ),
    (FUJIAN, "福建煤矿安全监察局", "福建煤矿安全监察局>国家矿山安全监察局福建局"),
    (FUJIAN, "乡村振兴局", "福建省乡村振兴局>福建省农业农村厅"),
    (QUANZHOU, "国土局", "泉州市国土资源局>泉州市自然资源和规划局"),
    ("福州市人民政府", "国土局", "福州市国土资源局>福州市自然资源局"),
    (QUANZHOU, "环保局", "泉州市环境保护局>泉州市生态环境局"),
    (QUANZHOU, "应急局", "泉州市安全生产监督管理局>泉州市应急管理局"),
    (
        QUANZHOU,
        "泉州市税务局",
        "泉州市国家税务局>国家税务总局泉州市税务局 泉州市地方税务局>国家税务总局泉州市税务局",
    ),
    (
        QUANZHOU,
        "泉州银监分局",
        "中国银行业监督管理委员会泉州监管分局>中国银行保险监督管理委员会泉州监管分局 中国银行保险监督管理委员会泉州监管分局>国家金融监督管理总局泉州监管分局",
    ),
    (QUANZHOU, "人行泉州市中心支行", "中国人民银行泉州市中心支行>中国人民银行泉州市分行"),
    (
        SHISHI,
        "卫健局",
        "石狮市卫生局>石狮市卫生和计划生育局 石狮市人口和计划生育局>石狮市卫生和计划生育局 "
        "石狮市卫生和计划生育局>石狮市卫生健康局",
    ),
    (
        SHISHI,
        "卫生健康委员会",
        "石狮市卫生局>石狮市卫生和计划生育委员会 石狮市人口和计划生育委员会>石狮市卫生和计划生育委员会 "
        "石狮市卫生和计划生育委员会>石狮市卫生健康委员会",
    ),
    (SHISHI, "国土资源局", "石狮市国土资源局>石狮市自然资源局"),
    (SHISHI, "安监局", "石狮市安全生产监督管理局>石狮市应急管理局"),
    (SHISHI, "地税局", "石狮市国家税务局>国家税务总局石狮市税务局 石狮市地方税务局>国家税务总局石狮市税务局"),
    ("厦门市人民政府", "厦门银保监局", "中国银行业监督管理委员会厦门监管局>中国银行保险监督管理委员会厦门监管局 中国保险监督管理委员会厦门监管局>中国银行保险监督管理委员会厦门监管局 "
     "中国银行保险监督管理委员会厦门监管局>国家金融监督管理总局厦门监管局"),
    ("西藏自治区人民政府", "国税局", "西藏自治区国家税务局>国家税务总局西藏自治区税务局"),
    ("拉萨市人民政府", "税务局", "拉萨市国家税务局>国家税务总局拉萨市税务局"),
    ("内蒙古自治区人民政府", "乡村振兴局", "内蒙古自治区乡村振兴局>内蒙古自治区农牧厅"),
    ("安徽省人民政府", "农委", "安徽省农业委员会>安徽省农业农村厅"),
    ("深圳市人民政府", "市场监管局", "深圳市市场和质量监督管理委员会>深圳市市场监督管理局"),
    ("北京市人民政府", "环保局", "北京市环境保护局>北京市生态环境局"),
    ("天津市人民政府", "市场监管委", "天津市市场和质量监督管理委员会>天津市市场监督管理委员会"),
    ("海南省人民政府", "旅游发展委员会", "海南省旅游发展委员会>海南省旅游和文化广电体育厅 "
     "海南省文化广电出版体育厅>海南省旅游和文化广电体育厅"),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "name", "chain"), CHAINS, ids=[f"{i}-{n}" for i, n, _ in CHAINS])
def test_chain_of_one_body(issuer: str, name: str, chain: str) -> None:
    expected = {(old, new) for old, _, new in (link.partition(">") for link in chain.split())}
    assert successions(events([body(issuer, name)])) == expected


@pytest.mark.parametrize(
    ("issuer", "names", "chain"),
    [
        # A merged name of the place counts before the usual one, with the bureau for planning where it is named.
        (
            "福州市人民政府",
            "国土资源局 城乡规划局 自然资源和规划局",
            "福州市国土资源局>福州市自然资源和规划局 福州市城乡规划局>福州市自然资源和规划局",
        ),
        (FUJIAN, "环境保护局 环境保护厅", "福建省环境保护局>福建省环境保护厅 福建省环境保护厅>福建省生态环境厅"),
        ("福州市人民政府", "国土资源局 自然资源局", "福州市国土资源局>福州市自然资源局"),
        (
            QUANZHOU,
            "文化广电新闻出版局 旅游局 文化广电和旅游局",
            "泉州市文化广电新闻出版局>泉州市文化广电和旅游局 泉州市旅游局>泉州市文化广电和旅游局",
        ),
        (SHISHI, "环境保护局 生态环境局", "石狮市环境保护局>石狮市生态环境局"),
        (SHISHI, "卫生和计划生育局 卫生健康委员会", "石狮市卫生和计划生育局>石狮市卫生健康委员会"),
        (FUJIAN, "经济和信息化委员会 工业和信息化厅", "福建省经济和信息化委员会>福建省工业和信息化厅"),
    ],
)
def test_names_of_the_place_decide(issuer: str, names: str, chain: str) -> None:
    found = successions(events([body(issuer, name) for name in names.split()]))
    assert {(old, new) for old, _, new in (link.partition(">") for link in chain.split())} <= found


@pytest.mark.parametrize(
    ("issuer", "names"),
    [
        (SHISHI, "环境保护局"),  # became a branch of the city's bureau in ways of its own
        (QUANZHOU, "文化广电新闻出版局"),
        (QUANZHOU, "粮食局"),
        (QUANZHOU, "教育局 财政局 人民政府"),
        (FUJIAN, "新闻出版局"),
        ("福州市人民政府", "人行福州中心支行"),  # branches in capitals became those of provinces in different ways
        ("新疆生产建设兵团", "国土资源局"),
        (STATE, "教育部 国家统计局"),
        ("山东省人民政府", "林业厅"),
    ],
)
def test_nothing_is_said_where_the_table_says_nothing(issuer: str, names: str) -> None:
    assert events([body(issuer, name) for name in names.split()]) == []


def test_places_do_not_mix() -> None:
    found = events([body(FUJIAN, "国土资源厅"), body("湖南省人民政府", "自然资源厅"), body(QUANZHOU, "国土资源局")])
    assert all(old.place_key == new.place_key for event in found for old, new in event.successions)
    assert len(found) == 3


def test_a_place_that_only_its_level_tells_has_what_its_documents_name() -> None:
    authority = issuing_authority(["省人民政府"], "关于做好某项工作的通知")
    old, new = (identify(name, authority) for name in ("省国土资源厅", "省自然资源厅"))
    assert events([old]) == events([new]) == []
    (event,) = events([old, new])
    assert (event.originals, event.results) == ((old,), (new,))


@pytest.mark.parametrize(
    ("issuer", "name", "never"),
    [
        ("南京市人民政府", "农业农村局", "南京市农业局"),
        ("郑州市人民政府", "交通运输局", "郑州市交通局"),
        ("贵阳市人民政府", "生态环境局", "贵阳市环境保护局"),
        ("海南省人民政府", "生态环境厅", "海南省环境保护厅"),
        ("海南省人民政府", "国土资源厅", "海南省自然资源厅"),
        ("广州市人民政府", "卫生健康委", "广州市人口和计划生育委员会"),
        ("宁波市人民政府", "市场监管局", "宁波市工商行政管理局"),
    ],
)
def test_places_that_went_their_own_way_get_no_counterpart_that_never_was(issuer: str, name: str, never: str) -> None:
    found = events([body(issuer, name)])
    assert never not in {b.label for event in found for b in (*event.originals, *event.results)}


def test_places_that_went_their_own_way_have_their_own_chains() -> None:
    assert successions(events([body("海南省人民政府", "生态环境厅")])) == {("海南省生态环境保护厅", "海南省生态环境厅")}
    assert successions(events([body("贵阳市人民政府", "生态环境局")])) == {
        ("贵阳市生态文明建设委员会", "贵阳市生态环境局")
    }


def test_counterparts_have_the_keys_that_documents_give_them() -> None:
    given = [body(FUJIAN, "卫计委"), body(QUANZHOU, "泉州银监分局"), body(SHISHI, "税务局"), body(STATE, "卫生部")]
    for event in events(given):
        for side in (*event.originals, *event.results):
            issuer = {"350000": FUJIAN, "350500": QUANZHOU, "350581": SHISHI}.get(side.place_key, STATE)
            assert identify(side.label, issuing_authority([issuer], "")).key == side.key
            assert identify(side.label, issuing_authority([STATE], "")).key == side.key


def test_functions_that_moved_make_no_successor() -> None:
    found = [e for e in events([body(STATE, "发展改革委")]) if e.function == "应对气候变化和减排"]
    (event,) = found
    assert (event.kind, event.successions) == ("transferred", ())
    assert [b.label for b in event.results] == ["生态环境部"]
    assert event.label == "国家发展和改革委员会的应对气候变化和减排职责划入生态环境部（2018年）"


def test_functions_of_local_bodies_are_told_where_both_sides_are_of_a_chain() -> None:
    assert events([body(FUJIAN, "发展改革委")]) == []
    both = events([body(FUJIAN, "发展改革委"), body(FUJIAN, "环境保护厅")])
    assert [e.function for e in both if e.kind == "transferred"] == ["应对气候变化和减排"]


def test_a_chain_does_not_lead_to_the_other_bodies_of_a_merger() -> None:
    labels = {old for old, _ in successions(events([body(STATE, "国家海洋局")]))}
    assert "国家测绘地理信息局" in labels
    assert "国家测绘局" not in labels


def test_events_say_day_source_and_rule() -> None:
    found = events([body(STATE, "国土资源部"), body(FUJIAN, "国土资源厅"), body(QUANZHOU, "国土资源局")])
    own = {e.originals[0].level: e for e in found if e.kind != "transferred"}
    assert own["state"].rule == RULE_DATA
    assert own["province"].rule == own["prefecture"].rule == RULE_COUNTERPART
    assert [str(own[level].day) for level in ("state", "province", "prefecture")] == [
        "2018-03-17",
        "2018-12-31",
        "2019-03-31",
    ]
    assert "国发〔2018〕6号" in own["state"].source
    assert all(event.source for event in found)
    assert [(e.day, e.key) for e in found] == sorted((e.day, e.key) for e in found)
    assert len({e.key for e in found}) == len(found)


def test_order_and_repetition_of_the_bodies_do_not_matter() -> None:
    given = [body(issuer, name) for issuer, name, _ in CHAINS]
    shuffled = given * 2
    random.Random(1).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert events(shuffled) == events(given)
    assert events(given[:1] + given) == events(iter(given))


def test_nobody_is_a_predecessor_of_himself() -> None:
    given = [body(issuer, name) for issuer, name, _ in CHAINS]
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edges_from((old.key, new.key) for event in events(given) for old, new in event.successions)
    assert networkx.is_directed_acyclic_graph(graph)


def test_ten_thousand_bodies_take_less_than_a_second() -> None:
    names = ("国土资源局", "税务局", "卫健局", "市场监管局", "教育局")
    codes = [line[:6] for line in (DATA / "divisions.csv").read_text("utf-8").splitlines() if line[:6].isdecimal()]
    places = [place for place in map(division, codes[:2000]) if place is not None]
    given = [identify(name, authority_of(place)) for place in places for name in names]
    assert len(given) == 10_000
    events([])

    def seconds() -> float:
        start = time.process_time()
        assert len(events(given)) > 5000
        return time.process_time() - start

    # About two thirds of a second on an idle machine; a loaded one slows down now one run, now another.
    assert any(seconds() < 1 for _ in range(3))
