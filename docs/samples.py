"""The graph of the sample documents: what real data of a term looks like, and what the named queries answer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from docs.code import names_used
from docs.knowledge import spaces
from graph_builder import build
from ontology import BASE, OA, POL, RDF, RDFS, SKOS
from queries import Graph, NamedQuery, Rows, open_graph, run

__all__ = ["Answer", "Sampled", "Statements", "read_documents", "read_examples"]

LONGEST = 80
"""Characters of a text that a page prints of data."""
WIDEST = 110
"""Characters of a line of Turtle."""
# What the examples of the headers do not find in the samples.
_VALUES: dict[str, dict[str, str]] = {
    "body-history": {"body": "国土资源部"},
    "compare": {"one": "〔2016〕42号", "other": "西藏"},
    "group-members": {"group": "各省级人民政府"},
    "shared-tasks": {"one": "省财政厅"},
    "who-by-place": {"placeName": "云南省"},
    "who-is-responsible": {"heading": "财税"},
}
_TYPE, _LABEL = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label)
_NAMES = {RDFS.label, SKOS.prefLabel, RDF.type}

Node = ox.NamedNode | ox.BlankNode | ox.Triple


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answers over some documents, and the values of parameters that it was asked with."""

    folder: str
    values: dict[str, str]
    rows: Rows


class Statements:
    """Statements in the order of their text, from which excerpts are taken; names of graphs are left out."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        """Sort the statements."""
        triples = {quad.triple for quad in quads}
        self._triples = sorted(triples, key=str)
        self._of: dict[Node, list[ox.Triple]] = {}
        for triple in self._triples:
            self._of.setdefault(triple.subject, []).append(triple)

    def about_class(self, iri: str) -> str:
        """Return Turtle of the fullest instance of a class, with its evidence; nothing if there is none."""
        of = ox.NamedNode(iri)
        found = [triple.subject for triple in self._triples if triple.predicate == _TYPE and triple.object == of]
        if not found:
            return ""
        subject = min(
            found, key=lambda node: (-len({t.predicate for t in self._of[node]}), len(self._of[node]), str(node))
        )
        return self._turtle([*self._of[subject], *self._evidence(subject)])

    def about_property(self, iri: str) -> str:
        """Return Turtle of the first use of a property, with what its subject and its value are."""
        use = next((triple for triple in self._triples if triple.predicate.value == iri), None)
        if use is None:
            return ""
        around = [triple for triple in self._of[use.subject] if triple.predicate.value in _NAMES or triple == use]
        if isinstance(use.object, ox.NamedNode | ox.BlankNode):
            value = self._of.get(use.object, [])
            if iri == POL.evidence:
                return self._turtle([*around, *self._evidence(use.subject)])
            around += [triple for triple in value if triple.predicate.value in _NAMES]
        return self._turtle(around)

    def _evidence(self, subject: Node) -> Iterator[ox.Triple]:
        """Yield the first evidence of a fact down to its selectors."""
        for triple in self._of[subject]:
            if triple.predicate.value == POL.evidence and isinstance(triple.object, ox.NamedNode):
                yield from self._of.get(triple.object, [])
                for part in self._of.get(triple.object, []):
                    if part.predicate.value == OA.hasSelector and isinstance(part.object, ox.NamedNode):
                        yield from self._of.get(part.object, [])
                return

    def _turtle(self, triples: Sequence[ox.Triple]) -> str:
        """Write statements as Turtle, types first, with the prefixes that are used; long texts are cut."""
        order = list(dict.fromkeys(triple.subject for triple in triples))
        told = sorted(
            dict.fromkeys(map(_cut, triples)),
            key=lambda triple: (order.index(triple.subject), triple.predicate != _TYPE, str(triple)),
        )
        named = {name: space for name, space in spaces().items() if name not in {"id", "graph"}}
        text = ox.serialize(told, format=ox.RdfFormat.TURTLE, prefixes=named, base_iri=BASE) or b""
        lines = [line.replace("\t", "    ") for line in text.decode("utf-8").splitlines() if not line.startswith("@")]
        body = "\n".join(map(_broken, lines))
        used = [name for name, space in sorted(named.items()) if any(iri.startswith(space) for iri in names_used(body))]
        head = [f"@prefix {name}: <{named[name]}> ." for name in used]
        return "\n".join([f"@base <{BASE}> .", *head, "", body]) + "\n"


def _broken(line: str) -> str:
    """Write a long list of names one a line."""
    if len(line) <= WIDEST or '"' in line:
        return line
    return line.replace(" , ", " ,\n        ")


def _cut(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if isinstance(value, ox.Literal) and len(value.value) > LONGEST:
        words = value.value[:LONGEST] + " …"
        cut = ox.Literal(words, language=value.language) if value.language else ox.Literal(words)
        return ox.Triple(triple.subject, triple.predicate, cut)
    return triple


class Sampled:
    """A graph that was built, to take excerpts from and to ask."""

    def __init__(self, folder: str, graph: Graph, quads: Iterable[ox.Quad]) -> None:
        """Keep the graph of a folder of documents, and its statements."""
        self.folder = folder
        self._graph = graph
        self._quads = tuple(quads)

    @cached_property
    def statements(self) -> Statements:
        """All statements."""
        return Statements(self._quads)

    def ask(self, text: str) -> Rows:
        """Ask in SPARQL."""
        return run(text, self._graph)

    def answer(self, query: NamedQuery) -> Answer:
        """Ask a query with the first values that give rows: the examples of its header, one of them, or none."""
        needed = {one.name: one.example for one in query.parameters if not one.optional}
        given = [one for one in query.parameters if one.optional and one.type != "iri"]
        tries = [_VALUES.get(query.name, needed), needed | {one.name: one.example for one in given}]
        tries += [needed | {one.name: one.example} for one in given]
        if query.name not in _VALUES:
            tries = [*tries[1:], tries[0]]
        answers = (Answer(self.folder, values, run(query, self._graph, values)) for values in tries)
        empty = Answer(self.folder, needed, Rows(tuple(column.name for column in query.columns)))
        return next((answer for answer in answers if len(answer.rows)), empty)


def read_examples(files: Iterable[Path]) -> Statements:
    """Return the statements of Turtle files."""
    return Statements(quad for file in files for quad in ox.parse(path=file))


@contextmanager
def read_documents(*sources: Path) -> Iterator[Sampled]:
    """Build a graph of documents and give it while the folder that it lies in exists."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "graph"
        build(sources, out, f"policykg {version('policykg')}")
        graph = open_graph(str(out))
        yield Sampled(sources[0].name, graph, ox.parse(path=out / "graph.nq"))
