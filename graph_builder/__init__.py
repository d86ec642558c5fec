"""Reads Chinese official documents into a graph: a pipeline of pure steps, each a module that can be read alone.

read a source into text -> recover its order -> outline it -> recognise what it states -> identify the bodies and
documents meant -> state it in quads -> write. Start with `reading.py` (one document) and `build/` (the whole way).
"""

from __future__ import annotations

from graph_builder.build import BuildReport, build
from graph_builder.errors import BuildError, UnreadableError
from graph_builder.inputs.source import read_source
from graph_builder.reading import read

__all__ = ["BuildError", "BuildReport", "UnreadableError", "build", "read", "read_source"]
