"""One file to one JSON: what every engine runs, in a process that may be killed at any moment.

The JSON is written beside the tree, synced, and renamed into place: whoever looks sees it whole or not at
all.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import os
import stat
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from protoparse.batch import archive
from protoparse.batch.worker import Job, Reply, peak_memory, resolve
from protoparse.errors import InputError, OutputError, ProtoparseError
from protoparse.limits import DEFAULT_LIMITS, LIMIT_OF, Limits
from protoparse.readers.refusals import beyond

if TYPE_CHECKING:
    from protoparse.model import Diagnostic
    from protoparse.pipeline import Parsed

    Check = Callable[[Parsed, str], list[Diagnostic]]

MOST_FINDINGS = 50  # findings of one file that go into the manifest; the number of all is there too
LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the JSON of a file depends on beside the file.

    `grammar` as for `parse`; `indent` of the JSON, None for one line; `check` is «module:name» of a function
    from a Parsed and a language to Diagnostics, or None. `limits` say how much of a file is read. `digest` is
    a hash of it all, of the grammars' text too.
    """

    grammar: str | None = None
    lang: str = "ru"
    indent: int | None = 2
    check: str | None = None
    limits: Limits = DEFAULT_LIMITS
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file comes from and goes to, as a job.

    `root` is the archive's folder or URL, `file` the file in it, `member` the index in a zip archive. `path`
    is the file as shown, `output` the JSON's path in the folder `out`; `temporary` is a folder on the same
    disk. `known` and `known_output` are the hashes of file and JSON at an earlier run with the same settings.
    """

    root: str
    file: str
    member: int | None
    path: str
    out: str
    output: str
    temporary: str
    settings: Settings
    known: str | None = None
    known_output: str | None = None

    def job(self) -> Job:
        return asdict(self)

    @classmethod
    def of_job(cls, job: Job) -> Target:
        settings = job["settings"]
        return cls(**{**job, "settings": Settings(**{**settings, "limits": Limits(**settings["limits"])})})


def convert(job: Job) -> Reply:
    """Read one file, write its JSON, tell what came out: fields of a Record, or `{"unchanged": true}`.

    Raises MemoryError alone; whatever else goes wrong is told in the reply.
    """
    target = Target.of_job(job)
    try:
        reply = _convert(target)
    except MemoryError:
        raise
    except InputError as error:
        reply = _refused("unreadable", "input", error, target.settings.lang)
    except OutputError as error:
        reply = _refused("failed", "output", error, target.settings.lang)
    except Exception as error:
        reply = {"status": "failed", "reason": "error", "code": "E070", "message": _place(error)}
    reply["peak"] = peak_memory()
    return reply


def write_atomically(data: bytes, target: Path, temporary: Path) -> None:
    """Write a file so that its place holds the old bytes or the new, never a part; raises OutputError."""
    draft = temporary / f"{os.getpid()}-{os.urandom(6).hex()}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise OutputError(
            "E050",
            f"{target.name}: не записывается ({error.strerror}); освободите место или дайте права на запись",
            f"{target.name}: cannot be written ({error.strerror}); free some space or grant permission",
        ) from error


def _convert(target: Target) -> Reply:
    data = read_source(target)
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 == target.known and (target.known_output is None or stands(target.job())):
        return {"unchanged": True}
    # The pipeline is loaded here, so that the parent, which needs the names above only, stays small.
    from protoparse.pipeline import run

    facts: Reply = {"sha256": sha256, "bytes": len(data)}
    settings = target.settings
    try:
        name = PurePosixPath(target.path).name
        parsed = run(data, grammar=settings.grammar, name=name, lang=settings.lang, limits=settings.limits)
    except ProtoparseError as error:
        status = "unreadable" if isinstance(error, InputError) else "failed"
        return {**facts, **_refused(status, "input", error, settings.lang)}
    envelope = parsed.envelope
    findings = [one for protocol in envelope.protocols for one in protocol.diagnostics] + envelope.diagnostics
    if settings.check is not None:
        findings += _check(settings.check)(parsed, settings.lang)
    reached = {LIMIT_OF[one.code]: None for one in envelope.diagnostics if one.code in LIMIT_OF}
    text = envelope.model_dump_json(indent=settings.indent).encode() + b"\n"
    write_atomically(text, Path(target.out, target.output), Path(target.temporary))
    return {
        **facts,
        "status": "ok" if envelope.protocols else "empty",
        "format": envelope.source.format,
        "pages": envelope.source.pages,
        "grammar": envelope.source.grammar,
        "output": target.output,
        "output_sha256": hashlib.sha256(text).hexdigest(),
        "protocols": len(envelope.protocols),
        "reached": list(reached),
        "coverage": min((one.coverage for one in envelope.protocols), default=None),
        "findings": [_brief(one) for one in findings[:MOST_FINDINGS]],
        "findings_total": len(findings),
    }


def read_source(target: Target) -> bytes:
    """The bytes of the file that a job names; raises InputError."""
    limits = target.settings.limits
    with open_source(target) as file:
        data = file.read(limits.file + 1)
    if len(data) > limits.file:
        raise beyond(target.path, "file", len(data), limits)
    return data


def hash_source(target: Target) -> str | None:
    """The SHA-256 of the file that a job names, piece by piece; None where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with open_source(target) as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except InputError:
        return None
    return digest.hexdigest()


