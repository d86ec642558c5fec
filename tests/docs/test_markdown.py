"""The links of the readmes and other Markdown files lead to files and headings that exist."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    subprocess.run(
        ["git", "ls-files", "-z", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")[:-1]
)  # fmt: skip
LINK = re.compile(r"!?\[[^\]\[]*(?:\[[^\]]*\][^\]\[]*)*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
HTML_LINK = re.compile(r"<(?:a|img)\b[^>]*?\b(?:href|src)=\"([^\"]+)\"")


def links(text: str) -> Iterator[str]:
    prose = re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    for pattern in (LINK, HTML_LINK):
        yield from pattern.findall(prose)


def headings(path: Path) -> set[str]:
    """The names that forges give to the headings of a file."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line).strip().lower()).replace(" ", "-")
        for line in re.findall(r"^#+\s+(.*)$", text, flags=re.MULTILINE)
    }


def dead(path: Path) -> list[str]:
    found = []
    for to in links(path.read_text("utf-8")):
        if re.match(r"[a-z][a-z0-9+.-]*:", to):
            continue
        name, _, place = to.partition("#")
        target = path.parent / name if name else path
        missing = not target.exists()
        if missing or (place and target.suffix == ".md" and place not in headings(target)):
            found.append(to)
    return found


def test_there_are_readmes() -> None:
    assert {"README.md", "ontology/README.md", "CHANGELOG.md"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_links_lead_somewhere(name: str) -> None:
    assert dead(ROOT / name) == []


def test_dead_links_are_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# What is there (十)\n", encoding="utf-8")
    (tmp_path / "read.md").write_text(
        "[a](there.md) [b](there.md#what-is-there-十) [`c`](gone.md) ![d](gone.png) [e](there.md#gone) [f](#gone)\n"
        "[g](https://example.org) `[h](no-link.md)`\n```\n[i](no-link.md)\n```\n<img src=\"gone.svg\">\n",
        encoding="utf-8",
    )  # fmt: skip
    assert dead(tmp_path / "read.md") == ["gone.md", "gone.png", "there.md#gone", "#gone", "gone.svg"]
