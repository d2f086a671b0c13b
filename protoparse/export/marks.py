"""What people have filled in in an earlier workbook, read back so that writing it again loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from protoparse.errors import OutputError
from protoparse.export.sheets import FILLED, KEY, SHEETS
from protoparse.export.tables import Value

_TEXT = next(
    column for sheet in SHEETS if sheet.name == "tasks" for column in sheet.columns if column.name == "text"
)


@dataclass(slots=True)
class Marks:
    """Filled-in cells by the key of their instruction."""

    by_key: dict[str, dict[str, Value]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def take(self, key: str) -> dict[str, Value]:
        """What was filled in for an instruction; it is then no longer left."""
        self.texts.pop(key, None)
        return self.by_key.pop(key, {})

    def left(self) -> list[tuple[Value, ...]]:
        """Rows of what was filled in for instructions that are no longer there: key, text, filled cells."""
        return [
            (key, self.texts.get(key), *(cells.get(column.name) for column in FILLED))
            for key, cells in self.by_key.items()
        ]


def read_marks(path: Path) -> Marks:
    """The cells that people filled in; none where there is no workbook.

    Raises OutputError where there is one that cannot be read: to write over it could destroy somebody's work.
    """
    marks = Marks()
    if not path.is_file():
        return marks
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in SHEETS:
                if sheet.name in ("tasks", "kept"):
                    for title in (sheet.russian, sheet.english):
                        if title in book.sheetnames:
                            _read_sheet(book[title], marks)
        finally:
            book.close()
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise OutputError(
            "E048",
            f"{path}: прежняя таблица не читается, а в ней могут быть отметки; переименуйте её и повторите",
            f"{path}: the earlier workbook cannot be read and may hold notes; rename it and try again",
        ) from error
    return marks


def _read_sheet(sheet: Any, marks: Marks) -> None:
    sheet.reset_dimensions()
    lines = sheet.iter_rows(values_only=True)
    heads = [str(value) for value in next(lines, ())]
    columns = {
        column.name: heads.index(title)
        for column in (*FILLED, KEY, _TEXT)
        for title in (column.russian, column.english)
        if title in heads
    }
    if KEY.name not in columns:
        return
    for line in lines:
        cells = {name: line[place] if place < len(line) else None for name, place in columns.items()}
        key, text = cells.pop(KEY.name), cells.pop(_TEXT.name, None)
        filled = {name: _value(value) for name, value in cells.items() if value not in (None, "")}
        if key and filled:
            marks.by_key[str(key)] = filled
            marks.texts[str(key)] = str(text or "")


def _value(value: Any) -> Value:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date | int | float | bool) else str(value)
