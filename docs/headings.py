"""What the index calls the files of the ontology; one that has no words here goes by its name."""

from __future__ import annotations

from docs.knowledge import Words

__all__ = ["MODULES"]

MODULES = {
    "policy": Words("核心", "the core"),
    "measures": Words("网络度量", "network measures"),
    "reading": Words("阅读与更正", "reading and correcting"),
    "register": Words("机构与地方", "bodies and places"),
    "trace": Words("落实比对", "what carries out what"),
}
"""What each file of the ontology is about."""
