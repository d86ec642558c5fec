"""What a step that reads a graph into a View may ask of its reader; the steps lie in modules by subject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from visualizations.model import Text

ID = "https://w3id.org/policykg/"
Row = dict[str, str]


class Reader(Protocol):
    """Runs queries and collects what they give."""

    texts: list[Text]

    def run(self, name: str) -> Iterator[Row]:
        """Rows of a stable named query."""
        ...

    def fact(self, kind: str, row: Row, **more: Any) -> int:
        """Note a fact from a row with document, source, start, end and quote; give its position."""
        ...


def short_id(iri: str) -> str:
    """Shorten an IRI of ours for deep links: `…/policykg/id/org/1a` is `org/1a`; any other stays whole."""
    return iri.removeprefix(ID).removeprefix("id/")
