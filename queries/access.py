"""Who asks: credentials from the environment or netrc, for Basic (RFC 7617) and Digest (RFC 7616) authentication.

They are sent to the address that the user named and nowhere else, and stand in no message.
"""

from __future__ import annotations

import base64
import netrc
import os
import re
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from email.message import Message
from hashlib import md5, sha1, sha256
from http.client import HTTPResponse
from typing import IO
from urllib.parse import urlsplit

__all__ = ["Digest", "authorise", "credentials"]

_Hash = Callable[[str], str]

_DIGEST_NAMES = ("-auth", "-auth/")
"""How addresses end that are known to want Digest, so that the password never travels: those of Virtuoso."""

_NAME = r"[\w!#$%&'*+.^`|~-]++"
_SCHEME = re.compile(rf"({_NAME})(?:\s++(?!=)|$)", re.ASCII)
_PARAMETER = re.compile(rf"({_NAME})\s*+=\s*+(?:\"(.*)\"|([^\s\"]+))", re.ASCII | re.DOTALL)


def credentials(url: str) -> tuple[str, str] | None:
    """Return user and password of the environment, or of netrc for the host of `url`, if there are any."""
    user, password = os.environ.get("POLICYKG_USER"), os.environ.get("POLICYKG_PASSWORD")
    if user is not None and password is not None:
        return user, password
    try:
        entry = netrc.netrc().authenticators(urlsplit(url).hostname or "")
    except (OSError, netrc.NetrcParseError):
        return None
    return None if entry is None else (entry[0] or entry[1] or "", entry[2] or "")


def authorise(request: urllib.request.Request) -> None:
    """Add the credentials for Basic authentication, if there are any and the address is not known to want Digest."""
    known = credentials(request.full_url)
    if known is None or urlsplit(request.full_url).path.endswith(_DIGEST_NAMES):
        return
    token = base64.b64encode(":".join(known).encode()).decode("ascii")
    request.add_unredirected_header("Authorization", f"Basic {token}")


def _challenges(headers: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the parameters of each challenge for Digest; one that is malformed is none.

    A header may have several challenges, between commas as their parameters are (RFC 9110 §11.6.1).
    """
    for header in headers:
        found: list[tuple[str, list[str]]] = []
        for part in filter(None, urllib.request.parse_http_list(header)):
            if scheme := _SCHEME.match(part):
                found.append((scheme[1].lower(), []))
                part = part[scheme.end() :]
            if part and found:
                found[-1][1].append(part)
        for name, words in found:
            pairs = [_PARAMETER.fullmatch(word) for word in words]
            if name == "digest" and pairs and all(pairs):
                yield {pair[1].lower(): pair[2] or pair[3] or "" for pair in pairs if pair}


class Digest(urllib.request.HTTPDigestAuthHandler):
    """Answers a challenge for Digest, and signs the requests after it before they are refused.

    A server may refuse a long body by closing the connection while it is being sent, so that its challenge is never
    read; the first request to it should have none.
    """

    def __init__(self) -> None:
        """Know no challenge yet."""
        self._passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        super().__init__(self._passwords)
        self._challenge: dict[str, str] = {}
        self._answering = False

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        """Sign a request where a challenge is known."""
        if self._challenge and not self._answering:
            self._sign(request)
        return request

    https_request = http_request

    def http_error_401(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: Message,
    ) -> HTTPResponse | None:
        """Answer a challenge once; a second one says that name or password is wrong."""
        challenge = next(_challenges(headers.get_all("WWW-Authenticate") or ()), None)
        if challenge is None or self._answering:
            return None
        self._challenge = challenge
        if not self._sign(req):
            return None
        fp.close()
        self._answering = True
        try:
            response: HTTPResponse = self.parent.open(req, timeout=req.timeout)
            return response
        finally:
            self._answering = False

    def _sign(self, request: urllib.request.Request) -> bool:
        """Add the answer to the challenge, if there are credentials that it can be made of."""
        known = credentials(request.full_url)
        if known is None or not known[0].isascii() or any(mark in known[0] for mark in '"\\'):
            return False
        self._passwords.add_password(None, request.full_url, *known)
        answer = self.get_authorization(request, self._challenge)
        if answer:
            request.add_unredirected_header(self.auth_header, f"Digest {answer}")
        return bool(answer)

    def get_algorithm_impls(  # type: ignore[override]
        self, algorithm: str
    ) -> tuple[_Hash, Callable[[str, str], str]] | tuple[None, None]:
        """Hash in UTF-8 (the base class knows ASCII alone); an unknown algorithm is none."""
        make = {"MD5": md5, "SHA": sha1, "SHA-256": sha256}.get(algorithm.upper())
        if make is None:
            return None, None

        def hashed(text: str) -> str:
            return make(text.encode(), usedforsecurity=False).hexdigest()

        return hashed, lambda secret, data: hashed(f"{secret}:{data}")
