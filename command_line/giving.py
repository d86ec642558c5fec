"""Commands that give a graph to people and programs: the page, other formats, a store, an endpoint."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from command_line.options import GRAPH, ONLY
from command_line.terminal import DONE, FINDINGS, USAGE, leave_with, one_line_errors, say, tell


@click.command()
@GRAPH
@click.option("--out", required=True, type=click.Path(path_type=Path), help="HTML file to write.")
@ONLY
@click.option("--title", help="Title of the page; otherwise that of the document.")
@click.option(
    "--with-sparql", is_flag=True, help="Put the graph and Oxigraph into the page, which then answers SPARQL."
)
@click.option(
    "--sparql-package", type=click.Path(path_type=Path), metavar="FILE|DIR",
    help="npm package of Oxigraph for --with-sparql; otherwise the one of `make assets`.",
)  # fmt: skip
def draw(
    graph: str, out: Path, only: tuple[str, ...], title: str | None, with_sparql: bool, sparql_package: Path | None
) -> None:
    """Write the interactive page: one HTML file that needs no network."""
    import queries
    import visualizations

    with one_line_errors(USAGE):
        package = sparql_package or (visualizations.find_package() if with_sparql else None)
        asked = queries.open_graph(graph)
        chosen = queries.part(asked, only, visualizations.MOST_DOCUMENTS) if only else asked
        report = visualizations.draw(chosen, out, title, sparql=package)
    tell(
        f"{report.path}: {report.documents} documents, {report.nodes} nodes, {report.links} links, {report.size} bytes"
    )


@click.command()
@click.option("--graph", help="Folder of a build, or RDF file.")
@click.option("--to", "form", metavar="FORMAT", help="Format to write; otherwise the ending of --out tells it.")
@click.option("--out", type=click.Path(path_type=Path), help="File or folder to write; replaced as a whole.")
@click.option("--list", "listing", is_flag=True, help="List the formats.")
def export(graph: str | None, form: str | None, out: Path | None, listing: bool) -> None:
    """Write a graph for other programs: RDF, JSON-LD, Gephi, Neo4j, Parquet, a task-division table in Excel."""
    import exports

    if listing:
        for one in exports.FORMATS.values():
            tell(one.line())
        return
    if not graph or out is None:
        raise click.UsageError("give --graph and --out, or --list")
    with one_line_errors(USAGE):
        report = exports.export(graph, out, form)
    if report.replaced:
        say(f"{out}: {report.replaced} characters that the format cannot hold are written as visible ones (␀, \ufffd)")
    tell(report.line())


@click.command()
@click.option("--graph", required=True, help="Folder of a build, or file of N-Quads or TriG.")
@click.option("--to", "url", required=True, help="http(s) address of a triple store with the Graph Store Protocol.")
@click.option("--queries/--no-queries", default=True, help="Whether every named query is asked of both as well.")
def load(graph: str, url: str, queries: bool) -> None:
    """Load a build into a triple store over HTTP and prove what arrived."""
    from queries import load, write_results

    with one_line_errors(USAGE):
        report = load(graph, url, queries)
    write_results(report.to_rows(), "table", sys.stdout)
    if report.error:
        say(f"policykg: {report.error}")
    for stranger in report.strangers:
        say(f"{stranger}: stands in the store and is not in this build; it was left alone")
    there = sum(one.was_there for one in report.graphs)
    arrived = "every graph arrived whole" if report.arrived else "NOT every graph arrived whole"
    sent = sum(one.sent for one in report.graphs)
    tell(f"{sent} triples in {len(report.graphs)} graphs: {arrived}; {there} were there")
    for answer in report.answers:
        if answer.why:
            say(f"{answer.query}: answered in another way than by the build: {answer.why}")
    if report.answers:
        alike = sum(answer.why is None for answer in report.answers)
        tell(f"{alike} of {len(report.answers)} named queries are answered alike")
    elif queries and not report.error:
        tell("the answers were not compared: the store holds graphs of other builds as well")
    leave_with(DONE if report.ok else FINDINGS)


@click.command()
@click.option("--graph", required=True, help="Folder of a build, or RDF file.")
@click.option(
    "--port", default=7878, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--time-limit", default=60, show_default=True, type=click.IntRange(1, 3600), help="Seconds that a query may take."
)
@ONLY
def serve(graph: str, port: int, time_limit: int, only: tuple[str, ...]) -> None:
    """Serve a read-only SPARQL endpoint on this machine, with the page beside it."""
    import queries
    from command_line.apart import drawn_apart
    from queries.endpoint.memory import keep_memory_small

    keep_memory_small()
    with one_line_errors(USAGE), queries.serve(graph, port, drawn_apart(graph, only), time_limit) as serving:
        tell(f"start     {serving.url}")
        if serving.explorer:
            tell(f"page      {serving.explorer}")
        tell(f"endpoint  {serving.endpoint}")
        say("Ctrl-C ends it.")
        sys.stdout.flush()
        serving.wait()


@click.command()
@GRAPH
@click.option(
    "--seconds", default=30, show_default=True, type=click.IntRange(1, 3600), help="How long a question may take."
)
def mcp(graph: str, seconds: int) -> None:
    """Let an agent ask the graph over the Model Context Protocol (MCP), on standard input and output; read-only."""
    from queries.agents import serve_agents

    with one_line_errors(USAGE):
        serve_agents(graph, seconds)
