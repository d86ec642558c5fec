"""Answers as they are kept: packed, whole before anybody is told that there is one, and shared by all who ask the same.

A graph that is served does not change unless it is built anew, so the same query has the same answer: the last ones are
kept, and a query that is being answered is not asked a second time. What is not the same each time (`NOW`, `RAND`) is
neither kept nor shared.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO
from weakref import finalize

from pyoxigraph import NamedNode

from queries.endpoint.engine import Engine, EngineError, GoneError, Lease, TooLongError
from queries.endpoint.worker import Graphs
from queries.vetting import graphs_of

__all__ = ["Answers", "Held"]

_GZIP = 31
"""What zlib calls the format of RFC 1952."""
_LEVEL = 1
_PIECE = 1 << 16
_MOST_IN_MEMORY = 8 << 20
_MOST_PACKED = 256 << 20
"""Bytes of the largest answer, packed: some gigabytes."""
_MOST_KEPT = 16 << 20
_JSON = "application/sparql-results+json"
_NO_GRAPH = "there is no such graph here, and none is fetched from elsewhere"
_PASSING = re.compile(r"(?:NOW|RAND|UUID|BNODE)(?:\s|#[^\r\n]*)*+\(", re.IGNORECASE)
"""What is called so; Oxigraph's parser needs no space before it (`DISTINCTRAND()`), and a variable calls nothing."""


class Held:
    """A whole answer, packed by gzip: in memory, or in a nameless file where it is large.

    `size` is how many bytes it has and `packed` how many when packed; `tag` tells whether two of them are the same, and
    `left_out` how many statements a description is short of.
    """

    def __init__(self, kind: str, pieces: Iterable[bytes], status: int = 200, left_out: int = 0) -> None:
        """Read an answer to its end.

        Raises:
            TooLongError: it is larger than one may be.
        """
        self.status, self.kind, self.left_out = status, kind, left_out
        self.size = self.packed = 0
        packer, digest = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP), sha256(f"{kind}\n".encode())
        spool = SpooledTemporaryFile(max_size=_MOST_IN_MEMORY)  # noqa: SIM115 - it may be kept
        try:
            for piece in pieces:
                self.size += len(piece)
                digest.update(piece)
                self.packed += spool.write(packer.compress(piece))
                if self.packed > _MOST_PACKED:
                    raise TooLongError("the answer is too large; ask for less, or with LIMIT")
            self.packed += spool.write(packer.flush())
        except BaseException:
            spool.close()
            raise
        self.tag = digest.hexdigest()[:32]
        self._body, self._lock = b"", threading.Lock()
        self._file: IO[bytes] | None = None
        if self.packed > _MOST_IN_MEMORY:
            self._file = spool
            finalize(self, spool.close)
        else:
            spool.seek(0)
            self._body = spool.read()
            spool.close()

    @property
    def in_memory(self) -> bool:
        """Whether it is small enough to be kept."""
        return self._file is None

    def pieces(self, packed: bool) -> Iterator[bytes]:
        """Give the bytes, packed or not; several readers do not disturb each other."""
        unpacker = zlib.decompressobj(_GZIP)
        for at in range(0, self.packed, _PIECE):
            if self._file is None:
                piece = self._body[at : at + _PIECE]
            else:
                with self._lock:
                    self._file.seek(at)
                    piece = self._file.read(_PIECE)
            if packed:
                yield piece
                continue
            while piece:
                yield unpacker.decompress(piece, 8 * _PIECE)
                piece = unpacker.unconsumed_tail
        if not packed:
            yield unpacker.flush()


@dataclass(slots=True)
class _Flight:
    """A question that is being answered, and who waits for it."""

    gone: list[Callable[[], bool]]
    done: threading.Event = field(default_factory=threading.Event)
    result: Held | None = None
    error: Exception | None = None

    def is_gone(self) -> bool:
        """Tell whether nobody waits any more."""
        return all(one() for one in self.gone)


class Answers:
    """The last answers, and those on their way."""

    def __init__(self, engine: Engine) -> None:
        """Have questions answered by that engine."""
        self.engine = engine
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Held] = OrderedDict()
        self._bytes = 0
        self._flights: dict[Hashable, _Flight] = {}

    def ask(self, query: str, accept: str, graphs: Graphs, gone: Callable[[], bool]) -> Held:
        """Answer a query, in the form that `accept` asks for, about the graphs that are named beside it or in it.

        Raises:
            EngineError: there is no answer.
        """

        def job(lease: Lease) -> Held:
            for name in [name for _, name in graphs] or graphs_of(query):
                if b"true" not in b"".join(lease.ask(f"ASK {{ GRAPH {_written(name)} {{ ?s ?p ?o }} }}", _JSON)):
                    return Held("text/plain", [f"{_NO_GRAPH}: {name}".encode()], 403)
            answer = lease.ask(query, accept, graphs)
            return Held(answer.kind, answer, answer.status)

        if _PASSING.search(query):
            return self.engine.run(job, gone)
        # A query may have a megabyte, and what is kept is counted by the answers alone.
        return self.give(sha256(repr((query, accept, graphs)).encode()).digest(), job, gone)

    def give(self, asked: Hashable, job: Callable[[Lease], Held], gone: Callable[[], bool]) -> Held:
        """Return what is kept of what is asked, or else have it made.

        Raises:
            EngineError: there is no answer.
        """
        key = asked, self.engine.stamp()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            flight = self._flights.get(key)
            if first := flight is None:
                flight = self._flights[key] = _Flight([])
            flight.gone.append(gone)
        if first:
            self._make(key, flight, job)
        while not flight.done.wait(0.25):
            if gone():
                raise GoneError
        if flight.result is not None:
            return flight.result
        if isinstance(flight.error, GoneError) and not gone():  # the others have just left
            return self.give(asked, job, gone)
        raise flight.error or EngineError("the answer could not be made")

    def _make(self, key: Hashable, flight: _Flight, job: Callable[[Lease], Held]) -> None:
        """Make an answer for all who wait for it, and keep it."""
        try:
            flight.result = self.engine.run(job, flight.is_gone)
        except EngineError as error:
            flight.error = error
        finally:
            with self._lock:
                del self._flights[key]
                if flight.result is not None and flight.result.status == 200 and flight.result.in_memory:
                    self._keep(key, flight.result)
            flight.done.set()

    def _keep(self, key: Hashable, held: Held) -> None:
        """Keep an answer; the one that was wanted longest ago makes room for it."""
        self._kept[key] = held
        self._bytes += held.packed + 1000
        while self._bytes > _MOST_KEPT:
            self._bytes -= self._kept.popitem(last=False)[1].packed + 1000


def _written(iri: str) -> str:
    """Write an IRI for SPARQL; what is none is that of no graph."""
    with suppress(ValueError):
        return str(NamedNode(iri))
    return "<urn:x-policykg:none>"
