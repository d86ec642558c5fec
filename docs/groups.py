"""Under which headings the index lists terms and queries. What has no heading here stands under the last one."""

from __future__ import annotations

from collections.abc import Sequence

from docs.knowledge import Words
from queries import NamedQuery

__all__ = ["MODULES", "grouped"]

MODULES = {
    "policy": Words("核心", "the core"),
    "reading": Words("阅读与更正", "reading and correcting"),
    "register": Words("机构与地方", "bodies and places"),
    "trace": Words("落实比对", "what carries out what"),
}
"""What each file of the ontology is about."""
_GROUPS: tuple[tuple[Words, frozenset[str]], ...] = (
    (Words("谁负责什么", "who is responsible"),
     frozenset({"body", "body-responsibilities", "responsibilities", "tasks", "tasks-without-body", "together",
                "who-is-responsible", "deadlines", "compare"})),
    (Words("文件与落实", "documents and what carries them out"),
     frozenset({"documents", "references", "rests-on", "trace", "left-out", "added", "who-carries-out"})),
    (Words("机构", "bodies"), frozenset({"bodies", "body-history", "group-members", "identities"})),
    (Words("矿业与指标", "mining and figures"), frozenset({"mines", "mines-by-mineral", "minerals", "indicators"})),
)  # fmt: skip
_REST = Words("读得怎么样", "how well it was read, and more")


def grouped(queries: Sequence[NamedQuery]) -> list[tuple[Words, list[NamedQuery]]]:
    """Return the queries under their headings, each once."""
    groups = [(said, [query for query in queries if query.name in names]) for said, names in _GROUPS]
    held = {query.name for _, found in groups for query in found}
    groups.append((_REST, [query for query in queries if query.name not in held]))
    return [(said, found) for said, found in groups if found]
