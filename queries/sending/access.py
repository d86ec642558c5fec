"""Who asks: credentials from the environment or netrc, for Basic (RFC 7617) and Digest (RFC 7616) authentication.

They are sent to the address that the user named and nowhere else, and stand in no message. Of netrc (`~/.netrc`), a
password that others could read is refused, as ssh does with keys: curl would send it, Python would pass over it.
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
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

from queries.errors import QueryError

__all__ = ["Digest", "authorise", "credentials", "without_secrets"]

_Hash = Callable[[str], str]

_DIGEST_NAMES = ("-auth", "-auth/")
"""How addresses end that are known to want Digest, so that the password never travels: those of Virtuoso."""

_SHORTEST = 4
"""Characters of a password that is looked for in words of a server; a shorter one stands in any."""

_NAME = r"[\w!#$%&'*+.^`|~-]++"
_SCHEME = re.compile(rf"({_NAME})(?:\s++(?!=)|$)", re.ASCII)
_PARAMETER = re.compile(rf"({_NAME})\s*+=\s*+(?:\"(.*)\"|([^\s\"]+))", re.ASCII | re.DOTALL)


def credentials(url: str) -> tuple[str, str] | None:
    """Return user and password of the environment, or of netrc for the host of `url`, if there are any.

    Raises:
        QueryError: netrc is malformed, or others may read the password that is needed.
    """
    user, password = os.environ.get("POLICYKG_USER"), os.environ.get("POLICYKG_PASSWORD")
    if user is not None and password is not None:
        return user, password
    file = Path("~/.netrc").expanduser()
    try:
        # Given by name, it is read whatever its mode: only an entry that is used has to be hidden.
        entry = netrc.netrc(str(file)).authenticators(urlsplit(url).hostname or "")
        mode = file.stat().st_mode
    except netrc.NetrcParseError as error:  # whose words may be the password
        raise QueryError(f"{file}, line {error.lineno}: the file is malformed") from None
    except UnicodeDecodeError:
        raise QueryError(f"{file}: the file is not in UTF-8") from None
    except (OSError, RuntimeError):  # it is not there, or not ours to read, or there is no home
        return None
    if entry is None:
        return None
    if os.name == "posix" and entry[2] and mode & 0o077:
        raise QueryError(f"{file}: others may read the password; `chmod 600 {file}` hides it")
    return entry[0] or entry[1] or "", entry[2] or ""


def without_secrets(text: str, url: str) -> str:
    """Return words of a server without the password, which it may send back as it is or as it came."""
    known = credentials(url)
    if known is None or len(known[1]) < _SHORTEST:
        return text
    for secret in (_token(*known), known[1], quote(known[1], safe="", errors="surrogateescape")):
        text = text.replace(secret, "…")
    return text


def _token(user: str, password: str) -> str:
    """Write user and password as Basic authentication does; what the environment has is sent byte for byte."""
    return base64.b64encode(f"{user}:{password}".encode(errors="surrogateescape")).decode("ascii")


def authorise(request: urllib.request.Request) -> None:
    """Add the credentials for Basic authentication, if there are any and the address is not known to want Digest."""
    known = credentials(request.full_url)
    if known is None or urlsplit(request.full_url).path.endswith(_DIGEST_NAMES):
        return
    request.add_unredirected_header("Authorization", f"Basic {_token(*known)}")


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
        if (
            known is None
            or not (known[0].isascii() and known[0].isprintable())
            or any(mark in known[0] for mark in '"\\')
        ):
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
            return make(text.encode(errors="surrogateescape"), usedforsecurity=False).hexdigest()

        return hashed, lambda secret, data: hashed(f"{secret}:{data}")
