"""The error of this room."""

from __future__ import annotations

import re

__all__ = ["QueryError", "one_line", "shown_address"]

_LONGEST = 400
"""Characters of foreign text that a message may carry."""

_USER = re.compile(r"\A([a-z][a-z0-9+.-]*:/*)?.*@", re.IGNORECASE | re.DOTALL)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class QueryError(ValueError):
    """A question that cannot be asked or answered; its message is one line that says what and where."""

    def __init__(self, message: str) -> None:
        """Keep the message, folded into one printable line."""
        super().__init__(one_line(message))


def one_line(text: str) -> str:
    r"""Fold text from elsewhere into one line without control characters; bytes that are no UTF-8 are spelt out.

    >>> one_line("no such\n  graph\x1b[2J")
    'no such graph[2J'
    >>> one_line("no such file: \udcff")
    'no such file: \\xff'
    """
    folded = " ".join(_SURROGATE.sub(_spelt, text).split())
    printable = "".join(character for character in folded if character.isprintable())
    return printable if len(printable) <= _LONGEST else printable[: _LONGEST - 1] + "…"


def shown_address(address: str) -> str:
    """Return an address without what stands before its host, which may be a password, however it is written.

    >>> shown_address("https://me:se/cret@example.org/query")
    'https://example.org/query'
    """
    return _USER.sub(lambda match: match[1] or "", address)


def _spelt(match: re.Match[str]) -> str:
    """Spell a surrogate: the byte that Python keeps in it (PEP 383), or its code."""
    code = ord(match[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"
