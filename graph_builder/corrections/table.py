"""Reading a corrections table: CSV as `policykg review` writes it and as spreadsheets save it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from graph_builder.corrections.correction import FIELDS, Correction, CorrectionError, Kind
from graph_builder.header.elements import normal_number
from graph_builder.model import Relation, Role, Verdict
from graph_builder.sheets import day_of, sheet_rows
from ontology.vocabulary import concepts

__all__ = ["COLUMNS", "plain_decimal", "read_corrections"]

COLUMNS = (
    "decision", "by", "date", "note", "kind", "role", "words", "deadline", "deadlineWords", "value", "unit", "year",
    "qualifier", "taskNumber", "taskLabel", "sentence", "quote", "start", "end", "source", "document", "was", "fact",
)  # fmt: skip
NEEDED = ("decision", "kind", "source", "quote")
_VERDICTS = {
    **{str(one): one for one in Verdict},
    **dict.fromkeys(("驳回", "删除", "删"), Verdict.REJECT),
    **dict.fromkeys(("修改", "改"), Verdict.EDIT),
    **dict.fromkeys(("增加", "新增", "补充", "增"), Verdict.ADD),
}
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_OFFSET = re.compile(r"\d{1,12}", re.ASCII)


def read_corrections(paths: Iterable[Path]) -> tuple[Correction, ...]:
    """Return the decided rows of all tables, in their order; equal rows once.

    Raises:
        CorrectionError: a file cannot be read, a row says what cannot be meant, or two rows contradict each other.
            The message is one line with file and line.
    """
    found: dict[tuple[object, ...], Correction] = {}
    for path in paths:
        for row in _rows(path):
            other = found.setdefault(row.target, row)
            if other.outcome != row.outcome:
                raise row.error(f"contradicts {other.where}: the same fact is corrected twice")
    return tuple(found.values())


def plain_decimal(value: str) -> str:
    """Return a number in ASCII digits without what does not change it, as spreadsheets do.

    >>> plain_decimal("1,200.50"), plain_decimal("100"), plain_decimal("１２")
    ('1200.5', '100', '12')
    """
    bare = normalize("NFKC", value).replace(",", "").strip()
    if not _NUMBER.fullmatch(bare):
        raise ValueError(value)
    return f"{Decimal(bare).normalize():f}"


def _rows(path: Path) -> Iterator[Correction]:
    for where, cells in sheet_rows(path, COLUMNS, NEEDED, CorrectionError, "policykg review writes one"):
        correction = _correction(cells, where)
        if correction:
            yield correction


def _correction(cells: dict[str, str], where: str) -> Correction | None:
    """Return what a row decides, or None where it decides nothing."""
    said = cells["decision"].strip()
    if not said:
        return None
    decision = _VERDICTS.get(said.lower())
    if decision is None:
        raise CorrectionError(f"{where}: no decision {said[:40]!r}; there are {', '.join(Verdict)} (or nothing)")
    kind = cells["kind"].strip()
    if kind not in list(Kind):
        raise CorrectionError(f"{where}: no kind {kind[:40]!r}; there are {', '.join(Kind)}")

    def get(name: str) -> str:
        return cells.get(name, "").strip()

    row = Correction(
        where=where,
        decision=decision,
        kind=Kind(kind),
        source=cells["source"],
        document=get("document"),
        quote=cells["quote"],
        start=_offset(get("start"), where),
        was=cells.get("was", ""),
        fact=get("fact"),
        by=get("by"),
        day=_day(get("date"), "date", where),
        note=get("note"),
    )
    return row if decision is Verdict.REJECT else _checked(row, cells)


def _checked(row: Correction, cells: dict[str, str]) -> Correction:
    """Return an edit or an addition with its values.

    Raises:
        CorrectionError: a value is wrong, is missing, or has no words in the quote.
    """

    def get(name: str) -> str:
        return cells.get(name, "").strip()

    if row.kind is Kind.UNREAD and row.decision is Verdict.EDIT:
        raise row.error("what was not read cannot be edited: add the responsibility, or reject that there is one")
    if row.kind is Kind.TASK and row.decision is Verdict.ADD:
        raise row.error("a task cannot be added: add the responsibility, with the number of the task it belongs to")
    from dataclasses import replace

    row = replace(
        row,
        kind=Kind.RESPONSIBILITY if row.kind is Kind.UNREAD else row.kind,
        role=_role(row, get("role")),
        words=get("words"),
        deadline=_day(get("deadline"), "deadline", row.where),
        deadline_words=get("deadlineWords"),
        value=get("value"),
        unit=get("unit"),
        year=_year(row, get("year")),
        qualifier=get("qualifier"),
        task_number=get("taskNumber"),
        task_label=get("taskLabel"),
    )
    if not row.quote and row.kind is not Kind.DOCUMENT:
        raise row.error("there is no quote: a fact has its words in the text")
    _CHECKS[row.kind](row)
    return replace(row, value=plain_decimal(row.value)) if row.kind is Kind.INDICATOR else row


def _role(row: Correction, said: str) -> str:
    known: dict[str, str]
    if row.kind in (Kind.RESPONSIBILITY, Kind.UNREAD):
        known = {str(role): str(role) for role in Role} | _labels("role")
    elif row.kind is Kind.REFERENCE:
        known = {str(relation): str(relation) for relation in Relation} | _labels("relation")
    elif row.kind is Kind.DOCUMENT:
        known = {field: field for field in FIELDS}
    else:
        return ""
    if said not in known:
        names = ", ".join(dict.fromkeys(known.values()))
        raise row.error(f"no role {said[:40]!r}; a {row.kind} has one of {names}")
    return known[said]


def _labels(scheme: str) -> dict[str, str]:
    return {concept.label: concept.iri.rpartition("/")[2] for concept in concepts(scheme)}


def _responsibility(row: Correction) -> None:
    if not row.words:
        raise row.error("the column words is empty: it has the body as printed")
    if not _stands(row, row.words):
        raise row.error(f"{row.words[:40]!r} does not stand in the quote: a body is added as it is printed")
    _dated(row, needed=False)


def _deadline(row: Correction) -> None:
    _dated(row, needed=True)


def _dated(row: Correction, needed: bool) -> None:
    if bool(row.deadline) != bool(row.deadline_words) or (needed and not row.deadline):
        raise row.error("a deadline has a day (deadline) and the words that state it (deadlineWords)")


def _reference(row: Correction) -> None:
    if not row.words and not row.value:
        raise row.error("a reference has a title (words) or a number (value)")
    quote = _bare(row.quote)
    for words in filter(None, (row.words, row.value)):
        if _bare(words) not in quote and words not in row.was:
            raise row.error(f"{words[:40]!r} does not stand in the quote")


def _indicator(row: Correction) -> None:
    try:
        value = plain_decimal(row.value)
    except ValueError:
        raise row.error(f"the value {row.value[:40]!r} is no number") from None
    quote = normalize("NFKC", row.quote).replace(",", "")
    if not row.words or not row.unit:
        raise row.error("an indicator has a label (words), a value and a unit")
    if value not in re.findall(r"\d+(?:\.\d+)?", quote) and f" {value} " not in f"{row.was} ":
        raise row.error(f"the value {row.value[:40]!r} does not stand in the quote")
    if row.unit not in row.was and normalize("NFKC", row.unit) not in quote:
        raise row.error(f"the unit {row.unit[:40]!r} does not stand in the quote")
    rest = iter(row.quote)
    if row.words not in row.was and not all(character in rest for character in row.words):
        raise row.error(f"{row.words[:40]!r} is not made of the words of the quote")


def _document(row: Correction) -> None:
    if not row.words:
        raise row.error("the column words is empty: it has the element as printed")
    if row.role in ("signed", "published"):
        _day(row.words, "words", row.where)


def _task(row: Correction) -> None:
    if not row.words:
        raise row.error("the column words is empty: it has the heading of the task")


_CHECKS = {
    Kind.RESPONSIBILITY: _responsibility,
    Kind.DEADLINE: _deadline,
    Kind.REFERENCE: _reference,
    Kind.INDICATOR: _indicator,
    Kind.DOCUMENT: _document,
    Kind.TASK: _task,
}


def _stands(row: Correction, words: str) -> bool:
    """Tell whether words stand in the quote, or are what the program had read."""
    return words in row.quote or (row.decision is Verdict.EDIT and f" {words} " in f"{row.was} ")


def _bare(words: str) -> str:
    """Return words without blanks and with one kind of bracket around years."""
    return normal_number(re.sub(r"[\[（(【〖]", "〔", re.sub(r"[\]）)】〗]", "〕", "".join(words.split()))))


def _offset(said: str, where: str) -> int | None:
    bare = said.replace(",", "").removesuffix(".0")
    if bare and not _OFFSET.fullmatch(bare):
        raise CorrectionError(f"{where}: the start {said[:40]!r} is no number")
    return int(bare) if bare else None


def _day(said: str, column: str, where: str) -> date | None:
    return day_of(said, column, where, CorrectionError)


def _year(row: Correction, said: str) -> int | None:
    if said and not re.fullmatch(r"(?:19|20)\d\d", said.removesuffix(".0"), re.ASCII):
        raise row.error(f"the year {said[:40]!r} is none such as 2020")
    return int(said.removesuffix(".0")) if said else None
