"""One document in four forms states the same: bodies, roles, labels, references, deadlines, header."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from graph_builder import read, read_source
from graph_builder.model import Reading
from tests.graph_builder.formats.test_docx import W, lvl
from tests.graph_builder.formats.typeset import Setter, ofd, pdf

TITLE = ("甲市人民政府办公室关于印发甲市村镇", "道路养护三年行动方案的通知")
NUMBER = "甲政办发〔2024〕3号"
TO = "各县（区）人民政府，市政府各部门，市属各企业，驻甲市各单位："
LETTER = "《甲市村镇道路养护三年行动方案》已经市政府第12次常务会议审议通过，现印发给你们，请认真抓好落实。"
ISSUER, DAY = "甲市人民政府办公室", "2024年3月5日"
PLAN = "甲市村镇道路养护三年行动方案"
# level in the outline (none is plain text), and the words without their number
BODY: list[tuple[int | None, str]] = [
    (None, "为贯彻落实《甲省农村公路条例》，加强村镇道路养护，结合我市实际，制定本方案。"),
    (0, "总体要求"),
    (None, "坚持建养并重，到2026年底，村镇道路优良率达到85%以上，群众出行更加便利。"),
    (0, "重点任务"),
    (1, "修补破损路面。对破损的路面每年修补两次，优先修补通往学校和卫生院的道路，2025年底前完成首轮修补。（责任单位：市交通运输局、市财政局，各县区人民政府）"),
    (1, "疏通排水设施。雨季以前清理边沟和涵洞，防止路基积水，保障行车安全。（市水利局牵头，市交通运输局、市应急管理局配合）"),
    (1, "加强资金保障。市财政局会同市发展改革委将养护经费列入年度预算，并按季度拨付到位。"),
    (2, "公开经费使用情况。（市审计局负责）"),
    (2, "接受群众监督。（责任单位：市政府办公室）"),
    (0, "保障措施"),
    (1, "压实责任。各县区人民政府承担主体责任，市交通运输局每半年通报一次进展。（责任单位：各县区人民政府、市交通运输局）"),
]  # fmt: skip
TABLE = [
    ["序号", "任务", "责任单位"],
    ["1", "修补破损路面，每年两次", "市交通运输局、市财政局"],
    ["2", "疏通排水设施，雨季以前完成", "市水利局"],
]
FORMS = ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")


def numbered() -> list[str]:
    """Return the body with its numbers typed."""
    counts, lines = [0, 0, 0], []
    for level, words in BODY:
        if level is None:
            lines.append(words)
            continue
        counts = [*counts[:level], counts[level] + 1, *[0] * (2 - level)]
        han = "零一二三四五"[counts[level]]
        lines.append((f"{han}、", f"（{han}）", f"{counts[level]}.")[level] + words)
    return lines


def plain() -> bytes:
    rows = ["\t".join(row) for row in TABLE]
    return "\n".join(["".join(TITLE), NUMBER, TO, LETTER, ISSUER, DAY, PLAN, *numbered(), *rows, ""]).encode()


def pages() -> Setter:
    setter = Setter()
    setter.centred(*TITLE)
    setter.centred(NUMBER, size=16)
    setter.flush(TO)
    setter.body(LETTER)
    setter.right(ISSUER, DAY)
    setter.page()
    setter.centred(PLAN)
    setter.body(*numbered())
    setter.table(TABLE, [60, 200, 188])
    setter.numbered()
    return setter


def word() -> bytes:
    """Write the document as Word does: it numbers the headings itself."""
    document = docx.Document()
    root = document.part.numbering_part.element
    levels = "".join(lvl(i, form, text) for i, (form, text) in enumerate(FORMS))
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for words in (*TITLE, NUMBER, TO, LETTER, ISSUER, DAY, PLAN):
        document.add_paragraph(words)
    for level, words in BODY:
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        if level is not None:
            properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))
    table = document.add_table(0, 3)
    for row in TABLE:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def files() -> dict[str, bytes]:
    sheets = pages().sheets
    return {"a.txt": plain(), "a.docx": word(), "a.pdf": pdf(sheets), "a.ofd": ofd(sheets)}


def facts(reading: Reading) -> dict[str, object]:
    header = reading.header
    return {
        "header": (header.title, header.notice_title, header.number, header.issuers, header.signed, header.addressees),
        "tasks": [(task.number, task.label) for task in reading.tasks],
        "who": [
            (task.number, one.mention.text, one.mention.role) for task in reading.tasks for one in task.responsibilities
        ],
        "references": [(one.title, one.number, one.relation) for one in reading.references],
        "figures": [(one.label, one.value, one.unit, one.year) for one in reading.indicators],
    }  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    for name, data in files().items():
        (folder / name).write_bytes(data)
    return folder


def test_the_facts_are_the_same(folder: Path) -> None:
    found = {name: facts(read(read_source(folder / name))) for name in files()}
    who = found["a.txt"]["who"]
    assert isinstance(who, list)
    assert len(who) >= 11
    assert {name: value for name, value in found.items() if value != found["a.txt"]} == {}


def test_the_texts_are_the_same_but_for_the_lines_of_the_title(folder: Path) -> None:
    texts = {name: read_source(folder / name).text for name in files()}
    assert texts["a.pdf"] == texts["a.ofd"] == texts["a.txt"]
    assert texts["a.docx"] == texts["a.txt"].replace("".join(TITLE), "\n".join(TITLE))


def test_the_command_line_reads_them(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policykg", "build", str(folder), "--out", str(tmp_path / "out")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    assert run.returncode == 0, run.stderr
    assert run.stderr.count("kept as a copy") == 3
    assert run.stderr.count("\n") == 3
    counts = {line.partition(": ")[2] for line in run.stdout.splitlines()[:4]}
    assert len(counts) == 1, run.stdout
