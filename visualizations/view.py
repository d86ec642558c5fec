"""Asks a graph for all that a page shows and puts the rows together as a View.

What the stable named queries give is taken from them; the rest (texts, names, places, findings) comes from the
queries in `selects/`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Any

from queries import Graph, Rows, measure_bodies, run
from visualizations.gaps import read_gaps
from visualizations.histories import read_histories
from visualizations.model import Coverage, Fact, Histories, Link, Node, Text, View
from visualizations.naming import short_names
from visualizations.reader import Row, short_id
from visualizations.timetable import read_deadlines

_LOST = "（标题缺失）"
_PLACE_KIND = {"Mine": "mine", "IndustrialBase": "base", "IndustrialPark": "park"}


def read_view(graph: Graph, title: str | None = None) -> View:
    """Read a graph into a View; the same graph gives an equal View."""
    reader = _Reader(graph)
    for step in (_texts, _documents, _tasks, _responsibilities, _references, _bodies, _measures, _places, _minerals,
                 _evidence, _findings, _coverage, _indicators, read_deadlines, _gaps, _concerns,
                 _histories):  # fmt: skip
        step(reader)
    return reader.view(title)


def _last(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _value(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def _named(rows: Rows) -> Iterator[Row]:
    for row in rows.rows:
        yield {column: _value(term) for column, term in zip(rows.columns, row, strict=True)}


@dataclass
class _Draft:
    """A node while rows about it come in."""

    kind: str
    name: str = ""
    number: str = ""
    names: Counter[str] = field(default_factory=Counter)
    documents: dict[str, None] = field(default_factory=dict)
    details: dict[tuple[str, str], None] = field(default_factory=dict)
    parent: str = ""
    hint: str = ""


class _Reader:
    """Collects nodes, links and facts, and knows which text a quote stands in."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.texts: list[Text] = []
        self.by_name: dict[str, list[int]] = {}
        self.drafts: dict[str, _Draft] = {}
        self.links: dict[tuple[str, str, str], dict[int, None]] = defaultdict(dict)
        self.facts: list[Fact] = []
        self.known: dict[Fact, int] = {}
        self.read: list[str] = []
        self.coverage: list[Coverage] = []
        self.histories = Histories()
        self.unresolved: tuple[tuple[str, str], ...] = ()

    def select(self, name: str) -> Iterator[Row]:
        """Rows of one of our own queries."""
        text = files("visualizations").joinpath("selects", f"{name}.rq").read_text(encoding="utf-8")
        return _named(self.graph.select(text))

    def run(self, name: str) -> Iterator[Row]:
        """Rows of a stable named query."""
        return _named(run(name, self.graph))

    def draft(self, iri: str, kind: str) -> _Draft:
        return self.drafts.setdefault(short_id(iri), _Draft(kind))

    def place(self, document: str, source: str, start: int, end: int, quote: str) -> int:
        """The text, among those of that file name, that has the quote at its place; -1 when none has."""
        named = sorted(
            self.by_name.get(source, ()) if source else range(len(self.texts)),
            key=lambda index: document not in self.texts[index].documents,
        )
        return next((index for index in named if self.texts[index].content[start:end] == quote), -1)

    def fact(self, kind: str, row: Row, **more: Any) -> int:
        """Note a fact from a row with source, start, end and quote; an equal fact is noted once."""
        start, end, quote = int(row["start"] or 0), int(row["end"] or 0), row["quote"]
        document = short_id(row.get("document", ""))
        text = self.place(document, row.get("source", ""), start, end, quote)
        if not document and text >= 0:
            document = next(iter(self.texts[text].documents), "")
        fact = Fact(kind, text, start, end, quote, document, **more)
        if fact not in self.known:
            self.known[fact] = len(self.facts)
            self.facts.append(fact)
        return self.known[fact]

    def view(self, title: str | None) -> View:
        """All of it, sorted; links to nodes that do not exist are left out."""
        behind = _behind(self)
        for iri, draft in self.drafts.items():
            if draft.kind == "document" and not draft.parent and iri not in self.read:
                draft.parent = "stub"
        links = [
            Link(source, target, kind, tuple(facts), self._documents_of(source, target, facts),
                 kind == "concerns" and (source, target) in behind)
            for (source, target, kind), facts in sorted(self.links.items())
            if source in self.drafts and target in self.drafts and source != target
        ]  # fmt: skip
        loads: Counter[str] = Counter()
        for link in links:
            loads.update((link.source, link.target))
        nodes = _called([_finish(id_, draft, loads[id_]) for id_, draft in self.drafts.items()], self.drafts)
        titles = [node.name for node in nodes if node.id in self.read]
        several = f"等{len(titles)}份文件" if len(titles) > 1 else ""
        return View(
            title or "".join(titles[:1]) + several,
            tuple(self.read),
            nodes,
            tuple(links),
            tuple(self.facts),
            tuple(self.texts),
            tuple(self.coverage),
            self.histories,
            self.unresolved,
        )

    def _documents_of(self, source: str, target: str, facts: dict[int, None]) -> tuple[str, ...]:
        stated = {self.facts[fact].document for fact in facts}
        shared = [d for d in self.drafts[source].documents if d in self.drafts[target].documents]
        return tuple(sorted(stated)) if stated else tuple(shared)


