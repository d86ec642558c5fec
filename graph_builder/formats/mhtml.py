"""Web archives (MHTML, RFC 2557): what browsers and old Word save as a single file; the page in it is read."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from graph_builder.errors import UnreadableError
from graph_builder.formats import html

__all__ = ["text_of"]


def text_of(data: bytes, where: str) -> str:
    """Return the text of the page in a web archive.

    Raises:
        UnreadableError: it holds no page; one line that begins with `where`.
    """
    try:
        message = message_from_bytes(data, EmailMessage, policy=policy.compat32)
        for part in message.walk():
            content = part.get_payload(decode=True)
            if part.get_content_type() == "text/html" and isinstance(content, bytes):
                return html.text_of(content, where)
    except (RecursionError, ValueError, LookupError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"{where}: this web archive is damaged ({type(error).__name__})") from error
    raise UnreadableError(f"{where}: this web archive holds no page")
