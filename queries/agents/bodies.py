"""Finding a body by a name: the full one, or one as printed somewhere, whole or in part."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from queries.asking import run
from queries.backends.base import Graph
from queries.catalogue import read_query
from queries.errors import one_line
from queries.hints import why_empty

__all__ = ["find_bodies"]

_PREFIXES = """PREFIX pol: <https://w3id.org/policykg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX org: <http://www.w3.org/ns/org#>
"""

_FIND = read_query(
    """# parameter called: text 财政厅
# parameter place: text optional 西藏
"""
    + _PREFIXES
    + """SELECT ?body (MIN(?full) AS ?name) (MIN(?nearness) AS ?near) WHERE {
  {
    SELECT DISTINCT ?body ?nearness WHERE {
#PARAMETERS
      { ?body skos:prefLabel|skos:altLabel ?any } UNION { ?duty pol:responsibleParty ?body ; pol:mention ?any }
      FILTER(CONTAINS(STR(?any), ?called))
      ?body a pol:Body .
      OPTIONAL { ?body skos:prefLabel ?own }
      FILTER(!BOUND(?place) || CONTAINS(STR(?own), ?place))
      BIND(IF(STR(?own) = ?called, 0, IF(STR(?any) = ?called, 1, 2)) AS ?nearness)
    }
  }
  OPTIONAL { ?body skos:prefLabel ?full }
}
GROUP BY ?body
ORDER BY ?near STRLEN(?name) STR(?name) STR(?body)""",
    "find_body",
)

_ABOUT = read_query(
    """# parameter body: iri id:org/0123456789ab
"""
    + _PREFIXES
    + """SELECT DISTINCT ?what ?value WHERE {
#PARAMETERS
  {
    ?body skos:altLabel ?value . BIND("also" AS ?what)
  } UNION {
    ?body a ?value . BIND("kinds" AS ?what)
  } UNION {
    ?body pol:level ?value . BIND("level" AS ?what)
  } UNION {
    ?body org:subOrganizationOf/skos:prefLabel ?value . BIND("partOf" AS ?what)
  } UNION {
    ?body pol:successor ?value . BIND("successors" AS ?what)
  } UNION {
    ?value pol:successor ?body . BIND("predecessors" AS ?what)
  } UNION {
    ?duty pol:responsibleParty ?body ; pol:mention ?value . BIND("printed" AS ?what)
  }
}
ORDER BY ?what STR(?value)""",
    "find_body",
)

_TASKS = read_query(
    """# parameter body: iri id:org/0123456789ab
"""
    + _PREFIXES
    + """SELECT (STRAFTER(STR(?concept), "/role/") AS ?role) (COUNT(DISTINCT ?task) AS ?tasks) WHERE {
#PARAMETERS
  ?duty pol:responsibleParty ?body ; pol:role ?concept .
  ?task pol:hasResponsibility ?duty .
}
GROUP BY ?concept
ORDER BY ?role""",
    "find_body",
)

_LISTS = ("also", "printed", "kinds", "partOf", "predecessors", "successors")
_MOST_NAMES = 20


def find_bodies(graph: Graph, name: str, place: str, limit: int) -> dict[str, Any]:
    """Return the bodies that a name may mean, the nearest first: by full name, by another name, by a part of one.

    Args:
        graph: what is asked.
        name: name of a body, full or as printed, or a part of it.
        place: words that the full name must have, such as 西藏; empty for any.
        limit: how many bodies to describe.
    """
    given = {"called": name} | ({"place": place} if place else {})
    found = list(run(_FIND, graph, given).values())
    data: dict[str, Any] = {
        "bodies": [_described(graph, row) for row in found[:limit]],
        "total": len(found),
        "cut": len(found) > limit,
    }
    if len(found) > limit:
        data["note"] = f"CUT: {limit} of {len(found)} bodies; a longer name or a place says which is meant"
    elif not found:
        data["note"] = one_line(why_empty(graph, {"body": name} | ({"place": place} if place else {})))
    return data


def _described(graph: Graph, row: dict[str, str]) -> dict[str, Any]:
    """Describe one body."""
    iri = row["body"]
    said: dict[str, list[str]] = defaultdict(list)
    for one in run(_ABOUT, graph, {"body": f"<{iri}>"}).values():
        said[one["what"]].append(one["value"])
    roles = {
        one["role"]: int(one["tasks"]) for one in run(_TASKS, graph, {"body": f"<{iri}>"}).values() if "role" in one
    }
    said["kinds"] = [_last(kind) for kind in said["kinds"]]
    described: dict[str, Any] = {"iri": iri, "name": row.get("name", ""), "match": _NEARNESS[int(row["near"])]}
    described |= {key: said[key][:_MOST_NAMES] for key in _LISTS if said[key]}
    if said["level"]:
        described["level"] = _last(said["level"][0])
    return described | {"tasks": roles}


_NEARNESS = ("full name", "other name", "part of a name")


def _last(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]
