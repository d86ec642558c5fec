"""Printed lines become paragraphs: where a line goes on with the one above it, and where a new one begins.

Two habits decide (GB/T 9704-2012, 7.3.3): a paragraph opens with an indent of two characters, and its lines are full
but for the last: a line that left room for the first word of the next one ended on purpose. Titles stand centred, in
larger type, over several lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph_builder.formats.glyphs import WIDE_GAP, Line

__all__ = ["Measure", "cell_text", "measure_of", "paragraphs"]

_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[．.、](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百]{1,5}[章节条])"
)
_ISSUER = re.compile(r"(?:政府|国务院|办公厅|办公室|委员会|[部局厅署]|法院|检察院|公司|指挥部|小组|文件|令|公告)$")
_SUBJECT = re.compile(r"(?:关于|印发|转发|批转|公布|发布|贯彻|《)")
# A remark below a title: （试行）, ——甲市方案, 2019年3月
_REMARK = re.compile(r"(?:[（(]|—|\d{4}年|二[〇○0])")
_ENDS = ("。", "；", "：", "！", "？", ":", ";", "）", ")", "”")


@dataclass(frozen=True, slots=True)
class Measure:
    """What the lines of a page are set to.

    Attributes:
        left: where full lines begin.
        right: where full lines end.
        size: size of the type of most of the text.
        leading: usual distance of two lines.
        indented: whether most paragraphs open with an indent.
    """

    left: float
    right: float
    size: float
    leading: float
    indented: bool


def measure_of(pages: Sequence[Sequence[Line]]) -> Measure:
    """Return the measure of pages by their lines, from the top to the bottom of each."""
    lines = [line for page in pages for line in page]
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    size = max(weights, key=lambda value: (weights[value], value)) if weights else 12.0
    body = [line for line in lines if abs(line.size - size) < 0.2 * size] or lines
    widest = max((line.x1 - line.x0 for line in body), default=0.0)
    full = [line for line in body if line.x1 - line.x0 > 0.7 * widest]
    left = _edge([line.x0 for line in full], 0.7 * size, 0.05)
    right = -_edge([-line.x1 for line in full], 0.7 * size, 0.15)
    gaps: Counter[float] = Counter()
    opened: Counter[bool] = Counter()
    for page in pages:
        for above, below in pairwise(page):
            if 0.8 * size < below.base - above.base < 4 * size:
                gaps[round(below.base - above.base)] += 1
            indent = (below.x0 - left) / size
            if right - above.x1 > 2.5 * size and (abs(indent) < 0.5 or 1.2 < indent < 3.2):
                opened[indent > 1] += 1  # how paragraphs open behind a line that ends one
    leading = max(gaps, key=lambda value: (gaps[value], -value)) if gaps else 1.5 * size
    indented = opened[True] >= opened[False] and any(1.2 * size < line.x0 - left < 3.2 * size for line in body)
    return Measure(left, right, size, leading, indented)


def _edge(places: list[float], near: float, share: float) -> float:
    """Return the smallest place near which a share of all stand; what few exceed is no edge, but hangs over it."""
    places.sort()
    enough = max(2.0, share * len(places)) if len(places) > 2 else 1
    for i, place in enumerate(places):
        if bisect_right(places, place + near) - i >= enough:
            return place
    return places[0] if places else 0.0


def paragraphs(lines: Iterable[tuple[Line, Measure, int]]) -> list[str]:
    """Return the paragraphs of printed lines.

    Args:
        lines: lines in reading order, each with the measure and the number of its page.
    """
    done: list[str] = []
    held: list[tuple[Line, Measure, int]] = []
    for line in lines:
        if held and not _goes_on(held, line):
            done.append(_joined([part.text for part, _, _ in held]))
            held = []
        held.append(line)
    if held:
        done.append(_joined([part.text for part, _, _ in held]))
    return done


def _goes_on(held: Sequence[tuple[Line, Measure, int]], following: tuple[Line, Measure, int]) -> bool:
    """Tell whether a line goes on with the paragraph that is held."""
    (above, measure, page), (line, next_measure, next_page) = held[-1], following
    size = max(above.size, line.size)
    if abs(above.size - line.size) > 0.15 * size:
        return False
    gap = line.base - above.base if page == next_page else 0.0
    if page == next_page and gap < 0.8 * size:
        return False  # beside each other, as 文件 beside the names of its issuers
    if WIDE_GAP in above.text or WIDE_GAP in line.text:
        return False  # a list without rulings, or two names side by side
    if above.size > 1.15 * measure.size or _centred(above, measure):
        return _title_goes_on(above, line, measure, next_measure, gap)
    if measure.right - above.x1 > line.first + 0.3 * size or gap > 1.6 * max(measure.leading, 1.2 * size):
        return False
    indent = line.x0 - next_measure.left
    if indent > 0.8 * size:
        return _hangs([part for part, _, _ in held], line)
    if indent < -0.8 * size and measure.indented and above.x0 - measure.left < 0.8 * size:
        return False
    if measure.indented:
        return True
    return not (_MARK.match(line.text) and above.text.endswith((*_ENDS, "）", ")", "”"))) and gap < 1.25 * max(
        measure.leading, size
    )


def _title_goes_on(above: Line, line: Line, measure: Measure, next_measure: Measure, gap: float) -> bool:
    """Tell whether a line of a title goes on with the one above it; the names of several issuers stand alone."""
    if gap > 2.4 * line.size or not gap or _MARK.match(line.text) or _REMARK.match(line.text):
        return False
    full = measure.right - above.x1 <= line.first + 0.3 * line.size
    both = _centred(above, measure) and _centred(line, next_measure)
    if not both and not (full and line.size > 1.15 * measure.size):
        return False
    if above.size <= 1.15 * measure.size and above.x1 - above.x0 < 0.5 * (measure.right - measure.left):
        return False
    return full or not _ISSUER.search(above.text) or bool(_SUBJECT.match(line.text))


def _centred(line: Line, measure: Measure) -> bool:
    off = (line.x0 + line.x1 - measure.left - measure.right) / 2
    # A line of the text's own size must stand further in than the first of a paragraph.
    larger = line.size > 1.15 * measure.size
    return abs(off) < 0.9 * line.size and (larger or line.x0 - measure.left > 2.6 * measure.size)


def _hangs(held: Sequence[Line], line: Line) -> bool:
    """Tell whether a line stands below the words of a paragraph that opens with a number or 附件：."""
    if _MARK.match(line.text) or held[0].hang <= held[0].x0:
        return False
    return abs(line.x0 - (held[0].hang if len(held) == 1 else held[-1].x0)) < 0.6 * line.size


def _joined(parts: Sequence[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        # English words are parted by a blank, Chinese ones by nothing.
        text += (" " if re.search(r"[A-Za-z,;]$", text) and re.match(r"[A-Za-z]", part) else "") + part
    return text


def cell_text(lines: Sequence[Line], left: float, right: float) -> str:
    """Return the text of a cell: lines that are full go on without a blank, others are parted by one.

    Args:
        lines: the lines in the cell.
        left: where the cell begins.
        right: where the cell ends.
    """
    if not lines:
        return ""
    # Cells have margins of about half a character on both sides.
    margin = 0.6 * lines[0].size
    parts = [lines[0].text]
    for above, line in pairwise(lines):
        room = min(right - left - 2 * margin - (above.x1 - above.x0), right - margin - above.x1)
        if _MARK.match(line.text) or room > line.first + 0.3 * line.size:
            parts.append(line.text)
        else:
            parts[-1] = _joined([parts[-1], line.text])
    return " ".join(parts)
