"""Responsibility clauses: who leads, answers for, supports, guides or supervises what stands before.

Forms read: brackets that close on a verb （甲、乙负责）〔甲牵头，乙、丙配合〕, brackets and lines with labels
（责任单位：甲；配合单位：乙） `牵头部门：甲`, labels at the end of a paragraph 。责任单位：甲, and brackets
that hold nothing but bodies at the end of several paragraphs 。（甲、乙）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from graph_builder.model import Clause, Mention, Role, Span
from graph_builder.recognise.duties.bodies import NamedBody, has_body_form, is_generic, split_bodies
from graph_builder.recognise.times.deadlines import first_deadline

__all__ = ["SIGNS", "clauses", "mentions_in_cell", "role_of"]

_ROLE_OF = (
    ("牵头", Role.LEAD),
    ("主办", Role.LEAD),
    ("主要责任", Role.LEAD),
    ("主责", Role.LEAD),
    ("配合", Role.SUPPORT),
    ("参与", Role.SUPPORT),
    ("参加", Role.SUPPORT),
    ("协助", Role.SUPPORT),
    ("协同", Role.SUPPORT),
    ("协办", Role.SUPPORT),
    ("支持", Role.SUPPORT),
    ("协作", Role.SUPPORT),
    ("会同", Role.SUPPORT),
    ("督促", Role.SUPERVISE),
    ("督导", Role.SUPERVISE),
    ("监督", Role.SUPERVISE),
    ("督办", Role.SUPERVISE),
    ("指导", Role.GUIDE),
)
# 牵头单位：, 责任部门：, 配合单位（部门）：, 责任单位: ; with a verb for the role and a noun for the one who has it
_LABEL_VERB = (
    "属地责任|牵头责任|牵头负责|牵头|主要责任|主办|第一责任|责任|负责|承办|实施|落实|承担|执行|组织|主责"
    "|配合|参与|参加|协助|协同|协办|支持|协作|业务指导|指导|监督|督促|督办|督导|监管|主管"
)
# 市级责任单位：, 县区责任单位：
_TIER = re.compile(r"(?:(?:国家|省|市|县|区|镇|乡)[级直]|县区)$")
# 责任单位：; 责任单位为市水利局
_MARK = r"(?:[为是]?\s?[:：]|[为是](?=(?:国家|各?[省市县区州镇])[\u4e00-\u9fff]))"
_LABEL = re.compile(
    rf"(?P<verb>{_LABEL_VERB})(?:落实|实施|责任|配合|指导|监督|考核|推进|工作)?"
    # 属地责任：各县政府 is a label without a noun
    r"(?:单位|部门|机构|处室|科室|主体|市级部门|地区|(?<=属地责任))(?:(?:及|和|或|/)(?:单位|部门))?(?:[（(][^）)]{1,8}[）)])?\s?"
    rf"{_MARK}"
    # （牵头：甲，配合：乙）
    r"|(?<![\u4e00-\u9fff])(?P<bare>牵头|主责|主办|协办|责任|负责|配合|协同|参与)\s?[:：]"
)
# A colon behind the last character of a label
_COLON = re.compile(r"[:：为是](?<=[位门构室科体区任）)头责办合同与为是\s][:：为是])")
# More characters than a label has: 主要责任 + 监督 + 市级部门及部门 + a bracket of ten
_LONGEST_LABEL = 40
_OTHER_LABEL = re.compile(
    r"(?:完成|落实|实施|办结|推进|整改)?(?:时限|时间|期限|日期|进度)(?:要求)?\s?[:：]"
    r"|(?:责任|牵头|分管|包保|挂钩)(?:领导|人|县领导|市领导)\s?[:：]|适用范围\s?[:：]|(?:联系)?(?:人|电话)\s?[:：]"
)
# The verb that closes a list of bodies, at the end of its part of the clause.
_VERBS = (
    r"牵头负责落实|牵头负责|牵头落实|牵头组织实施|牵头实施|牵头组织|牵头推进|牵头[督协调指制开研统抓][\u4e00-\u9fff]{1,3}|牵头抓|牵头|主办|组织实施|负责组织实施|负责落实|负责实施|负责推进|负责|落实|实施|承办|执行|推进落实"
    r"|为牵头(?:单位|部门)|为(?:责任|配合)(?:单位|部门)|负责指导|负责督导|负责督促|负责监督"
    r"|配合落实|配合实施|配合|参与落实|参与|参加|推进|办理|承担|抓好落实|抓落实|抓好|负总责|总负责|主责|协助|协同|协作|协办|支持|业务指导|指导|督促指导|监督指导|监督检查|督促检查|监督|督促|督导"
)
_ANY_VERB = re.compile(_VERBS)
_VERB = re.compile(
    r"(?P<sharing>(?:按照?[^、，,；;。按]{2,6}(?:领域|权限|范围))?(?:按照?|依据?|根据|结合)?(?:各自)?(?:职[责能](?:权限)?|权限|部门职责)?(?:及|和)?(?:任务|权限|法定)?(?:分工|范围)?(?:分别|分头|共同|具体|各自|联合)?)"
    rf"(?P<verb>{_VERBS})"
    r"(?:此项|本项|该项)?(?:工作|落实|实施|推进|组织实施|研究|制定|开展|做好)?(?=$|[，,；;。、]|会同|会商|\s*$)"
)
_WITH = re.compile(r"会同|会商")
_TOGETHER = re.compile(r"[，,；;\s]{0,4}(?:会同|会商)")
_DUE = re.compile(r"[于在](?=\d{4}年|\d{1,2}月|年底|年内)")
# ★市教育局, 市教育局*: a sign that the document explains
SIGNS = "*＊★☆▲△●◆※"
"""Signs that mark one body of a list."""
# 市教育局（牵头）、市财政局（配合）
_OWN_ROLE = re.compile(
    r"(?<=..)[（(〔\[](?P<role>牵头|主办|主责|配合|协办|协助|参与|负责|指导|督导)(?:单位|部门|落实|实施)?[）)〕\]]$"
)
_BRACKETS = {"（": "）(", "(": ")", "〔": "〕]", "[": "]〕", "【": "】"}
_LONGEST = 1_200
# 。（市水利局、市财政局）at the end of a paragraph
_AT_END = re.compile(
    r"(?P<clause>[（(〔\[](?P<who>[\u4e00-\u9fff][^（）()〔〕\[\]。：:\n]{2,200}"
    r"(?:[（(][^（）()\n]{1,12}[）)][^（）()〔〕\[\]。：:\n]{0,120}){0,4})[）)〕\]])[ \u3000]{0,4}(?=\n|$)"
)
_NO_DUTY = re.compile(r"以下|简称|见附件|略|暂行|试行|来源|摘自|原|^本")
_SEVERAL = 2
# What a clause says besides for all that follow: ，排在第一位的部门为牵头部门，下同; 。以下均需……落实，不再列出
_CONVENTION_TAIL = re.compile(
    r"[（(，,；;。]第一(?:位|个)?的?(?:责任)?(?:单位|部门)(?:均?为|是)|[（(，,。；;](?:排|列|位)(?:列|名|序|在|于|居)?(?:第一|首)|[，,。；;](?:以下|各项)[^。]{0,12}(?:均|都)(?:需|由|须|应|包括|涉及)|[，,；;。]?(?:以?下同|以下不再)"
)
# The words of a convention that is not known
_NO_NAME = re.compile(r"^(?:以下|不再|下同|上述|其余)|均(?:涉及|包括|需|由)|不再")
_PERSON = re.compile(r"责任人|主要负责|负责同志|负责人|第一责任")
# What a clause may say besides: 2020年底前完成, 持续推进, 长期坚持, 2024年10月
_ASIDE = re.compile(
    r"^(?:长期|持续|常态化|每年|全年|即时|按时|限期|逐年|分年度|分步)[^，,；;]{0,10}$|^.{0,16}(?:年|月|日|季度|“十[^”]*”)[^，,；;]{0,6}(?:前|底|完成|落实|到位|起|内|季度)?(?:完成|落实|到位|取得[^，,；;]*)?$"
)


def clauses(text: str, span: Span, signed: date | None = None) -> list[Clause]:
    """Return the clauses in `span` of `text`, in order and without overlap.

    Args:
        text: the text that the spans refer to.
        span: where to look.
        signed: the day of signing, which a deadline such as 年底前 refers to.
    """
    found = sorted(
        [*_bracketed(text, span, signed), *_labelled(text, span, signed), *_only_bodies(text, span, signed)],
        key=lambda c: c.span,
    )
    result: list[Clause] = []
    for clause in found:
        if not result or clause.span.start >= result[-1].span.end:
            result.append(clause)
    return result


def _bracketed(text: str, span: Span, signed: date | None) -> Iterator[Clause]:
    for start, end in _pairs(text, span):
        inside = Span(start + 1, end - 1)
        if end - start > _LONGEST or end - start < 5:
            continue
        mentions, rule = _parse(text, inside)
        if mentions and _plausible(mentions, rule):
            due = first_deadline(text, inside, signed)
            yield Clause(Span(start, end), tuple(mentions), f"bracket.{rule.replace('bare', 'label')}", due)


def _only_bodies(text: str, span: Span, signed: date | None) -> Iterator[Clause]:
    """Yield brackets at the end of a paragraph that hold nothing but bodies, where a document has several of them."""
    found = []
    for match in _AT_END.finditer(text, span.start, span.end):
        inside = Span(*match.span("who"))
        if _ANY_VERB.search(text, inside.start, inside.end):
            continue
        due = first_deadline(text, inside, signed)
        # 新建水库（市水利局，6月底前）: without a full stop before it only with a deadline
        if not due and text[match.start() - 1 : match.start()] not in ("。", "；", "！", "”"):
            continue
        who = Span(inside.start, due.span.start) if due else inside
        mentions = _mentions(text, who, Role.RESPONSIBLE)
        named = [m for m in mentions if not m.generic]
        if named and all(has_body_form(m.text) and not _NO_DUTY.search(m.text) for m in named):
            found.append(Clause(Span(*match.span("clause")), tuple(mentions), "bracket.bodies", due))
    # One alone may as well be a source (新华社) or the name of another body (市数据局).
    if len(found) >= _SEVERAL:
        yield from found


def _pairs(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the outermost bracket pairs; a bracket never closed opens none."""
    stack: list[tuple[str, int]] = []
    best: list[tuple[int, int]] = []
    for match in re.compile(r"[（(〔\[【）)〕\]】\n]").finditer(text, span.start, span.end):
        c = match.group()
        if c == "\n":
            # A clause may run over a broken line, but not over a blank one.
            if text[match.end() : match.end() + 1] in ("\n", "\u3000", ""):
                stack.clear()
        elif c in _BRACKETS:
            stack.append((c, match.start()))
        elif stack and (c in _BRACKETS[stack[-1][0]] or (c in "）)" and stack[-1][0] in "（(")):
            _, start = stack.pop()
            while best and best[-1][0] > start:
                best.pop()
            best.append((start, match.end()))
    yield from best


