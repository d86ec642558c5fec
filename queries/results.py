"""Writing answers: for reading (table, md), for spreadsheets (csv, csv-excel) and for programs (json, tsv, nt, ttl).

The same rows give the same characters, whatever the machine or its locale. Line ends are part of a format (RFC 4180
wants CRLF), so a file should be opened with newline="".
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Sequence
from typing import Any, TextIO
from unicodedata import category, combining, east_asian_width

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.terms import PREFIXES
from queries.errors import QueryError
from queries.rows import TRIPLE_COLUMNS, Rows, Term

__all__ = ["FORMATS", "display_width", "write_results"]

_XSD = PREFIXES["xsd"]
_NUMERIC = {_XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")}
_GAP = 2
_NARROWEST = 12
_PADDED = 120
"""Columns are not made wider than this for the sake of a few long cells, which stand out where nothing is clipped."""
_SHORT_IRI = 14
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet may run (OWASP, CSV injection); wide signs are narrow ones to a Chinese one."""
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&-])")
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def write_results(rows: Rows, format: str, stream: TextIO, *, width: int | None = None) -> None:  # noqa: A002
    """Write an answer to a text stream.

    Args:
        rows: the answer.
        format: a name of `FORMATS`.
        stream: where it goes; it should not translate line ends.
        width: columns of the terminal, for `table`: wider tables are clipped, and much wider ones become one line a
            value. Without it nothing is clipped.

    Raises:
        QueryError: the format is unknown, or cannot hold these rows.
    """
    if format not in FORMATS:
        raise QueryError(f"there is no format {format!r}; one of {', '.join(FORMATS)} is needed")
    if format == "table":
        stream.write(_table(rows, width))
    else:
        stream.write(FORMATS[format](rows))


def display_width(text: str) -> int:
    """Count the terminal cells of a text; 汉字 and full-width punctuation take two (Unicode UAX #11).

    >>> display_width("铜Cu")
    4
    """
    return sum(
        0 if combining(c) or category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1
        for c in text
    )


def _table(rows: Rows, width: int | None = None) -> str:
    """Write aligned columns, or one value a line where the terminal is much too narrow."""
    if rows.boolean is not None:
        return f"{_boolean(rows)}\n"
    lines = [[_readable(term) for term in row] for row in rows.rows]
    kinds = [_kind(rows, index) for index in range(len(rows.columns))]
    widths = [max(map(display_width, column)) for column in zip(rows.columns, *lines, strict=True)]
    if width is not None:
        fitting = _fitted(widths, kinds, [display_width(name) for name in rows.columns], width)
        if fitting is None:
            return _records(rows.columns, lines)
        widths = fitting
    else:
        widths = [min(columns, _PADDED) for columns in widths]
    table = [list(rows.columns), ["-" * columns for columns in widths], *lines]
    return "".join(_aligned(line, widths, kinds, clip=width is not None) + "\n" for line in table)


def _fitted(widths: Sequence[int], kinds: Sequence[str], heads: Sequence[int], width: int) -> list[int] | None:
    """Narrow the columns until a line fits; None where too little of the text would be left.

    IRIs go first, as they say least to a reader; numbers and headings stay whole.
    """
    room = width - _GAP * (len(widths) - 1)
    if sum(widths) <= room:
        return list(widths)
    least = [max(head, _SHORT_IRI) if kind == "iri" else head for head, kind in zip(heads, kinds, strict=True)]
    fixed = [w if kind == "number" else min(w, low) for w, low, kind in zip(widths, least, kinds, strict=True)]
    best: list[int] | None = None
    for cap in range(_NARROWEST, max(widths) + 1):
        tried = [
            max(low, min(w, cap)) if kind == "text" else low for w, low, kind in zip(widths, fixed, kinds, strict=True)
        ]
        if sum(tried) > room:
            break
        best = tried
    return best


def _aligned(cells: Sequence[str], widths: Sequence[int], kinds: Sequence[str], *, clip: bool) -> str:
    """Pad the cells of one line, and clip them where the line must fit."""
    out = []
    for cell, width, kind in zip(cells, widths, kinds, strict=True):
        shown = cell
        if clip:
            shown = _clipped(cell[::-1], width)[::-1] if kind == "iri" else _clipped(cell, width)
        padding = " " * (width - display_width(shown))
        out.append(padding + shown if kind == "number" else shown + padding)
    return (" " * _GAP).join(out).rstrip()


def _clipped(text: str, width: int) -> str:
    """Cut a text to a width in terminal cells; an ellipsis says so."""
    if display_width(text) <= width:
        return text
    kept = ""
    for character in text:
        if display_width(kept + character) > width - 1:
            break
        kept += character
    return kept + "…"


