"""Requests over HTTP: no redirects, no proxy for this machine, patience with a busy server, its words in errors."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from html import unescape
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from time import sleep
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from queries.errors import QueryError, shown_address
from queries.sending.access import Digest, without_secrets
from queries.sending.bodies import CODINGS, read_beginning, read_body

__all__ = ["USER_AGENT", "BrokenError", "RefusedError", "Service", "is_loopback", "receive", "send"]

USER_AGENT = "policykg (+https://w3id.org/policykg/)"

_TRIES = 4
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_BUSY = (429, 503)
_MOST_WORDS = 4_000
_QUERY_NAMES = ("query", "sparql", "sparql-auth")
_VIRTUOSO = ("sparql-auth", "sparql-graph-crud", "sparql-graph-crud-auth")
_OTHER_NAMES = ("store", "data", "update", "sparql-graph-crud", "sparql-graph-crud-auth")
_RESERVED = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Service:
    """The two addresses of a triple store: SPARQL 1.1 Protocol (`query`) and Graph Store Protocol (`store`)."""

    query: str
    store: str

    @classmethod
    def from_url(cls, url: str) -> Service:
        """Work out both from either of them, or from the base URL of the store.

        >>> Service.from_url("http://localhost:7878").query
        'http://localhost:7878/query'
        >>> Service.from_url("http://localhost:3030/laws/data").query
        'http://localhost:3030/laws/query'
        >>> Service.from_url("http://例子.invalid/法").store
        'http://xn--fsqu00a.invalid/%E6%B3%95/store'
        """
        base, name = _split(_ascii(url))
        if name in _VIRTUOSO:
            return cls._virtuoso(base, name, signed=name.endswith("-auth"))
        return cls(
            query=base + (name if name in _QUERY_NAMES else "query"),
            store=base + ("data" if name == "data" else "store"),
        )

    @classmethod
    def _virtuoso(cls, base: str, name: str, signed: bool) -> Service:
        """Return the addresses of Virtuoso; those for a user with a password end in `-auth`."""
        asked = "sparql-auth" if name == "sparql-auth" else "sparql"
        return cls(base + asked, base + ("sparql-graph-crud-auth" if signed else "sparql-graph-crud"))

    @property
    def virtuoso(self) -> bool:
        """Whether the addresses are those of Virtuoso."""
        return "/sparql-graph-crud" in self.store

    def of(self, headers: Message, signed: bool) -> Service:
        """Return the addresses by the names that the server uses which sent these headers.

        Args:
            headers: those of any answer, a refusal too: Virtuoso and Fuseki can be told by them.
            signed: whether there are credentials.
        """
        folder, _, name = self.query.rpartition("/")
        if headers.get("Server", "").startswith("Virtuoso") and not self.virtuoso:
            return self._virtuoso(folder + "/", name, signed)
        if "Fuseki-Request-Id" in headers and self.store == folder + "/store":
            return Service(self.query, folder + "/data")
        return self

    @classmethod
    def for_query(cls, url: str) -> str:
        """Return the address to ask: `url` itself, unless it is the root of a server or an address for writing."""
        url = _ascii(url)
        base, name = _split(url)
        whole = urlsplit(url)
        if whole.query or not (name in _OTHER_NAMES or whole.path in ("", "/")):
            return url
        return base + "query"


def _ascii(url: str) -> str:
    """Write an IRI as a URL (RFC 3987 §3.1): a host in IDNA, everything else in percent-encoded UTF-8."""
    if url.isascii() and " " not in url:
        return url
    try:
        parts = urlsplit(url)
        user, at, address = parts.netloc.rpartition("@")
        host = ":".join(part if part.isascii() else part.encode("idna").decode("ascii") for part in address.split(":"))
        tail = (quote(part, _RESERVED, errors="surrogateescape") for part in (parts.path, parts.query, parts.fragment))
        return urlunsplit((parts.scheme, user + at + host, *tail))
    except ValueError as error:
        raise _no_url(url, error) from None


def _no_url(url: str, error: ValueError) -> QueryError:
    """Say that this is no URL; where it has a user or a password, the library's words may have them too."""
    shown = shown_address(url)
    return QueryError(f"{shown}: not a URL: {error}" if shown == url else f"{shown}: not a URL")


