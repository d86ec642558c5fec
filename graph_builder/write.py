"""Step 7: write the folder of a build, all at once.

graph.nq (sorted lines), graph.trig (the same to read), report.json and report.md (what was found and what was not
read) and store/ (the embedded store, an engine's own files).
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from graph_builder.folder import replaced
from graph_builder.model import Reading
from ontology.terms import PREFIXES, VOCABULARY_GRAPH
from ontology.vocabulary import vocabulary_files

__all__ = ["DocumentReport", "FindingReport", "document_report", "write_folder"]


@dataclass(frozen=True, slots=True)
class FindingReport:
    """A finding with the words that it is about."""

    kind: str
    message: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What was found in one document."""

    source: str
    key: str
    encoding: str
    title: str
    number: str | None
    issuers: tuple[str, ...]
    signed: str | None
    tasks: int
    responsibilities: int
    bodies: int
    references: int
    indicators: int
    things: dict[str, int]
    quads: int
    findings: tuple[FindingReport, ...]


def document_report(reading: Reading, key: str, quads: int) -> DocumentReport:
    """Return the report of one document."""
    responsibilities = [r for task in reading.tasks for r in task.responsibilities]
    spans = [reading.place(f.span, f.in_source) for f in reading.findings]
    findings = [
        FindingReport(f.kind, f.message, span.start, span.end, span.of(reading.source.text))
        for f, span in zip(reading.findings, spans, strict=True)
    ]
    header = reading.header
    return DocumentReport(
        source=reading.source.name,
        key=key,
        encoding=reading.source.encoding,
        title=header.title,
        number=header.number,
        issuers=header.issuers,
        signed=header.signed.isoformat() if header.signed else None,
        tasks=len(reading.tasks),
        responsibilities=len(responsibilities),
        bodies=len({r.mention.text for r in responsibilities}),
        references=len(reading.references),
        indicators=len(reading.indicators),
        things=dict(sorted(Counter(fact.kind for fact in reading.domain).items())),
        quads=quads,
        findings=tuple(findings),
    )


def write_folder(
    out: Path, lines: list[str], reports: Sequence[DocumentReport], failures: Sequence[str], program: str
) -> int:
    """Write all files of a build and put them in their place at the end; return the number of quads.

    Raises:
        BuildError: the folder holds other things, or cannot be written.
    """
    with replaced(out) as made:
        return _write_files(made, lines, reports, failures, program)


def _write_files(
    folder: Path, lines: list[str], reports: Sequence[DocumentReport], failures: Sequence[str], program: str
) -> int:
    lines = sorted([*lines, *_vocabulary_lines()])
    graph = folder / "graph.nq"
    with graph.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
    quads = sorted(ox.parse(path=str(graph), format=ox.RdfFormat.N_QUADS), key=_reading_order)
    with (folder / "graph.trig").open("wb") as trig:
        ox.serialize(quads, trig, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    report = {
        "program": program,
        "quads": len(lines),
        "documents": [asdict(one) for one in reports],
        "failures": list(failures),
    }
    _write(folder / "report.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    _write(folder / "report.md", _markdown(reports, failures))
    _write_store(folder / "store", lines)
    return len(lines)


def _write_store(folder: Path, lines: list[str]) -> None:
    """Load the quads, and their union as the default graph.

    Oxigraph 0.5 makes a union of named graphs anew for each question, does not count what two graphs share as one
    (its issue 1919) and is many times slower at it.
    """
    union = sorted({line.rsplit(" ", 2)[0] + " .\n" for line in lines})
    store = ox.Store(str(folder))
    for part in (lines, union):
        store.bulk_load("".join(part).encode(), format=ox.RdfFormat.N_QUADS)
    store.flush()


def _reading_order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    return graph, subject, not quad.predicate.value.endswith("#type"), quad.predicate.value, str(quad.object)


def _vocabulary_lines() -> Iterable[str]:
    """Yield the concept schemes as lines in their own graph, so that roles and minerals have names in any store."""
    graph = ox.NamedNode(VOCABULARY_GRAPH)
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for path in vocabulary_files()
        for quad in ox.parse(path=str(path))
    ]
    buffer = io.BytesIO()
    ox.serialize(quads, buffer, format=ox.RdfFormat.N_QUADS)
    return {line + "\n" for line in buffer.getvalue().decode().splitlines() if line}


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _markdown(reports: Sequence[DocumentReport], failures: Sequence[str]) -> str:
    rows = ["# What was read · 读到了什么", ""]
    rows += [
        "| source | title | tasks | responsibilities | bodies | references | findings |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    rows += [
        f"| {_cell(r.source)} | {_cell(r.title)} | {r.tasks} | {r.responsibilities} | {r.bodies} "
        f"| {r.references} | {len(r.findings)} |"
        for r in reports
    ]
    for report in reports:
        if report.findings:
            rows += ["", f"## {_cell(report.source)}", "", "| kind | place | what | words |", "|---|---|---|---|"]
            rows += [
                f"| {f.kind} | {f.start}–{f.end} | {_cell(f.message)} | {_cell(_short(f.quote))} |"
                for f in report.findings
            ]
    if failures:
        rows += ["", "## Not read · 未能读取", "", *(f"- {_cell(failure)}" for failure in failures)]
    return "\n".join(rows) + "\n"


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:60]}……{words[-16:]}"


def _cell(words: str) -> str:
    """Return words from a document as plain Markdown text."""
    flat = "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|!~&" else c for c in flat)
