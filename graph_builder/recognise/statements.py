"""Statements in running text that make a named body answerable.

由商务部牵头, 生态环境部会同有关部门……, 海关总署要继续做好牵头工作.

Only bodies that are named count; what running text tells a tier of government it must do (各地要…) is exhortation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graph_builder.model import Clause, Mention, Role, Span
from graph_builder.recognise.bodies import NamedBody, has_body_form, is_generic, split_bodies

__all__ = ["statements"]

_SENTENCE = re.compile(r"[^。；;！\n]+")
# The names of departments and governments, closer than in a clause: in running text anything may stand before a verb.
_NAME = re.compile(
    r"^(?!(?:各级|各地|各类|各县|各市|各区|各街|各乡|地方|当地|属地|所在|本级|上级|下级|有关|相关|企业|学校|社会|行业|人员|其|并|和|或|对|在|向|与)"
    r"|[省市县区州乡镇]{1,3}级?(?:人民)?政府$)"
    r"(?:[\u4e00-\u9fff“”A-Za-z]|[（(][^（）()]{1,10}[）)]){2,18}"
    r"(?:部|委|局|厅|办|署|委员会|办公室|政府|管委会|人民银行|国务院|领导小组|联席会议|总社|总工会|海关|中心|公司|督查室|开发区|新区|园区|高新区|示范区)$"
)
_NOT_NAME = re.compile(
    r"部门|全部|内部|干部|全局|布局|格局|本部|局部|结局|社会|主体|负责|牵头|落实|加强|建立|推进|推动|完善|组织|开展|实施"
    r"|做好|鼓励|支持|要求|通过|依托|可以|应当|需要|不得|[的是将把被给让使已经由]"
)
_PLAN = re.compile(r"牵头|会同|负责|责任主体|指导|督促|督查|监督|(?:属地|主体)(?:管理)?责任")
_TIME = re.compile(
    r"^(?:到|在|自|从)?(?:\d{4}年|“十[^”]{1,3}”|年底|每年|目前|今后)[^，]{0,12}，"
    r"|^(?:[一二三四五六七八九十]是|其中|同时|此外|另外|原则上|具体)[，,]?"
)
_MARK = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])\s*")
# 由甲牵头, 甲会同乙…, 甲要会同乙…, 甲牵头…, 甲负责…, 甲要…牵头; 负责人 and 负责解释 are no work
_OPENING = re.compile(
    r"(?P<who>[^，,：:。；]{2,160}?)(?P<verb>牵头|(?:要|应当?)?会同|(?:具体|统一|归口|统筹)?负责(?!人|[^，。]{0,12}解[释读])"
    r"|要|应当?|(?:是|作为)(?=[^。]{0,30}(?:责任)?主体))"
)
_BY = re.compile(r"由(?=[^由]{2,}$)")
# 要落实属地责任, 要切实承担主体责任
_ANSWERS = re.compile(r"(?:切实|全面|严格)?(?:落实|承担|履行|压实)[^，。]{0,6}(?:属地|主体)(?:管理)?责任")
_GUIDES = re.compile(r"指导(?:[、，和。]|$|工作|推进)|业务指导")
# 督促检查, 督查和总结工作; a system of inspection that is set up (督查制度) is none
_SUPERVISES = re.compile(r"督促(?:检查|落实|指导|各|有关)|(?:督查|督导|监督检查)(?![^，。]{0,8}(?:制度|机制|体系))")
# 由甲牵头，乙、丙等参加
_TAKING_PART = re.compile(r"，(?P<who>[^，。；]{2,120}?)(?:参加|参与|配合|协助)(?=[，。；的]|$|做好|实施|落实|开展)")
# 会同乙、丙等部门制定: where the partners end
_PARTNERS_END = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)|[部委局厅办会署]|部门|单位|方面|机构)(?=[^、，和及部委局厅办会署等门位面构]|$|，)"
)


def statements(text: str, span: Span, taken: Sequence[Span]) -> Iterator[Clause]:
    """Yield the statements in `span` of `text` that lie in none of the spans `taken`.

    The clause of a statement is its sentence, between 。 or ； marks.
    """
    taken = sorted(taken)
    for match in _SENTENCE.finditer(text, span.start, span.end):
        words = match.group()
        if not _PLAN.search(words):
            continue
        start = match.start() + len(words) - len(words.lstrip(" \t\u3000"))
        start = _behind(start, match.end(), taken)
        if match.end() - start < 6:
            continue
        mentions = _read(text, Span(start, match.end()))
        if mentions:
            yield Clause(Span(start, match.end()), tuple(mentions), "sentence", running=True)


def _behind(start: int, end: int, taken: Sequence[Span]) -> int:
    """Return where the sentence begins, behind the clauses that stand before it; `end` where they cover it."""
    i = bisect_right(taken, Span(start, end)) - 1
    for span in taken[max(i, 0) : i + 12]:
        if span.start <= start < span.end:
            start = span.end
    return min(start, end)


def _read(text: str, span: Span) -> list[Mention]:
    """Return the mentions in one sentence; it may have more than one subject."""
    mark = _MARK.match(text, span.start, span.end)
    start = mark.end() if mark else span.start
    time = _TIME.match(text[start : span.end])
    if time:
        start += time.end()
    found: list[Mention] = []
    done = start
    for begin in _starts(text, Span(start, span.end)):
        if begin < done:
            continue
        match = _OPENING.match(text, begin, span.end)
        named = _subject(text, Span(match.start("who"), match.end("who"))) if match else []
        if match is None or not named:
            continue
        mentions = _mentions(text, match, named, span.end)
        if mentions:
            found += mentions
            done = max(m.span.end for m in mentions)
    return found


def _starts(text: str, span: Span) -> Iterator[int]:
    """Yield where a subject may begin: the sentence itself, or behind a comma."""
    yield span.start
    for match in re.compile(r"[，,：:]").finditer(text, span.start, span.end):
        yield match.end()


def _subject(text: str, who: Span) -> list[NamedBody]:
    """Return the bodies of a subject, at least one of them named; behind 由 where it says so."""
    by = _BY.search(who.of(text))
    if by:
        who = Span(who.start + by.end(), who.end)
    bodies = split_bodies(text, who)
    named = [
        body
        for body in bodies
        if _NAME.match(body.text) and not _NOT_NAME.search(body.text) and not is_generic(body.text)
    ]
    # A tier (各县人民政府) may stand beside those that are named.
    others = sum(body.generic or (body.text.startswith("各") and has_body_form(body.text)) for body in bodies)
    return bodies if named and len(named) + others >= len(bodies) else []


def _mentions(text: str, match: re.Match[str], bodies: list[NamedBody], end: int) -> list[Mention]:
    roles = _roles(match["verb"], text[match.end() : end])
    if not roles:
        return []
    mentions = [Mention(body.text, body.span, role, body.generic) for role in roles for body in bodies if body.text]
    return [*mentions, *_partners(text, match, end)]


def _roles(verb: str, rest: str) -> list[Role]:
    if verb == "牵头":
        return [Role.LEAD]
    told = verb in ("要", "应", "应当")
    if told and _ANSWERS.match(rest):
        return [Role.RESPONSIBLE]
    # 甲会同乙 does what its first predicate says; 甲要 may be told several things in one sentence.
    rest = rest if told else rest.split("，")[0]
    if re.search(r"负责解[释读]", rest):
        return []
    found = []
    if re.search(r"^[^，]{0,30}牵头", rest):
        found.append(Role.LEAD)
    if not verb.endswith("负责"):
        found += [Role.GUIDE] if _GUIDES.search(rest) else []
        found += [Role.SUPERVISE] if _SUPERVISES.search(rest) else []
    return found or ([] if told else [Role.RESPONSIBLE])


def _partners(text: str, match: re.Match[str], end: int) -> list[Mention]:
    """Return the bodies that follow 会同, and those that take part in what another leads."""
    spans = []
    together = (
        match if match["verb"].endswith("会同") else re.compile(r"[^，。]{0,6}会同").match(text, match.end(), end)
    )
    if together:
        stop = _PARTNERS_END.search(text, together.end(), end)
        spans += [Span(together.end(), stop.end())] if stop else []
    taking_part = _TAKING_PART.search(text, match.end(), end) if match["verb"] == "牵头" else None
    if taking_part:
        spans.append(Span(taking_part.start("who"), taking_part.end("who")))
    return [
        Mention(body.text, body.span, Role.SUPPORT, body.generic)
        for span in spans
        for body in split_bodies(text, span)
        if body.text and (body.generic or _NAME.match(body.text))
    ]
