"""iCalendar (RFC 5545): an all-day event for each instruction that has a date, or comes back on dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from protoparse import __version__
from protoparse.export import ExportOptions
from protoparse.export.source import Archive
from protoparse.model import Protocol
from protoparse.tasks import Task, as_date, tasks_of

_LONGEST_LINE = 75  # bytes, the line's end not counted
_LONGEST_SUMMARY = 120


def write(archive: Archive, target: Path, options: ExportOptions) -> None:
    """Write a calendar of the instructions that are wanted and have a day.

    An event's UID depends on the document, the protocol's place in it and the words of the instruction alone:
    a calendar that is imported again changes its events instead of doubling them.
    """
    with target.open("w", encoding="utf-8", newline="") as file:
        head = (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//protoparse//{__version__}//RU",
            "CALSCALE:GREGORIAN",
        )
        file.writelines(f"{line}\r\n" for line in head)
        seen: set[str] = set()
        for record, envelope in archive.envelopes():
            for place, protocol in enumerate(envelope.protocols, 1):
                for task in tasks_of(protocol):
                    if options.wanted.takes(task, options.today):
                        origin = f"{record.path}#{place}"
                        for line in _event(protocol, task, origin, record.path, seen, options.lang):
                            file.write(_folded(line) + "\r\n")
        file.write("END:VCALENDAR\r\n")


def _event(
    protocol: Protocol, task: Task, origin: str, path: str, seen: set[str], lang: str
) -> Iterator[str]:
    first, rule = _when(task)
    if first is None:
        return
    key = f"{origin}\n{task.text}"
    while key in seen:
        key += "\n"
    seen.add(key)
    header = protocol.header
    stamp = as_date(header.date) or first
    body = header.body or header.title or ""
    short = " ".join(task.text.split())
    summary = short if len(short) <= _LONGEST_SUMMARY else f"{short[: _LONGEST_SUMMARY - 1].rstrip()}…"
    names = (
        ("Ответственный", "Срок", "Протокол", "от")
        if lang == "ru"
        else ("Responsible", "Deadline", "Minutes", "of")
    )
    number = f"№ {header.number} " if header.number else ""
    day = f"{names[3]} {stamp:%d.%m.%Y}" if header.date else ""
    description = [
        task.text,
        f"{names[0]}: {task.responsible_text}" if task.responsible else "",
        f"{names[1]}: {task.deadline.text}" if task.deadline is not None else "",
        f"{names[2]} {number}{day}, {body}",
        path,
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}@protoparse"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{first + timedelta(days=1):%Y%m%d}"
    if rule is not None:
        yield f"RRULE:{rule}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(filter(None, description)))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(task: Task) -> tuple[date | None, str | None]:
    """The day of an instruction, and the rule by which it comes back."""
    deadline = task.deadline
    if deadline is None:
        return None, None
    if task.due is not None:
        return task.due, None
    if deadline.kind == "recurring" and deadline.recurrence and deadline.periods:
        return as_date(deadline.periods[0].start), deadline.recurrence
    return None, None


def _escaped(text: str) -> str:
    r"""Text as a value of iCalendar.

    >>> _escaped("а; б, в\nг\x07")
    'а\\; б\\, в\\nг'
    """
    for letter in "\\;,":
        text = text.replace(letter, f"\\{letter}")
    text = text.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(letter for letter in text if letter >= " " and not "\x7f" <= letter <= "\x9f")


def _folded(line: str) -> str:
    r"""A line cut so that no part is longer than 75 bytes and no letter is cut in two.

    >>> [len(part.encode()) for part in _folded("SUMMARY:" + "щ" * 60).split("\r\n")]
    [74, 55]
    """
    parts: list[str] = []
    current, size = "", 0
    for letter in line:
        length = len(letter.encode("utf-8", "replace"))
        if size + length > _LONGEST_LINE:
            parts.append(current)
            current, size = " ", 1
        current += letter
        size += length
    parts.append(current)
    return "\r\n".join(parts).encode("utf-8", "replace").decode()
