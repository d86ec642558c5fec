"""OFD (GB/T 33190-2016): places of characters, templates, composite objects; damaged and hostile files."""

from __future__ import annotations

import pytest

from graph_builder import UnreadableError
from graph_builder.formats import ofd as reader
from graph_builder.formats import text_of
from tests.graph_builder.formats.typeset import NS, Setter, ofd, ofd_package, zipped

TEXT = "各县（区）要把村镇道路的养护摆上重要位置，落实人员和经费，做到有路必养、养必到位，每年至少检查两次。"


def read(data: bytes) -> list[str]:
    return text_of(".ofd", data, "a.ofd").splitlines()


def content(objects: str, more: str = "") -> str:
    return f'<ofd:Page {NS}>{more}<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def page(objects: str, more: str = "") -> dict[str, str]:
    return {"Doc_0/Pages/Page_0/Content.xml": content(objects, more)}


def text(words: str, attributes: str = "", code: str = 'X="0" Y="5"', boundary: str = "20 40 170 8") -> str:
    return f'<ofd:TextObject ID="9" Font="2" Size="5" Boundary="{boundary}" {attributes}><ofd:TextCode {code}>{words}</ofd:TextCode></ofd:TextObject>'


def test_paragraphs_and_tables() -> None:
    setter = Setter()
    setter.centred("甲市村镇道路养护方案")
    setter.body("一、总体要求", *[TEXT * 2] * 8)
    setter.table([["序号", "任务"], *([str(i), "修补路面"] for i in range(1, 30))], [60, 300])
    rows = [f"{i}\t修补路面" for i in range(1, 30)]
    assert read(ofd(setter.numbered())) == [
        "甲市村镇道路养护方案",
        "一、总体要求",
        *[TEXT * 2] * 8,
        "序号\t任务",
        *rows,
    ]


@pytest.mark.parametrize(
    ("objects", "lines"),
    [
        (text("甲市方案"), ["甲市方案"]),
        (text("甲市方案", code='X="0" Y="5" DeltaX="g 3 5"'), ["甲市方案"]),
        (text("甲市方案", code='X="0" Y="5" DeltaX="5 g 2 5"'), ["甲市方案"]),
        (text("甲乙", code='X="0" Y="5" DeltaX="g 99999999 5"'), ["甲乙"]),
        (text("甲乙", code='X="0" Y="5" DeltaX="g x 5 nan"'), ["甲乙"]),
        # pieces of a line in any order, and two codes in one object
        (text("方案", boundary="30 40 50 8") + text("甲市", boundary="20 40 10 8"), ["甲市方案"]),
        ('<ofd:TextObject ID="9" Size="5" Boundary="20 40 90 8"><ofd:TextCode X="0" Y="5">甲市</ofd:TextCode><ofd:TextCode>方案</ofd:TextCode></ofd:TextObject>', ["甲市方案"]),
        # letters are as wide as they are set
        (text("WTO 3", code='X="0" Y="5" DeltaX="4.7 3.1 3.6 1.2"'), ["WTO 3"]),
        (text("甲", 'CTM="2 0 0 2 0 0"') + text("乙", boundary="30 45 9 9"), ["甲乙"]),
        (text("甲", 'Visible="false"') + text("乙"), ["乙"]),
        # a stamp across the page, and text that runs upwards
        (text("甲市方案") + text("密", 'CTM="0.7 0.7 -0.7 0.7 0 0"') + text("边", 'CTM="0 1 -1 0 0 0"'), ["甲市方案"]),
        (text("⽂件"), ["文件"]),
        (text("甲", boundary="nan 4 4 4") + text("乙", boundary="1e9 4 4 4") + text("丙", boundary="4 4") + text("丁"), ["丁"]),
        (text("甲", code='X="inf" Y="5"'), ["甲"]),
        (f'<ofd:PageBlock ID="7"><ofd:PageBlock ID="8">{text("甲")}</ofd:PageBlock></ofd:PageBlock>', ["甲"]),
    ],
)  # fmt: skip
def test_places_of_characters(objects: str, lines: list[str]) -> None:
    assert read(ofd_package(page(objects))) == lines


