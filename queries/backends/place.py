"""Where on this machine a graph lies."""

from __future__ import annotations

import re
from pathlib import Path

from queries.errors import QueryError, shown_address

__all__ = ["graph_file", "is_url", "local_path", "store_folder"]

_URL = re.compile(r"https?:/|[a-z][a-z0-9+.-]+:/[^@]*@", re.IGNORECASE)
"""What is no path: the address of an endpoint, and anything with a scheme and a user, who may have a password."""


def is_url(where: str) -> bool:
    """Tell whether this is the address of an endpoint."""
    return where.lower().startswith(("http://", "https://"))


def local_path(where: str | Path) -> Path:
    """Return the path of a folder or file.

    Raises:
        QueryError: it is a URL (which a `Path` may have folded), or empty.
    """
    if _URL.match(str(where)):
        raise QueryError(
            f"{shown_address(str(where))}: a folder or file is needed here, not the address of an endpoint"
        )
    if where == "":
        raise QueryError("the name of the graph is empty; a folder, a file or an http(s) URL is needed")
    return Path(where)


def store_folder(path: Path) -> Path | None:
    """Return the folder of the embedded store of a build, if there is one.

    Raises:
        QueryError: the folder may not be looked into.
    """
    try:
        return path / "store" if (path / "store" / "CURRENT").is_file() else None
    except OSError as error:
        raise QueryError(f"{path}: the graph cannot be read: {error.strerror}") from None


def graph_file(path: Path) -> Path:
    """Return the RDF file that holds the graph at `path`, a folder or a file.

    Raises:
        QueryError: there is none.
    """
    try:
        if not path.exists():
            raise QueryError(f"{path}: no such file or folder")
        file = path / "graph.nq" if path.is_dir() else path
        if not file.exists():
            raise QueryError(f"{path}: the folder holds no graph (graph.nq is missing); `policykg build` writes one")
    except OSError as error:
        raise QueryError(f"{path}: the graph cannot be read: {error.strerror}") from None
    return file
