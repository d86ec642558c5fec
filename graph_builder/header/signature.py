"""Step 3, who issues a document and when: 署名 and 成文日期 (GB/T 9704-2012, 7.3.5), and the issuer in the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graph_builder.header.glued import central_parts, glued_issuers
from graph_builder.structure.dates import DAY, day

__all__ = ["ORGAN", "issuers_of_caption", "issuers_of_head", "issuers_of_title", "signature"]

# What the name of a body ends with.
ORGAN = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|国务院|党委|省委|市委|区委|县委|州委"
    r"|部|委|局|厅|署|总署|行|院|会|中心|集团|公司|办|兵团|小组|指挥部|专班)"
)
# The last character of a signature: of one of the bodies above, or of a bracket behind it.
_LAST = "府厅室会院委部局署行心团司办组班、）)"
# A signature and its day: 甲省人民政府办公厅2017年3月30日; 2017年3月30日印发 is the day of printing
_DAY_LINE = re.compile(rf"(?P<day>{DAY})(?P<printed>\s{{0,4}}印发)?")
_LABEL = re.compile(r"成\s?文\s?(?:日\s?期|时\s?间)\s{0,8}[:：]?\s{0,20}(?P<day>\d{4}[^\n]{4,10})")
# 甲政发〔2009〕69号　2009年11月3日: the day beside the number
_BESIDE_NUMBER = re.compile(
    r"[〕\]）)]\s?\d{1,5}\s?号[）)]?[ \u3000\t]{1,40}(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?!\d|\s?\d{1,2}:)"
)
# 2021-03-15 in a line of its own
_ISO_LINE = re.compile(r"(?m)^[ \t\u3000]{0,80}(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[ \t\u3000]{0,40}$")
# 省长　王某 before the day of an order
_PERSON = re.compile(
    r"(?:省长|市长|州长|县长|区长|主席|总理|部长|局长|主任|署长)[ \u3000]{0,10}[\u4e00-\u9fff·]{2,12}$"
)
# （此件公开发布）　　2017年6月13日
_NOTE = re.compile(r"(?:^|\n)[ \t\u3000]{0,40}[（(]此件[^（）()\n]{1,30}[）)]$")
_IN_BRACKETS = re.compile(rf"[（(]\s?{DAY}")
# （甲市数据局代章） between signature and day
_SEALED_BY = re.compile(r"[（(][^（）()\n]{2,40}代章[）)]$")
_GAP = re.compile(r"[ \u3000]{4,}")
_SIGNER = re.compile(rf"[\u4e00-\u9fff“”、（）()]{{2,60}}{ORGAN}|国务院")
_SAME_LINE = re.compile(r"(?:^|[。\n）)\t])[ \u3000]{0,3}(?P<name>[^\s。，；：][^。，；：\n]{1,200})$")
_LINE_ABOVE = re.compile(r"(?:^|\n)[ \t\u3000]{0,4}(?P<name>[^\s。，；：][^。，；：\n]{1,200})$")
# The name of an issuer ends where the title says what is done.
_SUBJECT = re.compile(r"(?:印发|转发|批转|发布|公布)?\s?(?:《|关于|\n)|印发|转发|批转")
# 甲省人民政府贯彻国务院关于……的意见, 甲市政府对……的答复; not 甲省贯彻落实……领导小组办公室关于
_DOES = re.compile(
    r"(?<=[府厅室会委部局署院])(?:贯彻|落实|实施|分解|对)(?![^关《\n]{0,40}(?:小组|小组办公室|指挥部|专班)(?:关于|\n))"
)
# 甲县人民政府工作规则, 甲市人民政府公告: no word says what is done
_OWN_RULES = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,20}人民政府(?:办公[厅室])?)(?:工作规则|公告|通告|令)")
# 中共甲市委甲市人民政府: the party's committee, then who issues with it
_PARTY = re.compile(
    r"(?P<first>中共(?P<place>[\u4e00-\u9fff]{2,14}?)(?:(?:省|自治区|市|县|区|州|旗|地)委(?:办公[厅室])?|委员会|工委|工作委员会))"
    r"(?P<second>[\u4e00-\u9fff]{0,14}(?:人民政府|政府|管理委员会|管委会)(?:办公[厅室])?|[\u4e00-\u9fff]{2,14}行政公署)"
)
# Names one a line at the head of a title; 办公室 alone goes on with the line above.
_LINES = re.compile(
    r"(?<=[府厅室会委部局署院])[ \u3000]{0,40}\n\s{0,40}"
    r"(?=(?!办公|员会|政府)[\u4e00-\u9fff]{2,30}[府厅室会部局署委院][ \u3000]{0,40}\n)"
)
_BRANCHES = re.compile(r"^(?:国家|中国)[^\n]{2,20}(?:总局|总会|委员会|局)\s{0,40}\n")
# 甲省教育厅等六部门
_JOINT = re.compile(rf"(?P<first>.{{2,30}}?{ORGAN})等[二三四五六七八九十两\d]{{1,3}}[部委局厅个单位门]{{1,4}}")
# 甲市人民政府 and 文件, in one line or two
_HEAD = re.compile(
    rf"(?:^|\n)[ \t\u3000]{{0,40}}(?P<name>[\u4e00-\u9fff]{{2,30}}{ORGAN})"
    r"\s{0,20}文[ \u3000]{0,4}件[ \u3000]{0,20}\n"
)
# （教育部　2010年） below a title
_CAPTION = re.compile(rf"^[（(](?P<name>[\u4e00-\u9fff]{{1,40}}{ORGAN})[ \u3000]{{1,4}}[^（）()\n]{{4,20}}[）)]$", re.M)
# 甲市民政局甲市财政局: two names without a blank, told apart by the place that both begin with
# 住房城乡建设部交通运输部, 财政部税务总局; a bureau within a ministry (公安部消防局) is one
_MINISTRIES = re.compile(r"(?:[^部\s]{2,10}(?<![本内全])部){1,6}[^部\s]{2,10}(?<![本内全])(?:部|总局|总署)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:省|自治区|市|州|县|区|旗|盟)")


def signature(
    text: str, zone: str, title_issuers: tuple[str, ...], behind: int = 0
) -> tuple[date | None, tuple[str, ...], int]:
    """Return the day of signing, those who sign, and where the signature ends.

    Args:
        text: the document.
        zone: its header.
        title_issuers: who issues by the title; their name before a day is a signature wherever it stands.
        behind: where the addressees end; a day in figures above is none of a signature.
    """
    label = _LABEL.search(zone)
    signed = day(label["day"]) if label else None
    end = 0
    for match in _day_lines(text):
        value = None if match["printed"] else day(match["day"])
        if value is None:
            continue
        names = _signers(text, match.start(), title_issuers) or glued_issuers(text, match.start(), match.end("day"))
        if names:
            return value, names, match.end()
        if not end and _alone(text, match):
            signed, end = signed or value, match.end()
    for match in _ISO_LINE.finditer(text, behind) if not end else ():
        names = _signers(text, match.start("day"), title_issuers)
        if names and (value := day(match["day"])):
            return value, names, match.end()
    if signed is None and (dated := _IN_BRACKETS.search(zone)):
        signed = day(dated.group())
    if signed is None and (beside := _BESIDE_NUMBER.search(zone)):
        signed = day(beside["iso"])
    return signed, (), end


def _day_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_DAY_LINE.finditer` does: each day has one 年, with four figures and at most a blank before it."""
    done, at = 0, text.find("年")
    while at >= 0:
        begin = at - 5 if text[at - 1 : at] in (" ", "\u3000") else at - 4
        match = _DAY_LINE.match(text, begin) if begin >= done else None
        if match:
            yield match
            done = match.end()
        at = text.find("年", at + 1)


