"""Readers of a PDF in a process of their own, which may be killed.

pdfminer loops for ever, or takes all memory, on files of a few hundred bytes, and pdfium ends its process
where memory runs out; so they run under limits of time and memory, and tell each page as soon as they have
it: what was read before the end is kept. `python -m protoparse.readers.pdf_child TASK LIMITS` reads a PDF
from its input and answers with lines of JSON: the number of pages, each page, the end; then the bytes that
the task made. LIMITS is JSON too.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field, fields
from typing import IO, Any, Literal

from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers.pdf_page import PageContent, Rule, Word

Task = Literal["pages", "slow pages", "count", "repair"]

_GRACE = 2  # seconds of wall time beyond those of the processor, for the start
_END = b'{"end": true}'
_PAGE_FIELDS = tuple(one.name for one in fields(PageContent) if one.name not in ("words", "rules"))


class ChildError(Exception):
    """The child gave no answer.

    `reason` is «seconds» or «memory» for a limit, «damaged», or «missing» (pikepdf).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Answer:
    """What a child told: the number of pages, pages, bytes it made; `ended` is the limit that ended it."""

    total: int = 0
    pages: list[PageContent] = field(default_factory=list)
    made: bytes = b""
    ended: str | None = None


def ask(task: Task, data: bytes, limits: Limits) -> Answer:
    """The child's answer. Raises ChildError where there is none, InputError where the child does."""
    if not sys.executable:
        raise ChildError("damaged")
    command = [sys.executable, "-P", "-m", __name__, task, json.dumps(asdict(limits))]
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
        return _answer(error.stdout or b"", "seconds")
    except OSError as error:
        raise ChildError("damaged") from error
    # Without an end it was ended from outside: by the limit of time, or because no memory was left.
    return _answer(done.stdout, "seconds" if done.returncode in _ENDED_BY_TIME else "memory")


_ENDED_BY_TIME = (-24, -9)  # SIGXCPU, SIGKILL


def _answer(output: bytes, ending: str) -> Answer:
    """The answer in what a child wrote, `ending` being why it may have stopped in the middle."""
    answer = Answer(ended=ending)
    start = 0
    while answer.ended is not None:
        end = output.find(b"\n", start)
        if end < 0:
            break
        line = json.loads(output[start:end])
        start = end + 1
        if isinstance(line, list):
            answer.pages.append(_decoded(line))
        elif "total" in line:
            answer.total = line["total"]
        elif "refused" in line:
            raise InputError(*line["refused"])
        elif "reason" in line:
            answer.ended = line["reason"]
            break
        else:
            answer.ended, answer.made = None, output[start:]
    if answer.ended is not None and (not answer.pages or answer.ended not in ("seconds", "memory")):
        raise ChildError(answer.ended)
    return answer


def _encoded(page: PageContent) -> list[Any]:
    """A page as JSON can hold it.

    >>> page = PageContent(1, 9.0, 9.0, (Word("а", 1, 2, 3, 4, False, 0, True),), (Rule(1, 2, 3, 4),))
    >>> _decoded(json.loads(json.dumps(_encoded(page)))) == page
    True
    """
    plain = {name: getattr(page, name) for name in _PAGE_FIELDS}
    return [plain, page.words, page.rules]


def _decoded(found: list[Any]) -> PageContent:
    plain, words, rules = found
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()
    }
    return PageContent(
        **values, words=tuple(Word(*word) for word in words), rules=tuple(Rule(*rule) for rule in rules)
    )


def main() -> None:
    """Carry out one task."""
    task, limits = sys.argv[1], Limits(**json.loads(sys.argv[2]))
    _limit(limits)
    output = sys.stdout.buffer
    made = b""
    try:
        made = _carry_out(task, sys.stdin.buffer.read(), limits, output)
    except InputError as error:
        _tell(output, {"refused": [error.code, error.ru, error.en]})
    except ImportError:
        _tell(output, {"reason": "missing"})
    except MemoryError:
        _tell(output, {"reason": "memory"})
    # The libraries raise whatever their parsers meet in a broken file: KeyError, TypeError, their own.
    except Exception:
        _tell(output, {"reason": "damaged"})
    else:
        output.write(_END + b"\n" + made)


def _carry_out(task: str, data: bytes, limits: Limits, output: IO[bytes]) -> bytes:
    if task == "repair":
        from protoparse.readers.repair import repaired

        return repaired(data) or b""
    if task == "count":
        from protoparse.readers.pdf_plumber import count_pages_slowly

        _tell(output, {"total": count_pages_slowly(data)})
        return b""
    if task == "pages":
        from protoparse.readers.pdf_pdfium import opened_pages as opened
    else:
        from protoparse.readers.pdf_plumber import opened_pages as opened
    with opened(data, limits) as (pages, total):
        _tell(output, {"total": total})
        for page in pages:
            _tell(output, _encoded(page))
    return b""


def _tell(output: IO[bytes], what: object) -> None:
    output.write(json.dumps(what).encode() + b"\n")
    output.flush()


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
    ):
        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):  # macOS knows RLIMIT_AS but may refuse it
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


if __name__ == "__main__":
    main()
