"""CSV: a file for each table, as Excel in a Russian locale opens it: «;» between cells, UTF-8 with a mark."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path
from typing import Any

from protoparse.errors import UsageError
from protoparse.export import ExportOptions
from protoparse.export.register import entries, facts_of
from protoparse.export.rows import rows
from protoparse.export.sheets import SHEETS, SheetColumn
from protoparse.export.source import Archive
from protoparse.export.tables import TABLES, Value
from protoparse.export.words import head, word

# A cell that begins so is taken for a formula by spreadsheets; the full-width forms by some of them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write `TABLE.csv` for every table into a folder, or only the register of instructions into a file."""
    with contextlib.ExitStack() as stack:
        if options.tasks_only:
            columns = [column for column in _register_columns() if column.kind != "hidden"]
            writer = _writer(target, options, stack)
            writer.writerow([column.title(options.lang) for column in columns])
            for number, entry in enumerate(entries(archive, options.wanted, options.today), 1):
                facts = facts_of(entry, number, options.today, options.lang)
                writer.writerow([cell(facts.get(column.name)) for column in columns])
            return
        writers = {table.name: _writer(target / f"{table.name}.csv", options, stack) for table in TABLES}
        for table in TABLES:
            writers[table.name].writerow([head(column, options.lang) for column in table.columns])
        for table, row in rows(archive, options.wanted, options.today):
            cells = zip(table.columns, row, strict=True)
            writers[table.name].writerow([cell(word(one.name, value, options.lang)) for one, value in cells])


def _register_columns() -> tuple[SheetColumn, ...]:
    return next(sheet.columns for sheet in SHEETS if sheet.name == "tasks")


def _writer(path: Path, options: ExportOptions, stack: contextlib.ExitStack) -> Any:
    try:
        file = stack.enter_context(path.open("w", encoding=options.encoding, errors="replace", newline=""))
    except LookupError as error:
        raise UsageError(
            "E043", f"неизвестная кодировка «{options.encoding}»", f"unknown encoding {options.encoding!r}"
        ) from error
    try:
        return csv.writer(file, delimiter=options.separator, lineterminator="\r\n")
    except (TypeError, ValueError) as error:
        raise UsageError(
            "E042",
            f"разделитель — один знак, а не «{options.separator}»",
            f"the separator is one character, not {options.separator!r}",
        ) from error


def cell(value: Value) -> Value:
    """A value as a cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> cell("=1+1"), cell("- обеспечить"), cell(-5), cell(None)
    ("'=1+1", "'- обеспечить", -5, '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        value = value.replace("\0", "")
        return f"'{value}" if value.lstrip(" \n").startswith(_FORMULA) else value
    return value
