"""The face of the room: what it exports, and what it does not import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import queries

HEAVY = ("rdflib", "networkx", "SPARQLWrapper", "pyshacl", "pyvis", "IPython", "http.server")


def test_exports_are_there() -> None:
    assert len(set(queries.__all__)) == len(queries.__all__)
    for name in queries.__all__:
        assert getattr(queries, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        queries.nothing  # noqa: B018


@pytest.mark.parametrize(
    "program",
    ["import queries", "import queries; list(queries.run('tasks', queries.open_graph({trig!r})))"],
    ids=["import", "query"],
)
def test_starting_imports_nothing_heavy(program: str, trig: Path) -> None:
    code = f"{program.format(trig=str(trig))}; import sys; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"


def test_error_is_one_line_and_a_value_error() -> None:
    error = queries.QueryError("a\n  b\x1b[2J" + "x" * 1000)
    assert isinstance(error, ValueError)
    assert str(error).startswith("a b[2Jxxx")
    assert len(str(error)) == 400
