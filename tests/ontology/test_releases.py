"""What a version of the ontology has published is still there in every later one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL

from ontology import PREFIXES, OntologyError, validate
from ontology.releases import Published, current_version, lost, parse_version, published, releases, write
from tests.ontology.files import ROOT, SETTING, VALID, read

EARLIER = Path(__file__).parent / "earlier"
"""The valid examples of earlier versions, in a folder by the number of each."""

TASK = "https://w3id.org/policykg/ontology#Task"
LEAD = "https://w3id.org/policykg/role/lead"
FIRST = {TASK: "class", LEAD: "concept of role"}


@pytest.mark.parametrize("version", releases())
def test_no_published_term_is_lost(version: str) -> None:
    assert lost(published(), current_version(), {version: releases()[version]}) == []


def test_the_first_version_is_whole() -> None:
    # As the state of the repository that the first section of the changelog describes.
    first = releases()["0.1.0"]
    assert len(first) == 308
    assert sum(kind == "class" for kind in first.values()) == 16
    assert sum(kind.endswith("property") for kind in first.values()) == 54
    assert first[TASK] == "class"
    assert first[LEAD] == "concept of role"


def test_every_release_stands_in_the_changelog_and_the_newest_is_not_ahead_of_the_header() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = list(releases())
    assert [version for version in versions if f"\n## {version} (" not in text] == []
    assert parse_version(versions[-1]) <= parse_version(current_version())


def test_terms_that_no_list_has_are_of_the_next_version() -> None:
    version, lists = current_version(), releases()
    new = sorted(published().keys() - lists.get(version, {}).keys())
    if version in lists and new and "\n## Unreleased\n" not in (ROOT / "CHANGELOG.md").read_text("utf-8"):
        pytest.fail(
            f"{len(new)} terms came after the list of {version}, such as {new[0]}: tell of them under '## Unreleased' in "
            f"ontology/CHANGELOG.md; they are of the next version. If {version} is not out yet, they belong to it: run "
            "'python -m ontology.releases'."
        )


def test_version_before_has_a_list() -> None:
    text = (ROOT / "policy.ttl").read_text("utf-8")
    prior = text.partition("owl:priorVersion <")[2].partition(">")[0].rpartition("/")[2]
    assert prior in releases()
    assert [version for version in releases() if version != current_version()][-1] == prior


def test_header_says_whether_the_version_before_still_holds() -> None:
    graph = read("policy.ttl")
    prior = set(graph.objects(None, OWL.priorVersion))
    assert len(prior) == 1
    assert (
        set(graph.objects(None, OWL.backwardCompatibleWith)) | set(graph.objects(None, OWL.incompatibleWith)) == prior
    )


def broken(folder: Path) -> set[tuple[str, str]]:
    """Return the examples of a version that are wrong by the shapes of today, each with the name of the shape."""
    examples = sorted(path for path in folder.glob("*.ttl") if path.name != "setting.ttl")
    assert examples, f"{folder} has no examples"
    return {
        (path.name, violation.shape.removeprefix(PREFIXES["shapes"]))
        for path in examples
        for violation in validate(rdflib.Graph().parse(folder / "setting.ttl").parse(path))
        if violation.severity == "Violation"
    }


def said_of_earlier(way: rdflib.URIRef) -> list[str]:
    """Return the versions that the header says this of."""
    return sorted(str(version).rpartition("/")[2] for version in read("policy.ttl").objects(None, way))


def test_examples_of_every_version_that_the_header_names_are_kept() -> None:
    named = {*said_of_earlier(OWL.backwardCompatibleWith), *said_of_earlier(OWL.incompatibleWith)}
    assert {path.name for path in EARLIER.iterdir()} == named


def test_data_that_was_right_by_a_compatible_version_is_right() -> None:
    for version in said_of_earlier(OWL.backwardCompatibleWith):
        assert broken(EARLIER / version) == set(), (
            "make it right again, or say owl:incompatibleWith in the header (CHANGELOG.md: versions)"
        )


def test_the_changelog_tells_which_shapes_data_of_an_incompatible_version_breaks() -> None:
    for version in said_of_earlier(OWL.incompatibleWith):
        since, found, _ = (ROOT / "CHANGELOG.md").read_text("utf-8").partition(f"\n## {version} (")
        assert found
        shapes = {shape for _, shape in broken(EARLIER / version)}
        assert shapes, f"data of {version} is right: say owl:backwardCompatibleWith in the header"
        assert shapes == set(re.findall(r"`shapes:([\w-]+)`", since))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", set()),
        ("pol:foundBy", "rdfs:seeAlso", {("task.ttl", "RuledFact-rule"), ("task.ttl", "RuledFact-scheme")}),
    ],
    ids=["compatible", "not"],
)
def test_data_that_is_not_right_any_more_is_found(
    old: str, new: str, found: set[tuple[str, str]], tmp_path: Path
) -> None:
    (task,) = (path for path in VALID if path.name == "task.ttl")
    (tmp_path / "setting.ttl").write_bytes(SETTING.read_bytes())
    (tmp_path / "task.ttl").write_text(task.read_text("utf-8").replace(old or "\0", new), "utf-8")
    assert broken(tmp_path) == found


@pytest.mark.parametrize("version", releases())
def test_list_is_sorted_and_ends_its_lines_alike(version: str) -> None:
    data = (ROOT / "releases" / f"{version}.csv").read_bytes()
    rows = data.decode().splitlines()
    assert b"\r" not in data
    assert rows[1:] == sorted(set(rows[1:]))


@pytest.mark.parametrize(
    ("terms", "version", "lines"),
    [
        ({TASK: Published("class"), LEAD: Published("concept of role")}, "0.2.0", []),
        ({TASK: Published("class")}, "0.2.0", [f"{LEAD} of 0.1.0 is gone; keep it with owl:deprecated and dcterms:isReplacedBy"]),
        ({TASK: Published("class")}, "2.0.0", []),
        (
            {TASK: Published("object property"), LEAD: Published("concept of level", replaced=True)},
            "1.0.0",
            [f"{TASK} of 0.1.0 was class and is object property; give the new meaning an IRI of its own"],
        ),
    ],
    ids=["all there", "one gone", "gone after a major version", "another kind"],
)  # fmt: skip
def test_lost_terms_are_named(terms: dict[str, Published], version: str, lines: list[str]) -> None:
    assert lost(terms, version, {"0.1.0": FIRST}) == lines


def test_given_up_term_is_seen(tmp_path: Path) -> None:
    turtle = """
        @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix pol: <x:> .
        pol:Old a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy pol:New . pol:New a owl:Class .
        pol:Half a owl:Class ; owl:deprecated true . pol:Not a owl:Class ; owl:deprecated false ; dcterms:isReplacedBy pol:New .
    """
    path = tmp_path / "x.ttl"
    path.write_text(turtle, "utf-8")
    assert {iri for iri, term in published([path]).items() if term.replaced} == {"x:Old"}


def test_list_is_written_and_may_only_grow(tmp_path: Path) -> None:
    terms = {iri: Published(kind) for iri, kind in FIRST.items()}
    path = write(tmp_path, terms, "0.1.0")
    assert path.read_bytes() == f"iri,kind\n{TASK},class\n{LEAD},concept of role\n".encode()
    assert releases(tmp_path) == {"0.1.0": FIRST}
    write(tmp_path, {**terms, "x:new": Published("class")}, "0.1.0")
    for version in ("0.1.0", "0.2.0"):
        with pytest.raises(OntologyError, match=r"^2 published terms would be lost: https://\S+ of 0.1.0 is gone; "):
            write(tmp_path, {LEAD: Published("concept of role")}, version)
    assert releases(tmp_path)["0.1.0"] == {**FIRST, "x:new": "class"}


def test_list_of_an_older_version_is_not_written_again(tmp_path: Path) -> None:
    terms = {iri: Published(kind) for iri, kind in FIRST.items()}
    for version in ("0.1.0", "0.2.0", "0.10.0"):
        write(tmp_path, terms, version)
    with pytest.raises(
        OntologyError, match=r"^0.2.0 is older than 0.10.0, which has a list; its own is not written again$"
    ):
        write(tmp_path, terms, "0.2.0")


@pytest.mark.parametrize("text", ["", "iri\n", "iri,kind\nx:a\n", "a,b\nx:a,class\n"])
def test_file_that_is_no_list_is_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "0.1.0.csv").write_text(text, "utf-8")
    with pytest.raises(OntologyError, match=r"^0.1.0.csv is no list of terms with the columns iri, kind$"):
        releases(tmp_path)


@pytest.mark.parametrize("text", ["", "1.0", "v1.0.0", "1.0.0-rc1", "1.0.0.0"])
def test_what_is_no_version_is_one_line(text: str) -> None:
    with pytest.raises(OntologyError, match=r"^'.*' is no version of the ontology such as 0.1.0$"):
        parse_version(text)


def test_command_refuses_in_one_line() -> None:
    code = (
        "import runpy, sys, ontology.vocabulary as v; "
        "v.ontology_files = lambda: (v.ontology_path('policy.ttl'),); v.vocabulary_files = lambda: (); "
        "runpy.run_module('ontology.releases', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "published terms would be lost: " in done.stderr
    assert done.stderr.count("\n") == 1
