"""The page as a file: whole, small, the same every time, and free of anything that a document could smuggle in."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

import visualizations
from queries import Graph, Rows
from queries.backends import Backend
from tests.visualizations import notice
from tests.visualizations.conftest import graph_of
from visualizations import DrawError, draw, draw_page, page

ROOM = Path(str(files("visualizations")))
OWN = sorted(file for file in (ROOM / "template").rglob("*") if file.is_file())


@pytest.fixture(scope="module")
def html(drawn: Callable[[str], Path]) -> str:
    return drawn("mining").read_text(encoding="utf-8")


def without_library(text: str) -> str:
    """The page but for the browser library."""
    return text.replace((Path(str(files("pyvis"))).joinpath(*page.LIBRARY)).read_text(encoding="utf-8"), "")


def test_report_counts_what_is_drawn(mining: Graph, tmp_path: Path) -> None:
    report = draw(mining, tmp_path / "deep" / "page.html")
    assert (report.documents, report.nodes, report.facts) == (1, 67, 88)
    assert report.path.stat().st_size == report.size < 1_200_000
    assert [file.name for file in report.path.parent.iterdir()] == ["page.html"]


def test_page_asks_for_nothing(html: str) -> None:
    assert not re.findall(r"<(?:link|iframe|object|embed|base)\b", html)
    assert not re.findall(r"\b(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//", html)
    assert "http://" not in without_library(html).replace("http://www.w3.org/2000/svg", "").replace(
        "<http://www.w3.org/2001/XMLSchema#", ""
    )
    assert "https://" not in without_library(html)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert re.match(r"default-src 'none'; script-src 'sha256-[\w+/=]{44}' 'sha256-[\w+/=]{44}'; style-src ", policy[1])
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_page_says_whose_library_it_carries(html: str) -> None:
    assert "vis-network 9.1.2" in html
    assert "Permission is hereby granted, free of charge" in html
    assert html.count("Almende B.V") >= 2


def test_page_is_in_chinese_first(html: str) -> None:
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<title>关于促进有色金属工业增效益的实施方案</title>" in html


def test_title_can_be_given(mining: Graph) -> None:
    assert "<title>分工&lt;一览&gt;</title>" in draw_page(mining, "分工<一览>")


def test_same_bytes_whatever_the_hash_seed(mining: Graph, tmp_path: Path, drawn: Callable[[str], Path]) -> None:
    program = (
        "import sys, pathlib, queries, visualizations\n"
        "visualizations.draw(queries.open_graph(sys.argv[1]), pathlib.Path(sys.argv[2]))\n"
    )
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.html"
        command = [sys.executable, "-c", program, mining.where, str(out)]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed, "LC_ALL": "C"}, timeout=60)
        assert out.read_bytes() == drawn("mining").read_bytes()


def test_hostile_text_stays_text(drawn: Callable[[str], Path]) -> None:
    text = without_library(drawn("hostile").read_text(encoding="utf-8"))
    assert "onerror" in text
    assert "<img" not in text
    assert len(re.findall(r"<script\b", text)) == text.count("</script>") == 8
    assert "</script><script>document" not in text


def test_another_library_is_refused(mining: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr(page, "LIBRARY_SHA256", "0" * 64)
    with pytest.raises(DrawError, match=r"^pyvis/lib/.*unknown browser library, SHA-256 1f20f0736f32… and not 0{12}…$"):
        draw(mining, out)
    assert out.read_text(encoding="utf-8") == "old"


def test_a_missing_library_is_named(mining: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LIBRARY", ("lib", "none.js"))
    with pytest.raises(DrawError, match=r"^pyvis/lib/none\.js: the browser library is missing"):
        draw_page(mining)


def test_a_place_that_cannot_be_written_is_one_line(mining: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DrawError, match=r"page\.html: the page cannot be written: [^\n]+$"):
        draw(mining, tmp_path / "file" / "page.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(DrawError, match=r"folder\.html: the page cannot be written"):
        draw(mining, tmp_path / "folder.html")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder.html", "mining.nq"]


def test_a_link_stays_a_link(mining: Graph, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "page.html").write_text("old", encoding="utf-8")
    for name, target in (("link.html", "real/page.html"), ("dangling.html", "real/new.html")):
        (tmp_path / name).symlink_to(target)
        assert draw(mining, tmp_path / name).path == tmp_path / name
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / target).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(file.name for file in (tmp_path / "real").iterdir()) == ["new.html", "page.html"]


def test_what_is_no_file_is_left_alone(mining: Graph, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reading, writing = os.pipe()
    (tmp_path / "link").symlink_to("/dev/null")
    (tmp_path / "loop").symlink_to("loop")
    for name, words in (
        ("pipe", "no regular file"), ("link", "no regular file"), ("/dev/null", "no regular file"), ("", "a folder"),
        ("loop", "symbolic links"), (f"/dev/fd/{writing}", "no regular file"),
    ):  # fmt: skip
        with pytest.raises(DrawError, match=rf"the page cannot be written: .*{words}[^\n]*$"):
            draw(mining, tmp_path / name)
    with pytest.raises(DrawError, match=r"^\.: the page cannot be written: this is a folder"):
        draw(mining, Path())
    for end in (reading, writing):
        os.close(end)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_long_name_can_be_written(mining: Graph, tmp_path: Path) -> None:
    assert draw(mining, tmp_path / f"{'长' * 80}.html").path.is_file()
    with pytest.raises(DrawError, match=r"File name too long$"):
        draw(mining, tmp_path / f"{'长' * 90}.html")


def test_an_offset_that_is_no_number_is_one_line(tmp_path: Path) -> None:
    quads = notice.mining_notice().close()
    assert 'oa#start> "' in quads
    with pytest.raises(DrawError, match=r"odd\.nq: the page cannot be drawn: invalid literal for int\(\).*'x\d+'$"):
        draw_page(graph_of(tmp_path, "odd", quads.replace('oa#start> "', 'oa#start> "x')))


def test_an_endpoint_that_answers_something_else_is_one_line() -> None:
    class Odd(Backend):
        def _answer(self, text: str) -> Rows:  # noqa: ARG002
            return Rows(("x",), ((None,),))

    with pytest.raises(DrawError, match=r"^here: the page cannot be drawn: an answer has no or an unknown 'text'$"):
        draw_page(Odd("here"))


def test_many_documents_stay_small(tmp_path: Path) -> None:
    report = draw(graph_of(tmp_path, "many", notice.many_notices(25, 32, 175)), tmp_path / "many.html")
    assert (report.documents, report.nodes) == (25, 1000)
    assert report.size < 2_500_000


@pytest.mark.parametrize("file", OWN, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_own_scripts_are_modest_and_never_parse_markup(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|(?<!wasm-unsafe-)\beval\b|new Function|@import|url\(",
        text,
    )


def test_every_own_file_is_in_the_page() -> None:
    assert {file.relative_to(ROOM / "template").as_posix() for file in OWN} == {
        *page.SCRIPTS,
        *page.STYLES,
        "policy_graph.html",
        "ask/worker.js",  # runs apart from the page
    }


def test_no_browser_library_lies_in_the_repository() -> None:
    assert [file for file in ROOM.rglob("*") if file.is_file() and file.stat().st_size > 60_000] == []


def test_heavy_libraries_are_imported_late() -> None:
    program = (
        "import sys, visualizations; print([n for n in ('pyvis', 'networkx', 'IPython', 'rdflib') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_exports() -> None:
    assert sorted(visualizations.__all__) == [
        "DrawError",
        "DrawReport",
        "MOST_DOCUMENTS",
        "PolicyPage",
        "TooManyError",
        "draw",
        "draw_page",
        "find_package",
        "show",
    ]
