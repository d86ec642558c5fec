"""Other documents that the text names, with how it stands to them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from graph_builder.header.elements import DOCUMENT_NUMBER, TITLE_ENDS, normal_number, numbers_in
from graph_builder.model import Header, Reference, Relation, Span
from graph_builder.recognise.references.amended import amends
from graph_builder.recognise.references.bare_titles import bare_titles
from graph_builder.recognise.references.in_front import issuer_in_front

__all__ = ["references"]

# The number behind a title: （国办发〔2016〕42号）, （以下简称《意见》，国办发〔2016〕42号）, with a word in between:
# 《……》的通知（甲发〔2012〕4号）, 《……》精神（甲政发〔2012〕9号）
_AT_NUMBER = (
    r"(?:的?(?:通知|意见|决定|精神|文件|要求|规定|有关规定|文件精神|文件要求))?"
    rf"\s?[（(](?:[^（）()]{{0,24}}?[，,；;])?\s?(?P<number>{DOCUMENT_NUMBER})[^（）()]{{0,40}}[）)]"
)
# 《……》 with one more pair inside, 《关于印发〈……〉的通知》, and the number behind it
_TITLED = re.compile(rf"《(?P<title>(?:[^《》\n]|\n(?!\n)|《[^《》\n]{{1,80}}》){{2,160}})》(?P<behind>{_AT_NUMBER})?")
_PRINTED_NUMBER = re.compile(rf"》?{_AT_NUMBER}")
# 国办发〔2016〕42号 without a title
_NUMBERED = re.compile(
    rf"(?<![《\u4e00-\u9fff])(?P<number>{DOCUMENT_NUMBER})|(?<=[据照实行按彻到的])(?!照)(?P<bare>[\u4e00-\u9fff]{{2,8}}〔\d{{4}}〕\d{{1,5}}号)"
)
# 甲发〔2013〕6号、〔2014〕9号: the second has the code of the first
_SAME_CODE = re.compile(r"(?:[、，,和及与]|以及)(?P<number>[〔\[［]\s?(?:19|20)\d{2}\s?[〕\]］]\s?\d{1,5}\s?号)")
# 71号文, after 国办发〔2015〕71号 was named in full
_SERIAL_ALONE = re.compile(r"(?<![\d〕\]）)】〗］年第])(?P<serial>\d{1,4})号文(?:件)?(?!化)")
# The number in front: 按照甲政办〔2020〕6号《……》
_NUMBER_BEFORE = re.compile(rf"(?P<number>{DOCUMENT_NUMBER})$")
# What stands before a number without a break: 严格执行国办发〔2016〕42号
_LEAD_IN = re.compile(
    r"^.*?(?:执行|落实|按照?|根据|依据|依照|遵照|贯彻|参照|印发|详见|下发|针对|了对|(?<!日)照)的?(?=[\u4e00-\u9fff]{2})"
)
# Whose number it is, and 以: 甲市水利局以甲水发〔2011〕7号文件
_WHOSE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,}(?:厅|局|委|部|政府|公司|办公室|委员会|文件)(?:以|(?!办))(?=[\u4e00-\u9fff]{2,6}〔)"
    r"|以(?=[\u4e00-\u9fff]{2}))"
)
# Forms, certificates and contracts are no documents: 《开工申请表》, 《采矿许可证》, 《房屋租赁合同（样本）》
_FORM = re.compile(
    r"(?:表|证|(?<!管理)证书|证明|合同|协议|执照|凭证|鉴定|明细|回执|笔录|台账|档案|卡|花名册|名册|登记[簿册]|回证|标示牌"
    r"|(?:合同|协议|申请|申报|承诺|确认|委托|保证|通知|告知|决定|认定|说明|鉴定|意见|缴款|任务|建议|推荐|报告|规格)书"
    r"|(?:通知|告知|确认|验收|联系|办理|投稿|申请|控制|报名|受理)单)$"
)
_TAIL = re.compile(r"(?:\s?[（(〔\[][^（）()]{0,20}[）)〕\]]|\d)+$")
# A short name is no document of its own: （以下简称《意见》）, 《实施方案》
_SHORT_NAME = re.compile(r"(?:简称|统称|下称)[“为]?《(?P<name>[^《》\n]{2,40})》")
# The same right behind the title that it stands for
_NAMED_SHORT = re.compile(
    rf"(?:的?(?:通知|意见|决定|文件))?(?:\s?[（(][^（）()《》]{{0,60}}[）)])?\s?[（(][^（）()《》]{{0,60}}?{_SHORT_NAME.pattern}"
)
_KIND = re.compile(
    rf"(?:本|该|工作|指导|实施|管理|暂行|若干|行动|专项|总体|三年|建设|改革|发展|规划|调研|情况|政府工作)*(?:{TITLE_ENDS})(?:草案)?"
)
_SENTENCE_BREAK = re.compile(r"[。；;！\n]")
# 实施细则 and 依据 as nouns are no orders: 《水法》实施细则、《甲办法》
_TO_IMPLEMENT = re.compile(
    r"(?:贯彻(?:落实|执行|实施)?|落实(?:好)?|(?<!不再)(?<!停止)执行|(?<!制定)(?<!制定并)(?<!出台)(?<!印发)(?<!出台并)(?<!印发并)实施(?!细则|方案|意见|办法|条例|范围|标准|主体|单位)"
    r"|(?P<basis>依据(?!、|是|充分)|根据|依照|按照|遵照|参照|对照|按))"
)
# Bodies between the verb and the title: 贯彻落实省委、省政府《……》, 根据市水利局等5部门《……》
_BODIES = (
    r"(?:[\u4e00-\u9fff\d、 “”]{0,36}?"
    r"(?:部|委|局|厅|办|署|院|会|府|室|组|行|中央|中心|我市|我省|我区|本市)(?:等\s?[\d一二三四五六七八九十]{0,3}个?(?:部门|部委|单位|方面))?)?"
)
# 按照2012年3月印发的《……》
_DAY = r"(?:(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?)?"
# 落实国务院办公厅转发的《……》, 根据水利部、财政部联合印发《……》
_PUT_OUT = (
    r"(?:(?:联合|共同|最新)?(?:印发|发布|转发|批转|下发|公布|颁布)了?的?|(?:出台|制定|批复|批准|通过|公布施行)的)?"
)
# 落实新修订的《……》, 根据现行《……》, 按照国家、省《……》
_STATE = (
    r"(?:(?:新|最新|重新)?(?:修订|修正|修改)(?:后|完善后)?的|新(?:修订|修正)|新版?|现行的?|统一的|原|、"
    r"|国家|自治区|省级?|市级?|我市|我省|有关|相关|关于)*"
)
# Another thing that is followed, first: 贯彻全国水利会议精神和《……》, 根据相关法律法规以及《……》
_FIRST = (
    r"(?:[^。；，,《》]{2,24}?(?:精神|要求|部署|规定|法律法规|法规|政策|法|条例|会议|责任|规划)(?:和|及|以及|、|与))?"
)
# 贯彻甲市《……》
_OF_PLACE = r"(?:[\u4e00-\u9fff]{1,6}[省市县区州盟旗])?"
_PUT_OUT_AT_END = re.compile(
    r"(?:等[\d一二三四五六七八九十]{0,3}个?(?:部门|部委))?(?:(?:联合|共同)?(?:印发|发布|转发|下发|公布|颁布|制定)的)?$"
)
_NEUTRAL = re.compile(rf"[了好为:： ]?{_FIRST}{_DAY}{_STATE}{_OF_PLACE}{_BODIES}{_DAY}{_PUT_OUT}{_STATE}\s?")
_NOT_IMPLEMENTED = re.compile(
    r"编制|起草|完善(?!后)|研究(?!院|所|中心)|编写|签订|签署|填写|填报|出具|申领|核发|颁发|办理|取得|设置|设立|印制|提交|违反|符合"
)
# What a document has behind it is its own: 附件：1.《申请指南》 2.《申报书》
_ANNEX = re.compile(r"(?:^|[\n。\u3000 ）)\d])附[ \u3000]?件\s{0,2}\d{0,2}\s{0,2}[:：][^。；;]{0,300}$")
# A list goes on: 《甲》、《乙》以及《丙》; 《甲》精神和水利部《乙》
_LISTED = re.compile(
    r"^(?:[（(][^（）()]*[）)])?(?:等)?(?:(?:有关|相关)?(?:法律(?:、?(?:行政)?法规)?(?:、?(?:部门)?规章)?|法规|政策|标准|规范|预案|精神|要求|规定|文件|通知){1,3})?(?P<mark>(?:\s|、|和|及|以及|与|，|,|并|或)*)(?P<gap>[^。；，,《》]{0,90})$"
)
# Whose document the next of a list is: 《甲》（甲发〔2020〕3号），省委、省政府《乙》
_ISSUER = re.compile(
    r"(?!我|本)[^。；，,《》的了对按由将与在]{0,20}(?:部|委|局|厅|办|院|会|署|银行|[分支]行|供销社|政府|中央|办公室)"
)
_BETWEEN_ISSUERS = re.compile(r"[、 ]|和(?!改革|信息化|城乡|社会保障|农村|旅游|生态|技术|草原|监督)")
_LONGEST_GAP = 100
# 编制依据 as a heading: what is listed under it is what the document rests on
_GROUNDS = re.compile(
    r"(?:^|(?<=\n))[ \t\u3000]{0,8}(?:[\d.．]{1,8}|[（(]?[一二三四五六七八九十]{1,3}[）)、.．])?[ \t\u3000]{0,4}"
    r"(?:编制|制定|制订|起草|政策|法律|法规|工作|主要|管理|立法|适用){1,2}依据[ \t\u3000:：。]{0,4}(?=\n|《)"
)
_GROUNDS_LENGTH = 4_000
# 《甲》（甲发〔2001〕9号）、《乙》同时废止: what is said behind the last holds for all
_REMARK = r"(?:[（(][^（）()]{0,60}[）)])?"
# 和1990年制定的《乙》, 以及原市水利局印发的《丙》
_WHEN = r"(?:(?:原|\d{4}年)[^《》。；，,、]{0,24}?(?:的|印发|发布|公布)?)?"
_MORE = rf"{_REMARK}(?:(?:、|和|及|以及|与|，|,)?\s?{_WHEN}《[^《》]{{2,150}}》{_REMARK}){{0,12}}"
# 《政府工作报告》重点工作分工已经市政府同意: what is printed is the 分工, and the title only says of what
_MODIFIES = re.compile(
    r"》[\u4e00-\u9fff]{2,16}(?:分工|分解|任务|方案|安排|要点|计划|意见|表)(?=方案|表|任务|的通知|已|印发)"
)
# 现将省水利厅《……》转发给你们; 《……》已经市政府同意，现印发给你们
_HEREBY = re.compile(r"现将[^。；;，,《》\n]{0,40}$")
_PUT_OUT_NOW = re.compile(rf"^{_MORE}[^。；;，,《》\n]{{0,8}}(?:印发|转发|下发|发布|公布|颁布)")
_PASSED = re.compile(
    rf"^{_MORE}(?:已经|业经|已|经)[^。；;《》\n]{{0,70}}[，,]\s?现(?:予以?|将其|正式)?(?:印发|转发|下发|发布|公布|颁布)"
)
# What a bracket tells of a document, it does not do: 修订前的《甲条例》（1998年施行，2017年废止）第二条
_REPEALED = re.compile(
    rf"^{_MORE}(?:[^。；《》（(]|[（(][^（）()。；《》]{{0,40}}[）)]){{0,32}}?(?:废止|失效|停止执行)(?!的)"
    rf"|^{_MORE}(?:同时|均|一并|即行|自[^。；，,《》]{{2,16}}起)?(?:不再执行|停止施行|予以撤销)(?!的)"
)
# 强化《甲条例》落实
_CARRIED_OUT = re.compile(rf"^{_MORE}的?(?:贯彻)?(?:落实|执行|实施)(?:工作|力度|情况|到位)?[，,。、；;]")
# 按照《……》执行: more than a ground
_DONE_SO = re.compile(rf"^{_MORE}(?:的|文件|有关|相关|规定|要求|精神){{0,4}}(?:认真|严格|遵照)?(?:贯彻|落实|执行|实施)")
# 根据《……》，结合我省实际，制定本方案: what is fitted to a place is carried out there
_FITTED = re.compile(r"[^。；;\n]{0,160}?结合[^。；;\n]{0,20}?(?:实际|实践|情况|特点)")
_LEFT_OUT = str.maketrans("", "", "的“”\"'《》〈〉（）()")
_REPEALS = re.compile(r"(?:废止|停止执行)(?:了)?$")


class _Said(NamedTuple):
    """What the words around a name say of the document named, and the rule by which they do."""

    relation: Relation
    rule: str


_IMPLEMENTS, _ISSUES, _AMENDS, _REPEALS_IT, _CITES = (
    _Said(relation, f"reference.{relation}")
    for relation in (Relation.IMPLEMENTS, Relation.ISSUES, Relation.AMENDS, Relation.REPEALS, Relation.CITES)
)
# 根据, 依据, 按照: the document is a ground of this one, and that it is carried out is not said.
_BASIS = _Said(Relation.IMPLEMENTS, "reference.basis")


def references(text: str, header: Header, start: int = 0) -> list[Reference]:
    """Return the references in `text` from `start` on, each target and relation once, at its first place."""
    found: dict[tuple[str, str], Reference] = {}
    every = list(_all(text, header, start))
    for reference in (*every, *_by_serial(text, every, start)):
        key = reference.number or _bare(reference.title or "")
        found.setdefault((key, reference.rule), reference)
    stronger = {key for (key, _), r in found.items() if r.relation is not Relation.CITES}
    # What is carried out is rested on as well: it is said once, by the stronger words.
    carried_out = {key for key, rule in found if rule == _IMPLEMENTS.rule}
    weaker = {Relation.CITES: stronger, Relation.IMPLEMENTS: carried_out}
    kept = [
        r for (key, rule), r in found.items() if rule not in (_CITES.rule, _BASIS.rule) or key not in weaker[r.relation]
    ]
    return sorted(kept, key=lambda r: r.span)


def _all(text: str, header: Header, start: int) -> Iterator[Reference]:
    titles = list(_TITLED.finditer(text, start))
    modifies = header.printed_span and _MODIFIES.match(text, header.printed_span.end)
    if _prints(header) and header.printed_title and header.printed_span and not modifies:
        yield _issued(text, header, header.printed_title, header.printed_span)
    yield from _titled(text, header, titles)
    taken = [Span(m.start(), m.end()) for m in titles]
    for reference in _untitled(text, header, start):
        if not _inside(reference.span.start, taken):
            yield reference
            taken = sorted([*taken, reference.span])
    yield from _numbered(text, header, start, taken)


def _prints(header: Header) -> bool:
    """Tell whether a notice stands before the document that it prints, be it without a title of its own."""
    if header.notice_title or _bare(header.printed_title or "") != _bare(header.title):
        return True
    own, printed = header.title_span, header.printed_span
    return printed is not None and (own is None or own.start > printed.end)


def _inside(position: int, taken: list[Span]) -> bool:
    before = bisect_right(taken, position, key=lambda span: span.start) - 1
    return before >= 0 and taken[before].covers(position)


def _untitled(text: str, header: Header, start: int) -> Iterator[Reference]:
    own = {_bare(title) for title in (header.title, header.notice_title, header.printed_title) if title}
    for title, words, span in bare_titles(text, max(start, header.title_span.end if header.title_span else 0)):
        number = normal_number(words) if words else None
        if _bare(title) in own or (number and number == header.number):
            continue
        said = _REPEALS_IT if _REPEALED.match(text[span.end : span.end + 60]) else _said_of(text, span)
        yield Reference(_joined(title), number, said.relation, span, said.rule)


def _issued(text: str, header: Header, title: str, span: Span) -> Reference:
    """Return the document that the notice prints; what is forwarded has a number: 《……》（甲政发〔2017〕85号）."""
    behind = _PRINTED_NUMBER.match(text, span.end)
    number = normal_number(behind["number"]) if behind else None
    if behind is None or number == header.number:
        return Reference(title, None, Relation.ISSUES, span, "reference.issues")
    opened = span.start - (text[span.start - 1 : span.start] == "《")
    return Reference(title, number, Relation.ISSUES, Span(opened, behind.end()), "reference.issues")


def _titled(text: str, header: Header, titles: list[re.Match[str]]) -> Iterator[Reference]:
    own = {_bare(title) for title in (header.title, header.notice_title, header.printed_title) if title}
    short: dict[str, Reference | None] = {_bare(match["name"]): None for match in _SHORT_NAME.finditer(text)}
    latest: tuple[int, _Said] | None = None
    grounds = list(_grounds(text))
    forwards = bool(header.printed_title) and _prints(header)
    for match in titles:
        numbered = not match["number"] and text[match.start() - 1 : match.start()] in ("号", "\n")
        front = _NUMBER_BEFORE.search(text, max(0, match.start() - 40), match.start()) if numbered else None
        place = _number_place(front, "number") if front else Span(match.start(), match.end())
        said = _said_of(text, Span(place.start, match.end())) if front else _said(text, match, header, latest)
        if said is _CITES and _inside(match.start(), grounds):
            said = _BASIS
        printed = header.printed_span and header.printed_span.covers(match.start() + 1)
        # 《甲》和《乙》已经同意，现印发: what stands beside the one printed is printed too.
        latest = match.end(), _ISSUES if printed and forwards else said
        title = _joined(match["title"])
        hereby = said is _ISSUES and not forwards
        words = place.of(text) if front else match["number"]
        # 《关于节水的意见》（甲政办〔2020〕6号） in 关于节水的意见 of another number is that of the government above.
        others = header.number and words and normal_number(words) != header.number and not printed
        if not hereby and ((_bare(title) in own and not others) or (match.end() <= header.body_start and printed)):
            continue
        span = Span(place.start, match.end())
        if not words and _bare(title) in short:
            yield from _by_short_name(short[_bare(title)], said, span, own)
            continue
        number = normal_number(words) if words else None
        if (words or (_is_document(title) and not _in_annexes(text, match.start()))) and (
            not number or number != header.number
        ):
            issuer = None if front else issuer_in_front(text, match.start())
            found = Reference(title, number, said.relation, span, said.rule, issuer)
            yield found
            name = _NAMED_SHORT.match(text, match.end("title") + 1)
            if name and short.get(_bare(name["name"]), False) is None:
                short[_bare(name["name"])] = found


def _grounds(text: str) -> Iterator[Span]:
    """Yield the lists of documents under 编制依据: the lines that name one, up to the first that does not."""
    for heading in _GROUNDS.finditer(text):
        limit = min(len(text), heading.end() + _GROUNDS_LENGTH)
        end = position = heading.end()
        while position < limit:
            stop = text.find("\n", position, limit)
            stop = limit if stop < 0 else stop
            line = text[position:stop].strip()
            if line and "《" not in line and not line.endswith(("：", ":", "、", "，")):
                break
            end, position = stop, stop + 1
        yield Span(heading.end(), end)


def _by_short_name(full: Reference | None, said: _Said, span: Span, own: set[str]) -> Iterator[Reference]:
    """Yield what is said of a document by its short name; that it is named again says nothing new."""
    if full and said is not _CITES and _bare(full.title or "") not in own:
        yield replace(full, relation=said.relation, span=span, rule=said.rule)


def _in_annexes(text: str, position: int) -> bool:
    before = text[max(0, position - 320) : position]
    return "附" in before and bool(_ANNEX.search(before))


def _is_document(title: str) -> bool:
    name = _TAIL.sub("", title)
    return bool(name) and not _FORM.search(name) and not _KIND.fullmatch(name)


def _numbered(text: str, header: Header, start: int, titled: list[Span]) -> Iterator[Reference]:
    for match in numbers_in(_NUMBERED, text, max(start, header.number_span.end if header.number_span else 0)):
        place = _number_place(match, "number" if match["number"] else "bare")
        number = normal_number(place.of(text))
        if number[0] == "号" or _inside(place.start, titled) or text[place.end : place.end + 1] == "《":
            continue
        repealed = _REPEALED.match(text[place.end : place.end + 60])
        said = _REPEALS_IT if repealed else _said_of(text, place)
        if number != header.number:
            yield Reference(None, number, said.relation, place, said.rule)
        yield from _same_code(text, number, said, place.end)


def _by_serial(text: str, full: list[Reference], start: int) -> Iterator[Reference]:
    """Yield what is said of a document by its serial alone (严格执行71号文); a mere mention says nothing new."""
    known: dict[str, list[Reference]] = {}
    for reference in full:
        if reference.number:
            known.setdefault(reference.number.rpartition("〕")[2].removesuffix("号"), []).append(reference)
    for match in _SERIAL_ALONE.finditer(text, start):
        meant = [r for r in known.get(match["serial"], []) if r.span.end <= match.start()]
        said = _said_of(text, Span(*match.span()))
        if len({r.number for r in meant}) == 1 and said is not _CITES:
            yield replace(meant[0], relation=said.relation, span=Span(*match.span()), rule=said.rule)


def _same_code(text: str, number: str, said: _Said, position: int) -> Iterator[Reference]:
    """Yield the numbers behind one that leave out its code: 甲发〔2013〕6号、〔2014〕9号."""
    for _ in range(20):
        match = _SAME_CODE.match(text, position)
        if match is None:
            return
        other = normal_number(number.split("〔")[0] + match["number"])
        yield Reference(None, other, said.relation, Span(*match.span("number")), said.rule)
        position = match.end()


def _number_place(match: re.Match[str], group: str) -> Span:
    lead = _LEAD_IN.match(match[group])
    start = lead.end() if lead else 0
    whose = _WHOSE.match(re.sub(r"\s?[\[（(【［]", "〔", match[group][start:], count=1))
    return Span(match.start(group) + start + (whose.end() if whose else 0), match.end(group))


def _said(text: str, match: re.Match[str], header: Header, latest: tuple[int, _Said] | None) -> _Said:
    after = text[match.end() : match.end() + 600]
    if _REPEALED.match(after):
        return _REPEALS_IT
    before = _said_of(text, Span(*match.span()))
    if before.relation is not Relation.IMPLEMENTS and amends(text, Span(*match.span()), header):
        return _AMENDS
    if _CARRIED_OUT.match(after):
        return _IMPLEMENTS
    hereby = _HEREBY.search(text, max(0, match.start() - 44), match.start()) and _PUT_OUT_NOW.match(after)
    if hereby or _PASSED.match(after):
        return _ISSUES
    if latest and match.start() - latest[0] <= _LONGEST_GAP:
        listed = _LISTED.match(text[latest[0] : match.start()])
        mark, gap = (listed["mark"], listed["gap"]) if listed else ("", "")
        if listed and (not gap or (mark.strip("， ,") and _is_neutral(gap)) or (mark and _are_issuers(gap))):
            return latest[1]
    return before


def _are_issuers(gap: str) -> bool:
    """Tell whether nothing stands in a gap but whose document the next is: 省水利厅、省财政厅."""
    names = [name for name in _BETWEEN_ISSUERS.split(_PUT_OUT_AT_END.sub("", gap)) if name]
    return 0 < len(names) <= 8 and all(_ISSUER.fullmatch(name) for name in names)


def _said_of(text: str, place: Span) -> _Said:
    """Return what the words before a name, and 执行 behind it, say."""
    before = text[max(0, place.start - 80) : place.start]
    stops = [m.end() for m in _SENTENCE_BREAK.finditer(before)]
    before = before[stops[-1] :] if stops else before
    if _REPEALS.search(before):
        return _REPEALS_IT
    verbs = [verb for verb in _TO_IMPLEMENT.finditer(before) if _is_neutral(before[verb.end() :])]
    if not verbs:
        return _CITES
    behind = text[place.end : place.end + 600]
    carried_out = any(not verb["basis"] for verb in verbs) or _DONE_SO.match(behind) or _FITTED.match(behind)
    return _IMPLEMENTS if carried_out else _BASIS


def _is_neutral(gap: str) -> bool:
    """Tell whether a gap before a title only says whose document it is and when it came out."""
    return len(gap) <= 50 and bool(_NEUTRAL.fullmatch(gap)) and not _NOT_IMPLEMENTED.search(gap)


def _joined(title: str) -> str:
    # 《中共中央 国务院关于……》 keeps its blank: it parts two issuers.
    words = title.split()
    return " ".join(words) if " " in title and "\n" not in title else "".join(words)


def _bare(title: str) -> str:
    return "".join(title.translate(_LEFT_OUT).split())
