"""Bodies as they are printed in a list: where one ends and the next begins, and which name no one in particular.

A body is known by its form (its last words), never by a list of departments, so that a document from a place never
seen is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph_builder.model import Span

__all__ = ["NamedBody", "has_body_form", "is_generic", "split_bodies"]

# The last words of the names of bodies: 发展改革委, 财政厅, 证监会, 人民银行, 中心支行, 管委会, 团市委, 妇联 ...
_ENDS = (
    "部|委|局|厅|办|院|会|署|人行|商行|总行|社|团|办公室|政府|行署|公署|盟行署|人民银行|中心|公司|集团|法院|检察院|海关|协|联|学校|大学|学院|医院|党校"
    "|支队|总队|大队|中队|支行|分行|部队|军区|军分区|人武部|工会|组织|机构|单位|部门|委员会|管委会|指挥部|领导小组|专班|工作组|联席会议"
    "|处|科|站|所|队|馆|台|库|校|街道|镇|乡|企业|院校|高校|银行|协会|学会|商会|联合会|兵团|总社|报|报社|厂|园区|开发区|新区|示范区|高新区"
    "|地区|各地|各县|各区|各市|各省|[县市区州旗盟省](?:[（(][^）)]{1,12}[）)])?|电视台|电台|集团公司|分公司|电信|移动|联通|铁塔|电网|邮政|仲裁委|公安|城投|组委"
)
_BODY = re.compile(rf"^.{{0,40}}(?:{_ENDS})(?:[（(][^（）()]{{1,30}}[）)])?$", re.DOTALL)
# Names that end as bodies do but are what a body works on.
_NO_BODY = re.compile(
    r"^(?:社会|机会|大会|委员|全社会|各方面|全体|其他|等|全部|内部|外部|干部|局部|全局|一行|同行|银行业|会议|全会|以上|以下|本级)$"
    r"|(?:主要)?负责(?:同志|人)$|责任人$|领导$|同志$|人员$"
)
_GENERIC = re.compile(
    r"^(?:国务院|国家|中央|省级?|市级?|县级?|区级?|市直|省直|县直|区直|自治区|州|本级|地方|当地|属地|上级|下级|各级|其|其他|其它|各|各个|与之|行业)*"
    r"(?:各)?(?:有关|相关|其他|其它|职能|成员|主管|行业主管|行业|所属|责任)+(?:的)?"
    r"(?:各)?(?:省级?|市级?|县级?|地方|职能|成员|主管|业务|行政)*"
    r"(?:部委|部门|单位|方面|机构|地方|地区|企业|委办局|厅局|处室|科室|局|委|办|院校|学校|团体|组织|镇街|街镇|乡镇|省份?|市|县|区)"
    r"(?:(?:和|及|、|与)(?:有关|相关)?(?:部委|部门|单位|地区|机构|企业|方面|人员|地方))*(?:[（(][^）)]*[）)])?$"
    r"|^各?(?:级|地|省|市|县|区|地方|县区|市县|省市|成员|责任|牵头|配合|参与)?(?:各)?(?:地区|地方|部门|单位|地|级)(?:(?:和|及|、|与)?各?(?:级)?(?:地区|部门|单位|地方))*$"
    r"|^(?:有关|相关)[\u4e00-\u9fff、（）]{0,12}政府$"
    r"|^[\u4e00-\u9fff]{0,14}(?:有关|相关)(?:部委|部门|单位|方面|机构|企业)$"
    r"|^(?!.*政府各(?:工作)?部门$)(?:各级|各地|省级|市级|县级|市、县|地方)?[\u4e00-\u9fff、和与]{0,14}"
    r"(?:行政主管部门|主管部门|行政部门|管理部门|部门|等单位)$"
)
# 市水务部门, 国务院专利行政部门: with its one tier a department is named by what it does
_OF_TIER = re.compile(
    r"(?:国务院|自治区|省|市|县|区|州|盟|旗)(?!级|直|属|内|有关|相关|各|其他|主管部门|职能部门|行政(?:主管)?部门|[省市县区州])"
    r"[\u4e00-\u9fff]{2,14}(?<!职能)(?<!有关)(?<!相关)(?<!各)部门$"
)
# 有关省级人民政府, 相关市〔州〕人民政府, 各相关商业银行; 各产业链牵头单位
_UNDETERMINED = re.compile(
    r"^(?:各(?!(?:有关|相关)[省市县]级)|地方|所在地?)?(?:有关|相关)(?!部门等)[\u4e00-\u9fff]{1,16}$"
    r"|(?:牵头|责任|配合|成员|主办|承办)(?:单位|部门)$"
)
_IN_BRACKETS = re.compile(r"[（(〔\[〈<][^）)〕\]〉>]{0,16}[）)〕\]〉>]")
# 各市、州、县人民政府; 各省、自治区、直辖市人民政府: tiers joined within one name
_TIER = (
    r"(?:各|市|州|县|区|省|自治区|自治州|自治县|直辖市|计划单列市|地|盟|旗|乡|镇|街道"
    r"|开发区|功能区|新区|管委会|地级|县级)"
)
_TIER_PART = re.compile(
    rf"^(?!各?地区)(?:各有关|各|有关|相关|全市各|全省各|省辖|设区的)?{_TIER}{{1,3}}(?:[（(〔〈\[<][^）)〕〉\]>]{{1,12}}[）)〕〉\]>])?$"
)
# 天津市、河北省相关部门
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}(?:省|市|自治区|州|县|区)$")
_DEPARTMENTS_OF = re.compile(r"[\u4e00-\u9fff]{2,7}(?:省|市|自治区|州|县|区)(?:各?有关|各?相关)")
_SEPARATOR = re.compile(r"[、，,；;。]|[/／]|[ \t\u3000\n]{1,8}|以及|及其他|及|和|与|暨")
_OPEN, _CLOSE = "（(〔[【“《〈<", "）)〕]】”》〉>"
# 等有关部门, 等涉及联合验收的相关单位, 等部门, 等单位, 等和, 等 at the end of a list
_ET_CETERA = re.compile(
    r"等(?P<rest>(?:(?![和及])[^、，,；;等]{0,12}(?:有关|相关|其他)(?:职能|主管|成员|省级|市级)?"
    r"(?:部委|部门|单位|方面|机构|地方|地区|企业|委办局)"
    r"(?:(?:和|及|、)(?:单位|部门|机构|地区|企业|地方))?)?)"
    r"(?:(?:部委|部门|单位|机构|\d*[家个]?(?:单位|部门|部委)|[二三四五六七八九十]+[部委局厅个]+门?(?:单位|部门)?)(?:和单位|和机构)?)?"
)


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body in a list: the words printed, their place, and whether they name no one in particular."""

    text: str
    span: Span
    generic: bool = False


