"""The graph behind a SPARQL 1.1 endpoint, asked over HTTP with SPARQLWrapper."""

from __future__ import annotations

import urllib.request

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results
from SPARQLWrapper import POST, SELECT, SPARQLWrapper

from queries.backends.base import Backend
from queries.errors import QueryError
from queries.rows import Rows
from queries.web import USER_AGENT, Service, authorise, send

__all__ = ["RemoteGraph"]

_ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples;q=0.8, text/turtle;q=0.7, application/rdf+xml;q=0.5"
)
"""Answers to every form of query, best first: the server knows the form better than a guess here would."""


class RemoteGraph(Backend):
    """A SPARQL endpoint.

    Queries go by POST, as long Chinese ones would not fit into an address. `union-default-graph` asks Oxigraph for
    the union of its graphs; servers that do not know the word ignore it and decide by their own settings.
    """

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        """Ask the endpoint at `url`; `timeout` is in seconds."""
        super().__init__(url)
        self._endpoint = Service.for_query(url)
        self._timeout = timeout

    def _answer(self, text: str) -> Rows | bool | tuple[Triple, ...]:
        wrapper = _Request(self._endpoint, agent=USER_AGENT)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", _ACCEPT)
        wrapper.addParameter("union-default-graph", "true")
        wrapper.setQuery(text)
        request = wrapper.request()
        authorise(request)
        with send(request, self._timeout) as response:
            body, kind = response.read(), response.headers.get("Content-Type", "")
        return _read(self._endpoint, body, kind)


class _Request(SPARQLWrapper):
    """SPARQLWrapper writes the request; sending it is ours (redirects, proxies, closing, retries)."""

    def _parseQueryType(self, query: str) -> str:  # noqa: N802, ARG002 - the library's name
        """Call everything a query: what is an update goes to the query service, which refuses it."""
        return str(SELECT)

    def request(self) -> urllib.request.Request:
        """Return the request that asks the query."""
        return self._createRequest()


def _read(endpoint: str, body: bytes, kind: str) -> Rows | bool | tuple[Triple, ...]:
    """Read an answer by the format that the server says it has."""
    try:
        if results := QueryResultsFormat.from_media_type(kind):
            answer = parse_query_results(body, format=results)
            if isinstance(answer, QueryBoolean):
                return bool(answer)
            if isinstance(answer, QuerySolutions):
                columns = tuple(variable.value for variable in answer.variables)
                return Rows(columns, tuple(tuple(solution) for solution in answer))
        if triples := RdfFormat.from_media_type(kind):
            return tuple(quad.triple for quad in parse(body, format=triples, base_iri=endpoint))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{endpoint}: the answer is malformed: {error}") from None
    raise QueryError(f"{endpoint}: the answer is no SPARQL result but {kind or 'of no known type'}")
