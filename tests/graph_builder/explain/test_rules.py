"""Every rule is described, and every description is true: its example makes the rule fire."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import graph_builder
from graph_builder import read, read_source
from graph_builder.explain import RULES
from graph_builder.model import Reading, Source

ROOM = Path(graph_builder.__file__).parent
_RULE = re.compile(r"(?:bracket|line|sentence|convention|reference|indicator|mining|table)(?:\.[a-z][a-z-]*)+")


def emitted(reading: Reading) -> set[str]:
    """The rules that the facts of a reading name."""
    names = {one.rule for task in reading.tasks for one in task.responsibilities}
    for facts in (reading.references, reading.indicators, reading.domain):
        names |= {fact.rule for fact in facts}
    return names


@pytest.mark.parametrize("name", sorted(set(RULES) - {"person"}))
def test_example_makes_the_rule_fire(name: str) -> None:
    assert name in emitted(read(Source("a.txt", RULES[name].example, "utf-8")))


def test_rules_are_described_in_both_languages_in_one_line() -> None:
    for name, rule in RULES.items():
        assert rule.name == name
        assert re.search(r"[\u4e00-\u9fff]", rule.zh)
        assert rule.en
        assert "\n" not in rule.zh + rule.en
    assert len({rule.zh for rule in RULES.values()}) == len({rule.en for rule in RULES.values()}) == len(RULES)


def test_rules_that_the_code_names_are_described() -> None:
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _RULE.fullmatch(node.value):
                assert node.value in RULES, f"{path.name}: {node.value}"


def test_rules_of_sample_documents_are_described(samples: Path) -> None:
    for path in samples.glob("*.txt"):
        assert emitted(read_source_and_read(path)) <= set(RULES)


def test_rules_of_real_documents_are_described(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.txt")):
        assert emitted(read_source_and_read(path)) <= set(RULES)


def read_source_and_read(path: Path) -> Reading:
    return read(read_source(path))
