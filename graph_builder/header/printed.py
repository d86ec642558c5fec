"""Step 3, the document that a notice prints (印发, 转发): its name in the notice's text, and its own heading below.

By GB/T 9704-2012, 7.3.4, a note 附件：… names an annex before the signature; the annex itself stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_builder.model import Span
from graph_builder.structure.dates import DAY

__all__ = ["joined", "own_heading", "printed_document"]

# 《甲办法》, 《甲市对接〈乙协定〉的意见》
_NAMED = r"《(?P<{0}>[^《》]{{4,150}}(?:[〈《][^〈〉《》]{{1,60}}[〉》][^《》]{{0,60}})?)》"
# （甲政发〔2019〕3号）（以下简称《意见》）
_REMARKS = r"(?:\s?[（(][^（）()]{1,60}(?:[（(][^（）()]{1,30}[）)][^（）()]{0,30})?[）)]){0,3}"
# 和《乙办法》、《丙办法》
_OTHERS = rf"(?:(?:、|和|及|以及|与)?\s?《[^《》]{{2,150}}》{_REMARKS}){{0,5}}"
_VERB = r"(?:印发|转发|批转|发布|公布|颁布|下发|发给你们)"
_ISSUED = (
    # 现将修订后的《甲办法》（甲政发〔2019〕3号）（以下简称《办法》）转发给你们
    re.compile(
        rf"将[^。《》；]{{0,60}}{_NAMED.format('title')}{_REMARKS}{_OTHERS}(?!重点|主要|任务|目标|工作|确定|中)[^。《》；]{{0,20}}?{_VERB}"
    ),
    # 《甲办法》已经市政府常务会议通过。现予公布; 《甲办法》的有关规定 names something else
    re.compile(
        rf"{_NAMED.format('title')}{_REMARKS}{_OTHERS}(?!的|等|文件|精神|要求|有关|规定|相关|在|重点|主要|任务|目标|确定|中)"
        rf"[^。；《》]{{0,100}}。?[^。；《》]{{0,40}}?(?:现|予|现予以?|现将其|现正式|一并)\s?{_VERB}"
    ),
    # 我办制定了《甲办法》，请认真落实
    re.compile(rf"(?:制定|制订|修订|编制)了?{_NAMED.format('title')}{_REMARKS}[，,]\s?请"),
    # 将甲办法印发给你们, without title marks
    re.compile(rf"将《?(?P<title>[^《》。，,；]{{6,80}})》?{_VERB}给你们"),
)
_NAME = re.compile(_NAMED.format("title"))
# 甲办公厅印发《甲意见》 as title: the party's way to print an opinion
_PRINTING_TITLE = re.compile(rf"{_VERB}{_NAMED.format('title')}$")
_PRINTED_BY_TITLE = re.compile(r"印发《?(?P<title>[^《》]{6,100}?)》?的(?:通知|函)$")
_NOTICE = re.compile(r"印发|转发|批转|发布|公布")
# 甲市人民政府办公厅关于印发甲办法的通知, when such a notice is itself printed anew
_INNER = re.compile(r"印发《?(?P<title>[^《》]{4,120})》?的通知$")
# Where a heading can stand: at the line's start, behind 附件 or 附件1, behind the day of signing and its remarks
_STARTS = re.compile(
    rf"(?P<line>\n)[ \u3000]{{0,40}}(?:附[ \u3000]?件\s?\d{{0,2}}[:：]?\s{{1,20}})?"
    rf"|{DAY}(?:印发)?(?:\s{{0,40}}[（(][^（）()\n]{{2,20}}[）)])?\s{{0,40}}(?:附件\s?\d{{0,2}}[:：]?\s{{0,20}})?"
    r"|[（(][^（）()\n]{2,20}(?:公开|发布|删减)[^（）()\n]{0,6}[）)]\s{0,40}"
)
_IGNORED = frozenset(" \u3000\n\t的“”\"'《》〈〉（）()-—–~～―─")
_WINDOW = 1_500


def joined(text: str) -> str:
    """Return a title without the breaks of its lines."""
    return "".join(text.strip(" \t\u3000\n*#").split())


def _is_notice(title: str) -> bool:
    """Tell whether a title is that of a notice that prints another document."""
    return bool(
        (re.search(r"(?:通知|函)$", title) and _NOTICE.search(title))
        or title.endswith("令")
        or _PRINTING_TITLE.search(title)
    )


def printed_document(text: str, title: str, title_span: Span | None, start: int, end: int) -> tuple[str, Span] | None:
    """Return the name of the document that a notice prints, as title or text of the notice give it.

    Args:
        text: the document.
        title: its title; empty where it bears none.
        title_span: where the title stands.
        start: where the notice's text begins.
        end: where the header ends, at the first numbered heading.
    """
    if title and not _is_notice(title):
        return None
    if title_span and (named := _PRINTING_TITLE.search(title)):
        begin = text.find("《", title_span.start, title_span.end) + 1
        return named["title"], Span(begin, text.rfind("》", begin, title_span.end))
    stop = min(end, start + _WINDOW)
    for pattern in _ISSUED:
        match = pattern.search(text, start, stop)
        if match:
            return match["title"], Span(*match.span("title"))
    if title_span and (named := _PRINTED_BY_TITLE.search(title)):
        # 关于印发甲方案的通知, and 甲方案 below; the notice's own words may be damaged
        begin = title_span.of(text).find(named["title"])
        found = named["title"], Span(title_span.start + begin, title_span.start + begin + len(named["title"]))
        if begin >= 0 and own_heading(text, (found[0], Span(found[1].start, max(title_span.end, start)))):
            return found
    if not re.search(rf"现\w{{0,3}}{_VERB}", text[start:stop]):
        return None
    # 《甲办法》在促进发展中发挥了作用，现印发给你们: the one that stands below under its own heading
    for match in list(_NAME.finditer(text, start, stop))[:8]:
        found = match["title"], Span(*match.span("title"))
        if own_heading(text, found):
            return found
    return None


def own_heading(text: str, printed: tuple[str, Span]) -> Span | None:
    """Return where the printed document's own heading stands: behind the notice's text, with or without 的."""
    inner = _INNER.search(joined(printed[0]))
    for wanted in filter(None, (_bare(printed[0]), _bare(inner["title"]) if inner else "")):
        for start, in_line in _starts(text, printed[1].end):
            end = _match_bare(text, start, wanted)
            if end is not None and _is_heading(text, end, in_line):
                return Span(start, end)
    return None


def _starts(text: str, position: int) -> Iterator[tuple[int, bool]]:
    """Yield the first 400 places where a heading can stand, and whether other words stand before it in its line."""
    for count, match in enumerate(_STARTS.finditer(text, position)):
        if count == 400:
            return
        yield match.end(), match["line"] is None


def _is_heading(text: str, end: int, in_line: bool) -> bool:
    """Tell whether a name fills its line; 附件：甲办法（略） and a sentence that begins with the name do not count."""
    rest = text[end : end + 12].lstrip(" \u3000")
    if rest.startswith(("（略", "(略")):
        return False
    return in_line or not rest or rest[0] in "\n（("


def _bare(title: str) -> str:
    return "".join(c for c in title if c not in _IGNORED)


def _match_bare(text: str, start: int, wanted: str) -> int | None:
    """Return the end of a stretch at `start` that equals `wanted` apart from blanks, 的, marks and dashes."""
    i, k = start, 0
    limit = min(len(text), start + 4 * len(wanted) + 80)
    while k < len(wanted):
        if i >= limit:
            return None
        if text[i] == wanted[k]:
            k += 1
        elif text[i] not in _IGNORED:
            return None
        i += 1
    while i < limit and text[i] in "）)”":
        i += 1
    return _closed(text, start, i)


def _closed(text: str, start: int, end: int) -> int:
    """Return the end of a heading with the bracket that it opened: （2017—2020年） where the notice leaves out 年."""
    opened = max(text.rfind("（", start, end), text.rfind("(", start, end))
    if opened < 0 or re.search(r"[）)]", text[opened:end]):
        return end
    rest = re.compile(r"[^\n（(）)]{0,6}[）)]").match(text, end)
    return rest.end() if rest else end
