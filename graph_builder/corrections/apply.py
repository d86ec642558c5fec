"""Applying corrections to a reading: pure, and never in silence.

A correction holds where its quote still stands: at its place, or at one place only elsewhere in the same document (the
text has shifted). Where the quote is gone or stands twice, or the program reads something else there now, the
correction is stale: it is reported as a finding and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph_builder.corrections.changes import Changes
from graph_builder.corrections.correction import Correction, Kind
from graph_builder.corrections.facts import Fact, facts
from graph_builder.model import Finding, Reading, Recovered, Span, Verdict

__all__ = ["Outcome", "apply", "by_document"]

STALE = "stale-correction"
"""Kind of the finding that reports a correction which could not be applied."""
_SHOWN = 20

_Place = tuple[Kind, str, Span | None]
"""What a fact is, says and where: all that a row names it by; equal facts share it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reading with what people decided about it; `stale` and `notes` have one line each."""

    reading: Reading
    applied: int = 0
    stale: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _StaleError(Exception):
    """The text, or what the program reads in it, is not what the correction was about."""


def by_document(
    names: Mapping[str, int], keys: Mapping[str, int], corrections: Iterable[Correction]
) -> tuple[dict[int, list[Correction]], list[Correction]]:
    """Return the corrections of each document that has some, and those of documents that are not among the sources.

    A document is known by the name of its file, or else (the file was renamed) by its key.

    Args:
        names: places of the documents by the names of their sources.
        keys: the same by their keys as they are without corrections.
        corrections: the decisions of people.
    """
    own: dict[int, list[Correction]] = {}
    absent: list[Correction] = []
    for correction in corrections:
        found = names.get(correction.source, keys.get(correction.document.partition("-copy")[0]))
        (absent if found is None else own.setdefault(found, [])).append(correction)
    return dict(sorted(own.items())), absent


def apply(reading: Reading, corrections: Sequence[Correction]) -> Outcome:
    """Return the reading with the corrections applied to it.

    What follows from a fact is not read anew: a new day of signing does not move deadlines such as 年底前.

    Raises:
        CorrectionError: two corrections mean the same fact and contradict each other, or what one adds has no words in
            the text or no task to belong to. Nothing is changed then.
    """
    if not corrections:
        return Outcome(reading)
    known: dict[_Place, list[Fact]] = {}
    for one in facts(reading):
        known.setdefault((one.kind, one.was, one.place), []).append(one)
    changes = Changes(reading)
    decided: dict[object, Correction] = {}
    stale: list[tuple[str, Span | None]] = []
    notes: list[str] = []
    for correction in corrections:
        place: Span | None = None
        try:
            place, moved = _place(reading, correction)
            if moved:
                notes.append(f"{correction}: the text has shifted; applied at {place.start if place else 0}")
            fact = _fact(known, correction, place)
            if fact is None:
                changes.add(correction, place)
                continue
            other = decided.setdefault(fact.slot, correction)
            if other is not correction:
                if other.outcome != correction.outcome:
                    raise correction.error(f"contradicts {other.where}: the same fact is corrected twice")
                continue
            if correction.decision is Verdict.REJECT:
                changes.reject(correction, fact)
            elif not changes.edit(correction, fact):
                notes.append(f"{correction}: nothing was edited")
        except _StaleError as reason:
            stale.append((f"{correction}: {reason}", place))
    done = changes.done()
    findings = [Finding(STALE, f"更正未能应用：{line}", _shown(done, place), in_source=True) for line, place in stale]
    done = replace(done, findings=(*done.findings, *findings))
    return Outcome(done, len(done.decisions), tuple(line for line, _ in stale), tuple(notes))


def _place(reading: Reading, correction: Correction) -> tuple[Span | None, bool]:
    """Return where the quote stands in the source now, and whether it has moved."""
    quote, text = correction.quote, reading.source.text
    if correction.kind is Kind.DOCUMENT and not quote:
        return None, False
    start = correction.start
    if start is not None and quote and text.startswith(quote, start):
        return Span(start, start + len(quote)), False
    places = _read_places(reading.recovered, text, quote) if quote else []
    if not places:
        raise _StaleError("its quote no longer stands in the text")
    if len(places) > 1:
        raise _StaleError(f"its quote stands at {len(places)} places of the text, and none is the old one")
    return places[0], start is not None


def _read_places(recovered: Recovered, text: str, quote: str) -> list[Span]:
    """Return where a quote stands in what was read, once in a passage that stands there again and again."""
    places: list[Span] = []
    at = text.find(quote)
    while at >= 0 and len(places) < _SHOWN:
        if any(segment.source.start <= at < segment.source.end for segment in recovered.segments):
            places.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return places


def _fact(known: Mapping[_Place, list[Fact]], correction: Correction, place: Span | None) -> Fact | None:
    """Return the fact that a correction is about, None where it adds one."""
    if correction.decision is Verdict.ADD:
        return None
    place = None if correction.kind is Kind.DOCUMENT else place
    same = known.get((correction.kind, correction.was, place), [])
    if len(same) > 1:
        # Equal facts are told apart by where they stood; the task is surer than the place in it.
        path = correction.fact
        task = "/".join(path.split("/")[:2])
        same = [f for f in same if f.path == path] or [f for f in same if f.task and f.task == task] or same
    if not same:
        raise _StaleError("the program does not read this fact there any more")
    if len(same) > 1 and len({fact.task for fact in same}) > 1:
        raise _StaleError(f"{len(same)} facts are like it now")
    return same[0]


def _shown(reading: Reading, place: Span | None) -> Span:
    """Return words to show for a correction without a place: the title, else how the text begins."""
    if place is not None and place.end > place.start:
        return place
    if reading.header.title_span:
        return reading.recovered.in_source(reading.header.title_span)
    text = reading.source.text
    start = len(text) - len(text.lstrip())
    return Span(start, min(len(text), start + _SHOWN))
