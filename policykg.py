"""The command line of policykg: read official documents, ask, draw, check, load and serve their graph.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 done with findings, 2 wrong
usage, 3 an input could not be read (the others were still processed); 70 would be a defect of the program.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import click

__all__ = ["main"]

DONE, FINDINGS, USAGE, UNREADABLE = 0, 1, 2, 3
DEFECT, INTERRUPTED = 70, 130
_QUIET_SECONDS = 1.0


class _ReaderGoneError(Exception):
    """Whoever read our output has gone: nothing is left to say."""


class _CommandLine(click.Group):
    """The commands; click itself would end with 1 where the reader of a pipe goes away."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _ReaderGoneError from error
        return result


def main() -> None:
    """Run the command line; every error is one line, and none is a traceback."""
    _utf8_streams()
    try:
        cli.main(prog_name="policykg", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        _fail(f"name a command; policykg {error.ctx.info_name if error.ctx else ''} --help lists them", USAGE)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "policykg"
        _fail(f"{error.format_message()} ({where} --help says more)", USAGE)
    except (click.Abort, KeyboardInterrupt):
        _leave(INTERRUPTED)
    except (BrokenPipeError, _ReaderGoneError):
        _leave(DONE)
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}", USAGE)
    except Exception as error:
        _fail(f"a defect of policykg, please report it: {type(error).__name__}: {error}", DEFECT)


def _program() -> str:
    return f"policykg {version('policykg')}"


def _visible(words: str) -> str:
    """Return words as one line that a terminal shows and does not obey."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in words)


def _say(message: object) -> None:
    """Print one line for the person at the terminal; a closed standard error loses it and nothing else."""
    with suppress(OSError, ValueError, AttributeError):
        print(_visible(" ".join(str(message).split())), file=sys.stderr, flush=True)


def _tell(*cells: str) -> None:
    """Print one line of results; cells are parted by tabs."""
    print("\t".join(_visible(cell) for cell in cells))


def _fail(message: object, status: int) -> NoReturn:
    _say(f"policykg: {message}")
    _leave(status)


def _leave_with(status: int) -> NoReturn:
    """End a command whose results are printed."""
    sys.stdout.flush()
    raise SystemExit(status)


def _leave(status: int) -> NoReturn:
    """End with a status, even where standard output is closed or full and cannot be flushed any more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(status)


