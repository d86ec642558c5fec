"""N-Quads terms and lines, written as text: https://www.w3.org/TR/n-quads/, canonical form of its clause 4.

Text from documents enters a graph only here, escaped; IRIs are made of our own words and hashes only.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ontology.terms import XSD

__all__ = ["boolean", "day", "decimal", "end", "integer", "iri", "natural", "part", "text", "year"]

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
    "\x7f": "\\u007F",
}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f]')
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")


@lru_cache(maxsize=1024)
def iri(value: str) -> str:
    """Return `<value>`; the terms of vocabularies, which come again and again, are checked once.

    Raises:
        ValueError: `value` holds a character that no IRI may hold.
    """
    if not _IRI.fullmatch(value):
        raise ValueError(f"no IRI: {value!r}")
    return f"<{value}>"


def part(term: str, tail: str) -> str:
    """Return the term of what is a part of another: `tail` is of our own words and numbers, and is not checked.

    >>> part("<https://example.org/task/1>", "/deadline/2")
    '<https://example.org/task/1/deadline/2>'
    """
    return f"{term[:-1]}{tail}>"


def text(value: str, language: str = "") -> str:
    r"""Return a string literal, in a language if one is given.

    >>> text('“铜”\n"矿"', "zh")
    '"“铜”\\n\\"矿\\""@zh'
    """
    escaped = _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def integer(value: int) -> str:
    """Return an `xsd:integer`."""
    return f'"{value}"^^<{XSD.integer}>'


def natural(value: int) -> str:
    """Return an `xsd:nonNegativeInteger`."""
    return f'"{value}"^^<{XSD.nonNegativeInteger}>'


def decimal(value: str) -> str:
    """Return an `xsd:decimal` for a number in ASCII digits, written as stores write it: no needless sign or zero.

    Raises:
        ValueError: `value` is no such number.

    >>> decimal("+04.50"), decimal("95.0")
    ('"4.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"95"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    if not _DECIMAL.fullmatch(value):
        raise ValueError(f"no decimal: {value!r}")
    whole, _, part = value.lstrip("+-").partition(".")
    number = (whole.lstrip("0") or "0") + ("." + part.rstrip("0")).rstrip(".")
    return f'"{"-" if value[0] == "-" and number != "0" else ""}{number}"^^<{XSD.decimal}>'


def day(value: date) -> str:
    """Return an `xsd:date`."""
    return f'"{value.isoformat()}"^^<{XSD.date}>'


def year(value: int) -> str:
    """Return an `xsd:gYear`."""
    return f'"{value:04d}"^^<{XSD.gYear}>'


def boolean(value: bool) -> str:
    """Return an `xsd:boolean`."""
    return f'"{str(value).lower()}"^^<{XSD.boolean}>'


def end(graph: str) -> str:
    """Return what ends each line of a graph, whose term is given."""
    return f" {graph} .\n"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"
