"""The evidence of a fact: which words of which file state it, which rule read them, and in which run."""

from __future__ import annotations

from typing import Any

from ontology.terms import PREFIXES
from queries.agents.pages import page
from queries.asking import run
from queries.backends.base import Graph
from queries.catalogue import read_query
from queries.errors import QueryError
from queries.rows import Rows

__all__ = ["evidence_of"]

_PARAMETER = "# parameter fact: iri id:doc/0123456789ab/task/1\n"

_EVIDENCE = read_query(
    _PARAMETER
    + """PREFIX pol: <https://w3id.org/policykg/ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?quote (xsd:integer(?from) AS ?start) (xsd:integer(?to) AS ?end) ?file ?document ?text ?sha256 ?statedBy
  ?rule ?ruleVersion (MIN(?name) AS ?ruleLabel) ?run (MIN(?reader) AS ?readBy) (MIN(?person) AS ?decidedBy)
WHERE {
#PARAMETERS
  { ?fact pol:evidence ?evidence } UNION { ?mention pol:namedPlace ?fact ; pol:evidence ?evidence }
  BIND(COALESCE(?mention, ?fact) AS ?statedBy)
  ?evidence oa:hasSource ?text ; oa:hasSelector ?position, ?words .
  ?position oa:start ?from ; oa:end ?to .
  ?words oa:exact ?quote .
  ?text pol:fileName ?file .
  OPTIONAL { ?text eli:realizes ?document }
  OPTIONAL { ?text pol:sha256 ?sha256 }
  OPTIONAL {
    ?statedBy pol:foundBy ?how .
    OPTIONAL { ?how skos:notation ?rule }
    OPTIONAL { ?how owl:versionInfo ?ruleVersion }
    OPTIONAL { ?how skos:prefLabel ?name . FILTER(LANG(?name) = "zh") }
  }
  OPTIONAL { ?statedBy prov:wasGeneratedBy ?run . OPTIONAL { ?run prov:wasAssociatedWith/rdfs:label ?reader } }
  OPTIONAL { ?statedBy pol:correctedBy/prov:wasAssociatedWith/rdfs:label ?person }
}
GROUP BY ?quote ?from ?to ?file ?document ?text ?sha256 ?statedBy ?rule ?ruleVersion ?run
ORDER BY STR(?file) ?start ?end STR(?statedBy) STR(?rule) STR(?run)""",
    "evidence",
)

_ABOUT = read_query(
    _PARAMETER
    + """PREFIX pol: <https://w3id.org/policykg/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?property ?value ?label WHERE {
#PARAMETERS
  ?fact ?property ?value .
  FILTER(?property != pol:evidence && ?property != pol:foundBy)
  OPTIONAL { ?value skos:prefLabel|rdfs:label|dcterms:title|pol:mention ?label . FILTER(LANG(?label) != "en") }
}
ORDER BY STR(?property) STR(?value) STR(?label)""",
    "evidence",
)

_TYPE = PREFIXES["rdf"] + "type"
_POL = PREFIXES["pol"]


def evidence_of(graph: Graph, fact: str, limit: int) -> dict[str, Any]:
    """Return what a fact states and the words that state it.

    Args:
        graph: what is asked.
        fact: IRI of a task, responsibility, reference, deadline, indicator, mine, base, section, trace or finding.
        limit: how many quotes, and how many statements, to return.

    Raises:
        QueryError: nothing is called so, or it has no words of its own.
    """
    about = run(_ABOUT, graph, {"fact": fact})
    if not about:
        raise QueryError(f"nothing in the graph is called {fact}")
    values = list(about.values())
    kinds = sorted({row["value"].removeprefix(_POL) for row in values if row["property"] == _TYPE})
    own = [kind for kind in kinds if "/" not in kind]  # without those of other vocabularies
    quotes = _said(run(_EVIDENCE, graph, {"fact": fact}))
    if not quotes:
        raise QueryError(
            f"{fact} ({', '.join(own) or 'of no class of policykg'}) has no words of its own; facts have them: tasks, "
            "responsibilities, references, deadlines, indicators, mines, bases, parks, sections, traces and findings"
        )
    stated = Rows(about.columns, tuple(row for row in about.rows if row[0] is None or row[0].value != _TYPE))
    statements = page(stated, limit)
    found = page(quotes, limit)
    data: dict[str, Any] = {
        "fact": fact, "kinds": own, "statements": statements["rows"], "evidence": found["rows"], "total": len(quotes),
        "cut": found["cut"] or statements["cut"],
    }  # fmt: skip
    if data["cut"]:
        shown = (
            f"{len(found['rows'])} of {len(quotes)} quotes and {len(statements['rows'])} of {len(stated)} statements"
        )
        data["note"] = f"CUT: {shown}, long values clipped; a larger limit gives more"
    return data


def _said(rows: Rows) -> Rows:
    """Leave out words of a mine without a rule where the mention that named it there has one."""
    place = [rows.columns.index(name) for name in ("text", "start", "end")]
    rule = rows.columns.index("rule")
    ruled = {tuple(row[column] for column in place) for row in rows.rows if row[rule] is not None}
    kept = (row for row in rows.rows if row[rule] is not None or tuple(row[column] for column in place) not in ruled)
    return Rows(rows.columns, tuple(kept))
