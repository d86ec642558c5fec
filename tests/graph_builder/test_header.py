"""The header of an official document."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.header import normal_number, read_header
from graph_builder.model import Header
from graph_builder.recover import recover


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


@pytest.mark.parametrize("printed", ["国发[2013]41号", "国发（2013）41号", "国发〔2013〕 第41号", "国发【2013】41号"])
def test_numbers_are_written_one_way(printed: str) -> None:
    assert normal_number(printed) == "国发〔2013〕41号"


def test_empty_header() -> None:
    assert header("没有任何要素的一段话").number is None
