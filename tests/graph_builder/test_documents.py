"""Which document is meant: numbers, whose they are, titles, and the documents of a build apart."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder import build
from graph_builder.documents import Library, document_key, identities
from graph_builder.documents import codes as codes_module
from graph_builder.documents.codes import name_of, owner, places, usual
from graph_builder.documents.titles import alike, plain, read_title
from graph_builder.header.elements import read_header
from graph_builder.model import Header, Reference, Relation, Source, Span
from graph_builder.recognise.references.cited import references
from graph_builder.structure.recover import recover
from ontology.terms import ELI, POL


def cited(title: str | None, number: str | None = None, issuer: str | None = None) -> Reference:
    return Reference(title, number, Relation.IMPLEMENTS, Span(0, 1), "reference.implements", issuer)


def place(name: str) -> Header:
    return Header(title=f"{name}人民政府关于灌溉的通知", issuers=(f"{name}人民政府",))


ANKANG = Header("安康市人民政府办公室关于节水的意见", number="安政办发〔2019〕3号", issuers=("安康市人民政府办公室",))
ANYANG = Header("安阳市人民政府办公室关于供水的通知", number="安政办发〔2019〕3号", issuers=("安阳市人民政府办公室",))


@pytest.mark.parametrize(
    ("code", "where", "wanted"),
    [
        ("国办发", "安康市", "国家"),
        ("教体艺", "平凉市", "国家"),
        ("闽政办", "福建省", "350000"),
        ("闽政办", "泉州市", "350000"),
        ("泉政办", "泉州市", "350500"),
        ("安政办发", "安康市", "610900"),
        ("安政办发", "安阳市", "410500"),
        ("青政办发", "青岛市", "370200"),
        ("青政办", "西宁市", "630000"),
        ("宁政办发", "南京市", "320100"),
        ("宁政办发", "银川市", "640000"),
        ("苏政办发", "苏州市", "320000"),
        ("苏府办", "苏州市", "320500"),
        ("穗府办规", "广州市", "440100"),
        ("市政办", "西安市", "610100"),
        ("黔南府发", "黔南布依族苗族自治州", "522700"),
        ("新兵办发", "新疆生产建设兵团", "新疆生产建设兵团"),
    ],
)
def test_whose_number_it_is(code: str, where: str, wanted: str) -> None:
    chain = places((f"{where}人民政府",), "")
    assert owner(code, chain) == wanted
    assert owner(code, chain, own=code not in ("国办发", "教体艺")) == wanted


def test_a_number_of_its_own_belongs_to_its_place_whatever_its_letters() -> None:
    chain = places(("平凉市教育局",), "")
    assert owner("教发", chain, own=True) == "620800"
    assert owner("教基", chain, own=True) == "620800"
    assert owner("建房", places(("住房城乡建设部",), ""), own=True) == "国家"
    assert owner("某建", None) is None


@pytest.mark.parametrize(
    ("row", "message"), [("国,", "line 2"), ("国,国家\n国,国家", "line 3"), ("某,999999", "no division")]
)
def test_a_wrong_row_is_named(row: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codes.csv").write_text(f"letters,owner\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(codes_module, "_CODES", tmp_path / "codes.csv")
    codes_module._rows.cache_clear()
    try:
        with pytest.raises(ValueError, match=message):
            usual("国")
    finally:
        codes_module._rows.cache_clear()


# -- numbers


@pytest.mark.parametrize(
    "printed",
    ["国办发〔2016〕42号", "国办发[2016]42号", "国办发（2016）42号", "国办发【2016】42号", "国办发(２０１６) 第４２ 号", "国办发〔2016〕042号"],
)  # fmt: skip
def test_one_number_however_it_is_written(printed: str) -> None:
    assert document_key(Header("甲", number=printed)) == document_key(Header("乙", number="国办发〔2016〕42号"))


@pytest.mark.parametrize("words", ["（甲政办〔2016〕69）", "（甲政办[2016]69）号", "（甲政办〔2016〕69号）"])
def test_a_number_that_lacks_its_last_sign(words: str) -> None:
    (found,) = references(f"按照《甲省节水意见》{words}办理。", Header())
    assert found.number == "甲政办〔2016〕69号"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("关于东山煤矿环境影响报告书的批复\n甲省能源局以甲能煤〔2020〕45号批准了规划。", None),
        ("关于节水的通知\n国家水利局自然资源部甲改振兴〔2022〕101号\n各县：", "甲改振兴〔2022〕101号"),
        ("关于节水的通知\n国家水利局工信部联节〔2022〕88号\n各县：", "工信部联节〔2022〕88号"),
    ],
)
def test_the_number_of_the_document_itself(text: str, wanted: str | None) -> None:
    assert read_header(recover(text)).number == wanted


def test_two_places_with_one_number_are_two_documents() -> None:
    library = Library([ANKANG, ANYANG])
    one, other = document_key(ANKANG), document_key(ANYANG)
    assert one != other
    assert library.key(cited(None, "安政办发[2019]3号"), place("安康市")) == one
    assert library.key(cited(None, "安政办发[2019]3号"), place("安康市汉滨区")) == one
    assert library.key(cited(None, "安政办发〔2019〕3号"), place("安阳市")) == other
    assert library.key(cited("安阳市人民政府办公室关于供水的通知", "安政办发〔2019〕3号"), place("安康市")) == other
    assert library.key(cited("关于供水的通知", "安政办发〔2019〕3号", "安阳市人民政府办公室"), Header()) == other
    assert library.key(cited(None, "安政办发〔2019〕3号"), place("泉州市")) not in (one, other)


@pytest.mark.parametrize("read", [ANKANG, ANYANG])
def test_a_stub_has_the_key_that_reading_gives(read: Header) -> None:
    empty = Library([])
    assert empty.key(cited(None, read.number), place((read.issuers)[0][:3])) == document_key(read)
    assert empty.key(cited(read.title, read.number), Header()) == document_key(read)
    assert not empty.holds(document_key(read))
    assert Library([read]).holds(document_key(read))


@pytest.mark.parametrize(
    "number", ["国发〔2011〕4号", "中办发〔2020〕19号", "厅字〔2019〕12号", "国办函〔2018〕6号", "闽政办〔2016〕69号"]
)
def test_a_number_that_says_whose_it_is_needs_no_place(number: str) -> None:
    key = document_key(Header("甲", number=number))
    for where in ("安康市", "泉州市", "北京市"):
        assert Library([]).key(cited(None, number), place(where)) == key


# -- titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于节水的意见", "关于节水意见"),
        ("甲市节水办法(试行)", "甲市节水办法（试行）"),
        ("甲市节水规划（2011—2020年）", "甲市节水规划(2011-2020 年)"),
        ("甲市节水规划（2011—2020年）", "甲市节水规划（２０１１～２０２０年）"),
        ("甲市人民政府关于印发《甲市节水办法》的通知", "甲市节水办法"),
        ("关于公布《甲市节水规范（试行）》的公告", "甲市节水规范（试行）"),
        ("国务院办公厅关于印发节水“十三五”规划的通知", "节水十三五规划"),
    ],
)
def test_one_title_however_it_is_written(one: str, other: str) -> None:
    assert read_title(one).words == read_title(other).words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲市节水办法", "甲市节水办法（试行）"),
        ("甲市节水办法（试行）", "甲市节水办法（征求意见稿）"),
        ("甲市节水目录（2017年版）", "甲市节水目录（2019年版）"),
        ("关于节水的意见", "关于节水的实施意见"),
        ("国务院关于节水的意见", "甲省人民政府关于节水的意见"),
        ("甲市教育局转发省教育厅关于节水的意见的通知", "关于节水的意见"),
    ],
)
def test_titles_of_different_documents(one: str, other: str) -> None:
    assert read_title(one).whole != read_title(other).whole


def test_the_issuer_stands_in_the_title_or_in_front_or_below() -> None:
    whole = read_title("国务院办公厅关于节水的意见").whole
    assert read_title("关于节水的意见", ("国务院办公厅", "水利部")).whole == whole
    assert read_title("教育部等六部门关于节水的意见").whole == read_title("关于节水的意见", ("教育部",)).whole


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("根据国务院办公厅《关于节水的指导意见》要求，", "国务院办公厅"),
        ("为贯彻落实中共中央办公厅、国务院办公厅印发的《关于节水的指导意见》，", "中共中央办公厅"),
        ("落实水利部等五部门联合印发的《关于节水的指导意见》，", "水利部"),
        ("按照国家发展和改革委员会《关于节水的指导意见》，", "国家发展和改革委员会"),
        ("一是会同水利部印发《关于节水的指导意见》，", "水利部"),
        ("2017年，原国家林业局联合财政部、水利部印发《关于节水的指导意见》，", "原国家林业局"),
        ("按照省经济和信息化厅、省水利厅《关于节水的指导意见》，", "省经济和信息化厅"),
        (
            "落实甲省住房和城乡建设厅、甲省自然资源厅、甲省水利厅、甲省农业农村厅、国家税务总局甲省税务局《关于节水的指导意见》，",
            "甲省住房和城乡建设厅",
        ),
        ("我部印发《关于节水的指导意见》，", None),
        ("认真贯彻《关于节水的指导意见》，", None),
    ],
)
def test_who_stands_before_a_title(text: str, wanted: str | None) -> None:
    (found,) = references(text, Header())
    assert found.issuer == wanted


def test_a_title_alone_means_the_document_that_bears_it() -> None:
    state = Header("关于加强节约用水工作的意见", number="国办发〔2015〕7号", issuers=("国务院办公厅",))
    local = Header("关于加强节约用水工作的意见", number="安政办发〔2016〕9号", issuers=("安康市人民政府办公室",))
    library = Library([state, local])
    key = document_key(state)
    assert library.key(cited("国务院办公厅关于加强节约用水工作的意见"), local) == key
    assert library.key(cited("关于加强节约用水工作的意见", None, "国务院办公厅"), local) == key
    assert library.key(cited("关于加强节约用水工作的意见", "国办发[2015]7号"), local) == key
    assert library.key(cited("关于加强节约用水工作的意见"), place("泉州市")) == key
    assert library.key(cited("关于加强节约用水工作的意见"), place("安康市")) not in (key, document_key(local))
    assert library.key(cited("甲省人民政府关于加强节约用水工作的意见"), local) not in (key, document_key(local))
    assert library.key(cited("关于加强节约用水工作的意见", "甲政办〔2015〕7号"), local) not in (
        key,
        document_key(local),
    )


def test_a_number_meets_the_document_that_prints_none() -> None:
    read = Header("关于加强节约用水工作的意见", issuers=("水利部",))
    library = Library([read])
    assert library.key(cited("关于加强节约用水工作的意见", "水节约〔2019〕8号")) == document_key(read)
    assert library.key(cited("关于加强节约用水工作的意见", "国办发〔2019〕8号")) != document_key(read)


def test_a_title_without_its_number_means_what_another_reference_numbers() -> None:
    both, alone = (
        cited("国务院关于印发全国节水型社会建设行动计划的通知", "国发〔2015〕17号"),
        cited("国务院关于印发全国节水型社会建设行动计划的通知"),
    )
    library = Library([], None, [(place("泉州市"), [both])])
    number = document_key(Header("甲", number="国发〔2015〕17号"))
    assert Library([]).key(both) == library.key(alone) == number
    assert Library([]).key(alone) != number
    assert Library([], None, [(Header(), [both, cited(both.title, "国发〔2016〕1号")])]).key(alone) != number


def test_order_numbers_are_told_apart_by_the_title() -> None:
    one, other = (Header(title, number="令第16号", issuers=("甲部",)) for title in ("节水办法", "供水办法"))
    assert document_key(one) != document_key(other)


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_words_make_a_key(title: str, number: str) -> None:
    key = document_key(Header(title, number=number or None), "file.txt")
    assert key.isascii()
    assert plain(plain(title)) == plain(title)
    assert alike(title, title)
    assert Library([]).key(cited(title, number or None)).isascii()


# -- the documents of a build


def source(name: str, text: str) -> Source:
    return Source(name, text, "utf-8")


def test_copies_and_others_of_one_number_or_title() -> None:
    text = "关于节水的通知\n各县要在明年底以前完成节水改造任务。\n"
    numbered = Header("关于节水的通知", number="国发〔2019〕3号")
    found = identities(
        [
            (source("a", text), numbered),
            (source("b", text + "附件"), numbered),
            (source("c", text), Header("矿山复绿方案", number="国发〔2019〕3号")),
            (source("d", text), Header("关于灌溉的通知")),
            (source("e", text + "。"), Header("关于灌溉的通知")),
            (source("f", "各县要按照要求上报灌溉面积。\n"), Header("关于灌溉的通知")),
        ]
    )
    assert [found[name].first == found[name].key for name in "abcdef"] == [True, False, True, True, False, True]
    assert found["b"].key == f"{found['a'].key}-copy2"
    assert found["c"].key.startswith(found["a"].key)
    assert "copy" not in found["c"].key
    assert len({identity.key for identity in found.values()}) == 6
    assert "kept as a copy" in found["b"].note
    assert "kept apart by its title" in found["c"].note
    assert "kept apart by its text" in found["f"].note


def test_a_build_keeps_two_documents_of_one_number_apart(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    body = "各县：\n一、任务\n（一）节水。改造渠道。（水利局负责）\n"
    for name, city in (("a.txt", "安康"), ("b.txt", "安阳")):
        head = f"{city}市人民政府办公室关于{city}节水的通知\n安政办发〔2019〕3号\n"
        (folder / name).write_text(f"{head}{body}{city}市人民政府办公室\n2019年3月1日\n", encoding="utf-8")
    (folder / "c.txt").write_text(
        "安阳市水利局关于灌溉的通知\n各县：\n落实安政办发〔2019〕3号文件要求。\n一、任务\n（一）灌溉。（水利局负责）\n"
        "安阳市水利局\n2019年5月1日\n",
        encoding="utf-8",
    )
    report = build([folder], tmp_path / "out", "policykg 0")
    assert not [note for note in report.notes if "copy" in note]
    store = ox.Store.read_only(str(tmp_path / "out/store"))
    where = f"?r <{POL.target}> ?d . ?d <{ELI.is_realized_by}> ?t . ?t <{POL.fileName}> ?file"
    rows = store.query(f"SELECT DISTINCT ?file WHERE {{ {where} }}", use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row[0].value for row in rows] == ["b.txt"]


def test_a_place_without_a_code_is_named_from_above() -> None:
    chain = places(("吉林省长春市茂林镇人民政府",), "")
    assert chain
    assert "茂林镇" in name_of(chain[0])
