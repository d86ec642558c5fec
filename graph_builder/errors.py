"""What can go wrong while reading and building.

ValueError
└── BuildError          a message of one line that says what and where
    ├── UnreadableError one input could not be read; the others still can
    └── EvidenceError   a fact that lacks its evidence, its rule or its run
"""

from __future__ import annotations

__all__ = ["BuildError", "EvidenceError", "UnreadableError"]


class BuildError(ValueError):
    """A build that cannot be done; the message is one line for a person."""


class UnreadableError(BuildError):
    """One input that cannot be read as a Chinese document."""


class EvidenceError(BuildError):
    """A fact that cannot be stated, as nothing shows where it is from: a defect of the rule that read it."""
