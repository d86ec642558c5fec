"""Step 3, first half: the header of an official document.

Elements by GB/T 9704-2012: 发文字号 (7.2.5), 标题 (7.3.1), 主送机关 (7.3.2), 署名 and 成文日期 (7.3.5). A notice that
prints another document (印发, 转发) gives it its number and date; the document printed is the one with the tasks.
"""

from __future__ import annotations

import re
from datetime import date

from graph_builder.dates import DAY, day
from graph_builder.model import Header, Recovered, Span

__all__ = ["DOCUMENT_NUMBER", "TITLE_ENDS", "normal_number", "read_header"]

# 国办发〔2016〕42号, 藏政办发[2017]30号, 发改产业（2019）12号, 闽政办〔2016〕69号
DOCUMENT_NUMBER = r"[\u4e00-\u9fff]{1,14}\s?[〔\[（(【〖]\s?(?:19|20)\d{2}\s?[〕\]）)】〗]\s?(?:第\s?)?\d{1,5}\s?号"
# The 15 kinds of the 2012 regulation on official documents, and the usual genres of what they print.
TITLE_ENDS = (
    "通知|意见|决定|决议|命令|令|公报|公告|通告|通报|报告|请示|批复|议案|函|纪要|方案|计划|规划|纲要|办法|规定|细则|措施|条例"
    "|规则|要点|指南|规范|标准|制度|预案|清单|目录|章程|批示|分工|准则|指引|任务|举措|政策|若干政策|责任书|公约|倡议书|备忘录"
)
_NUMBER = re.compile(DOCUMENT_NUMBER)
_ZONE = 3_000
_TITLE = re.compile(
    rf"关于[^。]{{2,120}}?(?:{TITLE_ENDS})(?:\s?[（(](?:试行|暂行|修订|草案|征求意见稿)[^）)]{{0,8}}[）)])?"
)
_ANY_TITLE = re.compile(rf"^[^。；：:，]{{4,90}}(?:{TITLE_ENDS})(?:[（(][^）)]{{1,12}}[）)])?$")
_PUBLISHED = re.compile(r"(?:发布|公开|公布|发文)(?:日期|时间)\s?[:：]\s?(?P<day>[^\n]{6,14})")
_SIGNED_LABEL = re.compile(r"成文日期\s?[:：]\s?(?P<day>[^\n]{6,14})")
_NUMBER_LABEL = re.compile(rf"(?:发文字号|文号)\s?[:：]\s?(?P<number>{DOCUMENT_NUMBER})")
_ORGAN = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|国务院|党委|省委|市委|区委|县委|州委"
    r"|部|委|局|厅|署|总署|行|院|会|中心|集团|公司|办|兵团)"
)
# Signature and day: 西藏自治区人民政府办公厅2017年3月30日; several signatures may stand in lines above the day.
_DAY_LINE = re.compile(rf"(?P<day>{DAY})(?:\s*印发)?")
_ISSUED = re.compile(
    r"(?:现将)?《(?P<a>[^《》]{4,120}(?:〈[^〉]*〉[^《》]{0,60})?)》[^。《]{0,80}?(?:印发|转发|发布|公布|下发|发给你们)"
    r"|将《?(?P<b>[^《》。，]{6,80})》?(?:印发|转发)给你们"
)
_NOTICE = re.compile(r"印发|转发|批转|发布|公布")
# The name of an issuer ends where the title says what is done.
_TITLE_SUBJECT = re.compile(r"(?:印发|转发|批转|发布|公布)?\s?(?:《|关于|\n)|印发|转发|批转")
_ADDRESSEE = re.compile(r"[^。；;：:《》\n]{2,300}?[:：]")
_ADDRESSEE_WORDS = re.compile(r"人民政府|政府|部门|单位|各|委员会|办公[室厅]|[局厅委办部处院校会]$|公司|行署")
_SEPARATORS = re.compile(r"[，,；;]")


def normal_number(number: str) -> str:
    """Return a document number with the brackets and spaces of the standard.

    >>> normal_number("国办发[2016] 42号"), normal_number("国办发（2016）第42号")
    ('国办发〔2016〕42号', '国办发〔2016〕42号')
    """
    number = re.sub(r"\s", "", number)
    number = re.sub(r"[〔\[（(【〖]", "〔", number, count=1)
    return re.sub(r"[〕\]）)】〗]第?", "〕", number, count=1)


