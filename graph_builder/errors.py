"""What can go wrong while reading and building.

ValueError
└── BuildError          a message of one line that says what and where
    └── UnreadableError one input could not be read; the others still can
"""

from __future__ import annotations

__all__ = ["BuildError", "UnreadableError"]


class BuildError(ValueError):
    """A build that cannot be done; the message is one line for a person."""


class UnreadableError(BuildError):
    """One input that cannot be read as a Chinese document."""
