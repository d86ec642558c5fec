"""Step 3, first half: the header of an official document.

Elements by GB/T 9704-2012: 发文字号 (7.2.5), 标题 (7.3.1), 主送机关 (7.3.2), 署名 and 成文日期 (7.3.5). A notice that
prints another document (印发, 转发) gives it its number and date; the document printed is the one with the tasks.
"""

from __future__ import annotations

import re

from graph_builder.header.numbers import DOCUMENT_NUMBER, normal_number, numbers_in
from graph_builder.header.page import NUMBER_LABEL, issuers_by_label, plain_view, published_day
from graph_builder.header.printed import joined, own_heading, printed_document
from graph_builder.header.signature import ORGAN, issuers_of_caption, issuers_of_head, issuers_of_title, signature
from graph_builder.header.title import MARK, OPENING, TITLE_ENDS, document_title, first_words
from graph_builder.model import Header, Recovered, Span
from graph_builder.structure.dates import DAY

__all__ = ["DOCUMENT_NUMBER", "TITLE_ENDS", "normal_number", "numbers_in", "read_header"]

_NUMBER = re.compile(DOCUMENT_NUMBER)
# 甲省人民政府令（第16号）, 教育部令第13号, 海关总署公告2021年第5号: the number of an order names who gives it
_ORDER = re.compile(
    rf"(?:^|\n|发文字号\s?[:：])[ \u3000]{{0,40}}(?P<name>[\u4e00-\u9fff]{{0,20}}{ORGAN})(?:令|公告)\s{{0,8}}[（(]?\s?"
    r"(?:\d{4}\s?年)?\s?第\s?\d{1,4}\s?号"
)
# 落实国办发〔2016〕42号, 省水利局以甲水规〔2020〕45号批复: what leads to the number of another document.
# 以 stands in no code.
_LEADS_TO = re.compile(
    r"(?:贯彻|落实|根据|按照|依据|依照|遵照|执行|参照|印发的)[\u4e00-\u9fff]{0,8}$|[\u4e00-\u9fff]{0,12}以[\u4e00-\u9fff]{2,8}$"
)
# What can stand before a code without a break: 甲市人民政府办公室文件甲政办发〔2019〕3号
_BEFORE_CODE = re.compile(rf"(?:{TITLE_ENDS}|文件|人民政府|办公厅|办公室|委员会|\d日|^日)")
# 甲局乙部发改振兴〔2022〕101号: the last of those who sign runs into the code; 工信部联 is one
_SIGNED_BEFORE = re.compile(r"[局部署委厅](?!联)(?=[\u4e00-\u9fff]{3,6}$)")
_ZONE = 3_000
# A numbered heading at the start of a line ends the header: 一、 （一） 1. 第一条
_FIRST_MARK = re.compile(
    r"(?:^|\n)[ \t\u3000*#]{0,40}(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,3}(?:[．、]|\.(?!\d))|第[一二三四五六七八九十]{1,3}[章条节编]|第[一二三四五六七八九十]{1,3}部分)"
)
# The same where line breaks are lost: ……提出如下意见：一、
_MARK_IN_LINE = re.compile(r"[。：:；]\s{0,8}(?:一、|（一）|第一章|第一条)")
_REMARK = r"(?:\s?[（(][^（）()]{1,20}[）)])?"
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
    r"(?:责任|牵头|配合|主办|承办|协办|落实|实施|指导|发布|发文|印发|制定|起草|编制|检查|执行|来源)(?:责任)?(?:单位|部门|机构|机关)$"
)
# 县政府办：负责……, an entry in a list of duties
_DUTY = re.compile(r"\s?(?:主要)?(?:负责|牵头|承担|配合|协助|参与|指导|督促|组织(?!实施本))")
# 转发给你们，并提出以下要求
_OWN_WORDS = re.compile(r"并[^。]{0,12}(?:如下|以下)|通知如下")
_SEPARATORS = re.compile(r"[，,；;]")


