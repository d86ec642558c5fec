"""The command that measures the network of bodies that share tasks."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from command_line.options import GRAPH
from command_line.terminal import USAGE, fail, one_line_errors, program, tell


@click.command()
@GRAPH
@click.option("--body", help="Compare the tasks of this body (full or short name, or IRI) with those of its partners.")
@click.option("--other", help="With --body: compare the tasks of the two, and list those that they share.")
@click.option("--backbone", is_flag=True, help="List the links of the backbone instead of the bodies.")
@click.option(
    "--alpha", default=0.05, show_default=True, help="Limit of the backbone: how likely a link may be by chance."
)
@click.option("--format", "form", default="table", show_default=True, help="Form of the answer, as of query.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the measures as RDF instead: .nq, .trig or .ttl.")
def measure(
    graph: str, body: str | None, other: str | None, backbone: bool, alpha: float, form: str, out: Path | None
) -> None:
    """Measure who works with whom: load by role, degree, betweenness, communities, backbone, overlap."""
    import queries
    from queries.measures import measured

    if other is not None and body is None:
        raise click.UsageError("--other needs --body")
    if backbone and body is not None:
        raise click.UsageError("--backbone is of all bodies: leave out --body")
    if form not in queries.FORMATS:
        fail(f"there is no form {form!r}; there are {', '.join(queries.FORMATS)}", USAGE)
    with one_line_errors(USAGE):
        opened = queries.open_graph(graph)
        found = queries.measure(opened, alpha) if body is None else queries.overlaps(opened, body, other)
        if out is not None:
            quads = measured.state_measures(opened, program(), found)
            measured.write_measures(quads, out)
            tell(f"{out}: {len(quads)} triples in graph:measures")
            return
        if isinstance(found, tuple):
            rows = measured.overlap_rows(found, None if other is None else opened)
        else:
            rows = measured.backbone_rows(found) if backbone else measured.body_rows(found)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        queries.write_results(rows, form, sys.stdout, width=width)
