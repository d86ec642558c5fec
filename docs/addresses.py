"""Which page is about which IRI, and what a page prints in place of an IRI."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup
from rdflib import URIRef
from rdflib.term import Node

from docs.code import coloured
from docs.knowledge import Knowledge, Words, short
from docs.shapes import Shape

__all__ = ["Addresses", "Place", "anchor"]

_NO_NAME = re.compile(r"[^\w.-]")


def anchor(name: str) -> str:
    """Return the name of a place on a page for the name of a thing."""
    return _NO_NAME.sub("-", name)


class Addresses:
    """The book of addresses: the page of each term, scheme, concept and shape."""

    def __init__(self, knowledge: Knowledge, shapes: Iterable[Shape]) -> None:
        """Give everything its address. A property that a class has the name of but for capitals makes way for it."""
        self._knowledge = knowledge
        self._pages: dict[str, str] = {}
        self._words: dict[str, str] = {}
        taken: set[str] = set()
        for term in knowledge.terms:
            name = f"{term.name}-property" if term.name.casefold() in taken else term.name
            taken.add(name.casefold())
            self._put(term.iri, f"terms/{anchor(name)}.html", term.label)
        for scheme in knowledge.schemes:
            self._put(scheme.iri, f"schemes/{anchor(scheme.name)}.html", scheme.label)
            for concept in scheme.concepts:
                self._put(concept.iri, f"{self._pages[scheme.iri]}#{anchor(concept.name)}", concept.label)
        for shape in shapes:
            self._put(shape.iri, f"shapes/{anchor(shape.name)}.html", Words())
            for demand in shape.demands:
                if demand.name:
                    self._pages.setdefault(demand.iri, f"{self._pages[shape.iri]}#{anchor(demand.name)}")

    def page(self, iri: str) -> str:
        """Return the path within the site of what is about an IRI, or nothing."""
        return self._pages.get(iri, "")

    def name(self, iri: str) -> str:
        """Return what a page calls an IRI."""
        return self._words.get(iri) or short(iri)

    def says(self, iri: str) -> str:
        """Return what stands small behind the name: our own name in code, the label of another vocabulary."""
        if not self._words.get(iri):
            return self._knowledge.foreign_label(iri)
        return short(iri).rsplit("/", 1)[-1]

    def _put(self, iri: str, page: str, label: Words) -> None:
        self._pages[iri] = page
        if label.zh:
            self._words[iri] = label.zh


class Place:
    """A page that is being written: how everything else is reached from there."""

    def __init__(
        self, addresses: Addresses, path: str, title: str, part: str, crumbs: tuple[tuple[str, str], ...]
    ) -> None:
        """Name the page; `crumbs` are the words and paths of the pages above it."""
        self._addresses = addresses
        self.path = path
        self.title = title
        self.part = part
        self.crumbs = crumbs
        self.root = "../" * path.count("/")

    def own(self, iri: str) -> str:
        """Return the address of our own page about an IRI, or nothing."""
        page = self._addresses.page(iri)
        return self.root + page if page else ""

    def to(self, iri: str) -> str:
        """Return the address about an IRI: our own page, or its publisher's where it is another's."""
        iri = str(iri)
        if own := self.own(iri):
            return own
        return iri if self.is_foreign(iri) else ""

    @staticmethod
    def is_foreign(iri: str) -> bool:
        """Tell whether an IRI is an address of somebody else's that a reader can follow."""
        return iri.startswith(("http://", "https://")) and not iri.startswith("https://w3id.org/policykg/")

    @staticmethod
    def is_iri(value: Node) -> bool:
        """Tell an IRI from text."""
        return isinstance(value, URIRef)

    def name(self, iri: str) -> str:
        """Return what to call an IRI."""
        return self._addresses.name(str(iri))

    def says(self, iri: str) -> str:
        """Return what stands small behind the name."""
        return self._addresses.says(str(iri))

    def code(self, text: str) -> Markup:
        """Return Turtle or SPARQL coloured, with links to our own pages."""
        return coloured(text, self.own)

    @staticmethod
    def anchor(name: str) -> str:
        """Return the name of a place on a page."""
        return anchor(name)

    @staticmethod
    def find(*said: str | Words) -> str:
        """Return what a search looks in, in small letters."""
        parts = [f"{one.zh} {one.en}" if isinstance(one, Words) else one for one in said]
        return " ".join(" ".join(parts).lower().split())

    @staticmethod
    def mark(iri: str) -> str:
        """Return the class of a stretch of the worked sentence."""
        return "role" if "/role/" in iri else iri.rsplit("#", 1)[-1]
