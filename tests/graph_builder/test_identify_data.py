"""The data files that domain experts edit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder.bodies import DataError, gazetteer, identify, issuing_authority, names, places, zones


def rows(path: Path) -> list[list[str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [line.split(",") for line in lines[1:]]


@pytest.fixture
def _fresh() -> Iterator[None]:
    names._names.cache_clear()
    gazetteer.gazetteer.cache_clear()
    yield
    names._names.cache_clear()
    gazetteer.gazetteer.cache_clear()


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("110000", "北京市"),
        ("350500", "泉州市"),
        ("540100", "拉萨市"),
        ("110114", "北京市昌平区"),
        ("330782", "义乌市"),
        ("451322", "象州县"),
        ("429005", "潜江市"),
        ("659001", "石河子市"),
        ("542200", "山南地区"),
        ("371200", "莱芜市"),
    ],
)
def test_known_codes(code: str, label: str) -> None:
    place = places.division(code)
    assert place is not None
    assert place.label == label


COLUMNS = "code,name,short,level,parent,valid_from,valid_to,successor"

# Name before and after a reform, both at state level, and the stem at province level.
CHAINS = [
    ("国土资源部", "自然资源部"),
    ("环境保护部", "生态环境部"),
    ("卫生部", "国家卫生计生委"),
    ("国家卫生计生委", "国家卫生健康委"),
    ("银监会", "银保监会"),
    ("保监会", "银保监会"),
    ("银保监会", "金融监管总局"),
    ("林业局", "国家林草局"),
    ("安全监管总局", "应急管理部"),
    ("农业部", "农业农村部"),
    ("文化部", "文化和旅游部"),
    ("工商总局", "市场监管总局"),
    ("扶贫办", "国家乡村振兴局"),
    ("铁道部", "国家铁路局"),
    ("食品药品监管总局", "国家药监局"),
    ("新闻出版广电总局", "国家广播电视总局"),
    ("人口计生委", "国家卫生计生委"),
    ("粮食局", "国家粮食和储备局"),
]


@pytest.mark.parametrize(("before", "after"), CHAINS)
def test_both_sides_of_a_reform_are_in_the_data_and_differ(before: str, after: str) -> None:
    state = issuing_authority(["国务院办公厅"], "")
    bodies = identify(before, state), identify(after, state)
    assert all("data file" in body.reason for body in bodies)
    assert bodies[0].key != bodies[1].key


def test_no_short_form_of_the_state_level_has_two_bodies_in_one_year() -> None:
    """Years of a reform are left out: in them both names are in use."""
    for form, found in names._names().state.items():
        for year in (2010, 2015, 2016, 2020, 2024):
            assert len({row.state for row in found if row.in_use(year)}) <= 1, (form, year)


def test_every_row_has_a_source() -> None:
    table = rows(names.BODIES)
    assert len(table) >= 200
    assert all(len(row) == 10 and row[9] for row in table)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("教育,教,部/厅/局", r"bodies\.csv, line 3: 3 cells where 10 are needed"),
        ("教育,,部/厅/局,,,,ministry,,,x", r"bodies\.csv, line 3: a stem and a kind"),
        ("教育,,部/厅,,,,department,,,x", r"bodies\.csv, line 3: suffix has three parts"),
        ("教育,,部/厅/局,,,{city}局,department,,,x", r"bodies\.csv, line 3: local may hold"),
        ("教育,,部/厅/局,,,,department,90,,x", r"bodies\.csv, line 3: valid_from and valid_to are years"),
    ],
)
@pytest.mark.usefixtures("_fresh")
def test_errors_name_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, message: str) -> None:
    path = tmp_path / "bodies.csv"
    path.write_text(f"# a comment\n{','.join(names._COLUMNS)}\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(names, "BODIES", path)
    with pytest.raises(DataError, match=message):
        names.state_body("教育部")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,name\n", r"divisions\.csv, line 1: the columns must be code,name,short"),
        (f"{COLUMNS}\n35,福建省,,province,,,,\n", r"divisions\.csv, line 2: a new six-digit"),
        (f"{COLUMNS}\n350000,福建省,,省,,,,\n", r"divisions\.csv, line 2: a known level"),
        (f"{COLUMNS}\n350000,福建省,,province,,long ago,,\n", r"divisions\.csv, line 2: a known level and years"),
        (
            f"{COLUMNS}\n350000,福建,,province,,,1990,\n350000,福建省,,province,,1989,,\n",
            r"line 3: .* later period of one",
        ),
    ],
)
@pytest.mark.usefixtures("_fresh")
def test_errors_in_divisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    path = tmp_path / "divisions.csv"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(gazetteer, "DIVISIONS", path)
    with pytest.raises(DataError, match=message):
        places.is_division("福建省")


@pytest.mark.usefixtures("_fresh")
def test_an_added_row_is_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bodies.csv"
    text = names.BODIES.read_text(encoding="utf-8")
    path.write_text(text + "朱子文化建设,朱子文化,-/-/办公室,,,,office,,,use\n", encoding="utf-8")
    monkeypatch.setattr(names, "BODIES", path)
    assert identify("市朱子文化办", issuing_authority(["南平市人民政府"], "")).label == "南平市朱子文化建设办公室"


def test_output_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "from graph_builder.bodies import *\n"
        "for issuer in ('国务院办公厅', '泉州市人民政府'):\n"
        "    for name in ('药监局', '广电总局', '人行', '网信办', '各县区政府', '外办', '银保监局'):\n"
        "        print(identify(name, issuing_authority([issuer], '')))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_zones_lie_in_known_divisions_and_no_name_stands_twice() -> None:
    table = rows(zones.ZONES)
    names_in_use = [name for row in table for name in (row[0], *row[1].split("|")) if name]
    assert len(names_in_use) == len(set(names_in_use))
    assert all(
        len(row) == 5 and row[3] in {"", "yes"} and row[4] and places.division(row[2]) is not None for row in table
    )


def test_errors_in_zones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zones.csv"
    path.write_text("name,other,within,whole,note\n某新区,,999999,,use\n", encoding="utf-8")
    monkeypatch.setattr(zones, "ZONES", path)
    zones._zones.cache_clear()
    with pytest.raises(DataError, match=r"zones\.csv, line 2: a name and the code"):
        zones.named_zone("某新区")
    zones._zones.cache_clear()
