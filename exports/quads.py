"""The quads of a graph, in the orders in which the formats want them.

Whatever the file is, its quads become lines of canonical N-Quads, sorted: the same graph gives the same bytes from
whichever serialisation it is read, in whatever order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from exports.errors import ExportError
from exports.sorting import Sorter
from ontology.terms import RDF, XSD

__all__ = ["Quads", "Statement", "Term", "is_canonical", "parsed", "split", "term"]

_TOGETHER = 10_000
_BLOCK = 1_000_000
_PATH = rb"[A-Za-z0-9._~/?@!$&'()*+,;=:\-]*+"
_NAME = rb"<https?://[a-z0-9.\-]++/%b(?:#%b)?>" % (_PATH, _PATH)
_STRING = rb'"[^"\\\x00-\x1f\x7f]*+(?:\\(?:[tbnrf"\\]|u(?:00(?:0[0-7BEF]|1[0-9A-F]|7F)))[^"\\\x00-\x1f\x7f]*+)*+"'
_TYPED = rb"(?:@[a-z]{2,8}|\^\^<http://www\.w3\.org/2001/XMLSchema#[A-Za-z]{1,20}>)?"
_LINE = rb"%b %b (?:%b|%b%b) (?:%b )?\.\n" % (_NAME, _NAME, _NAME, _STRING, _TYPED, _NAME)
_CANONICAL = re.compile(rb"(?:%b)*+" % _LINE)
_NONCHARACTER = re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])|[\xf0-\xf4][\x80-\xbf]\xbf[\xbe\xbf]")
_ENDS = (b"\xef\xb7", b"\xbf\xbe", b"\xbf\xbf")
"""What a noncharacter has in it, as some others do: looking for these is much faster."""
_TYPE = f"<{RDF.type}>".encode()
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Statement(NamedTuple):
    """Terms as N-Quads writes them; the default graph is empty."""

    graph: bytes
    subject: bytes
    predicate: bytes
    object: bytes


class Term(NamedTuple):
    """A term as plain text: an IRI has no datatype, text in a language has the datatype `rdf:langString`."""

    value: str
    datatype: str = ""
    language: str = ""


class Quads:
    """The quads of one RDF file, each once."""

    def __init__(self, file: Path, work: Path) -> None:
        """Read `file`; what does not fit into memory lies below `work` meanwhile.

        Raises:
            ExportError: the file is unknown, malformed or not readable, or has blank nodes.
        """
        self.file = file
        self._work = work
        self._lines = Sorter(work)
        self.size = 0
        self.add(_canonical_lines(file))

    def lines(self) -> Iterator[bytes]:
        """Go through the lines of N-Quads, sorted."""
        return iter(self._lines)

    def statements(self) -> Iterator[Statement]:
        """Go through the quads in the order of `lines`."""
        return map(split, self._lines)

    def add(self, lines: Iterable[bytes]) -> None:
        """Take more lines of canonical N-Quads; `size` counts them as they come."""

        def counted() -> Iterator[bytes]:
            for line in lines:
                self.size += 1
                yield line

        self._lines.add(counted())

    def merged(self) -> Iterator[bytes]:
        """Go through the triples of all graphs as lines of N-Triples, sorted and each once."""
        before = None
        for _, subject, predicate, value in self.statements():
            line = b"%s %s %s .\n" % (subject, predicate, value)
            # What several graphs state stands in lines that follow one another: nothing else begins with the triple.
            if line != before:
                yield line
            before = line

    def by_graph(self) -> Iterator[Statement]:
        """Go through the quads graph by graph, subject by subject, what a subject is first."""
        return self._ordered(True)

    def by_subject(self) -> Iterator[Statement]:
        """Go through the triples of all graphs subject by subject, each once, what a subject is first."""
        return self._ordered(False)

    def _ordered(self, named: bool) -> Iterator[Statement]:
        # A tab is smaller than all that terms hold, so that a document goes before the tasks below its address.
        order = Sorter(self._work)
        order.add(
            b"%s\t%s\t%s\t%s\n" % (graph[:-1] if named else b"", subject[:-1], b"" if kind == _TYPE else kind, value)
            for graph, subject, kind, value in self.statements()
        )
        for line in order:
            graph, subject, kind, value = line[:-1].split(b"\t")
            yield Statement(graph and graph + b">", subject + b">", kind or _TYPE, value)


def _canonical_lines(file: Path) -> Iterator[bytes]:
    """Read an RDF file as lines of canonical N-Quads."""
    kind = ox.RdfFormat.from_extension(file.suffix.removeprefix(".").lower())
    if kind is None:
        raise ExportError(f"{file}: not known as an RDF file; .nq .trig .ttl .nt .jsonld .rdf are")
    try:
        if kind in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES):
            yield from _lines_of_lines(file, kind)
        else:
            yield from _written(file, ox.parse(path=str(file), format=kind))
    except SyntaxError as error:
        raise _malformed(file, error, 0) from None
    except (OSError, RuntimeError) as error:
        raise ExportError(f"{file}: the file cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _lines_of_lines(file: Path, kind: ox.RdfFormat) -> Iterator[bytes]:
    """Read N-Quads or N-Triples: lines as `policykg build` writes them are taken as they are, others are parsed."""
    before = 0
    with file.open("rb") as stream:
        while lines := stream.readlines(_BLOCK):
            block = b"".join(lines)
            if is_canonical(block):
                yield from lines
            else:
                try:
                    yield from _written(file, ox.parse(block, format=kind))
                except SyntaxError as error:
                    raise _malformed(file, error, before) from None
            before += len(lines)


def is_canonical(block: bytes) -> bool:
    """Tell whether Oxigraph would write these lines as they stand."""
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    # The datatype of strings is left out, and noncharacters are escaped.
    if b"XMLSchema#string>" in block or (any(end in block for end in _ENDS) and _NONCHARACTER.search(block)):
        return False
    return bool(_CANONICAL.fullmatch(block))


def _malformed(file: Path, error: SyntaxError, before: int) -> ExportError:
    line = f", line {error.lineno + before}" if error.lineno else ""
    return ExportError(f"{file}{line}: the file is malformed: {error.msg}")


def _written(file: Path, quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    quads = iter(quads)
    while some := list(islice(quads, _TOGETHER)):
        block = ox.serialize(some, format=ox.RdfFormat.N_QUADS) or b""
        if b"_:" in block or b"<<(" in block:
            _refuse(file, some)
        yield from block.splitlines(keepends=True)


def _refuse(file: Path, quads: Iterable[ox.Quad]) -> None:
    """Refuse what has no name of its own, and terms that only RDF 1.2 has."""
    for quad in quads:
        if any(isinstance(one, ox.BlankNode) for one in (quad.subject, quad.object, quad.graph_name)):
            raise ExportError(f"{file}: the graph has blank nodes, which nobody can put in a lasting order: {quad}")
        if isinstance(quad.object, ox.Triple):
            raise ExportError(f"{file}: the graph has triple terms of RDF 1.2; export the graph that it was made from")


def split(line: bytes) -> Statement:
    r"""Take a line of canonical N-Quads apart.

    >>> split(b'<s:> <p:> "a <b"@zh <g:> .\n')
    Statement(graph=b'<g:>', subject=b'<s:>', predicate=b'<p:>', object=b'"a <b"@zh')
    """
    subject, predicate, rest = line.split(b" ", 2)
    value, _, graph = rest[:-3].rpartition(b" ")
    # The last word of a literal is no IRI: it has a quotation mark, which no IRI may hold.
    if value and graph.startswith(b"<") and b'"' not in graph:
        return Statement(graph, subject, predicate, value)
    return Statement(b"", subject, predicate, rest[:-3])


def term(written: bytes) -> Term:
    r"""Return a term of canonical N-Quads as plain text.

    >>> term(b'"a\\n"@zh')
    Term(value='a\n', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='zh')
    """
    text = written.decode()
    if text.startswith("<"):
        return Term(text[1:-1])
    value, _, kind = text[1:].rpartition('"')
    if "\\" in value:
        value = _ESCAPED.sub(_unescaped, value)
    if kind.startswith("@"):
        return Term(value, RDF.langString, kind[1:])
    return Term(value, kind[3:-1] if kind else XSD.string)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])


def parsed(statements: Iterable[Statement]) -> Iterator[ox.Quad]:
    """Turn statements into quads of Oxigraph, some at a time."""
    lines = (b"%s %s %s %s .\n" % (s, p, o, g) for g, s, p, o in statements)
    while some := b"".join(islice(lines, _TOGETHER)):
        yield from ox.parse(some, format=ox.RdfFormat.N_QUADS)
