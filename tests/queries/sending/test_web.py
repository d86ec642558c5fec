"""What comes over HTTP: packed answers, connections that fail, netrc, and no secret in any message."""

from __future__ import annotations

import base64
import gzip
import re
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from queries import QueryError, Rows, load, open_graph
from queries.sending import bodies as bodies_read
from queries.sending.access import credentials

JSON = {"Content-Type": "application/sparql-results+json"}
NONE = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
ASK = "SELECT ?x {}"
SECRET = "Geheim/9%&墙"  # noqa: S105 - a mark to look for
Stub = Callable[..., tuple[str, list[tuple[str, str, dict[str, str], bytes]]]]


def gzipped(body: bytes) -> bytes:
    # Names of tests are made of it, and all processes that run tests must find the same names.
    return gzip.compress(body, mtime=0)


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzipped(NONE)),
        ("x-gzip", gzipped(NONE)),
        (" GZIP ", gzipped(NONE)),
        ("gzip", gzipped(NONE[:9]) + gzipped(NONE[9:]) + b"\0\0"),
        ("deflate", zlib.compress(NONE)),
        ("deflate", bare(NONE)),
        ("identity", NONE),
    ],
)
def test_packed_answer_is_read(coding: str, packed: bytes, stub: Stub) -> None:
    url, _ = stub((200, {**JSON, "Content-Encoding": coding}, packed))
    assert open_graph(url).query(ASK) == Rows(("x",))


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [
        ("gzip", NONE, "malformed: it is not the gzip"),
        ("deflate", NONE, "malformed: it is not the deflate"),
        ("gzip", gzipped(NONE) + b"more", "malformed"),
        ("gzip", gzipped(b"") * 101, "malformed"),
        ("deflate", zlib.compress(NONE) + b"more", "malformed"),
        ("br", NONE, "packed in a way that is not known here: br$"),
        ("gzip, gzip", gzipped(gzipped(NONE)), "not known here: gzip, gzip$"),
        ("\x1b[2J", NONE, "not known here"),
        ("gzip", gzipped(bytes(1 << 25)), r"unpacks to more than 16 MiB from \d+ bytes$"),
        ("gzip", b"", "malformed"),
    ],
)
def test_what_is_packed_wrongly_is_one_line(coding: str, body: bytes, words: str, stub: Stub) -> None:
    url, seen = stub((200, {**JSON, "Content-Encoding": coding}, body))
    with pytest.raises(QueryError, match=words) as caught:
        open_graph(url).query(ASK)
    assert str(caught.value).isprintable()
    assert len(seen) == 1


def test_packed_answer_that_ends_too_early_is_asked_for_again(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.backends.remote.sleep", lambda _: None)
    packed, how = gzipped(NONE), {**JSON, "Content-Encoding": "gzip"}
    url, seen = stub((200, how, packed[:-3]), (200, how, packed))
    assert open_graph(url).query(ASK) == Rows(("x",))
    assert len(seen) == 2


def test_answer_has_a_size(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies_read, "MOST_BYTES", 40)
    url, _ = stub((200, JSON, NONE))
    with pytest.raises(QueryError, match="the answer is larger than 0 MiB"):
        open_graph(url).query(ASK)


def test_packed_words_of_a_refusal(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.backends.remote.sleep", lambda _: None)
    for coding, body, words in (
        ("gzip", gzipped("没有权限".encode()), ": 没有权限$"),
        ("gzip", gzipped(b"a" * 10_000_000), r": a{100,}…$"),
        ("deflate", zlib.compress(b"no"), ": no$"),
        ("br", b"\x8b\x01\x80", "HTTP 403 Forbidden$"),
        ("gzip", b"no", "HTTP 403 Forbidden$"),
    ):
        url, _ = stub((403, {"Content-Encoding": coding}, body))
        with pytest.raises(QueryError, match=words):
            open_graph(url).query(ASK)
    url, _ = stub((403, {"Transfer-Encoding": "chunked"}, b"40\r\nno"))
    with pytest.raises(QueryError, match=r"HTTP 403 Forbidden$"):
        open_graph(url).query(ASK)


def test_packing_is_asked_for_over_a_way_alone(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    url, seen = stub((200, JSON, NONE))
    open_graph(url).query(ASK)
    monkeypatch.setattr("queries.sending.web.is_loopback", lambda _: False)
    monkeypatch.setenv("no_proxy", "*")
    open_graph(url).query(ASK)
    assert [request[2]["Accept-Encoding"] for request in seen] == ["identity", "gzip"]


@contextmanager
def hanging_up(times: int, answer: bytes) -> Iterator[tuple[str, list[int]]]:
    """A server that hangs up before it says anything, so many times, and then answers."""
    met: list[int] = []

    def work() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line:
                met.append(len(line.recv(1 << 16)))
                if len(met) > times:
                    head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON['Content-Type']}\r\nContent-Length: {len(answer)}\r\n\r\n"
                    line.sendall(head.encode() + answer)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/query", met
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_who_hangs_up_before_answering_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("queries.backends.remote.sleep", pauses.append)
    with hanging_up(2, NONE) as (url, met):
        assert open_graph(url).query(ASK) == Rows(("x",))
        assert (len(met), pauses) == (3, [0.2, 0.4])
    with hanging_up(9, NONE) as (url, met), pytest.raises(QueryError, match="the connection broke") as caught:
        open_graph(url).query(ASK)
    assert len(met) == 3
    assert str(caught.value).isprintable()


def test_refused_connection_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    pauses: list[float] = []
    monkeypatch.setattr("queries.backends.remote.sleep", pauses.append)
    with pytest.raises(QueryError, match=rf"^http://127\.0\.0\.1:{port}/query: no connection: .*refused$"):
        open_graph(f"http://127.0.0.1:{port}/query").query(ASK)
    assert pauses == [0.2, 0.4]


def netrc(home: Path, text: str, mode: int = 0o600) -> None:
    (home / ".netrc").write_text(text, encoding="utf-8")
    (home / ".netrc").chmod(mode)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"machine 127.0.0.1 login me passwort {SECRET}\n", 1),
        (f"\nmachine 127.0.0.1\n{SECRET}", 3),
        (f"{SECRET} ", 1),
        (f'machine 127.0.0.1 login me password "{SECRET}\n', None),
    ],
)
def test_malformed_netrc_is_one_line(text: str, line: int | None, stub: Stub, tmp_path: Path) -> None:
    netrc(tmp_path, text)
    url, seen = stub((200, JSON, NONE))
    if line is None:  # Python takes an open quote for a part of the word
        open_graph(url).query(ASK)
        return
    with pytest.raises(QueryError, match=rf"\.netrc, line {line}: the file is malformed$") as caught:
        open_graph(url).query(ASK)
    assert SECRET not in str(caught.value)
    assert seen == []