def _parse(text: str, span: Span) -> tuple[list[Mention], str]:
    """Return the mentions in the inside of a clause and the rule that read them."""
    tail = _CONVENTION_TAIL.search(text, span.start, span.end)
    end = tail.start() if tail else span.end
    labels = list(_LABEL.finditer(text, span.start, end))
    if labels:
        rule = "label" if any(label["verb"] for label in labels) else "bare"
        return _parse_labels(text, Span(span.start, end), labels), rule
    return _parse_verbs(text, Span(span.start, end)), "verb"


# 市水利局 张三
_WITH_PERSON = re.compile(r"(?P<body>\S{2,40})[ \t\n\u3000]{1,8}[\u4e00-\u9fff]{2,4}")


def mentions_in_cell(text: str, span: Span, role: Role) -> list[Mention]:
    """Return the mentions in a cell of a table whose column head gives the role.

    A cell that is a clause of its own (甲局牵头，乙局配合; 牵头单位：甲局) says the roles itself. Blanks part the
    bodies of a cell that has several paragraphs.
    """
    return [_without_person(mention) for mention in _of_cell(text, span, role)]


def _without_person(mention: Mention) -> Mention:
    match = _WITH_PERSON.fullmatch(mention.text)
    if match is None or not has_body_form(match["body"]):
        return mention
    return replace(mention, text=match["body"], span=Span(mention.span.start, mention.span.start + match.end("body")))


