"""Where a sentence stands in the outline, and what that makes of it."""

from __future__ import annotations

import re

from graph_builder.classes import SentenceClass
from graph_builder.model import Reading
from graph_builder.recognise.coverage.forms import Form, of_form
from graph_builder.recognise.coverage.headings import of_heading
from graph_builder.recognise.coverage.verbs import narrates, orders_work, told

__all__ = ["Places"]

# A heading names its part in its first words: 指导思想以……为指导 where the line break is lost
_HEADING_WORDS = 18
# 甲市人民政府，乙县人民政府：2020年……: addressees in one line with the first sentence
_ADDRESSED = re.compile(r"[^。；：:\d《]{3,400}[：:](?=[^\s]{4})")
_LONGEST_IMPRINT = 250
# What stands between two cells, or in a line without any mark of a sentence
_MARKS = re.compile(r"[，。；：:！？、,;]")
_CELLS = re.compile(r"\t|\|| {3,}|\u3000{3,}")


class Places:
    """The outline as the ground of what a sentence is."""

    def __init__(self, reading: Reading) -> None:
        """Give each unit of the outline of `reading` the class that its heading tells."""
        self.text = reading.recovered.text
        self.outline = reading.outline
        self.start = reading.header.body_start
        units = reading.outline.units
        self.of_unit: list[tuple[SentenceClass | None, bool]] = []
        """For each unit the class that its heading gives, and whether the units below it take it over."""
        for unit in units:
            kind, passed_on = of_heading((unit.label or "")[:_HEADING_WORDS])
            if kind is None and unit.parent is not None and self.of_unit[unit.parent][1]:
                kind, passed_on = self.of_unit[unit.parent]
            self.of_unit.append((kind, passed_on))
        self.assigned = _assigned(reading)

    def rule(self, start: int, end: int) -> str:
        """Return the rule that settles what the sentence `text[start:end]` is, one that gave no fact."""
        text = self.text
        unit = self.outline.innermost(start)
        form = self._form(start, end, unit)
        if form and form.kind is SentenceClass.FORMULA:
            # The whole table of an annex may stand in one line behind its name.
            return "unread.table" if form.name == "furniture" and _holds_more(text, start, end) else form.rule
        if told(text, start, end):
            return "unread.body"
        heading = self.of_unit[unit][0] if unit is not None else None
        if heading:
            return f"heading.{heading}"
        if form and form.kind is not SentenceClass.MEASURE:
            return form.rule
        if _is_row(text, start, end):
            return "unread.table"
        if narrates(text, start, end):
            return "form.narration"
        if form or orders_work(text, start, end):
            return "form.work" if unit is not None and self.assigned[unit] else "form.work-unassigned"
        return "unread.form"

    def _form(self, start: int, end: int, unit: int | None) -> Form | None:
        """Return the form of a sentence; before the first heading, of what stands behind the addressees in its line."""
        if unit is None:
            addressed = _ADDRESSED.match(self.text, start, end)
            if addressed:
                return of_form(self.text, addressed.end(), end)
        return of_form(self.text, start, end)


def _assigned(reading: Reading) -> list[bool]:
    """Tell for each unit whether it, one above it or one below it names who answers for its work."""
    units = reading.outline.units
    named = [False] * len(units)
    for task in reading.tasks:
        if task.responsibilities:
            index = reading.outline.innermost(max(task.heading.start, task.body.start - 1))
            index = reading.outline.innermost(task.heading.start) if index is None else index
            if index is not None:
                named[index] = True
    below = list(named)
    for i in range(len(units) - 1, -1, -1):
        parent = units[i].parent
        if below[i] and parent is not None:
            below[parent] = True
    above = list(named)
    for i, unit in enumerate(units):
        if unit.parent is not None and above[unit.parent]:
            above[i] = True
    return [a or b for a, b in zip(above, below, strict=True)]


def _holds_more(text: str, start: int, end: int) -> bool:
    """Tell whether behind words such as 附件 more stands than an imprint, a note or a contact."""
    return end - start > _LONGEST_IMPRINT or text.find("序号", start, end) >= 0


def _is_row(text: str, start: int, end: int) -> bool:
    """Tell whether a line is a row of a table or an item of a list: cells, or words without any mark."""
    words = text[start:end]
    if _CELLS.search(words):
        return True
    alone = text[end : end + 1] in ("\n", "")
    return alone and len(words) <= 24 and not _MARKS.search(words)
