"""The header of an official document."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.header.elements import normal_number, read_header
from graph_builder.model import Header
from graph_builder.structure.recover import recover

BODY = "一、任务\n做好。\n"


def header(text: str) -> Header:
    return read_header(recover(text))


def test_opinion_with_broken_title() -> None:
    found = header(
        "浙江省人民政府关于\n 支持山区县高质量发展的若干意见\n 浙政发〔2021〕15号\n 各市、县（市、区）人民政府，省政府直属各单位：\n"
        "　　为支持山区发展，提出以下意见。\n　　一、总体要求\n　　做好。\n浙江省人民政府\n2021年5月8日\n"
    )
    assert found.title == "浙江省人民政府关于支持山区县高质量发展的若干意见"
    assert found.number == "浙政发〔2021〕15号"
    assert found.issuers == ("浙江省人民政府",)
    assert found.signed == date(2021, 5, 8)
    assert found.addressees == ("各市、县（市、区）人民政府", "省政府直属各单位")
    assert found.notice_title is None


def test_notice_gives_the_plan_it_prints_its_number_and_date() -> None:
    found = header(
        "海东市人民政府办公室关于印发海东市冷链物流建设方案的通知\n东政办〔2020〕7号\n各县（区）人民政府，市直各部门：\n"
        "《海东市冷链物流建设的方案》已经市政府同意，现印发给你们，请遵照执行。\n海东市人民政府办公室\n2020年2月3日\n"
        "海东市冷链物流\n建设方案\n　　为完善冷链，制定本方案。\n一、任务\n"
    )
    assert found.title == "海东市冷链物流建设方案"
    assert found.printed_title == "海东市冷链物流建设的方案"
    assert found.notice_title == "海东市人民政府办公室关于印发海东市冷链物流建设方案的通知"
    assert (found.number, found.signed) == ("东政办〔2020〕7号", date(2020, 2, 3))


def test_number_right_behind_the_title_and_signature_right_behind_the_text() -> None:
    found = header(
        "国务院办公厅关于推进养老服务发展的意见国办发〔2019〕5号\n各省人民政府，国务院各部委：现提出意见。一、任务做好。"
        "重大事项报告国务院。国务院办公厅2019年3月29日（此件公开发布）"
    )
    assert found.title == "国务院办公厅关于推进养老服务发展的意见"
    assert (found.number, found.signed) == ("国办发〔2019〕5号", date(2019, 3, 29))


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("教育部 财政部关于做好校车安全工作的通知", ("教育部", "财政部")),
        ("山东省水利厅等五部门关于印发节水方案的通知", ("山东省水利厅",)),
        ("中共中央办公厅 国务院办公厅印发关于加强档案工作的意见", ("中共中央办公厅", "国务院办公厅")),
    ],
)
def test_issuers_by_the_title(title: str, issuers: tuple[str, ...]) -> None:
    assert header(f"{title}\n各省：\n一、总则\n做好。").issuers == issuers or header(title).issuers == issuers


def test_number_of_a_cited_document_is_not_ours() -> None:
    found = header(
        "甲市人民政府关于支持创业的意见\n各区人民政府：\n根据《国务院关于创业的意见》（国发〔2015〕23号）和"
        "《省政府办法》（以下简称办法，黑政发〔2016〕2号），提出如下意见。\n一、任务\n"
    )
    assert found.number is None


def test_published_day() -> None:
    assert header("甲县人民政府关于禁牧的通告发布日期:2018-06-01各乡镇：全县禁牧。").published == date(2018, 6, 1)


@pytest.mark.parametrize("line", ["2018-06-01 10:02 来源：甲县政府办", "生成日期： 2018-06-01"])
def test_published_day_of_a_page(line: str) -> None:
    assert header(f"甲县人民政府关于禁牧的通告\n{line}\n各乡镇：\n全县禁牧。\n").published == date(2018, 6, 1)


@pytest.mark.parametrize("text", ["为做好护林工作，制定本措施。\n" + BODY, "一、扶持茶农\n补贴到户。\n"])
def test_no_title_is_invented(text: str) -> None:
    assert header(text).untitled
    assert not header("甲市护林办法\n" + BODY).untitled


@pytest.mark.parametrize("printed", ["国发[2013]41号", "国发（2013）41号", "国发〔2013〕 第41号", "国发【2013】41号"])
def test_numbers_are_written_one_way(printed: str) -> None:
    assert normal_number(printed) == "国发〔2013〕41号"


def test_empty_header() -> None:
    assert header("没有任何要素的一段话").number is None


# A first colon that does not close a list of addressees, and where the body begins.
@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("县政府办：负责综合协调。\n县水利局：负责巡堤。\n", 0),
        ("三、稳定用工\n（七）发放岗位补贴。\n责任单位：市人社局\n", 0),
        ("1.降低用水成本。供水企业减收水费。（牵头责任单位：市水务局；责任单位：市住建局）\n", 0),
        ("为扶持茶农增收，结合本县实际，特制定以下若干措施：\n" + BODY, 0),
        ("根据上级部署，经市政府同意，现就有关事项通知如下：\n" + BODY, 0),
        ("甲县扶持茶产业若干措施\n第一条 补贴。〔责任单位：县农业农村局〕\n", 11),
    ],
)
def test_what_is_no_addressee(text: str, body: int) -> None:
    assert (header(text).addressees, header(text).body_start) == ((), body)


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("关于清理河道的函\n乙市水利局：\n请配合。\n", ("乙市水利局",)),
        ("关于同意设立茶叶研究所的批复甲函〔2017〕8号乙县人民政府：来文收悉。现批复如下：同意。", ("乙县人民政府",)),
        ("关于批准甲坝加固设计的通知乙江水利开发有限公司：经审查，同意。", ("乙江水利开发有限公司",)),
        (
            "各县(区)人民政府;市各委办局,各高等学校:\n为防汛，通知如下:\n" + BODY,
            ("各县(区)人民政府", "市各委办局", "各高等学校"),
        ),
        # wrapped by the page
        (
            "甲省关于防灾的通知\n甲发〔2019〕4号\n各市水利局，省直各单位，各有关科研院\n所：\n" + BODY,
            ("各市水利局", "省直各单位", "各有关科研院所"),
        ),
        # paragraphs opened by two full-width blanks, without line breaks
        ("　　甲镇党政办公室　　关于防汛的通知　　各村、镇直各单位：　　现通知如下。", ("各村、镇直各单位",)),
    ],
)
def test_addressees(text: str, addressees: tuple[str, ...]) -> None:
    assert header(text).addressees == addressees


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "甲市促进茶叶产业与文化旅游融合\n发展若干措施\n\n为促进融合，制定本措施。\n" + BODY,
            "甲市促进茶叶产业与文化旅游融合发展若干措施",
        ),
        ("考核依据\n\n甲县2018年度河道保洁考核细则\n" + BODY, "甲县2018年度河道保洁考核细则"),
        ("索引号：K1\n标　　题：甲省关于护林的意见\n来　　源：甲省林业局\n" + BODY, "甲省关于护林的意见"),
        ("标题：甲省关于防汛的意见\n发布机构：甲省水利厅\n" + BODY, "甲省关于防汛的意见"),
        ("甲市水利局文件\n甲水〔2018〕3号\n关于防汛的通知\n各区水利局：\n" + BODY, "关于防汛的通知"),
        ("— 2 —\n甲水〔2018〕3号\n甲市水利局关于防汛的通知\n各区水利局：\n" + BODY, "甲市水利局关于防汛的通知"),
        ("关于护林的若干措施\n（征求意见稿）\n" + BODY, "关于护林的若干措施（征求意见稿）"),
        # no title at all: the first words, never a number
        ("一、扶持茶农\n补贴到户。\n", "扶持茶农"),
        (
            "各乡镇人民政府：\n根据《甲省关于护林的意见》，要加强巡护。\n" + BODY,
            "根据《甲省关于护林的意见》，要加强巡护",
        ),
        ("政策依据：甲市政府《关于护林的通知》\n2.补贴。\n", "政策依据"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert header(text).title == title


NOTICE = "甲市水利局关于印发《甲市护堤办法》的通知\n各区水利局：\n"


@pytest.mark.parametrize(
    ("text", "title", "printed"),
    [
        # two documents printed by one notice: the body begins at the first
        (
            "甲局印发《关于护林的意见》《关于护堤的意见》的通知\n各单位：\n现将《关于护林的意见》和《关于护堤的意见》印发给你们。\n"
            "甲局\n2019年3月1日\n关于护林的意见\n护林要紧。\n一、巡护\n关于护堤的意见\n一、加固\n",
            "关于护林的意见",
            "关于护林的意见",
        ),
        # the conjunction of remarks between name and verb
        (
            NOTICE
            + "现将《甲市护堤办法》（甲水〔2019〕2号）（以下简称《办法》）转发给你们。\n甲市护堤办法\n一、加固\n",
            "甲市护堤办法",
            "甲市护堤办法",
        ),
        # a sentence between approval and printing; the annex behind a remark
        (
            NOTICE + "《甲市护堤办法》已经局务会通过。现予公布。2019年3月1日（此件公开发布）甲市护堤办法第一条加固。",
            "甲市护堤办法",
            "甲市护堤办法",
        ),
        # forwarded without the annex, with requirements of its own
        (
            "甲县教育局转发乙市教育局关于护林教育的意见的通知\n各学校：\n现将《乙市教育局关于护林教育的意见》转发给你们，并提出以下要求。\n"
            "一、上课\n附件：乙市教育局关于护林教育的意见（略）\n甲县教育局\n2019年3月1日\n",
            "甲县教育局转发乙市教育局关于护林教育的意见的通知",
            "乙市教育局关于护林教育的意见",
        ),
        # another document is only named
        (
            "关于公布湿地的通知\n各乡镇：\n按照《甲省湿地条例》的规定，现将名录予以公布。\n甲县人民政府\n2019年3月1日\n",
            "关于公布湿地的通知",
            None,
        ),
        # the party's way to print an opinion
        (
            "中共甲省委办公厅印发《关于加强护林工作的意见》\n全文如下。\n一、总则\n",
            "关于加强护林工作的意见",
            "关于加强护林工作的意见",
        ),
        # a notice printed anew: its annex bears the inner title
        (
            "甲市水利局关于重新发布甲市护堤办法的通知\n各区：\n现将《甲市水利局关于印发甲市护堤办法的通知》重新发布。\n甲市水利局\n"
            "2019年3月1日\n甲市护堤办法\n第一条 加固。\n",
            "甲市护堤办法",
            "甲市水利局关于印发甲市护堤办法的通知",
        ),
        # without a title of the notice
        (
            "各区水利局：\n我局制定了《甲市护堤办法》，请认真执行。\n甲市水利局\n2019年3月1日\n甲市\n护堤办法\n一、加固\n",
            "甲市护堤办法",
            "甲市护堤办法",
        ),
    ],
)
def test_printed_documents(text: str, title: str, printed: str | None) -> None:
    found = header(text)
    assert (found.title, found.printed_title) == (title, printed)
    assert "一、" not in text[: found.body_start]


@pytest.mark.parametrize(
    ("text", "issuers", "signed"),
    [
        # wide gaps part two signers, in whatever blanks
        ("关于护林的通知\n各区：\n好。\n甲市林业局\xa0\xa0\xa0\xa0\xa0甲市财政局\n2019年3月1日\n", ("甲市林业局", "甲市财政局"), date(2019, 3, 1)),
        ("关于护林的通知\n各区：\n好。&nbsp;&nbsp;甲市林业局&nbsp;&nbsp;2019年3月1日&nbsp;", ("甲市林业局",), date(2019, 3, 1)),
        # the place that both begin with parts them, and so do their ends; a bureau within a ministry is no second
        ("水利部林业总局关于护林的通知\n各省：\n好。\n", ("水利部", "林业总局"), None),
        ("水利部防汛局关于护林的通知\n各省：\n好。\n", ("水利部防汛局",), None),
        ("甲市林业局甲市财政局关于护林的通知\n各区：\n好。\n", ("甲市林业局", "甲市财政局"), None),
        # the name in the title is the signature wherever it stands
        ("甲市林业局关于护林的函乙局：好。附件：名单甲市林业局2019年3月1日附件名单", ("甲市林业局",), date(2019, 3, 1)),
        # sealed by another; 印发 is the day of printing
        ("关于护林的通知\n各区：\n好。\n甲市护林领导小组\n（甲市林业局代章）\n二〇一九年三月一日\n甲市林业局2019年3月5日印发\n", ("甲市护林领导小组",), date(2019, 3, 1)),
        ("甲市护林办法\n甲市人民政府令\n（第16号）\n第一条 护林。\n", ("甲市人民政府",), None),
        ("甲市护林规程\n（甲市林业局　2010年）\n第一条 护林。\n", ("甲市林业局",), None),
    ],
)  # fmt: skip
def test_signatures(text: str, issuers: tuple[str, ...], signed: date | None) -> None:
    assert (header(text).issuers, header(text).signed) == (issuers, signed)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("甲市人民政府办公室文件甲政办发〔2019〕3号\n关于护林的通知\n各区：\n", "甲政办发〔2019〕3号"),
        ("关于护林的通知\n（2019年3月1日甲市人民政府甲府规〔2019〕1号文发布）\n各区：\n", "甲府规〔2019〕1号"),
        # in a sentence below the addressees it is another's
        ("关于护林工程的批复乙林业公司：省林业局以林规〔2019〕417号文批准，同意。", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert header(text).number == number


RECORD = "索引号：甲-1\n发文机关：{}\n发文字号：云政发〔2023〕5号\n发布日期：2023年05月09日\n"


@pytest.mark.parametrize(
    ("names", "issuers"),
    [
        ("云岭市人民政府", ("云岭市人民政府",)),
        ("云岭市财政局、云岭市教育局", ("云岭市财政局", "云岭市教育局")),
        ("云岭市财政局 云岭市教育局", ("云岭市财政局", "云岭市教育局")),
        ("本网讯", ()),
        ("张三", ()),
    ],
)
def test_issuer_by_the_labelled_line_of_a_page(names: str, issuers: tuple[str, ...]) -> None:
    assert header(RECORD.format(names) + "春耕工作要点\n各县人民政府：\n一、备足种子。\n").issuers == issuers
    # The document's own words come first.
    signed = "春耕工作要点\n各县人民政府：\n一、备足种子。\n云岭市农业农村局\n2023年5月6日\n"
    assert header(RECORD.format(names) + signed).issuers == ("云岭市农业农村局",)


def test_title_behind_the_labelled_lines_of_a_page() -> None:
    found = header(
        RECORD.format("云岭市人民政府")
        + "云岭市人民政府关于做好春耕工作的通知\n各县人民政府：\n现通知如下。\n一、备足种子。\n"
    )
    assert found.title == "云岭市人民政府关于做好春耕工作的通知"
    assert (found.number, found.published) == ("云政发〔2023〕5号", date(2023, 5, 9))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # the kind of something else in the middle of a title
        (
            "云岭市人民政府办公室\n关于分解落实2019年市政府工作报告\n主要目标任务的通知\n各县人民政府：\n现通知如下。\n",
            "云岭市人民政府办公室关于分解落实2019年市政府工作报告主要目标任务的通知",
        ),
        (
            "云岭市人民政府关于推行\n茶园巡护公示制度茶园记录制度\n重大决定审核制度的指导意见\n云政〔2019〕8号\n各县：\n",
            "云岭市人民政府关于推行茶园巡护公示制度茶园记录制度重大决定审核制度的指导意见",
        ),
        (
            "云岭市人民政府关于印发《市人大四次会议<政府工作报告>分工意见》的通知 (云政发〔2010〕10号) 各区人民政府： 会议通过了报告。",
            "云岭市人民政府关于印发《市人大四次会议<政府工作报告>分工意见》的通知",
        ),
        # the title stands once more below
        ("关于印发护林方案\n关于印发护林方案的通知\n各区：\n好。\n", "关于印发护林方案"),
        ("云岭市关于茶园的意见\n云岭市关于茶园的意见\n各区：\n好。\n", "云岭市关于茶园的意见"),
        # behind its number, in title marks
        ("云政发〔2014〕20号《云岭市茶园实施意见》\n浏览量：  时间：2016-01-17 23:45:19\n各区：\n好。\n", "云岭市茶园实施意见"),
        # cells and marks of pages
        (
            "文 号 | 云政办〔2020〕2 号 | 发文日期 | 2020-04-19 00:00 |\n---|---|---|---|\n发布机构 | 政府办 | 有 效 性 | 有效 |\n"
            "云岭市关于茶园的意见\n各区：\n好。\n",
            "云岭市关于茶园的意见",
        ),
        (
            "∙【制定机关】云岭市人民政府∙【效力等级】地方规范性文件∙【主题分类】机关工作正文云岭市关于茶园的意见\n各区：\n好。\n",
            "云岭市关于茶园的意见",
        ),
        ("信息索引号：\n113307TEST/2013-0224\n文件名称：\n云岭市茶园应急预案\n一、总则\n", "云岭市茶园应急预案"),
    ],
)  # fmt: skip
def test_titles_to_their_end(text: str, title: str) -> None:
    assert header(text).title == title


@pytest.mark.parametrize("text", ["工作任务\n完成时限\n备注\n", "2组织指挥体系\n2.1指挥机构\n县成立指挥部。\n"])
def test_a_heading_or_the_head_of_a_column_is_no_title(text: str) -> None:
    assert header(text).untitled


def test_years_in_brackets_in_the_next_line() -> None:
    found = header(
        "云岭市人民政府\n关于印发《人才规划纲要\n（2010—2020年）》的通知\n各县政府：\n《人才规划纲要（2010—2020年）》已经同意，现印发你们。\n"
        "人才规划纲要\n（2010—2020年）\n序言\n"
    )
    assert found.notice_title == "云岭市人民政府关于印发《人才规划纲要（2010—2020年）》的通知"
    assert found.title == "人才规划纲要（2010—2020年）"


def test_order() -> None:
    found = header(
        "中华人民共和国国务院令\n第999号\n《茶园代理条例》已经国务院第23次常务会议通过，现予公布。\n总理　甲\n2018年11月6日\n茶园代理条例\n第一条　为了护茶。\n"
    )
    assert (found.title, found.notice_title) == ("茶园代理条例", "中华人民共和国国务院令")
    assert (found.issuers, found.signed) == (("国务院",), date(2018, 11, 6))


def test_what_is_distributed_of_a_report_is_not_the_report() -> None:
    found = header(
        "关于印发《政府工作报告》重点工作分工的通知\n各区：\n《政府工作报告》重点工作分工已经同意，现印发给你们。\n一、抓紧\n"
    )
    assert (found.title, found.printed_title) == ("关于印发《政府工作报告》重点工作分工的通知", None)


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("中共云岭市委云岭市人民政府\n关于茶园的意见", ("中共云岭市委", "云岭市人民政府")),
        ("中共河西新区工作委员会\n河西新区管理委员会\n关于茶园的意见", ("中共河西新区工作委员会", "河西新区管理委员会")),
        ("中共云岭市委宣传部关于茶园的意见", ("中共云岭市委宣传部",)),
        ("云岭市茶园领导小组\n办公室\n关于茶园的意见", ("云岭市茶园领导小组办公室",)),
        ("东海省人民政府贯彻国务院关于茶园意见的实施意见", ("东海省人民政府",)),
        ("东海省贯彻落实茶园意见领导小组办公室关于茶园的意见", ("东海省贯彻落实茶园意见领导小组办公室",)),
        ("云岭县人民政府工作规则", ("云岭县人民政府",)),
    ],
)  # fmt: skip
def test_who_issues_by_the_head(title: str, issuers: tuple[str, ...]) -> None:
    assert header(f"{title}\n各区：\n好。\n").issuers == issuers


@pytest.mark.parametrize(
    "line",
    [
        "发布日期 | 2021-06-28 | 生效日期 | 2021-07-01 |",
        "∙【公布日期】2021.06.28",
        "发布日期\n\n2021-06-28",
        "发布日期:\n\n    2021年06月28日 16:34",
        "2021-06-28 10:00 区人民政府办公室",
        "2021-06-28 23:46:54来源:甲网",
        "• 2021-06-28 14:42",
        "来源：甲网 浏览 ： 发布 ：2021-06-28",
        "日期：2021-06-28 14:26 来源：",
        "[ 发布机构 ] 云岭区政府\n[ 成文日期 ] 2021-06-20 [ 发布日期 ] 2021-06-28",
    ],
)
def test_the_day_of_publishing_as_pages_print_it(line: str) -> None:
    text = f"云岭区人民政府办公室关于茶园的通知\n{line}\n各乡镇：\n好。\n"
    assert (header(text).published, header(text).title) == (date(2021, 6, 28), "云岭区人民政府办公室关于茶园的通知")


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("关于茶园的通知\n各区：\n好。\n二OO八年六月四日\n", date(2008, 6, 4)),
        ("关于茶园的通知\n各区：\n好。\n（此件发至乡）              2008年6月4日\n", date(2008, 6, 4)),
        ("云岭区关于茶园的意见 云政发[2008]6号 2008-06-04 为护茶，提出意见。 一、护茶", date(2008, 6, 4)),
        ("关于茶园的通知\n各区：\n好。\n云岭区农业局\n2008-06-04\n", date(2008, 6, 4)),
        ("成文日期:\n\n2008-06-04\n\n云岭区茶园预案\n一、总则\n", date(2008, 6, 4)),
        ("关于茶园的通知\n2008-06-04\n各区：\n好。\n", None),
        ("关于茶园的通知\n各区：\n好。\n二00八年六月四日\n", date(2008, 6, 4)),
        (
            "云岭省人民政府令 第18号 《茶园规定》已经通过，现予公布。 省长王某某 二○○八年六月四日 茶园规定 第一条 护茶。",
            date(2008, 6, 4),
        ),
    ],
)
def test_days_of_signing(text: str, signed: date | None) -> None:
    assert header(text).signed == signed


@pytest.mark.parametrize(
    "line", ["发布机关:云岭县应急局 著录日期: 发文字号:", "发布机构:\n\n云岭县应急局\n", "发文机关云岭县应急局\n发文字号云应〔2021〕3号"]
)  # fmt: skip
def test_issuer_behind_any_label(line: str) -> None:
    assert header(f"{line}\n茶园应急预案\n一、总则\n").issuers == ("云岭县应急局",)


def test_issuer_above_the_document_and_addressees_over_blank_lines() -> None:
    found = header(
        "云岭自治区人民政府\n\n文件\n\n云政发〔2020〕16号\n\n关于茶园的通知\n\n东岭自治州，各州、市人民政府，各行政公署，自治\n\n区人民政府各部门：\n\n好。\n"
    )
    assert found.issuers == ("云岭自治区人民政府",)
    assert found.addressees == ("东岭自治州", "各州、市人民政府", "各行政公署", "自治区人民政府各部门")


def test_printed_document_by_the_title_of_the_notice() -> None:
    found = header(
        "云岭市人民政府关于印发云岭市茶园应急预案的通知\n各镇：\n经同意，将预案》发下去，请执行。\n云岭市人民政府\n云岭市茶园应急预案\n1 总则\n"
    )
    assert (found.title, found.printed_title) == ("云岭市茶园应急预案", "云岭市茶园应急预案")


def test_the_value_of_a_label_is_no_part_of_a_title() -> None:
    found = header(
        "[ 发布机构 ]\n云岭区人民政府\n[ 有效性 ]\n云岭区人民政府办公室关于茶园的通知\n编制单位：云岭区\n各镇：\n好。\n"
    )
    assert found.title == "云岭区人民政府办公室关于茶园的通知"
    assert "编制单位" not in found.addressees


@pytest.mark.parametrize(
    ("closing", "issuers"),
    [
        ("附件：1.任务清单2.联系表财政部办公厅2023年2月4日（此件公开发布）", ("财政部办公厅",)),
        ("附件：报名表水利部林业局办公室2023年2月4日抄送：各流域管理局。", ("水利部", "林业局办公室")),
        ("联系电话：0371-6550附件：回执水利部人事司2023年2月4日(此件公开发布)字号", ("水利部人事司",)),
        ("附件：任务清单合肥市商务局合肥市财政局2023年2月4日（此件公开发布）", ("合肥市商务局", "合肥市财政局")),
        ("附件：任务清单国家税务总局安徽省税务局2023年2月4日", ("国家税务总局安徽省税务局",)),
        ("附件：任务清单合肥市人民政府办公室2023年2月4日", ("合肥市人民政府办公室",)),
        # no body that is known, and no signature
        ("附件：任务清单某某局2023年2月4日（此件公开发布）", ()),
        ("附件：任务清单水利部2023年2月4日发布的清单", ()),
    ],
)
def test_signature_right_behind_the_annexes(closing: str, issuers: tuple[str, ...]) -> None:
    found = header(f"关于做好巡堤工作的通知\n各流域管理局：请认真巡堤，及时报告险情。{closing}")
    assert found.issuers == issuers
    assert found.signed == (date(2023, 2, 4) if issuers else None)


@pytest.mark.parametrize(
    ("line", "issuers"),
    [
        ("国家发展改革委财政部", ("国家发展改革委", "财政部")),
        ("财政部税务总局海关总署", ("财政部", "税务总局", "海关总署")),
        ("教育部办公厅财政部办公厅", ("教育部办公厅", "财政部办公厅")),
        ("公安部消防局", ("公安部消防局",)),
        ("财政部江西监管局", ("财政部江西监管局",)),
    ],
)
def test_central_bodies_that_sign_without_a_blank(line: str, issuers: tuple[str, ...]) -> None:
    assert header(f"关于做好巡堤工作的通知\n各省水利厅：\n请认真巡堤。\n{line}\n2023年2月4日\n").issuers == issuers
