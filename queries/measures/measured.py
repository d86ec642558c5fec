"""Measures as an answer in rows, and as RDF in a graph of their own that says from what a program worked them out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ontology.releases import current_version
from ontology.terms import DCTERMS, MEASURE, OWL, POL, PREFIXES, PROV, RDF, RDFS, XSD
from queries.backends.base import Graph
from queries.errors import QueryError
from queries.measures.measuring import DIGITS, SEED, Network
from queries.measures.network import ROLES
from queries.measures.overlap import Overlap
from queries.placing import write_whole
from queries.rows import Row, Rows, Term

__all__ = ["MEASURES_GRAPH", "backbone_rows", "body_rows", "overlap_rows", "state_measures", "write_measures"]

MEASURES_GRAPH = PREFIXES["graph"] + "measures"
"""The named graph of the measures."""

_FORMS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".ttl": RdfFormat.TURTLE}
_GRAPHS = f"""PREFIX dcterms: <{PREFIXES["dcterms"]}>
PREFIX prov: <{PREFIXES["prov"]}>
SELECT DISTINCT ?graph WHERE {{
  ?graph dcterms:conformsTo ?version ; prov:wasGeneratedBy ?run . ?run prov:used ?text
}} ORDER BY STR(?graph)"""
_TASKS = f"""PREFIX pol: <{PREFIXES["pol"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?task (MIN(?printed) AS ?number) (MIN(?name) AS ?label) WHERE {{
  ?task a pol:Task . OPTIONAL {{ ?task pol:number ?printed }} OPTIONAL {{ ?task rdfs:label ?name }}
}} GROUP BY ?task"""
_ROLE_KINDS = {
    "lead": MEASURE.lead_load, "responsible": MEASURE.responsible_load, "support": MEASURE.support_load,
    "guide": MEASURE.guide_load, "supervise": MEASURE.supervise_load,
}  # fmt: skip


def body_rows(network: Network) -> Rows:
    """Return a row a body, those with most tasks first; the columns of counts are those of the query `bodies`."""
    columns = ("department", "departmentLabel", *(f"{role}Tasks" for role in ROLES), "tasks", "partners", "shared",
        "betweenness", "group", "community")  # fmt: skip
    rows: list[Row] = [
        (
            NamedNode(body.department), Literal(body.label), *(Literal(n) for _, n in body.roles), Literal(body.tasks),
            Literal(body.partners), Literal(body.shared), _decimal(body.betweenness), Literal(body.group),
            Literal(body.community),
        )
        for body in network.bodies
    ]  # fmt: skip
    return Rows(columns, tuple(rows))


def backbone_rows(network: Network) -> Rows:
    """Return a row a link of the backbone, the least likely first."""
    labels = {body.department: body.label for body in network.bodies}
    rows: list[Row] = [
        (NamedNode(one.body), Literal(labels[one.body]), NamedNode(one.other), Literal(labels[one.other]),
         Literal(one.tasks), _decimal(one.chance))
        for one in network.backbone
    ]  # fmt: skip
    return Rows(("body", "bodyLabel", "other", "otherLabel", "tasks", "chance"), tuple(rows))


def overlap_rows(overlaps: Sequence[Overlap], graph: Graph | None = None) -> Rows:
    """Return a row an overlap, or, with the graph that names the tasks, a row a shared task."""
    columns = ("body", "bodyLabel", "other", "otherLabel", "bodyTasks", "otherTasks", "shared", "jaccard", "overlap")
    rows: list[Row] = []
    named = {row["task"].value: row for row in graph.select(_TASKS)} if graph else {}
    for one in overlaps:
        row: Row = (
            NamedNode(one.body), Literal(one.label), NamedNode(one.other), Literal(one.other_label),
            Literal(one.body_tasks), Literal(one.other_tasks), Literal(len(one.tasks)), _decimal(one.jaccard),
            _decimal(one.overlap),
        )  # fmt: skip
        if graph is None:
            rows.append(row)
            continue
        # Where no task is shared there still is a row, which says so.
        for task in one.tasks or (None,):
            said: dict[str, Term] = named.get(task, {}) if task else {}
            rows.append((*row, NamedNode(task) if task else None, said.get("number"), said.get("label")))
    return Rows((*columns, "task", "taskNumber", "taskLabel") if graph else columns, tuple(rows))


def state_measures(graph: Graph, program: str, measured: Network | Sequence[Overlap]) -> tuple[Quad, ...]:
    """State measures as RDF, sorted.

    Args:
        graph: the graph that was measured.
        program: name and version of the program, such as `policykg 0.1.0`.
        measured: what `measure` or `overlaps` found in it.

    Raises:
        QueryError: the graph does not say which run made which of its graphs, so that the source could not be stated;
            or a body of it has no IRI.
    """
    sources = [row["graph"] for row in graph.select(_GRAPHS).values()]
    if not sources:
        raise QueryError(
            f"{graph.where}: no graph of a document says which run made it; build it anew to state measures"
        )
    figures = _of_network(measured) if isinstance(measured, Network) else _of_overlaps(measured)
    home = NamedNode(MEASURES_GRAPH)
    try:
        triples = [*_origin(sources, program, measured), *(t for figure in figures for t in _stated(*figure))]
        return tuple(sorted({Quad(*triple, home) for triple in triples}, key=str))
    except ValueError as error:
        raise QueryError(f"{graph.where}: the measures cannot be stated: a body has no IRI ({error})") from None


def write_measures(quads: Iterable[Quad], out: Path) -> None:
    """Write measures as RDF, by the ending of the file; an old file stays until the new one is whole.

    Raises:
        QueryError: the ending is another one, or the file cannot be written.
    """
    form = _FORMS.get(out.suffix.lower())
    if form is None:
        raise QueryError(f"{out}: measures are written as {', '.join(_FORMS)}; the name of the file must end so")
    if out.exists() and not out.is_file():
        raise QueryError(f"{out}: this is no regular file, and is left as it is")
    stated = list(quads) if form is not RdfFormat.TURTLE else [quad.triple for quad in quads]
    prefixes = None if form is RdfFormat.N_QUADS else PREFIXES
    content = serialize(stated, format=form, prefixes=prefixes) or b""
    try:
        write_whole(out, content)
    except OSError as error:
        raise QueryError(f"{out}: the measures cannot be written: {error.strerror or error}") from None


Figure = tuple[str, tuple[str, ...], float]
"""Kind, bodies and value of a measure."""


def _of_network(network: Network) -> Iterator[Figure]:
    for body in network.bodies:
        who = (body.department,)
        yield MEASURE.degree, who, body.partners
        yield MEASURE.strength, who, body.shared
        yield MEASURE.load, who, body.tasks
        for role, tasks in body.roles:
            yield _ROLE_KINDS[role], who, tasks
        yield MEASURE.betweenness, who, body.betweenness
        yield MEASURE.community, who, body.community
    for link in network.backbone:
        yield MEASURE.backbone, (link.body, link.other), link.chance
        yield MEASURE.shared_tasks, (link.body, link.other), link.tasks


def _of_overlaps(overlaps: Sequence[Overlap]) -> Iterator[Figure]:
    for one in overlaps:
        if one.body != one.other:
            pair = (one.body, one.other)
            yield MEASURE.shared_tasks, pair, len(one.tasks)
            yield MEASURE.jaccard, pair, one.jaccard
            yield MEASURE.overlap, pair, one.overlap


def _stated(kind: str, bodies: tuple[str, ...], value: float) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """State one measure; its IRI is made of its kind and bodies, whichever of the two is asked for first."""
    digest = hashlib.sha256("\n".join(sorted(bodies)).encode()).hexdigest()[:12]
    node = NamedNode(f"{PREFIXES['id']}measure/{kind.removeprefix(MEASURE.NS)}/{digest}")
    yield node, NamedNode(RDF.type), NamedNode(POL.NetworkMeasure)
    yield node, NamedNode(POL.measureKind), NamedNode(kind)
    yield node, NamedNode(POL.measureValue), _decimal(value)
    for body in bodies:
        yield node, NamedNode(POL.measuredBody), NamedNode(body)


def _origin(
    sources: Sequence[str], program: str, measured: Network | Sequence[Overlap]
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """State which program made the graph of the measures, from which graphs, and how."""
    home = NamedNode(MEASURES_GRAPH)
    software = NamedNode(f"{PREFIXES['id']}software/{re.sub('[^0-9A-Za-z._-]+', '-', program)}")
    version = f"{PREFIXES['pol'].removesuffix('#')}/{current_version()}"
    yield home, NamedNode(RDF.type), NamedNode(PROV.Entity)
    yield home, NamedNode(DCTERMS.conformsTo), NamedNode(version)
    yield home, NamedNode(PROV.wasAttributedTo), software
    yield software, NamedNode(RDF.type), NamedNode(PROV.SoftwareAgent)
    yield software, NamedNode(RDFS.label), Literal(program)
    yield software, NamedNode(OWL.versionInfo), Literal(program.rpartition(" ")[2])
    for source in sources:
        yield home, NamedNode(PROV.wasDerivedFrom), NamedNode(source)
        yield NamedNode(source), NamedNode(RDF.type), NamedNode(PROV.Entity)
        yield NamedNode(source), NamedNode(RDFS.label), Literal(source.removeprefix(PREFIXES["graph"]))
    if isinstance(measured, Network):
        estimated = f"estimated from {measured.pivots} bodies, seed {SEED}" if measured.pivots else "exact"
        how = (
            f"backbone: disparity filter, alpha {measured.alpha:g}; betweenness: {estimated}; "
            f"communities: Louvain, seed {SEED}"
        )
        yield home, NamedNode(RDFS.comment), Literal(how, language="en")


def _decimal(value: float) -> Literal:
    """Return a decimal as stores write it, without needless zeros."""
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return Literal(text, datatype=NamedNode(XSD.decimal))
