"""What is reported of one document, and its parts of the two reports of a build."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field

from graph_builder.classes import Account, SentenceClass
from graph_builder.model import Reading
from graph_builder.recognise.coverage import REASONS
from ontology.terms import PREFIXES
from ontology.vocabulary import concepts

__all__ = ["DocumentReport", "FindingReport", "ReportParts", "cell", "document_report", "report_from", "report_parts"]


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


@dataclass(frozen=True, slots=True)
class ReportParts:
    """The report of one document as it stands in the reports of a build."""

    json: str
    """An object, indented as a part of a list."""
    row: str
    """Row of the table of documents in Markdown."""
    section: str
    """Section of the document in Markdown."""


def report_parts(report: DocumentReport) -> ReportParts:
    """Return the parts of the reports of a build that are about one document."""
    words = json.dumps(asdict(report), ensure_ascii=False, indent=1)
    row = (
        f"| {cell(report.source)} | {cell(report.title)} | {report.tasks} | {report.responsibilities} "
        f"| {report.bodies} | {report.references} | {len(report.findings)} | {report.coverage.accounted:.1%} |"
    )
    section = ["", f"## {cell(report.source)}", "", *_coverage_rows(report.coverage)]
    if report.findings:
        section += ["", "| kind | place | what | words |", "|---|---|---|---|"]
        section += [
            f"| {f.kind} | {f.start}–{f.end} | {cell(f.message)} | {cell(_short(f.quote))} |" for f in report.findings
        ]
    return ReportParts("  " + words.replace("\n", "\n  "), row, "\n".join(section))


def report_from(words: str) -> DocumentReport:
    """Return the report of one document that stands in JSON."""
    row = json.loads(words)
    coverage = row.pop("coverage")
    classes = {name: ClassReport(**one) for name, one in coverage.pop("classes").items()}
    findings = tuple(FindingReport(**one) for one in row.pop("findings"))
    issuers = tuple(row.pop("issuers"))
    return DocumentReport(
        **row, issuers=issuers, findings=findings, coverage=CoverageReport(classes=classes, **coverage)
    )


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


def cell(words: str) -> str:
    """Return words from a document as plain Markdown text."""
    flat = "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|!~&" else c for c in flat)
