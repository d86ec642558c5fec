"""Which body a name means where a person says so: the table that people write, and its rows applied.

A row names a printed name, where it stands (a place, or one document), and the body that it means there. The body is
one that the build knows by that name, and then the two are one; or it is known by none, and then it is split off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph_builder.bodies import Body, identify
from graph_builder.bodies.names import clean
from graph_builder.errors import BuildError
from graph_builder.register.names import BY_PERSON, COUNTRY, Asked, DocumentBodies, Reason, Ruling, body_iri
from graph_builder.register.today import of_today, place_label
from graph_builder.sheets import day_of, sheet_rows

__all__ = ["COLUMNS", "Identity", "IdentityError", "Known", "overrule", "read_identities", "stale_rows"]

COLUMNS = ("decision", "name", "place", "source", "body", "iri", "by", "date", "note")
NEEDED = ("name", "body")
_OURS = frozenset({"merge", "split"})
"""Decisions of the program: such a row, copied and changed, has the body that the name was read as."""
_BODIES = frozenset({"department", "government", "party", "enterprise", "office", "vertical", "other"})


class IdentityError(BuildError):
    """A row of a person's table that cannot be meant so; the message is one line and begins with file and line."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A row: `name` at `place` (full name or code), or in the document `source` where no place is given, is `body`.

    A row that the program wrote has the `iri` of the body that it had read, and is about that name of that body alone.
    """

    where: str
    """File, line and (where it differs) row of the table, for messages."""
    name: str
    place: str
    source: str
    body: str
    by: str = ""
    day: date | None = None
    note: str = ""
    iri: str = ""

    def holds(self, asked: Asked, body: Body, document: DocumentBodies) -> bool:
        """Whether a name printed in a document, read as `body`, is what the row is about."""
        if asked.generic or clean(asked.name) != clean(self.name):
            return False
        if self.iri:
            return self.iri == body_iri(body.key)
        if not self.place:
            return document.source == self.source
        if body.level == "state" and not body.place:
            return self.place == COUNTRY
        own = (
            {body.place, place_label(body), body.code}
            if body.place
            else {document.authority.place, document.authority.code}
        )
        return self.place in own

    def __str__(self) -> str:
        """Say in one line what was decided."""
        there = f"at {self.place}" if self.place else f"in {self.source}"
        return f"{self.where}: “{self.name[:60]}” {there} is “{self.body[:60]}”"


def read_identities(paths: Iterable[Path]) -> tuple[Identity, ...]:
    """Return the rows of all tables, in their order; equal rows once.

    Raises:
        IdentityError: a file cannot be read, a row lacks something, or two rows contradict each other. The message is
            one line with file and line.
    """
    found: dict[tuple[str, str], Identity] = {}
    for path in paths:
        for where, cells in sheet_rows(path, COLUMNS, NEEDED, IdentityError, "build writes one: identities.csv"):
            row = _identity(where, {name: cell.strip() for name, cell in cells.items()})
            other = found.setdefault((clean(row.name), row.iri or row.place or f"in {row.source}"), row)
            if clean(other.body) != clean(row.body):
                raise IdentityError(f"{where}: contradicts {other.where}: the same name is given two bodies")
    return tuple(found.values())


def _identity(where: str, cells: Mapping[str, str]) -> Identity:
    for column in NEEDED:
        if not cells[column]:
            raise IdentityError(f"{where}: the column {column} is empty")
    place, source = cells.get("place", ""), cells.get("source", "")
    iri = cells.get("iri", "") if cells.get("decision") in _OURS else ""
    if not place and not source and not iri:
        raise IdentityError(f"{where}: neither place nor source says where the name stands")
    return Identity(
        where,
        cells["name"],
        place,
        source,
        " ".join(cells["body"].split()),
        cells.get("by", ""),
        day_of(cells.get("date", ""), "date", where, IdentityError),
        cells.get("note", ""),
        iri,
    )


class Known:
    """What people say of names, and the bodies of a build by what they are called; bounded by the number of these."""

    def __init__(self, documents: Iterable[DocumentBodies], rows: Iterable[Identity]) -> None:
        """Take the bodies of all documents, whose order does not matter, and the rows of people."""
        self.rows: dict[str, list[Identity]] = {}
        for row in sorted(rows, key=lambda one: bool(one.place)):  # what is said of one document comes first
            self.rows.setdefault(clean(row.name), []).append(row)
        self._bodies: dict[str, Body] = {}
        self._labels: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        for document in documents:
            for asked, body in document.bodies.items():
                self._bodies.setdefault(body.key, body)
                self._labels.setdefault(clean(body.label), set()).add(body.key)
                self._names.setdefault(clean(asked.name), set()).add(body.key)
        self._iris = {body_iri(key): key for key in self._bodies}

    def meant(self, row: Identity, former: Body, document: DocumentBodies) -> Body:
        """Return the body that a row gives to a name read as `former` in a document.

        Raises:
            IdentityError: several bodies have that name.
        """
        if row.body in self._iris:
            return self._bodies[self._iris[row.body]]
        if clean(former.label) == clean(row.body):
            return former
        key = self._one(row, self._labels.get(clean(row.body), set()), former)
        if key is None:
            near = {
                key for key in self._names.get(clean(row.body), set()) if self._at(key, former) and key != former.key
            }
            key = self._one(row, near, former)
        if key is not None:
            return self._bodies[key]
        alone = of_today(identify(row.body, document.authority, year=document.year))
        if alone.key in self._bodies and alone.key != former.key:
            return self._bodies[alone.key]
        if alone.key == former.key or alone.kind not in _BODIES:
            # The program would fold it into the body that it is split off from.
            own = f"{former.key.partition('|')[0]}|定|{clean(row.body)}"
            return replace(former, key=own, label=row.body, reason="split off by a person")
        return replace(alone, label=row.body, reason="named by a person")

    def _one(self, row: Identity, keys: set[str], former: Body) -> str | None:
        """Return the only body of some, those at the place of the former one first."""
        near = {key for key in keys if self._at(key, former)} or keys
        if len(near) > 1:
            iris = ", ".join(sorted(map(body_iri, near))[:3])
            raise IdentityError(
                f"{row.where}: {len(near)} bodies are called “{row.body[:60]}”: give its iri ({iris} ...)"
            )
        return next(iter(near), None)

    @staticmethod
    def _at(key: str, former: Body) -> bool:
        return key.partition("|")[0] == former.key.partition("|")[0]


def overrule(document: DocumentBodies, known: Known) -> tuple[DocumentBodies, frozenset[Identity]]:
    """Return the bodies of a document as people decided, and the rows that found a name in it.

    Raises:
        IdentityError: a row is ambiguous, or two rows give one name two bodies. Nothing is changed then.
    """
    decided: dict[Asked, tuple[Identity, Body]] = {}
    used: set[Identity] = set()
    for asked, former in document.bodies.items():
        for row in known.rows.get(clean(asked.name), ()):
            if not row.holds(asked, former, document):
                continue
            used.add(row)
            body = known.meant(row, former, document)
            other, first = decided.setdefault(asked, (row, body))
            if first.key != body.key and bool(other.place) == bool(row.place):
                raise IdentityError(f"{row.where}: contradicts {other.where}: the same name is given two bodies")
    bodies, reasons, apart = dict(document.bodies), dict(document.reasons), dict(document.apart)
    rulings = []
    for asked, (row, body) in decided.items():
        former = document.bodies[asked]
        if body.key != former.key:
            bodies[asked] = replace(body, short=asked.name)
            reasons[asked] = Reason(BY_PERSON, _said(row, former))
            apart.pop(asked, None)
            rulings.append(Ruling(asked, former, bodies[asked], row.by, row.day, row.note))
    ruled = replace(document, bodies=bodies, reasons=reasons, apart=apart, rulings=tuple(sorted(rulings, key=_order)))
    return ruled, frozenset(used)


def stale_rows(rows: Iterable[Identity], used: Iterable[Identity]) -> list[str]:
    """Return a line for each row whose name stands nowhere that it says."""
    found = set(used)
    return sorted(f"{row}: no such name is read there" for row in rows if row not in found)


def _said(row: Identity, former: Body) -> str:
    who = f" {row.by}" if row.by else ""
    when = f" on {row.day.isoformat()}" if row.day else ""
    note = f": {row.note}" if row.note else ""
    return f"decided by a person{who}{when}, before {former.label}{note}"


def _order(ruling: Ruling) -> tuple[Asked, str]:
    return ruling.asked, ruling.body.key
