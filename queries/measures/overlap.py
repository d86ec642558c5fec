"""How much the tasks of two bodies overlap."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from ontology.terms import PREFIXES
from queries.backends.base import Graph
from queries.errors import QueryError
from queries.measures.measuring import DIGITS
from queries.measures.network import Duties, read_duties
from queries.rows import needed

__all__ = ["Overlap", "overlaps"]

_NAMED = f"""PREFIX pol: <{PREFIXES["pol"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?found WHERE {{
  #PARAMETERS
  ?found skos:prefLabel|skos:altLabel ?anyName .
  FILTER(STR(?anyName) = ?name)
  ?found a pol:Body .
}} ORDER BY STR(?found)"""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much the tasks of two bodies, of any role, overlap.

    `tasks` are those that both have, in the order of their IRIs. `jaccard` is their number by that of all tasks of the
    two (Jaccard 1901), `overlap` by that of the body with fewer (Szymkiewicz 1934, Simpson 1943); both lie between 0
    and 1, and do not ask which body comes first.
    """

    body: str
    label: str
    other: str
    other_label: str
    body_tasks: int
    other_tasks: int
    tasks: tuple[str, ...]
    jaccard: float
    overlap: float


def overlaps(graph: Graph, body: str, other: str | None = None) -> tuple[Overlap, ...]:
    """Compare the tasks of a body with those of another one, or of every body that shares one with it.

    Args:
        graph: what `open_graph` returned.
        body: IRI of the body, or one of its names, full or short, exactly as printed somewhere.
        other: the other body, in the same way.

    Returns:
        One overlap, or one for each partner, those that are most alike first.

    Raises:
        QueryError: no body or several have that name, or the graph does not answer.
    """
    duties = read_duties(graph)
    first = _body(graph, duties, body)
    if other is not None:
        return (_overlap(duties, first, _body(graph, duties, other)),)
    found = [_overlap(duties, first, second) for second in duties.bodies if second != first]
    shared = [one for one in found if one.tasks]
    return tuple(sorted(shared, key=lambda one: (-one.jaccard, -one.overlap, -len(one.tasks), one.other)))


def _body(graph: Graph, duties: Duties, name: str) -> str:
    """Return the IRI of the body with tasks that is meant by a name or an IRI."""
    prefix, _, local = name.partition(":")
    iri = PREFIXES[prefix] + local if prefix in PREFIXES else name
    if iri in duties.bodies:
        return iri
    try:
        asked = {"name": Literal(name)}
    except ValueError:
        raise QueryError(f"{graph.where}: the name of a body is not in UTF-8: {name}") from None
    rows = needed(graph.select(_NAMED, asked), ("found",), graph.where).values()
    found = [row["found"] for row in rows if row["found"] in duties.bodies]
    if not found:
        raise QueryError(f"{graph.where}: no body of that name has a task: {name}")
    if len(found) > 1:
        named = "、".join(duties.label(one) for one in found[:_SHOWN])
        more = " …" if len(found) > _SHOWN else ""
        raise QueryError(
            f"{graph.where}: {name} means {len(found)} bodies ({named}{more}); give the full name or the IRI"
        )
    return found[0]


def _overlap(duties: Duties, one: str, other: str) -> Overlap:
    first, second = duties.tasks(one), duties.tasks(other)
    shared = first & second
    return Overlap(
        body=one,
        label=duties.label(one),
        other=other,
        other_label=duties.label(other),
        body_tasks=len(first),
        other_tasks=len(second),
        tasks=tuple(sorted(shared)),
        jaccard=round(len(shared) / len(first | second), DIGITS),
        overlap=round(len(shared) / min(len(first), len(second)), DIGITS),
    )
