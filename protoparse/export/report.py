"""The register of instructions on the terminal: a table there, lines with tabs in a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from protoparse.export.register import Entry, facts_of
from protoparse.export.tables import Value
from protoparse.output import on_terminal, put, safe_line

_COLUMNS = (
    ("due", "Срок", "Due"),
    ("control", "Контроль", "Control"),
    ("responsible", "Ответственный", "Responsible"),
    ("text", "Поручение", "Instruction"),
    ("protocol.number", "№", "No"),
    ("protocol.date", "Дата", "Date"),
    ("file", "Файл", "File"),
)
_STYLES = {"overdue": "red", "soon": "yellow"}


def show_tasks(entries: Iterable[Entry], today: date, lang: str) -> None:
    """Print the register, what is due first on top, what has no day at the end."""
    ordered = sorted(entries, key=lambda entry: (entry.task.due is None, entry.task.due or today))
    heads = [russian if lang == "ru" else english for _, russian, english in _COLUMNS]
    lines = [[_shown(facts_of(one, 0, today, lang)[name]) for name, _, _ in _COLUMNS] for one in ordered]
    if not on_terminal():
        put("".join("\t".join(line) + "\n" for line in [heads, *lines]))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*heads, show_lines=True)
    for entry, line in zip(ordered, lines, strict=True):
        style = _STYLES.get(entry.task.control(today), "")
        table.add_row(*(Text(cell) for cell in line), style=style)
    Console().print(table)


def _shown(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return safe_line(str(value)) if value is not None else ""
