"""The verb: formats by name and ending, the place that is written, the same bytes everywhere, and the command."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exports import FORMATS, ExportError, export
from exports.formats import find_format
from exports.sorting import Sorter

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = [one.name for one in FORMATS.values() if one.folder]


def policykg(*words: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policykg", *map(str, words)], capture_output=True, text=True, encoding="utf-8", cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}, check=False,
    )  # fmt: skip


def digest(path: Path) -> str:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return hashlib.sha256(
        b"".join(f"{file.name if path.is_dir() else ''}\0".encode() + file.read_bytes() for file in files)
    ).hexdigest()


ALL = """
import sys
from pathlib import Path
from exports import FORMATS, export
for name in FORMATS:
    export(sys.argv[2], Path(sys.argv[1], name), name)
"""


def test_hostile_text_is_the_same_bytes_whatever_the_seed_and_locale(hostile: Path, tmp_path: Path) -> None:
    """What documents become is in tests/test_same_bytes.py."""
    found = []
    for seed, locale in ((1, "C"), (2, "C.UTF-8")):
        out = tmp_path / str(seed)
        out.mkdir()
        subprocess.run(
            [sys.executable, "-c", ALL, str(out), str(hostile)], cwd=ROOT, check=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "LC_ALL": locale, "PYTHONUTF8": "0"},
        )  # fmt: skip
        found.append({name: digest(out / name) for name in FORMATS})
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("name", "out", "expected"),
    [(None, "a.ttl", "turtle"), (None, "A.XLSX", "excel"), ("TTL", "x", "turtle"), (".gexf", "x", "gexf"), ("neo4j", "x.ttl", "neo4j")],
)  # fmt: skip
def test_a_format_is_found(name: str | None, out: str, expected: str) -> None:
    assert find_format(name, Path(out)).name == expected


@pytest.mark.parametrize(
    ("name", "out", "words"),
    [(None, "x.doc", "--to"), ("turtel", "x", "did you mean turtle"), ("q", "x", "there are trig")],
)
def test_an_unknown_format_is_said(name: str | None, out: str, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        find_format(name, Path(out))


def test_a_missing_library_names_its_extra(built: Path, tmp_path: Path) -> None:
    for name, library in (("excel", "openpyxl"), ("parquet", "pyarrow")):
        code = f"import sys; sys.modules['{library}'] = None; import policykg; sys.argv[1:] = {['export', '--graph', str(built), '--out', str(tmp_path / 'x'), '--to', name]!r}; policykg.main()"
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 2
        assert f"pip install 'policykg[{name}]'" in run.stderr
        assert len(run.stderr.splitlines()) == 1
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", list(FORMATS))
def test_what_was_there_stays_until_the_new_one_is_whole(name: str, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "x"
    export(built, out, name)
    before = digest(out)
    broken = tmp_path / "broken.nq"
    broken.write_bytes((built / "graph.nq").read_bytes() + b"<broken\n")
    with pytest.raises(ExportError, match="malformed"):
        export(broken, out, name)
    assert digest(out) == before
    export(built, out, name)
    assert digest(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.nq", "x"]


def test_other_things_are_not_written_over(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("x")
    for name in FOLDERS:
        with pytest.raises(ExportError, match=r"holds other things \(letter\.txt\)"):
            export(built, folder, name)
    with pytest.raises(ExportError, match="is no file"):
        export(built, folder, "turtle")
    with pytest.raises(ExportError, match="not a folder"):
        export(built, folder / "letter.txt", "neo4j")
    for place in (built / "graph.nq", built / "x.ttl", built, built.parent):
        with pytest.raises(ExportError, match="lies in or over the graph"):
            export(built, place, "turtle")
    with pytest.raises(ExportError, match="lies in or over the graph"):
        export(built / "graph.nq", built / "graph.nq")
    with pytest.raises(ExportError, match="cannot be written"):
        export(built, folder / "letter.txt" / "x.ttl")
    assert (folder / "letter.txt").read_text() == "x"


def test_what_a_killed_export_left_is_cleared_up(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "x"
    code = "import os, sys; from pathlib import Path; from exports.place import replaced\nwith replaced(Path(sys.argv[1])) as (made, work): made.write_text('half'); os._exit(9) if sys.argv[2] else (print(flush=True), input())"
    command = [sys.executable, "-c", code, str(out)]
    subprocess.run([*command, "killed"], cwd=ROOT, check=False)
    assert len(list(tmp_path.iterdir())) == 1
    with subprocess.Popen([*command, ""], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        export(built, out, "turtle")
        # Whoever is still at work keeps his folder, and comes last.
        assert len(list(tmp_path.iterdir())) == 2
        other.stdin.write("\n")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert out.read_text() == "half"


def test_links_are_followed(built: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.ttl", tmp_path / "link.ttl"
    real.write_text("old")
    link.symlink_to(real)
    export(built, link)
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("@prefix")


def test_sorting_on_disk_is_sorting_in_memory(tmp_path: Path) -> None:
    lines = [b"%d\n" % (n * 7919 % 1000) for n in range(5000)] * 2
    for held in (10, 1000, 10_000_000):
        work = tmp_path / str(held)
        work.mkdir()
        sorter = Sorter(work, held)
        sorter.add(lines[:6000])
        sorter.add(iter(lines[6000:]))
        assert list(sorter) == sorted(set(lines))
        assert list(sorter) == sorted(set(lines))
        sorter.add([b"zz\n", b"0\n"])
        assert list(sorter) == sorted({*lines, b"zz\n"})
        assert any(work.iterdir()) == (held < 10_000)


def test_the_command(built: Path, tmp_path: Path) -> None:
    run = policykg("export", "--graph", built, "--out", tmp_path / "表.ttl", env={"LC_ALL": "C"})
    assert (run.returncode, run.stderr) == (0, "")
    assert "turtle" in run.stdout
    assert "triples" in run.stdout
    listed = policykg("export", "--list").stdout
    assert all(f"\n{name} " in f"\n{listed}" for name in FORMATS)
    wrong = policykg("export", "--graph", built, "--to", "turtle", "--out", "-")
    assert (wrong.returncode, wrong.stderr.count("\n"), wrong.stdout) == (2, 1, "")
    assert "name a file" in wrong.stderr
    wrong = policykg("export", "--graph", built)
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 1)
    wrong = policykg("export", "--graph", tmp_path / "none", "--out", tmp_path / "x.nt")
    assert (wrong.returncode, wrong.stderr) == (2, f"policykg: {tmp_path / 'none'}: no such file or folder\n")
    wrong = policykg("export", "--graph", "http://127.0.0.1:1/query", "--out", tmp_path / "x.nt")
    assert wrong.returncode == 2
    assert "a folder or file is needed" in wrong.stderr


def test_the_command_says_what_was_replaced(hostile: Path, tmp_path: Path) -> None:
    run = policykg("export", "--graph", hostile, "--out", tmp_path / "x.rdf")
    assert run.returncode == 0
    assert "characters that the format cannot hold" in run.stderr
