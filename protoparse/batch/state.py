"""What a batch knows while it runs, on disk: it survives kill -9 and keeps memory flat however many files
there are.

`OUT/.protoparse/` exists while a batch runs, or after one was killed. When a batch ends, all of it that lasts
stands in the manifest.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from protoparse.batch.record import MANIFEST, Record, Status, read_manifest
from protoparse.batch.walk import UNSELECTED, Found
from protoparse.errors import OutputError

PLACE = ".protoparse"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY,
    record TEXT,            -- a line of the manifest; NULL while nothing is known
    found INTEGER NOT NULL DEFAULT 0,   -- the walk of this run has seen it
    chosen INTEGER NOT NULL DEFAULT 0,  -- this run is to convert it
    done INTEGER NOT NULL DEFAULT 0,    -- this run is through with it
    place TEXT,             -- its name as the system has it, in bytes written as hex
    member INTEGER,
    output TEXT,
    running INTEGER NOT NULL DEFAULT 0, -- handed to a worker and not heard of since
    deaths INTEGER NOT NULL DEFAULT 0,  -- deaths of the batch while it was running
    tries INTEGER NOT NULL DEFAULT 0    -- workers it took along
) WITHOUT ROWID;
"""
_PAGE = 500  # rows read ahead
SUSPECT = 2  # deaths of the batch after which a file runs last, and alone
CONDEMNED = 4  # … after which it is given up


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is to be converted, with what an earlier run knew of it."""

    path: str
    file: str
    member: int | None
    output: str
    record: Record | None
    deaths: int
    tries: int


class State:
    """The files of a batch and what became of them. Open one batch at a time: a second raises OutputError."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out / PLACE
        self.temporary = self.folder / "tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self.folder / "lock")
            shutil.rmtree(self.temporary, ignore_errors=True)
            self.temporary.mkdir()
        except OSError as error:
            raise OutputError(
                "E051",
                f"{out}: в папку нельзя писать ({error.strerror}); проверьте имя, права и место на диске",
                f"{out}: the folder cannot be written ({error.strerror}); check name, permission and space",
            ) from error
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        path = self.folder / "state.sqlite"
        killed = path.exists()
        try:
            database = _connect(path)
        except sqlite3.DatabaseError:  # torn by a power cut: what it knew is redone
            for name in ("state.sqlite", "state.sqlite-wal", "state.sqlite-shm"):
                (self.folder / name).unlink(missing_ok=True)
            killed = False
            database = _connect(path)
        with database:
            if not killed:
                database.executemany(
                    "INSERT OR REPLACE INTO file (path, record) VALUES (?, ?)",
                    ((record.path, record.line()) for record in read_manifest(self.out)),
                )
            database.execute("UPDATE file SET deaths = deaths + 1 WHERE running")
            database.execute("UPDATE file SET running = 0, found = 0, chosen = 0, done = 0")
        return database

    def find(self, found: Iterator[Found], lang: str) -> None:
        """Take in what the walk found: what is to be converted, what is only listed, what is gone."""
        with self._database:
            self._database.executemany(_FIND, (_row(one, lang) for one in found))
            for path, line in self._database.execute(
                "SELECT path, record FROM file WHERE NOT found ORDER BY path"
            ).fetchall():
                record = Record.of_line(line) if line else None
                if record is None or record.status in ("skipped", "gone"):
                    self._database.execute("DELETE FROM file WHERE path = ?", (path,))
                else:
                    gone = Record(path, "gone", output=record.output)
                    self._database.execute("UPDATE file SET record = ? WHERE path = ?", (gone.line(), path))

    def count(self) -> int:
        """How many files are to be converted or looked at in this run."""
        number: int = self._database.execute("SELECT count(*) FROM file WHERE chosen").fetchone()[0]
        return number

    def waiting(self, *, suspects: bool) -> Iterator[Waiting]:
        """The files that this run has not dealt with, by path: those above suspicion, or the suspects."""
        last = ""
        while True:
            rows = self._database.execute(_WAITING, (last, suspects, _PAGE)).fetchall()
            if not rows:
                return
            for path, place, member, output, line, deaths, tries in rows:
                record = Record.of_line(line) if line else None
                yield Waiting(path, os.fsdecode(bytes.fromhex(place)), member, output, record, deaths, tries)
            last = rows[-1][0]

    def begin(self, path: str) -> None:
        """A file goes to a worker now: if the batch dies, this one may have been the cause."""
        self._change("UPDATE file SET running = 1 WHERE path = ?", (path,))

    def keep(self, path: str) -> None:
        """A file is as it was: its old record stands."""
        self._change("UPDATE file SET running = 0, done = 1, deaths = 0, tries = 0 WHERE path = ?", (path,))

    def finish(self, record: Record) -> None:
        """What became of a file."""
        self._change(
            "UPDATE file SET running = 0, done = 1, deaths = 0, tries = 0, record = ? WHERE path = ?",
            (record.line(), record.path),
        )

    def try_again(self, path: str) -> None:
        """A file took its worker along; it waits for another try among the suspects."""
        self._change("UPDATE file SET running = 0, tries = tries + 1 WHERE path = ?", (path,))

    def write_manifest(self) -> None:
        """Write what is known of all files, by path."""
        draft = self.temporary / MANIFEST
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                for (line,) in self._database.execute(
                    "SELECT record FROM file WHERE record NOT NULL ORDER BY path"
                ):
                    file.write(line + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.out / MANIFEST)
        except OSError as error:
            raise OutputError(
                "E052",
                f"{MANIFEST} не записывается ({error.strerror}); освободите место и запустите ещё раз",
                f"{MANIFEST} cannot be written ({error.strerror}); free some space and run again",
            ) from error

    def counts(self) -> dict[Status, int]:
        """How many files have which status."""
        rows = self._database.execute(
            "SELECT json_extract(record, '$.status'), count(*) FROM file WHERE record NOT NULL GROUP BY 1"
        )
        return dict(rows.fetchall())

    def close(self, *, finished: bool) -> None:
        """Let go of the folder; `finished` when the manifest holds all."""
        self._database.close()
        if finished:
            for path in self.folder.iterdir():
                if path.name.startswith("state.sqlite"):
                    with contextlib.suppress(OSError):
                        path.unlink()
            shutil.rmtree(self.temporary, ignore_errors=True)
        self._lock.close()

    def _change(self, statement: str, values: tuple[str, ...]) -> None:
        with self._database:
            self._database.execute(statement, values)


