"""How soon the page stands and how smoothly it moves, beside pyvis as it comes, in headless Chromium.

    python benchmarks/drawing.py [NODES]... [--rounds N] [--physics]

Draws graphs of made-up documents (200, 1,000, 5,000 and 20,000 nodes, where nothing else is said) and opens, in turn:

- `page`: our page as it opens, with an overview where the graph is large;
- `all`: our page with every node and line of the graph in one picture (#doc=*);
- `pyvis`: what pyvis makes of the same nodes and edges, places given, physics off; `--physics`: with its defaults.

Prints the median over the rounds of milliseconds from navigation to the first frame with marks, of frames a second
while the picture is dragged for a second and a half, and the size of the page; then, of `search`, the median and the
worst milliseconds that a key takes, with the list laid out, over words typed letter by letter. Needs playwright and
chromium.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from visualizations.layout import lay_out
from visualizations.model import Fact, Link, Node, Text, View
from visualizations.page import render

LIMIT = 60.0  # seconds to wait for a first frame
_PER_DOCUMENT = 30  # tasks of a document
_WATCH = """
window.firstFrame = 0;
const look = () => {
  const canvas = document.querySelector("canvas");
  const own = document.documentElement && document.documentElement.dataset.drawn;
  if (own) { window.firstFrame = Number(own); return; }
  if (canvas && canvas.width > 20 && !document.getElementById("picture")) {
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let at = 3; at < data.length; at += 64) if (data[at]) { window.firstFrame = performance.now(); return; }
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
_TYPED = (
    "tuijin",
    "di 9 lei",
    "di9lei",
    "第9类工作",
    "推进 工作",
    "ywzgj",
    "业务主管局",
    "zzzz",
    "推行第三类工作",
    "di 3 yewu ju",
)
_TYPE = """words => {
  const [field, list, took] = [document.getElementById("search"), document.getElementById("results"), []];
  for (const word of words) {
    for (let length = 1; length <= word.length; length += 1) {
      field.value = word.slice(0, length);
      const start = performance.now();
      field.dispatchEvent(new Event("input"));
      list.getBoundingClientRect();
      took.push(performance.now() - start);
    }
  }
  return took;
}"""


def made_up(nodes: int) -> View:
    """A view of so many nodes: documents, their tasks, and bodies, two of which bear each task."""
    documents = max(1, nodes // (_PER_DOCUMENT + 10))
    bodies = max(4, nodes // 5)
    tasks = max(2, nodes - documents - bodies)
    papers = [
        Node(f"doc/{d}", "document", f"第{d}号工作方案", f"第{d}号工作方案", documents=(f"doc/{d}",))
        for d in range(documents)
    ]
    homes: dict[int, set[str]] = {body: set() for body in range(bodies)}
    works, facts, links, contents = [], [], [], [""] * documents
    for t in range(tasks):
        d = t % documents
        start = len(contents[d])
        pair = sorted({(t * 7) % bodies, (t * 13 + d) % bodies})
        said = "（" + "、".join(f"第{body}业务主管局" for body in pair) + "负责）"
        contents[d] += f"{said}各单位要按照分工抓好落实，确保各项工作任务按时完成。\n"
        works.append(
            Node(
                f"doc/{d}/task/{t}", "task", f"{t} 推进第{t}类工作", f"推进第{t}类工作", str(t), documents=(f"doc/{d}",)
            )
        )
        links.append(Link(f"doc/{d}", f"doc/{d}/task/{t}", "states", (), (f"doc/{d}",)))
        for body, role in zip(pair, ("lead", "responsible"), strict=False):
            homes[body].add(f"doc/{d}")
            facts.append(
                Fact("responsibility", d, start, start + len(said), said, f"doc/{d}", works[-1].id, f"org/{body}", role)
            )
            links.append(Link(f"org/{body}", works[-1].id, role, (len(facts) - 1,), (f"doc/{d}",)))
    who = [
        Node(
            f"org/{b}",
            "body",
            f"第{b}业务主管局",
            f"第{b}业务主管局",
            documents=tuple(sorted(homes[b])),
            load=len(homes[b]),
        )
        for b in range(bodies)
    ]
    texts = tuple(Text(f"text/{d}", f"{d}.txt", (f"doc/{d}",), content) for d, content in enumerate(contents))
    ids = tuple(paper.id for paper in papers)
    return View(f"{documents}份工作方案", ids, (*papers, *works, *who), tuple(links), tuple(facts), texts)


def with_pyvis(view: View, *, physics: bool) -> str:
    """What pyvis makes of the nodes and edges, by its own template."""
    from pyvis.network import Network

    net = Network(height="700px", width="100%", directed=True, cdn_resources="in_line")
    for id_, place in lay_out(view.nodes, view.links).items():
        given = {} if physics else {"x": place.x, "y": place.y}
        net.add_node(id_, label=" ".join(place.lines), **given)
    net.edges = [{"from": link.source, "to": link.target, "arrows": "to"} for link in view.links]
    net.toggle_physics(physics)
    return str(net.generate_html())


def measured(browser: Any, file: Path, address: str) -> tuple[float, float]:
    """Milliseconds to the first frame, and frames a second while it is dragged; infinite and 0 where none comes."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    try:
        page.route("http*://**", lambda route: route.abort())
        page.add_init_script(_WATCH)
        page.goto(f"{file.as_uri()}{address}", wait_until="commit", timeout=1000 * LIMIT)
        page.set_default_timeout(1000 * LIMIT)
        until = time.monotonic() + LIMIT
        first = 0.0
        while not first and time.monotonic() < until:
            time.sleep(0.05)
            first = page.evaluate("window.firstFrame || 0")
        if not first:
            return float("inf"), 0.0
        page.wait_for_timeout(500)
        return first, _dragged(page)
    finally:
        page.close()


def _dragged(page: Any) -> float:
    page.evaluate(
        "() => { window.frames_ = 0; const next = () => { window.frames_++; requestAnimationFrame(next); }; next(); }"
    )
    box = page.locator("canvas").first.bounding_box()
    x, y = box["x"] + box["width"] * 0.5, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    before, started = page.evaluate("[window.frames_, performance.now()]")
    step = 0
    while time.monotonic() and step < 400:
        step += 1
        page.mouse.move(x + 150 * ((step % 40) / 40 - 0.5), y + step % 60)
        if step % 10 == 0 and page.evaluate("performance.now()") - started > 1500:
            break
    after, ended = page.evaluate("[window.frames_, performance.now()]")
    page.mouse.up()
    return float(1000 * (after - before) / (ended - started))


def typed(browser: Any, file: Path) -> list[float]:
    """Milliseconds of every key of the words that are typed into the search, the first words of a page among them."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    try:
        page.goto(file.as_uri(), wait_until="commit", timeout=1000 * LIMIT)
        page.wait_for_selector("html[data-drawn]", timeout=1000 * LIMIT)
        page.focus("#search")
        page.wait_for_timeout(1000)  # as long as it takes to begin to type
        return [float(one) for one in page.evaluate(_TYPE, list(_TYPED))]
    finally:
        page.close()


def main() -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nodes", nargs="*", type=int, default=[200, 1000, 5000, 20000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--physics", action="store_true")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print("nodes   what      first ms   frames/s       MB")
        for count in words.nodes:
            view = made_up(count)
            ours, theirs = Path(folder) / f"ours-{count}.html", Path(folder) / f"pyvis-{count}.html"
            started = time.perf_counter()
            ours.write_text(render(view), encoding="utf-8", newline="\n")
            made = time.perf_counter() - started
            theirs.write_text(with_pyvis(view, physics=words.physics), encoding="utf-8", newline="\n")
            cases = {"page": (ours, ""), "all": (ours, "#doc=*"), "pyvis": (theirs, "")}
            found: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
            for _ in range(words.rounds):
                for name, (file, address) in cases.items():
                    found[name].append(measured(browser, file, address))
            for name, (file, _) in cases.items():
                first, frames = (median(one[index] for one in found[name]) for index in range(2))
                print(f"{count:6}  {name:6} {first:10.0f} {frames:10.0f} {file.stat().st_size / 1e6:10.2f}", flush=True)
            keys = [typed(browser, ours) for _ in range(words.rounds)]
            middle, worst = median(median(one) for one in keys), median(max(one) for one in keys)
            print(f"{count:6}  search: {middle:.0f} ms a key, {worst:.0f} ms the worst", flush=True)
            print(f"{count:6}  drawn by Python in {made:.1f} s")
        browser.close()


if __name__ == "__main__":
    main()
