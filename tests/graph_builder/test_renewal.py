"""A store that is made from that of the build before has the quads of one that is loaded whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder import build
from graph_builder.write import files, renewal
from graph_builder.write.renewal import Earlier
from graph_builder.write.store import Loading

TEXT = """甲县人民政府关于{what}的通知
甲县政发〔2021〕{n}号
一、{what}。做好{what}工作。（县水利局牵头，县财政局配合）
甲县人民政府
2021年5月6日
"""
LINES = [
    f"<urn:{subject}> <urn:p> {value} <urn:{graph}> .\n".encode()
    for subject in ("a", "b", "c")
    for value in ("<urn:o>", '"o"', '"o"@zh', '"o o"', '"<urn:g> ."')
    for graph in ("g", "g1", "h")
]


def text(n: int, what: str = "修水管") -> str:
    return TEXT.format(what=what, n=n)


def quads(folder: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(folder / "store")))


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose stores were loaded whole."""
    found: list[Path] = []
    loading = Loading

    def counted(folder: Path) -> Loading:
        found.append(folder)
        return loading(folder)

    monkeypatch.setattr(files, "Loading", counted)
    return found


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(text(n, "修水管" * (n + 1)), encoding="utf-8")
    return folder


def is_as_from_nothing(sources: Path, out: Path) -> bool:
    with tempfile.TemporaryDirectory() as place:
        build([sources], Path(place, "out"), "policykg 0")
        return quads(out) == quads(Path(place, "out"))


def write(folder: Path, lines: set[bytes], place: Path | None, earlier: Earlier | None, size: int) -> Earlier:
    runs = folder.with_name(f"{folder.name}-runs")
    folder.mkdir()
    runs.mkdir()
    blocks = sorted(lines)
    chunks = (b"".join(blocks[n : n + size]) for n in range(0, len(blocks), size))
    return files.write_graph(folder, chunks, runs, place, earlier)[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.sampled_from(LINES), min_size=1), min_size=2, max_size=4), st.integers(1, 5), st.booleans())
def test_any_lines_after_any_others(graphs: list[set[bytes]], size: int, most: bool) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as place:
        patch.setattr(renewal, "_MOST", 100.0 if most else 0.2)
        patch.setattr(renewal, "_READ", size * 20)
        patch.setattr(
            files, "sorted_lines", lambda chunks, _runs: (chunk.splitlines(keepends=True) for chunk in chunks)
        )
        before, earlier = None, None
        for n, lines in enumerate(graphs):
            folder = Path(place, str(n))
            earlier = write(folder, lines, before, earlier, size)
            triples = {line.rsplit(b" ", 2)[0] + b" .\n" for line in lines}
            assert quads(folder) == set(ox.parse(b"".join((*lines, *triples)), format=ox.RdfFormat.N_QUADS))
            assert earlier.quads == len(lines) + len(triples)
            assert earlier.marks == renewal.marks(folder)
            assert not (most and n) or earlier.changed or lines == graphs[n - 1]
            before = folder


@pytest.mark.parametrize("most", [0.2, 2.0])
@pytest.mark.parametrize("kept", [slice(0, 1), slice(-1, None), slice(0, None, 4_999), slice(0, None, 2)])
def test_what_was_removed_is_never_held_together(
    kept: slice, most: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "_MOST", most)
    lines = [f'<urn:s{n:05}> <urn:p> "第{n}项" <urn:g> .\n'.encode() for n in range(10_000)]
    earlier = write(tmp_path / "old", set(lines), None, None, 1_000)
    together: list[int] = []
    compare = renewal.Renewal._compare

    def noted(made: renewal.Renewal, new: list[bytes], old: list[bytes]) -> None:
        together.append(len(old))
        compare(made, new, old)

    monkeypatch.setattr(renewal.Renewal, "_compare", noted)
    write(tmp_path / "new", set(lines[kept]), tmp_path / "old", earlier, 1_000)
    # Lines of 45 bytes, 100,000 bytes at a time; and no more are read than it takes to see that most have gone.
    assert max(together) < 2_500
    assert sum(together) == 10_000 if most > 1 else sum(together) < 6_500
    assert {quad.graph_name for quad in quads(tmp_path / "new")} == {ox.NamedNode("urn:g"), ox.DefaultGraph()}
    assert len(quads(tmp_path / "new")) == 2 * len(lines[kept])


