"""Telling the user how far a batch is: a bar on a terminal, plain lines in a pipe, nothing when quiet."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol

from protoparse.batch.record import Record
from protoparse.batch.summary import Tally, line_of

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_LINE_SECONDS = 10.0  # between two lines of a pipe


class Progress(Protocol):
    """What a batch tells while it runs."""

    def start(self, total: int) -> None:
        """The walk is over; so many files are to be looked at."""

    def step(self, record: Record | None, tally: Tally) -> None:
        """One more file is done; None where it had not changed."""

    def stop(self) -> None:
        """The last file is done, or the batch breaks off."""


class Silent:
    """Tells nothing."""

    def start(self, total: int) -> None: ...

    def step(self, record: Record | None, tally: Tally) -> None: ...

    def stop(self) -> None: ...


class Lines:
    """Plain lines on standard error: every file that was not read, and now and then how far it is."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._total = 0
        self._next = 0.0

    def start(self, total: int) -> None:
        self._total = total
        self._next = time.monotonic() + _LINE_SECONDS

    def step(self, record: Record | None, tally: Tally) -> None:
        if record is not None and record.status in ("unreadable", "failed"):
            print(line_of(record, self._lang), file=sys.stderr)
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _LINE_SECONDS
            print(f"{tally.done}/{self._total}", file=sys.stderr, flush=True)

    def stop(self) -> None: ...


class Bar:
    """A bar on the terminal: files, rate, time left, findings so far; files that were not read above it."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._next = 0.0

    def start(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        names = ("осталось", "замечаний") if self._lang == "ru" else ("left", "findings")
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn(names[0]),
            TimeRemainingColumn(),
            TextColumn(names[1] + ": {task.fields[findings]}"),
            console=Console(stderr=True),
            refresh_per_second=4,
        )
        self._bar.start()
        self._task = self._bar.add_task("", total=total, rate="", findings=0)
        self._begun = time.monotonic()

    def step(self, record: Record | None, tally: Tally) -> None:
        if self._bar is None or self._task is None:
            return
        if record is not None and record.status in ("unreadable", "failed"):
            self._bar.console.print(line_of(record, self._lang), markup=False, highlight=False)
        now = time.monotonic()
        if now >= self._next or tally.done == self._bar.tasks[0].total:
            self._next = now + 0.1
            rate = tally.done / max(now - self._begun, 1e-3)
            unit = "с" if self._lang == "ru" else "s"
            self._bar.update(
                self._task,
                completed=tally.done,
                rate=f"{rate:.1f}/{unit}",
                findings=sum(tally.findings.values()),
            )

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def progress_for(lang: str, *, quiet: bool) -> Progress:
    """What fits the user's standard error."""
    if quiet:
        return Silent()
    return Bar(lang) if sys.stderr is not None and sys.stderr.isatty() else Lines(lang)


def show(text: str) -> None:
    """Words for the user, on standard error."""
    print(text, file=sys.stderr, flush=True)
