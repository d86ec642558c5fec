"""The page of one IRI of the graph, and that of the ontology: HTML without script, every word of a document escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from pyoxigraph import Literal, NamedNode, Triple

from ontology.terms import BASE, OA, POL, RDF
from queries.endpoint.describing import ONTOLOGY, Description, address
from queries.endpoint.lexicon import shorten, words
from queries.endpoint.negotiation import HTML, TYPES

__all__ = ["PAGE_POLICY", "ontology_page", "resource_page"]

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 1.5rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8888; padding: .2rem .5rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
th { font-weight: normal; min-width: 9rem; }
ul { margin: 0; padding-left: 1.2rem; }
small, code { opacity: .75; }
:target { outline: 2px solid #c60; }
"""
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of these pages: their own style, and nothing else from anywhere."""
_MOST_CHARACTERS = 1000
_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


def resource_page(found: Description, path: str) -> bytes:
    """Make the page of a description that stands at `path`."""
    labels = _labels(found)
    evidence = [value for predicate, value in found.out if predicate.value == POL.evidence]
    parts = [_statements(found, labels)]
    if evidence:
        quotes = "".join(f"<li><q>{_value(one, labels)}</q></li>" for one in evidence)
        parts.insert(0, f"<h2>原文依据 / evidence</h2><ul>{quotes}</ul>")
    if found.graph:
        items = "".join(f"<li>{_value(one, labels)}</li>" for one in found.documents)
        parts.append(f"<h2>图 / graph</h2><p>{found.graph} 条三元组 / triples</p><ul>{items}</ul>")
    if found.into:
        parts.append(_incoming(found, labels))
    if found.left_out:
        parts.append(
            f'<p>另有 {found.left_out} 条未列出，可在<a href="/">查询页</a>查询 / '
            f'{found.left_out} more statements are not shown; <a href="/">ask for them</a></p>'
        )
    return _page(_title(found), found.iri, path, "\n".join(parts))


def ontology_page(path: str) -> bytes:
    """Make the page of the ontology: each term at the fragment of its IRI."""
    rows = "".join(
        f'<tr id="{escape(one.iri.partition("#")[2])}"><th><code>{escape(one.name)}</code></th>'
        f"<td>{escape(one.zh)} / {escape(one.en)}<br>{escape(one.says_zh)}<br>{escape(one.says_en)}</td></tr>\n"
        for one in sorted(words().values(), key=lambda one: (one.kind, one.name))
        if one.iri.startswith(f"{ONTOLOGY}#")
    )
    return _page("政策文件知识图谱本体 / policykg ontology", ONTOLOGY, path, f"<table>\n{rows}</table>")


def _page(title: str, iri: str, path: str, body: str) -> bytes:
    """Put the frame around a page."""
    forms = " · ".join(
        f'<a href="{escape(path)}?format={word}" type="{TYPES[word]}">{name}</a>' for word, name in _NAMES.items()
    )
    links = "".join(
        f'<link rel="alternate" type="{kind}" href="{escape(path)}?format={word}">\n'
        for word, kind in TYPES.items()
        if kind != HTML
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"{links}<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<p><a href="/">policykg</a></p>\n<h1>{escape(title)}</h1>\n<p><code>{escape(iri)}</code></p>\n'
        f"<p>{forms}</p>\n{body}\n</body>\n</html>\n"
    ).encode("utf-8", errors="replace")


def _title(found: Description) -> str:
    """Return what a resource is called: its own label in Chinese and English, or the end of its IRI."""
    own = [Triple(NamedNode(found.iri), predicate, value) for predicate, value in found.out]  # type: ignore[arg-type]
    names = _names(own).get(found.iri, {})
    quote = _quotes(found.around).get(found.iri)
    title = " / ".join(dict.fromkeys(names[one] for one in ("zh", "", "en") if one in names)) or quote
    return _cut(title or shorten(found.iri).removeprefix(BASE))


_ORDER = ("prefLabel", "label", "title", "mention")


def _names(triples: Iterable[Triple]) -> dict[str, dict[str, str]]:
    """Return the labels of resources by language, the best property and then the least text first."""
    said: dict[tuple[str, str], tuple[int, str]] = {}
    for one in triples:
        local = one.predicate.value.replace("#", "/").rpartition("/")[2]
        if local in _ORDER and isinstance(one.object, Literal) and isinstance(one.subject, NamedNode):
            key = (one.subject.value, (one.object.language or "").partition("-")[0])
            rank = (_ORDER.index(local), one.object.value)
            said[key] = min(said.get(key, rank), rank)
    found: dict[str, dict[str, str]] = {}
    for (iri, language), (_, text) in said.items():
        found.setdefault(iri, {})[language] = text
    return found


def _quotes(triples: Iterable[Triple]) -> dict[str, str]:
    """Return what evidence quotes."""
    exact, selectors = {}, []
    for one in triples:
        if one.predicate.value == OA.exact and isinstance(one.object, Literal):
            exact[str(one.subject)] = one.object.value
        elif one.predicate.value == OA.hasSelector and isinstance(one.subject, NamedNode):
            selectors.append((one.subject.value, str(one.object)))
    return {iri: exact[selector] for iri, selector in selectors if selector in exact}


def _labels(found: Description) -> dict[str, str]:
    """Return one label of each neighbour, in Chinese where there is one."""
    labels = {
        iri: names.get("zh") or names.get("") or names.get("en", "") for iri, names in _names(found.around).items()
    }
    return labels | _quotes(found.around)


def _statements(found: Description, labels: dict[str, str]) -> str:
    """Make the table of what is stated of a resource."""
    values: dict[str, list[object]] = {}
    for predicate, value in found.out:
        values.setdefault(predicate.value, []).append(value)
    order = sorted(values, key=lambda one: (one != RDF.type, one))
    rows = "".join(
        f"<tr><th>{_property(one)}</th><td><ul>"
        + "".join(f"<li>{_value(value, labels)}</li>" for value in values[one])
        + "</ul></td></tr>\n"
        for one in order
    )
    return f"<h2>陈述 / statements</h2><table>\n{rows}</table>" if rows else ""


def _incoming(found: Description, labels: dict[str, str]) -> str:
    """Make the table of statements about a resource; what is a part of its text stands at its fragment."""
    rows = []
    for predicate, (subjects, many) in found.into.items():
        items = "".join(_item(one, found.iri, labels) for one in subjects)
        more = f"<p>{len(subjects)} / {many}</p>" if many > len(subjects) else ""
        rows.append(f"<tr><th>{_property(predicate.value)}</th><td><ul>{items}</ul>{more}</td></tr>\n")
    return f"<h2>谁指向它 / stated about it</h2><table>\n{''.join(rows)}</table>"


def _item(node: NamedNode, iri: str, labels: dict[str, str]) -> str:
    """Make the item of a subject."""
    fragment = node.value.removeprefix(f"{iri}#")
    at = f' id="{escape(fragment)}"' if fragment != node.value else ""
    return f"<li{at}>{_value(node, labels)}</li>"


def _property(iri: str) -> str:
    """Show a property by its labels and prefixed name."""
    word = words().get(iri)
    names = " / ".join(escape(one) for one in (word.zh, word.en) if one) if word else ""
    return f"{names}<br><small>{_link(iri, shorten(iri))}</small>"


def _value(value: object, labels: dict[str, str]) -> str:
    """Show a value: literals as they are, IRIs with their label."""
    if isinstance(value, NamedNode):
        word = words().get(value.value)
        label = labels.get(value.value) or (f"{word.zh or word.en}" if word else "")
        name = shorten(value.value).removeprefix(BASE)
        return (
            _link(value.value, _cut(label)) + f" <small>{escape(name)}</small>" if label else _link(value.value, name)
        )
    if isinstance(value, Literal):
        kind = value.language or value.datatype.value.replace("#", "/").rpartition("/")[2]
        return f"{escape(_cut(value.value))} <small>{escape(kind)}</small>"
    return escape(str(value))


def _link(iri: str, text: str) -> str:
    """Link an IRI of the graph to its page here; others are shown and lead nowhere."""
    where = address(iri)
    return (
        f'<a href="{escape(where)}">{escape(text)}</a>'
        if where
        else f'<span title="{escape(iri)}">{escape(text)}</span>'
    )


def _cut(text: str) -> str:
    """Cut a long text, and say so."""
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}… ({len(text)} 字 / characters)"
