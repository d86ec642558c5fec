"""How `policykg serve` bears many clients: errors, latency, and memory of the server and of oxigraph behind it.

    python benchmarks/serving.py [GRAPH] [--clients N] [--seconds N] [--time-limit N] [--fresh]

Serves a build (otherwise the samples, built for it) and lets clients ask what people ask: named queries as they come
and with values for their parameters, pages of the graph's IRIs, queries of their own, large CONSTRUCTs and, two times
in a hundred, what does not end: a product to be counted, sorted or sent. Every answer must have status 200, or 504
where the query does not end. With `--fresh` no query is asked in the same words twice, so that no kept answer helps.
Linux alone shows the memory, by tenths of the time, so that growth is seen.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

from ontology.terms import BASE, SKOS
from queries import NamedQuery, list_queries
from queries.parameters import bind, read_values

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
ENDLESS = (
    f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    f"SELECT * {{ {PRODUCT} }} ORDER BY ?l ?a",
    f"SELECT * {{ {PRODUCT} }}",
)
FREE = (
    "SELECT ?class (COUNT(?s) AS ?n) {{ ?s a ?class }} GROUP BY ?class ORDER BY DESC(?n) LIMIT {n}",
    f"SELECT ?s ?label {{{{ ?s <{SKOS.prefLabel}> ?label FILTER(CONTAINS(?label, '{{word}}')) }}}} LIMIT {{n}}",
    f"SELECT ?g ?s ?label {{{{ GRAPH ?g {{{{ ?s <{SKOS.prefLabel}> ?label }}}} }}}} ORDER BY ?label ?s ?g LIMIT {{n}}",
    "DESCRIBE <{iri}>",
)
LARGE = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT {n}"
KINDS = {"named": 40, "bound": 25, "page": 16, "free": 14, "large": 3, "endless": 2}
"""How many of a hundred requests are of each kind."""
_JSON = "application/sparql-results+json"


@dataclass(slots=True)
class Load:
    """What came of it.

    Attributes:
        answers: how often each kind of request ended in which way.
        seconds: latencies of those that were answered, by kind.
        slowest: the longest latency of each named query.
        memory: megabytes of the server and of oxigraph, and number of processes, second by second.
        trouble: what was said where no trouble should be.
    """

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    slowest: dict[str, float] = field(default_factory=dict)
    memory: list[tuple[float, float, int]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def errors(self) -> dict[tuple[str, str], int]:
        """Return the answers that should not be."""
        return {
            (kind, how): many
            for (kind, how), many in self.answers.items()
            if how != ("504" if kind == "endless" else "200")
        }


@dataclass(slots=True)
class Asked:
    """What there is to ask of a graph: its IRIs, and words of its labels; `fresh` makes every text another one."""

    iris: list[str]
    words: list[str]
    fresh: bool
    number: Iterator[int] = field(default_factory=count)

    def make(self, kind: str, chance: random.Random) -> tuple[str, str]:
        """Make a request of a kind: its name, and a path or a query."""
        if kind == "page":
            return kind, "/" + chance.choice(self.iris).removeprefix(BASE)
        name, text = self._text(kind, chance)
        # Those that do not end are never shared: each has words of its own.
        return name, f"{text}\n# {next(self.number)}" if self.fresh or kind == "endless" else text

    def _text(self, kind: str, chance: random.Random) -> tuple[str, str]:
        if kind in ("named", "bound"):
            query = chance.choice(list_queries())
            return query.name, self._bound(query, chance if kind == "bound" else None)
        texts = {"endless": ENDLESS, "free": FREE, "large": (LARGE,)}[kind]
        number = chance.randrange(10_000, 50_000) if kind == "large" else chance.randrange(1, 500)
        values = {"n": number, "word": chance.choice(self.words)[:2], "iri": chance.choice(self.iris)}
        text = chance.choice(texts)
        return kind, text if kind == "endless" else text.format(**values)

    def _bound(self, query: NamedQuery, chance: random.Random | None) -> str:
        """Write a named query; with values for its parameters, some of the graph and some of its header."""
        given = {one.name: one.example for one in query.parameters if not one.optional}
        if chance and query.parameters:
            one = chance.choice(query.parameters)
            known = {"text": self.words, "iri": self.iris}.get(one.type, [])
            given[one.name] = chance.choice([one.example, *chance.sample(known, min(3, len(known)))])
        return bind(query.text, read_values(query, given))


def look_around(url: str, fresh: bool) -> Asked:
    """Find out what the graph has."""
    iris = _column(url, f"SELECT DISTINCT ?s {{ ?s a ?c FILTER(STRSTARTS(STR(?s), '{BASE}')) }} LIMIT 3000")
    words = _column(url, f"SELECT DISTINCT ?l {{ ?s <{SKOS.prefLabel}> ?l FILTER(STRLEN(?l) > 1) }} LIMIT 3000")
    return Asked(iris, [word for word in words if word.isalnum()], fresh)


def _column(url: str, query: str) -> list[str]:
    """Ask a query of one variable and return its values."""
    _, body = _ask(url, "/query", query, _JSON)
    return [next(iter(row.values()))["value"] for row in json.loads(body)["results"]["bindings"]]


def put_load(url: str, clients: int, seconds: float, pid: int | None = None, fresh: bool = False) -> Load:
    """Let clients ask for some seconds, each in an order of its own that is the same each time."""
    load, lock, asked = Load(), threading.Lock(), look_around(url, fresh)
    end = time.monotonic() + seconds

    def ask_on(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - an order, no secret
        kind = "endless" if number < len(ENDLESS) else "named"
        while time.monotonic() < end:
            name, what = asked.make(kind, chance)
            accept = "text/html" if kind == "page" else f"{_JSON}, text/turtle;q=0.9"
            began = time.monotonic()
            how, body = _ask(url, what if kind == "page" else "/query", what, accept)
            took = time.monotonic() - began
            with lock:
                load.answers[kind, how] += 1
                if how != "200" and kind != "endless":
                    load.trouble.append(f"{name}: {how} {body[:200].decode(errors='replace').strip()}")
                if how == "200":
                    load.seconds[kind].append(took)
                    load.slowest[name] = max(load.slowest.get(name, 0.0), took)
            (kind,) = chance.choices(list(KINDS), list(KINDS.values()))

    threads = [threading.Thread(target=ask_on, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    while pid is not None and time.monotonic() < end:
        load.memory.append(memory(pid))
        time.sleep(1)
    for thread in threads:
        thread.join()
    return load


def _ask(url: str, path: str, text: str, accept: str) -> tuple[str, bytes]:
    """Send a request and return its status, or what went wrong, and the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(url).port or 0, timeout=300)
    headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        if path == "/query":
            connection.request("POST", path, urlencode({"query": text}), headers)
        else:
            connection.request("GET", path, headers={"Accept": accept})
        response = connection.getresponse()
        return str(response.status), response.read()
    except (http.client.HTTPException, OSError) as error:
        return type(error).__name__, b""
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