def has_body_form(name: str) -> bool:
    """Tell whether `name` ends as the names of bodies do.

    >>> has_body_form("发展改革委"), has_body_form("各地（市）行署（人民政府）"), has_body_form("推动产业")
    (True, True, False)
    """
    return 1 < len(name) <= 60 and bool(_BODY.match(name)) and not _NO_BODY.search(name)


def is_generic(name: str) -> bool:
    """Tell whether `name` names no one in particular.

    >>> is_generic("各有关部门"), is_generic("有关部门和单位"), is_generic("省教育厅"), is_generic("各区政府")
    (True, True, False, False)
    """
    if _OF_TIER.match(name):
        return False
    bare = _IN_BRACKETS.sub("", name)
    return bool(_GENERIC.match(name) or _GENERIC.match(bare) or _UNDETERMINED.search(bare))


def split_bodies(text: str, span: Span) -> list[NamedBody]:
    """Split the list of bodies in `span` of `text` as a reader does.

    Separators are 、 ， ； 和 及 以及 与 outside brackets; 和, 及 and 与 only where a body ends before them and one
    begins behind them (文化和旅游部 stays whole). 等 adds nothing; 等有关部门 adds a body that names no one.
    """
    parts = [part for piece in _at_marks(text, span) for part in _et_cetera(text, piece)]
    return [_named(text, part) for part in _tiers_joined(text, parts) if part.end > part.start]


def _at_marks(text: str, span: Span) -> Iterator[Span]:
    depth, last, i = 0, span.start, span.start
    while i < span.end:
        c = text[i]
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            match = _SEPARATOR.match(text, i, span.end)
            if match and _separates(text, Span(last, i), match, span.end):
                yield Span(last, i)
                i = last = match.end()
                continue
        i += 1
    yield Span(last, span.end)


