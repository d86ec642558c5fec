"""The bodies of one document, by the names that it prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from graph_builder.bodies import Authority, Body, identify, issuing_authority
from graph_builder.model import Reading, Span
from graph_builder.register.in_full import full_names
from graph_builder.register.introduced import introduced
from graph_builder.register.names import Asked, DocumentBodies
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


def document_bodies(reading: Reading, key: str) -> DocumentBodies:
    """Return the body that each name printed in a document means; pure, and the same whatever the order of its tasks.

    Args:
        reading: what was read in it.
        key: what names the document in IRIs.
    """
    authority = issued_by(reading, key)
    year = reading.header.signed.year if reading.header.signed else None

    def meant(asked: Asked) -> Body:
        body = identify(
            asked.name, authority, shared_prefix=asked.prefix, generic=asked.generic, year=year, document=key
        )
        now = of_today(body)
        if now.label != body.label:
            then.setdefault(body.key, body.label)
        return now

    then: dict[str, str] = {}
    alone = {asked: meant(asked) for asked in sorted(set(_printed(reading)))}
    lists: defaultdict[Span, set[str]] = defaultdict(set)
    for asked, clause in _listed(reading):
        lists[clause].add(alone[asked].key)
    names = {asked.name for asked in alone}
    text = reading.recovered.text
    told = sorted(set(introduced(text, names)))
    pairs = [(meant(Asked(short)), meant(Asked(full))) for short, full in told]
    in_full = [
        (alone[asked], meant(Asked(full)))
        for short, full in sorted(set(full_names(text, names | {full for _, full in told})))
        for asked in alone
        if asked.name == short and not asked.generic
    ]
    found = reconcile(alone.values(), lists.values(), pairs, year, in_full)
    return DocumentBodies(
        reading.source.name,
        authority,
        year,
        {asked: replace(found.bodies[body.key], short=body.short) for asked, body in alone.items()},
        {asked: found.reasons[body.key] for asked, body in alone.items() if body.key in found.reasons},
        {asked: found.apart[body.key] for asked, body in alone.items() if body.key in found.apart},
        then,
    )


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
