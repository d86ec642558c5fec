"""Automatic numbers of DOCX paragraphs, as Word prints them (ISO/IEC 29500-1, 17.9).

Word stores no 一、 in the text of a heading that it numbers itself: the number follows from the paragraph's place in
its list, the form of the level (`%1、`, `（%2）`), and where the list starts anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

__all__ = ["Level", "Numbering", "W", "numeral"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_LARGEST = 32_767
_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_RUNS = {  # form -> first character and how many follow it
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_OPEN_END = re.compile(r"[\dA-Za-z\u4e00-\u9fff]$")
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    suffix: str = "tab"
    style: str = ""
    legal: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _List:
    """A w:num: its levels, the counters that it shares with others of its abstract list, and where it starts anew."""

    levels: dict[int, Level]
    shared: str
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counting as its paragraphs are read in order."""

    def __init__(self, root: Element | None, styled: Mapping[str, str]) -> None:
        """Read word/numbering.xml.

        Args:
            root: its root element, or nothing.
            styled: the list (w:numId) that a numbering style stands for.
        """
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is None:
            return
        abstract = {node.get(f"{W}abstractNumId", ""): node for node in root.findall(f"{W}abstractNum")}
        nums = {node.get(f"{W}numId", ""): node for node in root.findall(f"{W}num")}
        for key, num in nums.items():
            shared = _shared(num, nums, abstract, styled)
            if shared in abstract:
                self._lists[key] = _read_list(num, abstract[shared], shared)

    def level_of_style(self, key: str, style: str) -> int | None:
        """Return the level of list `key` that belongs to a paragraph style."""
        levels = self._lists[key].levels if key in self._lists else {}
        return next((index for index, level in levels.items() if level.style == style), None)

    def next(self, key: str, index: int) -> str:
        """Count a paragraph at level `index` of list `key` and return its number with what parts it from the text."""
        found = self._lists.get(key)
        index = max(0, min(index, _LEVELS - 1))
        if found is None or index not in found.levels:
            return ""
        counters = self._counters.setdefault(found.shared, [None] * _LEVELS)
        level = found.levels[index]
        if index in found.starts:
            counters[index] = found.starts.pop(index)
        else:
            before = counters[index]
            counters[index] = level.start if before is None else min(before + 1, _LARGEST)
        for below in range(index + 1, _LEVELS):
            after = found.levels[below].restart if below in found.levels else None
            if after is None or 0 < index + 1 <= after:
                counters[below] = None
        if level.hidden or level.form == "bullet":
            return ""
        return _printed(found, counters, level)


