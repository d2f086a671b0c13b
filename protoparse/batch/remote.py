"""A batch on a cluster: the same per-file function under dask.distributed, over a shared folder or a URL.

Each dask worker keeps a process of its own for the documents, under the same limits as on one machine: a
document that hangs or eats memory never takes the dask worker along. The JSON comes back with the result and
is written by the batch, so that only the documents must be visible everywhere.
"""

from __future__ import annotations

import importlib
import multiprocessing
import queue
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from protoparse import __version__
from protoparse.batch.convert import stands, write_atomically
from protoparse.batch.engine import CONVERT
from protoparse.batch.limits import Limits
from protoparse.batch.names import output_paths, printable
from protoparse.batch.supervisor import Fate, Outcome, Supervisor
from protoparse.batch.walk import Found, Selection
from protoparse.batch.worker import Job, Reply
from protoparse.errors import InputError, UsageError

_WINDOW = 3  # jobs under way for each thread of the cluster: one works, the others are on their way
_POLL_SECONDS = 0.5
_CONNECT_SECONDS = 10


def walk_url(url: str, selection: Selection) -> Iterator[Found]:
    """Every file under an fsspec URL, by path; zip archives are listed, not opened. Raises InputError."""
    try:
        core = importlib.import_module("fsspec.core")
    except ImportError as error:
        raise _missing() from error
    try:
        system, root = core.url_to_fs(url)
        listed: dict[str, dict[str, Any]] = system.find(root, detail=True)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(
            "R103",
            f"{url}: не открывается ({error}); проверьте адрес и доступ",
            f"{url}: cannot be opened ({error}); check the address and access",
        ) from error
    relative = {name[len(root) :].lstrip("/"): facts for name, facts in listed.items()}
    outputs = output_paths(tuple(path.split("/")) for path in relative)
    for path in sorted(relative):
        parts = tuple(path.split("/"))
        hidden = any(part.startswith((".", "~$")) for part in parts)
        packed = path.lower().endswith(".zip")
        yield selection.judge(
            Found(
                path="/".join(printable(part) for part in parts),
                file=path,
                member=None,
                output=outputs[parts],
                modified=_modified(relative[path]),
                skip="hidden" if hidden else "archive" if packed else None,
            )
        )


class DaskEngine:
    """The workers of a dask scheduler at `address` («tcp://host:8786»); UsageError where there is none."""

    def __init__(self, address: str, limits: Limits, function: str = CONVERT) -> None:
        try:
            distributed = importlib.import_module("distributed")
        except ImportError as error:
            raise _missing() from error
        self.limits = limits
        self.function = function
        self.stopping = False
        try:
            self._client = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
            versions = set(self._client.run(version).values())
        except Exception as error:
            raise UsageError(
                "E020",
                f"планировщик {address} не отвечает ({error}); проверьте адрес и protoparse на узлах",
                f"scheduler {address} does not answer ({error}); check it and protoparse there",
            ) from error
        if versions - {__version__}:
            self._client.close()
            raise UsageError(
                "E021",
                f"на узлах protoparse {', '.join(sorted(versions))}, здесь {__version__}; обновите",
                f"the nodes have protoparse {', '.join(sorted(versions))}, here is {__version__}; update",
            )

    def run(self, jobs: Iterator[Job], *, alone: bool = False) -> Iterator[Outcome]:
        """The outcomes as they come; at most some jobs a thread are under way, so that memory stays flat."""
        ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        under_way: dict[Any, Job] = {}
        exhausted = False
        while True:
            window = 1 if alone else max(1, _WINDOW * sum(self._client.nthreads().values()))
            while not exhausted and not self.stopping and len(under_way) < window:
                job = next(jobs, None)
                if job is None:
                    exhausted = True
                    break
                future = self._client.submit(
                    convert_here, _sent(job), asdict(self.limits), self.function, pure=False
                )
                under_way[future] = job
                future.add_done_callback(ended.put)
            if not under_way:
                return
            try:
                future = ended.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            job = under_way.pop(future)
            outcome = _outcome(job, future)
            future.release()
            yield outcome

    def stop(self) -> None:
        self.stopping = True

    def close(self) -> None:
        self._client.close()


@dataclass(frozen=True, slots=True)
class _Answer:
    fate: Fate
    reply: Reply
    detail: str
    seconds: float
    data: bytes | None


_mine = threading.local()


def convert_here(job: Job, limits: dict[str, Any], function: str) -> _Answer:
    """On a node: convert one document in a process of its own; the JSON goes back with the reply."""
    supervisor: Supervisor | None = getattr(_mine, "supervisor", None)
    if supervisor is None:
        # dask starts its workers as daemons, and daemons may have no children unless told so.
        multiprocessing.current_process().daemon = False
        supervisor = Supervisor(function, 1, Limits(**limits), preload="protoparse.batch.preload")
        _mine.supervisor = supervisor
    with tempfile.TemporaryDirectory(prefix="protoparse-") as folder:
        here = {**job, "out": folder, "temporary": folder, "output": "out.json"}
        outcome = next(supervisor.run(iter([here])))
        made = Path(folder, "out.json")
        data = made.read_bytes() if made.exists() else None
    return _Answer(outcome.fate, outcome.reply, outcome.detail, outcome.seconds, data)


def version() -> str:
    """The version of protoparse on a node."""
    return __version__


def _sent(job: Job) -> Job:
    """The job as sent to a node: whether the earlier JSON stands is seen here, where it lies."""
    return {**job, "known": job["known"] if stands(job) else None, "known_output": None}


def _outcome(job: Job, future: Any) -> Outcome:
    if future.status != "finished":
        error = future.exception() if future.status == "error" else None
        return Outcome(job, "killed", {}, type(error).__name__ if error else "cancelled", 0.0)
    answer: _Answer = future.result()
    reply = answer.reply
    if answer.data is not None and reply.get("output"):
        write_atomically(answer.data, Path(job["out"], job["output"]), Path(job["temporary"]))
        reply = {**reply, "output": job["output"]}
    return Outcome(job, answer.fate, reply, answer.detail, answer.seconds)


def _modified(facts: dict[str, Any]) -> float:
    value = facts.get("mtime") or facts.get("LastModified") or facts.get("created")
    if isinstance(value, datetime):
        return value.timestamp()
    return float(value) if isinstance(value, int | float) else 0.0


def _missing() -> UsageError:
    return UsageError(
        "E022",
        "для --engine dask и адресов URL нужен dask: pip install 'protoparse[dask]'",
        "--engine dask and URLs need dask: pip install 'protoparse[dask]'",
    )
