"""Conventions that hold for a whole document and change what its later clauses mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_builder.model import Clause, Mention, Role, Span
from graph_builder.recognise.duties.bodies import split_bodies
from graph_builder.recognise.duties.clauses import SIGNS

__all__ = ["StandingDuty", "first_leads", "first_leads_at", "says_first_leads", "standing_duties"]

# 排在第一位的部门为牵头部门，下同; 列第一位者为牵头单位（下同）; 首位为牵头单位
_FIRST_LEADS = re.compile(
    r"(?:排|列|位于|居|处于)?(?:在|于)?(?:第一位?|首位|首个|最前)(?:的)?(?:者|部门|单位|责任单位)?(?:均?为|是|系|作为)?(?:第一)?牵头(?:部门|单位|责任单位)?"
    r"|第一(?:位|个)?的?(?:责任)?(?:单位|部门)?(?:均?为|是|即为|系)(?:该项|本项|该|各项)?(?:工作|任务|措施|举措)?的?牵头(?:单位|部门)?"
)
# Without these words, near each other, none of it is said.
_FIRST = re.compile(r"(?:第一|首位|首个|最前)[^。\n]{0,12}牵头")
# 标注“★”的为牵头单位; 带*号者为牵头部门
_MARKED = re.compile(
    rf"(?:带|标|加|注|有)(?:有|注|明|示)?[“\"（(]?(?P<sign>[{re.escape(SIGNS)}])[”\"）)]?(?:号|标记|标识|符号)?"
    r"(?:的|者)?(?:责任)?(?:部门|单位)?[，,]?(?:均?为|是|系)(?:[^，,。；\n]{0,6})牵头"
)
# 以下均需试点城市政府落实，不再列出; 以下措施均需各县（市）政府，各园区管委会落实，不再单独列出
_STANDING = re.compile(
    r"(?:以下|各项|上述|责任单位)(?:各?项?任务|工作|政策|举措|措施|条款|事项|内容|责任单位)*(?:均|都)(?:需要?|由|须|应由|包括)(?P<who>[^。；]{2,150}?)"
    r"(?P<verb>牵头|负责|落实|实施|配合|参与|)(?:落实|实施|负责)?[，,](?:以下)?(?:不再|不另|不)(?:单独)?(?:一一|逐一|逐项|重复)?"
    r"(?:列出|列举|注明|标注|单列|列明|列)"
)


@dataclass(frozen=True, slots=True)
class StandingDuty:
    """A body that answers for everything behind the sentence that says so once."""

    mentions: tuple[Mention, ...]
    span: Span


def says_first_leads(words: str) -> bool:
    """Tell whether words say that the first body of a list leads.

    >>> says_first_leads("责任单位（列第一位者为牵头单位）"), says_first_leads("责任单位")
    (True, False)
    """
    return _FIRST_LEADS.search(words) is not None


def first_leads(text: str, found: Sequence[Clause], span: Span) -> list[Clause]:
    """Make the first body of a clause its lead where the document says so, from that clause on.

    The convention governs clauses and not running text; without 下同 it holds for the clause that it stands in.
    """
    found = _marked_lead(text, found, span)
    match = _FIRST.search(text, span.start, span.end) and _FIRST_LEADS.search(text, span.start, span.end)
    if match is None:
        return list(found)
    formal = [clause for clause in found if not clause.running]
    lasting = "下同" in text[match.end() : match.end() + 12] or not any(c.span.covers(match.start()) for c in formal)
    # Said at the end, it holds for all that stands before it.
    behind = bool(formal) and lasting and not any(clause.span.end > match.start() for clause in formal)
    result = []
    for clause in found:
        here = clause.span.covers(match.start())
        if clause.running or not (here or behind or (lasting and clause.span.start > match.start())):
            result.append(clause)
            continue
        first, *rest = clause.mentions
        result.append(replace(clause, mentions=(replace(first, role=Role.LEAD), *rest)))
    return result


def _marked_lead(text: str, found: Sequence[Clause], span: Span) -> Sequence[Clause]:
    """Make the bodies lead that bear the sign by which the document marks those that do."""
    signed = any(sign in text for sign in SIGNS)
    said = _MARKED.search(text, span.start, span.end) if signed else None
    if said is None:
        return found
    sign = said["sign"]
    return [
        replace(clause, mentions=tuple(_with_sign(text, mention, sign) for mention in clause.mentions))
        for clause in found
    ]


def _with_sign(text: str, mention: Mention, sign: str) -> Mention:
    bears = text[mention.span.start - 1 : mention.span.start] == sign or text.startswith(sign, mention.span.end)
    return replace(mention, role=Role.LEAD) if bears else mention


def first_leads_at(text: str, span: Span) -> Span | None:
    """Return the words by which the document says that the body named first leads."""
    match = _FIRST_LEADS.search(text, span.start, span.end)
    return Span(match.start(), match.end()) if match else None


def standing_duties(text: str, span: Span) -> list[StandingDuty]:
    """Return the duties that a sentence states once for all that follows."""
    duties = []
    for match in _STANDING.finditer(text, span.start, span.end):
        role = {"牵头": Role.LEAD, "配合": Role.SUPPORT, "参与": Role.SUPPORT}.get(match["verb"], Role.RESPONSIBLE)
        who = Span(match.start("who"), match.end("who"))
        bodies = split_bodies(text, who)
        mentions = tuple(Mention(body.text, body.span, role, body.generic) for body in bodies if body.text)
        if mentions:
            duties.append(StandingDuty(mentions, Span(match.start(), match.end())))
    return duties
