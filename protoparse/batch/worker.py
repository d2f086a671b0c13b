"""A worker process: takes jobs from its own pipe, answers with plain data, dies rather than exceed a limit.

Messages are JSON, never pickled objects: an exception that cannot be unpickled would take the parent along,
and lxml's cannot.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from protoparse.batch.limits import Limits

Job = dict[str, Any]
Reply = dict[str, Any]

READY = b'{"ready": true}'
OUT_OF_MEMORY = b'{"memory": true}'
EXIT_MEMORY = 70  # exit codes by which a worker says why it ended itself
EXIT_CPU = 71
EXIT_ORPHAN = 72

_WATCH_SECONDS = 0.25


def serve(connection: Connection, function: str, limits: Limits) -> None:
    """Answer jobs until the pipe closes. `function` is «module:name» of what turns a job into a reply."""
    _detach()
    clock = _Clock(limits)
    clock.start()
    call = resolve(function)
    _limit_memory(limits.memory)
    try:
        connection.send_bytes(READY)
        while True:
            job = json.loads(connection.recv_bytes())
            clock.begin()
            connection.send_bytes(_answer(call, job))
            clock.end()
    except (EOFError, OSError):
        return
    except MemoryError:
        os._exit(EXIT_MEMORY)


def resolve(function: str) -> Callable[[Job], Reply]:
    """The function that «module:name» names."""
    module, _, name = function.partition(":")
    found: Callable[[Job], Reply] = getattr(importlib.import_module(module), name)
    return found


def _answer(call: Callable[[Job], Reply], job: Job) -> bytes:
    """The reply to one job as JSON; that memory ran out is a constant, since even telling it takes memory."""
    reserve = bytearray(1 << 20)
    try:
        return json.dumps(call(job)).encode()
    except MemoryError:
        del reserve
        return OUT_OF_MEMORY


def peak_memory() -> int:
    """The most memory this process has held so far, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _detach() -> None:
    """Leave the terminal's process group, so that Ctrl-C lets running files finish; keep stdout clean."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
    if not os.environ.get("PROTOPARSE_DEBUG"):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        os.close(nowhere)


def _limit_memory(size: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, size)):
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS knows RLIMIT_AS but may refuse it
            resource.setrlimit(kind, (value, hard))


class _Clock(threading.Thread):
    """Ends the process when its parent is gone, a file has used up its time, or memory has grown too far.

    The system's own limits (RLIMIT_CPU, RLIMIT_AS) stand beside it where there are any: they work even while
    C code holds the interpreter.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(daemon=True)
        self.limits = limits
        self.deadline = float("inf")  # seconds of processor time of this process

    def begin(self) -> None:
        used = time.process_time()
        self.deadline = used + self.limits.cpu
        if sys.platform != "win32":
            import resource

            soft = int(self.deadline) + 1
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))

    def end(self) -> None:
        self.deadline = float("inf")

    def run(self) -> None:
        parent = parent_process()
        sentinel = None if parent is None else parent.sentinel
        while True:
            if sentinel is None:
                time.sleep(_WATCH_SECONDS)
            elif wait([sentinel], _WATCH_SECONDS):
                os._exit(EXIT_ORPHAN)
            if time.process_time() > self.deadline:
                os._exit(EXIT_CPU)
            if sys.platform == "darwin" and peak_memory() > self.limits.memory:
                os._exit(EXIT_MEMORY)
