"""The command that says what changed between two builds."""

from __future__ import annotations

import shutil
import sys

import click

from command_line.terminal import DONE, FINDINGS, USAGE, fail, leave_with, one_line_errors, say


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "form", default="table", show_default=True, help="Form of the answer, as of query.")
@click.option("--exit-code", is_flag=True, help="End with 1 where something has changed, as git diff does.")
def diff(old: str, new: str, form: str, exit_code: bool) -> None:
    """Say what changed between two builds (folders) in terms of documents, tasks and bodies."""
    import queries
    from queries.changes import change_rows, changes

    if form not in queries.FORMATS:
        fail(f"there is no form {form!r}; there are {', '.join(queries.FORMATS)}", USAGE)
    with one_line_errors(USAGE):
        rows = change_rows(changes(old, new))
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        queries.write_results(rows, form, sys.stdout, width=width)
    say(f"{len(rows)} changes in {len({row[2] for row in rows.rows})} documents")
    leave_with(FINDINGS if exit_code and rows.rows else DONE)
