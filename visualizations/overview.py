"""The first sight of a graph too large for one picture: bodies and documents, the busiest by name, the rest in groups.

A group is one mark (市级单位 123) that opens a picture of its own, in which its members are named or grouped again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from visualizations.layout import lay_out
from visualizations.model import Link, Node, View
from visualizations.scenes import Line, Scene

_LARGE = 300  # nodes; more than this is a picture of lines
_HUGE = 3_000  # nodes of a single document; more than this is shown by its bodies
_MOST = {"body": 46, "document": 22}  # marks of a kind in one picture
_NAMED = {"body": (30, 14, 30), "document": (14, 10, 16)}  # of these by name, by depth
_LEVELS = {
    "state": "中央和国家机关", "province": "省级单位", "prefecture": "市级单位", "county": "县级单位",
    "township": "乡镇、街道", "": "其他单位", "GenericBody": "泛指的单位", "rest": "其余",
}  # fmt: skip
_FEW = 4  # documents of one issuer that make a group

Key = Callable[[Node], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of a kind under one mark; `key` is a word of the page's for it (level-state), or nothing but `words`."""

    id: str
    kind: str
    key: str
    words: str
    members: tuple[str, ...]


def needs_overview(view: View) -> bool:
    """Whether the page opens with documents and bodies alone; a single document is shown whole unless it is huge."""
    return len(view.nodes) > (_LARGE if len(view.documents) > 1 else _HUGE)


def overview(view: View) -> tuple[tuple[Group, ...], dict[str, Scene]]:
    """Groups, and the pictures: `tasks:` of all, `tasks:` and the id of a group that is opened."""
    shares = _shares(view)
    folder = _Folder(_loads(shares))
    bodies = folder.ordered([node for node in view.nodes if node.kind == "body"])
    papers = folder.ordered([node for node in view.nodes if node.kind == "document" and not node.parent])
    body_marks = folder.fold("b", bodies, (_by_level, _by_place), 0)
    paper_marks = folder.fold("d", papers, (_issuers(papers), _by_year), 0)
    nodes = {node.id: node for node in view.nodes}
    scenes = {"tasks:": _scene(body_marks, paper_marks, shares)}
    of: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for pair, tasks in shares.items():
        for end in pair:
            of[end][pair] = tasks
    # Groups come to light while others are opened.
    at = 0
    while at < len(folder.groups):
        group, keys, depth = folder.groups[at]
        at += 1
        opened = folder.fold(group.id, [nodes[id_] for id_ in group.members], keys, depth + 1)
        own = {pair: tasks for id_ in group.members for pair, tasks in of[id_].items()}
        if group.kind == "body":
            near = {paper for _, paper in own}
            scenes[f"tasks:{group.id}"] = _scene(opened, _around(paper_marks, papers, near), own)
        else:
            near = {body for body, _ in own}
            scenes[f"tasks:{group.id}"] = _scene(_around(body_marks, bodies, near), opened, own)
    return tuple(group for group, _, _ in folder.groups), scenes


def _shares(view: View) -> dict[tuple[str, str], int]:
    """How many tasks every document gives every body."""
    tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
    read = set(view.documents)
    for fact in view.facts:
        if fact.kind == "responsibility" and fact.document in read:
            tasks[fact.object, fact.document].add(fact.subject)
    return {pair: len(some) for pair, some in sorted(tasks.items())}


def _loads(shares: Mapping[tuple[str, str], int]) -> dict[str, tuple[int, int]]:
    """With how many a body or document shares tasks, and how many tasks."""
    others: Counter[str] = Counter()
    tasks: Counter[str] = Counter()
    for pair, count in shares.items():
        others.update(pair)
        tasks.update(dict.fromkeys(pair, count))
    return {id_: (others[id_], tasks[id_]) for id_ in others}


