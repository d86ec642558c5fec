"""Shards of the graph on file systems of fsspec: together the graph, whole at any moment, and nothing of others touched."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph_builder import BuildError, build
from graph_builder.write.shards import MANIFEST, Place, open_place, write_shards

fsspec = pytest.importorskip("fsspec", reason="the extra dask is not installed")

LINES = [f'<urn:s{n:04}> <urn:p> "第{n}项"@zh <urn:g> .\n' for n in range(1000)]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_text("".join(LINES), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def bucket() -> Iterator[dict[str, Any]]:
    """Start a server that speaks S3, with an empty bucket; yield what fsspec is told of it."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        told = {"key": "a", "secret": "b", "client_kwargs": {"endpoint_url": f"http://127.0.0.1:{port}"}}
        fsspec.filesystem("s3", **told).mkdir("bucket")
        yield told
    finally:
        server.kill()
        server.wait()


@pytest.fixture(params=["memory", "file", "path", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Stores of objects, in memory and by HTTP, a shared folder by its URL and by its path; nothing is there yet."""
    if request.param == "memory":
        fsspec.filesystem("memory").store.clear()
    if request.param == "s3":
        monkeypatch.setitem(fsspec.config.conf, "s3", request.getfixturevalue("bucket"))
    return {
        "memory": "memory://bucket/图谱", "file": f"file://{tmp_path}/shared/图谱", "path": f"{tmp_path}/shared/图谱",
        "s3": f"s3://bucket/{tmp_path.name}/图谱",
    }[request.param]  # fmt: skip


def found(url: str) -> dict[str, bytes]:
    files, path = fsspec.url_to_fs(url)
    files.invalidate_cache()
    return {one.rpartition("/")[2]: files.cat_file(one) for one in files.ls(path, detail=False)}


def whole(url: str) -> bytes:
    """Read a graph as others do: the manifest, and what it names."""
    there = found(url)
    parts = []
    for shard in json.loads(there[MANIFEST])["shards"]:
        data = there[shard["name"]]
        assert (len(data), sha256(data).hexdigest()) == (shard["bytes"], shard["sha256"])
        parts.append(gzip.decompress(data))
        assert parts[-1].count(b"\n") == shard["quads"]
    return b"".join(parts)


def test_shards_together_are_the_graph(graph: Path, url: str) -> None:
    shards = write_shards(graph, open_place(url), "policykg 0", 300)
    assert [shard.quads for shard in shards] == [300, 300, 300, 100]
    assert whole(url) == graph.read_bytes()
    assert set(found(url)) == {MANIFEST, *(shard.name for shard in shards)}
    manifest = json.loads(found(url)[MANIFEST])
    assert (manifest["program"], manifest["quads"], manifest["packed"]) == ("policykg 0", 1000, "gzip")


def test_only_what_has_changed_is_sent_and_what_is_no_longer_named_is_removed(
    graph: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_shards(graph, open_place(url), "policykg 0", 300)
    files, path = fsspec.url_to_fs(url)
    files.pipe_file(f"{path}/part-00009-0123456789abcdef.nq.gz", b"somebody else's")
    files.pipe_file(f"{path}/README", b"somebody else's")
    graph.write_text("".join(LINES[:950]), encoding="utf-8", newline="\n")
    sent: list[str] = []
    put = Place.put

    def noted(place: Place, name: str, data: bytes) -> None:
        sent.append(name)
        put(place, name, data)

    monkeypatch.setattr(Place, "put", noted)
    second = write_shards(graph, open_place(url), "policykg 0", 300)
    assert sent == [second[3].name, MANIFEST]
    assert [one.name for one in first[:3]] == [one.name for one in second[:3]]
    assert whole(url) == graph.read_bytes()
    kept = {"README", "part-00009-0123456789abcdef.nq.gz"}
    assert set(found(url)) == {MANIFEST, *(shard.name for shard in second), *kept}


@pytest.mark.parametrize("fails_at", [0, 1, 4])
def test_what_fails_leaves_the_graph_that_was_there(
    fails_at: int, graph: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_shards(graph, open_place(url), "policykg 0", 300)
    before = graph.read_bytes()
    graph.write_text("".join(f"<urn:new> {line}" for line in LINES), encoding="utf-8", newline="\n")
    put = Place.put
    done: list[str] = []

    def failing(place: Place, name: str, data: bytes) -> None:
        if len(done) == fails_at:
            raise PermissionError("no\nentry")
        done.append(name)
        put(place, name, data)

    monkeypatch.setattr(Place, "put", failing)
    with pytest.raises(BuildError, match=r"^\S+: shards cannot be written \(no entry\)$"):
        write_shards(graph, open_place(url), "policykg 0", 300)
    assert whole(url) == before
    monkeypatch.setattr(Place, "put", put)
    write_shards(graph, open_place(url), "policykg 0", 300)
    assert whole(url) == graph.read_bytes()


def test_a_file_that_could_not_be_renamed_is_not_left_over(graph: Path, tmp_path: Path) -> None:
    place = open_place(f"file://{tmp_path}/there")
    place.make()
    (tmp_path / "there" / MANIFEST).mkdir()
    with pytest.raises(BuildError):
        write_shards(graph, place, "policykg 0", 300)
    assert not [one.name for one in (tmp_path / "there").iterdir() if one.name.endswith(".new")]


@pytest.mark.parametrize(
    "manifest",
    [b"\xff", b"[]", b'{"shards": [{"name": "../../README"}, {"name": "README"}, {"name": 1}]}', b'{"shards": [1]}'],
)
def test_a_manifest_of_others_removes_nothing(manifest: bytes, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "README").write_bytes(b"mine")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "README").write_bytes(b"mine")
    (tmp_path / "there" / MANIFEST).write_bytes(manifest)
    write_shards(graph, open_place(str(tmp_path / "there")), "policykg 0", 300)
    assert (tmp_path / "README").exists()
    assert (tmp_path / "there" / "README").exists()
    assert whole(str(tmp_path / "there")) == graph.read_bytes()


@pytest.mark.parametrize("url", ["nonsense://x/y", "http://127.0.0.1:9/x"])
def test_what_cannot_be_written_to_is_said_in_one_line(url: str, graph: Path) -> None:
    with pytest.raises(BuildError) as told:
        write_shards(graph, open_place(url), "policykg 0")
    assert str(told.value).startswith(f"{url}: ")
    assert "\n" not in str(told.value)


def test_a_bucket_that_is_not_there_is_not_made(
    graph: Path, bucket: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(fsspec.config.conf, "s3", bucket)
    with pytest.raises(BuildError, match=r"^s3://buckte/x: shards cannot be written \(.+\)$"):
        write_shards(graph, open_place("s3://buckte/x"), "policykg 0")
    assert not fsspec.filesystem("s3").exists("buckte")


def test_a_build_writes_its_shards(samples: Path, tmp_path: Path) -> None:
    fsspec.filesystem("memory").store.clear()
    report = build([samples], tmp_path / "out", "policykg 0", shards="memory://bucket/graph")
    assert whole("memory://bucket/graph") == (tmp_path / "out" / "graph.nq").read_bytes()
    # That there is no such place is said before anything is read.
    with pytest.raises(BuildError, match=r"^nonsense://x: cannot be written "):
        build([tmp_path / "nowhere"], tmp_path / "more", "policykg 0", shards="nonsense://x")
    assert report.quads == json.loads(found("memory://bucket/graph")[MANIFEST])["quads"]


def test_the_command_writes_shards(samples: Path, tmp_path: Path) -> None:
    words: list[Any] = ["build", samples, "--out", tmp_path / "out", "--shards", tmp_path / "shards"]
    subprocess.run([sys.executable, "-m", "policykg", *map(str, words)], check=True, capture_output=True)
    assert whole(str(tmp_path / "shards")) == (tmp_path / "out" / "graph.nq").read_bytes()
