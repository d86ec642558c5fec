"""What a query text says of itself before anybody is asked: whether it is a question, and whether it goes elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

from queries.errors import QueryError

__all__ = [
    "ELSEWHERE",
    "READ_ONLY",
    "asks_elsewhere",
    "asks_for_triples",
    "graphs_of",
    "names_graphs",
    "vet",
    "vet_question",
]

READ_ONLY = "graphs are only read here, and the query is an update"
ELSEWHERE = "SERVICE is refused: queries are answered here and send nothing to other servers"

_UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})
_BETWEEN = r"(?:\s|#[^\r\n]*)*+"
_PROLOGUE = re.compile(rf"(?:\s|#[^\r\n]*|(?:BASE|PREFIX\s*[^\s<>:]*:){_BETWEEN}<[^<>]*>)*+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_GRAPHS = re.compile(r"(?<![\w?$:#/-])(?:GRAPH|FROM)(?=[\s<?$])", re.IGNORECASE)
_FROM = re.compile(rf"(?<![\w?$:#/-])FROM(?={_BETWEEN}(?:<|NAMED|[\w-]{{0,60}}:))", re.IGNORECASE)
_DATASET = re.compile(
    rf"(?<![\w?$:#/-])FROM{_BETWEEN}(?:NAMED{_BETWEEN})?(?:<([^<>]*)>|([\w.-]{{0,60}}):((?:[\w.:%-]|\\.){{0,500}}))",
    re.IGNORECASE,
)
_DECLARED = re.compile(rf"(?:BASE|PREFIX{_BETWEEN}([\w.-]{{0,60}}):){_BETWEEN}<([^<>]*)>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([_~.!$&'()*+,;=/?#@%-])")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

_IRI = re.compile(r"""<(?:[^<>"{}|^`\\\x00-\x20]|\\[uU])*+>""")
_UNSAID = (
    r'''"""(?:"{0,2}(?:[^"\\]|\\.))*+"""|\'{3}(?:'{0,2}(?:[^'\\]|\\.))*+\'{3}'''
    r"""|"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+\'|\#[^\r\n]*"""
)
_QUIET = re.compile(rf"""{_UNSAID}|[?$]\w+|:[\w-]*|\\.|[^<"'\#?$:\\sSſ]+""", re.DOTALL)
"""Strings, comments, variables, local names, escaped characters, and what no token of interest begins with."""
_SAID = re.compile(rf"({_IRI.pattern})|{_UNSAID}", re.DOTALL)
"""IRIs, which stay, and strings and comments, which go."""
_NO_KEYWORD = re.compile(
    rf"{_IRI.pattern}|{_UNSAID}|[?$][\w·]+|:(?:[\w:%·-]|\\.|\.++(?=[\w:%·\\-]))*+|@[A-Za-z-]+|\\.", re.DOTALL
)
"""IRIs, strings, comments, variables, local names and tags of languages, as SPARQL 1.1 §19.8 cuts tokens."""
_NAME = r"""(?:[^ \t\r\n<>"'{}\\]|\\.)"""
_SERVICE = re.compile(
    rf"SERVICE{_BETWEEN}(?:SILENT{_BETWEEN})?"
    rf"(?:<|[?$]|{_NAME}{{200}}|(?=[^ \t\r\n<>{{}}]{{0,199}}:){_NAME}{{1,199}}{_BETWEEN}\{{)",
    re.IGNORECASE,
)
"""A SERVICE with its IRI, variable or prefixed name; a very long name is not read to its end."""


_SHORT = 20_000
"""Characters up to which it is remembered what a text is: named queries are asked again and again."""
_KEPT = 64


def vet(text: str) -> None:
    """Refuse what is no query.

    Raises:
        QueryError: the text is not in UTF-8, is empty, or is an update.
    """
    if len(text) <= _SHORT:
        _vet_once(text)
    else:
        _vet(text)


def _vet(text: str) -> None:
    """Refuse what is no query."""
    if broken := _SURROGATE.search(text):
        line = text.count("\n", 0, broken.start()) + 1
        raise QueryError(f"the query is not in UTF-8: line {line} has {broken[0]}")
    prologue = _PROLOGUE.match(text)
    end = prologue.end() if prologue else 0
    if end == len(text):
        raise QueryError("the query is empty")
    word = _WORD.match(text, end)
    if word and word[0].upper() in _UPDATES:
        raise QueryError(f"{READ_ONLY} ({word[0].upper()})")


_vet_once = lru_cache(maxsize=_KEPT)(_vet)


def vet_question(text: str) -> None:
    r"""Refuse what is no SELECT, ASK, CONSTRUCT or DESCRIBE of the graph itself, in any spelling.

    SPARQL 1.1 §19.2 lets engines read backslash-u sequences before anything else, so the text is looked at both as it
    stands and as such an engine reads it.

    Raises:
        QueryError: it is an update, something else that an engine may know, or goes to other servers.
    """
    for spelt in (text, _CODE.sub(_character, text)):
        vet(spelt)
        if _form(spelt) not in _FORMS:
            raise QueryError(f"a query begins with {', '.join(_FORMS)}, after its prefixes")
        if asks_elsewhere(spelt):
            raise QueryError(ELSEWHERE)
        if _FROM.search(spelt):
            raise QueryError("FROM is refused, as some stores fetch what it names; GRAPH asks a graph by name")


def _form(text: str) -> str:
    """Return the word behind the prologue, in capitals."""
    prologue = _PROLOGUE.match(text)
    word = _WORD.match(text, prologue.end() if prologue else 0)
    return word[0].upper() if word else ""


def asks_for_triples(text: str) -> bool:
    r"""Tell whether a query is a CONSTRUCT or DESCRIBE, which is answered by triples.

    >>> asks_for_triples("PREFIX a: <urn:a> # SELECT\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    True
    """
    return _form(text) in ("CONSTRUCT", "DESCRIBE")


def names_graphs(text: str) -> bool:
    """Tell whether a query asks graphs by name; a word in a variable, string, IRI or comment does not.

    >>> names_graphs("SELECT * { ?from ?graph 1 }"), names_graphs("SELECT * { GRAPH ?g { ?s ?p ?o } }")
    (False, True)
    """
    return _GRAPHS.search(_NO_KEYWORD.sub(" ", text)) is not None


def graphs_of(text: str) -> list[str]:
    """Return the graphs that a query names by FROM and FROM NAMED, each once.

    >>> graphs_of("PREFIX g: <urn:g/> SELECT * FROM <urn:a> FROM NAMED g:b { ?from ?p 'FROM <urn:d>' } # FROM <urn:c>")
    ['urn:a', 'urn:g/b']
    """
    if "from" not in text.casefold():
        return []
    said = _SAID.sub(lambda found: found[1] or " ", text)
    base, prefixes = "", dict[str, str]()
    for declared in _DECLARED.finditer(said):
        iri = _resolved(base, declared[2])
        if declared[1] is None:
            base = iri
        else:
            prefixes[declared[1]] = iri
    found = (
        prefixes.get(one[2], "") + _ESCAPED.sub(r"\1", one[3].rstrip("."))
        if one[1] is None
        else _resolved(base, one[1])
        for one in _DATASET.finditer(said)
    )
    return list(dict.fromkeys(found))


def _resolved(base: str, iri: str) -> str:
    """Read an IRI as it stands in a query: with its escaped characters, and from the base (SPARQL 1.1 §4.1.1)."""
    plain = _SURROGATE.sub("\ufffd", _CODE.sub(_character, iri))
    try:
        return urljoin(base, plain) if base else plain
    except ValueError:  # no address that any graph has
        return plain


def _character(found: re.Match[str]) -> str:
    """Return the character that a backslash-u sequence stands for."""
    return chr(min(int(found[1] or found[2], 16), 0x10FFFF))


def asks_elsewhere(text: str) -> bool:
    """Tell whether a query for Oxigraph has a SERVICE, which would make it send requests to an address in the query.

    Oxigraph has no switch for that. Its parser has no tokens: `<` opens an IRI in one place and compares in another,
    and keywords need no space after them. So every `<` is read in both ways, and what is a SERVICE in either is one.

    >>> asks_elsewhere("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }")
    True
    >>> asks_elsewhere("SELECT ?service ?x { ?service <urn:service> 'SERVICE <urn:x> {}' } # SERVICE <urn:x> {}")
    False
    """
    return _goes_elsewhere_once(text) if len(text) <= _SHORT else _goes_elsewhere(text)


def _goes_elsewhere(text: str) -> bool:
    """Tell whether a query has a SERVICE."""
    if "service" not in text.casefold():
        return False
    begun, todo = set[int](), [0]
    while todo:
        at = todo.pop()
        while at < len(text) and at not in begun:
            begun.add(at)
            if _SERVICE.match(text, at):
                return True
            if iri := _IRI.match(text, at):
                todo.append(iri.end())
            quiet = _QUIET.match(text, at)
            at = quiet.end() if quiet else at + 1
    return False


_goes_elsewhere_once = lru_cache(maxsize=_KEPT)(_goes_elsewhere)
