"""Lists of duties: a body in front, what it does behind it.

市公安局：查处……; 县环保局。负责……; a body alone in its line, or as the heading X职责, with its duties in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from graph_builder.model import Span
from graph_builder.recognise.duties.bodies import NamedBody, split_bodies
from graph_builder.recognise.duties.predicates import DUTY
from graph_builder.recognise.duties.subjects import ALIAS, ENDS, MARK, is_named

__all__ = ["Entry", "entries"]

Entry = tuple[Span, list[NamedBody], str, Span]
"""The place of an entry, its bodies, its first word, and what is said behind it."""

_LONGEST = 80
# What stands between a body and its duties, and how far it is from the beginning of its line.
_OPENING = re.compile(
    rf"(?:^|(?<=[\n。；;\u3000]))(?P<who>[^\n。；;：:，,]{{2,{_LONGEST}}}?(?:{ENDS})(?:[（(][^（）()\n]{{1,24}}[）)])?)"
    r"(?:(?P<duties>的?(?:主要|工作|具体)?职责)(?:是|为|如下|包括)?)?[ \u3000]{0,4}"
    r"(?:[：:]\s{0,8}(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])?"
    r"|。(?=负责|承担|做好|主要负责|牵头|组织)|\n\s{0,8}(?=负责|承担|主要负责|组织|牵头))"
    rf"(?=(?P<verb>{DUTY.pattern}))"
)
# What a body, the bracket behind it, 职责如下 and the like end with
_LAST = "部委局厅办署会室府行院组班议社关心司团队站所联协文台馆区市县省份门）)责是为下括 \u3000"
_BETWEEN = re.compile(
    rf"[：:。\n](?<=[{_LAST}][：:。\n])\s{{0,8}}(?:[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,2}}[.．、])?(?={DUTY.pattern})"
)
# 甲省水利厅：按照……要求，你厅……: a letter to it
_ADDRESSES = re.compile(r"[你贵](?=[省市县区州部委厅局办院校处站]|单位|公司)")
_REACH = 150
"""More characters than an opening has on either side of what stands between."""
# 联席会议办公室设在市教育局，承担……
_SEATED = re.compile(
    rf"(?P<who>[\u4e00-\u9fff“”]{{2,30}}?办公室)(?:{ALIAS})?设在[^，,。；\n]{{2,24}}[，,](?=(?P<verb>(?:主要|具体)?(?:承担|负责)))"
)


def entries(text: str, span: Span) -> Iterator[Entry]:
    """Yield the entries of lists of duties in `span` of `text`."""
    seated = _SEATED.finditer(text, span.start, span.end) if "设在" in text else ()
    for match in chain(_openings(text, span), seated):
        found = _entry(text, match, span)
        if found:
            yield found


def _openings(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield what `_OPENING.finditer` does, trying it only around what can stand between a body and its duties."""
    done = span.start
    for mark in _BETWEEN.finditer(text, span.start, span.end):
        begin = max(done, mark.start() - _REACH)
        if mark.start() < done or not _OPENING.search(text, begin, min(span.end, mark.end() + _REACH)):
            continue
        match = _OPENING.search(text, begin, span.end)
        if match:
            yield match
            done = match.end()


def _entry(text: str, match: re.Match[str], span: Span) -> Entry | None:
    mark = MARK.match(text, match.start("who"), match.end("who"))
    start = mark.end() if mark else match.start("who")
    bodies = [body for body in split_bodies(text, Span(start, match.end("who"))) if body.text]
    if not bodies or not all(is_named(body.text) for body in bodies):
        return None
    stop = re.compile(r"[。；;！？\n]").search(text, match.end(), span.end)
    end = stop.start() if stop else span.end
    if end - match.end() < 4 or _ADDRESSES.search(text, match.end(), end):
        return None
    behind = Span(match.end("verb"), min(end, match.end() + 600))
    return Span(start, end), bodies, match["verb"].strip(), behind
