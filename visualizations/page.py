"""Turns a View into one HTML file with pyvis: everything in it, nothing fetched, nothing run that a document says.

pyvis holds the nodes, the edges and the options and renders our own template (its own one loads from the network and
puts headings in raw). The browser library is read from pyvis's folder when a page is drawn and must be the one known.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from visualizations.model import DrawError, View
from visualizations.packing import pack_edges, pack_nodes, pack_pictures, pack_texts, pack_view
from visualizations.sparql import Sparql
from visualizations.themes import palette

LIBRARY = ("lib", "vis-9.1.2", "vis-network.min.js")
LIBRARY_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
STYLES = (
    "frame/frame.css",
    "frame/search.css",
    "frame/panels.css",
    "network/network.css",
    "matrix/matrix.css",
    "dossier/dossier.css",
    "reader/reader.css",
    "timeline/timeline.css",
    "map/map.css",
    "gaps/gaps.css",
    "ask/ask.css",
)
SCRIPTS = (
    "frame/words.js",
    "frame/data.js",
    "frame/elements.js",
    "frame/views.js",
    "frame/passage.js",
    "frame/address.js",
    "frame/saying.js",
    "frame/printing.js",
    "frame/cards.js",
    "frame/panel.js",
    "frame/spelling.js",
    "frame/search.js",
    "network/lines.js",
    "network/scene.js",
    "network/beyond.js",
    "network/narrow.js",
    "network/near.js",
    "network/labels.js",
    "network/marks.js",
    "network/painter.js",
    "network/visnetwork.js",
    "network/picture.js",
    "network/vector.js",
    "network/legend.js",
    "network/walk.js",
    "network/network.js",
    "matrix/table.js",
    "matrix/grid.js",
    "matrix/taking.js",
    "matrix/matrix.js",
    "dossier/duties.js",
    "dossier/history.js",
    "dossier/list.js",
    "dossier/dossier.js",
    "reader/paper.js",
    "reader/contents.js",
    "reader/reader.js",
    "timeline/calendar.js",
    "timeline/icalendar.js",
    "timeline/timeline.js",
    "map/outline.js",
    "map/projection.js",
    "map/map.js",
    "gaps/lists.js",
    "gaps/gaps.js",
    "ask/engine.js",
    "ask/ask.js",
    "frame/start.js",
)
"""Our own scripts in their order: what all views need, the views as their tabs stand, what starts the page."""


def render(view: View, sparql: Sparql | None = None) -> str:
    """Make the page of a view, with an engine for SPARQL where one is given; the same view gives the same characters.

    Raises:
        DrawError: the installed pyvis does not carry the browser library that this page was made for.
    """
    from markupsafe import Markup
    from pyvis.network import Network

    net = Network(height="100%", width="100%", directed=True, heading=view.title, cdn_resources="in_line")
    net.nodes, net.edges, net.options = pack_nodes(view), pack_edges(view), _options()
    net.set_template_dir(str(files("visualizations") / "template"), "policy_graph.html")
    net.templateEnv.autoescape = True
    net.templateEnv.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False, "sort_keys": True, "separators": (",", ":"),
    }  # fmt: skip
    # Our own files and the library whose digest is known are the only text that is not escaped.
    net.templateEnv.globals.update(
        library=Markup(_library()),  # noqa: S704
        styles=Markup("\n".join((palette(), *map(_own, STYLES)))),  # noqa: S704
        scripts=Markup("\n".join(_own(name) for name in SCRIPTS)),  # noqa: S704
        view=pack_view(view),
        pictures=pack_pictures(view),
        texts=pack_texts(view),
        sparql=sparql,
    )
    return _with_policy(str(net.generate_html()))


def _with_policy(page: str) -> str:
    """Name the scripts of the page in its policy by their hashes (CSP Level 3 §6.7.3.3), so that no other runs.

    Browsers hash what they have parsed, in which every line ends with LF (HTML §13.2.3.5).
    """
    scripts = re.findall(r"<script>(.*?)</script>", re.sub(r"\r\n?", "\n", page), re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    return page.replace("'our-scripts'", " ".join(f"'sha256-{digest}'" for digest in digests), 1)


def _own(name: str) -> str:
    return files("visualizations").joinpath("template", *name.split("/")).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network as pyvis installs it, in-lined so that the page opens without a network."""
    file = files("pyvis").joinpath(*LIBRARY)
    name = "/".join(("pyvis", *LIBRARY))
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DrawError(f"{name}: the browser library is missing from the installed pyvis: {error}") from None
    digest = hashlib.sha256(content).hexdigest()
    if digest != LIBRARY_SHA256:
        raise DrawError(f"{name}: unknown browser library, SHA-256 {digest[:12]}… and not {LIBRARY_SHA256[:12]}…")
    return content.decode("utf-8")


def _options() -> dict[str, object]:
    """Thrifty options: places are given, and marks and labels are drawn by our own scripts."""
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"chosen": False},
        "edges": {"smooth": False, "chosen": False, "arrowStrikethrough": False},
        "interaction": {
            "hover": True, "selectable": False, "dragNodes": False, "keyboard": {"enabled": False}, "zoomSpeed": 0.6,
        },
    }  # fmt: skip
