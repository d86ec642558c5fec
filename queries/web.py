"""Requests over HTTP: no redirects, no proxy for this machine, patience with a busy server, its words in errors."""

from __future__ import annotations

import base64
import netrc
import os
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from html import unescape
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from time import sleep
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from queries.errors import QueryError

__all__ = ["USER_AGENT", "Service", "authorise", "is_loopback", "send"]

USER_AGENT = "policykg (+https://w3id.org/policykg/)"

_TRIES = 4
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_BUSY = (429, 503)
_QUERY_NAMES = ("query", "sparql")
_OTHER_NAMES = ("store", "data", "update")
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
        return cls(
            query=base + (name if name in _QUERY_NAMES else "query"),
            store=base + ("data" if name == "data" else "store"),
        )

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
        raise QueryError(f"{url}: not a URL: {error}") from None


def _split(url: str) -> tuple[str, str]:
    """Split a URL into its base, with a slash at the end, and the name of a service (empty for a base URL)."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it raises when it is no number up to 65535
    except ValueError as error:
        raise QueryError(f"{url}: not a URL: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError(f"{url}: an http or https URL is needed")
    if parts.username is not None:
        hidden = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        raise QueryError(f"{hidden}: no password in the URL; set POLICYKG_USER and POLICYKG_PASSWORD, or use netrc")
    folder, _, name = parts.path.rpartition("/")
    if name not in (*_QUERY_NAMES, *_OTHER_NAMES):
        folder, name = parts.path.rstrip("/"), ""
    return urlunsplit((parts.scheme, parts.netloc, folder + "/", "", "")), name


def authorise(request: urllib.request.Request) -> None:
    """Add the credentials of the environment, or of netrc, if there are any; they go to no other address."""
    user, password = os.environ.get("POLICYKG_USER"), os.environ.get("POLICYKG_PASSWORD")
    if user is None or password is None:
        try:
            entry = netrc.netrc().authenticators(urlsplit(request.full_url).hostname or "")
        except (OSError, netrc.NetrcParseError):
            return
        if entry is None:
            return
        user, password = entry[0] or entry[1] or "", entry[2] or ""
    token = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
    request.add_unredirected_header("Authorization", f"Basic {token}")


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for an error: a POST would arrive as an empty GET."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow nothing."""


@contextmanager
def send(request: urllib.request.Request, timeout: float) -> Iterator[HTTPResponse]:
    """Send a request and lend the response; a busy server (429, 503) is asked again, more and more slowly.

    Args:
        request: what to send; its address stands in error messages.
        timeout: seconds to wait for the server at each step.

    Raises:
        QueryError: nobody answers, or the answer is an error; it carries the server's own words.
    """
    address = request.full_url.partition("?")[0]
    host = urlsplit(request.full_url).hostname or ""
    handlers: list[Any] = [_NoRedirect()]
    if is_loopback(host):
        handlers.append(urllib.request.ProxyHandler({}))
    opener = urllib.request.build_opener(*handlers)
    try:
        with _patiently(opener, request, timeout) as response:
            yield response
    except urllib.error.HTTPError as error:
        with error:
            raise QueryError(_refusal(address, error)) from None
    except TimeoutError:
        raise QueryError(f"{address}: no answer within {timeout:g} s") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise QueryError(f"{address}: no answer within {timeout:g} s") from None
        raise QueryError(f"{address}: no connection: {error.reason}") from None
    except (HTTPException, OSError) as error:
        raise QueryError(f"{address}: the connection broke: {error or type(error).__name__}") from None


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
                asked = error.headers.get("Retry-After", "")
            sleep(min(float(asked) if asked.isdecimal() else pause, _LONGEST_PAUSE))
            pause *= 2
        else:
            return response
    last: HTTPResponse = opener.open(request, timeout=timeout)
    return last


def _refusal(address: str, error: urllib.error.HTTPError) -> str:
    """Say in one line how the server refused."""
    if 300 <= error.code < 400:
        return f"{address}: the server redirects to {error.headers.get('Location', 'elsewhere')}; use that address"
    words = _decoded(error.read(4000), error.headers)
    return f"{address}: HTTP {error.code} {error.reason}" + (f": {words}" if words else "")


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
