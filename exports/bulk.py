"""Files for the bulk loaders of QLever, GraphDB and Amazon Neptune, with the commands to use in a README beside them.

Each folder holds the quads as gzip-compressed N-Quads and what that loader wants to be told. No file has a password or
a name of a machine in it; what the reader has to fill in stands in capitals.

What the settings and commands may be is told by:

- QLever: `qlever index --help` and the definitions behind it, `src/qlever/qleverfile.py` and `commands/index.py` of
  https://github.com/qlever-dev/qlever-control. Parsing one stream in parallel lost blank nodes until January 2026
  (issue 2656 of ad-freiburg/qlever), and a graph of ours is read in seconds without it.
- GraphDB: https://graphdb.ontotext.com/documentation/10.1/loading-data-using-importrdf.html: `importrdf` has the
  subcommands `load` and `preload`, needs the server stopped and is not for clusters.
- Neptune: "Neptune Loader Command" and "Load Data Formats" in its user guide,
  https://docs.aws.amazon.com/neptune/latest/userguide/load-api-reference-load.html and bulk-load-tutorial-format.html:
  `nquads` in UTF-8, files of their own in gzip with a name in `.gz`. The usual mode `AUTO` resumes the last load of
  the same source and passes over files that it finished, deleted since or not, so that `NEW` is asked for. The
  default graph is the union (best-practices-sparql-query.html).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from exports.export import Written
from exports.quads import Quads, split

__all__ = ["FILES", "write"]

_DATA = "policykg.nq.gz"
_README = "README.md"
_CLEAR = "clear.ru"

_QLEVERFILE = f"""[data]
NAME        = policykg
DESCRIPTION = Who is responsible for what in Chinese official documents, by policykg
FORMAT      = nq

[index]
INPUT_FILES      = {_DATA}
MULTI_INPUT_JSON = {{"cmd": "zcat {_DATA}", "format": "nq", "parallel": "false"}}
SETTINGS_JSON    = {{"num-triples-per-batch": 1000000}}

[server]
PORT               = 7001
MEMORY_FOR_QUERIES = 4G
TIMEOUT            = 60s

[runtime]
SYSTEM = docker
IMAGE  = docker.io/adfreiburg/qlever:latest
"""

_QLEVER = f"""# policykg in QLever

`{_DATA}` holds the quads, `Qleverfile` the settings. In this folder, with Docker or Podman (`--system podman`):

```sh
pip install qlever
qlever index
qlever start
policykg query tasks --graph http://localhost:7001
```

A new build is exported into a new folder and indexed there; `qlever stop` here, `qlever start` there. The default graph
is the union of all graphs.

在本文件夹中依次运行以上命令。重新构建后导出到新文件夹，在那里建索引，再停旧启新。
"""

_REPOSITORY = """@prefix graphdb: <http://www.ontotext.com/config/graphdb#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .

[] a rep:Repository ;
  rep:repositoryID "policykg" ;
  rdfs:label "policykg" ;
  rep:repositoryImpl [
    rep:repositoryType "graphdb:SailRepository" ;
    sr:sailImpl [
      sail:sailType "graphdb:Sail" ;
      graphdb:ruleset "empty" ;
      graphdb:disable-sameAs "true" ;
      graphdb:enable-context-index "true"
    ]
  ] .
"""

_GRAPHDB = f"""# policykg in GraphDB

`{_DATA}` holds the quads, `repository.ttl` the settings of a repository without inference. With the server stopped, in
this folder (`-f` replaces the repository if there is one):

```sh
GRAPHDB_HOME/bin/importrdf preload -f -c repository.ttl {_DATA}
GRAPHDB_HOME/bin/graphdb -d
policykg query tasks --graph http://localhost:7200/repositories/policykg
```

Or into a server that runs, where `{_CLEAR}` empties the graphs of this build first, and no other:

```sh
curl -X POST -F config=@repository.ttl http://localhost:7200/rest/repositories
curl -X POST -H 'Content-Type: application/sparql-update' --data-binary @{_CLEAR} \\
  http://localhost:7200/repositories/policykg/statements
gunzip -c {_DATA} | curl -X POST -H 'Content-Type: application/n-quads' --data-binary @- \\
  http://localhost:7200/repositories/policykg/statements
```

The default graph is the union of all graphs. Where the server asks for a password, give curl `--netrc`. A cluster is
loaded while it runs, with the second commands: `importrdf` would break its consistency.

服务器停止时用第一组命令，运行中用第二组；`{_CLEAR}` 只清空本次构建的各图。需要密码时给 curl 加 `--netrc`。
"""

_LOAD = f"""{{
  "source": "s3://BUCKET/policykg/{_DATA}",
  "format": "nquads",
  "iamRoleArn": "arn:aws:iam::ACCOUNT:role/ROLE",
  "region": "REGION",
  "mode": "NEW",
  "failOnError": "TRUE",
  "parallelism": "MEDIUM"
}}
"""

_NEPTUNE = f"""# policykg in Amazon Neptune

`{_DATA}` holds the quads. Fill in the words in capitals in `load.json` and here; the bucket must be in the region of
the cluster, and the role be allowed to read it. The loader adds, so `{_CLEAR}` empties the graphs of this build first,
and no other:

```sh
aws s3 cp {_DATA} s3://BUCKET/policykg/
curl -X POST --data-urlencode update@{_CLEAR} https://ENDPOINT:8182/sparql
curl -X POST -H 'Content-Type: application/json' -d @load.json https://ENDPOINT:8182/loader
curl 'https://ENDPOINT:8182/loader/LOAD_ID?details=true'
policykg query tasks --graph https://ENDPOINT:8182/sparql
```

The third command answers with the LOAD_ID. The default graph is the union of all graphs. A cluster with IAM
authentication wants signed requests: `awscurl --service neptune-db` in the place of `curl`.

填好 `load.json` 与命令中的大写词后依次运行；加载只增不减，所以先用 `{_CLEAR}` 清空本次构建的各图。
"""

_BESIDE: dict[str, dict[str, str]] = {
    "qlever": {"Qleverfile": _QLEVERFILE, _README: _QLEVER},
    "graphdb": {"repository.ttl": _REPOSITORY, _README: _GRAPHDB},
    "neptune": {"load.json": _LOAD, _README: _NEPTUNE},
}
_CLEARED = ("graphdb", "neptune")
FILES: tuple[str, ...] = (_DATA, _README, _CLEAR, "Qleverfile", "repository.ttl", "load.json")


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write a graph for a bulk loader."""
    target.mkdir()
    graphs: set[bytes] = set()
    count = 0

    def noted() -> Iterator[bytes]:
        nonlocal count
        for line in quads.lines():
            graphs.add(split(line).graph)
            count += 1
            yield line

    # Without a name and a time in its head, the same quads give the same bytes.
    with (target / _DATA).open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        for line in noted():
            packed.write(line)
    for name, text in _BESIDE[format].items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    if format in _CLEARED:
        dropped = b"".join(b"DROP SILENT GRAPH %s ;\n" % graph for graph in sorted(graphs) if graph)
        (target / _CLEAR).write_bytes(dropped)
    return Written({"quads": count})
