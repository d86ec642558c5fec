"""Validity: when a document takes effect and how long it holds, as it says of itself.

本办法自2021年1月1日起施行，有效期5年 runs from that day to 2025-12-31. What one measure or another document runs for
(《甲办法》自……起施行, 本项措施有效期至……) is not the validity of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from graph_builder.model import Header, Span, Validity
from graph_builder.structure.dates import DAY, DIGIT, after, dated, month_end
from graph_builder.structure.numerals import number

__all__ = ["in_force", "validities"]

_COUNT = rf"[{DIGIT}十两]{{1,3}}"
# A page may break a line inside a day: 2025 年\n12 月 31 日
_BROKEN_DAY = DAY.replace(r"[ \u3000]?", r"\s{0,2}")
_UNNAMED_DAY = re.sub(r"\?P<[ymd]>", "?:", _BROKEN_DAY)
_RUN = r"(?:施行|实施|实行|执行|生效|试行|试运行)"
# 自2021年1月1日起施行, 自印发之日（2023年12月1日）起执行, 自公布之日起30日后施行
_FROM = re.compile(
    rf"(?:自|从|于)?(?:(?P<day>{_UNNAMED_DAY})|(?:(?<=[自从于])(?:本[\u4e00-\u9fff]{{1,8}}|文件))?(?P<event>印发|发布|公布|下发|颁布|签发|签署|发文|公告|发出)之?日)"
    rf"(?:\s?[（(](?:即)?(?P<told>{_UNNAMED_DAY})[）)])?\s?(?:起|开始)(?:满?(?P<wait>{_COUNT})(?:个)?(?P<unit>日|天|月)之?后?)?"
    rf"(?:[，,]?(?:正式|开始|在[^，,。；]{{2,12}}))?(?:{_RUN}|至(?P<to>{_UNNAMED_DAY})(?:止)?(?:{_RUN}|有效)?)"
)
_ANCHOR = re.compile(r"日(?:\s?[（(][^（）()]{1,30}[）)])?\s?(?:起|开始)")
# 有效期5年, 有效期限为三年, 试行期两年, 有效期至2025年12月31日, 有效期暂定一年半
_TERM = re.compile(
    rf"(?:有效期限?|执行期限?|实施期限?|施行期限?|试行期限?)(?:暂?定?为?|[:：])?\s?(?P<count>{_COUNT})个?(?P<unit>年|月)"
    rf"|(?:试行|暂行)(?P<trial>{_COUNT})(?P<trial_unit>年|个月)"
    rf"|(?:有效期限?|有效|执行|施行|实施|试行|期限)(?:时间|期限|调整|延长|延续)?(?:截[至止])?(?:至|到|为至|截止|截至|[为:：]?(?P<since>{_UNNAMED_DAY})起?[至到])\s{{0,2}}(?:(?P<day>{_UNNAMED_DAY})|(?P<year>[{DIGIT}]{{4}})年(?:(?P<month>[{DIGIT}十]{{1,2}})月)?(?:年?底|年?末)?)"
)
_KIND = (
    r"(?:政策|措施|办法|通知|意见|规定|细则|方案|条例|规则|文件|若干|实施|暂行|工作|行动|规程|预案|计划|规划|标准"
    r"|指南|决定|公告|通告|制度|章程|举措|清单|目录|规范|准则|要点)"
)
# Whose validity it is: 本办法……, 以上措施……; 现印发给你们，……; ……负责解释，……
_OWN = re.compile(
    rf"(?:本|以上[\u4e00-\u9fff]{{0,6}}|上述[\u4e00-\u9fff]{{0,6}}|此)(?:{_KIND}(?!第|中第)|文(?=[自由]|$))"
)
_ISSUED = re.compile(r"(?:印发|发布|公布|转发|下发|负责解释|解释|解读)[^，,。；;]{0,12}[，,][^，,。；;《》]{0,16}$")
_OF_ANOTHER = re.compile(
    r"》[^，,。；;]{0,20}$|(?:本项|该项|此项|该条?|其中)[^，,]{0,30}$|第[一二三四五六七八九十\d]{1,3}[条项款][^，,本以上此]{0,30}$"
)
_OWN_TERM = re.compile(
    rf"本(?:{_KIND}){{1,3}}(?:的)?$|未(?:特别|另行|明确|特殊)?[^，,。]{{0,8}}(?:时限|时效|期限|有效期)的[，,](?:施行|执行)?$|重新(?:发布|印发|公布)[，,]$|{_OWN.pattern}[^，,。《》]{{0,12}}有效期[^，,。《》]{{1,8}}[，,]$"
)
# A line of a page may end inside a day.
_STOP = re.compile(r"。|\n(?!\s?\d{1,2}\s?[月日])")
_BACK = 90


def validities(text: str, header: Header) -> list[Validity]:
    """Return what the document says of when it is in force, in the order of its text.

    印发之日 is the day of signing; 公布之日 and 发布之日 are that of publication where the text gives one.
    """
    found: list[Validity] = []
    for match in _beginnings(text):
        validity = None if _taken(found, match.start()) else _from(text, match, header)
        if validity and not _taken(found, validity.span.start):
            found.append(validity)
    terms = _TERM.finditer(text) if any(word in text for word in ("有效期", "期限", "试行期")) else ()
    for match in terms:
        if not _taken(found, match.start()):
            found += _alone(text, match, found)
    return sorted(found, key=lambda validity: validity.span)


def _beginnings(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_FROM`, looked for only around 日起: there are few."""
    end = 0
    for anchor in _ANCHOR.finditer(text):
        match = _FROM.search(text, max(end, anchor.start() - 40), anchor.end() + 60)
        if match:
            yield match
            end = match.end()


