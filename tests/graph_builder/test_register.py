"""Two names of one body in one document become one, two bodies stay two, whatever the order of the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder import read
from graph_builder.bodies import Body, identify, issuing_authority
from graph_builder.model import Source
from graph_builder.register import DocumentBodies, document_bodies
from graph_builder.register.introduced import introduced
from graph_builder.register.reconcile import reconcile

QUANZHOU = issuing_authority(["泉州市人民政府"], "")


def document(*clauses: str, text: str = "", issuer: str = "泉州市人民政府", year: int = 2021) -> DocumentBodies:
    tasks = "".join(
        f"{mark}、改造食堂。改造学校食堂。（{clause}）\n" for mark, clause in zip("一二三四五六", clauses, strict=False)
    )
    whole = f"{issuer}关于加强校园食堂管理的意见\n{text}\n{tasks}{issuer}\n{year}年5月6日\n"
    return document_bodies(read(Source("a.txt", whole, "utf-8")), "key")


@pytest.mark.parametrize(
    ("one", "other", "label", "rule"),
    [
        ("市发改局", "市发展改革委", "泉州市发展和改革委员会", "identity.suffix"),
        ("市交通运输委", "市交通运输局", "泉州市交通运输局", "identity.suffix"),
        ("市大数据办", "市大数据局", "泉州市大数据局", "identity.suffix"),
        ("市住保中心", "市住房保障中心", "泉州市住房保障中心", "identity.short"),
        ("市数投公司", "市数据投资公司", "泉州市数据投资公司", "identity.short"),
        ("市教育局", "市教育体育局", "泉州市教育体育局", "identity.joint-field"),
    ],
)
def test_two_names_of_one_body_are_tied(one: str, other: str, label: str, rule: str) -> None:
    found = document(f"{one}负责", f"{other}负责")
    assert {body.label for body in found.bodies.values() if body.short in (one, other)} == {label}
    assert {reason.rule for reason in found.reasons.values()} == {rule}
    assert not found.apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市教育局", "市财政局"),
        ("市公安局", "市公安局交管局"),
        ("市政府办公室", "市政府新闻办公室"),
        ("市委网信办", "市委网信委"),
        ("市市场监管局", "市市场监管分局"),
        ("市文化局", "市文化和旅游局"),
        ("市城投集团", "市交投集团"),
        ("市教育局", "省教育厅"),
        ("市高新区管委会", "市新区管委会"),
        ("市财政局", "各县（市、区）财政局"),
        ("县级工作办公室", "乡镇级工作办公室"),
    ],
)
def test_two_bodies_stay_apart(one: str, other: str) -> None:
    found = document(f"{one}负责", f"{other}负责")
    assert not found.reasons
    assert len({body.key for body in found.bodies.values()}) == len({body.label for body in found.bodies.values()})


def test_what_stands_in_one_list_is_two_bodies_with_a_reason() -> None:
    found = document("市发改局、市发展改革委负责", "市发改局负责")
    assert len({body.key for body in found.bodies.values()}) == 3
    assert {reason.rule for reason in found.apart.values()} == {"identity.listed"}
    assert not found.reasons


def test_a_short_name_of_two_bodies_is_left_alone() -> None:
    found = document("市住保中心负责", "市住房保障中心负责", "市住宅保险中心负责")
    assert not found.reasons


def test_a_year_of_reform_has_the_old_body_and_the_new_one() -> None:
    # 2018: 市文化局 may still be the old one.
    assert not document("市文旅局负责", "市文旅广电局负责", year=2018).reasons
    assert document("市文旅局负责", "市文旅广电局负责", year=2022).reasons


def test_the_only_prefix_of_a_document_of_unknown_place() -> None:
    same = document("市财政局、教育局负责", "财政局负责", issuer="食堂改造工作组")
    assert len({body.key for body in same.bodies.values() if "财政" in body.label}) == 1
    apart = document("市财政局、县教育局负责", "财政局负责", issuer="食堂改造工作组")
    assert len({body.key for body in apart.bodies.values() if "财政" in body.label}) == 2


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("由市大数据发展管理局（以下简称市大数据局）牵头。", [("市大数据局", "市大数据发展管理局")]),
        ("送东江流域湖泊管理局（以下简称“东江湖局”）。", [("东江湖局", "东江流域湖泊管理局")]),
        ("报我部东江流域湖泊管理局(简称：东江湖局)。", [("东江湖局", "东江流域湖泊管理局")]),
        ("成立泉州市食堂改造领导小组（以下简称领导小组）", [("领导小组", "泉州市食堂改造领导小组")]),
        ("市教育局、市财政局（以下简称两部门）", []),
        ("市教育局（以下简称市教育局）", []),
        ("《校园食堂管理办法》（以下简称《办法》）", []),
        ("市教育局（不含宣教中心）", []),
        ("（以下简称市局）", []),
    ],
)
def test_names_that_a_document_introduces(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(introduced(text, ())) == pairs


def test_a_name_that_only_its_document_explains_is_not_that_of_another_document() -> None:
    def office(key: str) -> Body:
        text = "关于同意改造校园食堂的函\n一、改造食堂。改造学校食堂。（联席会议办公室负责）\n国务院\n2021年5月6日\n"
        bodies = document_bodies(read(Source("a.txt", text, "utf-8")), key).bodies.values()
        return next(body for body in bodies if body.short == "联席会议办公室")

    assert office("one").key == office("one").key != office("other").key


def test_an_introduced_name_is_that_body_even_in_one_list() -> None:
    text = "市南溪流域湖泊管理局（以下简称市南溪湖局）是牵头单位。"
    found = document("市南溪湖局负责", "市南溪流域湖泊管理局、市南溪湖局负责", text=text)
    assert {body.label for body in found.bodies.values() if "南溪" in body.short} == {"泉州市南溪流域湖泊管理局"}
    assert {reason.rule for reason in found.reasons.values()} == {"identity.introduced"}


def test_a_name_introduced_twice_for_two_bodies_is_left_alone() -> None:
    text = "市南溪流域湖泊管理局（以下简称市南溪湖局）、市南溪岸线湖泊管理局（以下简称市南溪湖局）。"
    assert not document("市南溪湖局负责", text=text).reasons


def test_of_two_spellings_of_one_body_the_fuller_one_is_its_name() -> None:
    for clauses in (("市大数据局负责", "市大数据发展管理局负责"), ("市大数据发展管理局负责", "市大数据局负责")):
        found = document(*clauses)
        assert {body.label for body in found.bodies.values() if "数据" in body.short} == {"泉州市大数据发展管理局"}
    (alone,) = [body for body in document("市大数据局负责").bodies.values() if "数据" in body.short]
    assert alone.label == "泉州市大数据局"


@pytest.mark.parametrize(
    ("text", "clause", "short", "label"),
    [
        (
            "市政府成立校园食堂改造领导小组，办公室设在市教育局。",
            "领导小组办公室负责",
            "领导小组办公室",
            "泉州市校园食堂改造领导小组办公室",
        ),
        ("建立校园食品安全联席会议制度。", "联席会议办公室负责", "联席会议办公室", "泉州市校园食品安全联席会议办公室"),
        ("组建市校园食堂改造指挥部。", "指挥部负责", "指挥部", "泉州市校园食堂改造指挥部"),
        (
            "市校园食堂改造领导小组（以下简称领导小组）统筹。",
            "领导小组办公室负责",
            "领导小组办公室",
            "泉州市校园食堂改造领导小组办公室",
        ),
        (
            "",
            "市校园食堂改造领导小组牵头，领导小组办公室负责",
            "领导小组办公室",
            "泉州市校园食堂改造领导小组办公室",
        ),
        ("成立由市长任组长的领导小组。", "领导小组办公室负责", "领导小组办公室", "泉州市领导小组办公室"),
        ("成立工作领导小组。", "领导小组办公室负责", "领导小组办公室", "泉州市领导小组办公室"),
        (
            "成立校园食堂改造领导小组。成立校车安全领导小组。",
            "领导小组办公室负责",
            "领导小组办公室",
            "泉州市领导小组办公室",
        ),
        ("成立校园食品安全联席会议。", "领导小组办公室负责", "领导小组办公室", "泉州市领导小组办公室"),
    ],
)
def test_a_bare_group_is_the_only_one_that_its_document_names_in_full(
    text: str, clause: str, short: str, label: str
) -> None:
    found = document(clause, text=text)
    (body,) = [body for body in found.bodies.values() if body.short == short]
    assert body.label == label
    named = {reason.rule for asked, reason in found.reasons.items() if asked.name == short}
    assert named == ({"identity.named-in-full"} if label.count("校园") else set())


def unissued(*clauses: str, text: str = "") -> DocumentBodies:
    tasks = "".join(
        f"{mark}、改造食堂。改造学校食堂。（{clause}）\n" for mark, clause in zip("一二三四", clauses, strict=False)
    )
    return document_bodies(read(Source("a.txt", f"关于改造食堂的若干措施\n{text}\n{tasks}", "utf-8")), "key")


def test_branches_tell_the_place_of_a_document_without_an_issuer() -> None:
    found = unissued("市财政局、市教育局、市民政局、漯河银保监分局负责")
    assert {body.code for body in found.bodies.values()} == {"411100"}
    assert {reason.rule for reason in found.reasons.values()} == {"identity.place-of-branches"}
    assert found.authority.place == "漯河市"
    province = unissued("省财政厅、省教育厅、省民政厅、安徽证监局、人行合肥中心支行负责")
    assert province.authority.place == "安徽省"


def test_the_text_tells_the_county_of_a_document_without_an_issuer() -> None:
    text = "安溪县各学校照办。安溪县各镇照办。安溪县各企业照办。"
    found = unissued("县财政局、县教育局、县民政局负责", text=text)
    assert found.authority.place == "安溪县"
    assert {reason.rule for reason in found.reasons.values()} == {"identity.place-of-text"}


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("市财政局、市教育局、漯河银保监分局负责", ""),
        ("市财政局、市教育局、市民政局、漯河银保监分局、周口银保监分局负责", ""),
        ("市财政局、市教育局、市民政局、省教育厅、省财政厅、漯河银保监分局负责", ""),
        ("市财政局、市教育局、市民政局负责", "我市与漯河市相邻。"),
        ("市财政局、市教育局、市民政局、岳阳银保监分局负责", "临湘市各学校照办。临湘市各街道照办。"),
        ("市财政局、市教育局、市民政局负责", "漯河市各学校照办。漯河市各街道照办。漯河市各镇照办。"),
        ("县财政局、县教育局、县民政局负责", "安溪县各学校照办。惠安县各学校照办。安溪县各镇照办。"),
    ],
)
def test_branches_that_leave_a_doubt_tell_no_place(clause: str, text: str) -> None:
    found = unissued(clause, text=text)
    assert found.authority.place is None
    assert not found.reasons


def test_bare_groups_of_two_documents_are_two_bodies() -> None:
    whole = "泉州市人民政府关于食堂的意见\n一、改造食堂。改造学校食堂。（领导小组办公室负责）\n泉州市人民政府\n2021年5月6日\n"
    keys = {
        document_bodies(read(Source("a.txt", whole, "utf-8")), key).body("领导小组办公室").key for key in ("a", "b")
    }
    assert len(keys) == 2


NAMES = [
    "市发改局", "市发展改革委", "市教育局", "市教育体育局", "市住保中心", "市住房保障中心", "市财政局", "市国资办",
    "市国资局", "市市场监管局（市知识产权局）", "市市场监管局", "省教育厅", "市大数据局", "市大数据发展管理局", "市公安局",
]  # fmt: skip


@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=12),
    sizes=st.lists(st.integers(1, 3), max_size=8),
    seed=st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_a_second_round_finds_nothing(
    names: list[str], sizes: list[int], seed: object
) -> None:
    bodies = [identify(name, QUANZHOU, year=2021) for name in names]
    lists, rest = [], [body.key for body in bodies]
    for size in sizes:
        lists.append(rest[:size])
        rest = rest[size:]
    first = reconcile(bodies, lists, year=2021)
    shuffled, turned = bodies[:], [one[::-1] for one in lists]
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    seed.shuffle(turned)  # type: ignore[attr-defined]
    assert reconcile(shuffled, turned, year=2021) == first

    def after(key: str) -> str:
        return first.bodies[key].key

    again = reconcile(first.bodies.values(), [[after(key) for key in one] for one in lists], year=2021)
    assert all(body.key == key for key, body in again.bodies.items())
    for one in lists:
        # Whoever lists two means two.
        assert len({after(key) for key in one}) == len(set(one))


def test_each_name_keeps_its_printed_form() -> None:
    found = document("市发改局负责", "市发展改革委负责")
    assert {asked.name: body.short for asked, body in found.bodies.items()} == {
        name: name for name in ("市发改局", "市发展改革委", "泉州市人民政府")
    }


def test_bodies_of_many_names_take_time_in_proportion() -> None:
    bodies = [
        Body(f"350500|{n}局", f"{n}局", "", "department", None, None, None, None, None, "") for n in range(20_000)
    ]
    assert len(reconcile(bodies, []).bodies) == 20_000
