"""The bodies of one document, by the names that it prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph_builder.bodies import Authority, Body, identify, issuing_authority
from graph_builder.bodies.authority import authority_of
from graph_builder.model import Reading, Span
from graph_builder.register.branch_place import place_of_branches, place_of_text
from graph_builder.register.in_full import full_names
from graph_builder.register.introduced import introduced
from graph_builder.register.names import Asked, DocumentBodies, Reason
from graph_builder.register.reconcile import reconcile
from graph_builder.register.today import of_today

__all__ = ["document_bodies", "issued_by"]


def issued_by(reading: Reading, key: str) -> Authority:
    """Return who issues a document; where the place is unknown, `key` keeps its bodies apart from those of others."""
    header = reading.header
    title = "" if header.untitled else header.notice_title or header.title
    found = issuing_authority(header.issuers, title, header.signed.year if header.signed else None)
    unknown = found.place is None and found.level != "state"
    return replace(found, scope=key) if unknown else found


@dataclass(slots=True)
class _Names:
    """What the names of a document mean, each by itself."""

    authority: Authority
    year: int | None
    key: str
    then: dict[str, str] = field(default_factory=dict)
    """Full names of bodies whose place was called otherwise then, by key."""

    def meant(self, asked: Asked) -> Body:
        name, prefix, generic = asked
        body = identify(name, self.authority, shared_prefix=prefix, generic=generic, year=self.year, document=self.key)
        now = of_today(body)
        if now.label != body.label:
            self.then.setdefault(body.key, body.label)
        return now


def document_bodies(reading: Reading, key: str) -> DocumentBodies:
    """Return the body that each name printed in a document means; pure, and the same whatever the order of its tasks.

    Args:
        reading: what was read in it.
        key: what names the document in IRIs.
    """
    text = reading.recovered.text
    meaning = _Names(issued_by(reading, key), reading.header.signed.year if reading.header.signed else None, key)
    printed = sorted(set(_printed(reading)))
    alone = {asked: meaning.meant(asked) for asked in printed}
    placed: dict[str, Reason] = {}
    if (branches := _placed(meaning, alone, text)) is not None:
        meaning, reason = branches
        before, alone = alone, {asked: meaning.meant(asked) for asked in printed}
        placed = {alone[asked].key: reason for asked in printed if alone[asked].key != before[asked].key}
    lists: defaultdict[Span, set[str]] = defaultdict(set)
    for asked, clause in _listed(reading):
        lists[clause].add(alone[asked].key)
    names = {asked.name for asked in alone}
    told = sorted(set(introduced(text, names)))
    pairs = [(meaning.meant(Asked(short)), meaning.meant(Asked(full))) for short, full in told]
    in_full = [
        (alone[asked], meaning.meant(Asked(full)))
        for short, full in sorted(set(full_names(text, names | {full for _, full in told})))
        for asked in alone
        if asked.name == short and not asked.generic
    ]
    found = reconcile(alone.values(), lists.values(), pairs, meaning.year, in_full)
    reasons = placed | dict(found.reasons)
    return DocumentBodies(
        reading.source.name,
        meaning.authority,
        meaning.year,
        {asked: replace(found.bodies[body.key], short=body.short) for asked, body in alone.items()},
        {asked: reasons[body.key] for asked, body in alone.items() if body.key in reasons},
        {asked: found.apart[body.key] for asked, body in alone.items() if body.key in found.apart},
        meaning.then,
    )


def _placed(names: _Names, alone: Mapping[Asked, Body], text: str) -> tuple[_Names, Reason] | None:
    """Return the names as of the place that branches or the text tell, where the issuer and the title tell none."""
    authority = names.authority
    if authority.place is not None or authority.level == "state":
        return None
    branches = place_of_branches(alone, text, names.year)
    found = branches or place_of_text(alone, text, names.year)
    if found is None:
        return None
    word, place = found
    rule = "identity.place-of-branches" if branches else "identity.place-of-text"
    why = "the only one whose branches it lists" if branches else "which it names more than others"
    words = f"the document names no issuer; {word} is {place.label}, {why}"
    return _Names(authority_of(place), names.year, names.key), Reason(rule, words)


def _listed(reading: Reading) -> Iterator[tuple[Asked, Span]]:
    """Yield each body of a clause, with the place of the clause."""
    for task in reading.tasks:
        for responsibility in task.responsibilities:
            mention = responsibility.mention
            yield Asked(mention.text, mention.prefix, mention.generic), responsibility.clause


def _printed(reading: Reading) -> Iterator[Asked]:
    """Yield the names of a document: its issuers and those that a clause gives a role."""
    for name in reading.header.issuers:
        yield Asked(name)
    yield from (asked for asked, _ in _listed(reading))
