"""The HTTP server that stands before oxigraph: three addresses, checked headers, no writing."""

from __future__ import annotations

import json
import re
import socket
import struct
from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from itertools import chain
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ontology.prefixes import BASE, PREFIXES
from ontology.releases import current_version
from queries.catalogue import GROUPS, NamedQuery, group_queries, list_queries
from queries.describing import ONTOLOGY, describe, ontology_triples, serialized, subject_of
from queries.engine import Answer, Engine, EngineError, TooLongError
from queries.errors import QueryError, one_line
from queries.lexicon import words
from queries.negotiation import HTML, TYPES, choose
from queries.parameters import MARKER, bind, read_values
from queries.resource_page import PAGE_POLICY, ontology_page, resource_page
from queries.vetting import ELSEWHERE, asks_elsewhere, vet

__all__ = ["QUERY_SECONDS", "Gateway"]

QUERY_SECONDS = 60
"""How long oxigraph works on one query, unless the caller says otherwise."""

_MOST_BYTES = 1_000_000
_LINGER_SECONDS = 2.0
_HOSTS = frozenset({"localhost", "127.0.0.1"})
_NOTHING_MORE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_NOTHING_HERE = "the graph says nothing of this; there are /, /explorer, /query and the IRIs of the graph"
_READ_ONLY = "this endpoint is read-only"


