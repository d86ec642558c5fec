"""The nouns of the register: what is asked of a document, what is answered, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graph_builder.bodies import Authority, Body
from graph_builder.documents import digest
from ontology.terms import PREFIXES

__all__ = ["BY_PERSON", "COUNTRY", "Asked", "DocumentBodies", "Reason", "Ruling", "body_iri"]

COUNTRY = "国家"
"""Place of the bodies of the central level in tables for people."""
BY_PERSON = "identity.person"
"""The rule of an identity that a person decided."""


class Asked(NamedTuple):
    """A body as a document prints it: its name, the prefix that a list shares with it, whether it names nobody."""

    name: str
    prefix: str = ""
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a printed name means its body: the rule (`identity.…`) and what it saw, in English."""

    rule: str
    words: str

    def __str__(self) -> str:
        """Say both in one line."""
        return f"{self.rule}: {self.words}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about a name in a document, which was read as `former`; `by` and `note` may be empty."""

    asked: Asked
    former: Body
    body: Body
    by: str
    day: date | None
    note: str


@dataclass(frozen=True, slots=True)
class DocumentBodies:
    """Which body each name printed in a document means.

    `reasons` says why for each name that a rule of the register or a person tied to its body; `apart` why a name was
    not tied to another one of the document that is like it; `then` has the full names of bodies whose place was called
    otherwise then, by key.
    """

    source: str
    authority: Authority
    year: int | None
    bodies: Mapping[Asked, Body]
    reasons: Mapping[Asked, Reason]
    apart: Mapping[Asked, Reason]
    then: Mapping[str, str]
    rulings: tuple[Ruling, ...] = ()

    def body(self, name: str, prefix: str = "", generic: bool = False) -> Body:
        """Return the body that a printed name means."""
        return self.bodies[Asked(name, prefix, generic)]


@lru_cache(maxsize=4096)
def body_iri(key: str) -> str:
    """Return the IRI of the body with that key."""
    return f"{PREFIXES['id']}org/{digest(key)}"
