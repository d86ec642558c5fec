"""What a document carries out of its parent is told by the words of the two."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.model import Reading, Source
from graph_builder.reading import read
from graph_builder.trace import sections, trace

HEAD = "为做好校园食堂工作，现提出如下意见。\n"
KITCHEN = "（一）改造厨房。三年内把乡镇学校的旧灶房全部翻新，生食熟食分间存放，安装油烟净化和洗消设备，明厨亮灶接入校门口的屏幕。"
BUYING = "（二）统一采购。米面油肉由区县集中招标，大宗食材定点供货，进货台账留存两年，严禁采购来历不明的散装食品。"
MEALS = "（三）科学配餐。聘请营养师编写每周带量食谱，低年级少油少盐，为过敏和少数民族学生另备窗口。"
STAFF = "（四）稳定厨工队伍。按就餐人数核定厨师和帮工岗位，每年体检一次，寒暑假组织烹饪与卫生培训，工资不低于当地标准。"
FEES = "（五）公开伙食账目。伙食费专户存放、按月公示，结余转入下月，家长委员会每学期查账一次，任何人不得截留挪用。"
WASTE = "（六）制止浪费。推行小份菜和半份菜，值周学生劝导光盘，剩饭称重上墙，厨余垃圾由环卫单位日产日清。"
LEADERS = "（七）校长陪餐。校领导轮流与学生同桌用餐，记录饭菜温度和口味，发现异味立即停餐并报告。"
PARENT = HEAD + "一、重点任务\n" + "\n".join([KITCHEN, BUYING, MEALS, STAFF, FEES, WASTE, LEADERS]) + "\n"


def reading(text: str) -> Reading:
    return read(Source("a.txt", text, "utf-8"))


def pairs(child: str, parent: str = PARENT) -> list[tuple[str, str]]:
    return [(t.child.key, t.parent.key) for t in trace(reading(parent), reading(child))]


def plan(*tasks: str) -> str:
    return HEAD + "一、工作安排\n" + "\n".join(tasks) + "\n"


CASES = {
    "kept": (plan("（一）" + MEALS[3:]), [("1.1", "1.3")]),
    "kept with the bodies that answer": (plan("（一）" + MEALS[3:] + "（县教育局牵头，县卫生健康局配合）"), [("1.1", "1.3")]),
    "paraphrased": (
        plan("（一）办好营养午餐。由县里聘请的营养师逐周编写食谱，油盐减量，为过敏学生开设专门窗口。"),
        [("1.1", "1.3")],
    ),
    "merged": (
        plan(
            "（一）管好钱和物。米面油肉由县里集中招标，大宗食材定点供货，进货台账留存三年。"
            "伙食费专户存放、按月公示，家长委员会每学期查账一次，不得截留挪用。"
        ),
        [("1.1", "1.2"), ("1.1", "1.5")],
    ),
    "split": (
        plan(
            "（一）核定岗位。按就餐人数核定厨师和帮工岗位，工资不低于全县标准。",
            "（二）加强培训。每年给厨工体检一次，寒暑假组织烹饪与卫生培训。",
        ),
        [("1.1", "1.4"), ("1.2", "1.4")],
    ),
    "dropped": (plan("（一）" + KITCHEN[3:], "（二）" + WASTE[3:]), [("1.1", "1.1"), ("1.2", "1.6")]),
    "added": (
        plan("（一）" + KITCHEN[3:], "（二）种好菜园。利用闲置坡地开辟果蔬基地，由劳动课教师带领学生浇水施肥。"),
        [("1.1", "1.1")],
    ),
    "reordered": (
        plan(*(f"（{n}）{words[3:]}" for n, words in zip("一二三", (WASTE, BUYING, KITCHEN), strict=True))),
        [("1.1", "1.6"), ("1.2", "1.2"), ("1.3", "1.1")],
    ),
    "in one paragraph of many": (
        HEAD + "一、把食堂办好\n　　优先保障寄宿生。住校学生的早餐和晚餐由值班老师清点人数后供应，节假日留校的单独登记。\n"
        "　　从严管理账目。伙食费专户存放，按月公示，家长委员会每学期查账。\n"
        "　　修缮餐厅桌椅。更换破损的桌凳和照明，雨季前完成屋面防漏，冬天加装门帘和暖气。\n",
        [("1", "1.5")],
    ),
    "nothing in common": (
        plan("（一）疏浚河道。清理淤积河段，加固险工险段堤防，汛前备足沙袋和抢险车辆，落实二十四小时值班。"),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_carried_out(name: str) -> None:
    text, expected = CASES[name]
    assert pairs(text) == expected


def test_a_chapter_that_is_only_a_heading_is_compared_with_nothing() -> None:
    found = {section.key: section.leaf for section in sections(reading(PARENT))}
    assert found == {"1": False, **{f"1.{n}": True for n in range(1, 8)}}


def test_text_before_the_first_sub_heading_is_a_section_of_its_own() -> None:
    intro = "灶房、库房、餐厅和账目都要在学期末对照清单逐项验收，验收结果由学校张榜公布，没有通过的限期整改，整改之后再次验收，并约谈校长和分管后勤的副校长。"
    text = (
        HEAD
        + f"一、验收\n　　{intro}\n（一）时间。每学期放假前一周由县里派人到校查看，当场打分，当场签字，不得事后补记。\n"
    )
    leaves = {section.key for section in sections(reading(text)) if section.leaf}
    assert leaves == {"1", "1.1"}
    again = "一、检查。学期末对照清单逐项验收灶房、库房、餐厅和账目，验收结果张榜公布，没有通过的限期整改并约谈校长。\n"
    assert pairs(HEAD + again, text) == [("1", "1")]


def test_the_same_text_is_aligned_one_to_one() -> None:
    found = trace(reading(PARENT), reading(PARENT))
    assert [(t.parent.key, t.child.key) for t in found] == [(f"1.{n}", f"1.{n}") for n in range(1, 8)]
    assert all(t.taken == pytest.approx(1) for t in found)
    assert all(t.score > 0.75 for t in found)


def test_more_of_a_passage_taken_up_is_a_higher_score() -> None:
    half = "（一）伙食账目。伙食费专户存放、按月公示。"
    whole, part = (trace(reading(PARENT), reading(plan(words))) for words in ("（一）" + FEES[3:], half))
    assert whole[0].score > part[0].score
    assert 1 >= whole[0].taken > part[0].taken > 0


def test_the_place_is_the_sentence_that_shows_it() -> None:
    child = reading(plan("（一）规范收支。财务人员持证上岗。伙食费专户存放，按月公示，结余转入下月。年底总结。"))
    parent = reading(PARENT)
    (found,) = trace(parent, child)
    assert found.child_place.of(child.recovered.text) == "伙食费专户存放，按月公示，结余转入下月"
    assert found.parent_place.of(parent.recovered.text).startswith("伙食费专户存放")


def test_who_answers_says_nothing_about_what_is_done() -> None:
    who = "（区教育局、区财政局、区市场监管局、区卫生健康局按职责分工负责）"
    parent = plan("（一）" + KITCHEN[3:] + who, "（二）" + MEALS[3:])
    child = plan("（一）修建操场。平整场地，铺设跑道，安装篮球架和夜间照明，周末向附近居民开放。" + who)
    assert pairs(child, parent) == []


def test_a_document_without_sections_carries_out_none() -> None:
    assert trace(reading(PARENT), reading("关于食堂的通知\n请各校办好食堂。\n")) == ()
    assert trace(reading("关于食堂的通知\n请各校办好食堂。\n"), reading(PARENT)) == ()


TASKS = st.lists(
    st.sampled_from([KITCHEN, BUYING, MEALS, STAFF, FEES, WASTE, LEADERS]), min_size=1, max_size=7, unique=True
)


@settings(max_examples=40, deadline=None)
@given(TASKS, st.text("的食堂学校厨房采购配餐，。；\n（一）二、", max_size=60))
def test_scores_are_shares_and_places_are_in_their_sections(tasks: list[str], noise: str) -> None:
    text = plan(*(f"（{'一二三四五六七'[n]}）{words[3:]}" for n, words in enumerate(tasks))) + noise
    parent, child = reading(PARENT), reading(text)
    found = trace(parent, child)
    for t in found:
        assert 0 < t.score <= 1
        assert 0 <= t.taken <= 1
        assert t.parent.own.start <= t.parent_place.start < t.parent_place.end <= t.parent.own.end
        assert t.child.own.start <= t.child_place.start < t.child_place.end <= t.child.own.end
    assert len({(t.parent.key, t.child.key) for t in found}) == len(found)
    assert trace(parent, child) == found


def test_time_is_in_proportion_to_length() -> None:
    def timed(times: int) -> float:
        long = reading(
            HEAD + "一、任务\n" + "\n".join(f"（一）{KITCHEN[3:]}{STAFF[3:]}{n}号食堂" for n in range(times))
        )
        start = time.perf_counter()
        trace(long, long)
        return time.perf_counter() - start

    small, large = timed(250), timed(1000)
    assert large < 10 * small + 1
