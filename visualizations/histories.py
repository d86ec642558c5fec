"""What bodies grew out of and what became of them, for their dossiers: the named query `body-history`, by event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from visualizations.model import Change, Histories

_PREFIX = "https://w3id.org/policykg/id/"
_DERIVED = "reform.counterpart"


@dataclass
class _Event:
    """A change while its rows come in; the names of bodies by their short ids, in the order of the rows."""

    date: str
    kind: str
    source: str
    function: str
    derived: bool
    originals: dict[str, str]
    results: dict[str, str]

    def change(self) -> Change:
        return Change(
            self.date, self.kind, tuple(self.originals.items()), tuple(self.results.items()), self.source,
            self.function, self.derived,
        )  # fmt: skip


def read_histories(rows: Iterable[Mapping[str, str]], shown: Iterable[str]) -> Histories:
    """Put the rows of `body-history` together: every change once, and for each body shown the positions of its own.

    Args:
        rows: one for a body asked about, an event, and a body before and after it.
        shown: short ids of the bodies that the page has.
    """
    wanted = set(shown)
    events: dict[str, _Event] = {}
    own: dict[str, dict[str, None]] = {}
    for row in rows:
        body = _short(row["body"])
        if body not in wanted:
            continue
        own.setdefault(body, {})[row["event"]] = None
        event = events.setdefault(
            row["event"],
            _Event(row["date"], row["kind"], row["source"], row["function"], row["rule"] == _DERIVED, {}, {}),
        )
        event.originals[_short(row["original"])] = row["originalLabel"]
        event.results[_short(row["result"])] = row["resultLabel"]
    order = sorted(events, key=lambda iri: (events[iri].date, iri))
    place = {iri: index for index, iri in enumerate(order)}
    return Histories(
        tuple(events[iri].change() for iri in order),
        tuple((body, tuple(sorted(place[iri] for iri in of))) for body, of in sorted(own.items())),
    )


def _short(iri: str) -> str:
    return iri.removeprefix(_PREFIX)