def read_header(recovered: Recovered) -> Header:
    """Return the header of a document; elements that are not printed stay empty."""
    text = recovered.text
    zone = text[: _zone_end(text)]
    number = _number(zone)
    addressees = _addressees(zone, number)
    published = _PUBLISHED.search(zone)
    # The title stands before the number, or (as in the standard's own layout, 7.2.5) behind it.
    after_number = number is not None and not _TITLE.search(_joined(zone[: number.start()]))
    stops = [match.start() for match in (published, addressees) if match]
    if number and not after_number:
        stops.append(number.start())
    title, title_span = _title(zone, number.end() if number and after_number else 0, min(stops, default=len(zone)))
    printed = _printed(text, title, addressees.end() if addressees else 0)
    own = _own_heading(text, printed) if printed else None
    signed, issuers, signature_end = _signature(text, zone)
    if not issuers:
        printed_words = title_span.of(text) if title_span else ""
        issuers = _issuers_of_title(re.sub(r"\n\s*", "", printed_words.strip()))
    body_start = max(own.end if own else 0, addressees.end() if addressees else 0, title_span.end if title_span else 0)
    if own is None and signature_end and signature_end < len(text) // 2 and printed:
        body_start = max(body_start, signature_end)
    if not title and not printed:
        title, title_span = _first_words(text, addressees.end() if addressees else 0)
    return Header(
        title=_joined(own.of(text)) if own else (_joined(printed[0]) if printed else title),
        title_span=own or title_span,
        notice_title=title or None if printed else None,
        number=normal_number(number["number"] if "number" in number.groupdict() else number.group())
        if number
        else None,
        number_span=Span(number.start(), number.end()) if number else None,
        issuers=issuers,
        signed=signed,
        published=day(published["day"]) if published else None,
        addressees=_addressee_names(addressees),
        printed_title=_joined(printed[0]) if printed else None,
        printed_span=printed[1] if printed else None,
        body_start=body_start,
    )


def _zone_end(text: str) -> int:
    """Return where the part ends that can hold header elements: at the first 一、 that opens a line, or after 3,000."""
    first = re.compile(r"(?:^|\n)[ \u3000]*(?:一、|第一章|第一条)").search(text)
    return min(first.start() if first else _ZONE, _ZONE, len(text))


def _number(zone: str) -> re.Match[str] | None:
    labelled = _NUMBER_LABEL.search(zone)
    if labelled:
        return labelled
    for match in _NUMBER.finditer(zone):
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


def _without_title(zone: str, match: re.Match[str]) -> re.Match[str]:
    """Cut the end of a title off a number that follows it without a break: ……实施意见国办发〔2020〕24号."""
    code = re.match(r"[\u4e00-\u9fff]+", match.group())
    if code:
        ends = [m.end() for m in re.finditer(rf"(?:{TITLE_ENDS})", code.group()) if m.end() < len(code.group())]
        if ends:
            return _NUMBER.match(zone, match.start() + ends[-1]) or match
    return match


def _addressees(zone: str, number: re.Match[str] | None) -> re.Match[str] | None:
    """Return the stretch up to the first colon that names whom the document is sent to."""
    for match in _ADDRESSEE.finditer(zone):
        words = match.group()
        start = match.start()
        cut = max(
            (
                m.end()
                for m in re.finditer(
                    rf"{DAY}|\d{{4}}-\d{{2}}-\d{{2}}|号[）)]?|(?:通知|意见|方案|决定)(?=各|自治区|省|市|县|国务院)",
                    words,
                )
            ),
            default=0,
        )
        name = words[cut:].strip(" \u3000\n）)")
        if (
            len(name) < 200
            and name
            and _ADDRESSEE_WORDS.search(name[:-1])
            and not re.search(r"[0-9]|日期|索引|字号|发文机|发布机|标题|来源|名称|主题|如下", name)
        ):
            if number and match.end() <= number.start() and number.start() < 400 and number.start() - match.end() > 40:
                continue
            return re.compile(re.escape(name[:-1]) + "[:：]").search(zone, start + cut)
    return None


def _addressee_names(match: re.Match[str] | None) -> tuple[str, ...]:
    if match is None:
        return ()
    parts = _outside_brackets(match.group().rstrip(":："))
    return tuple(part.strip() for part in parts if part.strip())


def _outside_brackets(text: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "（(〔[") - (c in "）)〕]")
        if not depth and _SEPARATORS.match(c):
            parts.append(text[last:i])
            last = i + 1
    return [*parts, text[last:]]


def _title(zone: str, start: int, end: int) -> tuple[str, Span | None]:
    """Return the title: the lines from `start` to `end` up to the name of its kind, joined, with its place."""
    head = zone[:end]
    lines = [(m.start(), m.end()) for m in re.compile(r"[^\n]+").finditer(head, start)]
    lines = [(a, b) for a, b in lines if len(head[a:b].strip()) > 1]
    best: tuple[str, Span] | None = None
    for i, (begin, _) in enumerate(lines):
        for j in range(i, min(i + 4, len(lines))):
            words = _joined(head[begin : lines[j][1]])
            title = _TITLE.search(words)
            if title and (_ANY_TITLE.match(words) or i == j) and "日期" not in words[: title.end()]:
                whole = words[: title.end()] if not _ANY_TITLE.match(words) else words
                return whole, Span(begin, lines[j][1])
        if best is None:
            words = _joined(head[begin : lines[i][1]])
            if _ANY_TITLE.match(words):
                best = words, Span(begin, lines[i][1])
    if best:
        return best
    if lines:
        words = _joined(head[lines[0][0] : lines[0][1]])
        return words[:120], Span(lines[0][0], min(lines[0][1], lines[0][0] + 120))
    return "", None


