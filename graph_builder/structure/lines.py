"""Where a line ends: with a line break, or with the blanks that a page puts before the next paragraph.

Texts taken from pages often have lost their line breaks but kept the two full-width blanks that open a paragraph
(GB/T 9704-2012, 7.3.3: 每个自然段左空二字). A line whose words are parted by tabs is a row of a table.
"""

from __future__ import annotations

import re

__all__ = ["BREAK", "DITTO", "PARAGRAPH", "STOCK_HEADING", "is_row", "opens_line"]

_INDENT = r"[\u3000\xa0]{2}"
BREAK = rf"(?:\n|{_INDENT}|(?:&nbsp;){{2}})"
"""Pattern of what ends a line."""

DITTO = "〃"
"""What a cell of a table holds that is one with the cell above it."""

PARAGRAPH = re.compile(rf"(?:(?!{BREAK})[^\n])+")
"""A line with words in it."""

STOCK_HEADING = re.compile(
    r"(?:主要(?:职责|职能|任务|目标)|成员单位|工作(?:规则|要求|机制|目标|任务)|议事规则|组织(?:领导|机构)|总体要求|指导思想|基本原则"
    r"|保障措施|重点任务)(?=[\u4e00-\u9fff])(?![和与及的为是在之])"
)
"""A usual heading that its text follows without a break: 四、工作要求交通运输部要牵头……"""

_BLANKS = " \t\u3000\xa0*#"
# 1.<tab>修建水库 is how word processors number a paragraph
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十百]{1,5}[、．.]|[（(][一二三四五六七八九十\d]{1,5}[）)]|\d{1,3}[.．、）)]|第[一二三四五六七八九十百]{1,5}[章节条]"
    r"|[①-⑳\-–—•·●■◆◇○*])[ \u3000]?\t[^\t]*"
)


def opens_line(text: str, position: int, start: int = 0) -> bool:
    """Tell whether only blanks stand between `position` and the end of the line before.

    >>> opens_line("通知如下：　　一、任务", 7), opens_line("设一、二等奖", 1)
    (True, False)
    """
    i = position - 1
    while i >= start and text[i] in _BLANKS:
        i -= 1
    if i < start or text[i] == "\n":
        return True
    return bool(re.search(_INDENT, text[i + 1 : position])) or text.startswith(
        "&nbsp;&nbsp;", max(start, position - 12)
    )


def is_row(line: str) -> bool:
    r"""Tell whether a line is a row of a table: words on both sides of a tab, and not only a number before them.

    >>> is_row("1\t修建水库\t市水利局"), is_row("\t为做好防汛工作"), is_row("一、\t加强领导")
    (True, False, False)
    """
    words = line.strip()
    return "\t" in words and not _NUMBERED.fullmatch(words)
