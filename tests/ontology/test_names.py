"""Every name of a term that stands anywhere in the project is one that exists, and every own term is of use."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib

from ontology import load_shapes, terms
from ontology.context import names
from ontology.releases import published
from tests.ontology.files import ROOT, given_up
from tests.ontology.test_terms import known_terms, vocabularies
from tests.test_rooms import MAY_IMPORT

PROJECT = ROOT.parent
TEXTS = (".rq", ".ttl", ".js", ".html", ".md", ".css", ".py")
DEFINING = {ROOT / "policy.ttl", ROOT / "shapes" / "terms.ttl", *ROOT.glob("modules/*.ttl")}
DATA = ("id", "graph")
"""Prefixes of data: what stands behind them is made, not defined."""

NOT_COVERED = {
    "eli:AdministrativeArea", "eli:responsibility_of_agent", "eli:title", "org:Membership", "prov:qualifiedAssociation",
    "prov:qualifiedAttribution", "sh:detail",
}  # fmt: skip
"""Terms of others that a comment or a README names and nothing uses: the extract of reused terms does not hold them."""

NAME = re.compile(r"(?<![\w?$:/.#-])([a-z][\w-]{0,20}):([A-Za-z](?:[\w-]|\.(?=\w)){0,80}+)(?!\{)")
FILES = sorted(
    path
    for path in (*PROJECT.glob("*.md"), PROJECT / "policykg.py", *(p for room in (*MAY_IMPORT, "benchmarks") for p in (PROJECT / room).rglob("*")))
    # An invalid example may name what does not exist: that is its fault, and the shapes find it.
    if path.suffix in TEXTS and path.parent != ROOT / "examples" / "invalid"
)  # fmt: skip


@cache
def known() -> dict[str, set[str]]:
    """Return the names that exist, by prefix: of our terms, concepts and shapes, and of the terms we reuse."""
    own = {prefix: namespace for prefix, namespace in terms.PREFIXES.items() if namespace.startswith(terms.BASE)}
    every = {*published(), *map(str, load_shapes().subjects()), own["shapes"] + "mustBreak", *known_terms()}
    namespaces = {prefix: namespace for prefix, namespace in (own | vocabularies()).items() if prefix not in DATA}
    return {
        prefix: {name.removeprefix(namespace) for name in every if name.startswith(namespace)}
        for prefix, namespace in namespaces.items()
    }


def wrong(text: str, existing: dict[str, set[str]]) -> list[str]:
    """Return the prefixed names in a text that do not exist; one in capitals stands for any (`rule:NAME-1`)."""
    found = {(prefix, name.rstrip("-")) for prefix, name in NAME.findall(text) if not name[:2].isupper()}
    missing = {f"{prefix}:{name}" for prefix, name in found if prefix in existing and name not in existing[prefix]}
    return sorted(missing - NOT_COVERED)


def looked_for(path: Path) -> dict[str, set[str]]:
    """Return the names that a file may use: a term that is given up stands where it is defined, and in no other file."""
    if path in DEFINING:
        return known()
    gone = {iri.removeprefix(terms.POL.NS) for iri in given_up()}
    return {**known(), "pol": known()["pol"] - gone}


def test_files_of_every_kind_are_looked_at() -> None:
    assert {path.suffix for path in FILES} >= {".rq", ".ttl", ".js", ".html", ".md", ".py"}


def test_every_prefixed_name_exists() -> None:
    found = {str(path.relative_to(PROJECT)): wrong(path.read_text("utf-8"), looked_for(path)) for path in FILES}
    assert {path: names_ for path, names_ in found.items() if names_} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("?task pol:leadBy ?body ; pol:ledBy ?other", ["pol:ledBy"]),
        ('const LEAD = "role:leader";', ["role:leader"]),
        ("`eli:transposes` is for directives; a `qudt:unit`", ["eli:transposes", "qudt:unit"]),
        ("sh:path shapes:Task-nothing", ["shapes:Task-nothing"]),
        ("https://example.org/pol:x ex:y id:doc ?pol:x role: lead role:NAME", []),
    ],
)
def test_name_that_does_not_exist_is_found(text: str, found: list[str]) -> None:
    assert wrong(text, known()) == found


def test_every_own_term_is_of_use(built: dict[str, rdflib.Graph]) -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for path in FILES
        if path.suffix in (".py", ".rq", ".js") and path != PROJECT / "ontology" / "terms.py"
    )
    written = {terms.POL.NS + name for name in re.findall(r"\b(?:POL\.|pol:)(\w+)", code)}
    stated = {str(node) for graph in built.values() for triple in graph for node in triple}
    assert set(names(terms.POL)) - written - stated == set()


def test_no_own_term_that_is_given_up_is_stated(built: dict[str, rdflib.Graph]) -> None:
    stated = {node for graph in built.values() for triple in graph for node in triple}
    for path in (*ROOT.glob("shapes/*.ttl"), *ROOT.glob("examples/*/*.ttl"), *ROOT.glob("alignments/*.ttl")):
        stated |= {node for triple in rdflib.Graph().parse(path) for node in triple}
    assert given_up() & {str(node) for node in stated} == set()
