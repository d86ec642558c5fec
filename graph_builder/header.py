"""Step 3, first half: the header of an official document.

Elements by GB/T 9704-2012: 发文字号 (7.2.5), 标题 (7.3.1), 主送机关 (7.3.2), 署名 and 成文日期 (7.3.5). A notice that
prints another document (印发, 转发) gives it its number and date; the document printed is the one with the tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_builder.dates import DAY, day
from graph_builder.model import Header, Recovered, Span
from graph_builder.printed import joined, own_heading, printed_document
from graph_builder.signature import ORGAN, issuers_of_caption, issuers_of_title, signature

__all__ = ["DOCUMENT_NUMBER", "TITLE_ENDS", "normal_number", "numbers_in", "read_header"]

# 国办发〔2016〕42号, 藏政办发[2017]30号, 发改产业（2019）12号, 闽政办〔2016〕69号
DOCUMENT_NUMBER = (
    r"[\u4e00-\u9fff]{1,14}\s?[〔\[（(【〖［﹝]\s?(?:19|20|１９|２０)\d{2}\s?[〕\]）)】〗］﹞]\s?(?:第\s?)?\d{1,5}\s?号"
)
# The 15 kinds of the 2012 regulation on official documents, and the usual genres of what they print.
TITLE_ENDS = (
    "通知|意见|决定|决议|命令|令|公报|公告|通告|通报|报告|请示|批复|议案|函|纪要|方案|计划|规划|纲要|办法|规定|规程|细则|措施|条例"
    "|规则|要点|指南|规范|标准|制度|预案|清单|目录|章程|批示|分工|准则|指引|任务|举措|政策|若干政策|责任书|公约|倡议书|备忘录"
)
_NUMBER = re.compile(DOCUMENT_NUMBER)
_YEAR_AND_SERIAL = re.compile(r"[〔\[（(【〖［﹝]\s?\d{4}\s?[〕\]）)】〗］﹞]\s?(?:第\s?)?\d{1,5}\s?号")
# 甲省人民政府令（第16号）, 教育部令第13号, 海关总署公告2021年第5号: the number of an order names who gives it
_ORDER = re.compile(
    rf"(?:^|\n|发文字号\s?[:：])[ \u3000]{{0,40}}(?P<name>[\u4e00-\u9fff]{{0,20}}{ORGAN})(?:令|公告)\s{{0,8}}[（(]?\s?"
    r"(?:\d{4}\s?年)?\s?第\s?\d{1,4}\s?号"
)
_NUMBER_LABEL = re.compile(rf"(?:发文字号|文号)\s?[:：]\s?(?P<number>{DOCUMENT_NUMBER})")
_ISSUER_LABEL = re.compile(
    r"(?:^|\n)[ \u3000]{0,40}(?:发文(?:机关|机构|单位)|制[发定]机关|发布(?:机关|机构|单位))\s{0,8}[:：]\s{0,8}"
    r"(?P<names>[^\n]{2,200})"
)
# What can stand before a code without a break: 甲市人民政府办公室文件甲政办发〔2019〕3号
_BEFORE_CODE = re.compile(rf"(?:{TITLE_ENDS}|文件|人民政府|办公厅|办公室|委员会|\d日|^日)")
_ZONE = 3_000
# A numbered heading at the start of a line ends the header: 一、 （一） 1. 第一条
_FIRST_MARK = re.compile(
    r"(?:^|\n)[ \t\u3000*#]{0,40}(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,3}(?:[．、]|\.(?!\d))|第[一二三四五六七八九十]{1,3}[章条节编]|第[一二三四五六七八九十]{1,3}部分)"
)
# The same where line breaks are lost: ……提出如下意见：一、
_MARK_IN_LINE = re.compile(r"[。：:；]\s{0,8}(?:一、|（一）|第一章|第一条)")
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、]|第[一二三四五六七八九十]{1,3}[章条节])\s{0,8}"
)
_REMARK = r"(?:\s?[（(][^（）()]{1,20}[）)])?"
# 关于甲的意见（试行）; a title holds no full stop, and a comma only behind 关于
_ABOUT = re.compile(
    rf"[^。；，,：:]{{0,80}}?关于[^。]{{2,150}}?(?:{TITLE_ENDS}){_REMARK}(?:》?\s?的(?:通知|批复|函|复函|通告|公告))?"
)
_TITLE = re.compile(rf"[^。；：:，,]{{2,150}}(?:{TITLE_ENDS}){_REMARK}")
_PRINTING = re.compile(r"[^。；：:，,]{2,60}(?:印发|转发)《[^《》]{4,150}》")
# 信息名称：甲办法, the title in the table of a page
_NAME_LABEL = re.compile(r"^(?:信息名称|文件名称|标\s{0,4}题|题\s{0,4}名|名\s{0,4}称)\s?[:：]\s{0,8}")
# 标　　题：, 来　　源： are spread over the width of their column
_SPREAD = re.compile(r"(?m)^[ \t\u3000]{0,8}[\u4e00-\u9fff]\u3000{1,4}[\u4e00-\u9fff](?=[ \u3000]?[:：])")
# 索引号：, 发布机构：, 来源：, 责任单位：
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8}\s?[:：]")
# 甲市人民政府办公室文件 (7.2.4) and the number of the page, — 1 —, stand above a title
_HEAD_LINE = re.compile(rf"{ORGAN}文件$|^[-—–－]{{1,2}}\d{{1,3}}[-—–－]{{1,2}}$")
_DAY_END = re.compile(rf"{DAY}$")
# 为贯彻……，根据……: how a text begins, and no title
_OPENING = re.compile(r"(?:为|根据|按照|依据|经|现将|近年来)")
_PUBLISHED = re.compile(
    r"(?:发布|公开|公布|发文|生成)(?:日期|时间)\s?[:：]\s?(?P<day>[^\n]{6,14})"
    # 2022-11-25 10:02 来源：…… below a title
    r"|(?m:^)[ \t\u3000]{0,8}(?P<shown>\d{4}-\d{1,2}-\d{1,2})(?: \d{1,2}:\d{2}(?::\d{2})?)?[ \t\u3000]{1,4}来源\s?[:：]"
)
# What stands right before the addressees in one line: the day, the number, the end of the title (关于……的通知, 7.3.1)
_BEFORE_ADDRESSEES = re.compile(
    rf"{DAY}|\d{{4}}-\d{{2}}-\d{{2}}|[〕\]）)】〗]\s?(?:第\s?)?\d{{1,5}}\s?号[）)]?"
    r"|(?:通知|意见|方案|决定|通报|通告|公告|批复|函)\s{0,40}(?=各|自治区|省|市|县|国务院)"
    rf"|》?的(?:通知|复?函|批复|通报|通告|公告|决定|答复){_REMARK}"
)
# The last body of a list of addressees: 市直各部门, 省教育厅, 各区县（自治县）人民政府
_ADDRESSEE = re.compile(
    r"(?:政府|部门|单位|机构|公司|企业|院校|学校|大学|学院|大学|中小学|团体|代表|[局厅委办部处院校会署行所站社区州市县旗盟校]|小组|室|总部|中心)"
    r"(?:[（(][^（）()]{1,40}[）)])?"
)
# 责任单位：, 主办单位： are labels
_ROLE = re.compile(
    r"(?:责任|牵头|配合|主办|承办|协办|落实|实施|指导|发布|发文|印发|制定|起草|检查|执行|来源)(?:责任)?(?:单位|部门|机构|机关)$"
)
# 县政府办：负责……, an entry in a list of duties
_DUTY = re.compile(r"\s?(?:主要)?(?:负责|牵头|承担|配合|协助|参与|指导|督促|组织(?!实施本))")
# 转发给你们，并提出以下要求
_OWN_WORDS = re.compile(r"并[^。]{0,12}(?:如下|以下)|通知如下")
# Blanks of the web: no-break, en and em space, without width
_BLANKS = re.compile(r"[\xa0\u2000-\u200b\ufeff]")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SEPARATORS = re.compile(r"[，,；;]")


def normal_number(number: str) -> str:
    """Return a document number with the brackets and spaces of the standard.

    >>> normal_number("国办发[2016] 42号"), normal_number("国办发（2016）第42号")
    ('国办发〔2016〕42号', '国办发〔2016〕42号')
    """
    number = re.sub(r"\s", "", number).translate(_WIDE_DIGITS)
    number = re.sub(r"[〔\[（(【〖［﹝]", "〔", number, count=1)
    return re.sub(r"[〕\]）)】〗］﹞]第?", "〕", number, count=1)


def read_header(recovered: Recovered) -> Header:
    """Return the header of a document; elements that are not printed stay empty."""
    text = _view(recovered.text)
    first = _FIRST_MARK.search(text)
    zone = text[: min(first.start() if first else _ZONE, _ZONE)]
    number = _number(zone)
    addressees = _addressees(zone, number)
    number = _own(text, number, addressees)
    published = _PUBLISHED.search(zone)
    behind = addressees.end if addressees else 0
    title, title_span = _title(zone, number, [match.start() for match in (published,) if match], addressees)
    printed = printed_document(text, title, title_span, behind, len(zone))
    own = own_heading(text, printed) if printed else None
    by_title = issuers_of_title(re.sub(r"\n\s*", "", title_span.of(text).strip())) if title_span else ()
    signed, issuers, signature_end = signature(text, zone, by_title)
    body_start = max(own.end if own else 0, behind, title_span.end if title_span else 0)
    if printed and own is None and 0 < signature_end < len(text) // 2:
        body_start = max(body_start, signature_end)
    notice_title: str | None = None
    untitled = False
    if printed and not (title and own is None and _stands_alone(text, printed[1].end, signature_end)):
        # The notice only prints: the document below carries the tasks.
        notice_title = title or None
        title, title_span = joined((own or printed[1]).of(text)), own or (title_span if title else None)
    elif not title:
        # Not before a number that opens the text.
        untitled = True
        title, title_span = _first_words(text, max(behind, number.end if number and number.start < 200 else 0))
    return Header(
        title=title,
        title_span=title_span,
        untitled=untitled,
        notice_title=notice_title,
        number=normal_number(number.of(text)) if number else None,
        number_span=number,
        issuers=issuers or by_title or issuers_of_caption(zone) or _issuers_of_order(zone) or _issuers_by_label(zone),
        signed=signed,
        published=day(published["day"] or published["shown"]) if published else None,
        addressees=_names(addressees.of(text)) if addressees else (),
        printed_title=joined(printed[0]) if printed else None,
        printed_span=printed[1] if printed else None,
        body_start=body_start,
    )


def _stands_alone(text: str, position: int, signature_end: int) -> bool:
    """Tell whether a notice stands without its annex: signed at its end, or with requirements of its own."""
    if 0 < signature_end < len(text) // 2:
        return False
    return signature_end > 0 or _OWN_WORDS.search(text, position, position + 200) is not None


def _view(text: str) -> str:
    """Return the text with one kind of blank, character by character in the same places.

    Two full-width blanks open a paragraph (GB/T 9704-2012, 7.3.3), so they stand for a lost line break.
    """
    text = _SPREAD.sub(lambda label: label.group().replace("\u3000", " "), _BLANKS.sub(" ", text))
    text = text.replace("&nbsp;", " " * 6).replace("&quot;", "”" + " " * 5)
    return text.replace("\u3000\u3000", "\n\u3000")


# The number.


def _own(text: str, number: Span | None, addressees: Span | None) -> Span | None:
    """Pass a number on unless it stands within a sentence below the addressees: there it is another document's."""
    if number is None or addressees is None or number.start < addressees.end:
        return number
    before = text[max(0, number.start - 80) : number.start].rstrip(" \u3000")
    return number if before[-1:] in ("", "\n", "。") else None


