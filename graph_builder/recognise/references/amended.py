"""Documents whose words this document itself changes, apart from those that somebody revises, will revise or should.

推动修订《种子法》, 抓紧修订《……》 and 加快《……》修订 tell of somebody's work; 决定对《……》作如下修改 does it.
"""

from __future__ import annotations

import re

from graph_builder.model import Header, Span

__all__ = ["amends"]

_REMARK = r"(?:\s?[（(][^（）()]{0,60}[）)])?"
_MORE = rf"{_REMARK}(?:(?:、|和|及|以及|与|，|,)?\s?《[^《》]{{2,150}}》{_REMARK}){{0,12}}"
_CHANGE = r"(?:修改|修订|修正)"
# 第三条, 部分条款, 中的有关内容: what of the document is changed; not 《立法法》，决定对本办法
_PART = r"(?:(?![对将把])[^。；，,《》\n]){0,60}?"
# The words that change it: 作如下修改, 修改如下
_AS_FOLLOWS = re.compile(rf"{_MORE}{_PART}(?:(?:作|做|进行|予以)(?:出|了)?(?:如下|以下){_CHANGE}|{_CHANGE}如下)")
# 将《……》第三条中的“甲”修改为“乙”
_REWORDED = re.compile(rf"{_MORE}(?:(?![，,]\s?(?:对|将|把|现|决定))[^。；《》\n]){{0,80}}?{_CHANGE}为")
_CHANGED = re.compile(rf"{_MORE}{_PART}(?:作|作出|做出|进行|予以|加以){_CHANGE}")
# Who decides is the document itself, and nobody else is named: 现决定修改《……》; 经研究，决定对《……》作出修改
_DECIDES = re.compile(
    r"(?:^|[，,：:\s]|[本我][省市县区州盟旗部委厅局署院会府]|现|特|兹)决定(?:对|将|就|予以|废止[^。；]{0,20}"
    r"|对《[^《》]{2,60}》(?:予以|作出)(?:废止|修改)[，,、](?:对)?)?$"
)
_DECIDES_TO = re.compile(_DECIDES.pattern.removesuffix("$") + rf"{_CHANGE}$")
# Told, planned, asked for: 建议将《……》第三条修改为; 2018年对《……》作如下修改
_OF_OTHERS = re.compile(
    r"建议|征求|提出|提请|希望|要求|请|拟|计划|推动|推进|推动|研究(?!，|,|决定)|配合|抓紧|加快|尽快|适时|及时|组织|启动|起草|争取"
    r"|曾|此前|已经?(?:将|对|就|把)|以来|前后|年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底前|前)?(?:将|对|就|把)$"
)
# The title of a document that changes others, with the other in it
_IN_TITLE = re.compile(rf"(?:关于|^){_CHANGE}(?:和废止|、废止)?$")
_ENDS_TITLE = re.compile(rf"{_MORE}{_PART}的?(?:决定|通知|公告|通告|命令|令)(?=[》\s]|[（(]|$)")
_CHANGING = re.compile(
    rf"关于{_CHANGE}(?!工作)[^。\n]{{2,160}}的?(?:决定|通知|公告|通告|命令|令)(?:[（(][^（）()]{{0,20}}[）)])?$"
)
_ASKS = re.compile(r"征求|征集|意见稿|草案|建议|议案|提案|答复|做好|开展|启动")
# In such a document each item stands for itself: 一、修改《……》
_ITEM = re.compile(rf"(?:^|[\s。；;：:）)、.．\d])(?:(?:现|决定|对|将)*{_CHANGE}|删去)$")
_STOPS = re.compile(r"[。；;！\n]")


def amends(text: str, place: Span, header: Header) -> bool:
    """Tell whether the document says of itself that it changes the one named at `place`.

    Args:
        text: the document.
        place: the title of the other document with its marks.
        header: the header of the document; its title tells whether it is made to change others.
    """
    before, after = _before(text, place.start), text[place.end : place.end + 600]
    changing = any(_CHANGING.search(title) and not _ASKS.search(title) for title in _titles(header))
    titled = header.title_span is not None and header.title_span.covers(place.start)
    if changing and (_IN_TITLE.search(before) and _ENDS_TITLE.match(after) if titled else _ITEM.search(before)):
        return True
    if _OF_OTHERS.search(before):
        return False
    if _AS_FOLLOWS.match(after) or _REWORDED.match(after):
        return True
    return bool(_DECIDES_TO.search(before) or (_DECIDES.search(before) and _CHANGED.match(after)))


def _titles(header: Header) -> tuple[str, ...]:
    return tuple(filter(None, (header.title, header.notice_title)))


def _before(text: str, position: int) -> str:
    """Return what stands before a title in its sentence."""
    words = text[max(0, position - 80) : position]
    stops = [stop.end() for stop in _STOPS.finditer(words)]
    return words[stops[-1] :] if stops else words
