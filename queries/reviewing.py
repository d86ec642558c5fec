"""The table of facts for a person to check: what was read, each with its sentence, and what was not read.

One row a fact. Whoever checks writes `reject`, `edit` or `add` into the first column; `policykg build --corrections`
reads the table again. The columns `quote`, `start`, `was` and `fact` say which fact a row is about.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from ontology.terms import PREFIXES
from queries.backends.base import Graph
from queries.texts import read_texts, rows_of

__all__ = ["REVIEW_COLUMNS", "review", "write_review"]

REVIEW_COLUMNS = (
    "decision", "by", "date", "note", "kind", "role", "words", "deadline", "deadlineWords", "value", "unit", "year",
    "qualifier", "taskNumber", "taskLabel", "sentence", "quote", "start", "end", "source", "document", "was", "fact",
)  # fmt: skip

_PREFIX = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("pol", "oa", "eli", "dcterms", "rdfs", "skos", "qudt")
)
_PLACE = (
    " ?evidence oa:hasSource ?text ; oa:hasSelector ?position, ?passage . ?position oa:start ?start ; oa:end ?end ."
    " ?passage oa:exact ?quote . "
)
_DUE = " OPTIONAL { ?fact pol:deadline ?deadline ; pol:deadlineText ?deadlineWords } "
_TEXTS = (
    "SELECT DISTINCT ?text ?source ?document WHERE { ?document eli:is_realized_by ?text . ?text pol:fileName ?source }"
)
_TASKS = (
    "SELECT DISTINCT ?fact ?document ?number ?label ?deadline ?deadlineWords ?text ?start ?end ?quote WHERE {"
    " ?fact a pol:Task ; pol:statedIn ?document ; pol:evidence ?evidence ." + _PLACE + _DUE +
    " OPTIONAL { ?fact pol:number ?number } OPTIONAL { ?fact rdfs:label ?label } }"
)  # fmt: skip
_RESPONSIBILITIES = (
    "SELECT DISTINCT ?fact ?task ?role ?words ?deadline ?deadlineWords ?text ?start ?end ?quote WHERE {"
    " ?task pol:hasResponsibility ?fact . ?fact pol:role ?role ; pol:mention ?words ; pol:evidence ?evidence ."
    + _PLACE + _DUE + "}"
)  # fmt: skip
_REFERENCES = (
    "SELECT DISTINCT ?fact ?task ?role ?words ?value ?text ?start ?end ?quote WHERE {"
    " ?fact a pol:Reference ; pol:relation ?role ; pol:evidence ?evidence ." + _PLACE +
    " OPTIONAL { ?fact pol:citedTitle ?words } OPTIONAL { ?fact pol:citedNumber ?value }"
    " OPTIONAL { ?fact pol:inTask ?task } }"
)  # fmt: skip
_INDICATORS = (
    "SELECT DISTINCT ?fact ?task ?words ?value ?unit ?year ?qualifier ?text ?start ?end ?quote WHERE {"
    " ?fact a pol:Indicator ; rdfs:label ?words ; qudt:numericValue ?value ; pol:evidence ?evidence ." + _PLACE +
    " OPTIONAL { ?fact pol:unitText ?unit } OPTIONAL { ?fact pol:year ?year }"
    " OPTIONAL { ?fact pol:qualifier ?qualifier } OPTIONAL { ?fact pol:inTask ?task } }"
)  # fmt: skip
_UNREAD = (
    "SELECT DISTINCT ?fact ?words ?text ?start ?end ?quote WHERE {"
    f" ?fact a pol:Finding ; pol:findingKind <{PREFIXES['kind']}unread> ; rdfs:comment ?words ;"
    " pol:evidence ?evidence ." + _PLACE + "}"
)  # fmt: skip
_HEADER = {
    "title": "?document dcterms:title ?words",
    "noticeTitle": "?document eli:is_annex_of ?notice . ?notice dcterms:title ?words",
    "number": "?document eli:number ?words",
    "issuer": "?document pol:issuerText ?words",
    "signed": "?document eli:date_document ?words",
    "published": "?document eli:date_publication ?words",
    "addressee": "?document pol:addressee ?words",
}
_KINDS = ("document", "task", "deadline", "responsibility", "reference", "indicator", "unread")
_NO_LABEL = "（无标题）"
# What a spreadsheet runs as a formula, or takes for a number or a day and writes anew: 1.10 becomes 1.1
_UNSAFE = re.compile(r"'*(?:[=+\-@\t\r\n]|[\d.,/:-]+$)")
_RECKONED = {"deadline", "value", "year", "start", "end", "date"}
_ENDS = re.compile(r"[。；;！\n]")
_LONGEST = 400

Row = dict[str, str]


def review(graph: Graph) -> list[Row]:
    """Return the rows for review, in the order of documents and places; a column may be missing from a row.

    Raises:
        QueryError: the graph does not answer.
    """
    contents = read_texts(graph)
    texts = {
        row["text"]: row | {"content": contents.get(row["text"], "")}
        for row in _select(graph, _TEXTS, "text", "source", "document")
    }
    tasks = {row["fact"]: row for row in _select(graph, _TASKS, "fact", "document", "text", "start", "end", "quote")}
    rows = [*_header_rows(graph, texts.values()), *_task_rows(tasks.values())]
    for kind, query in (
        ("responsibility", _RESPONSIBILITIES), ("reference", _REFERENCES), ("indicator", _INDICATORS),
        ("unread", _UNREAD),
    ):  # fmt: skip
        for row in _select(graph, query, "fact", "text", "start", "end", "quote"):
            task = tasks.get(row.get("task", ""), {})
            row |= {"kind": kind, "taskNumber": task.get("number", ""), "taskLabel": task.get("label", "")}
            rows.append(row)
    return sorted((_finished(row, texts) for row in rows if row["text"] in texts), key=_order)


def write_review(rows: Iterable[Row], stream: TextIO) -> None:
    """Write the table as CSV that a spreadsheet opens: UTF-8 with byte order mark, no cell that runs or is reckoned.

    The stream should not translate line ends.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(REVIEW_COLUMNS)
    for row in rows:
        writer.writerow([_guarded(name, row.get(name, "")) for name in REVIEW_COLUMNS])


