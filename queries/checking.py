"""Checking a graph: its shapes, its quotes, and that nothing is stated without evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from ontology.terms import PREFIXES
from queries.asking import run
from queries.backends.base import Graph
from queries.rows import Rows
from queries.texts import read_texts, rows_of

__all__ = ["CheckReport", "DocumentCoverage", "Problem", "check"]

_PREFIX = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("pol", "oa", "eli"))
_HASHES = _PREFIX + "SELECT DISTINCT ?text ?hash WHERE { ?text a eli:LegalExpression ; pol:sha256 ?hash }"
_QUOTES = _PREFIX + (
    "SELECT DISTINCT ?evidence ?text ?from ?to ?exact WHERE { ?evidence oa:hasSource ?text ."
    " OPTIONAL { ?evidence oa:hasSelector ?position . ?position oa:start ?from ; oa:end ?to }"
    " OPTIONAL { ?evidence oa:hasSelector ?quote . ?quote oa:exact ?exact } }"
)
_BARE = _PREFIX + (
    "SELECT DISTINCT ?fact ?class WHERE { VALUES ?class { pol:Task pol:Responsibility pol:Reference pol:Indicator"
    " pol:Deadline pol:Validity pol:Mine pol:IndustrialBase pol:IndustrialPark pol:MineralMention pol:PlaceMention"
    " pol:Section pol:Trace pol:Finding } ?fact a ?class ."
    " MINUS { ?fact pol:evidence ?evidence . ?evidence oa:hasSource ?text } }"
)
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_OFFSET = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_SHARE = re.compile(r"[01](?:\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that does not hold.

    `kind` is `shape`, `quote`, `text` or `evidence`; `where` the IRI it is about; `severity` `Violation`, `Warning` or
    `Info`.
    """

    kind: str
    where: str
    message: str
    severity: str = "Violation"


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """What became of the sentences of one document: part of its characters and number of sentences, by class."""

    source: str
    document: str
    shares: dict[str, float]
    sentences: dict[str, int]

    @property
    def accounted(self) -> float:
        """Part of the characters that lies in no unread sentence."""
        return 1 - self.shares.get("unread", 0.0)

    def line(self) -> str:
        """Say it in one line: the part accounted for, then the classes, the largest first."""
        order = sorted(self.shares, key=lambda name: (-self.shares[name], name))
        parts = ", ".join(f"{name} {self.shares[name]:.1%}" for name in order)
        return f"{self.accounted:.1%} accounted for: {parts} ({sum(self.sentences.values())} sentences)"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    `problems` do not hold and `remarks` are shapes that only warn; `findings`, `coverage` and `unread_rows` have the
    rows of the queries `findings`, `coverage` and `unread`: what was not read is reported and is no failure. `texts`,
    `quotes` and `triples` count what was looked at.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    findings: Rows
    texts: int
    quotes: int
    triples: int
    coverage: Rows
    unread_rows: Rows

    @property
    def ok(self) -> bool:
        """True when every shape and every quote holds."""
        return not self.problems

    @property
    def unread(self) -> int:
        """Number of passages that were not read."""
        return sum(row.get("kind") == "unread" for row in self.findings.values())

    def unread_by_reason(self) -> dict[str, int]:
        """Return the number of passages that were not read by the reason why, the most frequent first."""
        return dict(Counter(row.get("reason", "") for row in self.unread_rows.values()).most_common())

    def documents(self) -> tuple[DocumentCoverage, ...]:
        """Return the coverage of each document, the one with the largest unread part first."""
        shares: dict[tuple[str, str], dict[str, float]] = {}
        sentences: dict[tuple[str, str], dict[str, int]] = {}
        for row in self.coverage.values():
            document, kind = (row.get("source", ""), row.get("document", "")), row.get("class", "")
            if _SHARE.fullmatch(row.get("share", "")) and _OFFSET.fullmatch(row.get("sentences", "")):
                shares.setdefault(document, {})[kind] = float(row["share"])
                sentences.setdefault(document, {})[kind] = int(row["sentences"])
        found = [DocumentCoverage(*key, shares[key], sentences[key]) for key in shares]
        return tuple(sorted(found, key=lambda one: (-one.shares.get("unread", 0.0), one.source, one.document)))


def check(graph: Graph) -> CheckReport:
    """Check a graph: SHACL shapes, every quote against its text, every text against its hash, evidence for every fact.

    Raises:
        QueryError: the graph does not answer.
    """
    from ontology.validate import validate

    texts = read_texts(graph)
    quotes = rows_of(graph, _QUOTES, "evidence", "text")
    triples = graph.construct(_ALL)
    shapes = [
        Problem("shape", v.focus, _shape_message(v.message_zh, v.message_en, v.path, v.value), v.severity)
        for v in validate(triples)
    ]
    problems = [
        *(problem for problem in shapes if problem.severity == "Violation"),
        *_wrong_texts(graph, texts),
        *_wrong_quotes(quotes, texts),
        *(
            Problem("evidence", row["fact"], f"no evidence for this {row['class'].rpartition('#')[2]}")
            for row in rows_of(graph, _BARE, "fact", "class")
        ),
    ]
    return CheckReport(
        problems=tuple(sorted(set(problems))),
        remarks=tuple(sorted(problem for problem in shapes if problem.severity != "Violation")),
        findings=run("findings", graph),
        texts=len(texts),
        quotes=len({row["evidence"] for row in quotes}),
        triples=len(triples),
        coverage=run("coverage", graph),
        unread_rows=run("unread", graph),
    )


def _shape_message(zh: str, en: str, path: str, value: str) -> str:
    """Say what a shape found, with property and value."""
    about = " ".join(part for part in (path and f"<{path}>", value and f"is {value[:80]!r}") if part)
    return " / ".join(part for part in (zh, en) if part) + (f" ({about})" if about else "")


def _wrong_texts(graph: Graph, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Find texts that are not what their hash says."""
    hashes = {row["text"]: row.get("hash") for row in rows_of(graph, _HASHES, "text")}
    for text, words in texts.items():
        if hashes.get(text) != sha256(words.encode()).hexdigest():
            yield Problem("text", text, "the text is not the one that was read: its SHA-256 differs")


def _wrong_quotes(quotes: Iterable[dict[str, str]], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Find evidence whose quote is not the stretch of text that it points to."""
    for row in quotes:
        if "from" not in row or "exact" not in row:
            yield Problem("quote", row["evidence"], "the evidence has no position or no quote")
        elif row["text"] not in texts:
            yield Problem("quote", row["evidence"], f"the evidence points to a text that is not there: {row['text']}")
        else:
            start, end, words = _offset(row["from"]), _offset(row.get("to", "")), texts[row["text"]]
            if start is None or end is None:
                where = f"{row['from'][:40]!r} to {row.get('to', '')[:40]!r}"
                yield Problem("quote", row["evidence"], f"the position of the evidence is no pair of numbers: {where}")
            elif not 0 <= start < end <= len(words) or words[start:end] != row["exact"]:
                there = words[max(start, 0) : end][:40]
                yield Problem("quote", row["evidence"], f"the text has {there!r} there, not {row['exact'][:40]!r}")


def _offset(value: str) -> int | None:
    """Read an offset; None where it is no number."""
    return int(value) if _OFFSET.fullmatch(value) else None