def _of_cell(text: str, span: Span, role: Role) -> list[Mention]:
    labels = list(_LABEL.finditer(text, span.start, span.end))
    if labels:
        before = _mentions(text, Span(span.start, max(span.start, _start(text, labels[0]))), role)
        return [*before, *_parse_labels(text, Span(labels[0].start(), span.end), labels)]
    verbs = [m for m in _VERB.finditer(text, span.start, span.end) if not _depth(text, span.start, m.start())]
    if not verbs:
        return _mentions(text, span, role)
    told = _parse_verbs(text, span)
    # 负责 and 落实 say no more than the head does.
    told = [replace(m, role=role) if m.role is Role.RESPONSIBLE else m for m in told]
    return [*told, *_mentions(text, Span(verbs[-1].end(), span.end), role)]


def _parse_labels(text: str, span: Span, labels: list[re.Match[str]]) -> list[Mention]:
    others = list(_OTHER_LABEL.finditer(text, span.start, span.end))
    stops = sorted([_start(text, m) for m in labels] + [m.start() for m in others] + [span.end])
    mentions = []
    for label in labels:
        stop = next(s for s in stops if s >= label.end())
        role = role_of(label["verb"] or label["bare"])
        tail = _CONVENTION_TAIL.search(text, label.end(), stop)
        part = Span(label.end(), tail.start() if tail else stop)
        closing = list(_VERB.finditer(text, part.start, part.end))
        if len(closing) > 1:
            # 责任单位：甲牵头，乙配合: the verbs give their own roles
            mentions += _parse_verbs(text, part)
            continue
        if closing and closing[-1].end() >= part.end - 1:
            part = Span(part.start, closing[-1].start())
        mentions += _mentions(text, part, role)
    return mentions


