"""Whether every link of a site leads somewhere that is known, and none of its pages fetches anything."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

import lxml.html

from ontology.terms import BASE

__all__ = ["Page", "dead_links", "foreign_links", "read_pages"]

_FETCHES = ("src", "srcset", "poster", "data", "action", "formaction", "background", "cite")


@dataclass(frozen=True)
class Page:
    """A page of a site, by its path within it."""

    path: str
    content: bytes

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        """The page as a tree."""
        return lxml.html.document_fromstring(self.content.decode("utf-8"))

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The names of its places."""
        return tuple(str(name) for name in self.tree.xpath("//@id"))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where its links lead, in and out of the site."""
        return tuple(str(to) for to in self.tree.xpath("//*[not(self::link)]/@href"))

    @cached_property
    def fetched(self) -> tuple[str, ...]:
        """What a browser would fetch to show it, bar what it holds itself."""
        found = [str(to) for name in _FETCHES for to in self.tree.xpath(f"//@{name}")]
        found += [str(to) for to in self.tree.xpath("//link/@href | //svg//image/@href | //use/@href")]
        return tuple(to for to in found if not to.startswith(("data:", "#")))


def read_pages(site: Mapping[str, bytes]) -> dict[str, Page]:
    """Return the pages of a site by path."""
    return {path: Page(path, content) for path, content in site.items() if path.endswith(".html")}


def dead_links(site: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each link that leads nowhere within a site, each name given twice and each thing fetched."""
    pages = read_pages(site)
    for path, page in pages.items():
        for name in sorted({name for name in page.anchors if page.anchors.count(name) > 1} if _twice(page) else ()):
            yield f"{path}: two places are called {name}"
        for to in page.fetched:
            yield f"{path}: fetches {to}"
        for to in sorted(set(page.links)):
            parts = urlsplit(to)
            if parts.scheme or parts.netloc:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if target not in site:
                yield f"{path}: {to} leads to no file"
            elif parts.fragment and (target not in pages or unquote(parts.fragment) not in pages[target].anchors):
                yield f"{path}: {to} leads to no place in {target}"


def _twice(page: Page) -> bool:
    return len(set(page.anchors)) != len(page.anchors)


def foreign_links(site: Mapping[str, bytes], known: Collection[str]) -> Iterator[str]:
    """Yield a line for each link out of a site that leads to no known vocabulary or page, by their beginnings.

    Terms of our own have their pages in the site: a link to them that leads out of it is wrong as well.
    """
    for path, page in read_pages(site).items():
        for to in sorted(set(page.links)):
            parts = urlsplit(to)
            if not parts.scheme and not parts.netloc:
                continue
            if to.startswith(BASE):
                yield f"{path}: {to} is our own and leads out of the site"
            elif parts.scheme not in ("http", "https") or not (to.startswith(tuple(known)) or f"{to}#" in known):
                yield f"{path}: {to} leads to no known vocabulary"
