"""The Chinese names of the concepts that a graph refers to."""

from __future__ import annotations

from functools import cache

from ontology.vocabulary import SCHEMES, concepts

__all__ = ["concept_label"]


@cache
def _labels() -> dict[str, str]:
    return {concept.iri: concept.label for scheme in SCHEMES for concept in concepts(scheme)}


def concept_label(iri: str) -> str:
    """Return the Chinese name of a concept, or its last segment where the vocabulary has none."""
    return _labels().get(iri) or iri.rpartition("/")[2]
