"""HTML pages of official sites: encoding, tree, and the lines of the document in it.

The tree is that of lxml (libxml2), which mends broken markup, loads nothing and expands no entities of its own.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from graph_builder.errors import UnreadableError
from graph_builder.formats.plain import BOMS
from graph_builder.formats.site import document_lines

__all__ = ["markup", "text_of"]

_SAMPLE = 8_192
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,8}=\s{0,8}[\"']?\s{0,8}([A-Za-z0-9_-]{2,20})", re.I)
_GB_NAMES = "gb2312 gbk gb18030 x-gbk gb_2312-80 csgb2312 cp936 936"
_GB = frozenset(_GB_NAMES.split())
# Pictures inside the page.
_DATA = re.compile(r"data:[\w/+.;=-]{1,80},[A-Za-z0-9+/=%]*+", re.ASCII)
# The tags as HTML Living Standard 13.2.5 reads them: quotes count behind = only, programs hold none.
_TAG = re.compile(
    r"<(?:script|style)\b(?:[^<]++|<(?!/(?:script|style)))*+|<[A-Za-z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+>?",
    re.I,
)
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)")
# Directives of a server, in files that were taken from one: <%@ page language="java" %>
_DIRECTIVE = re.compile(r"<%(?:[^%]|%(?!>)){0,400}%>")
_CONTROL = dict.fromkeys([*range(9), 11, *range(14, 32), 127])
LARGEST_PAGE = 64_000_000
"""Characters of the largest page that is read; its tree takes many times as much memory."""
_MOST_TAGS, _MOST_ATTRIBUTES, _DEEPEST = 1_000_000, 2_000, 2_048


def text_of(data: bytes, where: str) -> str:
    """Return the text of the document in a page, a paragraph a line.

    Raises:
        UnreadableError: the page is no text, too large, or nested deeper than any; one line that begins with `where`.
    """
    source = _bounded(markup(data, where), where)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        root: Any = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableError(f"{where}: elements are nested deeper than in any page (more than {_DEEPEST})")
    if root is None:
        raise UnreadableError(f"{where}: the page holds no text")
    text = "\n".join(document_lines(root))
    if not text:
        raise UnreadableError(f"{where}: the page holds no text")
    return text + "\n"


def markup(data: bytes, where: str) -> str:
    """Return the source of a page: by its byte order mark, as UTF-8, as it declares, else as GB 18030.

    A page whose bytes are UTF-8 is read so whatever it declares: Chinese in another encoding never looks like it.

    Raises:
        UnreadableError: it is no text in any of these; `where` begins the message.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    declared = _DECLARED.search(data[:_SAMPLE])
    name = declared[1].decode("ascii").lower() if declared else ""
    for encoding in ("utf-8", "gb18030" if name in _GB or not name else name, "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    # A few bytes may be damaged; the browser shows � for them.
    text = data.decode("utf-8" if name.startswith("utf") else "gb18030", "replace")
    if text.count("\ufffd") > 0.001 * len(text):
        raise UnreadableError(f"{where}: this is no text (neither {name or 'UTF-8'} nor GB 18030)")
    return text


def _bounded(source: str, where: str) -> str:
    """Return the source without pictures and control characters; refuse what would take more than linear time."""
    source = _DATA.sub("", source).translate(_CONTROL)
    if len(source) > LARGEST_PAGE:
        raise UnreadableError(f"{where}: larger than any document ({len(source)} characters; {LARGEST_PAGE} are read)")
    if source.count("<") > _MOST_TAGS:
        raise UnreadableError(f"{where}: more tags than any document has ({_MOST_TAGS} are read)")
    for tag in _TAG.finditer(source):
        # libxml2 compares each attribute of a tag with the others
        if tag.end() - tag.start() > 4 * _MOST_ATTRIBUTES and not tag.group()[1:7].lower().startswith(
            ("script", "style")
        ):
            attributes = len(re.findall(r"[\s/]+", _QUOTED.sub(" ", tag.group())))
            if attributes > _MOST_ATTRIBUTES:
                raise UnreadableError(f"{where}: a tag with {attributes} attributes; this is no page of a document")
    return _DIRECTIVE.sub("", source[:65_536]) + source[65_536:]
