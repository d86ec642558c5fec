"""The command line of policykg: read official documents, ask, draw, check, load and serve their graph.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 done with findings, 2 wrong
usage, 3 an input could not be read (the others were still processed).
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import click

__all__ = ["main"]

DONE, FINDINGS, USAGE, UNREADABLE = 0, 1, 2, 3
_QUIET_SECONDS = 1.0


def _program() -> str:
    return f"policykg {version('policykg')}"


def _say(message: str) -> None:
    """Print one line for the person at the terminal."""
    click.echo(message, err=True)


def _fail(message: str, status: int) -> NoReturn:
    _say("policykg: " + " ".join(str(message).split()))
    raise SystemExit(status)


@contextmanager
def _one_line_errors(status: int) -> Iterator[None]:
    """Turn what a room raises for a person into one line and an exit status."""
    try:
        yield
    except BrokenPipeError:
        # The reader of our output has gone: nothing is left to say, not even by the interpreter at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except ValueError as error:
        _fail(str(error), status)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}", status)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show how far work has come, on a terminal, once it has taken longer than a second."""
    started = time.monotonic()
    shown = False

    def show(done: int, total: int, name: str) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - started > _QUIET_SECONDS:
            shown = True
            click.echo(f"\r\x1b[K{what} {done}/{total} {name[-60:]}", err=True, nl=False)

    try:
        yield show
    finally:
        if shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def _utf8_streams() -> None:
    """Write UTF-8 whatever the locale is: the same command gives the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


GRAPH = click.option("--graph", required=True, help="Folder of a build, RDF file, or http(s) address of an endpoint.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(message="%(prog)s %(version)s", package_name="policykg")
def main() -> None:
    """Read Chinese official documents (公文) into a graph of who is responsible for what."""
    _utf8_streams()


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write; replaced as a whole.")
def build(sources: tuple[str, ...], out: Path) -> None:
    """Read files or folders (- is standard input) and write their graph into a folder."""
    from graph_builder import UnreadableError
    from graph_builder import build as build_graph

    with _one_line_errors(USAGE), _progress("reading") as progress:
        try:
            report = build_graph(sources, out, _program(), progress)
        except UnreadableError as error:
            _fail(str(error), UNREADABLE)
    for line in (*report.failures, *report.notes):
        _say(line)
    for document in report.documents:
        click.echo(
            f"{document.source}: {document.tasks} tasks, {document.responsibilities} responsibilities of "
            f"{document.bodies} bodies, {document.references} references, {len(document.findings)} findings"
        )
    click.echo(f"{report.out}: {len(report.documents)} documents, {report.quads} quads")
    raise SystemExit(UNREADABLE if report.failures else DONE)


@main.command()
@click.argument("name", required=False, metavar="NAME|FILE.rq|-")
@click.option("--graph", help="Folder of a build, RDF file, or http(s) address of an endpoint.")
@click.option("--format", "form", default="table", show_default=True, help="table, csv, excel, tsv, json, md or nt.")
@click.option("--param", "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Value of a parameter of the query.")
@click.option("--list", "listing", is_flag=True, help="List the named queries and their parameters.")
def query(name: str | None, graph: str | None, form: str, pairs: tuple[str, ...], listing: bool) -> None:
    """Run a named query, a query file, or standard input against a graph."""
    import queries

    if listing:
        for one in queries.list_queries():
            click.echo(queries.describe(one))
        return
    if not name or not graph:
        raise click.UsageError("give the name of a query and --graph, or --list")
    with _one_line_errors(USAGE):
        text = sys.stdin.read() if name == "-" else name
        parameters = queries.parse_parameters(pairs)
        rows = queries.run(text, queries.open_graph(graph), parameters, is_text=name == "-")
        queries.write_results(rows, form, sys.stdout)


@main.command()
@GRAPH
@click.option("--out", required=True, type=click.Path(path_type=Path), help="HTML file to write.")
@click.option("--title", help="Title of the page; otherwise that of the document.")
def draw(graph: str, out: Path, title: str | None) -> None:
    """Write the interactive page: one HTML file that needs no network."""
    import queries
    import visualizations

    with _one_line_errors(USAGE):
        report = visualizations.draw(queries.open_graph(graph), out, title)
    click.echo(f"{out}: {report.nodes} nodes, {report.edges} edges, {report.size} bytes")


@main.command()
@GRAPH
def check(graph: str) -> None:
    """Validate a graph: SHACL shapes, every quote against its text, and what was not read."""
    import queries

    with _one_line_errors(USAGE):
        report = queries.check(queries.open_graph(graph))
    for line in report.lines():
        click.echo(line)
    raise SystemExit(FINDINGS if report.failed else DONE)


@main.command()
@click.option("--graph", required=True, type=click.Path(path_type=Path), help="Folder of a build.")
@click.option("--to", "url", required=True, help="http(s) address of a triple store with the Graph Store Protocol.")
def load(graph: Path, url: str) -> None:
    """Load a build into a triple store over HTTP and prove what arrived."""
    import queries

    with _one_line_errors(USAGE), _progress("loading") as progress:
        report = queries.load(graph, url, progress)
    for line in report.lines():
        click.echo(line)
    raise SystemExit(FINDINGS if report.failed else DONE)


@main.command()
@GRAPH
@click.option("--port", default=7878, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
def serve(graph: str, port: int) -> None:
    """Serve a read-only SPARQL endpoint on this machine, with the page beside it."""
    import tempfile

    import queries
    import visualizations

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(DONE))
    with _one_line_errors(USAGE), tempfile.TemporaryDirectory(prefix="policykg-") as folder:
        page = Path(folder) / "explorer.html"
        visualizations.draw(queries.open_graph(graph), page)
        with queries.serve(Path(graph), port, page) as server:
            click.echo(f"page      {server.url}explorer")
            click.echo(f"endpoint  {server.url}query")
            click.echo(f"queries   {server.url}")
            _say("Ctrl-C ends it.")
            try:
                server.wait()
            except KeyboardInterrupt:
                _say("ended")


@main.command()
@click.argument("file", metavar="FILE")
def text(file: str) -> None:
    """Print the text that the offsets in the graph refer to."""
    from graph_builder import read_source

    with _one_line_errors(UNREADABLE):
        sys.stdout.write(read_source(file).text)


if __name__ == "__main__":
    main()
