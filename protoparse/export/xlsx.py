"""The workbook that clerks work with: registers of protocols and instructions, participants, agenda, votes,
findings.

Empty columns are for people to fill in; a workbook that is written again keeps what they have filled in.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from protoparse.export import ExportOptions
from protoparse.export.marks import Marks, read_marks
from protoparse.export.reports import AttendanceReport, NumberingReport, fold
from protoparse.export.rows import rows
from protoparse.export.sheets import KEY, SHEETS, Sheet
from protoparse.export.source import Archive
from protoparse.export.tables import (
    AGENDA,
    DECISIONS,
    FILES,
    FINDINGS,
    PEOPLE,
    PROTOCOLS,
    TASKS,
    VOTES,
    Row,
    Table,
    Value,
)
from protoparse.export.words import word
from protoparse.fields.number import number_ranges
from protoparse.tasks import CONTROL_NAMES, SOON_DAYS, control_of

_LONGEST_CELL = 32_767
_MOST_LINKS = 65_000  # Excel refuses a sheet with more
_MOST_ROWS = 1_048_000
_LINE = 12.0  # points
_LEAST_REPEATED = 25  # letters of an instruction that is told by its words to be an earlier one
_LETTERS = 1.25  # of the small print in a unit of column width
_TALLEST = 400.0  # points; Excel has no taller rows than 409


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write the workbook; rows go to the file as they come, so that memory stays flat."""
    from xlsxwriter import Workbook

    earlier = read_marks(options.replaces) if options.replaces is not None else Marks()
    book = Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "protoparse", "author": ""})
    try:
        _Writer(book, archive, options, earlier).write()
    finally:
        book.close()


@dataclass(slots=True)
class _Open:
    """A sheet that is being written."""

    sheet: Sheet
    worksheet: Any
    row: int = 1
    links: int = 0
    lost: int = 0  # rows for which Excel has no room


@dataclass(slots=True)
class _Context:
    """The file and the protocol that the rows at hand belong to, by the names of their columns."""

    file: dict[str, Value] = field(default_factory=dict)
    link: str | None = None
    protocol: dict[str, Value] = field(default_factory=dict)
    people: list[tuple[str, str]] = field(default_factory=list)
    severities: Counter[str] = field(default_factory=Counter)


