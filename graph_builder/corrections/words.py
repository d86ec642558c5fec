"""Words in the text: whether something is printed there, and where a place of the source lies in what was read."""

from __future__ import annotations

import re
from datetime import date

from graph_builder.header.elements import normal_number
from graph_builder.model import Recovered, Span
from graph_builder.structure.dates import day

__all__ = ["has_day", "printed", "to_recovered"]

_YEAR_WORDS = re.compile(r"[0-9０-９〇○零一二三四五六七八九]{4}[ \u3000]?[年/.-]")


def printed(text: str, words: str) -> bool:
    r"""Tell whether words stand in a text, whatever blanks part them and whichever brackets a year has.

    >>> printed("关于推进\n有色金属工业发展的意见", "有色金属工业"), printed("甲发[2017] 3号", "甲发〔2017〕3号")
    (True, True)
    """
    return bool(words) and _bare(words) in _bare(text)


def _bare(words: str) -> str:
    return re.sub(r"[\]）)】〗]", "〕", re.sub(r"[\[（(【〖]", "〔", "".join(normal_number(words).split())))


def has_day(text: str, wanted: date) -> bool:
    """Tell whether a day is written somewhere in a text, in digits or in Chinese numerals."""
    return any(day(text[match.start() : match.start() + 24]) == wanted for match in _YEAR_WORDS.finditer(text))


def to_recovered(recovered: Recovered, place: Span) -> Span | None:
    """Return where a place of the source lies in the recovered text; None in a passage that was taken out."""
    for segment in recovered.segments:
        if segment.source.start <= place.start and place.end <= segment.source.end:
            at = segment.at + place.start - segment.source.start
            return Span(at, at + place.end - place.start)
    return None
