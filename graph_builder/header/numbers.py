"""Step 3, document numbers (发文字号, GB/T 9704-2012, 7.2.5): code, year in brackets, serial."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["DOCUMENT_NUMBER", "normal_number", "numbers_in"]

# （甲政办〔2016〕69）, （甲政办〔2016〕69）号: 号 is left out before a bracket, or stands behind it
_SERIAL = r"(?:第\s?)?\d{1,5}\s?(?:号|(?=[）)]))"
# 国办发〔2016〕42号, 藏政办发[2017]30号, 发改产业（2019）12号, 闽政办〔2016〕69号
DOCUMENT_NUMBER = (
    rf"[\u4e00-\u9fff]{{1,14}}\s?[〔\[（(【〖［﹝]\s?(?:19|20|１９|２０)\d{{2}}\s?[〕\]）)】〗］﹞]\s?{_SERIAL}"
)
_YEAR_AND_SERIAL = re.compile(rf"[〔\[（(【〖［﹝]\s?\d{{4}}\s?[〕\]）)】〗］﹞]\s?{_SERIAL}")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def normal_number(number: str) -> str:
    """Return a document number with the brackets and spaces of the standard.

    >>> normal_number("国办发[2016] 42号"), normal_number("国办发（2016）第42")
    ('国办发〔2016〕42号', '国办发〔2016〕42号')
    """
    number = re.sub(r"\s", "", number).translate(_WIDE_DIGITS)
    number = re.sub(r"[〔\[（(【〖［﹝]", "〔", number, count=1)
    number = re.sub(r"[〕\]）)】〗］﹞]第?", "〕", number, count=1)
    return re.sub(r"(〕\d{1,5})$", r"\1号", number)


def numbers_in(pattern: re.Pattern[str], text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` does for a pattern whose matches end with the year and serial of a number.

    Names of up to 14 characters and a blank stand before the year: it is tried only where one is near.
    """
    year = _YEAR_AND_SERIAL.search(text, start)
    while year:
        match = pattern.search(text, max(start, year.start() - 15), year.end())
        if match:
            yield match
            start = match.end()
        year = _YEAR_AND_SERIAL.search(text, match.end() if match else year.start() + 1)
