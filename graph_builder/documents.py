"""Step 5, second half: identify the documents meant.

A document is known by its number, or by its title where none is printed; so a reference to a document that was not
read leads to the same IRI that reading it gives.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from graph_builder.header.elements import normal_number
from graph_builder.model import Header

__all__ = ["Library", "digest", "document_key"]


def digest(*words: str, length: int = 12) -> str:
    """Return a hash of `words` for an IRI: ASCII, and nothing of a document's text."""
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:length]


def document_key(number: str | None, title: str, issuers: Iterable[str] = ()) -> str:
    """Return what names a document in IRIs: `2016-42-` and a hash for a number, else a hash of its full title.

    >>> document_key("国办发〔2016〕42号", "") == document_key("国办发[2016]42号", "")
    True
    """
    if number:
        normal = normal_number(number)
        parts = re.search(r"〔(\d{4})〕(\d+)号", normal)
        # 令第16号 bears no year; it is told apart by its title.
        if parts is None:
            return digest(normal, full_title(title, issuers))
        return f"{parts[1]}-{int(parts[2])}-{digest(normal, length=8)}"
    return digest(full_title(title, issuers))


def full_title(title: str, issuers: Iterable[str] = ()) -> str:
    """Return a title with its issuer in front, without what scribes write now so, now so: blanks, quotes, 的."""
    bare = re.sub(r"[\s“”\"'‘’《》〈〉<>＜＞]", "", title).translate(str.maketrans("()", "（）"))
    names = "".join(issuers)
    if names and not bare.startswith(names) and bare.startswith("关于"):
        bare = names + bare
    return bare.replace("的", "")


class Library:
    """The documents of one build, by number and by title: what a reference without a number can mean."""

    def __init__(self, headers: Iterable[Header]) -> None:
        """Take the headers of all documents that were read; their order does not matter."""
        known: dict[str, set[str]] = {}
        self._read: set[str] = set()
        for header in headers:
            key = document_key(header.number, header.title, header.issuers)
            self._read.add(key)
            for title in filter(None, (header.title, header.notice_title, header.printed_title)):
                known.setdefault(full_title(title, header.issuers), set()).add(key)
        self._keys = {title: min(keys) for title, keys in known.items() if len(keys) == 1}

    def holds(self, key: str) -> bool:
        """Tell whether the document of that key was read."""
        return key in self._read

    def key(self, number: str | None, title: str | None) -> str:
        """Return the key of the document that a reference means."""
        if number or not title:
            return document_key(number, title or "")
        return self._keys.get(full_title(title)) or document_key(None, title)
