"""The events in the chains of given bodies, through the reforms, at the centre and at their places.

A chain runs from a body back to all it came from and on to all it became. What the table says of a tier is said of each
place of that tier at which one of the names occurs; nothing is said where the table has no row for the tier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from graph_builder.bodies import Authority, Body, identify
from graph_builder.bodies.authority import authority_of, place_of
from graph_builder.bodies.body import STATE
from graph_builder.bodies.places import BINGTUAN, division

from .reforms import STATE_TIER, ChangeKind, Name, Reform, Slot, reforms

Rule = Literal["reform.data", "reform.counterpart"]

RULE_DATA: Rule = "reform.data"
RULE_COUNTERPART: Rule = "reform.counterpart"

_CENTRE = Authority("state", None, None, "国务院")
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_LOCAL = {"province": "province", "prefecture": "city", "county": "county"}
_BRANCH = {"province": "branch-province", "prefecture": "branch-city", "county": "branch-county"}
_WORDS: dict[ChangeKind, str] = {
    "renamed": "更名为",
    "reorganized": "改组为",
    "merged": "合并组建",
    "split": "分设为",
    "absorbed": "并入",
    "transferred": "划入",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A change of bodies, for an org:ChangeEvent.

    `day` is that of the decision; of a counterpart, the last day by which local bodies were to follow. In an event of
    the kind "transferred" only a `function` moved: no result is the successor of an original.
    """

    key: str
    label: str
    day: date
    kind: ChangeKind
    originals: tuple[Body, ...]
    results: tuple[Body, ...]
    function: str
    source: str
    rule: Rule

    @property
    def successions(self) -> tuple[tuple[Body, Body], ...]:
        """Pairs of predecessor and successor, for pol:successor."""
        if self.kind == "transferred":
            return ()
        return tuple((old, new) for old in self.originals for new in self.results)


def events(bodies: Iterable[Body]) -> list[Event]:
    """Return all events in the chains of the bodies, both ways, by day and key.

    Functions that moved are told where a body of a chain gave or got them, of local bodies where both did.
    """
    stems = _stems()
    places: dict[str, list[Body]] = {}
    wanted: set[str] = set()
    for body in bodies:
        places.setdefault(body.place_key, []).append(body)
        if body.stem in stems:
            wanted.add(body.place_key)
    found: dict[str, Event] = {}
    for key in sorted(wanted):
        given = sorted(places[key], key=lambda body: (body.key, body.label, body.short))
        authority = _authority(given[0])
        if authority is not None:
            found |= {event.key: event for event in _Chains(key, authority, given).events()}
    return sorted(found.values(), key=lambda event: (event.day, event.key))


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem for row in reforms() for stem in row.old_stems | row.new_stems)


@cache
def _named_tiers() -> frozenset[str | None]:
    """The tiers and codes that rows name."""
    return frozenset(tier.removeprefix("-") for row in reforms() for tier in row.tiers)


@cache
def _rows(tiers: frozenset[str | None]) -> tuple[Reform, ...]:
    return tuple(row for row in reforms() if row.holds_at(tiers))


def _authority(body: Body) -> Authority | None:
    """Return the authority of a body's place; None where the body does not tell it well enough."""
    if body.place_key == STATE:
        return _CENTRE
    place = division(body.code) if body.code is not None else None
    if place is not None:
        authority = authority_of(place)
    else:
        name = body.place or ""
        scope = body.place_key.removesuffix(name).removesuffix("/").removeprefix("？")
        authority = Authority(body.level, name, None, "", scope)
    known = place_of(authority)
    return authority if known is not None and known.key == body.place_key else None


def _tiers(authority: Authority) -> frozenset[str | None]:
    """Return what rows of the table call the place: its tiers, and its code."""
    place = place_of(authority)
    if place is None:
        return frozenset({STATE_TIER})
    if place.name == BINGTUAN:
        return frozenset()  # its offices have names of their own
    local = "municipality" if place.code in _MUNICIPALITIES else _LOCAL.get(place.level or "")
    branch = "branch-capital" if place.capital else _BRANCH.get(place.vertical_level or "")
    province = place.at("province")
    here = {tier if province is None else f"{tier}@{province.code}" for tier in (local, branch)}
    return _named_tiers() & {local, branch, place.code, *here}