def _separates(text: str, before: Span, match: re.Match[str], end: int) -> bool:
    words = match.group()
    if words in "、，,；;。":
        return True
    left = text[before.start : before.end].strip()
    if not words.strip() or words in "/／":
        # 市教育局　市财政局: names of tables, parted by blanks
        following = text[match.end() : min(end, match.end() + 24)]
        return has_body_form(left) and bool(re.search(rf"(?:{_ENDS})", following))
    if match.end() >= end:
        return True
    if left.endswith("等") or left == "":
        return True
    following = text[match.end() : min(end, match.end() + 24)]
    if not has_body_form(left) or re.match(
        r"(?:单位|机构|地区|企业|地方|部门|组织|个人)(?:[、，,；;及和按等分]|以及|$)", following
    ):
        return False
    return bool(re.search(rf"(?:{_ENDS})", following))


def _et_cetera(text: str, span: Span) -> Iterator[Span]:
    """Take 等, 等部门 off a name; give 等有关部门 as a name of its own; go on behind 等 where more follows."""
    left: Span | None = span
    while left:
        yielded, left = _one_et_cetera(text, left)
        yield from yielded


def _one_et_cetera(text: str, span: Span) -> tuple[list[Span], Span | None]:
    """Return what the first 等 of a stretch gives, and what is left behind it."""
    for match in _ET_CETERA.finditer(text, span.start, span.end):
        if match.start() == span.start and not match["rest"]:
            return [], Span(match.end(), span.end)
        rest = text[match.end() : span.end].strip()
        if rest and not re.match(r"(?:和|及|以及|、|与|各|共同|省|市|国务院)", rest):
            continue
        given = [Span(span.start, match.start())]
        if match["rest"]:
            given.append(Span(match.start("rest"), match.end("rest")))
        behind = re.compile(r"(?:和|及|以及|、|与)?").match(text, match.end(), span.end)
        return given, Span(behind.end(), span.end) if behind and behind.end() < span.end else None
    return [span], None


def _tiers_joined(text: str, parts: list[Span]) -> Iterator[Span]:
    """Join 各市、州、县人民政府 and 教育、财政部门 again: parts that are no name of their own go with the next."""
    i = 0
    while i < len(parts):
        j = i
        while j + 1 < len(parts) and parts[j + 1].start - parts[j].end <= 2 and _needs_next(text, parts, i, j):
            j += 1
        yield _stripped(text, Span(parts[i].start, parts[j].end))
        i = j + 1


def _needs_next(text: str, parts: list[Span], first: int, j: int) -> bool:
    name = parts[j].of(text).strip()
    if text[parts[j].end : parts[j + 1].start].strip() not in ("、", "和", "及", ""):
        return False
    if _TIER_PART.match(name):
        following = parts[j + 1].of(text).strip()
        # 各区、市各相关部门 are two
        joins = re.match(rf"{_TIER}(?!各|有关|相关|直)", following) and has_body_form(following)
        return bool(_TIER_PART.match(following) or joins)
    if _PLACE.match(name) and _DEPARTMENTS_OF.match(parts[j + 1].of(text).strip()):
        return True
    if has_body_form(name) or not 1 < len(name) <= 8:
        return False
    # 教育、财政、人力资源社会保障部门: bare fields of work up to 部门 or 单位
    for k in range(j + 1, min(len(parts), j + 12)):
        following = parts[k].of(text).strip()
        if re.search(r"[^有相]关?(?:部门|主管部门)$", following) and not re.match(r"各?(?:有关|相关)", following):
            return all(len(parts[m].of(text)) <= 10 for m in range(first, k))
        if has_body_form(following):
            return False
    return False


_EDGE = re.compile(r"^(?:[\s\u3000]|分别)*(?:由(?=.{3})|请(?=.{3})|其中[:：，,]?|具体由)?")
_TAIL = re.compile(
    r"(?:[\s\u3000:：。]|[（(](?:以下)?(?:统称|简称)[^（）()]{1,20}[）)]|等|按照?(?:各自)?职[责能](?:分工)?|按照?[^、，,；;按]{2,6}(?:领域|分工|职责|职能|权限|范围)|根据职责分工"
    r"|分别|共同|具体|联合|分头|依职责|按分工|按规定|各自)+$"
)


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + _EDGE.match(words).end()  # type: ignore[union-attr]
    tail = _TAIL.search(words)
    return Span(start, max(start, span.start + (tail.start() if tail else len(words))))


def _named(text: str, span: Span) -> NamedBody:
    name = span.of(text)
    return NamedBody(name, span, is_generic(name))
