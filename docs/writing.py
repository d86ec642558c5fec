"""The site as files: every path once, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.downloads import DOWNLOADS
from docs.knowledge import DocsError
from exports.place import replaced

__all__ = ["check_place", "write_site"]

MARK = "policykg-docs"
"""The generator that every page names: by it the pages of an earlier site are told from other people's."""


def check_place(out: Path) -> Path:
    """Return the folder that `out` means, links followed, if a site may be written there.

    Args:
        out: the folder; it may exist if it is empty or holds an earlier site and nothing else.

    Raises:
        DocsError: it is no folder, holds other things or cannot be written.
    """
    place = Path(os.path.realpath(out))
    try:
        if place.exists():
            if not place.is_dir():
                raise DocsError(f"{out} is a file, not a folder")
            stranger = next(_strangers(place), None)
            if stranger:
                raise DocsError(
                    f"{out} holds something else than a site made before ({stranger}); name an empty folder"
                )
        above = next(folder for folder in (*place.parents, place) if folder.exists())
        if not place.name or not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
            raise DocsError(f"{out} cannot be written; name another folder")
    except OSError as error:
        raise DocsError(f"{out}: {error.strerror or error}") from None
    return place


def write_site(pages: Mapping[str, bytes], out: Path) -> None:
    """Write the files of a site into the folder `out`, in place of an earlier one, which stays until it is whole.

    Args:
        pages: the content of each file by its path within the site.
        out: the folder; it may exist if it is empty or holds an earlier site and nothing else.

    Raises:
        DocsError: two paths are one on disks that do not tell capitals apart, or `out` is no place for a site.
        ExportError: it cannot be written.
    """
    seen: dict[str, str] = {}
    for path in pages:
        if (other := seen.setdefault(path.casefold(), path)) != path:
            raise DocsError(f"{path} and {other} are one file on some disks")
    with replaced(check_place(out)) as (made, _):
        made.mkdir()
        for path, content in pages.items():
            file = made / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _strangers(place: Path) -> Iterator[str]:
    """Yield what is not of an earlier site: its pages have the mark, and beside its index lie the downloads."""
    site = _marked(place / "index.html")
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        known = path.is_dir() or (site and (name in DOWNLOADS or _marked(path)))
        if path.is_symlink() or not known:
            yield name


def _marked(path: Path) -> bool:
    if path.suffix != ".html" or not path.is_file():
        return False
    with path.open("rb") as file:
        return f'content="{MARK}"'.encode() in file.read(2000)
