"""Step 3, the title of a document (标题, GB/T 9704-2012, 7.3.1): who, about what, which kind; over up to six lines."""

from __future__ import annotations

import re

from graph_builder.header.numbers import DOCUMENT_NUMBER
from graph_builder.header.printed import joined
from graph_builder.header.signature import ORGAN
from graph_builder.model import Span
from graph_builder.structure.dates import DAY

__all__ = ["MARK", "NAME_LABEL", "OPENING", "TITLE_ENDS", "document_title", "first_words"]

# The 15 kinds of the 2012 regulation on official documents, and the usual genres of what they print.
TITLE_ENDS = (
    "通知|意见|决定|决议|命令|令|公报|公告|通告|通报|报告|请示|批复|议案|函|纪要|方案|计划|规划|纲要|办法|规定|规程|细则|措施|条例"
    "|规则|要点|指南|规范|标准|制度|预案|清单|目录|章程|批示|分工|准则|指引|任务|举措|政策|若干政策|责任书|公约|倡议书|备忘录"
)
_ENDS = rf"(?:{TITLE_ENDS}|提案的答复|建议的答复)"
MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、]|第[一二三四五六七八九十]{1,3}[章条节])\s{0,8}"
)
# 2组织指挥体系, 1.1编制目的: a heading; not 15项措施, 5年行动计划
_BARE_MARK = re.compile(
    r"^\d{1,2}(?:[.．]\d{1,2}){0,3}(?=[\u4e00-\u9fff])(?![项条个年月日号届次件类大类批家万亿种天期至到])"
)
# The index number of a page
_CODE = re.compile(r"^[\dA-Za-z/_-]{8,60}")
# What names a part or the column of a table, and no document
_STOCK = re.compile(
    r"(?:工作|主要|重点|目标|总体)?(?:任务|目标|措施|制度|办法|政策|标准|规定|计划)(?:清单|分工)?|正文|标准|目录"
)
_REMARK = r"(?:\s?[（(][^（）()]{1,20}[）)])?"
# 关于甲的意见（试行）; a title holds no full stop, and a comma only behind 关于
_ABOUT = re.compile(
    rf"[^。；，,：:]{{0,80}}?关于[^。]{{2,150}}?{_ENDS}{_REMARK}(?:》?\s?的(?:通知|批复|函|复函|通告|公告))?"
)
_TITLE = re.compile(rf"[^。；：:，,]{{2,150}}{_ENDS}{_REMARK}")
_PRINTING = re.compile(r"[^。；：:，,]{2,60}(?:印发|转发)《[^《》]{4,150}》")
# 甲省人民政府令 第16号: how an order is headed
_ORDER = re.compile(rf"(?P<title>[\u4e00-\u9fff]{{1,40}}{ORGAN}令)[（(]?第\d{{1,4}}号(?:[）)]|《|$)")
# The kinds of the letters that print or answer: what ends a title that holds the kind of something else
_STRONG = r"(?:通知|意见|批复|函|公告|通告|通报|决定|答复|公示)"
_COMPLETE = re.compile(rf"{_STRONG}{_REMARK}$")
_LETTER_END = re.compile(r"(?:印发|转发|批转|分解|落实|公布|发布)[^。；：:]{2,150}?的(?:通知|函|公告|通告|意见)")
# 信息名称：甲办法, the title in the table of a page
NAME_LABEL = re.compile(
    r"^(?:信息名称|文件名称|标\s{0,4}题|题\s{0,4}名|名\s{0,4}称)(?:\s?[:：]\s{0,8}|\s{2,8}|(?<=文件名称)\s)"
)
# 索引号：, 发布机构：, 来源：, 责任单位：
_LABEL = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,8}\s?[:：]|索引号|发[文布](?:机关|机构|单位|字号|日期|文号)|成文日期|公布日期|施行日期|时效性"
    r"|效力(?:级别|等级)|主题分类|有效性|(?:信息)?来源[:：]|浏览|阅读|点击|文章属性)"
)
# 甲市人民政府办公室文件 (7.2.4) and the number of the page, — 1 —, stand above a title
_HEAD_LINE = re.compile(rf"{ORGAN}文件$|^[-—–－]{{1,2}}\d{{1,3}}[-—–－]{{1,2}}$|^正文$|^(?:浏览|阅读|点击)[次量数]")
_DAY_END = re.compile(rf"{DAY}$")
# 为贯彻……，根据……: how a text begins, and no title
OPENING = re.compile(r"(?:为|根据|按照|依据|经|现将|近年来)")
_NUMBER = re.compile(DOCUMENT_NUMBER)
_NUMBER_BEHIND = re.compile(rf"[（(]{DOCUMENT_NUMBER}[）)]\s{{0,40}}$")
# （试行）, （2010—2020年）, （2019年修订） or 的通知 may fill the next line.
_FOLLOWING = re.compile(
    r"[（(](?:(?:试行|暂行|修订|草案|征求意见稿)[^）)]{0,8}|\d{4}年?[-—–－~～至]\d{4}年?|\d{4}年?(?:修订|版|本)?)[）)](?:》?的(?:通知|意见|批复|函))?"
    r"|》?的(?:通知|意见|批复|函)"
)
_PAIRS = ("《》", "（）", "()", "<>", "〈〉", "〔〕")


