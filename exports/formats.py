"""The formats in which a graph can be written, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from exports.errors import ExportError

__all__ = ["FORMATS", "Format", "find_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is for, how its files end, and which module writes it.

    Attributes:
        name: What `--to` is given.
        en: What it is, in English.
        zh: The same in Chinese.
        module: The module of this room that writes it, with a function `write`.
        endings: How its files end; none for a folder and for what another format's ending means already.
        folder: Whether it is a folder of files.
        extra: The extra of pyproject.toml that brings the library it needs.
        library: The import name of that library.
    """

    name: str
    en: str
    zh: str
    module: str
    endings: tuple[str, ...] = ()
    folder: bool = False
    extra: str = ""
    library: str = ""

    def line(self) -> str:
        """Return one line that lists the format."""
        ending = " ".join(self.endings) or ("folder" if self.folder else "")
        return f"{self.name:<10} {ending:<15} {self.en} {self.zh}"


_ALL = (
    Format("trig", "RDF with its named graphs, to read", "带命名图的 RDF，便于阅读", "rdf", (".trig",)),
    Format("nquads", "RDF with its named graphs, a quad a line", "带命名图的 RDF，一行一条", "rdf", (".nq",)),
    Format("turtle", "RDF of all documents merged, to read", "合并各文件的 RDF，便于阅读", "rdf", (".ttl",)),
    Format("ntriples", "RDF of all documents merged, a triple a line", "合并各文件的 RDF，一行一条", "rdf", (".nt",)),
    Format("rdfxml", "RDF/XML of all documents merged", "合并各文件的 RDF/XML", "rdf", (".rdf", ".owl")),
    Format("jsonld", "JSON-LD 1.1 with its context", "带上下文的 JSON-LD 1.1", "jsonld", (".jsonld", ".json")),
    Format("trig12", "TriG 1.2: shortcuts annotated with their statements", "TriG 1.2：直接关系附注其依据", "rdf"),
    Format("turtle12", "Turtle 1.2: the same of all documents merged", "Turtle 1.2：同上，合并各文件", "rdf"),
    Format("graphml", "network for yEd, igraph, networkx", "网络图，供 yEd、igraph 等", "graphml", (".graphml",)),
    Format("gexf", "network for Gephi (GEXF 1.3)", "网络图，供 Gephi（GEXF 1.3）", "gexf", (".gexf",)),
    Format("neo4j", "CSV files for neo4j-admin database import", "CSV 文件，供 Neo4j 导入", "neo4j", folder=True),
    Format("qlever", "N-Quads and Qleverfile for QLever", "N-Quads 与 Qleverfile，供 QLever", "bulk", folder=True),
    Format("graphdb", "N-Quads and settings for GraphDB", "N-Quads 与库设置，供 GraphDB 导入", "bulk", folder=True),
    Format("neptune", "N-Quads and request for Neptune", "N-Quads 与请求，供 Neptune 加载", "bulk", folder=True),
    Format(
        "parquet", "tables for pandas, DuckDB, Spark", "Parquet 数据表，供 pandas、DuckDB 等", "parquet", folder=True,
        extra="parquet", library="pyarrow",
    ),
    Format(
        "excel", "workbook with the task-division table", "任务分工表（Excel 工作簿）", "workbook", (".xlsx",),
        extra="excel", library="openpyxl",
    ),
)  # fmt: skip

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""Formats by name, in the order in which they are listed."""

_BY_ENDING = {ending: one for one in _ALL for ending in one.endings}


def find_format(name: str | None, out: Path) -> Format:
    """Return the format of that name, or without one the format that the ending of `out` means.

    >>> find_format(None, Path("表.xlsx")).name
    'excel'

    Raises:
        ExportError: there is no such format.
    """
    if name is None:
        if out.suffix.lower() in _BY_ENDING:
            return _BY_ENDING[out.suffix.lower()]
        raise ExportError(f"{out}: the ending tells no format; name one with --to ({', '.join(FORMATS)})")
    found = FORMATS.get(name.lower()) or _BY_ENDING.get("." + name.lower().removeprefix("."))
    if found is None:
        near = get_close_matches(name.lower(), FORMATS, n=2, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(FORMATS)}"
        raise ExportError(f"there is no format {name!r}; {hint}")
    return found