def _guarded(column: str, value: str) -> str:
    unsafe = column not in _RECKONED and _UNSAFE.match(value)
    return "'" + value if unsafe else value


def _select(graph: Graph, query: str, *columns: str) -> list[Row]:
    return rows_of(graph, _PREFIX + query, *columns)


def _header_rows(graph: Graph, texts: Iterable[Row]) -> Iterator[Row]:
    of = {row["document"]: row["text"] for row in texts}
    for field, pattern in _HEADER.items():
        query = f"SELECT DISTINCT ?document ?words WHERE {{ ?document eli:is_realized_by ?text . {pattern} }}"
        for row in _select(graph, query, "document", "words"):
            if row["document"] in of:
                found = {"kind": "document", "role": field, "fact": f"{row['document']}/{field}"}
                yield {**found, "words": row["words"], "text": of[row["document"]]}


def _task_rows(tasks: Iterable[Row]) -> Iterator[Row]:
    for task in tasks:
        place = {name: task[name] for name in ("text", "start", "end", "quote")}
        place |= {"taskNumber": task.get("number", ""), "taskLabel": task.get("label", "")}
        yield {**place, "kind": "task", "words": task.get("label", _NO_LABEL), "fact": task["fact"]}
        if "deadline" in task:
            due = {name: task[name] for name in ("deadline", "deadlineWords")}
            yield {**place, **due, "kind": "deadline", "fact": f"{task['fact']}/deadline"}


def _finished(row: Row, texts: dict[str, Row]) -> Row:
    """Add what is the same for every kind: the document, the sentence, what the fact says and its path."""
    text = texts[row["text"]]
    row["role"] = row.get("role", "").rpartition("/")[2]
    row["source"], row["document"] = text["source"], text["document"].rpartition("/")[2]
    row["fact"] = row["fact"].removeprefix(f"{text['document']}/")
    if row["kind"] == "indicator":
        row["value"] = _decimal(row["value"])
    row["was"] = _was(row)
    if "start" in row:
        start, end = int(row["start"]), int(row["end"])
        if row["kind"] == "deadline":
            start = max(start, text["content"].find(row["deadlineWords"], start))
            end = start + len(row["deadlineWords"])
        row["sentence"] = _sentence(text["content"], start, end, row["kind"] in ("responsibility", "unread"))
    if row["kind"] == "unread":
        row["words"] = ""
    return row


def _was(row: Row) -> str:
    """Return what a fact says in one line; `graph_builder.corrections.facts` makes the same of a reading."""
    columns = {
        "task": ("words",),
        "deadline": ("deadline", "deadlineWords"),
        "responsibility": ("role", "words", "deadline", "deadlineWords"),
        "reference": ("role", "words", "value"),
        "indicator": ("words", "value", "unit", "year", "qualifier"),
        "document": ("role", "words"),
        "unread": ("words",),
    }[row["kind"]]
    return " ".join(filter(None, (row.get(name) for name in columns)))


def _decimal(value: str) -> str:
    whole, point, part = value.partition(".")
    return whole + (point + part.rstrip("0")).rstrip(".")


def _sentence(text: str, start: int, end: int, clause: bool) -> str:
    """Return the sentence around a quote; a clause that stands alone comes with the sentence before it."""
    before = text[max(0, start - _LONGEST) : start]
    whole = before.rstrip("。；;！\n \u3000") if clause else before
    breaks = [match.end() for match in _ENDS.finditer(whole)]
    begin = start - len(before) + (breaks[-1] if breaks else 0)
    stop = _ENDS.search(text, end, end + _LONGEST)
    close = stop.end() if stop else min(len(text), end + _LONGEST)
    if text[end - 1 : end] in ("。", "；", "\n") or text[end : end + 1] == "\n":
        close = end
    return text[begin:close].strip()


def _order(row: Row) -> tuple[object, ...]:
    header = row["kind"] == "document"
    place = (-1, -1) if header else (int(row["start"]), int(row["end"]))
    field = list(_HEADER).index(row["role"]) if header else 0
    path = [part.zfill(6) for part in re.split(r"[/.-]", row["fact"])]
    return row["source"], row["document"], *place, _KINDS.index(row["kind"]), field, path, row["was"]
