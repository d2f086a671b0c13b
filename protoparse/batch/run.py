"""A batch from beginning to end: walk, hand out, record, write the manifest. Read this first."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Any

from protoparse import __version__
from protoparse.batch.convert import Settings, Target, hash_source
from protoparse.batch.engine import CONVERT, Engine, LocalEngine
from protoparse.batch.limits import DEFAULT, TRIES, TRIES_KILLED, Limits
from protoparse.batch.progress import Progress, Silent
from protoparse.batch.record import Record, read_manifest
from protoparse.batch.state import CONDEMNED, PLACE, State, Waiting
from protoparse.batch.summary import Summary, Tally, describe
from protoparse.batch.supervisor import Outcome
from protoparse.batch.walk import Found, Selection, walk
from protoparse.batch.worker import Job
from protoparse.errors import UsageError
from protoparse.limits import DEFAULT_LIMITS, NAMES, changes_of
from protoparse.limits import Limits as ReadingLimits

ABOUT = "batch.json"  # in the state's folder, which stays: where the documents are, for links


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for.

    `source` is a folder, a zip archive or, with an engine that can, a URL; `out` a folder. `retry_failed`
    takes up files again that failed at an earlier run. `timings` False leaves the seconds out of the
    manifest, so that equal input gives an equal output folder, byte for byte. `make_engine` takes the place
    of the local engine.
    """

    source: str
    out: Path
    settings: Settings = field(default_factory=Settings)
    selection: Selection = field(default_factory=Selection)
    limits: Limits = DEFAULT
    jobs: int = 1
    retry_failed: bool = False
    fail_fast: bool = False
    timings: bool = True
    function: str = CONVERT
    make_engine: Callable[[], Engine] | None = None


def run_batch(options: Options, progress: Progress | None = None) -> Summary:
    """Convert an archive; what cannot be read is recorded, and the rest goes on.

    Raises UsageError, GrammarError, OutputError and, where the archive itself cannot be read, InputError.
    Ctrl-C and SIGTERM let the running files finish.
    """
    begun = time.monotonic()
    progress = progress or Silent()
    source, found = open_source_tree(options)
    settings = with_digest(options.settings)
    state = State(options.out)
    finished = False
    try:
        state.find(found, settings.lang)
        engine = options.make_engine() if options.make_engine else _local(options)
        batch = _Batch(replace(options, settings=settings), source, state, engine)
        try:
            with _signals(batch.interrupt):
                progress.start(state.count())
                batch.work(progress)
        finally:
            progress.stop()
            engine.close()
        state.write_manifest()
        _write_about(options, source)
        finished = True
        return Summary(batch.tally, state.counts(), time.monotonic() - begun, batch.interrupted)
    finally:
        state.close(finished=finished)


def plan(options: Options) -> Iterator[tuple[Found, str]]:
    """What a run would do with each file, without doing it: convert, unchanged, skip or unreadable."""
    source, found = open_source_tree(options)
    settings = with_digest(options.settings)
    known = {record.path: record for record in read_manifest(options.out)}
    for one in found:
        if one.error is not None:
            yield one, "unreadable"
        elif one.skip is not None:
            yield one, "skip"
        else:
            target = _target(options, settings, source, one, known.get(one.path), "")
            same = target.known is not None and hash_source(target) == target.known
            yield one, "unchanged" if same else "convert"


def open_source_tree(options: Options) -> tuple[str, Iterator[Found]]:
    """The archive's root, and the walk over it; raises UsageError where the output lies inside the input."""
    if "://" in options.source:
        from protoparse.batch.remote import walk_url

        return options.source, walk_url(options.source, options.selection)
    source, out = Path(options.source), options.out
    within = out.resolve()
    if source.is_dir() and source.resolve() in (within, *within.parents):
        raise UsageError(
            "E010",
            f"папка результата {out} лежит внутри исходной {source}; укажите другую",
            f"the output folder {out} lies inside the input {source}; name another",
        )
    if out.exists() and not out.is_dir():
        raise UsageError("E011", f"{out} — не папка; укажите папку", f"{out} is no folder; name a folder")
    root = source.parent if source.is_file() else source
    return str(root), walk(source, options.selection)


def with_digest(settings: Settings) -> Settings:
    """The settings with a hash of all they name; raises GrammarError where the grammar cannot be loaded."""
    from protoparse.grammar.compile import load_grammar
    from protoparse.grammar.folders import known_names
    from protoparse.grammar.loader import load

    if settings.grammar is None:
        digests = [load(name).digest for name in known_names()]
    else:
        digests = [
            load_grammar(settings.grammar).digest
        ]  # compiled, so that its errors are told before the start
    facts = [__version__, settings.lang, settings.indent, settings.check, digests]
    return replace(settings, digest=hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16])