class _Folder:
    """Puts the lesser of many nodes into groups, and remembers these."""

    def __init__(self, loads: Mapping[str, tuple[int, int]]) -> None:
        self.loads = loads
        self.groups: list[tuple[Group, tuple[Key, ...], int]] = []

    def rank(self, node: Node) -> tuple[int, int]:
        others, tasks = self.loads.get(node.id, (0, 0))
        return (others, tasks) if node.kind == "body" else (tasks, others)

    def ordered(self, nodes: Sequence[Node]) -> list[Node]:
        """Bodies of most documents first, documents of most tasks first; those that name nobody in particular last."""
        return sorted(nodes, key=lambda node: (_is_vague(node), *(-value for value in self.rank(node)), node.id))

    def fold(self, name: str, members: Sequence[Node], keys: tuple[Key, ...], depth: int) -> list[Node | Group]:
        """Members by name, and groups for those for whom there is no room."""
        if not members or len(members) <= _MOST[members[0].kind]:
            return list(members)
        kind = members[0].kind
        named = list(members[: _NAMED[kind][min(depth, 2)]])
        parts: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in members[len(named) :]:
            parts[keys[0](node) if keys else ("rest", "")].append(node)
        largest = sorted(parts, key=lambda part: (-sum(self.rank(node)[1] for node in parts[part]), part))
        room = _MOST[kind] - len(named) - 1
        kept = [part for part in largest if len(parts[part]) > 1 and part[0] != "rest"][:room]
        left = [node for part in largest if part not in kept for node in parts[part]]
        marks: list[Node | Group] = [*named]
        marks += [self._group(name, kind, part, parts[part], keys[1:], depth) for part in kept]
        if len(left) == 1:
            return [*marks, *left]
        return [*marks, self._group(name, kind, ("rest", ""), self.ordered(left), keys[1:], depth)] if left else marks

    def _group(
        self, name: str, kind: str, part: tuple[str, str], members: Sequence[Node], keys: tuple[Key, ...], depth: int
    ) -> Group:
        within = sum(1 for group, _, _ in self.groups if group.id.rpartition(".")[0] == name)
        key, words = part
        group = Group(f"{name}.{within}", kind, key, words or _LEVELS["rest"], tuple(node.id for node in members))
        self.groups.append((group, keys, depth))
        return group


def _detail(node: Node, key: str) -> str:
    return next((value for name, value in node.details if name == key), "")


def _is_vague(node: Node) -> bool:
    return _detail(node, "sort") == "GenericBody"


def _by_level(node: Node) -> tuple[str, str]:
    level = "GenericBody" if _is_vague(node) else _detail(node, "level")
    return f"level-{level}", _LEVELS.get(level, level)


def _by_place(node: Node) -> tuple[str, str]:
    parent = _detail(node, "parent").removesuffix("人民政府")
    return ("", parent) if parent else ("rest", "")


def _issuers(papers: Sequence[Node]) -> Key:
    """Group by issuers of several documents, and the rest by year."""
    often = Counter(_detail(node, "issuer") for node in papers)

    def key(node: Node) -> tuple[str, str]:
        issuer = _detail(node, "issuer")
        return ("", issuer) if issuer and often[issuer] >= _FEW else _by_year(node)

    return key


def _by_year(node: Node) -> tuple[str, str]:
    year = (_detail(node, "signed") or _detail(node, "published"))[:4]
    return (f"year-{year}", f"{year}年") if year else ("year-", "未注明年份")


def _around(marks: Sequence[Node | Group], all_: Sequence[Node], near: set[str]) -> list[Node | Group]:
    """The other side of an opened group: by name where they are few, else as in the first picture."""
    named = [node for node in all_ if node.id in near]
    if named and len(named) <= _MOST[named[0].kind]:
        return [*named]
    return [mark for mark in marks if not near.isdisjoint(_members(mark))]


def _members(mark: Node | Group) -> tuple[str, ...]:
    return mark.members if isinstance(mark, Group) else (mark.id,)


def _scene(
    bodies: Sequence[Node | Group], papers: Sequence[Node | Group], shares: Mapping[tuple[str, str], int]
) -> Scene:
    mark_of = {id_: mark.id for mark in (*bodies, *papers) for id_ in _members(mark)}
    weights: Counter[tuple[str, str]] = Counter()
    for (body, paper), tasks in shares.items():
        if body in mark_of and paper in mark_of:
            weights[mark_of[body], mark_of[paper]] += tasks
    lines = tuple(Line(body, paper, "tasks", tasks) for (body, paper), tasks in sorted(weights.items()))
    nodes = [_as_node(mark) for mark in (*bodies, *papers)]
    return Scene(lay_out(nodes, [Link(line.source, line.target, line.kind) for line in lines]), lines)


def _as_node(mark: Node | Group) -> Node:
    if isinstance(mark, Node):
        return mark
    label = f"{mark.words} {len(mark.members)}"
    return Node(mark.id, mark.kind, label, label, load=40)
