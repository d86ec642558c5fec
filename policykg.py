"""The front door of policykg: read official documents, ask, draw, check, export, load and serve their graph."""

from __future__ import annotations

from command_line import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
