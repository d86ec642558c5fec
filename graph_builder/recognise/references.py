"""Other documents that the text names, with how it stands to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from graph_builder.header import DOCUMENT_NUMBER, normal_number
from graph_builder.model import Header, Reference, Relation, Span

__all__ = ["references"]

# 《……》 with one more pair inside, 《关于印发〈……〉的通知》, and the number behind it: （国办发〔2016〕42号）,
# （以下简称《意见》，国办发〔2016〕42号）
_TITLED = re.compile(
    r"《(?P<title>(?:[^《》\n]|\n(?!\n)|《[^《》\n]{1,80}》){2,160})》"
    rf"(?:\s?[（(](?:[^（）()]{{0,24}}?[，,；;])?\s?(?P<number>{DOCUMENT_NUMBER})[^（）()]{{0,40}}[）)])?"
)
# 国办发〔2016〕42号 without a title
_NUMBERED = re.compile(
    rf"(?<![《\u4e00-\u9fff])(?P<number>{DOCUMENT_NUMBER})|(?<=[据照实行按彻到的])(?P<bare>[\u4e00-\u9fff]{{2,8}}〔\d{{4}}〕\d{{1,5}}号)"
)
# What stands before a number without a break: 严格执行国办发〔2016〕42号
_LEAD_IN = re.compile(r"^.*?(?:执行|落实|按照?|根据|依据|依照|遵照|贯彻|参照|印发|详见|下发)的?(?=[\u4e00-\u9fff]{2})")
_SENTENCE_BREAK = re.compile(r"[。；;！\n]")
_IMPLEMENTS = re.compile(
    r"(?:贯彻(?:落实|执行|实施)?|落实(?:好)?|执行|实施|根据|依据|依照|按照|遵照|参照|对照|按)(?:了|好|国家|省|市|党中央、国务院|国务院|中央|自治区|相关|有关)*"
    r"(?P<gap>[^。；，,《》]{0,16})$"
)
# A list goes on: 《甲》、《乙》以及《丙》
_LISTED = re.compile(r"^(?:[（(][^（）()]*[）)])?(?:等)?(?:\s|、|和|及|以及|与|，|,|并|或)*$")
_AMENDS = re.compile(r"(?:修订|修改|修正|调整)(?:了)?$")
_AMENDED = re.compile(r"^(?:[（(][^（）()]*[）)])?(?:作|进行|予以)?(?:如下)?(?:修改|修订|修正)")
_REPEALED = re.compile(
    r"^(?:[（(][^（）()]*[）)])?[^。；《》]{0,30}(?:同时|即行|予以|一并|自行|均|现予)?(?:废止|失效|停止执行)"
)
_REPEALS = re.compile(r"(?:废止|停止执行)(?:了)?$")
_NOT_IMPLEMENTED = re.compile(
    r"(?:制定|出台|编制|修订|起草|完善|研究|印发|发布|颁布|编写|签订|签署|填写|填报|出具|申领|核发|颁发|办理)[^。；，]{0,14}$"
)


def references(text: str, header: Header, start: int = 0) -> list[Reference]:
    """Return the references in `text` from `start` on, each target and relation once, at its first place."""
    found: dict[tuple[str, Relation], Reference] = {}
    for reference in _all(text, header, start):
        key = reference.number or _bare(reference.title or "")
        found.setdefault((key, reference.relation), reference)
    stronger = {key for key, relation in found if relation is not Relation.CITES}
    kept = [r for (key, relation), r in found.items() if relation is not Relation.CITES or key not in stronger]
    return sorted(kept, key=lambda r: r.span)


def _all(text: str, header: Header, start: int) -> Iterator[Reference]:
    own = {_bare(title) for title in (header.title, header.notice_title, header.printed_title) if title}
    if header.notice_title and header.printed_title and header.printed_span:
        span = header.printed_span
        yield Reference(header.printed_title, None, Relation.ISSUES, span, "reference.issues")
    latest: tuple[int, Relation] | None = None
    for match in _TITLED.finditer(text, start):
        relation = _relation(text, match, latest)
        latest = match.end(), relation
        title = _joined(match["title"])
        if _bare(title) in own or (
            match.end() <= header.body_start and header.printed_span and header.printed_span.covers(match.start() + 1)
        ):
            continue
        number = normal_number(match["number"]) if match["number"] else None
        end = match.end() if not match["number"] else text.find("）", match.end("number")) + 1 or match.end()
        yield Reference(title, number, relation, Span(match.start(), min(end, match.end())), f"reference.{relation}")
    titled = [Span(m.start(), m.end()) for m in _TITLED.finditer(text, start)]
    starts = [span.start for span in titled]
    for match in _NUMBERED.finditer(text, max(start, header.number_span.end if header.number_span else 0)):
        group = "number" if match["number"] else "bare"
        lead = _LEAD_IN.match(match[group])
        place = Span(match.start(group) + (lead.end() if lead else 0), match.end(group))
        number = normal_number(place.of(text))
        before = bisect_right(starts, match.start(group)) - 1
        if number == header.number or (before >= 0 and titled[before].covers(match.start(group))):
            continue
        relation = _relation_before(text, place.start)
        yield Reference(None, number, relation, place, f"reference.{relation}")


def _relation(text: str, match: re.Match[str], latest: tuple[int, Relation] | None) -> Relation:
    after = text[match.end() : match.end() + 60]
    if _REPEALED.match(after):
        return Relation.REPEALS
    if _AMENDED.match(after):
        return Relation.AMENDS
    if latest and match.start() - latest[0] <= 40 and _LISTED.match(text[latest[0] : match.start()]):
        return latest[1]
    return _relation_before(text, match.start())


def _relation_before(text: str, position: int) -> Relation:
    before = text[max(0, position - 60) : position]
    stops = [m.end() for m in _SENTENCE_BREAK.finditer(before)]
    before = before[stops[-1] :] if stops else before
    if _AMENDS.search(before):
        return Relation.AMENDS
    if _REPEALS.search(before):
        return Relation.REPEALS
    match = _IMPLEMENTS.search(before)
    if match and not _NOT_IMPLEMENTED.search(match["gap"]):
        return Relation.IMPLEMENTS
    return Relation.CITES


def _joined(title: str) -> str:
    # 《中共中央 国务院关于……》 keeps its blank: it parts two issuers.
    return re.sub(r"\s+", " ", title).strip() if " " in title and "\n" not in title else re.sub(r"\s+", "", title)


def _bare(title: str) -> str:
    return re.sub(r"[\s的“”\"'《》〈〉（）()]", "", title)
