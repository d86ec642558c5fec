"""When two titles are the same: what scribes write now so, now so, and what makes another document.

Blanks, title marks, quotes, brackets, dashes, 的 and the issuer in front are written or left out. Years, versions,
（试行） and （征求意见稿） are not: they make another document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph_builder.header.signature import issuers_of_title
from graph_builder.header.title import TITLE_ENDS

__all__ = ["Title", "alike", "plain", "read_title"]

_LEFT_OUT = re.compile(r"[\s\u200b\ufeff“”\"'‘’《》〈〉<>＜＞「」『』的]")
_FOLDED = str.maketrans(
    "()，：；０１２３４５６７８９－–—―~～〔〕[]［］【】", "（）,:;0123456789------" + "（）" * 4, ""
)
_REMARK = r"(?:（[^（）]{1,20}）)?"
# 关于印发甲市节水办法的通知 prints 甲市节水办法: one number, one document
_PRINTS = re.compile(
    rf"(?P<issuer>.{{0,60}}?)(?:关于)?(?:印发|发布|公布|下发)(?P<title>.{{4,120}}?(?:{TITLE_ENDS}){_REMARK})"
    rf"(?:通知|公告|函|通告|决定|命令|令){_REMARK}"
)
# 甲部等六部门关于……
_JOINT = re.compile(r"等[\d一二三四五六七八九十]{0,3}个?(?:部门|部委|单位|厅局)$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the form in which it can be compared."""

    words: str
    """What the document is about and of which kind: 关于水利意见, 甲市节水办法（试行）."""
    issuer: str = ""
    """The first of those who issue, where the title or what stands beside it says so."""

    @property
    def whole(self) -> str:
        """The words with the issuer, where they need one: 关于水利意见 can be anybody's."""
        return self.issuer + self.words if self.needs_issuer else self.words

    @property
    def needs_issuer(self) -> bool:
        """Whether the words do not say whose document it is."""
        return self.words.startswith("关于")


def plain(title: str) -> str:
    """Return a title without what is written now so, now so.

    >>> plain("关于印发《甲市节水办法(试行)》的通知")
    '关于印发甲市节水办法（试行）通知'
    """
    return _LEFT_OUT.sub("", title[: 2 * _LONGEST]).translate(_FOLDED)[:_LONGEST]


def read_title(title: str, issuers: tuple[str, ...] = ()) -> Title:
    """Return a title apart from its issuer; that of a notice which prints a document is the document's.

    Args:
        title: as printed.
        issuers: who issues, where something else than the title says so.
    """
    words = plain(title)
    prints = _PRINTS.fullmatch(words)
    named = issuers_of_title(title[:_LONGEST])
    if prints and "转发" not in prints["issuer"]:
        words = prints["title"]
        inner = read_title(words)
        first = inner.issuer or _first(prints["issuer"] if not named else named[0])
        return Title(inner.words, first or _first(*issuers[:1]))
    about = words.find("关于")
    # 甲部等六部门关于……; what stands before a later 关于 is no issuer
    if 0 < about <= 60 and (named or re.search(r"(?:[府厅局委办部院]|委员会|办公室|部门|国务院|中央)$", words[:about])):
        return Title(words[about:], _first(named[0] if named else words[:about]))
    return Title(words, _first(*issuers[:1]))


def _first(name: str = "") -> str:
    name = _JOINT.sub("", plain(name))
    return name.removeprefix("中华人民共和国").removeprefix("原").removesuffix("印发").removesuffix("发布")


def alike(one: str, other: str) -> bool:
    """Tell whether two titles of documents with one number can be those of one: not when they clearly differ."""
    a, b = read_title(one).words, read_title(other).words
    shorter, longer = sorted((a, b), key=len)
    if not shorter or shorter in longer:
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.6
