"""Which documents of a build are compared: one that says that it carries out or passes on another, with that other."""

from __future__ import annotations

from graph_builder.documents import Library
from graph_builder.model import Reading, Relation

__all__ = ["parents"]

_FOLLOWS = (Relation.IMPLEMENTS, Relation.ISSUES)
"""贯彻落实, 根据 and the like, and 转发: a notice that passes a document on says how it is to be carried out."""


def parents(reading: Reading, key: str, library: Library) -> tuple[str, ...]:
    """Return the keys of the documents of a build that one of them carries out, in the order in which it names them.

    Args:
        reading: the document that names the others.
        key: its own key.
        library: the documents of the build.
    """
    named = (library.key(r.number, r.title) for r in reading.references if r.relation in _FOLLOWS)
    return tuple(other for other in dict.fromkeys(named) if other != key and library.holds(other))