def document_title(
    zone: str, number: Span | None, stops: list[int], addressees: Span | None
) -> tuple[str, Span | None]:
    """Return the title: before the number, or (as in the standard's own layout, 7.2.5) behind it.

    Args:
        zone: the header of the document.
        number: where its number stands.
        stops: places of a page's words below the title.
        addressees: where they stand.
    """
    end = addressees.start if addressees else len(zone)
    stop = min([*stops, end])
    above = _lines(zone, 0, min(stop, number.start)) if number else []
    below = _lines(zone, number.end if number else 0, stop)
    # The labelled lines of a page (文号：, 发布日期：) stand above the title.
    beyond = _lines(zone, max(stop, number.end if number else 0), end)
    for lines in (above, below, beyond):
        for i in range(min(len(lines), 40)):
            found = _title_at(lines, i)
            if found:
                return found
    for lines in (above, below):
        # A first line in place of a title whose kind has no name: 甲市支持企业十五条
        if lines and _could_open(lines[0][2]) and re.fullmatch(r"[^。；，,：:]{6,90}", lines[0][2]):
            return lines[0][2], Span(lines[0][0], lines[0][1])
    return "", None


def _lines(zone: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the lines that can hold a title, without label and number before it: begin, end, words."""
    lines = []
    for match in re.compile(r"[^\n]+").finditer(zone, start, max(start, end)):
        begin, finish = match.start(), match.end()
        begin += len(match.group()) - len(match.group().lstrip())
        label = NAME_LABEL.match(zone[begin:finish])
        begin += label.end() if label else 0
        number = _NUMBER.match(zone, begin, finish)
        if number and number.end() < finish:
            begin = number.end()
        behind = _NUMBER_BEHIND.search(zone, max(begin, finish - 60), finish)
        finish = behind.start() if behind and behind.start() > begin else finish
        begin, finish = _bare_ends(zone, begin, finish)
        words = joined(zone[begin:finish])
        if len(words) > 1 and not _NUMBER.fullmatch(words.strip("（）()")) and not _HEAD_LINE.search(words):
            lines.append((begin, finish, words))
    return lines


def _bare_ends(zone: str, begin: int, end: int) -> tuple[int, int]:
    """Leave out blanks, title marks around the whole, and the bracket that a number behind opens."""
    while begin < end and zone[begin] in " \u3000\t":
        begin += 1
    while begin < end and zone[end - 1] in " \u3000\t（(":
        end -= 1
    if (
        zone[begin:end].startswith("《")
        and zone.find("》", begin, end) == end - 1
        and "《" not in zone[begin + 1 : end]
    ):
        begin, end = begin + 1, end - 1
    return begin, end


def _could_open(words: str) -> bool:
    return not (
        OPENING.match(words)
        or MARK.match(words)
        or _BARE_MARK.match(words)
        or _CODE.match(words)
        or _LABEL.match(words)
        or _STOCK.fullmatch(words)
        or words.startswith(("（", "("))
    )


def _balanced(words: str) -> bool:
    return all(words.count(pair[0]) == words.count(pair[1]) for pair in _PAIRS)


def _is_title(words: str) -> bool:
    return any(pattern.fullmatch(words) for pattern in (_ABOUT, _TITLE, _PRINTING))


def _title_at(lines: list[tuple[int, int, str]], i: int) -> tuple[str, Span | None] | None:
    """Return the title that begins in line `i`, if one does."""
    begin, _, first = lines[i]
    if not _could_open(first):
        return None
    order = _ORDER.match(first)
    if order:
        return order["title"], Span(begin, begin + len(order["title"]))
    # A title is broken where its line is full; a short line above it is none of it, unless it names the issuer.
    whole = len(first) >= 10 or "关于" in first or re.search(f"{ORGAN}$", first) is not None
    words, unclosed = "", None
    for j in range(i, min(i + 6, len(lines))):
        if j > i and _LABEL.match(lines[j][2]):
            break
        words += lines[j][2]
        if (j > i and not whole) or "。" in words or _DAY_END.search(words):
            break
        if not _is_title(words):
            continue
        if not _balanced(words):
            unclosed = unclosed or (words, j)
            continue
        longer = _longer(lines, words, j)
        return longer[0], Span(begin, lines[longer[1]][1])
    if unclosed:
        return unclosed[0], Span(begin, lines[unclosed[1]][1])
    about = _run_on(first) if not first.startswith("《") else None
    return (about, Span(begin, lines[i][1])) if about else None


def _longer(lines: list[tuple[int, int, str]], words: str, j: int) -> tuple[str, int]:
    """Return a title with the lines that still belong to it: a kind in the middle (……工作报告) does not end it."""
    following = lines[j + 1][2] if j + 1 < len(lines) else ""
    if _FOLLOWING.fullmatch(following) and _balanced(words + following):
        return words + following, j + 1
    if _COMPLETE.search(words) or "关于" not in words:
        return words, j
    more = words
    for k in range(j + 1, min(j + 4, len(lines))):
        line = lines[k][2]
        if not _could_open(line) or "关于" in line or line[:6] in words or re.search(r"[。；：:，,]", line):
            break
        more += line
        if _COMPLETE.search(more) and _is_title(more) and _balanced(more):
            return more, k
    return words, j


def _run_on(line: str) -> str | None:
    """Return the title at the start of a line whose text runs on."""
    about = _ABOUT.match(line)
    if about is None:
        return None
    letter = _LETTER_END.search(line, 0, 230)
    if letter and _balanced(line[: letter.end()]) and _ABOUT.fullmatch(line, 0, letter.end()):
        return line[: letter.end()]
    end = about.end()
    for kind in list(re.compile(_ENDS).finditer(line, end, end + 80))[:8]:
        if _balanced(line[:end]):
            break
        end = kind.end()
    return line[:end] if _balanced(line[:end]) else about.group()


def first_words(text: str, start: int) -> tuple[str, Span | None]:
    """Return the first words of a text that bears no title: by them it can be told from others."""
    position = start
    while position < len(text) and not text[position].strip():
        position += 1
    mark = MARK.match(text[position : position + 12])
    match = re.compile(r"[^\s。；：:][^\n。；：:]{0,59}").search(text, position + (mark.end() if mark else 0))
    return (joined(match.group()), Span(match.start(), match.end())) if match else ("", None)
