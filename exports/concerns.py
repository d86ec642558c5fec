"""What a task is about: a row a task and mineral, mine, base or park, with the first words of the task that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from exports.concepts import concept_label
from exports.subjects import INVERSE, Place, Subjects
from ontology.terms import POL, RDFS

__all__ = ["FACT", "concerns"]

FACT = "_fact"
"""Entry of a row that names the fact whose evidence it has, and which is no column."""
_NAMED = INVERSE + POL.namedPlace


def concerns(subjects: Subjects) -> Iterator[dict[str, Any]]:
    """Yield the rows of one graph; where nothing behind the heading names the thing, the heading is the place."""
    mentions: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in subjects.of(POL.MineralMention):
        for task in subjects.values(one, POL.inTask):
            for mineral in subjects.values(one, POL.mineral):
                mentions[task, mineral].append(one)
    for task in subjects.of(POL.Task):
        heading = subjects.place(task)
        for thing in subjects.values(task, POL.concerns):
            # A place in the words of the text has its places itself, and the rule at one mention of it.
            naming = {one: one for one in mentions[task, thing]} or {thing: subjects.value(thing, _NAMED) or thing}
            named = [(p, fact) for one, fact in naming.items() for p in subjects.places(one) if _behind(p, heading)]
            place, fact = min(named, key=lambda found: (found[0][:2], found[1]), default=(heading, task))
            start, end, quote, _, source = place or (None,) * 5
            yield {
                "concern": f"{task}#{thing}", "document": subjects.value(task, POL.statedIn), "task": task,
                "thing": thing, "thingLabel": subjects.value(thing, RDFS.label) or concept_label(thing), FACT: fact,
                "source": source, "start": start, "end": end, "quote": quote,
            }  # fmt: skip


def _behind(place: Place, heading: Place | None) -> bool:
    return heading is None or (place.text == heading.text and place.start >= heading.start)
