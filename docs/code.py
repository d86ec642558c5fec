"""Turtle and SPARQL as a page shows them: coloured, and with links from the names of terms to their pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup

from docs.knowledge import spaces

__all__ = ["coloured", "names_used"]

_TOKEN = re.compile(
    r"""
    (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!\"\"))*\"\"\"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<comment>\#[^\n]*)
  | (?P<variable>[?$]\w+)
  | (?P<name>[A-Za-z][\w-]*:(?:\w(?:[\w.-]*[\w-])?)?)
  | (?P<word>@?[A-Za-z][\w-]*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KEYWORDS = frozenset(
    re.findall(
        r"\S+",
        """
    a as ask avg base bind bound by case coalesce concat construct contains count datatype desc describe distinct
    exists false filter from graph group group_concat having if in iri isiri lang langmatches lcase limit max min minus
    named not offset optional order prefix regex replace sample select separator service str strafter strbefore
    strends strlen strstarts substr sum true ucase undef union values where @prefix @base
""",
    )
)

Link = Callable[[str], str]
"""Gives the address of the page about an IRI, or nothing."""


def names_used(text: str) -> frozenset[str]:
    """Return the IRIs that Turtle or SPARQL names, outside of texts and comments.

    >>> names_used('ASK { ?t a pol:Task } # pol:Body') == {"https://w3id.org/policykg/ontology#Task"}
    True
    """
    return frozenset(iri for kind, token in _tokens(text) if (iri := _iri(kind, token)))


def coloured(text: str, link: Link) -> Markup:
    """Return Turtle or SPARQL as HTML in which names lead to their pages. Everything is escaped."""
    return Markup("").join(_shown(kind, token, link) for kind, token in _tokens(text))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        yield match.lastgroup or "other", match.group()


def _iri(kind: str, token: str) -> str:
    if kind == "iri":
        return token[1:-1]
    prefix, colon, local = token.partition(":")
    return spaces()[prefix] + local if kind == "name" and colon and local and prefix in spaces() else ""


def _shown(kind: str, token: str, link: Link) -> Markup:
    iri = _iri(kind, token)
    if iri and (address := link(iri)):
        return Markup('<a class="c-name" href="{}">{}</a>').format(address, token)
    if kind == "word":
        kind = "keyword" if token.lower() in _KEYWORDS else "other"
    if kind in {"space", "other"}:
        return Markup("{}").format(token)
    return Markup('<span class="c-{}">{}</span>').format(kind, token)
