"""Statements in running text that make a named body answerable.

由商务部牵头, 生态环境部会同有关部门……, 海关总署要继续做好牵头工作, 市财政局对资金使用情况进行检查, 市公安局：负责……

Only bodies that are named count; what running text tells a tier of government it must do (各地要…) is exhortation.
A statement is found by the last word of a name with a predicate right behind it; the subject is what stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graph_builder.model import Clause, Mention, Role, Span
from graph_builder.recognise.duties.bodies import NamedBody, has_body_form, split_bodies
from graph_builder.recognise.duties.boundaries import Lines, sentence_around
from graph_builder.recognise.duties.lists import entries
from graph_builder.recognise.duties.predicates import ASKS, BY_ONLY, GAP, TOGETHER, VERB, answers, roles
from graph_builder.recognise.duties.subjects import ALIAS, ENDS, MARK, is_named, is_tier, subject

__all__ = ["ASKED", "statements"]

ASKED = "sentence.asked"
"""The rule of statements in which a body is only told to do something (市财政局要加大投入)."""

_HIT = re.compile(
    rf"(?:{ENDS})(?:{ALIAS}|[（(][^（）()\n]{{1,24}}[）)])?(?:等(?:有关|相关)?(?:部门|单位)?)?(?P<gap>{GAP})(?P<verb>{VERB})"
)
_TOLD = re.compile(r"(?:也|还|均|都)?(?:要|应|须|必须|将)")
_WILL = re.compile(r"(?:将|要)由[^，,。；;\n]*$")
_LONGEST_WILL = 80
_BY_ONLY = re.compile(BY_ONLY)
# 由甲牵头，乙、丙等参加; 由甲承办，乙协办
_TAKING_PART = re.compile(
    r"[，,](?P<who>[^，,。；]{2,300}?)(?:(?:积极|密切|做好|予以)?(?:参加|参与|配合|协助|协办))(?=[，,。；的]|$|做好|实施|落实|开展)"
)
# 会同乙、丙等部门制定: where the partners end
_PARTNERS_END = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)|[部委局厅办署行院]|(?<!社)会|部门|单位|方面|机构|监督站|公司|集团|小组|政府|海关|公安|中心|残联|妇联|工会|工商联|科协"
    r"|供销(?:合作)?社|[总支大]队|办事处|大学|党校)"
    r"(?:[（(][^（）()\n]{1,12}[）)])?(?=[^、，和及部委局厅办会署等门位面构]|$|[，,])"
)
# 市委｜人才办、: the name is longer
_GOES_ON = re.compile(
    rf"(?!制定|研究|组建|建立|设立|成立|组织)[\u4e00-\u9fff]{{1,4}}?"
    rf"(?:(?:{ENDS})(?:[、，,和及等]|以及)|领导小组|办公室|委员会)"
)
_LONGEST_SUBJECT = 400
_LONGEST_PREDICATE = 600


def statements(
    text: str, span: Span, taken: Sequence[Span], narrates: bool = False, headings: Sequence[int] = ()
) -> Iterator[Clause]:
    """Yield the statements in `span` of `text` that lie in none of the spans `taken`, in order.

    The clause of a statement is its sentence, between 。 or ； marks.

    Args:
        text: the text that the spans refer to.
        span: where to look.
        taken: the clauses found already.
        narrates: whether the document tells what has been done, as a reply to a proposal does; then only what is yet
            to be done (将, 要) counts.
        headings: where headings begin, ascending. A sentence runs over none of them, also where no mark parts it from
            the heading above (第三章 审查第九条 甲局……). What only asks something of a body before the first is
            preamble.
    """
    taken = sorted(taken)
    listed = [] if narrates else list(_listed_duties(text, span, taken))
    taken = sorted([*taken, *(clause.span for clause in listed)])
    yield from sorted([*listed, *_told(text, span, taken, narrates, headings)], key=lambda clause: clause.span)


def _listed_duties(text: str, span: Span, taken: Sequence[Span]) -> Iterator[Clause]:
    starts = [place.start for place in taken]
    end = span.start
    for place, bodies, verb, behind in sorted(entries(text, span), key=lambda entry: entry[0]):
        if place.start < end or _inside(place.start, starts, taken):
            continue
        given = roles(verb, behind.of(text), "")
        if given:
            end = place.end
            yield Clause(place, tuple(_mentions(bodies, given)), "sentence", running=True)


def _told(text: str, span: Span, taken: Sequence[Span], narrates: bool, headings: Sequence[int]) -> Iterator[Clause]:
    outlined = headings[0] if headings else span.start
    starts = [place.start for place in taken]
    lines = Lines.of(text, span)
    done = span.start
    mentions: list[Mention] = []
    asked = True
    sentence = Span(span.start, span.start)
    for hit in _HIT.finditer(text, span.start, span.end):
        asks = ASKS.fullmatch(hit["verb"]) is not None and not answers(text[hit.end() : hit.end() + 40])
        if _inside(hit.start(), starts, taken) or (narrates and not _is_to_come(text, hit)):
            continue
        if asks and hit.start() < outlined:
            continue
        if hit.start() >= sentence.end:
            if mentions:
                yield _clause(sentence, mentions, asked)
            sentence, mentions, asked = sentence_around(text, hit.start(), span, lines, taken), [], True
            sentence = _between(headings, hit.start(), sentence)
            done = sentence.start
        if hit.start() < done:
            continue
        left = Span(max(sentence.start, done), sentence.end)
        found = _read(text, hit, left, asks, left.start == sentence.start)
        if found:
            mentions += found
            asked = asked and asks
            done = max(hit.end(), *(m.span.end for m in found))
    if mentions:
        yield _clause(sentence, mentions, asked)


def _between(headings: Sequence[int], position: int, sentence: Span) -> Span:
    """Cut a sentence at the headings before and behind `position`."""
    i = bisect_right(headings, position)
    start = max(sentence.start, headings[i - 1]) if i else sentence.start
    return Span(start, min(sentence.end, headings[i]) if i < len(headings) else sentence.end)


def _is_to_come(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a predicate tells what is yet to be done: 要, 将, 将由……牵头."""
    return bool(_TOLD.match(hit["verb"]) or _WILL.search(text, max(0, hit.start() - _LONGEST_WILL), hit.start()))