def test_netrc_in_another_encoding_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_bytes("machine a login 库 password b".encode("gb18030"))
    with pytest.raises(QueryError, match=r"\.netrc: the file is not in UTF-8$"):
        credentials("http://a/")


def test_password_that_others_may_read_is_not_sent(stub: Stub, tmp_path: Path) -> None:
    url, seen = stub((200, JSON, NONE))
    netrc(tmp_path, f"machine 127.0.0.1 login me password {SECRET}\n", 0o644)
    with pytest.raises(QueryError, match=r"\.netrc: others may read the password; `chmod 600 .*` hides it$"):
        open_graph(url).query(ASK)
    assert seen == []
    netrc(tmp_path, f"machine other.invalid login me password {SECRET}\n", 0o644)
    open_graph(url).query(ASK)
    assert "Authorization" not in seen[0][2]


def test_environment_goes_before_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc(tmp_path, "nonsense")
    monkeypatch.setenv("POLICYKG_USER", "me")
    monkeypatch.setenv("POLICYKG_PASSWORD", "\udcff")
    assert credentials("http://a/") == ("me", "\udcff")


def test_password_in_another_encoding_is_sent_as_it_is(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYKG_USER", "me")
    monkeypatch.setenv("POLICYKG_PASSWORD", "\udcff")
    url, seen = stub((200, JSON, NONE))
    open_graph(url).query(ASK)
    assert base64.b64decode(seen[0][2]["Authorization"].removeprefix("Basic ")) == b"me:\xff"


@pytest.mark.parametrize(
    "url",
    [
        *(
            f"{scheme}://me:{SECRET}@{host}"
            for scheme in ("http", "HTTPS", "ftp")
            for host in ("a.invalid/query", "[::1")
        ),
        f"http://me:{SECRET}@a:99999999/",
        "http://Geheim@a/",
        f"http://me:{SECRET}@{'例' * 99}.invalid/",
        f"http:/me:{SECRET}@a/query",
        f"http://me:99{SECRET}@a/ b",
    ],
)
def test_what_stands_before_the_host_is_refused_and_not_repeated(url: str, built: Path) -> None:
    for attempt in (lambda: open_graph(url).ask("ASK {}"), lambda: load(built, url), lambda: load(url, "http://a/")):
        with pytest.raises(QueryError) as caught:
            attempt()
        assert not re.search(r"Geheim|9%&", str(caught.value)), caught.value
        assert str(caught.value).isprintable()


TOKEN = base64.b64encode(f"me:{SECRET}".encode()).decode()
ECHOED = f"{SECRET} Basic {TOKEN}".encode()
DIGEST = {"WWW-Authenticate": 'Digest realm="a", nonce="n", qop="auth"'}


@pytest.mark.parametrize(
    "answer",
    [
        (400, {}, ECHOED),
        (401, {}, ECHOED),
        (401, DIGEST, ECHOED),
        (403, {"Content-Encoding": "gzip"}, gzipped(ECHOED)),
        (500, {"Content-Type": "text/html"}, b"<p>" + ECHOED),
        (302, {"Location": f"http://a/?{TOKEN}"}, b""),
        (302, {"Location": "http://me:Geheim@a/"}, b""),
        (200, {"Content-Type": TOKEN}, ECHOED),
        (200, JSON, ECHOED),
        (200, JSON, f'{{"head":{{"vars":["{SECRET}"]}},"results":{{"bindings":[]}}}}'.encode()),
        (200, {"Content-Type": "text/turtle"}, ECHOED),
        (200, {**JSON, "X-SQL-State": "S1TAT", "X-SQL-Message": TOKEN}, NONE),
        (200, {**JSON, "Content-Encoding": "gzip"}, ECHOED),
        (200, {**JSON, "Transfer-Encoding": "chunked"}, b"40\r\n" + ECHOED),
    ],
)
def test_no_secret_in_any_message(answer: tuple[int, dict[str, str], bytes], stub: Stub, built: Path,
                                  monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("queries.backends.remote.sleep", lambda _: None)
    monkeypatch.setattr("queries.store.sleep", lambda _: None)
    monkeypatch.setenv("POLICYKG_USER", "me")
    monkeypatch.setenv("POLICYKG_PASSWORD", SECRET)
    url, seen = stub(answer)
    for attempt in (lambda: open_graph(url).query(ASK), lambda: load(built, url)):
        try:
            said = str(attempt())
        except QueryError as error:
            said = str(error)
        assert not re.search(rf"Geheim|9%&|{re.escape(TOKEN)}", said)
    assert f"Basic {TOKEN}" in str(seen)
