"""Figures can be compared: the words for units lead to units of QUDT, and 万 and 亿 into the number."""

from __future__ import annotations

import doctest
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph_builder.recognise.figures.units as units
from graph_builder import build
from graph_builder.bodies.places import DataError
from graph_builder.recognise.figures.units import Quantity, quantity, words
from graph_builder.recognise.figures.words import _COUNTS, _MEASURES
from ontology.context import compact, names
from ontology.terms import CNUNIT
from ontology.terms import UNIT as QUDT_UNIT


@pytest.mark.parametrize(
    ("value", "unit", "number", "iri"),
    [
        ("13.5", "万吨", "135000", "unit:TONNE"),
        ("135000", "吨", "135000", "unit:TONNE"),
        ("1.2", "亿公斤", "120000000", "unit:KiloGM"),
        ("500", "千克", "500", "unit:KiloGM"),
        ("3", "亿斤", "300000000", "cnunit:jin"),
        ("19.77", "亿元", "1977000000", "unit:CCY_CNY"),
        ("1.05", "万亿元", "1050000000000", "unit:CCY_CNY"),
        ("200", "万美元", "2000000", "unit:CCY_USD"),
        ("95", "%", "95", "unit:PERCENT"),
        ("95.50", "％", "95.5", "unit:PERCENT"),
        ("3", "‰", "3", "unit:PERMILLE"),
        ("2", "个百分点", "2", "cnunit:percentage-point"),
        ("80", "万亩", "800000", "cnunit:mu"),
        ("300", "公顷", "300", "unit:HA"),
        ("1", "万平方公里", "10000", "unit:KiloM2"),
        ("12", "公里", "12", "unit:KiloM"),
        ("5", "千米", "5", "unit:KiloM"),
        ("6", "亿立方米", "600000000", "unit:M3"),
        ("0.5", "亿立方米/年", "50000000", "unit:M3-PER-YR"),
        ("1000", "万千瓦", "10000000", "unit:KiloW"),
        ("2", "千瓦", "2", "unit:KiloW"),
        ("3.6", "亿千瓦时", "360000000", "unit:KiloW-HR"),
        ("50", "万吨标准煤", "500000", "cnunit:tonne-of-standard-coal"),
        ("60", "座", "60", "unit:NUM"),
        ("1.5", "万人次", "15000", "unit:NUM"),
        ("3", "百万户", "3000000", "unit:NUM"),
        ("2", "千家", "2000", "unit:NUM"),
    ],
)
def test_figure_amounts_to(value: str, unit: str, number: str, iri: str) -> None:
    found = quantity(value, unit)
    assert found is not None
    assert (found.value, compact(found.unit)) == (number, iri)


@pytest.mark.parametrize(
    "unit", ["", "月", "学分", "课时", "倍", "度", "方", "万", "亿", "公交", "个学分", "万万吨", "吨 "]
)
def test_what_is_not_certain_has_no_unit(unit: str) -> None:
    assert quantity("3", unit) is None


def test_bare_scales_are_read_with_the_unit_behind_and_before_a_shorter_unit() -> None:
    assert quantity("1", "千瓦时") == Quantity("1", QUDT_UNIT.KiloW_HR)
    assert quantity("1", "千千瓦时") == Quantity("1000", QUDT_UNIT.KiloW_HR)


@given(st.decimals(min_value=0, max_value=10**30, places=3), st.sampled_from(["", "万", "亿", "万亿"]))
def test_no_digit_is_lost(number: Decimal, scale: str) -> None:
    found = quantity(f"{number:f}", scale + "吨")
    assert found is not None
    places = {"": 0, "万": 4, "亿": 8, "万亿": 12}[scale]
    plain = found.value + ("." if "." not in found.value else "")
    whole, _, part = plain.partition(".")
    printed, _, after = f"{number:f}".partition(".")
    assert int(whole + part.ljust(40, "0")) == int(printed + after.ljust(40, "0")) * 10**places


def test_every_word_leads_to_a_unit_that_is_declared() -> None:
    assert set(words().values()) <= {*names(QUDT_UNIT), *names(CNUNIT)}
    assert set(names(QUDT_UNIT)) | set(names(CNUNIT)) == set(words().values())


def test_the_words_that_are_recognised_have_a_unit_but_for_those_left_out() -> None:
    recognised = {*_MEASURES.split("|"), *_COUNTS.split("|"), "个百分点", "学分", "%", "％", "‰"}
    assert {word for word in recognised if quantity("1", word) is None} == {"学分", "学时", "课时", "倍"}


def test_bad_rows_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "units.csv"
    monkeypatch.setattr(units, "_UNITS", file)
    for rows in ("吨,unit:TONNE\n吨,unit:TONNE\n", "吨,unit:Tonne\n", ",unit:TONNE\n"):
        file.write_text("word,unit\n" + rows, encoding="utf-8")
        words.cache_clear()
        with pytest.raises(DataError, match=r"^units\.csv, line [23]: a word of its own and a known unit are needed$"):
            words()
    words.cache_clear()


def test_docstrings_are_true() -> None:
    results = doctest.testmod(units)
    assert results.attempted > 0
    assert results.failed == 0


def test_figures_of_different_words_are_compared_in_one_query(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(
        "某市人民政府办公室关于印发粮食生产实施方案的通知\n\n一、目标\n\n到2025年，粮食产量达到20万吨，蔬菜产量达到150000吨。"
        "绿色矿山达到60座，培训农民1.2万人次。\n",
        encoding="utf-8",
    )
    build([tmp_path / "方案.txt"], tmp_path / "out", "policykg 0")
    store = ox.Store()
    store.bulk_load(path=str(tmp_path / "out/graph.nq"), format=ox.RdfFormat.N_QUADS)
    found = store.query(
        "PREFIX pol: <https://w3id.org/policykg/ontology#> PREFIX qudt: <http://qudt.org/schema/qudt/>"
        " PREFIX unit: <http://qudt.org/vocab/unit/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        " SELECT ?printed ?words ?number { ?i rdfs:label ?l ; qudt:numericValue ?printed ; pol:unitText ?words ;"
        " qudt:quantityValue ?v . ?v a qudt:QuantityValue ; qudt:hasUnit unit:TONNE ; qudt:numericValue ?number"
        " FILTER (?number >= 150000) } ORDER BY DESC(?number)",
        use_default_graph_as_union=True,
    )
    assert isinstance(found, ox.QuerySolutions)
    rows = [tuple(row[name].value for name in ("printed", "words", "number")) for row in found]
    assert rows == [("20", "万吨", "200000"), ("150000", "吨", "150000")]