def _taken(found: list[Validity], position: int) -> bool:
    return any(validity.span.covers(position) for validity in found)


def in_force(found: Iterable[Validity]) -> tuple[date | None, date | None]:
    """Return the first and the last day of a document: those named last, where its closing rules stand."""
    start = end = None
    for validity in found:
        start, end = validity.start or start, validity.end or end
    return start, end if not (start and end and end < start) else None


def _from(text: str, match: re.Match[str], header: Header) -> Validity | None:
    before = _sentence_before(text, match.start())
    if not _is_own(before, bool(match["event"]) and not match["to"]):
        return None
    told = match["told"] or match["day"]
    start = _day(told) if told else _event(match["event"], header)
    rule = "validity.day" if told else "validity.event"
    if start and match["wait"]:
        start = after(start, match["wait"], match["unit"])
    stop = _STOP.search(text, match.end())
    rest = Span(match.end(), min(stop.start() if stop else len(text), match.end() + 80))
    term = _TERM.search(text, rest.start, rest.end)
    if term and "《" in text[rest.start : term.start()]:
        term = None  # 《甲办法》有效期至……同时废止: another's
    end = _day(match["to"]) if match["to"] else _end(term, start) if term else None
    place = Span(match.start() - len(_subject(before)), term.end() if term else match.end())
    return _validity(text, place, start, end, rule)


def _subject(before: str) -> str:
    """Return the words from 本办法 on, where nothing else stands between them and the day."""
    own = list(_OWN.finditer(before))
    words = before[own[-1].start() :] if own else ""
    return words if not re.search(r"[。；;《》]", words) else ""


def _is_own(before: str, event: bool) -> bool:
    if before.count("（") + before.count("(") > before.count("）") + before.count(")") or _OF_ANOTHER.search(before):
        return False
    return bool(_OWN.search(before) or _ISSUED.search(before) or (event and not before.strip(" \u3000\t，,")))


def _alone(text: str, match: re.Match[str], found: list[Validity]) -> Iterator[Validity]:
    """Yield a term that stands in a sentence of its own: 本办法有效期5年."""
    before = _sentence_before(text, match.start())
    if match["trial"] or not _OWN_TERM.search(before) or _OF_ANOTHER.search(before):
        return
    start = next((validity.start for validity in found if validity.start), None)
    since = _day(match["since"]) if match["since"] else None
    first = match.start() - len(_subject(before))
    yield _validity(text, Span(first, match.end()), since, _end(match, start), "validity.term")


def _validity(text: str, span: Span, start: date | None, end: date | None, rule: str) -> Validity:
    return Validity(re.sub(r"\s+", "", span.of(text)), span, start, end, rule)


def _end(term: re.Match[str], start: date | None) -> date | None:
    """Return the last day of a term: five years from 2021-01-01 end on 2025-12-31."""
    if term["day"]:
        return _day(term["day"])
    if term["year"]:
        return month_end(_number(term["year"]), _number(term["month"]) if term["month"] else 12)
    count, unit = (term["count"], term["unit"]) if term["count"] else (term["trial"], term["trial_unit"])
    last = after(start, count, unit.removeprefix("个")) if start else None
    return last - timedelta(days=1) if last else None


def _event(event: str, header: Header) -> date | None:
    return (header.published or header.signed) if event in ("公布", "发布", "颁布", "公告") else header.signed


def _day(words: str) -> date | None:
    match = re.match(_BROKEN_DAY, words)
    return dated(match["y"], match["m"], match["d"]) if match else None


def _number(words: str) -> int:
    try:
        return number(words)
    except ValueError:
        return 0


def _sentence_before(text: str, position: int) -> str:
    window = text[max(0, position - _BACK) : position]
    stops = [match.end() for match in _STOP.finditer(window)]
    return window[stops[-1] :] if stops else window