@contextlib.contextmanager
def open_source(target: Target) -> Iterator[IO[bytes]]:
    """The file that a job names, open; what goes wrong on opening and on reading becomes InputError."""
    try:
        if "://" in target.root:
            fsspec = importlib.import_module("fsspec")  # of the extra [dask]
            with fsspec.open(f"{target.root.rstrip('/')}/{target.file}", "rb") as file:
                yield file
        elif target.member is not None:
            path = Path(target.root, target.file)
            with archive.open_member(_open_archive(path), target.member, target.path) as file:
                yield file
        else:
            # Not through links, and without waiting for a pipe that nobody writes to.
            flags = os.O_RDONLY
            for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
                flags |= getattr(os, name, 0)
            descriptor = os.open(Path(target.root, target.file), flags)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise OSError(0, "not a regular file")
                yield file
    except OSError as error:
        raise _unread(target.path, error) from error


def _unread(path: str, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    return InputError(
        "R103",
        f"{path}: файл не открывается ({reason}); проверьте права и диск",
        f"{path}: the file cannot be opened ({reason}); check permissions and the disk",
    )


_last_archive: tuple[tuple[str, int, int], zipfile.ZipFile] | None = None


def _open_archive(path: Path) -> zipfile.ZipFile:
    """A zip archive, kept open for the next of its members: to read its directory is most of the work."""
    global _last_archive
    try:
        status = path.stat()
    except OSError as error:
        raise _unread(path.name, error) from error
    key = (str(path), status.st_mtime_ns, status.st_size)
    if _last_archive is None or _last_archive[0] != key:
        if _last_archive is not None:
            _last_archive[1].close()
        _last_archive = (key, archive.open_archive(path))
    return _last_archive[1]


def stands(job: Job) -> bool:
    """Whether what an earlier run made of a file is there and whole."""
    if job["known_output"] is None:
        return True
    try:
        data = Path(job["out"], job["output"]).read_bytes()
    except OSError:
        return False
    return bool(hashlib.sha256(data).hexdigest() == job["known_output"])


def _check(name: str) -> Check:
    return resolve(name)  # type: ignore[return-value]


def _brief(finding: Diagnostic) -> dict[str, Any]:
    brief = finding.model_dump(exclude_none=True)
    for key in ("message", "hint"):
        if key in brief:
            brief[key] = brief[key][:LONGEST_MESSAGE]
    return brief


def _refused(status: str, reason: str, error: ProtoparseError, lang: str) -> Reply:
    told = error.message(lang)[:1000]
    reply: Reply = {"status": status, "reason": reason, "code": error.code, "message": told}
    if error.code in LIMIT_OF:
        reply["reached"] = [LIMIT_OF[error.code]]
    return reply


def _place(error: Exception) -> str:
    """What kind of error came from where: «IndexError in people:88», without a word of the document."""
    frames = traceback.extract_tb(error.__traceback__)
    frame = next((one for one in reversed(frames) if "protoparse" in one.filename), frames[-1])
    return f"{type(error).__name__} in {Path(frame.filename).stem}:{frame.lineno}"