def _parse_verbs(text: str, span: Span) -> list[Mention]:
    mentions: list[Mention] = []
    last = span.start
    if not _ANY_VERB.search(text, span.start, span.end):
        return mentions
    for match in _VERB.finditer(text, span.start, span.end):
        if _depth(text, span.start, match.start()):
            continue
        if match.end() == last or match.start() <= last:
            last = max(last, match.end())
            continue
        role = role_of(match["verb"])
        part = Span(last, match.start())
        last = match.end()
        if _PERSON.search(part.of(text) + match.group()):
            continue
        together = _WITH.search(text, part.start, part.end)
        if together:
            mentions += _mentions(text, Span(part.start, together.start()), role)
            mentions += _mentions(text, Span(together.end(), part.end), Role.SUPPORT)
        else:
            mentions += _mentions(text, part, role)
    return [*mentions, *_beside(text, Span(last, span.end))] if mentions else mentions


def _beside(text: str, span: Span) -> list[Mention]:
    """Return the bodies that close a clause without a word of their own, （甲局牵头；乙局）, and those behind 会同."""
    due = _DUE.search(text, span.start, span.end)
    together = _TOGETHER.match(text, span.start, span.end)
    who = Span(together.end() if together else span.start, due.start() if due else span.end)
    rest = _mentions(text, who, Role.SUPPORT if together else Role.RESPONSIBLE) if who.start < who.end else []
    formed = all((has_body_form(m.text) or m.generic) and not _ANY_VERB.search(m.text) for m in rest)
    return rest if formed else []


def _depth(text: str, start: int, position: int) -> int:
    return sum((c in "（(〔[") - (c in "）)〕]") for c in text[start:position])


def role_of(verb: str) -> Role:
    """Return the role that a verb or a column head names.

    >>> str(role_of("牵头")), str(role_of("责任单位")), str(role_of("督促"))
    ('lead', 'responsible', 'supervise')
    """
    return next((role for word, role in _ROLE_OF if word in verb), Role.RESPONSIBLE)


def _mentions(text: str, span: Span, role: Role) -> list[Mention]:
    mentions: list[Mention] = []
    prefix = ""
    for body in split_bodies(text, span):
        body = _without_signs(body)
        if not body.text or _aside(body):
            continue
        prefix = _prefix(body.text) or prefix
        # 团市委 names its tier itself.
        shared = "" if _prefix(body.text) or body.text.startswith("团") else prefix
        own = _OWN_ROLE.search(body.text)
        cut = own.start() if own else len(body.text)
        place = Span(body.span.start, body.span.start + cut)
        mentions.append(Mention(body.text[:cut], place, role_of(own["role"]) if own else role, body.generic, shared))
    return mentions


