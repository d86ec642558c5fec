"""JSON-LD 1.1 with the context of the project: named graphs, a node an object, a property a line.

What the context says about a property decides how its values are written; a value that does not fit (text without a
language where a language is expected is `@none`) is written out in full, so that the same graph comes back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from exports.errors import ExportError
from exports.export import Written
from exports.quads import Quads, Statement, Term, term
from ontology.context import CONTEXT_FILE
from ontology.terms import PREFIXES, RDF, XSD
from ontology.vocabulary import ontology_path

__all__ = ["FILES", "write"]

FILES: tuple[str, ...] = ()
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_NATIVE = {XSD.integer, XSD.nonNegativeInteger}
_iri = lru_cache(maxsize=50_000)(term)
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write a graph as JSON-LD."""
    text = ontology_path(CONTEXT_FILE).read_text("utf-8")
    context: dict[str, Any] = json.loads(text)["@context"]
    count = 0

    def counted() -> Iterator[Statement]:
        nonlocal count
        for one in quads.by_graph():
            count += 1
            yield one

    with target.open("w", encoding="utf-8", newline="\n") as file:
        # The context as its file has it, a term a line.
        terms = ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in context.items())
        file.write('{\n "@context": {\n' + terms + '\n },\n "@graph": [')
        _graphs(counted(), context, file)
        file.write("\n ]\n}\n")
    return Written({"quads": count})


def _graphs(statements: Iterator[Statement], context: dict[str, Any], file: TextIO) -> None:
    """Write the nodes of the default graph, and an object for each named graph."""
    comma = ""
    for name, inside in groupby(statements, key=lambda one: one.graph):
        if not name:
            for node in _nodes(inside, context):
                file.write(f"{comma}\n{node}")
                comma = ","
            continue
        file.write(f'{comma}\n  {{"@id": {_json(_compact(term(name).value))}, "@graph": [')
        between = ""
        for node in _nodes(inside, context):
            file.write(f"{between}\n{node}")
            between = ","
        file.write("\n  ]}")
        comma = ","


def _nodes(statements: Iterator[Statement], context: dict[str, Any]) -> Iterator[str]:
    for subject, about in groupby(statements, key=lambda one: one.subject):
        lines = [f'   {{"@id": {_json(_compact(term(subject).value))}']
        for predicate, same in groupby(about, key=lambda one: one.predicate):
            values = [(_iri if one.object.startswith(b"<") else term)(one.object) for one in same]
            lines += [
                f"    {_json(key)}: {_json(value)}" for key, value in _entries(_iri(predicate).value, values, context)
            ]
        yield ",\n".join(lines) + "}"


def _entries(predicate: str, values: list[Term], context: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a node that hold the values of one property."""
    if predicate == RDF.type and not any(one.datatype for one in values):
        yield "@type", _alone([_compact(one.value) for one in values])
        return
    key = _compact(predicate)
    said = context.get(key)
    said = said if isinstance(said, dict) else {}
    if said.get("@container") != "@language":
        yield key, _alone([_value(one, said.get("@type")) for one in values])
        return
    languages: dict[str, list[str]] = {}
    others = []
    for one in values:
        if one.datatype in (RDF.langString, XSD.string):
            languages.setdefault(one.language or "@none", []).append(one.value)
        else:
            others.append(_value(one, None))
    if languages:
        yield key, {language: _alone(texts) for language, texts in languages.items()}
    if others:
        # No term of the context is this address, so nothing is said about how its values are written.
        yield predicate, _alone(others)


def _alone(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(one: Term, coerced: str | None) -> Any:
    """Return the value of a property as JSON, given the `@type` that the context has for it."""
    if not one.datatype:
        iri = _compact(one.value)
        return iri if coerced == "@id" else {"@id": iri}
    if one.language:
        return {"@value": one.value, "@language": one.language}
    if one.datatype == XSD.string:
        return {"@value": one.value} if coerced else one.value
    if coerced and coerced == _compact(one.datatype):
        if one.datatype in _NATIVE and _INTEGER.fullmatch(one.value):
            return int(one.value)
        if one.datatype == XSD.boolean and one.value in ("true", "false"):
            return one.value == "true"
        return one.value
    return {"@value": one.value, "@type": _compact(one.datatype)}


@lru_cache(maxsize=10_000)
def _compact(iri: str) -> str:
    """Return an IRI as a compact one, or as it is where no prefix fits."""
    for prefix, namespace in _BY_LENGTH:
        # `id:` alone and `id://…` would not be read as compact IRIs (JSON-LD 1.1 API, 5.2.2).
        if iri.startswith(namespace) and iri != namespace and not iri.startswith("//", len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    if iri.partition(":")[0] in PREFIXES:
        raise ExportError(f"{iri}: JSON-LD would take the beginning of this address for a prefix of the context")
    return iri


_json = json.JSONEncoder(ensure_ascii=False).encode
