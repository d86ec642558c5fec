"""How `policykg serve` bears many clients: errors, latency, and memory of the server and of oxigraph behind it.

    python benchmarks/serving.py [GRAPH] [--clients N] [--seconds N] [--time-limit N]

Serves a build (otherwise the samples, built for it) and lets clients ask named queries, open pages of the graph's IRIs
and, one time in fifty, ask what does not end: a product to be counted, sorted or sent. Every answer but those must have
status 200, and those 504 or no end. Linux alone shows the memory.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

from queries import NamedQuery, list_queries
from queries.parameters import bind, read_values

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
ENDLESS = (
    f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    f"SELECT * {{ {PRODUCT} }} ORDER BY ?l ?a",
    f"SELECT * {{ {PRODUCT} }}",
)
PAGES = ("/", "/role/lead", "/mineral/copper", "/graph/register", "/ontology", "/level/province")
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}


@dataclass(slots=True)
class Load:
    """What came of it.

    Attributes:
        answers: how often each kind of request (`named`, `page`, `endless`) ended in which way.
        seconds: latencies of named queries and pages that were answered.
        slowest: the longest latency of each named query.
        memory: megabytes of the server and of oxigraph, second by second.
    """

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    slowest: dict[str, float] = field(default_factory=dict)
    memory: list[tuple[float, float]] = field(default_factory=list)

    def errors(self) -> dict[tuple[str, str], int]:
        """Return the answers that should not be."""
        fine = {("named", "200"), ("page", "200"), ("endless", "504"), ("endless", "broken")}
        return {key: many for key, many in self.answers.items() if key not in fine}


def texts() -> list[tuple[str, str]]:
    """Return the named queries with the examples of their parameters, as a client sends them."""
    return [(query.name, _text(query)) for query in list_queries()]


def _text(query: NamedQuery) -> str:
    needed = {one.name: one.example for one in query.parameters if not one.optional}
    return bind(query.text, read_values(query, needed))


def put_load(url: str, clients: int, seconds: float, pid: int | None = None, endless: float = 0.02) -> Load:
    """Let clients ask for some seconds, each in an order of its own that is the same each time."""
    load, lock, end = Load(), threading.Lock(), time.monotonic() + seconds
    named = texts()

    def ask_on(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - an order, no secret
        while time.monotonic() < end:
            kind = "endless" if chance.random() < endless else chance.choice(["named"] * 9 + ["page"])
            name, text = chance.choice(named) if kind == "named" else (kind, chance.choice(ENDLESS))
            began = time.monotonic()
            how = _ask(url, chance.choice(PAGES) if kind == "page" else "/query", text)
            with lock:
                load.answers[kind, how] += 1
                if how == "200":
                    load.seconds.append(time.monotonic() - began)
                    load.slowest[name] = max(load.slowest.get(name, 0.0), load.seconds[-1])

    threads = [threading.Thread(target=ask_on, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    while pid is not None and time.monotonic() < end:
        load.memory.append(memory(pid))
        time.sleep(1)
    for thread in threads:
        thread.join()
    return load


def _ask(url: str, path: str, text: str) -> str:
    """Send a request and return its status, or what went wrong."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(url).port or 0, timeout=120)
    try:
        if path == "/query":
            connection.request("POST", path, urlencode({"query": text}), _FORM)
        else:
            connection.request("GET", path, headers={"Accept": "text/html"})
        response = connection.getresponse()
        while response.read(1 << 16):
            pass
    except (http.client.IncompleteRead, ConnectionResetError):
        return "broken"
    except OSError as error:
        return type(error).__name__
    else:
        return str(response.status)
    finally:
        connection.close()


def family(pid: int) -> Iterator[tuple[int, str, str]]:
    """Give a process and those that it started and they started, each with its `status` and `stat`."""
    todo = [pid]
    while todo:
        one = todo.pop()
        with suppress(OSError):  # it has ended
            yield one, *(Path(f"/proc/{one}/{name}").read_text(encoding="utf-8") for name in ("status", "stat"))  # type: ignore[misc]
            # Any thread may have started others, and may have ended.
            for task in Path(f"/proc/{one}/task").iterdir():
                with suppress(OSError):
                    todo += map(int, (task / "children").read_text(encoding="utf-8").split())


def ticks(pid: int) -> int:
    """Return the processor time of a process and those below it."""
    return sum(int(word) for _, _, stat in family(pid) for word in stat.rpartition(")")[2].split()[11:13])


def memory(pid: int) -> tuple[float, float]:
    """Return the resident megabytes of a process and of those that it started and they started."""
    own, below = 0.0, 0.0
    for one, status, _ in family(pid):
        size = next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)
        own, below = (size, below) if one == pid else (own, below + size)
    return own, below


@contextmanager
def served(graph: Path, limit: int) -> Iterator[tuple[str, int]]:
    """Run `policykg serve` and give its address and process."""
    words = [sys.executable, str(ROOT / "policykg.py"), "serve", "--graph", str(graph), "--port", "0"]
    words += ["--time-limit", str(limit)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        try:
            yield (child.stdout.readline().split()[1] if child.stdout else ""), child.pid
        finally:
            child.terminate()


def report(load: Load, seconds: float) -> None:
    """Print what came of it."""
    for (kind, how), many in sorted(load.answers.items()):
        print(f"{kind:8} {how:8} {many:7}")
    cuts = quantiles(load.seconds, n=100)
    print(f"answered {len(load.seconds) / seconds:.0f} a second")
    print(f"median {cuts[49] * 1000:.0f} ms, 95 of 100 within {cuts[94] * 1000:.0f} ms, 99 within "
          f"{cuts[98] * 1000:.0f} ms, all within {max(load.seconds):.1f} s")  # fmt: skip
    for name, worst in sorted(load.slowest.items(), key=lambda one: -one[1])[:5]:
        print(f"  {name:24} at worst {worst:.2f} s")
    quarter = max(1, len(load.memory) // 4)
    for title, part in (("first quarter", load.memory[:quarter]), ("last quarter", load.memory[-quarter:])):
        print(f"memory in the {title}: server at most {max(one for one, _ in part):.0f} MB, "
              f"oxigraph at most {max(two for _, two in part):.0f} MB")  # fmt: skip
    print("errors:", load.errors() or "none but the time limit")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--time-limit", type=int, default=10)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = words.graph
        if graph is None:
            from graph_builder import build

            graph = build([ROOT / "samples"], Path(folder) / "graph", "policykg 0").out
        with served(graph, words.time_limit) as (url, pid):
            before = memory(pid)
            load = put_load(url, words.clients, words.seconds, pid)
            time.sleep(2)
            after, busy = memory(pid), ticks(pid)
            time.sleep(1)
            busy = ticks(pid) - busy
    print(f"{words.clients} clients for {words.seconds:g} s, time limit {words.time_limit} s")
    report(load, words.seconds)
    print(f"before: server {before[0]:.0f} MB, oxigraph {before[1]:.0f} MB; "
          f"after: server {after[0]:.0f} MB, oxigraph {after[1]:.0f} MB, "
          f"busy for {busy / os.sysconf('SC_CLK_TCK'):.2f} of the next second")  # fmt: skip
    sys.exit(bool(load.errors()))


if __name__ == "__main__":
    main()
