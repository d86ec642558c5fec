"""Kinds that facts have: roles, relations, and how a figure or a decision is meant."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Change", "Direction", "FigureKind", "Relation", "Role", "Verdict"]


class Role(StrEnum):
    """What a clause makes a body do."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    GUIDE = "guide"
    SUPERVISE = "supervise"


class Relation(StrEnum):
    """How a document stands to another that it names."""

    IMPLEMENTS = "implements"
    ISSUES = "issues"
    AMENDS = "amends"
    REPEALS = "repeals"
    CITES = "cites"


class Verdict(StrEnum):
    """What a person decides about a fact."""

    REJECT = "reject"
    EDIT = "edit"
    ADD = "add"


class Direction(StrEnum):
    """Whether a figure is the least or the most that is meant."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"


class Change(StrEnum):
    """Whether a figure says how much something grows or shrinks."""

    INCREASE = "increase"
    DECREASE = "decrease"


class FigureKind(StrEnum):
    """Whether a figure is to be reached or has been reached."""

    TARGET = "target"
    STATUS = "status"
