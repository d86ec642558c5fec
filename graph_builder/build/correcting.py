"""Putting corrected readings in the place of those that people decided about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph_builder.build.desk import Desk
from graph_builder.build.reading import kept, record_ids
from graph_builder.build.records import digested, reading_of
from graph_builder.build.settling import give_keys
from graph_builder.cache import Cache, content_id
from graph_builder.corrections import Correction, apply, by_document

__all__ = ["correct"]


def correct(desk: Desk, cache: Cache, decided: Sequence[Correction], notes: list[str]) -> list[str]:
    """Correct the readings on the desk; return a line for each correction that is stale, and add to `notes`.

    Raises:
        CorrectionError: a correction cannot be meant so, or contradicts another one.
    """
    if not decided:
        return []
    give_keys(desk, cache)
    wanted = {correction.source for correction in decided}
    names = {row.name: row.n for row in desk.documents() if row.name in wanted}
    asked = {correction.document.partition("-copy")[0] for correction in decided}
    keys = {row.key: row.n for row in desk.documents() if row.key in asked}
    own, absent = by_document(names, keys, decided)
    elsewhere = Counter(correction.source for correction in absent)
    notes += [f"{n} corrections are about {name}, which is not among the sources" for name, n in elsewhere.items()]
    stale: list[str] = []
    for n, corrections in own.items():
        row = desk.document(n)
        cache.use(*record_ids(row))
        outcome = apply(reading_of(cache.raw(row.reading), row.name), corrections)
        notes += outcome.notes
        stale += outcome.stale
        corrected = content_id("corrected", row.reading, *map(repr, corrections))
        found = kept(row.name, corrected, digested(outcome.reading, row.name), cache)
        desk.enter(n, found.name, found.reading, found.base)
    return sorted(stale)
