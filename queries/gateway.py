"""The HTTP server that stands before oxigraph: three addresses, checked headers, no writing."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from base64 import b64encode
from hashlib import sha256
from html import escape
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from queries.catalogue import NamedQuery, list_queries
from queries.errors import one_line
from queries.parameters import MARKER, bind, read_values

__all__ = ["Gateway"]

_MOST_BYTES = 1_000_000
_TIMEOUT = 90.0
_HOSTS = frozenset({"localhost", "127.0.0.1"})
_READ_ONLY = "this endpoint is read-only"
# The explorer carries its scripts and styles inside and may ask this endpoint, nobody else.
_EXPLORER_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Gateway(ThreadingHTTPServer):
    """Serves the index, the page and the queries; `behind` is the port of oxigraph."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], behind: int, page: Path | None) -> None:
        """Open the port."""
        self.behind = behind
        self.page = page
        self.index, self.index_policy = _index(page is not None)
        # No proxy: the server behind is this machine.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Gateway
    server_version = "policykg"
    sys_version = ""
    timeout = 30.0

    def do_GET(self) -> None:
        """Give out a page, or answer a query in the address."""
        if not self._is_welcome():
            return
        address = urlsplit(self.path)
        if address.path == "/":
            self._page(self.server.index, self.server.index_policy)
        elif address.path == "/explorer" and self.server.page is not None:
            self._page(self.server.page.read_bytes(), _EXPLORER_POLICY)
        elif address.path == "/query":
            self._ask(parse_qs(address.query))
        else:
            self._say(404, "there are /, /explorer and /query")

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """Answer a query in the body."""
        if not self._is_welcome():
            return
        length = self.headers.get("Content-Length", "")
        if urlsplit(self.path).path != "/query":
            self._say(404, "queries go to /query")
        elif not length.isdecimal():
            self._say(411, "the length of the query is missing")
        elif int(length) > _MOST_BYTES:
            self.rfile.read(min(int(length), 2 * _MOST_BYTES))  # a client in the middle of sending hears no answer
            self._say(413, f"a query may have {_MOST_BYTES} bytes")
        else:
            self._post(self.rfile.read(int(length)))

    def _post(self, body: bytes) -> None:
        """Read a query from a body, in the two ways of SPARQL 1.1 Protocol §2.1."""
        kind = self.headers.get_content_type()
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            self._say(400, "the query is not in UTF-8")
            return
        if kind == "application/sparql-query":
            self._ask({"query": [text]})
        elif kind == "application/x-www-form-urlencoded":
            self._ask(parse_qs(text))
        elif kind == "application/sparql-update":
            self._say(403, _READ_ONLY)
        else:
            self._say(415, "a query comes as application/sparql-query or as a form")

    def _is_welcome(self) -> bool:
        """Refuse what was not meant for this machine, and what another site makes a browser send."""
        host = self.headers.get("Host", "")
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        crossed = site not in ("none", "same-origin") and urlsplit(self.path).path == "/query"
        if _name(host) not in _HOSTS:
            self._say(421, "this server answers to localhost alone")
        elif (origin is not None and origin != f"http://{host}") or crossed:
            self._say(403, "another site may not ask this server")
        else:
            return True
        return False

    def _ask(self, form: dict[str, list[str]]) -> None:
        """Hand a query on to oxigraph, and nothing but the query."""
        if "update" in form:
            self._say(403, _READ_ONLY)
            return
        query = form.get("query", [])
        if len(query) != 1:
            self._say(400, "exactly one parameter `query` is needed")
            return
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.behind}/query", data=urlencode({"query": query[0]}).encode()
        )
        request.add_header("Accept", self.headers.get("Accept", "*/*"))
        try:
            with self.server.opener.open(request, timeout=_TIMEOUT) as answer:
                self._head(answer.status, answer.headers.get("Content-Type", "application/octet-stream"))
                if self.command != "HEAD":
                    shutil.copyfileobj(answer, self.wfile)
        except urllib.error.HTTPError as error:
            with error:
                self._say(error.code, one_line(error.read(4000).decode("utf-8", errors="replace")))
        except (OSError, HTTPException):
            # Half an answer cannot be taken back: a broken connection tells the client.
            self.close_connection = True

    def _page(self, body: bytes, policy: str) -> None:
        """Give out a page of HTML."""
        self._head(200, "text/html; charset=utf-8", len(body), policy)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _say(self, status: int, words: str) -> None:
        """Answer in one line of text."""
        body = f"{words}\n".encode()
        self._head(status, "text/plain; charset=utf-8", len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: int, kind: str, length: int | None = None, policy: str = "default-src 'none'") -> None:
        """Send status and headers."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Print nothing: what is printed is the front door's to decide."""


def _name(host: str) -> str:
    """Return the name in a Host header, without the port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def _index(explorer: bool) -> tuple[bytes, str]:
    """Make the index page and the policy that lets its own script and style run, and no others."""
    template = (resources.files("queries") / "index.html").read_text(encoding="utf-8")
    data = json.dumps([_described(query) for query in list_queries()], ensure_ascii=False).replace("<", "\\u003c")
    buttons = "\n".join(
        f'<li><button type="button" data-query="{escape(query.name)}" title="{escape(query.question_en)}">'
        f"{escape(query.title_zh)} <small>{escape(query.name)}</small></button> {escape(query.question_zh)}</li>"
        for query in list_queries()
    )
    page = (
        template.replace("<!--buttons-->", buttons)
        .replace("/*queries*/", data)
        .replace("<!--explorer-->", '<a href="/explorer">打开浏览页 / explorer</a>' if explorer else "")
    )
    return page.encode("utf-8"), (
        f"default-src 'none'; script-src {_hash(page, 'script')}; style-src {_hash(page, 'style')}; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _hash(page: str, element: str) -> str:
    """Return the CSP hash source of the first element of that name without attributes."""
    found = re.search(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
    digest = sha256((found[1] if found else "").encode("utf-8")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"


def _described(query: NamedQuery) -> dict[str, str]:
    """Return a query without its header; parameters stand in it as comments, to be uncommented."""
    body = query.text[re.search(r"^(?!#|\s*$)", query.text, re.MULTILINE).start() :]  # type: ignore[union-attr]
    for parameter in query.parameters:
        example = bind(MARKER, read_values(query, {parameter.name: parameter.example}))
        note = f"{MARKER}\n  # {example}   # {parameter.zh}"
        body = body.replace(MARKER, note, 1)
    return {"name": query.name, "title": f"{query.title_zh} / {query.title_en}", "text": body}
