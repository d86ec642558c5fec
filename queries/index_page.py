"""The page at `/` of the local server: named queries as buttons, a place to write others, and its policy."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from importlib import resources

from ontology.prefixes import BASE, PREFIXES
from queries.catalogue import GROUPS, NamedQuery, group_queries, list_queries
from queries.lexicon import words
from queries.parameters import MARKER, bind, read_values

__all__ = ["explorer_policy", "index_page"]

_NOTHING_MORE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def index_page(explorer: bool) -> tuple[bytes, str]:
    """Make the index page and the policy that lets its own script and style run, and no others."""
    template = (resources.files("queries") / "index.html").read_text(encoding="utf-8")
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
        f'<li><button type="button" data-query="{escape(query.name)}" title="{escape(query.question_en)}">'
        f"{escape(query.title_zh)} <small>{escape(query.name)}</small></button> {escape(query.question_zh)}</li>"
        for query in queries
    )
    return f"<h3>{escape(zh)} / {escape(en)}</h3>\n<ul>\n{items}\n</ul>"


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


def _described(query: NamedQuery) -> dict[str, str]:
    """Return a query without its header; parameters stand in it as comments, to be uncommented."""
    body = query.text[re.search(r"^(?!#|\s*$)", query.text, re.MULTILINE).start() :]  # type: ignore[union-attr]
    examples = read_values(query, {parameter.name: parameter.example for parameter in query.parameters})
    for parameter in query.parameters:
        example = bind(MARKER, {parameter.name: examples[parameter.name]})
        # Where a query has the line twice, a value is needed in both places.
        body = body.replace(MARKER, f"{MARKER}\n  # {example}   # {parameter.zh}")
    return {"name": query.name, "title": f"{query.title_zh} / {query.title_en}", "text": body}
