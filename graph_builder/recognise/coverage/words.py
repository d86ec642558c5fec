"""Words that promise a fact: duties, days by which, titles and figures; and where such a word is known to promise none.

One pass over the text finds them all. Whether one lies in a fact is for the caller to tell; the rules for what is known
to be no duty are asked only for the few that do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph_builder.classes import UnreadReason
from graph_builder.model import Span

__all__ = ["Word", "words"]

# Every alternative begins with a plain character: that is what makes one pass over a long text cheap.
_WORDS = re.compile(
    r"负责|牵头|责任单位|责任部门|主办单位|主办部门|承办单位|承办部门|会同|配合|指导|督促落实"
    # 2020年底前, 2021年6月30日前, 12月底前
    r"|年(?:之|以)?前|月(?:之|以)?前|日(?:之|以)?前|底(?:之|以)?前|末(?:之|以)?前"
    r"|《[^《》\n]{2,90}(?:[〈《][^〈〉《》\n]{1,60}[〉》][^《》\n]{0,60})?》"
    # 达到19.77亿元, 提高到95%以上: a figure that says how much is reached or is to be
    + "".join(
        rf"|{verb}[^，。；、《\d]{{0,8}}\d{{1,9}}(?:\.\d{{1,4}})?[余多]?\s?"
        r"(?:%|％|个百分点|[万亿]?(?:元|吨|公里|亩|公顷|平方米|立方米|千瓦)|[万亿])"
        for verb in (
            "达",
            "超过",
            "突破",
            "不低于",
            "不少于",
            "控制在",
            "增长",
            "下降",
            "降低",
            "提高",
            "提升",
            "增加",
            "减少",
            "保持在",
        )
    )
)
_BEFORE_DAY = re.compile(r"(?:(?:20)?\d\d年|\d{1,2}月|年)(?:\d{1,2}月?|底|末|[一二三四]季度)?$|20\d\d$|\d{1,2}$")
_DATE, _TITLE = frozenset("年月日底末"), "《"
_DUTY = frozenset("负牵责主承会配指督")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the fact that it promises."""

    span: Span
    words: str
    reason: UnreadReason

    def known(self, text: str) -> str:
        """Return why the word promises no fact, in Chinese; empty where no rule knows."""
        if self.reason is UnreadReason.TITLE and len(self.words) <= _SHORT_TITLE:
            return "简称，全称另有所指"
        if self.reason is UnreadReason.TITLE and _PAPER.search(self.words):
            return "表格、证照或合同的名称，不是文件"
        if self.reason is not UnreadReason.DUTY:
            return ""
        before = text[max(0, self.span.start - _BEFORE) : self.span.start]
        found = _NO_DUTY.search(f"{before}{_OPEN}{self.words}{_SHUT}{text[self.span.end : self.span.end + _BEHIND]}")
        return _NO_DUTY_REASON[found.lastgroup or ""] if found else ""


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` that promise a fact, in order."""
    for match in _WORDS.finditer(text):
        first, span = match.group()[0], Span(match.start(), match.end())
        if first in _DUTY:
            yield Word(span, match.group(), UnreadReason.DUTY)
        elif first == _TITLE:
            yield Word(span, match.group(), UnreadReason.TITLE)
        elif first not in _DATE:
            yield Word(span, match.group(), UnreadReason.FIGURE)
        elif before := _BEFORE_DAY.search(text[max(0, span.start - 10) : span.start]):
            begin = span.start - len(before.group())
            yield Word(Span(begin, span.end), text[begin : span.end], UnreadReason.DATE)


_BEFORE, _BEHIND = 24, 24
_OPEN, _SHUT = "\x02", "\x03"
# The word stands between the two marks. Each of these sounds like a duty of a body and is none.
_NO_DUTY = re.compile(
    "|".join(
        (
            # 负责人, 负责同志, 直接负责的主管人员, 校长负责制, 负责任; 主要负责
            r"(?P<person>\x02负责\x03(?:人|同志|制|任)|直接\x02负责\x03的|(?:指定|安排|明确|确定|设|由)?(?:专门?人|专人专职|专职人员)[^，。]{0,6}\x02负责\x03)",
            # 本办法由市教育局负责解释
            r"(?P<interpretation>\x02(?:负责|牵头)\x03[^，。；]{0,16}解释|牵头单位\x02负责\x03)",
            # 认真负责, 对其真实性负责, 谁主管谁负责
            r"(?P<answering>(?:认真|高度|切实|尽职)\x02负责\x03|(?:对|向)[^，。；]{1,24}\x02负责\x03(?:[，。；）、\n]|$)"
            r"|谁[^，。谁]{1,8}[、，]?谁\x02负责\x03)",
            # 指导思想, 指导意见, 指导目录, 指导价, 以……为指导, 在……指导下
            r"(?P<noun>\x02指导\x03(?:思想|意见|目录|纲要|方案|手册|价|线|下|员|教师|老师|原则|性|书|中心|委员会|小组|案例|标准|方针|专家|人员|单位[^：:]|站)"
            r"|为\x02指导\x03|(?:提供|给予|接受|得到)[^，。；]{0,18}\x02指导\x03|(?:教学|职业|就业|就医|用药|创业|运动|锻炼|健身|艺术|专家|宏观|调整|业务技术)\x02指导\x03|分类\x02指导\x03)",
            # 相互配合, 密切配合, 协同配合, 配合比
            r"(?P<together>(?:相互|互相|密切|协同|协调|协作|支持|通力|沟通|团结|衔接|分工)\x02配合\x03|(?:积极|主动|全力|大力)\x02配合\x03(?:[，、。；）]|$)|\x02配合\x03(?:比|饲料|协作|默契|机制)"
            r"|相\x02配合\x03)",
            # 明确责任单位, 各责任部门, 会同意: no colon behind and no body before
            r"(?P<label>(?:各|有关|相关|落实到|明确|确定)\x02(?:责任|主办|承办)(?:单位|部门)\x03(?![:：])|\x02会同\x03意)",
        )
    )
)
_NO_DUTY_REASON = {
    "person": "指人员或责任制，不指单位",
    "interpretation": "解释权",
    "answering": "对某事负责，不是分工",
    "noun": "名词，不是分工",
    "together": "泛指配合",
    "label": "泛指单位",
}
# 以下简称《意见》, 《通知》: a short form refers to a title that stands in full elsewhere
_SHORT_TITLE = 9
# 《申报表》, 《建设工程规划许可证》, 《商品房买卖合同》: papers to be filled in or held, no documents that are cited
_PAPER = re.compile(
    r"(?:表|证|证书|证明|合同|协议书?|笔录|回执|名单|[^清]单|卡|册|告知书|通知书|承诺书|申请书)(?:[（(][^（）()]{1,10}[）)])?》$"
)
