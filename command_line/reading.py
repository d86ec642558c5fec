"""Commands on documents: build their graph, print their text, explain how they are read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from command_line.terminal import (
    DONE,
    FINDINGS,
    UNREADABLE,
    USAGE,
    fail,
    leave_with,
    one_line_errors,
    program,
    progress,
    say,
    tell,
)


@click.command()
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
    help="Processes that read and state; otherwise one for few documents, and for many as many as there are "
    "processors, up to 8. The graph is the same.",
)  # fmt: skip
@click.option(
    "--scheduler", default="", metavar="tcp://HOST:PORT",
    help="Dask cluster that reads and states in place of processes here (extra dask); use only one that you trust.",
)  # fmt: skip
@click.option(
    "--shards", default="", metavar="URL",
    help="Writes the graph there too, as packed shards of N-Quads with a manifest: a folder, s3://… or any URL that "
    "fsspec knows (extra dask).",
)  # fmt: skip
def build(
    sources: tuple[str, ...],
    out: Path,
    corrections: tuple[Path, ...],
    identities: tuple[Path, ...],
    workers: int | None,
    scheduler: str,
    shards: str,
) -> None:
    """Read files, folders or zip files (- is standard input) and write their graph into a folder."""
    from graph_builder import UnreadableError
    from graph_builder import build as build_graph

    if workers and scheduler:
        raise click.UsageError("choose one of --workers and --scheduler")
    with one_line_errors(USAGE), progress() as show:
        try:
            report = build_graph(sources, out, program(), show, corrections, identities, workers, scheduler, shards)
        except UnreadableError as error:
            fail(str(error), UNREADABLE)
    stale = [f"stale correction: {one}" for one in report.stale]
    stale += [f"stale identity: {one}" for one in report.stale_identities]
    for line in (*report.failures, *report.notes, *stale):
        say(line)
    applied = 0
    for document in report.documents:
        applied += document.corrections
        tell(
            f"{document.source}: {document.tasks} tasks, {document.responsibilities} responsibilities of "
            f"{document.bodies} bodies, {document.references} references, {len(document.findings)} findings"
        )
    tell(f"{report.out}: {len(report.documents)} documents, {report.quads} quads")
    if applied or report.stale:
        tell(f"{applied} corrections applied, {len(report.stale)} stale")
    if report.overruled or report.stale_identities:
        tell(f"{report.overruled} names given to another body by people, {len(report.stale_identities)} rows stale")
    leave_with(UNREADABLE if report.failures else FINDINGS if stale else DONE)


@click.command()
@click.argument("file", metavar="FILE")
def text(file: str) -> None:
    """Print the text that the offsets in the graph refer to; x.zip/甲.txt is a document in a zip file."""
    from graph_builder import read_source

    with one_line_errors(UNREADABLE):
        sys.stdout.write(read_source(file).text)


@click.command()
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
    with one_line_errors(UNREADABLE):
        reading = read(read_source(file))
    with one_line_errors(USAGE):
        found = explained(reading, task, at, words)
    brief = not (task or at is not None or words)
    sys.stdout.write(as_json(reading, found) if form == "json" else as_text(reading, found, brief))
