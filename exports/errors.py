"""The error of this room."""

from __future__ import annotations

from queries.errors import one_line

__all__ = ["ExportError"]


class ExportError(ValueError):
    """A graph that cannot be written so; the message is one line that says what and where."""

    def __init__(self, message: str) -> None:
        """Keep the message, folded into one printable line."""
        super().__init__(one_line(message))
