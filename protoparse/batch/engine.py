"""Where jobs run: an engine takes jobs and gives outcomes. This one is this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from protoparse.batch.limits import Limits
from protoparse.batch.supervisor import Outcome, Supervisor
from protoparse.batch.worker import Job

CONVERT = "protoparse.batch.convert:convert"


class Engine(Protocol):
    """Runs jobs somewhere; every job taken has exactly one outcome, in any order."""

    def run(self, jobs: Iterator[Job], *, alone: bool = False) -> Iterator[Outcome]:
        """The outcomes; `alone` runs one job at a time."""

    def stop(self) -> None:
        """Take no more jobs; may be called from a signal handler."""

    def close(self) -> None:
        """Let go of all processes and connections."""


class LocalEngine:
    """Worker processes on this machine."""

    def __init__(self, jobs: int, limits: Limits, function: str = CONVERT) -> None:
        self._supervisor = Supervisor(function, jobs, limits, preload="protoparse.batch.preload")

    def run(self, jobs: Iterator[Job], *, alone: bool = False) -> Iterator[Outcome]:
        return self._supervisor.run(jobs, at_once=1 if alone else None)

    def stop(self) -> None:
        self._supervisor.stop()

    def close(self) -> None:
        self._supervisor.close()
