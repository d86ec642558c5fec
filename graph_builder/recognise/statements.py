"""Statements in running text that make a named body answerable.

由商务部牵头, 生态环境部会同有关部门……, 海关总署要继续做好牵头工作, 市财政局对资金使用情况进行检查, 市公安局：负责……

Only bodies that are named count; what running text tells a tier of government it must do (各地要…) is exhortation.
A statement is found by the last word of a name with a predicate right behind it; the subject is what stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from graph_builder.lines import STOCK_HEADING, opens_line
from graph_builder.model import Clause, Mention, Role, Span
from graph_builder.recognise.bodies import NamedBody, has_body_form, is_generic, split_bodies

__all__ = ["ASKED", "statements"]

ASKED = "sentence.asked"
"""The rule of statements in which a body is only told to do something (市财政局要加大投入)."""

# The last words of names, closer than in a clause: in running text anything may stand before a verb.
_ENDS = (
    "部|委|局|厅|办|署|委员会|办公室|政府|管委会|人民银行|国务院|小组|工作组|专班|联席会议|指挥部|总社|工会|联合会"
    "|海关|中心|公司|集团|督查室|社科院|科学院|工程院|法院|检察院|支队|大队|监督站|银行|支行|分行|联社|妇联|残联|科协|文联|工商联|银监会|证监会|保监会|银保监会|电视台|开发区|新区|园区|高新区|示范区|试点(?:城市|地区|县|省份?)"
)
_NAME = re.compile(
    r"^(?!(?:各级|各地|各类|各县|各市|各区|各街|各乡|地方|当地|属地|所在|本级|上级|下级|有关|相关|企业|学校|社会|行业|人员|其|并|和|或|对|在|向|与|报|送|及|会同|联合(?!会)|协同|配合|协助|发挥|除|下放|提请|强化|充分|加大|按|根据|依据|结合|参照|涉及|包括|纳入|委托|授权|商(?![务业贸])|各相关|请|督促|督导|指导|引导|监督(?!管理)|积极|直至|集团公司|居|村)"
    r"|[省市县区州乡镇]{1,3}级?(?:[（(][^（）()]{1,6}[）)])?(?:人民)?政府(?:[（(][^（）()]{1,8}[）)])?$|(?:我|你|贵|本|该|两|全|内|外)[部委局厅办院]$)"
    r"(?:[\u4e00-\u9fff“”A-Za-z]|[（(][^（）()]{1,10}[）)]){2,24}"
    rf"(?:{_ENDS})(?:[（(][^（）()]{{1,24}}[）)])?$"
    r"|^(?:试点(?:城市|地区|县|省份?)|银监会|证监会|保监会|银保监会)$"
)
# Words that stand in no name of a body; 组织 does in 组织部, 社会 in 社会保障局, 经 in 经济和信息化局.
_NOT_NAME = re.compile(
    r"部门|地方(?![志税金海])|上级|有关|相关|全部|内部|干部(?!局)|全局|布局|格局|本部|局部|结局|社会(?!保|工作|救|事务|科学|组织|福利|治理)|主体|负责|牵头|落实|加强|建立|推动|完善|实行|避免|防止|(?<!总)后(?!勤)|联合(?!会|国)|编制|协调(?!小组|办|机制|领导)|配合|帮扶|[我你贵本该][部委局厅省市]"
    r"|组织(?!部|人事)|开展|实施|做好|鼓励|支持|要求|通过|依托|可以|应当|需要|不得|成立|设立|提交|部署$|[东西南北中]部$|大厅$|(?<![重主])要(?!素)|[的是将把被给让使已由以在至到]|为(?!公司)|经(?![济信贸开营发合])"
)
_PLAIN = re.compile(r"推进(?![^，,]{2,24}小组)")
# What follows a name where it is the subject. The order is that of the roles' reading; 负责人 and 负责解释 are no work.
_CHARGE = (
    r"(?:具体|统一|归口|统筹|共同|分别|分头|主要|全面|总|牵头|组织)?"
    r"负责(?!人|同志|制(?![定订作发])|[^，,。]{0,12}解[释读]|[^，,。]{1,20}的(?:部门|人|同志|单位|机构|领导))"
)
_TOLD = r"(?:也|还|均|都)?(?:要|应当?|须|必须|将(?!以))"
_BEING = r"(?:是|作为|为)(?=[^。，,；]{0,30}(?:主体|部门|单位|机构))"
_DOES = (
    r"(?:依法|及时|定期|适时|每年|每季度|每月|共同|联合|分别|统一|具体|统筹|归口|尽快|抓紧){0,2}"
    r"(?:组织(?!部|法|人事|结构|机构)|制定(?!的)|编制(?!的|部)|印发(?!的|《)|研究(?!所|院|中心|会|室)|建立|开展|审核|审批|审查|受理|承担|实施(?!的|方案|细则|意见)"
    r"|指导(?!意见|思想|下|目录|价)|监督(?!管理局|管理委|站|局|所|检验|员|电话)|督促|加强|做好|抓好|落实|履行|汇总|筛选|评估|考核|公布|发布(?!的|《)|下达|拨付"
    r"|安排|协调|配合|协助|参与|对(?=[^，,。；]{2,40}(?:进行|开展|实施|予以|给予|加强)))(?!的)"
)
_TIER = re.compile(r"各|全[国省市区县州盟旗]各")
_ASKED = re.compile(rf"{_TOLD}|{_DOES}")
_HIT = re.compile(
    rf"(?:{_ENDS})(?:[（(][^（）()\n]{{1,24}}[）)])?(?:等(?:有关|相关)?(?:部门|单位)?)?"
    rf"(?P<verb>(?:共同|联合|分别|具体)?牵头|(?:要|应当?|将|负责|牵头)?会同|{_CHARGE}|{_TOLD}|{_BEING}|{_DOES}|[:：])"
)
# 市公安局：负责……, 县妇联：配合……: what follows a body in a list of duties
_DUTY = re.compile(
    rf"[ \u3000]?(?:{_CHARGE}|主要负责|牵头|承担|承办|组织|做好|抓好|加强|积极|会同|落实|推进|推动|指导|配合|协助|参与"
    r"|督促|监督|制定|拟订|开展|提供|按照|根据|履行|统筹|协调|建立|完善|依法|对|将|研究|汇总|审核|审批|受理|支持|引导|加大|及时|定期|强化|严格|切实|发挥|实施|执行"
    r"|管理|安排|筹措|保障|维护|查处|打击|宣传)"
)
_SENTENCE_END = re.compile(r"[。；;！？\n]")
# Lines of pages that were typed line by line are about this long; a sentence runs over a few of them.
_FULL_LINE = 18
_MOST_LINES = 12
_MARK_ALONE = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十百]{1,4}[条章]"
)
_MARK = re.compile(
    r"[ \t\u3000—–-]*(?:第?[一二三四五六七八九十百]{1,4}[、条章][ \t\u3000]*|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、]|[①-⑳])?[ \t\u3000]*"
)
_TIME = re.compile(
    r"(?:到|在|自|从)?(?:\d{4}年|“十[^”]{1,3}”|年底|每年|目前|今后|下一步)[^，,。；]{0,14}，?"
    r"|(?:[一二三四五六七八九十]是|其中|同时|此外|另外|原则上|具体|其他[^，,。]{1,12})[，,]?"
)
# Who is made to act: 由甲, 经甲会同乙, 委托甲; not 申请, nor 经济
_BY = re.compile(r"(?:由|经(?![济信贸开营发])|(?<!申)请|责成|委托|授权|要求|明确|确定)(?=[^由，]{2,}$)")
# What has been done: 近年来，……；……印发了
_PAST = re.compile(r"了(?!解)|已|曾|收悉")
_LATELY = re.compile(
    r"[^，,。]{0,12}(?:近年|以来|此前|去年|目前|截至|截止|日前)|[^，,。]{0,30}\d{4}年\d{1,2}月\d{1,2}日(?![前起后止至之以内])"
)
_EXHORTED = re.compile(
    r"(?:进一步|切实|务必|继续|充分|不断)?(?:高度重视|提高(?:思想|政治)|充分认识|认识到?|统一思想|增强|认真学习|加强(?:对[^，,。]{0,20}的?)?(?:组织)?领导"
    r"|强化(?:组织领导|责任意识)|求$|点|素|遵守)"
)
_ANSWERS = re.compile(r"(?:切实|全面|严格)?(?:落实|承担|履行|压实)[^，,。]{0,6}(?:属地|主体)(?:管理)?责任")
_GUIDES = re.compile(r"指导(?:[、，和。]|$|工作|推进|支持)|业务指导|^(?:[^，,]{0,4})指导")
# 督促检查, 督查和总结工作; a system of inspection that is set up (督查制度) is none
_SUPERVISES = re.compile(
    r"督促(?:检查|落实|指导|各|有关)|监督指导|(?:督查|督导|监督检查|抽查)(?![^，,。]{0,8}(?:制度|机制|体系))|^(?:[^，,]{0,4})(?:监督|督促)"
)
_SUPPORTS = re.compile(
    r"(?:要|应当?|须|将)?(?:积极|主动|密切|全力|依法|切实){0,2}(?:(?:做好|抓好)[^，,。]{0,10})?(?:配合|协助|参与|协同)"
    r"|(?:是|作为|为)[^，,。]{0,20}(?:配合|协办|参与)(?:单位|部门)"
)
# ……，市审计局要加强监督检查: a subject of its own
_NEXT_SUBJECT = re.compile(rf"[，,](?=[^，,。]{{2,40}}?(?:{_ENDS})(?:要|应|须|将|负责|牵头|会同|配合))")
_CHARGES = {"指导": Role.GUIDE, "协助": Role.SUPPORT, "配合": Role.SUPPORT}
_CHARGED_WITH = re.compile(
    r"(?:对[^，,。；]{1,30}(?:进行|的)?)?(?P<what>指导|督促|督导|督查|监督|检查|协助|配合)(?!和?(?:管理|执法))"
)
# 由甲牵头，乙、丙等参加
_TAKING_PART = re.compile(
    r"[，,](?P<who>[^，,。；]{2,120}?)(?:(?:积极|密切|做好|予以)?(?:参加|参与|配合|协助))(?=[，,。；的]|$|做好|实施|落实|开展)"
)
# 会同乙、丙等部门制定: where the partners end
_PARTNERS_END = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)|[部委局厅办署行院]|(?<!社)会|部门|单位|方面|机构|监督站|公司|集团|小组|政府|海关|公安|中心)(?=[^、，和及部委局厅办会署等门位面构]|$|[，,])"
)
# 市委｜人才办、: the name is longer
_GOES_ON = re.compile(
    rf"(?!制定|研究|组建|建立|设立|成立|组织)[\u4e00-\u9fff]{{1,4}}?(?:(?:{_ENDS})(?:[、，,和及等]|以及)|领导小组|办公室|委员会)"
)
_LONGEST_SUBJECT = 200
_LONGEST_PREDICATE = 600


def statements(text: str, span: Span, taken: Sequence[Span], narrates: bool = False) -> Iterator[Clause]:
    """Yield the statements in `span` of `text` that lie in none of the spans `taken`.

    The clause of a statement is its sentence, between 。 or ； marks.

    Args:
        text: the text that the spans refer to.
        span: where to look.
        taken: the clauses found already.
        narrates: whether the document tells what has been done, as a reply to a proposal does; then only what is yet
            to be done (将, 要) counts.
    """
    taken = sorted(taken)
    starts = [place.start for place in taken]
    done = span.start
    mentions: list[Mention] = []
    asked = True
    sentence = Span(span.start, span.start)
    breaks = [match.start() for match in _SENTENCE_END.finditer(text, span.start, span.end)]
    for hit in _HIT.finditer(text, span.start, span.end):
        if _inside(hit.start(), starts, taken) or (narrates and not re.match(_TOLD, hit["verb"])):
            continue
        if hit.start() >= sentence.end:
            if mentions:
                yield _clause(sentence, mentions, asked)
            sentence, mentions, asked = _sentence(text, hit.start(), span, breaks, taken), [], True
            done = sentence.start
        found = _read(text, hit, Span(max(sentence.start, done), sentence.end)) if hit.start() >= done else []
        if found:
            mentions += found
            asked = asked and _ASKED.fullmatch(hit["verb"]) is not None and not _ANSWERS.match(text, hit.end())
            done = max(hit.end(), *(m.span.end for m in found))
    if mentions:
        yield _clause(sentence, mentions, asked)


def _inside(position: int, starts: list[int], taken: Sequence[Span]) -> bool:
    i = bisect_right(starts, position) - 1
    return any(place.covers(position) for place in taken[max(0, i - 1) : i + 1])


def _clause(sentence: Span, mentions: list[Mention], asked: bool) -> Clause:
    return Clause(sentence, tuple(mentions), ASKED if asked else "sentence", running=True)


def _sentence(text: str, position: int, span: Span, breaks: Sequence[int], taken: Sequence[Span]) -> Span:
    """Return the sentence around `position`; the clauses before and behind it are not part of it."""
    start = _sentence_start(text, position, span.start, breaks)
    end = _sentence_end(text, position, span.end)
    i = bisect_left(taken, Span(position, position))
    if i and start < taken[i - 1].end <= position:
        start = taken[i - 1].end
    if i < len(taken) and taken[i].start < end:
        end = max(position, taken[i].start)
    while start < position and text[start] in " \t\u3000":
        start += 1
    while end > position and text[end - 1] in " \t\u3000":
        end -= 1
    return Span(start, end)


def _sentence_start(text: str, position: int, limit: int, breaks: Sequence[int]) -> int:
    for _ in range(_MOST_LINES):
        behind = bisect_left(breaks, position)
        start = breaks[behind - 1] + 1 if behind else limit
        if start <= limit or text[start - 1] != "\n" or not _wrapped(text, start):
            return start
        position = start - 1
    return start


def _sentence_end(text: str, position: int, limit: int) -> int:
    end = limit
    for _ in range(_MOST_LINES):
        match = _SENTENCE_END.search(text, position, limit)
        end = match.start() if match else limit
        if match is None or match.group() != "\n" or not _wrapped(text, match.end()):
            return end
        position = match.end()
    return end


def _wrapped(text: str, start: int) -> bool:
    """Tell whether the line that begins at `start` goes on with the one above, which ends in mid-sentence."""
    begin = max(text.rfind("\n", max(0, start - 200), start - 1) + 1, start - 200)
    above = text[begin : start - 1].strip(" \t\u3000")
    goes_on = len(above) >= _FULL_LINE and "\u4e00" <= above[-1] <= "\u9fff" and not _MARK_ALONE.match(above)
    return goes_on and "\u4e00" <= text[start : start + 1] <= "\u9fff" and not _MARK_ALONE.match(text, start)


def _read(text: str, hit: re.Match[str], sentence: Span) -> list[Mention]:
    """Return the mentions of the statement whose predicate is `hit`."""
    bodies = _subject(text, Span(max(sentence.start, hit.start() - 2 * _LONGEST_SUBJECT), hit.start("verb")))
    if not bodies:
        return []
    end = min(sentence.end, hit.end() + _LONGEST_PREDICATE)
    verb, rest = hit["verb"], text[hit.end() : end]
    if verb in ":：":
        opening = _DUTY.match(rest)
        if opening is None or hit.end() - sentence.start > 60 or not opens_line(text, sentence.start):
            return []
        verb, rest = opening.group(), rest[opening.end() :]
    roles = _roles(verb, rest, text[sentence.start : min(hit.start("verb"), sentence.start + 40)])
    tiers_only = all(_TIER.match(body.text) or body.generic for body in bodies)
    # 经甲审批 is a condition of procedure; 经甲会同乙评审 says who does the work
    passed = text[bodies[0].span.start - 1 : bodies[0].span.start] == "经" and not verb.endswith("会同")
    if not roles or passed or (tiers_only and _ASKED.fullmatch(verb)):
        return []
    mentions = [Mention(body.text, body.span, role, body.generic) for role in roles for body in bodies]
    return [*mentions, *_partners(text, hit, end)]


def _subject(text: str, before: Span) -> list[NamedBody]:
    """Return the bodies that end `before`, at least one of them named; behind 由 where it says so."""
    comma = max(text.rfind(mark, before.start, before.end) for mark in "，,：:") + 1
    start = max(before.start, comma, before.end - _LONGEST_SUBJECT)
    bodies = _bodies(text, Span(start, before.end))
    # 甲开发区，乙、丙管委会要……: the list may hold commas
    while bodies and start > before.start and text[start - 1] in "，,":
        earlier = max(text.rfind(mark, before.start, start - 1) for mark in "，,：:") + 1
        longer = _bodies(text, Span(max(before.start, earlier), before.end))
        if len(longer) <= len(bodies) or any(body.generic for body in longer[: -len(bodies)]):
            break
        bodies, start = longer, max(before.start, earlier)
    return bodies


def _bodies(text: str, who: Span) -> list[NamedBody]:
    mark = _MARK.match(text, who.start, who.end)
    start = mark.end() if mark else who.start
    time = _TIME.match(text, start, who.end)
    start = time.end() if time else start
    stock = STOCK_HEADING.match(text, start, who.end)
    start = stock.end() if stock else start
    made_to = [match.end() for match in _BY.finditer(text[start : who.end])]
    bodies = [body for body in split_bodies(text, Span(start + max(made_to, default=0), who.end)) if body.text]
    named = [body for body in bodies if _is_named(body.text)]
    # A tier (各县人民政府) may stand beside those that are named.
    tiers = [body for body in bodies if body.generic or (_TIER.match(body.text) and has_body_form(body.text))]
    return bodies if named and all(body in named or body in tiers for body in bodies) else []


def _is_named(name: str) -> bool:
    if name.endswith("政府") and name[-3:-2] not in "省市县区州盟旗镇乡民":
        return name.startswith("试点")
    return bool(_NAME.match(name)) and not _NOT_NAME.search(name) and not _PLAIN.search(name) and not is_generic(name)


def _roles(verb: str, rest: str, opening: str) -> list[Role]:
    """Return what the predicate makes its subject do; nothing where it only exhorts, interprets or tells of the past.

    Args:
        verb: the first word of the predicate.
        rest: the sentence behind it.
        opening: how the sentence begins.
    """
    rest = _NEXT_SUBJECT.split(rest, maxsplit=1)[0]
    head = re.split("[，,]", rest, maxsplit=1)[0]
    told = re.fullmatch(_TOLD, verb) is not None
    if told:
        if _ANSWERS.match(rest):
            return [Role.RESPONSIBLE]
        if _EXHORTED.match(rest):
            return []
    elif _PAST.search(head) or _LATELY.match(opening) or re.search(r"解[释读]", head):
        return []
    if re.search(r"^[^，,企司校构]{0,30}牵头(?!组建|单位的|部门的)", verb + head):
        return [Role.LEAD, *(_kinds(rest) if told else [])]
    if "负责" in verb:
        charged = _CHARGED_WITH.match(rest)
        return [_CHARGES.get(charged["what"], Role.SUPERVISE) if charged else Role.RESPONSIBLE]
    if _SUPPORTS.match(rest if told else verb + rest):
        return [Role.SUPPORT]
    return _kinds(rest if told else head if verb.endswith("会同") else verb + head) or [Role.RESPONSIBLE]


def _kinds(words: str) -> list[Role]:
    found = [Role.GUIDE] if _GUIDES.search(words) else []
    return [*found, Role.SUPERVISE] if _SUPERVISES.search(words) else found


def _listed(text: str, span: Span) -> list[Span]:
    """Return the list of bodies that opens `span`, in a list of one; empty where none does."""
    for stop in _PARTNERS_END.finditer(text, span.start, span.end):
        if _GOES_ON.match(text, stop.end(), span.end):
            continue
        listed = Span(span.start, stop.end())
        bodies = split_bodies(text, listed)
        return [listed] if all(body.generic or has_body_form(body.text) for body in bodies) else []
    return []


def _partners(text: str, hit: re.Match[str], end: int) -> list[Mention]:
    """Return the bodies that follow 会同, and those that take part in what another leads."""
    spans = []
    together = hit if hit["verb"].endswith("会同") else re.compile(r"[^，,。]{0,6}会同").match(text, hit.end(), end)
    if together:
        spans += _listed(text, Span(together.end(), end))
    taking_part = _TAKING_PART.search(text, hit.end(), end) if "牵头" in hit["verb"] or "负责" in hit["verb"] else None
    if taking_part:
        spans.append(Span(taking_part.start("who"), taking_part.end("who")))
    return [
        Mention(body.text, body.span, Role.SUPPORT, body.generic)
        for span in spans
        for body in split_bodies(text, span)
        if body.text and (body.generic or _is_named(body.text))
    ]
