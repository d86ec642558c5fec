"""What every backend does: one query text in, the same rows out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import Triple

from queries.errors import QueryError
from queries.parameters import Value, bind
from queries.rows import Rows
from queries.vetting import vet

__all__ = ["Backend", "Graph"]


class Graph(Protocol):
    """A graph that can be asked in SPARQL 1.1; its default graph is the union of all its graphs.

    `where` says where it lies, as the caller wrote it. Parameters are terms by name of variable; they take the place
    of the line `#PARAMETERS` in the query. Every method raises `QueryError` with one line.
    """

    @property
    def where(self) -> str:
        """Folder, file or URL of the graph."""

    def query(self, text: str, parameters: Mapping[str, Value] | None = None) -> Rows:
        """Answer a query of any form."""

    def first(self, text: str, most: int) -> Rows:
        """Answer a query of any form with no more than its first `most` rows."""

    def select(self, text: str, parameters: Mapping[str, Value] | None = None) -> Rows:
        """Answer a SELECT query."""

    def ask(self, text: str, parameters: Mapping[str, Value] | None = None) -> bool:
        """Answer an ASK query."""

    def construct(self, text: str, parameters: Mapping[str, Value] | None = None) -> tuple[Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE query with sorted triples."""

    def close(self) -> None:
        """Let go of files and connections; the graph cannot be asked any more."""


class Backend(ABC):
    """A graph whose subclass only has to answer a text."""

    def __init__(self, where: str) -> None:
        """Remember where the graph lies."""
        self._where = where

    @property
    def where(self) -> str:
        """Folder, file or URL of the graph."""
        return self._where

    @abstractmethod
    def _answer(self, text: str) -> Rows | bool | tuple[Triple, ...]:
        """Answer a query text in which the parameters are bound already."""

    def _begin(self, text: str, most: int) -> Rows | bool | tuple[Triple, ...]:  # noqa: ARG002 - for who can stop
        """Answer a query text; what comes after the first `most` rows is not needed."""
        return self._answer(text)

    def _asked(self, text: str, parameters: Mapping[str, Value] | None) -> Rows | bool | tuple[Triple, ...]:
        """Answer a text once it is known to be a question."""
        vet(text)
        return self._answer(bind(text, parameters))

    def query(self, text: str, parameters: Mapping[str, Value] | None = None) -> Rows:
        """Answer a query of any form."""
        return _as_rows(self._asked(text, parameters))

    def first(self, text: str, most: int) -> Rows:
        """Answer a query of any form with no more than its first `most` rows; a backend may read no further."""
        vet(text)
        answer = _as_rows(self._begin(text, most))
        return replace(answer, rows=answer.rows[:most])

    def select(self, text: str, parameters: Mapping[str, Value] | None = None) -> Rows:
        """Answer a SELECT query."""
        answer = self._asked(text, parameters)
        if not isinstance(answer, Rows):
            raise QueryError(f"{self.where}: a SELECT query is needed here")
        return answer

    def ask(self, text: str, parameters: Mapping[str, Value] | None = None) -> bool:
        """Answer an ASK query."""
        answer = self._asked(text, parameters)
        if not isinstance(answer, bool):
            raise QueryError(f"{self.where}: an ASK query is needed here")
        return answer

    def construct(self, text: str, parameters: Mapping[str, Value] | None = None) -> tuple[Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE query with sorted triples."""
        answer = self._asked(text, parameters)
        if not isinstance(answer, tuple):
            raise QueryError(f"{self.where}: a CONSTRUCT or DESCRIBE query is needed here")
        return _sorted(answer)

    def close(self) -> None:  # noqa: B027 - a backend that holds nothing has nothing to do
        """Let go of files and connections; the graph cannot be asked any more."""

    def __enter__(self) -> Self:
        """Use the graph as a context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the graph."""
        self.close()


def _as_rows(answer: Rows | bool | tuple[Triple, ...]) -> Rows:
    """Return an answer of any kind as rows."""
    if isinstance(answer, bool):
        return Rows((), boolean=answer)
    return Rows.from_triples(_sorted(answer)) if isinstance(answer, tuple) else answer


def _sorted(triples: tuple[Triple, ...]) -> tuple[Triple, ...]:
    """Order triples by what they are written as, each once."""
    return tuple(sorted(set(triples), key=str))