def test_a_small_change_loads_no_store_and_many_small_ones_do(sources: Path, tmp_path: Path, whole: list[Path]) -> None:
    out = tmp_path / "out"
    build([sources], out, "policykg 0")
    assert len(whole) == 1
    for n in range(40):
        (sources / "0.txt").write_text(text(0, "挖水渠" if n % 2 else "清水塘"), encoding="utf-8")
        build([sources], out, "policykg 0")
        if n < 2:
            assert len(whole) == 1
            assert is_as_from_nothing(sources, out)
            del whole[1:]
        if len(whole) > 1:
            break
    assert 2 < n < 39
    assert is_as_from_nothing(sources, out)


def test_a_store_that_is_read_stays_as_it_was(sources: Path, tmp_path: Path, whole: list[Path]) -> None:
    out = tmp_path / "out"
    build([sources], out, "policykg 0")
    reader = ox.Store.read_only(str(out / "store"))
    before = quads(out)
    (sources / "0.txt").write_text(text(0, "挖水渠"), encoding="utf-8")
    build([sources], out, "policykg 0")
    assert len(whole) == 1
    assert set(reader) == before != quads(out)


def changed_by_hand(out: Path) -> Iterator[Path]:
    store = ox.Store(str(out / "store"))
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:a"), ox.NamedNode("urn:a"), ox.NamedNode("urn:g")))
    store.flush()
    del store
    yield out


@pytest.mark.parametrize("strange", ["written into", "graph.nq", "another folder", "no store", "no links", "damaged"])
def test_a_store_that_no_build_of_ours_left_so_is_not_used(
    strange: str, sources: Path, tmp_path: Path, whole: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build([sources], out, "policykg 0")
    if strange == "written into":
        list(changed_by_hand(out))
    elif strange == "graph.nq":
        (out / "graph.nq").write_bytes((out / "graph.nq").read_bytes()[:-1] + b"\n")
    elif strange == "another folder":
        # With the same names and sizes; somebody sent it.
        shutil.copytree(out, tmp_path / "sent")
        shutil.rmtree(out)
        (tmp_path / "sent").rename(out)
    elif strange == "no store":
        shutil.rmtree(out / "store")
    elif strange == "no links":

        def refused(*_given: object, **_named: object) -> None:
            raise PermissionError("links are not permitted")

        monkeypatch.setattr(os, "link", refused)
    else:
        for path in (out / "store").glob("*.sst"):
            data, status = path.read_bytes(), path.stat()
            with path.open("r+b") as file:
                file.write(bytes(255 - byte for byte in data))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    (sources / "0.txt").write_text(text(0, "挖水渠"), encoding="utf-8")
    build([sources], out, "policykg 0")
    assert len(whole) == 2
    assert is_as_from_nothing(sources, out)


@pytest.mark.parametrize("step", ["link", "remove", "add", "flush"])
def test_a_build_that_ends_while_the_store_is_made_leaves_the_old_one(
    step: str, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build([sources], out, "policykg 0")
    before = quads(out)
    (sources / "0.txt").write_text(text(0, "挖水渠"), encoding="utf-8")

    def ended(*_given: object) -> Iterator[bytes]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if step == "link":
            patch.setattr(renewal, "_linked", ended)
        elif step == "remove":
            patch.setattr(renewal.Renewal, "_pieces", ended)
        elif step == "add":
            pieces = renewal.Renewal._pieces
            patch.setattr(renewal.Renewal, "_pieces", lambda made, n, size: ended() if n else pieces(made, n, size))
        else:
            patch.setattr(files, "write_together", ended)
        with pytest.raises(KeyboardInterrupt):
            build([sources], out, "policykg 0")
    assert quads(out) == before
    build([sources], out, "policykg 0")
    assert is_as_from_nothing(sources, out)