class _Batch:
    """One run over the files of a state."""

    def __init__(self, options: Options, source: str, state: State, engine: Engine) -> None:
        self.options = options
        self.source = source
        self.state = state
        self.engine = engine
        self.tally = Tally()
        self.interrupted = False
        self.stopped = False
        self._waiting: dict[str, tuple[Waiting, Target]] = {}
        settings = options.settings
        self._made_with: dict[str, Any] = {"settings": settings.digest, "limits": changes_of(settings.limits)}

    def interrupt(self) -> None:
        self.interrupted = True
        self._stop()

    def work(self, progress: Progress) -> None:
        """Convert all files: those above suspicion, then the suspects, one at a time, until none is left."""
        self._pass(progress, suspects=False)
        while not self.stopped and self._pass(progress, suspects=True):
            pass

    def _pass(self, progress: Progress, *, suspects: bool) -> bool:
        """One round; whether there was anything to do."""
        outcome = None
        for outcome in self.engine.run(self._jobs(suspects=suspects), alone=suspects):
            self._record(outcome, progress)
        return outcome is not None

    def _jobs(self, *, suspects: bool) -> Iterator[Job]:
        for waiting in self.state.waiting(suspects=suspects):
            if self.stopped:
                return
            temporary = str(self.state.temporary)
            target = _target(
                self.options, self.options.settings, self.source, waiting, waiting.record, temporary
            )
            if waiting.deaths >= CONDEMNED:
                self._finish(self._failure(waiting, target, "interrupted", "", None), waiting, Silent())
                continue
            self.state.begin(waiting.path)
            self._waiting[waiting.path] = (waiting, target)
            yield target.job()

    def _record(self, outcome: Outcome, progress: Progress) -> None:
        waiting, target = self._waiting.pop(outcome.job["path"])
        seconds = round(outcome.seconds, 3) if self.options.timings else None
        if outcome.fate == "done":
            reply: dict[str, Any] = outcome.reply
            if reply.get("unchanged"):
                self.state.keep(waiting.path)
                self.tally.add(None)
                progress.step(None, self.tally)
                return
            reply["findings"] = tuple(reply.get("findings", ()))
            reply.pop("peak", None)
            reply["reached"] = tuple(reply.get("reached", ()))
            record = Record(**{**reply, "path": waiting.path, "seconds": seconds, **self._made_with})
        elif waiting.tries + 1 < (TRIES_KILLED if outcome.fate == "killed" else TRIES):
            self.state.try_again(waiting.path)
            return
        else:
            record = self._failure(waiting, target, outcome.fate, outcome.detail, seconds)
        self._finish(record, waiting, progress)

    def _failure(
        self, waiting: Waiting, target: Target, reason: str, detail: str, seconds: float | None
    ) -> Record:
        limits = self.options.limits
        shown = {"cpu": f"{limits.cpu:g}", "memory": str(limits.memory >> 20)}.get(reason, detail)
        return Record(
            waiting.path,
            "failed",
            sha256=hash_source(target),
            reason=reason,
            code=f"E_{reason.upper()}",
            message=describe(reason, self.options.settings.lang, shown),
            tries=waiting.tries + 1,
            seconds=seconds,
            **self._made_with,
        )

    def _finish(self, record: Record, waiting: Waiting, progress: Progress) -> None:
        self._clear_away(waiting.record, record)
        self.state.finish(record)
        self.tally.add(record)
        progress.step(record, self.tally)
        if self.options.fail_fast and record.status in ("unreadable", "failed"):
            self._stop()

    def _clear_away(self, old: Record | None, new: Record) -> None:
        """Remove the JSON of an earlier run that stands for nothing now, unless somebody has edited it."""
        if old is None or old.output is None or old.output == new.output:
            return
        stale = self.options.out / old.output
        with contextlib.suppress(OSError):
            if hashlib.sha256(stale.read_bytes()).hexdigest() == old.output_sha256:
                stale.unlink()

    def _stop(self) -> None:
        self.stopped = True
        self.engine.stop()


def _target(
    options: Options,
    settings: Settings,
    root: str,
    file: Waiting | Found,
    record: Record | None,
    temporary: str,
) -> Target:
    """The job of a file; what an earlier run made of it stands only if it was made with the same settings."""
    known = known_output = None
    if (
        record is not None
        and record.settings == settings.digest
        and _as_much_is_read(record, settings.limits)
    ):
        made = record.output is not None and record.output == file.output
        if made or (record.output is None and not options.retry_failed):
            known, known_output = record.sha256, record.output_sha256
    return Target(
        root=root,
        file=file.file,
        member=file.member,
        path=file.path,
        out=str(options.out),
        output=file.output,
        temporary=temporary,
        settings=settings,
        known=known,
        known_output=known_output,
    )


def _as_much_is_read(record: Record, limits: ReadingLimits) -> bool:
    """Whether a file would come out under these limits as the record tells: the limits are those of then, or
    none is lower and the file had reached none.
    """
    then = replace(DEFAULT_LIMITS, **{name: value for name, value in record.limits.items() if name in NAMES})
    if limits == then:
        return True
    lower = any(getattr(limits, name) < getattr(then, name) for name in NAMES)
    return not lower and not record.reached and record.status != "failed"


def _local(options: Options) -> Engine:
    return LocalEngine(options.jobs, options.limits, options.function)


def _write_about(options: Options, source: str) -> None:
    """Note where the documents are, seen from the output folder where that is possible."""
    if "://" not in source:
        with contextlib.suppress(ValueError):  # on another drive of Windows
            source = Path(os.path.relpath(source, options.out)).as_posix()
    text = json.dumps({"generator": f"protoparse {__version__}", "source": source}, ensure_ascii=False)
    (options.out / PLACE / ABOUT).write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


@contextlib.contextmanager
def _signals(interrupt: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and SIGTERM ask to stop; a second Ctrl-C stops at once."""

    def handle(number: int, frame: FrameType | None) -> None:
        interrupt()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    old = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
