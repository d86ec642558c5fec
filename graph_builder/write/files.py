"""Step 7: write the folder of a build, all at once.

graph.nq (sorted lines), graph.trig (the same to read), identities.csv (which names were held for one body, and which
were not), report.json and report.md (what was found and what was not read), store/ (the embedded store, an engine's own
files) and together.table (the answer to its dearest question).
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_builder.classes import Account, SentenceClass
from graph_builder.model import Reading
from graph_builder.recognise.coverage import REASONS
from graph_builder.register import Register
from graph_builder.write.folder import replaced
from graph_builder.write.together import write_together
from ontology.terms import PREFIXES, VOCABULARY_GRAPH
from ontology.vocabulary import concepts, vocabulary_files

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["DocumentReport", "FindingReport", "document_report", "write_folder", "write_lines", "write_store"]

_TOGETHER = 5_000
"""Lines that are parsed or encoded at a time."""
_WRITTEN_TOGETHER = 500
"""Lines that are written at a time: as many as stay in the cache of a processor."""


@dataclass(frozen=True, slots=True)
class FindingReport:
    """A finding with the words that it is about."""

    kind: str
    message: str
    start: int
    end: int
    quote: str
    reason: str = ""
    """Why it is unread, where it is: a concept of the scheme of reasons."""
    word: str = ""
    """The word that promises a fact, as printed."""


@dataclass(frozen=True, slots=True)
class ClassReport:
    """How many sentences are of a class, and how much of the text they are."""

    sentences: int
    characters: int
    share: float


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """What became of the sentences of one document."""

    accounted: float
    """Part of the characters that lies in no unread sentence."""
    classes: dict[str, ClassReport]
    rules: dict[str, int]
    """Number of sentences by the rule that settled their class."""
    reasons: dict[str, str]
    """What each of these rules says, in Chinese."""
    words: dict[str, int]
    """Words of responsibility: `read`, `known` to be none, `unread`."""


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
    corrections: int
    """How many decisions of people were applied."""
    quads: int
    findings: tuple[FindingReport, ...]
    coverage: CoverageReport = field(default_factory=lambda: CoverageReport(0.0, {}, {}, {}, {}))


def coverage_report(account: Account) -> CoverageReport:
    """Return the account of one document as it is written down."""
    classes = {
        str(kind): ClassReport(count, account.characters[kind], float(account.share(kind)))
        for kind, count in account.sentences.items()
    }
    unread = account.characters.get(SentenceClass.UNREAD, 0)
    total = sum(account.characters.values())
    return CoverageReport(
        round(1 - unread / total, 4) if total else 1.0,
        classes,
        account.rules,
        {rule: REASONS.get(rule, "") for rule in account.rules},
        account.words,
    )


def document_report(reading: Reading, key: str, quads: int) -> DocumentReport:
    """Return the report of one document."""
    responsibilities = [r for task in reading.tasks for r in task.responsibilities]
    spans = [reading.place(f.span, f.in_source) for f in reading.findings]
    findings = [
        FindingReport(f.kind, f.message, span.start, span.end, span.of(reading.source.text), f.reason or "", f.word)
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
        corrections=len(reading.decisions),
        quads=quads,
        findings=tuple(findings),
        coverage=coverage_report(reading.account),
    )


def write_folder(
    out: Path,
    lines: list[str],
    reports: Sequence[DocumentReport],
    failures: Sequence[str],
    program: str,
    stale: Sequence[str] = (),
    register: Register | None = None,
    stale_identities: Sequence[str] = (),
) -> int:
    """Write all files of a build and put them in their place at the end; return the number of quads.

    Raises:
        BuildError: the folder holds other things, or cannot be written.
    """
    with replaced(out) as made:
        with (made / "identities.csv").open("w", encoding="utf-8", newline="") as table:
            (register or Register()).write(table)
        said = {"stale_corrections": list(stale), "stale_identities": list(stale_identities)}
        return _write_files(made, lines, reports, failures, program, said)


def _write_files(
    folder: Path,
    lines: list[str],
    reports: Sequence[DocumentReport],
    failures: Sequence[str],
    program: str,
    stale: dict[str, list[str]],
) -> int:
    lines = sorted([*lines, *_vocabulary_lines()])
    graph = folder / "graph.nq"
    write_lines(graph, lines)
    with (folder / "graph.trig").open("wb") as trig:
        ox.serialize(_in_reading_order(lines), trig, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    report = {
        "program": program,
        "quads": len(lines),
        "documents": [asdict(one) for one in reports],
        "failures": list(failures),
        **stale,
    }
    _write(folder / "report.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    _write(folder / "report.md", _markdown(reports, failures))
    write_store(folder / "store", graph, lines)
    write_together(folder, lines)
    return len(lines)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to a file, many at a time: one by one takes a fifth more time."""
    rest = iter(lines)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while some := "".join(islice(rest, _WRITTEN_TOGETHER)):
            file.write(some)


