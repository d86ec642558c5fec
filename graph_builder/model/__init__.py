"""The nouns that the steps hand on: frozen, each with the place where it stands.

A `Span` is a half-open range of code points. Up to and including the outline and the recognisers, spans lie in the
recovered text; `Recovered.in_source` leads back to the text as it was read, which is what the graph quotes.
"""

from __future__ import annotations

from graph_builder.model.facts import (
    Clause,
    Deadline,
    DomainFact,
    Indicator,
    Mention,
    Reference,
    Responsibility,
    Task,
    Validity,
)
from graph_builder.model.kinds import Change, Direction, FigureKind, Relation, Role, Verdict
from graph_builder.model.reading import Decision, Finding, Reading
from graph_builder.model.structure import Header, Outline, Unit
from graph_builder.model.text import LONGEST_QUOTE, Recovered, Segment, Source, Span

__all__ = [
    "LONGEST_QUOTE",
    "Change",
    "Clause",
    "Deadline",
    "Decision",
    "Direction",
    "DomainFact",
    "FigureKind",
    "Finding",
    "Header",
    "Indicator",
    "Mention",
    "Outline",
    "Reading",
    "Recovered",
    "Reference",
    "Relation",
    "Responsibility",
    "Role",
    "Segment",
    "Source",
    "Span",
    "Task",
    "Unit",
    "Validity",
    "Verdict",
]
