"""The forms in which documents come, each a module with `text_of(data, where) -> str`.

Whatever the form, the result is plain text with the paragraphs of the document as lines and its tables as
`layout.table_lines` prints them; the pipeline reads nothing else. A form whose library is an optional extra names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from graph_builder.errors import UnreadableError

__all__ = ["FORMS", "Form", "text_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file: the module that reads it, and the extra of the package that brings its library."""

    module: str
    extra: str | None = None


FORMS = {
    ".html": Form("html"),
    ".htm": Form("html"),
    ".xhtml": Form("html"),
    ".shtml": Form("html"),
    ".mht": Form("mhtml"),
    ".mhtml": Form("mhtml"),
    ".docx": Form("docx"),
    ".pdf": Form("pdf", "pdf"),
    ".ofd": Form("ofd"),
}


def text_of(suffix: str, data: bytes, where: str) -> str:
    """Return the text of a file of the form `suffix` (lower case, with the dot).

    Raises:
        UnreadableError: the file is damaged or holds no text, or its form needs an extra that is not installed;
            one line that begins with `where`.
    """
    form = FORMS[suffix]
    try:
        module = import_module(f"graph_builder.formats.{form.module}")
    except ImportError as error:
        extra = f"policykg[{form.extra}]" if form.extra else "policykg"
        raise UnreadableError(f"{where}: to read {suffix} files, install {extra} ({error.name} is missing)") from error
    text: str = module.text_of(data, where)
    return text
