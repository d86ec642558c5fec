"""The documents of one build: which of them, or which other, a reference means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_builder.bodies.places import Place
from graph_builder.documents.codes import name_of, places, said
from graph_builder.documents.keys import digest, document_key, number_key, own_titles, title_key
from graph_builder.documents.titles import Title, alike, read_title
from graph_builder.header.numbers import normal_number
from graph_builder.model import Header, Reference

__all__ = ["Library"]

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
    places: Sequence[Place] | None


class Library:
    """The documents of one build, by number and by title, and the numbers that their references give to titles."""

    def __init__(
        self,
        headers: Iterable[Header],
        keys: Mapping[int, str] | None = None,
        cited: Iterable[tuple[Header, Sequence[Reference]]] = (),
    ) -> None:
        """Take what was read; the order does not matter.

        Args:
            headers: of all documents that were read, without copies.
            keys: the key of each, by its place among `headers`, where it is not that of the header alone.
            cited: each document with its references: 《甲意见》（甲发〔2019〕3号） tells the number of 《甲意见》.
        """
        self._read: set[str] = set()
        self._by_key: dict[str, list[_Entry]] = {}
        self._by_number: dict[str, list[_Entry]] = {}
        self._by_title: dict[str, list[_Entry]] = {}
        for n, header in enumerate(headers):
            self._take(header, (keys or {}).get(n) or document_key(header))
        self._told: dict[str, set[str]] = {}
        for header, references in cited:
            for reference in references:
                if reference.number and reference.title:
                    title = _title(reference)
                    if len(title.words) >= _LONG and (title.issuer or not title.needs_issuer):
                        key = self._by_its_number(reference, title, header)
                        self._told.setdefault(title.whole, set()).update({key} if key else ())

    def _take(self, header: Header, key: str) -> None:
        titles = tuple(dict.fromkeys(read_title(title, header.issuers) for title in own_titles(header)))
        spoken_for = places(header.issuers, "" if header.untitled else header.notice_title or header.title)
        entry = _Entry(key, _normal(header.number), titles, spoken_for)
        self._read.add(key)
        self._by_key.setdefault(document_key(header), []).append(entry)
        if entry.number:
            self._by_number.setdefault(entry.number, []).append(entry)
        for words in {title.words for title in titles}:
            self._by_title.setdefault(words, []).append(entry)

    def holds(self, key: str) -> bool:
        """Tell whether the document of that key was read."""
        return key in self._read

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
        told = self._told.get(title.whole, set()) if len(title.words) >= _LONG else set()
        if len(told) == 1:
            return next(iter(told))
        key = title_key(title)
        # Several that were read have this title: which is meant is not said.
        return key if len(self._by_key.get(key, ())) < 2 else digest(key, "which")

    def _by_its_number(self, reference: Reference, title: Title, citing: Header) -> str | None:
        number = reference.number or ""
        chains = _chains(reference, citing)
        key = number_key(number, *chains)
        if key is None:
            return None
        found = self._by_key.get(key, [])
        if not found:
            there = [entry for entry in self._by_number.get(_normal(number), []) if _near(entry.places, chains)]
            found = there if len(there) == 1 else []
        if len(found) > 1 and title.words:
            found = [entry for entry in found if _bears(entry, title)] or found
        if found:
            return min(entry.key for entry in found)
        return self._by_its_title(title, reference, citing) or key

    def _by_its_title(self, title: Title, reference: Reference, citing: Header) -> str | None:
        """Return the one document with that title; one with another number than the reference gives is another."""
        found = [
            entry for entry in self._by_title.get(title.words, []) if self._can_be(entry, title, reference, citing)
        ]
        keys = {entry.key for entry in found}
        return keys.pop() if len(keys) == 1 and len(title.words) >= 5 else None

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
