"""The graph in an Oxigraph store inside this process."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, QueryBoolean, QueryTriples, RdfFormat, Store, Triple

from ontology.terms import ELI, POL, REGISTER_GRAPH, VOCABULARY_GRAPH
from queries.backends.base import Backend
from queries.backends.place import graph_file, store_folder
from queries.errors import QueryError
from queries.kept import Kept
from queries.rows import Rows
from queries.vetting import ELSEWHERE, asks_elsewhere

__all__ = ["EmbeddedGraph", "load_file", "merge", "reading"]

_CHARACTERS = re.compile(r"(, )?\[(_|[^\[\]]*\.\.=[^\[\]]*)\]")
"""Sets of characters among what the parser expected, which help nobody."""

_SUFFIXES = ("nq", "trig", "ttl", "nt", "jsonld", "rdf")


class EmbeddedGraph(Backend):
    """A pyoxigraph store, on disk and read-only, or in memory.

    Oxigraph up to 0.5 answers once for every named graph that holds a triple when it asks the union of its graphs
    (oxigraph issue 1919). A store whose default graph holds the merge of its named graphs has no such trouble, and is
    asked as it is; `merge` makes one of any store.
    """

    def __init__(self, store: Store, where: str, kept: Kept | None = None) -> None:
        """Ask `store`, which lies at `where`; `kept` has answers that are known already."""
        super().__init__(where)
        self._kept = kept
        self._store: Store | None = store
        self._union = not bool(store.query("ASK { ?s ?p ?o }"))

    @classmethod
    def from_path(cls, path: Path) -> EmbeddedGraph:
        """Open DIR/store when there is one, or else read DIR/graph.nq or an RDF file into memory."""
        if folder := store_folder(path):
            try:
                kept = Kept(path)
                store = Store.read_only(str(folder))
                return cls(store, str(path), kept if kept.is_of(path) else None)
            except (OSError, ValueError, RuntimeError) as error:
                raise QueryError(f"{folder}: the store cannot be opened: {error}") from None
        store = Store()
        load_file(store, graph_file(path))
        merge(store)
        return cls(store, str(path))

    @property
    def named(self) -> bool:
        """Whether there are named graphs."""
        return self._store is not None and next(iter(self._store.named_graphs()), None) is not None

    def graphs_of(self, documents: Iterable[NamedNode]) -> set[str]:
        """Return the named graphs that state the texts of documents; of one that was only cited there is none."""
        if self._store is None:
            raise QueryError(f"{self.where}: the graph is closed")
        of, text = self._store.quads_for_pattern, NamedNode(ELI.is_realized_by)
        graphs = (quad.graph_name for document in documents for quad in of(document, text, None, None))
        return {graph.value for graph in graphs if isinstance(graph, NamedNode)}

    def part(self, graphs: Iterable[str]) -> EmbeddedGraph:
        """Return some of the named graphs in memory, with what the register and the vocabularies say of their terms."""
        if self._store is None:
            raise QueryError(f"{self.where}: the graph is closed")
        part, of = Store(), self._store.quads_for_pattern
        vocabulary, register, successor = map(NamedNode, (VOCABULARY_GRAPH, REGISTER_GRAPH, POL.successor))
        part.bulk_extend(of(None, None, None, vocabulary))
        known = set()
        for graph in graphs:
            said = list(of(None, None, None, NamedNode(graph)))
            part.bulk_extend(said)
            known |= {quad.object for quad in said if isinstance(quad.object, NamedNode)}
        waiting = list(known)
        while waiting:
            term = waiting.pop()
            said = list(of(term, None, None, register))
            part.bulk_extend(said)
            before = (quad.subject for quad in of(None, successor, term, register))
            for found in (*(quad.object for quad in said), *before):
                if isinstance(found, NamedNode) and found not in known:
                    known.add(found)
                    waiting.append(found)
        merge(part)
        return EmbeddedGraph(part, self.where)

    def _answer(self, text: str) -> Rows | bool | tuple[Triple, ...]:
        return self._read(text, None)

    def _begin(self, text: str, most: int) -> Rows | bool | tuple[Triple, ...]:
        return self._read(text, most)

    def _read(self, text: str, most: int | None) -> Rows | bool | tuple[Triple, ...]:
        """Ask the store and read no more than `most` rows of its answer."""
        if self._store is None:
            raise QueryError(f"{self.where}: the graph is closed")
        if asks_elsewhere(text):
            raise QueryError(ELSEWHERE)
        if self._kept and (known := self._kept.answer(text)) is not None:
            return known
        try:
            answer = self._store.query(text, use_default_graph_as_union=self._union)
            if isinstance(answer, QueryBoolean):
                return bool(answer)
            if isinstance(answer, QueryTriples):
                return tuple(islice(answer, most))
            columns = tuple(variable.value for variable in answer.variables)
            with _collecting_nothing():
                return Rows(columns, tuple(tuple(solution) for solution in islice(answer, most)))
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {_place(error)}") from None
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"{self.where}: the query failed: {error}") from None

    def close(self) -> None:
        """Let go of the store."""
        self._store = None


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Make many rows at once: none of them is part of a cycle, and looking for one takes a seventh of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def load_file(store: Store, file: Path) -> None:
    """Read an RDF file into a store.

    Raises:
        QueryError: the format is unknown, or the file malformed (with the line) or not readable.
    """
    with reading(file) as kind:
        store.bulk_load(path=str(file), format=kind)


@contextmanager
def reading(file: Path) -> Iterator[RdfFormat]:
    """Lend the format of an RDF file while it is read, and say in one line what is wrong with the file.

    Raises:
        QueryError: the format is unknown, or the file malformed (with the line) or not readable.
    """
    kind = RdfFormat.from_extension(file.suffix.removeprefix(".").lower())
    if kind is None:
        raise QueryError(f"{file}: not known as an RDF file; one of .{' .'.join(_SUFFIXES)} is needed")
    try:
        yield kind
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise QueryError(f"{file}{line}: the file is malformed: {error.msg}") from None
    except QueryError:
        raise
    except (ValueError, OSError) as error:
        raise QueryError(f"{file}: the file cannot be read: {error}") from None


def merge(store: Store) -> None:
    """Put the triples of all named graphs into the default graph as well, each once."""
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")


def _place(error: SyntaxError) -> str:
    """Say where a query is malformed, in words: `error at 2:12: ...` becomes `line 2, column 12: ...`."""
    message = _CHARACTERS.sub("", str(error))
    head, _, rest = message.partition(": ")
    line, colon, column = head.removeprefix("error at ").partition(":")
    if colon and line.isdigit() and column.isdigit():
        return f"line {line}, column {column}: {rest}"
    return message
