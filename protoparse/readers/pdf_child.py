"""Second readers of a PDF, each in a process of its own that may be killed.

pdfminer loops for ever, or takes all memory, on files of a few hundred bytes; so it runs under limits of
time and memory, and what it found comes back as plain JSON. `python -m protoparse.readers.pdf_child TASK
SECONDS MEMORY PAGES` reads a PDF from its input and answers with one line of JSON, then the bytes that the
task made.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any, Literal

from protoparse.limits import Limits

Task = Literal["read", "count", "repair"]

_GRACE = 2  # seconds of wall time beyond those of the processor, for the start


class ChildError(Exception):
    """The child gave no answer.

    `reason` is «seconds» or «memory» for a limit, «damaged», or «missing» (pikepdf).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ask(task: Task, data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """The child's answer and the bytes behind it. Raises ChildError."""
    if not sys.executable:
        raise ChildError("damaged")
    command = [sys.executable, "-P", "-m", __name__, task]
    command += [str(limits.seconds), str(limits.memory), str(limits.slow_pages)]
    # The same modules as here, and nothing from the folder that happens to be the current one.
    known = os.pathsep.join(place for place in sys.path if place)
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=4 * limits.seconds + _GRACE,
            env={**os.environ, "PYTHONPATH": known},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ChildError("seconds") from error
    except OSError as error:
        raise ChildError("damaged") from error
    head, _, rest = done.stdout.partition(b"\n")
    try:
        answer: dict[str, Any] = json.loads(head)
    except ValueError as error:
        # Without an answer it was ended from outside: by the limit of time, or because no memory was left.
        raise ChildError("seconds" if done.returncode in _ENDED_BY_TIME else "memory") from error
    if "reason" in answer:
        raise ChildError(answer["reason"])
    return answer, rest


_ENDED_BY_TIME = (-24, -9)  # SIGXCPU, SIGKILL


def main() -> None:
    """Carry out one task."""
    task, seconds, memory, pages = sys.argv[1], *map(int, sys.argv[2:5])
    _limit(seconds, memory)
    data = sys.stdin.buffer.read()
    rest = b""
    try:
        if task == "read":
            from protoparse.readers.pdf_plumber import read_pages_slowly

            found, total = read_pages_slowly(data, pages)
            answer: dict[str, Any] = {"pages": [asdict(page) for page in found], "total": total}
        elif task == "count":
            from protoparse.readers.pdf_plumber import count_pages_slowly

            answer = {"total": count_pages_slowly(data)}
        else:
            from protoparse.readers.repair import repaired

            rest = repaired(data) or b""
            answer = {}
    except ImportError:
        answer = {"reason": "missing"}
    except MemoryError:
        answer = {"reason": "memory"}
    # The libraries raise whatever their parsers meet in a broken file: KeyError, TypeError, their own.
    except Exception:
        answer = {"reason": "damaged"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + rest)


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
    ):
        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):  # macOS knows RLIMIT_AS but may refuse it
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


if __name__ == "__main__":
    main()
