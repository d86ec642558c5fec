"""Running a pure function over batches of work on a Dask cluster: what `workers.py` does with processes here.

A batch goes to the scheduler as it goes to a process, documents as bytes, and outcomes come back in the order of the
batches, so that the graph has the same bytes. The workers of a cluster need policykg, the same version of it, of Python
and of the libraries, and nothing else: no file of this machine. A worker that is lost is Dask's business: its batches
are done again by others.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import CancelledError
from importlib import import_module
from itertools import islice
from typing import Any, TypeVar
from uuid import uuid4

from graph_builder.errors import BuildError

__all__ = ["Cluster"]

_AHEAD = 3
"""Batches a thread of the cluster that are under way at a time."""
_MOST = 1_000
"""Batches that are under way at most: what is done early waits in the memory of a worker."""
_PATIENCE = 60.0
"""Seconds that a cluster may be without any worker."""
_LOOK = 5.0
"""Seconds after which the workers are counted again."""
_FORMS = ("tcp://", "tls://", "ws://", "wss://", "ucx://")

Part = TypeVar("Part")
Made = TypeVar("Made")
_Work = Callable[[Sequence[Part]], list[Made]]


class OtherVersionError(BuildError):
    """A worker that has another version of the program, of Python or of a library; its graph might have other bytes."""


def do_batch(work: _Work[Part, Made], batch: Sequence[Part], version: Callable[[], str], ours: str) -> list[Made]:
    """Return what `work` makes of a batch: this is what runs on a worker.

    Raises:
        OtherVersionError: `version` gives another value here than where the batch comes from.
    """
    if version() != ours:
        raise OtherVersionError("has another version of policykg, of Python or of a library than this program")
    return work(batch)


class Cluster:
    """A Dask cluster that somebody else has started; the connection to it ends with the block."""

    shares_files = False

    def __init__(self, scheduler: str, version: Callable[[], str], patience: float = _PATIENCE) -> None:
        """Take how the cluster is found.

        Args:
            scheduler: address of the scheduler, such as tcp://10.0.0.1:8786.
            version: a function of a module that names the program; it must give the same here and on the workers.
            patience: seconds that the cluster may be without any worker.

        Raises:
            BuildError: it is no such address.
        """
        if not scheduler.startswith(_FORMS):
            raise BuildError(f"{scheduler}: no address of a Dask scheduler; it begins with {', '.join(_FORMS)}")
        self._scheduler = scheduler
        self._version = version
        self._patience = patience
        self._client: Any = None
        self._threads, self._counted = 0, float("-inf")

    def __enter__(self) -> Cluster:
        """Connect to the scheduler.

        Raises:
            BuildError: Dask is not installed, or no scheduler answers.
        """
        try:
            # Its functions have no types.
            distributed: Any = import_module("distributed")
        except ImportError:
            raise BuildError("a cluster needs Dask, which is not installed: pip install 'policykg[dask]'") from None
        try:
            self._client = distributed.Client(self._scheduler, set_as_default=False)
        except (OSError, ValueError, RuntimeError, TypeError) as error:
            raise self._lost(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        """End the connection; what is under way there is given up."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def run(
        self, work: _Work[Part, Made], batches: Iterable[Sequence[Part]], given_up: Callable[[Part], Made]
    ) -> Generator[list[Made]]:
        """Yield what `work` makes of each batch, in order.

        Args:
            work: a function of a module; it returns an outcome for each part and raises nothing.
            batches: lists of parts; they are asked for some steps ahead.
            given_up: what becomes of a part that was alone with several workers and lost them all.

        Raises:
            BuildError: the scheduler is lost, no worker comes, or one has another version of the program.
        """
        rest = iter(batches)
        under_way: deque[tuple[Sequence[Part], Any]] = deque()
        try:
            while True:
                for batch in islice(rest, max(0, self._room() - len(under_way))):
                    under_way.append((batch, self._sent(work, batch) if batch else None))
                if not under_way:
                    return
                made = self._outcome(work, *under_way[0], given_up)
                under_way.popleft()
                yield made
        finally:
            for _, sent in under_way:
                if sent is not None:
                    sent.release()

    def _room(self) -> int:
        """Return how many batches may be under way."""
        return min(_MOST, max(2, self._count() * _AHEAD))

    def _count(self) -> int:
        """Return how many threads the workers have, as of some seconds ago."""
        if time.monotonic() - self._counted > _LOOK:
            try:
                self._threads = sum(self._connected.nthreads().values())
            except (OSError, RuntimeError, CancelledError) as error:
                raise self._lost(error) from error
            self._counted = time.monotonic()
        return self._threads

    def _sent(self, work: _Work[Part, Made], batch: Sequence[Part]) -> Any:
        key = f"policykg-{work.__name__.strip('_')}-{uuid4().hex}"
        try:
            return self._connected.submit(do_batch, work, batch, self._version, self._version(), key=key, pure=False)
        except (OSError, RuntimeError, CancelledError) as error:
            raise self._lost(error) from error

    def _outcome(
        self,
        work: _Work[Part, Made],
        batch: Sequence[Part],
        sent: Any,
        given_up: Callable[[Part], Made],
    ) -> list[Made]:
        if sent is None:
            return []
        try:
            made: list[Made] = self._waited(sent)
        except import_module("distributed").scheduler.KilledWorker:
            # Dask has given up after several lost workers: each part alone, so that the one that did it is known.
            if len(batch) == 1:
                return [given_up(batch[0])]
            return [one for part in batch for one in self._outcome(work, [part], self._sent(work, [part]), given_up)]
        except ModuleNotFoundError as error:
            raise BuildError(f"{self._scheduler}: a worker cannot read documents ({_line(error)})") from error
        except OtherVersionError as error:
            raise BuildError(f"{self._scheduler}: a worker {error}") from None
        except BuildError:
            raise
        except (CancelledError, OSError) as error:
            raise self._lost(error) from error
        except Exception:
            # What a worker could do and not hand over is done here.
            return work(batch)
        finally:
            sent.release()
        return made

    def _waited(self, sent: Any) -> Any:
        """Return an outcome when it is there, unless the cluster has had no worker for long."""
        alone = None
        while True:
            try:
                return sent.result(timeout=_LOOK)
            except TimeoutError:
                if self._count():
                    alone = None
                    continue
                alone = alone or time.monotonic()
                if time.monotonic() - alone >= self._patience:
                    raise BuildError(
                        f"{self._scheduler}: the cluster has had no worker for {self._patience:.0f} seconds; "
                        f"what was done is kept, and the next build goes on there"
                    ) from None

    @property
    def _connected(self) -> Any:
        if self._client is None:
            raise BuildError(f"{self._scheduler}: not connected")
        return self._client

    def _lost(self, error: BaseException) -> BuildError:
        return BuildError(f"{self._scheduler}: no Dask scheduler answers there ({_line(error)})")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
