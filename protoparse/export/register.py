"""The register of instructions of an archive, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from protoparse.batch.record import Record
from protoparse.export.source import Archive
from protoparse.export.tables import Value
from protoparse.model import Protocol
from protoparse.tasks import CONTROL_NAMES, Task, Wanted, as_date, tasks_of


@dataclass(frozen=True, slots=True)
class Entry:
    """An instruction with the protocol and the file that it stands in."""

    record: Record
    protocol: Protocol
    task: Task


def entries(archive: Archive, wanted: Wanted, today: date) -> Iterator[Entry]:
    """The instructions that are wanted, in the order of the manifest."""
    for record, envelope in archive.envelopes():
        for protocol in envelope.protocols:
            for task in tasks_of(protocol):
                if wanted.takes(task, today):
                    yield Entry(record, protocol, task)


def facts_of(entry: Entry, number: int, today: date, lang: str) -> dict[str, Value]:
    """A line of the register by the names of the columns of the sheet «Поручения»."""
    header, task = entry.protocol.header, entry.task
    return {
        "n": number,
        "protocol.number": header.number,
        "protocol.date": as_date(header.date),
        "protocol.body": header.body or header.title,
        "point": task.point,
        "text": task.text,
        "responsible": task.responsible_text or None,
        "organization": task.organizations or None,
        "deadline": task.deadline.text if task.deadline is not None else None,
        "due": task.due,
        "days": task.days_left(today),
        "control": CONTROL_NAMES[task.control(today)][0 if lang == "ru" else 1],
        "file": entry.record.path,
    }