def write_store(folder: Path, graph: Path, lines: list[str]) -> None:
    """Load the quads of the file, and their union as the default graph.

    Oxigraph 0.5 makes a union of named graphs anew for each question, does not count what two graphs share as one
    (its issue 1919) and is many times slower at it.
    """
    store = ox.Store(str(folder))
    store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    # The lines are sorted, so one triple of several graphs stands in lines that follow one another.
    triples = (triple for triple, _ in groupby(line.rsplit(" ", 2)[0] for line in lines))
    union = io.BufferedReader(_Stream(f"{triple} .\n" for triple in triples))
    store.bulk_load(union, format=ox.RdfFormat.N_TRIPLES)
    store.flush()


class _Stream(io.RawIOBase):
    """Lines as a file to be read: a graph of millions of them is never copied whole."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__()
        self._lines = iter(lines)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill a buffer as far as the lines at hand go; return the number of bytes, 0 at the end."""
        room = memoryview(buffer).cast("B")
        self._left = self._left or memoryview("".join(islice(self._lines, _TOGETHER)).encode())
        size = min(len(room), len(self._left))
        room[:size], self._left = self._left[:size], self._left[size:]
        return size


def _in_reading_order(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield the quads of sorted lines graph by graph, subject by subject, what a subject is first."""
    graphs: dict[str, list[str]] = {}
    for line in lines:
        graphs.setdefault(line.rsplit(" ", 2)[1], []).append(line)
    for _, inside in sorted(graphs.items()):
        subjects = [(subject, list(group)) for subject, group in groupby(inside, key=_subject)]
        ordered = (line for _, group in sorted(subjects) for line in sorted(group, key=_type_first))
        while some := list(islice(ordered, _TOGETHER)):
            yield from ox.parse("".join(some).encode(), format=ox.RdfFormat.N_QUADS)


def _subject(line: str) -> str:
    return line[1 : line.index(">")]


def _type_first(line: str) -> tuple[bool, str]:
    _, predicate, rest = line.split(" ", 2)
    return not predicate.endswith("#type>"), f"{predicate[1:-1]} {rest}"


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
        "| source | title | tasks | responsibilities | bodies | references | findings | accounted for |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    rows += [
        f"| {_cell(r.source)} | {_cell(r.title)} | {r.tasks} | {r.responsibilities} | {r.bodies} "
        f"| {r.references} | {len(r.findings)} | {r.coverage.accounted:.1%} |"
        for r in reports
    ]
    for report in reports:
        rows += ["", f"## {_cell(report.source)}", "", *_coverage_rows(report.coverage)]
        if report.findings:
            rows += ["", "| kind | place | what | words |", "|---|---|---|---|"]
            rows += [
                f"| {f.kind} | {f.start}–{f.end} | {_cell(f.message)} | {_cell(_short(f.quote))} |"
                for f in report.findings
            ]
    if failures:
        rows += ["", "## Not read · 未能读取", "", *(f"- {_cell(failure)}" for failure in failures)]
    return "\n".join(rows) + "\n"


def _coverage_rows(coverage: CoverageReport) -> list[str]:
    """Return the table of the classes of sentences, and the count of words of responsibility."""
    labels = {concept.iri: f"{concept.english} · {concept.label}" for concept in concepts("sentence")}
    rows = ["| class | sentences | characters | share |", "|---|--:|--:|--:|"]
    rows += [
        f"| {labels[PREFIXES['sentence'] + kind]} | {one.sentences} | {one.characters} | {one.share:.1%} |"
        for kind, one in coverage.classes.items()
    ]
    words = coverage.words
    if words:
        said = ", ".join(f"{words.get(kind, 0)} {kind}" for kind in ("read", "known", "unread"))
        rows += ["", f"words of responsibility · 责任词: {said}"]
    return rows


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:60]}……{words[-16:]}"


def _cell(words: str) -> str:
    """Return words from a document as plain Markdown text."""
    flat = "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|!~&" else c for c in flat)
