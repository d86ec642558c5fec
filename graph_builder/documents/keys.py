"""What names a document in IRIs: a function of the words that a document and a reference to it share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from graph_builder.bodies.places import Place
from graph_builder.documents.codes import STATE, owner, places, usual
from graph_builder.documents.titles import Title, read_title
from graph_builder.header.numbers import normal_number
from graph_builder.model import Header

__all__ = ["digest", "document_key", "number_key", "own_titles", "title_key"]

_PARTS = re.compile(r"(?P<code>[^〔]{0,40})〔(?P<year>\d{4})〕(?P<serial>\d{1,5})号?")


def digest(*words: str, length: int = 12) -> str:
    """Return a hash of `words` for an IRI: ASCII, and nothing of a document's text."""
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:length]


def document_key(header: Header, name: str = "") -> str:
    """Return what names a document in IRIs: `2016-42-` and a hash for a number, else a hash of its title.

    >>> one, other = Header(number="国办发〔2016〕42号"), Header(number="国办发[2016]42号")
    >>> document_key(one) == document_key(other)
    True

    Args:
        header: the header of the document.
        name: what tells it from others where it has neither number nor title, such as the name of its file.
    """
    title = header.title or name
    if header.number:
        spoken_for = places(header.issuers, "" if header.untitled else header.notice_title or header.title)
        found = number_key(header.number, spoken_for, own=True)
        # 令第16号 bears no year; it is told apart by its title.
        return found or digest(normal_number(header.number), read_title(title, header.issuers).whole)
    return title_key(read_title(title, header.issuers))


def number_key(number: str, *chains: Sequence[Place] | None, own: bool = False) -> str | None:
    """Return the key of a number, with whose it is unless its letters say so; None for one without a year.

    `chains` and `own` are those of `codes.owner`.
    """
    parts = _PARTS.fullmatch(normal_number(number))
    if parts is None:
        return None
    normal = f"{parts['code']}〔{parts['year']}〕{int(parts['serial'])}号"
    whose = owner(parts["code"], *chains, own=own)
    meant = usual(parts["code"])
    words = [normal] if whose is None or whose == (meant or STATE) else [normal, whose]
    return f"{parts['year']}-{int(parts['serial'])}-{digest(*words, length=8)}"


def title_key(title: Title) -> str:
    """Return the key of a document that bears no number, or whose number is not said."""
    return digest(title.whole)


def own_titles(header: Header) -> list[str]:
    """Return the titles that a document goes by: its own, that of the notice, and that which the notice gives it."""
    if header.untitled:
        return []
    return list(dict.fromkeys(filter(None, (header.title, header.notice_title, header.printed_title))))
