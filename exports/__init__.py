"""The room that hands the graph on: RDF in every serialisation, networks, tables, and a workbook that can be printed.

`export` writes one of `FORMATS`; everything raises `ExportError` or `QueryError` with one line. The same graph gives
the same bytes, from whichever serialisation it is read.
"""

from __future__ import annotations

from exports.errors import ExportError
from exports.export import ExportReport, export
from exports.formats import FORMATS, Format

__all__ = ["FORMATS", "ExportError", "ExportReport", "Format", "export"]
