"""Titles of documents that are printed without 《》.

甲省人民政府关于节水工作的通知（甲政发〔2016〕6号） is told by its number, 根据市水利局关于节水工作的意见 by the verb
before it, 中央一号文件 by its form, and a catalogue (从限制取水货物管理目录中剔除) by what is done with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_builder.header.elements import DOCUMENT_NUMBER
from graph_builder.model import Span

__all__ = ["bare_titles"]

_INNER = r"[^《》。；;：:，,！？\n（()）]"
_KINDS = r"(?:通知|意见|决定|决议|批复|通告|公告|命令|通报|实施方案|行动方案|工作方案|行动计划|若干规定|复函)"
_VERB = r"(?:贯彻落实好?|贯彻执行|贯彻|落实好?|根据|依据|按照|遵照|执行|参照)"
_ISSUER = (
    rf"(?!{_VERB}|由|将|以)"
    r"(?:(?:[\u4e00-\u9fff]{1,14}(?:部|委|委员会|局|厅|办|办公厅|办公室|署|院|政府|中央|法院|总局)[、 和]?){1,4}"
    r"(?:等(?:[\d一二三四五六七八九十]{0,3}个?部门|部委|单位))?)"
)
# ……的通知（甲发〔2016〕6号）: the end of a title that has its number behind it, found by the year of the number
_NUMBER_YEAR = re.compile(r"[〔\[（(【〖［]\s?(?:19|20)\d{2}\s?[〕\]）)】〗］]")
_END = re.compile(rf"(?<!》的){_KINDS}(?P<open>\s?[（(]\s?)[\u4e00-\u9fff]{{1,14}}\s?$")
_NUMBER = re.compile(rf"(?P<number>{DOCUMENT_NUMBER})\s?[）)]")
# and its beginning: the issuer where nothing else runs into it, else 关于
_BEGINNING = re.compile(
    rf"(?P<title>(?:(?:^|(?<=[。；;：:，,、\n\u3000 （(据照实彻行]))(?:{_ISSUER}))?"
    rf"关于(?:{_INNER}|[（(][^（）()\n]{{1,12}}[）)]|〈{_INNER}{{2,60}}〉){{4,90}})$"
)
# 根据甲局等部门关于……的意见精神
_FOLLOWED = re.compile(
    rf"{_VERB}(?P<title>{_ISSUER}关于{_INNER}{{4,70}}的(?:(?:指导|实施|若干|工作)?意见|通知|决定|决议|批复|实施方案|行动计划))"
    r"(?=精神|要求|部署|等|有关|相关|的|文件|[，,。；;、（(\n]|$)"
)
_FIRST = re.compile(r"(?P<title>(?:中央|省委|自治区党委|市委|县委|区委|州委)[一1]号文件)")
# 从限制取水货物管理目录中剔除: the name tells what its list is for
_LISTED = re.compile(
    r"(?:从|列入|纳入|执行|按照|依据|根据|对照|落实)"
    r"(?P<title>(?!本|该|我|各|有关|相关|国家|市|省|区|县|其)[\u4e00-\u9fff“”]{2,26}(?:管理|指导|限制|禁止|鼓励|淘汰|许可)[\u4e00-\u9fff]{0,6}(?:目录|名录))"
    r"(?=中|内|的|要求|规定|等|，|。|范围)"
)
# 落实取水口设计技术指南等管理要求
_TECHNICAL = re.compile(
    rf"{_VERB}(?P<title>(?!本|该|我|各|有关|相关|国家|现行|地方|行业)[\u4e00-\u9fff]{{8,28}}(?:指南|导则|规范|规程))"
    r"等(?:管理|技术|有关|相关)?(?:要求|规定)"
)
_YEAR = re.compile(r"\d{4}年$")
# Each with words of which it needs one
_PATTERNS = (
    (_FOLLOWED, ("关于",)),
    (_FIRST, ("号文件",)),
    (_LISTED, ("目录", "名录")),
    (_TECHNICAL, ("指南等", "导则等", "规范等", "规程等")),
)
_BACK = 130


def bare_titles(text: str, start: int = 0) -> Iterator[tuple[str, str | None, Span]]:
    """Yield (title, number or None, place) of the documents named without title marks, in the order of the text."""
    found = [*_numbered(text, start)]
    likely = (pattern for pattern, words in _PATTERNS if any(word in text for word in words))
    for match in (match for pattern in likely for match in pattern.finditer(text, start)):
        year = _YEAR.search(text, max(start, match.start() - 5), match.start()) if match.re is _FIRST else None
        place = Span(year.start() if year else match.start("title"), match.end("title"))
        found.append((place.of(text), None, place))
    end = start
    for title, number, place in sorted(found, key=lambda row: (row[2].start, -row[2].end)):
        if place.start >= end:
            yield title, number, place
            end = place.end


def _numbered(text: str, start: int) -> Iterator[tuple[str, str | None, Span]]:
    for year in _NUMBER_YEAR.finditer(text, start):
        first = max(start, year.start() - _BACK)
        before = text[first : year.start()]
        end = _END.search(before, max(0, len(before) - 24))
        number = _NUMBER.match(text, first + end.end("open")) if end else None
        beginning = _BEGINNING.search(before, 0, end.start("open")) if end else None
        if number and beginning:
            yield beginning["title"], number["number"], Span(first + beginning.start("title"), number.end())