class Gateway(ThreadingHTTPServer):
    """Serves the index, the page and the queries; `engine` answers the queries."""

    daemon_threads = True

    request_queue_size = 128  # of 5, the library's, some of many clients wait a second and more to be let in

    def __init__(self, address: tuple[str, int], engine: Engine, page: bytes | None) -> None:
        """Open the port."""
        self.engine = engine
        self.page = page
        self.page_policy = _page_policy(page or b"")
        self.index, self.index_policy = _index(page is not None)
        super().__init__(address, _Handler)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection so that the answer arrives: what was not read would reset it (RFC 9112 §9.6)."""
        with suppress(OSError):
            request.shutdown(socket.SHUT_WR)
            request.settimeout(_LINGER_SECONDS)
            left = 2 * _MOST_BYTES
            while left > 0 and (unread := request.recv(65536)):
                left -= len(unread)
        self.close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: the client has left, and nobody else is concerned."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Gateway
    server_version = "policykg"
    sys_version = ""
    timeout = 30.0
    protocol_version = "HTTP/1.1"  # in which an answer that breaks can be told from one that ends

    def do_GET(self) -> None:
        """Give out a page, or answer a query in the address."""
        if not self._is_welcome():
            return
        address = urlsplit(self.path)
        if address.path == "/":
            self._page(self.server.index, self.server.index_policy)
        elif address.path == "/explorer" and self.server.page is not None:
            self._page(self.server.page, self.server.page_policy)
        elif address.path == "/query":
            self._ask(parse_qs(address.query))
        elif iri := subject_of(address.path):
            self._describe(iri, address.path, parse_qs(address.query).get("format", []))
        else:
            self._say(404, _NOTHING_HERE)

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
        elif len(length) > len(str(_MOST_BYTES)) or int(length) > _MOST_BYTES:
            self._say(413, f"a query may have {_MOST_BYTES} bytes")
        else:
            self._post(self.rfile.read(int(length)))

    def _refuse(self) -> None:
        """Refuse a method that would write."""
        if self._is_welcome():
            self._say(405, f"{self.command} is not allowed: {_READ_ONLY}")

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Answer what is no HTTP, or a method that nobody knows, in one line as well."""
        self._say(int(code), one_line(message or "") or HTTPStatus(code).phrase)

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
        try:
            vet(query[0])
        except QueryError as error:
            self._say(400, str(error))
            return
        if asks_elsewhere(query[0]):
            self._say(403, ELSEWHERE)
            return
        try:
            answer = self.server.engine.ask(query[0], self.headers.get("Accept", "*/*"))
        except TooLongError:
            self._say(504, f"the query took longer than {self.server.engine.seconds:g} s")
        except EngineError as error:
            self._say(502, str(error))
        else:
            with answer:
                self._relay(answer)

    def _relay(self, answer: Answer) -> None:
        """Pass an answer on; one that breaks after its status is sent is left without its end, as HTTP has it."""
        if answer.status != 200:
            self._say(answer.status, one_line(answer.start[:4000].decode("utf-8", errors="replace")))
            return
        chunked = not answer.whole and self.request_version == "HTTP/1.1"
        self._head(200, answer.kind, len(answer.start) if answer.whole else None, chunked=chunked)
        if self.command == "HEAD":
            return
        try:
            for piece in filter(None, chain([answer.start], answer.rest())):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
            if chunked:
                self.wfile.write(b"0\r\n\r\n")
        except EngineError:
            # No last chunk (RFC 9112 §8), and a reset for those of HTTP/1.0, to whom an end is an end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _describe(self, iri: str, path: str, wanted: list[str]) -> None:
        """Give out what is said of an IRI, as a page or as RDF.

        The IRI itself names the thing, at w3id.org; an address here is that of a document about it, which is answered
        by 200. A redirect (303) belongs to the IRI, where the two must be told apart (Cool URIs for the Semantic Web
        §4.2). Content-Location tells the address of the form that was chosen (RFC 9110 §8.7).
        """
        kind = TYPES.get(wanted[0]) if wanted else choose(", ".join(self.headers.get_all("Accept", [])))
        if kind is None:
            self._say(406, f"there are {', '.join(TYPES.values())}; or ?format={', '.join(TYPES)}")
            return
        try:
            made = self._described(iri, path, kind)
        except TooLongError:
            self._say(504, f"the description took longer than {self.server.engine.seconds:g} s")
            return
        except EngineError as error:
            self._say(502, str(error))
            return
        if made is None:
            self._say(404, _NOTHING_HERE)
            return
        body, left_out = made
        word = next(word for word, one in TYPES.items() if one == kind)
        more = [
            ("Vary", "Accept"),
            ("Content-Location", f"{path}?format={word}"),
            ("Link", f'<{iri}>; rel="describes"'),
        ]
        more += [("Policykg-Left-Out", str(left_out))] if left_out else []
        named = f"{kind}; charset=utf-8" if kind in (HTML, "text/turtle") else kind
        self._head(200, named, len(body), PAGE_POLICY, more=more)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _described(self, iri: str, path: str, kind: str) -> tuple[bytes, int] | None:
        """Make a description, and say how many statements it leaves out; none where nothing is said."""
        if iri in (ONTOLOGY, f"{ONTOLOGY}/{current_version()}"):
            return (ontology_page(path) if kind == HTML else serialized(ontology_triples(), kind)), 0
        found = describe(iri, self.server.engine, kind != HTML)
        if found is None:
            return None
        return (resource_page(found, path) if kind == HTML else serialized(found.triples(), kind)), found.left_out

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

    def _head(
        self,
        status: int,
        kind: str,
        length: int | None = None,
        policy: str = "default-src 'none'",
        chunked: bool = False,
        more: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Send status and headers; every connection is for one request."""
        self.send_response(status)
        self.send_header("Connection", "close")
        for name, value in more:
            self.send_header(name, value)
        if status == 405:
            self.send_header("Allow", "GET, HEAD, POST")
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
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
    buttons = "\n".join(_buttons(*GROUPS[group], queries) for group, queries in group_queries().items())
    page = (
        template.replace("<!--buttons-->", buttons)
        .replace("/*queries*/", data)
        .replace("/*lexicon*/", _lexicon())
        .replace("<!--explorer-->", '<a href="/explorer">打开浏览页 / explorer</a>' if explorer else "")
    )
    return page.encode("utf-8"), (
        f"default-src 'none'; script-src {_hashes(page, 'script')}; style-src {_hashes(page, 'style')}; "
        f"connect-src 'self'; {_NOTHING_MORE}"
    )


def _lexicon() -> str:
    """Return what completion offers as JSON: the names of the ontology with their kind and labels, and the prefixes."""
    named = [[one.name, one.kind, one.zh, one.en] for one in words().values()]
    lexicon = {"base": BASE, "prefixes": PREFIXES, "words": named}
    return json.dumps(lexicon, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _buttons(zh: str, en: str, queries: Iterable[NamedQuery]) -> str:
    """Make the buttons of a group under its heading."""
    items = "\n".join(
        f'<li><button type="button" data-query="{escape(query.name)}" title="{escape(query.question_en)}">'
        f"{escape(query.title_zh)} <small>{escape(query.name)}</small></button> {escape(query.question_zh)}</li>"
        for query in queries
    )
    return f"<h3>{escape(zh)} / {escape(en)}</h3>\n<ul>\n{items}\n</ul>"


def _page_policy(page: bytes) -> str:
    """Make the policy that lets the scripts of the explorer run, and lets it fetch nothing."""
    scripts = _hashes(page.decode("utf-8", errors="replace"), "script")
    return f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; {_NOTHING_MORE}"


def _hashes(page: str, element: str) -> str:
    """Return the CSP sources of the elements of that name without attributes: their hashes, or 'none'.

    Browsers hash what they have parsed, in which every line ends with LF (HTML §13.2.3.5).
    """
    found = re.findall(rf"<{element}>(.*?)</{element}>", re.sub(r"\r\n?", "\n", page), re.DOTALL)
    digests = (b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii") for content in found)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"


def _described(query: NamedQuery) -> dict[str, str]:
    """Return a query without its header; parameters stand in it as comments, to be uncommented."""
    body = query.text[re.search(r"^(?!#|\s*$)", query.text, re.MULTILINE).start() :]  # type: ignore[union-attr]
    examples = read_values(query, {parameter.name: parameter.example for parameter in query.parameters})
    for parameter in query.parameters:
        example = bind(MARKER, {parameter.name: examples[parameter.name]})
        # Where a query has the line twice, a value is needed in both places.
        body = body.replace(MARKER, f"{MARKER}\n  # {example}   # {parameter.zh}")
    return {"name": query.name, "title": f"{query.title_zh} / {query.title_en}", "text": body}
