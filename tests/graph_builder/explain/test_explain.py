"""Explanations: the words that count are the ones that are marked, and a reader sees them so."""

from __future__ import annotations

import doctest
import json
import re
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import graph_builder.explain.account
import graph_builder.explain.reasons
import graph_builder.explain.render
from graph_builder import read, read_source
from graph_builder.explain import ExplainError, as_json, as_text, explain
from graph_builder.explain.reasons import in_chinese
from graph_builder.explain.render import _width
from graph_builder.model import Reading, Source

TEXT = """湖南省人民政府办公厅关于加强校园食堂管理的实施意见
湘政办发〔2021〕7号
各市人民政府：
为贯彻落实《某省食品安全条例》，提出以下意见。
一、改造食堂。2022年底前，食堂达标率达到95%。（省教育厅牵头，财政厅、住建厅配合，2022年6月底前完成）
二、严格检查。各学校每学期自查两次。
责任单位：省市场监管局；配合单位：有关部门
三、加强宣传。由省广电局会同省教育厅宣传节约。天气很好。相关工作由其负责落实到位。
湖南省人民政府办公厅
2021年5月6日
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(Source("canteens.txt", TEXT, "utf-8"))


def told(reading: Reading, words: str) -> str:
    return as_text(reading, explain(reading, words=words))


def underlined(printed: str, sign: str) -> list[str]:
    """The stretches of text that stand over a sign, as a reader of the terminal sees them."""
    lines, found = printed.splitlines(), []
    for line, under in pairwise(lines):
        if not under.strip() or set(under.strip()) - set("^=~# "):
            continue
        cells = [c for c in line for _ in range(_width(c))]
        for match in re.finditer(rf"{re.escape(sign)}+", under):
            shown = cells[match.start() : match.end()]
            found.append("".join(c for i, c in enumerate(shown) if _width(c) == 1 or i % 2 == 0))
    return found


@pytest.mark.parametrize(
    ("words", "bodies", "roles", "dates"),
    [
        ("住建厅配合", ["省教育厅", "财政厅", "住建厅"], ["牵头", "配合"], ["2022年6月底前"]),
        ("责任单位：省", ["省市场监管局", "有关部门"], ["责任单位：", "配合单位："], []),
        ("由省广电局", ["省广电局", "省教育厅"], ["会同"], []),
    ],
)
def test_bodies_roles_and_dates_are_underlined(
    reading: Reading, words: str, bodies: list[str], roles: list[str], dates: list[str]
) -> None:
    printed = told(reading, words)
    assert underlined(printed, "=") == bodies
    assert underlined(printed, "~") == roles
    assert "".join(underlined(printed, "#")) == "".join(dates)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("省教育厅牵头", "规则：bracket.verb"),
        ("省教育厅牵头", "角色：牵头（据“牵头” ["),
        ("省教育厅牵头", "机构：湖南省教育厅"),
        ("财政厅、住建厅", "角色：配合（据“配合” ["),
        ("财政厅、住建厅", "归入任务：一 改造食堂（条款在此标题之下：一、改造食堂）"),
        ("2022年6月底前", "时限：2022-06-30（据“2022年6月底前”"),
        ("责任单位：", "规则：line.label"),
        ("有关部门", "泛指：泛指，未指明是谁"),
        ("食品安全条例", "关系：贯彻落实（据“贯彻落实” ["),
        ("达标率", "数值：95 %"),
        ("达标率", "年份：2022（据“2022年” ["),
        ("湘政办发", "要素：发文字号"),
        ("湘政办发", "依据：GB/T 9704—2012, 7.2.5"),
        ("2021年5月6日", "要素：成文日期"),
        ("天气", "说明：这句话没有读出事实"),
        ("天气", "缺少：没有责任词"),
        ("严格检查", "任务键：2"),
    ],
)
def test_explanations_say(reading: Reading, words: str, said: str) -> None:
    assert said in told(reading, words)


def test_first_leads_convention_is_named() -> None:
    text = "某市方案\n一、改造。改造食堂。（市教育局、市财政局负责，排在第一位的为牵头单位，下同）\n二、检查。自查。（市监局、市公安局负责）\n"
    whole = read(Source("a.txt", text, "utf-8"))
    assert "角色：牵头（据全文约定“" in told(whole, "市监局")


def test_choosing(reading: Reading) -> None:
    by_number, by_label = explain(reading, task="二"), explain(reading, task="严格检查")
    assert by_number == by_label == explain(reading, task="2")
    assert {one.kind for one in by_number} >= {"task", "responsibility"}
    place = TEXT.index("财政厅")
    assert [one.kind for one in explain(reading, at=place)] == ["responsibility"]
    brief = as_text(reading, explain(reading), brief=True)
    assert brief.index("改造食堂") < brief.index("严格检查") < brief.index("加强宣传")
    assert all(len(line) < 200 for line in brief.splitlines())


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"task": "九"}, r"^canteens\.txt: no task is called '九'; there are 一、二、三 …$"),
        ({"at": 100_000}, r"^canteens\.txt: there is no place 100000; the text has \d+ characters$"),
        ({"at": -1}, r"there is no place -1"),
        ({"words": "火星"}, r"^canteens\.txt: the text has no '火星'$"),
    ],
)
def test_what_is_not_there(reading: Reading, wanted: dict[str, object], message: str) -> None:
    with pytest.raises(ExplainError, match=message):
        explain(reading, **wanted)  # type: ignore[arg-type]


def test_json_points_into_the_text(reading: Reading) -> None:
    whole = json.loads(as_json(reading, explain(reading)))
    assert whole["source"] == "canteens.txt"
    places = 0
    for fact in whole["facts"]:
        for place in (fact, fact["sentence"], *fact["marks"]):
            assert TEXT[place["start"] : place["end"]] == place["quote"]
            places += 1
    assert places > 20
    (lead,) = (p for f in whole["facts"] for p in f["parts"] if p["text"] == "省教育厅" and f["rule"] == "bracket.verb")
    assert lead["is"].startswith("湖南省教育厅")
    assert {"zh", "en"} == set(whole["facts"][-2]["ruleText"] or {"zh": "", "en": ""})


def test_hostile_characters_do_not_reach_the_terminal() -> None:
    text = TEXT.replace("改造食堂。2022", "改造\x1b[31m食堂\u202e。2022")
    whole = read(Source("a.txt", text, "utf-8"))
    printed = as_text(whole, explain(whole)) + as_text(whole, explain(whole), brief=True)
    assert all(c.isprintable() or c in "\n\u3000" for c in printed)


def test_real_documents_are_explained_to_the_last_fact(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.txt")):
        whole = read(read_source(path))
        found = explain(whole)
        text = whole.source.text
        assert sum(len(o.parts) for o in found if o.kind == "responsibility") == sum(
            len(task.responsibilities) for task in whole.tasks
        )
        for one in found:
            for part in one.parts:
                says = dict(part.says)
                assert not re.search("[a-z]{3}", in_chinese(says.get("identified by", "")))
                if one.kind == "responsibility" and part.span:
                    assert part.span.of(text) == part.text
                    assert "据条款形式" not in says["role"]
        assert as_text(whole, found) == as_text(whole, explain(read(read_source(path))))


@pytest.mark.parametrize(
    "module", [graph_builder.explain.account, graph_builder.explain.reasons, graph_builder.explain.render]
)
def test_docstrings_are_true(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0
