"""Domains: what documents of one field name besides bodies and tasks.

A domain is data plus one small module with a function `recognise(text, start) -> list[DomainFact]`; it is listed here
and nowhere else, so that a second domain does not touch the pipeline.
"""

from __future__ import annotations

from collections.abc import Callable

from graph_builder.domains import mining
from graph_builder.model import DomainFact

__all__ = ["DOMAINS"]

DOMAINS: dict[str, Callable[[str, int], list[DomainFact]]] = {"mining": mining.recognise}