def _first_words(text: str, start: int) -> tuple[str, Span | None]:
    """Return the first words of a text that bears no title: by them it can be told from others."""
    match = re.compile(r"[^\s。；：:][^\n。；：:]{0,59}").search(text, start)
    return (_joined(match.group()), Span(match.start(), match.end())) if match else ("", None)


def _joined(text: str) -> str:
    text = re.sub(r"\s+", "\x00", text.strip(" \t\u3000\n*#"))
    # A blank between two Han characters is a broken line; 中共中央 国务院 keeps its blank only in references.
    return re.sub("\x00", "", text)


def _printed(text: str, title: str, start: int) -> tuple[str, Span] | None:
    """Return the title of the document that a notice prints, as the notice's text names it."""
    if title and not (title.endswith("通知") and _NOTICE.search(title)):
        return None
    match = _ISSUED.search(text, start, min(len(text), start + 1_500))
    if match is None:
        return None
    group = "a" if match["a"] else "b"
    return match[group], Span(match.start(group), match.end(group))


def _own_heading(text: str, printed: tuple[str, Span]) -> Span | None:
    """Return where the printed document's own heading stands: after the notice's text, with or without 的."""
    wanted = _bare(printed[0])
    starts = [m.end() for m in re.compile(rf"\n[ \u3000]*|{DAY}|附件\d?[:：]?\s*").finditer(text, printed[1].end)]
    for start in starts[:400]:
        end = _match_bare(text, start, wanted)
        if end is not None:
            return Span(start, end)
    return None


def _bare(title: str) -> str:
    return re.sub(r"[\s的“”\"'《》〈〉（）()]", "", title)


def _match_bare(text: str, start: int, wanted: str) -> int | None:
    """Return the end of a stretch at `start` that equals `wanted` apart from blanks, 的 and quotation marks."""
    i, k = start, 0
    while k < len(wanted):
        if i >= len(text):
            return None
        if text[i] == wanted[k]:
            k += 1
        elif text[i] not in " \u3000\n\t的“”\"'《》〈〉（）()":
            return None
        i += 1
    while i < len(text) and text[i] in "）)”":
        i += 1
    return i


def _signature(text: str, zone: str) -> tuple[date | None, tuple[str, ...], int]:
    """Return the day of signing, those who sign, and where the signature ends."""
    labelled = _SIGNED_LABEL.search(zone)
    best: tuple[date | None, tuple[str, ...], int] = (day(labelled["day"]) if labelled else None, (), 0)
    for match in _DAY_LINE.finditer(text):
        signers = _signers(text, match.start())
        alone = text[max(0, match.start() - 40) : match.start()].rstrip(" \u3000").endswith("\n") or match.start() == 0
        after = text[match.end() : match.end() + 1]
        value = day(match.group())
        if value is None:
            continue
        if signers:
            return best[0] or value, signers, match.end()
        if alone and after in ("\n", "", " ", "\u3000") and not best[2]:
            best = best[0] or value, best[1], match.end()
    if best[0] is None:
        dated = re.search(rf"[（(]\s?{DAY}", zone)
        if dated:
            best = day(dated.group()), (), 0
    return best


def _signers(text: str, position: int) -> tuple[str, ...]:
    """Return the names right before a day: at the end of the line or in the lines above."""
    before = text[max(0, position - 200) : position].rstrip()
    same_line = re.search(r"(?:^|[。\n）)])[ \u3000]*(?P<name>[^。，；：\n]{2,40})$", before)
    names: list[str] = []
    while same_line:
        name = same_line["name"].strip()
        if not re.fullmatch(rf"[\u4e00-\u9fff \u3000、（）()]{{2,36}}{_ORGAN}", name) and name != "国务院":
            break
        if _TITLE_SUBJECT.search(name):
            break
        names = [part for part in re.split(r"[ \u3000、]+", name) if part] + names
        before = before[: same_line.start("name")].rstrip()
        same_line = re.search(r"(?:^|\n)[ \u3000]*(?P<name>[^。，；：\n]{2,40})$", before)
    return tuple(names)


def _issuers_of_title(title: str) -> tuple[str, ...]:
    """Return who issues by the title: what stands before 关于, 印发 or 转发."""
    subject = _TITLE_SUBJECT.search(title)
    name = title[: subject.start()] if subject else ""
    joint = re.fullmatch(rf"(?P<first>.{{2,30}}?{_ORGAN})等[二三四五六七八九十两\d]+[部委局厅个单位门]+", name)
    if joint:
        name = joint["first"]
    if not re.fullmatch(rf".{{1,40}}{_ORGAN}", name) and name != "国务院":
        return ()
    return tuple(part for part in re.split(r"[ \u3000、]+", name) if part)
