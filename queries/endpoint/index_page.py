"""The page at `/` of the local server: named queries as buttons, a place to write others, and its policy."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from importlib import resources

from ontology.prefixes import BASE, PREFIXES
from queries.catalogue import GROUPS, NamedQuery, group_queries, list_queries
from queries.endpoint.lexicon import words
from queries.parameters import MARKER, bind, read_values

__all__ = ["bound_text", "explorer_policy", "index_page"]

_NOTHING_MORE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def index_page(explorer: bool) -> tuple[bytes, str]:
    """Make the index page and the policy that lets its own script and style run, and no others."""
    template = (resources.files("queries.endpoint") / "index.html").read_text(encoding="utf-8")
    data = json.dumps([_described(query) for query in list_queries()], ensure_ascii=False).replace("<", "\\u003c")
    buttons = "\n".join(_buttons(*GROUPS[group], queries) for group, queries in group_queries().items())
    page = (
        template.replace("<!--buttons-->", buttons)
        .replace("/*queries*/", data)
        .replace("/*lexicon*/", _lexicon())
        .replace("<!--explorer-->", '<a href="/explorer">打开浏览页 / explorer</a>' if explorer else "")
    )
    return page.encode("utf-8"), (
        f"default-src 'none'; script-src {_hashes(page, 'script')}; style-src {_hashes(page, 'style')}; "
        f"connect-src 'self'; {_NOTHING_MORE}"
    )


def _lexicon() -> str:
    """Return what completion offers as JSON: the names of the ontology with their kind and labels, and the prefixes."""
    named = [[one.name, one.kind, one.zh, one.en] for one in words().values()]
    lexicon = {"base": BASE, "prefixes": PREFIXES, "words": named}
    return json.dumps(lexicon, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _buttons(zh: str, en: str, queries: Iterable[NamedQuery]) -> str:
    """Make the buttons of a group under its heading."""
    items = "\n".join(
        f'<li><button type="button" data-query="{escape(query.name)}" title="{escape(query.name)}">'
        f'<b>{escape(query.title_zh)}</b> <span lang="en">{escape(query.title_en)}</span></button>'
        f'<p>{escape(query.question_zh)} <small lang="en">{escape(query.question_en)}</small></p></li>'
        for query in queries
    )
    return f'<section><h3>{escape(zh)} / <span lang="en">{escape(en)}</span></h3>\n<ul>\n{items}\n</ul></section>'


def explorer_policy(page: bytes) -> str:
    """Make the policy that lets the scripts of the explorer run, and lets it fetch nothing."""
    scripts = _hashes(page.decode("utf-8", errors="replace"), "script")
    return f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; {_NOTHING_MORE}"


def _hashes(page: str, element: str) -> str:
    """Return the CSP sources of the elements of that name without attributes: their hashes, or 'none'.

    Browsers hash what they have parsed, in which every line ends with LF (HTML §13.2.3.5).
    """
    found = re.findall(rf"<{element}>(.*?)</{element}>", re.sub(r"\r\n?", "\n", page), re.DOTALL)
    digests = (b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii") for content in found)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"


def _described(query: NamedQuery) -> dict[str, object]:
    """Return what the page needs to know of a query: its text as it runs at once, and its parameters as fields."""
    needed = {one.name: one.example for one in query.parameters if not one.optional}
    fields = [
        {"name": one.name, "zh": one.zh, "en": one.en, "example": one.example, "needed": not one.optional}
        for one in query.parameters
    ]
    titles = {"zh": query.title_zh, "en": query.title_en, "asks_zh": query.question_zh, "asks_en": query.question_en}
    columns = {one.name: f"{one.zh} / {one.en}" for one in query.columns}
    return {"name": query.name, **titles, "columns": columns, "text": bound_text(query, needed), "fields": fields}


def bound_text(query: NamedQuery, given: Mapping[str, str]) -> str:
    """Return the text of a query without its header, the values of its parameters bound.

    Raises:
        QueryError: a value does not fit, or one is missing.
    """
    body = query.text[re.search(r"^(?!#|\s*$)", query.text, re.MULTILINE).start() :]  # type: ignore[union-attr]
    bound = bind(body, read_values(query, given))
    return re.sub(rf"^[ \t]*{MARKER}[ \t]*\n", "", bound, flags=re.MULTILINE)