def _inside(position: int, starts: list[int], taken: Sequence[Span]) -> bool:
    i = bisect_right(starts, position) - 1
    return any(place.covers(position) for place in taken[max(0, i - 1) : i + 1])


def _clause(sentence: Span, mentions: list[Mention], asked: bool) -> Clause:
    return Clause(sentence, tuple(mentions), ASKED if asked else "sentence", running=True)


def _mentions(bodies: Sequence[NamedBody], given: Sequence[Role]) -> list[Mention]:
    return [Mention(body.text, body.span, role, body.generic) for role in given for body in bodies]


def _read(text: str, hit: re.Match[str], sentence: Span, asks: bool, fresh: bool) -> list[Mention]:
    """Return the mentions of the statement whose predicate is `hit`."""
    bodies = subject(text, Span(max(sentence.start, hit.start() - _LONGEST_SUBJECT), hit.start("gap")))
    # 甲局等部门，要……: only at the beginning of its sentence; 报甲局，负责…… is none
    if hit["gap"].endswith(("，", ",")) and len(hit["gap"]) == 1 and not _opens(text, sentence, bodies, fresh):
        return []
    # 甲协助乙做好……: 乙 stands right behind the verb of another
    if not bodies or (asks and not fresh and bodies[0].span.start == sentence.start):
        return []
    end = min(sentence.end, hit.end() + _LONGEST_PREDICATE)
    verb = hit["verb"]
    partners = _partners(text, hit, end)
    behind = max((span.end for span in partners), default=hit.end()) if verb.endswith(TOGETHER) else hit.end()
    given = roles(verb, text[behind:end], text[sentence.start : min(hit.start("verb"), sentence.start + 40)])
    before = text[bodies[0].span.start - 1 : bodies[0].span.start]
    # 经甲审批 is a condition of procedure; 经甲会同乙评审 says who does the work
    passed = before == "经" and not verb.endswith(TOGETHER)
    if not given or passed or (_BY_ONLY.fullmatch(verb) and before != "由"):
        return []
    if asks and not any(is_named(body.text) and not is_tier(body) for body in bodies):
        return []
    # 联合 puts both on one footing
    beside = Role.RESPONSIBLE if verb.endswith("联合") else Role.SUPPORT
    others = [
        Mention(body.text, body.span, role, body.generic)
        for span, role in [*((s, beside) for s in partners), *((s, Role.SUPPORT) for s in _taking_part(text, hit, end))]
        for body in split_bodies(text, span)
        if body.text and (body.generic or is_named(body.text))
    ]
    return [*_mentions(bodies, given), *others]


def _opens(text: str, sentence: Span, bodies: Sequence[NamedBody], fresh: bool) -> bool:
    """Tell whether the bodies open their sentence, behind its number at most."""
    mark = MARK.match(text, sentence.start, sentence.end)
    start = mark.end() if mark else sentence.start
    return fresh and bool(bodies) and bodies[0].span.start <= start


def _partners(text: str, hit: re.Match[str], end: int) -> list[Span]:
    """Return the list of bodies that follow 会同."""
    together = (
        hit if hit["verb"].endswith(TOGETHER) else re.compile(r"[^，,。]{0,6}[，,]?会同").match(text, hit.end(), end)
    )
    return _list_from(text, Span(together.end(), end)) if together else []


def _taking_part(text: str, hit: re.Match[str], end: int) -> list[Span]:
    """Return the list of those that take part in what another leads."""
    leads = any(word in hit["verb"] for word in ("牵头", "负责", "承办", "主办", "总责", "统筹"))
    match = _TAKING_PART.search(text, hit.end(), end) if leads else None
    return [Span(*match.span("who"))] if match else []


def _list_from(text: str, span: Span) -> list[Span]:
    """Return the list of bodies that opens `span`, in a list of one; empty where none does."""
    for stop in _PARTNERS_END.finditer(text, span.start, span.end):
        if _GOES_ON.match(text, stop.end(), span.end):
            continue
        listed = Span(span.start, stop.end())
        bodies = split_bodies(text, listed)
        return [listed] if all(body.generic or has_body_form(body.text) for body in bodies) else []
    return []
