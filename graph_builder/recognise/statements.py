"""Statements in running text that make a named body answerable.

由商务部牵头, 生态环境部会同有关部门……, 海关总署要继续做好牵头工作.

Only bodies that are named count; what running text tells a tier of government it must do (各地要…) is exhortation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graph_builder.model import Clause, Mention, Role, Span
from graph_builder.recognise.bodies import is_generic, split_bodies

__all__ = ["statements"]

_SENTENCE = re.compile(r"[^。；;！\n]+")
# The names of departments and governments, closer than in a clause: in running text anything may stand before a verb.
_NAME = re.compile(
    r"^(?!(?:各级|各地|各类|各县|各市|各区|各街|各乡|地方|当地|属地|所在|本级|上级|下级|有关|相关|企业|学校|社会|行业|人员|其|并|和|或|对|在|向|与))"
    r"(?:[\u4e00-\u9fff“”A-Za-z]|[（(][^（）()]{1,10}[）)]){2,18}"
    r"(?:部|委|局|厅|办|署|委员会|办公室|政府|管委会|人民银行|国务院|领导小组|联席会议|总社|总工会|海关|中心|公司|督查室)$"
)
_NOT_NAME = re.compile(
    r"部门|全部|内部|干部|全局|布局|格局|本部|局部|结局|社会|主体|负责|牵头|落实|加强|建立|推进|推动|完善|组织|开展|实施|做好|鼓励|支持|要求|通过|依托|可以|应当|需要|不得|[的是将把被给让使已经]"
)
_PLAN = re.compile(r"牵头|会同|负责|责任主体|指导|督促|督查|监督")
_TIME = re.compile(
    r"^(?:到|在|自|从)?(?:\d{4}年|“十[^”]{1,3}”|年底|每年|目前|今后)[^，]{0,12}，|^(?:[一二三四五六七八九十]是|其中|同时|此外|另外|原则上|具体)[，,]?"
)
# 由甲牵头, 甲会同乙…, 甲牵头…, 甲负责…, 甲要…牵头
_OPENING = re.compile(
    r"(?P<by>由)?(?P<who>[^，,：:。；]{2,160}?)(?P<verb>牵头|会同|(?:具体|统一|归口|统筹)?负责|要|应当?|(?:是|作为)(?=[^。]{0,30}(?:责任)?主体))"
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
    start = span.start
    time = _TIME.match(span.of(text))
    if time:
        start += time.end()
    for begin in _starts(text, Span(start, span.end)):
        match = _OPENING.match(text, begin, span.end)
        if match is None:
            continue
        who = Span(match.start("who"), match.end("who"))
        bodies = split_bodies(text, who)
        named = [
            body
            for body in bodies
            if _NAME.match(body.text) and not _NOT_NAME.search(body.text) and not is_generic(body.text)
        ]
        if not named or len(named) + sum(body.generic for body in bodies) < len(bodies):
            continue
        rest = text[match.end() : span.end]
        roles = _roles(match["verb"], rest)
        if not roles:
            continue
        mentions = [Mention(body.text, body.span, role, body.generic) for role in roles for body in bodies if body.text]
        return [*mentions, *_partners(text, match, span)]
    return []


def _starts(text: str, span: Span) -> Iterator[int]:
    """Yield where a subject may begin: the sentence itself, or behind 由 and a comma."""
    yield span.start
    for match in re.compile(r"[，,：:]|(?<=[，,\u4e00-\u9fff])(?=由[^，。]{2,40}?(?:牵头|负责|会同))").finditer(
        text, span.start, span.end
    ):
        yield match.end()


def _roles(verb: str, rest: str) -> list[Role]:
    if verb == "牵头":
        return [Role.LEAD]
    found = []
    # 甲会同乙 does what its first predicate says; 甲要 may be told several things in one sentence.
    rest = rest if verb in ("要", "应", "应当") else rest.split("，")[0]
    if re.search(r"^[^，]{0,30}牵头", rest):
        found.append(Role.LEAD)
    if re.search(r"指导(?:[、，和。]|$|工作|推进)|业务指导", rest) and verb not in ("负责",):
        found.append(Role.GUIDE)
    if re.search(r"督促(?:检查|落实|指导)?|督查|督导|监督检查", rest) and verb != "负责":
        found.append(Role.SUPERVISE)
    if found:
        return found
    return [Role.RESPONSIBLE] if verb not in ("要", "应", "应当") else []


def _partners(text: str, match: re.Match[str], span: Span) -> list[Mention]:
    """Return the bodies that follow 会同."""
    start = match.end() if match["verb"] == "会同" else -1
    if start < 0:
        inner = re.compile(r"^[^，。]{0,6}会同").match(text[match.end() : span.end])
        if not inner:
            return []
        start = match.end() + inner.end()
    stop = re.compile(
        r"(?:等(?:有关|相关)?(?:部门|单位)|[部委局厅办会署]|部门|单位|方面|机构)(?=[^、，和及部委局厅办会署等门位面构]|$|，)"
    ).search(text, start, span.end)
    if stop is None:
        return []
    return [
        Mention(body.text, body.span, Role.SUPPORT, body.generic)
        for body in split_bodies(text, Span(start, stop.end()))
        if body.text and (body.generic or _NAME.match(body.text))
    ]
