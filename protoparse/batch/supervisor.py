"""Worker processes that may die: each has a private pipe, and its death costs the one file it held.

The pools of the standard library share one queue among the workers, so that a worker that dies while it holds
the queue's lock takes all others along. Here the parent alone hands out work and alone decides when time is
up.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Literal

from protoparse.batch import worker
from protoparse.batch.limits import Limits
from protoparse.batch.worker import Job, Reply
from protoparse.errors import ProtoparseError

Fate = Literal["done", "crash", "killed", "cpu", "wall", "memory"]
_LARGEST_REPLY = 16 * 1024 * 1024
_MOST_FAILED_STARTS = 5
_START_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its reply, or how the worker ended (`detail` names the signal or exit code)."""

    job: Job
    fate: Fate
    reply: Reply
    detail: str
    seconds: float  # wall time from handing over to the answer


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    deadline: float  # of the start, then of the job; monotonic seconds
    ready: bool = False
    job: Job | None = None
    begun: float = 0.0
    files: int = 0


class Supervisor:
    """Runs jobs in `jobs` worker processes; `function` is «module:name» of what turns a job into a reply.

    Call `run` as often as you like and `close` at the end (or use it as a context manager). `stop` may come
    from a signal handler: running jobs finish, no new one starts.
    """

    def __init__(
        self,
        function: str,
        jobs: int,
        limits: Limits,
        *,
        method: str | None = None,
        preload: str | None = None,
    ) -> None:
        self.function = function
        self.jobs = max(1, jobs)
        self.limits = limits
        self.context: BaseContext = multiprocessing.get_context(method or default_method())
        if preload is not None:
            self.context.set_forkserver_preload([preload])
        self.stopping = False
        self.started = 0  # workers started so far, for the curious and for tests
        self._workers: list[_Worker] = []
        self._leaving: list[BaseProcess] = []
        self._returned: list[Job] = []
        self._failed_starts = 0

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """Hand out no more jobs; `run` ends when the running ones have."""
        self.stopping = True

    def run(self, jobs: Iterator[Job], *, at_once: int | None = None) -> Iterator[Outcome]:
        """The outcome of each job, in the order in which they end; every job taken from `jobs` has exactly
        one.

        A job is taken only when a worker is free for it. `at_once` runs fewer than all workers, 1 for
        «alone». Raises ProtoparseError where no worker can be started at all.
        """
        width = min(self.jobs, at_once or self.jobs)
        exhausted = False
        while True:
            while not self.stopping and not (exhausted and not self._returned) and len(self._workers) < width:
                self._start()
            busy = sum(worker.job is not None for worker in self._workers)
            for free in [one for one in self._workers if one.ready and one.job is None]:
                if self.stopping or busy >= width:
                    break
                job = self._returned.pop() if self._returned else next(jobs, None)
                if job is None:
                    exhausted = True
                    break
                if self._hand_over(free, job):
                    busy += 1
            waited = [one for one in self._workers if one.job is not None or not one.ready]
            finished = self.stopping or (exhausted and not self._returned)
            if finished and not any(one.job is not None for one in waited):
                return
            yield from self._await(waited)

    def close(self) -> None:
        """End all workers; those that are busy are killed."""
        for one in self._workers:
            if one.job is None:
                self._dismiss(one)
            else:
                self._kill(one)
        self._workers.clear()
        deadline = time.monotonic() + 5
        for process in self._leaving:
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
        self._leaving.clear()

    def _start(self) -> None:
        self._leaving = [process for process in self._leaving if process.is_alive()]
        ours, theirs = self.context.Pipe()
        process = self.context.Process(  # type: ignore[attr-defined]
            target=worker.serve, args=(theirs, self.function, self.limits), daemon=False
        )
        with _no_main_module():
            process.start()
        theirs.close()
        self.started += 1
        self._workers.append(_Worker(process, ours, time.monotonic() + _START_SECONDS))

    def _hand_over(self, to: _Worker, job: Job) -> bool:
        """Give a job to a worker; where it is found dead, keep the job for another."""
        try:
            to.connection.send_bytes(json.dumps(job).encode())
        except OSError:
            self._bury(to)
            self._returned.append(job)
            return False
        to.job, to.begun = job, time.monotonic()
        to.deadline = to.begun + self.limits.wall
        return True

    def _await(self, waited: list[_Worker]) -> Iterator[Outcome]:
        """Wait until something happens among these workers, and tell what."""
        now = time.monotonic()
        nearest = min((one.deadline for one in waited), default=now + 1.0)
        handles: dict[object, _Worker] = {}
        for one in waited:
            handles[one.connection] = one
            handles[one.process.sentinel] = one
        # Half a second at most, so that a signal's `stop` is seen soon on systems where waiting is not broken
        # off.
        ready = wait([*handles], max(0.0, min(nearest - now, 0.5)))  # type: ignore[list-item]
        for one in {id(handles[handle]): handles[handle] for handle in ready}.values():
            outcome = self._listen(one)
            if outcome is not None:
                yield outcome
        now = time.monotonic()
        for one in waited:
            if one.deadline <= now and one in self._workers and (one.job is not None or not one.ready):
                if one.connection.poll():
                    continue  # it answered while another was looked after
                outcome = self._kill(one)
                self._workers.remove(one)
                if outcome is not None:
                    yield outcome
                else:
                    self._count_failed_start()

    def _listen(self, one: _Worker) -> Outcome | None:
        """Read what a worker sent, or find that it is dead."""
        try:
            if not one.connection.poll():
                if one.process.is_alive():
                    return None
                return self._bury(one)
            data = one.connection.recv_bytes(_LARGEST_REPLY)
        except (EOFError, OSError):
            return self._bury(one)
        if not one.ready:
            one.ready = True
            self._failed_starts = 0
            return None
        job, one.job = one.job, None
        one.files += 1
        seconds = time.monotonic() - one.begun
        assert job is not None
        if data == worker.OUT_OF_MEMORY:
            self._retire(one)
            return Outcome(job, "memory", {}, "", seconds)
        reply: Reply = json.loads(data)
        if one.files >= self.limits.files or reply.pop("peak", 0) > self.limits.retire:
            self._retire(one)
        return Outcome(job, "done", reply, "", seconds)

    def _bury(self, one: _Worker) -> Outcome | None:
        """Take a dead worker off the list; the outcome of the job it held, if any."""
        self._workers.remove(one)
        one.process.join(5)
        if one.process.is_alive():  # it closed its pipe and lives on
            _kill_group(one.process)
            one.process.join(5)
        one.connection.close()
        if one.job is None:
            if not one.ready:
                self._count_failed_start()
            return None
        code = one.process.exitcode
        fate, detail = classify(code)
        return Outcome(one.job, fate, {}, detail, time.monotonic() - one.begun)

    def _kill(self, one: _Worker) -> Outcome | None:
        _kill_group(one.process)
        one.process.join(5)
        one.connection.close()
        if one.job is None:
            return None
        return Outcome(one.job, "wall", {}, f"{self.limits.wall:g}", time.monotonic() - one.begun)

    def _retire(self, one: _Worker) -> None:
        self._workers.remove(one)
        self._dismiss(one)

    def _dismiss(self, one: _Worker) -> None:
        one.connection.close()  # the worker reads the end of its pipe and returns
        self._leaving.append(one.process)

    def _count_failed_start(self) -> None:
        self._failed_starts += 1
        if self._failed_starts > _MOST_FAILED_STARTS:
            raise ProtoparseError(
                "E001",
                "рабочие процессы не запускаются; проверьте память и запустите с PROTOPARSE_DEBUG=1",
                "worker processes do not start; check the memory and run with PROTOPARSE_DEBUG=1",
            )