def _records(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Write one line a bound value and an empty line between rows."""
    margin = max(map(display_width, columns)) + _GAP
    blocks = [
        "".join(f"{name:<{margin}}{cell}\n" for name, cell in zip(columns, line, strict=True) if cell) for line in lines
    ]
    return "\n".join(blocks)


def _kind(rows: Rows, column: int) -> str:
    """Tell what a column holds: `number`, `iri` or `text`."""
    terms = [row[column] for row in rows.rows if row[column] is not None]
    if terms and all(isinstance(term, NamedNode) for term in terms):
        return "iri"
    numeric = all(isinstance(term, Literal) and term.datatype.value in _NUMERIC for term in terms)
    return "number" if terms and numeric else "text"


def _readable(term: Term | None) -> str:
    """Write a term for people: prefixed names, and control characters where one can see them."""
    text = _short(term).replace("\r\n", "\n")
    return "".join(c if c.isprintable() else _visible(c) for c in text)


def _short(term: Term | None) -> str:
    """Write a term in plain text, IRIs with a prefix of the product where there is one."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        for prefix, iri in _BY_LENGTH:
            if term.value.startswith(iri) and len(term.value) > len(iri):
                return f"{prefix}:{term.value[len(iri) :]}"
    return str(term) if isinstance(term, BlankNode) else term.value


def _visible(character: str) -> str:
    """Spell a character that would move the cursor or hide text; wide spaces become plain ones."""
    if category(character) == "Zs":
        return " "
    code = ord(character)
    return {"\n": "⏎", "\t": " "}.get(character, f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def _boolean(rows: Rows) -> str:
    """Write the answer to ASK."""
    return "true" if rows.boolean else "false"


def _plain(term: Term | None) -> str:
    """Write a term as SPARQL 1.1 CSV wants it."""
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode) else term.value


def _csv(rows: Rows) -> str:
    """Write SPARQL 1.1 Query Results CSV (RFC 4180)."""
    if rows.boolean is not None:
        return f"{_boolean(rows)}\r\n"
    return _delimited([rows.columns, *([_plain(term) for term in row] for row in rows.rows)])


def _csv_excel(rows: Rows) -> str:
    """Write CSV as Excel reads it: with a byte order mark, and no cell taken for a formula."""
    if rows.boolean is not None:
        return f"\ufeff{_boolean(rows)}\r\n"
    cells = [["'" + _plain(term) if _is_formula(term) else _plain(term) for term in row] for row in rows.rows]
    return "\ufeff" + _delimited([rows.columns, *cells])


def _is_formula(term: Term | None) -> bool:
    """Tell whether a spreadsheet would run this cell; numbers are only numbers, if that is what they are."""
    if isinstance(term, Literal) and term.datatype.value in _NUMERIC and _NUMBER.fullmatch(term.value):
        return False
    return bool(_FORMULA.match(_plain(term)))


def _delimited(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of comma-separated values."""

    class Lines(list[str]):
        write = list.append

    out = Lines()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return "".join(out)


def _tsv(rows: Rows) -> str:
    """Write SPARQL 1.1 Query Results TSV: terms in the syntax of SPARQL."""
    if rows.boolean is not None:
        return f"{_boolean(rows)}\n"
    lines = ["\t".join("?" + name for name in rows.columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in rows.rows]
    return "\n".join(lines) + "\n"


def _json(rows: Rows) -> str:
    """Write SPARQL 1.1 Query Results JSON, one row a line."""
    if rows.boolean is not None:
        return json.dumps({"head": {}, "boolean": rows.boolean}) + "\n"
    head = json.dumps({"vars": list(rows.columns)}, ensure_ascii=False)
    bindings = (json.dumps({name: _json_term(t) for name, t in row.items()}, ensure_ascii=False) for row in rows)
    body = ",\n".join(bindings)
    return f'{{"head": {head}, "results": {{"bindings": [\n{body}\n]}}}}\n'


def _json_term(term: Term) -> dict[str, Any]:
    """Describe a term as SPARQL 1.1 Query Results JSON does (§3.2.2)."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    described = {"type": "literal", "value": term.value}
    if term.language:
        described["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        described["datatype"] = term.datatype.value
    return described


def _md(rows: Rows) -> str:
    """Write a table of Markdown in which no value is markup."""
    if rows.boolean is not None:
        return f"{_boolean(rows)}\n"
    lines = [list(rows.columns), ["---"] * len(rows.columns)]
    lines += [[_MARKDOWN.sub(r"\\\1", _readable(term)) for term in row] for row in rows.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _triples(rows: Rows) -> list[Triple]:
    """Turn rows of CONSTRUCT back into triples."""
    if rows.columns != TRIPLE_COLUMNS:
        raise QueryError("this format holds triples: a CONSTRUCT or DESCRIBE query is needed")
    try:
        return [Triple(*row) for row in rows.rows]  # type: ignore[arg-type]
    except TypeError:
        raise QueryError("a row is no triple: a CONSTRUCT or DESCRIBE query is needed") from None


def _nt(rows: Rows) -> str:
    """Write N-Triples."""
    return "".join(f"{triple} .\n" for triple in _triples(rows))


def _ttl(rows: Rows) -> str:
    """Write Turtle."""
    body = serialize(_triples(rows), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return (body or b"").decode("utf-8")


FORMATS: dict[str, Callable[[Rows], str]] = {
    "table": _table,
    "csv": _csv,
    "csv-excel": _csv_excel,
    "json": _json,
    "md": _md,
    "nt": _nt,
    "tsv": _tsv,
    "ttl": _ttl,
}
"""Formats by name, for `--format`."""
