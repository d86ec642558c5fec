"""The command line: `python -m docs --out out/docs`, and `--model docs/model.svg` for the drawing in the readmes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docs.making import draw_model, make_site


def main() -> int:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m docs", description="Makes the documentation from the project.")
    parser.add_argument("--out", type=Path, help="folder to write the site into")
    parser.add_argument("--model", type=Path, help="file to write the diagram into, as SVG")
    asked = parser.parse_args()
    if not (asked.out or asked.model):
        parser.error("name --out or --model")
    try:
        if asked.model:
            asked.model.write_text(draw_model(), encoding="utf-8", newline="\n")
        if asked.out:
            pages = make_site(asked.out)
            print(f"{pages} pages: {asked.out.resolve() / 'index.html'}")
    except (ValueError, OSError) as error:
        print(f"docs: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
