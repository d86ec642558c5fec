"""Credentials: Basic at once, Digest when it is asked for, and never where anybody could read them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from queries import QueryError, open_graph
from queries.backends.remote import RemoteGraph
from queries.sending.access import Digest, credentials

JSON = {"Content-Type": "application/sparql-results+json"}
NONE = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
Stub = Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]]


def challenge(words: str = "") -> tuple[int, dict[str, str], bytes]:
    return 401, {"WWW-Authenticate": f'Digest realm="SPARQL", nonce="n1", qop="auth"{words}'}, b"no"


def parts(header: str) -> dict[str, str]:
    return dict(re.findall(r'(\w+)="?([^",]*)"?', header.removeprefix("Digest ")))


@pytest.fixture
def me(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYKG_USER", "me")
    monkeypatch.setenv("POLICYKG_PASSWORD", "秘密")


@pytest.mark.parametrize(
    ("words", "name"), [("", "md5"), (', algorithm="MD5"', "md5"), (', algorithm="SHA-256"', "sha256")]
)
@pytest.mark.usefixtures("me")
def test_challenge_is_answered_in_utf8_and_signed_at_once_from_then_on(words: str, name: str, stub: Stub) -> None:
    url, seen = stub(challenge(words), (200, JSON, NONE), (200, JSON, NONE))
    graph = open_graph(url)
    graph.query("SELECT ?x {}")
    graph.query("SELECT ?x {}")
    assert len(seen) == 3
    assert seen[0][3] == seen[1][3] != b""
    for number, request in enumerate(seen[1:], start=1):
        said = parts(request[2]["Authorization"])

        def hashed(text: str) -> str:
            return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()

        secret, asked = hashed("me:SPARQL:秘密"), hashed("POST:/query")
        assert said["response"] == hashed(f"{secret}:n1:{number:08x}:{said['cnonce']}:auth:{asked}")


@pytest.mark.usefixtures("me")
def test_wrong_password_is_tried_once(stub: Stub) -> None:
    url, seen = stub(challenge())
    with pytest.raises(QueryError, match=r"HTTP 401 Unauthorized: no$") as caught:
        open_graph(url).query("SELECT ?x {}")
    assert len(seen) == 2
    assert "秘密" not in str(caught.value)


@pytest.mark.parametrize("words", [', algorithm="MD5-sess"', ', algorithm="none"'])
@pytest.mark.usefixtures("me")
def test_challenge_that_nobody_can_answer_is_a_refusal(words: str, stub: Stub) -> None:
    url, seen = stub(challenge(words))
    with pytest.raises(QueryError, match="HTTP 401"):
        open_graph(url).query("SELECT ?x {}")
    assert len(seen) == 1


@pytest.mark.parametrize(
    "header",
    [
        *("Negotiate", "Digest", 'Digest realm="x', "Bearer realm=x, Digest", "", ",", "=", 'realm="x", nonce="n"'),
        *("Digest foo", "Digest realm=", 'Digest realm="x", nonce="n", opaque=', 'Digest realm="x", nonce="n", foo'),
        *("Digest foo=", "Digest =x", 'Digest realm="x" nonce="n"', 'Digest realm="x", nonce="n", opaque="a'),
    ],
)
@pytest.mark.usefixtures("me")
def test_odd_challenge_is_a_refusal(header: str, stub: Stub) -> None:
    url, _ = stub((401, {"WWW-Authenticate": header}, b"no"))
    with pytest.raises(QueryError, match="HTTP 401"):
        open_graph(url).query("SELECT ?x {}")


@pytest.mark.parametrize(
    "header",
    [
        'Basic realm="x", Digest realm="y", nonce="n1", qop="auth"',
        'Negotiate YQ==, Basic realm="Digest, realm=z", , digest REALM = "y",nonce=n1, qop="auth"',
        'Digest realm="y", nonce="n1", qop="auth", Basic realm="x", charset="UTF-8"',
        'Digest broken, Digest realm="y", nonce="n1", qop="auth"',
    ],
)
@pytest.mark.usefixtures("me")
def test_challenge_is_found_among_others_in_one_header(header: str, stub: Stub) -> None:
    url, seen = stub((401, {"WWW-Authenticate": header}, b"no"), (200, JSON, NONE))
    open_graph(url).query("SELECT ?x {}")
    said = parts(seen[1][2]["Authorization"])
    assert (said["realm"], said["nonce"]) == ("y", "n1")


def test_name_that_digest_cannot_carry_is_not_sent(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYKG_USER", 'a"b')
    monkeypatch.setenv("POLICYKG_PASSWORD", "x")
    url, seen = stub(challenge())
    with pytest.raises(QueryError, match="HTTP 401"):
        open_graph(url).query("SELECT ?x {}")
    assert len(seen) == 1


@pytest.mark.usefixtures("me")
def test_password_does_not_travel_to_an_address_that_wants_digest(stub: Stub) -> None:
    url, seen = stub(challenge(), (200, JSON, NONE))
    open_graph(url.replace("/query", "/sparql-auth")).query("SELECT ?x {}")
    assert "Authorization" not in seen[0][2]
    assert seen[1][2]["Authorization"].startswith("Digest ")


def test_credentials_are_in_no_text_of_the_objects(me: None, stub: Stub) -> None:  # noqa: ARG001
    url, _ = stub(challenge(), (200, JSON, NONE))
    graph = RemoteGraph(url)
    graph.query("SELECT ?x {}")
    assert "秘密" not in repr(graph) + repr(vars(graph)) + repr(Digest())


def test_netrc_is_found_by_host(tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine db.invalid login a password b\n", encoding="utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    assert credentials("https://db.invalid:8890/sparql") == ("a", "b")
    assert credentials("https://other.invalid/") is None