_WAITING = f"""
SELECT path, place, member, output, record, deaths, tries FROM file
WHERE chosen AND NOT done AND NOT running AND path > ? AND (deaths >= {SUSPECT} OR tries > 0) = ?
ORDER BY path LIMIT ?
"""
_FIND = """
INSERT INTO file (path, found, chosen, place, member, output, record)
VALUES (:path, 1, :chosen, :place, :member, :output, :record)
ON CONFLICT (path) DO UPDATE SET found = 1, chosen = excluded.chosen, place = excluded.place, member =
excluded.member,
    output = excluded.output, record = coalesce(excluded.record, record)
"""


def _row(found: Found, lang: str) -> dict[str, str | int | None]:
    record: Record | None = None
    if found.error is not None:
        record = Record(
            found.path, "unreadable", reason="input", code=found.error.code, message=found.error.message(lang)
        )
    elif found.skip is not None and found.skip not in UNSELECTED:
        record = Record(found.path, "skipped", reason=found.skip)
    return {
        "path": found.path,
        "chosen": found.skip is None and found.error is None,
        "place": os.fsencode(found.file).hex(),
        "member": found.member,
        "output": found.output,
        "record": record.line() if record is not None else None,
    }


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    # One process holds the database, so that it needs no shared memory and works on network drives. NORMAL: a
    # power cut may lose the last files, which are then redone; a kill loses none.
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(_SCHEMA)
    return database


def _lock(path: Path) -> IO[bytes]:
    """A lock that the system lifts when the process ends, however; OutputError where another holds it."""
    out = path.parent.parent
    file = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise OutputError(
            "E053",
            f"{out}: сюда уже пишет другой запуск; дождитесь его конца или укажите другую папку",
            f"{out}: another run is writing here; wait for it or name another folder",
        ) from error
    return file
