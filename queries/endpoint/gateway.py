"""The HTTP server that stands before oxigraph: few addresses, checked headers, no writing."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ontology.releases import current_version
from queries.catalogue import named_query
from queries.endpoint.describing import ONTOLOGY, describe, ontology_triples, serialized, subject_of
from queries.endpoint.engine import BusyError, Engine, EngineError, Lease, TooLongError
from queries.endpoint.held import Answers, Held
from queries.endpoint.index_page import bound_text, explorer_policy, index_page
from queries.endpoint.negotiation import HTML, TYPES, choose, takes_gzip
from queries.endpoint.resource_page import PAGE_POLICY, ontology_page, resource_page
from queries.endpoint.service import service_triples
from queries.errors import QueryError, one_line
from queries.vetting import ELSEWHERE, asks_elsewhere, vet

__all__ = ["QUERY_SECONDS", "Gateway"]

QUERY_SECONDS = 60
"""How long oxigraph works on one query, unless the caller says otherwise."""

_MOST_BYTES = 1_000_000
_LEAST_PACKED = 1000
"""Shorter answers are not worth being packed."""
_LINGER_SECONDS = 2.0
_RETRY_SECONDS = 5
_HOSTS = frozenset({"localhost", "127.0.0.1"})
_NOTHING_HERE = "the graph says nothing of this; there are /, /explorer, /query and the IRIs of the graph"
_READ_ONLY = "this endpoint is read-only"
_NOTHING = "default-src 'none'"
_LIBRARY = "/library/"
_METHODS = "GET, HEAD, OPTIONS, POST"


class Gateway(ThreadingHTTPServer):
    """Serves the index, the page and the queries; `engine` answers the queries."""

    daemon_threads = True

    request_queue_size = 128  # of 5, the library's, some of many clients wait a second and more to be let in

    def __init__(self, address: tuple[str, int], engine: Engine, page: bytes | None) -> None:
        """Open the port."""
        self.engine = engine
        self.answers = Answers(engine)
        self.page = Held(_named(HTML), [page]) if page is not None else None
        self.page_policy = explorer_policy(page or b"")
        index, self.index_policy = index_page(page is not None)
        self.index = Held(_named(HTML), [index])
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


class _NothingSaidError(Exception):
    """The graph says nothing of an IRI."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Gateway
    server_version = "policykg"
    sys_version = ""
    timeout = 30.0
    protocol_version = "HTTP/1.1"  # in which an answer that breaks can be told from one that ends

    def parse_request(self) -> bool:
        """Read the head; refuse an address that is none."""
        if not super().parse_request():
            return False
        try:
            urlsplit(self.path)
        except ValueError:
            self._say(400, "the address is malformed")
            return False
        return True

    def do_GET(self) -> None:
        """Give out a page, or answer a query in the address."""
        if not self._is_welcome():
            return
        address = urlsplit(self.path)
        form = parse_qs(address.query, keep_blank_values=True)
        if address.path == "/":
            self._give(self.server.index, self.server.index_policy)
        elif address.path == "/explorer" and self.server.page is not None:
            self._give(self.server.page, self.server.page_policy)
        elif address.path == "/query" and address.query:
            self._ask(form)
        elif address.path == "/query":
            self._tell_service()
        elif address.path.startswith(_LIBRARY):
            self._bind(address.path.removeprefix(_LIBRARY), form)
        elif iri := subject_of(address.path):
            self._describe(iri, address.path, form.get("format", []))
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

    do_PUT = do_DELETE = do_PATCH = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def do_OPTIONS(self) -> None:
        """Tell which methods there are."""
        if self._is_welcome():
            self._head(204, more=[("Allow", _METHODS)])

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
        accept = ", ".join(self.headers.get_all("Accept", [])) or "*/*"
        graphs = [(name, one) for name in ("default-graph-uri", "named-graph-uri") for one in form.get(name, [])]
        if held := self._answer(lambda: self.server.answers.ask(query[0], accept, graphs, self._is_gone)):
            if held.status == 200:
                self._give(held, vary="Accept, Accept-Encoding")
            else:
                said = b"".join(held.pieces(packed=False))[:4000].decode("utf-8", errors="replace")
                self._say(held.status, one_line(said))

    def _answer(self, make: Callable[[], Held]) -> Held | None:
        """Return what is made, or say why not."""
        try:
            return make()
        except TooLongError as error:
            self._say(504, str(error))
        except BusyError as error:
            self._say(503, str(error), [("Retry-After", str(_RETRY_SECONDS))])
        except EngineError as error:
            self._say(502, str(error))
        return None

    def _is_gone(self) -> bool:
        """Tell whether the client has left; it sends nothing while it waits."""
        try:
            return not self._watched.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:  # it broke, or we let go of it
            return True

    def setup(self) -> None:
        """Watch the connection by another handle, which never waits."""
        super().setup()
        self._watched = self.connection.dup()
        self._watched.setblocking(False)

    def finish(self) -> None:
        """Let go of both."""
        self._watched.close()
        super().finish()

    def _tell_service(self) -> None:
        """Describe the endpoint itself (SPARQL 1.1 Service Description §2), or show a browser the page for queries."""
        kind = choose(", ".join(self.headers.get_all("Accept", [])))
        if kind == HTML:
            self._head(303, length=0, more=[("Location", "/"), ("Vary", "Accept")])
        elif kind is None:
            self._say(406, f"there are {', '.join(TYPES.values())}")
        else:
            triples = service_triples(f"http://{self.headers['Host']}/query")
            self._give(Held(_named(kind), [serialized(triples, kind)]), vary="Accept, Accept-Encoding")

    def _bind(self, name: str, form: dict[str, list[str]]) -> None:
        """Give out the text of a named query with the values of its parameters bound; empty ones are not given."""
        try:
            query = named_query(name)
            if twice := [one for one, values in form.items() if len(values) > 1]:
                raise QueryError(f"{name}: parameter {twice[0]} is given twice")
            text = bound_text(query, {one: value for one, (value,) in form.items()})
        except QueryError as error:
            self._say(400, str(error))
        else:
            self._give(Held("application/sparql-query; charset=utf-8", [text.encode()]))

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
        with suppress(_NothingSaidError):
            held = self._answer(lambda: self._described(iri, path, kind))
            if held is None:
                return
            word = next(word for word, one in TYPES.items() if one == kind)
            more = [("Content-Location", f"{path}?format={word}"), ("Link", f'<{iri}>; rel="describes"')]
            more += [("Policykg-Left-Out", str(held.left_out))] if held.left_out else []
            self._give(held, PAGE_POLICY, "Accept, Accept-Encoding", more)
            return
        self._say(404, _NOTHING_HERE)

    def _described(self, iri: str, path: str, kind: str) -> Held:
        """Make a description.

        Raises:
            _NothingSaidError: nothing is said of it.
        """
        if iri in (ONTOLOGY, f"{ONTOLOGY}/{current_version()}"):
            return Held(_named(kind), [ontology_page(path) if kind == HTML else serialized(ontology_triples(), kind)])

        def job(lease: Lease) -> Held:
            found = describe(iri, lease, kind != HTML)
            if found is None:
                return Held(kind, [], 404)
            made = resource_page(found, path) if kind == HTML else serialized(found.triples(), kind)
            return Held(_named(kind), [made], left_out=found.left_out)

        held = self.server.answers.give((iri, kind, None), job, self._is_gone)
        if held.status != 200:
            raise _NothingSaidError
        return held

    def _give(
        self, held: Held, policy: str = _NOTHING, vary: str = "Accept-Encoding", more: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Give out a whole answer, packed for those who want that; nothing but its tag to those who have it."""
        encodings = ", ".join(self.headers.get_all("Accept-Encoding", []))
        packed = held.size >= _LEAST_PACKED and takes_gzip(encodings)
        tag = f'"{held.tag}{"-gzip" if packed else ""}"'
        headers = [*more, ("Vary", vary), ("ETag", tag), *([("Content-Encoding", "gzip")] if packed else [])]
        known = {one.strip().removeprefix("W/") for one in self.headers.get("If-None-Match", "").split(",")}
        if known & {tag, "*"}:
            self._head(304, policy=policy, more=headers)
            return
        self._head(200, held.kind, held.packed if packed else held.size, policy, headers, "private, no-cache")
        if self.command != "HEAD":
            for piece in held.pieces(packed):
                self.wfile.write(piece)

    def _say(self, status: int, words: str, more: Iterable[tuple[str, str]] = ()) -> None:
        """Answer in one line of text."""
        body = f"{words}\n".encode()
        self._head(status, "text/plain; charset=utf-8", len(body), more=more)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(
        self,
        status: int,
        kind: str | None = None,
        length: int | None = None,
        policy: str = _NOTHING,
        more: Iterable[tuple[str, str]] = (),
        keep: str = "no-store",
    ) -> None:
        """Send status and headers; every connection is for one request."""
        self.send_response(status)
        self.send_header("Connection", "close")
        for name, value in more:
            self.send_header(name, value)
        if status == 405:
            self.send_header("Allow", _METHODS)
        if kind is not None:
            self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", keep)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Print nothing: what is printed is the front door's to decide."""


def _name(host: str) -> str:
    """Return the name in a Host header, without the port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def _named(kind: str) -> str:
    """Return a media type with its charset, where it has one."""
    return f"{kind}; charset=utf-8" if kind in (HTML, "text/turtle") else kind
