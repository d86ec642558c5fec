"""Which printed word gives a body its role, and where a convention of the document does."""

from __future__ import annotations

import re

from graph_builder.model import Mention, Role, Span

__all__ = ["role_word"]

_WORDS = {
    Role.LEAD: "牵头|主办|主要责任|第一责任",
    Role.SUPPORT: "配合|参与|参加|协助|协同|协办|支持|协作|会同|会商",
    Role.SUPERVISE: "督促|督导|监督|督办|督查|检查|抽查",
    Role.GUIDE: "指导",
    Role.RESPONSIBLE: "负责|责任|落实|实施|承办|承担|执行|组织|主责|主管|主体|推进|履行|总责|统筹|联合",
}
# What tells a body in running text to do something: 市财政局要…, 市公安局应…
_TOLD = (
    r"要|应当?|须|必须|将|制[定订]|编制|建立|开展|做好|加强|抓好|会同|审[核查批]|批准|研究|发布|公布|下达|受理|办理"
    r"|抓紧|尽快"
)
_NEAR = 200


def role_word(text: str, clause: Span, mention: Mention, rule: str) -> Span | None:
    """Return the word in the clause that gives a mention its role; None where a convention of the document does.

    A label stands before the bodies, a verb behind them, 会同 before those who support.
    """
    if rule.startswith("table") or rule == "bracket.bodies":
        return None
    own = _WORDS[mention.role]
    if rule.endswith(".label"):
        labels = list(
            re.compile(rf"(?:{own})[^，,；;。：:、）)\n]{{0,10}}[:：]").finditer(text, clause.start, mention.span.start)
        )
        if labels:
            return Span(labels[-1].start(), labels[-1].end())
    if rule.startswith("sentence") and mention.role is Role.RESPONSIBLE:
        own = f"{own}|{_TOLD}"
    end = min(clause.end, mention.span.end + _NEAR)
    behind = re.compile(own).search(text, mention.span.end, end)
    start = max(clause.start, mention.span.start - _NEAR)
    before = list(re.compile("会同|会商").finditer(text, start, mention.span.start))
    if mention.role is Role.SUPPORT and before:
        return Span(before[-1].start(), before[-1].end())
    if behind and not _other_between(text, Span(mention.span.end, behind.start()), mention.role, rule):
        return Span(behind.start(), behind.end())
    return None


def _other_between(text: str, gap: Span, role: Role, rule: str) -> bool:
    """Tell whether a word of another role closes the list of bodies before the word that was found."""
    if rule.startswith("sentence"):
        return False
    others = "|".join(words for other, words in _WORDS.items() if other is not role)
    return bool(re.compile(rf"(?:{others})[，,；;。]").search(text, gap.start, gap.end))
