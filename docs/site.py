"""The pages of the site: what stands on each, from the ontology, the queries and the graph of the samples."""

from __future__ import annotations

import base64
import hashlib
import shlex
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from docs.addresses import Addresses, Place
from docs.code import names_used
from docs.diagram import big_picture, sentences
from docs.downloads import DOWNLOADS, downloads
from docs.drawing import SHARED, colours
from docs.headings import MODULES
from docs.knowledge import Knowledge, Scheme, Term, Words, short
from docs.lode import full_text
from docs.neighbours import neighbourhood
from docs.samples import Answer, Sampled, Statements, read_examples
from docs.shapes import Demand, Shape, Shapes
from docs.worked import work_example
from docs.writing import MARK
from ontology import BASE, POL
from queries import NamedQuery, list_queries
from queries.catalogue import GROUPS, group_queries

__all__ = ["Site"]

ROWS = 10
"""Rows of an answer that a page prints."""
CELL = 40
"""Characters of a value in such a row."""
_KINDS = {
    "class": Words("类", "class"),
    "object": Words("对象属性", "object property"),
    "datatype": Words("数据属性", "datatype property"),
    "annotation": Words("注释属性", "annotation property"),
}
_TARGETS = {
    "class": ("属于该类的节点", "instances of"),
    "subjects": ("有该属性的节点", "subjects of"),
    "objects": ("为该属性取值的节点", "values of"),
    "node": ("该节点", "the node"),
}


