"""Short names that a document itself introduces: 市大数据发展管理局（以下简称市大数据局）."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

__all__ = ["introduced"]

_INTRODUCES = re.compile(
    r"[（(]\s?(?:以下(?:统一?)?简?称|下文?简?称|统?一?简称)\s?[为：:]?\s?[“”\"‘]?(?P<short>[^（）()“”\"‘’《》。；、，\n]{2,20})[”\"’]?\s?[）)]"
)
_BEFORE = re.compile(r"[^\s，。；：、,;:（）()《》]{2,60}$")
_FOUNDED = re.compile(r"(?:成立|设立|组建|建立|调整)(?:了)?")
_LONGEST = 60


def introduced(text: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield short and full name of what a text introduces by its short name.

    Args:
        text: the text of a document.
        names: names of bodies that it prints; one of them that stands before the bracket is the full name.
    """
    for match in _INTRODUCES.finditer(text):
        short = match["short"].strip()
        before = _BEFORE.search(text[max(0, match.start() - _LONGEST) : match.start()])
        full = _full_name(short, before[0], names) if before else ""
        if full and full != short:
            yield short, full


def _full_name(short: str, before: str, names: Collection[str]) -> str:
    """Return the full name that ends the words before the bracket; empty where its beginning cannot be told."""
    founded = list(_FOUNDED.finditer(before))
    if founded and _is_short_for(short, full := before[founded[-1].end() :]):
        return full
    for start in range(len(before) - len(short)):
        if before[start:] in names and _is_short_for(short, before[start:]):
            return before[start:]
    # From the last character back: the shortest stretch that has all of the short name in order.
    at = len(before)
    for character in reversed(short):
        at = before.rfind(character, 0, at)
        if at < 0:
            return ""
    return before[at:] if before[-1] == short[-1] else ""


def _is_short_for(short: str, full: str) -> bool:
    rest = iter(full)
    return len(full) >= len(short) and all(character in rest for character in short)
