"""Under a description-logic reasoner the ontology contradicts neither itself nor right data, and does contradict wrong data."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib

from tests.ontology.checks import NAMESPACES
from tests.ontology.files import SETTING, VALID
from tests.ontology.hermit import Verdict, ask, for_reasoner, ontology, undeclared, unknown_datatypes

TEST = "https://w3id.org/policykg/test#"
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**NAMESPACES, "test": TEST}.items())
DAY, OTHER_DAY = '"2020-01-01"^^xsd:date', '"2020-01-02"^^xsd:date'


def some(name: str, kind: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty {name} ; owl:someValuesFrom {kind} ]"


def none(name: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty {name} ; owl:allValuesFrom owl:Nothing ]"


def has(name: str, literal: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty {name} ; owl:hasValue {literal} ]"


INCONSISTENT = """
    id:task pol:hasResponsibility id:duty . id:duty pol:responsibleParty id:plan . id:plan a pol:PolicyDocument .
"""
# Names of classes, and what each stands under.
IMPOSSIBLE = {
    "TaskAndMine": "pol:Task , pol:Mine",
    "KindOfTaskAndMine": "test:TaskAndMine",
    "DutyOfADocument": some("pol:responsibleParty", "pol:PolicyDocument"),
    # Every role, and a duty itself, makes a body responsible for the task.
    "LedByNobodyResponsible": f"{some('pol:leadBy', 'owl:Thing')} , {none('pol:responsibleOrganization')}",
    "DutyOfNobodyResponsible": (
        f"{some('pol:hasResponsibility', some('pol:responsibleParty', 'owl:Thing'))} , {none('pol:responsibleOrganization')}"
    ),
    "InATaskThatIsADocument": some("pol:inTask", "pol:PolicyDocument"),
    "OfTwoDates": f"{has('eli:date_document', DAY)} , {has('eli:date_document', OTHER_DAY)}",
    "WordForAYear": has("pol:year", '"soon"'),
    "DayForAYear": has("pol:year", DAY),
    "YearForADay": has("pol:deadline", '"2020"^^xsd:gYear'),
    "StatusInNoLanguage": has("pol:status", '"在建"'),
    "NumberForAText": has("pol:text", "5"),
}
POSSIBLE = {
    "Task": "pol:Task",
    "OfOneDate": f"{has('eli:date_document', DAY)} , {has('eli:date_document', DAY)}",
    "Year": has("pol:year", '"2020"^^xsd:gYear'),
    "Status": has("pol:status", '"在建"@zh'),
    "LedByABody": f"{some('pol:leadBy', 'pol:OrganizationGroup')} , {some('pol:responsibleOrganization', 'pol:Body')}",
}


@pytest.fixture(scope="module")
def _java() -> None:
    """Java, which HermiT runs on."""
    works = (
        shutil.which("java") and subprocess.run(["java", "-version"], capture_output=True, check=False).returncode == 0
    )
    if not works:
        if os.environ.get("CI"):
            pytest.fail("there is no Java in CI: .ci/run installs it")
        pytest.skip("HermiT needs Java, which is not on this machine (Debian: apt install default-jre-headless)")


def with_examples() -> rdflib.Graph:
    graph = ontology()
    for path in (SETTING, *VALID):
        graph.parse(path)
    return graph


def test_nothing_is_kept_from_the_reasoner() -> None:
    graph = for_reasoner(with_examples())
    assert undeclared(graph) == set()
    assert unknown_datatypes(graph) == set()
    graph.parse(data=PREFIXES + 'id:x pol:unknown "12:00:00"^^xsd:time .', format="turtle")
    assert undeclared(graph) == {NAMESPACES["pol"] + "unknown"}
    assert unknown_datatypes(graph) == {NAMESPACES["xsd"] + "time"}


@pytest.mark.usefixtures("_java")
def test_examples_and_ontology_are_consistent_and_every_class_can_have_members(tmp_path: Path) -> None:
    assert ask(with_examples(), tmp_path) == Verdict(consistent=True)


@pytest.mark.usefixtures("_java")
def test_what_the_builder_makes_is_consistent(built: dict[str, rdflib.Graph], tmp_path: Path) -> None:
    graph = ontology()
    for each in built.values():
        graph += each
    assert ask(graph, tmp_path) == Verdict(consistent=True)


@pytest.mark.usefixtures("_java")
def test_example_that_contradicts_the_ontology_is_inconsistent(tmp_path: Path) -> None:
    assert not ask(ontology().parse(data=PREFIXES + INCONSISTENT, format="turtle"), tmp_path).consistent


@pytest.mark.usefixtures("_java")
def test_classes_that_can_have_no_member_are_found(tmp_path: Path) -> None:
    classes = {**IMPOSSIBLE, **POSSIBLE}.items()
    turtle = PREFIXES + "".join(f"test:{name} a owl:Class ; rdfs:subClassOf {above} .\n" for name, above in classes)
    found = ask(ontology().parse(data=turtle, format="turtle"), tmp_path)
    assert found == Verdict(consistent=True, unsatisfiable=frozenset(TEST + name for name in IMPOSSIBLE))
