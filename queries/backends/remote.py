"""The graph behind a SPARQL 1.1 endpoint, asked over HTTP with SPARQLWrapper."""

from __future__ import annotations

import urllib.request
from email.message import Message
from http import HTTPStatus
from time import sleep

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import POST, SELECT, SPARQLWrapper

from ontology.terms import PREFIXES
from queries.backends.base import Backend
from queries.errors import QueryError
from queries.rows import Rows, Term
from queries.sending.access import Digest, authorise, without_secrets
from queries.sending.web import USER_AGENT, BrokenError, RefusedError, Service, receive
from queries.vetting import asks_for_triples, names_graphs

__all__ = ["RemoteGraph"]

_TABLES = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
"""What is asked for by the form of the query: Virtuoso writes triples as a table where both are allowed."""

_UNION = ("default-graph-uri", "urn:x-arq:UnionGraph")
"""How Fuseki is asked for the union of its graphs where its settings do not make that the default graph."""

_TRIES = 3
_PAUSE = 0.2
_STRING = PREFIXES["xsd"] + "string"
_ANY = NamedNode("urn:any")
_IS_UNION = "ASK { { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1 } ?s ?p ?o }"


class RemoteGraph(Backend):
    """A SPARQL endpoint.

    Queries go by POST, as long Chinese ones would not fit into an address. `union-default-graph` asks Oxigraph for
    the union of its graphs, and Fuseki is asked in its own way where it is needed; other servers decide by their own
    settings. An answer that the server says is cut short is an error.
    """

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        """Ask the endpoint at `url`; `timeout` is in seconds."""
        super().__init__(url)
        self._endpoint = Service.for_query(url)
        self._guessed = self._endpoint != url
        self._timeout = timeout
        self._digest = Digest()
        self._union: bool | None = None

    def _answer(self, text: str) -> Rows | bool | tuple[Triple, ...]:
        by_graph = names_graphs(text)
        answer, headers = self._ask(text, whole=self._union is False and not by_graph)
        if self._union is None and not by_graph and "Fuseki-Request-Id" in headers:
            self._union = self._ask(_IS_UNION)[0] is not False
            if not self._union:
                answer, _ = self._ask(text, whole=True)
        return answer

    def _ask(self, text: str, whole: bool = False) -> tuple[Rows | bool | tuple[Triple, ...], Message]:
        """Send a query and read the answer, with its headers; `whole` makes Fuseki look into all graphs."""
        try:
            return self._exchange(text, whole)
        except RefusedError as error:
            there = Service.from_url(self._endpoint).of(error.headers, signed=False).query
            if not self._guessed or error.status != HTTPStatus.NOT_FOUND or there == self._endpoint:
                raise
            self._endpoint, self._guessed = there, False
        return self._exchange(text, whole)

    def _exchange(self, text: str, whole: bool) -> tuple[Rows | bool | tuple[Triple, ...], Message]:
        """Send a query to the address that is known, and read the answer."""
        wrapper = _Request(self._endpoint, agent=USER_AGENT)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", _TRIPLES if asks_for_triples(text) else _TABLES)
        wrapper.addParameter("union-default-graph", "true")
        if whole:
            wrapper.addParameter(*_UNION)
        wrapper.setQuery(text)
        request = wrapper.request()
        authorise(request)
        body, headers = self._received(request)
        answer = _read(self._endpoint, body, headers.get("Content-Type", ""))
        _check_whole(self._endpoint, answer, headers)
        return answer, headers

    def _received(self, request: urllib.request.Request) -> tuple[bytes, Message]:
        """Send a request, which only asks, again where the connection is refused or breaks; return the answer."""
        for tries in range(_TRIES):
            try:
                return receive(request, self._timeout, self._digest)
            except BrokenError:
                if tries == _TRIES - 1:
                    raise
                sleep(_PAUSE * 2**tries)
        raise AssertionError


def _check_whole(endpoint: str, answer: Rows | bool | tuple[Triple, ...], headers: Message) -> None:
    """Refuse an answer that Virtuoso cut short, which it tells in its headers alone."""
    if "X-SQL-State" in headers:
        words = headers.get("X-SQL-Message", headers["X-SQL-State"])
        raise QueryError(f"{endpoint}: the store did not finish the answer: {without_secrets(words, endpoint)}")
    most = headers.get("X-SPARQL-MaxRows", "")
    if most.isdecimal() and not isinstance(answer, bool) and len(answer) >= int(most):
        raise QueryError(
            f"{endpoint}: the store gives no more than {most} rows; raise ResultSetMaxRows in its virtuoso.ini"
        )


class _Request(SPARQLWrapper):
    """SPARQLWrapper writes the request; sending it is ours (redirects, proxies, closing, retries)."""

    def _parseQueryType(self, query: str) -> str:  # noqa: N802, ARG002 - the library's name
        """Call everything a query: what is an update goes to the query service, which refuses it."""
        return str(SELECT)

    def request(self) -> urllib.request.Request:
        """Return the request that asks the query."""
        return self._createRequest()


def _canonical(term: Term | None) -> Term | None:
    """Write a number, truth value or day as Oxigraph writes it: `30.0` and `30` are the same decimal."""
    if not isinstance(term, Literal) or term.language or term.datatype.value == _STRING:
        return term
    store = Store()
    store.add(Quad(_ANY, _ANY, term))
    same = next(iter(store)).object
    return same if isinstance(same, Literal) else term


def _read(endpoint: str, body: bytes, kind: str) -> Rows | bool | tuple[Triple, ...]:
    """Read an answer by the format that the server says it has."""
    try:
        if results := QueryResultsFormat.from_media_type(kind):
            answer = parse_query_results(body, format=results)
            if isinstance(answer, QueryBoolean):
                return bool(answer)
            if isinstance(answer, QuerySolutions):
                columns = tuple(variable.value for variable in answer.variables)
                return Rows(columns, tuple(tuple(map(_canonical, solution)) for solution in answer))
        if triples := RdfFormat.from_media_type(kind):
            return tuple(quad.triple for quad in parse(body, format=triples, base_iri=endpoint))
    except (SyntaxError, ValueError) as error:
        text = body.decode("utf-8", errors="replace")
        words = str(error) if without_secrets(text, endpoint) == text else "it repeats the password"
        raise QueryError(f"{endpoint}: the answer is malformed: {words}") from None
    said = without_secrets(kind, endpoint) or "of no known type"
    raise QueryError(f"{endpoint}: the answer is no SPARQL result but {said}")
