"""Readers: each turns one kind of file into a Document. The kind is told by content, then by suffix."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath

from protoparse.document import Document, ReadingNote
from protoparse.errors import UsageError
from protoparse.limits import DEFAULT_LIMITS, PARTIAL, Limits
from protoparse.readers.refusals import beyond, named, refusal
from protoparse.readers.signature import is_lock_file, refuse_lock_file, sniff
from protoparse.readers.suspicious import character_notes

FORMATS = ("docx", "pdf", "txt")
_SUFFIXES = {
    "docx": frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    "pdf": frozenset({".pdf"}),
    "txt": frozenset({".txt", ".text", ".md", ".markdown", ".log", ".csv", ".tsv"}),
}

__all__ = ["FORMATS", "is_partial", "read"]


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    format: str | None = None,  # noqa: A002 - the plain word for callers
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """The document in a file, or in bytes that were read already.

    `name` is the name to show for bytes; `format` (docx, pdf, txt) forces a reader; `limits` say how much of
    the file is read (see `protoparse.limits`): beyond some of them the document holds the beginning alone.
    Raises InputError where the file is missing, damaged or of a kind that is not read, UsageError for an
    unknown format.
    """
    if format is not None and format not in FORMATS:
        raise UsageError(
            "R100",
            f"неизвестный формат «{format}»; возможны docx, pdf, txt",
            f"unknown format {format!r}; possible are docx, pdf, txt",
        )
    if isinstance(source, bytes):
        path, data = name, source
        if len(data) > limits.file:
            raise beyond(path, "file", len(data), limits)
    else:
        path = printable_path(os.fspath(source) if name is None else name)
        data = _read_file(os.fspath(source), path, limits)
    if not data:
        raise refusal(
            "R105",
            path,
            "файл пуст (0 байт); возьмите другую копию",
            "the file is empty (0 bytes); take another copy",
        )
    suffix = PurePath(path).suffix.lower() if path is not None else ""
    if path is not None and is_lock_file(PurePath(path).name, data):
        raise refuse_lock_file(path)
    chosen = format if format is not None else sniff(data, path)
    with _without_collector(), named(path):
        document = _reader(chosen)(data, path, limits)
    unseen = tuple(character_notes(document.text))
    if unseen:
        document = replace(document, notes=(*document.notes, *unseen))
    if format is None and suffix and suffix not in _SUFFIXES[chosen] and _promises(suffix):
        document = replace(document, notes=(_misnamed(suffix, chosen), *document.notes))
    return document


@contextmanager
def _without_collector() -> Iterator[None]:
    """The cycle collector off: readers make hundreds of thousands of objects and no cycles, and to look
    through them again and again takes half of the time of a long table.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def is_partial(document: Document) -> bool:
    """Whether a limit ended the reading, so that the document holds less than the file."""
    return any(note.code in PARTIAL for note in document.notes)


def _reader(kind: str) -> Callable[[bytes, str | None, Limits], Document]:
    """The reader of a format, imported when it is first needed."""
    if kind == "docx":
        from protoparse.readers.docx import read_docx

        return read_docx
    if kind == "pdf":
        from protoparse.readers.pdf import read_pdf

        return read_pdf
    from protoparse.readers.txt import read_txt

    return read_txt


def _promises(suffix: str) -> bool:
    """Whether a suffix names a kind of document, so that another content surprises.

    >>> _promises(".doc"), _promises(".2024")
    (True, False)
    """
    named = frozenset({".doc", ".dot", ".rtf", ".odt", ".html", ".htm", ".xml", ".xls", ".xlsx"})
    return suffix in named or any(suffix in suffixes for suffixes in _SUFFIXES.values())


def _misnamed(suffix: str, kind: str) -> ReadingNote:
    return ReadingNote(
        "R001",
        "info",
        f"Файл назван «{suffix}», но по содержанию это {kind}; прочитан как {kind}.",
        f"The file is named {suffix!r} but its content is {kind}; it was read as {kind}.",
        f"Переименуйте файл в «.{kind}».",
        f"Rename the file to «.{kind}».",
    )


def printable_path(path: str) -> str:
    """A file name that can be printed and stored as UTF-8: bytes that are not are shown as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read_file(source: str, path: str, limits: Limits) -> bytes:
    """The bytes of a regular file; nothing that could block or never end is opened."""
    try:
        status = os.stat(source)  # noqa: PTH116 - os.fspath keeps names that are not UTF-8
        if stat.S_ISDIR(status.st_mode):
            raise refusal(
                "R102",
                path,
                "это папка; для папок есть команда batch",
                "this is a folder; use the batch command for folders",
            )
        if not stat.S_ISREG(status.st_mode):
            raise refusal(
                "R104",
                path,
                "это не обычный файл (устройство, канал); укажите файл .docx, .pdf или .txt",
                "this is no regular file (a device or pipe); name a .docx, .pdf or .txt file",
            )
        if status.st_size > limits.file:
            raise beyond(path, "file", status.st_size, limits)
        with open(source, "rb") as file:  # noqa: PTH123
            # not at once as much as is allowed: the room for it is taken before it is known how much comes
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:  # it grows, or says that it is empty and is not
                data += file.read(limits.file + 1 - len(data))
    except FileNotFoundError as error:
        raise refusal(
            "R101", path, "файла нет; проверьте имя и папку", "no such file; check the name and the folder"
        ) from error
    except PermissionError as error:
        raise refusal(
            "R103",
            path,
            "нет прав на чтение; дайте права или скопируйте файл к себе",
            "no permission to read; grant it or copy the file to a folder of yours",
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refusal(
            "R103",
            path,
            f"файл не открывается ({reason}); проверьте имя и диск",
            f"the file cannot be opened ({reason}); check the name and the disk",
        ) from error
    if len(data) > limits.file:
        raise beyond(path, "file", len(data), limits)
    return data
