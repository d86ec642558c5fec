"""The graph in shards for others to load: sorted N-Quads, packed by gzip, on any file system that fsspec reaches.

A shard is named by its place and the hash of its lines; `manifest.json`, written last, names the shards of the graph
with their sizes and hashes. Who reads the manifest first finds a whole graph at any moment: a shard that it names is
never changed, only removed when a later manifest is in its place. What is there already is not sent again.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from graph_builder.errors import BuildError

__all__ = ["MANIFEST", "Shard", "open_place", "write_shards"]

MANIFEST = "manifest.json"
_QUADS = 200_000
"""Quads of a shard: some 45 MB of lines, which become some 4 MB."""
_NAME = re.compile(r"part-\d{5,9}-[0-9a-f]{16}\.nq\.gz")
_AT_ONCE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "obs", "cos", "memory"})
"""Kinds of stores where an object is there when it has been sent whole; elsewhere a file is written, then renamed."""
_LARGEST_MANIFEST = 100_000_000


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the graph: its name, how many quads and bytes it has, and the hash of its bytes."""

    name: str
    quads: int
    bytes: int
    sha256: str


class Place:
    """A folder on a file system of fsspec."""

    def __init__(self, url: str) -> None:
        """Find the file system of a URL.

        Raises:
            BuildError: fsspec, or what it needs for such a URL, is not installed; or it knows no such URL.
        """
        self.url = url
        try:
            fsspec: Any = import_module("fsspec")
        except ImportError:
            raise BuildError("shards need fsspec, which is not installed: pip install 'policykg[dask]'") from None
        try:
            self._files, self._path = fsspec.url_to_fs(url)
        except (ImportError, ValueError, TypeError, OSError) as error:
            raise BuildError(f"{url}: cannot be written ({_line(error)})") from error
        kinds = self._files.protocol
        self._at_once = not _AT_ONCE.isdisjoint([kinds] if isinstance(kinds, str) else kinds)

    def make(self) -> None:
        """Make the folder, if it is not there. A store of objects has none, and a bucket is for its owner to make."""
        self._files.invalidate_cache()
        if not self._at_once:
            self._files.makedirs(self._path, exist_ok=True)

    def size(self, name: str) -> int:
        """Return how many bytes a file has; -1 where it is not there."""
        try:
            return int(self._files.size(self._in(name)) or 0)
        except FileNotFoundError:
            return -1

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; none where it is not there."""
        size = self.size(name)
        return b"" if not 0 < size <= _LARGEST_MANIFEST else bytes(self._files.cat_file(self._in(name)))

    def put(self, name: str, data: bytes) -> None:
        """Put a file in its place, whole or not at all."""
        if self._at_once:
            self._files.pipe_file(self._in(name), data)
            return
        made = self._in(f".{name}.new")
        try:
            self._files.pipe_file(made, data)
            self._files.mv(made, self._in(name))
        except BaseException:
            with suppress(Exception):
                self._files.rm_file(made)
            raise

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self._in(name))

    def _in(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"


def open_place(url: str) -> Place:
    """Return the place that a URL means; nothing is written there yet."""
    return Place(url)


def write_shards(graph: Path, place: Place, program: str, quads: int = _QUADS) -> list[Shard]:
    """Write the lines of graph.nq into shards of some `quads` each, and the manifest that names them.

    Raises:
        BuildError: they cannot be written; the manifest that was there before, and its shards, are as they were.
    """
    try:
        place.make()
        before = _named(place.read(MANIFEST))
        shards = [_put(place, n, lines) for n, lines in enumerate(_pieces(graph, quads))]
        head = {"program": program, "quads": sum(shard.quads for shard in shards), "packed": "gzip"}
        manifest = {**head, "shards": [asdict(shard) for shard in shards]}
        place.put(MANIFEST, f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode())
        for name in sorted(before - {shard.name for shard in shards}):
            place.remove(name)
    except BuildError:
        raise
    except Exception as error:
        # Each file system has errors of its own.
        raise BuildError(f"{place.url}: shards cannot be written ({_line(error)})") from error
    return shards


def _pieces(graph: Path, quads: int) -> Iterator[list[bytes]]:
    with graph.open("rb") as file:
        while lines := list(islice(file, quads)):
            yield lines


def _put(place: Place, n: int, lines: list[bytes]) -> Shard:
    plain = b"".join(lines)
    name = f"part-{n:05}-{sha256(plain).hexdigest()[:16]}.nq.gz"
    data = gzip.compress(plain, 6, mtime=0)
    if place.size(name) != len(data):
        place.put(name, data)
    return Shard(name, len(lines), len(data), sha256(data).hexdigest())


def _named(manifest: bytes) -> set[str]:
    """Return the shards of ours that a manifest names; none where it is no manifest of ours."""
    with suppress(ValueError, KeyError, TypeError):
        found = {str(shard["name"]) for shard in json.loads(manifest)["shards"]}
        return {name for name in found if _NAME.fullmatch(name)}
    return set()


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
