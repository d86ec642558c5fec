"""Explaining a reading to a person: which pattern fired on which characters, and what became of them.

`explain` says it of the facts that are asked for, `as_text` for reading and `as_json` for programs; `RULES` describes
every rule in Chinese and English, each with a sentence that it reads.
"""

from __future__ import annotations

from graph_builder.explain.account import Explained, Mark, Part
from graph_builder.explain.choose import ExplainError, explain
from graph_builder.explain.render import as_json, as_text
from graph_builder.explain.rules import RULES, Rule

__all__ = ["RULES", "ExplainError", "Explained", "Mark", "Part", "Rule", "as_json", "as_text", "explain"]
