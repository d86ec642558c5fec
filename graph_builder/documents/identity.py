"""The documents of a build apart: which are two sources of one, and which only share a number or a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from graph_builder.documents.keys import digest, document_key, own_titles
from graph_builder.documents.titles import alike
from graph_builder.model import Header

__all__ = ["Identity", "Printed", "apart", "identities"]

_COPY = "a document of this build has the same number or title; kept as a copy"
_OTHER = "another document of this build has the same {}; kept apart by its {}"
_SHORTEST = 8


class Printed(Protocol):
    """A source of a document; its text is asked for only where others have the same number or title."""

    @property
    def name(self) -> str:
        """Name of the source."""

    @property
    def text(self) -> str:
        """Text as it was read."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The key that a source gets in a build."""

    key: str
    base: str
    """The key that it has wherever it is read; the same for a copy and for what only shares its number."""
    first: str
    """The key of the document that it is a copy of; `key` where it is none."""
    note: str = ""


def identities(documents: Iterable[tuple[Printed, Header]]) -> dict[str, Identity]:
    """Return the identity of each document by the name of its source; the order of `documents` does not matter.

    Two sources of one document have the same number and titles that do not clearly differ, or without a number the
    same title and day, and lines in common: the second is a copy. Others are documents of their own: they are kept
    apart by title, day or text, so that the key does not depend on how many there are.
    """
    groups: dict[str, list[tuple[Printed, Header]]] = {}
    for source, header in sorted(documents, key=lambda pair: (pair[0].name, pair[0].text)):
        groups.setdefault(document_key(header, source.name), []).append((source, header))
    return {name: identity for key, group in groups.items() for name, identity in apart(key, group)}


def apart(base: str, group: Iterable[tuple[Printed, Header]]) -> Iterator[tuple[str, Identity]]:
    """Yield name and identity of the sources that have one key by themselves, which come by name and text."""
    kept: list[tuple[str, list[tuple[Printed, Header]]]] = []
    for source, header in group:
        found = next(((key, same) for key, same in kept if _same(same[0], (source, header))), None)
        if found:
            key, same = found
            same.append((source, header))
            yield source.name, Identity(f"{key}-copy{len(same)}", base, key, f"{source.name}: {_COPY}")
            continue
        if not kept:
            kept.append((base, [(source, header)]))
            yield source.name, Identity(base, base, base)
            continue
        word, by = _difference(source, header)
        key = f"{base}-{word}"
        while any(key == other for other, _ in kept):
            key = f"{key}-{digest(source.text, length=6)}"
        kept.append((key, [(source, header)]))
        shared = "number" if header.number else "title"
        yield source.name, Identity(key, base, key, f"{source.name}: {_OTHER.format(shared, by)}")


def _same(one: tuple[Printed, Header], other: tuple[Printed, Header]) -> bool:
    if one[1].number:
        titles, others = own_titles(one[1]), own_titles(other[1])
        return not titles or not others or any(alike(a, b) for a in titles for b in others)
    days = {header.signed for _, header in (one, other)} - {None}
    return len(days) < 2 and _in_common(one[0].text, other[0].text)


def _in_common(one: str, other: str) -> bool:
    """Tell whether the shorter of two texts has at least half of its words in lines of the other."""
    lines, others = (
        {line for line in map(str.strip, text.splitlines()) if len(line) >= _SHORTEST} for text in (one, other)
    )
    shorter, longer = sorted((lines, others), key=lambda found: (sum(map(len, found)), sorted(found)))
    return sum(len(line) for line in shorter if line in longer) * 2 >= sum(map(len, shorter))


def _difference(source: Printed, header: Header) -> tuple[str, str]:
    """Return what tells a document from another of its number or title, for its key and for people."""
    if header.number and not header.untitled:
        return digest(header.notice_title or header.title, length=6), "title"
    if header.signed and not header.number:
        return header.signed.strftime("%Y%m%d"), "day"
    return digest(source.text, length=6), "text"
