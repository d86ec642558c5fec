"""The command line: what goes where, and what each wrong input says and returns."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from importlib import import_module
from pathlib import Path

import pytest

import visualizations
from command_line.apart import print_page
from queries import open_graph

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("build", "review", "explain", "query", "draw", "check", "export", "load", "serve", "mcp", "text")


def policykg(*words: str | Path, text: str | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "policykg", *map(str, words)],
        input=text, capture_output=True, text=True, encoding="utf-8", cwd=cwd, timeout=120,
        env={**os.environ, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "out"
    run = policykg("build", ROOT / "samples", "--out", out)
    assert run.returncode == 0, run.stderr
    return out


def one_line(run: subprocess.CompletedProcess[str], status: int, words: str) -> None:
    assert run.returncode == status, run.stderr
    assert run.stdout == ""
    assert re.search(words, run.stderr), run.stderr
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr


def test_every_command_has_help() -> None:
    text = policykg("--help").stdout
    for command in COMMANDS:
        assert re.search(rf"^  {command}\b", text, re.MULTILINE)
        assert policykg(command, "--help").returncode == 0


def test_build_says_what_it_found(built: Path) -> None:
    run = policykg("build", ROOT / "samples", "--out", built)
    assert run.stderr == ""
    assert "xizang-nonferrous-plan.txt: 12 tasks, 42 responsibilities of 22 bodies" in run.stdout


def test_review_and_corrections_go_round(built: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "table.csv", tmp_path / "out"
    assert "rows" in policykg("review", "--graph", built, "--out", table).stdout
    assert policykg("review", "--graph", built).stdout == table.read_text("utf-8")
    one_line(policykg("review", "--graph", built, "--out", table), 2, r"table\.csv: there is such a file already")
    words = table.read_text("utf-8").splitlines(keepends=True)
    i = next(i for i, line in enumerate(words) if ",responsibility," in line)
    table.write_text("".join([*words[:i], "reject,张三" + words[i].removeprefix(","), *words[i + 1 :]]), "utf-8")
    run = policykg("build", ROOT / "samples", "--out", out, "--corrections", table)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("1 corrections applied, 0 stale\n")
    table.write_text(table.read_text("utf-8").replace("reject", "delete"), "utf-8")
    one_line(
        policykg("build", ROOT / "samples", "--out", tmp_path / "no", "--corrections", table), 2, r"table\.csv:\d+"
    )
    assert not (tmp_path / "no").exists()


def test_stale_corrections_are_findings(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    source = "xizang-nonferrous-plan.txt"
    row = f"reject,responsibility,{source},（某厅负责）,responsible 某厅"
    table.write_text(f"decision,kind,source,quote,was\n{row}\n", "utf-8")
    run = policykg("build", ROOT / "samples", "--out", tmp_path / "out", "--corrections", table)
    assert run.returncode == 1
    assert run.stderr.startswith(f"stale correction: {table}:2: reject responsibility")
    assert "stale-correction" in policykg("check", "--graph", tmp_path / "out").stdout


def test_explain_shows_the_words_that_count(tmp_path: Path) -> None:
    file = ROOT / "samples" / "xizang-nonferrous-plan.txt"
    short = policykg("explain", file)
    assert (short.returncode, short.stderr) == (0, "")
    assert "42 项责任分工" in short.stdout
    run = policykg("explain", file, "--words", "国资委")
    assert "规则：bracket" in run.stdout
    assert "~~~~" in run.stdout
    whole = json.loads(policykg("explain", file, "--at", "0", "--format", "json").stdout)
    assert whole["facts"][0]["start"] == 0
    one_line(policykg("explain", file, "--task", "九十九"), 2, "no task is called '九十九'")
    one_line(policykg("explain", file, "--task", "三", "--at", "1"), 2, "choose one of")
    one_line(policykg("explain", tmp_path / "none.txt"), 3, r"none\.txt")


def test_build_reads_standard_input(tmp_path: Path) -> None:
    text = (ROOT / "samples/yunnan-nonferrous-opinion.txt").read_text("utf-8")
    assert policykg("build", "-", "--out", tmp_path / "out", text=text).returncode == 0
    run = policykg("query", "documents", "--graph", tmp_path / "out", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(run.stdout))
    assert (row["source"], row["number"]) == ("-", "云政办发〔2017〕9号")


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ("body", "body=贵州省财政厅", "no body in the graph is called 贵州省财政厅; names like it: .*云南省财政厅"),
        ("body", "body=没有这个", "no body in the graph is called 没有这个$"),
        ("body-history", "body=教育厅", "a body is called 教育厅, but nothing"),
        ("who-by-mineral", "mineralName=Copper", "no mineral in the graph is called Copper; names like it: copper"),
        (
            "mines-by-mineral",
            "statusName=建设中",
            "no state of a mine in the graph is called .*; there are 在建、建成$",
        ),
        ("who-is-responsible", "number=三(一)", "no task or section .*; names like it: .*三（一）"),
        ("who-by-place", "placeName=贵阳市", "no place in the graph is called 贵阳市"),
        ("cited-by", "title=国办发[2016]42号", "no document .* 国办发.2016.42号; names like it: 国办发〔2016〕42号"),
        ("tasks", "document=https://example.org/none", "nothing in the graph answers to document="),
    ],
)
def test_an_answer_without_rows_says_why(built: Path, query: str, parameter: str, said: str) -> None:
    run = policykg("query", query, "--graph", built, "--format", "csv", "-p", parameter)
    assert run.returncode == 0
    assert len(run.stdout.splitlines()) == 1
    assert re.search(said, run.stderr.strip())


def test_an_empty_value_is_as_good_as_none(built: Path) -> None:
    whole = policykg("query", "who-is-responsible", "--graph", built, "--format", "csv")
    empty = policykg(
        "query", "who-is-responsible", "--graph", built, "--format", "csv", "-p", "heading=", "-p", "number="
    )
    assert (empty.returncode, empty.stdout, empty.stderr) == (0, whole.stdout, "")


def test_json_is_the_results_format_of_sparql(built: Path) -> None:
    run = policykg("query", "responsibilities", "--graph", built, "--format", "json")
    answer = json.loads(run.stdout)
    assert answer["head"]["vars"][:14] == [
        "source", "document", "task", "taskNumber", "taskLabel", "department", "departmentLabel", "mention", "role",
        "generic", "deadline", "start", "end", "quote",
    ]  # fmt: skip
    assert {row["role"]["value"] for row in answer["results"]["bindings"]} == {
        "lead",
        "responsible",
        "support",
        "supervise",
    }


def test_offsets_refer_to_what_text_prints(built: Path) -> None:
    run = policykg("query", "responsibilities", "--graph", built, "--format", "json")
    printed: dict[str, str] = {}
    for row in json.loads(run.stdout)["results"]["bindings"]:
        name = row["source"]["value"]
        if name not in printed:
            printed[name] = policykg("text", ROOT / "samples" / name).stdout
        assert printed[name][int(row["start"]["value"]) : int(row["end"]["value"])] == row["quote"]["value"]


def test_query_from_standard_input_and_file(built: Path, tmp_path: Path) -> None:
    words = "PREFIX pol: <https://w3id.org/policykg/ontology#>\nSELECT (COUNT(*) AS ?n) { ?t a pol:Task }"
    (tmp_path / "count.rq").write_text(words, encoding="utf-8")
    answers = [
        policykg("query", "-", "--graph", built, "--format", "csv", text=words).stdout,
        policykg("query", tmp_path / "count.rq", "--graph", built, "--format", "csv").stdout,
    ]
    assert [answer.split() for answer in answers] == [["n", "27"]] * 2


def test_check_ends_with_0_on_what_we_build(built: Path) -> None:
    run = policykg("check", "--graph", built)
    assert (run.returncode, run.stderr) == (0, "")
    assert "0 problems" in run.stdout.splitlines()[-1]


def test_check_ends_with_1_on_a_tampered_quote(built: Path, tmp_path: Path) -> None:
    graph = (built / "graph.nq").read_text("utf-8")
    (tmp_path / "bad.nq").write_text(graph.replace('exact> "（', 'exact> "(', 1), encoding="utf-8")
    run = policykg("check", "--graph", tmp_path / "bad.nq")
    assert run.returncode == 1
    assert run.stdout.startswith("quote\t")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        (b"", "empty"),
        (b"\x00\x01\x02" * 500, "no text"),
        (b"The quick brown fox jumps over the lazy dog. " * 30, "not Chinese"),
    ],
)
def test_input_that_cannot_be_read(content: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "input.txt"
    if content is not None:
        path.write_bytes(content)
    one_line(policykg("build", path, "--out", tmp_path / "out"), 3, rf"input\.txt: .*{words}")
    one_line(policykg("text", path), 3, rf"input\.txt: .*{words}")
    assert not (tmp_path / "out").exists()


def test_folder_with_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    one_line(policykg("build", tmp_path / "in", "--out", tmp_path / "out"), 3, "in: the folder holds nothing to read")


def test_the_others_are_still_done(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00" * 100)
    good = ROOT / "samples/yunnan-nonferrous-opinion.txt"
    run = policykg("build", tmp_path / "bad.txt", good, tmp_path / "none.txt", "--out", tmp_path / "out")
    assert run.returncode == 3
    assert [line.split(": ")[0] for line in run.stderr.splitlines()] == [
        str(tmp_path / "bad.txt"),
        str(tmp_path / "none.txt"),
    ]
    assert "1 documents" in run.stdout


def test_document_with_no_responsibility(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某县人民政府公告\n全县悼念三分钟。\n2020年4月4日\n", encoding="utf-8")
    assert policykg("build", tmp_path / "a.txt", "--out", tmp_path / "out").returncode == 0
    assert policykg("check", "--graph", tmp_path / "out").returncode == 0
    run = policykg("query", "responsibilities", "--graph", tmp_path / "out", "--format", "json")
    assert json.loads(run.stdout)["results"]["bindings"] == []
    assert policykg("draw", "--graph", tmp_path / "out", "--out", tmp_path / "a.html").returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("query", "tasks", "--graph", "nowhere"), "nowhere"),
        (("query", "taks", "--graph", "OUT"), "tasks"),
        (("query", "tasks", "--graph", "OUT", "--format", "pdf"), "pdf"),
        (("query", "tasks", "--graph", "OUT", "-p", "x=1"), "no parameter 'x'"),
        (("query", "tasks", "--graph", "OUT", "-p", "x"), "--param x: NAME=VALUE is needed"),
        (("query", "partners", "--graph", "OUT", "-p", "body="), "needs a value for the parameter body"),
        (("query", "body-responsibilities", "--graph", "OUT", "-p", "department=not an iri"), "department"),
        (("query", "tasks", "--graph", "http://127.0.0.1:9/query"), r"127\.0\.0\.1:9"),
        (("check", "--graph", "http://127.0.0.1:9/query"), r"127\.0\.0\.1:9"),
        (("load", "--graph", "OUT", "--to", "http://127.0.0.1:9"), r"127\.0\.0\.1:9"),
        (("draw", "--graph", "OUT", "--out", "/proc/none/a.html"), "/proc/none"),
        (("build", "SAMPLES", "--out", "SAMPLES"), "holds other things"),
    ],
)
def test_wrong_usage_is_one_line(words: tuple[str, ...], message: str, built: Path) -> None:
    named = {"OUT": str(built), "SAMPLES": str(ROOT / "samples")}
    one_line(policykg(*(named.get(word, word) for word in words)), 2, message)


def test_malformed_query_says_where(built: Path) -> None:
    one_line(policykg("query", "-", "--graph", built, text="SELECT ?a\nWHERE { ?a }"), 2, r"2[:.,]| line 2")


def test_unknown_command_is_wrong_usage() -> None:
    assert policykg("bild").returncode == 2
    assert policykg("build").returncode == 2


def test_output_to_a_closed_pipe_is_no_error(built: Path) -> None:
    command = f"{sys.executable} -m policykg query tasks --graph {built} --format json | head -c 10"
    run = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, cwd=ROOT, check=False)
    assert run.stderr == b""


def test_big_file_is_read_in_time(tmp_path: Path) -> None:
    paragraph = "（{}）做好第{}项工作。各单位抓紧落实，按时完成，确保实效。（市财政局牵头，市水利局配合）\n"
    body = "".join(paragraph.format("一二三四五六七八九十"[n % 10], n) for n in range(10_000))
    (tmp_path / "big.txt").write_text("某市人民政府关于工作的通知\n各区：\n一、任务\n" + body, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = policykg("build", tmp_path / "big.txt", "--out", tmp_path / "out")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode == 0, run.stderr
    assert "10000 tasks, 20000 responsibilities" in run.stdout
    # Processor time, some five seconds: what else the machine does is not counted.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 60


def test_progress_shows_on_a_terminal_only(tmp_path: Path) -> None:
    for n in range(40):
        text = "".join(f"（一）第{n}号第{i}项任务。做好。（水利局负责）\n" for i in range(400))
        (tmp_path / f"{n}.txt").write_text(f"某县关于{n}的通知\n一、任务\n{text}", encoding="utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "policykg", "build", str(tmp_path), "--out", str(tmp_path.parent / "out")],
        stdout=subprocess.DEVNULL, stderr=theirs, cwd=ROOT,
    ) as run:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:
            pass
        os.close(ours)
    assert run.returncode == 0
    assert re.search(r"reading [█░]{20} \d+/40", shown.decode())
    assert shown.endswith(b"\x1b[K")


def test_serve_answers_and_ends_on_a_signal(built: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "policykg", "serve", "--graph", str(built), "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(3)]
        endpoint = lines[2].split()[1]
        with urllib.request.urlopen(lines[1].split()[1], timeout=20) as page:  # noqa: S310
            assert "<!doctype html" in page.read(200).decode().lower()
        run = policykg("query", "tasks", "--graph", endpoint, "--format", "json")
        assert len(json.loads(run.stdout)["results"]["bindings"]) == 27
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0


def test_a_page_of_some_documents(built: Path, tmp_path: Path) -> None:
    words = ["--graph", str(built), "--out", str(tmp_path / "page.html")]
    run = policykg("draw", *words, "--only", "云南省")
    assert re.search(r": 1 documents, \d+ nodes", run.stdout)
    assert "yunnan-nonferrous-opinion.txt" in (tmp_path / "page.html").read_text("utf-8")
    assert "xizang-nonferrous-plan.txt" not in (tmp_path / "page.html").read_text("utf-8")
    assert policykg("draw", *words, "--only", "没有").returncode == 2


def test_too_many_documents_for_a_page_are_said(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_module("visualizations.draw"), "MOST_DOCUMENTS", 2)
    with open_graph(str(built)) as graph, pytest.raises(visualizations.TooManyError, match="--only TEXT"):
        visualizations.draw(graph, tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()
    print_page(str(built))
    out, err = capfd.readouterr()
    assert out == ""
    assert re.fullmatch(r"no page: .*: \d documents, and a page shows 2 at most; .*\n", err)
    print_page(str(built), ["云南省"])
    assert capfd.readouterr().out.startswith("<!")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_drawing_ends_with_the_command_that_wanted_the_page(number: signal.Signals) -> None:
    code = (
        "from command_line import apart\n"
        "slow = 'import os, time; print(os.getpid(), file=sys.stderr, flush=True); time.sleep(60)\\n'\n"
        "apart._CODE = apart._CODE.replace('sys.path.insert', slow + 'sys.path.insert')\n"
        "apart.drawn_apart('x')\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True) as command:
        assert command.stderr is not None
        drawing = int(command.stderr.readline())
        assert runs(drawing)
        command.send_signal(number)
        command.wait(20)
        deadline = time.monotonic() + 20
        while runs(drawing):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def runs(process: int) -> bool:
    try:
        return b"time.sleep" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("query tasks --graph OUT --format json", 0),
        ("build samples --out TMP/o", 0),
        ("query --list", 0),
        ("check --graph OUT", 0),
    ],
)
def test_reader_that_goes_away_is_no_error(words: str, status: int, built: Path, tmp_path: Path) -> None:
    words = words.replace("OUT", str(built)).replace("TMP", str(tmp_path))
    command = f"{sys.executable} -m policykg {words} | true; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (status, b"")


@pytest.mark.parametrize("closed", [">/dev/full", ">&-", "<&-"])
@pytest.mark.parametrize("words", ["query tasks --graph OUT", "build - --out TMP/o", "text -", "query - --graph OUT"])
def test_closed_and_full_streams_give_no_traceback(words: str, closed: str, built: Path, tmp_path: Path) -> None:
    words = words.replace("OUT", str(built)).replace("TMP", str(tmp_path))
    run = subprocess.run(
        ["bash", "-c", f"exec {sys.executable} -m policykg {words} {closed}"],
        input=b"", capture_output=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert b"Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) <= 1


def test_usage_errors_are_one_line() -> None:
    for words in (
        (),
        ("bild",),
        ("build",),
        ("query",),
        ("build", "samples"),
        ("serve", "--graph", "x", "--port", "x"),
    ):
        one_line(policykg(*words), 2, "policykg")


def test_names_of_files_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nb.txt"
    path.write_text("某县公告\n全县停课。\n", encoding="utf-8")
    run = policykg("build", path, "--out", tmp_path / "out")
    assert run.returncode == 0
    assert "\x1b" not in run.stdout + run.stderr
    assert r"a\x1b[31m\nb.txt: 0 tasks" in run.stdout
    assert "no responsibility was found" in run.stderr
    assert len(run.stdout.splitlines()) == 2


def test_interrupt_leaves_no_trace(tmp_path: Path) -> None:
    for n in range(200):
        (tmp_path / f"{n}.txt").write_text(
            f"某县关于{n}的通知\n一、任务\n" + "（一）做好。（水利局负责）\n" * 300, encoding="utf-8"
        )
    with subprocess.Popen(
        [sys.executable, "-m", "policykg", "build", str(tmp_path), "--out", str(tmp_path.parent / "interrupted")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as run:  # fmt: skip
        time.sleep(1.5)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err.strip()) == (130, b"", b"")
    assert not (tmp_path.parent / "interrupted").exists()
