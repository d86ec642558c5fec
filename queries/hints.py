"""What to say beside an answer without rows: which value names nothing in the graph, and what is like it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from queries.backends.base import Graph

__all__ = ["why_empty"]

_PREFIXES = """PREFIX pol: <https://w3id.org/policykg/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_MOST = 5
_MOST_LISTED = 12
"""Of a short list, as of levels, all are told where none is like the value."""


def _is(name: str, asked: str) -> bool:
    return name == asked


class _Looked(NamedTuple):
    """What a parameter names: how to say so, the pattern of the names, and when a name answers to a value."""

    what: str
    pattern: str
    answers: Callable[[str, str], bool]


_BODY = _Looked("body", "?thing a pol:Body ; skos:prefLabel|skos:altLabel ?name", str.endswith)
_PLACE = _Looked("place", "?thing a pol:AdministrativeDivision ; rdfs:label ?name", str.__contains__)
_DOCUMENT = _Looked("document", "?thing dcterms:title|eli:number|pol:issuerText|pol:fileName ?name", str.__contains__)
_BASE = _Looked(
    "base",
    "{ ?thing a pol:IndustrialBase } UNION { ?thing a pol:IndustrialPark } ?thing rdfs:label|skos:altLabel ?name",
    str.__contains__,
)
_LEVEL = _Looked("level", '?thing pol:level ?one BIND(STRAFTER(STR(?one), "/level/") AS ?name)', _is)
_KIND = _Looked("kind", '?thing org:classification ?one BIND(STRAFTER(STR(?one), "/bodykind/") AS ?name)', _is)
_LOOKED = {
    "body": _BODY,
    "name": _BODY._replace(answers=str.__contains__),
    "leadName": _BODY._replace(answers=str.__contains__),
    "otherName": _BODY._replace(answers=str.__contains__),
    "group": _BODY._replace(answers=_is),
    "one": _Looked("body or document", f"{{ {_BODY.pattern} }} UNION {{ {_DOCUMENT.pattern} }}", str.__contains__),
    "other": _Looked("body or document", f"{{ {_BODY.pattern} }} UNION {{ {_DOCUMENT.pattern} }}", str.__contains__),
    "place": _PLACE,
    "placeName": _PLACE,
    "title": _DOCUMENT,
    "parent": _DOCUMENT,
    "document": _DOCUMENT,
    "mineralName": _Looked(
        "mineral",
        "?thing skos:inScheme <https://w3id.org/policykg/mineral> ; skos:prefLabel|skos:altLabel ?name",
        _is,
    ),
    "mineName": _Looked("mine", "?thing a pol:Mine ; rdfs:label|skos:altLabel ?name", str.__contains__),
    "baseName": _BASE,
    "statusName": _Looked("state of a mine", "?thing a pol:Mine ; pol:status ?name", _is),
    "heading": _Looked("heading", "?thing a pol:Task ; rdfs:label ?name", str.__contains__),
    "number": _Looked("task or section", "?thing a ?kind ; pol:number ?name", _is),
    "bodyLevel": _LEVEL,
    "bodyKind": _KIND,
    "namedAs": _Looked("role", 'VALUES ?name { "issuer" "addressee" }', _is),
}


def why_empty(graph: Graph, parameters: Mapping[str, str]) -> str:
    """Return one line about an answer that has no rows, for the person who asked.

    The first value that names nothing in the graph is told, with the names that are like it; where every value names
    something, it is said that nothing answers to all of them.

    Args:
        graph: what was asked.
        parameters: values as the caller wrote them, by name.
    """
    given = ", ".join(f"{name}={value[:60]}" for name, value in parameters.items() if value)
    called = ""
    for parameter, asked in parameters.items():
        looked = _LOOKED.get(parameter)
        if looked is None or not asked or (parameter == "document" and ":" in asked):
            continue
        names = _names(graph, looked)
        answering = [name for name in names if looked.answers(name, asked)]
        if not answering:
            return f"no rows: no {looked.what} in the graph is called {asked[:60]}{_like(asked, names)}"
        if looked is _BODY:
            full = [name for name in answering if name != asked][:_MOST]
            called = f"a body is called {asked[:60]}, but nothing of the kind is told with {given}"
            called += f"; names like it: {_listed(full)}" if full else ""
    nothing = f"nothing in the graph answers to {given or 'the question'}"
    return f"no rows: {called or nothing}"


def _names(graph: Graph, looked: _Looked) -> list[str]:
    """Return the names that there are, the shortest first."""
    rows = graph.select(f"{_PREFIXES}SELECT DISTINCT ?name WHERE {{ {looked.pattern} }}").values()
    return sorted({row["name"] for row in rows if "name" in row}, key=lambda name: (len(name), name))


def _like(asked: str, names: list[str]) -> str:
    """Return the names like a value, or all of a short list."""
    # Of a place without the body, those that end alike elsewhere; else those that have the words.
    near = difflib.get_close_matches(asked[:60], sorted(names), _MOST, 0.5)
    parts = [name for name in names if asked in name]
    found = list(dict.fromkeys((*parts, *near)))[:_MOST]
    if found:
        return f"; names like it: {_listed(found)}"
    return f"; there are {_listed(names)}" if 0 < len(names) <= _MOST_LISTED else ""


def _listed(names: list[str]) -> str:
    mark = "；" if any("、" in name for name in names) else "、"
    return mark.join(name[:60] for name in names)
