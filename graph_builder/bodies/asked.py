"""What is asked of the readings of one mention."""

from __future__ import annotations

from dataclasses import dataclass

from .places import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """The cleaned name, the place of the document (None: the central level), its year and what names the document."""

    name: str
    place: Place | None
    year: int | None
    document: str = ""
