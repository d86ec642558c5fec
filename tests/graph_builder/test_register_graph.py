"""The graph of the register: divisions, governments, members of groups, reforms; one full name for each body."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph_builder import build
from graph_builder.bodies import identify, issuing_authority
from graph_builder.register import divisions, groups
from ontology.terms import ORG, POL, PREFIXES, PROV, RDF, RDFS, SKOS
from ontology.validate import validate

GRAPH = ox.NamedNode(PREFIXES["graph"] + "register")
HEADS = {2008: "襄樊市", 2016: "襄阳市"}


def notice(issuer: str, clause: str, year: int) -> str:
    return f"{issuer}关于加强校园食堂管理的意见\n一、改造食堂。改造学校食堂。（{clause}）\n{issuer}\n{year}年5月6日\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    folder = tmp_path_factory.mktemp("register")
    (folder / "in").mkdir()
    for year, city in HEADS.items():
        text = notice(f"{city}人民政府", f"市教育局牵头，市卫生局、{city}人民政府办公室、各县（市、区）政府配合", year)
        (folder / "in" / f"{year}.txt").write_text(text, encoding="utf-8")
    for n, name in enumerate(("市食堂和餐饮局", "市食堂餐饮局")):
        text = notice("泉州市人民政府", f"{name}牵头，省财政厅、各县（市、区）人民政府配合，财政部指导", 2021)
        (folder / "in" / f"quanzhou-{n}.txt").write_text(text, encoding="utf-8")
    build([folder / "in"], folder / "out", "policykg 0")
    return ox.Store.read_only(str(folder / "out" / "store"))


def ask(store: ox.Store, pattern: str, *names: str) -> set[tuple[str, ...]]:
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    rows = store.query(f"{prefixes} SELECT DISTINCT {' '.join(f'?{name}' for name in names)} WHERE {{ {pattern} }}")
    assert isinstance(rows, ox.QuerySolutions)
    return {tuple(row[name].value for name in names) for row in rows}


def test_every_shape_holds(store: ox.Store) -> None:
    assert list(validate(store)) == []


def test_members_of_a_group_are_derived_by_one_path(store: ox.Store) -> None:
    found = ask(
        store,
        '?group skos:prefLabel "泉州市各县、市、区人民政府"@zh ; pol:groupScope ?scope ; pol:groupLevel ?level .'
        " ?division pol:divisionOf+ ?scope ; pol:level ?level ; pol:governedBy/skos:prefLabel ?member .",
        "member",
    )
    names = {member for (member,) in found}
    assert {"石狮市人民政府", "德化县人民政府", "泉州市鲤城区人民政府"} <= names
    assert len(names) == 12


def test_bodies_lie_in_divisions_up_to_the_country(store: ox.Store) -> None:
    found = ask(
        store,
        '?body skos:prefLabel "泉州市食堂和餐饮局"@zh ; pol:jurisdiction/pol:divisionOf* ?division .'
        " ?division rdfs:label ?label . OPTIONAL { ?division pol:divisionCode ?printed } BIND(COALESCE(?printed, '') AS ?code)",
        "label",
        "code",
    )
    assert found == {("泉州市", "350500"), ("福建省", "350000"), ("中华人民共和国", "")}
    assert ask(
        store, '?body skos:prefLabel "财政部"@zh ; pol:jurisdiction/pol:governedBy/skos:prefLabel ?label', "label"
    ) == {("国务院",)}


def test_names_of_one_body_by_form_share_one_full_name(store: ox.Store) -> None:
    found = ask(store, '?body skos:prefLabel ?full ; skos:altLabel "市食堂餐饮局"@zh', "full")
    assert found == {("泉州市食堂和餐饮局",)}


def test_a_place_that_was_renamed_is_one_place_and_its_bodies_have_one_name(store: ox.Store) -> None:
    found = ask(store, '?body skos:altLabel "市教育局"@zh ; skos:prefLabel ?full', "body", "full")
    assert {full for _, full in found} == {"襄阳市教育局"}
    assert len(found) == 1
    assert ask(store, '?body skos:prefLabel "襄阳市教育局"@zh ; skos:altLabel ?name', "name") == {
        ("市教育局",),
        ("襄樊市教育局",),
    }


def test_reforms_are_events_with_their_shortcut(store: ox.Store) -> None:
    found = ask(
        store,
        '?old skos:altLabel "市卫生局"@zh ; pol:successor+ ?new . ?new skos:prefLabel ?label .'
        " ?event org:originalOrganization ?old ; dcterms:date ?day ; pol:foundBy/skos:notation ?rule",
        "label",
        "rule",
    )
    assert ("襄阳市卫生健康委员会", "reform.counterpart") in found


def test_the_register_holds_no_text_and_no_task(store: ox.Store) -> None:
    kinds = {str(quad.object) for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), None, GRAPH)}
    assert {kind.strip("<>") for kind in kinds} == {
        POL.AdministrativeDivision, POL.Body, ORG.FormalOrganization, ORG.ChangeEvent,
        "http://data.europa.eu/m8g/PublicOrganisation", PROV.Entity, PROV.SoftwareAgent,
    }  # fmt: skip
    assert not list(store.quads_for_pattern(None, ox.NamedNode(POL.evidence), None, GRAPH))
    assert list(store.quads_for_pattern(None, ox.NamedNode(RDFS.label), None, GRAPH))
    assert list(store.quads_for_pattern(None, ox.NamedNode(SKOS.prefLabel), None, GRAPH))


def test_the_register_names_the_tables_that_it_is_from(store: ox.Store) -> None:
    found = ask(store, "graph:register prov:wasDerivedFrom/rdfs:label ?table ; prov:wasAttributedTo ?by", "table", "by")
    software = PREFIXES["id"] + "software/policykg-0"
    assert found == {("divisions.csv", software), ("reforms.csv", software)}


@pytest.mark.parametrize(
    ("issuer", "name", "levels"),
    [
        ("泉州市人民政府", "各县（市、区）人民政府", ("county",)),
        ("福建省人民政府", "各市、县（区）人民政府", ("prefecture", "county")),
        ("福建省人民政府", "各设区市人民政府", ("prefecture",)),
        ("湖北省人民政府", "各市、州、县人民政府", ("prefecture", "county")),
        ("北京市人民政府", "各区人民政府", ("county",)),
        ("重庆市人民政府", "各区县人民政府", ("county",)),
        ("国务院", "各省、自治区、直辖市人民政府", ("province",)),
        ("德化县人民政府", "各乡镇人民政府", ("township",)),
        ("泉州市人民政府", "各县（市、区）财政局", ()),
        ("泉州市人民政府", "市政府各部门", ()),
        ("泉州市人民政府", "各高等院校", ()),
    ],
)
def test_levels_of_a_group(issuer: str, name: str, levels: tuple[str, ...]) -> None:
    body = identify(name, issuing_authority([issuer], ""))
    assert tuple(level for group in groups([body]) for level in group.levels) == levels


def test_members_of_all_provinces_leave_out_what_has_no_peoples_government() -> None:
    body = identify("各省、自治区、直辖市人民政府", issuing_authority(["国务院"], ""))
    found = divisions([body], groups([body])).values()
    governed = [one for one in found if one.level == "province" and one.government]
    assert len(governed) == 31
    assert not [one for one in found if one.level == "county"]
