"""Commands that ask a graph: named queries, checks, the table for a person to correct."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from command_line.options import GRAPH
from command_line.terminal import DONE, FINDINGS, USAGE, fail, leave_with, one_line_errors, say, standard_input, tell


@click.command()
@click.argument("name", required=False, metavar="NAME|FILE.rq|-")
@click.option("--graph", help="Folder of a build, RDF file, or http(s) address of an endpoint.")
@click.option("--format", "form", default="table", show_default=True, help="Form of the answer; --list names them.")
@click.option("--param", "-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Value of a parameter of the query.")
@click.option("--list", "listing", is_flag=True, help="List the named queries by group, or all about NAME.")
def query(name: str | None, graph: str | None, form: str, pairs: tuple[str, ...], listing: bool) -> None:
    """Run a named query, a query file, or standard input against a graph."""
    import queries
    from queries.catalogue import is_named, read_query

    if listing:
        _list_queries(name)
        return
    if not name or not graph:
        raise click.UsageError("give the name of a query and --graph, or --list")
    if bare := [pair for pair in pairs if "=" not in pair]:
        raise click.UsageError(f"--param {bare[0]}: NAME=VALUE is needed")
    parameters = dict(pair.partition("=")[::2] for pair in pairs)
    with one_line_errors(USAGE):
        asked = read_query(standard_input(), "standard input") if name == "-" else queries.find_query(name)
        if form not in queries.FORMATS:
            fail(f"there is no form {form!r}; there are {', '.join(queries.FORMATS)}", USAGE)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        opened = queries.open_graph(graph)
        answer = queries.run(asked, opened, parameters)
        queries.write_results(answer, form, sys.stdout, width=width)
        if any(parameters.values()) and not answer and is_named(asked):
            say(queries.why_empty(opened, parameters))


def _list_queries(name: str | None) -> None:
    import queries
    from queries.listing import listing

    with one_line_errors(USAGE):
        for line in listing(name):
            tell(line)
    if name is None:
        tell(f"forms: {', '.join(queries.FORMATS)}")


@click.command()
@GRAPH
@click.option("--all", "everything", is_flag=True, help="List every document and finding, not the first ones only.")
def check(graph: str, everything: bool) -> None:
    """Validate a graph: SHACL shapes, every quote against its text, how much was read, and what was not."""
    import queries
    from queries.findings import finding_lines

    with one_line_errors(USAGE):
        report = queries.check(queries.open_graph(graph))
    for problem in report.problems:
        tell(problem.kind, problem.where, problem.message)
    for remark in report.remarks:
        tell(remark.severity.lower(), remark.where, remark.message)
    for line in finding_lines(report, everything):
        tell(*line)
    tell(
        f"{report.triples} triples, {report.texts} texts, {report.quotes} quotes: {len(report.problems)} problems, "
        f"{len(report.remarks)} remarks, {len(report.findings)} findings, {report.unread} of them sentences not read"
    )
    leave_with(DONE if report.ok else FINDINGS)


@click.command()
@GRAPH
@click.option("--out", type=click.Path(path_type=Path), help="CSV file to write; otherwise standard output.")
def review(graph: str, out: Path | None) -> None:
    """Write the table of facts for a person to correct; build --corrections reads it again."""
    import queries

    with one_line_errors(USAGE):
        rows = queries.review(queries.open_graph(graph))
        if out is None:
            queries.write_review(rows, sys.stdout)
            return
        if out.exists():
            fail(f"{out}: there is such a file already; a table that somebody filled in is not written over", USAGE)
        with out.open("w", encoding="utf-8", newline="") as file:
            queries.write_review(rows, file)
    tell(f"{out}: {len(rows)} rows")
