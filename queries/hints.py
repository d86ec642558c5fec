"""What to say beside an answer without rows: whether the name asked for stands in the graph, and which are like it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from queries.backends.base import Graph

__all__ = ["why_empty"]

_NAMED = ("body", "group", "name")
_NAMES = """PREFIX pol: <https://w3id.org/policykg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE { ?body a pol:Body ; skos:prefLabel|skos:altLabel ?name }"""
_MOST = 5


def why_empty(graph: Graph, parameters: Mapping[str, str]) -> str:
    """Return one line about an answer that has no rows, for the person who asked.

    Args:
        graph: what was asked.
        parameters: values as the caller wrote them, by name.
    """
    given = ", ".join(f"{name}={value[:60]}" for name, value in parameters.items() if value)
    asked = next((parameters[name] for name in _NAMED if parameters.get(name)), "")
    if not asked:
        return f"no rows: nothing in the graph answers to {given or 'the question'}"
    names = {row["name"] for row in graph.select(_NAMES).values() if "name" in row}
    if asked in names:
        return f"no rows: a body is called {asked[:60]}, but nothing of the kind is told with {given}"
    # Of a place without the body, those that end alike elsewhere; else those that have the words.
    near = difflib.get_close_matches(asked[:60], sorted(names), _MOST, 0.5)
    parts = [name for name in sorted(names, key=lambda name: (len(name), name)) if asked in name]
    found = list(dict.fromkeys((*parts, *near)))[:_MOST]
    like = f"; names like it: {'、'.join(found)}" if found else ""
    return f"no rows: no body in the graph is called {asked[:60]}{like}"
