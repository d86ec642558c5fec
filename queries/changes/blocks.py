"""The graphs of a build, one after another, as they stand in its graph.trig."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from ontology.terms import PREFIXES
from queries.errors import QueryError

__all__ = ["Block", "Trig", "side_by_side"]

_HEAD = re.compile(rb"(graph:\S+|<[^<>\s]+>) \{\n")
_FIRST = re.compile(rb"@prefix [^\s:]*: <[^<>\s]*> \.\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A graph: its IRI, and where it stands in the file."""

    graph: str
    data: bytes
    start: int


class Trig:
    """The graph.trig of a build: prefixes, then a block for each graph in the order of their names."""

    def __init__(self, folder: str) -> None:
        """Take the folder of a build.

        Raises:
            QueryError: there is no graph.trig in it.
        """
        self.path = Path(folder) / "graph.trig"
        if not self.path.is_file():
            raise QueryError(f"{folder}: is no folder of a build (it has no graph.trig)")
        self._prefixes = b""

    def blocks(self) -> Generator[Block]:
        """Yield all graphs.

        Raises:
            QueryError: the file cannot be read, or is none that a build writes.
        """
        try:
            with self.path.open("rb") as file:
                yield from self._blocks(file)
        except OSError as error:
            raise QueryError(f"{self.path}: {error.strerror or error}") from error

    def _blocks(self, file: BinaryIO) -> Iterator[Block]:
        start, last, prefixes = 0, "", []
        for line in file:
            if _FIRST.fullmatch(line) and not last:
                prefixes.append(line)
                self._prefixes = b"".join(prefixes)
            elif _HEAD.fullmatch(line):
                lines = [line]
                for inner in file:
                    lines.append(inner)
                    if inner[:1] == b"}":
                        break
                block = Block(self._graph(line), b"".join(lines), start)
                if not block.data.endswith(b"\n}\n") or f"{block.graph}>" <= last:
                    raise self._strange()
                last = f"{block.graph}>"
                yield block
                start += len(block.data)
                continue
            elif line.strip():
                raise self._strange()
            start += len(line)

    def _strange(self) -> QueryError:
        return QueryError(f"{self.path}: is not as policykg build writes it")

    def _graph(self, line: bytes) -> str:
        if line.startswith(b"<"):
            return line[1 : line.index(b">")].decode("utf-8", "replace")
        # A local name has a backslash before what no name has.
        return PREFIXES["graph"] + re.sub(rb"\\(.)", rb"\1", line[6:-3]).decode("utf-8", "replace")

    def quads(self, block: Block) -> list[ox.Quad]:
        """Return what a graph says.

        Raises:
            QueryError: it is no TriG.
        """
        try:
            return list(ox.parse(self._prefixes + block.data, format=ox.RdfFormat.TRIG))
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"{self.path}: is not as policykg build writes it ({error})") from error

    def at(self, graph: str, start: int, length: int) -> Block:
        """Return a graph that was met before, by its place."""
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                return Block(graph, file.read(length), start)
        except OSError as error:
            raise QueryError(f"{self.path}: {error.strerror or error}") from error


def side_by_side(old: Trig, new: Trig) -> Iterator[tuple[Block | None, Block | None]]:
    """Yield the graphs that are not the same in both, with None where one has no such graph."""
    with closing(old.blocks()) as ours, closing(new.blocks()) as theirs:
        one, other = next(ours, None), next(theirs, None)
        while one or other:
            before, after = (f"{block.graph}>" if block else "\U0010ffff" for block in (one, other))
            left, right = (one if before <= after else None), (other if after <= before else None)
            if not (left and right and left.data == right.data):
                yield left, right
            one = next(ours, None) if left else one
            other = next(theirs, None) if right else other