def _printed(found: _List, counters: list[int | None], level: Level) -> str:
    def part(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        of = found.levels.get(place, Level())
        value = counters[place]
        return numeral(of.start if value is None else value, "decimal" if level.legal else of.form)

    number = _PLACEHOLDER.sub(part, level.text).strip()
    if not number or level.suffix == "nothing":
        return number
    # Behind 一、 （一） and 1. a typist leaves no blank; behind 第一条 and 1.1 one parts the number from the text.
    return f"{number} " if _OPEN_END.search(number) or level.suffix == "space" else number


def _shared(
    num: Element, nums: Mapping[str, Element], abstract: Mapping[str, Element], styled: Mapping[str, str]
) -> str:
    """Return the abstract list of a w:num, through numbering styles that stand for other lists."""
    key = _value(num.find(f"{W}abstractNumId"))
    for _ in range(10):
        node = abstract.get(key)
        link = _value(node.find(f"{W}numStyleLink")) if node is not None else ""
        target = nums.get(styled.get(link, ""))
        if not link or target is None:
            break
        key = _value(target.find(f"{W}abstractNumId"))
    return key


def _read_list(num: Element, abstract: Element, shared: str) -> _List:
    found = _List({}, shared)
    for node in abstract.findall(f"{W}lvl"):
        found.levels[_integer(node.get(f"{W}ilvl"), 0)] = _level(node)
    for override in num.findall(f"{W}lvlOverride"):
        index = _integer(override.get(f"{W}ilvl"), 0)
        replaced = override.find(f"{W}lvl")
        if replaced is not None:
            found.levels[index] = _level(replaced)
        start = override.find(f"{W}startOverride")
        if start is not None:
            found.starts[index] = _integer(_value(start), 1)
    return found


def _level(node: Element) -> Level:
    forms = list(node.iter(f"{W}numFmt"))  # a form of newer versions stands beside the plain one, which comes last
    restart = node.find(f"{W}lvlRestart")
    hidden = node.find(f"{W}rPr/{W}vanish")
    return Level(
        form=_value(forms[-1]) if forms else "decimal",
        text=_value(node.find(f"{W}lvlText"))[:60],
        start=_integer(_value(node.find(f"{W}start")), 0 if node.find(f"{W}start") is None else 1),
        restart=None if restart is None else _integer(_value(restart), 0),
        suffix=_value(node.find(f"{W}suff")) or "tab",
        style=_value(node.find(f"{W}pStyle")),
        legal=node.find(f"{W}isLgl") is not None,
        hidden=hidden is not None and _value(hidden) not in ("0", "false", "off"),
    )


def _value(node: Element | None) -> str:
    return "" if node is None else node.get(f"{W}val", "")


def _integer(text: str | None, default: int) -> int:
    return min(int(text), _LARGEST) if text and re.fullmatch(r"\d{1,9}", text) else default


def numeral(value: int, form: str) -> str:
    """Return a number in a form of ISO/IEC 29500-1, 17.18.59; forms of other languages give Arabic digits.

    >>> [numeral(n, "chineseCounting") for n in (3, 10, 12, 20, 35)]
    ['三', '十', '十二', '二十', '三十五']
    >>> numeral(105, "chineseCountingThousand"), numeral(3, "decimalEnclosedCircle"), numeral(4, "upperRoman")
    ('一百零五', '③', 'IV')
    """
    if form in ("none", ""):
        return ""
    if form in _RUNS:
        first, count = _RUNS[form]
        return chr(ord(first) + value - 1) if 1 <= value <= count else str(value)
    if form in ("chineseCounting", "japaneseCounting", "taiwaneseCounting"):
        return _counted(value, _HAN, "十百千万") if value < 100 else _digits(value)
    if form in ("chineseCountingThousand", "taiwaneseCountingThousand"):
        return _counted(value, _HAN, "十百千万")
    if form == "chineseLegalSimplified":
        return _counted(value, _LEGAL, "拾佰仟万", one=True)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return _digits(value)
    return _western(value, form)


def _western(value: int, form: str) -> str:
    if form in ("ideographTraditional", "ideographZodiac") and value > 0:
        row = _STEMS if form == "ideographTraditional" else _BRANCHES
        return row[value - 1] if value <= len(row) else str(value)
    if form in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter[:30] if form == "upperLetter" else letter[:30].lower()
    if form in ("upperRoman", "lowerRoman") and value > 0:
        roman = ""
        for worth, sign in _ROMAN:
            roman, value = roman + sign * (value // worth), value % worth
        return roman if form == "upperRoman" else roman.lower()
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    return str(value)


def _digits(value: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(value))


def _counted(value: int, digits: str, ranks: str, *, one: bool = False) -> str:
    """Return a number below 100,000 with its ranks: 一百零五; 10 to 19 begin with 十, or with 壹拾 (`one`)."""
    if value <= 0:
        return "零"
    if value >= 10_000:
        rest = value % 10_000
        head = _counted(value // 10_000, digits, ranks, one=one) + ranks[3]
        return head + ("" if not rest else ("零" if rest < 1_000 else "") + _counted(rest, digits, ranks, one=True))
    words, zero = "", False
    for rank in (3, 2, 1, 0):
        digit = value // 10**rank % 10
        if digit:
            words += ("零" if zero and words else "") + digits[digit] + (ranks[rank - 1] if rank else "")
            zero = False
        else:
            zero = True
    return words[1:] if not one and 10 <= value < 20 else words
