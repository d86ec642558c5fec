"""The nouns of coverage: what becomes of a sentence, why one counts as unread, and the account of a whole document."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Account", "SentenceClass", "UnreadReason"]


class SentenceClass(StrEnum):
    """What became of a sentence: it gave a fact, it is known to state none, or it was not read."""

    FACT = "fact"
    MEASURE = "measure"
    MEASURE_UNASSIGNED = "measure-unassigned"
    GOAL = "goal"
    PRINCIPLE = "principle"
    EXHORTATION = "exhortation"
    BACKGROUND = "background"
    FORMULA = "formula"
    REPEATED = "repeated"
    UNREAD = "unread"


class UnreadReason(StrEnum):
    """Why a sentence counts as unread."""

    DUTY = "duty"
    BODY = "body"
    DATE = "date"
    TITLE = "title"
    FIGURE = "figure"
    TABLE = "table"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every sentence of a document."""

    sentences: dict[SentenceClass, int] = field(default_factory=dict)
    """Number of sentences of each class that occurs."""
    characters: dict[SentenceClass, int] = field(default_factory=dict)
    """Number of characters without blanks in them; all classes together are the document."""
    rules: dict[str, int] = field(default_factory=dict)
    """Number of sentences by what settled their class, such as `form.occasion`."""
    words: dict[str, int] = field(default_factory=dict)
    """Number of words of responsibility: `read`, `known` to be none, and `unread`."""

    def share(self, kind: SentenceClass) -> str:
        """Return the part of the characters that a class makes up, to four places, without zeros at the end."""
        total = sum(self.characters.values())
        part = f"{self.characters.get(kind, 0) / total:.4f}" if total else "0"
        return part.rstrip("0").rstrip(".") if "." in part else part