@contextmanager
def _one_line_errors(status: int) -> Iterator[None]:
    """Turn what a room raises for a person into one line and an exit status."""
    try:
        yield
    except BrokenPipeError:
        raise
    except ValueError as error:
        _fail(error, status)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}", status)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show how far work has come, on a terminal, once it has taken longer than a second."""
    started = time.monotonic()
    terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    shown = False

    def show(done: int, total: int, name: str) -> None:
        nonlocal shown
        if terminal and time.monotonic() - started > _QUIET_SECONDS:
            shown = True
            print(f"\r\x1b[K{what} {done}/{total} {_visible(name)[-60:]}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _utf8_streams() -> None:
    """Write UTF-8 whatever the locale is: the same command gives the same bytes everywhere."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it lives as long as the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


GRAPH = click.option("--graph", required=True, help="Folder of a build, RDF file, or http(s) address of an endpoint.")


@click.group(cls=_CommandLine, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(message="%(prog)s %(version)s", package_name="policykg")
def cli() -> None:
    """Read Chinese official documents (公文) into a graph of who is responsible for what."""


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write; replaced as a whole.")
@click.option(
    "--corrections", multiple=True, type=click.Path(path_type=Path), metavar="FILE.csv",
    help="Table of what people decided, from policykg review; may be given several times.",
)  # fmt: skip
@click.option(
    "--identities", multiple=True, type=click.Path(path_type=Path), metavar="FILE.csv",
    help="Table of which body a name means: columns name, place or source, body, as in identities.csv of a build; "
    "may be given several times.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, 64), metavar="N",
    help="Processes that read; otherwise one for few documents, and for many as many as there are processors, up to 8. "
    "The graph is the same.",
)  # fmt: skip
def build(
    sources: tuple[str, ...],
    out: Path,
    corrections: tuple[Path, ...],
    identities: tuple[Path, ...],
    workers: int | None,
) -> None:
    """Read files, folders or zip files (- is standard input) and write their graph into a folder."""
    from graph_builder import UnreadableError
    from graph_builder import build as build_graph

    with _one_line_errors(USAGE), _progress("reading") as progress:
        try:
            report = build_graph(sources, out, _program(), progress, corrections, identities, workers)
        except UnreadableError as error:
            _fail(str(error), UNREADABLE)
    stale = [f"stale correction: {one}" for one in report.stale]
    stale += [f"stale identity: {one}" for one in report.stale_identities]
    for line in (*report.failures, *report.notes, *stale):
        _say(line)
    for document in report.documents:
        _tell(
            f"{document.source}: {document.tasks} tasks, {document.responsibilities} responsibilities of "
            f"{document.bodies} bodies, {document.references} references, {len(document.findings)} findings"
        )
    _tell(f"{report.out}: {len(report.documents)} documents, {report.quads} quads")
    applied = sum(document.corrections for document in report.documents)
    if applied or report.stale:
        _tell(f"{applied} corrections applied, {len(report.stale)} stale")
    if report.overruled or report.stale_identities:
        _tell(f"{report.overruled} names given to another body by people, {len(report.stale_identities)} rows stale")
    _leave_with(UNREADABLE if report.failures else FINDINGS if stale else DONE)


@cli.command()
@click.argument("name", required=False, metavar="NAME|FILE.rq|-")
@click.option("--graph", help="Folder of a build, RDF file, or http(s) address of an endpoint.")
@click.option("--format", "form", default="table", show_default=True, help="Form of the answer; --list names them.")
@click.option("--param", "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Value of a parameter of the query.")
@click.option("--list", "listing", is_flag=True, help="List the named queries by group, or all about NAME.")
def query(name: str | None, graph: str | None, form: str, pairs: tuple[str, ...], listing: bool) -> None:
    """Run a named query, a query file, or standard input against a graph."""
    import queries
    from queries.catalogue import read_query

    if listing:
        _list_queries(name)
        return
    if not name or not graph:
        raise click.UsageError("give the name of a query and --graph, or --list")
    parameters = dict(pair.partition("=")[::2] for pair in pairs)
    with _one_line_errors(USAGE):
        asked = read_query(_standard_input(), "standard input") if name == "-" else queries.find_query(name)
        if form not in queries.FORMATS:
            _fail(f"there is no form {form!r}; there are {', '.join(queries.FORMATS)}", USAGE)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        opened = queries.open_graph(graph)
        answer = queries.run(asked, opened, parameters)
        queries.write_results(answer, form, sys.stdout, width=width)
        if asked in queries.list_queries() and parameters and not answer:
            _say(queries.why_empty(opened, parameters))


def _standard_input() -> str:
    if sys.stdin is None:
        _fail("-: standard input is closed", USAGE)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _fail(f"-: the query is not UTF-8 (byte {error.start})", USAGE)


def _list_queries(name: str | None) -> None:
    import queries
    from queries.listing import listing

    with _one_line_errors(USAGE):
        for line in listing(name):
            _tell(line)
    if name is None:
        _tell(f"forms: {', '.join(queries.FORMATS)}")


@cli.command()
@GRAPH
@click.option("--out", required=True, type=click.Path(path_type=Path), help="HTML file to write.")
@click.option("--title", help="Title of the page; otherwise that of the document.")
def draw(graph: str, out: Path, title: str | None) -> None:
    """Write the interactive page: one HTML file that needs no network."""
    import queries
    import visualizations

    with _one_line_errors(USAGE):
        report = visualizations.draw(queries.open_graph(graph), out, title)
    _tell(
        f"{report.path}: {report.documents} documents, {report.nodes} nodes, {report.links} links, {report.size} bytes"
    )


@cli.command()
@GRAPH
@click.option("--all", "everything", is_flag=True, help="List every document and finding, not the first ones only.")
def check(graph: str, everything: bool) -> None:
    """Validate a graph: SHACL shapes, every quote against its text, how much was read, and what was not."""
    import queries
    from queries.findings import finding_lines

    with _one_line_errors(USAGE):
        report = queries.check(queries.open_graph(graph))
    for problem in report.problems:
        _tell(problem.kind, problem.where, problem.message)
    for remark in report.remarks:
        _tell(remark.severity.lower(), remark.where, remark.message)
    for line in finding_lines(report, everything):
        _tell(*line)
    _tell(
        f"{report.triples} triples, {report.texts} texts, {report.quotes} quotes: {len(report.problems)} problems, "
        f"{len(report.remarks)} remarks, {len(report.findings)} findings, {report.unread} of them sentences not read"
    )
    _leave_with(DONE if report.ok else FINDINGS)


@cli.command()
@GRAPH
@click.option("--out", type=click.Path(path_type=Path), help="CSV file to write; otherwise standard output.")
def review(graph: str, out: Path | None) -> None:
    """Write the table of facts for a person to correct; build --corrections reads it again."""
    import queries

    with _one_line_errors(USAGE):
        rows = queries.review(queries.open_graph(graph))
        if out is None:
            queries.write_review(rows, sys.stdout)
            return
        if out.exists():
            _fail(f"{out}: there is such a file already; a table that somebody filled in is not written over", USAGE)
        with out.open("w", encoding="utf-8", newline="") as file:
            queries.write_review(rows, file)
    _tell(f"{out}: {len(rows)} rows")


@cli.command()
@click.option("--graph", help="Folder of a build, or RDF file.")
@click.option("--to", "form", metavar="FORMAT", help="Format to write; otherwise the ending of --out tells it.")
@click.option("--out", type=click.Path(path_type=Path), help="File or folder to write; replaced as a whole.")
@click.option("--list", "listing", is_flag=True, help="List the formats.")
def export(graph: str | None, form: str | None, out: Path | None, listing: bool) -> None:
    """Write a graph for other programs: RDF, JSON-LD, Gephi, Neo4j, Parquet, a task-division table in Excel."""
    import exports

    if listing:
        for one in exports.FORMATS.values():
            _tell(one.line())
        return
    if not graph or out is None:
        raise click.UsageError("give --graph and --out, or --list")
    with _one_line_errors(USAGE):
        report = exports.export(graph, out, form)
    if report.replaced:
        _say(f"{out}: {report.replaced} characters that the format cannot hold are written as visible ones (␀, \ufffd)")
    _tell(report.line())


@cli.command()
@click.option("--graph", required=True, help="Folder of a build, or file of N-Quads or TriG.")
@click.option("--to", "url", required=True, help="http(s) address of a triple store with the Graph Store Protocol.")
@click.option("--queries/--no-queries", default=True, help="Whether every named query is asked of both as well.")
def load(graph: str, url: str, queries: bool) -> None:
    """Load a build into a triple store over HTTP and prove what arrived."""
    from queries import load, write_results

    with _one_line_errors(USAGE):
        report = load(graph, url, queries)
    write_results(report.to_rows(), "table", sys.stdout)
    if report.error:
        _say(f"policykg: {report.error}")
    for stranger in report.strangers:
        _say(f"{stranger}: stands in the store and is not in this build; it was left alone")
    there = sum(one.was_there for one in report.graphs)
    arrived = "every graph arrived whole" if report.arrived else "NOT every graph arrived whole"
    sent = sum(one.sent for one in report.graphs)
    _tell(f"{sent} triples in {len(report.graphs)} graphs: {arrived}; {there} were there")
    for answer in report.answers:
        if answer.why:
            _say(f"{answer.query}: answered in another way than by the build: {answer.why}")
    if report.answers:
        alike = sum(answer.why is None for answer in report.answers)
        _tell(f"{alike} of {len(report.answers)} named queries are answered alike")
    elif queries and not report.error:
        _tell("the answers were not compared: the store holds graphs of other builds as well")
    _leave_with(DONE if report.ok else FINDINGS)


@cli.command()
@click.option("--graph", required=True, help="Folder of a build, or RDF file.")
@click.option(
    "--port", default=7878, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
def serve(graph: str, port: int) -> None:
    """Serve a read-only SPARQL endpoint on this machine, with the page beside it."""
    import queries
    import visualizations

    with _one_line_errors(USAGE):
        page = visualizations.draw_page(queries.open_graph(graph)).encode()
        with queries.serve(graph, port, page) as serving:
            _tell(f"start     {serving.url}")
            _tell(f"page      {serving.explorer}")
            _tell(f"endpoint  {serving.endpoint}")
            _say("Ctrl-C ends it.")
            sys.stdout.flush()
            serving.wait()


@cli.command()
@click.argument("file", metavar="FILE")
@click.option("--task", default="", metavar="NUMBER|LABEL", help="One task and all that belongs to it.")
@click.option("--at", type=int, metavar="OFFSET", help="What covers this place of the text.")
@click.option("--words", default="", metavar="TEXT", help="What covers these words, wherever they stand.")
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]))
def explain(file: str, task: str, at: int | None, words: str, form: str) -> None:
    """Show which pattern read what in a document, and why; without a choice, everything in short."""
    from graph_builder import read, read_source
    from graph_builder.explain import as_json, as_text
    from graph_builder.explain import explain as explained

    if sum((bool(task), at is not None, bool(words))) > 1:
        raise click.UsageError("choose one of --task, --at and --words")
    with _one_line_errors(UNREADABLE):
        reading = read(read_source(file))
    with _one_line_errors(USAGE):
        found = explained(reading, task, at, words)
    brief = not (task or at is not None or words)
    sys.stdout.write(as_json(reading, found) if form == "json" else as_text(reading, found, brief))


@cli.command()
@click.argument("file", metavar="FILE")
def text(file: str) -> None:
    """Print the text that the offsets in the graph refer to; x.zip/甲.txt is a document in a zip file."""
    from graph_builder import read_source

    with _one_line_errors(UNREADABLE):
        sys.stdout.write(read_source(file).text)


if __name__ == "__main__":
    main()
