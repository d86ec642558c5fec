"""Other documents that a text names: which, with what number, and in what relation."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder import build
from graph_builder.header.elements import read_header
from graph_builder.model import Header, Recovered, Reference, Span
from graph_builder.recognise.references.cited import references
from graph_builder.structure.recover import recover
from ontology.terms import ELI


def told(text: str, header: Header | None = None) -> list[str]:
    found = references(text, header or Header())
    assert all(r.span.of(text) for r in found)
    return [f"{r.relation} {r.number or r.title}" for r in found]


def read(text: str) -> list[Reference]:
    """The references of a sentence, or of a document of several lines with its header."""
    recovered = recover(text)
    return references(recovered.text, read_header(recovered) if "\n" in text else Header())


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
        (
            "1996年制定的《取水规则》（甲水〔1996〕3号）和1990年制定的《放水规则》（甲水〔1990〕4号）同时废止。",
            ["repeals 甲水〔1996〕3号", "repeals 甲水〔1990〕4号"],
        ),
        ("《甲市节水办法》以及原甲市水利局印发的《取水规则》不再执行。", ["repeals 甲市节水办法", "repeals 取水规则"]),
        ("决定对《甲市节水办法》予以废止，《取水规则》予以修改。", ["repeals 甲市节水办法", "amends 取水规则"]),
        ("修订前的《甲市节水办法》（2001年起施行，2017年废止，下称旧办法）第三条作了规定。", ["cites 甲市节水办法"]),
        ("现决定修改《甲市节水办法》。", ["amends 甲市节水办法"]),
        ("年底前修改完善《甲市节水指引》。", ["cites 甲市节水指引"]),
        ("《甲市节水办法》作如下修改：", ["amends 甲市节水办法"]),
        ("落实《水利改革方案》相关举措。《水利改革方案》另行公布。", ["implements 水利改革方案"]),
        ("严格执行国办发〔2016〕42号文件。", ["implements 国办发〔2016〕42号"]),
        ("查验办法按照甲水函〔2018〕2号文件执行。", ["implements 甲水函〔2018〕2号"]),
        ("强化《甲省节水条例》落实，抓好核查。", ["implements 甲省节水条例"]),
        (
            "依据《水法》、《甲条例》等法律、法规，以及《乙预案》和《丙规定》等，制定本预案。",
            ["implements 水法", "implements 甲条例", "implements 乙预案", "implements 丙规定"],
        ),
        (
            "根据国务院《水利意见》（国发〔2011〕4号），省委、省政府《水利实施意见》精神，",
            ["implements 国发〔2011〕4号", "implements 水利实施意见"],
        ),
        (
            "根据甲省住房和城乡建设厅《节水意见》（甲水〔2011〕4号）和市供销社、市住房和城乡建设局制定的《节水方案》要求，",
            ["implements 甲水〔2011〕4号", "implements 节水方案"],
        ),
        (
            "为落实《节水意见》，我部发布《节水方案》。为落实《节水意见》，成立履行《取水公约》办公室。",
            ["implements 节水意见", "cites 节水方案", "cites 取水公约"],
        ),
        ("贯彻甲市《节水意见》要求。", ["implements 节水意见"]),
        ("不再执行《取水管理规定》中的限制。", ["cites 取水管理规定"]),
        ("认真照国办发〔1993〕71号文件办理。", ["cites 国办发〔1993〕71号"]),
        ("现将省水利厅《节水方案》（甲水〔2018〕4号）转发给你们。", ["issues 甲水〔2018〕4号"]),
        ("《节水办法》和《供水办法》已经市政府同意，现印发给你们。", ["issues 节水办法", "issues 供水办法"]),
        (
            "1.2 编制依据\n1.《水法》（主席令第1号）\n2.《甲省防汛条例》\n1.3 适用范围\n全县。《乙法》另有规定。",
            ["implements 水法", "implements 甲省防汛条例", "cites 乙法"],
        ),
    ],
)
def test_relations(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "现决定修改《甲市节水办法》。",
        "某市人民政府决定对《甲市节水办法》作如下修改：",
        "经研究，决定对《甲市节水办法》（甲水发〔2001〕一号）部分条款作出修改。",
        "现将《甲市节水办法》有关条款修改如下：",
        "一、将《甲市节水办法》第三条中的“水务局”修改为“水利局”。",
        "《甲市节水办法》第三条修改为：“节约优先。”",
        "经研究，决定对《甲市节水办法》等3件规章予以修改。",
        "甲市人民政府关于修改《甲市节水办法》的决定\n各县人民政府：\n现予公布。\n甲市人民政府\n2020年5月6日\n",
        "关于修订《甲市节水办法》第五条的通知\n各县水利局：\n请遵照执行。\n甲市水利局\n2020年5月6日\n",
        "甲市人民政府关于修改部分规章的决定\n各县人民政府：\n一、修改《甲市节水办法》\n甲市人民政府\n2020年5月6日\n",
    ],
)
def test_a_document_amends_what_it_says_that_it_changes(text: str) -> None:
    found = read(text)
    assert [(str(r.relation), r.title) for r in found] == [("amends", "甲市节水办法")]


@pytest.mark.parametrize(
    "text",
    [
        "农业部门积极推动修订《甲省种子条例》。",
        "你们提出的“关于修订《甲省种子条例》的建议”收悉。",
        "加快推进《甲省种子条例》修订和立法工作。",
        "抓紧修订《甲省种子条例》。",
        "2013年，修订《甲省种子条例》，收紧限值。",
        "省农业厅已修订《甲省种子条例》。",
        "通过修订《甲省种子条例》，缩小审批范围。",
        "《甲省种子条例》修订发布后，及时出台办法。",
        "建议将《甲省种子条例》第三条修改为“良种优先”。",
        "2018年，省人大常委会对《甲省种子条例》作出修改。",
        "省人大常委会决定修改《甲省种子条例》。",
        "省农业厅2018年对《甲省种子条例》作如下修改：",
        "关于征求修改《甲省种子条例》意见的通知\n各县农业局：\n请反馈意见。\n甲市农业局\n2020年5月6日\n",
        "关于修改《甲省种子条例》的建议的答复\n王代表：\n建议收悉。\n甲市农业局\n2020年5月6日\n",
    ],
)
def test_what_others_revise_is_only_named(text: str) -> None:
    found = read(text)
    assert [(str(r.relation), r.title) for r in found] == [("cites", "甲省种子条例")]


def test_what_a_change_rests_on_is_not_changed() -> None:
    text = "根据《立法条例》，决定将本办法第三条修改为“节约优先”。按照《规章条例》，对《甲市节水办法》作如下修改："
    assert told(text) == ["implements 立法条例", "implements 规章条例", "amends 甲市节水办法"]


def test_newly_revised_says_of_which_state_a_document_is() -> None:
    assert told("严格落实新修订《甲省节水条例》要求。") == ["implements 甲省节水条例"]


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("根据甲省人民政府关于印发节水规划的通知（甲政发〔2016〕67号），", ["implements 甲政发〔2016〕67号"]),
        ("根据甲市水利局等部门关于加强节水工作的意见精神，", ["implements 甲市水利局等部门关于加强节水工作的意见"]),
        ("落实省委、省政府关于加快水利发展的决定。", ["implements 省委、省政府关于加快水利发展的决定"]),
        ("贯彻落实2021年中央一号文件精神。", ["implements 2021年中央一号文件"]),
        ("将水泵从限制取水设备管理目录中剔除。", ["cites 限制取水设备管理目录"]),
        ("严格落实取水工程水资源论证指南等管理要求。", ["implements 取水工程水资源论证指南"]),
        # the same in title marks is one document
        ("依据《甲省人民政府关于节水的通知》（甲政发〔2016〕6号），", ["implements 甲政发〔2016〕6号"]),
    ],
)
def test_titles_without_marks(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["贯彻落实党中央关于节水的决策部署。", "按照国家有关规定办理。", "列入本县重点单位名录。", "按照行业技术规范等要求执行。",
     "附件：1.关于节水的通知（征求意见稿）"],
)  # fmt: skip
def test_words_that_name_no_document(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "number",
    ["甲政发〔2017〕5号", "甲政发[2017]5号", "甲政发（2017）5号", "甲政发［2017］５号", "甲政发【２０１７】第5号"],
)
def test_brackets_and_digits_of_a_number(number: str) -> None:
    assert told(f"按照{number}文件，") == ["implements 甲政发〔2017〕5号"]


def test_numbers_that_share_a_code() -> None:
    text = "执行甲水发〔2013〕6号、〔2014〕9号和〔2015〕2号文件。"
    assert told(text) == [
        "implements 甲水发〔2013〕6号",
        "implements 甲水发〔2014〕9号",
        "implements 甲水发〔2015〕2号",
    ]


@pytest.mark.parametrize("whose", ["甲市水利局以", "甲省水利厅", "项目由甲委以"])
def test_whose_number_it_is_does_not_belong_to_it(whose: str) -> None:
    assert told(f"{whose}甲水规发〔2011〕7号文件核准项目。") == ["cites 甲水规发〔2011〕7号"]


def test_what_is_repealed_together() -> None:
    text = "本办法自2021年起施行。《甲办法》（甲发〔2001〕9号）、《节水规划》和《乙省水价规定》同时废止。"
    assert told(text) == ["repeals 甲发〔2001〕9号", "repeals 节水规划", "repeals 乙省水价规定"]


def test_what_is_said_of_a_short_name_is_said_of_the_document() -> None:
    text = "原则同意《甲省节水规划》（以下简称《规划》）。各县要落实《规划》。《规划》由省水利厅解释。"
    (found,) = references(text, Header())
    assert (found.title, str(found.relation), found.span.of(text)) == ("甲省节水规划", "implements", "《规划》")


def test_the_short_name_of_the_document_itself_is_no_reference() -> None:
    text = "现将《甲省节水规划》（以下简称《规划》）印发给你们，请落实《规划》。"
    assert told(text, Header(title="甲省节水规划")) == ["issues 甲省节水规划"]


@pytest.mark.parametrize(
    "text", ["不再执行《甲省水价规定》中的限价。", "县里制定并实施《甲县节水规划》。", "停止执行《甲办法》的第三条，"]
)
def test_not_carried_out(text: str) -> None:
    assert "implements" not in " ".join(told(text))


def test_what_is_printed_without_a_notice_in_front() -> None:
    text = (
        "各区人民政府：\n《节水办法》已经市政府同意，现印发给你们。\n甲市人民政府\n2020年1月2日\n节水办法\n第一条　略。"
    )
    assert told(text, read_header(recover(text))) == ["issues 节水办法"]


def test_a_title_that_only_tells_of_what_is_not_what_is_printed() -> None:
    text = (
        "各区：\n2021年《政府工作报告》重点任务分工已经市政府同意，现印发给你们。\n甲市人民政府\n2021年3月2日\n一、供水"
    )
    assert told(text, read_header(recover(text))) == []


def test_annexes_are_the_document_itself() -> None:
    assert told("附件：1.《节水申报指南》\n2.《节水评审办法》") == []


def test_the_serial_alone_means_the_number_named_before() -> None:
    text = "水利部制定了《甲节水意见》（国办发〔2015〕71号）。各县要严格执行71号文，贯彻落实12号文。"
    assert told(text) == ["implements 国办发〔2015〕71号"]


def test_a_document_of_the_same_title_with_another_number_is_another_document() -> None:
    header = Header(title="关于加强节水的意见", number="甲水发〔2016〕5号")
    assert told("根据《关于加强节水的意见》（甲政办〔2016〕1号），", header) == ["implements 甲政办〔2016〕1号"]
    assert told("现就《关于加强节水的意见》（甲水发〔2016〕5号）说明如下，", header) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("根据《甲省节水条例》，制定本办法。", ["basis"]),
        ("根据《甲省节水条例》，结合我市实际，制定本办法。", ["implements"]),
        ("根据《甲省节水条例》，制定本办法。结合实际，先行试点。", ["basis"]),
        ("依据《甲省节水条例》《甲市供水办法》等规定，", ["basis", "basis"]),
        ("按照《甲省节水条例》要求，现通知如下：", ["basis"]),
        ("按照甲政发〔2019〕3号文件，", ["basis"]),
        ("编制依据\n《甲省节水条例》\n", ["basis"]),
        ("为贯彻落实《甲省节水条例》，", ["implements"]),
        ("实施《甲省节水条例》。", ["implements"]),
        ("严格执行甲政发〔2019〕3号文件。", ["implements"]),
        ("按照《甲省节水条例》规定执行。", ["implements"]),
        ("强化《甲省节水条例》落实，", ["implements"]),
        ("根据《甲省节水条例》制定本办法。要贯彻落实《甲省节水条例》。", ["implements"]),
    ],
)
def test_what_a_document_rests_on_and_what_it_carries_out(text: str, rules: list[str]) -> None:
    found = references(text, Header())
    assert [r.rule.removeprefix("reference.") for r in found] == rules
    assert {str(r.relation) for r in found} == {"implements"}


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("根据《甲省节水条例》，制定本办法。", ELI.based_on),
        ("为贯彻落实《甲省节水条例》，现通知如下：", ELI.ensures_implementation_of),
        ("决定对《甲省节水条例》作如下修改：", ELI.amends),
        ("抓紧修订《甲省节水条例》。", ELI.cites),
    ],
)
def test_documents_are_linked_as_the_words_say(words: str, link: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        f"甲市人民政府关于节水的意见\n各县人民政府：\n{words}\n甲市人民政府\n2021年5月6日\n", encoding="utf-8"
    )
    build([file], tmp_path / "out", "policykg 0")
    links = {ELI.based_on, ELI.ensures_implementation_of, ELI.amends, ELI.cites}
    stated = {quad.predicate.value for quad in ox.parse(path=str(tmp_path / "out" / "graph.nq"))}
    assert stated & links == {link}
