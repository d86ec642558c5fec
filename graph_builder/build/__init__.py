"""The whole way: sources in, a folder with the graph out.

read (each document by itself) -> settle (what none tells alone) -> state (each by itself again) -> write (as streams).
Nothing holds all documents: what is made of each lies in a cache beside the folder, found by what it follows from. So a
build that was killed goes on where it was, and one with a few new documents reads and states these alone.
"""

from __future__ import annotations

from graph_builder.build.whole import BuildReport, build

__all__ = ["BuildReport", "build"]
