"""The folders for bulk loaders: the quads as they are, and settings that their programs can read."""

from __future__ import annotations

import configparser
import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from exports import export
from exports.bulk import FILES

ROOT = Path(__file__).resolve().parents[2]
STORES = ("qlever", "graphdb", "neptune")


@pytest.mark.parametrize("name", STORES)
def test_quads_are_whole_and_the_bytes_the_same(name: str, built: Path, tmp_path: Path) -> None:
    report = export(built, tmp_path / "one", name)
    export(built, tmp_path / "other", name)
    packed = (tmp_path / "one" / "policykg.nq.gz").read_bytes()
    assert packed == (tmp_path / "other" / "policykg.nq.gz").read_bytes()
    assert gzip.decompress(packed) == (built / "graph.nq").read_bytes()
    assert report.counts == {"quads": len(gzip.decompress(packed).splitlines())}
    written = {file.name for file in (tmp_path / "one").iterdir()}
    assert {"policykg.nq.gz", "README.md"} < written <= set(FILES)
    words = (tmp_path / "one" / "README.md").read_text(encoding="utf-8")
    assert all(file in words for file in written - {"README.md"})
    assert re.search(r"[\u4e00-\u9fff]", words)
    export(built, tmp_path / "one", name)


def test_settings_of_qlever(built: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "q", "qlever")
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(tmp_path / "q" / "Qleverfile", encoding="utf-8")
    assert settings["data"]["format"] == "nq"
    stream = json.loads(settings["index"]["multi_input_json"])
    # One object on one line, with no key but these, each of them a text: `qlever index` takes nothing else.
    assert stream == {"cmd": "zcat policykg.nq.gz", "format": "nq", "parallel": "false"}
    assert (tmp_path / "q" / settings["index"]["input_files"]).is_file()
    json.loads(settings["index"]["settings_json"])
    assert settings["server"]["port"].isdecimal()


def test_settings_of_graphdb(built: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "g", "graphdb")
    triples = list(parse(path=str(tmp_path / "g" / "repository.ttl"), format=RdfFormat.TURTLE))
    said = {(triple.predicate.value.rpartition("#")[2], getattr(triple.object, "value", "")) for triple in triples}
    assert {("repositoryID", "policykg"), ("repositoryType", "graphdb:SailRepository"), ("ruleset", "empty")} < said


def test_request_to_neptune(built: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "n", "neptune")
    request = json.loads((tmp_path / "n" / "load.json").read_text(encoding="utf-8"))
    assert (request["format"], request["failOnError"]) == ("nquads", "TRUE")
    assert request["mode"] == "NEW"  # another one passes over a file of a name that was loaded before
    assert set(request) == {"source", "format", "iamRoleArn", "region", "mode", "failOnError", "parallelism"}
    assert request["source"].endswith("/policykg.nq.gz")


@pytest.mark.parametrize("name", ["graphdb", "neptune"])
def test_graphs_of_the_build_are_emptied_and_no_others(name: str, built: Path, tmp_path: Path) -> None:
    export(built, tmp_path / "n", name)
    store = Store()
    store.bulk_load(path=str(built / "graph.nq"), format=RdfFormat.N_QUADS)
    store.load(b"<urn:a> <urn:b> <urn:c> <urn:other> .", format=RdfFormat.N_QUADS)
    store.update((tmp_path / "n" / "clear.ru").read_text(encoding="utf-8"))
    assert len(store) == 1


def jena(program: str, *words: str | Path) -> None:
    """Run a program of Apache Jena, which is in the jar of Fuseki; it must find nothing to remark."""
    jars = sorted((ROOT / ".stores").glob("jena-fuseki-server-*.jar"))
    if not jars or not shutil.which("java"):
        if os.environ.get("CI"):
            pytest.fail("Apache Jena is missing; `.ci/run` says how to install it")
        pytest.skip("Apache Jena is missing")
    done = subprocess.run(
        ["java", "-cp", str(jars[-1]), program, *map(str, words)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_another_strict_parser_has_nothing_to_remark(built: Path, tmp_path: Path) -> None:
    """Jena's riot reads quads and settings, its parser of updates what empties the graphs."""
    for name in ("graphdb", "neptune"):
        export(built, tmp_path / name, name)
        jena("riotcmd.riot", "--strict", "--validate", tmp_path / name / "policykg.nq.gz")
        jena("arq.uparse", "--file", tmp_path / name / "clear.ru")
    jena("riotcmd.riot", "--strict", "--validate", tmp_path / "graphdb" / "repository.ttl")
