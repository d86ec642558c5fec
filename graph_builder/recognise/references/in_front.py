"""Who issued a document, where that stands before its title: 国务院办公厅《关于水利的意见》, 省政府印发的《水规划》."""

from __future__ import annotations

import re

from graph_builder.header.signature import ORGAN

__all__ = ["issuer_in_front"]

_BACK = 100
_WITH_OTHERS = r"(?:等[\d一二三四五六七八九十]{0,3}个?(?:部门|部委|单位))?"
_PUT_OUT = rf"{_WITH_OTHERS}(?:联合|共同)?(?:(?:印发|发布|下发|公布|颁布|出台|制定)了?的?)?"
# What stands before the name: a verb, a mark, the beginning of the sentence
_LEAD_IN = re.compile(
    r".*(?:和(?!改革|信息化|城乡|社会保障|农村|旅游|生态|技术|草原|监督)|贯彻落实好?|贯彻执行|贯彻|落实好?|根据|依据|依照|按照|遵照|执行|参照|转发|经(?![济信贸开营发])|(?<!自)由|及|与|以及|年|月|日|先后|纳入|提出|其中|[一二三四五六]是|须?按|自(?![治然])"
    r"|[^\u4e00-\u9fff、 “”])"
)
_WITH = re.compile(r"(?<=[部委局厅署院会府行办室])(?:会同|联合(?!会|国))")
_NAME = re.compile(
    rf"(?P<first>(?:(?!以及|为|对|将|了)[\u4e00-\u9fff]){{1,24}}?(?:{ORGAN}|中共中央|中央))(?=[、 和]|$)"
)
_OWN = re.compile(r"(?:本|.{0,20}[我你](?=[省市县区州部局厅委])|该|各|有|积极|相关|等|和|个|其他)")


def issuer_in_front(text: str, position: int) -> str | None:
    """Return the first of those whose name stands right before `position`; None where nobody is named.

    >>> issuer_in_front("为贯彻落实甲省政府办公厅印发的《", 15)
    '甲省政府办公厅'
    """
    before = text[max(0, position - _BACK) : position].rpartition("\n")[2]
    before = re.sub(rf"{_PUT_OUT}$", "", before.rstrip(" "))
    last = re.search(r"(?:国务院|中央|[府厅室会院委部局署行])$", before)
    if last is None:
        return None
    lead = _LEAD_IN.match(before)
    start = lead.end() if lead else 0
    # 甲局会同乙局、丙局印发的: the first is who stands before 会同
    words = _WITH.split(re.sub("^(?:会同|联合)", "", before[start:]), maxsplit=1)[0]
    if len(before) == _BACK and not lead:
        return None
    name = _NAME.match(words.strip("、 "))
    if name is None or _OWN.match(name["first"]) or len(name["first"]) < 3:
        return None
    return name["first"]
