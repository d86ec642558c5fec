"""A read-only SPARQL endpoint on this machine, with the explorer page and the query library.

`oxigraph serve-read-only` answers the queries, on a port of its own; before it stands a small server that gives out
three addresses and nothing else: `/` (what there is, and the named queries as buttons), `/explorer` (the page) and
`/query` (SPARQL 1.1 Protocol). It listens on 127.0.0.1 alone and answers no other page: a Host that is not this
machine (DNS rebinding) or an Origin that is another site is refused.
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from pyoxigraph import RdfFormat, Store

from queries.backends.embedded import graph_file, load_file, merge
from queries.errors import QueryError
from queries.gateway import Gateway

__all__ = ["Serving", "find_oxigraph", "serve"]

_START_SECONDS = 30.0
_QUERY_SECONDS = 60
_LOOPBACK = "127.0.0.1"


class Serving:
    """A running server. Close it, or use it as a context, or `wait` for Ctrl-C or SIGTERM.

    `url` is the address of the index, `endpoint` that for queries, and `explorer` that of the page, if there is one.
    """

    def __init__(self, graph: Path, port: int, page: Path | None) -> None:
        """Start serving; see `serve`."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._gateway: Gateway | None = None
        # From here on oxigraph must not be left behind, so SIGTERM unwinds like Ctrl-C.
        self._in_main = threading.current_thread() is threading.main_thread()
        self._before = signal.signal(signal.SIGTERM, _interrupt) if self._in_main else None
        try:
            store = self._find_store(graph)
            behind = self._start_oxigraph(store)
            self._gateway = _listen(port, behind, page)
        except BaseException:
            self.close()
            raise
        self.url = f"http://{_LOOPBACK}:{self._gateway.server_address[1]}/"
        self.endpoint = f"{self.url}query"
        self.explorer = f"{self.url}explorer" if page else None
        threading.Thread(target=self._gateway.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def _find_store(self, graph: Path) -> Path:
        """Return DIR/store, or a store made of the graph's file for as long as the server runs."""
        if (graph / "store" / "CURRENT").is_file():
            return graph / "store"
        file = graph_file(graph)
        self._folder = tempfile.TemporaryDirectory(prefix="policykg-")
        quads = Store()
        load_file(quads, file)
        merge(quads)
        # Merged in memory and written at once: an update of a store on disk takes ten times as long.
        store = Store(self._folder.name)
        store.bulk_load(quads.dump(format=RdfFormat.N_QUADS) or b"", format=RdfFormat.N_QUADS)
        store.flush()
        return Path(self._folder.name)

    def _start_oxigraph(self, store: Path) -> int:
        """Start oxigraph on a free port and return the port once it answers."""
        program = find_oxigraph()
        merged = bool(Store.read_only(str(store)).query("ASK { ?s ?p ?o }"))
        with socket.socket() as probe:
            probe.bind((_LOOPBACK, 0))
            port: int = probe.getsockname()[1]
        words = [program, "serve-read-only", "--location", str(store), "--bind", f"{_LOOPBACK}:{port}"]
        words += ["--timeout-s", str(_QUERY_SECONDS)] + ([] if merged else ["--union-default-graph"])
        self._child = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._child.poll() is None:
            with socket.socket() as trial:
                trial.settimeout(1.0)
                if trial.connect_ex((_LOOPBACK, port)) == 0:
                    return port
            time.sleep(0.02)
        raise QueryError(f"oxigraph did not start to serve {store}")

    def wait(self) -> None:
        """Serve until Ctrl-C or SIGTERM, then close.

        Raises:
            QueryError: oxigraph ended by itself.
        """
        try:
            while self._child is not None and self._child.poll() is None:
                time.sleep(0.2)
            raise QueryError("oxigraph ended by itself; nothing answers queries any more")
        except KeyboardInterrupt:
            pass
        finally:
            self.close()

    def close(self) -> None:
        """Stop both servers and remove what was made for them; a second call does nothing."""
        if self._gateway is not None:
            self._gateway.shutdown()
            self._gateway.server_close()
            self._gateway = None
        if self._child is not None:
            self._child.terminate()
            try:
                self._child.wait(5)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
            self._child = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        if self._in_main:
            self._in_main = False
            signal.signal(signal.SIGTERM, self._before)

    def __enter__(self) -> Self:
        """Use the server as a context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the server."""
        self.close()


def serve(graph_dir: Path, port: int = 7878, page: Path | None = None) -> Serving:
    """Serve a built graph on this machine; returns once it answers, and prints nothing.

    Args:
        graph_dir: folder that `policykg build` wrote, or an RDF file.
        port: port of 127.0.0.1; 0 picks a free one.
        page: HTML file of the explorer.

    Raises:
        QueryError: no graph, no page, no oxigraph, or the port is taken.
    """
    if page is not None and not page.is_file():
        raise QueryError(f"{page}: no such page")
    return Serving(graph_dir, port, page)


def find_oxigraph() -> str:
    """Return the path of the `oxigraph` program, which the package of that name on PyPI installs.

    Raises:
        QueryError: it is not there.
    """
    name = "oxigraph.exe" if sys.platform == "win32" else "oxigraph"
    for folder in (Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))):
        if (folder / name).is_file():
            return str(folder / name)
    if found := shutil.which(name):
        return found
    raise QueryError("the program oxigraph is missing; `pip install oxigraph` brings it")


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what signal calls
    """Take a signal for Ctrl-C."""
    raise KeyboardInterrupt


def _listen(port: int, behind: int, page: Path | None) -> Gateway:
    """Open the port that the caller asked for."""
    try:
        return Gateway((_LOOPBACK, port), behind, page)
    except (OSError, OverflowError) as error:
        raise QueryError(f"port {port} of {_LOOPBACK} cannot be opened: {error}") from None