def memory(pid: int) -> tuple[float, float, int]:
    """Return the resident megabytes of a process and of those below it, and how many processes that are."""
    own, below, many = 0.0, 0.0, 0
    for one, status, _ in family(pid):
        size = next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)
        own, below = (size, below) if one == pid else (own, below + size)
        many += 1
    return own, below, many


def tenths(figures: list[float]) -> list[float]:
    """Return the largest of each tenth of some figures, in their order."""
    cuts = [len(figures) * n // 10 for n in range(11)]
    return [max(figures[one:other]) for one, other in pairwise(cuts) if one < other]


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
    print(f"answered {sum(map(len, load.seconds.values())) / seconds:.0f} a second")
    for kind in KINDS:
        if len(took := load.seconds[kind]) > 1:
            cuts = quantiles(took, n=100)
            print(f"{kind:8} median {cuts[49] * 1000:.0f} ms, 95 of 100 within {cuts[94] * 1000:.0f} ms, "
                  f"all within {max(took):.1f} s")  # fmt: skip
    for name, worst in sorted(load.slowest.items(), key=lambda one: -one[1])[:5]:
        print(f"  {name:24} at worst {worst:.2f} s")
    print("memory by tenths of the time, at most:")
    for name, column in (("server", 0), ("oxigraph", 1)):
        print(f"  {name:8} " + " ".join(f"{one:5.0f}" for one in tenths([both[column] for both in load.memory])), "MB")
    for words in load.trouble[:10]:
        print(words)
    print("errors:", load.errors() or "none but the time limit")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--time-limit", type=int, default=10)
    parser.add_argument("--fresh", action="store_true")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = words.graph
        if graph is None:
            from graph_builder import build

            graph = build([ROOT / "samples"], Path(folder) / "graph", "policykg 0").out
        with served(graph, words.time_limit) as (url, pid):
            before = memory(pid)
            load = put_load(url, words.clients, words.seconds, pid, words.fresh)
            time.sleep(2)
            after, busy, files = memory(pid), ticks(pid), len(list(Path(f"/proc/{pid}/fd").iterdir()))
            time.sleep(1)
            busy = ticks(pid) - busy
    print(f"{words.clients} clients for {words.seconds:g} s, time limit {words.time_limit} s")
    report(load, words.seconds)
    print(f"before: server {before[0]:.0f} MB, oxigraph {before[1]:.0f} MB; after: server {after[0]:.0f} MB, "
          f"oxigraph {after[1]:.0f} MB, {after[2]} processes, {files} open files, "
          f"busy for {busy / os.sysconf('SC_CLK_TCK'):.2f} of the next second")  # fmt: skip
    sys.exit(bool(load.errors()))


if __name__ == "__main__":
    main()
