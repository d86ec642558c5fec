"""The same inputs give the same bytes: the folder of a build and every export, whatever differs around them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from exports import FORMATS
from graph_builder.write.folder import FILES

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """
import os, sys
from pathlib import Path
from exports import FORMATS, export
from graph_builder import build

def main(umask, workers, out, *sources):
    os.umask(int(umask, 8))
    build(sources, Path(out, "graph"), "policykg 0", workers=int(workers))
    for name in FORMATS:
        export(Path(out, "graph"), Path(out, name), name)

if __name__ == "__main__":
    main(*sys.argv[1:])
"""


@dataclass(frozen=True)
class Run:
    """What differs from one run to the next."""

    seed: int
    locale: str
    zone: str
    workers: int
    umask: str
    order: slice


RUNS = (
    Run(0, "C", "UTC", 1, "022", slice(None)),
    # Where a locale is not there, it is C: file names are ASCII with odd bytes then.
    Run(1, "zh_CN.GB18030", "Asia/Shanghai", 3, "077", slice(None, None, -1)),
    Run(2, "C.UTF-8", "America/St_Johns", 1, "000", slice(None, None, -1)),
    Run(3, "de_DE.UTF-8", "Pacific/Kiritimati", 3, "022", slice(None)),
    Run(4, "tr_TR.UTF-8", "UTC", 2, "027", slice(1, None)),
)


def made(run: Run, sources: Sequence[Path], folder: Path) -> dict[str, str]:
    """Build and export in a process of its own; return the sum of every file."""
    out = folder / f"{run.seed} 出"
    out.mkdir()
    # Sources by absolute path, or by another one from another working directory; the last order names one twice.
    here = sources[0].parent if run.seed % 2 else out
    paths = [os.path.relpath(path, here) if run.seed % 2 else str(path) for path in sources]
    ordered = [*paths[run.order], *(paths[:2] if run.order.start else [])]
    subprocess.run(
        [sys.executable, "-c", SCRIPT, run.umask, str(run.workers), str(out), *ordered], cwd=here, check=True,
        env={
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(run.seed), "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0", "LC_ALL": run.locale, "TZ": run.zone,
        },
    )  # fmt: skip
    files = [path for name in FORMATS for path in ([out / name] if (out / name).is_file() else (out / name).iterdir())]
    files += [out / "graph" / name for name in FILES]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check(sources: Sequence[Path], folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda run: made(run, sources, folder), RUNS))
    assert {name.partition("/")[0] for name in found[0]} == {*FORMATS, "graph"}
    for run, sums in zip(RUNS, found, strict=True):
        assert {name for name in sums.keys() | found[0].keys() if sums.get(name) != found[0].get(name)} == set(), run


def test_samples(samples: Path, tmp_path: Path) -> None:
    documents = tmp_path / "文件"
    documents.mkdir()
    for n, path in enumerate(sorted(samples.glob("*.txt"))):
        shutil.copy(path, documents / f"样本{n} {path.name}")
    check(sorted(documents.iterdir()), tmp_path)


REAL = (
    "seed.txt",
    "zero-waste-city.txt",
    "html/sports-events.html",
    "pdf/147*.pdf",
    "family/028*.txt",
    "family/039*.txt",
)


def test_real_documents(shared: Path, tmp_path: Path) -> None:
    pytest.importorskip("pdfminer")
    corpus = shared / "corpus"
    documents = [path for pattern in REAL for path in sorted(corpus.glob(pattern))]
    assert len(documents) == 6
    check(documents, tmp_path)
