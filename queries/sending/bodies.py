"""Bodies of answers as they were before they were packed for the way, within bounds (RFC 9110 §8.4)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead

from queries.errors import QueryError

__all__ = ["CODINGS", "MOST_BYTES", "read_beginning", "read_body"]

CODINGS = "gzip"
"""What is asked for; deflate is read too, but servers do not agree what it is."""

MOST_BYTES = 1 << 30
"""Bytes that an answer may have."""

_PIECE = 1 << 16
_FREE = 1 << 24
_TIMES = 250
"""What an answer may grow to where it is longer than `_FREE`: rows pack to a twentieth, a bomb to a thousandth."""

_MOST_MEMBERS = 100
_GZIP = ("gzip", "x-gzip")
_GZIP_BITS, _ZLIB_BITS, _BARE_BITS = 31, 15, -15


def read_body(response: HTTPResponse, address: str) -> bytes:
    """Read the body of an answer whole, unpacked; `address` stands in error messages.

    Raises:
        QueryError: it is packed in a way that is not known, malformed, or too large.
        HTTPException: it ends before its time.
        OSError: the connection broke.
    """
    coding = _coding(response.headers)
    if coding not in ("", "identity", "deflate", *_GZIP):
        raise QueryError(f"{address}: the answer is packed in a way that is not known here: {coding}")
    pieces, room = [], MOST_BYTES
    for piece in _pieces(response):
        pieces.append(piece)
        room -= len(piece)
        if room < 0:
            raise QueryError(f"{address}: the answer is larger than {MOST_BYTES >> 20} MiB")
    body = b"".join(pieces)
    if coding in ("", "identity") or not body:
        return body
    most = min(MOST_BYTES, max(_FREE, _TIMES * len(body)))
    try:
        unpacked = _unpacked(body, coding, most)
    except zlib.error:
        raise QueryError(f"{address}: the answer is malformed: it is not the {coding} that it is said to be") from None
    if len(unpacked) > most:
        raise QueryError(f"{address}: the answer unpacks to more than {most >> 20} MiB from {len(body)} bytes")
    return unpacked


def read_beginning(response: HTTPResponse, headers: Message, most: int) -> bytes:
    """Read no more than `most` bytes of a body, unpacked; what cannot be read or unpacked is empty."""
    try:
        body = response.read(most)
        coding = _coding(headers)
        if coding in ("", "identity"):
            return body
        return _unpacker(body, coding).decompress(body, most) if coding in ("deflate", *_GZIP) else b""
    except (HTTPException, OSError, zlib.error):
        return b""


def _coding(headers: Message) -> str:
    return ", ".join(headers.get_all("Content-Encoding") or ()).strip().lower()


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    """Yield a body in pieces; read so, http.client does not tell that there is less than was announced."""
    while piece := response.read(_PIECE):
        yield piece
    if response.length:
        raise IncompleteRead(b"", response.length)


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    """Unpack a body; where there is more than `most`, return one byte more than that."""
    parts: list[bytes] = []
    length = 0
    for _ in range(_MOST_MEMBERS):
        unpacker = _unpacker(body, coding)
        parts.append(unpacker.decompress(body, most + 1 - length))
        length += len(parts[-1])
        if length > most:
            break
        if not unpacker.eof:
            raise IncompleteRead(b"")
        body = unpacker.unused_data.lstrip(b"\0")
        if not body:
            break
        if coding == "deflate":
            raise zlib.error
    else:
        raise zlib.error
    return b"".join(parts)


def _unpacker(body: bytes, coding: str) -> zlib._Decompress:
    """Return what unpacks a body; by deflate some servers mean the bare stream, without the head of zlib."""
    if coding in _GZIP:
        return zlib.decompressobj(_GZIP_BITS)
    headed = len(body) > 1 and body[0] & 15 == zlib.DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
    return zlib.decompressobj(_ZLIB_BITS if headed else _BARE_BITS)
