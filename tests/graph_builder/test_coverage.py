"""Every sentence has one class, nothing is lost between them, and no word of responsibility goes unseen."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import HealthCheck, given, settings

import graph_builder.recognise.coverage.headings as headings
import graph_builder.recognise.coverage.verbs as verbs
from graph_builder import read
from graph_builder.classes import SentenceClass
from graph_builder.documents import Library
from graph_builder.model import Reading, Source
from graph_builder.recognise.coverage import REASONS, classified
from graph_builder.recognise.coverage.words import words
from graph_builder.state.document import state
from ontology.terms import POL

from hypothesis import strategies as st  # isort: skip

PARTS = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "1.",
            "任务",
            "。",
            "；",
            "\n",
            "（",
            "）",
            "《",
            "》",
            "负责",
            "牵头",
            "会同",
            "责任单位：",
            "市财政局",
        ),
        *(
            "各有关部门",
            "要",
            "等",
            "、",
            "，",
            "到2020年",
            "2017年3月30日",
            "年底前",
            "95%",
            "达到",
            "附件",
            "𠮷",
            "：",
            "\t",
            "　",
        ),
        *(
            "指导思想",
            "为指导",
            "市财政局将任务落实到位，守住红线不动摇，长期坚持下去不放松。",
            "国发〔2016〕4号",
            "印发",
            "通知",
        ),
    ]
)
TITLE = "甲市人民政府办公室关于加强示例工作的意见\n"


def reading(text: str) -> Reading:
    return read(Source("a.txt", text, "utf-8"))


def classes(text: str) -> dict[str, str]:
    """Return the class and the rule of each sentence by its words."""
    done = reading(text)
    return {s.span.of(done.recovered.text): f"{s.kind}/{s.rule}" for s in classified(done)}


def of_sentence(sentence: str, heading: str = "一、重点任务") -> str:
    """Return the class of a sentence that stands in a unit that names nobody."""
    return classes(f"{TITLE}{heading}\n{sentence}\n二、其他事项\n")[sentence].split("/")[0]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("加强示例设施建设，完善管理制度。", "measure-unassigned"),
        ("一是建立示例台账。", "measure-unassigned"),
        ("申请人应当提交示例材料。", "measure-unassigned"),
        ("对违规的示例企业依法查处。", "measure-unassigned"),
        ("将示例工作纳入年度计划。", "measure-unassigned"),
        ("各地要高度重视示例工作。", "exhortation"),
        ("各有关部门要加强沟通。", "exhortation"),
        ("切实提高认识，增强责任感。", "exhortation"),
        ("近年来，示例工作取得积极进展。", "background"),
        ("示例工作已形成完整体系。", "background"),
        ("为规范示例管理，结合实际，制定本办法。", "background"),
        ("本办法所称示例，是指用来说明的事物。", "background"),
        ("示例产业是国民经济的重要支柱。", "background"),
        ("坚持统筹兼顾，分步实施。", "principle"),
        ("以示例建设为抓手，带动全局。", "principle"),
        ("到2030年，示例体系基本建成。", "goal"),
        ("特此通知。", "formula"),
        ("请结合实际认真贯彻执行。", "formula"),
        ("附件：示例清单", "formula"),
        ("联系电话：0000-0000000", "formula"),
        ("（此件公开发布）", "formula"),
        ("本办法自2020年1月1日起施行。", "formula"),
        ("字号", "formula"),
        ("&nbsp;", "formula"),
        ("我局将继续做好示例工作。", "unread"),
        ("云从山上来，水往低处流。", "unread"),
        ("序号\t内容\t得分", "unread"),
        ("附件：名单序号姓名1甲某2乙某", "unread"),
    ],
)
def test_form_tells_the_class(sentence: str, wanted: str) -> None:
    assert of_sentence(sentence) == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("一、指导思想", "principle"),
        ("一、基本原则", "principle"),
        ("一、工作目标", "goal"),
        ("一、现状和形势", "background"),
        ("一、项目概况", "background"),
        ("一、重点任务", "measure-unassigned"),
    ],
)
def test_heading_tells_the_class(heading: str, wanted: str) -> None:
    assert of_sentence("加强示例设施建设。", heading) == wanted


def test_heading_is_passed_on_to_the_parts_below_it() -> None:
    found = classes(f"{TITLE}一、基本原则\n（一）统筹兼顾。加强衔接。\n二、总体要求\n（一）重点任务\n完善制度。\n")
    assert found["加强衔接。"].startswith("principle")
    assert found["完善制度。"].startswith("measure")


def test_measure_belongs_to_a_task_that_names_somebody() -> None:
    text = f"{TITLE}一、重点任务\n（一）建设示例。完善制度。（市教育局负责）\n（二）推广示例。加强宣传。\n二、其他\n改进服务。\n"
    found = classes(text)
    assert found["完善制度。"] == "measure/form.work"
    assert found["（市教育局负责）"] == "fact/fact"
    # Its neighbour names somebody, it does not: a gap worth seeing.
    assert found["加强宣传。"] == "measure-unassigned/form.work-unassigned"
    assert found["改进服务。"] == "measure-unassigned/form.work-unassigned"


@pytest.mark.parametrize(
    ("sentence", "word", "reason"),
    [
        ("市、县示例主管部门负责本地区的示例管理。", "负责", "duty"),
        ("省级会同有关部门制定名录。", "会同", "duty"),
        ("示例单位配合市级部门完成核查。", "配合", "duty"),
        ("我局将公布名录。", "我局", "body"),
        ("相关材料于2021年6月底前报送。", "2021年6月底前", "date"),
        ("材料按照《示例材料编写格式与要求》编写。", "", ""),
        ("示例覆盖面达到95%的，另行奖励。", "", ""),
    ],
)
def test_unread_has_a_reason_and_a_word(sentence: str, word: str, reason: str) -> None:
    done = reading(f"{TITLE}一、重点任务\n{sentence}\n二、其他事项\n")
    found = [f for f in done.findings if f.kind == "unread" and f.span.of(done.recovered.text) == sentence]
    if reason:
        assert [(f.word, f.reason) for f in found] == [(word, reason)]
        assert word in found[0].message


@pytest.mark.parametrize(
    "sentence",
    [
        "主要负责同志要亲自部署。",
        "以示例思想为指导，推进工作。",
        "各单位要密切配合，抓好落实。",
        "有关单位要积极配合。",
        "申请人对材料的真实性负责。",
        "本意见由市示例局负责解释。",
        "按照谁主管、谁负责的原则办理。",
        "发布产业结构调整指导目录。",
        "明确责任单位，抓好落实。",
    ],
)
def test_known_words_of_other_meaning_are_counted_and_not_listed(sentence: str) -> None:
    done = reading(f"{TITLE}一、重点任务\n{sentence}\n二、其他事项\n")
    assert done.account.words.get("known", 0) > 0
    assert done.account.words.get("unread", 0) == 0
    assert not [f for f in done.findings if f.reason == "duty"]


def test_every_word_of_responsibility_is_counted() -> None:
    text = f"{TITLE}一、任务\n建设示例。（市教育局负责）\n由示例办牵头的机制要健全。负责人要到位。\n"
    counted = reading(text).account.words
    assert counted["read"] >= 1
    assert sum(counted.values()) == sum(text.count(word) for word in ("负责", "牵头", "会同", "配合", "指导"))


def test_a_table_is_few_findings() -> None:
    rows = "".join(f"{n}\t示例{n}\t{n}分\n" for n in range(1, 101))
    done = reading(f"{TITLE}一、评分表\n{rows}")
    found = [f for f in done.findings if f.reason == "table"]
    assert 1 < len(found) < 20
    assert max(f.span.end - f.span.start for f in found) <= 600


def test_repeated_passage_is_counted_once() -> None:
    passage = "要把示例工作的各项安排细化到岗到人，确保示例设施按时建成并且长期发挥应有的作用。"
    done = reading(f"{TITLE}一、任务\n{passage}\n二、保障\n{passage}\n")
    assert done.account.sentences[SentenceClass.REPEATED] == 1
    assert done.account.characters[SentenceClass.REPEATED] == len(passage)


def test_signature_and_addressees_are_facts() -> None:
    found = classes(f"{TITLE}各县人民政府，市直各部门：\n特此通知。\n甲市人民政府办公室\n2020年1月2日\n")
    assert found["甲市人民政府办公室"] == "fact/fact"
    assert found["2020年1月2日"] == "fact/fact"
    assert found[TITLE.strip()] == "fact/fact"


def holds(done: Reading) -> None:
    text = done.recovered.text
    assert sum(done.account.characters.values()) == len("".join(done.source.text.split()))
    assert sum(done.account.sentences.values()) == sum(done.account.rules.values())
    assert set(done.account.rules) <= set(REASONS)
    end = 0
    for sentence in classified(done):
        assert end <= sentence.span.start < sentence.span.end <= len(text)
        assert not text[end : sentence.span.start].strip()
        end = sentence.span.end
    assert not text[end:].strip()
    for finding in done.findings:
        assert (finding.reason is None) == (finding.kind != "unread")
        if finding.word:
            assert finding.word in finding.span.of(text) or finding.reason == "date"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS, max_size=60).map("".join))
def test_sentences_are_the_whole_text(text: str) -> None:
    holds(reading(text))


def test_words_point_where_they_stand() -> None:
    text = "由市教育局负责，2020年底前完成，见《示例办法》，达到95%。"
    found = list(words(text))
    assert [(w.words, str(w.reason)) for w in found] == [
        ("负责", "duty"),
        ("2020年底前", "date"),
        ("《示例办法》", "title"),
        ("达到95%", "figure"),
    ]
    assert all(w.span.of(text) == w.words for w in found)


def test_the_graph_holds_the_account() -> None:
    done = reading("关于印发甲方案的通知\n一、任务\n由市教育局负责抓好落实。\n特此通知。\n")
    lines = state(done, "key", Library([done.header]), "policykg 0")
    kinds = {line.rpartition("/sentence/")[2].partition(">")[0] for line in lines if POL.sentenceClass in line}
    assert kinds == {str(kind) for kind in done.account.sentences}
    assert {"fact", "formula"} <= kinds


@pytest.mark.parametrize("module", [headings, verbs])
def test_docstrings_are_true(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0
