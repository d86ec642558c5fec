"""The verb of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from exports.errors import ExportError
from exports.formats import Format, find_format
from exports.place import check_place, replaced
from exports.quads import Quads
from queries.backends.place import graph_file, local_path

__all__ = ["ExportReport", "export"]


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer wrote: how many of what, and how many characters another one stands for."""

    counts: Mapping[str, int]
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was exported: counts of what was written, size in bytes.

    `replaced` counts the characters that the format cannot hold; a visible one stands for each.
    """

    path: Path
    format: str
    counts: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    replaced: int = 0

    def line(self) -> str:
        """Return one line that says what was written."""
        counts = ", ".join(f"{count} {what}" for what, count in self.counts.items())
        return f"{self.path}: {self.format}, {counts}, {self.size} bytes"


class Writer(Protocol):
    """A module that writes a format; `FILES` are the names that its folder may hold."""

    FILES: tuple[str, ...]

    def write(self, quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002
        """Write a graph to a path that is free."""


def export(graph: Path | str, out: Path, format: str | None = None) -> ExportReport:  # noqa: A002
    """Write a built graph in another format; what was at `out` stays until the new one is whole.

    Args:
        graph: folder that `policykg build` wrote, or RDF file.
        out: file or folder to write.
        format: a name of `FORMATS`; otherwise the ending of `out` tells it.

    Raises:
        ExportError: the format is unknown or its library missing, `out` cannot be written, or the graph not be held.
        QueryError: there is no graph.
    """
    if str(out) == "-":
        raise ExportError("-: an export is put in its place as a whole, not written to standard output; name a file")
    chosen = find_format(format, out)
    _needs(chosen)
    writer: Writer = import_module(f"exports.{chosen.module}")
    source = local_path(graph)
    file = graph_file(source)
    place = check_place(out, source, writer.FILES if chosen.folder else None)
    with replaced(place) as (made, work):
        written = writer.write(Quads(file, work), made, work, chosen.name)
        size = sum(one.stat().st_size for one in (made.iterdir() if chosen.folder else [made]))
    return ExportReport(out, chosen.name, written.counts, size, written.replaced)


def _needs(chosen: Format) -> None:
    """Say which extra brings a library that is missing."""
    if chosen.library and find_spec(chosen.library) is None:
        raise ExportError(
            f"{chosen.name} needs {chosen.library}, which is not installed: pip install 'policykg[{chosen.extra}]'"
        )
