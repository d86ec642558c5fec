"""Options that several commands share."""

from __future__ import annotations

import click

GRAPH = click.option("--graph", required=True, help="Folder of a build, RDF file, or http(s) address of an endpoint.")
