"""Which documents of a build are compared: one that says that it carries out or passes on another, with that other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_builder.documents import Library
from graph_builder.model import Reading, Relation
from graph_builder.trace.passages import sections
from graph_builder.trace.tracing import Trace, trace

__all__ = ["Comparison", "Comparisons"]

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
    """The documents of a build that are compared with each other; what comes out is found when it is asked for."""

    def __init__(self, readings: Mapping[str, Reading], library: Library) -> None:
        """Find out who implements whom.

        Args:
            readings: the documents of the build by their keys.
            library: the same, as references mean them.
        """
        self._readings = readings
        self._parents = {key: _parents(reading, key, library, readings) for key, reading in readings.items()}
        above = {parent for parents in self._parents.values() for parent in parents}
        self._compared = above | {key for key, parents in self._parents.items() if parents}

    def holds(self, key: str) -> bool:
        """Tell whether a document is compared with another one, on either side."""
        return key in self._compared

    def parents(self, key: str) -> tuple[str, ...]:
        """Return the keys of the documents that one is compared with as it implements them."""
        return self._parents[key]

    def of(self, key: str) -> list[Comparison]:
        """Return what a document carries out of each document that it implements."""
        child = self._readings[key]
        return [
            Comparison(parent, self._readings[parent], trace(self._readings[parent], child))
            for parent in self.parents(key)
        ]


def _parents(reading: Reading, key: str, library: Library, readings: Mapping[str, Reading]) -> tuple[str, ...]:
    """Return the keys of the documents that one implements, in the order in which it names them."""
    told = [r for r in reading.references if r.relation in _FOLLOWS]
    named = dict.fromkeys(library.key(r, reading.header) for r in told)
    found = tuple(other for other in named if other != key and other in readings)
    # Without sections of its own there is nothing to compare.
    return tuple(p for p in found if _has_sections(readings[p])) if found and _has_sections(reading) else ()


def _has_sections(reading: Reading) -> bool:
    return any(section.leaf for section in sections(reading))