def read_header(recovered: Recovered) -> Header:
    """Return the header of a document; elements that are not printed stay empty."""
    text = plain_view(recovered.text)
    first = _FIRST_MARK.search(text)
    zone = text[: min(first.start() if first else _ZONE, _ZONE)]
    number = _number(zone)
    addressees = _addressees(zone, number)
    number = _own(text, number, addressees)
    published, shown_at = published_day(zone)
    behind = addressees.end if addressees else 0
    title, title_span = document_title(zone, number, [] if shown_at is None else [shown_at], addressees)
    printed = printed_document(text, title, title_span, behind, len(zone))
    own = own_heading(text, printed) if printed else None
    by_title = issuers_of_title(title_span.of(text).strip()) if title_span else ()
    signed, issuers, signature_end = signature(text, zone, by_title, max(behind, title_span.end if title_span else 0))
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
        title, title_span = first_words(text, max(behind, number.end if number and number.start < 200 else 0))
    return Header(
        title=title,
        title_span=title_span,
        untitled=untitled,
        notice_title=notice_title,
        number=normal_number(number.of(text)) if number else None,
        number_span=number,
        issuers=issuers or by_title or _other_issuers(zone),
        signed=signed,
        published=published,
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


# The number.


def _own(text: str, number: Span | None, addressees: Span | None) -> Span | None:
    """Pass a number on unless it stands within a sentence below the addressees: there it is another document's."""
    if number is None or addressees is None or number.start < addressees.end:
        return number
    before = text[max(0, number.start - 80) : number.start].rstrip(" \u3000")
    return number if before[-1:] in ("", "\n", "。") else None


def _number(zone: str) -> Span | None:
    labelled = NUMBER_LABEL.search(zone)
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
        code = re.match(r"[\u4e00-\u9fff]+", match.group())
        if before.endswith(("根据", "按照", "依据", "落实", "印发的")) or (code and _LEADS_TO.match(code.group())):
            continue
        return _without_title(zone, match)
    return None


def _other_issuers(zone: str) -> tuple[str, ...]:
    """Return who issues where neither the signature nor the title says so."""
    found = issuers_of_caption(zone) or issuers_of_head(zone) or _issuers_of_order(zone)
    return found or issuers_by_label(zone)


def _issuers_of_order(zone: str) -> tuple[str, ...]:
    """Return who gives an order, by its number; such a number is no 发文字号 and has no year."""
    match = _ORDER.search(zone)
    return (
        (match["name"].removeprefix("中华人民共和国") if "国务院" in match["name"] else match["name"],) if match else ()
    )


def _without_title(zone: str, match: re.Match[str]) -> Span:
    """Cut off a number what stands before it without a break: ……实施意见国办发〔2020〕24号."""
    code = re.match(r"[\u4e00-\u9fff]+", match.group())
    if code:
        ends = [m.end() for m in _BEFORE_CODE.finditer(code.group()) if m.end() < len(code.group())]
        signed = list(_SIGNED_BEFORE.finditer(code.group())) if len(code.group()) > 8 else []
        ends = sorted([*ends, *(m.end() for m in signed)])
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
        above = _line_start(zone, len(zone[:start].rstrip()))
        line = zone[above:start].strip()
        listed = len(_SEPARATORS.findall(line)) and re.match(
            r"各|省|市|国务院|自治区|[\u4e00-\u9fff]{2,12}[州市县区][，,]", line
        )
        if not listed or re.search(r"[。：:；》号〕]", line) or re.search(rf"(?:{TITLE_ENDS})$", line):
            break
        start = above
    return start


def _names_bodies(name: str) -> bool:
    """Tell whether words before a colon are a list of bodies, and no sentence, no label and no heading."""
    if not 2 <= len(name) < 400 or OPENING.match(name) or MARK.match(name) or _ROLE.search(name):
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
