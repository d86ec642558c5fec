"""The account of a document: every sentence, from its header to its end, has exactly one class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph_builder.classes import Account, SentenceClass, UnreadReason
from graph_builder.model import Finding, Reading, Span
from graph_builder.recognise.coverage.facts import Facts
from graph_builder.recognise.coverage.forms import FORMS
from graph_builder.recognise.coverage.places import Places
from graph_builder.recognise.coverage.sentences import characters, sentences
from graph_builder.recognise.coverage.verbs import told
from graph_builder.recognise.coverage.words import Word, words
from graph_builder.recognise.duties.conventions import says_first_leads

__all__ = ["REASONS", "account", "classified"]

_MESSAGES = {
    UnreadReason.DUTY: "含有“{}”，但未读出责任",
    UnreadReason.BODY: "写明“{}”应做的事，但未读出责任",
    UnreadReason.DATE: "含有期限“{}”，但未读出",
    UnreadReason.TITLE: "提到{}，但未读出引用",
    UnreadReason.FIGURE: "含有数字“{}”，但未读出指标",
    UnreadReason.TABLE: "表格、名单或清单，未读",
    UnreadReason.FORM: "未见可以识别的行文形式",
}
_KINDS = {
    "fact": (SentenceClass.FACT, "读出事实"),
    "repeated": (SentenceClass.REPEATED, "重复段落，只读一次"),
    "heading.principle": (SentenceClass.PRINCIPLE, "所在标题为指导思想、原则或总体要求"),
    "heading.goal": (SentenceClass.GOAL, "所在标题为目标"),
    "heading.background": (SentenceClass.BACKGROUND, "所在标题为现状、形势或情况"),
    "form.narration": (SentenceClass.BACKGROUND, "叙述已做的事或实际情况"),
    **{form.rule: (form.kind, form.reason) for form in FORMS},
    "form.work-unassigned": (SentenceClass.MEASURE_UNASSIGNED, "部署或规定事项，所在部分未写明单位"),
    **{f"unread.{reason}": (SentenceClass.UNREAD, words.format("……")) for reason, words in _MESSAGES.items()},
}
REASONS = {rule: reason for rule, (_, reason) in _KINDS.items()}
"""What each rule says, in Chinese."""
# The stretch that one finding quotes may not grow with the table that it lies in.
_LINES, _LENGTH = 20, 600


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what became of it."""

    span: Span
    kind: SentenceClass
    rule: str
    """Short name of the rule that says so."""


def account(reading: Reading, tables: Iterable[Span] = ()) -> tuple[Account, list[Finding]]:
    """Return the account of a document and a finding for each sentence or table that was not read.

    Args:
        reading: all that was read in it; findings and account in it are not looked at.
        tables: the tables that were read row by row; what they leave unread they tell themselves.
    """
    sweep = _Sweep(reading, tables)
    text = reading.recovered.text
    counts: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for start, end, rule in sweep.run():
        counts[rule] = counts.get(rule, 0) + 1
        sizes[rule] = sizes.get(rule, 0) + characters(text, start, end)
    source = reading.source.text
    for span in reading.recovered.repeats:
        for start, end in sentences(source, span.start, span.end):
            counts["repeated"] = counts.get("repeated", 0) + 1
            sizes["repeated"] = sizes.get("repeated", 0) + characters(source, start, end)
    found = {_KINDS[rule][0] for rule in counts}
    total = Account(
        {
            kind: sum(n for rule, n in counts.items() if _KINDS[rule][0] is kind)
            for kind in SentenceClass
            if kind in found
        },
        {
            kind: sum(n for rule, n in sizes.items() if _KINDS[rule][0] is kind)
            for kind in SentenceClass
            if kind in found
        },
        dict(sorted(counts.items())),
        dict(sorted(sweep.duties.items())),
    )
    return total, list(_joined(sweep.findings, text))


def classified(reading: Reading) -> list[Sentence]:
    """Return the sentences of the recovered text in order, each with its class."""
    return [Sentence(Span(start, end), _KINDS[rule][0], rule) for start, end, rule in _Sweep(reading).run()]


class _Sweep:
    """One pass over the sentences of a document, its words and its facts side by side."""

    def __init__(self, reading: Reading, tables: Iterable[Span] = ()) -> None:
        self.text = reading.recovered.text
        self.facts = Facts(reading, tables)
        self.places = Places(reading)
        self.findings: list[Finding] = []
        self.duties: Counter[str] = Counter()

    def run(self) -> Iterator[tuple[int, int, str]]:
        """Yield where each sentence begins and ends, and the rule that settles its class."""
        text, touch, rule_of = self.text, self.facts.touch, self.places.rule
        left = list(self._unread(words(text)))
        w, last = 0, len(left)
        for start, end in sentences(text, 0, len(text), self.facts.cuts):
            if w < last and left[w].span.start < end and says_first_leads(text[start:end]):
                while w < last and left[w].span.start < end:
                    w += 1
            if w < last and left[w].span.start < end:
                inside = w
                while w < last and left[w].span.start < end:
                    w += 1
                # A duty goes before all others.
                word = min(left[inside:w], key=lambda word: word.reason is not UnreadReason.DUTY)
                yield start, end, self._not_read(start, end, word.reason, word.words)
            elif touch(start, end):
                yield start, end, "fact"
            else:
                rule = rule_of(start, end)
                if rule.startswith("unread."):
                    reason = UnreadReason(rule.partition(".")[2])
                    who = told(text, start, end) if reason is UnreadReason.BODY else ""
                    self._not_read(start, end, reason, who)
                yield start, end, rule

    def _unread(self, found: Iterable[Word]) -> Iterator[Word]:
        """Yield the words that lie in no fact and are not known to promise none."""
        for word in found:
            duty = word.reason is UnreadReason.DUTY
            if self.facts.hold(word):
                self.duties["read"] += duty
            elif word.known(self.text) or self.facts.head(word) or self.facts.names(word):
                self.duties["known"] += duty
            else:
                self.duties["unread"] += duty
                yield word

    def _not_read(self, start: int, end: int, reason: UnreadReason, word: str) -> str:
        """Note a sentence that was not read; return the rule."""
        message = _MESSAGES[reason].format(word)
        self.findings.append(Finding("unread", message, Span(start, end), reason=reason, word=word))
        return f"unread.{reason}"


def _joined(findings: list[Finding], text: str) -> Iterator[Finding]:
    """Join the lines of a table or list that follow each other into one finding."""
    run: list[Finding] = []
    for finding in findings:
        if run and not _goes_on(run, finding, text):
            yield from _one(run)
            run = []
        run.append(finding)
    yield from _one(run)


def _goes_on(run: list[Finding], finding: Finding, text: str) -> bool:
    between = text[run[-1].span.end : finding.span.start]
    return (
        run[-1].reason is finding.reason is UnreadReason.TABLE
        and not between.strip()
        and len(run) < _LINES
        and finding.span.end - run[0].span.start <= _LENGTH
    )


def _one(run: list[Finding]) -> Iterator[Finding]:
    if run:
        first, last = run[0], run[-1]
        yield Finding(
            "unread", first.message, Span(first.span.start, last.span.end), reason=first.reason, word=first.word
        )
