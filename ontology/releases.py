"""The terms of each version, and the promise that none of them is lost (semantic versioning of `CHANGELOG.md`).

`releases/<version>.csv` lists what a version published: the IRI of every term, scheme, group and concept, and its kind.
`python -m ontology.releases` writes the list of the version that the header of `policy.ttl` names: the last step of a
release. Shapes are no terms and stand in no list.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ontology.terms import DCTERMS, OWL, RDF, SKOS
from ontology.vocabulary import OntologyError, ontology_files, ontology_path, vocabulary_files

COLUMNS = ("iri", "kind")
KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
    SKOS.ConceptScheme: "concept scheme",
    SKOS.Collection: "collection",
}
"""Kind of what the ontology publishes, by its type; a concept has the kind `concept of` its scheme."""

Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Published:
    """A term as the ontology states it now.

    Attributes:
        kind: What it is: one of `KINDS`, or `concept of` a scheme.
        replaced: Whether it is given up as the rules want it: deprecated, with the term that replaces it.
    """

    kind: str
    replaced: bool = False


def published(files: Iterable[Path] = ()) -> dict[str, Published]:
    """Return every term, scheme, group and concept that Turtle files state, by its IRI.

    Args:
        files: The Turtle files; without any, those of this ontology.
    """
    types: dict[str, str] = {}
    schemes: dict[str, str] = {}
    given_up: dict[str, set[str]] = {}
    for path in tuple(files) or (*ontology_files(), *vocabulary_files()):
        for quad in ox.parse(path=str(path)):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            iri, predicate, value = quad.subject.value, quad.predicate.value, quad.object
            if predicate == RDF.type and isinstance(value, ox.NamedNode) and value.value in {*KINDS, SKOS.Concept}:
                types[iri] = value.value
            elif predicate == SKOS.inScheme and isinstance(value, ox.NamedNode):
                schemes[iri] = value.value.rpartition("/")[2]
            elif (predicate == OWL.deprecated and isinstance(value, ox.Literal) and value.value == "true") or (
                predicate == DCTERMS.isReplacedBy
            ):
                given_up.setdefault(iri, set()).add(predicate)
    return {
        iri: Published(KINDS.get(kind) or f"concept of {schemes.get(iri, '')}", len(given_up.get(iri, ())) == 2)
        for iri, kind in types.items()
    }


def parse_version(text: str) -> Version:
    """Return a version as its three numbers.

    Raises:
        OntologyError: The text is no version such as `0.1.0`.
    """
    match = re.fullmatch(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})", text)
    if match is None:
        raise OntologyError(f"{text!r} is no version of the ontology such as 0.1.0")
    return int(match[1]), int(match[2]), int(match[3])


@cache
def current_version() -> str:
    """Return the version that the header of `policy.ttl` names.

    Raises:
        OntologyError: It names none, or what it names is no version.
    """
    for quad in ox.parse(path=str(ontology_path("policy.ttl"))):
        if quad.predicate.value == OWL.versionInfo and isinstance(quad.object, ox.Literal):
            parse_version(quad.object.value)
            return quad.object.value
    raise OntologyError("policy.ttl names no owl:versionInfo")


def folder() -> Path:
    """Return the folder of the lists."""
    return ontology_path("policy.ttl").parent / "releases"


def releases(of: Path | None = None) -> dict[str, dict[str, str]]:
    """Return the lists of all versions, the oldest first: the kind of each term by its IRI.

    Args:
        of: The folder of the lists; without it, that of this ontology.

    Raises:
        OntologyError: A file there is no such list.
    """
    found = {}
    for path in sorted((of or folder()).glob("*.csv"), key=lambda path: parse_version(path.stem)):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        if not rows or tuple(rows[0]) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
            raise OntologyError(f"{path.name} is no list of terms with the columns {', '.join(COLUMNS)}")
        found[path.stem] = dict(rows[1:])
    return found


def lost(terms: dict[str, Published], version: str, lists: dict[str, dict[str, str]]) -> list[str]:
    """Return one line for each term of an earlier list that a version has lost or made something else of.

    A term that is given up stays, deprecated and with its replacement, until the end of the next major version.
    """
    held = {
        (name, iri, kind)
        for name, list_ in lists.items()
        if parse_version(name)[0] >= parse_version(version)[0] - 1
        for iri, kind in list_.items()
    }
    lines = []
    for name, iri, kind in sorted(held):
        now = terms.get(iri)
        if now is None:
            lines.append(f"{iri} of {name} is gone; keep it with owl:deprecated and dcterms:isReplacedBy")
        elif now.kind != kind and not now.replaced:
            lines.append(f"{iri} of {name} was {kind} and is {now.kind}; give the new meaning an IRI of its own")
    return lines


def write(to: Path | None = None, terms: dict[str, Published] | None = None, version: str = "") -> Path:
    """Write the list of the current version and return its path; one that is there may only grow.

    Args:
        to: The folder of the lists; without it, that of this ontology.
        terms: What is published; without it, what this ontology states.
        version: The version; without it, the one that the header names.

    Raises:
        OntologyError: A term of an earlier list, or of this one as it was, would be lost; or a later version has one.
    """
    to, version = to or folder(), version or current_version()
    terms, lists = published() if terms is None else terms, releases(to)
    later = [name for name in lists if parse_version(name) > parse_version(version)]
    if later:
        raise OntologyError(f"{version} is older than {later[-1]}, which has a list; its own is not written again")
    gone = lost(terms, version, lists)
    if gone:
        raise OntologyError(f"{len(gone)} published terms would be lost: {gone[0]}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted((iri, term.kind) for iri, term in terms.items()))
    path = to / f"{version}.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{write()}\n")
    except OntologyError as error:
        sys.exit(f"error: {error}")
