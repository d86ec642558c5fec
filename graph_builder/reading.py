"""The pure part of the pipeline: from the text of one document to everything that it states.

recover -> header -> tables -> outline -> clauses, statements, conventions -> tasks; references, indicators and domain
facts beside them; at the end the list of what was not read. Nothing here looks at another document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from graph_builder.domains import DOMAINS
from graph_builder.header.elements import read_header
from graph_builder.model import LONGEST_QUOTE, Finding, Outline, Reading, Recovered, Source, Span
from graph_builder.recognise.coverage import account
from graph_builder.recognise.duties.clauses import clauses
from graph_builder.recognise.duties.conventions import first_leads, standing_duties
from graph_builder.recognise.duties.statements import statements
from graph_builder.recognise.figures.indicators import indicators
from graph_builder.recognise.references.cited import references
from graph_builder.recognise.tables.flattened import flattened
from graph_builder.recognise.tables.task_tables import TaskTable, task_tables
from graph_builder.recognise.times.validity import validities
from graph_builder.structure.outline import outline
from graph_builder.structure.recover import recover
from graph_builder.tasks.rows import other_tables, row_tasks, without
from graph_builder.tasks.scope import close_outline, tasks

__all__ = ["read"]


def read(source: Source) -> Reading:
    """Return what `source` states; pure, deterministic, linear in the length of its text."""
    whole = Span(0, len(source.text))
    recovered = recover(source.text, [grid.span for grid in flattened(source.text, whole)])
    header = read_header(recovered)
    body = Span(header.body_start, len(recovered.text))
    tables = task_tables(recovered.text, body, header.signed)
    # What the tables say is read in them alone.
    text = without(recovered.text, [table.span for table in tables])
    prose = without(text, other_tables(text, body))
    units = outline(replace(recovered, text=prose), header.body_start)
    formal = clauses(text, body, header.signed)
    units = close_outline(units, formal)
    headings = [unit.heading.start for unit in units.units]
    narrates = re.search(r"(?:建议|提案|来信)[^。]{0,12}的(?:答复|复函|回复)", header.title) is not None
    running = statements(prose, body, [clause.span for clause in formal], narrates, headings)
    duties = standing_duties(text, body)
    found = first_leads(text, sorted([*formal, *running], key=lambda clause: clause.span), body)
    done = tasks(text, units, found, duties, header.signed)
    done = row_tasks(text, tables, units, done, duties)
    reading = Reading(
        source=source,
        recovered=recovered,
        header=header,
        outline=units,
        tasks=done,
        references=tuple(references(recovered.text, header)),
        indicators=tuple(indicators(recovered.text, signed_year=header.signed.year if header.signed else None)),
        validity=tuple(validities(recovered.text, header)),
        domain=tuple(fact for recognise in DOMAINS.values() for fact in recognise(recovered.text, 0)),
    )
    total, unread = account(reading, [_with_caption(recovered.text, table.span) for table in tables if table.tasks])
    # A table that lost its rows is one finding, and not one for each of its lines.
    lost = [table.span for table in tables if not table.tasks]
    unread = [finding for finding in unread if not _inside(finding.span, lost)]
    return replace(reading, account=total, findings=tuple(map(_told, (*_findings(recovered, units, tables), *unread))))


def _findings(recovered: Recovered, units: Outline, tables: list[TaskTable]) -> list[Finding]:
    findings = [
        Finding("repeated-passage", "重复出现的段落，只读一次", span, in_source=True) for span in recovered.repeats
    ]
    findings += [Finding("numbering-gap", message, span) for span, message in units.gaps]
    findings += [Finding("lost-heading", "标题或序号缺失", unit.body) for unit in units.units if unit.lost]
    findings += [finding for table in tables for finding in table.findings]
    return findings


_CAPTION = re.compile(r"\n[ \t\u3000]{0,20}[^\n。；：]{2,40}\n\s{0,20}$")


def _with_caption(text: str, span: Span) -> Span:
    """Return the place of a table with the line above that names it."""
    caption = _CAPTION.search(text, max(0, span.start - 90), span.start)
    return Span(caption.start() + 1, span.end) if caption else span


def _inside(span: Span, sorted_spans: list[Span]) -> bool:
    i = bisect_right(sorted_spans, span.start, key=lambda other: other.start) - 1
    return i >= 0 and span.end <= sorted_spans[i].end


def _told(finding: Finding) -> Finding:
    """Say of a finding too long to be quoted whole how long it is."""
    length = finding.span.end - finding.span.start
    if length <= LONGEST_QUOTE:
        return finding
    return replace(finding, message=f"{finding.message}（共{length}字，只引开头）")