def default_method() -> str:
    """How processes are started: by a fork server that has all loaded where there is one, else anew."""
    return "forkserver" if sys.platform.startswith("linux") else "spawn"


def classify(code: int | None) -> tuple[Fate, str]:
    """What an exit code says about the job that was being done.

    >>> classify(-11), classify(worker.EXIT_CPU)
    (('crash', 'SIGSEGV'), ('cpu', ''))
    """
    if code == worker.EXIT_MEMORY:
        return "memory", ""
    if code == worker.EXIT_CPU:
        return "cpu", ""
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        if name == "SIGXCPU":
            return "cpu", ""
        return ("killed" if name in ("SIGKILL", "SIGTERM") else "crash"), name
    return "crash", f"exit {code}"


def _kill_group(process: BaseProcess) -> None:
    """Kill a worker and whatever it has started."""
    if hasattr(os, "killpg") and process.pid is not None:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


@contextlib.contextmanager
def _no_main_module() -> Iterator[None]:
    """Hide the caller's script from new processes: they would run it again, slowly, or without end."""
    main = sys.modules["__main__"]
    with _hiding:
        hidden = {name: getattr(main, name) for name in ("__file__", "__spec__") if hasattr(main, name)}
        try:
            if "__file__" in hidden:
                del main.__file__
            main.__spec__ = None
            yield
        finally:
            for name, value in hidden.items():
                setattr(main, name, value)


_hiding = threading.Lock()  # supervisors may run in several threads
