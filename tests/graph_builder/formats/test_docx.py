"""DOCX as Word prints it: automatic numbers, tables, revisions, text boxes; damaged and hostile files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from graph_builder import UnreadableError
from graph_builder.formats import text_of
from graph_builder.formats.numbering import numeral
from tests.graph_builder.formats.typeset import zipped

W = nsdecls("w")
MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read(document: docx.document.Document) -> list[str]:
    out = io.BytesIO()
    document.save(out)
    return text_of(".docx", out.getvalue(), "a.docx").splitlines()


def made(body: str, numbering: str = "", styles: str = "") -> list[str]:
    """Read a document of these elements; `numbering` and `styles` are put into their parts."""
    document = docx.Document()
    for child in parse_xml(f"<w:body {W} {MC}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, child)
    for child in parse_xml(f"<w:styles {W}>{styles}</w:styles>"):
        document.styles.element.append(child)
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    for child in parse_xml(f"<w:numbering {W} {MC}>{numbering}</w:numbering>"):
        root.append(child)
    return read(document)


def para(text: str, num: int | None = None, level: int = 0, properties: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    return f"<w:p><w:pPr>{properties}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lvl(level: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


OUTLINE = abstract(
    0,
    lvl(0, "chineseCountingThousand", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimalEnclosedCircle", "%4"),
) + num(1, 0)


def test_headings_that_word_numbers() -> None:
    body = (
        para("总体要求", 1) + para("工作原则", 1, 1) + para("主要目标", 1, 1) + para("重点任务", 1) + para("修路", 1, 1)
        + para("补坑", 1, 2) + para("铺面", 1, 2) + para("选料", 1, 3) + para("架桥", 1, 1) + para("测量", 1, 2)
    )  # fmt: skip
    assert made(body, OUTLINE) == [
        "一、总体要求", "（一）工作原则", "（二）主要目标", "二、重点任务", "（一）修路", "1.补坑", "2.铺面", "①选料", "（二）架桥", "1.测量",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "used", "lines"),
    [
        # several numbers in one, and a blank where nothing else parts them from the words
        ([lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2")], [0, 1, 1, 0, 1], ["1 甲", "1.1 甲", "1.2 甲", "2 甲", "2.1 甲"]),
        # the level above in Chinese, this one in Western figures (isLgl)
        ([lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>")], [0, 1], ["第一章 甲", "1.1 甲"]),
        # 条 goes on from chapter to chapter (lvlRestart 0)
        (
            [lvl(0, "chineseCounting", "第%1章"), lvl(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')],
            [0, 1, 1, 0, 1],
            ["第一章 甲", "第一条 甲", "第二条 甲", "第二章 甲", "第三条 甲"],
        ),
        # a level that begins without the one above shows where that would begin
        ([lvl(0, "decimal", "%1.", start=3), lvl(1, "decimal", "%1.%2")], [1, 1, 0], ["3.1 甲", "3.2 甲", "3.甲"]),
        ([lvl(0, "bullet", "●")], [0, 0], ["甲", "甲"]),
        ([lvl(0, "none", "")], [0], ["甲"]),
        ([lvl(0, "decimal", "（%1）", '<w:suff w:val="nothing"/>')], [0], ["（1）甲"]),
        ([lvl(0, "decimal", "%1", '<w:suff w:val="nothing"/>')], [0], ["1甲"]),
        ([lvl(0, "decimal", "%1.", '<w:suff w:val="space"/>')], [0], ["1. 甲"]),
        ([lvl(0, "decimal", "%9 %1.")], [0], ["1 1.甲"]),
        # a form that newer versions spell out stands beside the plain one
        (
            ['<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom"/></mc:Choice>'
             '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'],
            [0],
            ["1.甲"],
        ),
    ],
)  # fmt: skip
def test_forms_of_lists(levels: Sequence[str], used: Sequence[int], lines: Sequence[str]) -> None:
    assert made("".join(para("甲", 1, level) for level in used), abstract(0, *levels) + num(1, 0)) == lines


def test_lists_that_share_their_count_and_start_anew() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{lvl(0, "decimal", "（%1）")}</w:lvlOverride>'
    lists = abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, start) + num(4, 0, other)
    body = para("甲", 1) + para("乙", 2) + para("丙", 3) + para("丁", 3) + para("戊", 4)
    assert made(body, lists) == ["1.甲", "2.乙", "1.丙", "2.丁", "（3）戊"]


def test_numbers_by_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="x1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="x2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="x3"/><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C1"><w:name w:val="c1"/><w:basedOn w:val="C2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C2"><w:name w:val="c2"/><w:basedOn w:val="C1"/></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="l"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>' + num(8, 7)
    body = "".join(
        para(t, properties=f'<w:pStyle w:val="{s}"/>')
        for t, s in [("甲", "H1"), ("乙", "H2"), ("丙", "H3"), ("丁", "C1")]
    )
    body += para("无", 0, properties='<w:pStyle w:val="H1"/>') + para("戊", 8)
    assert made(body, OUTLINE.replace("</w:abstractNum>", "</w:abstractNum>" + linked.partition("<w:num ")[0]) + num(8, 7), styles) == [
        "一、甲", "（一）乙", "（二）丙", "丁", "无", "二、戊",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "value", "printed"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCounting", 100, "一〇〇"),
        ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 1003, "一千零三"),
        ("chineseCountingThousand", 10_010, "一万零一十"), ("chineseCountingThousand", 0, "零"),
        ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 2024, "二〇二四"), ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 13, "13"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"), ("upperLetter", 27, "AA"), ("lowerRoman", 9, "ix"), ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"), ("thaiCounting", 4, "4"), ("upperLetter", 32_767, "G" * 30),
    ],
)  # fmt: skip
def test_numerals(form: str, value: int, printed: str) -> None:
    assert numeral(value, form) == printed


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


SHOWN = '<w:vanish w:val="0"/>'
BOX = "<w:txbxContent><w:p><w:r><w:t>甲市人民政府文件</w:t></w:r></w:p></w:txbxContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
TOC = FIELD.format("begin") + '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' + FIELD.format("separate")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<w:p>{run('甲')}<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>", ["甲乙"]),
        (f"<w:p>{run('甲')}<w:moveFrom>{run('乙')}</w:moveFrom></w:p><w:p><w:moveTo>{run('丙')}</w:moveTo></w:p>", ["甲", "丙"]),
        (f"<w:p>{run('甲')}{run('乙', '<w:vanish/>')}{run('丙', SHOWN)}</w:p>", ["甲丙"]),
        (f'<w:p><w:hyperlink>{run("甲")}</w:hyperlink><w:smartTag>{run("乙")}</w:smartTag></w:p>', ["甲乙"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt>", ["甲"]),
        (f"<w:p><w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>{run('乙')}</w:p>", ["甲乙"]),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r></w:p>", ["甲", "乙-1"]),
        (f"<w:p><w:r><w:tab/></w:r>{run('　　甲局')}<w:r><w:tab/></w:r>{run('乙局　')}</w:p>", ["甲局    乙局"]),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="X" w:char="F123"/></w:r></w:p>', ["☑〓"]),
        # the result of a field is printed, its instruction is not, not even what a field within it shows
        (f"<w:p>{FIELD.format('begin')}<w:r><w:instrText>REF a</w:instrText></w:r>{FIELD.format('begin')}{run('藏')}{FIELD.format('end')}"
         f"{FIELD.format('separate')}{run('第三条')}{FIELD.format('end')}{run('规定')}</w:p>", ["第三条规定"]),
        (f'<w:p><w:fldSimple w:instr="DATE">{run("2024年")}</w:fldSimple></w:p>', ["2024年"]),
        # a table of contents is left out, with the paragraphs that it takes
        (f"<w:p>{TOC}{run('一、要求 1')}</w:p><w:p>{run('二、任务 2')}</w:p><w:p>{FIELD.format('end')}</w:p><w:p>{run('一、要求')}</w:p>", ["一、要求"]),
        (f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p>{run("目录")}</w:p>'
         f"</w:sdtContent></w:sdt><w:p>{run('甲')}</w:p>", ["甲"]),
        # a text box is stored in two forms and printed once, before the paragraph that it hangs on
        (f"<w:p>{run('甲')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
         f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>", ["甲市人民政府文件", "甲"]),
        (f"<w:p><w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r></w:p>", ["甲市人民政府文件"]),
        # the mark of the first paragraph is deleted: the next one goes on with it
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p>", ["甲乙"]),
        (f"<w:p><w:r><w:ruby><w:rt>{run('lù')}</w:rt><w:rubyBase>{run('路')}</w:rubyBase></w:ruby></w:r></w:p>", ["路"]),
        (f"<w:p>{run('甲')}</w:p><w:p/><w:p>{run('&#8203;')}</w:p><w:p>{run('&#160;乙')}</w:p>", ["甲", "乙"]),
    ],
)  # fmt: skip
def test_what_prints(body: str, lines: list[str]) -> None:
    assert made(body) == lines


HIDDEN = '<w:rStyle w:val="S"/>'


def test_hidden_by_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="S"><w:name w:val="s"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = f"<w:p>{run('甲')}{run('乙', HIDDEN)}</w:p>"
    assert made(body + para("丙", properties='<w:pStyle w:val="P"/>'), "", styles) == ["甲"]


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([tr(tc("任务"), tc("单位")), tr(tc("修路"), tc("甲局"))], ["任务\t单位", "修路\t甲局"]),
        ([tr(tc("修路", DOWN), tc("甲局")), tr(tc("", ON), tc("乙局")), tr(tc("架桥"), tc("丙局"))], ["修路\t甲局", "〃\t乙局", "架桥\t丙局"]),
        ([tr(tc("一、重点", '<w:gridSpan w:val="2"/>')), tr(tc("修路"), tc("甲局"))], ["一、重点", "修路\t甲局"]),
        ([tr(tc("总", '<w:gridSpan w:val="2"/>' + DOWN), tc("甲")), tr(tc("", '<w:gridSpan w:val="2"/>' + ON), tc("乙"))], ["总\t\t甲", "〃\t〃\t乙"]),
        # the mark of merging without a cell above
        ([tr(tc("甲", ON), tc("乙"))], ["甲\t乙"]),
        ([tr(tc("甲"), tc("乙")), tr(tc("丙"), properties='<w:gridBefore w:val="1"/>')], ["甲\t乙", "\t丙"]),
        ([tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁"), properties="<w:del/>")], ["甲\t乙"]),
        # one column is a frame
        ([tr(tc("甲")), tr(tc("乙"))], ["甲", "乙"]),
        ([tr(tc("甲", '<w:gridSpan w:val="99999999"/>'), tc("乙"))], ["甲" + "\t" * 63 + "乙"]),
        ([tr(tc("甲", '<w:gridSpan w:val="-3"/>'), tc("乙"))], ["甲\t乙"]),
    ],
)  # fmt: skip
def test_tables(rows: list[str], lines: list[str]) -> None:
    assert made(f"<w:tbl>{''.join(rows)}</w:tbl>") == lines


def test_tables_within_tables_and_paragraphs_in_cells() -> None:
    inner = f"<w:tbl>{tr(tc('丙'), tc('丁'))}</w:tbl>"
    cell = f"<w:tc><w:tcPr/>{para('甲', 1)}{para('乙', 1)}{inner}</w:tc>"
    assert made(f"<w:tbl>{tr(cell, tc('戊'))}</w:tbl>", OUTLINE) == ["一、甲 二、乙 丙 丁\t戊"]


def test_merged_cells_by_the_library() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}甲"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "合"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "并"
    assert read(document) == ["合\t01甲\t02甲", "〃\t11甲\t12甲", "20甲\t并"]


def test_headers_and_footers_are_left_out_and_notes_stand_at_the_end() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("甲")
    out = io.BytesIO()
    document.save(out)
    package = zipfile.ZipFile(out)
    members = {name: package.read(name) for name in package.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(
        "甲</w:t>".encode(), '甲</w:t><w:footnoteReference w:id="2"/><w:t>乙</w:t>'.encode()
    )
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="n" Type="http://x/relationships/footnotes" Target="footnotes.xml"/>'
        b'<Relationship Id="z" Type="http://x/relationships/image" Target="NULL"/></Relationships>',
    )
    members["word/footnotes.xml"] = (
        f'<w:footnotes {W}><w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{para("说明。")}</w:footnote></w:footnotes>'
    ).encode()
    assert text_of(".docx", zipped(members), "a.docx") == "甲乙\n说明。\n"


def test_the_strict_form() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>甲市</w:t></w:r></w:p></w:body></w:document>'
    assert text_of(".docx", zipped({"word/document.xml": body}), "a.docx") == "甲市\n"


def document(body: str) -> bytes:
    return zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        (zipped({"other.xml": "<a/>"}), "holds no document"),
        (zipped({"word/document.xml": "<a>"}), "damaged"),
        (zipped({"word/document.xml": BOMB + "<a>&b;</a>"}), "document type"),
        (zipped({"word/document.xml": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x"><a/>'}), "document type"),
        (zipped({"word/document.xml": "<a>" * 3_000 + "</a>" * 3_000}), "nested"),
        (zipped({"word/document.xml": "<a>" + " " * 50_000_000 + "</a>"}), "larger than any document"),
        (document("<w:p/>"), "no text"),
        (document("<w:tbl><w:tr><w:tc>" * 30 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 30), "nested more than 20"),
        (zipped({"_rels/.rels": '<R><r Type="x/officeDocument" Target="../../etc/passwd"/></R>'}), "holds no document"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        text_of(".docx", data, "a.docx")
    assert str(caught.value).startswith("a.docx: ")
    assert "\n" not in str(caught.value)
