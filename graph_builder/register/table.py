"""The bodies of a build, and the table of which names were held for one body, and which for several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO

from graph_builder.bodies import Body
from graph_builder.register.names import BY_PERSON, COUNTRY, DocumentBodies, body_iri
from graph_builder.register.today import place_label
from graph_builder.sheets import write_sheet

__all__ = ["COLUMNS", "Register"]

_NAMED = 3
"""Other bodies of a name that a reason names."""
COLUMNS = ("decision", "name", "place", "body", "level", "code", "iri", "reason", "documents", "source")


@dataclass(slots=True)
class _Use:
    """What is known of one printed name of one body."""

    documents: int = 0
    source: str = ""
    reasons: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    overruled: set[str] = field(default_factory=set)


class Register:
    """The bodies of a build with their printed names; it grows with their number and not with that of documents."""

    def __init__(self) -> None:
        """Begin without a body."""
        self.bodies: dict[str, Body] = {}
        self._uses: dict[tuple[str, str], _Use] = {}
        self._names: dict[str, set[str]] = {}
        """Keys of the bodies that each printed name means."""
        self._labels: dict[str, set[str]] = {}

    def add(self, document: DocumentBodies) -> None:
        """Enter the bodies of a document; the order of documents does not matter."""
        seen = set()
        for asked, body in document.bodies.items():
            self.bodies[body.key] = min(body, self.bodies.get(body.key, body), key=_order)
            self._names.setdefault(asked.name, set()).add(body.key)
            self._labels.setdefault(body.key, set()).add(body.label)
            if body.parent and body.parent_label:
                self._labels.setdefault(body.parent, set()).add(body.parent_label)
            use = self._uses.setdefault((asked.name, body.key), _Use())
            seen.add((asked.name, body.key))
            reason = document.reasons.get(asked)
            (use.overruled if reason and reason.rule == BY_PERSON else use.reasons).add(
                str(reason) if reason else f"identity.name: {body.reason}"
            )
            if asked in document.apart:
                use.apart.add(str(document.apart[asked]))
        for pair in seen:
            use = self._uses[pair]
            use.documents += 1
            use.source = min(use.source or document.source, document.source)

    def labels(self) -> dict[str, str]:
        """Return the full name, by key, of each body that documents write in several ways, as with 和 and without."""
        several = ((key, labels) for key, labels in sorted(self._labels.items()) if len(labels) > 1)
        return {key: max(labels, key=lambda label: (len(label), label)) for key, labels in several}

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of the table of decisions, by name, place and body."""
        names: Counter[str] = Counter()
        for _, key in self._uses:
            names[key] += 1
        rows, labels = [], self.labels()
        alike = {
            name: dict(sorted(Counter(self.bodies[key].label for key in keys).items()))
            for name, keys in self._names.items()
        }
        for (name, key), use in self._uses.items():
            body = self.bodies[key]
            if body.kind == "generic":
                continue
            for decision, reason in self._decisions(name, body, use, names[key], alike[name]):
                place = place_label(body) or (COUNTRY if body.level == "state" else "")
                label = labels.get(key, body.label)
                rows.append((
                    decision, name, place, label, body.level or "", body.code or "", body_iri(key), reason,
                    str(use.documents), use.source,
                ))  # fmt: skip
        yield from sorted(rows, key=lambda row: (row[1], row[2], row[3], row[6], row[0]))

    def write(self, stream: TextIO) -> None:
        """Write the table as CSV; the stream should not translate line ends."""
        write_sheet(COLUMNS, self.rows(), stream, own={"decision", "level", "code", "iri", "documents"})

    def _decisions(
        self, name: str, body: Body, use: _Use, names: int, alike: Mapping[str, int]
    ) -> Iterator[tuple[str, str]]:
        """Yield the decisions on a name of a body with their reasons: what it was held for, what it was kept from.

        Args:
            name: the name as it is printed.
            body: one that it means.
            use: where it means that one.
            names: how many names that body has.
            alike: the labels of all bodies that the name means, in order, with the number of bodies of each.
        """
        if use.overruled:
            yield "overruled", "; ".join(sorted(use.overruled))
            return
        if names > 1 or name != body.label:
            yield "merge", "; ".join(sorted(use.reasons)[:3])
        if use.apart or len(self._names[name]) > 1:
            # A name such as 县财政局 means thousands of bodies, each of which has this row.
            own = alike[body.label] == 1
            others = islice((label for label in alike if not (own and label == body.label)), _NAMED)
            left = len(alike) - own - _NAMED
            more = f" and {left} more" if left > 0 else ""
            told = f"identity.place: elsewhere the name means {'、'.join(others)}{more}"
            yield "split", "; ".join([*sorted(use.apart), *([told] if len(self._names[name]) > 1 else [])])


def _order(body: Body) -> tuple[str, ...]:
    """Return what tells apart two readings of one body, so that one of them is taken whatever the order."""
    parts = (body.label, body.reason, body.kind, body.level, body.place, body.code, body.parent_label, body.short)
    return tuple(part or "" for part in parts)
