"""The site as files: every path once, written whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from docs.knowledge import DocsError

__all__ = ["write_site"]

MARK = "policykg-docs"
"""The generator that the pages name: a folder whose index names it may be replaced."""


def write_site(pages: Mapping[str, bytes], out: Path) -> None:
    """Write the files of a site into the folder `out`, in place of an earlier site.

    Args:
        pages: the content of each file by its path within the site.
        out: the folder; it may exist if it is empty or holds an earlier site.

    Raises:
        DocsError: two paths are one on disks that do not tell capitals apart, or `out` holds other things.
    """
    seen: dict[str, str] = {}
    for path in pages:
        if (other := seen.setdefault(path.casefold(), path)) != path:
            raise DocsError(f"{path} and {other} are one file on some disks")
    if out.exists() and not _replaceable(out):
        raise DocsError(f"{out} holds something else than a site made before; name an empty folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as work:
        fresh = Path(work) / "site"
        for path, content in pages.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if out.exists():
            shutil.rmtree(out)
        fresh.rename(out)


def _replaceable(out: Path) -> bool:
    if not out.is_dir():
        return False
    if not any(out.iterdir()):
        return True
    index = out / "index.html"
    return index.is_file() and f'content="{MARK}"' in index.read_text(encoding="utf-8", errors="replace")[:2000]
