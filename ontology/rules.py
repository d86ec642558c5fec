"""The rules by which facts are read, from `vocab/rules.ttl`: each version of a rule is a concept of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ontology.prefixes import PREFIXES
from ontology.terms import OWL, SKOS
from ontology.vocabulary import OntologyError, members

__all__ = ["Rule", "rule_iri", "rule_of", "rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule.

    Attributes:
        iri: Its IRI, which carries the version: `rule:bracket.verb-1`.
        name: The name that it has in all its versions: `bracket.verb`.
        version: Its version, from 1.
        label: Its short Chinese name.
        english: Its short English name.
        zh: What it reads, in Chinese.
        en: What it reads, in English.
        example: A stretch of text that it reads.
    """

    iri: str
    name: str
    version: int
    label: str
    english: str
    zh: str
    en: str
    example: str


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rules by name, each in its latest version: the one by which the program reads.

    >>> rules()["bracket.verb"].iri
    'https://w3id.org/policykg/rule/bracket.verb-1'
    """
    latest: dict[str, Rule] = {}
    for rule in _versions().values():
        if rule.name not in latest or latest[rule.name].version < rule.version:
            latest[rule.name] = rule
    return latest


def rule_iri(name: str) -> str:
    """Return the IRI of the latest version of a rule.

    Raises:
        OntologyError: No rule has that name.
    """
    if name not in rules():
        raise OntologyError(f"no rule {name!r} in the scheme of rules (ontology/vocab/rules.ttl)")
    return rules()[name].iri


def rule_of(iri: str) -> tuple[str, str]:
    """Return name and version of a rule by its IRI, also of one that this program does not know.

    >>> rule_of("https://w3id.org/policykg/rule/bracket.verb-1")
    ('bracket.verb', '1')
    >>> rule_of("bracket.verb")
    ('bracket.verb', '')
    """
    known = _versions().get(iri)
    if known:
        return known.name, str(known.version)
    name, _, version = iri.removeprefix(PREFIXES["rule"]).rpartition("-")
    return (name, version) if version.isdecimal() else (iri.removeprefix(PREFIXES["rule"]), "")


@cache
def _versions() -> Mapping[str, Rule]:
    """Every version of every rule by its IRI."""
    return {
        iri: Rule(
            iri=iri,
            name=said[SKOS.notation, ""][0],
            version=int(said[OWL.versionInfo, ""][0]),
            label=said[SKOS.prefLabel, "zh"][0],
            english=said[SKOS.prefLabel, "en"][0],
            zh=said[SKOS.definition, "zh"][0],
            en=said[SKOS.definition, "en"][0],
            example=said[SKOS.example, "zh"][0],
        )
        for iri, said in members("rule").items()
    }