def _without_signs(body: NamedBody) -> NamedBody:
    name = body.text.strip(SIGNS)
    if name == body.text:
        return body
    start = body.span.start + len(body.text) - len(body.text.lstrip(SIGNS))
    return NamedBody(name, Span(start, start + len(name)), is_generic(name))


def _aside(body: NamedBody) -> bool:
    if _PERSON.search(body.text) or len(body.text) > 60 or _NO_NAME.search(body.text):
        return True
    return not has_body_form(body.text) and bool(_ASIDE.match(body.text) or re.search(r"[0-9。：:]", body.text))


def _prefix(name: str) -> str:
    """Return the tier that a name begins with, which names later in its list may share.

    >>> _prefix("市教育局"), _prefix("团市委"), _prefix("财政局")
    ('市', '', '')
    """
    match = re.match(
        r"(?:自治区|兵团|省|市|县|区|州|盟|旗)(?=[^级直属内外、政人场域])(?!(?:省|市(?!场)|县|区|州|盟|旗))", name
    )
    return match.group() if match else ""


def _plausible(mentions: list[Mention], rule: str) -> bool:
    """Tell whether what was read are bodies: labels say so themselves, behind a verb one must have the form."""
    if rule == "label":
        return True
    formed = sum(has_body_form(m.text) or is_generic(m.text) for m in mentions)
    return formed > 0 and 2 * formed >= len(mentions) and all(len(m.text) <= 40 for m in mentions)


def _labelled(text: str, span: Span, signed: date | None) -> Iterator[Clause]:
    """Yield clauses that open with a label and stand in no bracket; each line is one."""
    at = span.start
    last_stop = max(text.rfind(mark, span.start, span.end) for mark in "\n。）)")
    while at < span.end:
        match = _next_label(text, at, span.end)
        if match is None:
            return
        start = max(span.start, _start(text, match))
        before = text[max(span.start, start - 40) : start].rstrip(" \t\u3000*•·")
        # 建设水库——牵头单位：甲局
        opening = "" if before.endswith("——") else before.rstrip(" \t\u3000—-*•·")
        # （牵头单位：…… whose bracket never closes is read to the end of its line
        if opening and opening[-1] not in "\n。；;！）)〕】，,、（(〔[【" and start != span.start:
            at = match.end()
            continue
        # No further than a clause may reach: a line can hold a hundred thousand labels.
        limit = min(span.end, start + _LONGEST + 1)
        end = _closing(text, match.end(), limit) if last_stop >= match.end() else span.end
        if end - start > _LONGEST:
            at = match.end()
            continue
        inside = Span(start, end)
        labels = list(_LABEL.finditer(text, start, end))
        mentions = _parse_labels(text, inside, labels)
        at = end
        if mentions and _plausible(mentions, "label" if any(label["verb"] for label in labels) else "bare"):
            due = first_deadline(text, inside, signed)
            yield Clause(inside, tuple(mentions), "line.label", due)


def _start(text: str, label: re.Match[str]) -> int:
    """Return where a label begins, with its tier: 市级责任单位：."""
    tier = _TIER.search(text, max(0, label.start() - 4), label.start())
    return tier.start() if tier else label.start()


def _next_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return what `_LABEL.search` does, trying it only where a colon stands for it to end with."""
    for colon in _COLON.finditer(text, start, end):
        begin = max(start, colon.start() - _LONGEST_LABEL)
        # two characters more: what 为 looks ahead to
        if _LABEL.search(text, begin, min(end, colon.end() + 2)):
            return _LABEL.search(text, begin, end)
    return None


def _closing(text: str, start: int, end: int) -> int:
    depth = 0
    for match in re.compile(r"[（(〔\[）)〕\]\n。]").finditer(text, start, end):
        c = match.group()
        if c in "（(〔[":
            depth += 1
        elif c in "）)〕]":
            if not depth:
                return match.start()
            depth -= 1
        elif c == "\n" or not depth:
            return match.start()
    return end
