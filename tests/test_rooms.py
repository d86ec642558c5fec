"""The house: what lies where, and that imports run one way."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import networkx
import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "graph_builder", "queries", "visualizations", "exports", "command_line")
MAY_IMPORT = {
    "ontology": {"ontology"},
    "graph_builder": {"graph_builder", "ontology"},
    "queries": {"queries", "ontology"},
    "visualizations": {"visualizations", "queries"},
    "exports": {"exports", "queries", "ontology"},
    "command_line": {"command_line", "graph_builder", "queries", "visualizations", "exports"},
    # rooms for those who develop, in no wheel
    "docs": {"docs", "graph_builder", "queries", "exports", "ontology"},
}
HEAVY = ("rdflib", "pyshacl", "networkx", "pypinyin", "pyvis", "SPARQLWrapper", "IPython", "openpyxl", "pyarrow", "mcp",
         "anyio", "dask", "distributed", "fsspec")  # fmt: skip


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_run_one_way(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        inside = imported(path) & {*MAY_IMPORT, "policykg"}
        assert inside <= MAY_IMPORT[room], f"{path.relative_to(ROOT)} imports {inside - MAY_IMPORT[room]}"


def step(module: str) -> str:
    """Return the room of a module within its package; `recognise` holds rooms of its own."""
    parts = module.split(".")[1:]
    return ".".join(parts[:2]) if parts[:1] == ["recognise"] else parts[0] if parts else ""


def test_the_steps_of_reading_run_one_way() -> None:
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for path in (ROOT / "graph_builder").rglob("*.py"):
        here = step(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graph_builder."):
                there = step(node.module or "")
                if here and there and here != there:
                    graph.add_edge(here, there)
    assert graph.has_edge("reading", "structure")
    assert list(networkx.simple_cycles(graph)) == []


ASKING: dict[str, set[str]] = {
    "sending": set(), "backends": {"sending"}, "endpoint": {"backends"}, "measures": {"backends"}, "agents": {"backends"},
}  # fmt: skip
"""The rooms within `queries`, and which of each other they may import."""


@pytest.mark.parametrize("room", ASKING)
def test_the_rooms_of_asking_run_one_way(room: str) -> None:
    for path in (ROOT / "queries" / room).rglob("*.py"):
        found = {
            (node.module or "").split(".")[1]
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("queries.")
        }
        assert found & ASKING.keys() <= ASKING[room] | {room}, path
    assert len(list((ROOT / "queries").glob("*.py"))) <= 20


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_says_what_it_is_for_and_exports_a_handful_of_verbs(room: str) -> None:
    package = import_module(room)
    source = (ROOT / room / "__init__.py").read_text("utf-8")
    assert 1 <= len((package.__doc__ or "").strip().splitlines()) <= 14
    assert len(source.splitlines()) <= 80
    assert package.__all__
    assert all(hasattr(package, name) for name in package.__all__)
    assert (ROOT / room / "py.typed").exists()


def test_modules_can_be_read_at_one_sitting() -> None:
    for path in [*(p for room in MAY_IMPORT for p in (ROOT / room).rglob("*.py")), ROOT / "policykg.py"]:
        assert len(path.read_text("utf-8").splitlines()) <= 420, path
        assert path.stem not in {"utils", "util", "helpers", "common", "misc"}


def test_top_level_is_fixed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in tracked.splitlines()}
    assert top <= {
        *ROOMS, "tests", "samples", "benchmarks", "docs", "policykg.py", "pyproject.toml", "README.md", "CHANGELOG.md",
        "LICENSE", "Makefile", ".ci", ".gitignore",
    }  # fmt: skip


def test_wheel_ships_the_rooms_and_the_front_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    setup = project["tool"]["setuptools"]
    assert setup["py-modules"] == ["policykg"]
    assert setup["packages"]["find"]["include"] == [f"{room}*" for room in ROOMS]


@pytest.mark.parametrize("module", ["policykg", *ROOMS])
def test_heavy_libraries_are_imported_where_they_are_used(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
