"""Parquet: a file for each table, typed, for pandas, polars, DuckDB and the like (extra [parquet])."""

from __future__ import annotations

import contextlib
import importlib
from pathlib import Path
from typing import Any

from protoparse.errors import UsageError
from protoparse.export import ExportOptions
from protoparse.export.rows import rows
from protoparse.export.source import Archive
from protoparse.export.tables import TABLES, Row, Table

_GROUP = 10_000  # rows kept back until they are written


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write `TABLE.parquet` for every table into a folder."""
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError(
            "E044",
            "для parquet нужен pyarrow: pip install 'protoparse[parquet]'",
            "parquet needs pyarrow: pip install 'protoparse[parquet]'",
        ) from error
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "date": arrow.date32(),
        "boolean": arrow.bool_(),
    }
    schemas = {
        table.name: arrow.schema([(column.name, types[column.kind]) for column in table.columns])
        for table in TABLES
    }
    waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}

    with contextlib.ExitStack() as stack:
        writers = {
            table.name: stack.enter_context(
                parquet.ParquetWriter(target / f"{table.name}.parquet", schemas[table.name])
            )
            for table in TABLES
        }

        def flush(table: Table) -> None:
            schema, batch = schemas[table.name], waiting[table.name]
            columns = [
                arrow.array([row[place] for row in batch], type=types[column.kind])
                for place, column in enumerate(table.columns)
            ]
            writers[table.name].write_table(arrow.Table.from_arrays(columns, schema=schema))
            batch.clear()

        for table, row in rows(archive, options.wanted, options.today):
            waiting[table.name].append(row)
            if len(waiting[table.name]) >= _GROUP:
                flush(table)
        for table in TABLES:
            flush(table)