class _Writer:
    def __init__(self, book: Any, archive: Archive, options: ExportOptions, earlier: Marks) -> None:
        self.archive = archive
        self.options = options
        self.earlier = earlier
        self.keys: Counter[str] = Counter()
        self.instructions: dict[str, str] = {}
        self.context = _Context()
        self.attendance = AttendanceReport()
        self.numbering = NumberingReport()
        plain = {"valign": "top", "font_name": "Arial", "font_size": 9}
        self.formats = {
            "head": book.add_format(
                {
                    **plain,
                    "bold": True,
                    "bg_color": "#DDE7F0",
                    "border": 1,
                    "text_wrap": True,
                    "valign": "vcenter",
                }
            ),
            "text": book.add_format({**plain, "text_wrap": True}),
            "date": book.add_format({**plain, "num_format": "dd.mm.yyyy", "align": "center"}),
            "integer": book.add_format({**plain, "num_format": "0", "align": "center"}),
            "real": book.add_format({**plain, "num_format": "General", "align": "center"}),
            "percent": book.add_format({**plain, "num_format": "0%", "align": "center"}),
            "fill": book.add_format({**plain, "text_wrap": True, "bg_color": "#FFFBE6", "border": 1}),
            "fill_date": book.add_format(
                {**plain, "num_format": "dd.mm.yyyy", "bg_color": "#FFFBE6", "border": 1}
            ),
            "link": book.add_format({**plain, "font_color": "#0563C1", "underline": 1, "text_wrap": True}),
            "overdue": book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"}),
            "soon": book.add_format({"bg_color": "#FFEB9C", "font_color": "#7F6000"}),
        }
        wanted = ("tasks", "kept") if options.tasks_only else tuple(sheet.name for sheet in SHEETS)
        self.sheets = {sheet.name: self._open(book, sheet) for sheet in SHEETS if sheet.name in wanted}

    def write(self) -> None:
        for table, row in rows(self.archive, self.options.wanted, self.options.today):
            self._take(table, dict(zip((column.name for column in table.columns), row, strict=True)), row)
        self._end_of_protocol()
        for one in self.attendance.rows():
            share = one.present / one.meetings if one.meetings else None
            days = ", ".join(f"{day:%d.%m.%Y}" for day in one.days)
            self._put("attendance", (one.body, one.name, one.meetings, one.present, one.absent, share, days))
        for line in self.numbering.rows():
            lists = [number_ranges(one) for one in (line.missing, line.repeated, line.out_of_order)]
            facts = (line.body, line.period, line.protocols, line.first, line.last, *lists, line.unnumbered)
            self._put("numbering", facts)
        for lost in self.earlier.left():
            self._put("kept", lost)
        for sheet in self.sheets.values():
            self._close(sheet)

    def _open(self, book: Any, sheet: Sheet) -> _Open:
        worksheet = book.add_worksheet(sheet.title(self.options.lang))
        worksheet.freeze_panes(1, sheet.frozen)
        worksheet.set_landscape()
        worksheet.set_paper(9)  # A4
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(0)
        worksheet.set_row(0, 2 * _LINE + 6)
        for place, column in enumerate(sheet.columns):
            worksheet.set_column(place, place, column.width, None, {"hidden": column.kind == "hidden"})
            worksheet.write_string(0, place, column.title(self.options.lang), self.formats["head"])
        return _Open(sheet, worksheet)

    def _close(self, one: _Open) -> None:
        last = max(one.row - 1, 1)
        if one.lost:
            words = (
                "не поместилось строк: {}; возьмите sqlite или csv",
                "rows left out: {}; take sqlite or csv",
            )
            text = words[0 if self.options.lang == "ru" else 1].format(one.lost)
            one.worksheet.write_string(one.row, 0, text, self.formats["head"])
        one.worksheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})  # «№ 7» is no quantity
        one.worksheet.autofilter(0, 0, last, len(one.sheet.columns) - 1)
        if one.sheet.name == "tasks":
            due, state = one.sheet.letter("due"), one.sheet.letter("state")
            today = (self.options.today - date(1899, 12, 30)).days  # as Excel counts days
            area = (1, 0, last, len(one.sheet.columns) - 1)
            for limit, name in ((today, "overdue"), (today + SOON_DAYS + 1, "soon")):
                rule = {
                    "type": "formula",
                    "criteria": f'=AND(ISNUMBER(${due}2),${due}2<{limit},${state}2="")',
                    "format": self.formats[name],
                    "stop_if_true": True,
                }
                one.worksheet.conditional_format(*area, rule)
            place = one.sheet.index("state")
            states = ["выполнено", "в работе", "продлено", "снято"]
            if self.options.lang != "ru":
                states = ["done", "in progress", "extended", "dropped"]
            one.worksheet.data_validation(
                *(1, place, last, place), {"validate": "list", "source": states, "error_type": "warning"}
            )

    def _take(self, table: Table, facts: dict[str, Value], row: Row) -> None:
        context = self.context
        if table is FILES:
            self._end_of_protocol()
            self.context = _Context(facts, self._link(str(facts["path"])))
        elif table is FINDINGS:
            context.severities[str(facts["severity"])] += 1
            self._row("findings", facts)
        elif table is PROTOCOLS:
            self._end_of_protocol()
            context.protocol = facts
            body, day = facts["body"] or facts["title"], facts["date"]
            number = facts["number"]
            if facts["document"] == "protocol":
                self.numbering.add(_text(body), _text(number), day if isinstance(day, date) else None)
            found = [context.severities[name] for name in ("error", "warning")]
            counted = "/".join(map(str, found)) if any(found) else None
            self._row("protocols", {**facts, "findings": counted})
        elif table is PEOPLE:
            if facts["kind"] == "person" and facts["presence"]:
                context.people.append((str(facts["name"]), str(facts["presence"])))
            self._row("people", facts)
        elif table is TASKS:
            self._row("tasks", {**facts, **self._standing(facts)})
        elif table is AGENDA:
            self._row("agenda", facts)
        elif table is DECISIONS:
            self._row("decisions", facts)
        elif table is VOTES:
            self._row("votes", facts)

    def _end_of_protocol(self) -> None:
        facts = self.context.protocol
        if facts and facts["document"] == "protocol":
            day = facts["date"]
            body = _text(facts["body"] or facts["title"])
            self.attendance.add(body, day if isinstance(day, date) else None, self.context.people)
        self.context.protocol = {}
        self.context.people = []

    def _standing(self, facts: dict[str, Value]) -> dict[str, Value]:
        """What the register adds to an instruction: where it stands, its key, what was filled in before."""
        due, kind = facts["due"], facts["deadline_kind"]
        due = due if isinstance(due, date) else None
        control = control_of(due, _text(kind), self.options.today)
        words = " ".join(str(facts["text"]).split())
        origin = _digest(str(self.context.file["path"]), str(self.context.protocol["place_in_file"]), words)
        self.keys[origin] += 1
        key = _digest(origin, str(self.keys[origin]))
        return {
            "days": (due - self.options.today).days if due is not None else None,
            "control": CONTROL_NAMES[control][0 if self.options.lang == "ru" else 1],
            "repeats": self._repeated(words),
            KEY.name: key,
            **self.earlier.take(key),
        }

    def _repeated(self, words: str) -> str | None:
        """The protocol of the same body that already had the same instruction, in the order of the files."""
        protocol = self.context.protocol
        day = protocol["date"]
        label = " ".join(
            filter(
                None,
                (
                    f"№ {protocol['number']}" if protocol["number"] else "",
                    f"{day:%d.%m.%Y}" if isinstance(day, date) else "",
                ),
            )
        )
        body = protocol["body"] or protocol["title"]
        if not label or body is None or len(words) < _LEAST_REPEATED:
            return None
        first = self.instructions.setdefault(_digest(fold(str(body)), fold(words)), label)
        return first if first != label else None

    def _row(self, name: str, facts: dict[str, Value]) -> None:
        """A row of a sheet, from the row of the table and from the protocol and file that it belongs to."""
        context = self.context
        if name not in self.sheets:
            return
        one = self.sheets[name]
        values: list[Value] = []
        for column in one.sheet.columns:
            source = column.name
            if source == "file":
                values.append(context.file.get("path"))
            elif source == "n":
                values.append(one.row)
            elif source.startswith("protocol."):
                values.append(context.protocol.get(source.removeprefix("protocol.")))
            else:
                values.append(facts.get(source))
        self._put(name, tuple(values))

    def _put(self, name: str, values: tuple[Value, ...]) -> None:
        one = self.sheets.get(name)
        if one is None:
            return
        if one.row >= _MOST_ROWS:
            one.lost += 1
            return
        one.worksheet.set_row(one.row, _height(one.sheet, values))
        for place, (column, value) in enumerate(zip(one.sheet.columns, values, strict=True)):
            kind = column.kind
            if value is None and not kind.startswith("fill"):
                continue
            value = word(column.word, value, self.options.lang)
            if kind == "link":
                self._write_link(one, place, str(value))
            elif isinstance(value, date):
                form = self.formats["fill_date" if kind.startswith("fill") else "date"]
                one.worksheet.write_datetime(one.row, place, value, form)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                one.worksheet.write_number(
                    one.row, place, value, self.formats.get(kind, self.formats["text"])
                )
            elif value is None:
                one.worksheet.write_blank(one.row, place, None, self.formats[kind])
            else:
                form = self.formats["fill" if kind.startswith("fill") else "text"]
                one.worksheet.write_string(one.row, place, _cell(str(value)), form)
        one.row += 1

    def _write_link(self, one: _Open, place: int, shown: str) -> None:
        link = self.context.link
        if link is not None and one.links < _MOST_LINKS and len(link) < 2000:
            one.links += 1
            one.worksheet.write_url(one.row, place, link, self.formats["link"], _cell(shown))
        else:
            one.worksheet.write_string(one.row, place, _cell(shown), self.formats["text"])

    def _link(self, path: str) -> str | None:
        """The address of a document for Excel, relative where the workbook lies in the output folder."""
        document = self.archive.document(path)
        if document is None:
            return None
        folder = self.archive.folder
        beside = Path(os.path.realpath(self.options.replaces or folder / "x")).parent
        if beside != Path(os.path.realpath(folder)):
            document = Path(os.path.realpath(folder / document))  # a ring of links is left as it is
        escaped = document.as_posix().replace("%", "%25").replace("#", "%23")
        return f"external:{escaped}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _height(sheet: Sheet, values: tuple[Value, ...]) -> float:
    """The height of a row in points: not all programs fit it to wrapped text themselves."""
    lines = 1
    for column, value in zip(sheet.columns, values, strict=True):
        if isinstance(value, str) and column.kind != "hidden":
            wide = column.width * _LETTERS
            lines = max(lines, sum(math.ceil(max(len(line), 1) / wide) for line in value.split("\n")))
    return min(lines * _LINE + 2, _TALLEST)


def _cell(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
