"""Draws the page in a process of its own: what that needs, 100 MB and more, is given back at its end.

`python -c` runs `print_page` there, with the place of our rooms as its first word, so that it finds them wherever we
were started from.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from command_line.terminal import DEFECT, USAGE, leave, one_line_errors, say

__all__ = ["drawn_apart", "print_page"]

_CODE = """
import os, signal, sys, threading
def end():
    os.read(0, 1)  # nothing is ever sent; it ends when the other process does, however that came about
    os._exit(1)
threading.Thread(target=end, daemon=True).start()
signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches us both, and is the other's to tell of
sys.path.insert(0, sys.argv[1])
from command_line.apart import print_page
print_page(sys.argv[2], sys.argv[3:])
"""


def drawn_apart(graph: str, only: Sequence[str] = ()) -> bytes | None:
    """Return the page of a graph, or of some of its documents; None where there are too many for a page.

    What is wrong with the graph is said by the other process, and ends this one too.
    """
    rooms = str(Path(__file__).resolve().parent.parent)
    words = [sys.executable, "-c", _CODE, rooms, graph, *only]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as drawing:
        page = drawing.stdout.read() if drawing.stdout else b""
        status = drawing.wait()
    if status:
        leave(USAGE if status == USAGE else DEFECT)
    return page or None


def print_page(graph: str, only: Sequence[str] = ()) -> None:
    """Draw the page of a graph and write it to standard output; nothing where there are too many documents for it."""
    import queries
    import visualizations

    with one_line_errors(USAGE), queries.open_graph(graph) as asked:
        try:
            page = visualizations.draw_page(queries.part(asked, only, visualizations.MOST_DOCUMENTS) if only else asked)
        except visualizations.TooManyError as error:
            say(f"no page: {error}")
            return
        sys.stdout.buffer.write(page.encode())
