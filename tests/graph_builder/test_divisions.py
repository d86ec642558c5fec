"""The divisions of China since 1986: the data file against known totals and successions, and what names meant when."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.bodies import identify, issuing_authority
from graph_builder.bodies.gazetteer import LEVELS, Division, Level, gazetteer, key_of, of_code
from graph_builder.bodies.places import (
    Place,
    division,
    divisions_above,
    divisions_under,
    first_named,
    starts_with_name,
    starts_with_short,
    successors,
)

YEARS = range(1986, 2027)
ROWS = [row for rows in gazetteer().codes.values() for row in rows]
WITHOUT_GB_CODE = {"232761", "232762", "232763", "232764"}
ISLANDS = re.compile(r"群岛|海域")


def place(code: str, year: int | None = None) -> Place:
    found = division(code, year)
    assert found is not None, code
    return found


def named(text: str, near: str | None = None, year: int | None = None) -> Place:
    found = starts_with_name(text, place(near, year) if near else None, year)
    assert found is not None, text
    assert found[1] == "", found
    return found[0]


# Units at the end of the year as the ministry counts them, which leaves out the three island groups of the code lists.
@pytest.mark.parametrize(
    ("year", "provinces", "prefectures", "counties"),
    [
        (1990, 31, 336, 2833),
        (1997, 33, 332, 2862),
        (2000, 34, 333, 2861),
        (2010, 34, 333, 2856),
        (2016, 34, 334, 2851),
        (2020, 34, 333, 2844),
        (2022, 34, 333, 2843),
        (2024, 34, 333, 2846),
    ],
)
def test_totals_of_a_year(year: int, provinces: int, prefectures: int, counties: int) -> None:
    units = [unit for unit in divisions_under(None, "county", year) if unit.code not in WITHOUT_GB_CODE]
    assert len(divisions_under(None, "province", year)) == provinces
    assert len(divisions_under(None, "prefecture", year)) == prefectures
    assert len([unit for unit in units if not ISLANDS.search(unit.name)]) == counties


def test_today_is_the_last_year_of_the_data() -> None:
    for level in LEVELS:
        assert [unit.code for unit in divisions_under(None, level)] == [
            unit.code for unit in divisions_under(None, level, 2024)
        ]


@pytest.mark.parametrize("year", YEARS)
def test_every_division_lies_in_one_of_its_year(year: int) -> None:
    keys: Counter[str] = Counter()
    for row in ROWS:
        if not row.holds(year):
            continue
        keys[key_of(row)] += 1
        if row.level == "province":
            assert row.parent == "", row
            continue
        above = of_code(row.parent, year)
        assert above is not None, row
        assert above.holds(year), row
        assert LEVELS.index(above.level) < LEVELS.index(row.level) or row.code in {"654100", "654200", "654300"}, row
        assert row.code[:2] == row.parent[:2], row
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("year", [1990, 2000, 2012, 2024])
def test_no_two_divisions_of_one_place_have_one_name(year: int) -> None:
    names = Counter((row.parent, row.name) for row in ROWS if row.holds(year))
    assert [name for name, count in names.items() if count > 1] == []


def test_names_are_plain() -> None:
    ending = re.compile(r"[\u4e00-\u9fff]+(?:[省市县区州盟旗]|群岛|海域)")
    for row in ROWS:
        assert ending.fullmatch(row.name), row
        assert row.name.startswith(re.sub("[州县]$", "", row.short)), row


def test_successors_are_there_in_their_year() -> None:
    for row in ROWS:
        if row.current:
            assert row.successor == "", row
            continue
        assert row.successors, row
        for code in row.successors:
            after = of_code(code, row.until)
            assert after is not None, row
            assert after.holds(row.until), row
            if row.goes_on:
                assert after.since == row.until, row
                assert after.level == row.level, row
                assert after.code == row.code or after.name == row.name, row


# Code, a year in which it was in force, its name, the year of the change, and the name and code of what came.
SUCCESSIONS = [
    ("110228", 2012, "密云县", 2015, "密云区", "110118"),
    ("371200", 2015, "莱芜市", 2018, "济南市", "370100"),
    ("522400", 2010, "毕节地区", 2011, "毕节市", "520500"),
    ("420600", 2009, "襄樊市", 2010, "襄阳市", "420600"),
    ("530800", 2005, "思茅市", 2007, "普洱市", "530800"),
    ("510200", 1995, "重庆市", 1997, "重庆市", "500000"),
    ("341400", 2010, "巢湖市", 2011, "合肥市", "340100"),
    ("542200", 2015, "山南地区", 2016, "山南市", "540500"),
    ("110103", 2009, "崇文区", 2010, "东城区", "110101"),
    ("310225", 2000, "南汇县", 2001, "南汇区", "310119"),
    ("330124", 1990, "临安县", 1996, "临安市", "330185"),
    ("469003", 2013, "儋州市", 2015, "儋州市", "460400"),
]


@pytest.mark.parametrize(("code", "year", "name", "change", "after", "successor"), SUCCESSIONS)
def test_known_successions(code: str, year: int, name: str, change: int, after: str, successor: str) -> None:
    former = place(code, year)
    assert (former.name, former.until) == (name, change)
    came = successors(former)[0]
    assert (came.name, came.code) == (after, successor)


def test_a_county_that_became_a_district_is_another_place() -> None:
    assert place("110228").key != place("110118").key
    # 万盛区 and 綦江县 were joined to 綦江区, which got the code of 万盛区.
    assert place("500110", 2010).name == "万盛区"
    assert place("500110", 2012).name == "綦江区"
    assert place("500110", 2010).key == "500110-2011"
    assert place("500110").key == "500110"
    assert place("500110-2011") == place("500110", 2010)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("522422", 2009), ("520521", 2020)),  # 大方县: 毕节地区, then 毕节市
        (("341421", 2005), ("340124", 2020)),  # 庐江县: 巢湖市, then 合肥市
        (("420600", 2005), ("420600", 2020)),  # 襄樊市, then 襄阳市
        (("133000", 1990), ("133000", 1995)),
    ],
)
def test_a_new_code_or_name_makes_no_new_place(one: tuple[str, int], other: tuple[str, int]) -> None:
    assert place(*one).key == place(*other).key


# What is named, where the document comes from, its year; the code and those above.
NAMES = [
    ("密云县", None, 2012, "110228", "北京市"),
    ("密云县", None, 2015, "110228", "北京市"),
    ("密云县", None, None, "110228", "北京市"),
    ("密云区", None, 2020, "110118", "北京市"),
    ("密云区", None, 2015, "110118", "北京市"),
    ("安徽省巢湖市", None, 2005, "341400", "安徽省"),
    ("安徽省巢湖市", None, 2015, "340181", "合肥市 安徽省"),
    ("巢湖市", None, None, "340181", "合肥市 安徽省"),
    ("襄樊市", None, None, "420600", "湖北省"),
    ("重庆市", None, 1995, "510200", "四川省"),
    ("重庆市", None, None, "500000", ""),
    ("毕节地区大方县", None, 2009, "522422", "毕节地区 贵州省"),
    ("大方县", "520500", None, "520521", "毕节市 贵州省"),
    ("楚州区", "320800", 2008, "320803", "淮安市 江苏省"),
    ("南漳县", "420000", 2005, "420624", "襄樊市 湖北省"),
    ("南漳县", "420000", 2012, "420624", "襄阳市 湖北省"),
    ("海口市", None, 1987, "441000", "广东省"),
    # A name that ended before the document, or began after it, still tells the place.
    ("莱芜市", "370000", 2022, "371200", "山东省"),
    ("襄阳市", None, 2005, "420600", "湖北省"),
    # Names that many counties share: by where the document comes from.
    ("朝阳区", "110000", 2020, "110105", "北京市"),
    ("朝阳区", "220100", 2020, "220104", "长春市 吉林省"),
    ("城关区", "620100", None, "620102", "兰州市 甘肃省"),
    ("城关区", "540100", 2018, "540102", "拉萨市 西藏自治区"),
    ("鼓楼区", "320100", 2010, "320106", "南京市 江苏省"),
    ("鼓楼区", "320300", 2010, "320302", "徐州市 江苏省"),
    ("鼓楼区", "350100", 2010, "350102", "福州市 福建省"),
    ("鼓楼区", "410200", 2010, "410204", "开封市 河南省"),
    # Names that are unique.
    ("义乌市", "330000", None, "330782", "金华市 浙江省"),
    ("吉林省吉林市", None, None, "220200", "吉林省"),
    # Autonomous counties and prefectures by the name in use, also where a former county had it.
    ("石柱县", "500000", 2020, "500240", "重庆市"),
    ("云南省楚雄州", None, 2020, "532300", "云南省"),
    ("青海省河南县", None, None, "632324", "黄南藏族自治州 青海省"),
    ("本溪县", "210000", 2020, "210521", "本溪市 辽宁省"),
    ("本溪县", "210000", 1988, "210521", "本溪市 辽宁省"),
    ("鄂温克旗", "150700", None, "150724", "呼伦贝尔市 内蒙古自治区"),
]


@pytest.mark.parametrize(("text", "near", "year", "code", "above"), NAMES)
def test_what_a_name_means(text: str, near: str | None, year: int | None, code: str, above: str) -> None:
    found = named(text, near, year)
    assert found.code == code
    assert " ".join(step.name for step in divisions_above(found)) == above


def test_an_autonomous_county_has_its_full_name_as_label() -> None:
    assert named("本溪县", "210000", 2020).label == "本溪满族自治县"
    assert named("本溪县", "210000", 1988).label == "本溪县"
    assert named("石柱县", "500000").brief == "石柱"


@pytest.mark.parametrize("name", ["朝阳区", "城关区", "鼓楼区", "和平区"])
def test_a_shared_name_without_more_is_nobody(name: str) -> None:
    assert starts_with_name(name) is None
    # 江苏省 has two 鼓楼区: its own documents leave the doubt.
    assert starts_with_name("鼓楼区", place("320000")) is None


def test_everyday_words_are_former_districts_in_their_years_only() -> None:
    changsha = place("430100")
    assert starts_with_name("东区", changsha, 2020) is None
    assert starts_with_name("东区", changsha) is None
    assert named("东区", "430100", 1990).code == "430102"
    assert starts_with_short("居巢教育局", place("340100"), 2020) is None
    former = starts_with_short("居巢教育局", place("341400", 2008), 2008)
    assert former is not None
    assert former[0].name == "居巢区"


def test_the_year_of_the_place_of_the_document_is_the_default() -> None:
    found = starts_with_name("巢湖市教育局", place("340000", 2008))
    assert found is not None
    assert found[0].code == "341400"
    # A place by form has the year of the one that it lies in, and equal places seen from two years are equal.
    assert Place("某镇", "township", parent=place("110114", 2012)).year == 2012
    assert place("110114", 2012) == place("110114", 2013)


def test_the_first_place_named_follows_the_year() -> None:
    found = first_named("关于印发巢湖市规划的通知", year=2008)
    assert found is not None
    assert found.code == "341400"


@pytest.mark.parametrize(
    ("code", "level", "year", "count"),
    [
        ("440000", "prefecture", None, 21),
        ("420000", "prefecture", 2024, 13),
        ("510000", "prefecture", 1996, 23),
        ("110000", "county", 2024, 16),
        ("110000", "county", 2009, 18),
        ("310000", "county", None, 16),
        ("500000", "county", None, 38),
        ("340100", "county", 2010, 7),
        ("340100", "county", 2012, 9),
        ("110105", "county", None, 0),
        ("441900", "county", None, 0),
        ("650000", "prefecture", None, 14),
        ("654000", "prefecture", None, 2),
    ],
)
def test_divisions_under_a_place(code: str, level: Level, year: int | None, count: int) -> None:
    under = divisions_under(place(code, year), level, year)
    assert len(under) == count
    assert [unit.code for unit in under] == sorted(unit.code or "" for unit in under)
    assert all(place(code, year) in divisions_above(unit) and unit.level == level for unit in under)


def test_a_place_without_code_has_nothing_under_it() -> None:
    assert divisions_under(Place("某市", "prefecture"), "county") == ()
    assert divisions_above(Place("某镇", "township", parent=place("110114"))) == (place("110114"), place("110000"))


@given(st.sampled_from([row for row in ROWS if row.level != "county" and row.until > 1986]), st.data())
def test_a_name_in_its_year_is_the_division(row: Division, data: st.DataObject) -> None:
    """The names of provinces and prefectures, with the province before them, mean themselves in each of their years."""
    year = data.draw(st.integers(max(row.since, 1986), min(row.until, 2025) - 1))
    above = f"{place(row.parent, year).label}" if row.parent else ""
    assert named(f"{above}{row.name}", year=year).code == row.code


# Issuer, year, mention; place and key of the body.
BODIES = [
    ("北京市人民政府", 2012, "密云县教育局", "密云县", "110228|教育局"),
    ("北京市人民政府", 2020, "密云区教育局", "北京市密云区", "110118|教育局"),
    ("襄樊市人民政府", 2008, "市教育局", "襄樊市", "420600|教育局"),
    ("襄阳市人民政府", 2018, "市教育局", "襄阳市", "420600|教育局"),
    ("毕节地区行政公署", 2009, "大方县教育局", "大方县", "520521|教育局"),
    ("毕节市人民政府", 2019, "大方县教育局", "大方县", "520521|教育局"),
    ("国务院", 2005, "巢湖市教育局", "巢湖市", "341400|教育局"),
    ("国务院", 2015, "巢湖市教育局", "巢湖市", "340181|教育局"),
]


@pytest.mark.parametrize(("issuer", "year", "mention", "where", "key"), BODIES)
def test_bodies_are_those_of_the_year(issuer: str, year: int, mention: str, where: str, key: str) -> None:
    body = identify(mention, issuing_authority([issuer], "", year), year=year)
    assert (body.place, body.key) == (where, key)


def test_the_authority_is_that_of_the_year() -> None:
    before = issuing_authority(["巢湖市人民政府"], "", 2008)
    after = issuing_authority(["巢湖市人民政府"], "", 2018)
    assert (before.level, before.code) == ("prefecture", "341400")
    assert (after.level, after.code) == ("county", "340181")
