"""Exports: each turns the output of a batch into what other programs open. One file a format."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from protoparse.errors import OutputError, UsageError
from protoparse.export.source import Archive
from protoparse.tasks import Wanted

# Format → the name of what it writes. The module of the same name has `write(archive, target, options)`.
FORMATS = {
    "xlsx": "minutes.xlsx",
    "csv": "minutes-csv",
    "jsonl": "minutes.jsonl",
    "sqlite": "minutes.sqlite",
    "parquet": "minutes-parquet",
    "ics": "minutes.ics",
    "docx": "extract.docx",
}
FOLDERS = frozenset({"csv", "parquet"})  # these write a folder with a file for each table


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the user asked for.

    `today` decides what is overdue. `wanted` chooses instructions (xlsx, csv, ics). `protocol` and `items`
    choose what goes into an extract: a document's path as in the manifest, with `#2` behind it for the second
    protocol in it, and the numbers of its items, all if empty. `replaces` is the file that the export will
    take the place of.
    """

    today: date
    lang: str = "ru"
    separator: str = ";"
    encoding: str = "utf-8-sig"
    wanted: Wanted = field(default_factory=Wanted)
    protocol: str | None = None
    items: tuple[str, ...] = ()
    tasks_only: bool = False
    replaces: Path | None = None


Writer = Callable[[Archive, Path, ExportOptions], None]


def export(folder: Path, name: str, target: Path | None, options: ExportOptions) -> Path:
    """Write an export of an output folder, and say where; whole or not at all.

    Raises UsageError for an unknown format or a missing extra, InputError where the folder is no output
    folder, OutputError where the result cannot be written.
    """
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            "E040",
            f"неизвестный формат «{name}»; возможны {known}",
            f"unknown format {name!r}; possible are {known}",
        )
    archive = Archive(folder)
    write: Writer = importlib.import_module(f"protoparse.export.{name}").write
    target = target if target is not None else folder / FORMATS[name]
    options = replace(options, replaces=target)
    try:
        if name in FOLDERS and not options.tasks_only:
            with _whole_folder(target) as draft:
                write(archive, draft, options)
        else:
            with whole_file(target) as draft:
                write(archive, draft, options)
    except OSError as error:
        raise OutputError(
            "E041",
            f"{target}: не записывается ({error.strerror}); закройте его в других программах",
            f"{target}: cannot be written ({error.strerror}); close it in other programs",
        ) from error
    return target


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A file to write to that takes the place of the target when all went well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{os.urandom(6).hex()}{target.suffix}")
    try:
        yield draft
        draft.replace(target)
    finally:
        for left in (draft, draft.with_name(f"{draft.name}-journal")):
            left.unlink(missing_ok=True)


@contextlib.contextmanager
def _whole_folder(target: Path) -> Iterator[Path]:
    """A folder to write to; its files take the place of those in the target when all went well."""
    target.mkdir(parents=True, exist_ok=True)
    draft = target / f".{os.urandom(6).hex()}"
    draft.mkdir()
    try:
        yield draft
        for path in sorted(draft.iterdir()):
            path.replace(target / path.name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
