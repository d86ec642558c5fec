"""A read-only SPARQL endpoint on this machine, with the explorer page, the query library and a page for each IRI.

`oxigraph serve-read-only` answers the queries, on a port of its own (`queries.endpoint.engine`); before it stands a
small server that gives out `/` (what there is, and the named queries as buttons), `/explorer` (the page), `/query`
(SPARQL 1.1 Protocol) and what the graph says of its own IRIs (`queries.endpoint.describing`), and nothing else. It
listens on 127.0.0.1 alone and answers no other page: a Host that is not this machine (DNS rebinding) or an Origin that
is another site is refused.
"""

from __future__ import annotations

import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

from pyoxigraph import RdfFormat, Store

from queries.backends.embedded import load_file, merge
from queries.backends.place import graph_file, local_path, store_folder
from queries.endpoint.engine import Engine
from queries.endpoint.gateway import QUERY_SECONDS, Gateway
from queries.endpoint.worker import find_oxigraph
from queries.errors import QueryError

__all__ = ["Serving", "find_oxigraph", "serve"]

_LOOPBACK = "127.0.0.1"


class Serving:
    """A running server. Close it, or use it as a context, or `wait` for Ctrl-C, SIGTERM or SIGHUP.

    `url` is the address of the index, `endpoint` that for queries, and `explorer` that of the page, if there is one;
    `store` is the folder of the store that answers.
    """

    def __init__(self, graph: Path, port: int, page: bytes | None, seconds: float) -> None:
        """Start serving; see `serve`."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._engine: Engine | None = None
        self._gateway: Gateway | None = None
        # From here on oxigraph must not be left behind, so the signals that end a program unwind like Ctrl-C.
        self._before = _take_signals() if threading.current_thread() is threading.main_thread() else {}
        try:
            store = self._find_store(graph)
            self.store = str(store)
            self._engine = Engine(store, seconds, self._folder.name if self._folder is not None else "")
            self._gateway = _listen(port, self._engine, page)
        except BaseException:
            self.close()
            raise
        self.url = f"http://{_LOOPBACK}:{self._gateway.server_address[1]}/"
        self.endpoint = f"{self.url}query"
        self.explorer = f"{self.url}explorer" if page is not None else None
        threading.Thread(target=self._gateway.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def _find_store(self, graph: Path) -> Path:
        """Return DIR/store, or a store made of the graph's file for as long as the server runs."""
        if folder := store_folder(graph):
            return folder
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

    def wait(self) -> None:
        """Serve until Ctrl-C, SIGTERM or SIGHUP, then close."""
        try:
            while self._engine is not None:
                time.sleep(0.2)
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
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        while self._before:
            signal.signal(*self._before.popitem())

    def __enter__(self) -> Self:
        """Use the server as a context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the server."""
        self.close()


def serve(
    graph_dir: Path | str, port: int = 7878, page: Path | bytes | None = None, seconds: float = QUERY_SECONDS
) -> Serving:
    """Serve a built graph on this machine; returns once it answers, and prints nothing.

    Args:
        graph_dir: folder that `policykg build` wrote, or an RDF file.
        port: port of 127.0.0.1; 0 picks a free one.
        page: HTML of the explorer, or the file that it is in, which is read at once.
        seconds: time limit of a query.

    Raises:
        QueryError: no graph, no page, no oxigraph, or the port is taken.
    """
    content = _read_page(page) if isinstance(page, Path) else page
    return Serving(local_path(graph_dir), port, content, seconds)


def _read_page(file: Path) -> bytes:
    """Read the page of the explorer."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise QueryError(f"{file}: no such page") from None
    except OSError as error:
        raise QueryError(f"{file}: the page cannot be read: {error.strerror}") from None


def _take_signals() -> dict[int, signal.Handlers | Callable[[int, FrameType | None], Any] | int | None]:
    """Take SIGTERM and SIGHUP (the terminal was closed) for Ctrl-C; return what was done about them before."""
    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup wants us to stay
            before[int(number)] = signal.signal(number, _interrupt)
    return before


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what signal calls
    """Take a signal for Ctrl-C, once: a closing terminal may send it twice, and closing must come to its end."""
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _listen(port: int, engine: Engine, page: bytes | None) -> Gateway:
    """Open the port that the caller asked for."""
    try:
        return Gateway((_LOOPBACK, port), engine, page)
    except (OSError, OverflowError) as error:
        raise QueryError(f"port {port} of {_LOOPBACK} cannot be opened: {error}") from None
