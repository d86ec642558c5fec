"""Pages: the document alone, as a reader sees it; encodings; hostile pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from graph_builder.errors import UnreadableError
from graph_builder.formats.blocks import lines
from graph_builder.formats.html import markup, text_of
from graph_builder.formats.labels import labelled, record_lines
from graph_builder.formats.site import document_lines
from graph_builder.header.elements import read_header
from graph_builder.structure.recover import recover
from tests.graph_builder.formats.sites import LOCAL, PROVINCE, STATE, TEXT, WORD

TITLE = "云岭市人民政府办公室关于加强水库管护工作的实施意见"
BODY = TEXT.splitlines()[3:]


def shown(fragment: str) -> list[str]:
    """Return the lines of a piece of a page."""
    root = etree.fromstring(f"<html><body>{fragment}</body></html>", etree.HTMLParser())
    return [line.text for line in lines(root)]


@pytest.mark.parametrize(
    ("page", "above"),
    [
        (
            STATE,
            [
                "索引号：000014349/2023-00017", "主题分类：水利、水务\\其他", "发文机关：云岭市人民政府办公室",
                "成文日期：2023年05月06日", f"标题：{TITLE}", "发文字号：云政办发〔2023〕17号", "发布日期：2023年05月09日",
                *TEXT.splitlines()[:3],
            ],
        ),
        (
            PROVINCE,
            [
                "文号：云政办发〔2023〕17号", "发布机构：云岭市人民政府办公室", "有效性：有效", "来源：云岭市人民政府办公室",
                "发布时间：2023-05-09", TITLE,
            ],
        ),
        (LOCAL, [TITLE, "云政办发〔2023〕17号"]),
        (WORD, TEXT.splitlines()[:3]),
    ],
    ids=["state", "province", "local", "word"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_the_document_stands_alone(page: str, above: list[str], encoding: str) -> None:
    if page is STATE and encoding == "gb18030":
        page = page.replace('charset="utf-8"', 'charset="gbk"')
    text = text_of(page.encode(encoding), "a.html")
    assert text.splitlines() == [*above, *BODY]
    header = read_header(recover(text))
    assert (header.title, header.number) == (TITLE, "云政办发〔2023〕17号")
    assert (header.issuers, header.signed) == (("云岭市人民政府办公室",), date(2023, 5, 6))
    assert header.published == (date(2023, 5, 9) if page not in (LOCAL, WORD) else None)
    assert header.addressees == ("各县（市、区）人民政府", "市政府各部门")


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("<p>甲<b>乙</b><span>丙</span></p><p>丁</p>", ["甲乙丙", "丁"]),
        ("甲<br>乙<br/><br>丙", ["甲", "乙", "丙"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<p>\n  市财政局\n  负责 2024\n  年工作\n</p>", ["市财政局负责 2024 年工作"]),
        ("<p>　　甲&nbsp;&nbsp;乙　丙&emsp;</p>", ["甲\xa0\xa0乙　丙"]),
        ("<p>〔2023〕①Ａ％&lt;b&gt;&amp;nbsp;&#x4e00;&#19968;</p>", ["〔2023〕①Ａ％<b>&nbsp;一一"]),
        ("<p>甲</p><p hidden>乙</p><p style='DISPLAY : none'>丙</p><i aria-hidden=true>丁</i><!-- 戊 -->", ["甲"]),
        ("<script>甲</script><style>乙</style><noscript>丙</noscript><textarea>丁</textarea><p>戊</p>", ["戊"]),
        ("<ol><li>甲</li><li>乙</li></ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li><p>甲</p><p>乙</p></li><li value=9>丙</li><li>丁</li></ol>", ["3.甲", "乙", "9.丙", "10.丁"]),
        ("<ol type=a><li>甲</li></ol><ol style='list-style-type:cjk-ideographic'><li>乙</li></ol>", ["a.甲", "一、乙"]),
        ("<ol><li>一、甲</li><li>（二）乙</li><li>3．丙</li></ol>", ["一、甲", "（二）乙", "3．丙"]),
        ("<ol style='list-style: none'><li>甲</li></ol><ul><li>乙</li></ul>", ["甲", "乙"]),
        ("<pre>甲\n  乙\r\n丙</pre>", ["甲", "乙", "丙"]),
        ("<dl><dt>甲</dt><dd>乙</dd></dl><h2>丙</h2>", ["甲", "乙", "丙"]),
    ],
)
def test_elements_as_lines(fragment: str, wanted: list[str]) -> None:
    assert shown(fragment) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("<table><tr><th>任务<th>单位<tr><td>修路<td>市交通局</table>", ["任务\t单位", "修路\t市交通局"]),
        (
            "<table><caption>分工</caption><tr><td>一<td rowspan=2><p>市教育局</p><p>市财政局</p><tr><td>二</table>",
            ["分工", "一\t市教育局 市财政局", "二\t〃"],
        ),
        ("<table><tr><td>甲<td rowspan=0>乙<tr><td>丙<tr><td>丁</table>", ["甲\t乙", "丙\t〃", "丁\t〃"]),
        # a row that is one cell over the whole width
        (
            "<table><tr><td colspan=2><p>附件</p><p>任务表</p><tr><td>修路<td>市交通局</table>",
            ["附件", "任务表", "修路\t市交通局"],
        ),
        # a table that lays out a page
        ("<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", ["甲。", "乙。"]),
        ("<table><tr><td>标题</td></tr><tr><td>甲。<br>乙。</td></tr></table>", ["标题", "甲。", "乙。"]),
        (
            f"<table><tr><td>菜单</td><td>{'<p>各单位要做好工作，落实责任。</p>' * 6}</td></tr></table>",
            ["菜单", *["各单位要做好工作，落实责任。"] * 6],
        ),
        (
            "<table><tr><td><p>甲。</p><table><tr><td>修路<td>市交通局<tr><td>架桥<td>市住建局</table></td></tr></table>",
            ["甲。", "修路\t市交通局", "架桥\t市住建局"],
        ),
        (
            "<table><tr><td>1<td>修路架桥<td><table><tr><td>甲<td>乙</table><tr><td>2<td>挖井<td>丙</table>",
            ["1\t修路架桥\t甲 乙", "2\t挖井\t丙"],
        ),
        # what stands between the cells is not lost
        ("<table><tr><td>修路<td>市交通局</table>", ["修路\t市交通局"]),
        ("<table><form><tr><td>修路<td>市交通局</tr></form></table>", ["修路\t市交通局"]),
        ("<table><tr><td>甲<td></td></tr><tr><td><td></tr><tr><td>乙<td>丙</tr></table>", ["甲", "乙\t丙"]),
        ("<table><tr><td colspan=99999999>甲<td rowspan=99999999>乙<tr><td>丙</table>", None),
    ],
)
def test_tables_as_lines(fragment: str, wanted: list[str] | None) -> None:
    found = shown(fragment)
    if wanted is None:
        assert sum(map(len, found)) < 1_000
        assert [word for line in found for word in line.split()][:2] == ["甲", "乙"]
    else:
        assert found == wanted


def test_the_record_of_a_document() -> None:
    rows = [
        ["索引号", "甲-1", "分类", ""],
        ["所属机构：", "办公室", "发文日期：", "2020-01-02"],
        ["名　　称", "甲办法", "", ""],
    ]
    assert record_lines(rows) == ["索引号：甲-1", "所属机构：办公室", "发文日期：2020-01-02", "名称：甲办法"]
    # the head of a table of documents
    assert (
        record_lines([["序号", "文号", "名称", "发布日期"], ["1", "甲发〔2020〕1号", "甲办法", "2020-01-02"]]) is None
    )
    assert record_lines([["任务", "单位"], ["修路", "市交通局"]]) is None
    assert labelled(["文 号：", "甲发〔2020〕1号", "", "发布日期：2020-01-02 字体：[大 中 小]"]) == [
        ("文号", "甲发〔2020〕1号"),
        ("发布日期", "2020-01-02"),
    ]
    # a label without a value does not take the next line where values stand in the line of their label
    assert labelled(["文号：甲发〔2020〕1号", "文件状态：", "关于甲的通知"]) == [("文号", "甲发〔2020〕1号")]


def page(body: str, head: str = "") -> list[str]:
    return document_lines(etree.fromstring(f"<html><head>{head}</head><body>{body}</body></html>", etree.HTMLParser()))


PROSE = (
    "<p>各县人民政府：</p><p>为做好春耕，现将有关事项通知如下，请遵照执行。</p><p>一、备足种子。（县供销社负责）</p>"
)
MENU = "<div><a href=/>首页</a><a href=/>机构职能</a><a href=/>政务公开</a></div>"


@pytest.mark.parametrize(
    ("body", "head", "first"),
    [
        (f"{MENU}<h1>关于做好春耕工作的通知</h1><div>{PROSE}</div>", "", "关于做好春耕工作的通知"),
        (f"{MENU}<div>{PROSE}</div>", "<title>关于做好春耕工作的通知-云岭县人民政府</title>", "关于做好春耕工作的通知"),
        (f"{MENU}<div>{PROSE}</div>", "<title>云岭县人民政府</title>", "各县人民政府："),
        (f"{MENU}<h2>通知公告</h2><div>{PROSE}</div>", "", "各县人民政府："),
        (f"{MENU}<p>云政发〔2023〕5号</p><div>{PROSE}</div>", "", "云政发〔2023〕5号"),
        (f"<h1>关于春耕的通知</h1>{PROSE}", "<meta name=ArticleTitle content=关于春耕的通知>", "关于春耕的通知"),
        (f"{MENU}<div>{PROSE}</div>", "<meta name=PubDate content=2023-05-09>", "发布日期：2023-05-09"),
    ],
)
def test_title_number_and_date_that_only_the_page_has(body: str, head: str, first: str) -> None:
    found = page(body, head)
    assert found[0] == first
    assert found[-3:] == [
        "各县人民政府：",
        "为做好春耕，现将有关事项通知如下，请遵照执行。",
        "一、备足种子。（县供销社负责）",
    ]
    assert len(found) <= 4


@pytest.mark.parametrize(
    "after",
    [
        "<p>【打印本页】　【关闭窗口】</p>",
        "<p>[ <a href=#>打印</a> ] [ <a href=#>关闭</a> ] [ <a href=#>返回顶部</a> ]</p>",
        "<p>分享到：</p><p>字体：大 中 小</p><p>浏览次数：128次</p>",
        "<p>（责任编辑：张三）</p><p>上一篇：<a href=#>关于节水的通知</a></p><p>下一篇：没有了</p>",
        "<div>相关链接</div><ul><li><a href=#>一图读懂春耕</a></li><li><a href=#>春耕问答</a></li></ul>",
        "<p>扫一扫在手机打开当前页</p><p>版权所有：云岭县人民政府　滇ICP备00000000号</p>",
    ],
)
@pytest.mark.parametrize("container", ["<div id=zoom>{}</div>", "<div>{}</div>"])
def test_what_the_page_adds_is_left_out(after: str, container: str) -> None:
    assert page(MENU + container.format(PROSE + after))[-1] == "一、备足种子。（县供销社负责）"


@pytest.mark.parametrize(
    "last",
    [
        "附件：1.种子清单",
        "联系人：张三，电话：0000-1234567。",
        "主办：县农业局，承办：县供销社。",
        "2023年5月6日",
        "（此件公开发布）",
    ],
)
def test_the_end_of_a_document_stays(last: str) -> None:
    assert page(f"{MENU}<div id=zoom>{PROSE}<p>{last}</p></div>")[-1] == last
    assert (
        page(f"{MENU}<div id=zoom>{PROSE}<p><a href=a.docx>附件：种子清单.docx</a></p></div>")[-1]
        == "附件：种子清单.docx"
    )


def test_a_short_document_between_words_of_the_site() -> None:
    words = "<p>欢迎访问本站，今天是2023年5月9日。</p><div>热线电话：0000-12345，欢迎来电，我们将竭诚为您服务。</div>"
    way = "<div>首页 &gt; 政务公开 &gt; 通知</div><div>关于做好春耕工作的通知</div><div>云农发〔2023〕5号</div>"
    foot = "<p>版权所有，未经许可，不得转载。建议使用1024分辨率浏览，谢谢。</p>"
    found = page(
        f"{MENU}{words}<div>{way}<div><p>各县：</p><p>备足种子，修好水渠。（县水利局负责）</p></div></div>{foot}"
    )
    assert found == ["关于做好春耕工作的通知", "云农发〔2023〕5号", "各县：", "备足种子，修好水渠。（县水利局负责）"]


@pytest.mark.parametrize(
    "above",
    [
        "<td>关于做好春耕工作的通知<tr><td>云农发〔2023〕5号",
        "<td>云岭县关于<br>做好春耕工作的通知<tr><td>云农发〔2023〕5号",
    ],
)
def test_a_title_that_nothing_marks(above: str) -> None:
    found = page(f"<table><tr><td>{MENU}<tr>{above}<tr><td>{PROSE * 3}</table>")
    assert found[:2] in (
        ["关于做好春耕工作的通知", "云农发〔2023〕5号"], ["云岭县关于做好春耕工作的通知", "云农发〔2023〕5号"]
    )  # fmt: skip
    assert found[2:] == page(PROSE) * 3


def test_pieces_of_a_document_side_by_side_are_all_read() -> None:
    twice = f"{MENU}<div class=TRS_Editor>{PROSE}</div><div class=TRS_Editor><p>二、修好水渠，保障灌溉用水。</p></div>"
    assert page(f"<div>{twice}</div>")[-2:] == ["一、备足种子。（县供销社负责）", "二、修好水渠，保障灌溉用水。"]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("<p>关于春耕</p>".encode("gbk"), "关于春耕"),
        ("<meta charset=gb2312><p>关于𠮷</p>".encode("gb18030"), "关于𠮷"),
        ("<meta charset=gb2312><p>关于春耕</p>".encode(), "关于春耕"),
        ("<meta charset=big5><p>關於春耕</p>".encode("big5"), "關於春耕"),
        ("<meta charset=unknown-8><p>关于春耕</p>".encode("gbk"), "关于春耕"),
        (f"<meta charset=utf-8><p>{'关于春耕' * 999}".encode() + b"\xe5\x85</p>", "关于春耕�"),
    ],
)
def test_encodings_of_pages(data: bytes, wanted: str) -> None:
    assert wanted in markup(data, "a.html")


def text_or_error(data: bytes) -> str:
    """Return the text of a page, or the one line that says why it has none."""
    try:
        return text_of(data, "a.html")
    except UnreadableError as error:
        return str(error)


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "elements": lambda n: b"<div>" * n + "中".encode(),
    "tables": lambda n: b"<table><tr><td>" * n + "中文，".encode(),
    "open tags": lambda n: b"<b><p>" * n + "中文，".encode(),
    "ends": lambda n: b"<p>" + b"</div></table></b>" * n,
    "brackets": lambda n: b"<p>" + b"<<a<" * n,
    "attributes": lambda n: b"<p " + b"".join(b"a%d=1 " % i for i in range(n)) + b">",
    "attribute": lambda n: b"<p style='" + b"x:y;" * n + "'>中文".encode(),
    "entities": lambda n: "<p>中".encode() + b"&amp;&lt;&#x4e00;&nosuch;" * n,
    "blanks": lambda n: "<p>中".encode() + b" \n" * n + "文".encode(),
    "breaks": lambda n: "中，<br>".encode() * n,
    "scripts": lambda n: b"<script>if(a<b)" * n,
    "quotes": lambda n: b"<p a=\"'>" * n,
    "cells": lambda n: b"<table>" + b"<tr>" + "<td colspan=1000 rowspan=60000>中".encode() * n + b"<tr>" * n,
    "rows": lambda n: b"<table><tr><td rowspan=60000 colspan=1000>a<td>b" + b"<tr>" * n + "<td>中<td>文".encode(),
    "links": lambda n: "<a href=/>中文</a>，".encode() * n,
    "labels": lambda n: "<p>文号：甲 发布日期：乙 ".encode() * n,
    "items": lambda n: "<ol><li>中</ol>".encode() * n,
    "containers": lambda n: "<div id=zoom>中文，政府。</div>".encode() * n,
    "buttons": lambda n: "<p>打印".encode() + "打印 关闭 ".encode() * n,
    "crumbs": lambda n: "<p>当前位置".encode() + "当前位置".encode() * n,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_time_in_proportion_or_are_refused(name: str) -> None:
    def seconds(n: int) -> float:
        data = HOSTILE[name](n)
        started = time.process_time()
        text_or_error(data)
        return time.process_time() - started

    seconds(100)
    small, large = min(seconds(5_000), seconds(5_000)), seconds(20_000)
    assert large < 0.5 + 8 * small


def test_deep_and_huge_pages_are_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.html: elements are nested deeper"):
        text_of(b"<div>" * 100_000 + "中".encode(), "a.html")
    with monkeypatch.context() as patched:
        patched.setattr("graph_builder.formats.html.LARGEST_PAGE", 1_000_000)
        with pytest.raises(UnreadableError, match=r"^a\.html: larger than any document"):
            text_of("<p>中文。</p>".encode() * 200_000, "a.html")
    with pytest.raises(UnreadableError, match=r"^a\.html: more tags"):
        text_of(b"<b></b>" * 700_000, "a.html")
    with pytest.raises(UnreadableError, match=r"^a\.html: the page holds no text"):
        text_of(b"<html><body><script>x</script></body></html>", "a.html")
    # A picture inside a page is none of its text.
    picture = b"<p>" + "中文".encode() + b"<img src='data:image/png;base64," + b"A" * 20_000_000 + b"'></p>"
    assert text_of(picture, "a.html") == "中文\n"


def test_entities_and_files_of_a_page_are_not_loaded() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "中文"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><p>文&b;&f;</p>'
    )
    assert "root:" not in text_of(bomb.encode(), "a.html")


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div id=zoom>", "</div>", "<table>", "</table>", "<tr>", "<td rowspan=2>", "<td colspan=3>", "</td>", "<ol>", "<li>",
         "<br>", "<a href=x>", "</a>", "<!--", "-->", "<script>", "</script>", "&nbsp;", "&#0;", "&lt;", "甲市", "负责。", "发文机关：", "\n", "\x00",
         "　", "<", ">", "'", '"', "=", "<pre>", "<h1>关于甲的通知</h1>", "<caption>", "<!DOCTYPE html>", "<?php ?>", "<o:p>", "𠮷", "\ud7ff"]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(MARKUP.map("".join))
def test_any_markup_gives_lines_or_one_line_of_error(source: str) -> None:
    found = text_or_error(source.encode())
    assert found == text_or_error(source.encode())
    assert found.startswith("a.html: ") == ("\n" not in found)
    assert all(line.strip() for line in found.rstrip("\n").split("\n"))
