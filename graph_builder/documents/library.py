"""The documents of one build: which of them, or which other, a reference means."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph_builder.bodies.places import Place
from graph_builder.documents.codes import name_of, places, said
from graph_builder.documents.keys import digest, document_key, number_key, own_titles, title_key
from graph_builder.documents.titles import Title, alike, read_title
from graph_builder.header.numbers import normal_number
from graph_builder.model import Header, Reference

__all__ = ["Library", "Shelves"]

_SHORTEST = 5
_LONG = 10
"""Characters of a title that is no common one: 关于水利工作意见 can be several, each cited once."""
# Who alone gives out numbers with these letters
_ORGANS = (
    ("国办", "国务院办公厅"),
    ("国发", "国务院"),
    ("国函", "国务院"),
    ("中办", "中共中央办公厅"),
    ("中发", "中共中央"),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document that was read."""

    key: str
    number: str
    titles: tuple[Title, ...]
    issuers: tuple[str, ...]
    heading: str
    """What says beside the issuers which place it speaks for."""

    @property
    def places(self) -> Sequence[Place] | None:
        """The places that it speaks for."""
        return places(self.issuers, self.heading)


class Shelves(Protocol):
    """Where a library keeps what it knows, by words: in memory, or on disk for many documents."""

    def put(self, shelf: str, word: str, value: str) -> None:
        """Put a value beside those that are there."""

    def get(self, shelf: str, word: str) -> list[str]:
        """Return the values of a word, in any order."""


class _InMemory:
    """Shelves of a few documents."""

    def __init__(self) -> None:
        self._values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def put(self, shelf: str, word: str, value: str) -> None:
        self._values[shelf, word].append(value)

    def get(self, shelf: str, word: str) -> list[str]:
        return self._values.get((shelf, word), [])


class Library:
    """The documents of one build, by number and by title, and the numbers that their references give to titles."""

    def __init__(
        self,
        headers: Iterable[Header] = (),
        keys: Mapping[int, str] | None = None,
        cited: Iterable[tuple[Header, Sequence[Reference]]] = (),
        shelves: Shelves | None = None,
    ) -> None:
        """Take what was read; the order does not matter.

        Args:
            headers: of all documents that were read, without copies.
            keys: the key of each, by its place among `headers`, where it is not that of the header alone.
            cited: each document with its references: 《甲意见》（甲发〔2019〕3号） tells the number of 《甲意见》.
            shelves: where to keep it; left out, in memory.
        """
        self._shelves = shelves or _InMemory()
        for n, header in enumerate(headers):
            self.take(header, (keys or {}).get(n) or document_key(header))
        for header, references in cited:
            self.cite(header, references)

    def take(self, header: Header, key: str) -> None:
        """Take a document that was read, and is no copy."""
        titles = tuple(dict.fromkeys(read_title(title, header.issuers) for title in own_titles(header)))
        heading = "" if header.untitled else header.notice_title or header.title
        number = _normal(header.number)
        row = [key, number, [[title.words, title.issuer] for title in titles], header.issuers, heading]
        entry = json.dumps(row, ensure_ascii=False)
        self._shelves.put("read", key, "")
        self._shelves.put("key", document_key(header), entry)
        if number:
            self._shelves.put("number", number, entry)
        for words in sorted({title.words for title in titles}):
            self._shelves.put("title", words, entry)

    def cite(self, header: Header, references: Sequence[Reference]) -> None:
        """Take what the references of a document tell of others; all documents that were read are taken before."""
        for reference in references:
            if reference.number and reference.title:
                title = _title(reference)
                if len(title.words) >= _LONG and (title.issuer or not title.needs_issuer):
                    key = self._by_its_number(reference, title, header)
                    if key and key not in self._shelves.get("told", title.whole):
                        self._shelves.put("told", title.whole, key)

    def _entries(self, shelf: str, word: str) -> Iterator[_Entry]:
        for value in self._shelves.get(shelf, word):
            key, number, titles, issuers, heading = json.loads(value)
            yield _Entry(key, number, tuple(Title(*title) for title in titles), tuple(issuers), heading)

    def holds(self, key: str) -> bool:
        """Tell whether the document of that key was read."""
        return bool(self._shelves.get("read", key))

    def key(self, reference: Reference, citing: Header | None = None) -> str:
        """Return the key of the document that a reference means.

        A number counts before a title. Where several documents that were read have the number, the title tells which,
        else the place. A title without a number means the one document that bears it.
        """
        citing = citing or Header()
        title = _title(reference)
        if reference.number:
            found = self._by_its_number(reference, title, citing)
            if found:
                return found
        here = self._by_its_title(title, reference, citing)
        if here:
            return here
        told = set(self._shelves.get("told", title.whole)) if len(title.words) >= _LONG else set()
        if len(told) == 1:
            return told.pop()
        key = title_key(title)
        # Several that were read have this title: which is meant is not said.
        return key if len(self._shelves.get("key", key)) < 2 else digest(key, "which")

    def _by_its_number(self, reference: Reference, title: Title, citing: Header) -> str | None:
        number = reference.number or ""
        chains = _chains(reference, citing)
        key = number_key(number, *chains)
        if key is None:
            return None
        found = list(self._entries("key", key))
        if not found:
            there = [entry for entry in self._entries("number", _normal(number)) if _near(entry.places, chains)]
            found = there if len(there) == 1 else []
        if len(found) > 1 and title.words:
            found = [entry for entry in found if _bears(entry, title)] or found
        if found:
            return min(entry.key for entry in found)
        return self._by_its_title(title, reference, citing) or key

    def _by_its_title(self, title: Title, reference: Reference, citing: Header) -> str | None:
        """Return the one document with that title; one with another number than the reference gives is another."""
        if len(title.words) < _SHORTEST:
            return None
        keys: set[str] = set()
        for entry in self._entries("title", title.words):
            if entry.key not in keys and self._can_be(entry, title, reference, citing):
                keys.add(entry.key)
                if len(keys) > 1:
                    return None
        return keys.pop() if keys else None

    def _can_be(self, entry: _Entry, title: Title, reference: Reference, citing: Header) -> bool:
        if reference.number and entry.number:
            return False
        issuers = {own.issuer for own in entry.titles if own.issuer}
        organ = next((name for letters, name in _ORGANS if (reference.number or "").startswith(letters)), "")
        if organ and not title.issuer and issuers and organ not in issuers:
            return False
        if not title.needs_issuer:
            return True
        if title.issuer:
            return any(_same_issuer(title.issuer, issuer) for issuer in issuers)
        own = places(citing.issuers, "" if citing.untitled else citing.notice_title or citing.title)
        # Where nobody is named, it is one of the same place or of one above it.
        above = not entry.places or own is None or name_of(entry.places[0]) in map(name_of, own)
        return above and len(title.words) >= _LONG