class _Chains:
    """The chains of the bodies of one place: rows are taken in the order of time and against it."""

    def __init__(self, key: str, authority: Authority, given: list[Body]) -> None:
        self.key = key
        self.authority = authority
        self.rows = _rows(_tiers(authority))
        self.rule: Rule = RULE_DATA if authority is _CENTRE else RULE_COUNTERPART
        place = place_of(authority)
        # 市 of an unknown city may be one that went its own way: only names that documents give count there.
        self.supplied = place is None or place.code is not None
        self.known: dict[str, Body] = {}
        for body in given:
            self.known.setdefault(body.stem, body)

    def events(self) -> Iterator[Event]:
        """Yield the events of the chains, once each."""
        given = set(self.known)
        later, after = self._follow(given, forward=True)
        earlier, before = self._follow(given, forward=False)
        chain = after | before
        for row in self.rows:
            if row in later or row in earlier or (row.kind == "transferred" and self._touches(row, chain)):
                event = self._event(row)
                if event is not None:
                    yield event

    def _follow(self, given: set[str], *, forward: bool) -> tuple[set[Reform], set[str]]:
        """Return the rows that lead on from the given names, and all names reached."""
        reached, taken = set(given), set()
        for row in self.rows if forward else reversed(self.rows):
            start, end = (row.originals, row.results) if forward else (row.results, row.originals)
            if row.kind == "transferred" or reached.isdisjoint(row.old_stems if forward else row.new_stems):
                continue
            one, other = self._resolve(start, end), self._resolve(end, start)
            if one and other:
                taken.add(row)
                reached |= {body.stem for body in other}
        return taken, reached

    def _touches(self, row: Reform, chain: set[str]) -> bool:
        gave, got = not chain.isdisjoint(row.old_stems), not chain.isdisjoint(row.new_stems)
        return (gave or got) if self.rule == RULE_DATA else (gave and got)

    def _resolve(self, slots: tuple[Slot, ...], others: tuple[Slot, ...]) -> tuple[Body, ...]:
        """Return the bodies that names mean at the place: those that occur there, else the usual one.

        An office keeps its ending (局 stays 局) unless the table gives no such name.
        """
        endings = {name.ending for slot in others if len(slot) > 1 for name in slot if name.stem in self.known}
        bodies: dict[str, Body] = {}
        for slot in slots:
            names = [name for name in slot if name.stem in self.known]
            if not names:
                certain = [name for name in slot if name.certain and self.supplied]
                names = [name for name in certain if name.ending in endings][:1] or certain[:1]
            for name in names:
                body = self.known.get(name.stem) or self._made(name)
                if body is not None:
                    bodies[self.known.setdefault(name.stem, body).key] = body
        return tuple(bodies.values())

    def _made(self, name: Name) -> Body | None:
        """Make a body that no document names, as a document of the place would; None if that means another body."""
        place = place_of(self.authority)
        label, brief = (place.label, place.brief) if place is not None else ("", "")
        text = name.text.replace("{place}", label).replace("{short}", brief)
        body = identify(text, self.authority)
        return body if body.key == f"{self.key}|{name.stem}" else None

    def _event(self, row: Reform) -> Event | None:
        originals, results = self._resolve(row.originals, row.results), self._resolve(row.results, row.originals)
        if not originals or not results:
            return None
        kind = row.kind
        if kind in {"renamed", "reorganized", "merged"}:
            kind = "merged" if len(originals) > 1 else "reorganized" if kind == "merged" else kind
        old, new = ("、".join(body.label for body in side) for side in (originals, results))
        keys = "+".join(body.key for body in originals), "+".join(body.key for body in results)
        return Event(
            f"{row.day}|{kind}|{keys[0]}>{keys[1]}|{row.function}",
            f"{old}{f'的{row.function}职责' if row.function else ''}{_WORDS[kind]}{new}（{row.day.year}年）",
            row.day,
            kind,
            originals,
            results,
            row.function,
            row.source,
            self.rule,
        )
