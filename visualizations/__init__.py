"""Draws a graph as one HTML file that opens anywhere, without a network: picture, table, text and what was not read."""

from __future__ import annotations

from visualizations.draw import DrawReport, draw, draw_page
from visualizations.model import DrawError
from visualizations.sparql import find_package

__all__ = ["DrawError", "DrawReport", "draw", "draw_page", "find_package"]
