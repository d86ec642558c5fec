"""Every rule that fires is in the scheme of rules, and every rule of the scheme fires on its example."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

import graph_builder
from graph_builder import build
from graph_builder.explain import RULES
from graph_builder.explain.rules import ABOVE
from ontology import concepts, rule_iri, rule_of, rules
from ontology.terms import POL, RDF

ROOM = Path(graph_builder.__file__).parent
BY_PEOPLE = {"person", "identity.person"}
_RULE = re.compile(
    r"(?:bracket|line|sentence|convention|reference|indicator|mining|table|deadline|validity|task|section|trace|reform)"
    r"(?:\.[a-z][a-z-]*)+"
)


def fired(sources: Iterable[Path], folder: Path) -> set[str]:
    """The IRIs of the rules that the graph of a build names."""
    build(list(sources), folder / "out", "policykg 0")
    quads = ox.parse(path=str(folder / "out" / "graph.nq"))
    return {quad.object.value for quad in quads if quad.predicate.value == POL.foundBy}


@pytest.mark.parametrize("name", sorted(set(RULES) - BY_PEOPLE))
def test_example_makes_the_rule_fire(name: str, tmp_path: Path) -> None:
    for n, text in enumerate(RULES[name].example.split(ABOVE)):
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    assert rule_iri(name) in fired(tmp_path.glob("*.txt"), tmp_path)


@pytest.mark.parametrize("name", sorted(set(RULES) - BY_PEOPLE))
def test_scheme_shows_words_of_the_example(name: str) -> None:
    assert rules()[name].example in RULES[name].example


def test_rules_are_described_in_both_languages_in_one_line() -> None:
    for name, rule in RULES.items():
        assert rule.name == name
        assert re.search(r"[\u4e00-\u9fff]", rule.zh)
        assert rule.en
        assert "\n" not in rule.zh + rule.en
        assert bool(rule.example) == (name not in BY_PEOPLE)
    assert len({rule.zh for rule in RULES.values()}) == len({rule.en for rule in RULES.values()}) == len(RULES)


def test_rules_that_the_code_names_are_in_the_scheme() -> None:
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _RULE.fullmatch(node.value):
                assert node.value in RULES, f"{path.name}: {node.value}"


def test_versions_are_concepts_of_their_own() -> None:
    every = concepts("rule")
    assert len({(rule_of(one.iri)) for one in every}) == len(every)
    for one in every:
        name, version = rule_of(one.iri)
        assert one.iri.endswith(f"/rule/{name}-{version}")
        assert one.notation == name
        assert 1 <= int(version) <= rules()[name].version
    assert {rule.name for rule in rules().values()} == set(rules())


def test_rules_of_sample_documents_are_in_the_scheme(samples: Path, tmp_path: Path) -> None:
    assert fired(samples.glob("*.txt"), tmp_path) <= {rule.iri for rule in rules().values()}


@pytest.mark.parametrize("part", ["", "family", "more"])
def test_rules_of_real_documents_are_in_the_scheme(part: str, shared: Path, tmp_path: Path) -> None:
    found = fired((shared / "corpus" / part).glob("*.txt"), tmp_path)
    assert found <= {rule.iri for rule in rules().values()}
    assert len(found) > 10


def test_only_the_one_way_states_a_fact() -> None:
    """No module but `state/facts.py` types a node as a fact or names its rule."""
    facts = "Task|Responsibility|Reference|Deadline|Validity|Indicator|MineralMention|PlaceMention|Section|Trace"
    assert RDF.type
    for path in (ROOM / "state").glob("*.py"):
        typed = re.findall(rf"RDF\.type, [^\n]*POL\.(?:{facts})\b", path.read_text("utf-8"))
        assert typed == [], path.name
