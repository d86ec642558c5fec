"""Which documents of a build are compared: one that says that it carries out or passes on another, with that other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.model import Reading, Reference, Relation
from graph_builder.trace.passages import sections
from graph_builder.trace.tracing import Trace, trace

__all__ = ["Comparison", "Comparisons", "comparable", "follows"]

_FOLLOWS = (Relation.IMPLEMENTS, Relation.ISSUES)
"""贯彻落实, 根据 and the like, and 转发: a notice that passes a document on says how it is to be carried out."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document that another one implements, and what that one carries out of it."""

    key: str
    """Key of the document that is implemented."""
    parent: Reading
    traces: tuple[Trace, ...]


class Comparisons:
    """What one document is compared with; what comes out is found when it is asked for."""

    def __init__(self, child: Reading, parents: Sequence[tuple[str, Reading]], compared: bool = True) -> None:
        """Take a document, those of the build that it implements with their keys, and whether any is compared with it.

        One that only others implement has no parents and is compared all the same.
        """
        self._child, self._parents = child, parents
        self.compared = compared

    def __iter__(self) -> Iterator[Comparison]:
        """Yield what the document carries out of each document that it implements."""
        for key, parent in self._parents:
            yield Comparison(key, parent, trace(parent, self._child))


def follows(reference: Reference) -> bool:
    """Tell whether a document that has such a reference is to be compared with the one that it means."""
    return reference.relation in _FOLLOWS


def comparable(reading: Reading) -> bool:
    """Tell whether a document has sections of its own: otherwise there is nothing to compare."""
    return any(section.leaf for section in sections(reading))
