"""Parquet: a file a table, with types (https://parquet.apache.org/docs/file-format/)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from exports.errors import ExportError
from exports.export import Written
from exports.quads import Quads
from exports.tables import TABLES, Row, Tables

__all__ = ["FILES", "write"]

FILES: tuple[str, ...] = tuple(f"{name}.parquet" for name in TABLES)
_TOGETHER = 20_000
_TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "integer": pa.int64(),
    "number": pa.decimal128(38, 9),
    "date": pa.date32(),
    "year": pa.int32(),
    "boolean": pa.bool_(),
    "concept": pa.string(),
    "label": pa.string(),
    "rule": pa.string(),
    "version": pa.string(),
}


def write(quads: Quads, target: Path, work: Path, format: str) -> Written:  # noqa: A002, ARG001
    """Write the tables of a graph as a folder of Parquet files."""
    tables = Tables(quads, work)
    target.mkdir()
    counts = {}
    for name, table in TABLES.items():
        columns = {column: one.type for column, one in table.all_columns().items()}
        schema = pa.schema([pa.field(column, _TYPES[kind]) for column, kind in columns.items()])
        counts[name] = 0
        rows = tables.rows(name)
        # An open file, as pyarrow takes a path for an address, and one whose name is no UTF-8 not at all.
        path = target / f"{name}.parquet"
        with path.open("wb") as stream, pq.ParquetWriter(stream, schema, compression="zstd") as file:
            while some := list(islice(rows, _TOGETHER)):
                arrays = [_array(name, column, kind, some) for column, kind in columns.items()]
                file.write_table(pa.Table.from_arrays(arrays, schema=schema))
                counts[name] += len(some)
    return Written(counts)


def _array(table: str, column: str, kind: str, rows: list[Row]) -> pa.Array:
    values = [row[column] for row in rows]
    try:
        if kind == "date":
            values = [None if value is None else date.fromisoformat(value) for value in values]
        elif kind == "number":
            values = [None if value is None else Decimal(value) for value in values]
        return pa.array(values, type=_TYPES[kind])
    except (ValueError, ArithmeticError, pa.ArrowInvalid) as error:
        raise ExportError(f"{table}.{column}: a value is no {kind} that Parquet can hold: {error}") from None
