"""Options that several commands share."""

from __future__ import annotations

import click

GRAPH = click.option("--graph", required=True, help="Folder of a build, RDF file, or http(s) address of an endpoint.")

ONLY = click.option(
    "--only", multiple=True, metavar="TEXT",
    help="Draw those documents only whose title, number, issuer or file name holds TEXT; may be given several times.",
)  # fmt: skip
