"""Chinese numerals in headings and dates."""

from __future__ import annotations

import re

__all__ = ["HAN_DIGITS", "number", "path_key"]

HAN_DIGITS = "〇○零一二三四五六七八九十百"
# The letter O and the figure 0 are what keyboards gave for 〇: 二OO八年, 二00六年
_VALUES = {
    "0": 0,
    "０": 0,
    "O": 0,
    "Ｏ": 0,
    "〇": 0,
    "○": 0,
    "零": 0,
    **{digit: i for i, digit in enumerate("一二三四五六七八九", 1)},
}
_PARTS = re.compile(r"\d+|[一二三四五六七八九十百]+|[①-⑳]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def number(text: str) -> int:
    """Return the value of an Arabic, Chinese or circled numeral below 1,000, or of a year written digit by digit.

    >>> number("二十一"), number("12"), number("二〇一七"), number("③"), number("１０")
    (21, 12, 2017, 3, 10)

    Raises:
        ValueError: `text` is no such numeral.
    """
    if text in _CIRCLED and text:
        return _CIRCLED.index(text) + 1
    if text.isdecimal():
        return int(text)
    if "十" not in text and "百" not in text:
        return int("".join(str(_VALUES[c]) for c in text)) if text and all(c in _VALUES for c in text) else _no(text)
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    try:
        value = _VALUES[hundreds] * 100 if hundreds else (100 if "百" in text else 0)
        value += (_VALUES[tens.lstrip("零")] if tens.strip("零") else 1) * 10 if ten else 0
        return value + (_VALUES[ones.lstrip("零")] if ones.strip("零") else 0)
    except KeyError:
        return _no(text)


def path_key(path: str | None) -> str:
    """Return the numbers of a path of headings in ASCII; of a path that is lost, x.

    >>> path_key("三（一）"), path_key("第二章第五条"), path_key(None)
    ('3.1', '2.5', 'x')
    """
    return ".".join(str(number(word)) for word in _PARTS.findall(path or "")) or "x"


def _no(text: str) -> int:
    raise ValueError(f"no numeral: {text!r}")