def _normal(number: str | None) -> str:
    code, _, rest = normal_number(number or "").partition("〔")
    year, _, serial = rest.partition("〕")
    return f"{code}〔{year}〕{serial.removesuffix('号').lstrip('0')}" if rest else ""


def _title(reference: Reference) -> Title:
    issuers = (reference.issuer,) if reference.issuer else ()
    return read_title(reference.title or "", issuers)


def _chains(reference: Reference, citing: Header) -> list[Sequence[Place] | None]:
    """Return the places that a reference can speak of, those that it names itself before those of its document."""
    own = places(citing.issuers, "" if citing.untitled else citing.notice_title or citing.title)
    words = reference.title or ""
    if reference.issuer:
        named = places((reference.issuer,), "")
    else:
        named = places((), words) if words and said(words) else None
    return [named or None, own or None]


def _near(here: Sequence[Place] | None, chains: Iterable[Sequence[Place] | None]) -> bool:
    """Tell whether a document of these places can be meant: one of them lies in the other, or one is not known."""
    known = [chain for chain in chains if chain is not None]
    if here is None or not known or () in (here, *known):
        return True
    top = name_of(here[0])
    return any(top in map(name_of, chain) or name_of(chain[0]) in map(name_of, here) for chain in known if chain)


def _bears(entry: _Entry, title: Title) -> bool:
    return any(own.words == title.words for own in entry.titles) or any(
        alike(own.words, title.words) for own in entry.titles
    )


def _same_issuer(one: str, other: str) -> bool:
    """Tell whether two names can be one issuer's: 省政府办公厅 and 甲省人民政府办公厅."""
    if one == other:
        return True
    shorter, longer = sorted((_bare(one), _bare(other)), key=len)
    return longer.endswith(shorter) and shorter[:1] in "省市县区州盟旗"


def _bare(name: str) -> str:
    return name.replace("人民政府", "政府").replace("中国共产党", "中共")