class Site:
    """The site of one state of the project."""

    def __init__(self, knowledge: Knowledge, *sampled: Sampled) -> None:
        """Take what the ontology says and the graphs that examples are taken from, the best first."""
        self.knowledge = knowledge
        self.shapes = Shapes(knowledge.examples).all
        self.queries = list_queries()
        self._sampled = sampled
        self._addresses = Addresses(knowledge, self.shapes)
        self._used = {query.name: names_used(_body(query)) for query in self.queries}
        self._examples = {name: path.read_text("utf-8") for name, path in knowledge.examples.items()}
        self._used_in_examples = {name: names_used(text) for name, text in self._examples.items()}

    def files(self) -> dict[str, bytes]:
        """Return the content of each file of the site by its path."""
        made = dict(self._downloads)
        for path, page in self._pages():
            if path in made:
                raise ValueError(f"two pages are called {path}")
            made[path] = page.encode("utf-8")
        return dict(sorted(made.items()))

    def _pages(self) -> Iterator[tuple[str, str]]:
        yield self._index()
        yield self._full_text()
        for term in self.knowledge.terms:
            yield self._term(term)
        for scheme in self.knowledge.schemes:
            yield self._scheme(scheme)
        for query in self.queries:
            yield self._query(query)
        for shape in self.shapes:
            yield self._shape(shape)
        for name in self._examples:
            yield self._example(name)

    @cached_property
    def _downloads(self) -> dict[str, bytes]:
        return downloads(self.knowledge.files)

    @cached_property
    def _from_examples(self) -> Statements:
        return read_examples(path for name, path in self.knowledge.examples.items() if not name.startswith("invalid"))

    @cached_property
    def _environment(self) -> Environment:
        """Jinja with everything escaped that is not marked as made by ourselves."""
        made = Environment(
            loader=PackageLoader("docs"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        dark = f"@media (prefers-color-scheme: dark) {{\n{colours(True)}}}\n"
        style = _own("style.css") + SHARED + colours(False) + dark
        made.filters["short"] = short
        made.globals.update(
            style=Markup(style),  # noqa: S704  (our own file)
            style_digest=_digest(style),
            version=next(
                iter(str(one["values"][0]) for one in self._header if one["property"].endswith("versionInfo")), ""
            ),
            mark=MARK,
            targets=_TARGETS,
        )
        return made

    @cached_property
    def _header(self) -> list[dict[str, Any]]:
        return [{"property": one.property, "values": one.values} for one in self.knowledge.header]

    def _written(self, template: str, place: Place, script: str = "", **values: object) -> tuple[str, str]:
        page = self._environment.get_template(template).render(
            page=place,
            script=Markup(script),  # noqa: S704  (our own file)
            script_digest=_digest(script),
            **values,
        )
        return place.path, page.strip() + "\n"

    def _index(self) -> tuple[str, str]:
        place = Place(self._addresses, "index.html", "总览 Overview", "", ())
        kept = self._downloads
        return self._written(
            "index.html", place, _own("search.js"),
            diagram=big_picture(self.knowledge, place.to),
            sentences=sentences(self.knowledge),
            worked=work_example(self.knowledge, place.to),
            terms=self.knowledge.terms,
            modules=[
                (path.stem, MODULES.get(path.stem, Words(path.stem, path.stem)), found)
                for path in self.knowledge.files
                if (found := [term for term in self.knowledge.terms if term.module == path.stem])
            ],
            queries=self.queries,
            groups=[(Words(*GROUPS[name]), found) for name, found in group_queries().items() if found],
            schemes=self.knowledge.schemes,
            shapes=self.shapes,
            downloads=[(name, media, len(kept[name])) for name, (_, media) in DOWNLOADS.items()],
            header=self._header,
        )  # fmt: skip

    def _full_text(self) -> tuple[str, str]:
        place = Place(self._addresses, "ontology.html", "全文 full text", "ontology", ())
        return self._written("ontology.html", place, content=full_text(self.knowledge, place.to))

    def _term(self, term: Term) -> tuple[str, str]:
        path = self._addresses.page(term.iri)
        place = Place(
            self._addresses, path, f"{term.label.zh} {term.name}", "terms", (("术语 terms", "index.html#terms"),)
        )
        turtle, source = self._data(term)
        others = self.knowledge.terms
        shaped = self._shaped(term)
        domain, range_ = self.knowledge.ends(term)
        return self._written(
            "term.html", place,
            term=term,
            kind=_KINDS[term.kind],
            subs=[one for one in others if term.iri in one.supers],
            domain=domain,
            range=range_,
            from_here=[one for one in others if term.iri in self.knowledge.ends(one)[0]],
            to_here=[one for one in others if term.iri in self.knowledge.ends(one)[1]],
            shaped=shaped,
            taken_from=self._taken_from[term.iri],
            drawing=neighbourhood(self.knowledge, self._ends, term, shaped, place.to),
            turtle=turtle,
            source=source,
            demands=list(self._demands(term.iri)),
            queries=[query for query in self.queries if term.iri in self._used[query.name]],
            examples=[name for name, names in self._used_in_examples.items() if term.iri in names],
        )  # fmt: skip

    def _data(self, term: Term) -> tuple[str, str]:
        """Return Turtle that uses a term, and the folder that it is from, or nothing."""
        found = [(sampled.statements, sampled.folder) for sampled in self._sampled]
        for statements, source in (*found, (self._from_examples, "examples")):
            told = statements.about_class(term.iri) if term.kind == "class" else statements.about_property(term.iri)
            if told:
                return told, source
        return "", ""

    def _shaped(self, term: Term) -> list[Term]:
        """Return the properties that the shapes of a class speak of besides those whose domain it is."""
        paths = {
            demand.path
            for shape in self.shapes
            for demand in shape.demands
            if ("class", term.iri) in shape.targets and "maxCount 0" not in map(" ".join, demand.limits)
        }
        return [
            one
            for one in self.knowledge.terms
            if short(one.iri) in paths and term.iri not in self.knowledge.ends(one)[0]
        ]

    @cached_property
    def _taken_from(self) -> dict[str, list[str]]:
        """The schemes from which the shapes say that the values of each property are taken."""
        found: dict[str, set[str]] = {term.iri: set() for term in self.knowledge.terms}
        named = {one: {scheme.iri} for scheme in self.knowledge.schemes for one in (scheme.iri, *scheme.members)}
        # a shape that others use stands for the schemes that it names
        named |= {shape.iri: set().union(*(named.get(iri, set()) for iri in shape.names)) for shape in self.shapes}
        for term in self.knowledge.terms:
            values = self.knowledge.ends(term)[1]
            if not values or any(one in self.knowledge.by_iri for one in values):
                continue  # its values may be other things than concepts
            for demand in (demand for shape in self.shapes for demand in shape.demands):
                if demand.path.split(" / ")[0] == short(term.iri):
                    found[term.iri].update(*(named.get(iri, ()) for iri in demand.names))
        return {iri: sorted(schemes) for iri, schemes in found.items()}

    @cached_property
    def _ends(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """What each property joins; where values are concepts, their scheme tells more than their class."""
        joined = {term.iri: self.knowledge.ends(term) for term in self.knowledge.terms}
        for iri, schemes in self._taken_from.items():
            domain, range_ = joined[iri]
            joined[iri] = domain, tuple(schemes) or range_
        return joined

    def _demands(self, iri: str) -> Iterator[tuple[Shape, Demand]]:
        """Yield the demands that speak of a term, and all of a shape whose targets are of the class."""
        for shape in self.shapes:
            aimed = any(target == iri for _, target in shape.targets)
            for demand in shape.demands:
                if aimed or iri in demand.names:
                    yield shape, demand

    def _scheme(self, scheme: Scheme) -> tuple[str, str]:
        path = self._addresses.page(scheme.iri)
        place = Place(self._addresses, path, scheme.label.zh, "schemes", (("概念表 schemes", "index.html#schemes"),))
        own = {scheme.iri, *scheme.members}
        queries = [query for query in self.queries if own & self._used[query.name]]
        terms = [term for term in self.knowledge.terms if scheme.iri in self._taken_from[term.iri]]
        return self._written("scheme.html", place, scheme=scheme, queries=queries, terms=terms)

    def _query(self, query: NamedQuery) -> tuple[str, str]:
        path = f"queries/{query.name}.html"
        place = Place(self._addresses, path, query.title_zh, "queries", (("查询 queries", "index.html#queries"),))
        answers = (sampled.answer(query) for sampled in self._sampled)
        answer = next((one for one in answers if len(one.rows)), self._sampled[0].answer(query))
        used = self._used[query.name]
        return self._written(
            "query.html", place,
            query=query,
            group=Words(*GROUPS[query.group]),
            answer=answer,
            columns=[column for name in answer.rows.columns for column in query.columns if column.name == name],
            rows=[[_cell(value) for value in row] for row in answer.rows.rows[:ROWS]],
            more=len(answer.rows) > ROWS,
            command=_command(query, answer),
            terms=[term for term in self.knowledge.terms if term.iri in used],
            foreign=sorted(iri for iri in used if place.is_foreign(iri) and self.knowledge.known(iri)),
            text=_body(query),
        )  # fmt: skip

    def _shape(self, shape: Shape) -> tuple[str, str]:
        path = self._addresses.page(shape.iri)
        place = Place(self._addresses, path, shape.name, "shapes", (("形状 shapes", "index.html#shapes"),))
        used = [other.iri for other in self.shapes if shape.iri in other.names and other is not shape]
        return self._written("shape.html", place, shape=shape, used=used)

    def _example(self, name: str) -> tuple[str, str]:
        crumbs = (("形状 shapes", "index.html#shapes"),)
        place = Place(self._addresses, f"examples/{name}.html", name, "shapes", crumbs)
        file = "ontology/examples/" + name.replace("-", "/", 1) + ".ttl"
        used = self._used_in_examples[name]
        terms = [term for term in self.knowledge.terms if term.iri in used]
        return self._written("example.html", place, name=name, file=file, text=self._examples[name], terms=terms)


def _own(name: str) -> str:
    return files("docs").joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Return what names a script or style in the policy of a page (CSP Level 3 §6.7.3.3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _body(query: NamedQuery) -> str:
    """Return a query without the header that its page says in words."""
    lines = query.text.splitlines()
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), 0)
    return "\n".join(lines[first:]).strip() + "\n"


def _command(query: NamedQuery, answer: Answer) -> str:
    values = "".join(f" -p {name}={shlex.quote(value)}" for name, value in answer.values.items())
    return f"policykg query {query.name}{values} --graph out/{answer.folder}"


def _cell(value: Any) -> str:
    """Return a value as a table prints it: an IRI short, long text cut."""
    if value is None:
        return ""
    text = str(value.value)
    text = short(text) if text.startswith((BASE, POL.NS)) else text
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
