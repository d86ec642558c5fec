"""A store that is loaded in pieces holds what one loaded at once does, and leaves no pieces to look through."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_builder.write import store

LINES = [f'<http://x/{n:05}> <http://x/p> "第{n}项" <http://x/g{n % 3}> .\n'.encode() for n in range(3_000)]


def test_pieces_are_merged_into_one_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write_store(tmp_path / "whole", LINES)
    monkeypatch.setattr(store, "_TOGETHER", 1_000)
    store.write_store(tmp_path / "pieces", LINES)
    whole, pieces = (set(ox.Store.read_only(str(tmp_path / name))) for name in ("whole", "pieces"))
    assert pieces == whole
    assert len(pieces) == 2 * len(LINES)
    # Unmerged, the three pieces leave thirty tables.
    assert len(list((tmp_path / "pieces").glob("*.sst"))) < 20
