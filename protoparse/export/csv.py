"""CSV: a file for each table, as Excel in a Russian locale opens it: «;» between cells, UTF-8 with a mark."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path
from typing import Any

from protoparse.errors import UsageError
from protoparse.export import ExportOptions
from protoparse.export.source import Archive
from protoparse.export.tables import TABLES, Value, rows
from protoparse.export.words import head, word

# A cell that begins so is taken for a formula by spreadsheets; the full-width forms by some of them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write `TABLE.csv` for every table into a folder."""
    if len(options.separator) != 1:
        raise UsageError("E042", "разделитель — один знак", "the separator is one character")
    with contextlib.ExitStack() as stack:
        writers: dict[str, Any] = {}
        for table in TABLES:
            try:
                file = stack.enter_context(
                    (target / f"{table.name}.csv").open(
                        "w", encoding=options.encoding, errors="replace", newline=""
                    )
                )
            except LookupError as error:
                raise UsageError(
                    "E043",
                    f"неизвестная кодировка «{options.encoding}»",
                    f"unknown encoding {options.encoding!r}",
                ) from error
            try:
                writers[table.name] = csv.writer(file, delimiter=options.separator, lineterminator="\r\n")
            except (TypeError, ValueError) as error:
                raise UsageError(
                    "E042", f"такой разделитель нельзя: {error}", f"bad separator: {error}"
                ) from error
            writers[table.name].writerow([head(column, options.lang) for column in table.columns])
        for table, row in rows(archive, options.wanted, options.today):
            cells = zip(table.columns, row, strict=True)
            writers[table.name].writerow([cell(word(one.name, value, options.lang)) for one, value in cells])


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
