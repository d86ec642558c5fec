"""What was not read: words of responsibility that lie in no fact."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graph_builder.model import Finding, Span
from graph_builder.recognise.conventions import says_first_leads

__all__ = ["unread"]

_WORDS = re.compile(r"负责|牵头|(?:责任|主办|承办)(?:单位|部门)|会同|配合(?:单位|部门)?|指导(?:单位|部门)|督促落实")
_SENTENCE = re.compile(r"[^。；;！\n]+")
# Words that only sound like it: 主要负责人, 相互配合, 配合比
_OTHER = re.compile(
    r"负责(?:人|同志|制)|(?:相互|密切|协同|协调|协作|积极|主动)配合|配合(?:比|饲料)|认真负责|高度负责|对[^，。]{1,12}负责$"
)


def unread(text: str, start: int, read: Sequence[Span]) -> Iterator[Finding]:
    """Yield the sentences from `start` on that hold a word of responsibility outside every span in `read`."""
    spans = sorted(read)
    i = 0
    for sentence in _SENTENCE.finditer(text, start):
        words = list(_WORDS.finditer(text, sentence.start(), sentence.end()))
        if not words:
            continue
        while i < len(spans) and spans[i].end <= sentence.start():
            i += 1
        near = [span for span in spans[i : i + 12] if span.start < sentence.end()]
        left = [m for m in words if not any(s.start <= m.start() < s.end for s in near)]
        others = [m.span() for m in _OTHER.finditer(text, sentence.start(), sentence.end())]
        begins = [a for a, _ in others]
        left = [m for m in left if (k := bisect_right(begins, m.start())) == 0 or m.start() >= others[k - 1][1]]
        if left and not says_first_leads(sentence.group()):
            begin = sentence.start() + len(sentence.group()) - len(sentence.group().lstrip(" \t\u3000"))
            yield Finding("unread", f"含有“{left[0].group()}”，但未读出责任", Span(begin, sentence.end()))