def _split(url: str) -> tuple[str, str]:
    """Split a URL into its base, with a slash at the end, and the name of a service (empty for a base URL)."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it raises when it is no number up to 65535
    except ValueError as error:
        raise _no_url(url, error) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError(f"{shown_address(url)}: an http or https URL is needed")
    if parts.username is not None:
        raise QueryError(
            f"{shown_address(url)}: no password in the URL; set POLICYKG_USER and POLICYKG_PASSWORD, or use netrc"
        )
    folder, _, name = parts.path.rpartition("/")
    if name not in (*_QUERY_NAMES, *_OTHER_NAMES):
        folder, name = parts.path.rstrip("/"), ""
    return urlunsplit((parts.scheme, parts.netloc, folder + "/", "", "")), name


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class RefusedError(QueryError):
    """An answer that is an error: its status, and its headers."""

    def __init__(self, message: str, status: int, headers: Message) -> None:
        """Keep what can be told of the server."""
        super().__init__(message)
        self.status = status
        self.headers = headers


class BrokenError(QueryError):
    """A connection that was refused, or ended before the answer did; it is safe to ask again."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for an error: a POST would arrive as an empty GET."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow nothing."""


@contextmanager
def send(request: urllib.request.Request, timeout: float, digest: Digest | None = None) -> Iterator[HTTPResponse]:
    """Send a request and lend the response; a busy server (429, 503) is asked again, more and more slowly.

    Args:
        request: what to send; its address stands in error messages.
        timeout: seconds to wait for the server at each step.
        digest: what answers a challenge; the same one for all requests to a server.

    Raises:
        RefusedError: the answer is an error; it carries the server's own words.
        BrokenError: the connection was refused, or ended before its time.
        QueryError: nobody answers.
    """
    address = request.full_url.partition("?")[0]
    host = urlsplit(request.full_url).hostname or ""
    handlers: list[Any] = [_NoRedirect(), digest or Digest()]
    if is_loopback(host):
        handlers.append(urllib.request.ProxyHandler({}))
    else:  # worth its while on a way, and not from memory to memory
        request.add_header("Accept-Encoding", CODINGS)
    opener = urllib.request.build_opener(*handlers)
    try:
        with _patiently(opener, request, timeout) as response:
            yield response
    except urllib.error.HTTPError as error:
        with error:
            raise RefusedError(_refusal(address, error), error.code, error.headers) from None
    except TimeoutError:
        raise QueryError(f"{address}: no answer within {timeout:g} s") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise QueryError(f"{address}: no answer within {timeout:g} s") from None
        if isinstance(error.reason, ConnectionResetError | BrokenPipeError):
            raise BrokenError(f"{address}: the connection broke: {error.reason}") from None
        if isinstance(error.reason, ConnectionRefusedError):
            raise BrokenError(f"{address}: no connection: {error.reason}") from None
        raise QueryError(f"{address}: no connection: {error.reason}") from None
    except (HTTPException, OSError) as error:
        raise BrokenError(f"{address}: the connection broke: {error or type(error).__name__}") from None


def receive(request: urllib.request.Request, timeout: float, digest: Digest) -> tuple[bytes, Message]:
    """Send a request and return the answer, read whole and unpacked, and its headers; errors are those of `send`."""
    with send(request, timeout, digest) as response:
        return read_body(response, request.full_url.partition("?")[0]), response.headers


def _patiently(opener: urllib.request.OpenerDirector, request: urllib.request.Request, timeout: float) -> HTTPResponse:
    """Open a request; wait and try again while the server says that it is busy."""
    pause = _FIRST_PAUSE
    for _ in range(_TRIES - 1):
        try:
            response: HTTPResponse = opener.open(request, timeout=timeout)
        except urllib.error.HTTPError as error:
            if error.code not in _BUSY:
                raise
            with error:
                asked = _asked_pause(error.headers)
            sleep(min(pause if asked is None else asked, _LONGEST_PAUSE))
            pause *= 2
        else:
            return response
    last: HTTPResponse = opener.open(request, timeout=timeout)
    return last


def _asked_pause(headers: Message) -> float | None:
    """Return the seconds that a busy server asks for (RFC 9110 §10.2.3): a number, or a time by its own clock."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdecimal():
        return float(asked[:9])
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
        return max(wait.total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _refusal(address: str, error: urllib.error.HTTPError) -> str:
    """Say in one line how the server refused."""
    if 300 <= error.code < 400:
        there = shown_address(error.headers.get("Location", "elsewhere"))
        said = f"{address}: the server redirects to {there}; use that address"
    else:
        words = _decoded(read_beginning(error, error.headers, _MOST_WORDS), error.headers)  # type: ignore[arg-type]
        said = f"{address}: HTTP {error.code} {error.reason}" + (f": {words}" if words else "")
    return without_secrets(said, address)


def _decoded(body: bytes, headers: Message) -> str:
    """Decode a server's words; of an HTML page, the text."""
    charset = headers.get_content_charset() or "utf-8"
    try:
        text = body.decode(charset, errors="replace")
    except LookupError:
        text = body.decode("utf-8", errors="replace")
    if headers.get_content_type() == "text/html":
        text = unescape(re.sub(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE))
    return text.strip()