def _finish(id_: str, draft: _Draft, load: int) -> Node:
    shortest = sorted(draft.names.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    label = shortest[0][0] if shortest and draft.kind == "body" else draft.name
    if draft.kind == "task":
        name = draft.name or _LOST + draft.hint
        label = f"{draft.number} {name}" if draft.number else name
        draft.name = name
    if draft.kind == "document":
        draft.name = draft.name or draft.number
        label = draft.number if draft.parent == "stub" and draft.number else draft.name
    return Node(
        id=id_, kind=draft.kind, label=label or id_, name=draft.name or label or id_, number=draft.number,
        aliases=tuple(sorted(set(draft.names) - {draft.name, label})), documents=tuple(draft.documents),
        details=tuple(draft.details), parent=draft.parent, load=load,
    )  # fmt: skip


def _called(nodes: list[Node], drafts: dict[str, _Draft]) -> tuple[Node, ...]:
    """Bodies under the name by which texts call them and nobody else."""
    names = short_names(
        {node.id: node.name for node in nodes if node.kind == "body"},
        {node.id: drafts[node.id].names for node in nodes if node.kind == "body"},
    )
    return tuple(
        replace(
            node, label=names[node.id], aliases=tuple(sorted({*node.aliases, node.label} - {node.name, names[node.id]}))
        )
        if node.id in names
        else node
        for node in nodes
    )


def _texts(reader: _Reader) -> None:
    texts: dict[str, Text] = {}
    for row in reader.select("texts"):
        text = texts.get(row["text"], Text(short_id(row["text"]), row["fileName"], (), row["content"]))
        documents = dict.fromkeys((*text.documents, short_id(row["document"])))
        texts[row["text"]] = replace(text, documents=tuple(documents))
    reader.texts = sorted(texts.values(), key=lambda text: (text.name, text.id))
    for index, text in enumerate(reader.texts):
        reader.by_name.setdefault(text.name, []).append(index)


def _documents(reader: _Reader) -> None:
    described = list(reader.select("documents"))
    order = {short_id(row["document"]): None for row in reader.run("documents")}
    reader.read = list(order)
    for row in sorted(described, key=lambda row: short_id(row["document"]) not in order):
        iri = short_id(row["document"])
        draft = reader.draft(iri, "document")
        draft.name, draft.number = draft.name or row["title"], draft.number or row["number"]
        draft.documents[iri] = None
        if row["stub"] == "true":
            draft.parent = "stub"
        for key in ("number", "issuer", "signed", "published"):
            if row[key]:
                draft.details[key, row[key]] = None
        if row["annex"]:
            annex = short_id(row["annex"])
            draft.parent = "notice"
            draft.documents[annex] = None
            reader.links[iri, annex, "cites"].update({})
    for row in reader.select("levels"):
        reader.draft(row["document"], "document").details["level", _last(row["level"])] = None


def _tasks(reader: _Reader) -> None:
    for row in reader.run("tasks"):
        task, document = short_id(row["task"]), short_id(row["document"])
        draft = reader.draft(task, "task")
        draft.name, draft.number, draft.parent = row["taskLabel"], row["taskNumber"], short_id(row["parentTask"])
        draft.documents[document] = None
        draft.hint = row["quote"].lstrip("（〔")[:8] + "…"
        if row["deadline"]:
            draft.details["deadline", row["deadline"]] = None
        fact = reader.fact("task", row, subject=task, words=row["taskLabel"], deadline=row["deadline"])
        reader.links[document, task, "states"][fact] = None


def _responsibilities(reader: _Reader) -> None:
    for row in reader.run("responsibilities"):
        task, body = short_id(row["task"]), short_id(row["department"])
        draft = reader.draft(body, "body")
        draft.name = draft.name or row["departmentLabel"]
        draft.names[row["mention"]] += 1
        draft.documents[short_id(row["document"])] = None
        generic = row["generic"] == "true"
        fact = reader.fact("responsibility", row, subject=task, object=body, role=row["role"], words=row["mention"],
                           deadline=row["deadline"], generic=generic, by=row["decidedBy"])  # fmt: skip
        reader.links[body, task, row["role"]][fact] = None


def _references(reader: _Reader) -> None:
    for row in reader.run("references"):
        document, target = short_id(row["document"]), short_id(row["target"])
        cited = reader.draft(target, "document")
        cited.name, cited.number = cited.name or row["targetTitle"], cited.number or row["targetNumber"]
        words = row["targetTitle"] or row["targetNumber"]
        fact = reader.fact("reference", row, subject=document, object=target, role=row["relation"], words=words)
        for home in (document, reader.facts[fact].document):
            cited.documents[home] = None
        reader.links[document, target, "cites"][fact] = None


def _bodies(reader: _Reader) -> None:
    for row in reader.select("bodies"):
        draft = reader.drafts.get(short_id(row["body"]))
        if draft is None:
            continue
        draft.names[row["other"]] += 0
        for key, value in (("level", _last(row["level"])), ("parent", row["parentLabel"]),
                           ("sort", _last(row["class"]))):  # fmt: skip
            if value and (key != "sort" or value in {"GenericBody", "OrganizationGroup"}):
                draft.details[key, value] = None
        del draft.names[""]


def _measures(reader: _Reader) -> None:
    """What a body has to do by role, with how many it works, and in whose circle: the one with most tasks names it."""
    bodies = measure_bodies(reader.graph)
    circles = Counter(body.community for body in bodies)
    first: dict[int, str] = {}
    for body in bodies:
        first.setdefault(body.community, body.label)
    for body in bodies:
        draft = reader.drafts.get(short_id(body.department))
        if draft is None:
            continue
        shown = [(role, str(tasks)) for role, tasks in body.roles if tasks]
        if body.partners:
            circle = f"{first[body.community]} · {circles[body.community]}"
            shown += [("partners", str(body.partners)), ("betweenness", f"{body.betweenness:g}"), ("circle", circle)]
        draft.details |= dict.fromkeys(shown)


def _places(reader: _Reader) -> None:
    for row in reader.select("places"):
        iri = short_id(row["place"])
        draft = reader.draft(iri, _PLACE_KIND[_last(row["class"])])
        draft.name = draft.name or row["label"]
        for other in (row["label"], row["other"]):
            if other:
                draft.names[other] += 0
        if row["status"]:
            draft.details["status", row["status"]] = None
        if row["mineral"]:
            reader.links[iri, short_id(row["mineral"]), "mineral"].update({})
        if row["base"]:
            reader.links[short_id(row["base"]), iri, "contains"].update({})


def _minerals(reader: _Reader) -> None:
    for row in reader.select("minerals"):
        draft = reader.draft(row["mineral"], "mineral")
        draft.name = draft.name or row["label"]
        if row["other"]:
            draft.names[row["other"]] += 0


def _evidence(reader: _Reader) -> None:
    home = {text.id: index for index, text in enumerate(reader.texts)}
    for row in reader.select("evidence"):
        index = home.get(short_id(row["text"]), -1)
        document = short_id(row["document"])
        if index >= 0 and document not in reader.texts[index].documents:
            continue  # a mine of two documents: this pair of document and evidence belongs to different ones
        row["source"] = reader.texts[index].name if index >= 0 else ""
        class_ = _last(row["class"])
        subject = short_id(row["mineral"] if class_ == "MineralMention" else row["subject"])
        kind = _PLACE_KIND.get(class_, "mineral")
        draft = reader.draft(subject, kind)
        draft.documents[document] = None
        reader.fact(kind, row, subject=subject, words=draft.name)


def _findings(reader: _Reader) -> None:
    reasons = {(row["document"], row["start"], row["end"]): row["reason"] for row in reader.run("unread")}
    for row in reader.run("findings"):
        reason = reasons.get((row["document"], row["start"], row["end"]), "") if row["kind"] == "unread" else ""
        reader.fact("finding", row, role=f"unread-{reason}" if reason else row["kind"], words=row["comment"])


def _coverage(reader: _Reader) -> None:
    for row in reader.run("coverage"):
        counted = Coverage(short_id(row["document"]), row["class"], int(row["sentences"]), int(row["characters"]))
        reader.coverage.append(counted)


def _histories(reader: _Reader) -> None:
    bodies = [id_ for id_, draft in reader.drafts.items() if draft.kind == "body"]
    reader.histories = read_histories(reader.run("body-history"), bodies)


def _indicators(reader: _Reader) -> None:
    for row in reader.run("indicators"):
        amount = _amount(row["value"], row["qualifier"], row["unit"])
        year = f"（{row['year']}）" if row["year"] else ""
        reader.fact("indicator", row, role=row["kind"], words=f"{row['label']} {amount}{year}", deadline=row["year"])


def _gaps(reader: _Reader) -> None:
    reader.unresolved = read_gaps(reader)


def _amount(value: str, qualifier: str, unit: str) -> str:
    """Value, qualifier and unit as one would write them: 3000余处, 95%以上, 低于0.01毫米."""
    if qualifier in {"余", "多"}:
        return f"{value}{qualifier}{unit}"
    after = qualifier.endswith(("上", "下", "右", "内", "外"))
    return f"{value}{unit}{qualifier}" if after else f"{qualifier}{value}{unit}"


def _concerns(reader: _Reader) -> None:
    """Tasks and their places and minerals, and whatever lies behind a place belongs to the place's documents."""
    for row in reader.select("concerns"):
        task, thing = short_id(row["task"]), short_id(row["thing"])
        if task in reader.drafts and thing in reader.drafts:
            reader.links[task, thing, "concerns"].update({})
            reader.drafts[thing].documents.update(reader.drafts[task].documents)
    for source, target, kind in sorted(reader.links):
        if kind == "mineral" and source in reader.drafts and target in reader.drafts:
            reader.drafts[target].documents.update(reader.drafts[source].documents)


def _behind(reader: _Reader) -> set[tuple[str, str]]:
    """Pairs of task and thing where another thing of the task already leads to it: their line would add nothing."""
    inner: dict[str, set[str]] = defaultdict(set)
    about: dict[str, set[str]] = defaultdict(set)
    for source, target, kind in reader.links:
        if kind in {"contains", "mineral"}:
            inner[source].add(target)
        elif kind == "concerns":
            about[source].add(target)
    return {(task, far) for task, things in about.items() for near in things for far in inner[near] & things}
