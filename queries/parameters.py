"""Parameters: text of the caller becomes typed RDF terms, and the terms a VALUES clause of the query.

The same text goes to every backend, so a parameter means the same to all of them. Terms are written by pyoxigraph's
own serialiser, never by pasting: no value can end its literal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode

from ontology.terms import PREFIXES
from queries.catalogue import NamedQuery, Parameter
from queries.errors import QueryError, one_line

__all__ = ["MARKER", "Value", "bind", "read_values"]

Value = NamedNode | Literal

MARKER = "#PARAMETERS"
"""The line of a query that the values take the place of."""

_MARKED = re.compile(rf"^[ \t]*{MARKER}[ \t]*$", re.MULTILINE)
_VARIABLE = re.compile(r"[A-Za-z]\w*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED_U = re.compile(r"(\\+)([uU])")


def read_values(query: NamedQuery, given: Mapping[str, str]) -> dict[str, Value]:
    """Turn what the caller wrote into terms, by the types that the query declares.

    An empty value is none: an optional parameter is then left out, as a field that nobody filled in. Stores do not
    agree whether every text, an unbound one too, contains the empty one.

    Raises:
        QueryError: an unknown parameter, a missing or empty one, or a value that does not fit its type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            there = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QueryError(f"{query.name} has no parameter {name!r}; {there}")
    for parameter in query.parameters:
        if not parameter.optional and not given.get(parameter.name):
            empty = "a value for " if parameter.name in given else ""
            raise QueryError(
                f"{query.name} needs {empty}the parameter {parameter.name}, for example {parameter.example}"
            )
    return {name: _term(query, known[name], value) for name, value in given.items() if value}


def _term(query: NamedQuery, parameter: Parameter, value: str) -> Value:
    """Turn one value into a term of the parameter's type."""
    try:
        if not value.isascii() and _SURROGATE.search(value):
            raise ValueError("it is not in UTF-8")
        if parameter.type == "iri":
            return _iri(value)
        if parameter.type == "integer":
            if not _INTEGER.fullmatch(value):
                raise ValueError("a whole number is needed")
            return Literal(int(value))
        if parameter.type == "date":
            if not _DATE.fullmatch(value):
                raise ValueError(f"a day as YYYY-MM-DD is needed, for example {parameter.example}")
            date.fromisoformat(value)
            return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + "date"))
        return Literal(value)
    except ValueError as error:
        shown = "'" + one_line(value) + "'"
        raise QueryError(f"{query.name}: parameter {parameter.name} cannot be {shown}: {error}") from None


def _iri(value: str) -> NamedNode:
    """Read an absolute IRI, bare or in angle brackets, or a prefixed name of the product's table (`id:org/…`)."""
    if value.startswith("<") and value.endswith(">"):
        value = value[1:-1]
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        value = PREFIXES[prefix] + local
    return NamedNode(value)


def bind(text: str, values: Mapping[str, Value] | None = None) -> str:
    r"""Put the values where the query has its marker; line numbers stay as they are.

    >>> bind("SELECT * WHERE {\n#PARAMETERS\n ?s ?p ?o }", {"o": Literal('a"b')}).splitlines()[1]
    'VALUES ?o { "a\\"b" }'

    Raises:
        QueryError: there are values, and the query has no marker, or a name is no variable.
    """
    if not values:
        return text
    for name in values:
        if not _VARIABLE.fullmatch(name):
            raise QueryError(f"{name!r} is no name of a parameter")
    if not _MARKED.search(text):
        raise QueryError(f"the query has no line {MARKER}, so it takes no parameters")
    clause = " ".join(f"VALUES ?{name} {{ {_written(value)} }}" for name, value in sorted(values.items()))
    return _MARKED.sub(lambda _: clause, text)


def _written(value: Value) -> str:
    """Write a term for SPARQL.

    SPARQL 1.1 §19.2 lets engines replace backslash-u sequences before they parse, and some do not look whether the
    backslash is itself escaped. The letter after an escaped backslash is therefore written as a sequence of its own.
    """
    return _ESCAPED_U.sub(
        lambda m: f"{m[1]}\\U{ord(m[2]):08X}" if len(m[1]) % 2 == 0 else m[0],
        str(value),
    )
