"""Oxigraph's WebAssembly build for pages that answer SPARQL themselves: found, known by its digests, and packed.

It is the npm package `oxigraph`, which `make assets` brings and which is never committed. Only the release that the
page was made for is taken, as its code runs in the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visualizations.model import DrawError

if TYPE_CHECKING:
    from queries import Graph

VERSION = "0.5.11"
PACKAGE = f"oxigraph-{VERSION}.tgz"
_FILES = {
    "web.js": "2fcfdcadc79c9146cee98028a273aebc93df3282eb0299c248595bc529deca41",
    "web_bg.wasm": "b95b15accb6b789667b8d8b0b8f139d5de588e572499672ff37ce9ba01c4a428",
}
"""The files that are taken from the package, with their SHA-256."""
_MOST_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Sparql:
    """What stands in the page: `code` of the worker, `wasm` and `graph`, deflated and in base64; `library` for JSON."""

    code: str
    wasm: str
    graph: str
    library: dict[str, Any]
    version: str = VERSION


def find_package() -> Path:
    """Find the npm package where `make assets` puts it, in this folder or in the checkout.

    Raises:
        DrawError: it is in neither.
    """
    for folder in (Path(), Path(__file__).resolve().parents[1]):
        if (found := folder / ".assets" / PACKAGE).is_file():
            return found
    raise DrawError(
        f"{PACKAGE}, the WebAssembly build of Oxigraph, is missing: `make assets` in a checkout brings it, or "
        f"`npm pack oxigraph@{VERSION}`, which --sparql-package then names"
    )


def pack(graph: Graph, package: Path) -> Sparql:
    """Pack the engine and all that the graph says.

    Args:
        graph: the graph that the page shows.
        package: the npm package, as the `.tgz` of `npm pack` or as the folder that `npm install` makes of it.

    Raises:
        DrawError: the package is missing, malformed, or another release.
    """
    from queries.packing import packed_graph, packed_library

    found = _read(package)
    code = _as_script(found["web.js"].decode("utf-8")) + "\n" + _worker()
    return Sparql(
        code=_deflated(code.encode("utf-8")),
        wasm=_deflated(found["web_bg.wasm"]),
        graph=_deflated(packed_graph(graph)),
        library=packed_library(),
    )


def _read(package: Path) -> dict[str, bytes]:
    found = {}
    for name, digest in _FILES.items():
        try:
            content = _member(package, name)
        except (OSError, tarfile.TarError, KeyError, EOFError, zlib.error) as error:
            raise DrawError(f"{package}: no npm package of Oxigraph can be read here: {error}") from None
        if (actual := hashlib.sha256(content).hexdigest()) != digest:
            raise DrawError(
                f"{package}: {name} is not that of oxigraph {VERSION}: SHA-256 {actual[:12]}… and not {digest[:12]}…"
            )
        found[name] = content
    return found


def _member(package: Path, name: str) -> bytes:
    if package.is_dir():
        with (package / name).open("rb") as file:
            return file.read(_MOST_BYTES)
    with tarfile.open(package, "r:gz") as archive:
        file_in = archive.extractfile(f"package/{name}")
        if file_in is None:
            raise KeyError(f"package/{name} is no file")
        with file_in:
            return file_in.read(_MOST_BYTES)


def _as_script(module: str) -> str:
    """Make a plain script of the module: pages from file:// have an opaque origin and may not load a module worker."""
    steps: tuple[Callable[[str], str], ...] = (
        lambda text: re.sub(r"^export (?=class |function |async function )", "", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^export \{[^}]*\};?$", "", text, flags=re.MULTILINE),
        lambda text: text.replace("import.meta.url", '""'),
    )
    for step in steps:
        module = step(module)
    if re.search(r"^export\b|import\.meta", module, re.MULTILINE):
        raise DrawError(f"oxigraph {VERSION}: its module has another form than was known")
    return module


def _worker() -> str:
    return files("visualizations").joinpath("template", "ask", "worker.js").read_text(encoding="utf-8")


def _deflated(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")
