"""Draws a graph as one HTML file that opens anywhere, without a network: picture, table, text and what was not read.

`draw` writes the file, `show` shows the same page in a notebook, `draw_page` gives it to a server.
"""

from __future__ import annotations

from visualizations.draw import MOST_DOCUMENTS, DrawReport, draw, draw_page
from visualizations.model import DrawError, TooManyError
from visualizations.notebook import PolicyPage, show
from visualizations.sparql import find_package

__all__ = [
    "MOST_DOCUMENTS",
    "DrawError",
    "DrawReport",
    "PolicyPage",
    "TooManyError",
    "draw",
    "draw_page",
    "find_package",
    "show",
]
