"""Which form of a description a client gets, by its Accept header (RFC 9110 §12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["HTML", "TYPES", "choose", "takes_gzip"]

HTML = "text/html"
TYPES = {
    "ttl": "text/turtle",
    "html": HTML,
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""Media types by the word that asks for them in an address, the best first: who takes anything gets Turtle."""

_QUALITY = re.compile(r"[01](?:\.[0-9]{0,3})?")


def choose(accept: str, offered: Sequence[str] = tuple(TYPES.values())) -> str | None:
    """Return the type on offer that a client likes best, the first of equals; none where it takes none.

    >>> choose("text/html,application/xml;q=0.9,*/*;q=0.8")
    'text/html'
    >>> choose("*/*"), choose("text/csv"), choose("application/rdf+xml, text/turtle;q=0.5")
    ('text/turtle', None, 'application/rdf+xml')
    """
    wanted = _qualities(accept or "*/*")
    best, most = None, 0.0
    for offer in offered:
        ranges = (offer, f"{offer.partition('/')[0]}/*", "*/*")
        liked = next((wanted[one] for one in ranges if one in wanted), 0.0)
        if liked > most:
            best, most = offer, liked
    return best


def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client says that it takes gzip (RFC 9110 §12.5.3).

    >>> takes_gzip("gzip, deflate, br"), takes_gzip("*"), takes_gzip(""), takes_gzip("gzip;q=0, *")
    (True, True, False, False)
    """
    wanted = _qualities(accept_encoding)
    return wanted.get("gzip", wanted.get("x-gzip", wanted.get("*", 0.0))) > 0


def _qualities(header: str) -> dict[str, float]:
    """Read what a client takes, each with how much it likes it."""
    wanted: dict[str, float] = {}
    for part in header.split(",")[:100]:
        kind, *parameters = (word.strip().lower() for word in part.split(";"))
        quality = next((word[2:] for word in parameters if word.startswith("q=")), "1")
        wanted[kind] = float(quality) if _QUALITY.fullmatch(quality) else 0.0
    return wanted
