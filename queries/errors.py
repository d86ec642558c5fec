"""The error of this room."""

from __future__ import annotations

__all__ = ["QueryError", "one_line"]

_LONGEST = 400
"""Characters of foreign text that a message may carry."""


class QueryError(ValueError):
    """A question that cannot be asked or answered; its message is one line that says what and where."""

    def __init__(self, message: str) -> None:
        """Keep the message, folded into one printable line."""
        super().__init__(one_line(message))


def one_line(text: str) -> str:
    r"""Fold text from elsewhere into one line without control characters.

    >>> one_line("no such\n  graph\x1b[2J")
    'no such graph[2J'
    """
    folded = " ".join(text.split())
    printable = "".join(character for character in folded if character.isprintable())
    return printable if len(printable) <= _LONGEST else printable[: _LONGEST - 1] + "…"
