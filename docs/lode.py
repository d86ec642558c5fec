"""The ontology on one page, as pyLODE's profile OntPub writes it, joined to our own pages.

pyLODE 3.3 puts what its Markdown makes of a definition in as it is, names fragments after labels and tells its version:
of its page only known elements are kept, fragments get the names of the terms, and the rest is left out.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup
from rdflib import DCTERMS, RDFS, BNode, Graph, Literal
from rdflib.term import Node

from docs.knowledge import Knowledge, words
from ontology import BASE

__all__ = ["full_text"]

_KEPT = frozenset({
    "a", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "li", "p", "pre",
    "span", "strong", "sup", "table", "td", "th", "tr", "ul", "ol", "tbody", "br",
})  # fmt: skip
_ATTRIBUTES = frozenset({"href", "id", "class", "title"})
_NAMED = {RDFS.label, DCTERMS.title}
_LEFT_OUT = frozenset({"pylode"})


def full_text(knowledge: Knowledge, own_page: Callable[[str], str]) -> Markup:
    """Return pyLODE's page of the merged ontology, without its head.

    Args:
        knowledge: the ontology.
        own_page: gives the address of our own page of a term.
    """
    with _quiet():
        from pylode import OntPub

        written = OntPub(ontology=_prepared(knowledge)).make_html()
    body = lxml.html.document_fromstring(written).body
    _clean(body)
    _rename(body, knowledge, own_page)
    parts = [*body.xpath("./div[@id='toc']"), *body.xpath("./div[@id='content']")]
    # Elements and attributes are those of the lists above; lxml escapes every text.
    return Markup("").join(
        Markup(lxml.html.tostring(part, encoding="unicode", with_tail=False))  # noqa: S704
        for part in parts
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep from callers what pyLODE logs of its own files, and that it leaves one open."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            yield
    finally:
        logging.disable(before)


def _prepared(knowledge: Knowledge) -> Graph:
    """Return the ontology in the order of its names, with one label a term: pyLODE would run two languages together."""
    graph = Graph()
    for subject, property_, value in sorted(knowledge.graph, key=_order):
        if property_ in _NAMED:
            both = words(knowledge.graph, subject, property_)
            value = Literal(" ".join(filter(None, (both.zh, both.en))))
        graph.add((subject, property_, value))
    return graph


def _order(triple: tuple[Node, Node, Node]) -> tuple[object, ...]:
    """Sort by name, and what is said in Chinese before what is said in English."""
    subject, property_, value = triple
    language = value.language if isinstance(value, Literal) else ""
    return (
        isinstance(subject, BNode),
        str(subject).casefold(),
        str(subject),
        str(property_),
        language == "en",
        str(value),
    )


def _clean(body: HtmlElement) -> None:
    """Leave out what is not on the lists; the text within unknown elements stays as text."""
    for element in [one for one in body.iter() if one is not body]:
        if not isinstance(element.tag, str) or element.tag in {"script", "style"} or element.get("id") in _LEFT_OUT:
            if element.getparent() is not None:
                element.drop_tree()
        elif element.tag not in _KEPT:
            element.drop_tag()
        else:
            for name, value in list(element.attrib.items()):
                if name not in _ATTRIBUTES or (name == "href" and not value.startswith(("#", "http://", "https://"))):
                    del element.attrib[name]


def _rename(body: HtmlElement, knowledge: Knowledge, own_page: Callable[[str], str]) -> None:
    """Name the fragment of each term after the term, and lead from there to its own page."""
    names: dict[str, str] = {}
    for entity in body.xpath(".//div[contains(@class, 'entity')][@id]"):
        iris = entity.xpath("./table/tr[1]//code/text()")
        if term := knowledge.by_iri.get(str(iris[0]) if iris else ""):
            names[entity.get("id")] = term.name
            entity.set("id", term.name)
            heading = entity.find("h3")
            link = lxml.html.fromstring('<a class="own">单页 own page</a>')
            link.set("href", own_page(term.iri))
            heading.append(link)
    for link in body.iter("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            link.set("href", "#" + names.get(target[1:], target[1:]))
        elif target in knowledge.by_iri:
            link.set("href", "#" + knowledge.by_iri[target].name)
        elif target.startswith(BASE):
            link.set("href", "#metadata")  # of ourselves, where nothing is served
        elif link.get("class") != "own":
            link.set("class", "foreign")
