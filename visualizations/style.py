"""How kinds and roles look: shapes, lines and colours (Okabe and Ito 2008, told apart also by the colour-blind).

Every colour is a pair, for paper and for a dark screen. The page's script and legend read the same tables.
"""

from __future__ import annotations

import math

from visualizations.model import Node

Style = dict[str, object]

# Marks are named by vis-network's shapes; `page` is drawn by our own script.
KIND_STYLES: dict[str, Style] = {
    "document": {"shape": "page", "color": ["#333333", "#e8e8e8"]},
    "task": {"shape": "square", "color": ["#e69f00", "#e69f00"]},
    "body": {"shape": "dot", "color": ["#0072b2", "#56b4e9"]},
    "base": {"shape": "hexagon", "color": ["#009e73", "#1fbf92"]},
    "park": {"shape": "star", "color": ["#56b4e9", "#f0e442"]},
    "mine": {"shape": "triangle", "color": ["#d55e00", "#f07f2c"]},
    "mineral": {"shape": "diamond", "color": ["#cc79a7", "#cc79a7"]},
}
ROLE_STYLES: dict[str, Style] = {
    "lead": {"width": 3, "dashes": [], "color": ["#d55e00", "#f07f2c"]},
    "responsible": {"width": 1.5, "dashes": [], "color": ["#0072b2", "#56b4e9"]},
    "support": {"width": 1.5, "dashes": [7, 4], "color": ["#009e73", "#1fbf92"]},
    "guide": {"width": 1.8, "dashes": [1.5, 4], "color": ["#b0528a", "#e29cc4"]},
    "supervise": {"width": 1.8, "dashes": [9, 4, 1.5, 4], "color": ["#9a6a00", "#e6b84d"]},
    "states": {"width": 0.5, "dashes": [], "color": ["#b9bec6", "#4b535e"]},
    "cites": {"width": 1.2, "dashes": [], "color": ["#6b7280", "#9aa3af"]},
    "tasks": {"width": 0.8, "dashes": [], "color": ["#0072b2", "#56b4e9"]},
    "concerns": {"width": 1, "dashes": [], "color": ["#b4a98c", "#6f664f"]},
    "contains": {"width": 1, "dashes": [], "color": ["#9fc3b6", "#3f6558"]},
    "leading": {"width": 1.4, "dashes": [], "color": ["#d55e00", "#f07f2c"]},
    "together": {"width": 1, "dashes": [], "color": ["#0072b2", "#56b4e9"]},
    "implements": {"width": 1.4, "dashes": [], "color": ["#0072b2", "#56b4e9"]},
    "issues": {"width": 1.4, "dashes": [1.5, 4], "color": ["#6b7280", "#9aa3af"]},
    "amends": {"width": 1.8, "dashes": [8, 4], "color": ["#9a6a00", "#e6b84d"]},
    "repeals": {"width": 1.8, "dashes": [9, 4, 1.5, 4], "color": ["#d55e00", "#f07f2c"]},
    "mineral": {"width": 0.9, "dashes": [], "color": ["#d9b3c8", "#6d4a5e"]},
}
_SIZES = {"document": 11, "task": 6, "base": 8, "park": 8, "mine": 6, "mineral": 6}


def mark_size(node: Node) -> int:
    """Half the height of a node's mark in pixels at scale 1; a body's grows with the number of its lines."""
    if node.kind == "body":
        return min(11, 3 + round(1.8 * math.sqrt(max(node.load, 1))))
    return 8 if node.parent in {"stub", "notice"} and node.kind == "document" else _SIZES[node.kind]


def weight(node: Node) -> int:
    """Which label comes first where there is not room for all: documents, tasks and busy bodies before the rest."""
    rank = {"document": 900, "task": 500, "body": 400, "base": 350, "park": 340, "mine": 200, "mineral": 100}[node.kind]
    return rank + min(node.load, 60) * 5