def _number(zone: str) -> Span | None:
    labelled = _NUMBER_LABEL.search(zone)
    if labelled:
        return Span(*labelled.span("number"))
    for match in numbers_in(_NUMBER, zone):
        before = zone[max(0, match.start() - 200) : match.start()].rstrip(" \u3000\n（(")
        # 《……》（国办发〔2016〕42号） is the number of another document.
        if before.endswith("》") or zone.count("《", 0, match.start()) > zone.count("》", 0, match.start()):
            continue
        opened = max(before.rfind("（"), before.rfind("("))
        if opened > 0 and "）" not in before[opened:] and before[opened - 1] == "》":
            continue
        if before.endswith(("根据", "按照", "依据", "落实", "印发的")):
            continue
        return _without_title(zone, match)
    return None


def numbers_in(pattern: re.Pattern[str], text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` does for a pattern whose matches end with the year and serial of a number.

    Names of up to 14 characters and a blank stand before the year: it is tried only where one is near.
    """
    year = _YEAR_AND_SERIAL.search(text, start)
    while year:
        match = pattern.search(text, max(start, year.start() - 15), year.end())
        if match:
            yield match
            start = match.end()
        year = _YEAR_AND_SERIAL.search(text, match.end() if match else year.start() + 1)


def _issuers_of_order(zone: str) -> tuple[str, ...]:
    """Return who gives an order, by its number; such a number is no 发文字号 and has no year."""
    match = _ORDER.search(zone)
    return (match["name"],) if match else ()


def _issuers_by_label(zone: str) -> tuple[str, ...]:
    """Return who issues by the labelled line of a page: 发文机关：甲市人民政府、乙市人民政府."""
    match = _ISSUER_LABEL.search(zone)
    names = [name for name in re.split(r"[、，,;； \u3000]+", match["names"]) if name] if match else []
    return tuple(names) if all(re.fullmatch(rf"[\u4e00-\u9fff]{{1,40}}{ORGAN}|国务院", name) for name in names) else ()


def _without_title(zone: str, match: re.Match[str]) -> Span:
    """Cut off a number what stands before it without a break: ……实施意见国办发〔2020〕24号."""
    code = re.match(r"[\u4e00-\u9fff]+", match.group())
    if code:
        ends = [m.end() for m in _BEFORE_CODE.finditer(code.group()) if m.end() < len(code.group())]
        whole = _NUMBER.match(zone, match.start() + ends[-1]) if ends else None
        match = whole or match
    return Span(match.start(), match.end())


# The addressees.


def _addressees(zone: str, number: Span | None) -> Span | None:
    """Return the stretch before the first colon that names whom the document is sent to."""
    end = _MARK_IN_LINE.search(zone)
    for colon in list(re.compile(r"[:：]").finditer(zone, 0, end.start() + 1 if end else len(zone)))[:40]:
        start = _line_start(zone, colon.start())
        words = zone[start : colon.start()]
        cuts = [match.end() for match in _BEFORE_ADDRESSEES.finditer(words)]
        start += max(cuts, default=0)
        if not cuts:
            start = _wrapped_start(zone, start)
        start += len(zone[start : colon.start()]) - len(zone[start : colon.start()].lstrip(" \u3000\n）)"))
        before_number = number and colon.end() <= number.start - 40 and number.start < 400
        if (
            not before_number
            and not _DUTY.match(zone, colon.end())
            and _names_bodies(joined(zone[start : colon.start()]))
        ):
            return Span(start, colon.end())
    return None


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _wrapped_start(zone: str, start: int) -> int:
    """Return where a list of addressees begins that was wrapped over up to three lines, as 各高等学 and 校："""
    for _ in range(3):
        above = _line_start(zone, start - 1) if start else 0
        line = zone[above : max(above, start - 1)].strip()
        listed = len(_SEPARATORS.findall(line)) and re.match(r"各|省|市|国务院|自治区", line)
        if not listed or re.search(r"[。：:；》号〕]", line) or re.search(rf"(?:{TITLE_ENDS})$", line):
            break
        start = above
    return start


def _names_bodies(name: str) -> bool:
    """Tell whether words before a colon are a list of bodies, and no sentence, no label and no heading."""
    if not 2 <= len(name) < 400 or _OPENING.match(name) or _MARK.match(name) or _ROLE.search(name):
        return False
    if re.search(r"[。《》:：]|\d{2}|日期|索引|字号|标题|来源|名称|主题|如下", name):
        return False
    if any(name.count(a) != name.count(b) for a, b in ("（）", "()", "〔〕", "[]", "【】")):
        return False
    last = _outside_brackets(name)[-1]
    return re.fullmatch(rf".{{0,120}}?{_ADDRESSEE.pattern}", last) is not None


def _names(words: str) -> tuple[str, ...]:
    parts = _outside_brackets(joined(words).rstrip(":："))
    return tuple(part for part in parts if part)


def _outside_brackets(text: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "（(〔[") - (c in "）)〕]")
        if not depth and _SEPARATORS.match(c):
            parts.append(text[last:i])
            last = i + 1
    return [*parts, text[last:]]


# The title.


def _title(zone: str, number: Span | None, stops: list[int], addressees: Span | None) -> tuple[str, Span | None]:
    """Return the title: before the number, or (as in the standard's own layout, 7.2.5) behind it."""
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
    """Return the lines that can hold a title, without their label: begin, end, words."""
    lines = []
    for match in re.compile(r"[^\n]+").finditer(zone, start, max(start, end)):
        label = _NAME_LABEL.match(match.group().strip())
        begin = match.start() + (len(match.group()) - len(match.group().lstrip()) + label.end() if label else 0)
        words = joined(zone[begin : match.end()])
        if len(words) > 1 and not _NUMBER.fullmatch(words.strip("（）()")) and not _HEAD_LINE.search(words):
            lines.append((begin, match.end(), words))
    return lines


def _could_open(words: str) -> bool:
    return not (_OPENING.match(words) or _MARK.match(words) or _LABEL.match(words) or words.startswith(("（", "(")))


def _title_at(lines: list[tuple[int, int, str]], i: int) -> tuple[str, Span | None] | None:
    """Return the title that begins in line `i`, if one does."""
    begin, _, first = lines[i]
    if not _could_open(first):
        return None
    # A title is broken where its line is full; a short line above it is none of it, unless it names the issuer.
    whole = len(first) >= 10 or "关于" in first or re.search(f"{ORGAN}$", first) is not None
    words = ""
    for j in range(i, min(i + 6, len(lines))):
        words += lines[j][2]
        if (j > i and not whole) or "。" in words or _DAY_END.search(words):
            break
        if any(pattern.fullmatch(words) for pattern in (_ABOUT, _TITLE, _PRINTING)):
            # （试行） or 的通知 may fill the next line.
            following = lines[j + 1][2] if j + 1 < len(lines) else ""
            if re.fullmatch(
                r"[（(](?:试行|暂行|修订|草案|征求意见稿)[^）)]{0,8}[）)]|》?的(?:通知|意见|批复|函)", following
            ):
                words, j = words + following, j + 1
            return words, Span(begin, lines[j][1])
    about = _ABOUT.match(first)
    if about and not first.startswith("《"):
        return about.group(), Span(begin, lines[i][1])
    return None


def _first_words(text: str, start: int) -> tuple[str, Span | None]:
    """Return the first words of a text that bears no title: by them it can be told from others."""
    position = start
    while position < len(text) and not text[position].strip():
        position += 1
    mark = _MARK.match(text[position : position + 12])
    match = re.compile(r"[^\s。；：:][^\n。；：:]{0,59}").search(text, position + (mark.end() if mark else 0))
    return (joined(match.group()), Span(match.start(), match.end())) if match else ("", None)
