"""Other documents that a text names: which, with what number, and in what relation."""

from __future__ import annotations

import pytest

from graph_builder.header import read_header
from graph_builder.model import Header, Recovered, Span
from graph_builder.recognise.references import references
from graph_builder.recover import recover


def told(text: str, header: Header | None = None) -> list[str]:
    found = references(text, header or Header())
    assert all(r.span.of(text) for r in found)
    return [f"{r.relation} {r.number or r.title}" for r in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("根据《水法》制定本办法。", ["implements 水法"]),
        (
            "为贯彻落实《国务院关于水利的意见》（国发〔2011〕4号）、《省水利规划》精神，",
            ["implements 国发〔2011〕4号", "implements 省水利规划"],
        ),
        ("按照《甲省关于印发〈水利规划〉的通知》（甲政发[2012]3号）要求，", ["implements 甲政发〔2012〕3号"]),
        ("省水利厅要制定《节水办法》。", ["cites 节水办法"]),
        ("《甲市节水办法》（甲政发〔2001〕9号）同时废止。", ["repeals 甲政发〔2001〕9号"]),
        ("甲政发〔2001〕9号文件同时废止。", ["repeals 甲政发〔2001〕9号"]),
        ("现决定修改《甲市节水办法》。", ["amends 甲市节水办法"]),
        ("年底前修改完善《甲市节水指引》。", ["amends 甲市节水指引"]),
        ("《甲市节水办法》作如下修改：", ["amends 甲市节水办法"]),
        ("落实《水利改革方案》相关举措。《水利改革方案》另行公布。", ["implements 水利改革方案"]),
        ("严格执行国办发〔2016〕42号文件。", ["implements 国办发〔2016〕42号"]),
    ],
)
def test_relations(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "title",
    ["取水许可证", "节水产品认证证书", "用水户申请表", "供水合同", "诚信承诺书", "水费缴纳证明", "验收确认书", "安装回执", "供用水协议（样本）"],
)  # fmt: skip
def test_forms_and_certificates_are_no_documents(title: str) -> None:
    assert told(f"用水户按规定提交材料并取得《{title}》。") == []


def test_a_form_with_a_number_is_a_document() -> None:
    assert told("执行《甲市用水定额表》（甲水发〔2019〕8号）。") == ["implements 甲水发〔2019〕8号"]


def test_short_names_are_no_documents() -> None:
    text = "落实《甲省水利改革意见》（以下简称《改革意见》）。要对照《改革意见》自查，并报送《实施方案》。"
    assert told(text) == ["implements 甲省水利改革意见"]


@pytest.mark.parametrize(
    "lead",
    [
        "贯彻落实中共甲省委办公厅、甲省人民政府办公厅印发的",
        "落实省水利厅等7部门联合印发的",
        "根据甲市人民政府办公室",
        "按照2012年3月印发的",
        "贯彻全省水利工作会议精神和",
        "落实新修订的",
        "按照国家、省",
        "依据现行",
    ],
)
def test_issuer_day_and_state_stand_between_verb_and_title(lead: str) -> None:
    assert told(f"{lead}《甲省节水规划》，加强管理。") == ["implements 甲省节水规划"]


@pytest.mark.parametrize(
    "lead", ["按规定填写", "按照要求设置台账并研究", "《水法》实施细则、", "根据实际情况参与编制", "政府工作依据是"]
)
def test_a_distant_verb_implements_nothing(lead: str) -> None:
    assert told(f"{lead}《甲省节水规划》。")[-1] == "cites 甲省节水规划"


def test_bodies_between_the_items_of_a_list() -> None:
    text = "依据国务院《节水条例》、水利部、财政部《水费办法》和甲省人民政府《供水办法》（甲政发〔2015〕6号）等规定，"
    assert told(text) == ["implements 节水条例", "implements 水费办法", "implements 甲政发〔2015〕6号"]


@pytest.mark.parametrize(
    "words",
    [
        "《节水措施》的通知（甲发〔2023〕4号）",
        "《节水措施》精神（甲发〔2023〕4号）",
        "《节水措施》文件要求(甲发[2023]4号)",
        "甲发〔2023〕4号《节水措施》",
    ],
)
def test_words_between_title_and_number(words: str) -> None:
    text = f"按照{words}，兑现补贴。"
    (found,) = references(text, Header())
    assert (found.title, found.number, str(found.relation)) == ("节水措施", "甲发〔2023〕4号", "implements")
    assert found.span.of(text) == words


def test_number_of_a_printed_document() -> None:
    text = "现将《甲省节水方案》（甲政办发〔2017〕85号）转发给你们。"
    begin = text.index("甲省")
    header = Header(title="甲省节水方案", notice_title="转发通知", printed_title="甲省节水方案",
                    printed_span=Span(begin, begin + 6), number="乙水发〔2017〕2号")  # fmt: skip
    (found,) = references(text, header)
    assert (str(found.relation), found.number) == ("issues", "甲政办发〔2017〕85号")
    assert found.span.of(text) == "《甲省节水方案》（甲政办发〔2017〕85号）"


def test_a_printed_document_without_a_number() -> None:
    text = "甲市人民政府关于印发节水方案的通知\n各县人民政府：\n现将《节水方案》印发给你们。\n\n节水方案\n一、总则\n"
    recovered: Recovered = recover(text)
    (found,) = references(recovered.text, read_header(recovered))
    assert (str(found.relation), found.title, found.number) == ("issues", "节水方案", None)
