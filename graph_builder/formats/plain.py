"""Plain text: its encoding, and whether it is Chinese.

The text is the decoded content with universal newlines and nothing else changed: every offset in the graph refers to
it, and `policykg text` prints it.
"""

from __future__ import annotations

import codecs
import re

from graph_builder.errors import UnreadableError

__all__ = ["BOMS", "LARGEST", "checked", "decode"]

LARGEST = 256_000_000
"""Bytes of the largest text that is read."""

# A page of an official document has hundreds of these; a text with almost none is in another language.
_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_KANA = re.compile(r"[\u3041-\u30ff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# Characters that no page of official Chinese is without; text in another encoding that is read as GB 18030 has few.
_COMMON = re.compile(
    r"[的一是在不了有和人这中大为上个国以要会工作政府市县区省部局委发展关于年月日通知各理业建设管实施行]"
)


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Return the text of `data` with universal newlines, and its encoding.

    The order is: byte order mark, UTF-8, UTF-16 where it reads as Chinese, GB 18030 (which holds GBK and GB 2312).

    Raises:
        UnreadableError: `data` is empty, no text in any of them, or not Chinese; `where` begins the message.
    """
    if not data.strip():
        raise UnreadableError(f"{where}: the file is empty")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return checked(data.decode(encoding), where), encoding
            except UnicodeDecodeError as error:
                raise UnreadableError(f"{where}: not {encoding} although it begins so (byte {error.start})") from error
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" and not _reads_as_chinese(text):
            continue
        return checked(text, where), encoding
    raise UnreadableError(f"{where}: this is no text (neither UTF-8, UTF-16 nor GB 18030)")


def _reads_as_chinese(text: str) -> bool:
    """Tell whether the commonest characters of official Chinese stand in `text` as often as they do in any."""
    sample = "".join(text[:_SAMPLE].split())
    han = len(_HAN.findall(sample))
    return han > 0.3 * len(sample) and len(_COMMON.findall(sample)) > 0.08 * han and not _PRIVATE.search(sample)


def checked(text: str, where: str) -> str:
    """Return `text` with universal newlines if it is the text of a Chinese document.

    Raises:
        UnreadableError: it is empty, holds control characters or is in another language; `where` begins the message.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableError(f"{where}: the file is empty")
    if len(_CONTROL.findall(text)) > 0.001 * len(text):
        raise UnreadableError(f"{where}: this is no text (it holds control characters)")
    han = len(_HAN.findall(text))
    if han < max(2, 0.05 * len("".join(text.split()))) or len(_KANA.findall(text)) > 0.1 * han:
        raise UnreadableError(f"{where}: the text is not Chinese")
    return text