def _alone(text: str, match: re.Match[str]) -> bool:
    """Tell whether a day stands in a line of its own."""
    before = text[max(0, match.start() - 120) : match.start()].rstrip(" \u3000")
    before = _NOTE.sub("\n", before)
    if _PERSON.search(before):
        return True
    return (not before or before.endswith("\n")) and text[match.end() : match.end() + 1] in ("\n", "", " ", "\u3000")


def _signers(text: str, position: int, title_issuers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names right before a day: at the end of the line or in the lines above."""
    before = text[max(0, position - 400) : position].rstrip()
    if before[-1:] not in _LAST:
        return ()
    # A wide gap sets a signature off, or parts two of them.
    before = _GAP.sub("\t", before)
    before = _SEALED_BY.sub("", before).rstrip()
    names: list[str] = []
    line = _SAME_LINE.search(before)
    while line:
        parts = [part for part in re.split(r"[ \t\u3000、]+", line["name"]) if part]
        if not all(_SIGNER.fullmatch(part) for part in parts):
            parts = ["".join(parts)]
        if not _SIGNER.fullmatch("".join(parts[:1])) or _SUBJECT.search(line["name"]):
            break
        names = [name for part in parts for name in _parted(part)] + names
        before = before[: line.start("name")].rstrip()
        line = _LINE_ABOVE.search(before)
    if not names:
        bare = "".join(before.split())
        return next(((name,) for name in title_issuers if bare.endswith(name)), ())
    return tuple(names)


def _parted(name: str) -> list[str]:
    """Part names that follow each other without a blank: by the place that both begin with, 甲部乙部 by their ends."""
    party = _PARTY.fullmatch(name)
    if party:
        return [party["first"], party["second"]]
    if name in ("中共中央国务院", "中共中央办公厅国务院办公厅"):
        return re.split("(?=国务院)", name)
    if _MINISTRIES.fullmatch(name):
        return [part for words in re.split(r"(?<=[^本内全]部)(?=.{2})", name) for part in central_parts(words)]
    place = _PLACE.match(name)
    if place is None:
        return list(central_parts(name))
    parts = re.split(rf"(?<=[府厅室会委部局署行院])(?={place.group()})", name)
    return [part for part in parts if part]


def issuers_of_title(title: str) -> tuple[str, ...]:
    """Return who issues by the title: what stands before 关于, 印发 or 转发."""
    if not _BRANCHES.match(title):
        title = _LINES.sub("、", title)
    title = re.sub(r"\n\s*", "", title)
    rules = _OWN_RULES.fullmatch(title)
    subject = _SUBJECT.search(title)
    name = rules["name"] if rules else title[: subject.start()] if subject else ""
    does = _DOES.search(title, 0, len(name) + 4 if subject else len(title))
    if does and not rules and re.fullmatch(rf".{{1,60}}{ORGAN}", title[: does.start()]):
        name = title[: does.start()]
    name = name.removeprefix("中华人民共和国") if name == "中华人民共和国国务院" else name
    joint = _JOINT.fullmatch(name)
    if joint:
        name = joint["first"]
    if not re.fullmatch(rf".{{1,60}}{ORGAN}", name) and name != "国务院":
        return ()
    return tuple(bit for part in re.split(r"[ \u3000、]+", name) if part for bit in _parted(part))


def issuers_of_head(zone: str) -> tuple[str, ...]:
    """Return the body whose name stands above a document: 甲市人民政府文件 (发文机关标志, GB/T 9704-2012, 7.2.4)."""
    match = _HEAD.search(zone)
    return (match["name"],) if match else ()


def issuers_of_caption(zone: str) -> tuple[str, ...]:
    """Return the body that a line in brackets below the title names with a day."""
    match = _CAPTION.search(zone)
    return (match["name"],) if match else ()
