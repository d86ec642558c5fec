r"""Characters that a format cannot hold, or that a program behind it would obey.

XML 1.0 has no way to write most control characters, not even as a reference (clause 2.2): they are written as their
pictures (␀ … ␟), so that a reader sees that something stood there, and the writer counts them. A spreadsheet runs a
cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (OWASP, CSV injection).

>>> visible("a\x01b\ufffe")
('a␁b\ufffd', 2)
"""

from __future__ import annotations

import re

__all__ = ["FORMULA", "escaped", "visible"]

FORMULA = re.compile(r"[=+\-@\t\r]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def visible(text: str) -> tuple[str, int]:
    """Return a text that XML 1.0 can hold, and how many characters another one stands for."""
    return _ILLEGAL.subn(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def escaped(text: str) -> str:
    """Return a text as the value of an XML attribute in double quotes, or as content; line ends stay as they are."""
    return text.translate(_MARKUP)