def test_templates_stand_under_the_page() -> None:
    templates = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/><ofd:TemplatePage ID="6" BaseLoc="Tpls/None.xml"/>'
    use = '<ofd:Template TemplateID="5"/><ofd:Template TemplateID="6"/><ofd:Template TemplateID="7"/>'
    more = {"Doc_0/Tpls/T.xml": content(text("甲市人民政府文件", boundary="20 20 90 9"))}
    assert read(ofd_package(page(text("关于修路的通知"), use), more, templates)) == [
        "甲市人民政府文件",
        "关于修路的通知",
    ]


def test_composite_objects_are_read_where_they_are_used() -> None:
    unit = '<ofd:CompositeGraphicUnit ID="{}" Width="9" Height="9"><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>'
    use = '<ofd:CompositeObject ID="3" Boundary="{} 0 99 99" CTM="1 0 0 1 0 0" ResourceID="{}"/>'
    resources = (
        f"<ofd:Res {NS}>"
        + unit.format(1, text("甲市") + use.format(10, 2))
        + unit.format(2, text("方案") + use.format(0, 2))
        + "</ofd:Res>"
    )
    data = ofd_package(
        page(use.format(0, 1)), {"Doc_0/Res.xml": resources}, "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
    )
    assert read(data) == ["甲市方案"]


def test_paths_from_the_root_other_name_spaces_and_several_documents() -> None:
    one = '<Document><CommonData/><Pages><Page BaseLoc="/A/P.xml"/></Pages></Document>'
    members = {
        "OFD.xml": "<OFD><DocBody><DocRoot>/A/D.xml</DocRoot></DocBody><DocBody><DocRoot>B\\D.xml</DocRoot></DocBody></OFD>",
        "A/D.xml": one, "B/d.xml": one.replace("/A/P.xml", "p.xml"), "A/P.xml": content(text("甲")), "B/p.xml": content(text("乙")),
    }  # fmt: skip
    assert read(zipped(members)) == ["甲", "乙"]


MANY = "".join(f'<ofd:Page ID="{i}" BaseLoc="P.xml"/>' for i in range(10_000))
ROOT = {"OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"}


def doc(pages: str) -> str:
    return f"<ofd:Document {NS}><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (zipped({"a": "b"}), "no OFD.xml"),
        (zipped(ROOT), "document is missing"),
        (zipped({**ROOT, "Encryptions.xml": "<a/>"}), "encrypted"),
        (zipped({**ROOT, "D.xml": doc(MANY)}), "more than 2000 pages"),
        (zipped({**ROOT, "D.xml": doc('<ofd:Page BaseLoc="P.xml"/>')}), "page is missing"),
        (zipped({**ROOT, "D.xml": doc('<ofd:Page BaseLoc="../../../etc/passwd"/>')}), "page is missing"),
        (zipped({**ROOT, "D.xml": doc('<ofd:Page BaseLoc="P.xml"/>'), "P.xml": content("")}), "no text layer"),
        (zipped({**ROOT, "D.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), "document type"),
        (zipped({**ROOT, "D.xml": doc('<ofd:Page BaseLoc="P.xml"/>'), "P.xml": " " * 49_000_000}), "larger than any document"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        read(data)
    assert str(caught.value).startswith("a.ofd: ")
    assert "\n" not in str(caught.value)


def test_composite_objects_that_multiply() -> None:
    unit = "".join(f'<ofd:CompositeObject ID="3" Boundary="0 0 9 9" ResourceID="{n}"/>' for n in [1] * 200)
    resources = f'<ofd:Res {NS}><ofd:CompositeGraphicUnit ID="1">{unit}</ofd:CompositeGraphicUnit></ofd:Res>'
    data = ofd_package(page(unit), {"Doc_0/Res.xml": resources}, "<ofd:PublicRes>Res.xml</ofd:PublicRes>")
    with pytest.raises(UnreadableError, match="more characters"):
        read(data)


def test_the_same_page_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_GLYPHS", 50_000)
    pages = doc('<ofd:Page BaseLoc="P.xml"/>' * 1_900)
    with pytest.raises(UnreadableError, match="more characters"):
        read(zipped({**ROOT, "D.xml": pages, "P.xml": content(text("甲" * 90))}))
